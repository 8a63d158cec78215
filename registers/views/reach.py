"""The page for a day, a moment or a revision of which a register has nothing to say, and for a
register whose scheme nobody can read any more."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from registers.moments import OutOfReach
from registers.snapshot import NoSuchMoment
from scoring.matrix import MatrixError


class TellReach:
    """Middleware: a view that meets OutOfReach is answered with the range that exists, as 404;
    so is one whose register's past somebody took away. One that meets MatrixError, which only a
    hand in the database can bring about, is answered with what to do, as 503.

    Views ask for a point only after they have found that the person may see the register.
    """

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if isinstance(problem, MatrixError):
            return render(
                request, "registers/scheme_unreadable.html", {"what": problem}, status=503
            )
        if not isinstance(problem, NoSuchMoment):
            return None
        context = {"sentence": str(problem)}
        if isinstance(problem, OutOfReach):
            context |= {
                "reach": problem.reach,
                "name": next((name for name in ("from", "to") if name in request.GET), "at"),
                "page_marking": problem.reach.register.marking,
            }
        return render(request, "registers/out_of_reach.html", context, status=404)
