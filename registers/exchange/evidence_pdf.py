"""Evidence as a PDF for people: A4, tagged (PDF/UA-1), the same bytes from the same evidence."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation

from registers.evidence import Evidence
from registers.exchange.markings import told
from registers.exchange.write_pdf import LANGUAGE, LONDON, Wanted, key, made
from registers.marked import highest
from registers.presentation.evidence_page import evidence_page


def write_evidence_pdf(evidence: Evidence, *, printed_on: date) -> bytes:
    """The PDF of a bundle of evidence, kept like every PDF. Raises PdfUnavailable and PdfFailed."""
    return made(wanted_evidence(evidence, printed_on=printed_on))


def wanted_evidence(evidence: Evidence, *, printed_on: date) -> Wanted:
    """The PDF of a bundle of evidence by its content and the day."""
    with translation.override(LANGUAGE), timezone.override(LONDON):
        made_from = _made_from(evidence, printed_on)
    return Wanted(key(made_from), lambda: made_from)


def marking_of(evidence: Evidence) -> str:
    """The register's marking, or that of a risk whose words are given, if it is higher."""
    markings = [end.marking for end in (evidence.before, evidence.after) if end]
    for item in evidence.items:
        markings += [risk.marking for risk in (item.before, item.after) if risk]
        markings += told(item.entries)
    return highest(markings)


def _made_from(evidence: Evidence, printed_on: date) -> dict[str, Any]:
    context = {
        "language": "en-GB",
        "evidence": evidence,
        "page": evidence_page(evidence),
        "snapshot": evidence.after,
        "marking": marking_of(evidence),
        "printed_on": printed_on,
    }
    return {
        "html": render_to_string("print/evidence.html", context),
        "css": render_to_string("print/evidence.css", context),
        "files": {},
        "links": {},
        "pages": 0,
    }
