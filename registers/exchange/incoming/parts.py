"""What a file says of a risk's controls, their checks, its actions, and what is withheld or
challenged of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from registers.content import Risk
from registers.exchange.columns import (
    ACTIONS,
    ASSURANCES,
    CHALLENGES,
    CONTROLS,
    WITHHOLDINGS,
    Checked,
    Of,
    Table,
)
from registers.exchange.incoming import meaning
from registers.exchange.incoming.desk import Desk, altered, at, judged, need, now, values_of
from registers.exchange.incoming.given import Given
from registers.exchange.incoming.matching import match
from registers.exchange.incoming.meaning import Unclear
from registers.planned import LEFT, REFUSED, Item, Place, Told, refused_with

#: Where the control of a number in the file is: among the plan's items, and its key, if it has one.
Numbered = dict[tuple[str, int], tuple[int, int | None]]


def plan_controls(desk: Desk) -> Numbered:
    """Controls: reworded, given another owner, added; those that the file lacks are left alone."""
    numbered: Numbered = {}
    for reference, rows in _by_risk(desk, CONTROLS).items():
        risk = desk.risks[reference]
        kept = risk.controls if risk else ()
        for given, values, told, where, number in _matched(
            CONTROLS, rows, [one.text for one in kept]
        ):
            held = Of(risk, where + 1, kept[where]) if risk and where is not None else None
            _name_post(desk, given, values, told)
            item = _part(desk, CONTROLS, given, values, told, reference, held)
            numbered[reference, number] = (desk.put(item), item.key)
    return numbered


def plan_actions(desk: Desk) -> None:
    for reference, rows in _by_risk(desk, ACTIONS).items():
        risk = desk.risks[reference]
        kept = risk.actions if risk else ()
        for given, values, told, where, _number in _matched(
            ACTIONS, rows, [one.text for one in kept]
        ):
            held = Of(risk, where + 1, kept[where]) if risk and where is not None else None
            _name_post(desk, given, values, told)
            _mind_days(desk, given, values, told, held)
            desk.put(_part(desk, ACTIONS, given, values, told, reference, held))


def _mind_days(
    desk: Desk, given: Given, values: dict[str, Any], told: Told, held: Of | None
) -> None:
    """The day that was named first stays, and what is done was done by today."""
    first, due = ACTIONS.column("first_due"), values.get("due", "")
    if held is None:
        values["first_due"] = values.get("first_due") or due
    elif "first_due" in values:
        kept = now(first, held)
        if kept and values["first_due"] != kept:
            told.notices.append(at(first, given, _("The day that was named first stays.")))
        values["first_due"] = kept or due
    elif due and not now(first, held):
        values["first_due"] = due
    if values.get("done_on", "") > desk.today.isoformat():
        told.refusals.append(at(ACTIONS.column("done_on"), given, _("This day is still to come.")))


def plan_checks(desk: Desk, numbered: Numbered) -> None:
    """Checks of controls: each stays as it was recorded, and new ones are added."""
    met: set[int] = set()
    for reference, rows in _by_risk(desk, ASSURANCES).items():
        risk = desk.risks[reference]
        for given in rows:
            told = Told(list(given.notices), list(given.refusals))
            values = values_of(ASSURANCES, given, told, without=("risk", "number"))
            number = values.pop("control", None)
            parent, key = numbered.get((reference, number or 0), (None, None))
            control = _control(risk, number, key, is_in_file=parent is not None)
            if control is None and (parent is None or not desk.items[parent].writes):
                told.refusals.append(
                    _("%(risk)s has no control %(number)s.") % {"risk": reference, "number": number}
                )
            held = [] if control is None else _same_check(risk, control, values)
            if same := next((key for key in held if key not in met), None):
                met.add(same)
                desk.put(_said_before(ASSURANCES, given, reference, told))
                continue
            _mind_check(desk, given, values, told, control)
            row = Item(
                ASSURANCES.key, LEFT, reference, given.place, risk=reference,
                parent=None if control else parent,
            )  # fmt: skip
            need(ASSURANCES, values, told, given)
            found = altered(ASSURANCES, values, None, told, given)
            item = judged(row, told, found, new=True)
            desk.put(_of_control(item, control.key if control else None))


def _of_control(item: Item, key: int | None) -> Item:
    """A check is always new: its key is that of the control that was checked."""
    return Item(
        item.table, item.outcome, item.about, item.place, item.risk, key, item.parent,
        item.alterations, item.notices, item.refusals,
    )  # fmt: skip


def _control(risk: Risk | None, number: int | None, key: int | None, *, is_in_file: bool) -> Any:
    """The kept control that a number means: by the file's own list, or else by the register's."""
    if risk is None or number is None:
        return None
    if is_in_file:
        return next((one for one in risk.controls if one.key == key), None)
    return risk.controls[number - 1] if 1 <= number <= len(risk.controls) else None


def _same_check(risk: Risk | None, control: Any, values: dict[str, Any]) -> list[int]:
    """The keys of the checks of a control that say just what a row says."""
    columns = [column for column in ASSURANCES.columns if column.key in values]
    said = [values[column.key] or None for column in columns]
    rows = [Checked(risk, 0, 0, one) for one in control.assurances]  # type: ignore[arg-type]
    return [row.thing.key for row in rows if [now(column, row) for column in columns] == said]


def _mind_check(desk: Desk, given: Given, values: dict[str, Any], told: Told, control: Any) -> None:
    number = given.values.get("number")
    if control is not None and isinstance(number, int) and number <= len(control.assurances):
        told.refusals.append(
            _("A check stays as it was recorded. Record another one: leave its number empty.")
        )
    if values.get("checked_on", "") > desk.today.isoformat():
        column = ASSURANCES.column("checked_on")
        told.refusals.append(at(column, given, _("This day is still to come.")))


def plan_withheld(desk: Desk) -> None:
    """What is withheld: new decisions are taken, others are changed on the risk's page."""
    for reference, rows in _by_risk(desk, WITHHOLDINGS).items():
        risk = desk.risks[reference]
        for given in rows:
            told = Told(list(given.notices), list(given.refusals))
            values = values_of(WITHHOLDINGS, given, told, without=("risk",))
            kept = [
                one for one in (risk.withholdings if risk else ()) if one.part == values.get("part")
            ]
            if kept and risk:
                held = Of(risk, 1, kept[0])
                if altered(WITHHOLDINGS, values, held, Told(), given):
                    told.refusals.append(
                        _("What is withheld of %(risk)s is changed on its own page.")
                        % {"risk": reference}
                    )
                desk.put(_said_before(WITHHOLDINGS, given, reference, told))
                continue
            _mind_ground(given, values, told)
            wanted = {column.key: values.get(column.key, "") for column in WITHHOLDINGS.columns[1:]}
            item = Item(WITHHOLDINGS.key, LEFT, reference, given.place, risk=reference)
            found = altered(WITHHOLDINGS, wanted, None, told, given)
            item = judged(item, told, found, new=True)
            desk.put(item)
            if item.outcome == REFUSED and risk is None:
                _refuse_unprotected(desk, reference)


def _mind_ground(given: Given, values: dict[str, Any], told: Told) -> None:
    for column in WITHHOLDINGS.columns[1:]:
        if not values.get(column.key):
            told.refusals.append(at(column, given, _("This cannot be empty.")))
    if values.get("ground") and values["ground"] not in settings.WITHHOLDING_GROUNDS:
        column = WITHHOLDINGS.column("ground")
        told.refusals.append(at(column, given, _("Choose one of the grounds of the list.")))


def _refuse_unprotected(desk: Desk, reference: str) -> None:
    """A new risk does not come in without what keeps it from the public."""
    desk.refused.add(reference)
    sentence = _("What the file withholds of %(risk)s is refused, and so is the risk.") % {
        "risk": reference
    }
    desk.items = [
        Item(
            one.table, REFUSED, one.about, one.place, one.risk, notices=one.notices,
            refusals=(*one.refusals, sentence),
        )
        if one.risk == reference and one.writes
        else one
        for one in desk.items
    ]  # fmt: skip


def plan_challenges(desk: Desk) -> None:
    """Challenges are made and ended by the owners themselves: a file changes none."""
    for reference, rows in _by_risk(desk, CHALLENGES).items():
        risk = desk.risks[reference]
        said = [
            [now(column, Of(risk, 1, one)) for column in CHALLENGES.columns[2:]]  # type: ignore[arg-type]
            for one in (risk.challenges if risk else ())
        ]
        for given in rows:
            told = Told(list(given.notices), list(given.refusals))
            values = values_of(CHALLENGES, given, told, without=("risk", "number"))
            values["stands"] = values.get("stands") is True
            wanted = [_or_none(values.get(column.key)) for column in CHALLENGES.columns[2:]]
            if wanted in said:
                said.remove(wanted)
            else:
                told.refusals.append(_("An owner challenges a risk on the risk's own page."))
            desk.put(_said_before(CHALLENGES, given, reference, told))


def _or_none(value: Any) -> Any:
    return None if value == "" else value


def _said_before(table: Table, given: Given, reference: str, told: Told) -> Item:
    """A row that changes nothing, or is refused."""
    item = Item(table.key, LEFT, reference, given.place, risk=reference)
    return judged(item, told, (), new=False)


def _part(
    desk: Desk,
    table: Table,
    given: Given,
    values: dict[str, Any],
    told: Told,
    reference: str,
    held: Of | None,
) -> Item:
    """A control or an action, as it would be added or changed."""
    risk = desk.risks[reference]
    found = altered(table, values, held, told, given)
    if held is None:
        need(table, values, told, given)
    if found and risk is not None and not risk.is_open:
        told.refusals.append(
            _("%(risk)s is closed. Reopen it before changing it.") % {"risk": reference}
        )
    item = Item(
        table.key, LEFT, reference, given.place, risk=reference,
        key=held.thing.key if held else None,
    )  # fmt: skip
    return judged(item, told, found, new=held is None)


def _name_post(desk: Desk, given: Given, values: dict[str, Any], told: Told) -> None:
    if "owner" in values:
        values["owner"] = desk.named_post(values["owner"], given, told)


Row = tuple[Given, dict[str, Any], Told, int | None, int]


def _matched(table: Table, rows: Sequence[Given], kept: Sequence[str]) -> list[Row]:
    """Rows of one risk: what they mean, which kept thing each is, its number in the file."""
    read = []
    for given in rows:
        told = Told(list(given.notices), list(given.refusals))
        read.append((given, values_of(table, given, told, without=("risk", "number")), told))
    numbers = [_number(given) for given, _values, _told in read]
    texts = [values.get("text", "") for _given, values, _told in read]
    found = match(kept, list(zip(numbers, texts, strict=True)))
    return [
        (given, values, told, where, number or place)
        for place, ((given, values, told), where, number) in enumerate(
            zip(read, found, numbers, strict=True), start=1
        )
    ]


def _number(given: Given) -> int | None:
    try:
        return meaning.whole(given.values.get("number"))
    except Unclear:
        return None


def _by_risk(desk: Desk, table: Table) -> dict[str, list[Given]]:
    """The rows of a table by the risk that they belong to; those that belong to none, or to one
    that is refused, are refused here."""
    found: dict[str, list[Given]] = defaultdict(list)
    for given in desk.rows(table):
        told = Told(list(given.notices), list(given.refusals))
        reference = _risk_of(desk, given, told)
        if reference in desk.refused:
            told.refusals.append(refused_with(reference))
        elif not told.refusals and reference not in desk.risks:
            told.refusals.append(
                _("There is no risk %(risk)s in the file or the register.") % {"risk": reference}
            )
        if told.refusals:
            desk.put(_said_before(table, given, reference, told))
        else:
            found[reference].append(given)
    return found


def _risk_of(desk: Desk, given: Given, told: Told) -> str:
    """The reference of the risk that a row names, or whose row it stands in."""
    named = given.values.get("risk")
    if isinstance(named, Place):
        return desk.placed.get(named, "")
    try:
        return meaning.reference(named or "").value
    except Unclear as problem:
        told.refusals.append(str(problem))
        return ""
