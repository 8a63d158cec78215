"""What stands around the cells of a drawing: the names of the levels and the line of appetite."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from registers.presentation.drawn_text import LINE, Text, level_name, stacked
from registers.presentation.movement.lines import at
from registers.presentation.movement.look import Look
from scoring.matrix import Level, Matrix
from scoring.streets import Frame, Place

#: How far the line of appetite keeps off the cells that are above it.
HUG = 6.0
#: How wide the words of that line are at most.
LIMIT_WIDTH = 150.0


def names(frame: Frame, matrix: Matrix, look: Look) -> tuple[Text, ...]:
    """The names of the levels beside the rows and below the columns, and of the two axes, which
    make room for long ones."""
    rows, columns = _rows(frame, matrix, look), _columns(frame, matrix, look)
    return (*rows, *columns, *_axes(frame, look, (*rows, *columns)))


def _axes(frame: Frame, look: Look, levels: Sequence[Text]) -> list[Text]:
    width, height = frame.size
    foot = max(height + look.below, *(name.y + LINE + 12 for name in levels)) - 6
    over = min(-9.0, *(name.y - LINE for name in levels))
    if not look.lists:
        words = _("Likelihood across, impact upwards")
        return [Text(round(width / 2, 1), round(foot, 1), words, "name")]
    return [
        Text(round(width / 2, 1), round(foot, 1), _("Likelihood"), "name"),
        Text(-10, round(over, 1), _("Impact"), "name", "end"),
    ]


def _rows(frame: Frame, matrix: Matrix, look: Look) -> list[Text]:
    found: list[Text] = []
    for level in matrix.impact:
        y = frame.corner((1, level.value))[1] + frame.height / 2
        found += _named(level, (-10, y), look.left - 14, look, "end")
    return found


def _columns(frame: Frame, matrix: Matrix, look: Look) -> list[Text]:
    found: list[Text] = []
    room = frame.width + frame.street * 0.7
    for level in matrix.likelihood:
        x = frame.corner((level.value, 1))[0] + frame.width / 2
        lines = len(_named(level, (0, 0), room, look, "middle"))
        found += _named(level, (x, frame.size[1] + 10 + LINE * lines / 2), room, look, "middle")
    return found


def _named(
    level: Level, at: tuple[float, float], room: float, look: Look, anchor: str
) -> list[Text]:
    """A level's name, number and range, or where there is no room for them its number."""
    if look.lists:
        return level_name(level, at, room, anchor)
    return stacked([(str(level.value), "small")], at, anchor)


def above_appetite(matrix: Matrix, appetite: int | None) -> frozenset[Place]:
    if appetite is None:
        return frozenset()
    return frozenset(c.place for row in matrix.cells for c in row if c.total > appetite)


def appetite_line(frame: Frame, matrix: Matrix, above: frozenset[Place]) -> str:
    """The line left of and below each cell above the appetite whose neighbour is not."""
    parts = []
    for place in sorted(above):
        likelihood, impact = place
        x, y = frame.corner(place)
        left, right = x - HUG, x + frame.width + frame.street - HUG
        top, bottom = y - frame.street + HUG, y + frame.height + HUG
        if likelihood > 1 and (likelihood - 1, impact) not in above:
            named = (
                impact == len(matrix.impact) and words_at(frame, matrix, above).anchor == "start"
            )
            start = y - 24 if named else max(top, -HUG)
            parts.append(f"M{at((left, start))}L{at((left, bottom))}")
        if impact > 1 and (likelihood, impact - 1) not in above:
            end = x + frame.width if likelihood == len(matrix.likelihood) else right
            parts.append(f"M{at((left, bottom))}L{at((end, bottom))}")
    return "".join(parts)


def words_at(frame: Frame, matrix: Matrix, above: frozenset[Place]) -> Text:
    """Where the words of the line stand: over the first cell of the top row that is above, or
    where they would leave the picture, up to its end."""
    top = [place for place in sorted(above) if place[1] == len(matrix.impact)]
    left, end = (frame.corner(top[0])[0] if top else 0.0), frame.size[0]
    if left + LIMIT_WIDTH > end:
        return Text(end, -9.0, "", "limit", "end")
    return Text(left, -9.0, "", "limit", "start")
