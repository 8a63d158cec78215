"""Handing a register on to a successor body."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _

from registers.actions import succeed
from registers.forms.successions import SuccessionForm
from registers.models import Organisation
from registers.permissions import SIGN
from registers.views.editing.flow import Edit, respond
from registers.views.editing.gate import editing


@editing
def hand_on(request, access):
    if SIGN not in access.permissions:
        raise PermissionDenied
    return respond(request, access, lambda now: _hand_on(request.user, now))


def _hand_on(person, access):
    owners = [owner.organisation for owner in access.snapshot.owners]
    (mine,) = [o for o in access.snapshot.owners if o.organisation == access.organisation]
    others = Organisation.objects.filter(removed=False).exclude(pk__in=owners).order_by("name")

    def save(form, _began):
        asked = form.cleaned_data
        return succeed(
            access.register, mine.short_name, by=person,
            organisation=others.get(pk=asked["organisation"]),
            **{name: asked[name] for name in ("name", "short_name", "since", "reason")},
        )  # fmt: skip

    return Edit(
        form=SuccessionForm,
        heading=_("Hand %(owner)s's part of the register on") % {"owner": mine.short_name},
        button=_("Hand it on"),
        template="registers/edit/hand_on.html",
        about={"organisations": others},
        save=save,
        after=reverse("home"),
        verb="succeed",
    )
