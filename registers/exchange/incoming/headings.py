"""What the columns of a foreign sheet are, guessed from headings that are common in registers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from registers.exchange.incoming.cells import Book, Sheet, Value
from registers.exchange.incoming.mapping import (
    ACTION_DUE,
    ACTION_OWNER,
    ACTIONS,
    CONTROL_OWNER,
    CONTROLS,
    PROGRESS,
    Reading,
    SheetMap,
)
from registers.exchange.incoming.meaning import plain

#: How many rows from the top are looked at for headings, and how long a heading can be.
LOOKED_AT, LONGEST_HEAD = 40, 120
#: A column whose texts are longer than this, by the middle one, holds no levels.
LONGEST_LEVEL = 40

BEFORE, AFTER, TARGET = "before", "after", "target"
_STAGE = {
    "inherent": BEFORE, "gross": BEFORE, "initial": BEFORE, "raw": BEFORE, "untreated": BEFORE,
    "unmitigated": BEFORE, "before": BEFORE, "original": BEFORE, "pre": BEFORE,
    "uncontrolled": BEFORE, "without": BEFORE,
    "current": AFTER, "net": AFTER, "after": AFTER, "post": AFTER, "mitigated": AFTER,
    "managed": AFTER, "residual": AFTER, "with": AFTER,
    "controlled": AFTER, "treated": AFTER, "revised": AFTER, "latest": AFTER, "now": AFTER,
    "target": TARGET, "tolerated": TARGET, "desired": TARGET, "future": TARGET, "planned": TARGET,
    "expected": TARGET, "anticipated": TARGET, "projected": TARGET, "forecast": TARGET,
}  # fmt: skip
LIKELIHOOD, IMPACT, TOTAL, WHY = "likelihood", "impact", "total", "why"
_AXIS = {
    "l": LIKELIHOOD, "lh": LIKELIHOOD, "likelihood": LIKELIHOOD, "like": LIKELIHOOD,
    "prob": LIKELIHOOD, "probability": LIKELIHOOD, "p": LIKELIHOOD, "chance": LIKELIHOOD,
    "frequency": LIKELIHOOD, "likeli": LIKELIHOOD, "lhood": LIKELIHOOD,
    "i": IMPACT, "imp": IMPACT, "impact": IMPACT, "severity": IMPACT, "consequence": IMPACT,
    "c": IMPACT, "s": IMPACT, "sev": IMPACT, "conseq": IMPACT, "cons": IMPACT,
    "total": TOTAL, "score": TOTAL, "rating": TOTAL, "rag": TOTAL, "rr": TOTAL, "r": TOTAL,
    "lxi": TOTAL, "ixl": TOTAL, "cxl": TOTAL, "lxc": TOTAL, "pxi": TOTAL,
}  # fmt: skip
#: Words beside those that say no more in the heading of a score.
_FILLING = {
    "risk", "score", "of", "the", "level", "rating", "x", "and", "controls", "mitigation", "in",
    "place", "assessment", "mitigating", "are", "existing", "overall", "occurrence", "hood",
    "measures", "mitigations",
}  # fmt: skip
#: Words that say no more in the heading of a score which names its stage.
_FILLING_STAGED = {"control", "action", "actions", "further", "treatment", "no"}
_WORDS = {
    "reference": (
        "ref", "reference", "ref no", "ref number", "id", "risk id", "risk ref", "risk reference",
        "risk no", "risk number", "no", "number", "risk code", "code", "baf ref", "unique id",
        "identifier", "ref id", "id ref", "risk id ref", "risk register ref", "risk reg ref",
        "register ref", "urn", "item", "item no", "datix id", "datix ref", "datix no",
    ),
    "theme": (
        "theme", "category", "risk category", "risk type", "type of risk", "type", "risk theme",
        "strategic objective", "objective", "strategic aim", "corporate priority", "priority",
        "corporate objective", "strategic priority", "directorate", "service area", "area",
        "business area", "department", "domain",
    ),
    "title": ("title", "risk title", "risk name", "short title", "name", "headline", "summary"),
    "description": (
        "description", "risk description", "description of risk", "risk", "principal risk",
        "risk statement", "strategic risk", "risk event", "event", "what is the risk",
        "risk and description", "risk detail", "details", "detail", "corporate risk",
        "risk issue", "threat", "risk scenario", "there is a risk that", "what could go wrong",
        "what might go wrong", "what can go wrong",
    ),
    "causes": (
        "cause", "causes", "trigger", "triggers", "root cause", "root causes", "source",
        "sources of risk", "source of risk", "vulnerability", "risk factors", "drivers",
        "due to", "because", "because of", "caused by", "as a result of",
    ),
    "consequences": (
        "consequences", "effect", "effects", "potential impact", "potential consequences",
        "implications", "result", "outcome", "possible consequences", "impacts", "risk effect",
        "potential consequence", "possible consequence", "resulting in", "this could result in",
        "this may result in", "leading to", "which leads to", "which could lead to",
    ),
    "lead": ("lead organisation", "organisation", "lead body", "agency", "owning organisation"),
    "risk_owner": (
        "owner", "risk owner", "lead", "risk lead", "lead officer", "executive lead", "exec lead",
        "responsible officer", "lead director", "accountable officer", "director",
        "responsible person", "responsible", "accountable", "executive director", "sro",
        "executive sponsor", "risk sponsor", "risk manager", "managed by",
    ),
    "treatment": (
        "treatment", "risk treatment", "response", "risk response", "4ts", "strategy", "approach",
        "treatment option", "risk strategy", "4 ts",
    ),
    "next_review": (
        "next review", "review date", "next review date", "date of next review", "review due",
        "date for review", "review by", "review",
    ),
    "target_date": ("target date", "date target reached", "target risk date", "target by"),
    "marking": ("marking", "protective marking", "classification", "security marking"),
    CONTROLS: (
        "controls", "existing controls", "current controls", "controls in place", "key controls",
        "control measures", "mitigation", "mitigations", "mitigating controls",
        "existing mitigation",
        "internal controls", "control", "mitigating controls in place", "existing control measures",
        "current mitigation", "controls and mitigation", "key controls in place",
        "mitigating actions in place",
    ),
    CONTROL_OWNER: ("control owner", "owner of controls"),
    ACTIONS: (
        "action", "actions", "further actions", "further action", "planned actions",
        "actions required", "action required", "mitigating actions", "mitigating action",
        "action plan", "additional controls", "further mitigation", "required actions",
        "further action required", "further actions required", "planned mitigation",
        "actions planned", "future actions", "actions to close gaps", "additional actions",
        "planned controls", "further controls", "key actions", "mitigation actions",
        "mitigation action",
    ),
    ACTION_OWNER: ("action owner", "action lead", "action by", "by whom", "owner of action"),
    ACTION_DUE: (
        "action due", "due", "due date", "by when", "deadline", "completion date", "timescale",
        "action date", "date due", "action due date", "completion by", "when",
    ),
    PROGRESS: ("progress", "action progress", "progress on actions", "progress update",
               "action status", "status of actions", "status of action", "action update",
               "update on actions"),
}  # fmt: skip
_BY_WORDS = {words: key for key, held in _WORDS.items() for words in held}
MOST_WORDS = max(len(words.split()) for words in _BY_WORDS)
#: What does not count towards a heading although it stands there.
_PASSED = {"last review", "date of last review", "last reviewed", "date raised", "date added", ""}
#: Words of columns that tell of the past, or of how good something is, and hold no part of a risk.
_ASIDE = {"last", "previous", "prior", "gap", "gaps", "effectiveness", "adequacy", "confidence",
          "committee"}  # fmt: skip
_LOGGED = {"raised", "added", "opened", "identified", "closed", "logged"}
#: What a heading names that stands over a description which is told in three.
_COMPOUND = {"causes", "description", "consequences"}
#: A row without one of these is no row of headings.
_NEEDED = {"reference", "title", "description"}


class Head(NamedTuple):
    """What one heading says: the key of a column, or an axis with the stage, empty where it does
    not say which."""

    key: str = ""
    axis: str = ""
    stage: str = ""


NOTHING = Head()


def guess(book: Book) -> Reading:
    """How a foreign file is read, as far as its headings tell."""
    found = {sheet.name: guess_sheet(sheet) for sheet in book.sheets}
    return Reading({name: held for name, held in found.items() if held})


def guess_sheet(sheet: Sheet) -> SheetMap | None:
    """How a sheet is read; None for one without headings that are known."""
    best: tuple[int, int, dict[int, Head]] | None = None
    for place, (number, cells) in enumerate(sheet.rows[:LOOKED_AT]):
        below = sheet.rows[place + 1] if place + 1 < len(sheet.rows) else (0, [])
        for last, heads in (
            (number, _one_row(cells)),
            (below[0], _two_rows(cells, below[1] if below[0] == number + 1 else ())),
        ):
            weight = len({(h.key, h.axis, h.stage) for h in heads.values()} - {NOTHING})
            if _NEEDED & {head.key for head in heads.values()} and (not best or weight > best[0]):
                best = (weight, last, heads)
    if best is None or best[0] < 2:
        return None
    _weight, last, heads = best
    return SheetMap(last, _columns(sheet, last, heads))


def _one_row(cells: Sequence[Value]) -> dict[int, Head]:
    return {column: _head(cell) for column, cell in enumerate(cells, start=1) if _is_head(cell)}


def _two_rows(above: Sequence[Value], below: Sequence[Value]) -> dict[int, Head]:
    """Headings in two rows, of which the upper one may stand over several columns."""
    if not below:
        return {}
    found, over = {}, ""
    for column in range(1, max(len(above), len(below)) + 1):
        upper, lower = _at(above, column), _at(below, column)
        over = str(upper) if _is_head(upper) else over
        if _is_head(lower):
            head = _head(lower)
            if head.axis and not head.stage:
                head = head._replace(stage=_stage(_words(over)))
            elif not head.key and not head.axis:
                head = _head(f"{over} {lower}")
            found[column] = head
        elif _is_head(upper):
            found[column] = _head(upper)
    return found


def _at(cells: Sequence[Value], column: int) -> Value:
    return cells[column - 1] if column <= len(cells) else None


def _is_head(cell: Value) -> bool:
    return isinstance(cell, str) and 0 < len(cell.strip()) <= LONGEST_HEAD


def _words(text: Value) -> list[str]:
    """The words of a heading, without what stands in brackets unless that is all."""
    plainly = plain(text).replace("&", " and ").replace("#", " no ").replace("(s)", "")
    plainly = re.sub(r"\b([lcpi])\s*[x×*]\s*([lcpi])\b", r"\1x\2", plainly)
    bare = re.sub(r"\([^)]*\)|\[[^]]*\]", lambda found: _stage_word(found[0]), plainly).strip()
    return re.findall(r"[a-z0-9]+", bare or plainly)


def _stage_word(bracketed: str) -> str:
    """What stands in brackets counts where it says a stage or an axis."""
    words = re.findall(r"[a-z]+", bracketed)
    kept = [word for word in words if word in _STAGE or (len(words) == 1 and word in _AXIS)]
    return f" {' '.join(kept)} "


def _head(text: Value) -> Head:
    words = _words(text)
    joined = " ".join(words)
    if joined in _PASSED:
        return NOTHING
    if joined in _BY_WORDS:
        return Head(_BY_WORDS[joined])
    if _is_aside(words):
        return NOTHING
    if _is_compound(text):
        return Head("description")
    return _scored(words) or _longest(joined)


def _is_compound(text: Value) -> bool:
    """Whether a heading names cause, risk and effect side by side, which together are the
    description: *Cause / risk / effect*, *Causes, event and consequences*."""
    parts = re.split(r"\s*(?:[/,;:|&+>→–—-]|\band\b)+\s*", plain(text).replace("(s)", ""))
    axis = {part: "consequences" for part in parts if _AXIS.get(part) == IMPACT}
    return {_BY_WORDS.get(part) or axis.get(part) for part in parts} >= _COMPOUND


def _is_aside(words: Sequence[str]) -> bool:
    """Whether a column holds no part of a risk although a known word is in its heading, such as
    *Gaps in control*, *Last review date* or *Assurance on controls*."""
    held = set(words)
    if held & {"action", "actions"}:
        return False
    is_assurance = bool(held & {"assurance", "assurances"}) and not words[0].startswith("control")
    return bool(held & _ASIDE) or is_assurance or ("date" in held and bool(held & _LOGGED))


def _scored(words: Sequence[str]) -> Head | None:
    """The heading of a score: an axis, perhaps a stage, and words that say no more."""
    stage = _stage(words)
    rest = [word for word in words if word not in _STAGE and not word.isdigit()]
    axes = [_AXIS[word] for word in rest if word in _AXIS]
    filling = _FILLING | _FILLING_STAGED if stage else _FILLING
    strange = [word for word in rest if word not in _AXIS and word not in filling]
    if not axes or strange:
        return None
    exact = [axis for axis in axes if axis != TOTAL]
    return Head(axis=exact[0] if len(set(exact)) == 1 else TOTAL, stage=stage)


def _stage(words: Iterable[str]) -> str:
    held = [word for word in words if word in _STAGE]
    # “Residual” beside “current” says what is left in the end.
    return _STAGE[held[0]] if held else ""


def _longest(joined: str) -> Head:
    """The longest words that are known and stand in the heading."""
    words = joined.split()
    runs = (
        " ".join(words[first:last])
        for first in range(len(words))
        for last in range(first + 1, min(len(words), first + MOST_WORDS) + 1)
    )
    held = [run for run in runs if len(run) > 4 and run in _BY_WORDS]
    return Head(_BY_WORDS[max(held, key=len)]) if held else NOTHING


def _columns(sheet: Sheet, last: int, heads: dict[int, Head]) -> dict[int, str]:
    """The keys of columns: each once, the scores by their stages."""
    rows = [cells for number, cells in sheet.rows if number > last]
    heads = {column: _by_sample(head, rows, column) for column, head in heads.items()}
    found: dict[int, str] = {}
    for column, key in (*_scores(heads, sheet, last), *_own(heads)):
        if key not in found.values():
            found[column] = key
    if "description" not in found.values():
        found = {c: "description" if key == "title" else key for c, key in found.items()}
    return dict(sorted(found.items()))


def _own(heads: dict[int, Head]) -> Iterator[tuple[int, str]]:
    taken: Counter[str] = Counter()
    for column, head in heads.items():
        key = head.key
        if key == CONTROLS and taken[CONTROLS]:
            key = ACTIONS
        if key == "description" and taken["description"] and not taken["title"]:
            # “Risk” and “Description” beside each other: the first is the title.
            first = next(c for c, h in heads.items() if h.key == "description")
            yield first, "title"
            yield column, "description"
            taken["title"] += 1
            continue
        if key == "description" and any(
            h.key == "description" for c, h in heads.items() if c > column
        ):
            taken[key] += 1
            continue
        if key:
            taken[key] += 1
            yield column, key


def _by_sample(head: Head, rows: Sequence[Sequence[Value]], column: int) -> Head:
    """What a heading means where its cells say: words of a score over long texts are wording, and
    a total in words is none."""
    held = [_at(cells, column) for cells in rows]
    texts = sorted(len(cell) for cell in held if isinstance(cell, str) and cell.strip())
    is_long = bool(texts) and texts[len(texts) // 2] > LONGEST_LEVEL
    if head.axis == IMPACT and is_long:
        return Head("consequences")
    if head.axis in {LIKELIHOOD, TOTAL} and is_long:
        return NOTHING
    if head.axis == TOTAL and texts and not any(_is_number(cell) for cell in held):
        return NOTHING
    if head.key == "consequences" and texts == [] and any(isinstance(c, int | float) for c in held):
        return Head(axis=IMPACT)
    return head


def _is_number(cell: Value) -> bool:
    return isinstance(cell, int | float) or (isinstance(cell, str) and cell.strip().isdigit())


def _scores(heads: dict[int, Head], sheet: Sheet, last: int) -> Iterator[tuple[int, str]]:
    """Scores with their stages: as the headings say, or in the order in which they come."""
    scored = {column: head for column, head in heads.items() if head.axis}
    stages = {head.stage for head in scored.values()}
    if AFTER in stages and TARGET not in stages:
        scored = _left_in_the_end(scored, sheet, last)
    without = [column for column, head in scored.items() if not head.stage]
    axes = [scored[column].axis for column in without]
    sets = max(axes.count(LIKELIHOOD), axes.count(IMPACT))
    order = [AFTER] if sets == 1 else [BEFORE, AFTER, TARGET]
    met: Counter[str] = Counter()
    for column, head in scored.items():
        stage = head.stage
        if not stage:
            place = met[head.axis]
            met[head.axis] += 1
            if place >= len(order):
                continue
            stage = order[place]
        yield column, f"{stage}.{head.axis}"


def _left_in_the_end(scored: dict[int, Head], sheet: Sheet, last: int) -> dict[int, Head]:
    """Where “current” and “residual” both stand, what is residual is what is aimed at."""
    said: dict[int, set[str]] = {}
    for number, cells in sheet.rows:
        if number in {last - 1, last}:
            over = ""
            for column in range(1, len(cells) + 1):
                over = str(_at(cells, column) or over)
                said.setdefault(column, set()).update(_words(over))
    words = {column: said.get(column, set()) for column in scored}
    both = {"current", "residual"} <= {word for held in words.values() for word in held}
    return {
        column: head._replace(stage=TARGET) if both and "residual" in words[column] else head
        for column, head in scored.items()
    }
