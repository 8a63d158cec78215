"""Load a register from a file in the product's own JSON form."""

import hashlib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from registers.actions import Refused, load_register
from registers.exchange.document import document, fingerprint
from registers.exchange.reading import BadFile, read_json
from registers.models import Register
from registers.permissions import SYSTEM
from registers.snapshot import snapshot
from scoring.matrix import MatrixError


class Command(BaseCommand):
    help = "Loads a register from a JSON file. Loading the same file again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the register, as export_register writes it")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            raw = file.read_bytes()
        except OSError as problem:
            raise CommandError(f"{file} cannot be read: {problem.strerror}.") from None
        try:
            wanted = read_json(raw)
            register = Register.objects.filter(slug=wanted["slug"]).first()
            if register is None:
                self._load(file, raw, wanted)
            else:
                self._compare(register, wanted)
        except (BadFile, MatrixError, Refused) as problem:
            raise CommandError(f"{file}: {problem} Nothing was loaded.") from None

    def _load(self, file: Path, raw: bytes, wanted: dict[str, Any]) -> None:
        digest = hashlib.sha256(raw).hexdigest()
        reason = f"Loaded from {file.name}, SHA-256 {digest}."
        register = load_register(wanted, by=SYSTEM, reason=reason)
        made = snapshot(register)
        self.stdout.write(
            f"Loaded {made.slug}: {len(made.all_risks)} risks in {len(made.themes)} themes, "
            f"fingerprint {fingerprint(made)[:16]}."
        )

    def _compare(self, register: Register, wanted: dict[str, Any]) -> None:
        if document(snapshot(register)) == wanted:
            self.stdout.write(f"{register.slug} is loaded already and says the same: no change.")
        else:
            self.stdout.write(
                f"{register.slug} is loaded already and does not say what the file says: "
                "it was left alone."
            )
