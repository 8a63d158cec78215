"""Measure snapshots of the past where each row has many versions, other registers beside them."""

import time

from django.core.management.base import BaseCommand

from tests.bench import deep, history, machine, report, snapshots, targets, verifying
from tests.bench.ground import migrate
from tests.bench.pairs import THOROUGH


class Command(BaseCommand):
    help = "Measures snapshots of a deep past, in an empty database that may be thrown away."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("sizes", nargs="+", help="risks and versions, such as 200x50")

    def handle(self, *args, sizes, **options):
        effort = THOROUGH._replace(clock=machine.clock(), most=200)
        started = time.perf_counter()
        migrate()
        made = [deep.make(*map(int, size.split("x"))) for size in sizes]
        took = time.perf_counter() - started
        rows = history.count()
        where = machine.database()
        self.say(f"\n{where}: {rows:,} history rows were made and verified whole in {took:.0f} s.")
        self.say(report.head("Snapshots as at the past, against the live one, none kept"))
        for one in made:
            most = targets.PAST_DEEP_ON_POSTGRESQL if deep.is_deepest(one) else targets.PAST
            ground = one.ground._replace(loaded=one.middle)
            self.say(f"{one.versions} versions of each of {ground.size:,} risks")
            for line in snapshots.times(ground, effort, most=most):
                self.say(line)
        self.say(report.head("Verifying the record, against hashing its sealed texts"))
        for one in made:
            self.say(verifying.line(one.ground, effort._replace(least=1, most=1)))

    def say(self, line):
        """Print a line at once: the whole takes minutes."""
        self.stdout.write(line)
        self.stdout.flush()
