"""The text of a PDF read back: all that the register says, in order, and nothing but that and what
the product itself says."""

import re
from dataclasses import replace

import pytest

from registers.content import Control, Post, Theme, Withholding
from registers.exchange.paper.choices import Choices
from registers.exchange.paper.material import Material, material
from registers.exchange.write_pdf import PROJECT, write_pdf
from registers.snapshot import snapshot
from tests.registers.demonstration.conftest import TODAY, loaded
from tests.registers.exchange.printed import PRINTED_ON, flowing, invented, matrix, pages, risk
from tests.source_text import squeezed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pdf_store")]

WORD = re.compile(r"\b[^\W\d_]{2,}\b")


def every_word(register):
    """A text of a snapshot in each place, in the order in which a paper says it."""
    for theme in register.themes:
        yield f"{theme.number} {theme.name}"
        for one in theme.open_risks:
            yield from words_of(one)
    for one in register.closed:
        yield from words_of(one)


def words_of(one):
    yield f"{one.reference}{one.title}"
    yield one.description
    yield f"Lead: {one.lead.name if one.lead else 'Joint'}"
    if one.risk_owner:
        yield f"Risk owner: {one.risk_owner.title}"
    yield from (one.causes, one.consequences)
    for stage in ("before", "after", "target"):
        yield from score_of(one, stage)
        if stage == "before":
            yield from (control.text for control in one.controls)
    yield one.closed_why
    for held in one.withholdings:
        yield f"{held.ground}. {held.reasoning} Decided by {held.decided_by}"


def score_of(one, stage):
    score = one.assessment(stage)
    if score:
        yield f"likelihood {score.likelihood}"
        yield f"= {score.total} {score.band.word}"
        yield score.why


@pytest.fixture
def story(db):
    register = loaded()
    return material(register, snapshot(register), since="version-3", today=TODAY)


def test_everything_stands_in_it_whole_and_in_order(story):
    text = flowing(write_pdf(story), story.now)
    place = text.index(squeezed("How each risk is set out"))
    for said in every_word(story.now):
        found = text.find(squeezed(said), place)
        assert found >= 0, said
        place = found + len(squeezed(said))


def test_every_risk_of_the_map_stands_in_the_summary(story):
    summary = squeezed(pages(write_pdf(story))[2])
    for placed in story.now.placed("after").values():
        assert squeezed(" ".join(one.reference for one in placed.items)) in summary
    assert squeezed("since revision") in summary


def test_every_change_stands_in_its_annex_with_its_reason(story):
    text = squeezed(" ".join(pages(write_pdf(story))))
    annex = text[text.index(squeezed("Annex: what changed Since revision")) :]
    assert squeezed("Worse, likelihood 2 → 3.") in annex
    assert squeezed("[− month][+ week]") in annex
    assert squeezed("The Police and Crime Panel asked for figures every week") in annex


def token(*where):
    """A word of letters alone that no text of the product has."""
    return "Zq" + "".join(chr(ord("a") + n // 26) + chr(ord("a") + n % 26) for n in where)


def test_nothing_else_stands_in_it():
    """Each text of the register is one word of its own; every other word is the product's."""
    scheme = matrix()
    number = iter(range(1000))

    def word():
        return token(next(number))

    risks = tuple(
        replace(
            risk(at, scheme),
            title=word(),
            description=word(),
            causes=word(),
            consequences=word(),
            controls=(Control(1, word(), Post(1, word())), Control(2, word())),
            risk_owner=Post(1, word()),
            withholdings=(Withholding(1, "causes", word(), word(), word(), PRINTED_ON),),
        )
        for at in range(1, 4)
    )
    snapshot = invented(
        Theme(1, 1, word(), None, risks), introduction=word(), title=word(), notice=word()
    )
    for choices in (Choices(), Choices(public=True), Choices(part="map")):
        pdf = write_pdf(Material(snapshot, as_at=PRINTED_ON), choices)
        text = " ".join(pages(pdf))
        said = set(WORD.findall(text))
        own = {one for one in said if one.startswith("Zq")}
        assert own <= {token(n) for n in range(1000)}
        others = {one.casefold() for one in said - own}
        assert others - furniture() - scheme_words(scheme) == set()
        if choices == Choices():
            assert len(own) == next(number)


def furniture():
    """Every word of the print templates and of the code that words what they say."""
    files = [
        *(PROJECT / "templates" / "print").glob("*.html"),
        *(PROJECT / "registers" / "exchange" / "paper").glob("*.py"),
        *(PROJECT / "registers" / "presentation").glob("*.py"),
        PROJECT / "registers" / "models" / "withholdings.py",
    ]
    found = {w.casefold() for file in files for w in WORD.findall(file.read_text("utf-8"))}
    return found | {"november", "official"}


def scheme_words(scheme):
    levels = (*scheme.likelihood, *scheme.impact)
    texts = [*(level.name for level in levels), *(band.word for band in scheme.bands)]
    texts += ["Invented", "The Commissioner", "The Constabulary"]
    return {w.casefold() for text in texts for w in WORD.findall(text)}
