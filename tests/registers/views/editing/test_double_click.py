"""Save pressed twice, so that both arrive at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from registers.snapshot import snapshot
from tests.registers.views.editing.pages import count, opened

FORMS = (
    ("control_add", ("R1.1",), {"text": "Surveys.", "new_post": "Head of Surveys"}),
    ("risk_raise", (), {"theme": "3", "description": "New.", "reason": "So.", "after": "2-2"}),
    ("theme_add", (), {"number": "2", "name": "Finance"}),
    ("risk_close", ("R1.2",), {"why": "It is over."}),
    ("risk_edit", ("R1.1",), {"description": "New.", "reason": "So."}),
    ("risk_assess", ("R1.1", "after"), {"place": "1-1", "why": "So."}),
)


@pytest.mark.parametrize(("name", "places", "typed"), FORMS)
def test_two_at_once_are_one(transactional_db, cast, address, name, places, typed):
    where = address(name, *places)
    together = Barrier(2)
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(cast.editor)
    sent = {**opened(clients[0], where), **typed}
    before = count(cast.register)

    def press(client):
        together.wait(10)
        try:
            return client.post(where, sent).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(press, clients)) == [302, 302]
    assert count(cast.register) == before + 1 + ("new_post" in typed)
    texts = [control.text for control in snapshot(cast.register).risk("R1.1").controls]
    assert texts.count("Surveys.") == (name == "control_add")
