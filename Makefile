# `make help` lists the targets. Everything runs in .venv, which the first target that needs it sets up.
PYTHON ?= python3
BIN := .venv/bin
WORKERS ?= 2
DEMO ?= demo

.DEFAULT_GOAL := help
.PHONY: help demo test check types lint format docs bench clean

help:  ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.venv/ready: pyproject.toml requirements/test.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --requirement requirements/test.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch .venv/ready

demo: .venv/ready  ## build a graph from the sample articles and show it
	@$(BIN)/kg demo --out $(DEMO)

test: .venv/ready  ## run all tests, the type check and the linter
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n $(WORKERS) -q

check: test  ## the same as test

types: .venv/ready  ## check types only
	$(BIN)/mypy

lint: .venv/ready  ## check style only
	$(BIN)/ruff check . && $(BIN)/ruff format --check .

format: .venv/ready  ## format the code and mend what can be mended
	$(BIN)/ruff check --fix . && $(BIN)/ruff format .

docs: .venv/ready  ## write the generated pages anew: ontology reference, command reference
	$(BIN)/python tools/build_docs.py

bench: .venv/ready  ## measure and write docs/benchmarks/
	$(BIN)/python benchmarks/first_light.py
	$(BIN)/python benchmarks/coding.py

clean:  ## remove the virtual environment, caches and the demo
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis $(DEMO) dist build
