"""Write a register to a file."""

import os
import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from registers.content import Snapshot
from registers.exchange.document import write_json
from registers.exchange.write_pdf import PdfFailed, PdfUnavailable, write_pdf
from registers.models import Register
from registers.moments import OutOfReach, point_of
from registers.snapshot import snapshot_at


class Command(BaseCommand):
    help = "Writes a register to a file, as it is now or as it was."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="the register's address, such as exampleshire-strategic")
        parser.add_argument("--format", required=True, choices=["json", "pdf"])
        parser.add_argument("--output", required=True, type=Path, help="the file to write")
        parser.add_argument(
            "--at", default="", help="a day such as 2026-11-20 (its end), a moment or a revision"
        )

    def handle(self, *args: Any, slug: str, output: Path, **options: Any) -> None:
        register = Register.objects.filter(slug=slug).first()
        if register is None:
            known = ", ".join(Register.objects.order_by("slug").values_list("slug", flat=True))
            raise CommandError(f"There is no register {slug}; there is {known or 'none yet'}.")
        try:
            at = options["at"]
            found = snapshot_at(register, point_of(register, at), live=not at)
            raw = self._written(found, options["format"])
            _write_whole(output, raw)
        except OutOfReach as problem:
            first, last = problem.reach.first.number, problem.reach.last.number
            reach = f"Its revisions are {first} to {last}."
            raise CommandError(f"{slug}: {problem.sentence} {reach}") from None
        except (PdfFailed, PdfUnavailable) as problem:
            raise CommandError(str(problem)) from None
        except OSError as problem:
            raise CommandError(f"{output} cannot be written: {problem.strerror}.") from None
        self.stdout.write(
            f"Wrote {output} ({len(raw):,} bytes): {slug}, revision {found.number}, "
            f"seal {found.seal[:16]}."
        )

    def _written(self, found: Snapshot, form: str) -> bytes:
        if form == "json":
            return write_json(found)
        return write_pdf(found, printed_on=timezone.localdate())


def _write_whole(output: Path, raw: bytes) -> None:
    """Write beside the file and put it in its place, so that it is never there by half."""
    handle, beside = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
        os.chmod(beside, 0o644)
        os.replace(beside, output)
    except BaseException:
        os.unlink(beside)
        raise
