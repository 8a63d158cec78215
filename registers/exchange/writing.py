"""The child process that writes a long file: a bundle on standard input, the file on its output.

    python -m registers.exchange.writing MEGABYTES SECONDS

The bundle is JSON (`files.bundle`): the process knows no database. A report goes to standard error,
in the shape that `rendering.py` gives.
"""

from __future__ import annotations

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "riskregister.settings")
django.setup()

from registers.exchange.exits import OUT_OF_MEMORY  # noqa: E402
from registers.exchange.files import written  # noqa: E402
from registers.exchange.limits import limit  # noqa: E402


def main(megabytes: str, seconds: str, progress: str = "") -> None:
    limit(int(megabytes), int(seconds))
    try:
        raw = written(json.load(sys.stdin))
    except MemoryError:
        # Nothing more can be made here, not even a sentence.
        os._exit(OUT_OF_MEMORY)
    json.dump({"stand_ins": [], "complaints": []}, sys.stderr)
    sys.stdout.buffer.write(raw)


if __name__ == "__main__":
    main(*sys.argv[1:])
