"""A register as JSON for other programs, with a token and nothing else."""

import json
import logging
from datetime import timedelta
from pathlib import Path

import jsonschema
import pytest
from django.test import Client
from django.utils import timezone
from openapi_spec_validator import validate

from registers.actions import revise_person, revise_risk, withdraw_reading, withhold
from registers.actions.refusals import Invalid, NotAllowed
from registers.actions.tokens import MOST, make_token, revoke_token
from registers.exchange import schemas
from registers.exchange.columns import LEFT_OUT, TABLES
from registers.exchange.document import document
from registers.models import Token
from registers.snapshot import snapshot
from tests.registers.cast import make_register
from tests.registers.deeds import WITHHELD
from tests.registers.exchange.test_from_document import JUDGE
from tests.registers.exchange.written import everything

ADDRESS = "/api/registers/exampleshire/"
DESCRIPTION = json.loads((Path(schemas.__file__).parent / "openapi.json").read_text("utf-8"))
TODAY = timezone.localdate()
DOES_NOT = "This token does not work: it is wrong, has ended or was taken back."


@pytest.fixture
def made(cast):
    return make_token(cast.editor, cast.register, name="Power BI", until=TODAY)


@pytest.fixture
def read(client, made):
    """Ask with the token, as a program does that has no session."""

    def ask(address=ADDRESS, key=made[0], **query):
        return client.get(address, query, headers={"Authorization": f"Bearer {key}"})

    return ask


def test_the_register_is_read_as_the_file_has_it(read, cast):
    found = everything(cast)
    answer = read()
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    assert answer.json() == document(found)
    JUDGE.validate(answer.json())
    assert answer["Register-Revision"] == f"{found.number}:{found.seal}"
    assert answer["Register-Marking"] == "OFFICIAL-SENSITIVE"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.key)
def test_each_table_is_a_list_of_rows_as_the_description_says(read, cast, table):
    found = everything(cast)
    rows = read(f"{ADDRESS}tables/{table.key}/").json()["value"]
    assert len(rows) == len(list(table.rows(found)))
    row = {**DESCRIPTION["components"]["schemas"][table.key]}
    for held in rows:
        jsonschema.Draft202012Validator(row).validate(held)
    assert [list(held) for held in rows] == [[c.key for c in table.columns]] * len(rows)


def test_a_day_and_an_audience_can_be_asked_for(read, cast):
    then = snapshot(cast.register)
    withhold(cast.register, "R1.1", by=cast.editor, reasoning="So.", **WITHHELD)
    now = snapshot(cast.register)
    assert read(at=then.number).json() == document(then)
    public = read(audience="public")
    assert public.json() == document(now.public())
    assert "Register-Revision" not in public
    assert "ETag" not in public
    rows = read(f"{ADDRESS}tables/left-out/", audience="public").json()["value"]
    assert rows == [{"ground": WITHHELD["ground"], "risks": 1}]


@pytest.mark.parametrize(
    ("address", "query", "status", "sentence"),
    [
        (ADDRESS, {"audience": "friends"}, 400, "The audience is “internal” or “public”."),
        (ADDRESS, {"at": "1999-01-01"}, 404, "The register had not begun on 1 January 1999."),
        ("/api/registers/no-such/", {}, 404, "The token opens no such register."),
        (f"{ADDRESS}tables/actions/", {"audience": "public"}, 404,
         "There is no such table; there is risks, controls, challenges, withheld, themes, posts, owners, "
         "register, levels, bands, cells, left-out."),
    ],
)  # fmt: skip
def test_what_there_is_not_is_said(read, address, query, status, sentence):
    answer = read(address, **query)
    assert (answer.status_code, answer.json()) == (status, {"problem": sentence})


def test_it_is_told_when_nothing_has_changed(read, client, made, cast):
    tag = read()["ETag"]
    headers = {"Authorization": f"Bearer {made[0]}", "If-None-Match": tag}
    answer = client.get(ADDRESS, headers=headers)
    assert (answer.status_code, answer.content) == (304, b"")
    revise_risk(cast.register, "R1.1", by=cast.editor, title="Anew", reason="So.")
    assert client.get(ADDRESS, headers=headers).status_code == 200


def refused(answer):
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == 'Bearer realm="riskregister"'
    return answer.json()["problem"]


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer  ", "Basic Zm9vOmJhcg==", "rr_abc"])
def test_without_a_token_nothing_is_read(client, cast, header):
    client.force_login(cast.editor)
    answer = client.get(ADDRESS, headers={"Authorization": header} if header else {})
    assert refused(answer) == "Send a token in the header “Authorization: Bearer TOKEN”."


def test_a_token_that_has_ended_or_was_taken_back_reads_nothing(read, cast, made):
    assert refused(read(key="rr_" + "x" * 43)) == DOES_NOT
    assert refused(read(key=Token.objects.get().digest)) == DOES_NOT
    Token.objects.update(until=TODAY - timedelta(days=1))
    assert refused(read()) == DOES_NOT
    Token.objects.update(until=TODAY)
    assert read().status_code == 200
    revoke_token(cast.editor, made[1].pk)
    assert refused(read()) == DOES_NOT


def test_a_token_reads_no_more_than_its_person_may_at_this_moment(read, cast, client):
    make_register(vars(cast), slug="another")
    assert read("/api/registers/another/").status_code == 404
    key, _token = make_token(cast.council_reader, cast.register, name="Panel", until=TODAY)
    assert read(key=key).status_code == 200
    withdraw_reading(cast.register, cast.council, by=cast.editor, reason="So.")
    assert read(key=key).status_code == 404


def test_a_deactivated_persons_token_reads_nothing(read, cast):
    revise_person(cast.editor, by=cast.administrator, is_active=False, reason="Left.")
    assert refused(read()) == DOES_NOT


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_changed(cast, made, method):
    """Said to a program as a program, and not by the page about forms."""
    before = cast.register.journal.revisions.count()
    client = Client(enforce_csrf_checks=True)
    for address in (ADDRESS, "/api/openapi.json"):
        answer = getattr(client, method)(address, headers={"Authorization": f"Bearer {made[0]}"})
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
        assert answer.json() == {"problem": "This address is only read: use GET."}
    assert cast.register.journal.revisions.count() == before


def test_the_token_opens_no_page(cast, made):
    answer = Client().get(
        "/registers/exampleshire/", headers={"Authorization": f"Bearer {made[0]}"}
    )
    assert answer.status_code == 302


def test_only_a_digest_is_kept(made):
    key, token = made
    row = Token.objects.filter(pk=token.pk).values().get()
    assert key not in [str(value) for value in row.values()]
    assert len(key) == 46
    assert row["begins"] == key[:8]


def test_each_use_and_each_refusal_is_in_the_security_log(read, caplog, made):
    with caplog.at_level(logging.INFO, "registers.security"):
        read()
        read("/api/registers/another/")
        read(key="rr_wrong")
    lines = [json.loads(r.getMessage()) for r in caplog.records if r.name == "registers.security"]
    assert [(line["event"], line["email"]) for line in lines] == [
        ("token used", "editor@example.org"),
        ("token refused", "editor@example.org"),
        ("token refused", ""),
    ]
    assert not [line for line in lines if made[0] in json.dumps(line)]


def test_whoever_may_not_see_a_register_makes_no_token(cast):
    with pytest.raises(NotAllowed):
        make_token(cast.stranger, cast.register, name="Spy", until=TODAY)


@pytest.mark.parametrize(
    ("name", "days", "field"), [("", 1, "name"), ("a\nb", 1, "name"), ("x" * 81, 1, "name"),
                                ("x", -1, "until"), ("x", 367, "until")],
)  # fmt: skip
def test_a_token_that_cannot_be_is_refused(cast, name, days, field):
    with pytest.raises(Invalid) as problem:
        make_token(cast.editor, cast.register, name=name, until=TODAY + timedelta(days=days))
    assert list(problem.value.errors) == [field]


def test_there_is_an_end_to_how_many_one_has(cast):
    for number in range(MOST):
        make_token(cast.editor, cast.register, name=f"Number {number}", until=TODAY)
    with pytest.raises(Invalid, match="take one back first"):
        make_token(cast.editor, cast.register, name="One more", until=TODAY)


def test_the_descriptions_are_published_and_right(client, db):
    answer = client.get("/api/openapi.json")
    assert answer.json() == DESCRIPTION
    validate(DESCRIPTION)
    told = (*TABLES, LEFT_OUT)
    assert client.get("/api/register.schema.json").json() == JUDGE.schema
    assert set(DESCRIPTION["components"]["schemas"]) == {"problem", *(t.key for t in told)}
