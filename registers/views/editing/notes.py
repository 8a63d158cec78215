"""Writing notes on a risk, and marking them as read."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _

from registers.actions import mark_read, write_note
from registers.forms.notes import NoteForm
from registers.models import Note
from registers.notes import notes_on, people_of
from registers.views.editing.finding import address_of, risk_of
from registers.views.editing.flow import Edit, respond
from registers.views.editing.gate import reporting
from registers.views.editing.once import added_already, alone


@reporting
def note_write(request, access, reference):
    risk_of(access, reference)
    return respond(request, access, lambda now: _write(request.user, now, reference))


def _write(person, access, reference):
    register, risk = access.register, access.snapshot.risk(reference)

    def save(form, began):
        text = form.cleaned_data["text"]
        with alone(register):
            if made := added_already(Note, person, began.number, risk=risk.key, text=text):
                return made
            return write_note(register, reference, by=person, text=text)

    return Edit(
        form=NoteForm,
        heading=_("Write a note on %(risk)s") % {"risk": reference},
        button=_("Write this note"),
        template="registers/edit/note.html",
        save=save,
        after=address_of(access, reference, "notes"),
        verb="note",
        subject=reference,
        risk=risk,
        page={"notes": notes_on(register, risk.key), "people": people_of(register)},
    )


@reporting
def notes_read(request, access, reference):
    """Posted: all notes of the risk are read. Asked for with GET it leads to them."""
    risk_of(access, reference)
    if request.method == "POST":
        mark_read(access.register, reference, by=request.user)
    return redirect(address_of(access, reference, "notes"))
