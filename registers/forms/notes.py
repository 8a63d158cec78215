"""Writing a note on a risk."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from registers.forms.base import EditForm
from registers.forms.fields import Prose


class NoteForm(EditForm):
    text = Prose(
        label=gettext_lazy("Note"),
        rows=4,
        help_text=gettext_lazy(
            "The people of all owners can read it, and it cannot be changed afterwards. It is no "
            "part of what is agreed or published. Write @ and a name to tell somebody. It may "
            "have to be released on request."
        ),
        error_messages={"required": gettext_lazy("Write something.")},
    )
