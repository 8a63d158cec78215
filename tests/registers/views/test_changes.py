"""What changed between two points, with who, when and why, and what did not."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from registers import actions
from registers.between import between
from registers.changes import changes
from registers.presentation.changes_page import changes_page, rows
from registers.snapshot import forget, snapshot
from tests.registers.cast import scheme_of
from tests.registers.deeds import FEWER, last_number

HOSTILE = '<script>alert("1")</script> & ‮txet‬ 🚓 שלום {{ 7 }} {% now %}'


@pytest.fixture
def address(register):
    return reverse("changes", args=(register.slug,))


@pytest.fixture
def then(register):
    """The number of the revision before what a test does."""
    return last_number(register)


@pytest.fixture
def since(see, address, then):
    """The page of what a test did, with more in its address."""
    return lambda more="", who="board_reader": see(who, f"{address}?from={then}{more}")


def score(cast, likelihood, impact, why="For a reason.", reference="R1.1", by=None, stage="after"):
    return actions.assess(
        cast.register, reference, stage, by=by or cast.editor,
        likelihood=likelihood, impact=impact, why=why,
    )  # fmt: skip


def test_a_score_that_rose_says_by_how_much_who_when_and_why(since, cast, then):
    score(cast, 3, 3, "It got worse.")
    today = timezone.localdate()
    page = since()
    assert page.status == 200
    assert (
        f"Scores 1 · after controls R1.1 6 Medium → became 9 High ↑ Worse likelihood 2 → 3 "
        f"The public is not heard. Now above appetite (6) It got worse. "
        f"Edith Editor, Editor of OPCC, OPCC {today.day} {today:%B %Y} · Revision {then + 1}"
    ) in page.text
    assert page.links[f"Revision {then + 1}"].endswith(f"?before={then + 2}#revision-{then + 1}")


def test_the_sentence_counts_what_changed_and_what_did_not(since, cast):
    score(cast, 1, 3)
    actions.raise_risk(cast.register, by=cast.editor, reason="New.", theme=3, description="New.")
    actions.close_risk(cast.register, "R3.9", by=cast.editor, why="Past.")
    assert (
        "3 risks: none worse, 1 better, no score the same, 1 not scored; 1 raised, 1 closed. "
        "The scheme, the owners, the themes and the appetite did not change."
    ) in since().text


def test_nothing_changed_says_so_and_what_stayed(since, cast):
    text = since().text
    assert (
        "3 risks: none worse, none better, 1 score the same, 1 of them untouched, 2 not scored; "
        "none raised, none closed."
    ) in text
    assert "Nothing changed between revision" in text
    assert "Both points are the same revision." in text
    assert "Untouched 3 risks: nothing of them changed R1.1 R1.2 R3.9" in text


def test_what_changed_and_changed_back_is_no_change(since, cast):
    actions.revise_risk(cast.register, "R1.1", by=cast.editor, reason="So.", title="Voice")
    actions.revise_risk(cast.register, "R1.1", by=cast.editor, reason="So.", title="")
    assert "Nothing changed between" in since().text


def test_words_that_went_and_came_are_marked_by_more_than_colour(since, cast):
    key = cast.keys("R1.1")[0]
    actions.revise_control(
        cast.register, "R1.1", key, by=cast.approver, reason="More.", text="Two meetings are held."
    )
    page = since()
    assert (
        "Controls reworded 1 R1.1 Taken out: Meetings Put in: Two meetings are held. More. "
        "Abel Approver, Approver of Constabulary, Constabulary"
    ) in page.text
    assert (
        '<del class="deleted"><span class="visually-hidden">Taken out: </span>Meetings' in page.html
    )
    assert (
        '<ins class="inserted"><span class="visually-hidden">Put in: </span>Two meetings'
        in page.html
    )


def test_controls_that_came_went_and_changed_places(since, cast):
    register, editor = cast.register, cast.editor
    one, two = cast.keys("R1.1")
    actions.reorder_controls(register, "R1.1", [two, one], by=editor)
    actions.add_control(register, "R1.2", by=editor, text="Someone listens.")
    actions.add_control(register, "R1.1", by=editor, text="It is read aloud.")
    text = since().text
    assert "Controls put in another order 1 R1.1 By their earlier places: 2, 1 Edith" in text
    assert "Controls added 2 R1.1 Put in: It is read aloud." in text
    actions.retire_control(register, "R1.1", one, by=editor, reason="Over.")
    assert "Controls retired 1 R1.1 Taken out: Meetings are held. Over." in since().text


def test_owners_dates_themes_and_the_register_itself(since, cast):
    register, editor = cast.register, cast.editor
    actions.revise_risk(
        register, "R1.1", by=editor, reason="Set.", lead="", risk_owner="Chief Executive",
        next_review=timezone.localdate() + timedelta(days=9), causes="Few ask.",
    )  # fmt: skip
    actions.move_risk(register, "R1.2", by=editor, theme=3, reason="It belongs there.")
    actions.revise_register(register, by=editor, appetite=4, reason="Lower.")
    actions.revise_theme(register, 1, by=editor, name="Trust", reason="Shorter.")
    actions.add_theme(register, by=editor, number=5, name="Money")
    text = since().text
    assert "Lead organisation Taken out: Office of the Commissioner → Put in: Joint Set." in text
    assert "Risk owner Put in: Chief Executive Set." in text
    assert "Other wording 1 R1.1 Causes Put in: Few ask. Set." in text
    assert (
        "Moved to another theme 1 R1.2 Taken out: 1. Public engagement → Put in: 3. Workforce "
        "It belongs there."
    ) in text
    assert "Appetite Taken out: 6 → Put in: 4 Lower." in text
    assert "Theme: name Taken out: Public engagement → Put in: Trust Shorter." in text
    assert "Theme added Put in: 5. Money" in text
    assert "The themes and the appetite changed. The scheme and the owners did not change." in text


def test_raised_closed_and_reopened(since, cast, see, address):
    register, editor = cast.register, cast.editor
    actions.raise_risk(
        register, by=editor, reason="Seen.", theme=3, description="New.", after=(4, 4)
    )
    actions.raise_risk(register, by=editor, reason="Seen.", theme=3, description="Brief.")
    actions.close_risk(register, "R3.11", by=editor, why="It was none.")
    actions.close_risk(register, "R1.1", by=editor, why="It went away.")
    text = since().text
    assert "2 not scored; 1 raised, 1 closed, 1 raised and closed again" in text
    assert "R3.10 16 High New. Seen." in text
    assert "R3.11 closed Not scored Brief. Closed on" in text
    assert "Closed 1 R1.1 6 Medium The public is not heard. Closed on" in text
    closed = last_number(register)
    actions.reopen_risk(register, "R1.1", by=editor, why="It came back.")
    score(cast, 3, 3)
    reopened = see("board_reader", f"{address}?from={closed}").text
    assert "1 reopened" in reopened
    assert "Reopened 1 R1.1 6 Medium → became 9 High ↑ Higher likelihood 2 → 3" in reopened


def test_the_reason_is_that_of_the_last_hand(since, cast):
    score(cast, 3, 3, "First.")
    score(cast, 4, 4, "Then.", by=cast.approver)
    page = since()
    assert "Then. Abel Approver, Approver of Constabulary, Constabulary" in page.text
    assert "after 1 earlier change of the same: history" in page.text
    assert "First." not in page.text


def test_a_correction_is_named(since, cast, then):
    register, editor = cast.register, cast.editor
    wrong = score(cast, 4, 4, "Typed wrongly.").number
    score(cast, 1, 1, "Later.")
    right = actions.correct_score(
        register, "R1.1", "after", by=editor, corrects=wrong, likelihood=4, impact=3, why="A slip."
    )
    text = since().text
    assert (
        f"Corrections 1 · scores that had been recorded wrongly R1.1 After controls: corrects "
        f"revision {wrong} Taken out: 4 × 4 = 16 → Put in: 4 × 3 = 12 A slip."
    ) in text
    assert f"Revision {right.number} Corrects revision {wrong}" in text
    assert "1 past score corrected" in text


def test_a_correction_that_holds_now_is_named_beside_the_score(since, cast):
    wrong = score(cast, 4, 4, "Typed wrongly.").number
    actions.correct_score(
        cast.register, "R1.1", "after", by=cast.editor, corrects=wrong, likelihood=3, impact=3,
        why="A slip.",
    )  # fmt: skip
    text = since().text
    start = text.index("Scores 1 · after controls")
    assert f"Corrects revision {wrong}" in text[start : text.index("Corrections 1")]


def test_words_that_were_erased_stand_as_a_mark_and_the_erasure_is_named(since, cast):
    key = cast.keys("R1.1")[0]
    actions.revise_control(
        cast.register, "R1.1", key, by=cast.editor, reason="Said.", text="John Doe is heard here."
    )
    then = last_number(cast.register)
    actions.revise_control(
        cast.register, "R1.1", key, by=cast.editor, reason="Said.", text="John Doe is heard there."
    )
    asker, signer = cast.signers()
    asked = actions.ask_erasure(
        cast.register, by=asker, words="John Doe", ground="UK GDPR", why="A name."
    )
    actions.confirm_erasure(cast.register, asked.pk, by=signer)
    page = since(f"&from={then}")
    assert "John Doe" not in page.html
    assert '<mark class="erased">' in page.html
    assert f"Revision {last_number(cast.register)} took words out by law (UK GDPR)" in page.text
    assert "is heard Taken out: here Put in: there. Said." in page.text


def test_by_organisation(since, cast):
    score(cast, 3, 3, "OPCC's.")
    actions.revise_risk(
        cast.register, "R1.2", by=cast.approver, reason="Constabulary's.", title="Ears"
    )
    page = since("&by=Constabulary")
    assert "1 of 2 changes were last made for Constabulary of Exampleshire." in page.text
    assert ("Constabulary's." in page.text, "OPCC's." in page.text) == (True, False)
    assert "OPCC 1 Constabulary 1" in page.text
    everything = since(page.links["Show all changes"].replace("?", "&", 1))
    assert "OPCC's." in everything.text
    assert "2 changes were last" not in since("&by=Nobody").text


def test_by_theme(since, cast):
    score(cast, 3, 3, "In one.")
    score(cast, 4, 3, "In three.", reference="R3.9")
    actions.revise_theme(cast.register, 3, by=cast.editor, name="People", reason="Shorter.")
    page = since("&theme=3")
    assert "In theme 3. People only 1 risk: none worse" in page.text
    assert "1 scored for the first time" in page.text
    assert ("In three." in page.text, "In one." in page.text) == (True, False)
    assert "Theme: name" in page.text
    assert "Theme: name" not in since("&theme=1").text
    assert "In theme" not in since("&theme=77").text


def test_a_risk_that_left_a_theme_is_told_there(since, cast):
    actions.move_risk(cast.register, "R1.2", by=cast.editor, theme=3, reason="It belongs there.")
    assert "Moved to another theme 1 R1.2" in since("&theme=1").text
    assert "1 risk: none worse" in since("&theme=1").text
    assert "Moved to another theme 1 R1.2" in since("&theme=3").text


def test_scores_of_two_schemes_are_not_compared(since, cast):
    actions.adopt_scheme(
        cast.register, scheme_of(3, 3), by=cast.editor, likelihood_map=FEWER, impact_map=FEWER,
        reason="Fewer levels.",
    )  # fmt: skip
    text = since().text
    assert "no score the same, 2 not scored, 1 not comparable" in text
    assert "R1.1 6 Medium → became 4 High ≠ Not comparable: the scheme changed" in text
    assert (
        "Scheme Taken out: Four by four (4 × 4) → Put in: Another scheme (3 × 3) Fewer levels."
    ) in text
    assert "The scheme changed. The owners, the themes and the appetite did not change." in text


def test_opens_with_the_last_quarter_or_with_all_of_a_young_register(see, address):
    text = see("board_reader", address).text
    assert "From revision 1, at" in text
    assert "This is all of it: the register is younger than three months." in text
    assert "3 risks: 3 raised, none closed." in text


def test_days_are_read_as_people_write_them(see, address, then):
    day = timezone.localdate()
    for written in (f"{day:%Y-%m-%d}", f"{day.day} {day:%B %Y}", f"{day:%d/%m/%Y}"):
        page = see("board_reader", f"{address}?from=1&to={written}")
        assert f"to revision {then}, at the end of {day.day} {day:%B %Y}." in page.text
        assert f'value="{day.day} {day:%B %Y}"' in page.html


def test_the_later_point_first_is_swapped_and_said(see, address, then):
    page = see("board_reader", f"{address}?from={then}&to=1")
    assert "You gave the later point first, so the two are swapped here." in page.text
    assert 'name="from" value="1"' in page.html
    assert f'name="to" value="{then}"' in page.html


@pytest.mark.parametrize(
    "asked", ["from=nonsense", "from=99999", "to=2999-01-01", "from=1066-10-14", "to=%00", "from=0"]
)
def test_a_point_that_is_none_gets_a_clear_page(see, address, asked):
    page = see("board_reader", f"{address}?{asked}")
    assert page.status == 404
    assert "revision 1" in page.text.lower()


def test_the_foot_has_number_and_seal_of_both(see, address, cast, then):
    score(cast, 3, 3)
    text = see("board_reader", f"{address}?from={then}").text
    seals = [f"{s.seal[:4]} {s.seal[4:8]}" for s in (snapshot(cast.register),)]
    assert f"Compared: revision {then} · seal" in text
    assert f"and revision {then + 1} · seal {seals[0]}" in text


def test_hostile_text_comes_out_as_text(since, cast):
    register, editor = cast.register, cast.editor
    key = cast.keys("R1.1")[0]
    actions.revise_control(register, "R1.1", key, by=editor, reason=HOSTILE, text=HOSTILE)
    actions.revise_risk(register, "R1.1", by=editor, reason=HOSTILE, title="T", causes=HOSTILE)
    score(cast, 3, 3, HOSTILE)
    actions.raise_risk(register, by=editor, reason=HOSTILE, theme=1, description=HOSTILE)
    page = since()
    assert "<script>alert" not in page.html
    assert page.text.count(HOSTILE) >= 5
    assert 'dir="auto"' in page.html


def test_a_hostile_address_comes_out_as_text(see, address):
    page = see("board_reader", f"{address}?from=1&by=<script>&theme=<script>&to=")
    assert (page.status, "<script>alert" in page.html) == (200, False)
    assert (
        "<script>"
        not in see("board_reader", f"{address}?from=<script>alert(1)").html.split("<main")[1]
    )


def test_only_blanks_are_said_to_be_blanks(since, cast):
    key = cast.keys("R1.1")[0]
    actions.revise_control(
        cast.register, "R1.1", key, by=cast.editor, reason="Neater.", text="Meetings  are\nheld."
    )
    assert "Only spaces or line ends are different." in since().text


def test_the_nav_and_the_presets_lead_on(see, address):
    page = see("board_reader", f"{address}?from=1&theme=3")
    assert page.links["All"] in {"?from=1&theme=3", "?from=1"}
    assert f'href="{address}" aria-current="page"' in page.html


def queries(see, address):
    forget()
    with CaptureQueriesContext(connection) as found:
        see("board_reader", address)
    return len(found)


def test_a_fixed_number_of_queries(see, cast, address, then):
    see("board_reader", address)
    counted = []
    for turn in range(4):
        for impact in (1, 2, 3):
            score(cast, 1 + turn, impact, f"Turn {turn}.")
        actions.add_control(cast.register, "R1.2", by=cast.approver, text=f"Control {turn}.")
        actions.raise_risk(
            cast.register, by=cast.editor, reason="More.", theme=1, description=f"Risk {turn}."
        )
        counted.append(queries(see, f"{address}?from={then}"))
    assert len(set(counted)) == 1
    assert queries(see, f"{address}?from={then}&by=OPCC&theme=1") == counted[0]


def test_rows_for_files_say_the_same(cast, then):
    before = snapshot(cast.register)
    score(cast, 3, 3, "It got worse.")
    after = snapshot(cast.register)
    page = changes_page(changes(before, after), between(cast.register, before.number, after.number))
    (row,) = rows(page)
    assert row._replace(when=None) == (
        "R1.1", "Score after controls", "2 × 3 = 6 Medium", "3 × 3 = 9 High",
        "Edith Editor, Editor of OPCC", "Office of the Commissioner", None, "It got worse.",
        then + 1,
    )  # fmt: skip
    assert row.when == after.moment


def test_a_score_that_stayed_under_another_scheme_has_the_hand_that_adopted_it(since, cast):
    same = {level: level for level in range(1, 5)}
    actions.adopt_scheme(
        cast.register, scheme_of(5, 5), by=cast.approver, likelihood_map=same, impact_map=same,
        reason="More levels.",
    )  # fmt: skip
    text = since().text
    assert "≠ Not comparable: the scheme changed The public is not heard. More levels." in text


def test_the_workbook_has_a_line_for_each_change(client, cast, register, then):
    score(cast, 3, 3, "=cmd() got worse.")
    client.force_login(cast.board_reader)
    address = reverse("changes_xlsx", args=(register.slug,))
    answer = client.get(f"{address}?from={then}")
    book = load_workbook(BytesIO(answer.content))
    told = {row[0].value: row[1].value for row in book["About"].iter_rows()}
    assert told["Since revision"] == then
    assert told["In short"].startswith("3 risks: 1 worse")
    _head, *lines = book["Changes"].iter_rows(values_only=True)
    assert [(line[0], line[2], line[3], line[7], line[8]) for line in lines] == [
        ("R1.1", "2 × 3 = 6 Medium", "3 × 3 = 9 High", "=cmd() got worse.", then + 1)
    ]
    assert f"changes-since-{then}-revision-{then + 1}-" in answer["Content-Disposition"]


def test_the_workbook_bears_the_highest_marking_of_what_changed(client, cast, register, then):
    client.force_login(cast.board_reader)

    def marking():
        answer = client.get(reverse("changes_xlsx", args=(register.slug,)), {"from": then})
        about = load_workbook(BytesIO(answer.content))["About"]
        return {row[0].value: row[1].value for row in about.iter_rows()}["Marking"]

    score(cast, 3, 3)
    before = marking()
    actions.revise_risk(
        register, "R3.9", by=cast.editor, reason="So.", marking="OFFICIAL-SENSITIVE"
    )
    assert (before, marking()) == (snapshot(register).marking or None, "OFFICIAL-SENSITIVE")
