"""One thing that happened in the fictional year: who called which action, and when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings

from registers.actions import revise_risk
from registers.actions.signing import OnBehalf
from registers.demonstration.days import BOARD_DAY, Board, InWeeks, Year
from registers.models import (
    Assessment,
    Candidate,
    Challenge,
    Erasure,
    Proposal,
    Register,
    Review,
    User,
)
from registers.snapshot import snapshot

GONE_THROUGH = (
    "Gone through at the quarterly meeting of the Joint Governance Board; next review set."
)


@dataclass(frozen=True, slots=True)
class Worded:
    """Stands in the data for the control of the risk whose text begins like this."""

    start: str


@dataclass(frozen=True, slots=True)
class Scored:
    """Stands in the data for the number of the last revision that scored the risk at a stage."""

    stage: str


@dataclass(frozen=True, slots=True)
class Who:
    """Stands in the data for a demonstration person, by their key."""

    key: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """Stands in the data for the erasure that waits."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """Stands in the data for the proposal that waits, the last where there are several."""


@dataclass(frozen=True, slots=True)
class Called:
    """Stands in the data for the review that was called last."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Stands in the data for the candidate that waits for signatures."""


@dataclass(frozen=True, slots=True)
class Code:
    """Stands in the data for the fingerprint of that candidate."""


@dataclass(frozen=True, slots=True)
class Challenged:
    """Stands in the data for the challenge of the risk that has not ended."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Stands in the data for a ground of the installation's list, by its place from 0, or for the
    last where the list is shorter."""

    place: int


@dataclass(frozen=True, slots=True)
class Event:
    """`action` is called on the register with `given` and `named`, on a working day of the
    quarter at a local time, by the demonstration person of the key `who`."""

    day: int
    clock: str
    who: str
    action: Callable[..., Any]
    given: tuple[Any, ...]
    named: Mapping[str, Any]

    def play(
        self, register: Register, quarter: int, year: Year, people: Mapping[str, User]
    ) -> None:
        """Do it. Raises what the action raises, and KeyError for an unknown person."""
        reference = str(self.given[0]) if self.given else ""

        def settled(value: Any) -> Any:
            if isinstance(value, Who):
                return people[value.key]
            return _settled(value, register, reference, year)

        self.action(
            register,
            *map(settled, self.given),
            by=people[self.who],
            moment=year.moment(quarter, self.day, self.clock),
            **{name: settled(value) for name, value in self.named.items()},
        )


def on(
    day: int, clock: str, who: str, action: Callable[..., Any], *given: Any, **named: Any
) -> Event:
    """An event, written as the action is called."""
    return Event(day, clock, who, action, given, named)


def in_turn(clock: str, step: int, count: int) -> tuple[str, ...]:
    """Times of day `step` minutes apart, from `clock` on."""
    hours, minutes = map(int, clock.split(":"))
    first = 60 * hours + minutes
    return tuple("{:02}:{:02}".format(*divmod(first + step * n, 60)) for n in range(count))


def gone_through(clock: str, who: str, due: Mapping[str, Board | InWeeks]) -> tuple[Event, ...]:
    """The afternoon of a board meeting: each risk that was gone through gets its next review."""
    clocks = in_turn(clock, 4, len(due))
    return tuple(
        on(BOARD_DAY, time, who, revise_risk, reference, next_review=day, reason=GONE_THROUGH)
        for time, (reference, day) in zip(clocks, due.items(), strict=True)
    )


def _settled(value: Any, register: Register, reference: str, year: Year) -> Any:
    """A value of the data as the action takes it, with dates and keys put in."""
    match value:
        case Board(number):
            return year.board(number)
        case InWeeks(weeks):
            return year.ahead(weeks)
        case Worded(start):
            return _key(register, reference, start)
        case Scored(stage):
            scored = Assessment.objects.get(
                register=register, risk__reference=reference, stage=stage
            )
            return scored.revision.number
        case Ground(place):
            return settings.WITHHOLDING_GROUNDS[: place + 1][-1]
        case Proposed() | Waiting() | Called() | Standing() | Code() | Challenged():
            return _kept(value, register, reference)
        case OnBehalf():
            return replace(value, decided_on=_settled(value.decided_on, register, reference, year))
        case tuple():
            return tuple(_settled(part, register, reference, year) for part in value)
    return value


def _kept(value: Any, register: Register, reference: str) -> Any:
    """What the database holds for a value of the data."""
    match value:
        case Proposed():
            return Proposal.objects.filter(register=register, state="waiting").latest("pk").pk
        case Waiting():
            return Erasure.objects.get(register=register, state=Erasure.State.ASKED).pk
        case Called():
            return Review.objects.filter(register=register).latest("pk").pk
        case Standing():
            return _candidate(register).pk
        case Code():
            return _candidate(register).fingerprint
    live = Challenge.objects.filter(register=register, risk__reference=reference)
    return live.get(state__in=Challenge.LIVE).pk


def _candidate(register: Register) -> Candidate:
    return Candidate.objects.get(register=register, state=Candidate.State.STANDING)


def _key(register: Register, reference: str, start: str) -> int:
    controls = snapshot(register).risk(reference).controls
    (key,) = (control.key for control in controls if control.text.startswith(start))
    return key
