"""What is measured on: registers of several sizes, each with a past, and who asks for them."""

from __future__ import annotations

from typing import NamedTuple

from django.core.management import call_command
from django.db import connection

from registers import actions
from registers.models import Organisation, Register, Revision, User
from registers.permissions import SYSTEM
from registers.snapshot import snapshot
from tests.bench import generator


class Ground(NamedTuple):
    """A register of so many risks; `loaded` is the revision after which every risk and every
    assessment after controls was changed. `reference` names a risk in its middle."""

    size: int
    register: Register
    loaded: Revision
    reference: str

    def fresh(self) -> Register:
        """The register as a request finds it, with nothing else read yet."""
        return Register.objects.get(pk=self.register.pk)


def migrate() -> None:
    """Make the tables and guards of an empty database."""
    call_command("migrate", verbosity=0)


def load(size: int, *, changed: bool = True, slug: str | None = None) -> Ground:
    """Load a register of so many risks through the actions and, unless told not to, change each
    of its risks and its assessment once more, by an editor."""
    made = generator.document(size, slug=slug)
    register = actions.load_register(made, by=SYSTEM, reason="Generated, to measure with.")
    loaded = Revision.objects.select_related("seal").get(journal=register.journal_id)
    risks = snapshot(register).risks
    if changed:
        user = editor()
        for risk in risks:
            change(register, risk, user)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return Ground(size, register, loaded, risks[len(risks) // 2].reference)


def change(register, risk, user) -> None:
    """A new score after controls, and a sentence more in the description."""
    actions.assess(
        register,
        risk.reference,
        "after",
        by=user,
        likelihood=1 + risk.after.likelihood % 4,
        impact=risk.after.impact,
        why="The controls were looked at again.",
    )
    actions.revise_risk(
        register,
        risk.reference,
        by=user,
        reason="Made plainer after the meeting.",
        description=f"{risk.description} This was looked at again.",
    )


def editor() -> User:
    """An editor of the first owner, who sees every register that is made here."""
    name, _short_name = generator.OWNERS[0]
    email = "editor@bench.example"
    return User.objects.filter(email=email).first() or actions.add_person(
        by=SYSTEM,
        email=email,
        name="Bea Benchmark",
        title="Policy officer",
        organisation=Organisation.objects.get(name=name),
        role="editor",
    )
