"""The page on which a person makes tokens for other programs and takes them back."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from registers.actions.tokens import make_token
from registers.models import Token

PAGE = "/registers/exampleshire/programs/"
TODAY = timezone.localdate()


@pytest.fixture
def page(client, cast):
    client.force_login(cast.editor)
    return client


def test_a_token_is_told_once_and_works(page, cast):
    answer = page.post(PAGE, {"name": "Power BI", "until": TODAY.isoformat()})
    (key,) = re.findall(r'<code class="token-key">(rr_[\w-]+)</code>', answer.content.decode())
    assert "no-store" in answer["Cache-Control"]
    read = page.get("/api/registers/exampleshire/", headers={"Authorization": f"Bearer {key}"})
    assert read.status_code == 200
    assert key not in page.get(PAGE).content.decode()
    assert "Power BI" in page.get(PAGE).content.decode()


def test_it_is_taken_back(page, cast):
    key, token = make_token(cast.editor, cast.register, name="Power BI", until=TODAY)
    answer = page.post(f"{PAGE}{token.pk}/revoke/", follow=True)
    assert "“Power BI” reads nothing any more." in answer.content.decode()
    assert "taken back" in answer.content.decode()
    read = page.get("/api/registers/exampleshire/", headers={"Authorization": f"Bearer {key}"})
    assert read.status_code == 401


def test_nobody_sees_or_takes_back_anothers(page, cast):
    _key, token = make_token(cast.approver, cast.register, name="Theirs", until=TODAY)
    assert "Theirs" not in page.get(PAGE).content.decode()
    assert page.post(f"{PAGE}{token.pk}/revoke/").status_code == 404
    assert Token.objects.get().revoked is None


@pytest.mark.parametrize(
    ("name", "until", "sentence"),
    [
        ("", TODAY, "Say which program or report it is for."),
        ("Power BI", "soon", "Write a day such as 14 June 2026 or 14/6/2026."),
        ("Power BI", TODAY - timedelta(days=1), "Choose a day from today on, within a year."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(page, cast, name, until, sentence):
    answer = page.post(PAGE, {"name": name, "until": str(until)})
    assert answer.status_code == 422
    said = answer.content.decode()
    assert sentence in said
    assert f'value="{until}"' in said
    assert not Token.objects.exists()


def test_the_page_says_how_a_program_reads(page):
    assert (
        "http://testserver/api/registers/exampleshire/tables/risks/"
        in page.get(PAGE).content.decode()
    )
