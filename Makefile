# Two commands do everything: `make demo` and `make test`. `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= python3
BIN := .venv/bin
FORKS := .venv-forks
NPM := tests/node_modules
APT := $(if $(filter 0,$(shell id -u)),,sudo) apt-get
WORKERS ?= auto
PORT ?= 8000
export NO_MKDOCS_2_WARNING := 1

.PHONY: help demo test test-forks audit links serve release book check bench bench-paper bench-site lock clean
help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(BIN)/.ready ## build the site, play one learner through to a verified sample certificate
	@$(BIN)/mkdocs build --strict --site-dir site
	@$(BIN)/course demo --site site --out build/demo

test: $(BIN)/.ready-test $(NPM)/.ready browsers judges database ## every check and test, the browser ones included
	@$(BIN)/ruff check --quiet scripts tests
	@$(BIN)/ruff format --check --quiet scripts tests
	@$(BIN)/pytest -q -n $(WORKERS) --dist loadgroup

test-forks: $(FORKS)/.ready $(NPM)/.ready browsers ## the site's tests on the same checkout built by ProperDocs and MaterialX
	@FORKS=1 $(FORKS)/bin/pytest -q -n $(WORKERS) --dist loadgroup -m 'not audit and not material' tests/site tests/journey

audit: $(BIN)/.ready-test $(NPM)/.ready browsers judges database ## what takes long: every page, in every light, at every width
	@$(BIN)/pytest -q -n $(WORKERS) --dist loadgroup -m audit

links: $(BIN)/.ready-test ## whether links to other sites still lead anywhere
	@$(BIN)/mkdocs build --strict --quiet --site-dir build/links
	@$(BIN)/python -m http.server --bind 127.0.0.1 --directory build/links $(PORT) 2>/dev/null & \
	  server=$$!; trap "kill $$server" EXIT; sleep 1; \
	  $(BIN)/python -m linkcheck --no-robots --no-status --check-extern \
	    --ignore-url='^https?://course\.example\.org' http://127.0.0.1:$(PORT)/

serve: $(BIN)/.ready ## live preview on http://127.0.0.1:8000, reloads on every save; PORT=8001 for another
	@$(BIN)/python -c 'import socket; socket.create_server(("127.0.0.1", $(PORT)))' 2>/dev/null \
	  || { echo "Something else uses port $(PORT); take another: make serve PORT=$$(( $(PORT) + 1 ))" >&2; exit 1; }
	@$(BIN)/mkdocs serve --livereload --dev-addr 127.0.0.1:$(PORT)

release: $(BIN)/.ready ## publish the version that course.yml names, and keep what it promises
	@$(BIN)/course release

book: $(BIN)/.ready ## the whole course as one PDF, build/book.pdf
	@$(BIN)/course book

check: $(BIN)/.ready ## what is wrong in the course's files, and how to mend it
	@$(BIN)/course check

bench: $(BIN)/.ready-test database ## how checking and building grow with the course
	@$(BIN)/pytest -q -s -p no:xdist benchmarks

bench-paper: $(BIN)/.ready-test database ## certificates a second, beside LibreOffice and certigen, which it installs
	@command -v soffice >/dev/null || { $(APT) update -q && $(APT) install -yq --no-install-recommends libreoffice-writer-nogui; }
	@test -x build/peers/bin/certigen || { $(PYTHON) -m venv build/peers && build/peers/bin/pip install --quiet --disable-pip-version-check certigen==1.1.0; }
	@$(BIN)/python benchmarks/bench_paper.py

bench-site: $(BIN)/.ready-test browsers ## how pages load on a phone by Lighthouse, beside the stock theme, which it installs
	@test -x build/peers/node_modules/.bin/lighthouse || npm install --silent --no-audit --no-fund --prefix build/peers lighthouse@12.8.2
	@test -d build/peers/mkdocs-quiz || git clone --quiet --depth 1 --branch v1.6.5 https://github.com/ewels/mkdocs-quiz build/peers/mkdocs-quiz
	@$(BIN)/python benchmarks/bench_site.py

lock: $(BIN)/.ready ## renew the pinned versions in requirements/
	@$(BIN)/pip install --quiet --disable-pip-version-check uv
	@for name in site test; do \
	  extra=$$([ $$name = site ] || echo "--extra $$name"); \
	  $(BIN)/python -m uv pip compile pyproject.toml requirements/build.in $$extra --quiet --upgrade \
	    --universal --python-version 3.11.2 --generate-hashes --no-header --no-annotate \
	    --no-emit-index-url --output-file requirements/$$name.txt; \
	done
	@$(BIN)/python -m uv pip compile requirements/forks.in --constraint requirements/test.txt --quiet \
	  --upgrade --universal --python-version 3.11.2 --generate-hashes --no-header --no-annotate \
	  --no-emit-index-url --output-file requirements/forks.txt

clean: ## remove everything that make made
	@rm -rf .venv $(FORKS) site build $(NPM) .pytest_cache .ruff_cache .hypothesis

# The environment is made again only when what it is made from has changed.
$(BIN)/.ready: requirements/site.txt pyproject.toml
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { $(APT) update -q && $(APT) install -yq --no-install-recommends python3-venv; }
	@echo "Setting up Python packages in .venv (once) …"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/site.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# MaterialX takes the place of Material, whose Python package has the same name.
$(FORKS)/.ready: requirements/test.txt requirements/forks.txt pyproject.toml
	@echo "Setting up the forks in $(FORKS) (once) …"
	@test -x $(FORKS)/bin/python || $(PYTHON) -m venv $(FORKS)
	@$(FORKS)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@$(FORKS)/bin/pip uninstall --quiet --yes mkdocs-material
	@$(FORKS)/bin/pip install --quiet --disable-pip-version-check --require-hashes --force-reinstall --no-deps -r requirements/forks.txt
	@$(FORKS)/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(BIN)/.ready-test: $(BIN)/.ready requirements/test.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@

$(NPM)/.ready: $(BIN)/.ready-test tests/package.json tests/package-lock.json
	@cd tests && PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --silent
	@touch $@

# libatomic1 is what Playwright's driver needs and a small Debian lacks.
.PHONY: browsers
browsers:
	@{ command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null \
	  && { command -v firefox-esr || command -v firefox; } >/dev/null \
	  && /sbin/ldconfig -p | grep -q libatomic.so.1 || { \
	  $(APT) update -q && $(APT) install -yq --no-install-recommends -o DPkg::Lock::Timeout=300 \
	    chromium firefox-esr fonts-liberation libatomic1; }

# The server that the registry is tested on; the tests start one of their own.
.PHONY: database
database:
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || { \
	  $(APT) update -q && $(APT) install -yq --no-install-recommends -o DPkg::Lock::Timeout=300 \
	    postgresql; }

# Programs that nobody here wrote judge certificates: veraPDF (Java, compiled when it is run), zbar
# and poppler.
.PHONY: judges
judges:
	@{ command -v javac && command -v pdftotext; } >/dev/null \
	  && /sbin/ldconfig -p | grep -q libzbar.so.0 || { \
	  $(APT) update -q && $(APT) install -yq --no-install-recommends -o DPkg::Lock::Timeout=300 \
	    default-jdk-headless libzbar0 poppler-utils; }
