"""Which revisions of a record are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from registers.erasing import of_register, tables, text_columns
from registers.models import (
    Assessment,
    Assurance,
    Challenge,
    Confirmation,
    Control,
    Correction,
    Note,
    Outcome,
    PlannedAction,
    Proposal,
    Register,
    Revision,
    Risk,
    Withholding,
)
from registers.moments import end_of

#: The verbs of what the owners say to each other and nobody else reads.
BETWEEN_OWNERS = frozenset({"propose", "amend proposal", "decline proposal", "withdraw proposal"})


@dataclass(frozen=True, slots=True)
class Which:
    """Revisions that touched a risk (its key), were made by a person or for an organisation
    (the names that they had; `for_whom` is an organisation's key), did one of `verbs`, on the
    days from `first` to `last`, and that say some words in their reason or in what they changed,
    old or new. What is empty or None asks for nothing. What was proposed and accepted was made by
    both. `outside` leaves out what is between the owners alone: their proposals."""

    risk: int | None = None
    person: str = ""
    organisation: str = ""
    for_whom: int | None = None
    verbs: frozenset[str] = frozenset()
    first: date | None = None
    last: date | None = None
    words: str = ""
    outside: bool = False

    @property
    def is_all(self) -> bool:
        return self == Which()


def narrowed(register: Register, which: Which) -> QuerySet[Revision]:
    """The revisions that are asked for, but that with words there may be some too many: `says`
    tells which of them do."""
    found = Revision.objects.filter(journal=register.journal_id)
    if which.risk is not None:
        found = found.filter(pk__in=_touching(which.risk))
    for names in _makers(which):
        proposed = Revision.objects.filter(journal=register.journal_id, **names).values("number")
        found = found.filter(Q(**names) | Q(proposed__in=proposed))
    if which.outside:
        found = found.exclude(verb__in=BETWEEN_OWNERS)
    if which.verbs:
        found = found.filter(verb__in=which.verbs)
    if which.first:
        start = timezone.make_aware(datetime.combine(which.first, time.min))
        found = found.filter(moment__gte=start)
    if which.last:
        found = found.filter(moment__lte=end_of(which.last))
    if which.words:
        found = found.filter(_may_say(register, which.words))
    return found


def _makers(which: Which) -> Iterator[dict[str, Any]]:
    """The conditions on who made a revision."""
    if which.person:
        yield {"person_name": which.person}
    if which.organisation:
        yield {"organisation_name": which.organisation}
    if which.for_whom is not None:
        yield {"organisation": which.for_whom}


def says(words: str, texts: Iterable[str]) -> bool:
    """Whether one of the texts holds the words, in capitals or small letters."""
    wanted = words.casefold()
    return any(wanted in text.casefold() for text in texts)


def _touching(risk: int) -> QuerySet[Any, Any]:
    """The keys of the revisions that touched a risk, by the histories' own index."""
    parts = [
        model.history.filter(id__in=model.objects.filter(risk=risk).values("pk"))
        for model in (
            Assessment,
            Assurance,
            Challenge,
            Confirmation,
            Control,
            Correction,
            Note,
            Outcome,
            PlannedAction,
            Proposal,
            Withholding,
        )
    ]
    found = Risk.history.filter(id=risk).values_list("revision_id")
    return found.union(*(part.values_list("revision_id") for part in parts))


def _may_say(register: Register, words: str) -> Q:
    """Revisions whose own words hold them, and all that touched a row which ever did: also the
    one that took them out."""
    found = _holding(("subject", "reason"), words)
    for model in tables():
        columns = [column.attname for column in text_columns(model)]
        past = model.history.filter(**of_register(model, register))
        if columns:
            rows = past.filter(_holding(columns, words)).values("id")
            found |= Q(pk__in=past.filter(id__in=rows).values("revision_id"))
    return found


def _holding(columns: Iterable[str], words: str) -> Q:
    """Some of the columns hold the words. Not every database knows capitals beyond English."""
    found = Q()
    for column in columns:
        for form in {words, words.lower(), words.upper(), words.capitalize()}:
            found |= Q(**{f"{column}__icontains": form})
    return found
