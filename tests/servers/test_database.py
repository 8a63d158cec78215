"""The ground under the tests: guards stand, also after a flush; each connection sees the same."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from registers import triggers
from registers.models import Journal


@pytest.mark.django_db
def test_guards_stand_in_an_ordinary_test():
    assert triggers.missing() == ()


@pytest.mark.parametrize("time", [1, 2])
def test_guards_stand_in_each_transactional_test(transactional_db, time):
    journal = Journal.objects.create(name=f"journal {time}")
    with pytest.raises(IntegrityError), transaction.atomic():
        Journal.objects.filter(pk=journal.pk).update(name="another")
    assert triggers.missing() == ()


def test_another_connection_sees_what_was_committed(transactional_db):
    Journal.objects.create(name="seen")
    seen = []

    def look():
        seen.append(Journal.objects.filter(name="seen").exists())
        connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [True]
