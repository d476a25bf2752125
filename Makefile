# Targets for people. `make` alone lists them; each builds what it needs, once.

PYTHON ?= python3
PORT ?= 8080
VENV := .venv
BIN := $(VENV)/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)
# the tests start many servers; without compiled modules each would take seconds
unexport PYTHONDONTWRITEBYTECODE

# what only the tests need: a browser, a printer emulation with its name service, networks of their own, print queues with a label printer's driver,
# a reader of PDF, fonts of every script, a C compiler
TEST_PACKAGES := chromium cups-ipp-utils avahi-daemon dbus util-linux iproute2 cups cups-client cups-filters printer-driver-dymo poppler-utils libfribidi0 fontconfig fonts-noto-core fonts-noto-cjk \
  fonts-dejavu-core gcc libc6-dev
PAGE_SOURCES := $(shell find kiosk/web kiosk/translations dashboard/web dashboard/translations turnout/web/client -type f 2>/dev/null) \
  turnout/web/templates/page.html turnout/web/pages.py turnout/web/app.py kiosk/views.py

.DEFAULT_GOAL := help
.PHONY: help run crowd test check build bench screenshots test-deploy clean test-packages

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

run: $(VENV)/run.stamp kiosk/static/manifest.json ## make a demo event that is going on now, and serve it on http://localhost:8080
	@mkdir -p run
	@turnout demo run/congress.db --keep
	@exec turnout serve run/congress.db --port $(PORT) --welcome

crowd: $(VENV)/run.stamp ## let the demo that is being served live: arrivals, room moves, staff at work
	@turnout demo run/congress.db --crowd

test: $(VENV)/dev.stamp kiosk/static/manifest.json test-packages ## install what the tests need, then run all of them
	npm test
	pytest -n auto --dist worksteal

check: $(VENV)/dev.stamp node_modules/npm.stamp ## lint, types, import contracts
	ruff check
	ruff format --check
	mypy
	lint-imports
	npm run types
	npm run lint

build: $(VENV)/run.stamp kiosk/static/manifest.json ## the wheel, with the built pages and fonts in it
	python -m build --no-isolation --wheel
	@ls -1 dist/*.whl

bench: $(VENV)/dev.stamp kiosk/static/manifest.json ## measure every speed goal, and write docs/performance.md
	python -m bench.run

screenshots: $(VENV)/dev.stamp kiosk/static/manifest.json test-packages ## draw the pictures in docs/ with a real browser
	python -m docs.screenshots

test-deploy: $(VENV)/dev.stamp kiosk/static/manifest.json ## install on a fresh Debian with systemd, and break it (root; minutes)
	$(MAKE) build
	pytest -o addopts= -v tests/deploy/scripts.py tests/deploy/on_a_machine.py

clean: ## remove everything that was built; event files in run/ stay
	rm -rf $(VENV) node_modules dist kiosk/static dashboard/static badges/fonts .mypy_cache .ruff_cache .pytest_cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Turnout needs Python 3.11 or later; $(PYTHON) is older. Name another: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { \
	  if [ "$$(id -u)" = 0 ]; then apt-get update && apt-get install -y --no-install-recommends python3-venv; \
	  else echo "Python's venv module is missing. Install it, then try again: sudo apt-get install python3-venv"; exit 1; fi; }
	$(PYTHON) -m venv $(VENV)

# pip refuses to mix hashed requirements with our own checkout, so that comes in by itself
$(VENV)/run.stamp: requirements-build.lock pyproject.toml | $(VENV)/bin/python
	python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-build.lock
	python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/run.stamp
	python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

node_modules/npm.stamp: package-lock.json $(VENV)/run.stamp
	npm ci --no-progress
	@touch $@

kiosk/static/manifest.json: node_modules/npm.stamp build.mjs kiosk_copy.mjs vite.config.mjs $(PAGE_SOURCES)
	node build.mjs
	@touch $@

test-packages:
	@missing=$$(for name in $(TEST_PACKAGES); do dpkg -s $$name >/dev/null 2>&1 || echo $$name; done); \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ]; then \
	  apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $$missing; \
	else echo "The tests need Debian packages. Install them, then try again:"; \
	  echo "  sudo apt-get install --no-install-recommends" $$missing; exit 1; fi
