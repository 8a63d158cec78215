"""Nothing that is withheld gets out of any output for the public: the register holds what could."""

import json
import re
import zipfile
import zlib
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pikepdf
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from registers.actions import (
    add_control,
    add_post,
    agree_challenge_public,
    assess,
    assure_control,
    challenge,
    close_risk,
    plan_action,
    propose,
    raise_risk,
    release,
    revise_control,
    revise_register,
    revise_risk,
    withhold,
)
from registers.actions.tokens import make_token
from registers.exchange import files
from registers.exchange.document import fingerprint
from registers.exchange.paper.choices import Choices
from registers.exchange.paper.material import Material, material
from registers.exchange.publishing import version
from registers.exchange.write_pdf import bundle, wanted, write_pdf
from registers.models import User
from registers.moments import point_of
from registers.permissions import SYSTEM
from registers.snapshot import forget, snapshot, snapshot_at, withheld_since
from tests.registers.agreeing import agree
from tests.registers.deeds import WITHHELD
from tests.registers.exchange.printed import pages

#: Each stands in what is withheld and in nothing that is not.
SECRETS = ("Zqtitle", "Zqwords", "Zqcause", "Zqcontrol", "Zqwhy", "Zqpost", "Zqreason", "Zqofficer",
           "Zqold", "Zqpart", "Zqclosed", "Zqgone", "Zqclaim",
           "Zqplan", "Zqcheck", "Zqpropose")  # fmt: skip
#: References, scores and people of what is withheld.
TRACES = ("R9.99", "A8.88", "A7.77", "Edith", "Editor", "Abel", "Olive")
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
    _agree(cast, register)
    plan_action(
        register, "R1.2", by=cast.editor, text="Zqplan.", owner="Head of Zqpost",
        due=date(2027, 5, 1),
    )  # fmt: skip
    key = add_control(register, "R3.9", by=cast.editor, text="Meetings.") and cast.keys("R3.9")[0]
    assure_control(
        register, "R3.9", key, by=cast.editor, line=3, checked_by="Zqcheck", checked_on=TODAY,
        result="works", note="Zqcheck.",
    )  # fmt: skip
    _propose(register, cast.editor, "Zqpropose one.")
    revise_register(register, by=cast.editor, title="Public risks", reason="Zqreason.")
    return register


def _agree(cast, register):
    """Both owners agree that the public reads what is held against a score that is withheld and
    against a risk that is; of another only one does."""
    place = {"likelihood": 4, "impact": 4}
    challenge(register, "R1.1", "after", by=cast.editor, why="Zqclaim.", **place)
    signers = cast.signers()
    for reference, about, people in (
        ("R1.1", "after", signers), ("R9.99", "lead", signers), ("R1.2", "after", signers[:1]),
    ):  # fmt: skip
        held = {one.about: one for one in snapshot(register).risk(reference).challenges}
        for person in people:
            agree_challenge_public(register, reference, held[about].key, by=person, why="Zqwhy.")


def _propose(register, by, words):
    """A wording for each of three risks waits: of one that is withheld, in part, and not."""
    for reference in ("R9.99", "R1.1", "R1.2"):
        fields = {"description": words, "title": words}
        propose(register, "revise", reference, by=by, why=words, fields=fields)


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
    assert [len(risk.challenges) for risk in now.all_risks if risk.challenges] == [2, 1, 1]
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
    _propose(register, cast.approver, "Zqpropose two.")
    challenge(register, "R1.1", "lead", by=cast.editor, position="Constabulary", why="Zqclaim.")
    assert printed() == before


def test_what_both_chose_to_show_is_shown_without_a_name(cast, register):
    place = {"likelihood": 2, "impact": 2, "why": "Seen otherwise."}
    challenge(register, "R3.9", "before", by=cast.approver, **place)
    (held,) = snapshot(register).risk("R3.9").challenges
    for person in (cast.approver, _signer()):
        agree_challenge_public(register, "R3.9", held.key, by=person, why="Zqwhy.")
    made = material(register, snapshot(register), public=True, since="", today=TODAY)
    html = bundle(made, EVERY[0])["html"]
    assert "Constabulary challenges the score before controls" in html
    assert "Seen otherwise." in html
    _clean(html)


def _signer():
    return User.objects.get(email="signer@example.org")


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


@pytest.fixture
def then(cast):
    """The number of a revision at which nothing is withheld that is withheld by now: a risk whole
    and parts of another."""
    register, by = cast.register, cast.editor
    add_post(register, by=SYSTEM, title="Head of Zqpost", owner="OPCC")
    raise_risk(
        register, by=by, theme=3, reference="R9.99", reason="Zqreason.", title="Zqtitle",
        description="Zqwords may happen.", causes="Zqcause.", controls=("Zqcontrol.",),
        risk_owner="Head of Zqpost", before=(4, 4), after=(4, 3), lead="OPCC",
    )  # fmt: skip
    revise_risk(register, "R1.1", by=by, causes="Zqpart.", reason="It is so.")
    add_control(register, "R1.1", by=by, text="Zqcontrol.", owner="Head of Zqpost")
    assess(register, "R1.1", "after", by=by, likelihood=4, impact=4, why="Zqwhy.")
    number = snapshot(register).number
    revise_risk(register, "R1.2", by=by, causes="Said since.", reason="It is so.")
    withhold(register, "R9.99", by=by, part="whole", reasoning="Zqreason.", **WITHHELD)
    for part in ("causes", "controls", "after", "reasons"):
        withhold(register, "R1.1", by=by, part=part, reasoning="Zqreason.", **WITHHELD)
    return number


def _then(cast, number):
    return snapshot_at(cast.register, point_of(cast.register, str(number)))


def _paper_then(cast, number, **more):
    now = _then(cast, number)
    return material(cast.register, now, at=str(number), public=True, today=TODAY, **more)


def test_what_is_withheld_by_now_could_leak_from_an_earlier_day(cast, then):
    assert "Zqtitle" in files.write("json", files.audience(_then(cast, then), public=True)).decode()
    assert withheld_since(cast.register, snapshot(cast.register)) == ()


@pytest.mark.parametrize("choices", EVERY, ids=lambda c: f"{c.part}-{c.order}")
@pytest.mark.parametrize("since", ["1", "11", ""])
def test_nothing_withheld_by_now_is_printed_as_at_an_earlier_day(cast, then, choices, since):
    made = bundle(_paper_then(cast, then, since=since), choices)
    _clean(json.dumps(made, ensure_ascii=False))


def test_nor_are_the_scores_of_days_before_it(cast, then):
    now, live = _then(cast, then), snapshot(cast.register)

    def printed(day_before):
        course = ((TODAY, day_before),)
        return bundle(Material(now=now, course=course, as_at=TODAY, others=(live,)), EVERY[0])

    _clean(json.dumps(printed(now), ensure_ascii=False))
    assert "One risk is withheld from this paper as a whole" in printed(now)["html"]
    # A day at which the score was withheld already has nothing to print of it.
    assert printed(now) == printed(live)


def test_a_paper_of_an_earlier_day_is_another_once_more_is_withheld(cast, then):
    before = wanted(_paper_then(cast, then), EVERY[0]).key
    revise_risk(cast.register, "R3.9", by=cast.editor, causes="Work goes on.", reason="So.")
    assert wanted(_paper_then(cast, then), EVERY[0]).key == before
    withhold(cast.register, "R3.9", by=cast.editor, part="causes", reasoning="So.", **WITHHELD)
    assert wanted(_paper_then(cast, then), EVERY[0]).key != before


@pytest.mark.parametrize("form", files.FORMATS)
@pytest.mark.parametrize("at_once", [True, False], ids=["at once", "by a process"])
def test_nothing_withheld_by_now_is_in_a_file_of_an_earlier_day(
    client, cast, then, form, at_once, settings
):
    client.force_login(cast.editor)
    asked = {"format": form, "at": then}
    address = "/registers/exampleshire/export/file/"
    whole = everything_in(client.get(address, asked).content)
    assert "Zqtitle" in whole or "R9.99" in whole
    if at_once:
        answer = client.get(address, {**asked, "audience": "public"})
        _clean(str(dict(answer.headers)))
        _clean(everything_in(answer.content))
        return
    shown = _shown_then(cast, then)
    _clean(everything_in(files.written(json.loads(json.dumps(files.bundle(form, shown))))))
    open_then = files.audience(_then(cast, then), public=True)
    keys = {files.wanted(form, one, seal="same").key for one in (shown, open_then)}
    assert len(keys) == 2


def _shown_then(cast, number):
    others = withheld_since(cast.register, _then(cast, number))
    return files.audience(_then(cast, number), public=True, others=others)


def test_nothing_withheld_by_now_is_at_the_json_address_or_in_what_a_command_writes(
    client, cast, then, pdf_store, tmp_path, capsys
):
    client.force_login(cast.editor)
    answer = client.get(f"/registers/exampleshire/export/json/?audience=public&at={then}")
    _clean(answer.content.decode())
    digits = fingerprint(_shown_then(cast, then))[:16]
    assert digits in answer["Content-Disposition"]
    for form in ("json", "pdf"):
        call_command(
            "export_register", "exampleshire", "--format", form, "--audience", "public",
            "--at", str(then), "--output", str(tmp_path / form),
        )  # fmt: skip
        assert f"fingerprint {digits}." in capsys.readouterr().out
    assert (tmp_path / "json").read_bytes() == answer.content
    said = " ".join(pages((tmp_path / "pdf").read_bytes()))
    _clean(said)
    assert " ".join(digits[at : at + 4] for at in range(0, 16, 4)) in said
    name = client.get(f"/registers/exampleshire/export/pdf/?audience=public&at={then}")
    assert digits in name["Content-Disposition"]


@pytest.mark.parametrize(
    "address", ["", "tables/risks/", "tables/controls/", "tables/posts/", "tables/withheld/"]
)
def test_nothing_withheld_by_now_is_read_by_other_programs(client, cast, then, address):
    key, _token = make_token(cast.editor, cast.register, name="For the panel", until=TODAY)
    answer = client.get(
        f"/api/registers/exampleshire/{address}?audience=public&at={then}",
        headers={"Authorization": f"Bearer {key}"},
    )
    assert answer.status_code == 200
    _clean(answer.content.decode())


@pytest.mark.parametrize("page", ["export", "paper"])
def test_who_chooses_is_told_what_a_file_of_an_earlier_day_leaves_out(client, cast, then, page):
    client.force_login(cast.editor)
    asked = reverse(page, args=("exampleshire",))
    html = " ".join(client.get(f"{asked}?at={then}").content.decode().split())
    left_out = html.split('id="left-out"')[1].split("</ul>")[0]
    assert left_out.count("<li>") == 5
    assert re.findall(r">(R[\d.]+)</a>, ([\w ]+):", left_out) == [
        ("R1.1", "causes"), ("R1.1", "controls"), ("R1.1", "score after controls"),
        ("R1.1", "reasons for the scores"), ("R9.99", "the whole risk"),
    ]  # fmt: skip
    assert "for the public also leaves out what is withheld by now." in html


def test_a_paper_of_an_agreed_version_is_no_copy_of_it_once_more_is_withheld(cast):
    number = agree(cast).number
    at = f"version {number}"
    now = snapshot_at(cast.register, point_of(cast.register, at))
    asked = {"at": at, "public": True, "today": TODAY}
    assert material(cast.register, now, **asked).stamp.version == number
    signed = version(cast.register, number)
    withhold(cast.register, "R1.1", by=cast.editor, part="whole", reasoning="So.", **WITHHELD)
    held = material(cast.register, now, **asked)
    assert held.stamp is None
    assert "Public draft" in bundle(held, EVERY[0])["html"]
    assert material(cast.register, now, **{**asked, "public": False}).stamp.version == number
    # What is published is what was signed, to the letter.
    assert version(cast.register, number).fingerprint == signed.fingerprint
    assert version(cast.register, number).material.others == ()


def test_hiding_what_is_withheld_by_now_reads_nothing_that_is_kept(client, cast, then):
    client.force_login(cast.editor)

    def asked(audience):
        with CaptureQueriesContext(connection) as counted:
            client.get(f"/registers/exampleshire/export/json/?audience={audience}&at={then}")
        return len(counted)

    # Session, person, the register with its last revision, and the revision that is asked for.
    forget()
    assert (asked("internal"), asked("internal")) == (15, 4)
    # The register as it is, once.
    assert (asked("public"), asked("public")) == (16, 4)


def test_neither_an_owner_nor_that_there_is_none_shows_where_the_lead_is_withheld(cast):
    for reference in ("R1.1", "R1.2"):
        withhold(cast.register, reference, by=cast.editor, part="lead", reasoning="So.", **WITHHELD)
    held = material(cast.register, snapshot(cast.register), public=True, today=TODAY)
    for reference in ("R1.1", "R1.2"):
        html = bundle(held, Choices(public=True, part="risk", of=reference))["html"]
        assert "Lead: </span>Withheld: " in html
        assert "Joint" not in html
    inside = bundle(replace(held, others=()), Choices(part="risk", of="R1.2"))["html"]
    assert "Lead: </span>Joint" in inside
