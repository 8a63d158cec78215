"""`add_register` sets up an empty register, and a file is brought into it within the hour."""

import io

import pytest
from django.core.management import CommandError, call_command

from registers.models import Register
from registers.snapshot import snapshot
from registers.verifying import verify
from scoring.models import Scheme
from tests.registers.exchange.incoming.books import COUNCIL, book_of

OWNERS = ("--owner=Office of the Commissioner", "--owner=constabulary of exampleshire")
FIVE = (
    "--likelihood=Rare,Unlikely,Possible,Likely,Almost certain",
    "--impact=Negligible, Minor, Moderate, Major, Catastrophic",
    "--bands=Low=1-4,Medium=5-14,Very high=15-25",
)


def said(*command):
    out = io.StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


def test_a_spreadsheet_becomes_a_register_of_two_owners(cast, tmp_path):
    text = said("add_register", "corporate", "Corporate risks", *OWNERS, *FIVE)
    assert text == "Set up corporate, which is empty: bring a file in with import_register.\n"
    file = tmp_path / "Risks.xlsx"
    file.write_bytes(book_of(COUNCIL))
    done = said("import_register", file, "--register=corporate", f"--by={cast.editor.email}")
    assert "refused" in done
    assert "Brought in as revision" in done
    register = Register.objects.get(slug="corporate")
    found = snapshot(register)
    assert [owner.short_name for owner in found.owners] == ["OPCC", "Constabulary"]
    assert [(band.word, band.range) for band in found.scheme.matrix.bands] == [
        ("Low", "1–4"), ("Medium", "5–14"), ("Very high", "15–25"),
    ]  # fmt: skip
    assert len(found.risks) == 3
    assert (found.risk("CR1").before.total, found.risk("CR1").before.band.word) == (20, "Very high")
    assert verify(register.journal) == ()


def test_the_scheme_can_be_that_of_another_register(cast):
    said("add_register", "other", "Others", *OWNERS, f"--scheme-of={cast.register.slug}")
    assert Register.objects.get(slug="other").scheme == cast.register.scheme


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ((*OWNERS, *FIVE[:2]), "Say the scheme: --scheme-of, or --likelihood, --impact and"),
        ((*OWNERS, *FIVE, "--scheme-of=exampleshire"), "Give --scheme-of or --likelihood, not"),
        ((*OWNERS, "--scheme-of=nowhere"), "There is no register nowhere."),
        ((*OWNERS, *FIVE[:2], "--bands=Low"), "--bands has 'Low': write a word and its totals"),
        ((*OWNERS, *FIVE[:2], "--bands=Low=1-4,High=6-25"), "The total 5 is held by 0 bands"),
        ((OWNERS[0], *FIVE), "owners: A register is owned by two or more organisations."),
        ((OWNERS[0], "--owner=Nobody", *FIVE), "There is no organisation Nobody: add it with"),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_set_up(cast, command, says):
    before = Register.objects.count(), Scheme.objects.count()
    with pytest.raises(CommandError) as refused:
        said("add_register", "corporate", "Corporate risks", *command)
    assert str(refused.value).startswith(says)
    assert (Register.objects.count(), Scheme.objects.count()) == before


def test_an_address_that_is_taken_is_refused(cast):
    with pytest.raises(CommandError, match="There is a register “exampleshire” already"):
        said("add_register", "exampleshire", "Again", *OWNERS, *FIVE)
