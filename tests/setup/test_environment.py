"""The first steps on a machine of which nothing is known."""

import os
import shutil
import subprocess
import sys

import pytest
from django.conf import settings

# One environment is made for all of these, in one process.
pytestmark = pytest.mark.xdist_group("environment")
SCRIPT = settings.BASE_DIR / "riskregister/setup/environment.sh"
LIST = "requirements.txt"
NOTHING_TO_INSTALL = "# nothing\n"


@pytest.fixture(scope="session")
def python(tmp_path_factory):
    """A Python that makes an environment as Python does, but by copying: a tenth of the time."""
    folder = tmp_path_factory.mktemp("python")
    subprocess.run([sys.executable, "-m", "venv", folder / "made"], check=True)
    program = folder / "python3"
    program.write_text(
        f'#!/bin/sh\n[ "$2" = venv ] && exec cp -R {folder}/made "$3"\nexec {sys.executable} "$@"\n'
    )
    program.chmod(0o755)
    return str(program)


@pytest.fixture
def fresh(tmp_path):
    """A fresh clone, as far as the script can see; and a folder of programs that come first."""
    (tmp_path / "clone/riskregister/setup").mkdir(parents=True)
    (tmp_path / "programs").mkdir()
    shutil.copy(SCRIPT, tmp_path / "clone/riskregister/setup")
    (tmp_path / "clone" / LIST).write_text(NOTHING_TO_INSTALL)
    (tmp_path / "clone/requirements-dev.txt").write_text(NOTHING_TO_INSTALL)
    return tmp_path


def pretend(folder, name, script):
    """Put a program of that name first on the path."""
    program = folder / "programs" / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


def set_up(folder, path="/usr/bin:/bin", **variables):
    """Run the script with an environment of its own; (exit code, what it said)."""
    done = subprocess.run(
        ["sh", "riskregister/setup/environment.sh", LIST],
        cwd=folder / "clone",
        env={"PATH": f"{folder / 'programs'}:{path}", "HOME": str(folder), **variables},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, (done.stdout + done.stderr).strip()


OLD = 'case "$1" in --version) echo "Python 3.9.2";; *) exit 1;; esac'


def test_an_old_python_is_named(fresh):
    for name in ("python3", *(f"python3.{minor}" for minor in range(11, 15))):
        pretend(fresh, name, OLD)
    assert set_up(fresh) == (
        1,
        "Not set up: Python 3.9.2 is too old; install Python 3.11 or later, or name one: "
        "PYTHON=/path/to/python3 make setup.",
    )


def test_a_machine_without_python_is_told_what_to_install(fresh):
    for name in ("sh", "dirname", "cmp"):
        (fresh / "programs" / name).symlink_to(shutil.which(name))
    assert set_up(fresh, path="") == (
        1,
        "Not set up: there is no python3 here; install Python 3.11 or later, or name one: "
        "PYTHON=/path/to/python3 make setup.",
    )


@pytest.mark.slow
def test_a_newer_python_beside_an_old_one_is_found(fresh, python):
    pretend(fresh, "python3", OLD)
    for minor in range(12, 15):
        pretend(fresh, f"python3.{minor}", "exit 1")
    pretend(fresh, "python3.11", f'exec {python} "$@"')
    code, said = set_up(fresh)
    assert (code, said.splitlines()[-1]) == (0, f"Installing the packages of {LIST} …")


def test_a_python_without_venv_is_told_what_to_install(fresh):
    without = f'case "$2" in *ensurepip*) exit 1;; *) exec {sys.executable} "$@";; esac'
    pretend(fresh, "python3", without)
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert set_up(fresh) == (
        1,
        "Not set up: python3 has no venv module; on Debian and Ubuntu: apt-get install "
        f"python{version}-venv, then try again.",
    )


@pytest.mark.slow
def test_without_a_network_it_says_so(fresh, python):
    (fresh / "clone" / LIST).write_text(f"django==5.2.19 --hash=sha256:{'0' * 64}\n")
    code, said = set_up(
        fresh, PYTHON=python, PIP_CONFIG_FILE="/dev/null", HTTPS_PROXY="http://127.0.0.1:9"
    )
    assert (code, said.splitlines()[-1]) == (
        1,
        "Not set up: the packages could not be fetched; is there a network, or a proxy to name in "
        "HTTPS_PROXY? (All of it: .venv/install.log.)",
    )
    assert not (fresh / "clone/.venv" / f"installed-{LIST}").exists()


@pytest.mark.slow
def test_a_second_time_it_does_nothing(fresh, python):
    assert set_up(fresh, PYTHON=python)[0] == 0
    assert set_up(fresh, PYTHON="/nowhere/python3") == (0, "")


@pytest.mark.slow
def test_a_changed_list_is_installed_anew_into_the_same_environment(fresh, python):
    set_up(fresh, PYTHON=python)
    (fresh / "clone/.venv/kept").touch()
    (fresh / "clone" / LIST).write_text("# still nothing\n")
    assert set_up(fresh, PYTHON=python) == (0, f"Installing the packages of {LIST} …")
    assert (fresh / "clone/.venv/kept").exists()


@pytest.mark.slow
def test_an_environment_whose_python_is_gone_is_made_anew(fresh, python):
    set_up(fresh, PYTHON=python)
    inside = fresh / "clone/.venv/bin/python"
    inside.unlink()
    inside.symlink_to("/nowhere/python3")
    code, said = set_up(fresh, PYTHON=python)
    assert (code, said.splitlines()[0][:33]) == (0, "Making the environment in .venv (")


def test_a_target_that_is_not_there_is_named(fresh):
    done = subprocess.run(
        ["make", "-s", "rnu"],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert (
        done.stderr.splitlines()[0] == "There is no 'make rnu'; 'make' alone lists what there is."
    )
