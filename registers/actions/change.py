"""One change: under the journal's lock it is checked, written, recorded and sealed, or it
leaves nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.signals import post_create_historical_record

from registers import chain, triggers
from registers.actions.refusals import GuardsMissing, Invalid, NotAllowed, Refused, Stale
from registers.merging import merge
from registers.models import Journal, Kept, Register, Revision, Seal, SealedText
from registers.permissions import Actor, Standing, SystemAccount, Together, standing
from registers.text import check_text, is_blank, with_line_feeds
from scoring.models import Scheme


@dataclass(frozen=True, slots=True)
class Began:
    """Where an edit began: revision `number`. Its writer has since seen what stood there at
    revision `settled`, and has chosen between both texts."""

    number: int
    settled: int


Beginning = int | Began


@dataclass
class Change:
    """An open change. Its revision is recorded with the first row that differs, so a change
    that changes nothing leaves nothing; `made` is the revision, or None. `together` is the actor
    where two owners act in one."""

    draft: Revision
    seal_before: str
    together: Together | None = None
    is_open: bool = True
    made: Revision | None = None
    _rows: list[models.Model] = field(default_factory=list)
    _adopted: list[Scheme] = field(default_factory=list)
    _erased: list[str] = field(default_factory=list)
    _saving: Kept | None = None

    def lets(self, instance: Kept) -> bool:
        """Whether this change is writing this very row now (the guard asks)."""
        return self.is_open and self._saving is instance

    def about(self, subject: str) -> None:
        """Say what is changed, where only the action knows."""
        self.draft.subject = subject

    def save(self, instance: Kept, *, began: Beginning | None = None, merges: bool = False) -> bool:
        """Clean and write one row of content with its history; whether anything differed.

        `began` is the revision from which the edit began. Where somebody has changed the row
        since, a change that `merges` takes over the fields that only they have changed, and its
        revision says from where it began. Raises Invalid; and Stale when both have changed the
        same, or when the change is no merging one.
        """
        clean(instance)
        if not instance.differs():
            return False
        if instance.pk is not None and began is not None:
            self._meet(instance, began, merges)
            if not instance.differs():
                return False
        if self.made is None:
            self.draft.save(force_insert=True)
            self.made = self.draft
        instance.revision = self.made
        instance._history_date = self.made.moment
        instance.change, self._saving = self, instance
        try:
            instance.save()
        finally:
            instance.change, self._saving = None, None
        instance.loaded = {f.attname: getattr(instance, f.attname) for f in instance.kept_fields()}
        return True

    def _meet(self, instance: Kept, began: Beginning, merges: bool) -> None:
        """Bring the row together with what others have made of it since the edit began."""
        edit = began if isinstance(began, Began) else Began(began, began)
        last = instance.revision
        if last.number > edit.settled and not (merges and _merged(instance, edit.settled)):
            _refuse_stale(last)
        if last.number > edit.number:
            self.draft.began = edit.number

    def recorded(self, row: models.Model) -> None:
        """Take note of a history row, to be sealed at the end."""
        self._rows.append(row)

    def adopts(self, scheme: Scheme) -> None:
        """Seal the whole text of a scheme with this change."""
        self._adopted.append(scheme)

    def erases(self, text: str) -> None:
        """Seal with this change what is left of a sealed text whose words go."""
        self._erased.append(text)

    def close(self) -> None:
        """Seal what was made. Nothing can be saved afterwards."""
        self.is_open = False
        if self.made is None:
            return
        texts = [chain.revision_text(self.made), *map(chain.row_text, self._rows)]
        texts += [*map(chain.scheme_text, self._adopted), *self._erased]
        sealed = [(text, *chain.salted(text)) for text in texts]
        SealedText.objects.bulk_create(
            SealedText(revision=self.made, position=place, text=text, salt=salt, digest=digest)
            for place, (text, salt, digest) in enumerate(sealed)
        )
        digests = [digest for _text, _salt, digest in sealed]
        value = chain.seal_value(self.seal_before, self.made.number, digests)
        Seal.objects.create(revision=self.made, format=chain.FORMAT, value=value)


@receiver(post_create_historical_record, dispatch_uid="note_history_row")
def note_history_row(sender: Any, instance: Kept, history_instance: Any, **kwargs: Any) -> None:
    instance.change.recorded(history_instance)


@contextmanager
def changing(
    journal: Journal,
    *,
    by: Actor,
    needs: str,
    verb: str,
    register: Register | None = None,
    subject: str = "",
    reason: str = "",
    moment: datetime | None = None,
) -> Iterator[Change]:
    """Open one change of a journal: lock, permission, number, moment; and at the end the seal.

    `needs` is a permission in `register`, or `set_up` for the installation. `moment` is an
    aware datetime in the past, for the demonstration and tests alone. Raises NotAllowed,
    Invalid, or GuardsMissing; whatever is raised inside leaves nothing behind.
    """
    with transaction.atomic():
        Journal.objects.select_for_update(no_key=True).get(pk=journal.pk)
        stands = _stands(by, needs, register)
        number, last_moment, seal = _last(journal)
        together = by if isinstance(by, Together) else None
        proposal = together.proposal if together else None
        change = Change(
            draft=Revision(
                journal=journal,
                number=number + 1,
                moment=_moment(moment, last_moment),
                verb=verb,
                subject=cleaned_text("", subject),
                reason=cleaned_text("reason", reason),
                proposed=proposal.revision.number if proposal else None,
                **_who(stands),
            ),
            seal_before=seal,
            together=together,
        )
        yield change
        if proposal:
            change.save(proposal)
        change.close()


def installation() -> Journal:
    """The journal of organisations and people."""
    return Journal.objects.get_or_create(name=Journal.INSTALLATION)[0]


def clean(instance: Kept) -> None:
    """Bring every field of a row to the form in which it is kept.

    Line ends become LF, and no text the empty one. Raises Invalid with a sentence for each
    field that is refused.
    """
    for column in instance.kept_fields():
        value = getattr(instance, column.attname)
        if isinstance(value, str):
            setattr(instance, column.attname, with_line_feeds(value))
        elif value is None and isinstance(column, models.CharField | models.TextField):
            setattr(instance, column.attname, "")
    try:
        instance.clean_fields(exclude={f.name for f in instance._meta.fields if f.is_relation})
    except ValidationError as problem:
        raise Invalid(
            {name: " ".join(told) for name, told in problem.message_dict.items()}
        ) from None


def cleaned_text(name: str, text: str) -> str:
    """A text that is no column of content, brought to the form in which it is kept."""
    text = with_line_feeds(text)
    try:
        check_text(text)
    except ValidationError as problem:
        raise Invalid({name: " ".join(problem.messages)}) from None
    return text


def need_reason(reason: str, name: str = "reason", *, public: bool = False) -> None:
    """Raise Invalid when a reason is wanted and none is given; `public` where the public reads
    it."""
    if is_blank(reason):
        both = _("Say why. Both organisations will read it.")
        raise Invalid({name: _("Say why. The public will read it.") if public else both})


def _stands(by: Actor, needs: str, register: Register | None) -> Standing | None:
    if isinstance(by, SystemAccount):
        return None
    stands = standing(by.person if isinstance(by, Together) else by, register)
    if stands is None or needs not in stands.permissions:
        raise NotAllowed(_("You may not do this. Nothing was changed."))
    return stands


def _who(stands: Standing | None) -> dict[str, Any]:
    if stands is None:
        return {"person_name": "System account"}
    person, organisation = stands.person, stands.organisation
    return {
        "person": person,
        "person_name": person.name,
        "person_title": person.title,
        "person_role": person.role or ("administrator" if person.is_staff else ""),
        "organisation": organisation,
        "organisation_name": organisation.name if organisation else "",
    }


def _last(journal: Journal) -> tuple[int, datetime | None, str]:
    """Number, moment and seal of the last revision, read by a statement of its own after
    the lock: within the lock's statement a waiter would see what was before."""
    last = (
        Revision.objects.filter(journal=journal)
        .order_by("-number")
        .annotate(guards=triggers.standing())
        .values_list("number", "moment", "seal__value", "guards")
        .first()
    )
    if last is None:
        guards = len(triggers.wanted()) - len(triggers.missing())
        number, moment, seal = 0, None, chain.BEGINNING
    else:
        number, moment, seal, guards = last
    if guards < len(triggers.wanted()):
        raise GuardsMissing(
            _(
                "The database has lost the guards of the record, so nothing can be saved. "
                "Reading goes on. Ask the administrator to run “manage.py migrate”."
            )
        )
    return number, moment, seal


def _moment(asked: datetime | None, last: datetime | None) -> datetime:
    """The moment of a new revision: now, or just after the last if the clock has gone back."""
    now = timezone.now()
    if asked is not None:
        if not settings.PAST_MOMENTS:
            raise Refused("A moment may be given only in demonstration mode and in tests.")
        if asked > now or (last is not None and asked <= last):
            raise Refused(f"{asked} is not between the journal's last moment, {last}, and now.")
        return asked
    return now if last is None else max(now, last + timedelta(microseconds=1))


def _merged(instance: Kept, began: int) -> bool:
    """Take over what only others have changed since a revision. False where both have changed
    the same, or where the row came later; then nothing is taken over."""
    names = [field.attname for field in instance.kept_fields()]
    past = type(instance).history.filter(id=instance.pk, revision__number__lte=began)
    base = past.order_by("-revision_id").values(*names).first()
    if base is None:
        return False
    now = {name: instance.loaded[name] for name in names}
    written = {name: getattr(instance, name) for name in names}
    mine = {name: value for name, value in written.items() if value != now[name]}
    found = merge(base, now, mine)
    if found.conflicts:
        return False
    for name, value in found.values.items():
        setattr(instance, name, value)
    return True


def _refuse_stale(last: Revision) -> None:
    who = last.person_name
    if last.organisation_name:
        who = _("%(person)s (%(organisation)s)") % {
            "person": last.person_name,
            "organisation": last.organisation_name,
        }
    raise Stale(
        _("%(who)s changed this after you opened it, in revision %(number)s.")
        % {"who": who, "number": last.number},
        number=last.number,
        who=who,
    )
