"""The one course of every editing page: open, check, save, or show again what was typed."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from registers import record
from registers.actions import GuardsMissing, Invalid, NotAllowed, Refused, Stale
from registers.content import Snapshot
from registers.forms.base import EditForm
from registers.models import Revision
from registers.presentation.history_page import told
from registers.snapshot import snapshot
from registers.views.access import Access
from registers.views.editing import held
from registers.views.editing.once import done_already

#: Refusals are 422 but for these.
STATUS = {NotAllowed: 403, GuardsMissing: 503}
#: How many of the others' revisions a stale form tells of.
TOLD = 10


@dataclass
class Edit:
    """One editing page.

    `values` gives what stood in a snapshot, as the form's initial values, or None where the
    thing was not there. `save` takes the checked form and the revision from which the edit
    began, calls the action and returns its revision or None. `after` is the address to go to
    then. `verb` and `subject` are those of the revision, `risk` the key of the risk it is about.
    `done` says, where the action refuses to be done twice, whether it has been done.
    """

    form: type[EditForm]
    heading: str
    save: Callable[[Any, int], Revision | None]
    after: str | Callable[[Revision], str]
    verb: str
    subject: str = ""
    values: Callable[[Snapshot], dict[str, Any] | None] = lambda _snapshot: {}
    about: dict[str, Any] = field(default_factory=dict)
    done: Callable[[Snapshot], bool] = lambda _snapshot: False
    template: str = "registers/edit/page.html"
    button: str = ""
    risk: Any = None
    page: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Conflict:
    """A field that both sides changed: what stands there now, and what was typed here."""

    label: str
    now: str
    mine: str


Make = Callable[[Access], Edit]


def respond(request, access: Access, make: Make):
    """The page for GET, the save for POST. `make` makes the Edit from what the register says."""
    edit = make(access)
    if request.method != "POST":
        typed = held.offered(request)
        form = _form(request, access, edit, typed=typed)
        return page(request, access, edit, form, status=200, is_held=typed is not None)
    if "discard" in request.POST:
        held.let_go(request)
        return redirect(request.path)
    return _posted(request, access, edit, make)


def page(request, access, edit, form, *, status, **more):
    """The editing page with its form; a browser may keep it for its way back."""
    context = access.page(
        "register",
        current="true",
        form=form,
        edit=edit,
        risk=edit.risk,
        page_marking=edit.risk.marking if edit.risk else "",
        **edit.page,
        **more,
    )
    response = render(request, edit.template, context, status=status)
    patch_cache_control(response, private=True, no_cache=True)
    return response


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
    form = _form(request, access, edit, request.POST, began)
    if form.is_idle:
        return _saved(request, access, edit, None, began.number, None)
    if not form.is_valid():
        return page(request, access, edit, form, status=422)
    if form.content and not form.touched:
        form.add_error(None, _("Nothing here differs from what is kept, so nothing was saved."))
        return page(request, access, edit, form, status=422)
    try:
        revision = edit.save(form, began.number)
    except Stale as stale:
        return _stale(request, access, make, form, stale)
    except Refused as refused:
        return _refused(request, access, edit, form, refused, began.number)
    return _saved(request, access, edit, revision, began.number, _reason(form))


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


def _saved(request, access, edit, revision, began, reason):
    """Off to where the change is seen. Pressing Save twice is told as saving once."""
    if revision is None and reason is not None:
        revision = done_already(
            access.register, request.user, began, verb=edit.verb, subject=edit.subject,
            reason=reason,
        )  # fmt: skip
    if revision is None:
        messages.info(request, _("Nothing was changed."))
    else:
        words = _("Saved as revision %(number)s.") % {"number": revision.number}
        messages.success(request, words)
    held.let_go(request)
    return HttpResponseRedirect(edit.after(revision) if callable(edit.after) else edit.after)


def _reason(form):
    asked = (form.cleaned_data.get(name) for name in ("reason", "why", "reasoning"))
    return next(filter(None, asked), "")


def _refused(request, access, edit, form, refused, began):
    if edit.done(snapshot(access.register)):
        reason = _reason(form)
        if done_already(
            access.register, request.user, began, verb=edit.verb, subject=edit.subject,
            reason=reason,
        ):  # fmt: skip
            return _saved(request, access, edit, None, began, reason)
    form.refuse(refused.errors if isinstance(refused, Invalid) else {"": str(refused)})
    return page(request, access, edit, form, status=STATUS.get(type(refused), 422))


def _stale(request, access, make, form, stale):
    """What was typed beside what stands there now, to be saved knowingly or not at all."""
    fresh = replace(access, snapshot=snapshot(access.register))
    edit = make(fresh)
    now = edit.values(fresh.snapshot)
    data = request.POST.copy()
    data["began"] = str(fresh.snapshot.number)
    if now is not None:
        for name in form.content:
            if name not in form.touched:
                data[name] = form.written(name, now[name])
    again = _form(request, fresh, edit, data)
    return page(
        request, fresh, edit, again,
        status=422,
        stale=stale,
        conflicts=_conflicts(form, again, now),
        entries=told(_since(request, fresh, edit, stale)),
    )  # fmt: skip


def _conflicts(form, again, now):
    """The fields that both have changed, each with both texts."""
    if now is None:
        return []
    return [
        Conflict(again[name].label, again.said(name, now[name]), again.said(name, mine))
        for name, mine in form.changes.items()
        if now[name] not in (form.initial[name], mine)
    ]


def _since(request, access, edit, stale):
    """The revisions of the others since the form was opened, the newest first."""
    began = int(request.POST["began"])
    if edit.risk is None:
        return record.entries(access.register, before=stale.number + 1, limit=1)
    found = record.entries(access.register, limit=TOLD, which=record.Which(risk=edit.risk.key))
    return [entry for entry in found if entry.number > began]
