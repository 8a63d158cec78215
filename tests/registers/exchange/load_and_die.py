"""Loads a file and is killed half way:

    python -m tests.registers.exchange.load_and_die FILE TABLE COUNT [COMMAND OPTION …]

It kills itself, as the power or an administrator would, just before a row of a table. The command is
load_register, unless it is another one.
"""

import os
import signal
import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402


def main(file: str, table: str, count: int, command: str, *options: str) -> None:
    seen = 0

    def dying(execute, sql, params, many, context):
        nonlocal seen
        seen += f'INSERT INTO "{table}"' in sql
        if seen == count:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(dying):
        call_command(command, file, *options)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), *(sys.argv[4:] or ["load_register"]))
