# Two commands for a stranger: `make demo` and `make test`. Everything is set up inside the repository.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup setup-test components demo test check bench soak docs screenshots clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV_VERSION := 0.13.9
# The machine's own certificates where it has them: behind a proxy they are the ones that count.
CERTIFICATES := $(if $(wildcard /etc/ssl/certs/ca-certificates.crt),true,false)
UV := UV_COMPILE_BYTECODE=1 UV_HTTP_TIMEOUT=180 UV_SYSTEM_CERTS=$(CERTIFICATES) $(BIN)/uv
# On a terminal uv shows what it fetches; in a log its list of packages says nothing new.
QUIET := $(shell [ -t 2 ] || echo --quiet)
TESTS ?= tests
WORKERS ?= 2

help: ## what can be asked for
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(BIN)/uv:
	@echo "making the virtual environment in $(VENV)"
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' || \
	  { echo "Python 3.11, 3.12 or 3.13 is needed: set PYTHON=/path/to/python3.11 and try again."; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || $(MAKE) --no-print-directory venv-package
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

.PHONY: venv-package
venv-package:
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq 2>/dev/null && \
	    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv >/dev/null 2>&1; \
	else echo "Python's venv is missing: install the package python3-venv and try again."; exit 2; fi

$(VENV)/.core: $(BIN)/uv uv.lock pyproject.toml
	@echo "installing what lco needs, from uv.lock"
	@$(UV) sync --frozen --inexact $(QUIET) --extra analytics
	@touch $@

$(VENV)/.all: $(VENV)/.core
	@echo "installing Spark and the test tools, from uv.lock"
	@$(UV) sync --frozen --inexact $(QUIET) --all-extras
	@touch $@

setup: $(VENV)/.core ## .venv/bin/lco, ready to use

components: ## what the tests need from Debian: Chromium and Java
	@bash .ci/components

setup-test: $(VENV)/.all components ## everything the tests need

demo: setup ## a synthetic Manchester, the whole cycle, the web pages
	@$(BIN)/lco demo $(DEMO)

test: setup-test ## all tests, the real components included
	@$(BIN)/python -m pytest $(TESTS) -n $(WORKERS) --dist loadgroup

check: $(VENV)/.all ## style, types, import contracts, templates, secrets
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@if [ -d web/ui ]; then $(BIN)/djlint web --lint --quiet; fi
	@$(BIN)/bandit --quiet --recursive --configfile pyproject.toml lco web
	@git ls-files -z | grep -zvE '(^uv\.lock$$|/vendor/|^docs/screenshots/)' | xargs -0 $(BIN)/detect-secrets-hook

bench: setup-test ## speed and memory against named peers and limits (minutes)
	@$(BIN)/lco bench $(BENCH)

soak: setup-test ## what is too long for every change
	@$(BIN)/python -m pytest $(TESTS) -n $(WORKERS) --dist loadgroup --soak

docs: $(VENV)/.all ## the generated part of the reference
	@$(BIN)/lco docs

screenshots: setup-test ## docs/screenshots anew, made by the journeys
	@LCO_SCREENSHOTS=1 $(BIN)/python -m pytest tests/journeys -n $(WORKERS) --dist loadgroup

clean: ## removes what was made, the environment and the demonstration included
	@rm -rf $(VENV) .demo .bench .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
