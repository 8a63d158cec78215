"""Set up an empty register, into which a file can be brought in."""

import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from registers.actions import Invalid, Refused, create_register, write_scheme
from registers.models import Organisation, Register
from registers.permissions import SYSTEM
from scoring.matrix import Band, Level, Matrix, MatrixError
from scoring.models import Scheme

_BAND = re.compile(r"\s*([^=]*[^=\s])\s*=\s*([0-9]{1,2})\s*-\s*([0-9]{1,2})\s*")


class Command(BaseCommand):
    help = (
        "Sets up an empty register of two or more organisations. "
        "Then import_register brings in what there is."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="the register's address, such as strategic")
        parser.add_argument("title", help="its title")
        parser.add_argument(
            "--owner", action="append", required=True, help="the name of an owner; twice or more"
        )
        parser.add_argument("--marking", default="OFFICIAL")
        parser.add_argument("--scheme-of", help="the address of a register with the same scheme")
        parser.add_argument("--scheme-name", default="Risk assessment scheme")
        parser.add_argument("--likelihood", help="the names of its levels from 1 up, with commas")
        parser.add_argument("--impact", help="the same of impact")
        parser.add_argument(
            "--bands", help="ratings and their totals from the lowest up: Low=1-4,High=5-16"
        )

    def handle(self, *args: Any, slug: str, title: str, **options: Any) -> None:
        owners = [_organisation(name) for name in options["owner"]]
        try:
            with transaction.atomic():
                create_register(
                    by=SYSTEM,
                    slug=slug,
                    title=title,
                    owners=[(owner, owner.name, owner.short_name) for owner in owners],
                    scheme=_scheme(options),
                    marking=options["marking"],
                    reason="Set up from the command line.",
                )
        except (MatrixError, Refused) as problem:
            said = problem.by_field() if isinstance(problem, Invalid) else str(problem)
            raise CommandError(f"{said} Nothing was set up.") from None
        self.stdout.write(f"Set up {slug}, which is empty: bring a file in with import_register.")


def _organisation(name: str) -> Organisation:
    found = Organisation.objects.filter(name__iexact=name, removed=False).first()
    if found is None:
        raise CommandError(f"There is no organisation {name}: add it with add_organisation.")
    return found


def _scheme(options: dict[str, Any]) -> Scheme:
    """The scheme that is named, or a new one of the levels and bands that are given."""
    given = [name for name in ("likelihood", "impact", "bands") if options[name]]
    if options["scheme_of"]:
        if given:
            raise CommandError(f"Give --scheme-of or --{given[0]}, not both.")
        like = Register.objects.filter(slug=options["scheme_of"]).first()
        if like is None:
            raise CommandError(f"There is no register {options['scheme_of']}.")
        return like.scheme
    if len(given) < 3:
        raise CommandError("Say the scheme: --scheme-of, or --likelihood, --impact and --bands.")
    matrix = Matrix.from_thresholds(
        _levels(options["likelihood"]), _levels(options["impact"]), _bands(options["bands"])
    )
    return write_scheme(name=options["scheme_name"], matrix=matrix)


def _levels(said: str) -> tuple[Level, ...]:
    names = [name.strip() for name in said.split(",")]
    return tuple(Level(value, name) for value, name in enumerate(names, start=1))


def _bands(said: str) -> tuple[Band, ...]:
    found = []
    for rank, part in enumerate(said.split(","), start=1):
        match = _BAND.fullmatch(part)
        if match is None:
            raise CommandError(f"--bands has {part!r}: write a word and its totals, Low=1-4.")
        found.append(Band(rank, match[1], int(match[2]), int(match[3])))
    return tuple(found)
