"""What the history is asked for in its address, and the form that asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from registers.content import Snapshot
from registers.models import Register
from registers.presentation.history_page import KINDS
from registers.record import Which

#: The parts of an address that filter, in the order of the form.
NAMES = ("q", "risk", "kind", "person", "organisation", "from", "to")
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    word: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Select:
    """A list to choose from: its name in the address, its label and its options."""

    name: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """`settings` is what the address sets, `which` what it means, `errors` what is wrong with
    it in sentences, by name: with any of them `which` means nothing, and nothing is shown."""

    settings: Mapping[str, str]
    which: Which
    errors: Mapping[str, str]
    selects: tuple[Select, ...]

    @property
    def is_set(self) -> bool:
        return bool(self.settings)


def filters(
    register: Register, snapshot: Snapshot, asked: Mapping[str, str], *, outside: bool = False
) -> Filters:
    """Read an address, in one query for the people of the record. `outside` is for people who
    are of no owner."""
    # No text of a register holds a NUL, and not every database can be asked for one.
    given = {name: asked.get(name, "").replace("\0", " ") for name in NAMES}
    set_to = {name: " ".join(text.split())[:LONGEST] for name, text in given.items()}
    settings = {name: value for name, value in set_to.items() if value}
    errors: dict[str, str] = {}
    if len(given["q"]) > LONGEST:
        settings["q"] = given["q"]
        errors["q"] = _("Search for at most %(most)s characters.") % {"most": LONGEST}
    keys = {risk.reference: risk.key for risk in snapshot.all_risks}
    kinds = {name: str(words) for name, (words, _verbs) in KINDS.items()}
    people, organisations = _who(register)
    _known(settings, "risk", keys, _("There is no risk %(value)s here."), errors)
    _known(settings, "kind", kinds, _("There is no kind of change “%(value)s”."), errors)
    nobody = _("Nothing was changed by anybody called “%(value)s”.")
    _known(settings, "person", dict.fromkeys(people), nobody, errors)
    _known(settings, "organisation", dict.fromkeys(organisations), nobody, errors)
    which = Which(
        risk=keys.get(settings.get("risk", "")),
        person=settings.get("person", ""),
        organisation=settings.get("organisation", ""),
        verbs=frozenset(KINDS[settings["kind"]][1])
        if settings.get("kind") in KINDS
        else frozenset(),
        first=_day(settings, "from", errors),
        last=_day(settings, "to", errors),
        words=settings.get("q", ""),
        outside=outside,
    )
    if which.first and which.last and which.first > which.last:
        errors["to"] = _("The last day is before the first, so there is nothing between them.")
    selects = (
        _select("risk", _("Risk"), dict(zip(keys, keys, strict=True)), settings),
        _select("kind", _("Kind"), kinds, settings),
        _select("person", _("Person"), dict(zip(people, people, strict=True)), settings),
        _select(
            "organisation",
            _("Organisation"),
            dict(zip(organisations, organisations, strict=True)),
            settings,
        ),
    )
    return Filters(settings, which, errors, selects)


def _who(register: Register) -> tuple[list[str], list[str]]:
    """The people and organisations that ever changed the register, as they were called."""
    found = register.journal.revisions.values_list("person_name", "organisation_name").distinct()
    pairs = list(found)
    people = sorted({person for person, _organisation in pairs})
    return people, sorted({organisation for _person, organisation in pairs if organisation})


def _known(
    settings: dict[str, str],
    name: str,
    known: Mapping[str, object],
    sentence: str,
    errors: dict[str, str],
) -> None:
    if settings.get(name) and settings[name] not in known:
        errors[name] = sentence % {"value": settings.pop(name)}


def _day(settings: dict[str, str], name: str, errors: dict[str, str]) -> date | None:
    text = settings.get(name)
    if not text:
        return None
    try:
        found = date.fromisoformat(text)
        if not 1900 <= found.year <= 9998:
            raise ValueError(text)
    except ValueError:
        errors[name] = _("“%(value)s” is no day: write it as 2026-11-20.") % {"value": text}
        settings.pop(name)
        return None
    return found


def _select(name: str, label: str, known: Mapping[str, str], settings: Mapping[str, str]) -> Select:
    chosen = settings.get(name, "")
    options = [Option("", _("All"), chosen=not chosen)]
    options += [Option(value, word, chosen=value == chosen) for value, word in known.items()]
    return Select(name, label, tuple(options))
