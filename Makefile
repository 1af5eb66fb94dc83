# make report   checks the fixture stories (or STORY=path) and writes report.html
# make test     the whole suite: format, lint, types, contracts, tests

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STORY ?= fixtures/corpus
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: report test check lint types contracts pytest wheel bench clean

report: $(VENV)/.report
	@$(BIN)/mtqa report $(STORY) -o report.html --exit-zero

test: $(VENV)/.test lint types contracts pytest

lint: $(VENV)/.test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.test
	$(BIN)/mypy

contracts: $(VENV)/.test
	$(BIN)/lint-imports

pytest: $(VENV)/.test
	$(BIN)/pytest -n 2 --dist loadgroup $(PYTEST)

wheel: $(VENV)/.test
	$(BIN)/python -m build --outdir dist .

bench: $(VENV)/.test
	$(BIN)/mtqa bench speed fixtures/corpus/clean/*.txt --words 300000
	$(BIN)/python tests/bench/format_figures.py fixtures/corpus/clean/*.txt

clean:
	rm -rf $(VENV) dist report.html

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "mtqa needs Python 3.11 or newer: make PYTHON=python3.11")'
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.report: $(VENV)/.made pyproject.toml constraints.txt
	@echo "Installing mtqa into $(VENV) …"
	@$(PIP) install --constraint constraints.txt --editable '.[readability]'
	@touch $@

$(VENV)/.test: $(VENV)/.report
	@echo "Installing what the tests need into $(VENV) …"
	@$(PIP) install --constraint constraints.txt --editable '.[readability,languagetool,bench,dev]'
	$(BIN)/python tests/browser/install.py
	$(BIN)/python tests/languagetool/install.py
	@touch $@
