from datetime import date

import pytest
from django.db import transaction

from registers.demonstration.arrival import load_organisations, load_people
from registers.demonstration.year import load_exampleshire

#: A day on which nothing special happens.
TODAY = date(2026, 6, 10)


def loaded(today=TODAY):
    """The fictional register, counted back from a day."""
    owners = load_organisations()
    return load_exampleshire(people=load_people(owners), owners=owners, today=today)


@pytest.fixture
def load(db):
    return loaded


@pytest.fixture(scope="module")
def exampleshire(django_db_setup, django_db_blocker):
    """The fictional register, loaded once for a module of tests that only read."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield loaded()
        transaction.set_rollback(True)
