# `make` lists the commands. `make run` and `make test` set up all they need by themselves.
SHELL := /bin/bash
VENV := .venv
PYTHON := $(VENV)/bin/python
PORT ?= 8501
# 127.0.0.1: until there is sign-in, only this machine; set HOST=0.0.0.0 behind a gate of your own.
HOST ?= 127.0.0.1

.DEFAULT_GOAL := help
.PHONY: help run test check fix bench browser servers pins pins-check clean

help:  ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: $(VENV)/.run  ## set up, load the sample month if nothing is loaded, serve http://localhost:8501
	@$(PYTHON) -m actions sample --quiet
	@echo "Năm Rõ: http://localhost:$(PORT)  (Ctrl+C: dừng / stop)"
	@exec $(PYTHON) -m uvicorn app:app --host $(HOST) --port $(PORT) --no-access-log --log-level warning

test: $(VENV)/.dev browser servers check pins-check  ## everything that must hold, in a real browser and on a real PostgreSQL too
	$(PYTHON) -m pytest

check: $(VENV)/.dev  ## format, lint, types, import contracts
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

fix: $(VENV)/.dev  ## format, and mend what the linter can mend
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

bench: $(VENV)/.dev browser  ## print how fast it is on this machine, against the goals
	$(PYTHON) -m bench

browser: $(VENV)/.dev  ## a Chromium to test in: this machine's, else Playwright's own, else Debian's
	@command -v chromium chromium-browser google-chrome >/dev/null \
	  || $(PYTHON) -m playwright install --with-deps chromium 2>/dev/null \
	  || (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium)

servers:  ## a MariaDB to test sources on: this machine's, else Debian's; without one its tests say that they are skipped
	@command -v mariadbd /usr/sbin/mariadbd >/dev/null \
	  || (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
	      mariadb-server-core mariadb-client-core) \
	  || echo "No MariaDB could be installed here: the tests of MariaDB sources will be skipped."

pins: $(VENV)/.dev  ## pin the requirements anew, with extras and hashes
	PATH="$(CURDIR)/$(VENV)/bin:$$PATH" $(PYTHON) -m tools.pins compile

pins-check: $(VENV)/.dev  ## prove that the pins compile to themselves and that every pip and Python installs them
	PATH="$(CURDIR)/$(VENV)/bin:$$PATH" $(PYTHON) -m tools.pins check

clean:  ## remove what was set up; the data stay
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache

# The stamps: nothing is installed again until the pinned files change.
$(VENV)/bin/python:
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || (echo "Python 3.11+ is needed" && exit 1)
	python3 -m venv $(VENV) || (apt-get update -qq && apt-get install -y -qq python3-venv && python3 -m venv $(VENV))

# Without --no-deps an older pip refuses everything on the day a release asks for an extra that no pin names.
INSTALL := $(PYTHON) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes

$(VENV)/.run: requirements.txt | $(VENV)/bin/python
	$(INSTALL) -r requirements.txt
	$(PYTHON) -m pip check
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	$(INSTALL) -r requirements-dev.txt
	$(PYTHON) -m pip check
	@touch $@
