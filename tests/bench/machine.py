"""What it was measured on, without the machine's name."""

import os
import platform
import time
from collections.abc import Callable
from importlib import metadata

from django.db import connection

CLOCKS = {
    time.process_time: "of this process's processor, database included",
    time.perf_counter: "on the clock, since the server is a process of its own",
}


def clock() -> Callable[[], float]:
    """The clock that tells what the work costs here, and not what else the machine does."""
    return time.process_time if connection.vendor == "sqlite" else time.perf_counter


def facts() -> str:
    """Versions and cores, in one line."""
    load = f"{os.getloadavg()[0]:.1f}"
    return (
        f"Python {platform.python_version()}, Django {metadata.version('django')}, {database()}, "
        f"WeasyPrint {metadata.version('weasyprint')}, {len(os.sched_getaffinity(0))} cores of "
        f"{platform.machine()} on {platform.system()}, load {load} at the end."
    )


def database() -> str:
    """The database and its version, as in `SQLite 3.40.1`."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        return f"SQLite {'.'.join(map(str, connection.Database.sqlite_version_info))}"
    with connection.cursor() as cursor:
        cursor.execute("SHOW fsync")
        (fsync,) = cursor.fetchone()
    version = ".".join(map(str, connection.get_database_version()))
    return f"PostgreSQL {version} (fsync {fsync})"
