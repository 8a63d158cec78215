"""What the owners agree: one candidate, one text, a signature each, and a version that stays."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from registers import chain, signed, triggers
from registers.actions import (
    Invalid,
    NotAllowed,
    OnBehalf,
    ask_erasure,
    assess,
    challenge,
    confirm_erasure,
    put_forward,
    recall,
    revise_risk,
)
from registers.agreements import (
    editions,
    last_signed_version,
    signatures,
    standing_candidate,
)
from registers.exchange.document import document
from registers.models import Candidate, Edition, SignedText, SignOff
from registers.permissions import SYSTEM
from registers.snapshot import snapshot
from registers.verifying import verify
from tests.registers.agreeing import agree, called, sign
from tests.registers.deeds import last_number
from tests.registers.exchange.offline import check, unpack
from tests.registers.processes import run
from tests.registers.tampering import sql, take_guards_away


@pytest.fixture
def review(cast):
    return called(cast)


@pytest.fixture
def candidate(cast, review):
    return put_forward(cast.register, review.pk, by=cast.editor)


def offline(cast, folder):
    """What the script beside the exported record says."""
    folder.mkdir()
    unpack(cast.register, folder)
    return check(folder)


def refused(function, *args, **fields):
    with pytest.raises(Invalid) as refusal:
        function(*args, **fields)
    return " ".join(refusal.value.errors.values())


def test_what_is_put_forward_is_kept_to_the_letter_under_a_salted_code(cast, review):
    number = last_number(cast.register)
    wanted = chain.canonical_text(document(snapshot(cast.register)))
    candidate = put_forward(cast.register, review.pk, by=cast.editor)
    kept = SignedText.objects.get(candidate=candidate)
    assert (candidate.number, kept.text) == (number, wanted)
    assert candidate.fingerprint == chain.digest(kept.salt, wanted)
    assert candidate.fingerprint != chain.fingerprint(document(snapshot(cast.register)))
    recall(cast.register, candidate.pk, by=cast.editor, why="Again.")
    again = put_forward(cast.register, review.pk, by=cast.editor)
    assert again.fingerprint != candidate.fingerprint


def test_an_earlier_revision_can_be_put_forward(cast, review):
    number = last_number(cast.register)
    before = chain.canonical_text(document(snapshot(cast.register)))
    assess(cast.register, "R1.1", "after", by=cast.editor, likelihood=4, impact=4, why="So.")
    candidate = put_forward(cast.register, review.pk, by=cast.editor, number=number)
    assert candidate.signed_text.text == before


def test_what_is_older_than_the_last_version_is_not_put_forward(cast):
    number = last_number(cast.register)
    agreed = agree(cast)
    second = called(cast, "Second")
    said = refused(put_forward, cast.register, second.pk, by=cast.editor, number=number)
    assert said == (
        f"Revision {number} is older than version 1, which is revision {agreed.candidate.number}: "
        "put forward that one or a later one."
    )
    assert not second.candidates.exists()
    same = agreed.candidate.number
    assert put_forward(cast.register, second.pk, by=cast.editor, number=same).number == same


def test_the_last_signature_makes_the_version(cast, candidate, tmp_path):
    first, second = cast.signers()
    sign(cast, candidate, first)
    assert not Edition.objects.exists()
    assert standing_candidate(cast.register) == candidate
    signature = sign(cast, candidate, second)
    (agreed,) = editions(cast.register)
    assert (agreed.version, agreed.revision, agreed.fingerprint) == (
        1, candidate.number, candidate.fingerprint,
    )  # fmt: skip
    assert Edition.objects.get().revision == signature.revision
    given = signatures(candidate)
    assert [(one.owner_name, one.by) for one in given] == [
        ("OPCC", first.name), ("Constabulary", second.name),
    ]  # fmt: skip
    signed = last_signed_version(cast.register, cast.opcc.pk)
    assert (signed.version, signed.revision) == (1, candidate.number)
    assert standing_candidate(cast.register) is None
    assert verify(cast.register.journal) == ()
    assert offline(cast, tmp_path / "record")[0] == 0


def test_work_goes_on_and_the_signature_stays_good(cast, candidate):
    first, second = cast.signers()
    sign(cast, candidate, first)
    revise_risk(cast.register, "R1.1", by=cast.editor, description="Said anew.", reason="So.")
    challenge(cast.register, "R1.1", "after", by=cast.approver, likelihood=4, impact=4, why="So.")
    sign(cast, candidate, second)
    assert Edition.objects.get().fingerprint == candidate.fingerprint
    assert "Said anew." not in candidate.signed_text.text


def test_each_owner_signs_once(cast, candidate):
    first, _second = cast.signers()
    sign(cast, candidate, first)
    assert refused(sign, cast, candidate, first) == (
        f"OPCC has signed revision {candidate.number} already."
    )
    assert SignOff.objects.count() == 1


@pytest.mark.parametrize(
    "who", ["editor", "board_reader", "contributor", "council_reader", "stranger", "administrator"]
)
def test_who_may_not_sign_does_not(cast, candidate, who):
    before = last_number(cast.register)
    with pytest.raises(NotAllowed):
        sign(cast, candidate, cast.people[who])
    assert last_number(cast.register) == before


def test_nobody_signs_for_nobody(cast, candidate):
    with pytest.raises(NotAllowed):
        sign(cast, candidate, SYSTEM)


def test_what_was_not_seen_is_not_signed(cast, candidate):
    first, _second = cast.signers()
    said = refused(sign, cast, candidate, first, fingerprint="0" * 64)
    assert said == "What you saw is not what was put forward. Read it again before you sign."
    assert not SignOff.objects.exists()


def test_a_recalled_candidate_is_not_signed_and_its_signature_counts_for_nothing(
    cast, review, candidate
):
    first, second = cast.signers()
    sign(cast, candidate, first)
    recall(cast.register, candidate.pk, by=cast.editor, why="R1.1 was scored wrongly")
    said = refused(sign, cast, candidate, second)
    assert said == (
        f"Revision {candidate.number} was recalled: R1.1 was scored wrongly. Nothing was signed."
    )
    again = put_forward(cast.register, review.pk, by=cast.editor)
    sign(cast, again, second)
    assert not Edition.objects.exists()
    sign(cast, again, first)
    assert Edition.objects.get().candidate == again
    assert "agreed already" in refused(
        recall, cast.register, again.pk, by=cast.editor, why="Too late."
    )
    assert "agreed already" in refused(sign, cast, again, first)
    assert "agreed already" in refused(put_forward, cast.register, review.pk, by=cast.editor)


def test_one_candidate_stands_at_a_time(cast, candidate):
    other = called(cast, "Another")
    said = refused(put_forward, cast.register, other.pk, by=cast.editor)
    assert said == (f"Revision {candidate.number} waits for signatures already: recall it first.")


def test_a_recall_says_why_and_is_an_owners(cast, candidate):
    assert "Say why" in refused(recall, cast.register, candidate.pk, by=cast.editor, why=" ")
    with pytest.raises(NotAllowed):
        recall(cast.register, candidate.pk, by=SYSTEM, why="So.")


def test_a_decision_of_an_office_holder_is_named(cast, candidate):
    first, _second = cast.signers()
    decided = OnBehalf(
        "The Commissioner", "Police and Crime Commissioner", "Decision 12 of 2026",
        date(2026, 5, 4), "ab" * 32,
    )  # fmt: skip
    kept = sign(cast, candidate, first, on_behalf_of=decided)
    assert (kept.on_behalf_of, kept.decision, kept.paper) == (
        "The Commissioner", "Decision 12 of 2026", "ab" * 32,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("decided", "said"),
    [
        (("", "C", "D", date(2026, 5, 4)), "Say who decided."),
        (("PCC", " ", "D", date(2026, 5, 4)), "Say in which capacity they decided."),
        (("PCC", "C", " ", date(2026, 5, 4)), "Say by which decision: give its reference."),
        (("PCC", "C", "D", date(2999, 5, 4)), "This day is still to come."),
        (("PCC", "C", "D", date(2026, 5, 4), "no code"), "A fingerprint is 64 digits"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(cast, candidate, decided, said):
    first, _second = cast.signers()
    assert said in refused(sign, cast, candidate, first, on_behalf_of=OnBehalf(*decided))
    assert not SignOff.objects.exists()


def test_what_was_signed_is_held_to_its_code(cast, tmp_path):
    edition = agree(cast)
    take_guards_away()
    for statement, what in (
        ("UPDATE registers_signedtext SET text = '{}'", "what was signed was altered"),
        ("DELETE FROM registers_signedtext", "what was signed is missing"),
    ):
        with transaction.atomic():
            sql(statement)
            (fault,) = signed.faults(cast.register.journal)
            assert what in str(fault)
            assert fault in verify(cast.register.journal)
            code, lines = offline(cast, tmp_path / what.split()[-1])
            assert code == 1
            assert any(what in line for line in lines)
            transaction.set_rollback(True)
    assert Candidate.objects.get() == edition.candidate


def test_an_altered_text_is_not_signed(cast, candidate):
    take_guards_away()
    sql("UPDATE registers_signedtext SET text = '{}'")
    triggers.install()
    first, _second = cast.signers()
    assert "not what was put forward" in refused(sign, cast, candidate, first)


NAME = 'Jane "JD" Doe\nof Elm Street'


def test_words_that_go_by_law_go_from_what_was_signed_too(cast, tmp_path):
    revise_risk(cast.register, "R1.1", by=cast.editor, causes=f"Calls to {NAME}.", reason="So.")
    agree(cast)
    first, second = cast.signers()
    assert NAME in snapshot(cast.register).risk("R1.1").causes
    asked = ask_erasure(cast.register, by=first, words=NAME, ground="personal data", why="So.")
    confirm_erasure(cast.register, asked.pk, by=second)
    kept = SignedText.objects.get()
    assert "JD" not in kept.text
    assert "personal data" in kept.text
    assert kept.salt == ""
    assert verify(cast.register.journal) == ()
    assert offline(cast, tmp_path / "record")[0] == 0
    with pytest.raises(IntegrityError), transaction.atomic():
        sql("UPDATE registers_signedtext SET text = '{}'")
    take_guards_away()
    sql("UPDATE registers_signedtext SET text = '{}'")
    assert [fault.kind for fault in signed.faults(cast.register.journal)] == ["changed"]


class TestAtTheSameInstant:
    """Real processes on one database: whatever comes first, what stands is right."""

    @pytest.fixture
    def ready(self, transactional_db, cast):
        review = called(cast)
        cast.signers()
        return cast, put_forward(cast.register, review.pk, by=cast.editor)

    def race(self, candidate, *deeds):
        connection.close()
        done = run("-m", "tests.registers.signing_at_once", str(candidate.pk), *deeds)
        assert done.returncode == 0, done.stderr
        return sorted(done.stdout.splitlines())

    def test_two_approvers_sign(self, ready):
        cast, candidate = ready
        assert self.race(candidate, "sign", "sign-other") == ["sign-other: done", "sign: done"]
        assert Edition.objects.count() == 1
        assert SignOff.objects.count() == 2
        assert verify(cast.register.journal) == ()

    def test_one_approver_presses_twice(self, ready):
        cast, candidate = ready
        said = self.race(candidate, "sign", "sign", "sign")
        assert said == [*["sign: OPCC has signed"] * 2, "sign: done"]
        assert verify(cast.register.journal) == ()

    def test_one_signs_while_the_other_recalls_and_an_editor_saves(self, ready):
        cast, candidate = ready
        said = self.race(candidate, "sign", "recall", "sign-other", "edit")
        assert "edit: done" in said
        is_agreed = Edition.objects.exists()
        assert ("recall: done" in said) is not is_agreed
        state = Candidate.objects.get().state
        assert state == (Candidate.State.AGREED if is_agreed else Candidate.State.RECALLED)
        assert Candidate.objects.get().fingerprint == candidate.fingerprint
        assert verify(cast.register.journal) == ()
