"""A long history, made by SQL into a database whose guards are away, sealed as the actions seal.

It ends with what the live rows say, and must pass the system's own verification to count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import cycle, islice
from typing import NamedTuple

from django.core.management.color import no_style
from django.db import connection, models, transaction

from registers import chain, triggers
from registers.models import Assessment, Kept, Register, Revision, Seal, SealedText, User
from registers.snapshot import last_point
from registers.verifying import verify
from tests.bench.ground import Ground, editor

#: Revisions written at once.
AT_ONCE = 2000


class Written(NamedTuple):
    """One revision with the one history row that it made, its sealed texts and its seal."""

    revision: Revision
    row: models.Model
    texts: tuple[SealedText, ...]
    seal: Seal


def count() -> int:
    """How many history rows there are in the whole database."""
    tables = [kept.history.model for kept in _kept(Kept)]
    return sum(table.objects.count() for table in tables)


def lengthen(ground: Ground, by: int) -> None:
    """Score the risks of a register so many times more, in turn, a revision each.

    Raises RuntimeError when the record is not whole afterwards.
    """
    user, newest = editor(), {}
    triggers.drop()
    with transaction.atomic():
        made = islice(_written(ground.register, user), by)
        while batch := list(islice(made, AT_ONCE)):
            _write(batch)
            newest.update((one.row.id, one.row) for one in batch)
        for row in newest.values():
            # A plain query set: the guarded one refuses, as it should.
            models.QuerySet(Assessment).filter(pk=row.id).update(
                revision=row.revision, likelihood=row.likelihood, why=row.why
            )
    count_on_from_here()
    triggers.install()
    if faults := verify(ground.register.journal):
        raise RuntimeError(f"The long history is not whole: {faults[0]}")


def _kept(base: type[Kept]) -> list[type[Kept]]:
    found = [model for model in base.__subclasses__() if not model._meta.abstract]
    inner = [model for model in base.__subclasses__() if model._meta.abstract]
    return [*found, *(model for part in inner for model in _kept(part))]


def _written(register: Register, user: User) -> Iterator[Written]:
    """One revision after the other, without end, from the last one on."""
    last = last_point(register)
    key = Revision.objects.order_by("-pk").values_list("pk", flat=True)[0]
    seal, number, moment = last.seal, last.number, last.moment
    for scored in cycle(Assessment.objects.filter(register=register, stage="after")):
        key, number, moment = key + 1, number + 1, moment + timedelta(microseconds=1)
        revision = revision_of(register, user, pk=key, number=number, moment=moment)
        scored.likelihood = 1 + scored.likelihood % 4
        row = _row(scored, revision)
        texts = _texts(revision, row)
        seal = chain.seal_value(seal, number, [text.digest for text in texts])
        yield Written(
            revision, row, texts, Seal(revision=revision, format=chain.FORMAT, value=seal)
        )


def revision_of(register: Register, user: User, **fields: object) -> Revision:
    return Revision(
        journal_id=register.journal_id,
        verb="assess after",
        subject="R1.1",
        reason="The controls were looked at again.",
        person=user,
        person_name=user.name,
        person_title=user.title,
        person_role=user.role,
        organisation=user.organisation,
        organisation_name=user.organisation.name,
        **fields,
    )


def _row(scored: Assessment, revision: Revision) -> models.Model:
    scored.why = revision.reason
    columns = {field.attname: getattr(scored, field.attname) for field in scored.kept_fields()}
    return Assessment.history.model(
        id=scored.pk,
        **columns,
        revision=revision,
        history_type="~",
        history_date=revision.moment,
    )


def _texts(revision: Revision, row: models.Model) -> tuple[SealedText, ...]:
    found = []
    for position, text in enumerate([chain.revision_text(revision), chain.row_text(row)]):
        salt, digest = chain.salted(text)
        found.append(
            SealedText(revision=revision, position=position, text=text, salt=salt, digest=digest)
        )
    return tuple(found)


def _write(batch: Sequence[Written]) -> None:
    Revision.objects.bulk_create(one.revision for one in batch)
    Assessment.history.model.objects.bulk_create(one.row for one in batch)
    SealedText.objects.bulk_create(text for one in batch for text in one.texts)
    Seal.objects.bulk_create(one.seal for one in batch)


def count_on_from_here() -> None:
    """On PostgreSQL, tell the series of keys that keys were given by hand; and let the planner
    see how much there is."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Revision]):
            cursor.execute(statement)
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE")
