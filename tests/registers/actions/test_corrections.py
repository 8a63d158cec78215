"""A wrong score is corrected by a new revision that names the old one; both stay."""

import pytest

from registers.actions import Invalid, NotAllowed, assess, correct_score
from registers.models import Assessment, Correction, Register, Revision
from registers.snapshot import snapshot
from registers.verifying import verify

WHY = "A slip when the paper was typed in."


def score(register, reference="R1.1"):
    found = snapshot(register).risk(reference).after
    return found.likelihood, found.impact


def test_a_score_in_force_is_put_right_and_the_wrong_one_stays(cast):
    register = cast.register
    wrong = assess(register, "R1.1", "after", by=cast.editor, likelihood=4, impact=4, why="Seen.")
    made = correct_score(
        register, "R1.1", "after", by=cast.editor, corrects=wrong.number,
        likelihood=1, impact=2, why=WHY,
    )  # fmt: skip
    assert (made.verb, made.subject, made.reason) == ("correct after", "R1.1", WHY)
    assert score(register) == (1, 2)
    then = snapshot(register, at=Revision.objects.get(pk=wrong.pk)).risk("R1.1").after
    assert (then.likelihood, then.impact) == (4, 4)
    kept = Correction.objects.get()
    assert (kept.corrects, kept.likelihood, kept.impact) == (wrong.number, 1, 2)
    assert verify(register.journal) == ()


def test_a_score_that_was_succeeded_is_corrected_without_touching_the_one_in_force(cast):
    register = cast.register
    wrong = assess(register, "R1.1", "after", by=cast.editor, likelihood=4, impact=4, why="Seen.")
    assess(register, "R1.1", "after", by=cast.editor, likelihood=2, impact=2, why="Later.")
    correct_score(
        register, "R1.1", "after", by=cast.editor, corrects=wrong.number,
        likelihood=1, impact=2, why=WHY,
    )  # fmt: skip
    assert score(register) == (2, 2)
    assert verify(register.journal) == ()


def test_a_correction_can_be_corrected(cast):
    register = cast.register
    wrong = assess(register, "R1.1", "after", by=cast.editor, likelihood=4, impact=4, why="Seen.")
    for impact in (2, 3):
        correct_score(
            register, "R1.1", "after", by=cast.editor, corrects=wrong.number,
            likelihood=1, impact=impact, why=WHY,
        )  # fmt: skip
    assert score(register) == (1, 3)
    assert Correction.objects.count() == 2


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"corrects": 9999}, "did not score"),
        ({"corrects": 0}, "no revision 0"),
        ({"stage": "never"}, "no stage"),
        ({"why": "  "}, "Say why"),
        ({"likelihood": 9}, "not on the"),
        ({"likelihood": 4, "impact": 4}, "that was recorded"),
        ({"reference": "R9.9"}, "no risk R9.9"),
    ],
)
def test_what_is_refused_leaves_nothing(cast, change, sentence):
    register = cast.register
    wrong = assess(register, "R1.1", "after", by=cast.editor, likelihood=4, impact=4, why="Seen.")
    asked = {
        "reference": "R1.1", "stage": "after", "corrects": wrong.number, "likelihood": 1,
        "impact": 1, "why": WHY, **change,
    }  # fmt: skip
    count = Revision.objects.count()
    with pytest.raises(Invalid, match=sentence):
        correct_score(register, asked.pop("reference"), asked.pop("stage"), by=cast.editor, **asked)
    assert Revision.objects.count() == count


def test_a_reader_corrects_nothing(cast):
    number = Assessment.objects.filter(risk__reference="R1.1", stage="after").get().revision.number
    with pytest.raises(NotAllowed):
        correct_score(
            Register.objects.get(pk=cast.register.pk), "R1.1", "after", by=cast.board_reader,
            corrects=number, likelihood=1, impact=1, why=WHY,
        )  # fmt: skip
