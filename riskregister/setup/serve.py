"""Serve the demonstration on this machine: data first, then one line saying where to go."""

import os
import socket
import sys
from importlib import import_module
from io import StringIO
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "riskregister.settings")
os.environ.setdefault("DEMO", "1")

import django
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from gunicorn.app.base import BaseApplication

HOST = "127.0.0.1"
#: Revisions that are verified in a moment.
SHORT = 2_000


class Server(BaseApplication):
    """One process with a few threads, which has read the program once."""

    def load_config(self) -> None:
        """Set the server up; it says nothing of its own but warnings."""
        for name, value in {
            "bind": f"{HOST}:{settings.PORT}",
            "workers": 1,
            "worker_class": "gthread",
            "threads": 8,
            "loglevel": "warning",
            "timeout": 120,
            "when_ready": say_where,
        }.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The program itself."""
        return get_wsgi_application()


def say_where(_server: Any) -> None:
    """The one line."""
    print(f"The risk register is at http://{HOST}:{settings.PORT}/ (Ctrl-C ends it)", flush=True)


def refuse_port_in_use() -> None:
    """End with a sentence when something else listens where we want to."""
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((HOST, settings.PORT))
        except OSError as problem:
            other = settings.PORT + 1 if settings.PORT < 65535 else 8000
            sys.exit(
                f"Not started: port {settings.PORT} cannot be had ({problem.strerror}); "
                f"try another: PORT={other} make run"
            )


def prepare_data() -> None:
    """Bring the database up to date and load the demonstration where it is not there yet."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("Preparing the database …", flush=True)
        call_command("migrate", interactive=False, verbosity=0)
    # By name: before this no model can be imported.
    triggers = import_module("registers.triggers")
    if lost := triggers.missing():
        triggers.install()
        print(f"Put back {len(lost)} guards of the record that were missing.", flush=True)
    load_demonstration()
    tell_of_the_record()
    connections.close_all()


def load_demonstration() -> None:
    """Load what is not there yet; what it says of itself is shown when there was nothing."""
    said = StringIO()
    is_first = not apps.get_model("registers.Register").objects.exists()
    if is_first:
        print("Loading the demonstration …", flush=True)
    call_command("load_demo", stdout=said)
    if is_first:
        print(said.getvalue().strip(), flush=True)


def tell_of_the_record() -> None:
    """Verify what is short and say in a line what was found; a fault does not stop the start."""
    verify_short = import_module("registers.verified").verify_short
    count, faults, too_long = verify_short(by="the start of the server", most=SHORT)
    said = "The record is whole" if not faults else f"THE RECORD WAS ALTERED, {faults} faults"
    rest = f", {too_long} left to “manage.py verify_register --all”" if too_long else ""
    print(f"{said} ({count} journals verified{rest}).", flush=True)


def main() -> None:
    """Check, prepare, serve."""
    try:
        django.setup()
        refuse_port_in_use()
        prepare_data()
    except (ImproperlyConfigured, CommandError) as problem:
        sys.exit(f"Not started: {problem}")
    except DatabaseError as problem:
        sys.exit(f"Not started: the database cannot be used ({problem}).".replace("\n", " "))
    Server().run()


if __name__ == "__main__":
    main()
