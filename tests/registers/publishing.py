"""A version that goes to the public: a register that may be published, a risk that may not."""

from __future__ import annotations

from typing import Any

from registers.actions import (
    ask_publication,
    consent_to_publication,
    raise_risk,
    revise_register,
    withhold,
)
from registers.exchange.public_page import all_files
from registers.exchange.published_store import File
from registers.exchange.publishing import version
from registers.models import Publication, Register
from tests.registers.agreeing import agree
from tests.registers.cast import Cast
from tests.registers.deeds import WITHHELD

#: Words that stand in what is withheld and nowhere else.
SECRET = "QuokkaPetition"
NO_PDF = b"%PDF-1.7 stands for one\n"


def may_be_public(cast: Cast) -> None:
    revise_register(cast.register, by=cast.editor, is_public=True, reason="The Panel asks for it.")


def withheld_risk(cast: Cast, reference: str = "R3.7") -> None:
    """A risk that says something in every part, kept from the public whole."""
    raise_risk(
        cast.register,
        by=cast.editor,
        reason=f"{SECRET} reason",
        theme=3,
        reference=reference,
        title=f"{SECRET} title",
        description=f"{SECRET} description.",
        causes=f"{SECRET} causes",
        consequences=f"{SECRET} consequences",
        controls=(f"{SECRET} control",),
        before=(4, 4),
        after=(4, 4),
    )
    withhold(
        cast.register, reference, by=cast.editor, part="whole", reasoning=f"{SECRET} reasoning",
        **WITHHELD,
    )  # fmt: skip


def prepared(register: Register, number: int = 1, pdf: bytes = NO_PDF) -> dict[str, Any]:
    """What asking to publish a version takes: its files, and the fingerprint of what they say."""
    of = version(register, number)
    return {"files": all_files(of, pdf), "shows": of.fingerprint}


def asked(cast: Cast, number: int = 1, **more: Any) -> Publication:
    told = {**prepared(cast.register, number), **more}
    return ask_publication(cast.register, number, by=cast.editor, **told)


def publish(cast: Cast, number: int = 1, **more: Any) -> Publication:
    """Ask, and let both owners agree; gives the publication as it then is."""
    publication = asked(cast, number, **more)
    for signer in cast.signers():
        consent_to_publication(cast.register, publication.pk, by=signer)
    return Publication.objects.get(pk=publication.pk)


def agreed_and_public(cast: Cast) -> Publication:
    """A register that may be public, agreed as version 1 and published."""
    may_be_public(cast)
    agree(cast)
    return publish(cast)


def a_file(raw: bytes = b"x", name: str = "x.txt") -> File:
    return File(name, "text/plain", raw)
