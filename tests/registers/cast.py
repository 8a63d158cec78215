"""A small register and everybody that a test may need around it, all made by actions."""

from __future__ import annotations

from dataclasses import dataclass

from registers.actions import (
    add_organisation,
    add_person,
    add_post,
    add_theme,
    create_register,
    grant_reading,
    raise_risk,
    write_scheme,
)
from registers.models import Control, Organisation, Register, User
from registers.permissions import SYSTEM
from scoring.matrix import Band, Level, Matrix
from scoring.models import Scheme

LIKELIHOOD = ("Remote", "Possible", "Probable", "More likely than not")
IMPACT = ("Minor", "Moderate", "Significant", "Major")
BANDS = (Band(1, "Low", 1, 4, 3), Band(2, "Medium", 5, 8, 3), Band(3, "High", 9, 16, 1))


@dataclass(frozen=True)
class Cast:
    """Who there is: the names say what each may do in the register."""

    opcc: Organisation
    constabulary: Organisation
    council: Organisation
    charity: Organisation
    editor: User
    approver: User
    contributor: User
    board_reader: User
    council_reader: User
    stranger: User
    administrator: User
    register: Register

    @property
    def people(self) -> dict[str, User]:
        return {name: held for name, held in vars(self).items() if isinstance(held, User)}

    def keys(self, reference: str) -> list[int]:
        """The keys of a risk's controls, in order."""
        controls = Control.objects.filter(
            register=self.register, risk__reference=reference, removed=False
        )
        return list(controls.order_by("position").values_list("pk", flat=True))

    def signers(self) -> tuple[User, User]:
        """An approver of each owner: the OPCC's is added with the first call."""
        found = User.objects.filter(email="signer@example.org").first()
        other = found or add_person(
            by=SYSTEM,
            email="signer@example.org",
            name="Olive Signer",
            title="Chief Executive",
            organisation=self.opcc,
            role="approver",
        )
        return other, self.approver


def levels(names: tuple[str, ...]) -> tuple[Level, ...]:
    return tuple(Level(value, name) for value, name in enumerate(names, start=1))


def four_by_four() -> Matrix:
    return Matrix.from_thresholds(levels(LIKELIHOOD), levels(IMPACT), BANDS)


def scheme_of(across: int, up: int, name: str = "Another scheme") -> Scheme:
    """A scheme of another size, kept and not adopted."""
    bands = (Band(1, "Low", 1, 2), Band(2, "High", 3, 49))
    names = tuple(f"Level {value}" for value in range(1, 8))
    return write_scheme(
        name=name, matrix=Matrix.from_thresholds(levels(names[:across]), levels(names[:up]), bands)
    )


def make_people() -> dict[str, object]:
    """Four organisations and seven people."""
    organisations = {
        key: add_organisation(by=SYSTEM, name=name, short_name=short)
        for key, name, short in (
            ("opcc", "Office of the Commissioner", "OPCC"),
            ("constabulary", "Constabulary of Exampleshire", "Constabulary"),
            ("council", "Exampleshire Council", "Council"),
            ("charity", "Exampleshire Charity", "Charity"),
        )
    }
    people = (
        ("editor", "Edith Editor", "opcc", "editor"),
        ("approver", "Abel Approver", "constabulary", "approver"),
        ("contributor", "Cora Contributor", "opcc", "contributor"),
        ("board_reader", "Rita Reader", "opcc", "reader"),
        ("council_reader", "Colin Council", "council", "approver"),
        ("stranger", "Sam Stranger", "charity", "approver"),
    )
    made = {
        key: add_person(
            by=SYSTEM,
            email=f"{key}@example.org",
            name=name,
            title=f"{role.capitalize()} of {organisations[place].short_name}",
            organisation=organisations[place],
            role=role,
        )
        for key, name, place, role in people
    }
    made["administrator"] = add_person(
        by=SYSTEM, email="administrator@example.org", name="Ada Administrator", is_staff=True
    )
    return {**organisations, **made}


def make_register(people: dict[str, object], slug: str = "exampleshire") -> Register:
    """Two themes; R1.1 with two controls and both scores, R1.2 bare, R3.9 in the last."""
    register = create_register(
        by=SYSTEM,
        slug=slug,
        title="Strategic risks",
        owners=[
            (people["opcc"], "Office of the Commissioner", "OPCC"),
            (people["constabulary"], "Constabulary of Exampleshire", "Constabulary"),
        ],
        scheme=write_scheme(name="Four by four", matrix=four_by_four()),
        appetite=6,
        reason="For the tests.",
    )
    editor = people["editor"]
    add_post(register, by=editor, title="Chief Executive", owner="OPCC")
    add_theme(register, by=editor, number=1, name="Public engagement")
    add_theme(register, by=editor, number=3, name="Workforce", appetite=4)
    raise_risk(
        register,
        by=editor,
        reason="Seen at the board.",
        theme=1,
        description="The public is not heard.",
        lead="OPCC",
        controls=("Meetings are held.", "Letters are answered."),
        before=(3, 3),
        after=(2, 3),
    )
    raise_risk(register, by=editor, reason="Seen too.", theme=1, description="Nobody listens.")
    raise_risk(
        register,
        by=editor,
        reason="From the plan.",
        theme=3,
        reference="R3.9",
        description="Too few officers.",
        before=(4, 4),
    )
    grant_reading(register, people["council"], by=editor, reason="The Panel reads it.")
    return register


def make_cast() -> Cast:
    people = make_people()
    return Cast(**people, register=make_register(people))
