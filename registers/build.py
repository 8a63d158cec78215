"""The frozen values of a snapshot, made from the rows of its tables."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from functools import lru_cache

from registers import models as kept
from registers import rows
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
from registers.rows import Read
from scoring.matrix import MatrixError
from scoring.models import Scheme as KeptScheme

#: How many schemes a process keeps.
KEPT_AT_MOST = 64


def build(read: Read, *, number: int, seal: str, moment: datetime) -> Snapshot:
    """The snapshot of a revision from its rows, of which the register's own is one; what only a
    hand in the database can have put there is left out and named in `unreadable`."""
    (row,) = read[rows.REGISTER]
    key, slug, title, introduction, marking, notice, appetite, is_public = row[:8]
    scheme_key, by_proposal = row[8:]
    scheme = scheme_of(scheme_key)
    owners = {row[0]: Owner(row[0], *row[2:]) for row in read[rows.OWNERSHIP] if not row[1]}
    posts = {
        row[0]: Post(row[0], row[2], owners.get(row[3])) for row in read[rows.POST] if not row[1]
    }
    themes = [row for row in read[rows.THEME] if not row[1]]
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
        number=number,
        seal=seal,
        moment=moment,
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
    for key, removed, risk, stage, likelihood, impact, why in read[rows.ASSESSMENT]:
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
    for row in read[rows.RISK]:
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
    for key, removed, risk, *said in read[rows.WITHHOLDING]:
        if not removed:
            found[risk].append(Withholding(key, *said))
    for held in found.values():
        held.sort(key=lambda one: (PARTS.index(one.part), one.key))
    return found


def _controls(read: Read, posts: dict[int, Post]) -> dict[int, list[tuple[int, Control]]]:
    """The controls of each risk with their positions, and what was checked of them."""
    checks: dict[int, list[Assurance]] = defaultdict(list)
    for key, removed, control, *said in read[rows.ASSURANCE]:
        if not removed:
            checks[control].append(Assurance(key, *said))
    for held in checks.values():
        held.sort(key=lambda check: (check.checked_on, check.key), reverse=True)
    found: dict[int, list[tuple[int, Control]]] = defaultdict(list)
    for key, removed, risk, position, text, owner, effectiveness, evidence in read[rows.CONTROL]:
        if not removed:
            checked = tuple(checks[key])
            control = Control(key, text, posts.get(owner), effectiveness, evidence, checked)
            found[risk].append((position, control))
    return found


def _actions(read: Read, posts: dict[int, Post]) -> dict[int, list[PlannedAction]]:
    """The actions of each risk in the order in which they were planned."""
    found: dict[int, list[PlannedAction]] = defaultdict(list)
    for key, removed, risk, text, owner, *rest in sorted(read[rows.ACTION], key=lambda row: row[0]):
        if not removed:
            found[risk].append(PlannedAction(key, text, posts.get(owner), *rest))
    return found


def _challenges(
    read: Read, scheme: Scheme, owners: dict[int, Owner], unreadable: list[str]
) -> dict[int, list[Challenge]]:
    """The challenges of each risk that stand beside something, in the order in which they were
    made."""
    found: dict[int, list[Challenge]] = defaultdict(list)
    for row in sorted(read[rows.CHALLENGE]):
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
