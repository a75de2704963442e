# `make` lists the commands. `make run` and `make test` set up all they need by themselves.
SHELL := /bin/bash
VENV := .venv
PYTHON := $(VENV)/bin/python
PORT ?= 8501
# 127.0.0.1: only this machine, for samples are open to whoever reaches the server; other addresses belong behind HTTPS.
HOST ?= 127.0.0.1

SERVE := $(PYTHON) -m uvicorn app:app --host $(HOST) --port $(PORT) --no-access-log --log-level warning

.DEFAULT_GOAL := help
.PHONY: help run dev quick test test-all corpus docs mutants check fix bench browser servers papers office engines pins pins-check offline clean

help:  ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: $(VENV)/.run  ## set up, load the sample month if nothing is loaded, serve http://localhost:8501
	@echo "Năm Rõ: http://localhost:$(PORT)  (Ctrl+C: dừng / stop)"
	@NAMRO_SAMPLE=yes NAMRO_HOSTS="$$NAMRO_HOSTS $(HOST)" exec $(SERVE)

dev: $(VENV)/.dev  ## as run, and start again whenever a file changes
	@NAMRO_WARM_UP=no NAMRO_SAMPLE=yes NAMRO_HOSTS="$$NAMRO_HOSTS $(HOST)" exec $(SERVE) --reload --reload-include '*.toml' --reload-include '*.yaml' --reload-include '*.html' \
	  --reload-include '*.css' --reload-include '*.js' --reload-exclude 'data/*' --reload-exclude '$(VENV)/*'

# Three workers for two cores, because half of the time one waits for a browser or a server; what stays together, and
# what comes first, tests/conftest.py says.
WORKERS ?= $(shell echo $$(( ($$(getconf _NPROCESSORS_ONLN) * 3 + 1) / 2 )))
PYTEST := $(PYTHON) -m pytest --numprocesses $(WORKERS) --dist loadfile --no-loadscope-reorder

# Side by side: one waits for the network where the other computes.
BOTH := --jobs=2 --output-sync=target check pins-check

quick: $(VENV)/.dev  ## what needs no browser, no server and no patience: under a minute
	NAMRO_TESTS=quick $(PYTEST) -m "not browser and not servers and not slow and not long"

test: $(VENV)/.dev browser servers papers  ## everything that must hold, in a real browser and on a real PostgreSQL too
	@$(MAKE) --no-print-directory $(BOTH)
	$(PYTEST) -m "not long"

test-all: $(VENV)/.dev browser servers papers office engines  ## that, ten times as many random examples, and what takes minutes by itself
	@$(MAKE) --no-print-directory $(BOTH)
	NAMRO_TESTS=all $(PYTEST)

docs: $(VENV)/.dev  ## write docs/pages.md and docs/commands.md from the code
	$(PYTHON) -m tools.documentation

mutants: $(VENV)/.dev browser  ## make small mutations of the code, and see that the tests catch each
	$(PYTHON) -m tools.mutants

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

pictures: browser  ## take the pictures of the guides anew
	$(PYTHON) -m tools.guide_pictures

browser: $(VENV)/.dev  ## a Chromium to test in: this machine's, else Playwright's own, else Debian's
	@command -v chromium chromium-browser google-chrome >/dev/null \
	  || $(PYTHON) -m playwright install $$([ $$(id -u) -ne 0 ] || echo --with-deps) chromium >/dev/null 2>&1 \
	  || tools/packages Chromium chromium

servers:  ## a MariaDB and an nginx to test with: this machine's, else Debian's; without one its tests say that they are skipped
	@command -v mariadbd /usr/sbin/mariadbd >/dev/null \
	  || tools/packages MariaDB mariadb-server-core mariadb-client-core \
	  || echo "MariaDB: its tests are skipped."
	@command -v nginx /usr/sbin/nginx >/dev/null \
	  || tools/packages nginx nginx-light \
	  || echo "nginx: the tests of deploy/ are skipped."

papers:  ## what reads the pages of PDF documents in the tests: this machine's, else Debian's; without it they say that they are skipped
	@command -v pdftotext >/dev/null \
	  || tools/packages Poppler poppler-utils \
	  || echo "Poppler: the tests of the text of documents are skipped."

office:  ## what opens Word, PowerPoint and Excel files in the long tests: this machine's, else Debian's LibreOffice
	@command -v soffice >/dev/null \
	  || tools/packages LibreOffice libreoffice-writer libreoffice-calc libreoffice-impress \
	  || echo "LibreOffice: the tests that open documents with it are skipped."

engines: $(VENV)/.dev  ## Spark with Java, and ClickHouse's engine, to test sources with: 1 GB; without them their tests say that they are skipped
	@ls -d /usr/lib/jvm/java-17-openjdk-* /usr/lib/jvm/java-21-openjdk-* >/dev/null 2>&1 \
	  || tools/packages Spark openjdk-17-jre-headless \
	  || echo "Java: the tests of Spark are skipped."
	@$(INSTALL) -r requirements-engines.txt || echo "Spark, ClickHouse: their tests are skipped."

pins: $(VENV)/.dev  ## pin the requirements anew, with extras and hashes
	PATH="$(CURDIR)/$(VENV)/bin:$$PATH" $(PYTHON) -m tools.pins compile

pins-check: $(VENV)/.dev  ## prove that the pins compile to themselves and that every pip and Python installs them
	PATH="$(CURDIR)/$(VENV)/bin:$$PATH" $(PYTHON) -m tools.pins check

offline: $(VENV)/.dev  ## write build/namro-….tar.gz, which installs this commit on a machine without the internet
	$(PYTHON) -m tools.offline build

corpus: $(VENV)/.run  ## what becomes of every spreadsheet in FOLDER, against what was kept there; KEEP=yes keeps it anew
	@$(PYTHON) -m tools.corpus "$(FOLDER)" $(KEEP)

clean:  ## remove what was set up; the data stay
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache

# The stamps: nothing is installed again until the pinned files change.
$(VENV)/bin/python:
	@python3 -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' \
	  || { echo "Cần Python 3.11 đến 3.14 / Python 3.11 to 3.14 is needed: $$(python3 --version 2>&1)" >&2; exit 1; }
	@python3 -c 'import ensurepip' 2>/dev/null || tools/packages Python python3-venv
	python3 -m venv $(VENV)

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
