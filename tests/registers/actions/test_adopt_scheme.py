import pytest

from registers.actions import Invalid, adopt_scheme, close_risk
from registers.snapshot import snapshot
from tests.registers.cast import scheme_of
from tests.registers.deeds import FEWER, last_number

SAME = {1: 1, 2: 2, 3: 3, 4: 4}


def adopted(register, editor, scheme, likelihood=SAME, impact=SAME):
    maps = {"likelihood_map": likelihood, "impact_map": impact}
    return adopt_scheme(register, scheme, by=editor, reason="A new way of scoring.", **maps)


def places(found):
    return {
        risk.reference: [(a.likelihood, a.impact) for a in (risk.before, risk.after) if a]
        for risk in found.all_risks
    }


def test_carries_every_score_over_in_one_revision(register, editor):
    before = last_number(register)
    made = adopted(register, editor, scheme_of(3, 3), FEWER, FEWER)
    found = snapshot(register)
    assert places(found) == {"R1.1": [(2, 2), (2, 2)], "R1.2": [], "R3.9": [(3, 3)]}
    assert (found.scheme.matrix.size, made.number) == ("3 × 3", before + 1)
    assert found.risk("R3.9").before.band.word == "High"


def test_carries_closed_risks_over_too(register, editor):
    close_risk(register, "R3.9", by=editor, why="Past.")
    adopted(register, editor, scheme_of(3, 3), FEWER, FEWER)
    assert places(snapshot(register))["R3.9"] == [(3, 3)]


def test_old_revisions_keep_the_scheme_that_they_had(register, editor):
    before = snapshot(register)
    made = adopted(register, editor, scheme_of(3, 3), FEWER, FEWER)
    earlier = register.journal.revisions.get(number=made.number - 1)
    assert snapshot(register, at=earlier) == before
    assert before.scheme.matrix.size == "4 × 4"


@pytest.mark.parametrize(
    ("likelihood", "impact", "errors"),
    [
        ({1: 1, 2: 2, 4: 3}, FEWER, {"likelihood_map": "Level 3 of likelihood is in use: say which level it becomes."}),
        (FEWER, {3: 2}, {"impact_map": "Level 4 of impact is in use: say which level it becomes."}),
        (SAME, FEWER, {"": "The map leads to a level that the new scheme has not."}),
        ({2: 0, 3: 1, 4: 1}, FEWER, {"": "The map leads to a level that the new scheme has not."}),
    ],
)  # fmt: skip
def test_is_refused_when_a_score_would_be_lost(register, editor, likelihood, impact, errors):
    before, number = snapshot(register), last_number(register)
    with pytest.raises(Invalid) as refusal:
        adopted(register, editor, scheme_of(3, 3), likelihood, impact)
    assert refusal.value.errors == errors
    assert (snapshot(register), last_number(register)) == (before, number)


def test_is_refused_for_the_scheme_in_force(register, editor):
    """Its maps would score every risk anew."""
    before = last_number(register)
    with pytest.raises(Invalid) as refusal:
        adopted(register, editor, register.scheme, {2: 1, 3: 1, 4: 1})
    assert refusal.value.errors == {"scheme": "This scheme is in force already."}
    assert last_number(register) == before


def test_a_level_that_no_score_has_may_be_left_out(register, editor):
    adopted(register, editor, scheme_of(7, 7), {2: 3, 3: 5, 4: 7}, {3: 5, 4: 7})
    assert places(snapshot(register)) == {"R1.1": [(5, 5), (3, 5)], "R1.2": [], "R3.9": [(7, 7)]}
