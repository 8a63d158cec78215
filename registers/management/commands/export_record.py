"""Write the whole record of a register to a file that verifies without the system."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from registers.exchange.record_file import file_name, write_record
from registers.management.progress import Bar
from registers.management.whole_file import whole_file
from registers.models import Register
from registers.security_log import from_command


class Command(BaseCommand):
    help = "Writes the record of a register, with a script that verifies it offline, as a zip."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="the register's address, such as exampleshire-strategic")
        parser.add_argument("--to", type=Path, help="the file to write; here, if it is not given")

    def handle(self, *args: Any, slug: str, to: Path | None, **options: Any) -> None:
        register = Register.objects.filter(slug=slug).first()
        if register is None:
            known = ", ".join(Register.objects.order_by("slug").values_list("slug", flat=True))
            raise CommandError(f"There is no register {slug}; there is {known or 'none yet'}.")
        bar = Bar(sys.stderr, f"Writing {slug}")
        try:
            with whole_file(to.parent if to else Path()) as (file, path):
                number, seal = write_record(register, file, bar)
                to = to or Path(file_name(slug, number, seal))
                size = file.tell()
                path.chmod(0o644)
                path.replace(to)
        except OSError as problem:
            raise CommandError(
                f"{to or 'The file'} cannot be written: {problem.strerror}."
            ) from None
        finally:
            bar.clear()
        said = {"format": "record", "for": "internal", "register": slug}
        from_command("exported", "export_record", **said)
        self.stdout.write(
            f"Wrote {to} ({size:,} bytes): the record of {slug}, revision {number}, "
            f"seal {seal[:16]}."
        )
