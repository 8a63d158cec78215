"""Nothing that is withheld gets out of any output for the public: the register holds what could."""

import json
import zipfile
import zlib
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pikepdf
import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from registers.actions import (
    add_control,
    add_post,
    assess,
    assure_control,
    challenge,
    close_risk,
    plan_action,
    raise_risk,
    release,
    revise_control,
    revise_register,
    revise_risk,
    withhold,
)
from registers.actions.tokens import make_token
from registers.exchange import files
from registers.exchange.paper.choices import Choices
from registers.exchange.paper.material import material
from registers.exchange.write_pdf import bundle, write_pdf
from registers.permissions import SYSTEM
from registers.snapshot import snapshot
from tests.registers.deeds import WITHHELD
from tests.registers.exchange.printed import pages

#: Each stands in what is withheld and in nothing that is not.
SECRETS = ("Zqtitle", "Zqwords", "Zqcause", "Zqcontrol", "Zqwhy", "Zqpost", "Zqreason", "Zqofficer",
           "Zqold", "Zqpart", "Zqclosed", "Zqgone", "Zqclaim",
           "Zqplan", "Zqcheck")  # fmt: skip
#: References, scores and people of what is withheld.
TRACES = ("R9.99", "A8.88", "A7.77", "Edith", "Editor")
TODAY = timezone.localdate()


@pytest.fixture
def register(cast):
    """One risk withheld whole, one closed, one released again, parts of R1.1, and what the owners
    differ on."""
    register, by = cast.register, SYSTEM
    add_post(register, by=by, title="Head of Zqpost", owner="OPCC")
    for reference, words in (("R9.99", "Zqwords"), ("A8.88", "Zqclosed"), ("A7.77", "Zqold")):
        raise_risk(
            register, by=cast.editor, theme=3, reference=reference, reason="Zqreason.",
            title=f"Zqtitle {reference}", description=f"{words} may happen.", causes="Zqcause.",
            controls=("Zqcontrol.",), risk_owner="Head of Zqpost", before=(4, 4), after=(4, 3),
            lead="OPCC",
        )  # fmt: skip
        told = {**WITHHELD, "reasoning": "Zqreason.", "decided_by": "Zqofficer"}
        withhold(register, reference, by=cast.editor, **told)
    assess(register, "R9.99", "after", by=cast.editor, likelihood=3, impact=4, why="Zqwhy.")
    close_risk(register, "A8.88", by=cast.editor, why="Zqclosed it is.")
    for part, ground in (("controls", 1), ("causes", 2), ("after", 0), ("reasons", 0)):
        withhold(
            register, "R1.1", by=cast.editor, part=part, reasoning="Zqreason.",
            decided_by="Zqofficer", look_again=date(2027, 4, 1), ground=_ground(ground),
        )  # fmt: skip
    revise_risk(register, "R1.1", by=cast.editor, causes="Zqpart.", reason="Zqreason.")
    add_control(register, "R1.1", by=cast.editor, text="Zqpart.", owner="Head of Zqpost")
    assess(register, "R1.1", "before", by=cast.editor, likelihood=4, impact=3, why="Zqwhy.")
    add_control(register, "R1.2", by=cast.editor, text="Zqgone.")
    withhold(register, "R1.2", by=cast.editor, part="controls", reasoning="Zqreason.", **WITHHELD)
    challenge(register, "R1.1", "wording", by=cast.editor, position="Zqclaim", why="Zqclaim.")
    place = {"likelihood": 4, "impact": 4}
    challenge(register, "R1.2", "after", by=cast.editor, why="Zqclaim.", **place)
    challenge(register, "R9.99", "lead", by=cast.editor, position="Constabulary", why="Zqclaim.")
    plan_action(
        register, "R1.2", by=cast.editor, text="Zqplan.", owner="Head of Zqpost",
        due=date(2027, 5, 1),
    )  # fmt: skip
    key = add_control(register, "R3.9", by=cast.editor, text="Meetings.") and cast.keys("R3.9")[0]
    assure_control(
        register, "R3.9", key, by=cast.editor, line=3, checked_by="Zqcheck", checked_on=TODAY,
        result="works", note="Zqcheck.",
    )  # fmt: skip
    revise_register(register, by=cast.editor, title="Public risks", reason="Zqreason.")
    return register


def _ground(place):
    return settings.WITHHOLDING_GROUNDS[place]


EVERY = [
    Choices(public=True, part=part, of=of, order=order)
    for part, of in (("register", ""), ("owner", "OPCC"), ("risk", "R1.1"), ("map", ""))
    for order in (("document", "rating") if part in {"register", "owner"} else ("document",))
]


@pytest.mark.parametrize("choices", EVERY, ids=lambda c: f"{c.part}-{c.order}")
@pytest.mark.parametrize("since", ["1", "15", ""])
def test_nothing_is_in_what_is_printed(register, choices, since):
    held = material(register, snapshot(register), public=True, since=since, today=TODAY)
    made = bundle(held, choices)
    _clean(json.dumps(made, ensure_ascii=False))


def test_nothing_is_in_the_file_itself(register, pdf_store):
    held = material(register, snapshot(register), public=True, since="1", today=TODAY)
    raw = write_pdf(held, EVERY[0])
    _clean(" ".join(pages(raw)))
    with pikepdf.open(BytesIO(raw)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                _clean(_read(thing))
            else:
                _clean(str(thing.unparse()))
        _clean(str(pdf.docinfo))
        _clean(str(pdf.open_metadata()))
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
            inner = [item.title for top in outline.root for item in top.children]
    assert "Summary" in titles
    assert any(title.startswith("R1.1") for title in inner)
    assert not any(trace in " ".join(inner) for trace in TRACES)


def _read(stream):
    try:
        return stream.read_bytes().decode("latin-1")
    except (pikepdf.PdfError, zlib.error):
        return stream.read_raw_bytes().decode("latin-1")


def _clean(text):
    assert [found for found in (*SECRETS, *TRACES) if found in text] == []


def test_what_is_withheld_is_counted_with_its_ground(register):
    held = material(register, snapshot(register), public=True, since="1", today=TODAY)
    html = bundle(held, EVERY[0])["html"]
    assert (
        "Three risks are withheld from this paper as a whole, under Freedom of Information Act "
        "2000, section 31 (law enforcement)."
    ) in html
    assert html.count("Withheld: Freedom of Information Act 2000, section 31") >= 2


def test_what_was_released_shows_nothing_of_before(cast, register):
    release(register, "A7.77", by=cast.editor, reason="Zqreason.")
    revise_risk(
        register, "A7.77", by=cast.editor, title="Open", description="Said openly.",
        causes="", risk_owner=None, reason="Zqreason.",
    )  # fmt: skip
    for control in cast.keys("A7.77"):
        revise_control(
            register, "A7.77", control, by=cast.editor, text="Openly.", reason="Zqreason."
        )
    before_release = register.journal.revisions.filter(verb="release").get().number - 1
    held = material(
        register, snapshot(register), public=True, since=str(before_release), today=TODAY
    )
    html = bundle(held, EVERY[0])["html"]
    assert "Said openly." in html
    assert "One risk is not compared, since it is or was withheld." in html
    assert [found for found in SECRETS if found in html] == []


def test_nothing_is_in_the_files_that_are_downloaded(client, cast, register, pdf_store, tmp_path):
    client.force_login(cast.editor)
    number = snapshot(register).number
    seal = snapshot(register).seal[:16]
    answer = client.get("/registers/exampleshire/export/json/?audience=public")
    _clean(answer.content.decode())
    _clean(str(dict(answer.headers)))
    assert seal not in str(dict(answer.headers))
    assert f"revision-{number}" not in str(dict(answer.headers))
    assert "Register-Revision" not in answer.headers
    file = tmp_path / "out.json"
    call_command(
        "export_register", "exampleshire", "--format", "json", "--audience", "public",
        "--output", str(file),
    )  # fmt: skip
    assert file.read_bytes() == answer.content


def test_the_owners_read_what_they_differ_on_and_the_public_does_not(register):
    now = snapshot(register)
    assert [len(risk.challenges) for risk in now.all_risks if risk.challenges] == [1, 1, 1]
    assert now.public().challenged == ()
    held = material(register, now, public=False, since="1", today=TODAY)
    html = bundle(held, Choices())["html"]
    assert "OPCC challenges the wording" in html
    assert "OPCC challenges the score after controls" in html


def test_neither_number_nor_seal_stands_in_a_paper_for_the_public(register):
    now = snapshot(register)
    held = material(register, now, public=True, today=TODAY)
    html = bundle(held, EVERY[0])["html"]
    assert now.seal[:4] not in html.split("fingerprint")[0]
    assert "seal" not in html
    assert "Revision" not in html
    assert "revision" not in html
    assert "fingerprint" in html


def test_hidden_edits_change_no_public_byte(cast, register):
    def printed():
        held = material(register, snapshot(register), public=True, since="1", today=TODAY)
        return bundle(held, EVERY[0])

    before = printed()
    assess(register, "R9.99", "after", by=cast.editor, likelihood=1, impact=1, why="Zqwhy.")
    revise_risk(register, "R1.1", by=cast.editor, causes="Zqpart again.", reason="Zqreason.")
    challenge(register, "R1.1", "lead", by=cast.editor, position="Constabulary", why="Zqclaim.")
    assert printed() == before


def everything_in(raw):
    """All that stands anywhere in a file: of an archive in each of its parts, and its comment."""
    if not zipfile.is_zipfile(BytesIO(raw)):
        return raw.decode()
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        parts = [archive.comment, *(archive.read(name) for name in archive.namelist())]
        names = " ".join(archive.namelist())
    return names + " ".join(part.decode("utf-8", "replace") for part in parts)


@pytest.mark.parametrize("form", files.FORMATS)
@pytest.mark.parametrize("of", ["", "OPCC", "Constabulary"])
def test_nothing_is_in_a_file_of_any_format(register, form, of):
    now = replace(snapshot(register), moment=datetime(2020, 2, 3, tzinfo=UTC))
    # What could leak is there to begin with.
    whole = everything_in(files.write(form, now))
    assert "Zqtitle" in whole or "R9.99" in whole
    said = everything_in(files.write(form, files.audience(now, public=True, of=of)))
    _clean(said)
    assert now.seal[:16] not in said.replace(" ", "")
    assert f"Revision {now.number}" not in said
    assert "2020-02-03" not in said


@pytest.mark.parametrize("form", files.FORMATS)
def test_hidden_edits_change_nothing_in_a_file_of_any_format(cast, register, form):
    def parts():
        raw = files.write(form, files.audience(snapshot(register), public=True))
        if not zipfile.is_zipfile(BytesIO(raw)):
            return raw
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            # When a file was written is no more than that.
            return {n: archive.read(n) for n in archive.namelist() if n != "docProps/core.xml"}

    before = parts()
    assess(register, "R9.99", "after", by=cast.editor, likelihood=1, impact=1, why="Zqwhy.")
    revise_risk(register, "R1.1", by=cast.editor, causes="Zqpart again.", reason="Zqreason.")
    assert parts() == before


@pytest.mark.parametrize(
    "address", ["", "tables/risks/", "tables/controls/", "tables/posts/", "tables/withheld/"]
)
def test_nothing_is_in_what_other_programs_read_for_the_public(client, cast, register, address):
    key, _token = make_token(cast.editor, register, name="For the panel", until=TODAY)
    answer = client.get(
        f"/api/registers/exampleshire/{address}?audience=public",
        headers={"Authorization": f"Bearer {key}"},
    )
    assert answer.status_code == 200
    _clean(answer.content.decode())
    _clean(str(dict(answer.headers)))
    assert snapshot(register).seal[:16] not in str(dict(answer.headers))
