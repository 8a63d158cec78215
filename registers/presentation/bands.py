"""Which look a rating band takes: a tone from 1 (least) to 5 (worst).

Looks are tokens by rank: on screen `static/css/bands.css` has a ground, a pattern and a text
colour for each tone. Tones never stand alone: the band's word and the total are beside them.
"""

from __future__ import annotations

from scoring.matrix import Band, Matrix

#: The tones of a scheme of so many bands, from the least severe.
TONES = {1: (2,), 2: (2, 4), 3: (2, 3, 4), 4: (2, 3, 4, 5), 5: (1, 2, 3, 4, 5)}
MOST_TONES = 5


def tone(rank: int, bands: int) -> int:
    """The tone of the band of a rank in a scheme of so many bands.

    With more than five bands, neighbours share a tone and are told apart by their words.
    """
    if bands in TONES:
        return TONES[bands][rank - 1]
    return 1 + (rank - 1) * MOST_TONES // bands


def tones(matrix: Matrix) -> dict[Band, int]:
    """The tone of every band of a scheme."""
    return {band: tone(band.rank, len(matrix.bands)) for band in matrix.bands}
