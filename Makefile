# Two commands to remember: `make run` and `make test`. Both set up what they need in .venv.
# `make check` is for daily work.

# The newest Python that will do, unless one is named: make PYTHON=/path/to/python3 run
ifndef PYTHON
PYTHON := $(shell for p in python3.14 python3.13 python3.12 python3.11 python3; do \
	  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$p; break; }; done)
endif
BIN := .venv/bin
# A process for each processor; the tests of one file stay together, for they share what is dear to make.
PYTEST := $(BIN)/pytest -n auto --dist loadfile

.PHONY: run test check fmt docs clean

run: .venv/ready
	$(BIN)/allegiance build

test: .venv/ready-dev
	$(PYTEST)

check: .venv/ready-dev
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(PYTEST)

fmt: .venv/ready-dev
	$(BIN)/ruff format src tests benchmarks
	$(BIN)/ruff check --fix src tests benchmarks

# The generated pages of docs/.
docs: .venv/ready
	$(BIN)/allegiance queries --answers > docs/questions.md
	$(BIN)/allegiance ontology > docs/ontology.md

clean:
	rm -rf .venv build dist

.venv/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; none was found. Set PYTHON=/path/to/python3." >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || .ci/python-venv "$(PYTHON)"
	$(PYTHON) -m venv .venv
	@touch $@

.venv/ready: .venv/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/ready-dev: .venv/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ .venv/ready
