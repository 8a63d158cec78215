"""What the security log says of what a test does."""

from __future__ import annotations

import json
from typing import Any

import pytest

from registers.views.sign_ins import NO_PROOF
from riskregister.logs import SECURITY


def security_lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    """Each line, in order, but for those of `force_login`, by which only tests come in."""
    found = [json.loads(one.getMessage()) for one in caplog.records if one.name == SECURITY]
    return [line for line in found if line.get("by") != NO_PROOF]


def events(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [line["event"] for line in security_lines(caplog)]
