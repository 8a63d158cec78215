"""The whole record as a file that can be verified without the system.

A zip with record.jsonl, the script check_record.py that verifies it, and README.txt. Each
line of record.jsonl but the last is a revision: its number, moment, key, seal and its
format, its sealed texts, and its rows as they are stored, the revision's own first, each as
[table, key, moment, columns]. The last line has what stood live when it was written, what
only the database can show (guards that are missing), and which columns were renamed or added
since the texts were sealed. The same record gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from registers import chain, signed, stored, triggers, verifying
from registers.models import Register
from registers.stored import Entry

SCRIPT = Path(__file__).with_name("check_record.py")
#: The record is written again when an erasure went through it meanwhile, at most so often.
TRIES = 3

Line = dict[str, Any]
Progress = Callable[[int, int], None]


def write_record(
    register: Register, file: IO[bytes], progress: Progress | None = None
) -> tuple[int, str]:
    """Write the record of a register into a binary file that can be wound back; gives the
    number and the seal of its last revision.

    Not more than a thousand revisions and what stands live are in memory at once.
    """
    for _attempt in range(TRIES):
        file.seek(0)
        file.truncate()
        before = _erasures(register)
        with ZipFile(file, "w") as archive:
            with archive.open(_member("record.jsonl"), "w", force_zip64=True) as lines:
                end: Line = {}
                for end in _lines(register, progress):
                    lines.write(f"{chain.canonical_text(end)}\n".encode())
            archive.writestr(_member("check_record.py"), SCRIPT.read_bytes())
            archive.writestr(_member("README.txt"), _readme(register, end))
        if before == _erasures(register):
            break
    return end["number"], end["seal"]


def file_name(slug: str, number: int, seal: str) -> str:
    """The name of the file, with number and seal as those of all that leaves the system."""
    return f"{slug}-record-revision-{number}-{seal[:16]}.zip"


def _erasures(register: Register) -> int:
    return Register.objects.values_list("erasures", flat=True).get(pk=register.pk)


def _member(name: str) -> ZipInfo:
    """A member that says nothing of when and where it was made."""
    member = ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    member.compress_type = ZIP_DEFLATED
    member.external_attr = 0o644 << 16
    return member


def _lines(register: Register, progress: Progress | None) -> Iterator[Line]:
    """A line for each revision, and the last. Nobody writes while the end is read."""
    journal, last, done = register.journal, None, 0
    count = journal.revisions.count()
    for batch in stored.entries(journal):
        yield from map(_line, batch)
        last, done = batch[-1], done + len(batch)
        if progress is not None:
            progress(done, max(done, count))
    with verifying.alone(journal):
        for batch in stored.entries(journal, last):
            yield from map(_line, batch)
            last = batch[-1]
        yield _end(register, last)


def _line(entry: Entry) -> Line:
    rows = [[row.table, row.key, row.moment, row.columns] for row in entry.rows]
    return {
        "number": entry.number,
        "moment": entry.moment,
        "key": entry.key,
        "verb": entry.columns.get("verb"),
        "subject": entry.columns.get("subject"),
        "seal": entry.seal,
        "format": entry.format,
        "texts": [text._asdict() for text in entry.texts],
        "rows": [[stored.REVISIONS, entry.key, entry.moment, entry.columns], *rows],
    }


def _end(register: Register, last: Entry | None) -> Line:
    return {
        "register": register.slug,
        "number": last.number if last else 0,
        "seal": (last.seal if last else None) or "",
        "live": [list(table) for table in stored.live(register.journal)],
        "faults": [
            *triggers.faults(),
            *map(str, verifying.strays(register.journal)),
            *map(str, signed.faults(register.journal)),
        ],
        "tables": {table: chain.table_now(table) for table in chain.RENAMED_TABLES},
        "renamed": _renamed(),
        "defaults": stored.defaults(),
    }


def _renamed() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for (table, name), now in chain.RENAMED.items():
        found.setdefault(table, {})[name] = now
    return found


def _readme(register: Register, end: Line) -> str:
    text = _(
        "%(marking)s\n\n"
        "The record of “%(title)s” (%(slug)s) up to revision %(number)s, seal %(seal)s.\n\n"
        "To check that nobody has altered it, unpack these files into one folder, open a terminal "
        "there and type “python3 check_record.py”. It needs Python 3.8 or later and nothing else, "
        "no network and no access to the system; it is one page long, so that you can read what it "
        "does. It computes every digest and every seal anew and holds the rows, past and present, "
        "to what was sealed. It ends with “whole”, or names each revision and row that was "
        "changed, added or is missing. A record cannot show by itself that its end was cut off or "
        "that all of it was sealed anew: take any page of the register that was printed earlier "
        "and type “python3 check_record.py --expect NUMBER:SEAL” with the revision and the seal "
        "from its foot. Words that an erasure of all owners has taken out are named, and are no "
        "fault.\n"
    )
    values = {"title": register.title, "marking": register.marking, "slug": register.slug, **end}
    return text % values
