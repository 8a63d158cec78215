"""Bringing a file in: what its plan says, in one revision or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from registers.actions.agreement import need_agreement
from registers.actions.change import Change, changing, need_reason
from registers.actions.refusals import Invalid, PlanChanged
from registers.actions.risks import set_details, write_assessment
from registers.actions.withholdings import write_withholding
from registers.by_proposal import rules_of
from registers.content import STAGES, Snapshot
from registers.models import (
    Assessment,
    Assurance,
    Control,
    Ownership,
    PlannedAction,
    Post,
    Register,
    Revision,
    Risk,
    Theme,
)
from registers.permissions import EDIT, Actor
from registers.planned import Item, Plan
from registers.snapshot import snapshot

#: Of a file's name, what stands in the history.
LONGEST_NAME = 200


def import_file(
    register: Register,
    *,
    by: Actor,
    reason: str,
    file: str,
    fingerprint: str,
    agreed: str,
    plan: Callable[[Snapshot], Plan],
    moment: datetime | None = None,
) -> Revision | None:
    """Do what was agreed of a file: `agreed` is the digest of the plan that was shown.

    The plan is made again under the lock, from what the register says then. Raises PlanChanged
    where that would do something else, and what any action raises; nothing is written then. The
    revision's reason names the `file` and its `fingerprint`, the SHA-256 of its bytes.
    """
    need_reason(reason)
    where = _("From the file %(file)s, SHA-256 %(fingerprint)s.") % {
        "file": file, "fingerprint": fingerprint,
    }  # fmt: skip
    with changing(
        register.journal,
        by=by,
        needs=EDIT,
        verb="import",
        register=register,
        subject=file[:LONGEST_NAME],
        reason=f"{reason}\n{where}",
        moment=moment,
    ) as change:
        now = plan(snapshot(register))
        if now.digest != agreed:
            raise PlanChanged(
                _("The register has changed since this was shown. Nothing was brought in: look at "
                  "what the file would do now."), now,
            )  # fmt: skip
        _Writer(change, register, reason).write(now)
    return change.made


class _Writer:
    """Writes the items of a plan under an open change, the rows that there are read once."""

    def __init__(self, change: Change, register: Register, reason: str) -> None:
        self._change, self._reason = change, reason
        self._register = Register.objects.get(pk=register.pk)
        of = {"register": register, "removed": False}
        self._themes = {row.number: row for row in Theme.objects.filter(**of)}
        self._posts = {row.title: row for row in Post.objects.filter(**of)}
        self._owners = {row.short_name: row for row in Ownership.objects.filter(**of)}
        self._risks = {row.reference: row for row in Risk.objects.filter(register=register)}
        self._controls = {row.pk: row for row in Control.objects.filter(**of)}
        self._actions = {row.pk: row for row in PlannedAction.objects.filter(**of)}
        scores = Assessment.objects.filter(**of)
        self._scores = {(row.risk_id, row.stage): row for row in scores}
        self._last: dict[int, int] = {}
        for row in Control.objects.filter(register=register).only("risk_id", "position"):
            self._last[row.risk_id] = max(row.position, self._last.get(row.risk_id, 0))
        self._added: dict[int, Control] = {}

    def write(self, plan: Plan) -> None:
        """Every item that writes, in its order: what others need comes before them. Raises Invalid
        with the place in the file in front."""
        tables = {
            "register": self._head,
            "themes": self._theme,
            "posts": self._post,
            "risks": self._risk,
            "controls": self._control,
            "checks": self._check,
            "actions": self._action,
            "withheld": self._withheld,
        }
        for number, item in enumerate(plan.items):
            if not item.writes:
                continue
            new = {one.key: one.new for one in item.alterations}
            try:
                tables[item.table](number, item, new)
            except Invalid as problem:
                place = f"{item.place.sheet} {item.place.row}".strip()
                raise Invalid({"": f"{place}: {problem.by_field()}"}) from None

    def _head(self, number: int, item: Item, new: Mapping[str, Any]) -> None:
        for name, value in new.items():
            setattr(self._register, "is_public" if name == "public" else name, value)
        self._change.save(self._register)

    def _theme(self, number: int, item: Item, new: Mapping[str, Any]) -> None:
        kept = {row.pk: row for row in self._themes.values()}
        theme = kept[item.key] if item.key else Theme(register=self._register)
        _set(theme, new)
        self._change.save(theme)
        self._themes[theme.number] = theme

    def _post(self, number: int, item: Item, new: Mapping[str, Any]) -> None:
        owner = self._owners[new["owner"]] if new.get("owner") else None
        post = Post(register=self._register, title=new["title"], owner=owner)
        self._change.save(post)
        self._posts[post.title] = post

    def _risk(self, number: int, item: Item, new: Mapping[str, Any]) -> None:
        risk = self._risks.get(item.risk) or Risk(register=self._register, reference=item.risk)
        lead = risk.lead_id
        if "theme" in new:
            risk.theme = self._themes[new["theme"]]
        closing = {"closed_on", "closed_why"}
        for name in closing & new.keys():
            setattr(risk, name, new[name])
        own = {n: v for n, v in new.items() if "." not in n and n != "theme" and n not in closing}
        set_details(risk, own)
        self._change.save(risk)
        self._risks[item.risk] = risk
        rules = rules_of(new, is_new=item.key is None)
        need_agreement(self._change, self._register, rules, lead if item.key else risk.lead_id)
        for stage in STAGES:
            self._score(risk, stage, new, is_new=item.key is None)

    def _score(self, risk: Risk, stage: str, new: Mapping[str, Any], *, is_new: bool) -> None:
        """A score with the reason that the file gives, or else that of the import; a new risk's
        needs none."""
        likelihood, impact = new.get(f"{stage}.likelihood"), new.get(f"{stage}.impact")
        if likelihood is None or impact is None:
            return
        why = new.get(f"{stage}.why") or ("" if is_new else self._reason)
        score = self._scores.get((risk.pk, stage))
        if score is None:
            write_assessment(self._change, risk, stage, (likelihood, impact), why)
            return
        score.likelihood, score.impact, score.why = likelihood, impact, why
        self._change.save(score)

    def _control(self, number: int, item: Item, new: Mapping[str, Any]) -> None:
        if item.key:
            control = self._controls[item.key]
        else:
            risk = self._risks[item.risk]
            self._last[risk.pk] = self._last.get(risk.pk, 0) + 1
            position = self._last[risk.pk]
            control = Control(register=self._register, risk=risk, position=position)
        self._set_owned(control, new)
        self._change.save(control)
        self._added[number] = control

    def _check(self, number: int, item: Item, new: Mapping[str, Any]) -> None:
        control = self._controls[item.key] if item.key else self._added[item.parent or 0]
        risk = self._risks[item.risk]
        self._change.save(Assurance(register=self._register, risk=risk, control=control, **new))

    def _action(self, number: int, item: Item, new: Mapping[str, Any]) -> None:
        risk = self._risks[item.risk]
        action = self._actions[item.key] if item.key else PlannedAction(
            register=self._register, risk=risk
        )  # fmt: skip
        self._set_owned(action, new)
        self._change.save(action)

    def _withheld(self, number: int, item: Item, new: Mapping[str, Any]) -> None:
        write_withholding(self._change, self._risks[item.risk], **new)

    def _set_owned(self, row: Control | PlannedAction, new: Mapping[str, Any]) -> None:
        fields = dict(new)
        if "owner" in fields:
            title = fields.pop("owner")
            row.owner = self._posts[title] if title else None
        _set(row, fields)


def _set(row: Any, new: Mapping[str, Any]) -> None:
    for name, value in new.items():
        setattr(row, name, value)
