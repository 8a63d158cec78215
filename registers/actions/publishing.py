"""Publishing an agreed version, withdrawing it, and holding publication for a time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from registers import chain
from registers.actions.challenges import acting_owner
from registers.actions.change import Change, changing, need_reason
from registers.actions.refusals import Invalid
from registers.agreements import one_owner_publishes
from registers.exchange.document import document, fingerprint
from registers.exchange.published_store import File, Missing, keep, read, take_away
from registers.models import (
    Edition,
    Journal,
    Ownership,
    Publication,
    PublicationConsent,
    PublicationHold,
    PublishedFile,
    Register,
    Revision,
    SignedText,
    User,
)
from registers.permissions import EDIT, SIGN
from registers.snapshot import snapshot

State = Publication.State
#: The longest hold, in days.
LONGEST_HOLD = 366


def ask_publication(
    register: Register,
    version: int,
    *,
    by: User,
    files: Sequence[File],
    shows: str,
    moment: datetime | None = None,
) -> Publication:
    """Put an agreed version forward for publication, as these very files, which each owner's
    approver then reads and agrees to.

    `shows` is the fingerprint of what the files say. Raises Refused: what is not agreed, what no
    longer is what was signed, and what was published once, is not published. What is refused
    leaves no file in the store.
    """
    with changing(
        register.journal,
        by=by,
        needs=EDIT,
        verb="ask publication",
        register=register,
        subject=_("version %(number)s") % {"number": version},
        moment=moment,
    ) as change:
        acting_owner(change, register)
        edition = _edition(register, version)
        _need_first(edition)
        _need_what_was_signed(register, edition, shows)
        publication = Publication(register=register, edition=edition, fingerprint=shows)
        change.save(publication)
        for file in files:
            code = keep(file.raw)
            change.save(
                PublishedFile(
                    register=register,
                    publication=publication,
                    name=file.name,
                    media_type=file.media_type,
                    size=len(file.raw),
                    sha256=code,
                )
            )
    return publication


def consent_to_publication(
    register: Register, publication: int, *, by: User, moment: datetime | None = None
) -> Publication:
    """Agree, for one's organisation, that a version be published; the last owner's word publishes
    it. Raises Refused."""
    with changing(
        register.journal,
        by=by,
        needs=SIGN,
        verb="publish",
        register=register,
        moment=moment,
    ) as change:
        owner = acting_owner(change, register)
        row = _find(register, publication)
        change.about(_("version %(number)s") % {"number": row.edition.number})
        if row.state == State.WITHDRAWN:
            raise Invalid({"": _("This was withdrawn. Nothing was changed.")})
        if row.state == State.PUBLISHED:
            raise Invalid({"": _("This version is published already. Nothing was changed.")})
        if PublicationConsent.objects.filter(publication=row, owner=owner).exists():
            said = _("%(owner)s has agreed already. Nothing was changed.")
            raise Invalid({"": said % {"owner": owner.short_name}})
        _need_no_hold(change, register)
        _need_what_was_signed(register, row.edition, row.fingerprint)
        _need_files(row)
        _consent(change, row, owner)
    return row


def withdraw_publication(
    register: Register,
    publication: int,
    *,
    by: User,
    why: str,
    seen: str | None = None,
    moment: datetime | None = None,
) -> Revision | None:
    """Take a version back from the public, or give up the asking. One owner is enough; what was
    published leaves a page that says so, when and why; of what was given up no file is left.

    `seen` is the state in which whoever asks saw it: what was published meanwhile is not withdrawn
    for good by somebody who meant to give up the asking. Raises Refused.
    """
    with changing(
        register.journal,
        by=by,
        needs=SIGN,
        verb="withdraw publication",
        register=register,
        reason=why,
        moment=moment,
    ) as change:
        acting_owner(change, register)
        row = _find(register, publication)
        change.about(_("version %(number)s") % {"number": row.edition.number})
        if row.state == State.WITHDRAWN:
            raise Invalid({"": _("This is withdrawn already. Nothing was changed.")})
        if seen is not None and seen != row.state:
            said = _(
                "This was published while you had the page open. To withdraw it now is for good: "
                "look again before you do. Nothing was changed."
            )
            raise Invalid({"": said})
        need_reason(why, "why", public=row.published_on is not None)
        write_withdrawal(change, row, why)
        if row.published_on is None:
            gone = list(row.files.values_list("sha256", flat=True))
            transaction.on_commit(lambda: _forget_given_up(register, gone))
    return change.made


def write_withdrawal(change: Change, publication: Publication, why: str) -> None:
    """Withdraw a publication under an open change."""
    publication.state = State.WITHDRAWN
    publication.withdrawn_on = timezone.localdate(change.draft.moment)
    publication.withdrawn_why = why
    publication.removed = publication.published_on is None
    change.save(publication)


def hold_publication(
    register: Register,
    *,
    by: User,
    since: date,
    until: date,
    why: str,
    moment: datetime | None = None,
) -> PublicationHold:
    """Let nothing be published from one day to another, both included, such as before an election.

    What is published stays. Raises Refused.
    """
    need_reason(why, "why")
    with changing(
        register.journal,
        by=by,
        needs=SIGN,
        verb="hold publication",
        register=register,
        reason=why,
        moment=moment,
    ) as change:
        acting_owner(change, register)
        if until < since:
            raise Invalid({"until": _("The last day comes before the first.")})
        if until < timezone.localdate(change.draft.moment):
            raise Invalid({"until": _("This day has passed.")})
        if (until - since).days > LONGEST_HOLD:
            raise Invalid({"until": _("A hold is for a year at most.")})
        change.about(f"{_day(since)} – {_day(until)}")
        hold = PublicationHold(register=register, since=since, until=until, why=why)
        change.save(hold)
    return hold


def lift_hold(
    register: Register, hold: int, *, by: User, reason: str, moment: datetime | None = None
) -> Revision | None:
    """End a hold on publication before its last day. Raises Refused."""
    need_reason(reason)
    with changing(
        register.journal,
        by=by,
        needs=SIGN,
        verb="lift hold",
        register=register,
        reason=reason,
        moment=moment,
    ) as change:
        acting_owner(change, register)
        row = PublicationHold.objects.filter(register=register, pk=hold, removed=False).first()
        if row is None:
            raise Invalid({"": _("There is no such hold any more.")})
        change.about(f"{_day(row.since)} – {_day(row.until)}")
        row.removed = True
        change.save(row)
    return change.made


def withdraw_words(change: Change, register: Register, why: str) -> list[str]:
    """Withdraw every publication that an erasure of words may reach, published or asked for;
    gives the SHA-256 of each file that must go from the store, which no version that stays has.

    A file that packs its words, such as a PDF, cannot be searched: each version whose signed text
    lost words goes, and what came after it, which tells what changed since.
    """
    hit, follows = [], False
    found = Publication.objects.filter(register=register).select_related("revision", "edition")
    for row in found.prefetch_related("files").order_by("edition__number", "pk"):
        lost = SignedText.objects.filter(candidate=row.edition.candidate_id, salt="").exists()
        if lost or follows:
            hit.append(row)
            follows = lost or row.state == State.WITHDRAWN
    for row in hit:
        if row.state != State.WITHDRAWN:
            write_withdrawal(change, row, why)
    gone = {file.sha256 for row in hit for file in row.files.all()}
    return sorted(gone - _given_out(gone))


def _given_out(codes: Collection[str]) -> set[str]:
    """Those of some files that a version which stays gives out too, such as the style sheet."""
    held = PublishedFile.objects.filter(sha256__in=codes)
    return set(held.exclude(publication__state=State.WITHDRAWN).values_list("sha256", flat=True))


def forget_files(codes: Sequence[str]) -> None:
    """Take files out of the store, once what withdrew them is sealed."""
    for code in codes:
        take_away(code)


def _forget_given_up(register: Register, codes: Sequence[str]) -> None:
    """Take the files of what was given up out of the store, but for those that stand elsewhere.

    Under the lock, so that nobody asks anew for the same files meanwhile.
    """
    with transaction.atomic():
        Journal.objects.select_for_update(no_key=True).get(pk=register.journal_id)
        standing = PublishedFile.objects.filter(sha256__in=codes, publication__removed=False)
        forget_files(sorted(set(codes) - set(standing.values_list("sha256", flat=True))))


def _consent(change: Change, publication: Publication, owner: Ownership) -> None:
    """Write an owner's consent, and publish when every owner has given it that must."""
    change.save(
        PublicationConsent(register=publication.register, publication=publication, owner=owner)
    )
    register = Register.objects.get(pk=publication.register_id)
    owners = Ownership.objects.filter(register=register, removed=False)
    given = PublicationConsent.objects.filter(publication=publication)
    asked = set(owners.values_list("pk", flat=True))
    number = publication.edition.candidate.number
    is_enough = register.one_publishes and one_owner_publishes(register, number)
    if is_enough or asked <= set(given.values_list("owner_id", flat=True)):
        publication.state = State.PUBLISHED
        publication.published_on = timezone.localdate(change.draft.moment)
        change.save(publication)


def _edition(register: Register, version: int) -> Edition:
    found = Edition.objects.filter(register=register, number=version)
    row = found.select_related("candidate").first()
    if row is None:
        raise Invalid({"": _("There is no agreed version of this number: agree it first.")})
    return row


def _find(register: Register, key: int) -> Publication:
    found = Publication.objects.filter(register=register, pk=key)
    row = found.select_related("revision", "edition__candidate", "register").first()
    if row is None:
        raise Invalid({"": _("There is no such publication here.")})
    return row


def _need_first(edition: Edition) -> None:
    """Refuse what was asked for or published once: an address never changes what it says."""
    for row in Publication.objects.filter(edition=edition, removed=False):
        words = {"number": edition.number}
        if row.state == State.ASKED:
            raise Invalid({"": _("Version %(number)s waits for the other owners.") % words})
        if row.state == State.PUBLISHED:
            raise Invalid({"": _("Version %(number)s is published already.") % words})
        said = _(
            "Version %(number)s was withdrawn, and its address says so for good: "
            "agree another version."
        )
        raise Invalid({"": said % words})


def _need_no_hold(change: Change, register: Register) -> None:
    day = timezone.localdate(change.draft.moment)
    found = PublicationHold.objects.filter(
        register=register, removed=False, since__lte=day, until__gte=day
    ).order_by("-until")
    if held := found.first():
        said = _("Nothing is published until %(day)s: %(why)s")
        raise Invalid({"": said % {"day": _day(held.until), "why": held.why}})


def _need_what_was_signed(register: Register, edition: Edition, shows: str) -> None:
    """Refuse unless the version is to the letter what was signed, may be public, and the files
    say what the public may read of it."""
    number = edition.candidate.number
    revision = Revision.objects.get(journal=register.journal_id, number=number)
    signed = snapshot(register, at=revision)
    kept = SignedText.objects.get(candidate=edition.candidate_id)
    if (
        chain.canonical_text(document(signed)) != kept.text
        or chain.digest(kept.salt, kept.text) != edition.fingerprint
    ):
        said = _("Version %(number)s is no longer what was signed. It cannot be published.")
        raise Invalid({"": said % {"number": edition.number}})
    if not signed.is_public:
        said = _(
            "Version %(number)s says of itself that it may not be published: change that at the "
            "head of the register, and agree a version that says so."
        )
        raise Invalid({"": said % {"number": edition.number}})
    if fingerprint(signed.public()) != shows:
        raise Invalid({"": _("These files are not of this version. Make them anew.")})


def _need_files(publication: Publication) -> None:
    for code in publication.files.values_list("sha256", flat=True):
        try:
            read(code)
        except Missing as problem:
            said = _("%(problem)s Withdraw this, and ask anew.")
            raise Invalid({"": said % {"problem": problem}}) from None


def _day(day: date) -> str:
    return date_format(day, "j F Y")
