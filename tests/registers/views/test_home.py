import pytest
from django.urls import reverse

from registers.actions import add_theme, challenge, create_register, revise_risk
from registers.permissions import SYSTEM
from tests.registers.cast import scheme_of
from tests.registers.views.made import load, risk


def test_an_owner_sees_counts_bands_and_gaps(see, register):
    text = see("editor", reverse("home")).text
    assert text.startswith("What waits for you Nothing waits for you.")
    assert "My registers Strategic risks Your role for OPCC: editor · revision " in text
    assert "1 Medium 3 open risks after controls; 2 not scored" in text
    assert "Above appetite 0 risks · appetite 6, or the theme’s own What Constabulary did" in text
    text = text.replace(" risks: list them", "")
    assert "Not scored after controls 2 No target score 3 No risk owner 3" in text
    assert "No control 2 No assurance on any control 3" in text


def test_each_gap_leads_to_the_risks_that_have_it(see, cast, register):
    revise_risk(register, "R3.9", by=cast.editor, risk_owner="Chief Executive")
    for gap, references in (
        ("no-score", {"R1.2", "R3.9"}),
        ("no-target", {"R1.1", "R1.2", "R3.9"}),
        ("no-owner", {"R1.1", "R1.2"}),
        ("no-control", {"R1.2", "R3.9"}),
        ("no-assurance", {"R1.1", "R1.2", "R3.9"}),
    ):
        where = reverse("register", args=(register.slug,)) + f"?show={gap}"
        assert where in see("editor", reverse("home")).hrefs
        told = see("editor", where)
        assert {r for r in ("R1.1", "R1.2", "R3.9") if f"{r} " in told.text} == references, gap


def test_it_says_what_the_other_owner_did_and_what_waits(see, cast, register):
    revise_risk(register, "R1.1", by=cast.approver, title="Not heard", reason="Shorter.")
    place = {"likelihood": 4, "impact": 3, "why": "It is worse."}
    challenge(register, "R1.1", "after", by=cast.approver, **place)
    page = see("editor", reverse("home"))
    assert "What Constabulary did in the last seven days" in page.text
    assert "R1.1 revised" in page.text
    assert "Shorter." in page.text
    assert "Constabulary challenges the register once" in page.text
    assert "Edith Editor" not in page.text.replace("Account", "").split("What Constabulary did")[1]
    assert "What waits for you" not in see("council_reader", reverse("home")).text
    mine = see("approver", reverse("home")).text
    assert "What OPCC did in the last seven days" in mine
    assert "challenges the register" not in mine


def test_the_other_owner_may_have_another_name_in_a_register(see, cast):
    register = create_register(
        by=SYSTEM, slug="named", title="Named otherwise", scheme=scheme_of(3, 3), reason="So.",
        owners=[(cast.opcc, "The Commissioner", "PCC"), (cast.constabulary, "The Force", "Force")],
    )  # fmt: skip
    add_theme(register, by=cast.approver, number=1, name="Their theme")
    page = see("editor", reverse("home"))
    assert "What Force did in the last seven days Theme added: 1 Their theme" in page.text


def test_a_reader_from_elsewhere_is_told_so(see, register):
    assert "Strategic risks You read this register" in see("council_reader", reverse("home")).text


@pytest.mark.parametrize("who", ["stranger", "administrator"])
def test_others_see_no_register(see, register, who):
    page = see(who, reverse("home"))
    assert "Your organisation neither owns nor reads a register here." in page.text
    assert register.title not in page.html


def test_nobody_is_asked_to_sign_in(see):
    page = see(None, reverse("home"))
    assert (page.status, page.answer["Location"]) == (302, "/accounts/login/?next=/")


def test_a_long_list_above_appetite_says_how_many_more(see, cast):
    load([risk(number, (4, 4)) for number in range(1, 14)])
    page = see("editor", reverse("home"))
    assert page.links["3 more on the heat map"] == "/registers/made/heatmap/"
    assert "R1.10" in page.links
    assert "R1.11" not in page.links


def test_the_count_above_appetite_and_the_limit_are_told_apart(see, cast):
    load([risk(number, (4, 4)) for number in range(1, 14)])
    assert "Above appetite 13 risks · appetite 6 R1.1" in see("editor", reverse("home")).text


def test_a_theme_s_own_appetite_is_told_of(see, cast):
    theme = {"number": 1, "name": "Everything", "appetite": 4, "risks": [risk(1, (2, 3))]}
    load([], themes=[theme])
    text = see("editor", reverse("home")).text
    assert "Above appetite 1 risk · appetite 6, or the theme’s own R1.1" in text


def test_no_appetite_is_said(see, cast):
    load([risk(1)], appetite=None)
    assert (
        "Above appetite No appetite is recorded in this register."
        in see("editor", reverse("home")).text
    )


def test_an_administrator_is_shown_the_way_to_the_set_up(see, register):
    assert see("administrator", reverse("home")).links["Set up organisations and people"] == (
        "/admin/"
    )
