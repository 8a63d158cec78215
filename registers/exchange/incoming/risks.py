"""What a file says of risks themselves: wording, details, scores, and whether they are closed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from registers.by_proposal import rules_of, sentence_of
from registers.content import STAGES, Assessment, Risk
from registers.exchange.columns import RISKS, STAGE_WORDS
from registers.exchange.incoming import meaning
from registers.exchange.incoming.desk import Desk, altered, at, judged, now, values_of
from registers.exchange.incoming.given import Given
from registers.exchange.incoming.heads import owner_of, theme_of
from registers.exchange.incoming.meaning import Unclear
from registers.planned import LEFT, REFUSED, Alteration, Item, Told

#: Words by which a risk says that something fails; twice, it may be two risks.
_FAILURES = re.compile(
    r"\b(?:fails?|failure|failing|unable|inability|(?:does|do|is|are) not|not able)\b",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=[.;])\s+|\n+")
_SCORES = tuple(column.key for column in RISKS.columns if "." in column.key)
_APART = ("reference", "theme", *_SCORES)


def plan_risks(desk: Desk) -> None:
    for given in desk.rows(RISKS):
        _plan_risk(desk, given)


def _plan_risk(desk: Desk, given: Given) -> None:
    told = Told(list(given.notices), list(given.refusals))
    values = values_of(RISKS, given, told, without=_APART)
    reference = _reference(desk, given, values, told)
    kept = desk.risks.get(reference)
    found = _own(desk, given, values, kept, told)
    for stage in STAGES:
        found += _score(desk, given, stage, kept, told)
    if kept is None and not told.refusals and not values.get("description"):
        told.refusals.append(_("A new risk says what may happen: its description is empty."))
    _mind_closing(desk, kept, found, told)
    makes_sense = not told.refusals
    _mind_proposals(desk, kept, found, told)
    about = reference or meaning.told(values.get("description", "")) or _("a risk without a name")
    item = Item(RISKS.key, LEFT, about, given.place, risk=reference, key=kept.key if kept else None)
    item = judged(item, told, found, new=kept is None)
    desk.put(item)
    desk.placed[given.place] = reference
    if item.outcome == REFUSED and not (kept and makes_sense):
        desk.refused.add(reference)
    elif kept is None:
        desk.risks[reference] = None


def _reference(desk: Desk, given: Given, values: Mapping[str, Any], told: Told) -> str:
    """The reference of a row's risk: as it stands there, or of the risk that says the same, or the
    next one of the theme. Empty with a refusal."""
    raw = given.values.get("reference")
    if meaning.is_empty(raw):
        found = _same_words(desk, values) or _next(desk, given)
    else:
        found, notice = _read_reference(given, raw, told)
        told.notices += [notice] if notice else []
    if found and found in desk.met:
        told.refusals.append(
            _("%(risk)s stands in the file more than once, and the first row is taken. A reference "
              "is of one risk: give the other a reference of its own.") % {"risk": found}
        )  # fmt: skip
    desk.met.add(found)
    return found


def _read_reference(given: Given, raw: Any, told: Told) -> meaning.Read:
    try:
        return meaning.reference(raw)
    except Unclear as problem:
        told.refusals.append(at(RISKS.column("reference"), given, str(problem)))
        return meaning.Read("")


def _same_words(desk: Desk, values: Mapping[str, Any]) -> str:
    """The risk of the register that says the same, where the row names none."""
    for risk in desk.snapshot.all_risks:
        if risk.description == values.get("description") and risk.reference not in desk.met:
            return risk.reference
    return ""


def _next(desk: Desk, given: Given) -> str:
    """The next reference of the theme that a row without one names."""
    number = theme_of(desk, given.values.get("theme"), given, Told()) or desk.file.theme
    if not number:
        return ""
    taken = {*desk.risks, *desk.met}
    ends = [int(found[1]) for name in taken if (found := re.fullmatch(rf"R{number}\.(\d+)", name))]
    return f"R{number}.{max(ends, default=0) + 1}"


def _own(
    desk: Desk, given: Given, values: dict[str, Any], kept: Risk | None, told: Told
) -> list[Alteration]:
    """What differs of the risk's own fields."""
    if "lead" in values:
        values["lead"] = owner_of(desk, values["lead"], told)
    if "risk_owner" in values:
        values["risk_owner"] = desk.named_post(values["risk_owner"], given, told)
    number = _theme(desk, given, kept, told)
    if number is not None:
        values["theme"] = number
    if kept is not None:
        _leave_withheld(kept, values, told)
    found = altered(RISKS, values, kept, told, given)
    if any(one.key == "description" for one in found) and _is_compound(values["description"]):
        told.notices.append(
            _("This may be two risks in one: it names more than one failure. Apart, each can have "
              "its own score.")
        )  # fmt: skip
    return found


def _theme(desk: Desk, given: Given, kept: Risk | None, told: Told) -> int | None:
    number = theme_of(desk, given.values.get("theme"), given, told)
    if number is not None or kept is not None or told.refusals:
        return number
    of_reference = re.match(r"[A-Z]+([0-9]+)\.", str(given.values.get("reference") or ""))
    if of_reference and int(of_reference[1]) in desk.themes:
        return int(of_reference[1])
    if desk.file.theme in desk.themes:
        return desk.file.theme
    told.refusals.append(
        _("The row names no theme. Choose one for risks that have none, or write it in the file.")
    )
    return None


def _leave_withheld(kept: Risk, values: dict[str, Any], told: Told) -> None:
    """An empty cell takes nothing away that is withheld: files for the public leave it out."""
    for part in [one.part for one in kept.withholdings if one.part in values]:
        if values[part] in {"", None}:
            del values[part]
            told.notices.append(
                _("%(heading)s is withheld from the public and empty here: it is left alone.")
                % {"heading": RISKS.column(part).heading}
            )


def _is_compound(description: str) -> bool:
    """Whether a description names a failure in more than one of its sentences."""
    return sum(bool(_FAILURES.search(part)) for part in _SENTENCES.split(description)) > 1


def _score(desk: Desk, given: Given, stage: str, kept: Risk | None, told: Told) -> list[Alteration]:
    """What differs of a score. An empty one takes no score away."""
    if f"{stage}.likelihood" not in given.values and f"{stage}.impact" not in given.values:
        return _only_total(given, stage, told)
    placed = tuple(_level(desk, given, stage, axis, told) for axis in ("likelihood", "impact"))
    held = kept.assessment(stage) if kept else None
    if told.refusals:
        return []
    if placed == (None, None):
        if held:
            told.notices.append(
                _("The score %(when)s is empty in the file: it is left alone.")
                % {"when": STAGE_WORDS[stage]}
            )
        return []
    likelihood, impact = placed
    if likelihood is None or impact is None:
        told.refusals.append(
            _("The score %(when)s needs both a likelihood and an impact.")
            % {"when": STAGE_WORDS[stage]}
        )
        return []
    _mind_total(given, stage, likelihood * impact, told)
    return _placed(given, stage, (likelihood, impact), held, kept, told)


def _placed(
    given: Given,
    stage: str,
    placed: tuple[int, int],
    held: Assessment | None,
    kept: Risk | None,
    told: Told,
) -> list[Alteration]:
    column = RISKS.column(f"{stage}.why")
    why = meaning.text(given.values.get(column.key), exact=given.exact).value
    old = held.why if held else ""
    if held and (held.likelihood, held.impact) == placed:
        if column.key in given.values and why != old:
            told.notices.append(
                at(
                    column,
                    given,
                    _("The score stays, and so does the reason that was given for it."),
                )
            )
        return []
    found = [
        Alteration(key, RISKS.column(key).heading, now(RISKS.column(key), kept), new)
        for key, new in zip((f"{stage}.likelihood", f"{stage}.impact"), placed, strict=True)
    ]
    if why and why != old:
        found.append(Alteration(column.key, column.heading, old or None, why))
    return found


def _only_total(given: Given, stage: str, told: Told) -> list[Alteration]:
    column = RISKS.column(f"{stage}.total")
    if not meaning.is_empty(given.values.get(column.key)):
        told.notices.append(
            at(
                column,
                given,
                _("A total alone says neither likelihood nor impact: it is not taken."),
            )
        )
    return []


def _level(desk: Desk, given: Given, stage: str, axis: str, told: Told) -> int | None:
    column, matrix = RISKS.column(f"{stage}.{axis}"), desk.snapshot.scheme.matrix
    try:
        found = meaning.level(
            getattr(matrix, axis), getattr(desk.file.levels, axis), given.values.get(column.key)
        )
    except Unclear as problem:
        told.refusals.append(at(column, given, str(problem)))
        return None
    if found.notice:
        told.notices.append(at(column, given, found.notice))
    return found.value


def _mind_total(given: Given, stage: str, product: int, told: Told) -> None:
    """Say where a total is not likelihood × impact; it is computed in any case."""
    column = RISKS.column(f"{stage}.total")
    raw = given.values.get(column.key)
    try:
        total = meaning.whole(raw)
    except Unclear:
        total = 0
    if total not in {None, product}:
        told.notices.append(
            at(column, given, _("“%(raw)s” is not likelihood × impact, which is %(product)s.")
               % {"raw": meaning.told(raw), "product": product})
        )  # fmt: skip


def _mind_closing(desk: Desk, kept: Risk | None, found: list[Alteration], told: Told) -> None:
    """Refuse what can be done to a risk only on its own page."""
    new = {one.key: one.new for one in found}
    closed_on = new.get("closed_on", kept and now(RISKS.column("closed_on"), kept))
    closed_why = new.get("closed_why", kept.closed_why if kept else None)
    if kept is not None and not kept.is_open and found:
        told.refusals.append(
            _("%(risk)s is closed. Reopen it before changing it.") % {"risk": kept.reference}
        )
    elif bool(closed_on) != bool(closed_why):
        told.refusals.append(_("A closed risk has both a day and a reason."))
    elif closed_on and str(closed_on) > desk.today.isoformat() and "closed_on" in new:
        told.refusals.append(_("The day on which it was closed is still to come."))


def _mind_proposals(desk: Desk, kept: Risk | None, found: list[Alteration], told: Told) -> None:
    """Refuse what the owners change by proposal only."""
    if not found or told.refusals:
        return
    named = next((one.new for one in found if one.key == "lead"), None)
    lead = kept.lead.short_name if kept and kept.lead else None if kept else named
    mine = [o.short_name for o in desk.snapshot.owners if o.organisation == desk.organisation]
    rules = rules_of([one.key for one in found], is_new=kept is None)
    anothers = lead is not None and lead not in mine
    if why := sentence_of(desk.snapshot.by_proposal, rules, is_anothers=anothers):
        told.refusals.append(
            _("%(why)s Propose it to the other owner on the register's own pages.") % {"why": why}
        )
