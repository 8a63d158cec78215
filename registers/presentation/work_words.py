"""Actions and the checks of controls, in words."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registers.content import Assurance, Control, PlannedAction
from registers.presentation import words

EFFECTIVENESS = {
    "full": gettext_lazy("Effective"),
    "partly": gettext_lazy("Partly effective"),
    "none": gettext_lazy("Not effective"),
}
LINES = {
    1: gettext_lazy("First line"),
    2: gettext_lazy("Second line"),
    3: gettext_lazy("Third line"),
}
RESULTS = {
    "works": gettext_lazy("works"),
    "partly": gettext_lazy("works in part"),
    "fails": gettext_lazy("does not work"),
}


def check(found: Assurance) -> str:
    """`Third line: works. Internal Audit, 3 March 2026`, and what was found."""
    said = _("%(line)s: %(result)s. %(who)s, %(day)s") % {
        "line": LINES.get(found.line, found.line),
        "result": RESULTS.get(found.result, found.result),
        "who": found.checked_by,
        "day": words.day(found.checked_on),
    }
    return f"{said}. {found.note}" if found.note else said


def of_control(control: Control) -> str:
    """Whose a control is, whether it works, and who checked that last; empty where nothing is
    said of it."""
    return "; ".join(_said_of(control))


def _said_of(control: Control) -> Iterator[str]:
    if control.owner:
        yield control.owner.title
    if control.effectiveness:
        yield str(EFFECTIVENESS.get(control.effectiveness, ""))
    if control.assurances:
        yield check(control.assurances[0])


def action(found: PlannedAction) -> str:
    """The action with whose it is, its days and how it goes."""
    return " – ".join([found.text, *_parts(found)])


def _parts(found: PlannedAction) -> Iterator[str]:
    if found.owner:
        yield found.owner.title
    if days := due(found):
        yield days
    if found.done_on:
        yield _("done on %(day)s") % {"day": words.day(found.done_on)}
    if found.progress:
        yield found.progress


def due(found: PlannedAction) -> str:
    """`due 3 March 2026 (first 1 January 2026)`."""
    if found.due is None:
        return ""
    said = _("due %(day)s") % {"day": words.day(found.due)}
    if found.first_due == found.due:
        return said
    return _("%(due)s (first %(day)s)") % {"due": said, "day": words.day(found.first_due)}
