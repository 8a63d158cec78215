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
import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

from django.db import models

from scoring.models import Scheme

FORMAT = 1
#: Columns of a history row that are not sealed with it: its own key, and its moment, which
#: is the revision's.
UNSEALED = frozenset({"history_id", "history_date"})
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
    """The canonical text of one history row: its table, kind and every sealed column."""
    columns = {
        field.attname: plain(getattr(row, field.attname))
        for field in row._meta.concrete_fields
        if field.attname not in UNSEALED
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


def left_of_signed(candidate: int, revision: int, text: str) -> str:
    """The canonical text that is sealed where an erasure took words out of what was signed;
    `revision` is the key of the one that put it forward."""
    row = {"id": candidate, "revision_id": revision, "text": text}
    return canonical_text({"table": "registers_signedtext", "row": row, "erases": []})


def salted(text: str) -> tuple[str, str]:
    """A new salt for a text and the digest of both, in hexadecimal: (salt, digest)."""
    salt = secrets.token_hex(16)
    return salt, digest(salt, text)


def digest(salt: str, text: str) -> str:
    return _sha256(f"{salt}\n{text}")


def seal_value(before: str, number: int, digests: Sequence[str], form: int | None = FORMAT) -> str:
    """The seal of a revision: over its format, its number, the seal before and the digests
    of its texts in order."""
    return _sha256("\n".join([f"riskregister seal {form}", str(number), before, *digests]))


def in_fours(value: str) -> str:
    """All digits of a fingerprint in fours, as they are printed whole."""
    return " ".join(value[start : start + 4] for start in range(0, len(value), 4))


def shown(value: str) -> str:
    """The first 16 hexadecimal digits in fours, as they are printed."""
    return " ".join(value[start : start + 4] for start in range(0, 16, 4))


_PRINTED = re.compile(
    r"(?:revision\s*)?(\d{1,9})\s*(?:[:·,]|\s)\s*(?:seal\s*)?((?:[0-9a-f]\s*){8,64})"
)


def read_printed(text: str) -> tuple[int, str] | None:
    """The number and the beginning of the seal that a person copied from a page, such as
    `231 · 9f3c 71ad 00aa 5b1e` or `231:9f3c71ad00aa5b1e`; None where it is neither."""
    found = _PRINTED.fullmatch(text.lower().strip(" .…\t\n"))
    return (int(found[1]), "".join(found[2].split())) if found else None


#: What later versions renamed: the history table as it is called now and a column as sealed
#: texts have it, to the column as it is called now; and a table as sealed, to the table now.
#: A migration that renames adds a line here, and brings older lines for the same up to date.
RENAMED: dict[tuple[str, str], str] = {}
RENAMED_TABLES: dict[str, str] = {}


def table_now(table: str) -> str:
    """What a table that a sealed text names is called now."""
    return RENAMED_TABLES.get(table, table)


def names_now(table: str, sealed: Iterable[str]) -> dict[str, str]:
    """What the columns of a sealed row are called now, by the names that it has.

    A name is taken for an old one only where the text lacks the new one: it may have been
    given to another column since.
    """
    names = set(sealed)
    now = {name: RENAMED.get((table, name), name) for name in names}
    return {name: name if now[name] in names else now[name] for name in names}


def under_names_now(table: str, sealed: Mapping[str, Any]) -> dict[str, Any]:
    """A sealed row under the names that its columns have now."""
    now = names_now(table, sealed)
    return {now[name]: value for name, value in sealed.items()}


def same_columns(
    table: str, stored: Mapping[str, Any], sealed: Mapping[str, Any], defaults: Mapping[str, Any]
) -> bool:
    """Whether a row as it is stored, in plain values by column, still says what was sealed.

    Columns that were renamed since are compared under their new names. Columns that the
    sealed text lacks came with a later version of the product; they must hold their default.
    """
    if stored == sealed:
        return True
    return {**defaults, **under_names_now(table, sealed)} == stored


def defaults_of(model: type[models.Model]) -> dict[str, Any]:
    """What each sealed column of a table holds where nothing was said, in plain values."""
    return {
        field.attname: plain(field.get_default())
        for field in model._meta.concrete_fields
        if field.attname not in UNSEALED
    }


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def digests_of(texts: Iterable[Any]) -> list[str]:
    """The digests of sealed texts in the order in which they were sealed."""
    return [text.digest for text in sorted(texts, key=lambda text: text.position)]
