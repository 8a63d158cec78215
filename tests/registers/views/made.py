"""Registers of any size and shape, made through the loader, for the pages to show."""

from registers.actions import load_register
from registers.models import Register
from registers.permissions import SYSTEM

OWNERS = [
    {"name": "Office of the Commissioner", "short_name": "OPCC"},
    {"name": "Constabulary of Exampleshire", "short_name": "Constabulary"},
]


def scheme(across=4, up=4):
    """A scheme of so many levels, its bands split at a third and two thirds of the largest total."""
    most = across * up
    ends = [max(1, most // 3), max(2, 2 * most // 3), most]
    bands = [
        {"rank": rank, "word": word, "lowest": low, "highest": high}
        for rank, word, low, high in zip(
            (1, 2, 3), ("Low", "Medium", "High"), (1, ends[0] + 1, ends[1] + 1), ends, strict=True
        )
    ]

    def rank(total):
        return next(band["rank"] for band in bands if total <= band["highest"])

    return {
        "name": f"{across} by {up}",
        "likelihood": [{"level": n, "name": f"Chance {n}"} for n in range(1, across + 1)],
        "impact": [{"level": n, "name": f"Effect {n}"} for n in range(1, up + 1)],
        "bands": bands,
        "cells": [[rank(c * e) for c in range(1, across + 1)] for e in range(1, up + 1)],
    }


def risk(number, after=(2, 3), **more):
    return {
        "reference": f"R1.{number}",
        "description": f"Something happens in way {number}.",
        "before": {"likelihood": 2, "impact": 2},
        "controls": [{"text": f"Someone watches way {number}."}],
        "after": {"likelihood": after[0], "impact": after[1]},
        **more,
    }


def load(risks, *, across=4, up=4, appetite=6, **more):
    """A register with one theme of these risks."""
    document = {
        "format": "riskregister/1",
        "slug": "made",
        "title": "Made for a test",
        "marking": "OFFICIAL",
        "appetite": appetite,
        "owners": OWNERS,
        "scheme": scheme(across, up),
        "themes": [{"number": 1, "name": "Everything", "risks": risks}],
        **more,
    }
    load_register(document, by=SYSTEM, reason="For the tests.")
    return Register.objects.get(slug="made")
