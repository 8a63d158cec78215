"""Where words stand in a register and in all its record, and what is left when they go."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _

from registers.chain import canonical_text, names_now, table_now
from registers.models import Register, Revision, SealedText, SignedText
from registers.models.registers import OfRegister

#: What stands for words where neither the text with the mark nor the mark alone has room.
BARE_MARK = "[erased]"
#: What a revision says in words of its own; names stay as they were.
TOLD = ("subject", "reason")


@dataclass(frozen=True, slots=True)
class Place:
    """One field that holds the words: live, in the history, or of a revision. `text` is the
    whole field, `number` the revision that it stands in, `label` what the field is called."""

    what: str
    label: str
    number: int
    live: bool
    text: str


def as_sealed(words: str) -> str:
    """Words as they stand within a canonical text."""
    return canonical_text(words)[1:-1]


def without(text: str, words: str, mark: str, room: int | None) -> str:
    """A text with each occurrence of the words replaced by the mark, or, where that is longer
    than `room` characters, the mark alone or the bare one."""
    for left in (text.replace(words, mark), mark):
        # A mark and what stood beside the words may spell them again.
        if words not in left and (room is None or len(left) <= room):
            return left
    return BARE_MARK


def text_columns(model: type[models.Model]) -> list[models.Field]:
    """The columns of a table of content, or of revisions, that hold people's own words."""
    if model is Revision:
        return [Revision._meta.get_field(name) for name in TOLD]
    return [
        field
        for field in model.kept_fields()  # type: ignore[attr-defined]
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and not isinstance(field, models.SlugField)
        and field.name not in {"reference", "mark", "by_proposal", "public_for"}
    ]


def tables() -> list[type[Any]]:
    """The tables of content whose rows are a register's: the register itself comes first."""
    return [Register, *(m for m in apps.get_models() if issubclass(m, OfRegister))]


def of_register(model: type[Any], register: Register) -> dict[str, Any]:
    """The condition under which a row, live or past, is a register's."""
    return {"id" if model is Register else "register_id": register.pk}


def holding(rows: models.QuerySet, columns: list[models.Field], words: str) -> Iterator[Any]:
    """The rows of which a column holds the words to the letter."""
    condition = models.Q()
    for column in columns:
        condition |= models.Q(**{f"{column.attname}__contains": words})
    if not columns:
        return
    for row in rows.filter(condition):
        # A database may take upper and lower case for the same.
        if any(words in getattr(row, column.attname) for column in columns):
            yield row


def sealed(register: Register, words: str) -> list[SealedText]:
    """The sealed texts of a register's record that hold the words."""
    found = SealedText.objects.filter(
        revision__journal=register.journal_id, text__contains=as_sealed(words)
    ).select_related("revision")
    return [text for text in found if _told_in(text, words)]


def signed(register: Register, words: str) -> list[SignedText]:
    """The signed texts of a register that hold the words."""
    found = SignedText.objects.filter(
        candidate__register=register, text__contains=as_sealed(words)
    ).select_related("candidate")
    return [text for text in found if as_sealed(words) in text.text]


def signed_without(text: str, words: str, mark: str) -> str:
    """A signed text with the words taken out of everything that it says, canonical again."""
    return canonical_text(_without_within(json.loads(text), words, mark))


def _without_within(value: Any, words: str, mark: str) -> Any:
    if isinstance(value, str):
        return without(value, words, mark, None) if words in value else value
    if isinstance(value, list):
        return [_without_within(each, words, mark) for each in value]
    if isinstance(value, dict):
        return {name: _without_within(each, words, mark) for name, each in value.items()}
    return value


def _told_in(text: SealedText, words: str) -> bool:
    """Whether a column of people's own words holds them, and not only a name or a reference."""
    body = json.loads(text.text)
    columns = columns_of(body["table"], body["row"])
    if columns is None:
        return as_sealed(words) in text.text
    return any(words in str(body["row"].get(name) or "") for name in columns)


def in_a_scheme(register: Register, words: str) -> bool:
    """Whether the words stand in the sealed text of a scheme, which nobody can alter."""
    bodies = (json.loads(text.text) for text in sealed(register, words))
    return any(columns_of(body["table"], body["row"]) is None for body in bodies)


def columns_of(table: str, sealed: Iterable[str]) -> dict[str, int | None] | None:
    """The text columns of a sealed row with their room, under the names that it has; None for a
    table that has none of a register's words, such as a scheme."""
    models_by_table = {Revision._meta.db_table: Revision} | {
        model.history.model._meta.db_table: model for model in tables()
    }
    model = models_by_table.get(table_now(table))
    if model is None:
        return None
    rooms = {column.attname: column.max_length for column in text_columns(model)}
    names = names_now(table_now(table), sealed)
    return {name: rooms[now] for name, now in names.items() if now in rooms}


def places(register: Register, words: str) -> tuple[Place, ...]:
    """Every field in which the words stand, the newest first: what an erasure would blank."""
    found = []
    for model in tables():
        columns = text_columns(model)
        past = model.history.filter(**of_register(model, register)).select_related("revision")
        newest = dict(
            model.objects.filter(**of_register(model, register)).values_list("pk", "revision_id")
        )
        for row in holding(past, columns, words):
            found += _fields(
                row,
                columns,
                words,
                number=row.revision.number,
                live=newest.get(row.id) == row.revision_id,
                what=_named(model, row),
            )
    for kept in signed(register, words):
        number, what = kept.candidate.number, str(SignedText._meta.verbose_name)
        found.append(Place(what, _("Put forward"), number, live=False, text=kept.text))
    told = text_columns(Revision)
    for revision in holding(register.journal.revisions.all(), told, words):
        found += _fields(
            revision, told, words, number=revision.number, live=False, what=_("Revision")
        )
    return tuple(sorted(found, key=lambda place: (-place.number, place.what)))


def _fields(
    row: Any, columns: list[models.Field], words: str, *, number: int, live: bool, what: str
) -> Iterator[Place]:
    for column in columns:
        text = getattr(row, column.attname)
        if words in text:
            yield Place(what, str(column.verbose_name), number, live, text)


def _named(model: type[Any], row: Any) -> str:
    name = str(model._meta.verbose_name)
    return f"{name} {row.reference}" if hasattr(row, "reference") else name
