# Two commands do everything: `make run` and `make test`. On Windows: `py run.py`.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
  $$p -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
  && echo $$p && break; done)
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py

.PHONY: run env test check lint types rules browser demo bench messages lock

run:            ## the site at http://127.0.0.1:8000, with a living demonstration
	$(PYTHON) run.py

env:            ## everything needed to change the project
	$(PYTHON) run.py env dev

test: env       ## the whole suite, the browser part included where Chromium is found
# (a browser can stumble on a busy machine: what fails there is tried once more, alone)
	$(BIN)/pytest -m "not browser" -n auto --dist loadfile
	$(BIN)/pytest -m browser || $(BIN)/pytest -m browser --last-failed

check: env      ## everything CI asks, fastest first
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy lianxin
	$(MANAGE) check --fail-level WARNING
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) messages --check
	$(MAKE) test

demo: env       ## an empty database, filled anew with the story of 示例团
	$(MANAGE) demo --anew

bench: env      ## what is measured, beside its yardsticks; see bench/README.md
	$(BIN)/python -m bench

messages: env   ## collect the sentences and say which English ones are missing
	$(MANAGE) messages

lock: env       ## requirements/*.in → requirements/*.lock, with hashes
	$(BIN)/python -m pip install --quiet uv
	for kind in run dev; do $(BIN)/uv pip compile --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --quiet \
	  requirements/$$kind.in -o requirements/$$kind.lock; done
