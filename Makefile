# Two commands do everything on a fresh machine with Python 3.11+, git and make: `make demo` and `make test`.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo test test-fast test-long test-slow matrix test-clients test-superset test-evidence test-privileged test-browser check format generate figures lock clean faults soak mutants bench score attacks audit

PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$python"; break; }; done)
BIN := .venv/bin
INSTALLED := .venv/.installed
DEMO_HOME ?= data
JOBS ?= 2

help:  ## what there is to do
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-17s %s\n", $$1, $$2}'

$(INSTALLED): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; give it with: make PYTHON=/path/to/python3.11 ..."; exit 1; }
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(INSTALLED)  ## the main job on synthetic extracts: sample, run, table, path for a BI tool
	$(BIN)/claims --home $(DEMO_HOME) demo

test: check  ## every check and test that needs nothing but Python (under 10 minutes)
	$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup -m "not slow and not long and not clients and not superset and not evidence and not privileged and not browser and not bench"

test-fast: $(INSTALLED)  ## the quick part (under a minute)
	$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup -m "not thorough and not slow and not long and not prefect and not clients and not superset and not evidence and not privileged and not browser and not bench"

test-long: $(INSTALLED)  ## what takes many seconds each: every kind of arrival, corrections, mappings, seeded defects (CI runs it, too)
	$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup -m "long and not slow and not bench"

test-slow: $(INSTALLED)  ## soak: kills at many moments, messy and large samples (half an hour)
	$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup -m "slow and not clients and not superset and not evidence and not privileged and not browser and not bench"

test-clients: $(INSTALLED)  ## the published file in DuckDB 1.4, 1.5 and 2.0 (installs them beside, needs the package index)
	$(BIN)/python -m pytest -m clients tests

test-superset: $(INSTALLED)  ## the bundle in a stock Superset, over REST and in Chromium (installs it beside, needs the package index)
	$(BIN)/python -m pytest -m superset tests

test-evidence: $(INSTALLED)  ## a site of Evidence before and after a publication (5 minutes, 3 GB of packages)
	$(BIN)/python -m pytest -m evidence tests

test-privileged: $(INSTALLED)  ## a full disk, on a small tmpfs (needs root)
	$(BIN)/python -m pytest -m privileged tests

test-browser: $(INSTALLED)  ## the Data Docs in headless Chromium
	$(BIN)/python -m pytest -m browser tests

bench: $(INSTALLED)  ## this pipeline beside its peers and the targets of speed, into docs/benchmarks.md (20 minutes; needs the package index)
	$(BIN)/python -m tests.proof.bench $(BENCH)

figures: $(INSTALLED)  ## what the issues ask to be measured, printed as figures (an hour and more)
	$(BIN)/python -m pytest -m bench -s tests

faults: $(INSTALLED)  ## break the real commands: kills, full disks, damaged files (an hour; a full disk needs root) -> docs/faults.md
	$(BIN)/python -m tests.proof.faults $(FAULTS)

soak: $(INSTALLED)  ## 8 readers through 500 publications, 10 minutes -> docs/faults.md
	$(BIN)/python -m tests.proof.faults.soak --readers 8 --publications 500 --minutes 10

attacks: $(INSTALLED)  ## personal data in every place, hostile names, queries and inputs -> docs/attacks.md (half an hour)
	$(BIN)/python -m tests.proof.attacks $(ATTACKS)

audit: $(INSTALLED)  ## the pinned dependencies: hashes, bounds, licences, known vulnerabilities (75: nobody could be asked about these)
	$(BIN)/python -m tests.proof.attacks.audit

mutants: $(INSTALLED)  ## how many changes in transforms and the accounting the tests find out: docs/mutants.md (installs Cosmic Ray beside)
	$(BIN)/python -m tests.proof.mutants

score: $(INSTALLED)  ## plant every class of defect, judge 300 sound months, write docs/score-of-the-checks.md (tens of minutes)
	$(BIN)/python -m tests.proof.score --jobs $(JOBS)

matrix: $(INSTALLED)  ## every kind of arrival by format: what becomes of it, as a table
	$(BIN)/python -m pytest -q tests/acceptance/test_every_kind_of_arrival.py

check: $(INSTALLED)  ## lint, format, types, architecture; all are run, failures are counted
	@failures=0; \
	for command in "ruff format --check ." "ruff check ." "mypy" "lint-imports"; do \
		echo "--- $$command"; $(BIN)/$$command || failures=$$((failures + 1)); \
	done; \
	echo "$$failures checks failed"; test $$failures -eq 0

format: $(INSTALLED)  ## put the code into its form
	$(BIN)/ruff format . && $(BIN)/ruff check --fix .

generate: $(INSTALLED)  ## write anew what comes from warehouse/metrics.yaml: comments, dictionary page, Superset bundle
	$(BIN)/python -m warehouse.generate

lock:  ## pin every dependency anew, with hashes and without naming an index (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate \
		pyproject.toml --extra dev --output-file requirements.lock

clean:  ## remove the environment and caches (never the data)
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache *.egg-info
