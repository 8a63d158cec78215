"""Large registers: as a document in the product's own form, the same for the same seed.

Texts are as long as in a printed register: about 250 characters a description, 120 a control.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from registers.exchange.document import FORMAT

OWNERS = (
    ("Police and Crime Commissioner for Benchshire", "OPCC"),
    ("Benchshire Constabulary", "Constabulary"),
)
LIKELIHOOD = ("Remote", "Possible", "Probable", "More likely than not")
RANGES = ("1 – 10%", "10 – 30%", "30 – 50%", "≥50%")
IMPACT = ("Minor", "Moderate", "Significant", "Major")
BANDS = (("Low", 1, 4, 3), ("Medium", 5, 8, 3), ("High", 9, 16, 1))
THEMES = (
    "Public engagement", "Setting direction", "Resources", "Partnerships", "Protecting people",
    "People and skills", "Information", "Estates and fleet", "Finance", "Collaboration",
)  # fmt: skip
POSTS = (
    ("Chief executive", "OPCC"), ("Chief finance officer", "OPCC"), ("Director of policy", "OPCC"),
    ("Head of communications", "OPCC"), ("Deputy Chief Constable", "Constabulary"),
    ("Assistant Chief Constable", "Constabulary"), ("Director of resources", "Constabulary"),
    ("Head of people", "Constabulary"), ("Head of information", "Constabulary"),
    ("Head of crime", "Constabulary"), ("Head of local policing", "Constabulary"),
    ("Joint programme director", ""),
)  # fmt: skip
SUBJECTS = (
    "The shared control room", "The digital evidence programme", "The neighbourhood policing model",
    "The victims’ service contract", "The joint estates plan", "The reserve policy",
    "The recruitment of detectives", "The custody service", "The forensic service",
    "The call-handling platform", "The vetting of officers and staff", "The community fund",
    "The medium-term financial plan", "The road safety partnership", "The data-sharing agreement",
    "The replacement of the radio network",
)  # fmt: skip
FAILINGS = (
    "does not keep pace with demand from the public", "cannot be staffed at the agreed level",
    "depends on one supplier whose contract ends within the year",
    "is not understood in the same way by both organisations",
    "costs more than the budget that was agreed for it",
    "loses the confidence of the communities that it serves",
    "is delayed by decisions that lie with national bodies",
    "holds records that are incomplete or out of date",
)  # fmt: skip
RESULTS = (
    "so that victims wait longer for an answer and trust in policing falls",
    "so that savings are not made and front-line services have to be reduced",
    "so that a statutory duty is not met and an inspection finds against both organisations",
    "so that officers are taken away from the work that the plan puts first",
    "so that sensitive information reaches people who should not have it",
    "so that the two organisations give different accounts of the same matter in public",
)  # fmt: skip
CONTROLS = (
    "A board chaired by the {post} meets every month and sees {thing} against the plan",
    "The {post} reports on {thing} to the joint audit committee twice a year",
    "An agreement signed by both organisations says who answers for {thing} and how it is paid for",
    "Internal audit has looked at {thing}; its recommendations are followed up by the {post}",
    "Staff are trained in {thing} on joining and every second year; the {post} keeps a record",
    "A plan for {thing} in an emergency is kept by the {post} and tried out once a year",
)  # fmt: skip
THINGS = (
    "the work in hand", "performance and demand", "spending and forecasts",
    "the risks of suppliers", "complaints and compliments", "the handling of information",
    "staffing and sickness", "delivery of the programme",
)  # fmt: skip
FIRST_DAY = date(2027, 1, 4)


def document(risks: int, seed: int = 1, slug: str | None = None) -> dict[str, Any]:
    """A register of so many risks, three controls and two assessments each, on the 4 × 4 scheme
    (`registers.exchange.document` has the shape; keys in the order of the file)."""
    draw = Random(f"{seed} {risks}")
    count = min(len(THEMES), max(2, risks // 5))
    shares = [risks // count + (place < risks % count) for place in range(count)]
    themes = [_theme(draw, number, share) for number, share in enumerate(shares, start=1)]
    return {
        "format": FORMAT,
        "slug": slug or f"bench-{risks}",
        "title": f"Strategic risk register of Benchshire, {risks} risks",
        "introduction": "Made by a generator, to measure with.",
        "marking": "OFFICIAL",
        "notice": "Fictional register of Benchshire.",
        "appetite": 8,
        "owners": [{"name": name, "short_name": short} for name, short in OWNERS],
        "scheme": _scheme(),
        "posts": sorted((_post(*post) for post in POSTS), key=lambda post: post["title"]),
        "themes": themes,
    }


def _scheme() -> dict[str, Any]:
    totals = [[chance * effect for chance in range(1, 5)] for effect in range(1, 5)]
    bands = [
        {"rank": rank, "word": word, "lowest": low, "highest": high, "review_months": months}
        for rank, (word, low, high, months) in enumerate(BANDS, start=1)
    ]
    return {
        "name": "Four by four",
        "likelihood": [
            {"level": level, "name": name, "range": span}
            for level, (name, span) in enumerate(zip(LIKELIHOOD, RANGES, strict=True), start=1)
        ],
        "impact": [{"level": level, "name": name} for level, name in enumerate(IMPACT, start=1)],
        "bands": bands,
        "cells": [
            [next(b["rank"] for b in bands if total <= b["highest"]) for total in row]
            for row in totals
        ],
    }


def _post(title: str, owner: str) -> dict[str, str]:
    return {"title": title, "owner": owner} if owner else {"title": title}


def _theme(draw: Random, number: int, risks: int) -> dict[str, Any]:
    return {
        "number": number,
        "name": THEMES[number - 1],
        "risks": [_risk(draw, f"R{number}.{place}") for place in range(1, risks + 1)],
    }


def _risk(draw: Random, reference: str) -> dict[str, Any]:
    before = draw.randint(2, 4), draw.randint(1, 4)
    after = draw.randint(1, before[0]), draw.randint(max(1, before[1] - 1), before[1])
    lead = draw.choice(["", *(short for _name, short in OWNERS)])
    subject = draw.choice(SUBJECTS)
    risk = {
        "reference": reference,
        "title": f"{subject}: {draw.choice(THINGS)}" if draw.random() < 0.5 else "",
        "description": f"{_sentence(draw, subject)} {_sentence(draw, draw.choice(SUBJECTS))}",
        "lead": lead,
        "risk_owner": draw.choice(POSTS)[0],
        "treatment": draw.choice(["tolerate", "treat", "treat", "treat", "transfer"]),
        "next_review": (FIRST_DAY + timedelta(days=draw.randrange(180))).isoformat(),
        "before": _assessment(before),
        "controls": [
            {"text": _control(draw), "owner": draw.choice(POSTS)[0]} for _place in range(3)
        ],
        "after": _assessment(after),
    }
    return {name: value for name, value in risk.items() if value}


def _sentence(draw: Random, subject: str) -> str:
    return f"{subject} {draw.choice(FAILINGS)}, {draw.choice(RESULTS)}."


def _control(draw: Random) -> str:
    form, post = draw.choice(CONTROLS), draw.choice(POSTS)[0]
    text = form.format(post=post, thing=draw.choice(THINGS))
    return f"{text}, and both organisations are told of the result."


def _assessment(place: tuple[int, int]) -> dict[str, int]:
    return {"likelihood": place[0], "impact": place[1]}
