"""Writing a scheme. It is written once; to change one, write its copy and adopt that."""

from __future__ import annotations

from django.db import transaction

from scoring.matrix import Matrix
from scoring.models import Axis, Scheme, SchemeBand, SchemeCell, SchemeLevel


def write_scheme(
    *,
    name: str,
    matrix: Matrix,
    note: str = "",
    bands_note: str = "",
    succeeds: Scheme | None = None,
) -> Scheme:
    """Keep a scheme. It is no content until a register adopts it, in a revision of its own."""
    with transaction.atomic():
        scheme = Scheme.objects.create(
            name=name,
            note=note,
            bands_note=bands_note,
            succeeds=succeeds,
            likelihood_levels=len(matrix.likelihood),
            impact_levels=len(matrix.impact),
        )
        for axis, levels in ((Axis.LIKELIHOOD, matrix.likelihood), (Axis.IMPACT, matrix.impact)):
            SchemeLevel.objects.bulk_create(
                SchemeLevel(
                    scheme=scheme,
                    axis=axis,
                    value=level.value,
                    name=level.name,
                    range=level.range,
                    in_key=level.in_key,
                    on_matrix=level.on_matrix,
                )
                for level in levels
            )
        bands = {
            band: SchemeBand.objects.create(
                scheme=scheme,
                rank=band.rank,
                word=band.word,
                lowest=band.lowest,
                highest=band.highest,
                review_months=band.review_months,
            )
            for band in matrix.bands
        }
        SchemeCell.objects.bulk_create(
            SchemeCell(
                scheme=scheme,
                likelihood=cell.likelihood,
                impact=cell.impact,
                band=bands[cell.band],
            )
            for row in matrix.cells
            for cell in row
        )
    return scheme
