"""Write a register to a file."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from registers.content import Snapshot
from registers.exchange import files
from registers.exchange.besides import BESIDES, besides
from registers.exchange.document import fingerprint
from registers.exchange.paper.choices import (
    ANNEXES,
    ORDERS,
    OWNER,
    PARTS,
    REGISTER,
    Choices,
    NoSuchPart,
)
from registers.exchange.paper.material import material
from registers.exchange.write_pdf import PdfFailed, PdfUnavailable, write_pdf
from registers.exchange.write_report import BadTemplate
from registers.management.progress import Bar
from registers.management.whole_file import whole_file
from registers.models import Register
from registers.moments import OutOfReach, point_of
from registers.security_log import from_command
from registers.snapshot import snapshot_at, withheld_since

PDF = "pdf"


class Command(BaseCommand):
    help = "Writes a register to a file, as it is now or as it was."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="the register's address, such as exampleshire-strategic")
        parser.add_argument("--format", required=True, choices=[PDF, *files.FORMATS])
        parser.add_argument("--output", required=True, type=Path, help="the file to write")
        parser.add_argument(
            "--audience",
            default="internal",
            choices=["internal", "public"],
            help="public: without what is withheld, as at --at or by now",
        )
        parser.add_argument("--part", default="register", choices=PARTS, help="how much of it")
        parser.add_argument("--of", default="", help="an owner's short name, or a reference")
        parser.add_argument("--themes", default="", help="their numbers, with commas; all if empty")
        parser.add_argument("--order", default="document", choices=ORDERS)
        parser.add_argument(
            "--annexes", default=",".join(ANNEXES), help=f"of {', '.join(ANNEXES)}, with commas"
        )
        parser.add_argument(
            "--with",
            dest="besides",
            default="",
            help=f"in a workbook for the owners: {', '.join(BESIDES)}, with commas",
        )
        parser.add_argument("--since", default="", help="a day or a revision to compare with")
        parser.add_argument(
            "--at", default="", help="a day such as 2026-11-20 (its end), a moment or a revision"
        )

    def handle(self, *args: Any, slug: str, output: Path, **options: Any) -> None:
        register = Register.objects.filter(slug=slug).first()
        if register is None:
            known = ", ".join(Register.objects.order_by("slug").values_list("slug", flat=True))
            raise CommandError(f"There is no register {slug}; there is {known or 'none yet'}.")
        try:
            at, public = options["at"], options["audience"] == "public"
            found = snapshot_at(register, point_of(register, at), live=not at)
            raw = (
                self._pdf(register, found, options)
                if options["format"] == PDF
                else _file(register, found, options)
            )
            with whole_file(output.parent) as (file, path):
                file.write(raw)
                file.flush()
                path.chmod(0o644)
                path.replace(output)
        except OutOfReach as problem:
            first, last = problem.reach.first.number, problem.reach.last.number
            reach = f"Its revisions are {first} to {last}."
            raise CommandError(f"{slug}: {problem.sentence} {reach}") from None
        except (BadTemplate, PdfFailed, PdfUnavailable, NoSuchPart) as problem:
            raise CommandError(str(problem)) from None
        except OSError as problem:
            raise CommandError(f"{output} cannot be written: {problem.strerror}.") from None
        said = {"format": options["format"], "for": options["audience"], "register": slug}
        from_command("exported", "export_register", **said)
        self.stdout.write(
            f"Wrote {output} ({len(raw):,} bytes): {slug}, "
            + (
                f"for the public, fingerprint {_fingerprint(register, found)[:16]}."
                if public
                else f"revision {found.number}, seal {found.seal[:16]}."
            )
        )

    def _pdf(self, register: Register, found: Snapshot, options: dict[str, Any]) -> bytes:
        choices = Choices(
            public=options["audience"] == "public",
            part=options["part"],
            of=options["of"],
            themes=_numbers(options["themes"]),
            order=options["order"],
            annexes=_annexes(options["annexes"]),
        )
        held = material(
            register,
            found,
            at=options["at"],
            since=options["since"],
            public=choices.public,
            today=timezone.localdate(),
        )
        bar = Bar(sys.stderr, "Laying out", "pages")
        try:
            return write_pdf(held, choices, tell=bar)
        finally:
            bar.clear()


def _file(register: Register, found: Snapshot, options: dict[str, Any]) -> bytes:
    """A file of any other format. Raises NoSuchPart, BadTemplate and CommandError."""
    if options["part"] not in {REGISTER, OWNER}:
        raise CommandError(
            f"--part {options['part']} is a page of its own: it comes as a PDF only."
        )
    of = options["of"]
    if options["part"] == OWNER and not of:
        names = ", ".join(owner.short_name for owner in found.owners)
        raise CommandError(f"--part owner needs --of with an organisation: {names}.")
    public = options["audience"] == "public"
    of = of if options["part"] == OWNER else ""
    others = withheld_since(register, found) if public else ()
    shown = files.audience(found, public=public, of=of, others=others)
    which = tuple(part.strip() for part in options["besides"].split(",") if part.strip())
    if unknown := sorted(set(which) - set(BESIDES)):
        raise CommandError(f"There is no sheet {unknown[0]}; there is {', '.join(BESIDES)}.")
    if which and (options["format"] != "xlsx" or public or options["part"] == OWNER):
        raise CommandError("--with goes with --format xlsx, the whole register and its owners.")
    at, since, today = options["at"], options["since"], timezone.localdate()
    more = besides(register, found, which, at=at, since=since, today=today)
    return files.write(options["format"], shown, more)


def _fingerprint(register: Register, found: Snapshot) -> str:
    """The fingerprint of what the public may read."""
    return fingerprint(found.public(*withheld_since(register, found)))


def _numbers(text: str) -> tuple[int, ...]:
    """The numbers of themes in an option. Raises CommandError."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not all(part.isascii() and part.isdecimal() and len(part) < 10 for part in parts):
        raise CommandError(f"--themes is {text!r}: write numbers with commas, such as 1,3.")
    return tuple(sorted(set(map(int, parts))))


def _annexes(text: str) -> tuple[str, ...]:
    """The annexes of an option, in their order. Raises CommandError."""
    parts = {part.strip() for part in text.split(",") if part.strip()}
    if unknown := sorted(parts - set(ANNEXES)):
        raise CommandError(f"There is no annex {unknown[0]}; there is {', '.join(ANNEXES)}.")
    return tuple(annex for annex in ANNEXES if annex in parts)
