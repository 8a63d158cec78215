"""What changed since an earlier day, as the paper says it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registers import changes as found
from registers.between import Between
from registers.changes import Change, RiskChanges
from registers.content import Snapshot
from registers.exchange.paper import wording
from registers.exchange.paper.material import Earlier, Material
from registers.presentation import change_sections, change_words
from registers.presentation.change_items import Items
from registers.presentation.change_sections import Section
from registers.presentation.changed_by import Hands
from registers.presentation.words_apart import Comparer

NOBODY = Between(entries=(), organisations={}, assessments={}, erasures=())


@dataclass(frozen=True, slots=True)
class Since:
    """`since` names the earlier point, `sentences` say in counts what changed, `nothing` says that
    there is nothing to compare, and `sections` hold every change. `markings` are those of the
    earlier words that may stand in them."""

    since: str
    sentences: tuple[str, ...]
    nothing: str
    sections: tuple[Section, ...]
    markings: tuple[str, ...]


def since(
    material: Material, shown: Snapshot, *, public: bool, whole: bool, listed: bool
) -> Since | None:
    """What changed of the risks that are `shown`, and, of a `whole` register, of the register
    itself; the changes one by one where they are `listed`."""
    earlier = material.earlier
    if earlier is None:
        return None
    before, now = earlier.snapshot, material.now
    if before.number == now.number:
        return Since(_named(earlier, public=public), (), _nothing(earlier), (), ())
    if public:
        before, now = material.shown_then(before), now.public(before, *material.others)
    changed = found.changes(before, now)
    keys = {risk.key for risk in shown.all_risks}
    risks = tuple(risk for risk in changed.risks if risk.after.key in keys)
    register = tuple(c for c in changed.register if whole and not (public and _is_post(c)))
    sections: tuple[Section, ...] = ()
    if listed:
        between = NOBODY if public else earlier.between
        marks = Comparer(erased.mark for erased in earlier.between.erasures)
        items = Items(changed, Hands(between, now.owners), marks)
        sections = change_sections.sections(risks, register, items, ())
    return Since(
        since=_named(earlier, public=public),
        sentences=tuple(_sentences(risks, register, shown)),
        nothing="",
        sections=sections,
        markings=(before.marking, *(risk.before.marking for risk in risks if risk.before)),
    )


def _is_post(change: Change) -> bool:
    """Whether a post came or went: for the public, posts come and go with the risks shown."""
    return change.thing[0] == "post" and not change.column


def _named(earlier: Earlier, *, public: bool) -> str:
    day = date_format(earlier.day, "j F Y")
    if earlier.is_first:
        return _("since the register was set up, on %(day)s") % {"day": day}
    if public:
        return _("since %(day)s") % {"day": day}
    return _("since revision %(number)s, of %(day)s") % {
        "number": earlier.snapshot.number,
        "day": day,
    }


def _nothing(earlier: Earlier) -> str:
    if earlier.is_first:
        return _("Nothing earlier is recorded, so there is nothing to compare this with.")
    return _("Nothing was changed in this time.")


def _sentences(
    risks: tuple[RiskChanges, ...], register: tuple[Change, ...], shown: Snapshot
) -> list[str]:
    counts = found.count(risks)
    said = [f"{wording.begun(change_words.counted(counts))}."]
    told = [*(change for risk in risks for change in risk.changes), *register]
    if rest := change_words.of_the_rest(told, 0):
        said.append(f"{wording.begun(rest)}.")
    apart = len(shown.risks) - counts.open
    if apart:
        words = ngettext(
            "One risk is not compared, since it is or was withheld.",
            "%(number)s risks are not compared, since they are or were withheld.",
            apart,
        )
        said.append(words % {"number": wording.begun(wording.number(apart))})
    return said
