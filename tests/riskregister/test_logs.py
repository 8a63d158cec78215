"""What a log collector reads."""

import json
import logging
from datetime import datetime

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from registers.views import security_log
from riskregister.logs import SECURITY, Line


@pytest.fixture
def line():
    said = settings.LOGGING["formatters"]["line"]
    return Line(said["format"], style=said["style"]).format


def test_a_line_of_the_security_log_is_json_with_its_moment(line, caplog, rf):
    request = rf.get("/x/\n{}")
    request.user = AnonymousUser()
    security_log.refused(request, 403)
    (record,) = [one for one in caplog.records if one.name == SECURITY]
    written = line(record)
    assert "\n" not in written
    said = json.loads(written)
    assert datetime.fromisoformat(said["at"]).tzinfo is not None
    assert (said["event"], said["status"]) == ("refused", 403)


def test_other_lines_say_when_and_where_from(line):
    record = logging.LogRecord("django", logging.WARNING, "", 1, "Not found", (), None)
    assert line(record).endswith("WARNING django: Not found")
