"""The sentences that the paper says about a register: counts, movement, listings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from registers.content import Risk, Snapshot
from registers.exchange.paper.choices import OWNER, Choices
from registers.exchange.paper.material import Material
from scoring.matrix import Band, Cell

NUMBERS = (
    gettext_lazy("no"), gettext_lazy("one"), gettext_lazy("two"), gettext_lazy("three"),
    gettext_lazy("four"), gettext_lazy("five"), gettext_lazy("six"), gettext_lazy("seven"),
    gettext_lazy("eight"), gettext_lazy("nine"), gettext_lazy("ten"), gettext_lazy("eleven"),
    gettext_lazy("twelve"), gettext_lazy("thirteen"), gettext_lazy("fourteen"),
    gettext_lazy("fifteen"), gettext_lazy("sixteen"), gettext_lazy("seventeen"),
    gettext_lazy("eighteen"), gettext_lazy("nineteen"), gettext_lazy("twenty"),
)  # fmt: skip
MOST_NAMED = 12


def number(count: int) -> str:
    """A count in words up to twenty, in figures above."""
    return str(NUMBERS[count]) if count < len(NUMBERS) else f"{count:,}"


def begun(sentence: str) -> str:
    """A sentence with a capital first letter."""
    return sentence[:1].upper() + sentence[1:]


def listed(parts: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(parts) < 2:
        return "".join(parts)
    return _("%(most)s and %(last)s") % {"most": ", ".join(parts[:-1]), "last": parts[-1]}


def named(risks: Sequence[Risk]) -> str:
    """`: R1.1 and R1.2`, or nothing where the list would be too long to read."""
    if not risks or len(risks) > MOST_NAMED:
        return ""
    return ": " + listed([risk.reference for risk in risks])


def shares(counts: Iterable[tuple[Band, int]]) -> str:
    """`two High, eleven Medium and six Low`; bands with nothing in them are left out."""
    return listed([f"{number(count)} {band.word}" for band, count in counts if count])


def risks_in_words(count: int) -> str:
    return ngettext("%(number)s risk", "%(number)s risks", count) % {"number": number(count)}


def opening(snapshot: Snapshot) -> tuple[str, ...]:
    """What the summary says first: how many risks, and in which bands."""
    if not snapshot.risks:
        return (none_here(snapshot),)
    themes = len(snapshot.themes)
    size = ngettext("%(risks)s in %(number)s theme.", "%(risks)s in %(number)s themes.", themes) % {
        "risks": begun(risks_in_words(len(snapshot.risks))),
        "number": number(themes),
    }
    return (size, *_stages(snapshot, snapshot.risks))


def _stages(snapshot: Snapshot, risks: Sequence[Risk]) -> tuple[str, ...]:
    after, before = (
        shares(snapshot.counts("after", risks)),
        shares(snapshot.counts("before", risks)),
    )
    said = []
    if after:
        said.append(_("After mitigating controls are in place: %(shares)s.") % {"shares": after})
    if before:
        said.append(_("Before: %(shares)s.") % {"shares": before})
    return tuple(said)


def none_here(snapshot: Snapshot) -> str:
    """That no open risk is printed; of a paper that leaves some out it says no more than that."""
    if snapshot.withheld:
        return _("No open risk of this register is printed here.")
    return _("No open risk is recorded in this register.")


def theme_line(
    snapshot: Snapshot, risks: Sequence[Risk], appetite: int | None, *, is_cut: bool = False
) -> str:
    """What stands under a theme's name; `is_cut` says that not all its risks may be there."""
    if not risks:
        if is_cut or snapshot.withheld:
            return _("No open risk of this theme is printed here.")
        return _("No open risk is recorded under this theme.")
    said = [begun(risks_in_words(len(risks))) + "."]
    if after := shares(snapshot.counts("after", risks)):
        said.append(_("After mitigating controls are in place: %(shares)s.") % {"shares": after})
    if appetite is not None:
        said.append(_("Appetite: a total of %(total)s.") % {"total": appetite})
    return " ".join(said)


def movement(snapshot: Snapshot) -> tuple[str, ...]:
    """What the controls do: how many risks they lower, and from which band to which."""
    moves = crossings(snapshot)
    hidden = [r for r in snapshot.risks if snapshot.for_public and _hides_a_score(r)]
    missing = [r for r in snapshot.risks if not (r.before and r.after) and r not in hidden]
    said = [*_directions(moves), _by_band(moves)] if moves else []
    unscored = ngettext(
        "One risk is not scored at both stages%(names)s.",
        "%(number)s risks are not scored at both stages%(names)s.",
        len(missing),
    )
    withheld = ngettext(
        "A score of one risk is withheld%(names)s.",
        "Scores of %(number)s risks are withheld%(names)s.",
        len(hidden),
    )
    return (*said, *_said_of(missing, unscored), *_said_of(hidden, withheld, begins=False))


def _hides_a_score(risk: Risk) -> bool:
    return bool(risk.ground("before") or risk.ground("after"))


class Crossing(NamedTuple):
    """A risk that is scored at both stages, with its two cells."""

    risk: Risk
    before: Cell
    after: Cell


def crossings(snapshot: Snapshot) -> list[Crossing]:
    """The open risks that are scored before and after controls."""
    return [
        Crossing(risk, risk.before.cell, risk.after.cell)
        for risk in snapshot.risks
        if risk.before and risk.after
    ]


def _said_of(risks: Sequence[Risk], text: str, *, begins: bool = True) -> list[str]:
    """A sentence, which `begins` with how many risks there are, and which; none for none."""
    count = number(len(risks))
    words = {"number": begun(count) if begins else count, "names": named(risks)}
    return [text % words] if risks else []


def withheld(snapshot: Snapshot) -> tuple[str, ...]:
    """How many risks of a paper for the public are withheld, under which grounds."""
    if not snapshot.for_public:
        return ()
    total = sum(count for _ground, count in snapshot.withheld)
    if not total:
        return (_("No risk is withheld as a whole."),)
    text = ngettext(
        "One risk is withheld from this paper as a whole, under %(grounds)s.",
        "%(number)s risks are withheld from this paper as a whole, under %(grounds)s.",
        total,
    )
    grounds = [
        ground if count == total else f"{ground} ({number(count)})"
        for ground, count in snapshot.withheld
    ]
    return (text % {"number": begun(number(total)), "grounds": listed(grounds)},)


def _directions(moves: Sequence[Crossing]) -> list[str]:
    lowered = sum(move.after.total < move.before.total for move in moves)
    raised = [move.risk for move in moves if move.after.total > move.before.total]
    level = [move for move in moves if move.after.total == move.before.total]
    still = [move.risk for move in level if move.after == move.before]
    moved = [move.risk for move in level if move.after != move.before]
    first = ngettext("Controls lower one risk.", "Controls lower %(number)s risks.", lowered)
    unchanged = ngettext(
        "One risk stands unchanged%(names)s.",
        "%(number)s risks stand unchanged%(names)s.",
        len(still),
    )
    sideways = ngettext(
        "One risk moves to another cell of the same total%(names)s.",
        "%(number)s risks move to another cell of the same total%(names)s.",
        len(moved),
    )
    higher = ngettext(
        "One risk stands higher after controls than before%(names)s.",
        "%(number)s risks stand higher after controls than before%(names)s.",
        len(raised),
    )
    return [
        first % {"number": number(lowered)},
        *_said_of(still, unchanged),
        *_said_of(moved, sideways),
        *_said_of(raised, higher),
    ]


def _by_band(moves: Sequence[Crossing]) -> str:
    ways = Counter((move.before.band, move.after.band) for move in moves)
    order = sorted(ways.items(), key=lambda way: (-way[1], -way[0][0].rank, -way[0][1].rank))
    going = [_going(*way, count) for way, count in order if way[0] != way[1]]
    staying = [_staying(way[0], count) for way, count in order if way[0] == way[1]]
    parts = "; ".join(listed(half) for half in (going, staying) if half)
    return _("By band, %(parts)s.") % {"parts": parts}


def _going(origin: Band, end: Band, count: int) -> str:
    text = ngettext(
        "%(number)s goes from %(origin)s to %(end)s",
        "%(number)s go from %(origin)s to %(end)s",
        count,
    )
    return text % {"number": number(count), "origin": origin.word, "end": end.word}


def _staying(band: Band, count: int) -> str:
    text = ngettext("%(number)s stays %(band)s", "%(number)s stay %(band)s", count)
    return text % {"number": number(count), "band": band.word}


def above_appetite(snapshot: Snapshot) -> str:
    """How many risks are above appetite; empty where no appetite is recorded."""
    if snapshot.appetite is None and all(theme.appetite is None for theme in snapshot.themes):
        return ""
    risks = snapshot.above_appetite
    text = ngettext(
        "One risk stands above appetite%(names)s.",
        "%(number)s risks stand above appetite%(names)s.",
        len(risks),
    )
    return "".join(_said_of(risks, text)) or _("No risk stands above appetite.")


def clipped(text: str, most: int) -> str:
    """At most so many characters, cut between words, with ` …` where something is left out."""
    if len(text) <= most:
        return text
    kept = text[: most + 1]
    return (kept.rsplit(None, 1)[0] if len(kept.split()) > 1 else text[:most]) + " …"


def scope(whole: Snapshot, shown: Snapshot, choices: Choices) -> str:
    """What part of the register a paper holds, empty for all of it."""
    said = []
    if choices.part == OWNER:
        owner = next(owner for owner in whole.owners if owner.short_name == choices.of)
        text = _("The risks that %(owner)s leads on and those that nobody leads on alone.")
        said.append(text % {"owner": owner.name})
    if choices.themes:
        themes = listed([f"{theme.number} {theme.name}" for theme in shown.themes])
        only = ngettext("Theme %(themes)s only.", "Themes %(themes)s only.", len(shown.themes))
        said.append(only % {"themes": themes})
    if said:
        count = _("%(shown)s of %(all)s open risks are printed here.")
        numbers = {"shown": begun(number(len(shown.risks))), "all": number(len(whole.risks))}
        said.append(count % numbers)
    return " ".join(said)


def closed_line(shown: Snapshot, material: Material, *, public: bool) -> str:
    """What stands under the heading of the closed risks."""
    said = [_("Their references are not used again. They stand on no map and in no count.")]
    earlier = material.earlier
    if earlier and earlier.snapshot.number != material.now.number:
        then = material.shown_then(earlier.snapshot) if public else earlier.snapshot
        were_open = {risk.key for risk in then.risks}
        since = [risk for risk in shown.closed if risk.key in were_open]
        text = ngettext(
            "One was closed since %(day)s%(names)s.",
            "%(number)s were closed since %(day)s%(names)s.",
            len(since),
        )
        words = {"number": begun(number(len(since))), "names": named(since)}
        if not since:
            text = _("None was closed since %(day)s.")
        said.append(text % {**words, "day": date_format(earlier.day, "j F Y")})
    return " ".join(said)
