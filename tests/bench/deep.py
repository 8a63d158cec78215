"""Registers of which each row has many versions, written past the actions and sealed as they seal.

Each round is one revision that touches every risk, both assessments of each and, every tenth time,
every control: as a review that goes through the whole register. What is made must pass the system's
own verification to count.
"""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from django.db import connection, models, transaction

from registers import chain, triggers
from registers.models import (
    Assessment,
    Control,
    Kept,
    Register,
    Revision,
    Risk,
    Seal,
    SealedText,
    User,
)
from registers.snapshot import last_point
from registers.verifying import verify
from tests.bench.ground import Ground, editor, load
from tests.bench.history import count_on_from_here, revision_of

#: A control has a version to every ten of a risk.
RARELY = 10
#: What is changed of each kind of row; the last kind rarely.
CHANGING = {Risk: "description", Assessment: "likelihood", Control: "text"}
KINDS: tuple[type[Kept], ...] = tuple(CHANGING)


class Deep(NamedTuple):
    """A register of so many risks with so many versions of each; `middle` is half way."""

    ground: Ground
    versions: int
    middle: Revision


def make(size: int, versions: int) -> Deep:
    """Load a register and write the versions. RuntimeError when its record is not whole."""
    ground = load(size, changed=False, slug=f"deep-{size}-{versions}")
    user = editor()
    rows = {model: list(model.objects.filter(register=ground.register)) for model in KINDS}
    triggers.drop()
    with transaction.atomic():
        for number in range(2, versions + 1):
            often = KINDS if number % RARELY == 0 else KINDS[:2]
            _round(ground.register, user, number, [rows[model] for model in often])
        for model in KINDS:
            # A plain query set: the guarded one refuses, as it should.
            names = ["revision", CHANGING[model]]
            models.QuerySet(model).bulk_update(rows[model], names, batch_size=100)
    count_on_from_here()
    triggers.install()
    if faults := verify(ground.register.journal):
        raise RuntimeError(f"The deep register is not whole: {faults[0]}")
    middle = Revision.objects.select_related("seal").get(
        journal=ground.register.journal_id, number=versions // 2
    )
    return Deep(ground, versions, middle)


def _round(register: Register, user: User, number: int, kinds: list[list[Kept]]) -> None:
    """One revision that changes every row of some kinds in a small way."""
    last = last_point(register)
    moment = last.moment + timedelta(microseconds=1)
    revision = revision_of(register, user, number=number, moment=moment)
    revision.save(force_insert=True)
    texts = [chain.revision_text(revision)]
    for rows in kinds:
        for row in rows:
            row.revision = revision
            _change(row, number)
        # Asked once: from a row it is costly.
        model = type(rows[0]).history.model
        past = [_past(model, row, revision) for row in rows]
        model.objects.bulk_create(past)
        texts += map(chain.row_text, past)
    sealed = [(text, *chain.salted(text)) for text in texts]
    SealedText.objects.bulk_create(
        SealedText(revision=revision, position=place, text=text, salt=salt, digest=digest)
        for place, (text, salt, digest) in enumerate(sealed)
    )
    value = chain.seal_value(last.seal, number, [digest for _text, _salt, digest in sealed])
    Seal.objects.create(revision=revision, format=chain.FORMAT, value=value)


def _change(row: Kept, number: int) -> None:
    name = CHANGING[type(row)]
    said = getattr(row, name)
    if isinstance(said, int):
        setattr(row, name, 1 + said % 4)
    else:
        setattr(row, name, f"{said.partition(' Seen ')[0]} Seen {number} times.")


def _past(model: type[models.Model], row: Kept, revision: Revision) -> models.Model:
    columns = {field.attname: getattr(row, field.attname) for field in row.kept_fields()}
    return model(
        id=row.pk, **columns, revision=revision, history_type="~", history_date=revision.moment
    )


def is_deepest(deep: Deep) -> bool:
    """Whether the wider target holds: a thousand risks of 500 versions on PostgreSQL."""
    return deep.ground.size * deep.versions >= 500_000 and connection.vendor == "postgresql"
