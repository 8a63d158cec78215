"""A register as a file of any format, for any audience: written at once, or by a process of its own
where it is long."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from registers.content import NO_MOMENT, Snapshot
from registers.exchange.besides import Besides
from registers.exchange.document import document, fingerprint, write_json
from registers.exchange.from_document import snapshot_from
from registers.exchange.paper.choices import OWNER, Choices, chosen
from registers.exchange.sheets import Column, Sheet
from registers.exchange.write_csv import write_csv
from registers.exchange.write_docx import write_docx
from registers.exchange.write_pdf import LANGUAGE, LONDON, Wanted, key
from registers.exchange.write_pptx import write_pptx
from registers.exchange.write_report import write_report
from registers.exchange.write_xlsx import write_xlsx

#: A register that says more things than this is not written while a browser waits: some seconds.
MOST_AT_ONCE = 2_000
NOTHING = Besides()
OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True)
class Format:
    """`about` says in a sentence what somebody gets and what for; `ending` is that of the file's
    name, `part` what the name says besides, and `kind` its media type."""

    name: str | Promise
    about: str | Promise
    ending: str
    kind: str
    write: Callable[[Snapshot], bytes]
    part: str = ""


FORMATS: Mapping[str, Format] = {
    "xlsx": Format(
        _("Excel workbook"),
        _("The register, the map and every table, to filter and to reckon with. Its tables can be "
          "changed and imported again."),
        "xlsx", f"{OFFICE}.spreadsheetml.sheet", write_xlsx,
    ),
    "docx": Format(
        _("Word document"),
        _("The register as it is printed, to go on with in Word."),
        "docx", f"{OFFICE}.wordprocessingml.document", write_docx,
    ),
    "report": Format(
        _("Cover report, in Word"),
        _("A committee report’s headings with figures, the highest risks and the map filled in; "
          "what is for you to write stands in brackets."),
        "docx", f"{OFFICE}.wordprocessingml.document", write_report, "report",
    ),
    "pptx": Format(
        _("PowerPoint slides"),
        _("Two slides: the map as a table, and the figures in sentences."),
        "pptx", f"{OFFICE}.presentationml.presentation", write_pptx,
    ),
    "csv": Format(
        _("CSV, for other programs"),
        _("A ZIP archive with a file for each table, in UTF-8."),
        "zip", "application/zip", write_csv, "csv",
    ),
    "csv-marked": Format(
        _("CSV, for Excel"),
        _("The same with a byte-order mark, by which Excel reads accents right."),
        "zip", "application/zip", lambda snapshot: write_csv(snapshot, marked=True), "csv",
    ),
    "json": Format(
        _("JSON, for other systems"),
        _("Everything that the register says, in one file that can be loaded again."),
        "json", "application/json", write_json,
    ),
}  # fmt: skip


def audience(
    snapshot: Snapshot, *, public: bool = False, of: str = "", others: Sequence[Snapshot] = ()
) -> Snapshot:
    """What a file for somebody says: all, or what the public may read, without what any of
    `others` withholds; and of it all, or what one organisation leads on with what is joint.
    Raises NoSuchPart where it is not an owner."""
    shown = snapshot.public(*others) if public else snapshot
    return chosen(shown, Choices(public=public, part=OWNER, of=of)) if of else shown


def is_long(snapshot: Snapshot) -> bool:
    """Whether writing it takes longer than somebody should wait."""
    things = sum(
        2 + len(risk.controls) + len(risk.actions) + len(risk.challenges)
        for risk in snapshot.all_risks
    )
    return things > getattr(settings, "FILE_AT_ONCE", MOST_AT_ONCE)


def write(form: str, snapshot: Snapshot, more: Besides = NOTHING) -> bytes:
    """A file in one of FORMATS, with `more` where it is a workbook. Raises BadTemplate where an
    organisation's own template cannot be read."""
    with translation.override(LANGUAGE), timezone.override(LONDON):
        if more.sheets:
            return write_xlsx(snapshot, more=more.sheets, marking=more.marking)
        return FORMATS[form].write(snapshot)


def wanted(
    form: str,
    snapshot: Snapshot,
    *,
    seal: str,
    of: str = "",
    which: Sequence[str] = (),
    more: Callable[[], Besides] = Besides,
) -> Wanted:
    """A file that a process of its own is to write. `seal` is that of the revision, also where the
    snapshot tells none: the same revision for the same people is the same file, but for what is
    withheld since. `which` names what `more` gives besides."""
    template = getattr(settings, "REPORT_TEMPLATE", None)
    said = {
        "file": form,
        "slug": snapshot.slug,
        "seal": seal,
        "public": fingerprint(snapshot) if snapshot.for_public else "",
        "of": of,
        "more": list(which),
        "template": Path(template).read_bytes().hex() if template and form == "report" else "",
    }
    return Wanted(key(said), lambda: bundle(form, snapshot, more()))


def bundle(form: str, snapshot: Snapshot, more: Besides = NOTHING) -> dict[str, Any]:
    """What the child process writes a file from, in plain values."""
    return {
        "file": form,
        "document": document(snapshot),
        "number": snapshot.number,
        "seal": snapshot.seal,
        "moment": snapshot.moment.isoformat(),
        "public": snapshot.for_public,
        "more": [_plain(sheet) for sheet in more.sheets],
        "marking": more.marking,
    }


def written(held: Mapping[str, Any]) -> bytes:
    """The file of a bundle."""
    moment = datetime.fromisoformat(held["moment"])
    snapshot = snapshot_from(
        held["document"],
        number=held["number"],
        seal=held["seal"],
        moment=NO_MOMENT if moment == NO_MOMENT else moment,
        for_public=held["public"],
    )
    more = Besides(tuple(map(_sheet, held["more"])), held["marking"])
    return write(held["file"], snapshot, more)


def _plain(sheet: Sheet) -> dict[str, Any]:
    rows = [[_said(value) for value in row] for row in sheet.rows]
    return {"name": sheet.name, "columns": [[c.name, c.width] for c in sheet.columns], "rows": rows}


def _said(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    return {"day": value.isoformat()} if isinstance(value, date) else value


def _sheet(plain: Mapping[str, Any]) -> Sheet:
    columns = [Column(name, width) for name, width in plain["columns"]]
    return Sheet(plain["name"], columns, [[_value(v) for v in row] for row in plain["rows"]])


def _value(said: Any) -> Any:
    if not isinstance(said, dict):
        return said
    if "moment" in said:
        return datetime.fromisoformat(said["moment"])
    return date.fromisoformat(said["day"])
