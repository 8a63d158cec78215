"""A matrix with streets between its cells, and the arrows of movements in them. Plain values and
arithmetic, standard library only."""

from scoring.streets.arrows import Arrow, arrows
from scoring.streets.frame import Frame, Place, Point, Side
from scoring.streets.labels import Forms, Label

__all__ = ["Arrow", "Forms", "Frame", "Label", "Place", "Point", "Side", "arrows"]
