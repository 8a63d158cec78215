"""Whether the process lives, and whether it can serve: for machines, without sign-in."""

from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from registers import triggers


@require_safe
@never_cache
def healthz(request):
    """200 while the process answers; asks nothing else."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request):
    """200 when the database answers and its triggers are in place, else 503 with one sentence."""
    try:
        connection.ensure_connection()
        missing = triggers.missing()
    except DatabaseError:
        return _not_ready("The database does not answer.")
    if missing:
        return _not_ready("The database's guards are missing: run manage.py migrate.")
    return HttpResponse("ready\n", content_type="text/plain")


def _not_ready(sentence):
    return HttpResponse(f"{sentence}\n", status=503, content_type="text/plain")
