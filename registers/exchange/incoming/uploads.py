"""Files that somebody has sent and not brought in yet: kept in a folder for a day, read by a
process of its own.

Each has a folder named by a random key: `file` its bytes, `about.json` whose it is, `book.json`
what was read, `failed` why it could not be, `progress` how far that is, and `reading.json` how its
columns are taken. One that takes long to bring in has besides `confirmed.json`, what was confirmed,
locked by the process that does it, and then `outcome.json`, what came of that. Of one that was
brought in only `about.json` stays.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
import shutil
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from registers.exchange.incoming import cells, mapping
from registers.exchange.incoming.cells import Book
from registers.exchange.incoming.mapping import Reading
from registers.exchange.pdf_child import PROJECT
from registers.exchange.pdf_store import write_whole
from registers.exchange.reading import BadFile

#: How long a file is kept, in seconds, and how many one person may have at once.
KEPT_FOR, MOST_OF_ONE = 86_400, 20
#: How long a request waits for a file that is soon read, and how often it looks.
SOON, LOOK_EVERY = 2.5, 0.05
#: How long a process may take to begin with what was confirmed, in seconds.
BEGINS_WITHIN = 60
LONGEST_NAME = 120
_KEY = re.compile(r"[A-Za-z0-9_-]{20,60}")


@dataclass(frozen=True, slots=True)
class About:
    """Whose file it is: the keys of the person and the register, its name and its SHA-256."""

    person: int
    register: int
    name: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The digest of the plan that was confirmed, why, and the `request` in which it was, as the
    security log tells of it."""

    agreed: str
    reason: str
    request: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a file: the revision, None where nothing was left to change; or why it was
    `refused`, with the status of a page that says so."""

    revision: int | None = None
    refused: str = ""
    status: int = 200


@dataclass(frozen=True, slots=True)
class Upload:
    folder: Path
    about: About

    @property
    def key(self) -> str:
        return self.folder.name

    def start(self) -> None:
        """Have it read."""
        _start("-m", "registers.exchange.incoming.reader", str(self.folder))

    def book(self, *, wait: float = SOON) -> Book | None:
        """What was read; None while it is being read. Raises BadFile where it could not be."""
        until = time.monotonic() + wait
        while True:
            if (self.folder / "failed").exists():
                raise BadFile((self.folder / "failed").read_text("utf-8"))
            if (self.folder / "book.json").exists():
                held = json.loads((self.folder / "book.json").read_bytes())
                return cells.from_plain(held)
            if time.monotonic() >= until:
                return None
            time.sleep(LOOK_EVERY)

    def rows_read(self) -> int:
        """How many rows have been read so far."""
        try:
            return int((self.folder / "progress").read_text("ascii"))
        except (FileNotFoundError, ValueError):
            return 0

    def reading(self) -> Reading | None:
        """How its columns are taken, as a person has said; None where nobody has."""
        try:
            return mapping.from_plain(json.loads((self.folder / "reading.json").read_bytes()))
        except FileNotFoundError:
            return None

    def take(self, reading: Reading) -> None:
        write_whole(self.folder / "reading.json", json.dumps(mapping.to_plain(reading)).encode())

    @property
    def sent(self) -> datetime:
        """The moment at which it was sent."""
        moment = (self.folder / "about.json").stat().st_mtime
        return datetime.fromtimestamp(moment, tz=UTC)

    @property
    def is_done(self) -> bool:
        """Whether it was brought in."""
        return not (self.folder / "file").exists()

    def done(self) -> None:
        """Keep no more of it than whose it was, for who confirms it once more."""
        for one in self.folder.iterdir():
            if one.name != "about.json":
                one.unlink(missing_ok=True)

    def confirm(self, confirmed: Confirmed) -> None:
        """Have it brought in by a process of its own."""
        write_whole(self.folder / "confirmed.json", json.dumps(asdict(confirmed)).encode())
        _start("manage.py", "bring_in", str(self.folder))

    @property
    def is_confirmed(self) -> bool:
        return (self.folder / "confirmed.json").exists()

    def confirmed(self) -> Confirmed:
        return Confirmed(**json.loads((self.folder / "confirmed.json").read_bytes()))

    @contextmanager
    def being_carried_out(self) -> Iterator[Confirmed | None]:
        """Hold what was confirmed; None where another process holds it or has done it."""
        if not self.is_confirmed:
            yield None
            return
        with open(self.folder / "confirmed.json", "rb") as held:
            flock(held, LOCK_EX)
            is_done = (self.folder / "outcome.json").exists()
            yield None if is_done else Confirmed(**json.loads(held.read()))

    def tell(self, outcome: Outcome) -> None:
        """Keep what came of it."""
        write_whole(self.folder / "outcome.json", json.dumps(asdict(outcome)).encode())

    def outcome(self, *, wait: float = SOON) -> Outcome | None:
        """What came of what was confirmed; None while that is being done."""
        until = time.monotonic() + wait
        while True:
            # In this order: a process tells before it lets go.
            is_over = self._is_over()
            if (self.folder / "outcome.json").exists():
                return Outcome(**json.loads((self.folder / "outcome.json").read_bytes()))
            if is_over:
                return Outcome(
                    refused=_("It was stopped before it was done. What is not brought in yet is "
                              "shown below: confirm it once more."), status=422,
                )  # fmt: skip
            if time.monotonic() >= until:
                return None
            time.sleep(LOOK_EVERY)

    def _is_over(self) -> bool:
        """Whether no process holds what was confirmed, although one has had the time to begin."""
        path = self.folder / "confirmed.json"
        if time.time() - path.stat().st_mtime < BEGINS_WITHIN:
            return False
        with open(path, "rb") as held:
            try:
                flock(held, LOCK_EX | LOCK_NB)
            except BlockingIOError:
                return False
            return True

    def ask_again(self) -> None:
        """Let what was confirmed go: it was refused, and is to be confirmed anew."""
        for name in ("confirmed.json", "outcome.json"):
            (self.folder / name).unlink(missing_ok=True)

    def forget(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def _start(*arguments: str) -> None:
    subprocess.Popen(
        [sys.executable, *arguments],
        cwd=PROJECT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )


def add(raw: bytes, name: str, *, person: int, register: int) -> Upload:
    """Keep a file that was sent. Raises BadFile where this person has sent too many."""
    _forget_old()
    mine = [found for found in _all() if found.about.person == person and not found.is_done]
    if len(mine) >= MOST_OF_ONE:
        raise BadFile(
            _("You have sent many files and brought none of them in. Try again tomorrow.")
        )
    about = About(person, register, tidy_name(name), hashlib.sha256(raw).hexdigest())
    upload = Upload(_folder() / secrets.token_urlsafe(24), about)
    write_whole(upload.folder / "file", raw)
    write_whole(upload.folder / "about.json", json.dumps(asdict(about)).encode())
    return upload


def find(key: str, *, person: int, register: int) -> Upload | None:
    """A file of this person for this register; None where there is none any more."""
    found = at(_folder() / key) if _KEY.fullmatch(key) else None
    if found and (found.about.person, found.about.register) == (person, register):
        return found
    return None


def forget_all(sender: Any, **kwargs: Any) -> None:
    """A receiver: words have gone from a register, so no file that may hold them stays."""
    shutil.rmtree(_folder(), ignore_errors=True)


def tidy_name(name: str) -> str:
    """A file's name as it can stand in the history: its end, on one line."""
    last = re.split(r"[/\\]", name)[-1]
    plain = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip()
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[:LONGEST_NAME]}{dot}{ending[:10]}" or "file"


def _folder() -> Path:
    return Path(getattr(settings, "INCOMING_STORE", settings.DATA_DIR / "incoming"))


def at(folder: Path) -> Upload | None:
    """The file that is kept in a folder; None where there is none any more."""
    try:
        return Upload(folder, About(**json.loads((folder / "about.json").read_bytes())))
    except (FileNotFoundError, NotADirectoryError):
        return None


def _all() -> list[Upload]:
    folder = _folder()
    return [found for one in folder.glob("*") if (found := at(one))] if folder.is_dir() else []


def _forget_old() -> None:
    for upload in _all():
        if time.time() - (upload.folder / "about.json").stat().st_mtime > KEPT_FOR:
            upload.forget()
