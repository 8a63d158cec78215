"""What changed and what did not, in sentences whose counts add up (`registers.changes`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from registers import changes as found
from registers.changes import Change, Changes, Counts, Value
from registers.content import (
    Assessment,
    Assurance,
    Challenge,
    Owner,
    PlannedAction,
    Post,
    Risk,
    Scheme,
    Theme,
    Withholding,
)
from registers.models import ByProposal, Stage, Withholdable
from registers.presentation import challenge_words, words, work_words
from registers.presentation.risk_page import TREATMENTS

#: What stands beside the two scores. An arrow, or the like, is never without its word.
WAYS = {
    found.WORSE: ("↑", gettext_lazy("Worse")),
    found.BETTER: ("↓", gettext_lazy("Better")),
    found.ELSEWHERE: ("=", gettext_lazy("Same score, in another cell")),
    found.SCORED: ("+", gettext_lazy("Scored for the first time")),
    found.UNSCORED: ("−", gettext_lazy("No longer scored")),
    found.APART: ("≠", gettext_lazy("Not comparable: the scheme changed")),
}
#: The same of other scores: worse and better are said of open risks after controls alone.
HIGHER = {
    found.WORSE: ("↑", gettext_lazy("Higher")),
    found.BETTER: ("↓", gettext_lazy("Lower")),
}
#: And of targets, which are set and not scored.
SET = {
    found.SCORED: ("+", gettext_lazy("Set for the first time")),
    found.UNSCORED: ("−", gettext_lazy("No longer set")),
}
#: What a score is called at each stage.
SCORES = {
    "before": gettext_lazy("Score before controls"),
    "after": gettext_lazy("Score after controls"),
    "target": gettext_lazy("Target"),
}


def counted(counts: Counts) -> str:
    """`19 risks: 1 worse, 3 better, 15 scores the same, 11 of them untouched; none raised, none
    closed`: scores, raised and reopened add up to the first number."""
    parts = [", ".join(_scores(counts)), _standing(counts)]
    return f"{words.risks(counts.open)}: {'; '.join(part for part in parts if part)}"


def _scores(counts: Counts) -> Iterator[str]:
    if counts.open == counts.raised + counts.reopened:
        return
    yield _("%(count)s worse") % {"count": counts.worse} if counts.worse else _("none worse")
    yield _("%(count)s better") % {"count": counts.better} if counts.better else _("none better")
    said = ngettext("%(count)s score the same", "%(count)s scores the same", counts.same)
    yield said % {"count": counts.same} if counts.same else _("no score the same")
    if counts.elsewhere:
        yield _("%(count)s of them in another cell") % {"count": counts.elsewhere}
    if counts.same:
        untouched = _("%(count)s of them untouched"), _("none of them untouched")
        yield untouched[not counts.same_untouched] % {"count": counts.same_untouched}
    more = (
        (counts.scored, _("%(count)s scored for the first time")),
        (counts.unscored, _("%(count)s no longer scored")),
        (counts.not_scored, _("%(count)s not scored")),
        (counts.apart, _("%(count)s not comparable")),
    )
    yield from (phrase % {"count": number} for number, phrase in more if number)


def _standing(counts: Counts) -> str:
    """`none raised, none closed`, and what is rarer where it is."""
    parts = [
        _("%(count)s raised") % {"count": counts.raised} if counts.raised else _("none raised"),
        _("%(count)s closed") % {"count": counts.closed} if counts.closed else _("none closed"),
    ]
    if counts.reopened:
        parts.append(_("%(count)s reopened") % {"count": counts.reopened})
    if counts.passed:
        parts.append(_("%(count)s raised and closed again") % {"count": counts.passed})
    return ", ".join(parts)


#: What is told of the rest, in this order; each change is of one sort.
_REST = {
    "other": ngettext_lazy(
        "%(count)s other score changed", "%(count)s other scores changed", "count"
    ),
    "corrected": ngettext_lazy(
        "%(count)s past score corrected", "%(count)s past scores corrected", "count"
    ),
    "reworded": ngettext_lazy("%(count)s control reworded", "%(count)s controls reworded", "count"),
    found.ADDED: ngettext_lazy("%(count)s control added", "%(count)s controls added", "count"),
    found.RETIRED: ngettext_lazy(
        "%(count)s control retired", "%(count)s controls retired", "count"
    ),
    found.WORK: ngettext_lazy(
        "%(count)s change of actions and assurance",
        "%(count)s changes of actions and assurance",
        "count",
    ),
    found.CHALLENGED: ngettext_lazy(
        "%(count)s challenge made", "%(count)s challenges made", "count"
    ),
    found.STANDS: ngettext_lazy(
        "%(count)s challenge recorded as standing",
        "%(count)s challenges recorded as standing",
        "count",
    ),
    found.SETTLED: ngettext_lazy(
        "%(count)s challenge accepted or withdrawn",
        "%(count)s challenges accepted or withdrawn",
        "count",
    ),
    found.ORDER: ngettext_lazy(
        "controls of %(count)s risk put in order",
        "controls of %(count)s risks put in order",
        "count",
    ),
    found.WORDING: ngettext_lazy(
        "%(count)s other text reworded", "%(count)s other texts reworded", "count"
    ),
    found.DETAIL: ngettext_lazy(
        "%(count)s owner or date changed", "%(count)s owners or dates changed", "count"
    ),
    found.MOVED: ngettext_lazy(
        "%(count)s risk moved to another theme", "%(count)s risks moved to other themes", "count"
    ),
    found.WITHHELD: ngettext_lazy(
        "%(count)s change of what is withheld from the public",
        "%(count)s changes of what is withheld from the public",
        "count",
    ),
    found.REGISTER: ngettext_lazy(
        "%(count)s change of the register itself",
        "%(count)s changes of the register itself",
        "count",
    ),
}


def of_the_rest(changed: Iterable[Change], corrected: int) -> str:
    """`3 controls reworded, 1 control retired and 1 owner or date changed`, or the empty string;
    what `counted` says is not said again."""
    held = Counter(_sort(change) for change in changed)
    held["corrected"] = corrected
    return words.listed([said % {"count": held[key]} for key, said in _REST.items() if held[key]])


def _sort(change: Change) -> str:
    if change.kind == found.WORDING and change.thing[0] == "control":
        return "reworded"
    if change.kind == found.SCORE and change.column != "after":
        return "other"
    return change.kind


def of_the_register(changed: Changes) -> tuple[str, str]:
    """Which of scheme, owner organisations, themes and appetite changed, and which did not."""
    touched = {_part(change) for change in changed.register}
    every = {
        "scheme": _("the scheme"),
        "ownership": _("the owners"),
        "theme": _("the themes"),
        "appetite": _("the appetite"),
    }
    did = words.listed([word for part, word in every.items() if part in touched])
    did_not = words.listed([word for part, word in every.items() if part not in touched])
    return (
        _("%(what)s changed.") % {"what": capfirst(did)} if did else "",
        _("%(what)s did not change.") % {"what": capfirst(did_not)} if did_not else "",
    )


def _part(change: Change) -> str:
    return change.column if change.column in {"scheme", "appetite"} else change.thing[0]


def label(change: Change) -> str:
    """What the column of a change is called, as the history calls it too."""
    if change.column.startswith("why_"):
        stage = Stage(change.column.removeprefix("why_")).label
        return _("Reason for the score %(stage)s") % {"stage": stage}
    if change.kind == found.WITHHELD and not change.column:
        return _("Withheld") if change.old is None else _("Released")
    if change.thing[0] == "challenge" and change.column == "is_public":
        return _("A challenge is read by the public")
    held = change.new or change.old
    if isinstance(held, Challenge):
        said = _("%(owner)s challenges %(what)s")
        return said % {"owner": held.owner.short_name, "what": challenge_words.OF[held.about]}
    model = apps.get_model("registers", change.thing[0])
    named = str(model._meta.verbose_name)
    if not change.column:
        said = _("%(thing)s added") if change.old is None else _("%(thing)s taken out")
        return said % {"thing": capfirst(named)}
    if change.column == "text":
        return capfirst(named)
    column = str(model._meta.get_field(change.column).verbose_name)
    of_its_own = change.thing[0] in {"risk", "register"}
    return capfirst(column if of_its_own else f"{named}: {column}")


def in_words(change: Change, value: Value) -> str:
    """A value of a change in words, empty for none."""
    if isinstance(value, Challenge):
        said = f"{challenge_words.position(value)} – {value.why}"
        return f"{said} – {value.ended_why}" if value.stands else said
    if change.column == "lead":
        return value.name if isinstance(value, Owner) else _("Joint")
    if isinstance(value, PlannedAction):
        return work_words.action(value)
    if isinstance(value, Assurance):
        return work_words.check(value)
    if change.column == "effectiveness":
        return str(work_words.EFFECTIVENESS.get(str(value), ""))
    if isinstance(value, tuple):
        return words.listed([str(ByProposal(rule).label) for rule in value])
    if change.column == "treatment":
        return str(TREATMENTS.get(str(value), value))
    return _in_words(value)


def _in_words(value: Value) -> str:
    match value:
        case None | "":
            return ""
        case bool():
            return _("yes") if value else _("no")
        case Theme():
            return f"{value.number}. {value.name}"
        case Owner() | Scheme():
            return value.name
        case Post():
            return value.title
        case Assessment():
            return f"{value.likelihood} × {value.impact} = {value.total} {value.band.word}"
        case Risk():
            return value.description
        case Withholding():
            return f"{Withholdable(value.part).label}: {value.ground}"
        case str() | int():
            return str(value)
    return words.day(value) if isinstance(value, date) else value.text


def way(which: str, stage: str, *, is_counted: bool) -> tuple[str, str]:
    """The sign and the word for which way a score went; worse and better are said only of the
    scores that are counted so."""
    said = dict(WAYS)
    if not is_counted:
        said |= HIGHER
    if stage == "target":
        said |= SET
    sign, word = said.get(which, ("", ""))
    return sign, str(word)


def apart(old: Assessment | None, new: Assessment | None) -> str:
    """What moved within a score: `likelihood 3 → 2, impact 2 → 3`."""
    if old is None or new is None:
        return ""
    pairs = (
        (_("likelihood"), old.likelihood, new.likelihood),
        (_("impact"), old.impact, new.impact),
    )
    return ", ".join(f"{word} {was} → {now}" for word, was, now in pairs if was != now)
