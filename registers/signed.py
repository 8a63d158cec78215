"""Whether what the owners signed is still kept to the letter, and fits what they signed."""

from __future__ import annotations

import json
from collections.abc import Iterator

from registers import chain
from registers.faults import Fault, of_row
from registers.models import Candidate, Journal, SealedText, SignedText

TABLE = SignedText._meta.db_table


def faults(journal: Journal) -> Iterator[Fault]:
    """Every signed text that is missing, altered, or belongs to no candidate of the journal.

    A fixed number of queries. What a lawful erasure left is held to what that erasure sealed.
    """
    of_journal = {"register__journal": journal}
    candidates = Candidate.objects.filter(**of_journal).order_by("pk")
    texts = {
        text.pk: text
        for text in SignedText.objects.filter(revision__journal=journal).select_related("revision")
    }
    left = _left(journal) if any(text.salt == "" for text in texts.values()) else {}
    for key, fingerprint in candidates.values_list("pk", "fingerprint"):
        text = texts.pop(key, None)
        if text is None:
            yield of_row(0, "missing", "what was signed is missing", TABLE, key)
        elif text.salt == "" and left.get(key) == text.text:
            continue
        elif chain.digest(text.salt, text.text) != fingerprint:
            what = "what was signed was altered"
            yield of_row(text.revision.number, "changed", what, TABLE, key)
    for key, text in texts.items():
        yield of_row(text.revision.number, "added", "a signed text was added", TABLE, key)


def _left(journal: Journal) -> dict[int, str]:
    """What erasures left of signed texts, by candidate: as the last of them sealed it."""
    found: dict[int, str] = {}
    sealed = SealedText.objects.filter(
        revision__journal=journal, revision__verb="erase", text__contains=TABLE
    ).order_by("revision__number", "position")
    for one in sealed.only("text", "salt", "digest"):
        if chain.digest(one.salt, one.text) != one.digest:
            continue
        match json.loads(one.text):
            case {"table": name, "row": {"id": int(key), "text": str(text)}} if name == TABLE:
                found[key] = text
    return found
