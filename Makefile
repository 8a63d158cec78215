# Everything begins here: `make run` for the demonstration, `make test` for the tests.
# PYTHON=… names another Python (3.11 or later), PORT=… another port.

.SUFFIXES:
.PHONY: help setup run develop lock test fast test-deep check bench bench-full faults

PY = .venv/bin/python

help:
	@sed -n 's/^#: //p' Makefile

#: make setup      the environment in .venv, and the libraries that PDFs need
setup:
	@sh riskregister/setup/environment.sh requirements.txt
	@$(PY) -m riskregister.setup.system

#: make run        the demonstration on http://127.0.0.1:8000/ (PORT=8001 make run: elsewhere)
run: setup
	@exec $(PY) -m riskregister.setup.serve

develop:
	@sh riskregister/setup/environment.sh requirements-dev.txt
	@$(PY) -m riskregister.setup.system

#: make test       all tests, on SQLite and on PostgreSQL, in a browser and with veraPDF
test: develop
	@$(PY) -m tests

#: make fast       the quick tests only, on SQLite
fast: develop
	@$(PY) -m tests --fast

#: make test-deep  all tests, with many more random sequences
test-deep: develop
	@$(PY) -m tests --deep

#: make check      style, types, templates, migrations, layers, settings
check: develop
	@$(PY) -m riskregister.setup.check

#: make bench      what pages, saves and files cost, as ratios to a floor
bench: develop
	@$(PY) -m tests.bench

#: make bench-full the same, with saves and snapshots on two million history rows
bench-full: develop
	@$(PY) -m tests.bench --full

#: make faults     planted faults, one at a time: each must turn its test red
faults: develop
	@$(PY) -m tests.faults

#: make lock       the lists of packages with hashes, anew from pyproject.toml
lock: develop
	@$(PY) -m riskregister.setup.lock

.DEFAULT:
	@echo "There is no 'make $@'; 'make' alone lists what there is." >&2; exit 2
