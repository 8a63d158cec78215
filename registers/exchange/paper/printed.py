"""The risks and themes of a paper as its templates take them: worded, and with their places."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from registers.content import (
    Assessment,
    Challenge,
    Owner,
    PlannedAction,
    Risk,
    Snapshot,
    Theme,
    Withholding,
)
from registers.exchange.paper import choices as asked_for
from registers.exchange.paper import maps, wording
from registers.exchange.paper.choices import Choices
from registers.exchange.paper.heights import heights
from registers.exchange.paper.material import Material
from registers.exchange.paper.paging import Block, kept
from registers.models import Withholdable
from registers.presentation import challenge_words, work_words
from registers.presentation.risk_page import TREATMENTS
from registers.text import ended

TOP_RISKS = 3
LONGEST_HEADING = 600
LONGEST_TOP = 190
MOST_KEPT_LINES = 16
# Pages before and after the themes, reckoned.
FRONT, BACK = 4, 2


@dataclass(frozen=True, slots=True)
class Line:
    """One stage of a risk: its full name and the assessment, or None where it is not scored or,
    with a `mark`, withheld."""

    stage: str
    assessment: Assessment | None
    likelihood: str = ""
    impact: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    """A text with its label; `mark` stands in its place where it is withheld."""

    label: str
    text: str
    mark: str = ""


@dataclass(frozen=True)
class PrintedRisk:
    """A risk with its place in the document. `facts` are (label, value), `course` (day, score).

    `description`, `title` and `controls` are what is printed of them, or the mark that they are
    withheld; `challenges` are what an owner holds against it and why, and `held` says in a paper
    of the owners' own what is kept from the public.
    """

    risk: Risk
    anchor: str
    heading: str
    way: str
    is_whole: bool
    is_loose: bool
    facts: tuple[tuple[str, str], ...]
    before: Line
    after: Line
    target: Line | None
    course: tuple[tuple[str, str], ...] = ()
    title: Prose | None = None
    description: Prose = Prose("", "")
    prose: tuple[Prose, ...] = ()
    controls_mark: str = ""
    closed: Prose | None = None
    reasons_mark: str = ""
    actions: tuple[Prose, ...] = ()
    challenges: tuple[Prose, ...] = ()
    held: tuple[Prose, ...] = ()

    @property
    def keeps_description(self) -> bool:
        """Whether the description stands on one page."""
        return not self.is_loose and _lines(self.risk.description, 72) < MOST_KEPT_LINES

    @property
    def has_owned_controls(self) -> bool:
        return any(said for _text, said in self.controls)

    @property
    def controls(self) -> tuple[tuple[str, str], ...]:
        """Each control, and what is said of it in brackets: whose it is, whether it works, and
        who checked that last."""
        return tuple((c.text, work_words.of_control(c)) for c in self.risk.controls)


@dataclass(frozen=True)
class PrintedTheme:
    """A theme, or, with no theme, all risks in the order of their rating."""

    theme: Theme | None
    anchor: str
    name: str
    line: str
    risks: tuple[PrintedRisk, ...]


class Printer:
    """Words the risks of one paper."""

    def __init__(
        self, material: Material, snapshot: Snapshot, choices: Choices, *, names_leads: bool
    ) -> None:
        self._snapshot, self._choices = snapshot, choices
        self._joint = _("Joint") if names_leads else ""
        by_rating = choices.order == asked_for.RATING
        self._open = sorted(snapshot.risks, key=lambda r: r.rank) if by_rating else snapshot.risks
        self.anchors = {
            risk.reference: f"risk-{at}"
            for at, risk in enumerate((*self._open, *snapshot.closed), start=1)
        }
        self._course = tuple(_scored_then(material, choices))
        self._facts = {r.reference: tuple(self._facts_of(r)) for r in snapshot.all_risks}
        shown = [*self._open, *(snapshot.closed if shows_closed(choices) else ())]
        self._kept = kept(map(self._block, shown))

    @property
    def pages(self) -> int:
        """About how many pages the paper takes."""
        return self._kept.pages + (FRONT + BACK if self._choices.is_document else 0)

    def themes(self) -> tuple[PrintedTheme, ...]:
        if self._choices.order == asked_for.RATING:
            line = wording.theme_line(self._snapshot, self._open, None)
            name = _("Risks, the worst first")
            return (PrintedTheme(None, "rating", name, line, tuple(map(self.risk, self._open))),)
        return tuple(map(self._theme, self._snapshot.themes))

    def top(self) -> tuple[tuple[PrintedRisk, str], ...]:
        """The worst risks with their headings, which are cut where they are long."""
        most = LONGEST_TOP if self._choices.is_document else LONGEST_TOP // 2
        worst = map(self.risk, self._snapshot.worst[:TOP_RISKS])
        return tuple((one, wording.clipped(one.heading, most)) for one in worst)

    def _theme(self, theme: Theme) -> PrintedTheme:
        is_cut = self._choices.part == asked_for.OWNER
        line = wording.theme_line(self._snapshot, theme.open_risks, theme.appetite, is_cut=is_cut)
        risks = tuple(map(self.risk, theme.open_risks))
        name = f"{theme.number} {theme.name}"
        return PrintedTheme(theme, f"theme-{theme.number}", name, line, risks)

    def risk(self, risk: Risk) -> PrintedRisk:
        mark = _marks(risk) if self._snapshot.for_public else {}
        heading = risk.heading or mark.get("description", "")
        return PrintedRisk(
            risk=risk,
            anchor=self.anchors[risk.reference],
            heading=wording.clipped(heading, LONGEST_HEADING),
            way=maps.way(risk),
            is_whole=risk.reference in self._kept.whole,
            is_loose=risk.reference in self._kept.loose,
            facts=self._facts[risk.reference],
            before=self._line(risk, "before", _("Before mitigating controls are in place"), mark),
            after=self._line(risk, "after", _("After mitigating controls are in place"), mark),
            target=self._line(risk, "target", _("Target"), mark)
            if risk.target or "target" in mark
            else None,
            course=self._course_of(risk),
            title=_prose("", risk.title, mark.get("title")),
            description=Prose("", risk.description, mark.get("description", "")),
            prose=tuple(
                found
                for label, part in ((_("Causes"), "causes"), (_("Consequences"), "consequences"))
                if (found := _prose(label, getattr(risk, part), mark.get(part)))
            ),
            controls_mark=mark.get("controls", ""),
            closed=self._closed(risk, mark),
            reasons_mark=mark.get("reasons", ""),
            actions=tuple(map(_action, risk.actions)),
            challenges=tuple(_challenge(one, self._snapshot.owners) for one in risk.challenges),
            held=() if self._snapshot.for_public else tuple(map(_held, risk.withholdings)),
        )

    def _line(self, risk: Risk, stage: str, name: str, mark: dict[str, str]) -> Line:
        assessment = risk.assessment(stage)
        if assessment is None:
            return Line(name, None, mark=mark.get(stage, ""))
        matrix = self._snapshot.scheme.matrix
        likelihood = matrix.likelihood[assessment.likelihood - 1].name
        return Line(name, assessment, likelihood, matrix.impact[assessment.impact - 1].name)

    def _closed(self, risk: Risk, mark: dict[str, str]) -> Prose | None:
        if risk.closed_on is None:
            return None
        label = _("Closed on %(day)s") % {"day": day(risk.closed_on)}
        return Prose(label, risk.closed_why, mark.get("closed_why", ""))

    def _course_of(self, risk: Risk) -> tuple[tuple[str, str], ...]:
        """The score after controls at the end of each quarter before, where there is any."""
        found = []
        for when, scored in self._course:
            then = scored.get(risk.key)
            if then is not None:
                found.append((when, f"{then.total} {then.band.word}"))
        return tuple(found)

    def _block(self, risk: Risk) -> Block:
        course = "; ".join(f"{when}: {score}" for when, score in self._course_of(risk))
        held = () if self._snapshot.for_public else (_held(one).text for one in risk.withholdings)
        further = [*map(_action, risk.actions)]
        further += [_challenge(one, self._snapshot.owners) for one in risk.challenges]
        head, height = heights(risk, self._facts[risk.reference], course, held, further)
        if not risk.is_open:
            beside: Sequence[Risk] = self._snapshot.closed
        elif self._choices.order == asked_for.RATING:
            beside = self._open
        else:
            beside = self._snapshot.theme(risk.theme_number).open_risks
        return Block(risk.reference, height, head, beside[0] == risk)

    def _facts_of(self, risk: Risk) -> Iterable[tuple[str, str]]:
        snapshot = self._snapshot
        mark = _marks(risk) if snapshot.for_public else {}
        if self._choices.order == asked_for.RATING:
            theme = snapshot.theme(risk.theme_number)
            yield _("Theme"), f"{theme.number} {theme.name}"
        told = (
            (_("Lead"), risk.lead.name if risk.lead else self._joint, "lead"),
            (_("Risk owner"), risk.risk_owner.title if risk.risk_owner else "", "risk_owner"),
            (_("Treatment"), str(TREATMENTS.get(risk.treatment, risk.treatment)), "treatment"),
            (_("Appetite"), _appetite(snapshot, risk), ""),
            (_("Next review"), day(risk.next_review) if risk.next_review else "", "next_review"),
            (
                _("Target to be reached by"),
                day(risk.target_date) if risk.target_date else "",
                "target_date",
            ),
            (_("Marking"), risk.marking if risk.marking != snapshot.marking else "", ""),
        )
        for label, text, part in told:
            if said := mark.get(part) or text:
                yield label, said


def _scored_then(
    material: Material, choices: Choices
) -> Iterable[tuple[str, dict[int, Assessment]]]:
    """For each earlier day the scores after controls, by the key of the risk."""
    for when, then in material.course:
        held = material.shown_then(then) if choices.public else then
        yield day(when), {r.key: r.after for r in held.risks if r.after}


def _marks(risk: Risk) -> dict[str, str]:
    """For each part that is withheld what stands in its place."""
    return {
        one.part: _("Withheld: %(ground)s") % {"ground": one.ground} for one in risk.withholdings
    }


def _action(action: PlannedAction) -> Prose:
    """What is planned, whose it is and how it goes. A snapshot for the public has none."""
    return Prose(_("Action"), work_words.action(action))


def _challenge(challenge: Challenge, owners: tuple[Owner, ...]) -> Prose:
    """What an owner holds against what stands, and why. A snapshot for the public has none."""
    label = _("%(owner)s challenges %(what)s") % {
        "owner": challenge.owner.short_name,
        "what": challenge_words.OF[challenge.about],
    }
    said = f"{challenge_words.position(challenge, owners)}. {challenge.why}"
    if challenge.stands:
        said = f"{ended(said)} " + _("Recorded as standing: %(why)s") % {"why": challenge.ended_why}
    return Prose(label, said)


def _held(withholding: Withholding) -> Prose:
    """What is kept from the public, as the owners read it."""
    label = _("Withheld from the public, %(part)s") % {"part": Withholdable(withholding.part).label}
    text = _("%(ground)s. %(reasoning)s Decided by %(who)s; to be looked at again by %(day)s.") % {
        "ground": withholding.ground,
        "reasoning": ended(withholding.reasoning),
        "who": withholding.decided_by,
        "day": day(withholding.look_again) if withholding.look_again else "–",
    }
    return Prose(label, text)


def _prose(label: str, text: str, mark: str | None) -> Prose | None:
    return Prose(label, text, mark or "") if text or mark else None


def _appetite(snapshot: Snapshot, risk: Risk) -> str:
    limit = snapshot.appetite_of(risk)
    if limit is None:
        return ""
    if risk.after is None:
        return str(limit)
    above = snapshot.is_above_appetite(risk)
    return (_("%s: above appetite") if above else _("%s: within appetite")) % limit


def _lines(text: str, most: int) -> int:
    return sum(math.ceil(len(line) / most) or 1 for line in text.split("\n"))


def day(value: date) -> str:
    """`14 June 2026`."""
    return date_format(value, "j F Y")


def shows_closed(choices: Choices) -> bool:
    """Whether the closed risks are printed, each like an open one."""
    return asked_for.CLOSED in choices.annexes or choices.part == asked_for.RISK
