"""Bring a file into a register, or say what it would do."""

import hashlib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from openpyxl.utils import column_index_from_string

from registers.actions import Refused, import_file
from registers.content import Snapshot
from registers.exchange.incoming.gathering import gather
from registers.exchange.incoming.headings import guess
from registers.exchange.incoming.mapping import TARGETS, Reading, SheetMap
from registers.exchange.incoming.plan import make_plan
from registers.exchange.incoming.read import read_file
from registers.exchange.incoming.uploads import tidy_name
from registers.exchange.reading import BadFile
from registers.models import Register, User
from registers.planned import Plan
from registers.presentation.import_page import counted
from registers.security_log import from_command
from registers.snapshot import snapshot

NAME = "import_register"


class Command(BaseCommand):
    help = "Brings an XLSX, CSV, DOCX or JSON file into a register, in one revision or not at all."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the file")
        parser.add_argument("--register", required=True, help="the register's address")
        parser.add_argument("--by", required=True, help="the e-mail address of who brings it in")
        parser.add_argument("--reason", default="Brought in from a file.", help="why")
        parser.add_argument("--dry-run", action="store_true", help="say what it would do")
        parser.add_argument(
            "--map",
            default="",
            help=f"what columns are, such as C=description,D=; one of {', '.join(TARGETS)}",
        )
        parser.add_argument("--theme", type=int, default=0, help="for risks that name none")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        register = Register.objects.filter(slug=options["register"]).first()
        if register is None:
            raise CommandError(f"There is no register {options['register']}.")
        person = User.objects.filter(email__iexact=options["by"]).first()
        if person is None:
            raise CommandError(f"There is no person with the address {options['by']}.")
        try:
            raw = file.read_bytes()
        except OSError as problem:
            raise CommandError(f"{file} cannot be read: {problem.strerror}.") from None
        about = {"register": register.slug, "file": hashlib.sha256(raw).hexdigest()}
        try:
            book = read_file(raw, file.name)
            given = gather(book, _reading(guess(book), options["map"], options["theme"]))

            def plan(now: Snapshot) -> Plan:
                today, mine = timezone.localdate(), person.organisation_id
                return make_plan(now, given, today=today, organisation=mine)

            shown = plan(snapshot(register))
            self._tell(shown)
            if options["dry_run"]:
                self.stdout.write("Nothing was brought in: this was a dry run.")
                return
            made = import_file(
                register,
                by=person,
                reason=options["reason"],
                file=tidy_name(file.name),
                fingerprint=about["file"],
                agreed=shown.digest,
                plan=plan,
            )
        except (BadFile, Refused) as problem:
            why = str(problem)
            from_command("import refused", NAME, person, warns=True, why=why, **about)
            raise CommandError(f"{file}: {problem} Nothing was brought in.") from None
        from_command("imported", NAME, person, revision=made.number if made else None, **about)
        self.stdout.write(
            f"Brought in as revision {made.number}." if made else "Nothing was changed."
        )

    def _tell(self, plan: Plan) -> None:
        for notice in plan.notices:
            self.stdout.write(notice)
        for item in plan.items:
            place = f"{item.place.sheet} {item.place.row or ''}".strip()
            for sentence in item.refusals:
                self.stdout.write(f"{place}: refused. {sentence}")
            for sentence in item.notices:
                self.stdout.write(f"{place}: {sentence}")
        self.stdout.write(counted(plan))


def _reading(guessed: Reading, said: str, theme: int) -> Reading:
    """The guessed reading with the columns that were named. Raises CommandError."""
    named: dict[int, str] = {}
    for part in filter(None, (part.strip() for part in said.split(","))):
        letters, equals, key = part.partition("=")
        if not equals or not letters.isalpha() or (key and key not in TARGETS):
            raise CommandError(f"--map has {part!r}: write a column and what it is, C=description.")
        named[column_index_from_string(letters.upper())] = key
    sheets = {}
    for name, one in guessed.sheets.items():
        kept = {c: k for c, k in one.columns.items() if c not in named and k not in named.values()}
        sheets[name] = SheetMap(one.heads, {**kept, **{c: k for c, k in named.items() if k}})
    return Reading(sheets, guessed.levels, theme)
