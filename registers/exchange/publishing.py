"""An agreed version as the files that the public gets: page, PDF, workbook, CSV, JSON."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from registers import agreements
from registers.agreements import Agreed
from registers.between import Between
from registers.content import WHOLE, Snapshot
from registers.exchange import sheets
from registers.exchange.document import document, fingerprint
from registers.exchange.files import FORMATS
from registers.exchange.paper.choices import Choices
from registers.exchange.paper.material import QUARTERS, Earlier, Material
from registers.exchange.paper.stamps import Stamp, stamped
from registers.exchange.sheets import Column, Sheet
from registers.exchange.write_csv import ANY_DAY
from registers.exchange.write_pdf import LANGUAGE, LONDON, Wanted
from registers.exchange.write_pdf import wanted as wanted_pdf
from registers.exchange.write_xlsx import write_xlsx
from registers.models import Publication, Register, Revision
from registers.snapshot import snapshot

#: What the public is told of who changed what, and when: nothing.
NOBODY = Between(entries=(), organisations={}, assessments={}, erasures=())
PDF = "application/pdf"
Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Version:
    """An agreed version for the public: `now` is what was signed, with everything in it, and
    `material` what its paper is made from. `earlier` are the versions that are published before
    it, the newest first."""

    agreed: Agreed
    now: Snapshot
    stamp: Stamp
    material: Material
    earlier: tuple[Agreed, ...]

    @property
    def shown(self) -> Snapshot:
        return self.now.public()

    @property
    def fingerprint(self) -> str:
        """The fingerprint of what the public may read of it."""
        return fingerprint(self.shown)

    def name(self, ending: str) -> str:
        """What a file of it is called."""
        return f"{self.now.slug}-version-{self.agreed.version}.{ending}"


class NoSuchVersion(LookupError):
    """The register has no agreed version of this number; the message is a sentence."""


def version(register: Register, number: int) -> Version:
    """An agreed version, with that which is published before it to compare with.

    What is compared is what the public may read of both. Raises NoSuchVersion.
    """
    agreed = next((a for a in agreements.editions(register) if a.version == number), None)
    if agreed is None:
        raise NoSuchVersion(_("There is no agreed version of this number."))
    earlier = tuple(reversed(_published_before(register, number)))
    then = [(held, _at(register, held.revision)) for held in earlier[: QUARTERS + 1]]
    last = then[0] if then else None
    now = _at(register, agreed.revision)
    stamp = stamped(agreed, now, last[0].version if last else 0)
    return Version(
        agreed,
        now,
        stamp,
        Material(
            now=now,
            earlier=last and Earlier(last[1], last[0].agreed_on, is_first=False, between=NOBODY),
            course=tuple((held.agreed_on, said) for held, said in reversed(then[:QUARTERS])),
            as_at=agreed.agreed_on,
            stamp=stamp,
        ),
        earlier,
    )


def published_before(register: Register, of: Version) -> list[tuple[int, Snapshot]]:
    """Every version that is published before one, by number, where that one withholds a risk whole
    that they may show; else none is read."""
    if not any(risk.ground(WHOLE) for risk in of.now.all_risks):
        return []
    return [(held.version, _at(register, held.revision)) for held in of.earlier]


def wanted(of: Version) -> Wanted:
    """The PDF of a version, which a process of its own makes."""
    return wanted_pdf(of.material, Choices(public=True))


def files(of: Version, pdf: bytes) -> Iterator[tuple[str, str, bytes]]:
    """The files of a version besides its page: (name, media type, bytes), the PDF first.

    Each says which version it is of, and bears the fingerprints of its own content and of what
    was signed. The same version gives the same bytes.
    """
    yield of.name("pdf"), PDF, pdf
    with translation.override(LANGUAGE), timezone.override(LONDON):
        said = facts(of)
        columns = (Column(_("Version"), 30), Column("", 110))
        sheet = Sheet(_("Version"), columns, said, is_list=False)
        book = write_xlsx(of.shown, more=(sheet,))
        yield of.name("xlsx"), FORMATS["xlsx"].kind, book
        archive = _with_version(FORMATS["csv"].write(of.shown), said)
        yield of.name("csv.zip"), FORMATS["csv"].kind, archive
        yield of.name("json"), FORMATS["json"].kind, _json(of)


def facts(of: Version) -> Facts:
    """What each copy says of the version, as name and value."""
    stamp = of.stamp
    return (
        (_("Version"), str(stamp.version)),
        (_("Meeting"), f"{stamp.meeting}, {_day(stamp.held_on)}"),
        *((_("Agreed by"), agreed_by(*one)) for one in stamp.agreed),
        (_("Fingerprint of this content"), of.fingerprint),
        (_("Fingerprint of what was signed"), stamp.fingerprint),
        (_("How to check"), _("See %(address)s") % {"address": check_address(of.now.slug)}),
    )


def agreed_by(owner: str, post: str, day: date) -> str:
    """Who agreed on which day: the owner and the post of whoever signed."""
    return f"{owner} ({post}), {_day(day)}" if post else f"{owner}, {_day(day)}"


def check_address(slug: str) -> str:
    return f"{settings.SITE_URL}{reverse('published_check', args=(slug,))}"


def _json(of: Version) -> bytes:
    """The register's content with what it is a version of in front."""
    stamp = of.stamp
    said: dict[str, Any] = {
        "version": {
            "number": stamp.version,
            "meeting": stamp.meeting,
            "held_on": stamp.held_on.isoformat(),
            "agreed": [
                {"owner": owner, "post": post, "on": day.isoformat()}
                for owner, post, day in stamp.agreed
            ],
            "fingerprint": of.fingerprint,
            "signed": stamp.fingerprint,
        }
    }
    text = json.dumps(said | document(of.shown), ensure_ascii=False, indent=2)
    return f"{text}\n".encode()


def _with_version(raw: bytes, said: Facts) -> bytes:
    """An archive with one table more: what it is a version of."""
    held = io.BytesIO(raw)
    with zipfile.ZipFile(held, "a", zipfile.ZIP_DEFLATED) as archive:
        file = zipfile.ZipInfo("version.csv", ANY_DAY)
        file.external_attr = 0o644 << 16
        columns = [sheets.Column(_("What")), sheets.Column(_("Value"))]
        archive.writestr(file, sheets.write_csv(columns, said), zipfile.ZIP_DEFLATED)
    return held.getvalue()


def _published_before(register: Register, number: int) -> list[Agreed]:
    """The versions below a number that the public can read, the first one first."""
    found = Publication.objects.filter(
        register=register, state=Publication.State.PUBLISHED, edition__number__lt=number
    )
    numbers = set(found.values_list("edition__number", flat=True))
    return [a for a in agreements.editions(register) if a.version in numbers]


def _at(register: Register, number: int) -> Snapshot:
    found = Revision.objects.select_related("seal")
    return snapshot(register, at=found.get(journal=register.journal_id, number=number))


def _day(day: date) -> str:
    return date_format(day, "j F Y")
