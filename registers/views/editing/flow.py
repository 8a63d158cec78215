"""The one course of every editing page: open, check, save, or show again what was typed."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from registers import record
from registers.actions import GuardsMissing, Invalid, NotAllowed, Refused, Stale
from registers.actions.change import Began
from registers.content import Snapshot
from registers.forms.base import EditForm
from registers.marked import is_above_official, up_to_official
from registers.merging import merge
from registers.models import Revision
from registers.presentation.history_page import told
from registers.presentation.words import listed
from registers.snapshot import snapshot
from registers.views import security_log
from registers.views.access import Access
from registers.views.editing import held, proposing, returning, settling
from registers.views.editing.finding import risk_in
from registers.views.editing.once import done_already
from registers.views.editing.proposing import Proposing
from registers.views.editing.returning import Back
from registers.views.presence import opened

#: Refusals are 422 but for these.
STATUS = {NotAllowed: 403, GuardsMissing: 503}
#: How many of the others' revisions a stale form tells of.
TOLD = 10


@dataclass
class Edit:
    """One editing page.

    `values` gives what stood in a snapshot, as the form's initial values, or None where the
    thing was not there. `save` takes the checked form and where the edit began, calls the action
    and returns its revision or None. `after` is the address to go to then. `verb` and `subject`
    are those of the revision, `risk` is the risk that it is about. `done` says, where the action
    refuses to be done twice, whether it has been done. `instead` is where the same form can be
    sent if the thing was retired meanwhile: (button, address). `proposing` is what the page
    proposes to the other owner where the register asks for that, and `said` what is told once it
    was saved. `back` is the walk through a review that led here. `section` is that of the
    navigation.
    """

    form: type[EditForm]
    heading: str
    save: Callable[[Any, Began], Revision | None]
    after: str | Callable[[Revision], str]
    verb: str
    subject: str = ""
    values: Callable[[Snapshot], dict[str, Any] | None] = lambda _snapshot: {}
    about: dict[str, Any] = field(default_factory=dict)
    done: Callable[[Snapshot], bool] = lambda _snapshot: False
    template: str = "registers/edit/page.html"
    button: str = ""
    instead: tuple[str, str] | None = None
    risk: Any = None
    proposing: Proposing | None = None
    said: str = ""
    back: Back | None = None
    section: str = "register"
    page: dict[str, Any] = field(default_factory=dict)


Make = Callable[[Access], Edit]


def respond(request, access: Access, make: Make):
    """The page for GET, the save for POST. `make` makes the Edit from what the register says."""
    make = returning.made(request, make)
    edit = make(access)
    opened = proposing.origin(request, access, edit)
    if request.method != "POST":
        typed = held.offered(request)
        form = _form(request, access, edit, typed=opened.typed if typed is None else typed)
        return page(request, access, edit, form, status=200, is_held=typed is not None)
    if "discard" in request.POST:
        held.let_go(request)
        return redirect(request.get_full_path())
    if "keep" in request.POST and edit.proposing:
        held.let_go(request)
        return proposing.keep(request, access, edit, opened)
    make = proposing.made(request, make, opened)
    return _posted(request, access, make(access), make)


def page(request, access, edit, form, *, status, **more):
    """The editing page with its form; a browser may keep it for its way back."""
    context = access.page(
        edit.section,
        current="true",
        form=form,
        edit=edit,
        risk=edit.risk,
        page_marking=edit.risk.marking if edit.risk else "",
        **proposing.words(access, edit, proposing.origin(request, access, edit)),
        keeps_drafts=_keeps_drafts(access.snapshot, edit.risk),
        up_to_official="|".join(marking.upper() for marking in up_to_official()),
        **opened(request, access, edit.risk, edits=True),
        **edit.page,
        **more,
    )
    response = render(request, edit.template, context, status=status)
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _keeps_drafts(snapshot, risk):
    """Whether what is typed may be kept on the device: not above OFFICIAL, and not where the
    installation says no."""
    markings = (snapshot.marking, risk.marking if risk else "")
    return settings.DRAFTS_ON_DEVICE and not is_above_official(*markings)


def _form(request, access, edit, data=None, began=None, **more):
    """The form over what stood in the register when the edit began, or stands now."""
    initial = edit.values(began or access.snapshot) or {}
    return edit.form(
        data,
        snapshot=access.snapshot,
        person=request.user,
        initial=initial,
        **more,
        **edit.about,
    )


def _posted(request, access, edit, make):
    began = beginning(request, access.register)
    if began is None:
        return _unknown_beginning(request, access, edit)
    if settling.unsettled(edit.form, request.POST):
        return _unsettled(request, access, edit, began)
    standing = _form(request, access, edit, began=began)
    chose = settling.posed(edit.form, request.POST)
    data = settling.settled(standing, request.POST)
    form = _form(request, access, edit, data, began)
    if form.is_idle or (chose and not form.touched):
        return _saved(request, access, edit, None, began.number, None)
    if not form.is_valid():
        return page(request, access, edit, form, status=422)
    if form.content and not form.touched:
        form.add_error(None, _("Nothing here differs from what is kept, so nothing was saved."))
        return page(request, access, edit, form, status=422)
    try:
        revision = edit.save(form, _began(request, access.register, began.number))
    except Stale as stale:
        return _stale(request, access, make, form, stale)
    except Refused as refused:
        return _refused(request, access, make, form, refused, began)
    return _saved(request, access, edit, revision, began.number, _reason(form), form)


def beginning(request, register):
    """What the register said when the edit began; None where the form does not say."""
    number = request.POST.get("began", "")
    if not (number.isdecimal() and len(number) < 10):
        return None
    found = Revision.objects.filter(journal=register.journal_id, number=int(number)).first()
    return snapshot(register, found) if found else None


def _unknown_beginning(request, access, edit):
    data = request.POST.copy()
    data["began"] = str(access.snapshot.number)
    form = _form(request, access, edit, data)
    form.add_error(None, _("This form did not say from where it began. Check it and save again."))
    return page(request, access, edit, form, status=422)


def _saved(request, access, edit, revision, began, reason, form=None):
    """Off to where the change is seen. Pressing Save twice is told as saving once."""
    if revision is None and reason is not None:
        revision = done_already(
            access.register, request.user, began, verb=edit.verb, subject=edit.subject,
            reason=reason,
        )  # fmt: skip
    if revision is None:
        messages.info(request, _("Nothing was changed."), extra_tags="saved")
    else:
        words = edit.said or _("Saved as revision %(number)s.") % {"number": revision.number}
        words = " ".join([words, *_merged(access, edit, revision, form)])
        messages.success(request, words, extra_tags="saved")
    held.let_go(request)
    return HttpResponseRedirect(edit.after(revision) if callable(edit.after) else edit.after)


def _merged(access, edit, revision, form):
    """Which fields of the same thing others had changed meanwhile, where both were merged."""
    if revision.began is None or form is None:
        return
    others = Revision.objects.filter(journal=access.register.journal_id)
    began, before = (
        edit.values(snapshot(access.register, others.get(number=number)))
        for number in (revision.began, revision.number - 1)
    )
    names = [n for n in form.content if began and before and began[n] != before[n]]
    labels = [str(form[name].label) for name in names if name not in form.touched]
    if labels:
        words = _(
            "Others had changed this meanwhile, and both were merged. Theirs are: %(fields)s."
        )
        yield words % {"fields": listed(labels)}


def _reason(form):
    asked = (form.cleaned_data.get(name) for name in ("reason", "why", "reasoning"))
    return next(filter(None, asked), "")


def _refused(request, access, make, form, refused, began):
    if isinstance(refused, NotAllowed):
        security_log.refused(request, STATUS[NotAllowed])
    fresh = replace(access, snapshot=snapshot(access.register))
    edit = make(access)
    if edit.done(fresh.snapshot):
        reason = _reason(form)
        if done_already(
            access.register, request.user, began.number, verb=edit.verb, subject=edit.subject,
            reason=reason,
        ):  # fmt: skip
            return _saved(request, access, edit, None, began.number, reason)
    form.refuse(refused.errors if isinstance(refused, Invalid) else {"": str(refused)})
    more = {}
    if gone := _gone(edit, began, fresh.snapshot):
        if gone == "closed":
            held.hold(request)
        more = {"gone": gone, "entries": told(_since(request, fresh, edit))}
    status = STATUS.get(type(refused), 422)
    return page(request, access, edit, form, status=status, **more)


def _gone(edit, began, now):
    """What became of the thing while its form was open: its risk was `closed`, or it was
    `retired`; empty where nothing did."""
    if edit.risk is None:
        return ""
    was, found = risk_in(began, edit.risk.reference), risk_in(now, edit.risk.reference)
    if was and was.is_open and found and not found.is_open:
        return "closed"
    return "retired" if edit.values(began) is not None and edit.values(now) is None else ""


def _stale(request, access, make, form, stale):
    """What was typed beside what stands there now, to be chosen between knowingly."""
    fresh = replace(access, snapshot=snapshot(access.register))
    edit = make(fresh)
    now = edit.values(fresh.snapshot)
    data = form.data.copy()
    began = form.data["began"]
    data["began"] = str(fresh.snapshot.number)
    names = ()
    if now is not None:
        for name in form.content:
            if name not in form.touched:
                data[name] = form.written(name, now[name])
        names = merge(form.initial, {**form.initial, **now}, form.changes).conflicts
    again = _form(request, fresh, edit, data)
    past = _past(request, access.register)
    return page(
        request, fresh, edit, again,
        status=422,
        stale=stale,
        past=int(began) if past is None else past,
        **_choices(access, edit, again, names, past=began if past is None else past, now=now),
        entries=told(_since(request, fresh, edit, stale)),
    )  # fmt: skip


def _choices(access, edit, form, names, *, past, now):
    """The choices between two texts, and which fields they are about."""
    number = Revision.objects.filter(journal=access.register.journal_id, number=int(past)).first()
    base = edit.values(snapshot(access.register, number)) if number else None
    posed = settling.conflicts(form, names, past=base or {}, now=now, data=form.data)
    return {"conflicts": posed, "posed": {one.name for one in posed}}


def _unsettled(request, access, edit, began):
    """The page again, where Save was pressed before something was chosen in each field."""
    form = _form(request, access, edit, request.POST, began)
    form.add_error(None, _("Choose which text is to stand where you have both changed one."))
    names, past = settling.posed(edit.form, request.POST), _past(request, access.register)
    now = edit.values(began) or {}
    names = [name for name in names if name in now]
    past = began.number if past is None else past
    return page(
        request, access, edit, form,
        status=422, past=past, **_choices(access, edit, form, names, past=past, now=now),
    )  # fmt: skip


def _began(request, register, settled):
    """Where the edit began; the form was opened, or a choice posed, at revision `settled`."""
    past = _past(request, register)
    return Began(settled if past is None else min(past, settled), settled)


def _past(request, register):
    """The revision from which the edit first began, where a choice was posed since; or None."""
    number = request.POST.get("past", "")
    if not (number.isdecimal() and len(number) < 10):
        return None
    found = Revision.objects.filter(journal=register.journal_id, number=int(number))
    return found.values_list("number", flat=True).first()


def _since(request, access, edit, stale=None):
    """The revisions of the others since the form was opened, the newest first."""
    if edit.risk is None:
        return record.entries(access.register, before=stale.number + 1, limit=1)
    began, which = int(request.POST["began"]), record.Which(risk=edit.risk.key)
    return record.entries(access.register, after=began, limit=TOLD, which=which)
