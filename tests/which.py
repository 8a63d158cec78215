"""Which tests run on one database only, and which wait for `make test`."""

from pathlib import Path

import pytest

TESTS = Path(__file__).parent
#: Folders and modules that ask nothing which differs from one database to another.
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
#: What takes long: pages, papers, files, commands, processes, all actions in turn. What is left is
#: how the register is kept, scored and told, and runs within a minute on two cores.
SLOW = (
    "bench/",
    "registers/actions/test_erasures.py",
    "registers/actions/test_every_action.py",
    "registers/actions/test_proposals.py",
    "registers/actions/test_publishing.py",
    "registers/actions/test_publishing_at_once.py",
    "registers/actions/test_signing.py",
    "registers/commands/",
    "registers/demonstration/",
    "registers/exchange/",
    "registers/test_addresses.py",
    "registers/test_attacks.py",
    "registers/test_concurrency.py",
    "registers/test_erased.py",
    "registers/test_merging.py",
    "registers/test_migrations.py",
    "registers/test_published_leaks.py",
    "registers/test_record.py",
    "registers/test_verifying.py",
    "registers/views/",
    "riskregister/",
    "servers/",
    "setup/",
)
#: These run once already, on PostgreSQL.
ELSEWHERE = ("browser", "verapdf", "libreoffice")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark them `once` and `slow`, before any marker is chosen by."""
    for item in items:
        name = item.path.relative_to(TESTS).as_posix()
        stands = name.startswith(ONCE) and name not in BUT
        if stands and not any(map(item.get_closest_marker, ELSEWHERE)):
            item.add_marker(pytest.mark.once)
        if name.startswith(SLOW):
            item.add_marker(pytest.mark.slow)
