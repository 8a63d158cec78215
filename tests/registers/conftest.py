"""The cast of every test of a register: `cast`, and its parts that are asked for most.

It is made once for a module, by the module's own `make` if it has one, and every test gets it as it
was made (also a test of the module that asks for the database alone). In a module with a test whose
database is flushed, each test makes its own.
"""

from copy import deepcopy

import pytest
from django.db import transaction

from tests.registers.cast import make_cast


@pytest.fixture(scope="module")
def module_cast(request, django_db_setup, django_db_blocker):
    if any(is_flushed(item) for item in request.session.items if item.module is request.module):
        yield None
        return
    with django_db_blocker.unblock(), transaction.atomic():
        yield made_for(request)
        transaction.set_rollback(True)


def is_flushed(item):
    marker = item.get_closest_marker("django_db")
    asks = {"transactional_db", "live_server"} & set(item.fixturenames)
    return bool(asks or (marker and marker.kwargs.get("transaction")))


def made_for(request):
    return getattr(request.module, "make", make_cast)()


@pytest.fixture
def cast(request, module_cast, db):
    """A small register of two owners, and who edits, approves, reads or knows nothing of it."""
    return deepcopy(module_cast) if module_cast else made_for(request)


@pytest.fixture
def register(cast):
    return cast.register


@pytest.fixture
def editor(cast):
    """An editor of the OPCC."""
    return cast.editor


@pytest.fixture
def approver(cast):
    """An approver of the Constabulary."""
    return cast.approver
