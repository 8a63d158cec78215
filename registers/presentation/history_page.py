"""The history in words: what was done, by whom, for whom, when, why, and each old → new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registers.chain import shown
from registers.content import Snapshot
from registers.record import Difference, Entry

#: What each verb of a revision says: in the register's history, with the reference or name that
#: it is about, and in the history of the risk itself.
SAID = {
    "set up": (gettext_lazy("Register set up"), gettext_lazy("Register set up")),
    "raise": (gettext_lazy("%(subject)s raised"), gettext_lazy("Raised")),
    "revise": (gettext_lazy("%(subject)s revised"), gettext_lazy("Revised")),
    "assess before": (
        gettext_lazy("%(subject)s scored before controls"),
        gettext_lazy("Scored before controls"),
    ),
    "assess after": (
        gettext_lazy("%(subject)s scored after controls"),
        gettext_lazy("Scored after controls"),
    ),
    "assess target": (gettext_lazy("%(subject)s: target set"), gettext_lazy("Target set")),
    "import": (
        gettext_lazy("File brought in: %(subject)s"),
        gettext_lazy("Brought in from a file"),
    ),
    "close": (gettext_lazy("%(subject)s closed"), gettext_lazy("Closed")),
    "reopen": (gettext_lazy("%(subject)s reopened"), gettext_lazy("Reopened")),
    "move": (
        gettext_lazy("%(subject)s moved to another theme"),
        gettext_lazy("Moved to another theme"),
    ),
    "add control": (gettext_lazy("%(subject)s: control added"), gettext_lazy("Control added")),
    "revise control": (
        gettext_lazy("%(subject)s: control revised"),
        gettext_lazy("Control revised"),
    ),
    "retire control": (
        gettext_lazy("%(subject)s: control retired"),
        gettext_lazy("Control retired"),
    ),
    "reorder controls": (
        gettext_lazy("%(subject)s: controls put in another order"),
        gettext_lazy("Controls put in another order"),
    ),
    "add theme": (gettext_lazy("Theme added: %(subject)s"), gettext_lazy("Theme added")),
    "revise theme": (gettext_lazy("Theme revised: %(subject)s"), gettext_lazy("Theme revised")),
    "retire theme": (gettext_lazy("Theme retired: %(subject)s"), gettext_lazy("Theme retired")),
    "revise register": (gettext_lazy("Register revised"), gettext_lazy("Register revised")),
    "grant reading": (
        gettext_lazy("Reading allowed to %(subject)s"),
        gettext_lazy("Reading allowed"),
    ),
    "withdraw reading": (
        gettext_lazy("Reading withdrawn from %(subject)s"),
        gettext_lazy("Reading withdrawn"),
    ),
    "add post": (gettext_lazy("Post added: %(subject)s"), gettext_lazy("Post added")),
    "revise post": (gettext_lazy("Post revised: %(subject)s"), gettext_lazy("Post revised")),
    "adopt scheme": (gettext_lazy("Scheme adopted: %(subject)s"), gettext_lazy("Scheme adopted")),
    "confirm": (
        gettext_lazy("%(subject)s reviewed, no change"),
        gettext_lazy("Reviewed, no change"),
    ),
    "plan action": (gettext_lazy("%(subject)s: action planned"), gettext_lazy("Action planned")),
    "revise action": (
        gettext_lazy("%(subject)s: action revised"),
        gettext_lazy("Action revised"),
    ),
    "report progress": (
        gettext_lazy("%(subject)s: progress of an action"),
        gettext_lazy("Progress of an action"),
    ),
    "drop action": (gettext_lazy("%(subject)s: action dropped"), gettext_lazy("Action dropped")),
    "assure control": (
        gettext_lazy("%(subject)s: control checked"),
        gettext_lazy("Control checked"),
    ),
    "hold post": (gettext_lazy("Holder of a post: %(subject)s"), gettext_lazy("Holder of a post")),
    "succeed": (
        gettext_lazy("Handed on to %(subject)s"),
        gettext_lazy("Handed on to a successor"),
    ),
    "plan succession": (
        gettext_lazy("Handing on to %(subject)s planned"),
        gettext_lazy("Handing on to a successor planned"),
    ),
    "give up succession": (
        gettext_lazy("Handing on to %(subject)s given up"),
        gettext_lazy("Handing on to a successor given up"),
    ),
    "note": (gettext_lazy("Note on %(subject)s"), gettext_lazy("Note")),
    "challenge": (gettext_lazy("%(subject)s challenged"), gettext_lazy("Challenged")),
    "accept challenge": (
        gettext_lazy("%(subject)s: challenge accepted"),
        gettext_lazy("Challenge accepted"),
    ),
    "withdraw challenge": (
        gettext_lazy("%(subject)s: challenge withdrawn"),
        gettext_lazy("Challenge withdrawn"),
    ),
    "let challenge stand": (
        gettext_lazy("%(subject)s: challenge recorded as standing"),
        gettext_lazy("Challenge recorded as standing"),
    ),
    "propose": (gettext_lazy("%(subject)s: proposal made"), gettext_lazy("Proposal made")),
    "amend proposal": (
        gettext_lazy("%(subject)s: proposal amended and sent back"),
        gettext_lazy("Proposal amended and sent back"),
    ),
    "decline proposal": (
        gettext_lazy("%(subject)s: proposal declined"),
        gettext_lazy("Proposal declined"),
    ),
    "withdraw proposal": (
        gettext_lazy("%(subject)s: proposal withdrawn"),
        gettext_lazy("Proposal withdrawn"),
    ),
    "choose proposals": (
        gettext_lazy("Chosen what is changed by proposal"),
        gettext_lazy("Chosen what is changed by proposal"),
    ),
    "agree challenge public": (
        gettext_lazy("%(subject)s: agreed that the public reads a challenge"),
        gettext_lazy("Agreed that the public reads a challenge"),
    ),
    "keep challenge private": (
        gettext_lazy("%(subject)s: a challenge is kept from the public"),
        gettext_lazy("A challenge is kept from the public"),
    ),
    "correct before": (
        gettext_lazy("%(subject)s: score before controls corrected"),
        gettext_lazy("Score before controls corrected"),
    ),
    "correct after": (
        gettext_lazy("%(subject)s: score after controls corrected"),
        gettext_lazy("Score after controls corrected"),
    ),
    "correct target": (
        gettext_lazy("%(subject)s: target corrected"),
        gettext_lazy("Target corrected"),
    ),
    "withhold": (
        gettext_lazy("%(subject)s: withheld from the public"),
        gettext_lazy("Withheld from the public"),
    ),
    "release": (
        gettext_lazy("%(subject)s: released to the public"),
        gettext_lazy("Released to the public"),
    ),
    "ask erasure": (
        gettext_lazy("Erasure asked for: %(subject)s"),
        gettext_lazy("Erasure asked for"),
    ),
    "confirm erasure": (
        gettext_lazy("Erasure confirmed: %(subject)s"),
        gettext_lazy("Erasure confirmed"),
    ),
    "give up erasure": (
        gettext_lazy("Erasure given up: %(subject)s"),
        gettext_lazy("Erasure given up"),
    ),
    "erase": (gettext_lazy("Words erased: %(subject)s"), gettext_lazy("Words erased")),
    "call review": (gettext_lazy("Review called: %(subject)s"), gettext_lazy("Review called")),
    "revise review": (
        gettext_lazy("Review arranged anew: %(subject)s"),
        gettext_lazy("Review arranged anew"),
    ),
    "call off review": (
        gettext_lazy("Review called off: %(subject)s"),
        gettext_lazy("Review called off"),
    ),
    "send paper": (gettext_lazy("Paper sent: %(subject)s"), gettext_lazy("Paper sent")),
    "record outcome": (
        gettext_lazy("%(subject)s: outcome of a review"),
        gettext_lazy("Outcome of a review"),
    ),
    "end review": (gettext_lazy("Review held: %(subject)s"), gettext_lazy("Review held")),
    "put forward": (gettext_lazy("Put forward: %(subject)s"), gettext_lazy("Put forward")),
    "recall": (gettext_lazy("Recalled: %(subject)s"), gettext_lazy("Recalled")),
    "sign": (gettext_lazy("Signed: %(subject)s"), gettext_lazy("Signed")),
    "ask publication": (
        gettext_lazy("Put forward for publication: %(subject)s"),
        gettext_lazy("Put forward for publication"),
    ),
    "publish": (
        gettext_lazy("Consent to publish: %(subject)s"),
        gettext_lazy("Consent to publish"),
    ),
    "withdraw publication": (
        gettext_lazy("Withdrawn from the public: %(subject)s"),
        gettext_lazy("Withdrawn from the public"),
    ),
    "hold publication": (
        gettext_lazy("Publication held: %(subject)s"),
        gettext_lazy("Publication held"),
    ),
    "lift hold": (
        gettext_lazy("Hold on publication lifted: %(subject)s"),
        gettext_lazy("Hold on publication lifted"),
    ),
}
#: The kinds of change that people look for, with the verbs of each.
KINDS = {
    "scores": (gettext_lazy("Scores"), ("assess before", "assess after", "assess target")),
    "corrections": (
        gettext_lazy("Corrections"),
        ("correct before", "correct after", "correct target"),
    ),
    "challenges": (
        gettext_lazy("Challenges"),
        (
            "challenge",
            "accept challenge",
            "withdraw challenge",
            "let challenge stand",
            "agree challenge public",
            "keep challenge private",
        ),
    ),
    "proposals": (
        gettext_lazy("Proposals"),
        ("propose", "amend proposal", "decline proposal", "withdraw proposal"),
    ),
    "wording": (gettext_lazy("Wording and details"), ("revise",)),
    "controls": (
        gettext_lazy("Controls"),
        ("add control", "revise control", "retire control", "reorder controls"),
    ),
    "work": (
        gettext_lazy("Actions and assurance"),
        ("plan action", "revise action", "report progress", "drop action", "assure control"),
    ),
    "reviews": (
        gettext_lazy("Reviews"),
        (
            "confirm",
            "call review",
            "revise review",
            "call off review",
            "send paper",
            "record outcome",
            "end review",
        ),
    ),
    "agreement": (gettext_lazy("Agreement"), ("put forward", "recall", "sign")),
    "publication": (
        gettext_lazy("Publication"),
        ("ask publication", "publish", "withdraw publication", "hold publication", "lift hold"),
    ),
    "risks": (
        gettext_lazy("Risks raised, closed and moved"),
        ("raise", "close", "reopen", "move"),
    ),
    "files": (gettext_lazy("Files brought in"), ("import",)),
    "withholding": (gettext_lazy("Withheld and released"), ("withhold", "release")),
    "register": (
        gettext_lazy("Register, themes and scheme"),
        (
            "set up",
            "revise register",
            "choose proposals",
            "add theme",
            "revise theme",
            "retire theme",
            "add post",
            "revise post",
            "hold post",
            "succeed",
            "plan succession",
            "give up succession",
            "adopt scheme",
            "grant reading",
            "withdraw reading",
        ),
    ),
    "erasures": (
        gettext_lazy("Erasures"),
        ("ask erasure", "confirm erasure", "give up erasure", "erase"),
    ),
}
#: With more changes than this in one revision they are folded away behind their count.
MOST_OPEN = 8
#: Beside a risk a change is told where it is no longer than this, and no more than so many.
BRIEF, MOST_BRIEF = 90, 3


@dataclass(frozen=True, slots=True)
class Told:
    """One revision. `title` says what was done; `is_score` marks a change of a score; `brief`
    are its short changes, for the margin of a risk, and `at_length` names those that are too long
    for it. `scored` is the stage that it scored and may be corrected, `began` the revision from
    which it was written where others had saved since; `both` says who proposed it,
    where it is in two names; `erased_by` says which revisions took words
    out of it, `unreadable` that not all of it can be told."""

    number: int
    moment: datetime
    title: str
    who: str
    whom: str
    reason: str
    seal: str
    changes: tuple[Difference, ...]
    brief: tuple[Difference, ...]
    at_length: str
    folded: bool
    is_score: bool
    subject: str
    scored: str
    began: int | None
    both: str
    erased_by: tuple[int, ...]
    unreadable: bool


def told(
    entries: Iterable[Entry], of: str = "", references: Mapping[int, str] | None = None
) -> tuple[Told, ...]:
    """Entries as they are shown; `of` is the risk on whose own page they stand. With
    `references` of risks by their keys, one that touched several says of which each change is."""
    return tuple(_told(_named(entry, references or {}), of) for entry in entries)


def references_of(snapshot: Snapshot) -> dict[int, str]:
    return {risk.key: risk.reference for risk in snapshot.all_risks}


def _named(entry: Entry, references: Mapping[int, str]) -> Entry:
    if len(entry.risks) < 2:
        return entry
    changes = ((change, references.get(change.risk or 0, "")) for change in entry.changes)
    return replace(
        entry,
        changes=tuple(
            replace(change, of=f"{reference} {change.of}")
            if reference and change.of != reference
            else change
            for change, reference in changes
        ),
    )


def _told(entry: Entry, of: str) -> Told:
    brief = _brief(entry.changes)
    return Told(
        number=entry.number,
        moment=entry.moment,
        title=title(entry.verb, entry.subject, of),
        who=", ".join(part for part in (entry.person_name, entry.person_title) if part),
        whom=entry.organisation_name,
        reason=entry.reason,
        seal=shown(entry.seal),
        changes=entry.changes,
        brief=brief,
        at_length=_at_length(entry, brief),
        folded=len(entry.changes) > MOST_OPEN,
        is_score=entry.verb.startswith(("assess", "correct")),
        subject=entry.subject,
        scored=entry.verb.removeprefix("assess ") if entry.verb.startswith("assess ") else "",
        began=entry.began,
        both=in_both_names(entry),
        erased_by=entry.erased_by,
        unreadable=entry.unreadable,
    )


def in_both_names(entry: Entry) -> str:
    """Who proposed what another owner's person then did, or planned what was then carried out,
    empty where nobody did."""
    by = entry.proposed
    if by is None:
        return ""
    who = ", ".join(filter(None, (by.person_name, by.person_title, by.organisation_name)))
    if entry.verb == "succeed":
        return _("Planned by %(who)s, in revision %(number)s") % {"who": who, "number": by.number}
    return _("Proposed by %(who)s, in revision %(number)s") % {"who": who, "number": by.number}


def _brief(changes: tuple[Difference, ...]) -> tuple[Difference, ...]:
    if len(changes) > MOST_BRIEF:
        return ()
    return tuple(change for change in changes if len(change.old) + len(change.new) <= BRIEF)


def _at_length(entry: Entry, brief: tuple[Difference, ...]) -> str:
    """The fields of something revised that `brief` leaves out, but for its whole text."""
    if not entry.verb.startswith("revise"):
        return ""
    left_out = (c for c in entry.changes if c not in brief and c.label != c.of)
    return ", ".join(change.label for change in left_out)


def title(verb: str, subject: str, of: str = "") -> str:
    """What was done, as a heading; a verb that is not known is shown as it is kept."""
    if verb not in SAID:
        return f"{verb[:1].upper()}{verb[1:]} {subject}".strip()
    long, short = SAID[verb]
    if subject == of or not subject:
        return str(short)
    return str(long) % {"subject": subject}
