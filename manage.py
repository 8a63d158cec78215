#!/usr/bin/env python
"""Commands of the risk register: `.venv/bin/python manage.py help`."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main() -> None:
    """Run the command; a setting that makes no sense ends it with one sentence, not a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "riskregister.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as problem:
        sys.exit(f"Not started: {problem}")


if __name__ == "__main__":
    main()
