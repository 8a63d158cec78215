"""Confirming several risks, or giving them to another owner, in one act."""

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registers.actions import confirm_risks, give_risks
from registers.forms.bulk import CONFIRM, BulkForm
from registers.views.editing.flow import Edit, respond
from registers.views.editing.gate import editing
from registers.views.editing.once import alone


@editing
def risks_together(request, access):
    return respond(request, access, lambda now: _together(request, now))


def _together(request, access):
    register, person = access.register, request.user

    def save(form, began):
        asked = form.cleaned_data
        given = {"by": person, "reason": asked["reason"]}
        with alone(register):
            if made := _done(asked, began):
                return made
            if asked["act"] == CONFIRM:
                made = confirm_risks(register, asked["risks"], **given)
            else:
                made = give_risks(register, asked["risks"], risk_owner=asked["risk_owner"], **given)
        if not made:
            return None
        words = ngettext(
            "%(count)s risk, with a revision of its own.",
            "%(count)s risks, each with a revision of its own.",
            len(made),
        )
        messages.info(request, words % {"count": len(made)})
        return made[-1]

    def _done(asked, began):
        """The last revision of the same act, where Save was pressed twice."""
        verb = "confirm" if asked["act"] == CONFIRM else "revise"
        made = register.journal.revisions.filter(
            number__gt=began.number, person=person, verb=verb, reason=asked["reason"],
            subject=asked["risks"][-1],
        )  # fmt: skip
        return made.first()

    return Edit(
        form=BulkForm,
        heading=_("Several risks at once"),
        button=_("Do it"),
        template="registers/edit/bulk.html",
        save=save,
        after=reverse("register", args=(access.snapshot.slug,)),
        verb="confirm",
    )
