"""Any file at all is loaded whole or refused in one sentence, and leaves nothing by half."""

import json

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registers.actions import Refused, load_register
from registers.exchange.document import document, write_json
from registers.exchange.reading import BadFile, read_json
from registers.permissions import SYSTEM
from registers.snapshot import snapshot
from registers.verifying import verify
from scoring.matrix import MatrixError
from tests.registers.actions.test_load_register import everything
from tests.registers.exchange.test_reading import FIXTURE

#: Two themes of two risks: as many kinds of places, and quicker.
SMALL = json.loads(FIXTURE.read_bytes())
SMALL["themes"] = [{**theme, "risks": theme["risks"][:2]} for theme in SMALL["themes"][:2]]
SMALL["posts"] = [{"title": "Chief Executive", "owner": "OPCC"}]
SMALL["themes"][0]["risks"][0] |= {"lead": "OPCC", "risk_owner": "Chief Executive", "treatment": "treat",
                                  "next_review": "2027-01-31", "target": {"likelihood": 1, "impact": 1}}  # fmt: skip


def paths(held, here=()):
    yield here
    for name, value in held.items() if isinstance(held, dict) else enumerate(held):
        if isinstance(value, dict | list):
            yield from paths(value, (*here, name))
        else:
            yield (*here, name)


PATHS = sorted(paths(SMALL), key=str)[:-1]
STRANGE = st.one_of(
    st.sampled_from([
        None, True, False, 0, 1, -1, 2, 3, 5, 50, 9999, 10**30, 1.5, "", " ", "a\x00", "\ud800", "\ufffe", "a\nb",
        "R1.1", "OPCC", "x" * 201, "x" * 30_001, "2026-02-30", "2027-01-31", [], {}, [[]], [1], {"text": "a"},
        "\u202e", "e\u0301", "line\r\nend",
    ]),
    st.text(max_size=5), st.integers(), st.floats(),
)  # fmt: skip
# Each file is loaded in a transaction that is undone: the test's database is as it was.
ANEW = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
STEP = st.tuples(
    st.sampled_from(PATHS), st.sampled_from(["change", "drop", "double", "add"]), STRANGE
)


def mutate(held, path, how, value):
    """Change, drop or double the value at a path, or add a strange name there."""
    for step in path[:-1]:
        if not (isinstance(held, dict) and step in held) and not (
            isinstance(held, list) and isinstance(step, int) and step < len(held)
        ):
            return
        held = held[step]
    last = path[-1] if path else None
    there = (isinstance(held, dict) and last in held) or (
        isinstance(held, list) and isinstance(last, int) and last < len(held)
    )
    if how == "add" and isinstance(held, dict):
        held[value if isinstance(value, str) else "strange"] = value
    elif there and how == "drop":
        del held[last]
    elif there and how == "double" and isinstance(held, list):
        held.insert(last, held[last])
    elif there:
        held[last] = value


def load(raw):
    """Load a file; None when it is refused, with a sentence and without a trace."""
    before = everything()
    try:
        return load_register(read_json(raw), by=SYSTEM, reason="From a file.")
    except (BadFile, MatrixError, Refused) as refusal:
        said = str(refusal)
        assert said.rstrip().endswith((".", "”"))
        assert "Traceback" not in said
        assert everything() == before
        return None


@pytest.mark.slow
@ANEW
@given(st.lists(STEP, min_size=1, max_size=3))
def test_is_loaded_or_refused(db, steps):
    held = json.loads(json.dumps(SMALL))
    for step in steps:
        mutate(held, *step)
    with transaction.atomic():
        register = load(json.dumps(held).encode("utf-8", "surrogatepass"))
        if register is not None:
            written = write_json(snapshot(register))
            assert json.loads(written) == document(snapshot(register))
            assert verify(register.journal) == ()
        transaction.set_rollback(True)


@ANEW
@given(st.binary(max_size=200))
def test_any_bytes_are_refused(db, raw):
    assert load(raw) is None


@ANEW
@given(st.integers(0, 10**6), st.binary(max_size=3))
def test_a_file_with_bytes_changed_is_loaded_or_refused(db, place, put):
    whole = json.dumps(SMALL, ensure_ascii=False).encode()
    place %= len(whole)
    with transaction.atomic():
        load(whole[:place] + put + whole[place + len(put) :])
        transaction.set_rollback(True)
