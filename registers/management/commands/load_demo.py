"""Load both registers of the demonstration and its people."""

from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_date

from registers.actions import Refused, load_register
from registers.demonstration.arrival import load_organisations, load_people
from registers.demonstration.publishing import publish_quarter
from registers.demonstration.year import load_exampleshire
from registers.exchange.pdf_child import PdfUnavailable
from registers.exchange.reading import read_json
from registers.models import Register
from registers.permissions import SYSTEM

SOURCE = Path(settings.BASE_DIR) / "fixtures" / "cambridgeshire-strategic.json"


class Command(BaseCommand):
    help = "Loads the published register, the fictional one and the demonstration's people."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--today", help="a day such as 2026-11-20, from which the year counts")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "This fills an installation with invented people: it runs only with DEMO=1."
            )
        today = _day(options["today"]) if options["today"] else timezone.localdate()
        before = Register.objects.count()
        try:
            organisations = load_organisations()
            people = load_people(organisations)
            _load_published(organisations)
            self.load_exampleshire(people=people, owners=organisations, today=today)
        except Refused as problem:
            raise CommandError(str(problem)) from None
        added = Register.objects.count() - before
        self.stdout.write(
            f"The demonstration is ready: {added} registers loaded, {2 - added} there already, "
            f"{len(people)} people."
        )

    def load_exampleshire(self, **of: Any) -> None:
        """The fictional register with its versions published, where a PDF can be made."""
        try:
            load_exampleshire(**of, after_quarter=publish_quarter)
        except PdfUnavailable as problem:
            self.stderr.write(f"No version is published, since no PDF can be made: {problem}")
            load_exampleshire(**of)


def _load_published(organisations: Any) -> None:
    document = read_json(SOURCE.read_bytes())
    if not Register.objects.filter(slug=document["slug"]).exists():
        load_register(
            document,
            by=SYSTEM,
            reason="Loaded from the published register, fixtures/cambridgeshire-strategic.json.",
            organisations=organisations,
        )


def _day(text: str) -> date:
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None or day > timezone.localdate():
        raise CommandError(f"--today {text} is no day up to today: write it as 2026-11-20.")
    return day
