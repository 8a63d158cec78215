"""Where published files lie: in the storage `published`, each once, under its own SHA-256.

A folder by default, or any store that speaks S3. Nothing in it is ever changed; what is there
under a code is exactly what has that code, or is not given out.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils.translation import gettext as _

#: How many bytes of published files a process keeps at hand.
KEPT_BYTES = 32_000_000


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is to be published."""

    name: str
    media_type: str
    raw: bytes


class Missing(LookupError):
    """The store has no such file, or another in its place; the message is a sentence."""


def keep(raw: bytes) -> str:
    """Put a file in the store, where it is not there yet; gives its SHA-256 in hexadecimal."""
    code = hashlib.sha256(raw).hexdigest()
    store = storages["published"]
    if store.exists(_place(code)):
        try:
            read(code)
        except Missing:
            store.delete(_place(code))
        else:
            return code
    store.save(_place(code), ContentFile(raw))
    return code


def given(code: str) -> bytes:
    """The bytes that have a SHA-256, from the process where they were asked for lately.

    Raises Missing.
    """
    if (held := _kept.get(code)) is None:
        held = read(code)
        _kept.put(code, held)
    return held


def read(code: str) -> bytes:
    """The bytes that have a SHA-256, from the store itself. Raises Missing."""
    try:
        with storages["published"].open(_place(code)) as file:
            raw: bytes = file.read()
    except FileNotFoundError:
        said = _("The published file %(code)s … is not in the store.")
        raise Missing(said % {"code": code[:16]}) from None
    if hashlib.sha256(raw).hexdigest() != code:
        said = _("The published file %(code)s … was altered in the store.")
        raise Missing(said % {"code": code[:16]})
    return raw


def forget() -> None:
    """Have no file at hand any more."""
    _kept.clear()


def take_away(code: str) -> None:
    """Take a file out of the store: words in it had to go by law."""
    _kept.drop(code)
    storages["published"].delete(_place(code))


def _place(code: str) -> str:
    return f"{code[:2]}/{code}"


class _Kept:
    """Files by their code, those asked for last, of `KEPT_BYTES` together."""

    def __init__(self) -> None:
        self._lock, self._files, self._bytes = Lock(), OrderedDict[str, bytes](), 0

    def get(self, code: str) -> bytes | None:
        with self._lock:
            if code in self._files:
                self._files.move_to_end(code)
            return self._files.get(code)

    def put(self, code: str, raw: bytes) -> None:
        with self._lock:
            if code not in self._files:
                self._files[code] = raw
                self._bytes += len(raw)
            while self._bytes > KEPT_BYTES:
                _code, gone = self._files.popitem(last=False)
                self._bytes -= len(gone)

    def clear(self) -> None:
        with self._lock:
            self._files.clear()
            self._bytes = 0

    def drop(self, code: str) -> None:
        with self._lock:
            self._bytes -= len(self._files.pop(code, b""))


_kept = _Kept()
