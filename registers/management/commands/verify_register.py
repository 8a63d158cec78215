"""Recompute the record of a register."""

import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from registers.models import Journal
from registers.verifying import verify


class Command(BaseCommand):
    help = "Recomputes the record: the seals, the rows and the live tables must agree."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", nargs="?", help="the register's address")
        parser.add_argument("--all", action="store_true", help="every journal of the installation")
        parser.add_argument("--expect", help="NUMBER:SEAL from the foot of a printed page")

    def handle(self, *args: Any, slug: str | None, **options: Any) -> None:
        if bool(slug) == options["all"]:
            raise CommandError("Name a register, or write --all.")
        names = {} if options["all"] else {"register__slug": slug}
        journals = list(Journal.objects.filter(**names).order_by("pk"))
        if not journals:
            raise CommandError(f"There is no register {slug or 'yet'}.")
        expect = _expected(options["expect"]) if options["expect"] else None
        if expect and options["all"]:
            raise CommandError("--expect goes with one register.")
        faults = 0
        for journal in journals:
            found = verify(journal, expect)
            faults += len(found)
            for fault in found:
                self.stdout.write(f"{journal}: {fault}")
            if not found:
                last = journal.revisions.select_related("seal").order_by("-number").first()
                reached = f"{last.number}, seal {last.seal.value[:16]}" if last else "0"
                self.stdout.write(f"{journal}: the record is whole up to revision {reached}.")
        if faults:
            raise CommandError(f"{faults} faults found. Nothing was repaired.")


def _expected(text: str) -> tuple[int, str]:
    found = re.fullmatch(r"(\d{1,9}):([0-9a-f]{8,64})", text.replace(" ", "").lower())
    if found is None:
        raise CommandError(
            "--expect is a number, a colon and a seal, such as 231:9f3c71ad00aa5b1e."
        )
    return int(found.group(1)), found.group(2)
