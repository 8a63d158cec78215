"""Settings are read once, at the start: so each of these starts a process of its own."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from riskregister.setup.check import DEPLOYMENT, PRODUCTION

SHOW = "from django.conf import settings; print(settings.{})"


def start(*command, **variables):
    """Run Python with these variables and no others of ours; (exit code, what it said)."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "DATA_DIR") if name in os.environ}
    kept["DJANGO_SETTINGS_MODULE"] = "riskregister.settings"
    done = subprocess.run(
        [sys.executable, *command],
        cwd=settings.BASE_DIR,
        env={**kept, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, (done.stdout + done.stderr).strip()


def shown(name, **variables):
    return start("-c", SHOW.format(name), **variables)[1]


def refusal(**variables):
    """The sentence with which it refuses to start."""
    code, said = start("manage.py", "check", **variables)
    assert code == 1
    assert said.startswith("Not started: ")
    assert "\n" not in said
    return said.removeprefix("Not started: ")


def test_an_installation_for_others_passes_every_check_of_deployment():
    code, said = start(*DEPLOYMENT[1:], **PRODUCTION)
    assert (code, said) == (0, "System check identified no issues (1 silenced).")


def test_an_installation_without_mail_is_told_so():
    code, said = start(*DEPLOYMENT[1:], **{**PRODUCTION, "EMAIL_HOST": ""})
    assert code == 1
    assert "(riskregister.W001) EMAIL_HOST is not set" in said


def test_without_any_variable_it_serves_this_machine_only():
    assert shown("ALLOWED_HOSTS") == "['localhost', '127.0.0.1', '[::1]']"
    assert shown("DEBUG") == "False"
    assert shown("DEMO") == "False"
    assert shown("PAST_MOMENTS") == "False"


def test_only_the_demonstration_makes_a_past():
    assert shown("PAST_MOMENTS", DEMO="1") == "True"


def test_sqlite_is_set_up_for_many_writers():
    said = shown("DATABASES['default']['OPTIONS']")
    assert "'transaction_mode': 'IMMEDIATE'" in said
    assert "'timeout': 20" in said
    assert "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;" in said


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"DEBUG": "yes please"}, "DEBUG is 'yes please': write 1 for yes or 0 for no."),
        ({"PORT": "http"}, "PORT is 'http': write a whole number from 1 to 65535."),
        (
            {"DATABASE_URL": "mysql://root@localhost/x"},
            "DATABASE_URL must begin with sqlite:// or postgres://.",
        ),
        (
            {"DATABASE_URL": "nonsense"},
            "DATABASE_URL is no address of a database: write sqlite:///PATH or "
            "postgres://USER:PASSWORD@HOST:PORT/NAME.",
        ),
        *(
            (
                {"DATABASE_URL": url},
                "DATABASE_URL names no database: write sqlite:///PATH or "
                "postgres://USER:PASSWORD@HOST:PORT/NAME.",
            )
            for url in ("sqlite://", "sqlite:///:memory:", "postgres://", "postgres://a@localhost")
        ),
        *(
            (
                {**PRODUCTION, "ALLOWED_HOSTS": f"a.example,{host}"},
                f"ALLOWED_HOSTS holds {host!r}: write names alone, without https://, port or "
                "path, with commas between them.",
            )
            for host in ("https://b.example", "b.example:8000", "b.example c.example", "b/c")
        ),
        (
            {"ALLOWED_HOSTS": "register.example.org"},
            "SECRET_KEY is not set, and ALLOWED_HOSTS names more than this machine: set both.",
        ),
        (
            {**PRODUCTION, "ALLOWED_HOSTS": ""},
            "ALLOWED_HOSTS is not set: name the hosts, with commas.",
        ),
        (
            {**PRODUCTION, "SECRET_KEY": "secret"},
            "SECRET_KEY is too easy to guess: take 50 random characters.",
        ),
        (
            {**PRODUCTION, "DEBUG": "1"},
            "DEBUG shows settings to anybody: not together with SECRET_KEY.",
        ),
        (
            {**PRODUCTION, "CSRF_TRUSTED_ORIGINS": "register.example.org"},
            "CSRF_TRUSTED_ORIGINS holds 'register.example.org': each must begin with https:// "
            "or http://.",
        ),
        ({"EMAIL_PORT": "smtp"}, "EMAIL_PORT is 'smtp': write a whole number from 1 to 65535."),
    ],
)
def test_nonsense_is_refused_with_one_sentence_that_names_the_variable(variables, sentence):
    assert refusal(**variables) == sentence


def test_names_addresses_and_domains_are_hosts():
    hosts = "register.example.org,.example.org,192.0.2.1,[2001:db8::1],*"
    assert shown("ALLOWED_HOSTS", **{**PRODUCTION, "ALLOWED_HOSTS": hosts}) == str(hosts.split(","))


def test_a_database_that_is_not_there_or_not_set_up_is_said_in_one_sentence(tmp_path):
    command = ("manage.py", "export_register", "any", "--format", "json", "--output", "any.json")
    for url, why in (
        (f"sqlite:///{tmp_path / 'none' / 'x'}", "unable to open database file"),
        (f"sqlite:///{tmp_path / 'empty'}", "no such table: registers_register"),
    ):
        assert start(*command, DATABASE_URL=url) == (
            1,
            f"Not done: the database cannot be used ({why}). Does DATABASE_URL name the right "
            "one, and has “manage.py migrate” set it up?",
        )


@pytest.mark.parametrize(
    ("variables", "why"),
    [
        ({"SECRET_KEY": PRODUCTION["SECRET_KEY"], "ALLOWED_HOSTS": "localhost"}, "SECRET_KEY is"),
        ({"ALLOWED_HOSTS": "localhost,register.example.org"}, "ALLOWED_HOSTS names 'register."),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS names '*'"),
        ({"HTTPS": "1"}, "HTTPS is set as for production"),
        ({"BEHIND_PROXY": "1"}, "BEHIND_PROXY is set as for production"),
        ({"CSRF_TRUSTED_ORIGINS": "https://x.example"}, "CSRF_TRUSTED_ORIGINS is set"),
        ({"EMAIL_HOST": "mail.example"}, "EMAIL_HOST is set as for production"),
        ({"DATABASE_URL": "postgres://a@db.example/x"}, "DATABASE_URL leads to 'db.example'"),
        ({"DATABASE_URL": "postgres:///x?host=db.example"}, "DATABASE_URL leads to 'db.example'"),
        ({"DATABASE_URL": "postgres:///x", "PGHOST": "db.example"}, "DATABASE_URL leads to 'db."),
    ],
)
def test_the_demonstration_refuses_to_start_beside_signs_of_production(variables, why):
    assert refusal(DEMO="1", **variables).startswith(
        f"DEMO=1 lets anybody in with one click, but {why}"
    )


@pytest.mark.parametrize(
    "url", ["postgres://a@localhost/x", "postgres://a@%2Ftmp%2Fsocket/x", "postgres:///x"]
)
def test_the_demonstration_may_use_a_database_server_of_this_machine(url):
    assert shown("DEMO", DEMO="1", DATABASE_URL=url) == "True"


def test_the_list_of_markings_has_official_in_it(tmp_path):
    assert shown("MARKINGS") == "('OFFICIAL', 'OFFICIAL-SENSITIVE', 'SECRET', 'TOP SECRET')"
    own = tmp_path / "markings.txt"
    own.write_text("# Lowest first.\nOPEN\nOFFICIAL\n")
    assert shown("MARKINGS", MARKINGS=str(own)) == "('OPEN', 'OFFICIAL')"
    own.write_text("OPEN\n")
    assert refusal(MARKINGS=str(own)) == (
        "MARKINGS lists no OFFICIAL: a line of its own must say it."
    )
