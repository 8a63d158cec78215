"""An editor with a form open, and short addresses."""

import pytest
from django.urls import reverse


@pytest.fixture
def address(register):
    """The address of a page of the cast's register: `address("risk_edit", "R1.1")`."""

    def of(name, *places):
        return reverse(name, args=(register.slug, *places))

    return of


@pytest.fixture
def editing(client, editor):
    """A client signed in as the OPCC's editor."""
    client.force_login(editor)
    return client
