"""Registers for what writes and reads files: one that says everything that a register can say."""

from dataclasses import replace
from datetime import date

from registers.actions import (
    add_control,
    assess,
    assure_control,
    challenge,
    close_risk,
    let_challenge_stand,
    plan_action,
    raise_risk,
    report_progress,
    revise_control,
    revise_register,
    revise_risk,
    withhold,
)
from registers.models import Challenge, PlannedAction
from registers.snapshot import snapshot
from tests.registers.deeds import WITHHELD


def everything(cast):
    """The snapshot of the cast's register, after every field has been given a value somewhere."""
    register, by = cast.register, cast.editor
    revise_register(
        register, by=by, introduction="Two\n\nparagraphs.", notice="Fictional.", is_public=True,
        marking="OFFICIAL", reason="So.",
    )  # fmt: skip
    revise_risk(
        register, "R1.1", by=by, reason="So.", title="=Voice", causes="Noise.",
        consequences="Loss.", risk_owner="Chief Executive", treatment="treat",
        marking="OFFICIAL-SENSITIVE", next_review="2027-01-31", target_date="2027-06-30",
    )  # fmt: skip
    first, second = cast.keys("R1.1")
    revise_control(
        register, "R1.1", first, by=by, owner="Chief Executive", effectiveness="partly",
        evidence="Minutes.", reason="So.",
    )  # fmt: skip
    for control, day, note in ((first, 3, "Once."), (first, 9, ""), (second, 5, "+1")):
        assure_control(
            register, "R1.1", control, by=by, line=3, checked_by="Internal Audit",
            checked_on=date(2026, 2, day), result="partly", note=note,
        )  # fmt: skip
    assess(register, "R1.1", "target", by=by, likelihood=1, impact=2, why="By then.")
    plan_action(
        register, "R1.1", by=by, text="Hold more.", owner="Chief Executive", due=date(2027, 5, 1)
    )
    plan_action(register, "R1.2", by=by, text="Ask\npeople.")
    key = PlannedAction.objects.get(risk__reference="R1.1").pk
    report_progress(register, "R1.1", key, by=by, progress="Half way.", evidence="A list.")
    held = {"likelihood": 4, "impact": 4, "why": "We see it so."}
    challenge(register, "R1.1", "after", by=by, **held)
    let_challenge_stand(
        register, "R1.1", Challenge.objects.get().pk, by=cast.approver, why="We differ."
    )
    challenge(register, "R1.2", "wording", by=by, position="@Nobody hears.", why="Plainer.")
    withhold(register, "R1.1", by=by, part="causes", reasoning="So.", **WITHHELD)
    add_control(register, "R3.9", by=by, text="-1 officer.")
    raise_risk(
        register, by=by, theme=3, reference="R3.10", description="Past.", before=(1, 1),
        reason="Seen.",
    )  # fmt: skip
    close_risk(register, "R3.10", by=by, why="Over.", on=date(2026, 2, 3))
    return snapshot(register)


def with_text(found, text):
    """A snapshot in which a text stands wherever a register lets people write one."""
    return replace(
        found,
        introduction=text,
        notice=text,
        themes=tuple(
            replace(theme, risks=tuple(_with_text(risk, text) for risk in theme.risks))
            for theme in found.themes
        ),
    )


def _with_text(risk, text):
    return replace(
        risk,
        description=text,
        causes=text,
        consequences=text,
        controls=tuple(
            replace(
                control,
                text=text,
                evidence=text,
                assurances=tuple(
                    replace(check, checked_by=text, note=text) for check in control.assurances
                ),
            )
            for control in risk.controls
        ),
        actions=tuple(
            replace(action, text=text, progress=text, evidence=text) for action in risk.actions
        ),
        challenges=tuple(replace(held, why=text) for held in risk.challenges),
        before=risk.before and replace(risk.before, why=text),
    )
