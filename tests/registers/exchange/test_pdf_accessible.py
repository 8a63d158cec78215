"""PDF/UA-1: the quick rules in every run, and veraPDF."""

from datetime import date

import pdfua
import pytest

from registers.evidence import Scope, gather
from registers.exchange.evidence_pdf import write_evidence_pdf
from registers.exchange.write_pdf import write_pdf
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


def registers():
    """Every kind of register that is printed, under its name."""
    crowded, wide = matrix(), matrix(7, 7, 6)
    return {
        "published": published(),
        "hostile": hostile(),
        "empty": invented(),
        "one": invented(theme(risk(1, matrix()))),
        "crowded": invented(theme(*(risk(n, crowded, (2, 2), (2, 2)) for n in range(1, 61)))),
        "seven": invented(
            theme(*(risk(n, wide, (7, 7), (n % 7 + 1, 3)) for n in range(1, 9))), scheme=wide
        ),
    }


def bundles():
    """Evidence from before a register began and from later, with what people may type."""
    cast = make_past()
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


@pytest.fixture
def files(tmp_path):
    made = {name: write_pdf(held, printed_on=PRINTED_ON) for name, held in registers().items()} | {
        name: write_evidence_pdf(held, printed_on=PRINTED_ON) for name, held in bundles().items()
    }
    paths = []
    for name, raw in made.items():
        paths.append(tmp_path / f"{name}.pdf")
        paths[-1].write_bytes(raw)
    return paths


def test_the_quick_rules(files):
    for path in files:
        assert pdfua.validate(str(path)).findings == ()


@pytest.mark.verapdf
def test_verapdf(files):
    assert [verdict.failures for verdict in verapdf(files) if not verdict.passed] == []
