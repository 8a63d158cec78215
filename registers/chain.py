"""Canonical texts, digests, seals and fingerprints.

A *seal* is of the chain: SHA-256 over the seal before and the salted digests of the
canonical texts of a revision and of its history rows. Digests are sealed and not words, so
that words that must go by law can be blanked and the chain stays whole. A *fingerprint* is
of content: SHA-256 over the canonical text of what a register says, without keys, numbers
or moments.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

from django.db import models

from scoring.models import Scheme

FORMAT = 1
#: What the first revision of a journal is sealed after.
BEGINNING = "0" * 64


def canonical_text(document: Any) -> str:
    """The one text of a document of strings, whole numbers, booleans, null, lists and
    mappings: JSON with sorted keys and no blanks (the form of RFC 8785, which a test holds
    it to)."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def fingerprint(document: Any) -> str:
    """The SHA-256 of a document's canonical text, 64 hexadecimal digits."""
    return _sha256(canonical_text(document))


def plain(value: Any) -> Any:
    """A column's value as JSON has it: moments in UTC with microseconds, dates in ISO form.

    Raises TypeError for a value that no column of content may have, such as a float.
    """
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is not kept with history.")


def row_text(row: models.Model) -> str:
    """The canonical text of one history row: its table, kind and every column but the
    history row's own key and its moment, which is the revision's."""
    outside = {"history_id", "history_date"}
    columns = {
        field.attname: plain(getattr(row, field.attname))
        for field in row._meta.concrete_fields
        if field.attname not in outside
    }
    return canonical_text({"table": row._meta.db_table, "row": columns})


def revision_text(revision: models.Model) -> str:
    """The canonical text of a revision itself, names as they were."""
    columns = {
        f.attname: plain(getattr(revision, f.attname)) for f in revision._meta.concrete_fields
    }
    return canonical_text({"table": revision._meta.db_table, "row": columns})


def scheme_text(scheme: Scheme) -> str:
    """The canonical text of a whole scheme, which is sealed where a register adopts it."""
    matrix = scheme.matrix()
    row = {
        "id": scheme.pk,
        "name": scheme.name,
        "note": scheme.note,
        "bands_note": scheme.bands_note,
        "likelihood": [asdict(level) for level in matrix.likelihood],
        "impact": [asdict(level) for level in matrix.impact],
        "bands": [asdict(band) for band in matrix.bands],
        "cells": [[cell.band.rank for cell in cells] for cells in matrix.cells],
    }
    return canonical_text({"table": scheme._meta.db_table, "row": row})


def salted(text: str) -> tuple[str, str]:
    """A new salt for a text and the digest of both, in hexadecimal: (salt, digest)."""
    salt = secrets.token_hex(16)
    return salt, digest(salt, text)


def digest(salt: str, text: str) -> str:
    return _sha256(f"{salt}\n{text}")


def seal_value(before: str, number: int, digests: Sequence[str]) -> str:
    """The seal of a revision: over its format, its number, the seal before and the digests
    of its texts in order."""
    return _sha256("\n".join([f"riskregister seal {FORMAT}", str(number), before, *digests]))


def shown(value: str) -> str:
    """The first 16 hexadecimal digits in fours, as they are printed."""
    return " ".join(value[start : start + 4] for start in range(0, 16, 4))


def _default(row: models.Model, name: str) -> Any:
    field = next(field for field in row._meta.concrete_fields if field.attname == name)
    return plain(field.get_default())


def same_columns(row: models.Model, sealed: Mapping[str, Any]) -> bool:
    """Whether a history row still says what was sealed.

    Columns that the sealed text lacks came with a later version of the product; they must
    hold their default.
    """
    now = json.loads(row_text(row))["row"]
    missing = [name for name in sealed if name not in now]
    later = [name for name in now if name not in sealed]
    return (
        not missing
        and all(now[name] == sealed[name] for name in sealed)
        and all(now[name] == _default(row, name) for name in later)
    )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def digests_of(texts: Iterable[Any]) -> list[str]:
    """The digests of sealed texts in the order in which they were sealed."""
    return [text.digest for text in sorted(texts, key=lambda text: text.position)]
