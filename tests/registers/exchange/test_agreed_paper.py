"""A paper of what was signed says so: which version, by whom, when; any other is a draft."""

from dataclasses import replace

import pytest
from django.utils import timezone

from registers import moments
from registers.actions import revise_risk
from registers.exchange import pdf_child
from registers.exchange.paper.choices import Choices
from registers.exchange.paper.material import material
from registers.exchange.write_pdf import bundle
from registers.snapshot import snapshot_at
from tests.registers.agreeing import agree
from tests.registers.exchange.printed import pages

DRAFT = "Draft: no agreement is recorded here"


@pytest.fixture
def agreed(cast):
    edition = agree(cast, "Strategic Risk Board")
    revise_risk(cast.register, "R1.1", by=cast.editor, description="Said anew.", reason="So.")
    return edition


def html(register, at, **choices):
    now = snapshot_at(register, moments.point_of(register, at))
    public = choices.get("public", False)
    made = material(register, now, at=at, public=public, today=timezone.localdate())
    return bundle(made, Choices(**choices))["html"]


@pytest.mark.parametrize("public", [False, True])
def test_what_was_signed_bears_its_version_and_who_agreed(cast, agreed, public):
    said = html(cast.register, "version-1", public=public)
    assert "Version 1, agreed by every owner" in said
    assert "Strategic Risk Board, 5 May 2026" in said
    assert "Office of the Commissioner (Chief Executive)" in said
    assert DRAFT not in said
    assert ("Olive Signer" in said) is False


def test_what_was_written_since_is_a_draft(cast, agreed):
    said = html(cast.register, "")
    assert DRAFT in said
    assert "agreed by every owner" not in said


@pytest.mark.parametrize(("times", "cover"), [(1, 1), (40, 2)])
def test_the_cover_has_room_for_all_that_it_says(cast, agreed, tmp_path, times, cover):
    """What does not fit goes on to a page of its own, and nothing is printed over the contents."""
    now = snapshot_at(cast.register, moments.point_of(cast.register, "version-1"))
    made = material(cast.register, now, at="version-1", public=True, today=timezone.localdate())
    said = replace(made.now, notice="A notice that its owners wrote. " * times)
    paper = bundle(replace(made, now=said), Choices(public=True))
    printed = pages(pdf_child.run(paper, tmp_path))
    assert "Please note:" in "".join(printed[:cover])
    assert "Contents" not in "".join(printed[:cover])
    assert "Please note:" not in printed[cover]
    assert "Contents" in printed[cover]
