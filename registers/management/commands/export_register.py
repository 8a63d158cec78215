"""Write a register to a file."""

import os
import tempfile
from datetime import datetime, time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_date

from registers.content import Snapshot
from registers.exchange.document import write_json
from registers.exchange.write_pdf import PdfFailed, PdfUnavailable, write_pdf
from registers.models import Register
from registers.snapshot import NoSuchMoment, snapshot


class Command(BaseCommand):
    help = "Writes a register to a file, as it is now or as it was at the end of a day."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="the register's address, such as exampleshire-strategic")
        parser.add_argument("--format", required=True, choices=["json", "pdf"])
        parser.add_argument("--output", required=True, type=Path, help="the file to write")
        parser.add_argument("--at", help="a day such as 2026-11-20: as at its end")

    def handle(self, *args: Any, slug: str, output: Path, **options: Any) -> None:
        register = Register.objects.filter(slug=slug).first()
        if register is None:
            known = ", ".join(Register.objects.order_by("slug").values_list("slug", flat=True))
            raise CommandError(f"There is no register {slug}; there is {known or 'none yet'}.")
        try:
            found = snapshot(register, at=end_of(options["at"]) if options["at"] else None)
            raw = self._written(found, options["format"])
            _write_whole(output, raw)
        except NoSuchMoment:
            raise CommandError(f"{slug} said nothing yet at the end of {options['at']}.") from None
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


def end_of(text: str) -> datetime:
    """The end of a day in the installation's time zone; CommandError for no day."""
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None:
        raise CommandError(f"--at {text} is no day: write it as 2026-11-20.")
    return timezone.make_aware(datetime.combine(day, time.max))


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
