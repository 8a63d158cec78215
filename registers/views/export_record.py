"""The whole record as a file that can be verified without the system."""

import tempfile

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registers.exchange.record_file import file_name, write_record
from registers.views import security_log
from registers.views.record import for_owner

#: A web request waits for a record of at most so many revisions; longer ones a command writes.
MOST_REVISIONS = 20_000


@require_safe
@login_required
def export_record(request, slug):
    access = for_owner(request, slug)
    if access.last.number > MOST_REVISIONS:
        sentence = _(
            "This record is long: the command “manage.py export_record %(slug)s” writes it."
        )
        messages.error(request, sentence % {"slug": access.snapshot.slug})
        return redirect("record", access.snapshot.slug)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    number, seal = write_record(access.register, file)
    file.seek(0)
    security_log.exported(request, "record", "internal")
    name = file_name(access.snapshot.slug, number, seal)
    answer = FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")
    answer["Register-Revision"] = f"{number}:{seal}"
    answer["Cache-Control"] = "private, no-store"
    return answer
