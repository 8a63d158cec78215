"""Evidence as a PDF for people: A4, tagged (PDF/UA-1), the same bytes from the same evidence."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation

from registers.evidence import Evidence
from registers.exchange import pdf_child
from registers.exchange.markings import highest, told
from registers.exchange.write_pdf import LANGUAGE, LONDON, key, store
from registers.presentation.evidence_page import evidence_page


def write_evidence_pdf(evidence: Evidence, *, printed_on: date) -> bytes:
    """The PDF of a bundle of evidence, kept like every PDF. Raises PdfUnavailable and PdfFailed."""
    with translation.override(LANGUAGE), timezone.override(LONDON):
        made_from = _made_from(evidence, printed_on)
    kept = store()
    return kept.get_or_make(key(made_from), lambda: pdf_child.run(made_from, kept.folder))


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
    }
