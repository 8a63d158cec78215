"""What one change costs, BEGIN and COMMIT counted: at most 12 statements, whatever the size."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registers.actions import assess, raise_risk
from registers.models import Register, User
from registers.permissions import SYSTEM

ASSESSMENT = 11


@pytest.mark.parametrize("risks", [0, 40])
def test_one_assessment(transactional_db, cast, risks):
    for number in range(risks):
        raise_risk(
            cast.register,
            by=SYSTEM,
            reason="So.",
            theme=1,
            description=f"Risk {number}.",
            after=(1, 1),
        )
    register = Register.objects.select_related("journal").get(pk=cast.register.pk)
    editor = User.objects.get(pk=cast.editor.pk)
    with CaptureQueriesContext(connection) as captured:
        assess(register, "R1.1", "after", by=editor, likelihood=1, impact=1, why="Better.")
    statements = [query["sql"].split()[0] for query in captured.captured_queries]
    assert (statements[0], statements[-1]) == ("BEGIN", "COMMIT")
    assert len(statements) == ASSESSMENT
