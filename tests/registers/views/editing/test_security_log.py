"""Every refused attempt to change something is a line of the security log, without what was typed."""

from datetime import datetime

import pytest

from registers.actions import challenge
from registers.snapshot import snapshot
from tests.registers.security_lines import security_lines


@pytest.fixture
def lines(caplog):
    """What the log says, each line read."""

    def read():
        found = security_lines(caplog)
        caplog.clear()
        return found

    return read


@pytest.mark.parametrize(
    ("who", "status"), [("board_reader", 403), ("contributor", 403), ("stranger", 404)]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_may_not(client, cast, address, lines, who, status, method):
    client.force_login(cast.people[who])
    where = address("risk_edit", "R1.1")
    getattr(client, method)(where, {"description": "Words of mine."})
    (line,) = lines()
    assert datetime.fromisoformat(line.pop("at")).tzinfo is not None
    assert line == {
        "event": "refused", "status": status, "method": method.upper(), "path": where,
        "person": cast.people[who].pk, "email": f"{who}@example.org", "address": "127.0.0.1",
    }  # fmt: skip


def test_what_an_action_refuses(client, cast, address, lines):
    place = {"likelihood": 4, "impact": 4, "why": "So."}
    challenge(cast.register, "R1.1", "after", by=cast.editor, **place)
    (held,) = snapshot(cast.register).risk("R1.1").challenges
    client.force_login(cast.editor)
    where = address("challenge_end", "R1.1", held.key, "accept")
    client.post(where, {"began": "8", "why": "So."})
    assert [(line["status"], line["path"]) for line in lines()] == [(403, where)]


def test_nothing_of_what_is_done(editing, address, lines):
    editing.get(address("risk_edit", "R1.1"))
    editing.post(address("risk_edit", "R1.1"), {"description": ""})
    assert lines() == []
