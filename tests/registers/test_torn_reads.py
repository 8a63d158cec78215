"""A writer between the statements of a live reading tears nothing."""

from threading import Thread

import pytest
from django.db import connection, connections

from registers import snapshot as reading
from registers.actions import add_theme, adopt_scheme, move_risk, raise_risk, retire_control
from registers.permissions import SYSTEM
from registers.snapshot import TRIES, last_point, read_live, read_past, snapshot
from tests.registers.cast import scheme_of


def elsewhere(write):
    """Write on a connection of its own, and have it done."""
    problems = []

    def run():
        try:
            write()
        except Exception as problem:
            problems.append(problem)
        finally:
            connections.close_all()

    thread = Thread(target=run)
    thread.start()
    thread.join()
    assert problems == []


class Between:
    """Writes just before a table is read: as often as there is something to write."""

    def __init__(self, table, *writes):
        self.mark, self.writes, self.readings = f'FROM "{table}"', list(writes), 0

    def __call__(self, execute, sql, params, many, context):
        if self.mark in sql:
            self.readings += 1
            if self.writes:
                elsewhere(self.writes.pop(0))
        return execute(sql, params, many, context)


def read_beside(register, between):
    point = last_point(register)
    with connection.execute_wrapper(between):
        return read_live(register, point)


def by(register, action, *places, **fields):
    return lambda: action(register, *places, by=SYSTEM, reason="So.", **fields)


@pytest.fixture
def cast(transactional_db, cast):
    return cast


WRITES = {
    "a control and its order": ("registers_assessment", lambda c: by(c.register, retire_control, "R1.1", c.keys("R1.1")[0])),
    "a risk raised": ("registers_risk", lambda c: by(c.register, raise_risk, theme=1, description="N.", after=(1, 1))),
    "a risk with its scores": ("registers_control", lambda c: by(c.register, raise_risk, theme=1, description="N.", after=(1, 1))),
    "a risk in a new theme": ("registers_risk", lambda c: new_theme_with_a_risk(c.register)),
    "another scheme": ("registers_assessment", lambda c: adopted(c.register)),
}  # fmt: skip


def new_theme_with_a_risk(register):
    def write():
        add_theme(register, by=SYSTEM, number=7, name="New")
        move_risk(register, "R1.1", by=SYSTEM, theme=7, reason="So.")

    return write


def adopted(register):
    wider = {1: 4, 2: 5, 3: 6, 4: 7}
    return lambda: adopt_scheme(
        register, scheme_of(7, 7), by=SYSTEM, reason="So.", likelihood_map=wider, impact_map=wider
    )


@pytest.mark.parametrize("what", WRITES)
def test_what_a_writer_crossed_is_read_again(cast, what):
    table, write = WRITES[what]
    between = Between(table, write(cast))
    found = read_beside(cast.register, between)
    assert between.readings == 2
    assert found == read_past(cast.register, last_point(cast.register))
    assert found.number == last_point(cast.register).number


def test_where_writers_never_rest_it_is_read_from_history(cast):
    titles = [by(cast.register, raise_risk, theme=1, description=f"R {n}.") for n in range(TRIES)]
    between = Between("registers_control", *titles)
    found = read_beside(cast.register, between)
    assert between.readings == TRIES
    assert found == read_past(cast.register, last_point(cast.register))
    assert len(found.all_risks) == 3 + TRIES


def test_what_is_kept_for_a_revision_is_what_it_said(cast):
    before = last_point(cast.register)
    between = Between("registers_control", by(cast.register, raise_risk, theme=1, description="N."))
    with connection.execute_wrapper(between):
        found = snapshot(cast.register)
    assert found.number == before.number + 1
    assert reading._store.get(reading._kept_as(found.seal, cast.register)) is found
    assert reading._store.get(reading._kept_as(before.seal, cast.register)) is None
