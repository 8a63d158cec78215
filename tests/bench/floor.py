"""The floor of a page: as many rows from one query, in a plain template."""

from django.contrib.auth.decorators import login_required
from django.db.models import F, OuterRef, Subquery
from django.shortcuts import render

from registers.models import Assessment, Risk

COLUMNS = (
    "reference",
    "description",
    "theme__name",
    "before",
    "after",
    "risk_owner__title",
    "lead__short_name",
    "next_review",
)


@login_required
def floor_page(request, slug):
    """The first `rows` risks of a register, all of them unless told; a dictionary each, without
    any rule of the house."""
    found = risks(slug)
    if asked := request.GET.get("rows"):
        found = found[: int(asked)]
    return render(request, "bench/floor.html", {"rows": found})


def risks(slug):
    """The facts that a row of the register shows, in one query."""
    return (
        Risk.objects.filter(register__slug=slug)
        .order_by("theme__number", "pk")
        .annotate(before=_total("before"), after=_total("after"))
        .values(*COLUMNS)
    )


def _total(stage):
    scored = Assessment.objects.filter(risk=OuterRef("pk"), stage=stage)
    return Subquery(scored.values(total=F("likelihood") * F("impact")))
