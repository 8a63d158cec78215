"""Setting a register up, and changing what stands at its head."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from registers.actions.change import Beginning, Change, changing, need_reason
from registers.actions.finding import find_owner, find_post
from registers.actions.refusals import ByProposal, Invalid
from registers.models import (
    Assessment,
    Challenge,
    Journal,
    Organisation,
    Ownership,
    Post,
    ReadingRight,
    Register,
    Revision,
)
from registers.models import ByProposal as Rule
from registers.permissions import EDIT, SET_UP, SIGN, Actor
from scoring.models import Scheme

REVISABLE = frozenset(
    {"title", "introduction", "marking", "notice", "appetite", "is_public", "one_publishes"}
)
#: What a register can be set up with.
HEAD = REVISABLE | {"by_proposal"}


def create_register(
    *,
    by: Actor,
    slug: str,
    title: str,
    owners: Sequence[tuple[Organisation, str, str]],
    scheme: Scheme,
    reason: str,
    moment: datetime | None = None,
    **head: Any,
) -> Register:
    """Set up a register owned by two or more organisations, each with its name and its
    short name in this register. `head` are fields of `revise_register`. Raises Refused."""
    with setting_up(by=by, slug=slug, reason=reason, moment=moment) as change:
        return write_register(change, slug=slug, title=title, owners=owners, scheme=scheme, **head)


@contextmanager
def setting_up(
    *, by: Actor, slug: str, reason: str, moment: datetime | None = None
) -> Iterator[Change]:
    """Open the first change of a new register, in a journal of its own.

    Only an administrator or the system account may. Raises Invalid when there is a register
    under this address already.
    """
    need_reason(reason)
    _need_address(slug)
    with transaction.atomic():
        # Of two at once the second waits here, and then finds the register of the first.
        journal, _made = Journal.objects.get_or_create(name=f"register {slug}")
        if Register.objects.filter(slug=slug).exists():
            raise Invalid({"slug": _("There is a register “%(slug)s” already.") % {"slug": slug}})
        with changing(
            journal, by=by, needs=SET_UP, verb="set up", subject=slug, reason=reason, moment=moment
        ) as change:
            yield change


def _need_address(slug: str) -> None:
    try:
        Register._meta.get_field("slug").clean(slug, None)
    except ValidationError as problem:
        raise Invalid({"slug": " ".join(problem.messages)}) from None


def write_register(
    change: Change,
    *,
    slug: str,
    title: str,
    owners: Sequence[tuple[Organisation, str, str]],
    scheme: Scheme,
    **head: Any,
) -> Register:
    """Write a register's head and its owners under an open change."""
    if unknown := head.keys() - HEAD:
        raise TypeError(f"A register has no field {min(unknown)}.")
    head["by_proposal"] = rules(head.get("by_proposal", ()))
    if len({organisation.pk for organisation, _name, _short in owners}) < 2:
        raise Invalid({"owners": _("A register is owned by two or more organisations.")})
    for names in zip(*((owner.pk, short_name) for owner, _name, short_name in owners), strict=True):
        if len(set(names)) < len(names):
            raise Invalid(
                {"owners": _("Each owner stands here once, with a short name of its own.")}
            )
    register = Register(journal=change.draft.journal, slug=slug, title=title, scheme=scheme, **head)
    change.save(register)
    change.adopts(scheme)
    for position, (organisation, name, short_name) in enumerate(owners, start=1):
        change.save(
            Ownership(
                register=register,
                organisation=organisation,
                position=position,
                name=name,
                short_name=short_name,
            )
        )
    return register


def revise_register(
    register: Register,
    *,
    by: Actor,
    reason: str,
    began: Beginning | None = None,
    moment: datetime | None = None,
    **fields: Any,
) -> Revision | None:
    """Change the title, introduction, marking, notice, appetite or whether it may be public."""
    if unknown := fields.keys() - REVISABLE:
        raise TypeError(f"A register has no field {min(unknown)} to revise.")
    need_reason(reason)
    with changing(
        register.journal,
        by=by,
        needs=EDIT,
        verb="revise register",
        register=register,
        subject=register.slug,
        reason=reason,
        moment=moment,
    ) as change:
        fresh = Register.objects.select_related("revision").get(pk=register.pk)
        for name, value in fields.items():
            setattr(fresh, name, value)
        change.save(fresh, began=began, merges=True)
    return change.made


def choose_proposals(
    register: Register,
    *,
    by: Actor,
    acts: Collection[str],
    reason: str,
    began: Beginning | None = None,
    moment: datetime | None = None,
) -> Revision | None:
    """Choose what the owners change by proposal only (`ByProposal`), as an approver of one.

    Where something is so already, the choice itself is changed by proposal: neither owner alone
    takes away what both go by. Raises Refused.
    """
    need_reason(reason)
    with changing(
        register.journal,
        by=by,
        needs=SIGN,
        verb="choose proposals",
        register=register,
        subject=register.slug,
        reason=reason,
        moment=moment,
    ) as change:
        fresh = Register.objects.select_related("revision").get(pk=register.pk)
        was, fresh.by_proposal = fresh.by_proposal, rules(acts)
        if change.save(fresh, began=began, merges=True) and was and change.together is None:
            raise ByProposal(
                _(
                    "This register is changed by proposal, and so is the choice of what is. "
                    "Propose it to the other owner. Nothing was changed."
                )
            )
    return change.made


def rules(acts: Collection[str]) -> str:
    """What is changed by proposal, as it is kept. Raises Invalid for a word that is none of it."""
    if unknown := sorted(set(acts) - set(Rule.values)):
        words = _("“%(act)s” is nothing that is changed by proposal.") % {"act": unknown[0]}
        raise Invalid({"acts": words})
    return " ".join(rule for rule in Rule.values if rule in acts)


def grant_reading(
    register: Register,
    organisation: Organisation,
    *,
    by: Actor,
    reason: str,
    moment: datetime | None = None,
) -> Revision | None:
    """Let an organisation read a register that it does not own."""
    need_reason(reason)
    with changing(
        register.journal,
        by=by,
        needs=EDIT,
        verb="grant reading",
        register=register,
        subject=organisation.short_name,
        reason=reason,
        moment=moment,
    ) as change:
        rights = {"register": register, "organisation": organisation}
        if not ReadingRight.objects.filter(**rights, removed=False).exists():
            change.save(ReadingRight(**rights))
    return change.made


def withdraw_reading(
    register: Register,
    organisation: Organisation,
    *,
    by: Actor,
    reason: str,
    moment: datetime | None = None,
) -> Revision | None:
    """Take an organisation's right to read away."""
    need_reason(reason)
    with changing(
        register.journal,
        by=by,
        needs=EDIT,
        verb="withdraw reading",
        register=register,
        subject=organisation.short_name,
        reason=reason,
        moment=moment,
    ) as change:
        rights = {"register": register, "organisation": organisation, "removed": False}
        for right in ReadingRight.objects.filter(**rights):
            right.removed = True
            change.save(right)
    return change.made


def add_post(
    register: Register,
    *,
    by: Actor,
    title: str,
    owner: str | None = None,
    reason: str = "",
    moment: datetime | None = None,
) -> Revision | None:
    """Add a post that can answer for risks and controls; `owner` is an owner's short name."""
    with changing(
        register.journal,
        by=by,
        needs=EDIT,
        verb="add post",
        register=register,
        subject=title[:200],
        reason=reason,
        moment=moment,
    ) as change:
        _need_free_title(register, title)
        change.save(
            Post(register=register, title=title, owner=find_owner(register, owner, "owner"))
        )
    return change.made


def revise_post(
    register: Register,
    title: str,
    *,
    by: Actor,
    reason: str,
    new_title: str,
    moment: datetime | None = None,
) -> Revision | None:
    """Rename a post; everything that it answers for stays with it."""
    need_reason(reason)
    with changing(
        register.journal,
        by=by,
        needs=EDIT,
        verb="revise post",
        register=register,
        subject=title[:200],
        reason=reason,
        moment=moment,
    ) as change:
        post = find_post(register, title, "title")
        if post is None:
            raise Invalid({"title": _("Say which post.")})
        if new_title != title:
            _need_free_title(register, new_title, "new_title")
        post.title = new_title
        change.save(post)
    return change.made


def adopt_scheme(
    register: Register,
    scheme: Scheme,
    *,
    by: Actor,
    reason: str,
    likelihood_map: Mapping[int, int],
    impact_map: Mapping[int, int],
    moment: datetime | None = None,
) -> Revision | None:
    """Let another scheme succeed the one in force, and carry every score over.

    The maps give the new level of each old one, on each axis. Raises Invalid when a level
    that is in use is left out, or when a new one is not in the scheme.
    """
    need_reason(reason)
    with changing(
        register.journal,
        by=by,
        needs=EDIT,
        verb="adopt scheme",
        register=register,
        subject=scheme.name,
        reason=reason,
        moment=moment,
    ) as change:
        fresh = Register.objects.get(pk=register.pk)
        if fresh.scheme_id == scheme.pk:
            raise Invalid({"scheme": _("This scheme is in force already.")})
        fresh.scheme = scheme
        change.save(fresh)
        change.adopts(scheme)
        for row in _scored(register):
            row.likelihood = _mapped("likelihood", likelihood_map, row.likelihood)
            row.impact = _mapped("impact", impact_map, row.impact)
            if not scheme.holds(row.likelihood, row.impact):
                raise Invalid({"": _("The map leads to a level that the new scheme has not.")})
            change.save(row)
    return change.made


def _scored(register: Register) -> Iterator[Any]:
    """What stands on the matrix: scores, and the ratings that owners hold against them."""
    yield from Assessment.objects.filter(register=register, removed=False)
    yield from Challenge.objects.filter(
        register=register, about__in=Challenge.RATINGS, state__in=Challenge.LIVE, removed=False
    )


def _mapped(axis: str, levels: Mapping[int, int], level: int) -> int:
    if level not in levels:
        raise Invalid(
            {
                f"{axis}_map": _(
                    "Level %(level)s of %(axis)s is in use: say which level it becomes."
                )
                % {"level": level, "axis": axis}
            }
        )
    return levels[level]


def _need_free_title(register: Register, title: str, field: str = "title") -> None:
    if Post.objects.filter(register=register, title=title, removed=False).exists():
        raise Invalid({field: _("There is a post “%(title)s” already.") % {"title": title}})
