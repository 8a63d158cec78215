"""A register's document (`document.py`) as a snapshot again: for what writes files without a
database. Keys are counted anew; number, seal and moment are no content and are given beside it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from itertools import count
from typing import Any

from registers.content import (
    NO_MOMENT,
    Assessment,
    Assurance,
    Challenge,
    Control,
    Owner,
    PlannedAction,
    Post,
    Risk,
    Scheme,
    Snapshot,
    Theme,
    Withholding,
)
from scoring.matrix import Band, Cell, Level, Matrix, MatrixError

Said = Mapping[str, Any]


def snapshot_from(
    document: Said,
    *,
    number: int = 0,
    seal: str = "",
    moment: datetime = NO_MOMENT,
    for_public: bool = False,
) -> Snapshot:
    """What a document says, as it was when it was written. Raises MatrixError where a score is
    outside the scheme, and KeyError where something is named that the document lacks."""
    return _Maker(document).snapshot(number, seal, moment, for_public)


def matrix_of(scheme: Said) -> Matrix:
    """The matrix of a document's scheme; MatrixError when it cannot be."""
    likelihood, impact = (
        tuple(
            Level(
                row["level"],
                row["name"],
                *(row.get(name, "") for name in ("range", "in_key", "on_matrix")),
            )
            for row in scheme[axis]
        )
        for axis in ("likelihood", "impact")
    )
    bands = tuple(
        Band(
            row["rank"],
            row["word"],
            *(row.get(name) for name in ("lowest", "highest", "review_months")),
        )
        for row in scheme["bands"]
    )
    ranks = {band.rank: band for band in bands}
    if strange := {rank for row in scheme["cells"] for rank in row} - ranks.keys():
        raise MatrixError(f"A cell has the band {min(strange)}, which is not in the scheme.")
    cells = tuple(
        tuple(Cell(likelihood, impact, ranks[rank]) for likelihood, rank in enumerate(row, start=1))
        for impact, row in enumerate(scheme["cells"], start=1)
    )
    return Matrix(likelihood, impact, bands, cells)


class _Maker:
    """Holds what the parts of a document name: owners, posts and cells."""

    def __init__(self, document: Said) -> None:
        self._said = document
        self._keys = count(1)
        self._matrix = matrix_of(document["scheme"])
        self._owners = {
            owner["short_name"]: Owner(place, place, place, owner["name"], owner["short_name"])
            for place, owner in enumerate(document["owners"], start=1)
        }
        self._posts = {
            post["title"]: Post(next(self._keys), post["title"], self._owner(post.get("owner")))
            for post in document.get("posts", ())
        }

    def snapshot(self, number: int, seal: str, moment: datetime, for_public: bool) -> Snapshot:
        said, scheme = self._said, self._said["scheme"]
        left_out = said.get("withheld", ())
        return Snapshot(
            key=0,
            slug=said["slug"],
            title=said["title"],
            introduction=said.get("introduction", ""),
            marking=said.get("marking", ""),
            notice=said.get("notice", ""),
            appetite=said.get("appetite"),
            is_public=said.get("public", False),
            scheme=Scheme(
                0,
                scheme["name"],
                scheme.get("note", ""),
                scheme.get("bands_note", ""),
                self._matrix,
            ),
            owners=tuple(self._owners.values()),
            posts=tuple(self._posts.values()),
            themes=tuple(map(self._theme, said.get("themes", ()))),
            number=number,
            seal=seal,
            moment=moment,
            for_public=for_public,
            withheld=tuple((row["ground"], row["risks"]) for row in left_out),
        )

    def _owner(self, name: str | None) -> Owner | None:
        return self._owners[name] if name else None

    def _post(self, title: str | None) -> Post | None:
        return self._posts[title] if title else None

    def _theme(self, said: Said) -> Theme:
        risks = tuple(self._risk(risk, said["number"]) for risk in said.get("risks", ()))
        return Theme(next(self._keys), said["number"], said["name"], said.get("appetite"), risks)

    def _risk(self, said: Said, theme: int) -> Risk:
        texts = ("title", "causes", "consequences", "treatment", "marking", "closed_why")
        days = ("next_review", "target_date", "closed_on")
        found: dict[str, Any] = {name: said.get(name, "") for name in texts}
        found |= {name: _day(said.get(name)) for name in days}
        return Risk(
            key=next(self._keys),
            reference=said["reference"],
            description=said.get("description", ""),
            theme_number=theme,
            lead=self._owner(said.get("lead")),
            risk_owner=self._post(said.get("risk_owner")),
            controls=tuple(map(self._control, said.get("controls", ()))),
            before=self._score("before", said),
            after=self._score("after", said),
            target=self._score("target", said),
            withholdings=tuple(map(self._withholding, said.get("withheld", ()))),
            challenges=tuple(map(self._challenge, said.get("challenges", ()))),
            actions=tuple(map(self._action, said.get("actions", ()))),
            **found,
        )

    def _score(self, stage: str, risk: Said) -> Assessment | None:
        if (said := risk.get(stage)) is None:
            return None
        place = said["likelihood"], said["impact"]
        return Assessment(stage, *place, said.get("why", ""), self._matrix.cell(*place))

    def _control(self, said: Said) -> Control:
        return Control(
            next(self._keys),
            said["text"],
            self._post(said.get("owner")),
            said.get("effectiveness", ""),
            said.get("evidence", ""),
            tuple(map(self._check, said.get("assurances", ()))),
        )

    def _check(self, said: Said) -> Assurance:
        return Assurance(
            next(self._keys),
            said["line"],
            said["checked_by"],
            date.fromisoformat(said["checked_on"]),
            said["result"],
            said.get("note", ""),
        )

    def _action(self, said: Said) -> PlannedAction:
        return PlannedAction(
            next(self._keys),
            said["text"],
            self._post(said.get("owner")),
            _day(said.get("first_due")),
            _day(said.get("due")),
            said.get("progress", ""),
            said.get("evidence", ""),
            _day(said.get("done_on")),
        )

    def _challenge(self, said: Said) -> Challenge:
        likelihood, impact = said.get("likelihood"), said.get("impact")
        return Challenge(
            key=next(self._keys),
            owner=self._owners[said["owner"]],
            about=said["about"],
            why=said["why"],
            made_on=date.fromisoformat(said["made_on"]),
            made_by=said.get("made_by", ""),
            position=said.get("position", ""),
            likelihood=likelihood,
            impact=impact,
            cell=self._matrix.cell(likelihood, impact) if likelihood and impact else None,
            stands=said.get("stands", False),
            ended_why=said.get("ended_why", ""),
        )

    def _withholding(self, said: Said) -> Withholding:
        return Withholding(
            next(self._keys),
            said["part"],
            said["ground"],
            said.get("reasoning", ""),
            said.get("decided_by", ""),
            _day(said.get("look_again")),
        )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
