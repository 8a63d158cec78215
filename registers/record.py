"""The history as people read it: each revision with what it changed, old → new.

Read from the sealed texts, so that what is shown is what was sealed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch
from django.utils import formats
from django.utils.translation import gettext as _

from registers.erased import stand_ins
from registers.models import (
    Assessment,
    ByProposal,
    Challenge,
    Control,
    Correction,
    Note,
    Proposal,
    ProposedField,
    Register,
    Revision,
    Risk,
    SealedText,
    Stage,
    Theme,
)
from registers.record_names import Names, names_of
from registers.record_rows import (
    Columns,
    Row,
    Rows,
    Table,
    before,
    earlier,
    rows_of,
    scores_recorded,
)
from registers.record_which import Which, narrowed, says

__all__ = ["EVERY", "Difference", "Entry", "Which", "entries"]

#: Where words are searched for, so many revisions are read at once.
AT_ONCE = 200
SCORE = "score"
EVERY = Which()


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one thing: `of` says of what, `old` and `new` are texts, "" for none.

    `kind` is added, changed or removed, of the thing as a whole, or corrected. `thing` is the
    model's name and the key of the row, `column` the column of it ("score" for likelihood
    and impact), `risk` the key of the risk that it belongs to, None for none.
    """

    of: str
    label: str
    old: str
    new: str
    kind: str
    thing: tuple[str, int] = ("", 0)
    risk: int | None = None
    column: str = ""

    @property
    def has_lines(self) -> bool:
        """Whether one of the texts has more than one line."""
        return "\n" in self.old or "\n" in self.new


@dataclass(frozen=True, slots=True)
class Proposer:
    """Who proposed what a revision did, for whom, and in which revision; names as they were."""

    number: int
    person_name: str
    person_title: str
    organisation_name: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A revision as it is read in the history. `subject` is a reference where one was
    changed; `person_name` and the rest are as they were; `began` is the revision from which it was
    written where others came between; `proposed` says who proposed it, where it is in two names.
    `erased_by` are the numbers of the
    revisions that took words out of it; `unreadable` says that somebody altered it so that not
    all of it can be told. `risks` are the keys of the risks that it touched, also where no
    difference is left to tell."""

    number: int
    moment: datetime
    verb: str
    subject: str
    reason: str
    person_name: str
    person_title: str
    organisation_name: str
    seal: str
    changes: tuple[Difference, ...]
    began: int | None = None
    proposed: Proposer | None = None
    erased_by: tuple[int, ...] = ()
    unreadable: bool = False
    risks: frozenset[int] = frozenset()


def entries(
    register: Register,
    *,
    which: Which = EVERY,
    before: int | None = None,
    after: int = 0,
    limit: int | None = 50,
) -> tuple[Entry, ...]:
    """Revisions, the newest first: at most `limit` (None for all) with a number under `before`
    and over `after`.

    A fixed number of queries, whatever the limit; where words are searched for, that many for
    every 200 revisions that may hold them.
    """
    found = narrowed(register, which).filter(number__gt=after).order_by("-number")
    if before is not None:
        found = found.filter(number__lt=before)
    if not which.words:
        return _read(register, found if limit is None else found[:limit], which)
    told: list[Entry] = []
    last = None
    while limit is None or len(told) < limit:
        batch = found if last is None else found.filter(number__lt=last)
        read = _read(register, batch[:AT_ONCE], which)
        told += [entry for entry in read if says(which.words, _texts(entry))]
        if len(read) < AT_ONCE:
            break
        last = read[-1].number
    return tuple(told if limit is None else told[:limit])


def _texts(entry: Entry) -> Iterator[str]:
    yield from (entry.subject, entry.reason)
    for change in entry.changes:
        yield from (change.old, change.new)


def _read(register: Register, found: Any, which: Which) -> tuple[Entry, ...]:
    texts = Prefetch("texts", SealedText.objects.order_by("position").filter(position__gt=0))
    revisions = list(found.select_related("seal").prefetch_related(texts))
    blank = any(not text.text for revision in revisions for text in revision.texts.all())
    left = stand_ins(register.journal) if blank else {}
    rows = {
        revision.pk: _only(rows_of(revision.number, revision.texts.all(), left), which.risk)
        for revision in revisions
    }
    past = earlier(rows)
    every = [row for held in rows.values() for row in held.rows]
    told = _Told(
        past=past,
        proposers=_proposers(register, {r.proposed for r in revisions if r.proposed}),
        names=names_of(
            (row.table, columns)
            for key, held in rows.items()
            for row in held.rows
            for columns in (row.columns, before(row, key, past))
        ),
        recorded=scores_recorded(
            (row.columns["risk_id"], row.columns["stage"], row.columns["corrects"])
            for row in every
            if row.table.model is Correction
        ),
    )
    return tuple(told.entry(revision, rows[revision.pk]) for revision in revisions)


def _proposers(register: Register, numbers: set[int]) -> Mapping[int, Proposer]:
    """Who proposed in revisions of these numbers: one query, none where there are none."""
    if not numbers:
        return {}
    found = Revision.objects.filter(journal=register.journal_id, number__in=numbers)
    names = ("number", "person_name", "person_title", "organisation_name")
    return {row[0]: Proposer(*row) for row in found.values_list(*names)}


def _only(found: Rows, risk: int | None) -> Rows:
    if risk is None:
        return found
    rows = tuple(row for row in found.rows if _risk(row) == risk)
    return Rows(rows, found.erased_by, found.unreadable)


def _risk(row: Row) -> int | None:
    return row.key if row.table.model is Risk else row.columns.get("risk_id")


@dataclass(frozen=True)
class _Told:
    """What is needed to say of rows what they changed."""

    past: Mapping[tuple[str, int, int], Columns]
    proposers: Mapping[int, Proposer]
    names: Names
    recorded: Mapping[tuple[int, str, int], Columns]

    def entry(self, revision: Revision, held: Rows) -> Entry:
        seal = getattr(revision, "seal", None)
        changes: list[Difference] = []
        unreadable = held.unreadable or seal is None
        for row in held.rows:
            try:
                changes += self._differences(row, revision.pk)
            except (KeyError, TypeError, ValueError, AttributeError):
                unreadable = True
        if revision.verb == "reorder controls":
            changes += self._order(held.rows, revision.pk)
        return Entry(
            number=revision.number,
            moment=revision.moment,
            verb=revision.verb,
            subject=revision.subject,
            reason=revision.reason,
            person_name=revision.person_name,
            person_title=revision.person_title,
            organisation_name=revision.organisation_name,
            seal=seal.value if seal else "",
            changes=tuple(changes),
            began=revision.began,
            proposed=self.proposers.get(revision.proposed or 0),
            erased_by=held.erased_by,
            unreadable=unreadable,
            risks=frozenset(risk for row in held.rows if (risk := _risk(row))),
        )

    def _differences(self, row: Row, revision: int) -> list[Difference]:
        table, now = row.table, row.columns
        old = before(row, revision, self.past)
        about = {"thing": (table.model._meta.model_name, row.key), "risk": _risk(row)}
        of = _of(table, now)
        kind = "added" if now["history_type"] == "+" else "changed"
        if table.model is ProposedField:
            return self._proposed(row, old, about)
        if now["removed"] and not old.get("removed"):
            said = self._said(table, now, revision)
            return [Difference(of, table.name, said, "", "removed", **about)]
        if table.model is Note:
            return []  # What it says is between the owners, on the page of the risk.
        if table.model is Proposal:
            act, is_new = Proposal.Act(now["act"]).label, kind == "added"
            told = (str(_("proposed")), str(_("proposed")), "", str(act), "proposed")
            return [Difference(*told, **about)] if is_new else []
        if table.model is Correction:
            return [self._correction(row, of, about)]
        found = []
        if table.model in {Assessment, Challenge} and _score(old) != _score(now):
            score = (of, str(_("score")), _score(old), _score(now), kind)
            found.append(Difference(*score, **about, column=SCORE))
        for column, label in table.labels.items():
            if old.get(column) == now.get(column):
                continue
            # What stood there had the names of the moment before.
            was = self._shown(table, column, old, revision - 1)
            said = self._shown(table, column, now, revision)
            if was != said:
                # A state is a word of its own: “open” says what it is of.
                label = of if column == "state" else label
                found.append(Difference(of, label, was, said, kind, **about, column=column))
        return found

    def _proposed(self, row: Row, old: Columns, about: Mapping[str, Any]) -> list[Difference]:
        """A field of a proposal, as it was proposed before and is now."""
        now, label = row.columns, str(ProposedField.Name(row.columns["name"]).label)
        was, said = (
            "" if c.get("removed", True) else str(c["text"]) or str(_("none")) for c in (old, now)
        )
        if was == said:
            return []
        return [Difference(str(_("proposed")), label, was, said, "proposed", **about)]

    def _correction(self, row: Row, of: str, about: Mapping[str, Any]) -> Difference:
        now = row.columns
        wrong = self.recorded.get((now["risk_id"], now["stage"], now["corrects"]), {})
        label = _("corrects revision %(number)s") % {"number": now["corrects"]}
        return Difference(of, label, _score(wrong), _score(now), "corrected", **about, column=SCORE)

    def _order(self, rows: Iterable[Row], revision: int) -> Iterator[Difference]:
        """The controls that were put in another order, before and now, in one."""
        moved = [row for row in rows if row.table.model is Control]
        ends = [
            [(before(row, revision, self.past), row) for row in moved],
            [(r.columns, r) for r in moved],
        ]
        old, new = (
            "\n".join(
                f"{at.get('position')}. {at.get('text')}"
                for at, _row in sorted(end, key=lambda pair: pair[0].get("position") or 0)
            )
            for end in ends
        )
        if moved:
            about = {"thing": ("control", moved[0].key), "risk": _risk(moved[0])}
            label = str(_("order"))
            yield Difference(
                str(_("controls")), label, old, new, "changed", **about, column="position"
            )

    def _said(self, table: Table, columns: Columns, revision: int) -> str:
        """The words of a row that was taken away."""
        shown = (self._shown(table, column, columns, revision) for column in table.labels)
        return " · ".join(text for text in shown if text)

    def _shown(self, table: Table, column: str, columns: Columns, revision: int) -> str:
        value = columns.get(column)
        if value in (None, "", False):
            return ""
        if model := table.named.get(column):
            return self.names.at((model, value), revision)
        if column in table.days:
            return formats.date_format(date.fromisoformat(str(value)), "j F Y")
        if column == "by_proposal":
            return ", ".join(str(ByProposal(rule).label) for rule in str(value).split())
        if column in table.choices:
            return str(table.choices[column].get(value, value))
        return str(_("yes")) if value is True else str(value)


def _of(table: Table, columns: Columns) -> str:
    """What a row is about, in words: a reference, a stage, or the kind of thing it is."""
    if table.model is Risk:
        return str(columns["reference"])
    if table.model in (Assessment, Correction):
        return str(Stage(columns["stage"]).label)
    if table.model is Challenge:
        return f"{table.name}: {Challenge.About(columns['about']).label}"
    if table.model is Theme:
        return f"{table.name} {columns['number']}"
    return table.name


def _score(columns: Columns) -> str:
    likelihood, impact = columns.get("likelihood"), columns.get("impact")
    if likelihood is None or impact is None:
        return ""
    return f"{likelihood} × {impact} = {likelihood * impact}"
