"""Whether the files that the public gets are still kept, to the last byte.

A check of its own beside that of the record: the record holds their fingerprints, and a store
elsewhere the files, which may be many and far.
"""

from __future__ import annotations

from collections.abc import Iterator

from registers.exchange.published_store import Missing, read
from registers.models import Publication, PublishedFile, Register


def faults(register: Register) -> Iterator[str]:
    """A sentence for each file of what is published or asked for that is missing or altered."""
    found = PublishedFile.objects.filter(register=register)
    live = found.exclude(publication__state=Publication.State.WITHDRAWN)
    for file in live.select_related("publication__edition").order_by("pk"):
        try:
            read(file.sha256)
        except Missing as problem:
            yield f"Version {file.publication.edition.number}, {file.name}: {problem}"
