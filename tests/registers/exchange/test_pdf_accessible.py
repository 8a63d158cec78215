"""PDF/UA-1: the quick rules in every run, and veraPDF; every audience of every kind of register."""

from dataclasses import replace
from datetime import date

import pdfua
import pytest

from registers.evidence import Scope, gather
from registers.exchange.evidence_pdf import write_evidence_pdf
from registers.exchange.minutes_pdf import wanted_minutes
from registers.exchange.pack_pdf import wanted_pack
from registers.exchange.paper.choices import Choices
from registers.exchange.paper.material import Material, material
from registers.exchange.write_pdf import made, write_pdf
from registers.meetings import meeting, meetings, put_forward
from registers.pack import pack
from registers.presentation.minutes_page import minutes_page
from registers.reviewed import as_held, reviewed
from registers.snapshot import snapshot
from tests.registers.agreeing import called
from tests.registers.demonstration.conftest import TODAY, loaded
from tests.registers.exchange.printed import (
    HEBREW,
    HOSTILE,
    PRINTED_ON,
    hostile,
    invented,
    matrix,
    published,
    risk,
    theme,
)
from tests.registers.past import BEGAN, do, make_past
from tests.servers.verapdf import verapdf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pdf_store")]


def audiences(owner, reference):
    """Every audience and part of a register, under its name."""
    return {
        "owners": Choices(),
        "public": Choices(public=True),
        "one-owner": Choices(part="owner", of=owner, order="rating"),
        "one-risk": Choices(part="risk", of=reference, public=True),
        "one-map": Choices(part="map"),
    }


def papers():
    """(name, material, choices) for everything that is held to the rules."""
    real = Material(published(), as_at=PRINTED_ON)
    bad = Material(hostile(), as_at=PRINTED_ON)
    register = loaded()
    now = snapshot(register)
    story = {p: material(register, now, public=p, today=TODAY) for p in (False, True)}
    for name, choices in audiences("OPCC", "R1.1").items():
        yield f"real-{name}", real, choices
        yield f"fictional-{name}", story[choices.public], choices
        yield f"hostile-{name}", bad, choices
    crowded, wide = matrix(), matrix(7, 7, 6)
    for name, held in {
        "empty": invented(),
        "one": invented(theme(risk(1, matrix()))),
        "crowded": invented(theme(*(risk(n, crowded, (2, 2), (2, 2)) for n in range(1, 61)))),
        "seven": invented(
            theme(*(risk(n, wide, (7, 7), (n % 7 + 1, 3)) for n in range(1, 9))), scheme=wide
        ),
    }.items():
        yield name, Material(held), Choices()


def bundles(cast):
    """Evidence from before a register began and from later, with what people may type."""
    do(cast, "2024-03-10", "revise_risk", "R1.1", causes=HOSTILE, reason=HOSTILE)
    do(cast, "2024-03-11", "revise_risk", "R1.1", consequences=HEBREW, causes="a\nb", reason="So.")
    do(cast, "2024-03-12", "revise_theme", 2, name="People", reason="So.")
    return {
        f"evidence-{first}": gather(
            cast.register,
            Scope(),
            first=date.fromisoformat(first),
            last=date(2024, 3, 31),
            withhold=False,
        )
        for first in (BEGAN, "2024-03-11")
    }


def of_reviews(cast):
    """The pack of a meeting of the fictional year as at its paper and its record; and the pack of
    a meeting with what people may type, where nothing was agreed before."""
    story = loaded()
    for number in (2, 4):
        found = meetings(story)[::-1][number - 1]
        yield f"pack-{number}", pack_of(story, found, found.frozen.number)
        seen = reviewed(story, found, as_held(story, found, snapshot(story)))
        page = minutes_page(seen, put_forward(story, found.key))
        yield f"record-{number}", made(wanted_minutes(seen.now, page))
    review = called(cast, HOSTILE[:150], place=HEBREW, attending=f"{HOSTILE}\n{HEBREW}")
    found = meeting(cast.register, review.pk)
    yield "pack-hostile", pack_of(cast.register, found, None)


def pack_of(register, found, number):
    held = pack(register, found, snapshot(register), number)
    agreed = held.seen.agreed
    paper = material(
        register, held.now, at=str(held.now.number),
        since=str(agreed.revision) if agreed else "", today=TODAY,
    )  # fmt: skip
    return made(wanted_pack(held, paper if agreed else replace(paper, earlier=None)))


@pytest.fixture
def files(tmp_path):
    paths, cast = [], make_past()
    for name, held in bundles(cast).items():
        paths.append(tmp_path / f"{name}.pdf")
        paths[-1].write_bytes(write_evidence_pdf(held, printed_on=PRINTED_ON))
    for name, raw in of_reviews(cast):
        paths.append(tmp_path / f"{name}.pdf")
        paths[-1].write_bytes(raw)
    for name, held, choices in papers():
        paths.append(tmp_path / f"{name}.pdf")
        paths[-1].write_bytes(write_pdf(held, choices))
    return paths


def test_the_quick_rules(files):
    for path in files:
        assert (path.name, pdfua.validate(str(path)).findings) == (path.name, ())


@pytest.mark.verapdf
def test_verapdf(files):
    verdicts = verapdf(files)
    assert len(verdicts) == 26
    assert [(v.path.name, v.failures) for v in verdicts if not v.passed] == []
