"""Every address of the editing pages as every kind of person."""

import pytest
from django.urls import reverse

from registers.actions import challenge, plan_action, withhold
from registers.edit_urls import urlpatterns
from registers.models import Assessment, Challenge, PlannedAction, Review
from registers.triggers import drop
from tests.registers.agreeing import called
from tests.registers.deeds import WITHHELD
from tests.registers.views.editing.pages import count, form_of, opened

PLACES = {
    "risk_raise": (), "risk_edit": ("R1.1",), "risk_assess": ("R1.1", "after"),
    "risk_close": ("R1.1",), "risk_reopen": ("R1.1",), "risk_move": ("R1.1",),
    "control_add": ("R1.1",), "control_edit": ("R1.1", "key"), "control_retire": ("R1.1", "key"),
    "control_order": ("R1.1",), "theme_add": (), "theme_edit": (1,), "theme_retire": (1,),
    "risk_withhold": ("R1.1",), "risk_withheld": ("R1.1", "title"), "risk_release": ("R1.1", "title"),
    "risk_challenge": ("R1.1", "wording"), "challenge_end": ("R1.1", "challenge", "stand"),
    "action_plan": ("R1.1",), "action_edit": ("R1.1", "action"), "action_drop": ("R1.1", "action"),
    "action_report": ("R1.1", "action"), "control_assure": ("R1.1", "key"),
    "risk_confirm": ("R1.1",), "risks_together": (),
    "review_call": (), "review_arrange": ("review",), "review_call_off": ("review",),
    "review_send": ("review",), "review_order": ("review",), "review_walk": ("review", "R1.1"),
    "review_end": ("review",),
    "register_edit": (), "risk_correct": ("R1.1", "after", "scored"),
}  # fmt: skip
ANSWERS = {
    "editor": 200, "approver": 200, "contributor": 403, "board_reader": 403,
    "council_reader": 403, "stranger": 404, "administrator": 404,
}  # fmt: skip


@pytest.fixture
def at(cast):
    """The address of an editing page, with a control's key or a revision where it needs one."""
    withhold(cast.register, "R1.1", by=cast.editor, part="title", reasoning="So.", **WITHHELD)
    scored = Assessment.objects.get(risk__reference="R1.1", stage="after").revision.number
    challenge(cast.register, "R1.1", "lead", by=cast.editor, position="Constabulary", why="Ours.")
    plan_action(cast.register, "R1.1", by=cast.editor, text="Hold more meetings.")
    called(cast)

    def of(name):
        known = {"key": cast.keys("R1.1")[0], "scored": scored}
        known["challenge"] = Challenge.objects.get().pk
        known["action"] = PlannedAction.objects.get().pk
        known["review"] = Review.objects.get().pk
        places = [known.get(one, one) for one in PLACES[name]]
        return reverse(name, args=(cast.register.slug, *places))

    return of


def test_the_table_has_every_address():
    assert {one.name for one in urlpatterns} == {
        *PLACES,
        "themes",
        "note_write",
        "notes_read",
        "hand_on",
        "hand_on_planned",
        # tests/registers/views/editing/test_importing.py and test_addresses.py have these.
        "import_start",
        "import_columns",
        "import_plan",
        "import_template",
    }


@pytest.mark.parametrize("person", ANSWERS)
@pytest.mark.parametrize("name", PLACES)
def test_who_comes_in(client, cast, at, name, person):
    client.force_login(cast.people[person])
    before = count(cast.register)
    wanted = ANSWERS[person]
    if (name, wanted) == ("risk_reopen", 200):
        wanted = 302
    assert client.get(at(name)).status_code == wanted
    posted = client.post(at(name), {"description": "Words.", "text": "Words.", "reason": "So."})
    assert posted.status_code == (422 if ANSWERS[person] == 200 else wanted)
    assert "Words." in posted.content.decode() or wanted in {200, 302}
    assert count(cast.register) == before


@pytest.mark.parametrize("name", PLACES)
def test_nobody_is_asked_to_sign_in(client, cast, at, name):
    for response in (client.get(at(name)), client.post(at(name), {"reason": "So."})):
        assert (response.status_code, response.url) == (302, f"/accounts/login/?next={at(name)}")


@pytest.mark.parametrize("person", [*ANSWERS, None])
def test_the_list_of_themes(client, cast, person):
    address = reverse("themes", args=(cast.register.slug,))
    if person is None:
        assert client.get(address).status_code == 302
        return
    client.force_login(cast.people[person])
    assert client.get(address).status_code == (404 if ANSWERS[person] == 404 else 200)
    assert client.post(address).status_code == 405


def test_other_ways_of_asking(editing, at):
    assert editing.put(at("risk_edit")).status_code == 405
    assert editing.delete(at("risk_edit")).status_code == 405
    assert editing.head(at("risk_edit")).status_code == 200


def test_what_is_not_there(editing, cast):
    for name, places in (
        ("risk_edit", ("R9.9",)), ("risk_close", ("R9.9",)), ("control_add", ("R9.9",)),
        ("theme_edit", (9,)), ("risk_assess", ("R9.9", "after")),
    ):  # fmt: skip
        address = reverse(name, args=(cast.register.slug, *places))
        assert editing.get(address).status_code == 404
        assert editing.post(address, {"reason": "So."}).status_code == 404
    assert editing.get(reverse("risk_raise", args=("no-such-register",))).status_code == 404


def test_without_the_guards_nothing_is_saved_and_the_text_is_kept(editing, cast, at):
    typed = opened(editing, at("risk_edit")) | {"causes": "Mine.", "reason": "So."}
    before = count(cast.register)
    drop()
    response = editing.post(at("risk_edit"), typed)
    assert response.status_code == 503
    assert "The database has lost the guards of the record" in response.content.decode()
    assert form_of(response)["causes"] == "Mine."
    assert count(cast.register) == before


def test_the_saved_revision_says_who_for_whom_when_and_why(client, cast, at, address):
    client.force_login(cast.approver)
    typed = opened(client, at("risk_edit")) | {"causes": "Theirs.", "reason": "Seen."}
    assert client.post(at("risk_edit"), typed).status_code == 302
    page = client.get(address("risk", "R1.1")).content.decode()
    for words in ("Abel Approver", "Constabulary of Exampleshire", "Seen."):
        assert words in page
