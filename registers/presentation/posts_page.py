"""The posts of a register: who holds each, what it answers for, and which are vacant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from registers.content import Post, Snapshot


@dataclass(frozen=True, slots=True)
class PostRow:
    """`holder` is the person who holds it now, or None; `risks`, `actions` and `controls` count
    what it answers for, of open risks, and actions that are not done."""

    post: Post
    holder: Any
    risks: int
    actions: int
    controls: int

    @property
    def is_vacant_and_needed(self) -> bool:
        return self.holder is None and bool(self.risks or self.actions or self.controls)


def post_rows(snapshot: Snapshot, holders: Mapping[int, Any]) -> tuple[PostRow, ...]:
    """Every post by title; `holders` gives the person by the post's key."""
    risks = Counter(risk.risk_owner for risk in snapshot.risks)
    actions = Counter(a.owner for risk in snapshot.risks for a in risk.open_actions)
    controls = Counter(c.owner for risk in snapshot.risks for c in risk.controls)
    return tuple(
        PostRow(post, holders.get(post.key), risks[post], actions[post], controls[post])
        for post in snapshot.posts
    )
