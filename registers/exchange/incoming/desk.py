"""What planning has in hand: the register, what of the file was looked at, and what it would do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from registers import models
from registers.content import Risk, Snapshot
from registers.exchange.columns import (
    ACTIONS,
    ASSURANCES,
    CHOICE,
    CONTROLS,
    DAY,
    POSTS,
    REGISTER,
    RISKS,
    THEMES,
    WHOLE,
    WITHHOLDINGS,
    Column,
    Table,
)
from registers.exchange.incoming import meaning
from registers.exchange.incoming.given import Given, GivenFile
from registers.exchange.incoming.meaning import Unclear
from registers.planned import CHANGED, LEFT, RAISED, REFUSED, Alteration, Item, Place, Told
from registers.text import check_year

#: A text that is as long as this in a cell was cut off there: the most that a cell of a workbook
#: holds, and what older programs exported of one.
CUT_OFF, CUT_OFF_EARLIER = 32_767, 255
_MODELS = {
    REGISTER.key: models.Register,
    RISKS.key: models.Risk,
    CONTROLS.key: models.Control,
    ASSURANCES.key: models.Assurance,
    ACTIONS.key: models.PlannedAction,
    WITHHOLDINGS.key: models.Withholding,
    THEMES.key: models.Theme,
    POSTS.key: models.Post,
}
#: Columns of one line, and those of other names than the fields that they are kept in.
_LINES = {
    "title", "lead", "risk_owner", "owner", "marking", "notice", "checked_by", "ground",
    "decided_by", "name",
}  # fmt: skip
#: Columns that say what a row belongs to.
_BELONGS = {"risk", "number", "control"}
_FIELDS = {"public": "is_public"}


@dataclass
class Desk:
    """`risks` are those that a part can belong to, by reference: None for one that the file
    raises. `refused` are references of rows that were not taken, `met` what the file has named,
    and `placed` the references of risks by the places of their rows."""

    snapshot: Snapshot
    file: GivenFile
    today: date
    organisation: int | None = None
    items: list[Item] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    posts: list[str] = field(default_factory=list)
    themes: dict[int, str] = field(default_factory=dict)
    risks: dict[str, Risk | None] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    met: set[str] = field(default_factory=set)
    placed: dict[Place, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.posts = [post.title for post in self.snapshot.posts]
        self.themes = {theme.number: theme.name for theme in self.snapshot.themes}
        self.risks = {risk.reference: risk for risk in self.snapshot.all_risks}

    def rows(self, table: Table) -> tuple[Given, ...]:
        return self.file.tables.get(table.key, ())

    def put(self, item: Item) -> int:
        """Add an item; its place among all."""
        self.items.append(item)
        return len(self.items) - 1

    def named_post(self, title: str, given: Given, told: Told) -> str:
        """A post by its title: one that there is, whatever the case, or one that is added."""
        if not title:
            return ""
        found = meaning.name_among(self.posts, title)
        if found is None:
            self.add_post(title, given, told)
            return title
        if found != title:
            told.notices.append(
                _("“%(raw)s” is the post “%(post)s”.") % {"raw": title, "post": found}
            )
        return found

    def add_post(self, title: str, given: Given, told: Told, owner: str = "") -> None:
        """Plan a post that the register has not."""
        faults = faults_of(POSTS, "title", title)
        if faults:
            told.refusals += faults
            return
        self.posts.append(title)
        fields = [Alteration("title", POSTS.column("title").heading, None, title)]
        if owner:
            fields.append(Alteration("owner", POSTS.column("owner").heading, None, owner))
        self.put(Item(POSTS.key, RAISED, title, given.place, alterations=tuple(fields)))


def values_of(
    table: Table, given: Given, told: Told, without: Iterable[str] = ()
) -> dict[str, Any]:
    """What the columns of a row mean, but for those that are computed or looked at elsewhere.

    What makes no sense is told: it refuses a row of our own, and of others' only what is needed;
    the rest of those is left out.
    """
    found: dict[str, Any] = {}
    for column in table.columns:
        if column.computed or column.key not in given.values or column.key in without:
            continue
        try:
            value, notice = _meant(column, given)
        except Unclear as problem:
            _unclear(column, given, told, str(problem))
            continue
        found[column.key] = value
        if notice:
            told.notices.append(at(column, given, notice))
    return found


def _meant(column: Column, given: Given) -> meaning.Read:
    raw = given.values[column.key]
    if column.kind == WHOLE:
        return meaning.Read(meaning.whole(raw))
    if column.kind == DAY:
        return meaning.Read(meaning.day(raw))
    if column.kind == CHOICE:
        return meaning.choice(column, raw)
    as_text = meaning.line if column.key in _LINES else meaning.text
    return as_text(raw, exact=given.exact)


def _unclear(column: Column, given: Given, told: Told, sentence: str) -> None:
    if given.exact or column.needed:
        told.refusals.append(at(column, given, sentence))
    else:
        told.notices.append(at(column, given, _("%(why)s It is not taken.") % {"why": sentence}))


def at(column: Column, given: Given, sentence: str) -> str:
    """A sentence with the column that it is about in front."""
    letter = given.columns.get(column.key, "")
    where = _("Column %(letter)s, %(heading)s") % {"letter": letter, "heading": column.heading}
    return f"{where if letter else column.heading}: {sentence}"


def faults_of(table: Table, key: str, value: Any) -> list[str]:
    """Why a value cannot be kept in a column, in sentences."""
    kept = _MODELS[table.key]._meta.get_field(_FIELDS.get(key, key))
    if kept.is_relation:
        return []
    if value in {"", None} and not kept.blank:  # type: ignore[union-attr]
        return [_("This cannot be empty.")]
    try:
        kept.clean(value, None)  # type: ignore[union-attr]
    except ValidationError as problem:
        return [str(message) for message in problem.messages]
    return []


def doubts_of(text: str) -> str:
    """Why a text looks cut off by another program, or the empty string."""
    units = len(text.encode("utf-16-le", "surrogatepass")) // 2
    if units == CUT_OFF or (len(text) == CUT_OFF_EARLIER and text[-1:].isalnum()):
        return _("This text has just %(length)s characters and may have been cut off.") % {
            "length": f"{units:,}"
        }
    return ""


def altered(
    table: Table, values: Mapping[str, Any], row: Any, told: Told, given: Given
) -> list[Alteration]:
    """What of the values differs from what the row holds now, checked; of a new row, None, all."""
    found = []
    for key, new in values.items():
        column = table.column(key)
        old = now(column, row)
        new = None if new == "" else new
        if new == old:
            continue
        if new and column.kind == DAY and (slip := _slip(new)):
            _unclear(column, given, told, slip)
            continue
        for fault in faults_of(table, key, new if new is not None else empty(column)):
            told.refusals.append(at(column, given, fault))
        if isinstance(new, str) and (doubt := doubts_of(new)):
            told.notices.append(at(column, given, doubt))
        found.append(Alteration(key, column.heading, old, new))
    return found


def need(table: Table, values: Mapping[str, Any], told: Told, given: Given) -> None:
    """Refuse a new row that lacks what no such row is without."""
    for column in table.columns:
        if told.refusals or not column.needed or column.key in _BELONGS:
            continue
        if not values.get(column.key):
            told.refusals.append(at(column, given, _("This cannot be empty.")))


def _slip(day: str) -> str:
    """Why a day can only be a slip, or the empty string: no form would take it either."""
    try:
        check_year(date.fromisoformat(day))
    except ValidationError as problem:
        return problem.messages[0]
    return ""


def now(column: Column, row: Any) -> Any:
    """What a row holds in a column now, a day in its text, None for nothing."""
    value = None if row is None else column.take(row)
    if isinstance(value, date):
        return value.isoformat()
    return None if value == "" else value


def empty(column: Column) -> Any:
    """What is kept where a column says nothing."""
    return None if column.kind in {WHOLE, DAY} else ""


def judged(item: Item, told: Told, alterations: Iterable[Alteration], *, new: bool) -> Item:
    """The item with its outcome: refused, new, changed or left alone."""
    held = tuple(alterations)
    notices = tuple(dict.fromkeys(told.notices))
    if told.refusals:
        refusals = tuple(dict.fromkeys(told.refusals))
        return replace(item, outcome=REFUSED, notices=notices, refusals=refusals)
    outcome = RAISED if new else CHANGED if held else LEFT
    return replace(item, outcome=outcome, alterations=held, notices=notices)
