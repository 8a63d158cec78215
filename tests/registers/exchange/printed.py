"""Registers to print, and what stands on the pages of a PDF."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pypdfium2

from registers.actions import load_register
from registers.content import Assessment, Control, Owner, Post, Risk, Scheme, Snapshot, Theme
from registers.models import Register
from registers.permissions import SYSTEM
from registers.snapshot import snapshot
from scoring.matrix import Band, Level, Matrix
from tests.source_text import squeezed

PRINTED_ON = date(2026, 11, 22)
MOMENT = datetime(2026, 11, 22, 12, tzinfo=UTC)
FIXTURE = Path(__file__).parents[3] / "fixtures" / "cambridgeshire-strategic.json"
WORDS = ("Very low", "Low", "Moderate", "High", "Very high", "Extreme", "Catastrophic")
HOSTILE = (
    "</p></section><script>alert(1)</script><img src='file:///etc/passwd'>"
    "<link rel=attachment href='file:///etc/passwd'>{{ 7|add:7 }} &amp; &#x41; "
    "<style>*{display:none}</style>"
)
HEBREW = "שלום עולם, זהו סיכון שכתוב בעברית עם R1.1 ומספר 42 בתוך המשפט."
ARABIC = "هذا خطر مكتوب باللغة العربية مع رقم 42 وكلمة OFFICIAL داخل الجملة."


def published() -> Snapshot:
    """The published register, through the database; its seal, which is salted, is set here
    so that what is printed once serves every test."""
    load_register(
        json.loads(FIXTURE.read_text("utf-8")), by=SYSTEM, reason="Loaded.", moment=MOMENT
    )
    held = Register.objects.get(slug="cambridgeshire-strategic")
    return replace(snapshot(held), seal="97c9f26f5b4dc0cc" * 4)


def matrix(likelihood: int = 4, impact: int = 4, bands: int = 3) -> Matrix:
    """A matrix of so many levels, its totals shared among so many bands."""
    most = likelihood * impact
    ends = [round(most * number / bands) for number in range(1, bands + 1)]
    starts = [1, *(end + 1 for end in ends)]
    return Matrix.from_thresholds(
        [Level(n, f"Chance {n}", f"{n}0–{n + 1}0%") for n in range(1, likelihood + 1)],
        [Level(n, f"Effect {n}") for n in range(1, impact + 1)],
        [Band(n + 1, WORDS[n], starts[n], ends[n]) for n in range(bands)],
    )


def invented(*themes: Theme, scheme: Matrix | None = None, **changes) -> Snapshot:
    """A register of these themes; `changes` are fields of the snapshot."""
    held = Snapshot(
        key=1,
        slug="invented",
        title="Invented register",
        introduction="",
        marking="OFFICIAL",
        notice="Fictional: nobody in it exists.",
        appetite=None,
        is_public=False,
        scheme=Scheme(1, "Invented", "", "", scheme or matrix()),
        owners=(
            Owner(1, 1, 1, "The Commissioner", "OPCC"),
            Owner(2, 2, 2, "The Constabulary", "Force"),
        ),
        posts=(),
        themes=themes,
        number=7,
        seal="97c9f26f5b4dc0cc" * 4,
        moment=MOMENT,
    )
    return replace(held, **changes)


def theme(*risks: Risk) -> Theme:
    return Theme(1, 1, "Theme <u>one</u>", None, risks)


def scored(scheme: Matrix, stage: str, likelihood: int, impact: int, why: str = "") -> Assessment:
    return Assessment(stage, likelihood, impact, why, scheme.cell(likelihood, impact))


def risk(number: int, scheme: Matrix, before=(2, 2), after=(1, 2), **changes) -> Risk:
    """Risk R1.number; `before` and `after` are (likelihood, impact) or None."""
    made = Risk(number, f"R1.{number}", f"What may happen, number {number}.", 1)
    stages = {
        stage: scored(scheme, stage, *place)
        for stage, place in (("before", before), ("after", after))
        if place
    }
    return replace(made, **stages, **changes)


def hostile() -> Snapshot:
    """What people may type: markup, long words, right-to-left, marks, what no font has."""
    scheme = matrix()
    owned = Control(1, HOSTILE, Post(1, "Head of <b>estates</b>"))
    risks = (
        risk(
            1,
            scheme,
            title="A <i>title</i>",
            description=HOSTILE,
            causes=HOSTILE,
            consequences=HEBREW,
            marking="OFFICIAL-SENSITIVE",
            treatment="treat",
            next_review=PRINTED_ON,
            target_date=PRINTED_ON,
            controls=(owned, Control(2, ARABIC)),
            target=scored(scheme, "target", 1, 1, HOSTILE),
        ),
        risk(2, scheme, description="W" * 400, controls=(Control(3, "x" * 400),)),
        risk(3, scheme, description=HEBREW, controls=(Control(4, ARABIC),)),
        risk(
            4,
            scheme,
            after=None,
            description="Thirty thousand. " * 1764,
            controls=(Control(5, "On. " * 7500),),
        ),
        risk(
            5,
            scheme,
            description="Emoji 😀, e\u0301, Z\u0351\u036b, 漢, \u202eback\u202c\ttab\n\n  - item",
            controls=(Control(6, "ŵ ŷ ≥ ≤ → ▲ ▼ ✓ ⚠ □ non‑breaking soft\u00adhyphen"),),
        ),
        risk(6, scheme, before=None, after=None),
        risk(10, scheme, closed_on=PRINTED_ON, closed_why="Gone <b>for good</b>."),
    )
    return invented(
        theme(*risks),
        Theme(2, 2, "Empty", None),
        appetite=2,
        introduction=HOSTILE,
        title="A title <b>&</b> " + "of very many words " * 8,
        notice="Fictional: <b>nobody</b> & nothing.",
    )


def pages(pdf: bytes) -> list[str]:
    """The text of each page, in the order in which it is drawn."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def flowing(pdf: bytes, snapshot: Snapshot) -> str:
    """The text of all pages without white space, heads and feet: those are drawn last."""
    found = []
    for text in pages(pdf)[1:]:
        body, mark, _ = squeezed(text).rpartition(squeezed(snapshot.title[:40]))
        found.append(body if mark else text)
    return "".join(found)
