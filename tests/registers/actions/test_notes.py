"""Notes between the owners: recorded, attributed, never content, never told to others."""

import pytest
from django.urls import reverse

from registers import record
from registers.actions import Invalid, NotAllowed, mark_read, write_note
from registers.exchange.document import fingerprint
from registers.notes import named_in, notes_on, unread
from registers.permissions import SYSTEM
from registers.snapshot import snapshot
from registers.verifying import verify
from tests.registers.deeds import last_number

TEXT = "Can we settle it on 3 December, @Abel Approver?"


def notes(register):
    return notes_on(register, snapshot(register).risk("R1.1").key)


@pytest.fixture
def note(cast, register):
    write_note(register, "R1.1", by=cast.editor, text=TEXT)
    return notes(register)[0]


def test_short_dated_attributed_and_sealed(register, note):
    assert (note.text, note.who, note.whom) == (TEXT, "Edith Editor", "Office of the Commissioner")
    assert note.read_by == ()
    assert verify(register.journal) == ()


def test_it_changes_no_fingerprint(cast, register):
    before = fingerprint(snapshot(register))
    write_note(register, "R1.1", by=cast.editor, text=TEXT)
    assert fingerprint(snapshot(register)) == before


def test_the_history_says_that_there_is_one_and_not_what_it_says(client, cast, register, note):
    (entry, *_rest) = record.entries(register)
    assert (entry.verb, entry.subject, entry.changes) == ("note", "R1.1", ())
    client.force_login(cast.council_reader)
    for name, places in (("history", ()), ("risk", ("R1.1",)), ("history_csv", ())):
        answer = client.get(reverse(name, args=(register.slug, *places)))
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert b"settle" not in body, name


@pytest.mark.parametrize("who", ["board_reader", "council_reader", "stranger", "administrator"])
def test_others_neither_write_nor_mark(cast, register, note, who):
    before = last_number(register)
    with pytest.raises(NotAllowed):
        write_note(register, "R1.1", by=cast.people[who], text="Me too.")
    with pytest.raises(NotAllowed):
        mark_read(register, "R1.1", by=cast.people[who])
    with pytest.raises(NotAllowed):
        write_note(register, "R1.1", by=SYSTEM, text="Me too.")
    assert last_number(register) == before


def test_an_empty_one_is_refused(cast, register):
    for text in ("", " \n", "So\x00."):
        with pytest.raises(Invalid):
            write_note(register, "R1.1", by=cast.editor, text=text)


def test_unread_until_it_is_marked(cast, register, note):
    (waiting,) = unread(register, cast.approver)
    assert (waiting.reference, waiting.count, waiting.names_me) == ("R1.1", 1, True)
    assert unread(register, cast.editor) == (), "one's own"
    before = last_number(register)
    mark_read(register, "R1.1", by=cast.approver)
    assert last_number(register) == before, "a mark is no change of the record"
    assert unread(register, cast.approver) == ()
    assert notes(register)[0].read_by == ("Abel Approver",)
    write_note(register, "R1.1", by=cast.editor, text="And the other one?")
    (waiting,) = unread(register, cast.approver)
    assert (waiting.count, waiting.names_me) == (1, False)
    assert [note.read_by for note in notes(register)] == [("Abel Approver",), ()]


@pytest.mark.parametrize(
    ("text", "named"),
    [("@Abel Approver", True), ("@abel approver!", True), ("Abel Approver", False),
     ("@Abel Approvers", False), ("", False)],
)  # fmt: skip
def test_who_is_named(text, named):
    assert bool(named_in(text, ["Abel Approver"])) == named
