"""Bring in a file that somebody has confirmed on a page: started by that page, for a large one."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from registers.bringing_in import bring_in
from registers.exchange.incoming import uploads
from registers.exchange.incoming.gathering import gather
from registers.exchange.incoming.limits import MEGABYTES, SECONDS
from registers.exchange.limits import limit
from registers.models import Register, User


class Command(BaseCommand):
    help = "Brings in a file that was confirmed on a page. The page itself starts this."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="where the file that was sent is kept")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        limit(MEGABYTES, SECONDS)
        upload = uploads.at(folder)
        if upload is None:
            return
        with upload.being_carried_out() as confirmed:
            if confirmed is None:
                return
            book = upload.book(wait=0)
            if book is None:
                return
            upload.tell(
                bring_in(
                    upload,
                    gather(book, upload.reading()),
                    confirmed,
                    register=Register.objects.get(pk=upload.about.register),
                    person=User.objects.get(pk=upload.about.person),
                )
            )
