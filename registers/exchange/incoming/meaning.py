"""What a cell means: a text, a whole number, a day, one of some words, a level, a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from registers.exchange.columns import Column
from registers.text import is_blank, with_line_feeds
from scoring.matrix import Level

#: The ways in which people in Britain write a day.
DAYS = (
    "%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d.%m.%y", "%d-%m-%Y",
    "%d-%b-%y", "%d-%b-%Y", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S",
)  # fmt: skip
#: What other registers call the ways of treating a risk.
ALIKE = {
    "accept": "tolerate",
    "accepted": "tolerate",
    "retain": "tolerate",
    "monitor": "tolerate",
    "mitigate": "treat",
    "reduce": "treat",
    "control": "treat",
    "manage": "treat",
    "share": "transfer",
    "insure": "transfer",
    "avoid": "terminate",
    "eliminate": "terminate",
    "stop": "terminate",
}
#: A longer word is cut in a sentence.
LONGEST_TOLD = 60
#: `3. Finance`, `Theme 3: Finance`, `3 Finance`.
NUMBERED = re.compile(r"(?:theme\s+)?([0-9]{1,3})[\s.:)–—-]+(\D.*)", re.IGNORECASE)
_REFERENCE = re.compile(r"([A-Z]{0,6})[\s_/–—-]*([0-9]{1,4}(?:\.[0-9]{1,4}){0,2})")
#: A figure below nothing: the sign is the figure's own where nothing stands before it.
_BELOW_NOTHING = re.compile(r"\s*[-–−][0-9]")

#: The range of a level, which some write beside its name: `(61-80%)`, `>50%`, `10 to 30 %`.
_RANGE = re.compile(
    r"[(\[]?\s*(?:[<>≤≥]\s*)?(?:[0-9]{1,3}\s*%?\s*(?:[-–—]|to)\s*)?[0-9]{1,3}\s*%\s*[)\]]?"
)
#: `4/5` or `4 out of 5`.
_OF_ALL = re.compile(r"\s*([0-9]{1,2})\s*(?:/|out of)\s*([0-9]{1,2})\s*", re.IGNORECASE)
#: Words before the number of a level that are no name of it.
_SAYS_NO_MORE = re.compile(r"(?:level|lvl|likelihood|impact|score|[lipcs])", re.IGNORECASE)


class Unclear(ValueError):
    """A cell means nothing that can be kept; the message is a sentence that says why."""


class Read(NamedTuple):
    """A value, and a sentence where it is not what stands in the cell to the letter."""

    value: Any
    notice: str = ""


def told(raw: Any) -> str:
    """What stands in a cell, short enough for a sentence."""
    text = " ".join(str(raw).split())
    return text if len(text) <= LONGEST_TOLD else f"{text[:LONGEST_TOLD]}…"


def is_empty(raw: Any, *, exact: bool = False) -> bool:
    """Whether a cell says nothing; of an exact one, blanks say something."""
    return raw is None or raw == "" or (not exact and isinstance(raw, str) and is_blank(raw))


def text(raw: Any, *, exact: bool) -> Read:
    """A text, to the letter where the file is of our own making; else without blanks around."""
    if raw is None:
        return Read("")
    if isinstance(raw, bool):
        return Read(_("yes") if raw else _("no"))
    if isinstance(raw, date):
        return Read(raw.isoformat()[:10], _("The day in this cell is taken as a text."))
    if not isinstance(raw, str):
        return Read(_figure(raw))
    kept = with_line_feeds(raw)
    if exact:
        return Read(kept)
    tidy = kept.replace("\u00a0", " ").strip()
    return Read("" if is_blank(tidy) else tidy)


def line(raw: Any, *, exact: bool) -> Read:
    """A text of one line: ends of lines in a foreign file become blanks."""
    found = text(raw, exact=exact)
    if exact or not re.search(r"[\n\t]", found.value):
        return found
    return Read(" ".join(found.value.split()), _("Ends of lines were made blanks."))


def whole(raw: Any) -> int | None:
    """A whole number; None for an empty cell. Raises Unclear."""
    if is_empty(raw):
        return None
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    if isinstance(raw, float) and raw.is_integer():
        return int(raw)
    if isinstance(raw, str) and re.fullmatch(r"[+-]?[0-9]{1,9}(\.0+)?", raw.strip()):
        return int(float(raw))
    raise Unclear(_("“%(raw)s” is no whole number.") % {"raw": told(raw)})


def day(raw: Any) -> str:
    """A day as 2026-11-20, empty for an empty cell. Raises Unclear."""
    if is_empty(raw):
        return ""
    if isinstance(raw, date):
        return raw.isoformat()[:10]
    if isinstance(raw, str):
        words = " ".join(raw.split())
        for form in DAYS:
            try:
                return datetime.strptime(words, form).date().isoformat()  # noqa: DTZ007
            except ValueError:
                continue
    raise Unclear(_("“%(raw)s” is no day: write one such as 14 June 2026.") % {"raw": told(raw)})


def choice(column: Column, raw: Any) -> Read:
    """The code of one of a column's words, empty for an empty cell. Raises Unclear."""
    if is_empty(raw):
        return Read("")
    if isinstance(raw, bool):
        raw = "yes" if raw else "no"
    word = str(raw)
    try:
        return Read(column.code(word))
    except KeyError:
        bare = re.sub(r"[^a-z].*", "", word.strip().lower(), flags=re.DOTALL)
        if column.key == "treatment" and bare in ALIKE:
            return Read(
                ALIKE[bare], _("“%(raw)s” is taken as “%(word)s”.")
                % {"raw": told(raw), "word": ALIKE[bare]},
            )  # fmt: skip
        known = ", ".join(column.words.values())
        raise Unclear(
            _("“%(raw)s” is none of the words that can stand here: %(known)s.")
            % {"raw": told(raw), "known": known}
        ) from None


def level(levels: Sequence[Level], also: Mapping[str, int], raw: Any) -> Read:
    """The number of a level that is given by its number, its name, or both; None for an empty cell.

    `also` are words that somebody has said the meaning of. Raises Unclear for what is no level.
    """
    if is_empty(raw):
        return Read(None)
    if isinstance(raw, str) and (meant := also.get(plain(raw))):
        return Read(meant, _("“%(raw)s” is taken as level %(level)s.")
                    % {"raw": told(raw), "level": meant})  # fmt: skip
    if isinstance(raw, str) and (part := _OF_ALL.fullmatch(raw)) and int(part[2]) == len(levels):
        raw = int(part[1])
    number = _number_in(raw)
    words = {plain(raw), plain(_name_in(raw))} - {""}
    named = [one for one in levels if words & _names(one)]
    if number is None and named:
        return Read(named[0].value, _("“%(raw)s” is level %(level)s.")
                    % {"raw": told(raw), "level": named[0].value})  # fmt: skip
    if number is None or not 1 <= number <= len(levels):
        known = ", ".join(f"{one.value} {one.name}" for one in levels)
        raise Unclear(
            _("“%(raw)s” is no level of this register. There are: %(known)s.")
            % {"raw": told(raw), "known": known}
        )
    if plain(_name_in(raw)) and not (named and named[0].value == number):
        kept = levels[number - 1].name
        return Read(number, _("“%(raw)s”: level %(level)s is called “%(name)s” here.")
                    % {"raw": told(raw), "level": number, "name": kept})  # fmt: skip
    return Read(number)


def reference(raw: Any) -> Read:
    """A reference in the form that references have here. Raises Unclear."""
    words = _figure(raw) if isinstance(raw, int | float) else str(raw)
    tidy = re.sub(r"^(RISK|REF|NO)\b[\s.:#]*(?=[A-Z0-9])", "", words.strip().upper()).strip(" #.:")
    found = _REFERENCE.fullmatch(tidy)
    if not found:
        raise Unclear(
            _("“%(raw)s” cannot be a reference: it is capital letters and numbers with full stops "
              "between, such as R3.8.") % {"raw": told(raw)}
        )  # fmt: skip
    made = f"{found[1] or 'R'}{found[2]}"
    if made == words:
        return Read(made)
    return Read(made, _("“%(raw)s” is kept as %(made)s.") % {"raw": told(raw), "made": made})


def name_among(names: Iterable[str], wanted: str) -> str | None:
    """The name that is wanted among some, whatever the case and the blanks; None for none."""
    found = list(names)
    if wanted in found:
        return wanted
    alike = [name for name in found if plain(name) == plain(wanted)]
    return alike[0] if alike else None


def plain(words: Any) -> str:
    """Words in small letters with one blank between: what is alike by this is told apart by
    nobody."""
    return " ".join(str(words).split()).casefold()


def _figure(raw: float) -> str:
    return str(int(raw)) if isinstance(raw, float) and raw.is_integer() else str(raw)


def _number_in(raw: Any) -> int | None:
    """The number in `3`, `3.0`, `3 - Possible`, `Possible (3)` or `L3`."""
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return int(raw) if float(raw).is_integer() else None
    if _BELOW_NOTHING.match(str(raw)):
        return None
    bare = _RANGE.sub(" ", str(raw))
    found = re.findall(r"(?<![0-9.,%])([0-9]{1,3})(?:\.0+)?(?![0-9.,%])", bare)
    return int(found[0]) if len(found) == 1 else None


def _name_in(raw: Any) -> str:
    """The words in `3 - Possible`, `3 (Possible)`, `Possible (30–50%)` or `Possible`."""
    if not isinstance(raw, str):
        return ""
    bare = _RANGE.sub(" ", raw).strip()
    found = re.sub(r"^[LI]?[0-9.]+$|^\W*[0-9]+(\.0+)?\W*|\W*[0-9]+\W*$", "", bare)
    words = " ".join(re.split(r"[\s-]+", found)).strip(" ()[]:.,*–—=/")
    return "" if _SAYS_NO_MORE.fullmatch(words) else words


def _names(one: Level) -> set[str]:
    """What a level is called: its name, and what the source calls it elsewhere."""
    names = [name for name in (one.name, one.in_key, one.on_matrix) if name]
    return {plain(name) for name in names} | {plain(_name_in(name)) for name in names} - {""}
