"""Which register a page is about, and what the person who asks may do there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpRequest
from django.utils import timezone

from registers import moments, permissions, triggers
from registers.chain import shown
from registers.content import Snapshot
from registers.models import Register, Verification
from registers.presentation.addresses import query
from registers.snapshot import (
    Point,
    annotated_point,
    snapshot_at,
    with_last_point,
    withheld_since,
)


@dataclass(frozen=True, slots=True)
class Access:
    """A register as one person meets it: what it says, now or as at `at`, and what they may do.

    `at` is the day, moment or revision of the address, empty for now, and `elsewhere` the rest
    of its query; `point` is what is seen and `last` the last revision in any case. `faults` is
    what the last verification counted.
    """

    register: Register
    snapshot: Snapshot
    permissions: frozenset[str]
    organisation: int | None
    last: Point
    point: Point
    at: str = ""
    elsewhere: str = ""
    faults: int = 0
    guarded: bool = True

    @property
    def may_edit(self) -> bool:
        return not self.at and permissions.EDIT in self.permissions

    @property
    def may_sign(self) -> bool:
        return not self.at and permissions.SIGN in self.permissions

    @property
    def may_report(self) -> bool:
        """Whether they report on what is theirs and edit nothing else."""
        return permissions.REPORT in self.permissions and permissions.EDIT not in self.permissions

    @property
    def today(self) -> date:
        """The day that dates are held against: that of the revision where the past is seen."""
        if not self.at:
            return timezone.localdate()
        return timezone.localtime(self.snapshot.moment).date()

    @property
    def position(self) -> int | None:
        """The place of the person's organisation among the owners, which chooses its mark."""
        owners = (o.position for o in self.snapshot.owners if o.organisation == self.organisation)
        return next(owners, None)

    def withheld_since(self) -> tuple[Snapshot, ...]:
        """What withholds besides, in a file for the public: the register as it is, where the past
        is seen."""
        return withheld_since(self.register, self.snapshot, self.last)

    def page(self, section: str, **values: Any) -> dict[str, Any]:
        """What every page of a register needs in its template, with the page's own values."""
        return {
            "access": self,
            "snapshot": self.snapshot,
            "section": section,
            "my_position": self.position,
            "seal_in_fours": shown(self.snapshot.seal),
            **self._as_at(),
            **values,
        }

    def _as_at(self) -> dict[str, Any]:
        """The words and the parts of addresses that a page as at the past has besides."""
        if not self.at:
            return {"at": ""}
        in_address = query({"at": self.at})
        return {
            "at": self.at,
            "at_query": in_address,
            "at_more": in_address.replace("?", "&"),
            "now_address": f"?{self.elsewhere}",
            "as_at_words": moments.in_words(self.at, self.snapshot.moment),
            "as_at_day": moments.day_asked(self.at, self.snapshot.moment),
        }


def for_register(
    request: HttpRequest, slug: str, permission: str = permissions.VIEW, *, past: bool = False
) -> Access:
    """The register of an address, the rights of the person who asks, the last revision and the
    state of the record, in one query; then the snapshot.

    `past` says that the page can be seen as at the address's `at`, at one query more. Raises what
    `found_for` does, and OutOfReach when it said nothing then.
    """
    found, may = found_for(request, slug, permission)
    last = annotated_point(found)
    at = request.GET.get("at", "").strip() if past else ""
    point = moments.point_of(found, at) if at else last
    return Access(
        register=found,
        snapshot=snapshot_at(found, point, live=point == last, fresh=True),
        permissions=may,
        organisation=request.user.organisation_id,
        last=last,
        point=point,
        at=at,
        elsewhere=_without_at(request),
        faults=found.faults or 0,
        guarded=found.guards >= len(triggers.wanted()),
    )


def found_for(
    request: HttpRequest, slug: str, permission: str = permissions.VIEW
) -> tuple[Any, frozenset[str]]:
    """The register of an address with its last revision (`annotated_point` reads it) and the
    state of its record, and the rights of the person who asks, in one query.

    Raises Http404 when they may not see it or there is none, which look the same, and
    PermissionDenied when they see it and may not do what they ask.
    """
    organisation = request.user.organisation_id
    found = (
        with_last_point(Register.objects.filter(slug=slug))
        .annotate(
            is_owned=permissions.owns(OuterRef("pk"), organisation),
            is_read=permissions.reads(OuterRef("pk"), organisation),
            guards=triggers.standing(),
            faults=Subquery(_VERIFIED.values("faults")[:1]),
        )
        .first()
    )
    may = (
        permissions.permissions_of(request.user.role, found.is_owned, found.is_read)
        if found
        else frozenset()
    )
    if permissions.VIEW not in may:
        raise Http404
    if permission not in may:
        raise PermissionDenied
    return found, may


def _without_at(request: HttpRequest) -> str:
    rest = request.GET.copy()
    rest.pop("at", None)
    return rest.urlencode()


_VERIFIED = Verification.objects.filter(journal=OuterRef("journal")).order_by("-finished")
