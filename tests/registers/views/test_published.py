"""What the public reads: pages, files, feed, check; cached for good, withdrawn, and hostile input."""

import hashlib
import json
from io import BytesIO
from xml.etree import ElementTree

import jsonschema
import pytest
from django.conf import settings
from django.core.files.storage import storages
from django.urls import reverse

from registers import chain, published
from registers.actions import create_register, revise_register, revise_risk, withdraw_publication
from registers.chain import in_fours
from registers.exchange import published_store
from registers.models import PublishedFile
from registers.permissions import SYSTEM
from registers.views.published import LARGEST
from tests.registers.agreeing import agree
from tests.registers.cast import scheme_of
from tests.registers.publishing import NO_PDF, agreed_and_public, may_be_public, publish
from tests.registers.views.seen import Seen

SCHEMAS = settings.BASE_DIR / "registers" / "exchange" / "schemas"
LIST = "/published/"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def publication(cast):
    return agreed_and_public(cast)


def at(name="published", *more):
    return reverse(name, args=("exampleshire", *more))


def test_the_latest_version_is_a_page_with_everything(client, publication):
    page = Seen(client.get(at()))
    assert page.status == 200
    assert page.title == "Strategic risks, version 1"
    for words in (
        "Version 1, agreed for Strategic Risk Board of 5 May 2026.",
        "The public is not heard.", "Too few officers.", "No version was published before this",
        "Office of the Commissioner (Chief Executive)",
    ):  # fmt: skip
        assert words in page.text
    assert "Olive Signer" not in page.html
    assert "Abel Approver" not in page.html
    assert in_fours(publication.fingerprint) in page.text
    assert in_fours(publication.edition.fingerprint) in page.text
    pdf = PublishedFile.objects.get(name__endswith=".pdf")
    assert pdf.sha256 in page.text
    assert page.links["exampleshire-version-1.pdf"] == at(
        "published_file", 1, "exampleshire-version-1.pdf"
    )
    assert "<script" not in page.html
    assert "style=" not in page.html


def test_a_risk_that_nobody_leads_on_alone_says_so(client, publication):
    page = Seen(client.get(at()))
    assert "Lead Joint" in page.text
    assert "Lead Office of the Commissioner" in page.text


def test_what_changed_since_the_version_before(client, cast, publication):
    revise_risk(cast.register, "R1.1", by=cast.editor, description="Not heard at all.", reason="x")
    agree(cast, "Second board")
    publish(cast, 2)
    published.forget()
    page = Seen(client.get(at()))
    assert "What changed since version 1" in page.text
    assert "not heard" in page.text.lower()
    assert page.links["Version 1, agreed on " + day(publication)] == at("published_version", 1)
    assert client.get(at("published_version", 1)).status_code == 200


def day(publication):
    on = publication.edition.agreed_on
    return f"{on.day} {on:%B %Y}"


def test_nothing_is_asked_of_the_database_once_it_is_warm(
    client, publication, django_assert_num_queries
):
    addresses = [
        at(), at("published_version", 1), at("published_file", 1, "exampleshire-version-1.json"),
        at("published_versions"), at("published_feed"), at("accessibility"), at("published_check"),
        LIST,
    ]  # fmt: skip
    client.get(at())
    client.get(LIST)
    with django_assert_num_queries(0):
        for address in addresses:
            answer = client.get(address)
            assert answer.status_code == 200
            assert "Vary" not in answer.headers or "Cookie" not in answer["Vary"]
            assert not answer.cookies


def test_the_registers_of_which_something_is_public_are_listed(client, cast, publication):
    second = create_register(
        by=SYSTEM, slug="secretshire", title="Not for the public", scheme=scheme_of(5, 3),
        owners=[(cast.opcc, "One", "One"), (cast.constabulary, "Two", "Two")], reason="So.",
    )  # fmt: skip
    revise_register(cast.register, by=cast.editor, title="A title of today", reason="So.")
    answer = client.get(LIST)
    page = Seen(answer)
    assert page.title == "Published registers"
    assert page.links["Strategic risks"] == at()
    on = f"{publication.published_on:%-d %B %Y}"
    assert f"Version 1, agreed on {day(publication)}, published on {on}" in page.text
    for hidden in (second.title, second.slug, "A title of today"):
        assert hidden not in page.html
    assert answer["Cache-Control"] == "public, max-age=60"
    again = client.get(LIST, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_what_is_withdrawn_or_was_never_public_is_in_no_list(client, cast):
    may_be_public(cast)
    agree(cast)
    assert Seen(client.get(LIST)).text == "Published registers No register is published here."
    published.forget()
    first = publish(cast)
    assert "Strategic risks" in Seen(client.get(LIST)).text
    withdraw_publication(cast.register, first.pk, by=cast.approver, why="A slip.")
    published.forget("exampleshire")
    assert "Strategic risks" not in Seen(client.get(LIST)).html


def test_what_a_version_says_may_be_kept_for_good(client, publication):
    for address in (at("published_version", 1), at("published_file", 1, "page.css")):
        answer = client.get(address)
        assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer["ETag"] == f'"{hashlib.sha256(answer.content).hexdigest()}"'
        again = client.get(address, headers={"If-None-Match": answer["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
    assert client.get(at())["Cache-Control"] == "public, max-age=60"


def test_files_are_what_they_are_said_to_be(client, publication):
    for held in publication.files.exclude(name="index.html"):
        answer = client.get(at("published_file", 1, held.name))
        assert answer["Content-Type"] == held.media_type
        assert hashlib.sha256(answer.content).hexdigest() == held.sha256
    answer = client.get(at("published_file", 1, "exampleshire-version-1.pdf"))
    assert answer.content == NO_PDF
    assert answer["Content-Disposition"] == 'attachment; filename="exampleshire-version-1.pdf"'


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("published_version", (2,)), ("published_version", (99999999999999999999,)),
        ("published_file", (1, "index.html")), ("published_file", (1, "nothing.pdf")),
        ("published_file", (2, "page.css")),
    ],
)  # fmt: skip
def test_what_is_not_there_is_not_found(client, publication, name, more):
    assert client.get(at(name, *more)).status_code == 404


def test_what_was_never_published_looks_like_what_is_not_there(client, cast):
    agree(cast)
    published.forget()
    for slug in ("exampleshire", "no-such-register"):
        for name in ("published", "published_versions", "published_check", "published_feed"):
            assert client.get(reverse(name, args=(slug,))).status_code == 404


def test_a_withdrawn_version_says_so_and_when_and_why(client, cast, publication):
    agree(cast, "Second board")
    second = publish(cast, 2)
    withdraw_publication(cast.register, second.pk, by=cast.approver, why="A wrong score.")
    published.forget()
    for address, status in ((at(), 200), (at("published_version", 2), 410)):
        page = Seen(client.get(address))
        assert page.status == status
        assert "Version 2 was withdrawn on" in page.text
        assert "A wrong score." in page.text
        assert page.links[f"Version 1, agreed on {day(publication)}"]
    file = client.get(at("published_file", 2, "exampleshire-version-2.json"))
    assert file.status_code == 410
    assert b"R1.1" not in file.content
    assert client.get(at("published_version", 1)).status_code == 200
    assert "Withdrawn on" in Seen(client.get(at("published_versions"))).text


def test_a_file_that_the_store_has_lost_is_not_given_out_wrong(client, publication):
    held = publication.files.get(name="page.css")
    storages["published"].delete(f"{held.sha256[:2]}/{held.sha256}")
    published_store.forget()
    answer = client.get(at("published_file", 1, "page.css"))
    assert answer.status_code == 503
    assert b"cannot be given out at present" in answer.content


def test_what_is_not_agreed_yet_is_not_told(client, cast, publication):
    revise_register(cast.register, by=cast.editor, title="Unagreed", marking="SECRET", reason="x")
    published.forget()
    for name in ("published_versions", "published_feed", "published_check", "accessibility"):
        said = client.get(at(name)).content.decode()
        assert "Strategic risks" in said
        assert "Unagreed" not in said
        assert "SECRET" not in said


def test_the_json_keeps_to_its_schema_and_bears_its_fingerprints(client, publication):
    said = client.get(at("published_file", 1, "exampleshire-version-1.json")).json()
    jsonschema.validate(said, json.loads((SCHEMAS / "register.json").read_text("utf-8")))
    version = said.pop("version")
    assert chain.fingerprint(said) == version["fingerprint"] == publication.fingerprint
    assert version["signed"] == publication.edition.fingerprint


def test_the_feed_has_an_entry_for_each_version(client, cast, publication):
    feed = ElementTree.fromstring(client.get(at("published_feed")).content)
    entry = feed.find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}title").text == "Version 1"
    assert entry.find(f"{ATOM}id").text == "http://testserver/published/exampleshire/1/"
    assert feed.find(f"{ATOM}updated").text


@pytest.mark.parametrize(
    ("what", "says"),
    [
        (lambda p: p.files.get(name__endswith=".pdf").sha256, "This is exampleshire-version-1.pdf"),
        (lambda p: p.fingerprint, "This is the fingerprint of what version 1 says."),
        (lambda p: p.edition.fingerprint, "of what the owners signed as version 1."),
        (lambda p: in_fours(p.fingerprint)[:19].upper(), "This is the fingerprint of what version"),
    ],
)
def test_a_fingerprint_tells_its_version(client, publication, what, says):
    page = Seen(client.get(at("published_check"), {"code": what(publication)}))
    assert page.status == 200
    assert says in page.text


@pytest.mark.parametrize("code", ["0" * 64, "0" * 16])
def test_a_fingerprint_of_nothing_is_said_to_be_none(client, publication, code):
    page = Seen(client.get(at("published_check"), {"code": code}))
    assert page.status == 404
    assert "This is of no published version." in page.text


@pytest.mark.parametrize("code", ["", "xyz", "0" * 15, "0" * 65, "<script>", "\x00" * 20, "é" * 64])
def test_what_is_no_fingerprint_is_refused_in_words(client, publication, code):
    page = Seen(client.get(at("published_check"), {"code": code}))
    assert page.status == 422
    assert "Nothing was checked." in page.text
    assert "<script>" not in page.html


def test_a_file_tells_its_version_to_the_last_byte(client, publication):
    def checked(raw):
        return Seen(client.post(at("published_check"), {"file": named(raw)}))

    assert "version 1, to the last byte" in checked(NO_PDF).text
    page = checked(NO_PDF + b" ")
    assert page.status == 404
    assert "The file copy.pdf was altered" in page.text
    assert checked(b"").status == 422


def test_what_is_not_there_and_what_is_not_ours_stand_in_the_security_log(
    client, publication, caplog
):
    client.get(at("published_version", 1))
    client.get(at("published_check"), {"code": publication.fingerprint})
    for name, more in (("published_version", (9,)), ("published_file", (9, "page.css"))):
        assert client.get(at(name, *more)).status_code == 404
    code = hashlib.sha256(b"hello").hexdigest()
    client.post(at("published_check"), {"file": named(b"hello")})
    client.get(at("published_check"), {"code": "a word"})
    logged = [one for one in caplog.records if one.name == "registers.security"]
    said = [json.loads(one.message) for one in logged]
    assert [(one["event"], one.get("status"), one.get("fingerprint")) for one in said] == [
        ("refused", 404, None),
        ("refused", 404, None),
        ("checked and not ours", None, code),
        ("refused", 422, None),
    ]
    assert "a word" not in caplog.text


def named(raw):
    file = BytesIO(raw)
    file.name = "copy.pdf"
    return file


def test_a_file_that_is_too_large_is_not_read(client, publication):
    answer = client.post(
        at("published_check"), b"x", content_type="multipart/form-data; boundary=b",
        CONTENT_LENGTH=str(LARGEST * 2),
    )  # fmt: skip
    assert answer.status_code == 413
