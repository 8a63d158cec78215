"""Add a person from the command line, the first administrator among them."""

import getpass
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from registers.actions import Invalid, Refused, add_person
from registers.models import Organisation, Role
from registers.permissions import SYSTEM


class Command(BaseCommand):
    help = "Adds a person. The password is asked for, or read from the standard input."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address with which they sign in")
        parser.add_argument("name", help="their name, as it stands in the history")
        parser.add_argument("--title", default="", help="their post or title")
        parser.add_argument("--organisation", help="the organisation's name or short name")
        parser.add_argument("--role", default="", choices=Role.values)
        parser.add_argument("--manages", action="store_true", help="appoints its people")
        parser.add_argument(
            "--administrator", action="store_true", help="sets up; sees no register"
        )

    def handle(self, *args: Any, email: str, name: str, **options: Any) -> None:
        organisation = _organisation(options["organisation"])
        try:
            add_person(
                by=SYSTEM,
                email=email,
                name=name,
                title=options["title"],
                organisation=organisation,
                role=options["role"],
                manages=options["manages"],
                is_staff=options["administrator"],
                password=_password(),
            )
        except Refused as problem:
            said = problem.by_field() if isinstance(problem, Invalid) else str(problem)
            raise CommandError(f"{said} Nobody was added.") from None
        self.stdout.write(f"Added {name} <{email}>.")


def _organisation(name: str | None) -> Organisation | None:
    if name is None:
        return None
    for way in ({"name": name}, {"short_name": name}):
        found = list(Organisation.objects.filter(**way)[:2])
        if len(found) == 1:
            return found[0]
        if found:
            raise CommandError(
                f"Several organisations are called {name} for short: name one in full."
            )
    known = ", ".join(Organisation.objects.order_by("name").values_list("name", flat=True))
    raise CommandError(f"There is no organisation {name}; there is {known or 'none yet'}.")


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("Password (12 characters or more): ")
    if first != getpass.getpass("Once more: "):
        raise CommandError("The two passwords differ. Nobody was added.")
    return first
