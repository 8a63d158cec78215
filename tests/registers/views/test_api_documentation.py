"""A plain HTTP client reads a register by docs/api.md alone."""

import json
import re
import shlex
import subprocess
from pathlib import Path
from textwrap import dedent
from urllib.request import Request, urlopen

from django.conf import settings
from django.utils import timezone

from registers.actions.tokens import make_token
from registers.exchange.document import document
from registers.snapshot import snapshot

TODAY = timezone.localdate()


def test_what_the_documentation_says_is_enough(live_server, cast):
    """Every command of docs/api.md as it stands there, but for host, register and token."""
    key, _token = make_token(cast.editor, cast.register, name="A script", until=TODAY)
    text = (Path(settings.BASE_DIR) / "docs/api.md").read_text("utf-8")
    commands = re.findall(r"(?m)^    (curl .*(?:(?<=[\\|])\n.*)*)", text)
    assert len(commands) == 2
    said = []
    for command in commands:
        for old, new in (
            ("https://register.example.org", live_server.url), ("SLUG", "exampleshire"),
            ("rr_…", key), ("2026-09-30", TODAY.isoformat()),
        ):  # fmt: skip
            command = command.replace(old, new)
        said.append(typed(command))
    assert json.loads(said[0]) == document(snapshot(cast.register))
    assert said[1] == "R1.1 6\nR1.2 None\nR3.9 None\n"


def test_so_is_what_it_says_in_python(live_server, cast):
    """The lines of Python as they stand there, but for host, register and token."""
    key, _token = make_token(cast.editor, cast.register, name="A script", until=TODAY)
    text = (Path(settings.BASE_DIR) / "docs/api.md").read_text("utf-8")
    (lines,) = re.findall(r"(?m)^    from json(?:.*\n(?=    |\n))+.*", text)
    script = dedent(lines)
    for old, new in (
        ("https://register.example.org", live_server.url), ("SLUG", "exampleshire"), ("rr_…", key),
    ):  # fmt: skip
        script = script.replace(old, new)
    said: dict = {}
    exec(compile(script, "docs/api.md", "exec"), said)
    assert [row["reference"] for row in said["rows"]] == ["R1.1", "R1.2", "R3.9"]


def typed(command):
    """What a command of curl gives, and what it is handed on to: curl itself need not be here."""
    words = shlex.split(command)
    ask, hand_on = (
        (words[: words.index("|")], words[words.index("|") + 1 :]) if "|" in words else (words, [])
    )
    (header,) = [words[place + 1] for place, word in enumerate(words) if word == "-H"]
    request = Request(ask[-1], headers=dict([header.split(": ", 1)]))
    with urlopen(request, timeout=60) as answer:
        raw = answer.read()
    if not hand_on:
        return raw.decode()
    done = subprocess.run(hand_on, input=raw, capture_output=True, check=True, timeout=60)
    return done.stdout.decode()
