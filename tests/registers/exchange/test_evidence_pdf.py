"""Evidence on paper: what it says, in which order, under which marking."""

from datetime import date

import pytest

from registers.evidence import Scope, gather
from registers.exchange.evidence_pdf import write_evidence_pdf
from tests.registers.exchange.printed import HEBREW, HOSTILE, PRINTED_ON, pages
from tests.registers.past import do, make_past
from tests.source_text import squeezed

make = make_past
SECRET = "OFFICIAL-SENSITIVE"


@pytest.fixture
def printed(cast, pdf_store):
    """The pages of the evidence of March 2024."""
    return lambda **more: pages(written(cast, **more))


def written(cast, scope=None, *, withhold=False, first=date(2024, 3, 1)):
    found = gather(
        cast.register, scope or Scope(), first=first, last=date(2024, 3, 31), withhold=withhold
    )
    return write_evidence_pdf(found, printed_on=PRINTED_ON)


def in_order(texts, *said):
    """Whether the pages say all of this, one after the other."""
    text, place = squeezed(" ".join(texts)), 0
    for words in said:
        found = text.find(squeezed(words), place)
        assert found >= 0, words
        place = found
    return True


def test_says_both_ends_then_each_change_with_who_why_and_old_to_new(cast, printed):
    do(cast, "2024-03-10", "assess", "R1.1", "after", likelihood=3, impact=3, why="It got worse.")
    do(cast, "2024-03-12", "correct_score", "R1.1", "after", corrects=7, likelihood=2, impact=4,
       why="A slip.")  # fmt: skip
    assert in_order(
        printed(scope=Scope(risk="R1.1")),
        "Evidence: Risk R1.1, 1 March 2024 to 31 March 2024",
        "the oldest first: 1 risk and 2 revisions. Made on 22 November 2026.",
        "As 1 March 2024 began: Revision 6, seal",
        "At the end of 31 March 2024: Revision 8, seal",
        "Nothing is withheld.",
        "R1.1 The public is not heard.",
        "Description The public is not heard. The same",
        "6 Medium: likelihood 2 × impact 3",
        "8 Medium: likelihood 2 × impact 4. A slip.",
        "Revision 7, 10 March 2024, 12:00: Scored after controls",
        "Edith Editor, Editor of OPCC · Office of the Commissioner · seal",
        "Why: It got worse.",
        "after controls, score: was 2 × 3 = 6 → now 3 × 3 = 9",
        "Revision 8, 12 March 2024, 12:00: Score after controls corrected",
        "corrects revision 7: was 3 × 3 = 9 → now 2 × 4 = 8",
    )


def test_a_risk_that_was_raised_in_this_time_has_no_column_of_before(cast, printed):
    texts = printed(scope=Scope(risk="R1.2"), first=date(2024, 1, 1))
    assert in_order(texts, "It was raised in this time.", "Description Nobody listens. Lead Joint")
    assert "Field At the end of 31 March 2024" in " ".join(" ".join(texts).split())


def test_what_has_lines_of_its_own_is_told_below_one_another(cast, printed):
    do(cast, "2024-03-10", "revise_risk", "R1.1", causes="One\nTwo", reason="So.")
    do(cast, "2024-03-11", "revise_risk", "R1.1", causes="Three\nFour", reason="So.")
    lines = "\n".join(printed(scope=Scope(risk="R1.1"))).replace("\r", "").split("\n")
    at = next(n for n, line in enumerate(lines) if line.startswith("R1.1, causes: was One"))
    assert [line.strip() for line in lines[at + 1 : at + 4]] == ["Two", "→ now Three", "Four"]


def test_every_page_bears_marking_number_and_seal(cast, printed):
    do(cast, "2024-03-10", "revise_risk", "R1.1", marking=SECRET, causes="x " * 9_000,
       reason="So.")  # fmt: skip
    texts = printed()
    assert len(texts) > 2
    for number, text in enumerate(texts, start=1):
        assert text.count(SECRET) >= 2
        assert squeezed("Revision 7, seal") in squeezed(text)
        assert squeezed(f"Page {number} of {len(texts)}") in squeezed(text)


def test_what_is_withheld_leaves_its_mark_and_no_word(cast, printed):
    do(cast, "2024-03-10", "revise_risk", "R1.1", marking=SECRET, causes="Zebra.", reason="Zebra.")
    texts = printed(withhold=True)
    assert in_order(
        texts,
        f"R1.1 is withheld: it is marked {SECRET}.",
        f"R1.1 Withheld: this risk is marked {SECRET}.",
        "Revision 7, 10 March 2024, 12:00: Revised",
        "Edith Editor",
    )
    assert "Zebra" not in " ".join(texts)
    assert "not heard" not in " ".join(texts)
    assert all(text.count("OFFICIAL") >= 2 for text in texts)


def test_what_people_type_is_text(cast, printed):
    do(cast, "2024-03-10", "revise_risk", "R1.1", causes=HOSTILE, reason=HOSTILE)
    do(cast, "2024-03-11", "revise_risk", "R1.1", consequences=HEBREW, title="=cmd()", reason="So.")
    text = squeezed(" ".join(printed()))
    assert text.count(squeezed("<script>alert(1)</script>")) >= 3
    assert "root:" not in text
    assert "=cmd()" in text


def test_the_same_evidence_gives_the_same_bytes(cast, settings, tmp_path):
    found = []
    for name in ("one", "two"):
        settings.PDF_STORE = tmp_path / name
        found.append(written(cast))
    assert found[0] == found[1]
