"""One change by each public action that edits a register: a table that tests walk."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from registers import actions
from registers.models import Assessment, PlannedAction, Register
from tests.registers.cast import Cast, scheme_of

#: Four levels become three: the two in the middle become one.
FEWER = {1: 1, 2: 2, 3: 2, 4: 3}

#: What is said of whatever is withheld, but for the reasoning.
WITHHELD = {
    "ground": "Freedom of Information Act 2000, section 31 (law enforcement)",
    "decided_by": "Chief Executive",
    "look_again": date(2027, 4, 1),
}

#: What only approvers of the owners do: test_erasures.py has their tests.
#: test_successions.py has those of handing on, test_proposals.py of choosing proposals.
FOR_APPROVERS = {
    "ask_erasure",
    "choose_proposals",
    "confirm_erasure",
    "give_up_erasure",
    "give_up_succession",
    "succeed",
    "take_over",
}
#: What is several others, each with a revision of its own: test_bulk.py.
OF_SEVERAL = {"confirm_risks", "give_risks"}
#: What a meeting does, and what leads to an agreed version: test_reviews.py, test_signing.py.
OF_REVIEWS = {
    "call_off_review",
    "call_review",
    "end_review",
    "put_forward",
    "recall",
    "record_outcome",
    "revise_review",
    "send_paper",
    "sign_off",
}
#: What a file does, by its plan: test_import_file.py.
BY_FILES = {"import_file"}
#: What goes to the public: test_publishing.py.
OF_PUBLISHING = {
    "ask_publication",
    "consent_to_publication",
    "hold_publication",
    "lift_hold",
    "withdraw_publication",
}
#: What is done for an owner, and so by nobody's system account: test_challenges.py,
#: test_notes.py, test_proposals.py.
FOR_OWNERS = {
    "accept_challenge",
    "accept_proposal",
    "agree_challenge_public",
    "amend_proposal",
    "challenge",
    "decline_proposal",
    "keep_challenge_private",
    "let_challenge_stand",
    "mark_read",
    "propose",
    "withdraw_challenge",
    "withdraw_proposal",
    "write_note",
}


@dataclass(frozen=True)
class Deed:
    """An action's name, what it is called with after `by`, and what it leaves in the record.

    `reason` is the name of the argument that says why, or empty where none is asked.
    """

    action: str
    arguments: Callable[[Cast], tuple[tuple[Any, ...], dict[str, Any]]]
    verb: str
    subject: str
    reason: str = "reason"
    rows: tuple[tuple[str, str], ...] = ()

    def do(self, cast: Cast, by: Any, **more: Any) -> Any:
        """Do it for the first time: it changes something."""
        places, fields = self.arguments(cast)
        why = {self.reason: "Because it is so."} if self.reason else {}
        action = getattr(actions, self.action)
        return action(cast.register, *places, by=by, **{**why, **fields, **more})


def _with(*places: Any, **fields: Any) -> Callable[[Cast], tuple[tuple[Any, ...], dict[str, Any]]]:
    return lambda cast: (places, fields)


def _first_control(cast: Cast, **fields: Any) -> tuple[tuple[Any, ...], dict[str, Any]]:
    return ("R1.1", cast.keys("R1.1")[0]), fields


def _first_score(cast: Cast) -> tuple[tuple[Any, ...], dict[str, Any]]:
    scored = Assessment.objects.get(risk__reference="R1.1", stage="after")
    return ("R1.1", "after"), {"corrects": scored.revision.number, "likelihood": 1, "impact": 2}


def _other_scheme(cast: Cast) -> tuple[tuple[Any, ...], dict[str, Any]]:
    return (scheme_of(3, 3),), {"likelihood_map": FEWER, "impact_map": FEWER}


def _first_action(cast: Cast, **fields: Any) -> tuple[tuple[Any, ...], dict[str, Any]]:
    return ("R1.1", PlannedAction.objects.get().pk), fields


CHECK = {"line": 3, "checked_by": "Audit", "checked_on": date(2026, 3, 3), "result": "works"}

DEEDS = (
    Deed("assure_control", lambda cast: _first_control(cast, **CHECK), "assure control", "R1.1", "",
         (("assurance", "+"),)),
    Deed("confirm_risk", _with("R1.1"), "confirm", "R1.1", "", (("confirmation", "+"),)),
    Deed("drop_action", _first_action, "drop action", "R1.1", "reason", (("plannedaction", "~"),)),
    Deed("hold_post", lambda cast: (("Chief Executive",), {"person": cast.contributor,
         "since": date(2026, 3, 3)}), "hold post", "Chief Executive", "reason", (("holding", "+"),)),
    Deed("plan_action", _with("R1.2", text="Do it."), "plan action", "R1.2", "",
         (("plannedaction", "+"),)),
    Deed("report_progress", lambda cast: _first_action(cast, progress="Half way."),
         "report progress", "R1.1", "", (("plannedaction", "~"),)),
    Deed("revise_action", lambda cast: _first_action(cast, text="Said anew."), "revise action",
         "R1.1", "reason", (("plannedaction", "~"),)),
    Deed("add_control", _with("R1.2", text="New."), "add control", "R1.2", "", (("control", "+"),)),
    Deed("add_post", _with(title="Chief Constable", owner="Constabulary"), "add post",
         "Chief Constable", "", (("post", "+"),)),
    Deed("add_theme", _with(number=2, name="Finance"), "add theme", "2 Finance", "", (("theme", "+"),)),
    Deed("adopt_scheme", _other_scheme, "adopt scheme", "Another scheme", "reason",
         (("register", "~"), ("assessment", "~"), ("assessment", "~"), ("assessment", "~"))),
    Deed("assess", _with("R1.1", "after", likelihood=1, impact=2), "assess after", "R1.1", "why",
         (("assessment", "~"),)),
    Deed("close_risk", _with("R1.2"), "close", "R1.2", "why", (("risk", "~"),)),
    Deed("correct_score", _first_score, "correct after", "R1.1", "why",
         (("correction", "+"), ("assessment", "~"))),
    Deed("grant_reading", lambda cast: ((cast.charity,), {}), "grant reading", "Charity", "reason",
         (("readingright", "+"),)),
    Deed("move_risk", _with("R1.1", theme=3), "move", "R1.1", "reason", (("risk", "~"),)),
    Deed("raise_risk", _with(theme=3, description="New.", controls=("A.",), after=(1, 1)), "raise",
         "R3.10", "reason", (("risk", "+"), ("control", "+"), ("assessment", "+"))),
    Deed("release", _with("R1.2", part="description"), "release", "R1.2", "reason",
         (("withholding", "~"),)),
    Deed("reopen_risk", _with("R3.9"), "reopen", "R3.9", "why", (("risk", "~"),)),
    Deed("reorder_controls", lambda cast: (("R1.1", cast.keys("R1.1")[::-1]), {}),
         "reorder controls", "R1.1", "", (("control", "~"), ("control", "~"))),
    Deed("retire_control", _first_control, "retire control", "R1.1", "reason", (("control", "~"),)),
    Deed("retire_theme", _with(4), "retire theme", "4 Empty", "reason", (("theme", "~"),)),
    Deed("revise_control", lambda cast: _first_control(cast, text="Said anew."), "revise control",
         "R1.1", "reason", (("control", "~"),)),
    Deed("revise_post", _with("Chief Executive", new_title="Chief of Staff"), "revise post",
         "Chief Executive", "reason", (("post", "~"),)),
    Deed("revise_register", _with(title="Another title"), "revise register", "exampleshire",
         "reason", (("register", "~"),)),
    Deed("revise_risk", _with("R1.1", description="Said anew."), "revise", "R1.1", "reason",
         (("risk", "~"),)),
    Deed("revise_theme", _with(1, name="Trust"), "revise theme", "1 Public engagement", "reason",
         (("theme", "~"),)),
    Deed("withdraw_reading", lambda cast: ((cast.council,), {}), "withdraw reading", "Council",
         "reason", (("readingright", "~"),)),
    Deed("withhold", _with("R1.1", part="controls", **WITHHELD), "withhold", "R1.1", "reasoning",
         (("withholding", "+"),)),
)  # fmt: skip


def prepare(cast: Cast) -> None:
    """What the deeds need besides the cast: an action, a closed risk, an empty theme, something
    withheld."""
    actions.plan_action(cast.register, "R1.1", by=cast.editor, text="Hold more meetings.")
    actions.close_risk(cast.register, "R3.9", by=cast.editor, why="It is past.")
    actions.add_theme(cast.register, by=cast.editor, number=4, name="Empty")
    actions.withhold(
        cast.register, "R1.2", by=cast.editor, part="description", reasoning="It helps them.",
        **WITHHELD,
    )  # fmt: skip


def editing_actions() -> set[str]:
    """The public actions whose first parameter is a register, and that an editor may do."""
    elsewhere = FOR_APPROVERS | FOR_OWNERS | OF_SEVERAL | OF_REVIEWS | BY_FILES | OF_PUBLISHING
    functions = {n: getattr(actions, n) for n in actions.__all__ if n not in elsewhere}
    return {
        name
        for name, function in functions.items()
        if inspect.isfunction(function)
        and next(iter(inspect.signature(function).parameters)) == "register"
    }


def last_number(register: Register) -> int:
    return register.journal.revisions.order_by("-number").values_list("number", flat=True)[0]
