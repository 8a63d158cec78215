"""The posts of a register and who holds them."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registers.actions import hold_post
from registers.forms.work import HoldForm
from registers.models import Role, User
from registers.permissions import holders
from registers.presentation.posts_page import post_rows
from registers.views.editing.flow import Edit, respond
from registers.views.editing.gate import editing
from registers.views.record import for_owner


@require_safe
@login_required
def posts(request, slug):
    access = for_owner(request, slug)
    rows = post_rows(access.snapshot, holders(access.register, access.today))
    approvers = _people(access).filter(role=Role.APPROVER)
    approved = set(approvers.values_list("organisation", flat=True))
    context = access.page(
        "register",
        current="true",
        rows=rows,
        vacant=[row.post.title for row in rows if row.is_vacant_and_needed],
        without_approver=[o for o in access.snapshot.owners if o.organisation not in approved],
        may_change=access.may_edit,
    )
    return render(request, "registers/posts.html", context)


@editing
def post_hold(request, access, key):
    post = next((post for post in access.snapshot.posts if post.key == key), None)
    if post is None:
        raise Http404
    return respond(request, access, lambda now: _hold(request.user, now, post))


def _hold(person, access, post):
    people = _people(access).select_related("organisation").order_by("name")
    holder = holders(access.register, access.today).get(post.key)

    def save(form, _began):
        chosen = form.cleaned_data["holder"]
        return hold_post(
            access.register, post.title, by=person,
            person=people.get(pk=chosen) if chosen else None,
            since=form.cleaned_data["since"], reason=form.cleaned_data["reason"],
        )  # fmt: skip

    return Edit(
        form=HoldForm,
        heading=_("Who holds the post %(post)s") % {"post": post.title},
        template="registers/edit/hold.html",
        about={"people": people},
        values=lambda _snapshot: {
            "holder": str(holder.pk) if holder else "",
            "since": access.today,
        },
        save=save,
        after=reverse("posts", args=(access.snapshot.slug,)),
        verb="hold post",
        subject=post.title,
        page={"post": post, "holder": holder},
    )


def _people(access):
    """Who can hold a post: the people of the owners."""
    owners = [owner.organisation for owner in access.snapshot.owners]
    return User.objects.filter(organisation__in=owners, is_active=True)
