"""Writing a scheme. It is written once; to change one, write its copy and adopt that."""

from __future__ import annotations

from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction

from registers.actions.change import cleaned_text
from registers.actions.refusals import Invalid
from scoring.matrix import Matrix
from scoring.models import Axis, Scheme, SchemeBand, SchemeCell, SchemeLevel

Row = TypeVar("Row", bound=models.Model)


def write_scheme(
    *,
    name: str,
    matrix: Matrix,
    note: str = "",
    bands_note: str = "",
    succeeds: Scheme | None = None,
) -> Scheme:
    """Keep a scheme. It is no content until a register adopts it, in a revision of its own.

    Raises Invalid for a text that is too long or cannot be kept.
    """
    with transaction.atomic():
        scheme = _kept(
            Scheme(
                name=name,
                note=note,
                bands_note=bands_note,
                succeeds=succeeds,
                likelihood_levels=len(matrix.likelihood),
                impact_levels=len(matrix.impact),
            )
        )
        for axis, levels in ((Axis.LIKELIHOOD, matrix.likelihood), (Axis.IMPACT, matrix.impact)):
            for level in levels:
                _kept(
                    SchemeLevel(
                        scheme=scheme,
                        axis=axis,
                        value=level.value,
                        name=level.name,
                        range=level.range,
                        in_key=level.in_key,
                        on_matrix=level.on_matrix,
                    )
                )
        bands = {
            band: _kept(
                SchemeBand(
                    scheme=scheme,
                    rank=band.rank,
                    word=band.word,
                    lowest=band.lowest,
                    highest=band.highest,
                    review_months=band.review_months,
                )
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


def _kept(row: Row) -> Row:
    """Save a row of a scheme, its texts as they are kept everywhere."""
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(value, str):
            setattr(row, field.attname, cleaned_text(field.name, value))
    try:
        row.clean_fields(exclude={field.name for field in row._meta.fields if field.is_relation})
    except ValidationError as problem:
        raise Invalid(
            {name: " ".join(told) for name, told in problem.message_dict.items()}
        ) from None
    row.save(force_insert=True)
    return row
