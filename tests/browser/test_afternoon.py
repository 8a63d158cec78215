"""An afternoon of two people, one of each organisation, in two browsers: at its end every word and
every act is there, in the right name, and the home page alone says what the other side did."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from registers import record
from registers.notes import notes_on
from registers.snapshot import snapshot
from registers.verifying import verify
from tests.registers.cast import make_cast

pytestmark = pytest.mark.browser
SAVED = "Saved as revision"


@pytest.fixture
def cast(transactional_db):
    return make_cast()


class Person:
    """Somebody with a browser, who goes to pages, fills in and saves."""

    def __init__(self, page, slug):
        self.page, self.slug = page, slug

    def go(self, name, *places):
        self.page.goto(reverse(name, args=(self.slug, *places)))

    def fill(self, **texts):
        for label, text in texts.items():
            self.page.get_by_label(label.replace("_", " "), exact=True).fill(text)

    def save(self, button="Save"):
        self.page.get_by_role("button", name=button, exact=True).click()

    def saved(self, button="Save"):
        self.save(button)
        expect(self.page.locator(".banner-good").first).to_contain_text(SAVED)


def test_an_afternoon(new_context, sign_in, cast):
    signer, _abel = cast.signers()
    people = []
    for person in (signer, cast.approver):
        context = new_context()
        sign_in(context, person)
        people.append(Person(context.new_page(), cast.register.slug))
    olive, abel = people

    # Edits that overlap.
    why = {"Why_is_it_changed?": "It is clearer so."}
    olive.go("risk_edit", "R1.1")
    abel.go("risk_edit", "R1.1")
    abel.fill(Description="The public is not heard by the force.", **why)
    abel.saved()
    olive.fill(Description="The public is not heard by the office.", **why)
    olive.page.get_by_label("Causes (optional)").fill("Few meetings.")
    olive.save()
    both = "The public is not heard by the force or the office."
    olive.page.get_by_label("A third text: Description").fill(both)
    olive.saved("Save again")

    # A challenge, and a note about it.
    abel.go("risk_challenge", "R1.1", "after")
    abel.page.get_by_role("radio", name="likelihood Probable 3: 9 High").check()
    abel.page.get_by_label("Why do you see it otherwise?").fill("Half of the letters wait.")
    abel.saved("Record this challenge")
    olive.go("note_write", "R1.1")
    olive.fill(Note="Can we count them, @Abel Approver?")
    olive.saved("Write this note")

    # A closing, and a re-assessment of another risk.
    abel.go("risk_close", "R1.2")
    abel.page.get_by_label("Why is it closed?").fill("It was the same as R1.1.")
    abel.saved("Close this risk")
    olive.go("risk_assess", "R3.9", "after")
    olive.page.get_by_role(
        "radio", name="Impact Moderate 2, likelihood Probable 3: 6 Medium"
    ).check()
    olive.page.get_by_label("Why this score?").fill("Recruits have arrived.")
    olive.saved("Save assessment")

    # What the home page alone says to each.
    abel.page.goto(reverse("home"))
    for words in ("You are named in a note on R1.1", "What OPCC did", "R3.9 scored after controls"):
        expect(abel.page.get_by_text(words).first).to_be_visible()
    olive.page.goto(reverse("home"))
    for words in ("Constabulary challenges the register once", "R1.2 closed", "It was the same as"):
        expect(olive.page.get_by_text(words).first).to_be_visible()

    # The challenge is accepted, and the OPCC hands its part on.
    olive.go("risk", "R1.1")
    olive.page.get_by_role("link", name="Accept the challenge").click()
    olive.page.get_by_label("Why is it accepted?").fill("We counted them.")
    olive.saved("Accept, and change the register")
    olive.go("hand_on")
    olive.page.get_by_label("Successor").select_option("Exampleshire Charity")
    olive.page.get_by_label("Its name in this register").fill("Mayor of Exampleshire")
    olive.page.get_by_label("Its short name in this register").fill("Mayor")
    olive.page.get_by_label("From which day?").fill("7 May 2026")
    olive.page.get_by_label("Why is it handed on?").fill("The functions passed to the mayor.")
    olive.saved("Hand it on")

    everything_is_there(cast, both)


def everything_is_there(cast, both):
    found = snapshot(cast.register)
    risk = found.risk("R1.1")
    assert (risk.description, risk.causes) == (both, "Few meetings.")
    assert (risk.after.likelihood, risk.after.impact, risk.after.why) == (3, 3, "We counted them.")
    assert (found.risk("R1.2").is_open, found.risk("R3.9").after.total) == (False, 6)
    assert [owner.short_name for owner in found.owners] == ["Mayor", "Constabulary"]
    assert [note.text for note in notes_on(cast.register, risk.key)] == [
        "Can we count them, @Abel Approver?"
    ]
    entries = record.entries(cast.register, limit=8)
    olive = ("Olive Signer", "Office of the Commissioner")
    abel = ("Abel Approver", "Constabulary of Exampleshire")
    assert [(e.verb, (e.person_name, e.organisation_name)) for e in reversed(entries)] == [
        ("revise", abel), ("revise", olive), ("challenge", abel), ("note", olive),
        ("close", abel), ("assess after", olive), ("accept challenge", olive), ("succeed", olive),
    ]  # fmt: skip
    said = {change.new for entry in entries for change in entry.changes}
    assert {"The public is not heard by the force.", both, "Few meetings.", "7 May 2026"} <= said
    assert verify(cast.register.journal) == ()
