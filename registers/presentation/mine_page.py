"""What is a person's own in a register: the risks, actions and controls of the posts they hold."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from registers.content import Control, PlannedAction, Post, Risk, Snapshot
from registers.presentation.register_page import overdue
from registers.presentation.scores import Score, scorer


@dataclass(frozen=True, slots=True)
class OwnRisk:
    risk: Risk
    score: Score | None
    overdue: str


@dataclass(frozen=True, slots=True)
class OwnAction:
    """`overdue` is `8 days overdue`, or empty."""

    risk: Risk
    action: PlannedAction
    overdue: str


@dataclass(frozen=True, slots=True)
class OwnControl:
    risk: Risk
    control: Control


@dataclass(frozen=True, slots=True)
class Mine:
    """`actions` are those that are not done, the first due first."""

    posts: tuple[Post, ...]
    risks: tuple[OwnRisk, ...]
    actions: tuple[OwnAction, ...]
    controls: tuple[OwnControl, ...]


def mine(snapshot: Snapshot, posts: Collection[int], today: date) -> Mine:
    """What posts, given by their keys, answer for in the open risks of a register."""
    score = scorer(snapshot.scheme.matrix)

    def is_mine(owner: Post | None) -> bool:
        return owner is not None and owner.key in posts

    actions = [(r, a) for r in snapshot.risks for a in r.open_actions if is_mine(a.owner)]
    actions.sort(key=lambda pair: (pair[1].due or date.max, pair[1].key))
    return Mine(
        posts=tuple(post for post in snapshot.posts if post.key in posts),
        risks=tuple(
            OwnRisk(risk, score(risk.after), overdue(risk.next_review, today))
            for risk in snapshot.risks
            if is_mine(risk.risk_owner)
        ),
        actions=tuple(
            OwnAction(risk, action, overdue(action.due, today)) for risk, action in actions
        ),
        controls=tuple(
            OwnControl(risk, control)
            for risk in snapshot.risks
            for control in risk.controls
            if is_mine(control.owner)
        ),
    )
