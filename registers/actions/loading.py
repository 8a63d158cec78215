"""Loading a whole register from the product's own JSON form, in one revision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from registers.actions.challenges import write_challenge
from registers.actions.change import Change
from registers.actions.finding import find_owner, find_post
from registers.actions.installation import add_organisation
from registers.actions.refusals import Invalid
from registers.actions.registers import setting_up, write_register
from registers.actions.risks import need_within, set_details, taken
from registers.actions.schemes import write_scheme
from registers.actions.withholdings import write_withholding
from registers.exchange.from_document import matrix_of
from registers.models import (
    Assessment,
    Assurance,
    Control,
    Organisation,
    PlannedAction,
    Post,
    Register,
    Risk,
    Stage,
    Theme,
)
from registers.permissions import Actor

#: The fields of a risk in the file that are kept as they stand there.
RISK_TEXTS = (
    "title",
    "description",
    "causes",
    "consequences",
    "treatment",
    "marking",
    "next_review",
    "target_date",
    "lead",
    "risk_owner",
)
HEAD = {"introduction": "", "marking": "OFFICIAL", "notice": "", "appetite": None}


def load_register(
    document: Mapping[str, Any],
    *,
    by: Actor,
    reason: str,
    organisations: Mapping[str, Organisation] | None = None,
    moment: datetime | None = None,
) -> Register:
    """Set up the register that a checked document describes (`registers.exchange.reading`).

    `organisations` gives the owner organisations by their short names in the document;
    those it lacks are found by name, or added. Raises Invalid when there is a register
    under the document's address already, and for whatever an action would refuse.
    """
    with setting_up(by=by, slug=document["slug"], reason=reason, moment=moment) as change:
        known = dict(organisations or {})
        owners = [
            (
                known.get(owner["short_name"]) or _organisation(owner, by),
                owner["name"],
                owner["short_name"],
            )
            for owner in document["owners"]
        ]
        scheme = document["scheme"]
        with _at("scheme"):
            kept = write_scheme(
                name=scheme["name"],
                note=scheme.get("note", ""),
                bands_note=scheme.get("bands_note", ""),
                matrix=matrix_of(scheme),
            )
        head = {name: document.get(name, empty) for name, empty in HEAD.items()}
        register = write_register(
            change,
            slug=document["slug"],
            title=document["title"],
            owners=owners,
            scheme=kept,
            is_public=document.get("public", False),
            **head,
        )
        for post in document.get("posts", ()):
            with _at(f"posts {post['title'][:80]}"):
                owner = find_owner(register, post.get("owner"), "owner")
                change.save(Post(register=register, title=post["title"], owner=owner))
        for theme in document.get("themes", ()):
            _write_theme(change, register, theme)
    return register


def _organisation(owner: Mapping[str, Any], by: Actor) -> Organisation:
    found = Organisation.objects.filter(name=owner["name"]).first()
    return found or add_organisation(by=by, name=owner["name"], short_name=owner["short_name"])


def _write_theme(change: Change, register: Register, document: Mapping[str, Any]) -> None:
    theme = Theme(
        register=register,
        number=document["number"],
        name=document["name"],
        appetite=document.get("appetite"),
    )
    with _at(f"themes {theme.number}"):
        change.save(theme)
    for row in document.get("risks", ()):
        with _at(f"themes {theme.number}, {row['reference'][:20]}"):
            _write_risk(change, theme, row)


@contextmanager
def _at(place: str) -> Iterator[None]:
    """Say in what is refused where in the file it stands."""
    try:
        yield
    except Invalid as problem:
        raise Invalid({"": f"{place}: {problem}"}) from None


def _write_risk(change: Change, theme: Theme, document: Mapping[str, Any]) -> None:
    register = theme.register
    risk = Risk(register=register, theme=theme, reference=document["reference"])
    if Risk.objects.filter(register=register, reference=risk.reference).exists():
        raise Invalid({"reference": taken(risk.reference)})
    set_details(risk, {name: document[name] for name in RISK_TEXTS if name in document})
    risk.closed_on = document.get("closed_on")
    risk.closed_why = document.get("closed_why", "")
    if bool(risk.closed_on) != bool(risk.closed_why):
        raise Invalid({"closed_on": _("A closed risk has both a day and a reason.")})
    change.save(risk)
    for position, control in enumerate(document.get("controls", ()), start=1):
        _write_control(change, risk, position, control)
    for row in document.get("actions", ()):
        with _at("actions"):
            _write_action(change, risk, row)
    for held in document.get("challenges", ()):
        with _at("challenges"):
            write_challenge(change, risk, held)
    for stage in Stage.values:
        if scored := document.get(stage):
            need_within(register, scored["likelihood"], scored["impact"])
            change.save(
                Assessment(
                    register=register,
                    risk=risk,
                    stage=stage,
                    likelihood=scored["likelihood"],
                    impact=scored["impact"],
                    why=scored.get("why", ""),
                )
            )
    for withheld in document.get("withheld", ()):
        write_withholding(change, risk, **withheld)


def _write_control(change: Change, risk: Risk, position: int, document: Mapping[str, Any]) -> None:
    register = risk.register
    control = Control(
        register=register,
        risk=risk,
        position=position,
        text=document["text"],
        owner=find_post(register, document.get("owner"), "owner"),
        effectiveness=document.get("effectiveness", ""),
        evidence=document.get("evidence", ""),
    )
    change.save(control)
    # The newest stands first in the file, and of two on one day the later was written later.
    for row in reversed(document.get("assurances", ())):
        with _at("assurances"):
            change.save(
                Assurance(
                    register=register,
                    risk=risk,
                    control=control,
                    line=row["line"],
                    checked_by=row["checked_by"],
                    checked_on=date.fromisoformat(row["checked_on"]),
                    result=row["result"],
                    note=row.get("note", ""),
                )
            )


def _write_action(change: Change, risk: Risk, document: Mapping[str, Any]) -> None:
    days = {
        name: date.fromisoformat(document[name]) if name in document else None
        for name in ("first_due", "due", "done_on")
    }
    if days["due"] and not days["first_due"]:
        raise Invalid({"first_due": _("An action with a day has one that was named first.")})
    change.save(
        PlannedAction(
            register=risk.register,
            risk=risk,
            text=document["text"],
            owner=find_post(risk.register, document.get("owner"), "owner"),
            progress=document.get("progress", ""),
            evidence=document.get("evidence", ""),
            **days,
        )
    )
