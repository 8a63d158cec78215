"""Notes on the page of a risk and on the home page."""

import pytest
from django.urls import reverse

from registers.notes import notes_on
from registers.snapshot import snapshot
from tests.registers.views.editing.pages import count, form_of, opened, save

TEXT = "Can we settle it, @Abel Approver?"


def notes(register):
    return notes_on(register, snapshot(register).risk("R1.1").key)


@pytest.fixture
def written(editing, address):
    assert save(editing, address("note_write", "R1.1"), text=TEXT).status_code == 302


def test_once_however_often_save_was_pressed(editing, address, register):
    where = address("note_write", "R1.1")
    typed = opened(editing, where) | {"text": TEXT}
    before = count(register)
    for _ in range(2):
        assert editing.post(where, typed).status_code == 302
    assert count(register) == before + 1


def test_an_empty_one_is_refused(editing, address):
    answer = save(editing, address("note_write", "R1.1"), text=" ")
    assert answer.status_code == 422
    assert form_of(answer)["text"] == " "


def test_the_other_side_is_told_reads_and_marks_it(client, cast, address, register, written):
    client.force_login(cast.approver)
    home = client.get(reverse("home")).content.decode()
    assert "You are named in a note on R1.1" in home
    page = client.get(address("risk", "R1.1")).content.decode()
    assert TEXT in page
    assert "Edith Editor" in page
    assert "Mark as read" in page
    where = address("notes_read", "R1.1")
    client.get(where)
    assert notes(register)[0].read_by == (), "reading never writes"
    assert client.post(where).status_code == 302
    page = client.get(address("risk", "R1.1")).content.decode()
    assert "Read by Abel Approver" in page
    assert "Mark as read" not in page
    assert "named in a note" not in client.get(reverse("home")).content.decode()


@pytest.mark.parametrize("who", ["board_reader", "council_reader"])
def test_readers_see_none(client, cast, address, written, who):
    client.force_login(cast.people[who])
    assert "settle" not in client.get(address("risk", "R1.1")).content.decode()
    assert client.get(address("note_write", "R1.1")).status_code == 403
