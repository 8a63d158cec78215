"""Measure one assessment in a young register and after a long history."""

import time

from django.core.management.base import BaseCommand

from registers.models import Revision
from tests.bench import history, machine, report, saves, snapshots, targets, verifying
from tests.bench.ground import load, migrate
from tests.bench.pairs import THOROUGH


class Command(BaseCommand):
    help = "Measures saves on a long history, in an empty database that may be thrown away."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--rows", type=int, required=True, help="how many history rows")

    def handle(self, *args, rows, **options):
        effort = THOROUGH._replace(clock=machine.clock(), most=200)
        migrate()
        ground = load(19)
        self.stdout.write(report.head("One assessment, against a bare save, as the history grows"))
        young, count = saves.pairs(ground, effort), history.count()
        self.stdout.write(report.line(f"at {count:,} history rows", ground.size, young))
        started = time.perf_counter()
        middle = ground.register.journal.revisions.count() + rows // 2
        history.lengthen(ground, rows - count)
        took = time.perf_counter() - started
        old, count = saves.pairs(ground, effort), history.count()
        self.stdout.write(report.line(f"at {count:,} history rows", ground.size, old))
        self.stdout.write(
            report.fact(
                "the second ratio to the first",
                ground.size,
                f"{old.ratio / young.ratio:.2f} ×",
                target=f"≤ {targets.FLAT:g} ×",
                met=old.ratio / young.ratio <= targets.FLAT,
            )
        )
        self.stdout.write(verifying.line(ground, effort._replace(least=1, most=1)))
        past = Revision.objects.get(journal=ground.register.journal_id, number=middle)
        for line in snapshots.times(ground._replace(loaded=past), effort):
            self.stdout.write(line)
        self.stdout.write(f"The long history was made and verified whole in {took:.0f} s.")
