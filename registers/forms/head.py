"""What stands at the head of a register."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from registers.content import Snapshot
from registers.forms.base import EditForm
from registers.forms.fields import Line, Prose, Reason, Whole
from registers.models.registers import HIGHEST_TOTAL


class HeadForm(EditForm):
    content = ("title", "introduction", "marking", "notice", "appetite")

    title = Line(
        label=gettext_lazy("Title"),
        longest=200,
        error_messages={"required": gettext_lazy("Write the register's title.")},
    )
    introduction = Prose(label=gettext_lazy("Introduction (optional)"), required=False)
    marking = Line(
        label=gettext_lazy("Marking"),
        longest=60,
        short=True,
        help_text=gettext_lazy("Stands at the top and bottom of every page, such as OFFICIAL."),
        error_messages={"required": gettext_lazy("Write the marking.")},
    )
    notice = Line(
        label=gettext_lazy("Notice (optional)"),
        required=False,
        longest=300,
        help_text=gettext_lazy("Stands on every page and in every file."),
    )
    appetite = Whole(
        1,
        HIGHEST_TOTAL,
        required=False,
        label=gettext_lazy("Appetite (optional)"),
        help_text=gettext_lazy(
            "The highest total that the owners accept, where a theme has none of its own."
        ),
    )
    reason = Reason(gettext_lazy("Why is it changed?"))

    @staticmethod
    def values(snapshot: Snapshot) -> dict[str, Any]:
        """What stands in the register."""
        return {name: getattr(snapshot, name) for name in HeadForm.content}
