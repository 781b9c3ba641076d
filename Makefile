# Every target sets up what it needs in .venv, inside this folder; nothing is installed outside it.
# Works with GNU make 3.81 (macOS) and in folders whose path has spaces in it.

SHELL := /bin/sh
PYTHON ?=
WORKERS ?= 2
ARGS ?=
REGION ?= ningxia
SIZE ?= draws=24 replications=1 population.scale=0.01
BIN := .venv/bin
KERNELS := $(wildcard src/migrant_sim/kernels/*.py)

export HERE := $(CURDIR)
export MPLCONFIGDIR := $(CURDIR)/.venv/cache/matplotlib
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help setup run test check format baseline experiments bench codebook catalogue posterior odd trace pictures lock clean FORCE

help:
	@echo 'make run       set up, simulate Ningxia (as written beside continuation), print the verdict'
	@echo 'make test      set up, run the tests'
	@echo 'make setup     only set up: .venv, locked packages, compiled kernels'
	@echo 'make check     format, lint, types, import rules'
	@echo 'make format    put the code into the form that check asks for'
	@echo 'make baseline  run the small reference experiments again and renew results/reference'
	@echo 'make experiments run the questions of experiments/ (SIZE=...; some minutes) and renew findings, figures and pages'
	@echo 'make bench     time the model beside other engines, measure its memory (a few minutes; ARGS=--quick: one)'
	@echo 'make codebook  print every parameter with unit, range and source'
	@echo 'make catalogue write docs/catalogue.md again: clauses, instruments, parameters'
	@echo 'make odd       write the made parts of docs/odd.md and docs/odd-tables.md again: state, schedule, parameters'
	@echo 'make trace     write the made parts of docs/trace.md again: data, tests, results/reference/validation'
	@echo 'make posterior calibrate REGION (default ningxia; some 15 minutes on two idle cores) and renew data/posterior'
	@echo 'make pictures  run a small example (some minutes) and renew the pictures of docs/policy-staff.zh.md'
	@echo 'make lock      renew requirements.lock and that of the benchmarks (needs uv)'
	@echo 'make clean     remove caches and builds; keeps .venv and results'
	@echo 'Options: PYTHON=path/to/python3.12  WORKERS=4  ARGS="region=minning draws=16"'

setup: .venv/warm

# The stamp remembers the folder: after a move, the scripts in .venv point nowhere and it is made anew.
ifneq ($(shell cat .venv/ready 2>/dev/null),$(CURDIR))
STALE := FORCE
endif

.venv/ready: requirements.lock pyproject.toml $(STALE)
	@set -e; \
	if [ -f .venv/ready ] && [ "$$(cat .venv/ready)" != "$$HERE" ]; then rm -rf .venv; fi; \
	if ! $(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
		found=; \
		for candidate in '$(PYTHON)' python3 python3.13 python3.12 python3.11; do \
			[ -n "$$candidate" ] || continue; \
			if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$candidate; break; fi; \
		done; \
		if [ -z "$$found" ]; then \
			echo 'migrant-sim needs Python 3.11 or newer, and none was found (looked for python3, python3.13, python3.12, python3.11).' >&2; \
			echo 'Install one, or name it: make setup PYTHON=/path/to/python3.12' >&2; \
			exit 2; \
		fi; \
		echo "Setting up .venv with $$("$$found" --version) (once; a few minutes)"; \
		"$$found" -m venv --clear .venv || { \
			echo 'Python could not make a virtual environment; on Debian and Ubuntu install the package python3-venv.' >&2; exit 2; }; \
	fi; \
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements.lock; \
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .; \
	printf '%s\n' "$$HERE" > .venv/ready

.venv/warm: .venv/ready $(KERNELS)
	@$(BIN)/migrant-sim warmup
	@touch .venv/warm

run: setup
	@$(BIN)/migrant-sim run workers=$(WORKERS) $(ARGS)

test: setup
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile $(ARGS)

check: .venv/ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: .venv/ready
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

baseline: setup
	$(BIN)/python tests/baseline/renew.py

# They have a folder of their own, where what an earlier package left (exit code 2) is made anew; an interrupted run goes on.
experiments: setup
	@set -ef; $(BIN)/python -m migrant_sim.documents commands $(SIZE) > results/.experiments; \
	while read -r verb words; do \
		name=$${words##*name=}; folder=results/experiments/$$verb/$${name%% *}; echo "migrant-sim $$verb $$words"; \
		again() { $(BIN)/migrant-sim $$verb $$words workers=$(WORKERS) results=results/experiments </dev/null; }; \
		again || { test $$? -eq 2 && rm -rf "$$folder" && again; } || exit 1; \
	done < results/.experiments; rm -f results/.experiments
	@$(BIN)/python -m migrant_sim.documents findings experiments

# The engines beside ours are installed for this target alone; without them it goes on and says which are missing.
bench: setup
	@$(BIN)/python -m pip install --quiet --retries 1 --no-deps --require-hashes -r benchmarks/requirements.lock || \
		echo 'The peers of benchmarks/requirements.lock could not be installed (no network?); timing without those that are missing.' >&2
	@$(BIN)/python benchmarks/run.py $(ARGS)

# A folder of their own, made anew: what an earlier package left there would be refused.
pictures: setup
	@rm -rf results/pictures; mkdir -p results
	@set -ef; $(BIN)/python -m migrant_sim.documents examples > results/.pictures; \
	while read -r words; do \
		echo "migrant-sim $$words"; $(BIN)/migrant-sim $$words </dev/null; \
	done < results/.pictures; rm -f results/.pictures
	@$(BIN)/python -m migrant_sim.documents pictures

codebook: setup
	@$(BIN)/migrant-sim codebook $(ARGS)

catalogue: setup
	@$(BIN)/migrant-sim catalogue page > docs/catalogue.md

odd trace: .venv/ready
	@$(BIN)/python -m migrant_sim.documents $@

# A finished calibration of that name is not run again; the folder goes when it is to be made anew.
posterior: setup
	@$(BIN)/migrant-sim calibrate region=$(REGION) name=$(REGION) workers=$(WORKERS) $(ARGS)
	@mkdir -p data/posterior
	@cp results/calibrate/$(REGION)/posterior.csv data/posterior/$(REGION).csv
	@cp results/calibrate/$(REGION)/posterior.yaml data/posterior/$(REGION).yaml

lock:
	@PATH=".venv/bin:$$PATH"; \
	command -v uv >/dev/null || { echo 'make lock needs uv; install it into .venv first.' >&2; exit 2; }; \
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --fork-strategy fewest --extra dev \
		--no-header --no-annotate --no-emit-index-url --upgrade pyproject.toml --output-file requirements.lock; \
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --fork-strategy fewest --extra bench \
		--no-header --no-annotate --no-emit-index-url --upgrade --constraints requirements.lock \
		pyproject.toml benchmarks/peers.in --output-file benchmarks/requirements.lock

clean:
	rm -rf build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests benchmarks -type d -name __pycache__ -prune -exec rm -rf {} +

FORCE:
