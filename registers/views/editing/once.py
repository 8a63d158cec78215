"""Adding a thing once, however often Save was pressed."""

from contextlib import contextmanager

from django.db import transaction

from registers.models import Journal, Revision


@contextmanager
def alone(register):
    """The register's journal is locked: what is looked up inside cannot change before the save."""
    with transaction.atomic():
        yield Journal.objects.select_for_update(no_key=True).get(pk=register.journal_id)


def added_already(model, person, began, **same):
    """The revision in which this person has added the very same thing since the form was
    opened, or None. Read from the history, where it stays whatever became of the thing."""
    found = model.history.filter(
        history_type="+", revision__person=person, revision__number__gt=began, **same
    )
    row = found.select_related("revision").order_by("-revision_id").first()
    return row.revision if row else None


def done_already(register, person, began, *, verb, subject, reason):
    """The revision in which this person did the same for the same reason since the form was
    opened, or None."""
    found = Revision.objects.filter(
        journal=register.journal_id,
        number__gt=began,
        person=person,
        verb=verb,
        subject=subject,
        reason=reason,
    )
    return found.order_by("-number").first()
