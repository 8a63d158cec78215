"""Which register a page is about, and what the person who asks may do there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef
from django.http import Http404, HttpRequest

from registers import permissions
from registers.chain import shown
from registers.content import Snapshot
from registers.models import Register
from registers.snapshot import annotated_point, snapshot_at, with_last_point


@dataclass(frozen=True, slots=True)
class Access:
    """A register as one person meets it: what it says now, and what they may do."""

    register: Register
    snapshot: Snapshot
    permissions: frozenset[str]
    organisation: int | None

    @property
    def may_edit(self) -> bool:
        return permissions.EDIT in self.permissions

    @property
    def position(self) -> int | None:
        """The place of the person's organisation among the owners, which chooses its mark."""
        owners = (o.position for o in self.snapshot.owners if o.organisation == self.organisation)
        return next(owners, None)

    def page(self, section: str, **values: Any) -> dict[str, Any]:
        """What every page of a register needs in its template, with the page's own values."""
        return {
            "access": self,
            "snapshot": self.snapshot,
            "section": section,
            "my_position": self.position,
            "seal_in_fours": shown(self.snapshot.seal),
            **values,
        }


def for_register(request: HttpRequest, slug: str, permission: str = permissions.VIEW) -> Access:
    """The register of an address, the rights of the person who asks and the last revision, in
    one query; then the snapshot.

    Raises Http404 when they may not see it or there is none, which look the same, and
    PermissionDenied when they see it and may not do what they ask.
    """
    organisation = request.user.organisation_id
    found = (
        with_last_point(Register.objects.filter(slug=slug))
        .annotate(
            is_owned=permissions.owns(OuterRef("pk"), organisation),
            is_read=permissions.reads(OuterRef("pk"), organisation),
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
    said = snapshot_at(found, annotated_point(found), live=True)
    return Access(found, said, may, organisation)
