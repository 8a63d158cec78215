"""Measure pages, saves, snapshots and PDFs; `python -m tests.bench` gives it a database of its own."""

import time

from django.core.management.base import BaseCommand, CommandError

from registers.exchange.write_pdf import PdfFailed, PdfUnavailable
from tests.bench import (
    files,
    machine,
    maps,
    packs,
    pages,
    paper,
    plans,
    public,
    report,
    saves,
    snapshots,
    targets,
    verifying,
)
from tests.bench.ground import load, migrate
from tests.bench.pairs import QUICK, THOROUGH

SIZES = (19, 100, 1000)
#: A pack is read by people: nobody goes through a thousand risks at a meeting.
PACKS = (19, 200)
RUNS = {19: 7, 100: 3, 1000: 1}


class Command(BaseCommand):
    help = "Measures what the system costs, in an empty database that may be thrown away."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--quick", action="store_true", help="19 risks only, in seconds")

    def handle(self, *args, quick, **options):
        started = time.perf_counter()
        self.effort = (QUICK if quick else THOROUGH)._replace(clock=machine.clock())
        migrate()
        self.say(f"Times in ms are {machine.CLOCKS[machine.clock()]}. Making registers …")
        self.grounds = [load(size) for size in (SIZES[:1] if quick else SIZES)]
        counted = pages.counts(self.grounds)
        for line in pages.table(counted, [ground.size for ground in self.grounds]):
            self.say(line)
        flat = self.measure_saves()
        self.measure_snapshots()
        self.say(report.head("Pages, against a bare page of as many rows from one query"))
        for line in pages.times(self.grounds, self.effort):
            self.say(line)
        self.say(report.head("Pages as at the past, against the page as it is now"))
        for line in pages.times_as_at(self.grounds, self.effort):
            self.say(line)
        self.say(report.head("The map in a meeting and as a picture"))
        for line in maps.polls(self.grounds, self.effort):
            self.say(line)
        for line in maps.pictures(self.grounds, 1 if quick else 3):
            self.say(line)
        self.say(report.head("Verifying the record, against hashing its sealed texts"))
        for line in verifying.lines(self.grounds, self.effort):
            self.say(line)
        self.measure_files(quick)
        self.measure_public()
        printed = self.measure_paper(1 if quick else None) and self.measure_packs(quick)
        self.say(f"\nMeasured in {time.perf_counter() - started:.0f} s. {machine.facts()}")
        if not flat or not all(counts.holds for counts in counted):
            raise CommandError("The number of queries depends on the size, or is over its target.")
        if not printed:
            raise CommandError("A PDF could not be made.")

    def say(self, line):
        """Print a line at once: the whole takes minutes."""
        self.stdout.write(line)
        self.stdout.flush()

    def measure_public(self):
        self.say(report.head("What the public gets, against a static file from the same process"))
        for line in public.lines(self.grounds[:2], self.effort):
            self.say(line)

    def measure_saves(self):
        """Print what an assessment costs; whether its statements are as few as they must be."""
        self.say(report.head("One assessment saved, against a bare save in a transaction"))
        counted = [len(saves.statements(ground)) for ground in self.grounds]
        for ground, count in zip(self.grounds, counted, strict=True):
            self.say(report.line("one assessment", ground.size, saves.pairs(ground, self.effort)))
            most = targets.STATEMENTS
            held = "statements, BEGIN and COMMIT counted"
            self.say(report.fact(held, ground.size, str(count), "3", f"≤ {most}", count <= most))
        return len(set(counted)) == 1 and counted[0] <= targets.STATEMENTS

    def measure_snapshots(self):
        self.say(report.head("Snapshots, against the live one, none kept"))
        for ground in self.grounds:
            for line in snapshots.times(ground, self.effort):
                self.say(line)

    def measure_files(self, quick):
        """Print what files cost on their way out, and on their way in."""
        self.say(report.head("Files, against a bare writing of as many cells by the same library"))
        for line in files.lines(SIZES[:1] if quick else files.SIZES):
            self.say(line)
        self.say(report.head("The plan of a file, against a bare reading of it"))
        for line in plans.lines(SIZES[:1] if quick else plans.SIZES):
            self.say(line)

    def measure_packs(self, quick):
        """Print what review packs cost; whether all could be made."""
        self.say(report.head("Review pack, against a bare page and the register’s own PDF"))
        for size in PACKS[:1] if quick else PACKS:
            ground = load(size, slug=f"pack-{size}")
            try:
                for line in packs.lines(ground, self.effort, 1 if quick else 3):
                    self.say(line)
            except PdfFailed as problem:
                self.say(f"NOT MEASURED at {size:,} risks: {problem}")
                return isinstance(problem, PdfUnavailable)
        return True

    def measure_paper(self, runs):
        """Print what PDFs cost; whether all could be made. That Pango is missing is no error."""
        self.say(report.head("PDF, against bare WeasyPrint on the same words, tagged"))
        printed = []
        for ground in self.grounds:
            try:
                printed.append(paper.measure(ground, runs or RUNS[ground.size]))
            except PdfFailed as problem:
                self.say(f"NOT MEASURED at {ground.size:,} risks: {problem}")
                return isinstance(problem, PdfUnavailable)
            for line in paper.lines(printed[-1]):
                self.say(line)
        if len(printed) > 1:
            for line in paper.linear(printed):
                self.say(line)
        return True
