"""A review that goes all the way: called, sent, walked, put forward and signed by every owner."""

from __future__ import annotations

from datetime import date
from typing import Any

from registers.actions import (
    call_review,
    put_forward,
    record_outcome,
    send_paper,
    sign_off,
)
from registers.models import Candidate, Edition, Review, SignOff
from tests.registers.cast import Cast

HELD_ON = date(2026, 5, 5)


def called(cast: Cast, name: str = "Strategic Risk Board", **fields: Any) -> Review:
    return call_review(cast.register, by=cast.editor, name=name, **{"held_on": HELD_ON, **fields})


def sign(cast: Cast, candidate: Candidate, by: Any, **fields: Any) -> SignOff:
    """Sign what stands, as somebody who has just given their password."""
    asked = {"fingerprint": candidate.fingerprint, "proved_by": "password", **fields}
    return sign_off(cast.register, candidate.pk, by=by, **asked)


def agree(cast: Cast, name: str = "Strategic Risk Board", **fields: Any) -> Edition:
    """Review, paper, an outcome, a candidate and both signatures; gives the agreed version."""
    review = called(cast, name, **fields)
    send_paper(cast.register, review.pk, by=cast.editor, body="The board", audience="internal")
    record_outcome(cast.register, review.pk, "R1.1", by=cast.editor, result="unchanged")
    candidate = put_forward(cast.register, review.pk, by=cast.editor)
    for signer in cast.signers():
        sign(cast, candidate, signer)
    return Edition.objects.get(candidate=candidate)
