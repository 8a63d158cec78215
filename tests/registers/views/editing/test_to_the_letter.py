"""Text goes through a form to the letter, and a form that is saved untouched changes nothing."""

from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from registers.actions import load_register, revise_control, revise_risk
from registers.demonstration.arrival import load_organisations, load_people
from registers.demonstration.people import OPCC_EDITOR
from registers.exchange.reading import read_json
from registers.models import Register
from registers.permissions import SYSTEM
from registers.snapshot import snapshot
from registers.text import with_line_feeds
from tests.registers.views.editing.pages import count, form_of, last, opened, save

AWKWARD = (
    "\nA line before.",
    "\n\nTwo lines before.",
    "  Blanks before and after.  ",
    "A line after.\n",
    "Tabs\tand\n\n\n   blanks \n within.",
    "</textarea><script>alert(1)</script>",
    "&amp; &lt;b&gt; \"quoted\" 'singly' {{ braces }} {% block %}",
    "=1+1 -2 @x",
    "‘curly’ – – ≥ 日本語 🚓 e\u0301 \u202e\u200f right to left",
    "\u00a0no-break\u00a0",
)
#: What can be kept: no control characters but tab and line end, no noncharacters.
KEPT = st.text(
    st.one_of(
        st.sampled_from("\n\t <>&'\"{}%-=\r\u00a0\u200b"),
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")),
    ),
    max_size=60,
).map(with_line_feeds)


@pytest.fixture
def published(client, db):
    """The real register, and a client of its editor."""
    organisations = load_organisations()
    people = load_people(organisations)
    source = Path(settings.BASE_DIR) / "fixtures" / "cambridgeshire-strategic.json"
    document = read_json(source.read_bytes())
    load_register(document, by=SYSTEM, reason="For the tests.", organisations=organisations)
    client.force_login(people[OPCC_EDITOR])
    return Register.objects.get(slug=document["slug"])


def every_form(register):
    """The address of each form of a register that shows what is kept."""
    found = snapshot(register)
    yield "register_edit", ()
    for theme in found.themes:
        yield "theme_edit", (theme.number,)
    for risk in found.risks:
        yield "risk_edit", (risk.reference,)
        yield "risk_move", (risk.reference,)
        yield "control_order", (risk.reference,)
        for stage in ("before", "after"):
            yield "risk_assess", (risk.reference, stage)
        for control in risk.controls:
            yield "control_edit", (risk.reference, control.key)


def test_no_form_of_the_real_register_changes_anything_untouched(client, published):
    before, said = count(published), snapshot(published)
    forms = list(every_form(published))
    assert len(forms) > 19 * 5
    for name, places in forms:
        address = reverse(name, args=(published.slug, *places))
        typed = opened(client, address)
        for button in ("up", "down"):
            typed.pop(button, None)
        assert client.post(address, typed).status_code == 302, address
    assert count(published) == before
    assert snapshot(published) == said


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_text_comes_out_as_it_went_in(editing, address, register, text):
    where = address("risk_edit", "R1.1")
    save(editing, where, description=text, causes=text, reason=text)
    found = snapshot(register).risk("R1.1")
    assert (found.description, found.causes) == (text, text)
    assert last(register).reason == text
    assert "<script>alert" not in editing.get(where).content.decode()


@pytest.mark.parametrize("text", [*AWKWARD, "   ", " \n \n ", "\n", "\n\n\n\n"])
def test_awkward_text_is_not_changed_by_saving_it_untouched(editing, address, cast, text):
    revise_risk(cast.register, "R1.1", by=SYSTEM, reason="Awkward.", causes=text, consequences=text)
    if text.strip():
        key = cast.keys("R1.1")[0]
        revise_control(cast.register, "R1.1", key, by=SYSTEM, reason="Awkward.", text=text)
    before = count(cast.register)
    for where in (
        address("risk_edit", "R1.1"),
        address("control_edit", "R1.1", cast.keys("R1.1")[0]),
    ):
        assert editing.post(where, opened(editing, where)).status_code == 302
    assert count(cast.register) == before


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_text_is_shown_again_as_it_was_typed(editing, address, text):
    response = save(editing, address("risk_edit", "R1.1"), causes=text, next_review="soon")
    assert response.status_code == 422
    assert with_line_feeds(form_of(response)["causes"]) == text


@effort(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(text=KEPT)
def test_any_text_that_can_be_kept(editing, address, register, text):
    where = address("risk_edit", "R1.1")
    typed = opened(editing, where)
    typed |= {"causes": text.replace("\n", "\r\n"), "reason": "Any text."}
    kept = snapshot(register).risk("R1.1").causes
    response = editing.post(where, typed)
    assert response.status_code == (302 if text != kept else 422)
    assert snapshot(register).risk("R1.1").causes == text
    assert with_line_feeds(opened(editing, where)["causes"]) == text


@effort(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(text=st.text(max_size=80))
def test_any_text_at_all_is_saved_or_shown_again(editing, address, register, text):
    where = address("control_add", "R1.1")
    before = count(register)
    response = save(editing, where, text=text)
    if response.status_code == 302:
        control = snapshot(register).risk("R1.1").controls[-1]
        assert control.text == with_line_feeds(text)
    else:
        assert response.status_code == 422
        assert count(register) == before
        assert response.context["form"]["text"].value() == text
