"""What the pages of publishing say: how far a version is, and what the public is not told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from registers.agreements import Agreed, editions
from registers.content import WHOLE, Snapshot
from registers.models import (
    Ownership,
    Publication,
    PublicationConsent,
    PublishedFile,
    Register,
    Revision,
    Withholdable,
)
from registers.presentation.withheld_page import telltales

State = Publication.State


@dataclass(frozen=True, slots=True)
class Consent:
    """An owner and its consent; without one the rest is empty."""

    owner: str
    position: int
    by: str = ""
    title: str = ""
    moment: datetime | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A version in the list of all of them: `state` is a value of Publication.State, or empty."""

    agreed: Agreed
    state: str
    said: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a version is. `consented` are the organisations that agreed; `withdrawn` is what
    was published and withdrawn."""

    consents: tuple[Consent, ...]
    consented: frozenset[int]
    files: tuple[PublishedFile, ...]
    waits: bool
    is_public: bool
    withdrawn: Publication | None

    @property
    def can_be_asked(self) -> bool:
        return not (self.waits or self.is_public or self.withdrawn)


@dataclass(frozen=True, slots=True)
class Kept:
    """What the owners read and the public does not: of which risk, which part, what it says, and
    the ground."""

    reference: str
    part: str
    says: str
    ground: str


def lines(register: Register) -> tuple[Line, ...]:
    """Every agreed version, the newest first, with what became of it. Two queries."""
    rows = Publication.objects.filter(register=register).select_related("edition").order_by("pk")
    last = {row.edition.number: row for row in rows}
    return tuple(_line(agreed, last.get(agreed.version)) for agreed in reversed(editions(register)))


def seen(publication: Publication) -> str:
    """What a form of the page names: these files, and whether they are public."""
    return f"{publication.pk}-{publication.state}"


def state(register: Register, number: int, publication: Publication | None) -> Standing:
    """How far the version of a number is, in a fixed number of queries."""
    owners = list(Ownership.objects.filter(register=register, removed=False).order_by("position"))
    given = {}
    if publication:
        rows = PublicationConsent.objects.filter(publication=publication)
        given = {row.owner_id: row.revision for row in rows.select_related("revision")}
    withdrawn = Publication.objects.filter(
        register=register, edition__number=number, state=State.WITHDRAWN,
        published_on__isnull=False,
    ).first()  # fmt: skip
    return Standing(
        consents=tuple(_consent(owner, given.get(owner.pk)) for owner in owners),
        consented=frozenset(o.organisation_id for o in owners if o.pk in given),
        files=tuple(publication.files.order_by("pk")) if publication else (),
        waits=publication is not None and publication.state == State.ASKED,
        is_public=publication is not None and publication.state == State.PUBLISHED,
        withdrawn=withdrawn,
    )


def kept_from(now: Snapshot) -> tuple[Kept, ...]:
    """What the owners read of a version and the public does not, risk by risk."""
    return tuple(
        Kept(
            risk.reference,
            str(Withholdable(one.part).label),
            risk.heading if one.part == WHOLE else _said(risk, one.part),
            one.ground,
        )
        for risk in now.all_risks
        for one in risk.withholdings
    )


def warnings(
    now: Snapshot, earlier: tuple[Agreed, ...], course: tuple[tuple[date, Snapshot], ...]
) -> tuple[str, ...]:
    """What to look at before it is published, and which published versions still show what this
    one withholds."""
    said = list(telltales(now))
    for agreed, then in zip(
        earlier, [snapshot for _day, snapshot in reversed(course)], strict=False
    ):
        said += _still_shown(now, agreed, then)
    return tuple(said)


def _still_shown(now: Snapshot, agreed: Agreed, then: Snapshot) -> Iterator[str]:
    """Sentences about what an earlier version shows of risks that are now withheld whole."""
    gone = {risk.key for risk in now.all_risks if risk.ground(WHOLE)}
    for risk in then.public().all_risks:
        if risk.key in gone:
            words = {"number": agreed.version, "risk": risk.reference}
            yield (
                _("Version %(number)s is published and shows %(risk)s, which this one withholds.")
                % words
            )


def _said(risk: object, part: str) -> str:
    held = getattr(risk, part, "")
    if part == "controls":
        return str(getattr(risk, "controls_text", ""))
    total = getattr(held, "total", None)
    return str(total if total is not None else held or "")


def _line(agreed: Agreed, row: Publication | None) -> Line:
    if row is None or (row.state == State.WITHDRAWN and not row.published_on):
        return Line(agreed, "", _("not published"), None)
    said = {
        State.ASKED: _("waits for the consent of the owners"),
        State.PUBLISHED: _("published"),
        State.WITHDRAWN: _("withdrawn"),
    }
    on = row.withdrawn_on if row.state == State.WITHDRAWN else row.published_on
    return Line(agreed, row.state, said[State(row.state)], on)


def _consent(owner: Ownership, revision: Revision | None) -> Consent:
    if revision is None:
        return Consent(owner.short_name, owner.position)
    return Consent(
        owner.short_name,
        owner.position,
        revision.person_name,
        revision.person_title,
        revision.moment,
    )
