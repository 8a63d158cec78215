"""A database that somebody altered: pages open, owners are told, nothing is repaired."""

import pytest
from django.db import connection, transaction
from django.urls import reverse

from registers.actions import revise_risk
from registers.models import Assessment, Control, Register, Revision, Risk, Seal, SealedText, Theme
from registers.snapshot import forget
from registers.verified import verify_and_keep
from scoring.models import SchemeCell
from tests.registers.tampering import alter, remove, sql, take_guards_away

PAGES = {
    "register": (),
    "heatmap": (),
    "history": (),
    "scheme": (),
    "record": (),
    "risk": ("R3.9",),
    "changes": (),
    "home": None,
}


def score_outside_the_matrix():
    alter(Assessment.objects.first(), likelihood=5)


def theme_taken_from_under_its_risks():
    alter(Theme.objects.get(number=1), removed=True)


def row_changed():
    alter(Risk.objects.get(reference="R3.9"), description="Nothing to see.")


def history_row_changed():
    alter(Risk.history.earliest("pk"), description="Nothing to see.")


def history_row_deleted():
    remove(Risk.history.earliest("pk"))


def history_of_the_register_deleted():
    for row in Register.history.all():
        remove(row)


def first_revision_given_another_number():
    alter(Register.objects.get().journal.revisions.get(number=1), number=500)


def last_seal_deleted():
    remove(Seal.objects.latest("pk"))


def first_seal_deleted():
    remove(Seal.objects.earliest("pk"))


def sealed_text_made_unreadable():
    alter(SealedText.objects.filter(position__gt=0).latest("pk"), text="{[")


def sealed_text_of_another_shape():
    alter(SealedText.objects.filter(position__gt=0).latest("pk"), text='"a"')


def sealed_text_blanked():
    alter(SealedText.objects.filter(position__gt=0).latest("pk"), text="", salt="")


def sealed_text_deleted():
    remove(SealedText.objects.filter(position__gt=0).latest("pk"))


def revision_renamed():
    alter(Revision.objects.latest("pk"), verb="forget", person_name="Nobody")


def control_without_a_history():
    sql(
        "INSERT INTO registers_control (removed, position, text, effectiveness, evidence, "
        "register_id, revision_id, risk_id) "
        "SELECT removed, 99, 'Slipped in.', '', '', register_id, revision_id, risk_id "
        "FROM registers_control WHERE id = %s",
        Control.objects.earliest("pk").pk,
    )


DEEDS = (
    score_outside_the_matrix, theme_taken_from_under_its_risks, row_changed, history_row_changed,
    history_row_deleted, history_of_the_register_deleted, first_revision_given_another_number, last_seal_deleted, first_seal_deleted,
    sealed_text_made_unreadable, sealed_text_of_another_shape, sealed_text_blanked,
    sealed_text_deleted, revision_renamed, control_without_a_history,
)  # fmt: skip


@pytest.fixture
def pages(register):
    return {
        name: reverse(name, args=(register.slug, *places) if places is not None else ())
        for name, places in PAGES.items()
    }


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.__name__)
def test_every_page_opens_and_owners_are_told(see, client, cast, pages, deed):
    revise_risk(cast.register, "R3.9", by=cast.editor, description="Said anew.", reason="So.")
    take_guards_away()
    deed()
    forget()
    faults = verify_and_keep(cast.register.journal, by="A test")
    assert faults
    without_a_past = deed is history_of_the_register_deleted
    for name, address in pages.items():
        page = see("editor", address)
        if without_a_past and name == "changes":
            assert (page.status, "missing from its history" in page.html) == (404, True)
            continue
        assert (name, page.status) == (name, 200)
        assert name == "home" or "See what is wrong" in page.html
    page = see("editor", pages["record"])
    assert "Nothing was repaired." in page.text
    assert str(faults[0]) in page.text
    assert "See what is wrong" not in see("council_reader", pages["register"]).html
    ready = client.get("/readyz")
    assert ready.status_code == 503


@pytest.mark.parametrize(
    "deed", [score_outside_the_matrix, theme_taken_from_under_its_risks], ids=lambda d: d.__name__
)
def test_what_cannot_be_read_is_named_before_anybody_verifies(see, cast, pages, deed):
    take_guards_away()
    deed()
    forget()
    for name in ("register", "heatmap"):
        assert "is left out here" in see("editor", pages[name]).html


def test_where_the_past_cannot_be_read_a_page_says_so(see, cast, pages):
    take_guards_away()
    history_of_the_register_deleted()
    forget()
    page = see("editor", f"{pages['register']}?at=2")
    assert page.status == 404
    assert "The register's own rows are missing from its history." in page.html.replace(
        "&#x27;", "'"
    )


def test_a_scheme_that_cannot_be_read_is_told(see, cast, pages):
    with transaction.atomic():
        take_guards_away()
        remove(SchemeCell.objects.earliest("pk"))
    forget()
    page = see("editor", pages["register"])
    assert page.status == 503
    assert "altered past the system" in page.text
    assert connection.is_usable()
