"""Recompute the record of a register."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from registers import published_files
from registers.chain import read_printed
from registers.erased import Erased, erasures
from registers.faults import Fault
from registers.management.progress import Bar
from registers.models import Journal, Register
from registers.verified import last_verification, verify_and_keep


class Command(BaseCommand):
    help = "Recomputes the record: the seals, the rows and the live tables must agree."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", nargs="?", help="the register's address")
        parser.add_argument("--all", action="store_true", help="every journal of the installation")
        parser.add_argument("--expect", help="number and seal from the foot of a printed page")
        parser.add_argument("--json", action="store_true", help="the result as one JSON list")

    def handle(self, *args: Any, slug: str | None, **options: Any) -> None:
        if bool(slug) == options["all"]:
            raise CommandError("Name a register, or write --all.")
        expect = _expected(options["expect"]) if options["expect"] else None
        if expect and options["all"]:
            raise CommandError("--expect goes with one register.")
        results = [self._verified(journal, expect) for journal in _journals(slug)]
        if options["json"]:
            self.stdout.write(json.dumps(results, ensure_ascii=False, indent=2))
        else:
            self._tell(results)
        if count := sum(len(result["faults"]) + len(result["files"]) for result in results):
            faults = "1 fault" if count == 1 else f"{count:,} faults"
            raise CommandError(f"{faults} found. Nothing was repaired.")

    def _verified(self, journal: Journal, expect: tuple[int, str] | None) -> dict[str, Any]:
        bar = Bar(sys.stderr, str(journal))
        faults = verify_and_keep(journal, by="verify_register", expect=expect, progress=bar)
        bar.clear()
        kept = last_verification(journal.pk)
        return {
            "journal": str(journal),
            "number": kept.number if kept else 0,
            "seal": kept.seal if kept else "",
            "faults": [fault.as_dict() for fault in faults],
            "erasures": [found._asdict() for found in erasures(journal)],
            "files": _files(journal),
        }

    def _tell(self, results: list[dict[str, Any]]) -> None:
        """Each fault and each erasure on a line, and a line for what is whole."""
        for result in results:
            name = result["journal"]
            for fault in result["faults"]:
                self.stdout.write(f"{name}: {Fault(**fault)}")
            for erased in result["erasures"]:
                self.stdout.write(f"{name}: {Erased(**erased)}")
            for fault in result["files"]:
                self.stdout.write(f"{name}: {fault}")
            if not result["faults"]:
                reached = f"{result['number']}, seal {result['seal'][:16]}"
                self.stdout.write(f"{name}: the record is whole up to revision {reached}.")


def _files(journal: Journal) -> list[str]:
    """What is wrong with the published files of a register, in sentences."""
    register = Register.objects.filter(journal=journal).first()
    return list(published_files.faults(register)) if register else []


def _journals(slug: str | None) -> list[Journal]:
    names = {"register__slug": slug} if slug else {}
    journals = list(Journal.objects.filter(**names).order_by("pk"))
    if not journals:
        known = ", ".join(Register.objects.order_by("slug").values_list("slug", flat=True))
        raise CommandError(f"There is no register {slug or 'yet'}; there is {known or 'none yet'}.")
    return journals


def _expected(text: str) -> tuple[int, str]:
    found = read_printed(text)
    if found is None:
        raise CommandError(
            "--expect is a number, a colon and a seal, such as 231:9f3c71ad00aa5b1e."
        )
    return found
