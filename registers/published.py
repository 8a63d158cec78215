"""What the public can read of a register: its published versions and their files.

Kept in the process for some seconds, so that a published page asks the database nothing once it is
warm; another process learns of what was published or withdrawn within those seconds.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from datetime import date, datetime
from threading import Lock

from registers.agreements import Agreed, editions
from registers.models import Publication, Register, Revision
from registers.snapshot import snapshot

#: For how many seconds a process believes what it has read.
BELIEVED = 5.0
#: How many registers, there or not, a process remembers.
REMEMBERED = 256
#: The fewest digits of a fingerprint by which something is found: as many as papers print.
FEWEST_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Held:
    """A file of a version by its name."""

    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A version that is or was public; `updated` is the moment of what was last done to it, and
    `files` are those of one that still is."""

    agreed: Agreed
    fingerprint: str
    published_on: date
    updated: datetime
    withdrawn_on: date | None
    withdrawn_why: str
    files: dict[str, Held] = field(compare=False)

    @property
    def version(self) -> int:
        return self.agreed.version

    @property
    def is_public(self) -> bool:
        return self.withdrawn_on is None


@dataclass(frozen=True, slots=True)
class Shelf:
    """The versions of a register that are or were public, the newest first."""

    slug: str
    title: str
    marking: str
    owners: tuple[str, ...]
    entries: tuple[Entry, ...]

    @property
    def latest(self) -> Entry:
        return self.entries[0]

    @property
    def updated(self) -> datetime:
        return max(entry.updated for entry in self.entries)

    @property
    def standing(self) -> Entry | None:
        """The newest version that is not withdrawn; None where every one is."""
        return next((entry for entry in self.entries if entry.is_public), None)

    def entry(self, version: int) -> Entry | None:
        return next((entry for entry in self.entries if entry.version == version), None)


@dataclass(frozen=True, slots=True)
class Match:
    """What a fingerprint is of: `what` is `file`, `content` or `signed`; of a file its name."""

    entry: Entry
    what: str
    name: str = ""


def shelf(slug: str) -> Shelf | None:
    """What is or was public of a register; None where nothing ever was. No query while what was
    read last is believed, and a fixed number otherwise."""
    now = time.monotonic()
    with _lock:
        until, found = _shelves.get(slug, (0.0, None))
    if now < until:
        return found
    found = _read(slug)
    with _lock:
        if len(_shelves) >= REMEMBERED:
            _shelves.clear()
        _shelves[slug] = (now + BELIEVED, found)
    return found


def shelves() -> tuple[Shelf, ...]:
    """What is public of every register of which something is, by title. No query while what was
    read last is believed; otherwise one, and those of each register that is read anew."""
    now = time.monotonic()
    with _lock:
        until, slugs = _listed.get("", (0.0, ()))
    if now >= until:
        rows = Publication.objects.filter(published_on__isnull=False, withdrawn_on__isnull=True)
        slugs = tuple(rows.order_by().values_list("register__slug", flat=True).distinct())
        with _lock:
            _listed[""] = (now + BELIEVED, slugs)
    found = (shelf(slug) for slug in slugs)
    standing = (one for one in found if one is not None and one.standing)
    return tuple(sorted(standing, key=lambda one: (one.title.casefold(), one.slug)))


def forget(slug: str = "") -> None:
    """Believe nothing of a register any more, or of any: something was published or withdrawn."""
    with _lock:
        _listed.clear()
        if slug:
            _shelves.pop(slug, None)
        else:
            _shelves.clear()


def matches(shelf: Shelf, code: str) -> tuple[Match, ...]:
    """What a fingerprint, or its first digits, is of. Blanks and capital letters do not matter.

    Raises ValueError where it is none.
    """
    digits = re.sub(r"[\s:]", "", code).lower()
    if not re.fullmatch(rf"[0-9a-f]{{{FEWEST_DIGITS},64}}", digits):
        raise ValueError("no fingerprint")
    found = []
    for entry in shelf.entries:
        files = (file for file in entry.files.values() if file.sha256.startswith(digits))
        found += [Match(entry, "file", file.name) for file in files]
        if entry.fingerprint.startswith(digits):
            found.append(Match(entry, "content"))
        if entry.agreed.fingerprint.startswith(digits):
            found.append(Match(entry, "signed"))
    return tuple(found)


def _read(slug: str) -> Shelf | None:
    register = Register.objects.filter(slug=slug).first()
    if register is None:
        return None
    rows = (
        Publication.objects.filter(register=register, published_on__isnull=False)
        .select_related("edition", "revision")
        .prefetch_related("files")
        .order_by("-edition__number")
    )
    agreed = {one.version: one for one in editions(register)}
    entries = tuple(_entry(row, agreed[row.edition.number]) for row in rows)
    if not entries:
        return None
    # The title of today may not be agreed: what the public read last is said.
    revisions = Revision.objects.select_related("seal")
    last = revisions.get(journal=register.journal_id, number=entries[0].agreed.revision)
    said = snapshot(register, at=last).public()
    owners = tuple(owner.name for owner in said.owners)
    return Shelf(register.slug, said.title, said.marking, owners, entries)


def _entry(row: Publication, agreed: Agreed) -> Entry:
    return Entry(
        agreed=agreed,
        fingerprint=row.fingerprint,
        published_on=row.published_on,
        updated=row.revision.moment,
        withdrawn_on=row.withdrawn_on,
        withdrawn_why=row.withdrawn_why,
        files={
            file.name: Held(file.name, file.media_type, file.size, file.sha256)
            for file in row.files.all()
        },
    )


_shelves: dict[str, tuple[float, Shelf | None]] = {}
_listed: dict[str, tuple[float, tuple[str, ...]]] = {}
_lock = Lock()
