"""Add an organisation from the command line."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from registers.actions import Invalid, Refused, add_organisation
from registers.permissions import SYSTEM


class Command(BaseCommand):
    help = "Adds an organisation, whose people can then be added with add_person."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the full name")
        parser.add_argument("short_name", help="the short name, such as OPCC")

    def handle(self, *args: Any, name: str, short_name: str, **options: Any) -> None:
        try:
            add_organisation(by=SYSTEM, name=name, short_name=short_name)
        except Refused as problem:
            said = problem.by_field() if isinstance(problem, Invalid) else str(problem)
            raise CommandError(f"{said} Nothing was added.") from None
        self.stdout.write(f"Added {name}.")
