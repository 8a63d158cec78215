"""Title, introduction, marking, notice and appetite of a register."""

from django.urls import reverse
from django.utils.translation import gettext as _

from registers.actions import revise_register
from registers.forms.head import HeadForm
from registers.views.editing.flow import Edit, respond
from registers.views.editing.gate import editing


@editing
def register_edit(request, access):
    return respond(request, access, lambda now: _edit(request.user, now))


def _edit(person, access):
    def save(form, began):
        reason = form.cleaned_data["reason"]
        return revise_register(
            access.register, by=person, reason=reason, began=began, **form.changes
        )

    return Edit(
        form=HeadForm,
        heading=_("Edit title, introduction and appetite"),
        values=HeadForm.values,
        save=save,
        after=reverse("register", args=(access.snapshot.slug,)),
        verb="revise register",
        subject=access.snapshot.slug,
    )
