"""Planned actions, their progress, checks of controls, reviews without a change, and posts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registers.content import PlannedAction
from registers.forms.base import EditForm
from registers.forms.fields import Day, Line, Pick, Prose, Reason
from registers.forms.posts import new_post_field, offer_posts, one_post_only, post_field
from registers.presentation.work_words import LINES, RESULTS

DUE = gettext_lazy("Due (optional)")
EVIDENCE = gettext_lazy("Where is the evidence? (optional)")


class Planned(forms.Form):
    """The fields of an action that its planners write."""

    text = Prose(
        label=gettext_lazy("Action"),
        rows=3,
        help_text=gettext_lazy("Something that is planned and not in place yet."),
        error_messages={"required": gettext_lazy("Write what is to be done.")},
    )
    owner = post_field(gettext_lazy("Who answers for it"))
    new_post = new_post_field()
    due = Day(label=DUE)

    def prepare(self: Any) -> None:
        offer_posts(self.fields["owner"], self.snapshot, self.initial.get("owner", ""))

    def clean(self) -> dict[str, Any] | None:
        one_post_only(self, "owner")
        return super().clean()


class PlanForm(Planned, EditForm):
    reason = Reason(gettext_lazy("Why is it planned? (optional)"), needed=False)


class ActionForm(Planned, EditForm):
    content = ("text", "owner", "new_post", "due")
    wording = ("text", "due")

    reason = Reason(
        gettext_lazy("Why is it changed?"),
        needed=False,
        hint=gettext_lazy(
            "Needed when the text or the day changes. Both organisations will read this."
        ),
    )

    @staticmethod
    def values(action: PlannedAction) -> dict[str, Any]:
        """What stands in the register."""
        owner = action.owner.title if action.owner else ""
        return {"text": action.text, "owner": owner, "new_post": "", "due": action.due}


class ProgressForm(EditForm):
    content = ("progress", "evidence", "due", "done_on")

    progress = Prose(label=gettext_lazy("How does it go?"), required=False)
    evidence = Prose(
        label=EVIDENCE,
        required=False,
        rows=2,
        help_text=gettext_lazy("A document's name and where it lies, or an address."),
    )
    due = Day(label=DUE)
    done_on = Day(label=gettext_lazy("Done on (only when it is done)"))
    reason = Reason(
        gettext_lazy("Why does the day move?"),
        needed=False,
        hint=gettext_lazy(
            "Needed when the due day changes; the first one stays beside it. Both organisations "
            "will read this."
        ),
    )

    @staticmethod
    def values(action: PlannedAction) -> dict[str, Any]:
        """What stands in the register."""
        return {name: getattr(action, name) for name in ProgressForm.content}

    def clean(self) -> dict[str, Any] | None:
        moves = "due" in self.touched and self.initial["due"] is not None
        if moves and not self.cleaned_data.get("reason", "").strip():
            self.add_error("reason", self.fields["reason"].error_messages["required"])
        return super().clean()


class DropForm(EditForm):
    reason = Reason(gettext_lazy("Why is it dropped?"))


class AssureForm(EditForm):
    line = Pick(
        label=gettext_lazy("Who checked: which line of defence?"),
        help_text=gettext_lazy(
            "First: those who run the control. Second: those who oversee them. Third: independent "
            "of both, such as internal audit."
        ),
    )
    checked_by = Line(
        label=gettext_lazy("Checked by"),
        longest=200,
        help_text=gettext_lazy("A post or a body, such as Internal Audit. Name posts, not people."),
        error_messages={"required": gettext_lazy("Write who checked it.")},
    )
    checked_on = Day(label=gettext_lazy("Checked on"))
    result = Pick(label=gettext_lazy("Does the control work?"))
    note = Prose(label=gettext_lazy("What was found? (optional)"), required=False, rows=3)

    def prepare(self) -> None:
        lines = [(str(line), word) for line, word in LINES.items()]
        self.fields["line"].offer([("", _("Choose")), *lines])
        self.fields["result"].offer([("", _("Choose")), *RESULTS.items()])

    def clean(self) -> dict[str, Any] | None:
        if "checked_on" not in self.errors and not self.cleaned_data.get("checked_on"):
            self.add_error("checked_on", _("Write the day on which it was checked."))
        return super().clean()


class ConfirmForm(EditForm):
    next_review = Day(label=gettext_lazy("Next review (optional)"))
    reason = Reason(
        gettext_lazy("Anything to record? (optional)"),
        needed=False,
        hint=gettext_lazy("Such as the meeting at which it was reviewed."),
    )

    def prepare(self, hint: str) -> None:
        """`hint` says where the proposed day comes from."""
        self.fields["next_review"].help_text = hint


class HoldForm(EditForm):
    holder = Pick(label=gettext_lazy("Who holds it?"), required=False)
    since = Day(label=gettext_lazy("From which day?"))
    reason = Reason(gettext_lazy("Why does it change?"))
    told_as = {"person": "holder"}

    def prepare(self, people: Iterable[Any]) -> None:
        """`people` are those who can hold a post of this register."""
        named = [(str(one.pk), f"{one.name}, {one.organisation.short_name}") for one in people]
        self.fields["holder"].offer([("", _("Nobody: it is vacant")), *named])

    def clean(self) -> dict[str, Any] | None:
        if "since" not in self.errors and not self.cleaned_data.get("since"):
            self.add_error("since", _("Write the day from which this holds."))
        return super().clean()
