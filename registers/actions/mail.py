"""Choosing mails, and remembering which were sent. Neither is a change of the record."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.db import transaction

from registers.models import MailChoice, Register, Sent, User


def choose_mail(person: User, *, due: bool, digest: bool) -> None:
    """Keep which mails somebody wants."""
    MailChoice.objects.update_or_create(person=person, defaults={"due": due, "digest": digest})


def send_once(
    person: User, register: Register, keys: Sequence[str], send: Callable[[], object]
) -> None:
    """Send a mail and remember what it was about, or, when sending fails, neither.

    Raises IntegrityError, before anything is sent, when another process is sending the same.
    """
    with transaction.atomic():
        Sent.objects.bulk_create(Sent(person=person, register=register, what=what) for what in keys)
        send()
