"""PDF/UA-1: the quick rules in every run, and veraPDF."""

import pdfua
import pytest

from registers.exchange.write_pdf import write_pdf
from tests.registers.exchange.printed import (
    PRINTED_ON,
    hostile,
    invented,
    matrix,
    published,
    risk,
    theme,
)
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


@pytest.fixture
def files(tmp_path):
    paths = []
    for name, held in registers().items():
        paths.append(tmp_path / f"{name}.pdf")
        paths[-1].write_bytes(write_pdf(held, printed_on=PRINTED_ON))
    return paths


def test_the_quick_rules(files):
    for path in files:
        assert pdfua.validate(str(path)).findings == ()


@pytest.mark.verapdf
def test_verapdf(files):
    assert [verdict.failures for verdict in verapdf(files) if not verdict.passed] == []
