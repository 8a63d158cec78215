"""Taking words out of a register and out of all its record, when every owner has agreed."""

from __future__ import annotations

import json
from datetime import datetime

from django.db import models, transaction
from django.dispatch import Signal
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from registers import chain, erasing
from registers.actions.change import Change, changing, cleaned_text, need_reason
from registers.actions.publishing import forget_files, withdraw_words
from registers.actions.refusals import Invalid, NotAllowed
from registers.chain import canonical_text
from registers.models import (
    Erasure,
    ErasureConfirmation,
    Ownership,
    ProposalDraft,
    Register,
    Revision,
    SealedText,
    SignedText,
    User,
)
from registers.permissions import SIGN

#: Words shorter than this stand in too many places that nobody means.
FEWEST, MOST = 3, 2000

#: Sent with `register` when words have gone, so that files made earlier go too.
words_erased = Signal()


def ask_erasure(
    register: Register,
    *,
    by: User,
    words: str,
    ground: str,
    why: str,
    moment: datetime | None = None,
) -> Erasure:
    """Ask, as an approver of an owner, that words go wherever they stand, now and in the past.

    `ground` is a short name of the law or the reason, such as "personal data". The asking
    counts as that owner's confirmation. Raises Refused.
    """
    words = cleaned_text("words", words)
    with changing(
        register.journal,
        by=by,
        needs=SIGN,
        verb="ask erasure",
        register=register,
        reason=why,
        moment=moment,
    ) as change:
        need_reason(why, "why")
        need_reason(ground, "ground")
        _need_words(change, register, words, ground, why)
        erasure = Erasure(
            register=register,
            ground=ground.strip(),
            why=why,
            words=words,
            words_as_sealed=erasing.as_sealed(words),
        )
        change.about(erasure.ground)
        _confirm(change, register, erasure)
    return erasure


def confirm_erasure(
    register: Register, erasure: int, *, by: User, moment: datetime | None = None
) -> Erasure:
    """Confirm an erasure as an approver of another owner; the last confirmation carries it out.

    Raises Refused.
    """
    with changing(
        register.journal,
        by=by,
        needs=SIGN,
        verb="confirm erasure",
        register=register,
        moment=moment,
    ) as change:
        found = _waiting(register, erasure)
        change.about(found.ground)
        _confirm(change, register, found)
    return found


def give_up_erasure(
    register: Register, erasure: int, *, by: User, why: str, moment: datetime | None = None
) -> Erasure:
    """Give up an erasure that waits; the request forgets the words. Raises Refused."""
    with changing(
        register.journal,
        by=by,
        needs=SIGN,
        verb="give up erasure",
        register=register,
        reason=why,
        moment=moment,
    ) as change:
        need_reason(why, "why")
        found = _waiting(register, erasure)
        change.about(found.ground)
        found.state, found.words, found.words_as_sealed = Erasure.State.GIVEN_UP, "", ""
        change.save(found)
    return found


def _need_words(change: Change, register: Register, words: str, ground: str, why: str) -> None:
    if len(words.strip()) < FEWEST or len(words) > MOST:
        raise Invalid(
            {
                "words": _("Give from %(fewest)s to %(most)s characters of what must go.")
                % {"fewest": FEWEST, "most": MOST}
            }
        )
    for name, text in (("ground", ground), ("why", why)):
        if words in text:
            raise Invalid({name: _("Do not repeat here the words that must go.")})
    if words in _mark(change, register, ground) or words in erasing.BARE_MARK:
        raise Invalid({"words": _("These words are part of the mark that would replace them.")})
    if erasing.in_a_scheme(register, words):
        raise Invalid({"words": _("The words stand in a scheme, which cannot be altered.")})
    if not erasing.places(register, words):
        raise Invalid({"words": _("These words stand nowhere in this register or its record.")})


def _waiting(register: Register, key: int) -> Erasure:
    found = Erasure.objects.filter(register=register, pk=key).first()
    if found is None or found.state != Erasure.State.ASKED:
        raise Invalid({"": _("This erasure does not wait for anybody any more.")})
    return found


def _confirm(change: Change, register: Register, erasure: Erasure) -> None:
    """Record the word of the person's organisation, and carry out what every owner wants."""
    owner = Ownership.objects.filter(
        register=register, organisation=change.draft.organisation, removed=False
    ).first()
    if owner is None:
        raise NotAllowed(_("You may not do this. Nothing was changed."))
    confirmed = {one.owner_id for one in ErasureConfirmation.objects.filter(erasure=erasure.pk)}
    if owner.pk in confirmed:
        raise Invalid({"": _("Your organisation has confirmed this already.")})
    owners = Ownership.objects.filter(register=register, removed=False)
    is_last = {one.pk for one in owners} <= confirmed | {owner.pk}
    if is_last:
        change.draft.verb, change.draft.reason = "erase", erasure.why
        erasure.mark = _mark(change, register, erasure.ground)
        erasure.state = Erasure.State.DONE
    change.save(erasure)
    change.save(ErasureConfirmation(register=register, erasure=erasure, owner=owner))
    if is_last:
        _carry_out(change, register, erasure)


def _carry_out(change: Change, register: Register, erasure: Erasure) -> None:
    """Blank the words in the sealed texts, the history, the revisions and the live rows."""
    _blank_sealed(change, register, erasure)
    _blank_signed(change, register, erasure)
    said = _("Words had to be taken out by law: %(ground)s") % {"ground": erasure.ground}
    gone = withdraw_words(change, register, said)
    for model in erasing.tables():
        _blank_past(model, register, erasure)
    _blank_revisions(register, erasure)
    for model in erasing.tables():
        _blank_live(change, model, register, erasure)
    _blank_drafts(register, erasure)
    erasure.words = erasure.words_as_sealed = ""
    erasure.save(update_fields=["words", "words_as_sealed"])
    register.erasures = Register.objects.values_list("erasures", flat=True).get(pk=register.pk) + 1
    register.save(update_fields=["erasures"])
    transaction.on_commit(lambda: forget_files(gone))
    transaction.on_commit(lambda: words_erased.send(Register, register=register))


def _blank_sealed(change: Change, register: Register, erasure: Erasure) -> None:
    """Take text and salt of each sealed text that holds the words, and seal with this change
    what is left of it, with the place or places that it stands for."""
    for text in erasing.sealed(register, erasure.words):
        body = json.loads(text.text)
        rooms = erasing.columns_of(body["table"], body["row"])
        if rooms is None:
            raise Invalid({"": _("The words stand in a scheme, which cannot be altered.")})
        for name in rooms:
            if erasure.words in (body["row"][name] or ""):
                body["row"][name] = erasing.without(
                    body["row"][name], erasure.words, erasure.mark, rooms[name]
                )
        place = [text.revision.number, text.position]
        body["erases"] = [*body.get("erases", []), place]
        change.erases(canonical_text(body))
        SealedText.objects.filter(pk=text.pk).update(text="", salt="")


def _blank_signed(change: Change, register: Register, erasure: Erasure) -> None:
    """Put the mark in the place of the words in each signed text, take its salt, and seal with
    this change what is left of it."""
    for kept in erasing.signed(register, erasure.words):
        left = erasing.signed_without(kept.text, erasure.words, erasure.mark)
        change.erases(chain.left_of_signed(kept.pk, kept.revision_id, left))
        SignedText.objects.filter(pk=kept.pk).update(text=left, salt="")


def _blank_past(model: type, register: Register, erasure: Erasure) -> None:
    past = model.history.filter(**erasing.of_register(model, register))  # type: ignore[attr-defined]
    columns = erasing.text_columns(model)
    for row in erasing.holding(past, columns, erasure.words):
        type(row)._base_manager.filter(pk=row.pk).update(**_left(row, columns, erasure))


def _blank_revisions(register: Register, erasure: Erasure) -> None:
    columns = erasing.text_columns(Revision)
    revisions = register.journal.revisions.all()
    for revision in erasing.holding(revisions, columns, erasure.words):
        left = _left(revision, columns, erasure)
        Revision.objects.filter(pk=revision.pk).update(**left)


def _blank_live(change: Change, model: type, register: Register, erasure: Erasure) -> None:
    live = model.objects.filter(**erasing.of_register(model, register))  # type: ignore[attr-defined]
    columns = erasing.text_columns(model)
    for row in erasing.holding(live, columns, erasure.words):
        for name, text in _left(row, columns, erasure).items():
            setattr(row, name, text)
        change.save(row)


def _blank_drafts(register: Register, erasure: Erasure) -> None:
    """Take the words out of what either side keeps to itself. It is no part of the record."""
    for draft in ProposalDraft.objects.filter(register=register):
        draft.typed = {
            name: erasing.without(text, erasure.words, erasure.mark, None)
            if erasure.words in text
            else text
            for name, text in draft.typed.items()
        }
        draft.save()


def _left(row: models.Model, columns: list[models.Field], erasure: Erasure) -> dict[str, str]:
    """The columns of a row that held the words, as they are without them."""
    return {
        column.attname: erasing.without(text, erasure.words, erasure.mark, column.max_length)
        for column in columns
        if erasure.words in (text := getattr(row, column.attname))
    }


def _mark(change: Change, register: Register, ground: str) -> str:
    """What stands where the words stood: the day, the ground and who agreed."""
    owners = Ownership.objects.filter(register=register, removed=False).order_by("position")
    names = [owner.short_name for owner in owners]
    who = _(" and ").join(filter(None, [", ".join(names[:-1]), names[-1]]))
    day = date_format(timezone.localtime(change.draft.moment), "j F Y")
    return _("[erased on %(day)s by %(who)s: %(ground)s]") % {
        "day": day,
        "who": who,
        "ground": ground.strip(),
    }
