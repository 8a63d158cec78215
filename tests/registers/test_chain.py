"""Canonical texts, digests, seals and fingerprints."""

import hashlib
import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from registers import chain
from registers.actions import adopt_scheme, close_risk, revise_risk
from registers.exchange.document import document, fingerprint
from registers.models import Journal, SealedText
from registers.permissions import SYSTEM
from registers.snapshot import snapshot
from registers.verifying import verify
from tests.registers.cast import make_register, scheme_of
from tests.registers.deeds import FEWER
from tests.registers.tampering import alter, take_guards_away

TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"]))
NUMBERS = st.integers(-(2**53) + 1, 2**53 - 1)
NAMES = st.text(alphabet=st.characters(max_codepoint=0x7F))
DOCUMENTS = st.recursive(
    st.one_of(TEXTS, NUMBERS, st.booleans(), st.none()),
    lambda inside: st.lists(inside, max_size=5) | st.dictionaries(NAMES, inside, max_size=5),
    max_leaves=25,
)


@given(DOCUMENTS)
def test_a_canonical_text_is_that_of_rfc_8785(held):
    assert chain.canonical_text(held).encode() == rfc8785.dumps(held)


def test_so_is_every_text_that_was_sealed(cast, editor):
    hostile = '\u202eRTL\u202c \U0001f600 e\u0301 é " \\ / \u2028 \x7f'[:-1] + "\ttab\nline"
    revise_risk(cast.register, "R1.1", by=editor, description=hostile, reason="So.")
    adopt_scheme(
        cast.register,
        scheme_of(3, 3),
        by=editor,
        likelihood_map=FEWER,
        impact_map=FEWER,
        reason="So.",
    )
    texts = list(SealedText.objects.values_list("text", flat=True))
    assert len(texts) == SealedText.objects.count() > 50
    assert [text for text in texts if rfc8785.dumps(json.loads(text)) != text.encode()] == []


def test_a_digest_is_of_the_salt_and_the_text():
    salt, digest = chain.salted("words")
    assert digest == hashlib.sha256(f"{salt}\nwords".encode()).hexdigest()
    assert len(bytes.fromhex(salt)) == 16
    assert chain.salted("words")[0] != salt


def test_a_seal_is_over_format_number_the_seal_before_and_the_digests():
    text = "riskregister seal 1\n7\nbefore\na\nb"
    assert chain.seal_value("before", 7, ["a", "b"]) == hashlib.sha256(text.encode()).hexdigest()


def test_the_first_seal_of_a_journal_follows_nothing(register):
    first = register.journal.revisions.get(number=1)
    digests = chain.digests_of(first.texts.all())
    assert first.seal.value == chain.seal_value("0" * 64, 1, digests)


def test_a_seal_is_shown_in_fours():
    assert chain.shown("0123456789abcdef" + "f" * 48) == "0123 4567 89ab cdef"


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("text", "text"), (None, None), (True, True), (3, 3),
        (date(26, 1, 2), "0026-01-02"),
        (datetime(2026, 6, 1, 12, 0, 0, 5, tzinfo=UTC), "2026-06-01T12:00:00.000005+00:00"),
        (datetime(2026, 6, 1, 12, tzinfo=timezone(timedelta(hours=1))), "2026-06-01T11:00:00.000000+00:00"),
    ],
)  # fmt: skip
def test_a_column_is_kept_in_one_form(value, kept):
    assert chain.plain(value) == kept


@pytest.mark.parametrize("value", [1.0, b"bytes", [1], 1j])
def test_what_no_column_may_have_is_refused(value):
    with pytest.raises(TypeError):
        chain.plain(value)


def test_the_same_content_has_the_same_fingerprint_under_other_keys_numbers_and_moments(cast):
    first, second = cast.register, make_register(vars(cast), slug="second")
    revise_risk(second, "R1.1", by=cast.editor, title="Meanwhile", reason="So.")
    revise_risk(second, "R1.1", by=cast.editor, title="", reason="Back.")
    one, two = snapshot(first), snapshot(second)
    assert (one.number, one.key) != (two.number, two.key)
    assert {**document(two), "slug": "exampleshire"} == document(one)
    assert chain.fingerprint({**document(two), "slug": "exampleshire"}) == fingerprint(one)


def test_every_change_of_content_changes_the_fingerprint(register, editor):
    before = fingerprint(snapshot(register))
    close_risk(register, "R1.2", by=editor, why="Past.")
    assert fingerprint(snapshot(register)) != before


def test_words_can_be_taken_away_and_every_seal_still_follows_from_the_digests(register, editor):
    revise_risk(register, "R1.1", by=editor, causes="A victim's name.", reason="So.")
    revise_risk(register, "R1.1", by=editor, causes="", reason="It must go.")
    seals = list(
        register.journal.revisions.order_by("number").values_list("seal__value", flat=True)
    )
    take_guards_away()
    for text in SealedText.objects.filter(
        revision__journal=register.journal, text__contains="victim"
    ):
        alter(text, text="", salt="")
    before, found = chain.BEGINNING, []
    for revision in register.journal.revisions.order_by("number").prefetch_related("texts"):
        before = chain.seal_value(before, revision.number, chain.digests_of(revision.texts.all()))
        found.append(before)
    assert found == seals
    assert {f.what for f in verify(register.journal) if "seal does not fit" in f.what} == set()


def test_the_record_of_organisations_and_people_is_a_chain_too(cast):
    installed = Journal.objects.get(name="installation")
    assert installed.revisions.count() == 11
    assert verify(installed) == ()
    assert SYSTEM.name == "System account"
