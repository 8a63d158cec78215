"""Pages as a person sees them."""

import pytest

from tests.registers.views.seen import Seen


@pytest.fixture
def see(client, cast):
    """A page as someone of the cast sees it: `see("editor", address)`; nobody with None."""

    def as_person(name, address):
        if name:
            client.force_login(cast.people[name])
        return Seen(client.get(address))

    return as_person
