"""A register as a workbook: how to read it, the map, the register as it is printed, its tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from registers.content import STAGES, Assessment, Risk, Snapshot
from registers.exchange import edges, sheets
from registers.exchange.columns import RISKS, Table, tables_of
from registers.exchange.how_to_read import how_to_read
from registers.exchange.paper.bands import paper_bands
from registers.exchange.sheets import Column, Look, Row, Sheet, Shown, write_book
from registers.presentation import words
from scoring.matrix import Band

STRONG = Look(bold=True)
THEME = Look(bold=True, fill="D5DCE4", size=12)
NAMES = Look(bold=True, fill="E7EBF0", centred=True, framed=True)
CENTRED = Look(centred=True)
#: The height of a row of the map, in points, and how many references stand on a line of it.
LEVEL_HEIGHT, ON_A_LINE = 62.0, 5

Looks = dict[Band, Look]


def write_xlsx(snapshot: Snapshot, *, more: Sequence[Sheet] = (), marking: str = "") -> bytes:
    """The workbook of a register. `more` are sheets that are asked for besides: changes, history;
    `marking` is then the highest of all that is in it.

    What it says of risks is what the snapshot says: one for the public makes a workbook for it.
    """
    looks = looks_of(snapshot)
    marking = marking or edges.head(snapshot)
    pages = [
        how_to_read(snapshot, looks, marking),
        map_page(snapshot, "before", _("Map before controls"), looks),
        map_page(snapshot, "after", _("Map after controls"), looks),
        printed(snapshot, looks),
        *(table_page(snapshot, table, looks) for table in tables_of(snapshot)),
        *more,
    ]
    return write_book(pages, title=snapshot.title, head=marking, foot=edges.foot(snapshot))


def looks_of(snapshot: Snapshot) -> Looks:
    """How each band looks, the same as on paper."""
    return {
        shown.band: Look(
            bold=True,
            fill=shown.tone.fill.removeprefix("#").upper(),
            ink=shown.tone.ink.removeprefix("#").upper(),
            centred=True,
            framed=True,
        )
        for shown in paper_bands(snapshot.scheme.matrix.bands)
    }


def map_page(snapshot: Snapshot, stage: str, name: str, looks: Looks) -> Sheet:
    """The map as cells: a row for each level of impact, the highest on top, in each cell the total,
    the band's word and the references."""
    matrix = snapshot.scheme.matrix
    placed = snapshot.placed(stage)
    rows: list[Row] = []
    heights = {}
    for level, cells in matrix.rows:
        row: list[sheets.Value | Shown] = [Shown(f"{level.value} {level.name}", NAMES)]
        most = 0
        for cell in cells:
            found = placed[cell.place].items
            named = ", ".join(risk.reference for risk in found)
            says = f"{cell.total} {cell.band.word}"
            row.append(Shown(f"{says}\n{named}" if named else says, looks[cell.band]))
            most = max(most, len(found))
        rows.append(row)
        lines = 1 + -(-most // ON_A_LINE)
        heights[len(rows) + 1] = min(sheets.TALLEST, max(LEVEL_HEIGHT, lines * sheets.LINE_HEIGHT))
    rows.append([Shown(_("Impact ↑  Likelihood →"), NAMES)] + [
        Shown(" ".join(filter(None, (f"{level.value} {level.name}", level.range))), NAMES)
        for level in matrix.likelihood
    ])  # fmt: skip
    heights[len(rows) + 1] = 48.0
    rows += _beside_the_map(snapshot, stage, looks)
    columns = (Column(name, 26), *(Column("", 30) for _level in matrix.likelihood))
    return Sheet(name, columns, rows, is_list=False, heights=heights)


def _beside_the_map(snapshot: Snapshot, stage: str, looks: Looks) -> Iterator[Row]:
    yield ()
    for band, count in snapshot.counts(stage):
        yield Shown(band.word, looks[band]), words.risks(count), band.range
    if unscored := snapshot.unscored(stage):
        yield _("Not scored"), words.references(unscored)
    for sentence in edges.withheld(snapshot):
        yield (sentence,)


def printed(snapshot: Snapshot, looks: Looks) -> Sheet:
    """The register in the shape of its source: a small table before, the controls, a small table
    after, one control a row."""
    columns = (
        Column(snapshot.title, 100), Column("", 12), Column("", 12), Column("", 12), Column("", 14),
    )  # fmt: skip
    return Sheet(_("Register"), columns, list(_printed(snapshot, looks)), is_list=False)


def _printed(snapshot: Snapshot, looks: Looks) -> Iterator[Row]:
    for theme in snapshot.themes:
        yield (Shown(f"{theme.number} {theme.name}", THEME),)
        for risk in theme.open_risks:
            yield from _printed_risk(risk, looks)
    for sentence in edges.withheld(snapshot):
        yield (sentence,)


def _printed_risk(risk: Risk, looks: Looks) -> Iterator[Row]:
    title = f" – {risk.title}" if risk.title else ""
    yield (Shown(f"{risk.reference}{title}", STRONG),)
    yield (risk.description,)
    heads = (_("Likelihood"), _("Impact"), _("Total"), _("Rating"))
    names = {
        "before": _("Before mitigating controls are in place"),
        "after": _("After mitigating controls are in place"),
        "target": _("Target"),
    }
    for stage in STAGES:
        held = risk.assessment(stage)
        if held or stage != "target":
            yield (Shown(names[stage], sheets.HEAD), *(Shown(word, NAMES) for word in heads))
            yield _score(held, looks)
        if stage == "before":
            yield from ((control.text,) for control in risk.controls)
    yield ()


def _score(held: Assessment | None, looks: Looks) -> Row:
    if held is None:
        return (_("not scored"),)
    shown = (Shown(number, CENTRED) for number in (held.likelihood, held.impact))
    rating = (Shown(value, looks[held.band]) for value in (held.total, held.band.word))
    return (held.why, *shown, *rating)


def table_page(snapshot: Snapshot, table: Table, looks: Looks) -> Sheet:
    """A flat table: each row is one thing, each cell one value, as they are read again."""
    columns = [
        Column(column.heading, column.width, tuple(column.words.values()))
        for column in table.columns
    ]
    rows = _rated(snapshot, looks) if table is RISKS else table.values(snapshot)
    return Sheet(table.name, columns, rows)


def _rated(snapshot: Snapshot, looks: Looks) -> Iterable[Row]:
    """The rows of the risks, with the fill of its band on each rating."""
    flat = {band: Look(fill=look.fill, ink=look.ink) for band, look in looks.items()}
    places = [
        (place, column.key.partition(".")[0] if column.computed else "")
        for place, column in enumerate(RISKS.columns)
    ]
    for risk, values in zip(snapshot.all_risks, RISKS.values(snapshot), strict=True):
        found = {stage: risk.assessment(stage) for stage in STAGES}
        yield [
            Shown(values[place], flat[held.band]) if stage and (held := found[stage]) else value
            for (place, stage), value in zip(places, values, strict=True)
        ]
