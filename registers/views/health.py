"""Whether the process lives, and whether it can serve: for machines, without sign-in."""

from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from registers import triggers, verified


@require_safe
@never_cache
def healthz(request):
    """200 while the process answers; asks nothing else."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request):
    """200 when the database answers, its triggers are in place and no record is known to have
    been altered, else 503 with one sentence."""
    try:
        connection.ensure_connection()
        missing, altered = triggers.missing(), verified.altered()
    except DatabaseError:
        return _not_ready("The database does not answer.")
    if missing:
        return _not_ready("The database's guards are missing: run manage.py migrate.")
    if altered:
        return _not_ready(
            "A record was altered past the system: run manage.py verify_register --all."
        )
    return HttpResponse("ready\n", content_type="text/plain")


def _not_ready(sentence):
    return HttpResponse(f"{sentence}\n", status=503, content_type="text/plain")
