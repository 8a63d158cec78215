"""The register's page: which risks are shown, in which order, under which headings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from registers.content import STAGES, Risk, Snapshot, Theme, opening_sentence, reference_order
from registers.presentation import words
from registers.presentation.addresses import query, risk_addresses
from registers.presentation.challenge_words import in_brief
from registers.presentation.scores import Score, scorer

PRINTED, WORST, REVIEW = "", "worst", "review"
SORTS = {
    PRINTED: gettext_lazy("As printed"),
    WORST: gettext_lazy("Worst first"),
    REVIEW: gettext_lazy("Next review"),
}
JOINT, UNSCORED = "joint", "none"
CLOSED, CHALLENGED = "closed", "challenged"
#: What may be missing of a risk: the word in the address, and what its gaps are called.
GAPS = {
    "no-score": ("score", gettext_lazy("Not scored after controls")),
    "no-target": ("target", gettext_lazy("No target score")),
    "no-owner": ("owner", gettext_lazy("No risk owner")),
    "no-control": ("control", gettext_lazy("No control")),
    "no-assurance": ("assurance", gettext_lazy("No assurance on any control")),
}


class Row(NamedTuple):
    """One risk, as the page's loop takes it apart. `title` is its short title and `text` its
    opening sentence; `mark` names the shape beside the lead's words; `differs` says what owners
    hold against it; dates and words are ready to be shown."""

    reference: str
    address: str
    title: str
    text: str
    before: Score | None
    after: Score | None
    above: bool
    owner: str
    mark: str
    lead: str
    review: str
    overdue: str
    differs: tuple[str, ...]
    risk: Risk


@dataclass(frozen=True, slots=True)
class Group:
    """A theme's heading with its computed count, or one list without a heading."""

    number: int | None
    name: str
    count: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    word: str
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter as a phrase: its word, the value that is set, and every value's address."""

    word: str
    value: str
    is_set: bool
    choices: tuple[Choice, ...]


def settings(snapshot: Snapshot, asked: Mapping[str, str], at: str = "") -> dict[str, str]:
    """What is set, out of an address, unknown values left out; `at` goes with all of it."""
    known = {
        "theme": {str(theme.number) for theme in snapshot.themes},
        "band": {str(band.rank) for band in snapshot.scheme.matrix.bands} | {UNSCORED},
        "lead": {owner.short_name for owner in snapshot.owners} | {JOINT},
        "sort": set(SORTS),
        "show": {CLOSED, CHALLENGED, *GAPS},
        "text": {"full"},
    }
    asked_words = " ".join(asked.get("q", "").split())[:200]
    chosen = {name: asked.get(name, "") for name in known if asked.get(name) in known[name]}
    always = {"q": asked_words, "at": at}
    return chosen | {name: value for name, value in always.items() if value}


def chosen_risks(snapshot: Snapshot, chosen: Mapping[str, str]) -> list[Risk]:
    """The risks that the settings let through, in the order that they ask for."""
    pools = {CLOSED: snapshot.closed, CHALLENGED: snapshot.challenged}
    pools |= {word: snapshot.gaps[gap] for word, (gap, _said) in GAPS.items()}
    # Words are searched for everywhere, in closed risks too.
    usual = snapshot.all_risks if chosen.get("q") else snapshot.risks
    pool = pools.get(chosen.get("show", ""), usual)
    found = [risk for risk in pool if _passes(risk, chosen)]
    if chosen.get("sort") == WORST:
        found.sort(key=lambda risk: risk.rank)
    elif chosen.get("sort") == REVIEW:
        found.sort(key=lambda r: (r.next_review or date.max, reference_order(r.reference)))
    return found


def _passes(risk: Risk, chosen: Mapping[str, str]) -> bool:
    theme, band, lead = chosen.get("theme"), chosen.get("band"), chosen.get("lead")
    if theme and str(risk.theme_number) != theme:
        return False
    if band and (str(risk.after.band.rank) if risk.after else UNSCORED) != band:
        return False
    if lead and (risk.lead.short_name if risk.lead else JOINT) != lead:
        return False
    return not chosen.get("q") or _holds(risk, chosen["q"])


def _holds(risk: Risk, asked: str) -> bool:
    """Whether every word that was asked for stands somewhere in the risk."""
    parts = [
        risk.reference,
        risk.title,
        risk.description,
        risk.causes,
        risk.consequences,
        risk.controls_text,
        risk.risk_owner.title if risk.risk_owner else "",
        risk.closed_why,
    ]
    scores = [risk.assessment(stage) for stage in STAGES]
    parts += [score.why for score in scores if score]
    for control in risk.controls:
        parts += [control.evidence, control.owner.title if control.owner else ""]
        parts += [f"{check.checked_by} {check.note}" for check in control.assurances]
    for action in risk.actions:
        parts += [action.text, action.progress, action.evidence]
        parts.append(action.owner.title if action.owner else "")
    for held in risk.challenges:
        parts += [held.position, held.why, held.ended_why]
    text = " ".join(parts).casefold()
    return all(word in text for word in asked.casefold().split())


def exact_reference(snapshot: Snapshot, asked: str) -> str:
    """The reference that was typed to the letter, upper or lower case, or the empty string."""
    wanted = asked.strip().casefold()
    return next((r.reference for r in snapshot.all_risks if r.reference.casefold() == wanted), "")


def groups(
    snapshot: Snapshot, chosen: Mapping[str, str], found: list[Risk], today: date
) -> tuple[Group, ...]:
    """The rows under their headings: by theme as printed, or in one list when sorted.

    Themes without a risk are named where nothing is filtered out."""
    rows = list(_rows(snapshot, found, today, chosen.get("at", "")))
    if chosen.get("sort"):
        return (Group(None, "", "", tuple(rows)),) if rows else ()
    by_theme: dict[int, list[Row]] = {theme.number: [] for theme in snapshot.themes}
    for row in rows:
        by_theme[row.risk.theme_number].append(row)
    filtered = is_filtered(chosen)
    return tuple(
        Group(theme.number, theme.name, _count(snapshot, theme, len(held), chosen), tuple(held))
        for theme, held in ((t, by_theme[t.number]) for t in snapshot.themes)
        if held or not filtered
    )


def is_filtered(chosen: Mapping[str, str]) -> bool:
    return any(chosen.get(name) for name in ("theme", "band", "lead", "q", "show"))


def _count(snapshot: Snapshot, theme: Theme, shown: int, chosen: Mapping[str, str]) -> str:
    if not shown:
        return _("no open risks")
    if is_filtered(chosen):
        is_everywhere = chosen.get("q") and not chosen.get("show")
        every = len(theme.risks) if is_everywhere else len(theme.open_risks)
        if chosen.get("show") == CLOSED:
            every = len(theme.risks) - len(theme.open_risks)
        return _("%(shown)s of %(all)s") % {"shown": shown, "all": words.risks(every)}
    scored = words.short_spread(snapshot.counts("after", theme.open_risks))
    count = words.risks(shown)
    return (
        _("%(risks)s after controls: %(bands)s") % {"risks": count, "bands": scored}
        if scored
        else count
    )


def _rows(snapshot: Snapshot, found: list[Risk], today: date, at: str) -> Iterator[Row]:
    address, score = risk_addresses(snapshot.slug, at), scorer(snapshot.scheme.matrix)
    limits = {
        theme.number: snapshot.appetite if theme.appetite is None else theme.appetite
        for theme in snapshot.themes
    }
    leads = {owner: words.lead_of(owner) for owner in (None, *snapshot.owners)}
    days = {value: words.day(value) for value in {risk.next_review for risk in found}}
    for risk in found:
        limit, review = limits[risk.theme_number], risk.next_review
        yield Row(
            risk.reference,
            address(risk.reference),
            risk.title,
            opening_sentence(risk.description),
            score(risk.before),
            score(risk.after),
            bool(risk.after and limit is not None and risk.after.total > limit),
            risk.risk_owner.title if risk.risk_owner else "",
            str(risk.lead.position) if risk.lead else JOINT,
            leads[risk.lead],
            days[review],
            overdue(review, today) if risk.is_open else "",
            in_brief(risk) if risk.challenges else (),
            risk,
        )


def overdue(review: date | None, today: date) -> str:
    """`8 days overdue`, or the empty string while the day has not passed."""
    if review is None or review >= today:
        return ""
    days = (today - review).days
    return ngettext("%(days)s day overdue", "%(days)s days overdue", days) % {"days": days}


def filters(snapshot: Snapshot, chosen: Mapping[str, str]) -> tuple[Filter, ...]:
    """The filters above the list, each choice with the address that it leads to."""
    bands = reversed(snapshot.scheme.matrix.bands)
    offered = [
        ("theme", _("Theme"), {str(t.number): f"{t.number}. {t.name}" for t in snapshot.themes}),
        ("band", _("Band"), {str(b.rank): b.word for b in bands} | {UNSCORED: _("Not scored")}),
        (
            "lead",
            _("Lead"),
            {o.short_name: o.short_name for o in snapshot.owners} | {JOINT: _("Joint")},
        ),
        (
            "show",
            _("Show"),
            {CLOSED: _("Closed risks"), CHALLENGED: _("Risks on which the owners differ")}
            | {word: str(said) for word, (_gap, said) in GAPS.items()},
        ),
        ("sort", _("Sort"), {key: str(word) for key, word in SORTS.items() if key}),
    ]
    none = {"show": _("Open risks"), "sort": str(SORTS[PRINTED])}
    return tuple(
        _filter(chosen, name, word, {"": none.get(name, _("All")), **values})
        for name, word, values in offered
    )


def _filter(chosen: Mapping[str, str], name: str, word: str, values: Mapping[str, str]) -> Filter:
    now = chosen.get(name, "")
    choices = tuple(
        Choice(text, query(chosen, **{name: value}), value == now) for value, text in values.items()
    )
    return Filter(word, values[now], bool(now), choices)
