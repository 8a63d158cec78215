"""Withholding and releasing on a risk's page."""

import pytest

from registers.snapshot import snapshot
from tests.registers.deeds import WITHHELD

RISK = "/registers/exampleshire/risks/R1.1/"
TYPED = {
    "part": "controls",
    "ground": WITHHELD["ground"],
    "reasoning": "It would help them.",
    "decided_by": "Monitoring Officer",
    "look_again": "1 April 2027",
}


@pytest.fixture
def post(client, cast):
    client.force_login(cast.editor)

    def send(address, **typed):
        began = str(snapshot(cast.register).number)
        return client.post(f"{RISK}{address}", {"began": began, **typed}, follow=True)

    return send


def marks(cast):
    return [
        (one.part, one.ground, one.decided_by)
        for one in snapshot(cast.register).risk("R1.1").withholdings
    ]


def test_a_part_is_withheld_edited_and_released(post, client, cast):
    page = post("withhold/", **TYPED).content.decode()
    assert "Saved as revision" in page
    assert "Decided by Monitoring Officer; to be looked at again by 1 April 2027" in page
    form = client.get(f"{RISK}withheld/controls/edit/").content.decode()
    assert "It would help them." in form
    typed = {name: text for name, text in TYPED.items() if name != "part"}
    post("withheld/controls/edit/", **{**typed, "decided_by": "Chief Executive"})
    assert marks(cast) == [("controls", WITHHELD["ground"], "Chief Executive")]
    post("withheld/controls/release/", reason="It is known by now.")
    assert marks(cast) == []


def test_pressing_save_twice_is_told_as_saving_once(post, cast):
    began = str(snapshot(cast.register).number)
    first = post("withhold/", **{**TYPED, "began": began}).content.decode()
    number = snapshot(cast.register).number
    again = post("withhold/", **{**TYPED, "began": began}).content.decode()
    assert f"Saved as revision {number}." in first
    assert f"Saved as revision {number}." in again
    assert snapshot(cast.register).number == number


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"ground": ""}, "Choose one."),
        ({"ground": "It suits us"}, "“It suits us” is not in the list: choose again."),
        ({"reasoning": ""}, "Say why. Both organisations will read it."),
        ({"decided_by": ""}, "Write which post decided it."),
        ({"look_again": ""}, "Write a day by which it is looked at again, such as 14 June 2027."),
        ({"look_again": "soon"}, "Write a day such as 14 June 2026 or 14/6/2026."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(post, cast, wrong, sentence):
    page = post("withhold/", **{**TYPED, **wrong})
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert marks(cast) == []


def test_what_is_withheld_already_is_not_written_over(post, cast):
    post("withhold/", **TYPED)
    page = post("withhold/", **{**TYPED, "reasoning": "Another."})
    assert "This is withheld already. Change it where it stands." in page.content.decode()


def test_what_is_not_withheld_has_no_page(client, cast):
    client.force_login(cast.editor)
    for address in ("title/edit/", "title/release/", "soul/edit/"):
        assert client.get(f"{RISK}withheld/{address}").status_code == 404


def test_the_changes_and_the_history_tell_of_it(post, client, cast):
    since = snapshot(cast.register).number
    post("withhold/", **TYPED)
    page = client.get(f"/registers/exampleshire/changes/?from={since}").content.decode()
    assert "Withheld from the public" in page
    assert f"controls: {WITHHELD['ground']}" in page
    history = client.get("/registers/exampleshire/history/?kind=withholding").content.decode()
    assert "R1.1: withheld from the public" in history
    assert "It would help them." in history
