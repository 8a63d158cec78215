"""Write to people about what is theirs and due, and once a week about what the others did."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registers.actions import Refused, take_over
from registers.actions.mail import send_once
from registers.models import Register, Succession
from registers.permissions import SYSTEM
from registers.presentation.history_page import told
from registers.reminders import Letter, letters
from registers.successions import due


class Command(BaseCommand):
    help = (
        "Lets planned successions take effect whose day has come, and sends reminders of what is "
        "due, and weekly digests. It can be run as often as wanted."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would be sent")
        parser.add_argument("--today", help="another day, such as 2026-11-24")

    def handle(self, *args: Any, **options: Any) -> None:
        today = _day(options["today"])
        if settings.EMAIL_BACKEND.endswith("dummy.EmailBackend") and not options["dry_run"]:
            raise CommandError("EMAIL_HOST is not set, so nothing can be sent.")
        sent, failed = 0, []
        for register in Register.objects.order_by("slug"):
            for plan in due(register, today):
                self.stdout.write(f"{register.slug}: handed on to {plan.short_name}")
                if not options["dry_run"] and (problem := _take_over(register, plan)):
                    failed.append(f"{register.slug}: {problem}")
            for letter in letters(register, today):
                self.stdout.write(f"{letter.person.email}: {subject(letter)}")
                if options["dry_run"]:
                    sent += 1
                elif problem := _send(letter):
                    failed.append(f"{letter.person.email}: {problem}")
                else:
                    sent += 1
        self.stdout.write(f"{'Would send' if options['dry_run'] else 'Sent'} {sent}.")
        if failed:
            listed = "; ".join(failed)
            raise CommandError(f"{len(failed)} not done, to be tried again: {listed}")


def _day(text: str | None) -> date:
    if not text:
        return timezone.localdate()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"{text} is no day: write it as 2026-11-24.") from None


def _take_over(register: Register, plan: Succession) -> str:
    """Let a succession take effect; what went wrong, or the empty string."""
    try:
        take_over(register, plan.pk, by=SYSTEM)
    except Refused as refused:
        return str(refused)
    return ""


def _send(letter: Letter) -> str:
    """Send a letter once; what went wrong, or the empty string."""
    try:
        send_once(letter.person, letter.register, letter.keys, lambda: mail(letter).send())
    except IntegrityError:
        return "another process is sending it"
    except OSError as problem:
        return str(problem)
    return ""


def mail(letter: Letter) -> EmailMultiAlternatives:
    """A letter as a mail, in text and HTML."""
    context = {
        "letter": letter,
        "entries": told(letter.others),
        "site": settings.SITE_URL,
        "slug": letter.register.slug,
    }
    made = EmailMultiAlternatives(
        subject=subject(letter),
        body=render_to_string("mail/reminder.txt", context),
        to=[letter.person.email],
    )
    made.attach_alternative(render_to_string("mail/reminder.html", context), "text/html")
    return made


def subject(letter: Letter) -> str:
    """What the mail is about, without a word of a risk."""
    parts = []
    if letter.due:
        count = len(letter.due)
        words = ngettext("%(count)s thing is due", "%(count)s things are due", count)
        parts.append(words % {"count": count})
    if letter.digest:
        words = ngettext(
            "%(count)s change by the others", "%(count)s changes by the others", letter.counted
        )
        parts.append(words % {"count": letter.counted})
    return _("%(title)s: %(what)s") % {"title": letter.title, "what": ", ".join(parts)}
