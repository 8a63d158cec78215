"""One assessment saved, with history and seal, against a bare save in a transaction."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from registers.actions import assess
from tests.bench.ground import Ground, editor
from tests.bench.pairs import Effort, Pairs, Side, measure


class Assessor:
    """Scores one risk again and again, each time in another cell."""

    def __init__(self, ground: Ground):
        self._ground, self._user, self._turns = ground, editor(), count()
        self._register = ground.fresh()

    def prepare(self) -> None:
        """As a request begins: the register is read, and nothing that hangs on it."""
        self._register = self._ground.fresh()

    def save(self) -> None:
        """One assessment. RuntimeError when it changed nothing."""
        turn = next(self._turns)
        made = assess(
            self._register,
            self._ground.reference,
            "after",
            by=self._user,
            likelihood=1 + turn % 2,
            impact=1 + turn // 2 % 2,
            why="The controls were looked at again.",
        )
        if made is None and turn:
            raise RuntimeError("An assessment that was to be measured changed nothing.")


def bare_save() -> Callable[[], None]:
    """A function that saves one row of two columns, in a transaction."""
    row = Group.objects.first() or Group.objects.create(name="floor")
    turns = count()

    def save() -> None:
        row.name = f"floor {next(turns) % 2}"
        with transaction.atomic():
            row.save()

    return save


def pairs(ground: Ground, effort: Effort) -> Pairs:
    """Assessments against bare saves, in milliseconds."""
    ours = Assessor(ground)
    return measure(Side(ours.save, ours.prepare), Side(bare_save()), effort)


def statements(ground: Ground) -> tuple[str, ...]:
    """The statements of one assessment, BEGIN and COMMIT too."""
    ours = Assessor(ground)
    ours.save()
    ours.prepare()
    with CaptureQueriesContext(connection) as captured:
        ours.save()
    return tuple(query["sql"] for query in captured)
