"""The record of a meeting as a PDF: A4, tagged (PDF/UA-1), the same bytes from the same record."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation

from registers.content import Snapshot
from registers.exchange.markings import highest_marking
from registers.exchange.write_pdf import LANGUAGE, LONDON, Wanted, key
from registers.presentation.minutes_page import Minutes


def wanted_minutes(now: Snapshot, page: Minutes) -> Wanted:
    """The PDF of a record, by its content."""
    with translation.override(LANGUAGE), timezone.override(LONDON):
        made_from = _made_from(now, page)
    return Wanted(key(made_from), lambda: made_from)


def _made_from(now: Snapshot, page: Minutes) -> dict[str, Any]:
    context = {
        "language": "en-GB",
        "page": page,
        "snapshot": now,
        "marking": highest_marking(now),
        "dated": timezone.localtime(now.moment),
    }
    return {
        "html": render_to_string("print/minutes.html", context),
        "css": render_to_string("print/minutes.css", context),
        "files": {},
        "links": {},
        "pages": 0,
    }
