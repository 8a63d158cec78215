"""Asking that words go from the whole record, and giving such a request up."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from registers.forms.base import EditForm
from registers.forms.fields import Line, Prose, Reason


class EraseForm(EditForm):
    words = Prose(
        label=gettext_lazy("The words that must go"),
        rows=3,
        help_text=gettext_lazy(
            "To the letter, as short as they can be: what stands around them stays."
        ),
        error_messages={"required": gettext_lazy("Write the words that must go.")},
    )
    ground = Line(
        label=gettext_lazy("Ground"),
        longest=100,
        help_text=gettext_lazy(
            "The law or the reason in a few words, such as “personal data”. Everybody who reads "
            "the register sees it where the words stood."
        ),
        error_messages={"required": gettext_lazy("Write the ground.")},
    )
    why = Reason(
        gettext_lazy("Why must they go?"),
        hint=gettext_lazy(
            "Do not repeat the words. Both organisations will read this in the history."
        ),
    )


class GiveUpForm(EditForm):
    why = Reason(gettext_lazy("Why is it given up?"))
