"""Schemes as they are kept. A scheme is written once and never edited: it is copied, and
the copy succeeds it, so that every old score keeps the meaning that it had."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from scoring.matrix import FEWEST_LEVELS, MOST_LEVELS, Band, Cell, Level, Matrix


class Axis(models.TextChoices):
    LIKELIHOOD = "likelihood", _("likelihood")
    IMPACT = "impact", _("impact")


def _between(field: str, least: int, most: int) -> Q:
    return Q(**{f"{field}__gte": least, f"{field}__lte": most})


class Scheme(models.Model):
    """Levels on two axes and a band for each cell, under a name.

    `bands_note` says where the bands come from when the source does not state them.
    """

    name = models.CharField(_("name"), max_length=200)
    note = models.TextField(_("note"), blank=True)
    bands_note = models.CharField(_("note on the bands"), max_length=300, blank=True)
    succeeds = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="successors"
    )
    likelihood_levels = models.PositiveSmallIntegerField()
    impact_levels = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("scheme")
        constraints = [
            models.CheckConstraint(
                condition=_between("likelihood_levels", FEWEST_LEVELS, MOST_LEVELS)
                & _between("impact_levels", FEWEST_LEVELS, MOST_LEVELS),
                name="scheme_has_two_to_seven_levels",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="scheme_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def holds(self, likelihood: int, impact: int) -> bool:
        return 1 <= likelihood <= self.likelihood_levels and 1 <= impact <= self.impact_levels

    def matrix(self) -> Matrix:
        """The scheme as plain values, in two queries."""
        return self.matrix_of(self.levels.order_by("value"))

    @classmethod
    def whole(cls, key: int) -> tuple[Scheme, Matrix]:
        """A scheme by its key, with its plain values, in two queries."""
        rows = list(SchemeLevel.objects.filter(scheme=key).select_related("scheme"))
        found = rows[0].scheme if rows else cls.objects.get(pk=key)
        return found, found.matrix_of(sorted(rows, key=lambda row: row.value))

    def matrix_of(self, rows: Iterable[SchemeLevel]) -> Matrix:
        """The scheme as plain values with its levels, which come by value; in one query."""
        levels: dict[str, list[Level]] = {axis: [] for axis in Axis.values}
        for row in rows:
            levels[row.axis].append(row.as_value())
        bands: dict[int, Band] = {}
        cells: dict[int, list[Cell]] = defaultdict(list)
        for rank, *parts, likelihood, impact in self._bands_with_cells():
            band = bands.setdefault(rank, Band(rank, *parts))
            if impact is not None:
                cells[impact].append(Cell(likelihood, impact, band))
        return Matrix(
            likelihood=tuple(levels[Axis.LIKELIHOOD]),
            impact=tuple(levels[Axis.IMPACT]),
            bands=tuple(bands.values()),
            cells=tuple(
                tuple(sorted(cells[impact], key=lambda cell: cell.likelihood))
                for impact in sorted(cells)
            ),
        )

    def _bands_with_cells(self) -> models.QuerySet[SchemeBand, Any]:
        """Each band with each of its cells, or with none; the bands by rank."""
        return self.bands.order_by("rank").values_list(
            "rank",
            "word",
            "lowest",
            "highest",
            "review_months",
            "cells__likelihood",
            "cells__impact",
        )


class SchemeLevel(models.Model):
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="levels")
    axis = models.CharField(max_length=10, choices=Axis.choices)
    value = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100)
    range = models.CharField(max_length=100, blank=True)
    in_key = models.CharField(max_length=200, blank=True)
    on_matrix = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("level")
        constraints = [
            models.UniqueConstraint(fields=["scheme", "axis", "value"], name="level_once"),
            models.CheckConstraint(
                condition=_between("value", 1, MOST_LEVELS), name="level_value_in_range"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="level_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.value} {self.name}"

    def as_value(self) -> Level:
        return Level(self.value, self.name, self.range, self.in_key, self.on_matrix)


class SchemeBand(models.Model):
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="bands")
    rank = models.PositiveSmallIntegerField()
    word = models.CharField(max_length=50)
    lowest = models.PositiveSmallIntegerField(null=True, blank=True)
    highest = models.PositiveSmallIntegerField(null=True, blank=True)
    review_months = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("band")
        constraints = [
            models.UniqueConstraint(fields=["scheme", "rank"], name="band_once"),
            models.CheckConstraint(condition=~Q(word=""), name="band_has_a_word"),
            models.CheckConstraint(
                condition=Q(lowest=None, highest=None) | Q(lowest__lte=models.F("highest")),
                name="band_range_is_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.word


class SchemeCell(models.Model):
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="cells")
    likelihood = models.PositiveSmallIntegerField()
    impact = models.PositiveSmallIntegerField()
    band = models.ForeignKey(SchemeBand, models.PROTECT, related_name="cells")

    class Meta:
        verbose_name = _("cell")
        constraints = [
            models.UniqueConstraint(fields=["scheme", "likelihood", "impact"], name="cell_once"),
            models.CheckConstraint(
                condition=_between("likelihood", 1, MOST_LEVELS)
                & _between("impact", 1, MOST_LEVELS),
                name="cell_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.likelihood} × {self.impact}"
