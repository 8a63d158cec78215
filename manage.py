#!/usr/bin/env python
"""Commands of the risk register: `.venv/bin/python manage.py help`."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import OperationalError, ProgrammingError


def main() -> None:
    """Run the command; a setting that makes no sense, or a database that is not there or not set
    up, ends it with one sentence, not a traceback (`--traceback` shows it)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "riskregister.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as problem:
        sys.exit(f"Not started: {problem}")
    except (OperationalError, ProgrammingError) as problem:
        if "--traceback" in sys.argv:
            raise
        said = " ".join(str(problem).split())
        sys.exit(
            f"Not done: the database cannot be used ({said}). "
            "Does DATABASE_URL name the right one, and has “manage.py migrate” set it up?"
        )


if __name__ == "__main__":
    main()
