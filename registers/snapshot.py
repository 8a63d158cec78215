"""The one way out: a whole register as frozen values, now or as at any revision.

Live rows and rows as at a revision come as the same tuples, and the same code makes the
values from them. A revision never changes, so its snapshot is kept in the process under its
seal; a live reading that a writer crossed is read again.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from threading import Lock
from typing import Any, NamedTuple

from django.db import connection, models
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from registers import models as kept
from registers.content import (
    PARTS,
    Assessment,
    Assurance,
    Challenge,
    Control,
    Owner,
    PlannedAction,
    Post,
    Risk,
    Scheme,
    Snapshot,
    Theme,
    Withholding,
    reference_order,
)
from registers.models import Register, Revision
from scoring.matrix import MatrixError
from scoring.models import Scheme as KeptScheme

#: How many snapshots a process keeps.
KEPT_AT_MOST = 64
#: How often a live reading is tried again when a writer crosses it.
TRIES = 5


class NoSuchMoment(LookupError):
    """The register said nothing yet at that moment, or the revision is another register's."""


class Point(NamedTuple):
    """A place in a register's time: the revision's key, number, moment and seal, which is
    empty only where the database was tampered with."""

    revision: int
    number: int
    moment: datetime
    seal: str


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of content and its columns, in the order in which they are read."""

    model: type[kept.Kept]
    columns: tuple[str, ...]


_REGISTER = _Table(
    kept.Register,
    (
        "id",
        "slug",
        "title",
        "introduction",
        "marking",
        "notice",
        "appetite",
        "is_public",
        "scheme_id",
        "by_proposal",
    ),
)
_OWNERSHIP = _Table(
    kept.Ownership, ("id", "removed", "organisation_id", "position", "name", "short_name")
)
_POST = _Table(kept.Post, ("id", "removed", "title", "owner_id"))
_THEME = _Table(kept.Theme, ("id", "removed", "number", "name", "appetite"))
_RISK = _Table(
    kept.Risk,
    (
        "id",
        "removed",
        "theme_id",
        "reference",
        "title",
        "description",
        "causes",
        "consequences",
        "lead_id",
        "risk_owner_id",
        "treatment",
        "marking",
        "next_review",
        "target_date",
        "closed_on",
        "closed_why",
    ),
)
_CONTROL = _Table(
    kept.Control,
    ("id", "removed", "risk_id", "position", "text", "owner_id", "effectiveness", "evidence"),
)
_ASSESSMENT = _Table(
    kept.Assessment, ("id", "removed", "risk_id", "stage", "likelihood", "impact", "why")
)
_WITHHOLDING = _Table(
    kept.Withholding,
    ("id", "removed", "risk_id", "part", "ground", "reasoning", "decided_by", "look_again"),
)
_CHALLENGE = _Table(
    kept.Challenge,
    (
        "id",
        "removed",
        "risk_id",
        "owner_id",
        "about",
        "likelihood",
        "impact",
        "position",
        "why",
        "made_on",
        "made_by",
        "state",
        "ended_why",
        "public_for",
    ),
)

_ACTION = _Table(
    kept.PlannedAction,
    (
        "id",
        "removed",
        "risk_id",
        "text",
        "owner_id",
        "first_due",
        "due",
        "progress",
        "evidence",
        "done_on",
    ),
)
_ASSURANCE = _Table(
    kept.Assurance,
    ("id", "removed", "control_id", "line", "checked_by", "checked_on", "result", "note"),
)

_TABLES = (
    _REGISTER, _OWNERSHIP, _POST, _THEME, _RISK, _CONTROL, _ASSESSMENT, _WITHHOLDING, _CHALLENGE,
    _ACTION, _ASSURANCE,
)  # fmt: skip

Rows = list[tuple[Any, ...]]
Read = dict[_Table, Rows]


def snapshot(register: Register, at: Revision | datetime | None = None) -> Snapshot:
    """What a register says now, or said at a revision of its own or at an aware moment.

    Raises NoSuchMoment when it did not say anything then.
    """
    point = last_point(register) if at is None else point_at(register, at)
    return snapshot_at(register, point, live=at is None)


def snapshot_at(
    register: Register, point: Point, *, live: bool = False, fresh: bool = False
) -> Snapshot:
    """The snapshot of a point, from the process's store where it is there.

    `live` says that the point is the last one known, so that the live tables may be read, and
    `fresh` that the register's own row was read in one statement with it.
    """
    found = _store.get(_kept_as(point.seal, register))
    if found is None:
        found = read_live(register, point, fresh=fresh) if live else read_past(register, point)
        if found.seal:
            _store.put(_kept_as(found.seal, register), found)
    return found


def _kept_as(seal: str, register: Register) -> str:
    """A revision says the same for ever, but for the words that an erasure takes away."""
    return f"{seal} {register.erasures}"


def last_point(register: Register) -> Point:
    """The last revision of a register, in one query."""
    return _point(Revision.objects.filter(journal=register.journal_id).order_by("-number"))


def with_last_point(registers: models.QuerySet[Register]) -> models.QuerySet[Register]:
    """The registers with the parts of their last revision (`annotated_point` reads them)."""
    last = Revision.objects.filter(journal=OuterRef("journal")).order_by("-number")
    parts = ("id", "number", "moment", "seal__value")
    return registers.annotate(**{f"last_{part}": Subquery(last.values(part)[:1]) for part in parts})


def annotated_point(register: Any) -> Point:
    """The last revision of a register that was read by `with_last_point`."""
    return Point(
        register.last_id,
        register.last_number,
        register.last_moment,
        register.last_seal__value or "",
    )


def point_at(register: Register, at: Revision | datetime) -> Point:
    """The revision in force at a moment, in one query, or a revision of this register, in
    none where its seal was read with it."""
    if not isinstance(at, Revision):
        revisions = Revision.objects.filter(journal=register.journal_id)
        return _point(revisions.filter(moment__lte=at).order_by("-moment"))
    if at.journal_id != register.journal_id:
        raise NoSuchMoment("This revision is of another register.")
    seal = getattr(at, "seal", None)
    return Point(at.pk, at.number, at.moment, seal.value if seal else "")


def read_live(register: Register, point: Point, *, fresh: bool = False) -> Snapshot:
    """Read the live tables, whose last revision was `point`, and read them again when a
    writer came between. The row of a `fresh` register need not be read a first time."""
    own: Read = {_REGISTER: [_own_row(register)]} if fresh else {}
    for attempt in range(TRIES):
        rows = _read(lambda table: _live_rows(table, register), {} if attempt else own)
        before, point = point, last_point(register)
        if before.revision == point.revision:
            return _build(point, rows)
    return read_past(register, point)


def read_past(register: Register, point: Point) -> Snapshot:
    """Read the newest history row of each object up to a revision."""
    return _build(point, _read(lambda table: _past_rows(table, register, point.revision)))


def forget() -> None:
    """Empty the process's store; schemes, which never change, stay."""
    _store.clear()


def _point(revisions: models.QuerySet[Revision]) -> Point:
    found = revisions.values_list("id", "number", "moment", "seal__value").first()
    if found is None:
        raise NoSuchMoment("The register said nothing yet at that moment.")
    key, number, moment, seal = found
    return Point(key, number, moment, seal or "")


def _own_row(register: Register) -> tuple[Any, ...]:
    return tuple(getattr(register, name) for name in _REGISTER.columns)


def _live_rows(table: _Table, register: Register) -> Rows:
    which = {"pk": register.pk} if table is _REGISTER else {"register_id": register.pk}
    return list(table.model.objects.filter(**which).values_list(*table.columns))


_SHAPE = {
    "postgresql": (
        # A comparison of pairs can be answered by the index on both alone. With one of each the
        # planner may walk the index on revisions instead, past every row of everything else.
        "SELECT {columns} FROM {live} l CROSS JOIN LATERAL (SELECT * FROM {past} x "
        "WHERE (x.id, x.revision_id) <= (l.id, %s) "
        "ORDER BY x.id DESC, x.revision_id DESC LIMIT 1) h "
        "WHERE h.id = l.id AND l.{key} = %s"
    ),
    "sqlite": (
        "SELECT {columns} FROM {live} l JOIN {past} h ON h.history_id = (SELECT x.history_id "
        "FROM {past} x WHERE x.id = l.id AND x.revision_id <= %s "
        "ORDER BY x.revision_id DESC LIMIT 1) WHERE l.{key} = %s"
    ),
}


def _past_rows(table: _Table, register: Register, revision: int) -> Rows:
    # Plain columns come as dates and truth values on SQLite too, by their declared types.
    sql = _SHAPE[connection.vendor].format(
        columns=", ".join(f"h.{name}" for name in table.columns),
        live=table.model._meta.db_table,
        past=table.model.history.model._meta.db_table,
        key="id" if table is _REGISTER else "register_id",
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [revision, register.pk])
        return cursor.fetchall()


def _read(rows: Callable[[_Table], Rows], known: Read | None = None) -> Read:
    """All rows before anything is made of them, but for those that are known: rows that a writer
    crossed may not fit."""
    known = known or {}
    return {table: known[table] if table in known else rows(table) for table in _TABLES}


def _build(point: Point, read: Read) -> Snapshot:
    """Values from rows: the tables of content and the scheme."""
    if not read[_REGISTER]:
        raise NoSuchMoment(_("The register's own rows are missing from its history."))
    (row,) = read[_REGISTER]
    key, slug, title, introduction, marking, notice, appetite, is_public = row[:8]
    scheme_key, by_proposal = row[8:]
    scheme = scheme_of(scheme_key)
    owners = {row[0]: Owner(row[0], *row[2:]) for row in read[_OWNERSHIP] if not row[1]}
    posts = {row[0]: Post(row[0], row[2], owners.get(row[3])) for row in read[_POST] if not row[1]}
    themes = [row for row in read[_THEME] if not row[1]]
    numbers = {row[0]: row[2] for row in themes}
    unreadable: list[str] = []
    risks = _risks(read, scheme, numbers, owners, posts, unreadable)
    return Snapshot(
        key=key,
        slug=slug,
        title=title,
        introduction=introduction,
        marking=marking,
        notice=notice,
        appetite=appetite,
        is_public=is_public,
        scheme=scheme,
        owners=tuple(sorted(owners.values(), key=lambda owner: owner.position)),
        posts=tuple(sorted(posts.values(), key=lambda post: post.title)),
        themes=tuple(
            Theme(theme, number, name, limit, tuple(risks[theme]))
            for theme, _removed, number, name, limit in sorted(themes, key=lambda row: row[2])
        ),
        number=point.number,
        seal=point.seal,
        moment=point.moment,
        by_proposal=tuple(by_proposal.split()),
        unreadable=tuple(unreadable),
    )


@lru_cache(maxsize=KEPT_AT_MOST)
def scheme_of(key: int) -> Scheme:
    """A scheme by its key, as plain values. It never changes, and so it is kept in the process."""
    found, matrix = KeptScheme.whole(key)
    return Scheme(found.pk, found.name, found.note, found.bands_note, matrix)


def _risks(
    read: Read,
    scheme: Scheme,
    numbers: dict[int, int],
    owners: dict[int, Owner],
    posts: dict[int, Post],
    unreadable: list[str],
) -> dict[int, list[Risk]]:
    """The risks of each theme by reference, with their controls and assessments; what only a
    hand in the database can have put there is left out and named in `unreadable`."""
    controls = _controls(read, posts)
    actions = _actions(read, posts)
    scores: dict[int, dict[str, Assessment]] = defaultdict(dict)
    for key, removed, risk, stage, likelihood, impact, why in read[_ASSESSMENT]:
        if removed:
            continue
        try:
            cell = scheme.matrix.cell(likelihood, impact)
        except MatrixError:
            unreadable.append(f"assessment {key}: {likelihood} × {impact}")
            continue
        scores[risk][stage] = Assessment(stage, likelihood, impact, why, cell)
    withheld = _withholdings(read)
    challenges = _challenges(read, scheme, owners, unreadable)
    found: dict[int, list[Risk]] = defaultdict(list)
    for row in read[_RISK]:
        key, _removed, theme, reference, title, description, causes, consequences = row[:8]
        lead, risk_owner, treatment, marking, next_review, target_date, closed_on, why = row[8:]
        if theme not in numbers:
            unreadable.append(f"risk {reference}: theme {theme}")
            continue
        own = sorted(controls[key], key=lambda item: (item[0], item[1].key))
        found[theme].append(
            Risk(
                key=key,
                reference=reference,
                description=description,
                theme_number=numbers[theme],
                title=title,
                causes=causes,
                consequences=consequences,
                lead=owners.get(lead),
                risk_owner=posts.get(risk_owner),
                treatment=treatment,
                marking=marking,
                next_review=next_review,
                target_date=target_date,
                closed_on=closed_on,
                closed_why=why,
                controls=tuple(control for _position, control in own),
                withholdings=tuple(withheld[key]),
                challenges=tuple(challenges[key]),
                actions=tuple(actions[key]),
                **scores[key],
            )
        )
    for risks in found.values():
        risks.sort(key=lambda risk: (reference_order(risk.reference), risk.reference))
    return found


def _withholdings(read: Read) -> dict[int, list[Withholding]]:
    """What of each risk is kept from the public, in the order of its parts."""
    found: dict[int, list[Withholding]] = defaultdict(list)
    for key, removed, risk, *said in read[_WITHHOLDING]:
        if not removed:
            found[risk].append(Withholding(key, *said))
    for held in found.values():
        held.sort(key=lambda one: (PARTS.index(one.part), one.key))
    return found


def _controls(read: Read, posts: dict[int, Post]) -> dict[int, list[tuple[int, Control]]]:
    """The controls of each risk with their positions, and what was checked of them."""
    checks: dict[int, list[Assurance]] = defaultdict(list)
    for key, removed, control, *said in read[_ASSURANCE]:
        if not removed:
            checks[control].append(Assurance(key, *said))
    for held in checks.values():
        held.sort(key=lambda check: (check.checked_on, check.key), reverse=True)
    found: dict[int, list[tuple[int, Control]]] = defaultdict(list)
    for key, removed, risk, position, text, owner, effectiveness, evidence in read[_CONTROL]:
        if not removed:
            checked = tuple(checks[key])
            control = Control(key, text, posts.get(owner), effectiveness, evidence, checked)
            found[risk].append((position, control))
    return found


def _actions(read: Read, posts: dict[int, Post]) -> dict[int, list[PlannedAction]]:
    """The actions of each risk in the order in which they were planned."""
    found: dict[int, list[PlannedAction]] = defaultdict(list)
    for key, removed, risk, text, owner, *rest in sorted(read[_ACTION], key=lambda row: row[0]):
        if not removed:
            found[risk].append(PlannedAction(key, text, posts.get(owner), *rest))
    return found


def _challenges(
    read: Read, scheme: Scheme, owners: dict[int, Owner], unreadable: list[str]
) -> dict[int, list[Challenge]]:
    """The challenges of each risk that stand beside something, in the order in which they were
    made."""
    found: dict[int, list[Challenge]] = defaultdict(list)
    for row in sorted(read[_CHALLENGE]):
        key, removed, risk, owner, about, likelihood, impact, position = row[:8]
        why, made_on, made_by, state, ended_why, public_for = row[8:]
        if removed or state not in kept.Challenge.LIVE:
            continue
        try:
            cell = scheme.matrix.cell(likelihood, impact) if likelihood and impact else None
            held_by = owners[owner]
        except (MatrixError, KeyError):
            unreadable.append(f"challenge {key}: {owner}, {likelihood} × {impact}")
            continue
        agreed = tuple(held for k, held in owners.items() if str(k) in public_for.split())
        found[risk].append(
            Challenge(
                key=key,
                owner=held_by,
                about=about,
                why=why,
                made_on=made_on,
                made_by=made_by,
                position=position,
                likelihood=likelihood,
                impact=impact,
                cell=cell,
                stands=state == kept.Challenge.State.STANDING,
                ended_why=ended_why,
                public_for=tuple(sorted(agreed, key=lambda held: held.position)),
                is_public=len(agreed) == len(owners),
            )
        )
    return found


class _Store:
    """The snapshots that this process keeps, the least lately used going first."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._kept: OrderedDict[str, Snapshot] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str) -> Snapshot | None:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def put(self, key: str, found: Snapshot) -> None:
        with self._lock:
            self._kept[key] = found
            self._kept.move_to_end(key)
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()


_store = _Store(KEPT_AT_MOST)
