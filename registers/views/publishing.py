"""Publishing an agreed version: what the public will see, the files, and the owners' consent."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from registers import published
from registers.actions import (
    GuardsMissing,
    Invalid,
    NotAllowed,
    Refused,
    ask_publication,
    consent_to_publication,
    hold_publication,
    lift_hold,
    revise_register,
    withdraw_publication,
)
from registers.chain import in_fours
from registers.exchange.paper.wording import withheld
from registers.exchange.pdf_queue import ready
from registers.exchange.public_page import PAGE, all_files
from registers.exchange.public_page import render as public_page
from registers.exchange.published_store import Missing, given
from registers.exchange.publishing import NoSuchVersion, published_before, version, wanted
from registers.forms.publishing import HoldForm, LiftForm, RulesForm, WithdrawForm
from registers.models import Publication, PublicationHold, PublishedFile
from registers.permissions import EDIT, SIGN
from registers.presentation import publishing_page
from registers.presentation.publishing_compared import compare
from registers.views import pdf, security_log
from registers.views.access import for_register
from registers.views.published import STYLE_ADDRESS
from registers.views.record import for_owner

#: What each button of the page asks for, and the permission that it needs.
DEEDS = {"ask": EDIT, "consent": SIGN, "withdraw": SIGN}
#: Those of the page of all versions.
OF_ALL = {"rules": EDIT, "lift": SIGN}
State = Publication.State


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def choose(request, slug):
    """Every agreed version and whether it is published; the rules, and the holds."""
    access = for_owner(request, slug)
    if request.method != "POST":
        return _choosing(request, access)
    deed = next((name for name in OF_ALL if name in request.POST), "rules")
    _need(request, access, OF_ALL[deed])
    return {"rules": _rule, "lift": _lift}[deed](request, access)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def hold(request, slug):
    """A time in which nothing is published."""
    access = for_register(request, slug, SIGN)
    form = HoldForm(request.POST or None, snapshot=access.snapshot, person=request.user)
    if request.method != "POST":
        return render(request, "registers/publication_hold.html", _about(access, form=form))
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("since", "until", "why")}
        try:
            hold_publication(access.register, by=request.user, **told)
        except Refused as refused:
            _refuse(request, form, refused)
        else:
            security_log.done(request, "publication held")
            messages.success(request, _("Publication is held."))
            return redirect("publications", slug)
    context = _about(access, form=form)
    return render(request, "registers/publication_hold.html", context, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def publish(request, slug, version):
    access = for_owner(request, slug)
    of = _version(access, version)
    if request.method != "POST":
        return _page(request, access, of)
    deed = next((name for name in DEEDS if name in request.POST), "consent")
    _need(request, access, DEEDS[deed])
    return {"ask": _ask, "consent": _consent, "withdraw": _withdraw}[deed](request, access, of)


@require_safe
@login_required
def page(request, slug, version):
    """The page exactly as the public will read it."""
    access = for_owner(request, slug)
    of = _version(access, version)
    publication = _publication(access, version)
    if not publication:
        return HttpResponse(public_page(of, (), preview=STYLE_ADDRESS))
    answer = _stored(get_object_or_404(publication.files, name=PAGE))
    if publication.state == State.ASKED:
        answer.content = _with_own_files(answer.content, access, version, publication)
    return answer


def _with_own_files(page, access, version, publication):
    """A page that waits, with the addresses at which its owners get its files: the public ones do
    not exist yet, that of its style sheet neither."""
    for name in publication.files.values_list("name", flat=True):
        where = (access.snapshot.slug, version, name)
        public, own = reverse("published_file", args=where), reverse("publish_file", args=where)
        page = page.replace(f'href="{public}"'.encode(), f'href="{own}"'.encode())
    return page


@require_safe
@login_required
def file(request, slug, version, name):
    """A file exactly as the public will get it."""
    access = for_owner(request, slug)
    return _stored(
        get_object_or_404(
            PublishedFile.objects.order_by("-publication"),
            publication__register=access.register,
            publication__edition__number=version,
            publication__state__in=(State.ASKED, State.PUBLISHED),
            name=name,
        )
    )


def _stored(held):
    try:
        raw = given(held.sha256)
    except Missing:
        raise Http404 from None
    answer = HttpResponse(raw, content_type=held.media_type)
    answer["Cache-Control"] = "private, no-store"
    if not held.media_type.startswith("text/"):
        answer["Content-Disposition"] = f'attachment; filename="{held.name}"'
    return answer


def _ask(request, access, of):
    """Make the files, or say how far the PDF is, and put the version forward."""
    found = ready(wanted(of), again="again" in request.POST)
    if not isinstance(found, bytes):
        sentence = getattr(found, "sentence", "") or pdf.words(found)
        messages.info(
            request,
            _("The PDF comes first. %(said)s Then press “Make the files” again.")
            % {"said": sentence},
        )
        return _here(access, of)
    try:
        ask_publication(
            access.register,
            of.agreed.version,
            by=request.user,
            files=all_files(of, found),
            shows=of.fingerprint,
        )
    except Refused as refused:
        return _refused(request, access, of, refused)
    security_log.done(request, "publication asked", fingerprint=of.fingerprint)
    messages.success(request, _("The files are made. They wait for the consent of the owners."))
    return _here(access, of)


def _consent(request, access, of):
    publication = _publication(access, of.agreed.version)
    if publication is None:
        nothing = Invalid({"": _("Nothing is put forward for publication.")})
        return _refused(request, access, of, nothing)
    if request.POST.get("consent") != str(publication.pk):
        other = _("These files were made anew after you opened this page: read them again.")
        return _refused(request, access, of, Invalid({"": other}))
    try:
        given_for = consent_to_publication(access.register, publication.pk, by=request.user)
    except Refused as refused:
        return _refused(request, access, of, refused)
    published.forget(access.snapshot.slug)
    if given_for.state == State.PUBLISHED:
        security_log.done(request, "published", fingerprint=given_for.fingerprint)
        messages.success(request, _("Published."))
    else:
        security_log.done(request, "publication consented", fingerprint=given_for.fingerprint)
        messages.success(request, _("Agreed. It waits for the other owners."))
    return _here(access, of)


def _withdraw(request, access, of):
    publication = _publication(access, of.agreed.version)
    if publication is None:
        nothing = Invalid({"": _("Nothing is published of this version.")})
        return _refused(request, access, of, nothing)
    form = _withdrawing(request, access, publication, request.POST)
    if not form.is_valid():
        return _page(request, access, of, form=form, status=422)
    told = {"why": form.cleaned_data["why"], "seen": request.POST["withdraw"]}
    try:
        withdraw_publication(access.register, publication.pk, by=request.user, **told)
    except Refused as refused:
        return _refused(request, access, of, refused)
    published.forget(access.snapshot.slug)
    security_log.done(request, "publication withdrawn", fingerprint=publication.fingerprint)
    messages.success(request, _("Withdrawn."))
    return _here(access, of)


def _withdrawing(request, access, publication, data=None):
    is_public = publication is not None and publication.state == State.PUBLISHED
    about = {"snapshot": access.snapshot, "person": request.user, "is_public": is_public}
    return WithdrawForm(data, **about)


def _rule(request, access):
    form = RulesForm(request.POST, snapshot=access.snapshot, person=request.user)
    if not form.is_valid():
        return _choosing(request, access, rules=form, status=422)
    told = {name: form.cleaned_data[name] for name in ("is_public", "one_publishes", "reason")}
    try:
        revise_register(access.register, by=request.user, **told)
    except Refused as refused:
        return _choosing(request, access, rules=form, status=_refuse(request, form, refused))
    messages.success(request, _("Saved."))
    return redirect("publications", access.snapshot.slug)


def _lift(request, access):
    form = LiftForm(request.POST, snapshot=access.snapshot, person=request.user)
    key = request.POST["lift"]
    if not form.is_valid() or not (key.isdecimal() and len(key) < 18):
        return _choosing(request, access, lifting=form, status=422)
    try:
        lift_hold(access.register, int(key), by=request.user, reason=form.cleaned_data["reason"])
    except Refused as refused:
        return _choosing(request, access, lifting=form, status=_refuse(request, form, refused))
    security_log.done(request, "publication hold lifted")
    messages.success(request, _("The hold is lifted."))
    return redirect("publications", access.snapshot.slug)


def _need(request, access, permission):
    if permission not in access.permissions:
        security_log.refused(request, 403)
        raise PermissionDenied


def _refuse(request, form, refused):
    """Say in a form why it was refused, and in the security log that it was; gives the status."""
    status = {NotAllowed: 403, GuardsMissing: 503}.get(type(refused), 422)
    security_log.refused(request, status)
    form.refuse(refused.errors if isinstance(refused, Invalid) else {"": str(refused)})
    return status


def _refused(request, access, of, refused, form=None):
    status = {NotAllowed: 403, GuardsMissing: 503}.get(type(refused), 422)
    security_log.refused(request, status)
    said = refused.errors if isinstance(refused, Invalid) else {"": str(refused)}
    return _page(request, access, of, form=form, problems=list(said.values()), status=status)


def _version(access, number):
    try:
        return version(access.register, number)
    except NoSuchVersion:
        raise Http404 from None


def _publication(access, number):
    """What stands of a version: asked for or published; or else the last that was withdrawn."""
    found = Publication.objects.filter(register=access.register, edition__number=number)
    rows = list(found.select_related("edition").order_by("pk"))
    return next((row for row in rows if row.state != State.WITHDRAWN), None)


def _here(access, of):
    return HttpResponseRedirect(reverse("publish", args=(access.snapshot.slug, of.agreed.version)))


def _about(access, **values):
    return access.page("reviews", current="true", **values)


def _choosing(request, access, *, rules=None, lifting=None, status=200):
    row = access.register
    first = {"is_public": access.snapshot.is_public, "one_publishes": row.one_publishes}
    forms = {"snapshot": access.snapshot, "person": request.user}
    lines = publishing_page.lines(row)
    context = _about(
        access,
        lines=lines,
        any_public=any(line.on for line in lines),
        holds=PublicationHold.objects.filter(
            register=row, removed=False, until__gte=timezone.localdate()
        ).order_by("since"),
        rules=rules or RulesForm(initial=first, **forms),
        lifting=lifting or LiftForm(**forms),
        may_edit=EDIT in access.permissions,
        may_sign=SIGN in access.permissions,
    )
    return render(request, "registers/publications.html", context, status=status)


def _page(request, access, of, *, form=None, problems=(), status=200):
    publication = _publication(access, of.agreed.version)
    shown = publishing_page.state(access.register, of.agreed.version, publication)
    context = _about(
        access,
        of=of,
        agreed=of.agreed,
        shown=shown,
        publication=publication,
        problems=problems,
        compared=compare(of.now, of.shown),
        counted=withheld(of.shown),
        warnings=publishing_page.warnings(of.now, published_before(access.register, of)),
        content=in_fours(of.fingerprint),
        signed=in_fours(of.agreed.fingerprint),
        form=form or _withdrawing(request, access, publication),
        may_ask=EDIT in access.permissions and shown.can_be_asked,
        may_consent=(
            SIGN in access.permissions
            and shown.waits
            and access.organisation not in shown.consented
        ),
        may_withdraw=SIGN in access.permissions and (shown.waits or shown.is_public),
    )
    return render(request, "registers/publish.html", context, status=status)
