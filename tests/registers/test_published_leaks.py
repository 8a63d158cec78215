"""Not a byte that the public can get tells of what is withheld: words, reference, score, people."""

import json
import re
import zipfile
from io import BytesIO

import pdfua
import pikepdf
import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone

from registers import published
from registers.actions import (
    agree_challenge_public,
    assess,
    challenge,
    revise_risk,
    withdraw_publication,
)
from registers.demonstration.publishing import publish_version
from registers.models import Edition, Publication, PublishedFile
from registers.snapshot import snapshot
from tests.registers.agreeing import agree
from tests.registers.publishing import SECRET, may_be_public, withheld_risk

#: The withheld risk's reference, and people of the cast.
TRACES = ("R3.7", "Olive", "Abel", "Edith", "Cora", "@example.org", "Monitoring Officer")


@pytest.fixture
def secretive(cast, settings, tmp_path):
    """Two published versions of a register with a withheld risk that changes between them."""
    settings.PDF_STORE = tmp_path / "pdf"
    may_be_public(cast)
    withheld_risk(cast)
    signers = cast.signers()
    disputed(cast, signers, "R3.7", f"{SECRET} dispute")
    disputed(cast, signers, "R1.1", "We see it as worse.")
    for number in (1, 2):
        agree(cast, f"Board {number}")
        publish_version(
            cast.register, number, editor=cast.editor, approvers=signers, moments=(None,) * 3
        )
        assess(cast.register, "R3.7", "after", by=cast.editor, likelihood=3, impact=4,
               why=f"{SECRET} why")  # fmt: skip
        revise_risk(
            cast.register, "R3.7", by=cast.editor, title=f"{SECRET} anew", reason=f"{SECRET} so"
        )
        revise_risk(
            cast.register, "R1.2", by=cast.editor, description=f"Said {number}.", reason="So."
        )
    published.forget()
    return cast


def disputed(cast, signers, reference, why):
    """A challenge that every owner has agreed that the public reads."""
    place = {"likelihood": 1, "impact": 1, "why": why}
    challenge(cast.register, reference, "before", by=cast.approver, **place)
    (held,) = snapshot(cast.register).risk(reference).challenges
    for person in signers:
        agree_challenge_public(cast.register, reference, held.key, by=person, why="So.")


def addresses():
    yield "/published/"
    yield from (f"/published/exampleshire/{part}" for part in ("", "versions/", "feed/", "check/"))
    for version in (1, 2):
        yield reverse("published_version", args=("exampleshire", version))
        for name in (
            PublishedFile.objects.filter(publication__edition__number=version)
            .exclude(name="index.html")
            .values_list("name", flat=True)
        ):
            yield reverse("published_file", args=("exampleshire", version, name))


def everything_in(raw):
    """The bytes of a file, and of all that is packed in it, as text."""
    yield raw.decode("utf-8", "ignore")
    if raw[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            yield archive.comment.decode()
            for name in archive.namelist():
                yield name
                yield archive.read(name).decode("utf-8", "ignore")
    if raw[:4] == b"%PDF":
        yield from words_of_pdf(raw)


def words_of_pdf(raw):
    """Every object of a PDF as text, and what a reader gets from each page."""
    with pikepdf.open(BytesIO(raw)) as pdf:
        yield repr(pdf.docinfo)
        for thing in pdf.objects:
            yield from strings(thing)
    document = pypdfium2.PdfDocument(raw)
    for number in range(len(document)):
        yield document[number].get_textpage().get_text_bounded()


def strings(thing):
    if isinstance(thing, pikepdf.Stream):
        yield thing.read_bytes().decode("latin-1") if thing.get("/Type") == "/Metadata" else ""
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        yield from (str(value) for value in thing.values() if isinstance(value, pikepdf.String))
    if isinstance(thing, pikepdf.Array):
        yield from (str(value) for value in thing if isinstance(value, pikepdf.String))
    if isinstance(thing, pikepdf.String):
        yield str(thing)


def test_no_public_byte_tells_of_what_is_withheld(client, secretive):
    seen = 0
    for address in addresses():
        answer = client.get(address)
        assert answer.status_code == 200
        said = [address, *map(": ".join, answer.headers.items()), *everything_in(answer.content)]
        for text in said:
            for trace in (SECRET, *TRACES):
                assert trace not in text, (address, trace)
        seen += 1
    assert seen == 5 + 2 * 6
    # What would be found is there to be found.
    assert SECRET in json.dumps(str(snapshot(secretive.register)))


def test_what_is_public_is_found_by_the_same_search(client, secretive):
    for address in addresses():
        if re.search(r"\.(pdf|json|xlsx|zip)$", address):
            said = "".join(everything_in(client.get(address).content))
            assert "The public is not heard." in said, address
            assert "We see it as worse." in " ".join(said.split()), address


def test_no_score_and_no_count_of_it(client, secretive):
    """The withheld risk is the only one in its cells and the only one that is High."""
    page = client.get(reverse("published_version", args=("exampleshire", 1))).content.decode()
    cells = re.findall(r"<b>(12|16)</b> High</span></p>(.*?)</td>", page)
    assert [held for _total, held in cells] == ["", "", ""]
    assert re.search(r"<b>0</b>\s*High", page)
    said = json.loads(
        client.get(
            reverse("published_file", args=("exampleshire", 1, "exampleshire-version-1.json"))
        ).content
    )
    assert said["withheld"] == [{"ground": said["withheld"][0]["ground"], "risks": 1}]
    assert [risk["reference"] for theme in said["themes"] for risk in theme["risks"]] == [
        "R1.1", "R1.2", "R3.9",
    ]  # fmt: skip


def test_the_fingerprint_of_what_was_signed_is_salted(secretive):
    texts = [e.candidate.signed_text for e in _editions(secretive)]
    assert len({text.salt for text in texts}) == 2
    assert all(len(text.salt) == 32 for text in texts)


def _editions(cast):

    return Edition.objects.filter(register=cast.register)


def test_a_withdrawn_version_leaks_nothing_either(client, secretive):

    row = Publication.objects.get(edition__number=2)
    withdraw_publication(secretive.register, row.pk, by=secretive.approver, why="A slip.")
    published.forget()
    for address in ("/published/exampleshire/", "/published/exampleshire/2/"):
        text = client.get(address).content.decode()
        assert not any(trace in text for trace in (SECRET, *TRACES))
    assert str(timezone.localdate().year) in text


def test_the_paper_says_which_version_it_is_and_who_agreed(client, secretive, tmp_path):
    raw = client.get(
        reverse("published_file", args=("exampleshire", 2, "exampleshire-version-2.pdf"))
    ).content
    text = " ".join(" ".join(words_of_pdf(raw)).split())
    for words in (
        "Version 2, agreed by every owner", "Board 2, 5 May 2026",
        "Office of the Commissioner (Chief Executive)", "Constabulary of Exampleshire (Approver of",
    ):  # fmt: skip
        assert words in text
    assert "Draft" not in text
    (tmp_path / "version.pdf").write_bytes(raw)
    assert pdfua.validate(str(tmp_path / "version.pdf")).findings == ()
