"""The first sheet of a workbook: what it is, what it says in short, what the others hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from registers.content import Snapshot
from registers.exchange import edges
from registers.exchange.columns import tables_of
from registers.exchange.sheets import Column, Look, Row, Sheet, Shown
from registers.presentation.in_short import in_short
from scoring.matrix import Band

STRONG = Look(bold=True)


def how_to_read(snapshot: Snapshot, looks: Mapping[Band, Look], marking: str) -> Sheet:
    """Names and words in two columns."""
    rows: list[Row] = [*_about(snapshot, marking), (), (Shown(_("In short"), STRONG),)]
    rows += [*in_short(snapshot), (), (Shown(_("Scores"), STRONG),)]
    rows += [*_scores(snapshot, looks), (), (Shown(_("Sheets"), STRONG),), *_sheets(snapshot)]
    columns = (Column(_("Register"), 30), Column(snapshot.title, 110))
    return Sheet(_("How to read this"), columns, rows, is_list=False)


def _about(snapshot: Snapshot, marking: str) -> Iterator[Row]:
    yield _("Owners"), ", ".join(owner.name for owner in snapshot.owners)
    yield _("Marking"), marking
    if snapshot.notice:
        yield _("Notice"), snapshot.notice
    if snapshot.introduction:
        yield _("Introduction"), snapshot.introduction
    if snapshot.for_public:
        yield _("For whom"), _("The public: without what is withheld")
    else:
        yield _("Saved"), snapshot.moment
    for sentence in edges.withheld(snapshot):
        yield _("Withheld"), sentence
    yield _("To be checked by"), edges.foot(snapshot)


def _scores(snapshot: Snapshot, looks: Mapping[Band, Look]) -> Iterator[Row]:
    matrix = snapshot.scheme.matrix
    yield (
        _("Score"),
        _("Likelihood times impact. Scores are compared, never added up or averaged."),
    )
    axes = ((_("Likelihood"), matrix.likelihood), (_("Impact"), matrix.impact))
    for axis, levels in axes:
        for level in levels:
            yield f"{axis} {level.value}", f"{level.name} {level.range}".strip()
    for band in reversed(matrix.bands):
        yield Shown(band.word, looks[band]), band.range
    if snapshot.scheme.bands_note:
        yield _("Bands"), snapshot.scheme.bands_note


def _sheets(snapshot: Snapshot) -> Iterator[Row]:
    yield _("Map"), _("Every open risk in its cell, before and after controls.")
    yield _("Register"), _("Open risks as they are printed, theme by theme.")
    for table in tables_of(snapshot):
        yield table.name, table.about
    if not snapshot.for_public:
        yield (
            _("Change and return"),
            _(
                "The sheets from “Risks” on can be changed and imported again. Totals and ratings "
                "are computed and are not read. Leave references and heads as they are."
            ),
        )
