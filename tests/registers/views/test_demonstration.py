import pytest
from django.urls import reverse

from registers.actions import add_person
from registers.demonstration.people import OPCC_EDITOR, PEOPLE
from registers.permissions import SYSTEM
from tests.registers.views.seen import Seen

ADDRESS = reverse("demo_sign_in")


@pytest.fixture
def someone(settings, cast):
    """One of the demonstration's people, while the mode is on."""
    settings.DEMO = True
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
    person = next(person for person in PEOPLE if person.key == OPCC_EDITOR)
    return add_person(
        by=SYSTEM, email=person.email, name=person.name, organisation=cast.opcc, role=person.role
    )


def test_one_click_signs_a_person_in(client, someone):
    answer = client.post(ADDRESS, {"person": OPCC_EDITOR}, HTTP_HOST="127.0.0.1")
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(someone.pk)


def test_a_sign_in_says_nothing_that_the_head_of_the_page_does_not(client, someone):
    client.post(ADDRESS, {"person": OPCC_EDITOR}, HTTP_HOST="127.0.0.1")
    page = Seen(client.get("/", HTTP_HOST="127.0.0.1"))
    assert 'role="status"' not in page.html
    assert someone.name in page.html
    client.post(reverse("account_logout"), HTTP_HOST="127.0.0.1")
    page = Seen(client.get(reverse("account_login"), HTTP_HOST="127.0.0.1"))
    assert "You are signed out." in page.text


def test_it_leads_on_to_where_one_was_going_and_nowhere_else(client, someone):
    for wanted, given in (("/help/", "/help/"), ("https://evil.example/", "/")):
        sent = {"person": OPCC_EDITOR, "next": wanted}
        assert client.post(ADDRESS, sent, HTTP_HOST="127.0.0.1")["Location"] == given


@pytest.mark.parametrize("person", ["", "nobody", "stranger@example.org"])
def test_nobody_else_is_signed_in(client, someone, person):
    assert client.post(ADDRESS, {"person": person}, HTTP_HOST="127.0.0.1").status_code == 404
    assert "_auth_user_id" not in client.session


def test_the_sign_in_page_offers_everyone(client, someone):
    html = client.get(reverse("account_login"), HTTP_HOST="127.0.0.1").content.decode()
    assert html.count(f'action="{ADDRESS}"') == len(PEOPLE)
    assert all(str(person.sentence) in html for person in PEOPLE)


@pytest.mark.parametrize(
    "surroundings",
    [{"HTTP_HOST": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "10.0.0.1"},
     {"HTTP_HOST": "127.0.0.1", "REMOTE_ADDR": "10.0.0.1"}],
)  # fmt: skip
def test_not_through_another_machine(client, someone, surroundings):
    assert client.post(ADDRESS, {"person": OPCC_EDITOR}, **surroundings).status_code == 404
    page = client.get(reverse("account_login"), **surroundings)
    assert ADDRESS not in page.content.decode()


def test_not_without_the_mode(client, someone, settings):
    settings.DEMO = False
    answer = client.post(ADDRESS, {"person": OPCC_EDITOR}, HTTP_HOST="127.0.0.1")
    assert answer.status_code == 404
    page = client.get(reverse("account_login"), HTTP_HOST="127.0.0.1")
    assert ADDRESS not in page.content.decode()
