#!/bin/sh
# Make or complete the environment in .venv: a Python of its own and the locked packages.
# usage: riskregister/setup/environment.sh requirements.txt | requirements-dev.txt
# Says nothing and does nothing when all is there; ends with one sentence when something is not.
set -u
cd "$(dirname "$0")/../.." || exit 1
wanted=$1
stamp=.venv/installed-$wanted
log=.venv/install.log

stop() {
    echo "Not set up: $*" >&2
    exit 1
}

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    for python in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        is_new_enough "$python" && return
    done
    command -v "${PYTHON:-python3}" >/dev/null 2>&1 ||
        stop "there is no ${PYTHON:-python3} here; install Python 3.11 or later, or name one: PYTHON=/path/to/python3 make setup."
    stop "$(${PYTHON:-python3} --version 2>&1) is too old; install Python 3.11 or later, or name one: PYTHON=/path/to/python3 make setup."
}

make_environment() {
    find_python
    "$python" -c 'import venv, ensurepip' >/dev/null 2>&1 ||
        stop "$python has no venv module; on Debian and Ubuntu: apt-get install python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv, then try again."
    echo "Making the environment in .venv ($("$python" --version 2>&1)) …"
    rm -rf .venv
    "$python" -m venv .venv >/dev/null 2>&1 || {
        rm -rf .venv
        stop "$python could not make an environment in .venv; is this folder writable and the disk not full?"
    }
}

why_not() {
    if grep -q 'DO NOT MATCH THE HASHES' "$log"; then
        echo "a package that was fetched is not the one whose hash stands in $wanted; nothing of it was installed."
    elif grep -qiE 'connection|resolution|resolve|proxy|timed out|unreachable|could not fetch' "$log"; then
        echo "the packages could not be fetched; is there a network, or a proxy to name in HTTPS_PROXY? (All of it: $log.)"
    elif grep -qi 'no space left' "$log"; then
        echo "the disk is full."
    else
        echo "installing the packages of $wanted failed: $(grep -m 1 '^ERROR' "$log") (All of it: $log.)"
    fi
}

install_packages() {
    echo "Installing the packages of $wanted …"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --retries 1 \
        --timeout "${PIP_DEFAULT_TIMEOUT:-30}" --require-hashes -r "$wanted" >"$log" 2>&1 </dev/null ||
        stop "$(why_not)"
    cp "$wanted" "$stamp"
    # What develops also runs: the lists share every line of the shorter one.
    [ "$wanted" = requirements-dev.txt ] && cp requirements.txt .venv/installed-requirements.txt
    return 0
}

cmp -s "$wanted" "$stamp" && [ -x .venv/bin/python ] && exit 0
is_new_enough .venv/bin/python && .venv/bin/python -m pip --version >/dev/null 2>&1 || make_environment
install_packages
