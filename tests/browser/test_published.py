"""A member of the public reads a version, downloads a file and checks it, without any script."""

import pytest

from registers.actions import challenge, revise_risk, withdraw_publication, withhold
from registers.models import Publication
from tests.registers.agreeing import agree
from tests.registers.deeds import WITHHELD
from tests.registers.publishing import agreed_and_public, asked, publish, withheld_risk

pytestmark = pytest.mark.browser


@pytest.fixture
def public(cast):
    agreed_and_public(cast)
    return f"/published/{cast.register.slug}/"


@pytest.fixture
def second(cast, public):
    """A second version, in which a risk is withheld whole, one in part, and a challenge stands."""
    withheld_risk(cast)
    register, editor = cast.register, cast.editor
    hidden = {"reasoning": "So.", **WITHHELD}
    withhold(register, "R1.1", by=editor, part="controls", **hidden)
    withhold(register, "R1.1", by=editor, part="after", **hidden)
    place = {"likelihood": 3, "impact": 4, "why": "We see it so."}
    challenge(register, "R3.9", "before", by=cast.approver, **place)
    revise_risk(register, "R1.2", by=editor, description="W" * 150, reason="So.")
    agree(cast, "Second board")
    return publish(cast, 2)


def test_somebody_reads_downloads_and_checks(new_context, live_server, public, tmp_path):
    page = new_context(java_script_enabled=False, accept_downloads=True).new_page()
    page.goto(public)
    assert "version 1" in page.title()
    with page.expect_download() as found:
        page.get_by_role("link", name="-version-1.json").click()
    copy = tmp_path / "copy.json"
    found.value.save_as(copy)
    page.get_by_role("link", name="Check a copy", exact=True).click()
    page.get_by_label("A file").set_input_files(copy)
    page.get_by_role("button", name="Check").click()
    assert "of version 1, to the last byte" in page.get_by_role("status").inner_text()
    copy.write_bytes(copy.read_bytes() + b" ")
    page.get_by_label("A file").set_input_files(copy)
    page.get_by_role("button", name="Check").click()
    assert "This is of no published version." in page.get_by_role("status").inner_text()


def test_nothing_is_wrong_with_what_the_public_reads(
    new_context, cast, second, faults_in_every_look, faults
):
    page = new_context().new_page()
    withdraw_publication(cast.register, first_of(cast).pk, by=cast.approver, why="A wrong score.")
    for part in ("", "versions/", "check/?code=0", "check/?code=0123456789abcdef",
                 "accessibility/", "1/", "2/"):  # fmt: skip
        page.goto(f"/published/{cast.register.slug}/{part}")
        assert (part, faults_in_every_look(page)) == (part, [])
        page.set_viewport_size({"width": 320, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert (part, faults(page)) == (part, [])


def test_nothing_is_wrong_where_it_is_published(
    new_context, sign_in, cast, second, faults_in_every_look
):
    """Published, waiting with what is withheld in it, and withdrawn."""
    agree(cast, "Third board")
    asked(cast, 3)
    withdraw_publication(cast.register, first_of(cast).pk, by=cast.approver, why="A wrong score.")
    context = new_context()
    sign_in(context, cast.approver)
    page = context.new_page()
    for part in ("", "1/", "2/", "3/", "3/page/", "hold/"):
        page.goto(f"/registers/{cast.register.slug}/publish/{part}")
        assert (part, faults_in_every_look(page)) == (part, [])


def first_of(cast):
    return Publication.objects.get(register=cast.register, edition__number=1)
