"""The product's own form of a register's content, and its canonical text.

The file is JSON in UTF-8 with two spaces and a final newline; what is empty is left out, so
that a field that a later version adds changes no fingerprint of what was kept before.
"""

from __future__ import annotations

import json
from typing import Any

from registers import chain
from registers.content import (
    STAGES,
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
)
from scoring.matrix import Band, Level

FORMAT = "riskregister/1"


def document(snapshot: Snapshot) -> dict[str, Any]:
    """What a register says, without keys, numbers or moments, in the order of the file."""
    return _full(
        format=FORMAT,
        slug=snapshot.slug,
        title=snapshot.title,
        introduction=snapshot.introduction,
        marking=snapshot.marking,
        notice=snapshot.notice,
        appetite=snapshot.appetite,
        public=snapshot.is_public,
        by_proposal=list(snapshot.by_proposal),
        owners=[_owner(owner) for owner in snapshot.owners],
        scheme=_scheme(snapshot.scheme),
        posts=[_post(post) for post in snapshot.posts],
        themes=[_theme(theme) for theme in snapshot.themes],
        withheld=[{"ground": ground, "risks": count} for ground, count in snapshot.withheld],
    )


def write_json(snapshot: Snapshot) -> bytes:
    """A register's content as a JSON file."""
    text = json.dumps(document(snapshot), ensure_ascii=False, indent=2)
    return f"{text}\n".encode()


def fingerprint(snapshot: Snapshot) -> str:
    """The fingerprint of a register's content, 64 hexadecimal digits."""
    return chain.fingerprint(document(snapshot))


def _full(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in ("", None, [], {}, False)}


def _owner(owner: Owner) -> dict[str, Any]:
    return _full(name=owner.name, short_name=owner.short_name)


def _post(post: Post) -> dict[str, Any]:
    return _full(title=post.title, owner=post.owner.short_name if post.owner else None)


def _scheme(scheme: Scheme) -> dict[str, Any]:
    matrix = scheme.matrix
    return _full(
        name=scheme.name,
        note=scheme.note,
        bands_note=scheme.bands_note,
        likelihood=[_level(level) for level in matrix.likelihood],
        impact=[_level(level) for level in matrix.impact],
        bands=[_band(band) for band in matrix.bands],
        cells=[[cell.band.rank for cell in row] for row in matrix.cells],
    )


def _level(level: Level) -> dict[str, Any]:
    return _full(
        level=level.value,
        name=level.name,
        range=level.range,
        in_key=level.in_key,
        on_matrix=level.on_matrix,
    )


def _band(band: Band) -> dict[str, Any]:
    return _full(
        rank=band.rank,
        word=band.word,
        lowest=band.lowest,
        highest=band.highest,
        review_months=band.review_months,
    )


def _theme(theme: Theme) -> dict[str, Any]:
    return _full(
        number=theme.number,
        name=theme.name,
        appetite=theme.appetite,
        risks=[_risk(risk) for risk in theme.risks],
    )


def _risk(risk: Risk) -> dict[str, Any]:
    scores = {stage: _assessment(risk.assessment(stage)) for stage in STAGES}
    return _full(
        reference=risk.reference,
        title=risk.title,
        description=risk.description,
        causes=risk.causes,
        consequences=risk.consequences,
        lead=risk.lead.short_name if risk.lead else None,
        risk_owner=risk.risk_owner.title if risk.risk_owner else None,
        treatment=risk.treatment,
        marking=risk.marking,
        next_review=risk.next_review.isoformat() if risk.next_review else None,
        target_date=risk.target_date.isoformat() if risk.target_date else None,
        closed_on=risk.closed_on.isoformat() if risk.closed_on else None,
        closed_why=risk.closed_why,
        before=scores["before"],
        controls=[_control(control) for control in risk.controls],
        after=scores["after"],
        target=scores["target"],
        actions=[_action(action) for action in risk.actions],
        challenges=[_challenge(held) for held in risk.challenges],
        withheld=[_withholding(one) for one in risk.withholdings],
    )


def _challenge(held: Challenge) -> dict[str, Any]:
    return _full(
        owner=held.owner.short_name,
        about=held.about,
        likelihood=held.likelihood,
        impact=held.impact,
        position=held.position,
        why=held.why,
        made_on=held.made_on.isoformat(),
        made_by=held.made_by,
        stands=held.stands,
        ended_why=held.ended_why,
        public_for=[owner.short_name for owner in held.public_for],
    )


def _withholding(withholding: Withholding) -> dict[str, Any]:
    look_again = withholding.look_again
    return _full(
        part=withholding.part,
        ground=withholding.ground,
        reasoning=withholding.reasoning,
        decided_by=withholding.decided_by,
        look_again=look_again.isoformat() if look_again else None,
    )


def _action(action: PlannedAction) -> dict[str, Any]:
    return _full(
        text=action.text,
        owner=action.owner.title if action.owner else None,
        first_due=action.first_due.isoformat() if action.first_due else None,
        due=action.due.isoformat() if action.due else None,
        progress=action.progress,
        evidence=action.evidence,
        done_on=action.done_on.isoformat() if action.done_on else None,
    )


def _control(control: Control) -> dict[str, Any]:
    return _full(
        text=control.text,
        owner=control.owner.title if control.owner else None,
        effectiveness=control.effectiveness,
        evidence=control.evidence,
        assurances=[_assurance(check) for check in control.assurances],
    )


def _assurance(check: Assurance) -> dict[str, Any]:
    return _full(
        line=check.line,
        checked_by=check.checked_by,
        checked_on=check.checked_on.isoformat(),
        result=check.result,
        note=check.note,
    )


def _assessment(assessment: Assessment | None) -> dict[str, Any] | None:
    if assessment is None:
        return None
    return _full(likelihood=assessment.likelihood, impact=assessment.impact, why=assessment.why)
