"""What runs on one database only: it asks nothing that differs from one to another."""

from pathlib import Path

import pytest

TESTS = Path(__file__).parent
#: Folders and modules.
ONCE = (
    "bench/test_quick.py",
    "fixtures/",
    "registers/exchange/",
    "registers/forms/",
    "registers/presentation/",
    "registers/test_addresses.py",
    "registers/test_marked.py",
    "registers/test_merging.py",
    "registers/views/editing/test_gate.py",
    "registers/views/editing/test_to_the_letter.py",
    "riskregister/",
    "scoring/",
    "setup/",
)
#: What is in them and does ask: processes that write at once or are killed.
BUT = ("registers/exchange/incoming/test_at_once.py", "registers/exchange/test_killed.py")
#: These run once already, on PostgreSQL.
ELSEWHERE = ("browser", "verapdf", "libreoffice")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark them `once`, before any marker is chosen by."""
    for item in items:
        name = item.path.relative_to(TESTS).as_posix()
        stands = name.startswith(ONCE) and name not in BUT
        if stands and not any(map(item.get_closest_marker, ELSEWHERE)):
            item.add_marker(pytest.mark.once)
