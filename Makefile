# Two commands do everything on a machine with Python 3.11 or newer: `make demo` and `make test`.

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check install -qq -c constraints.txt
PACKAGES := tui screens widgets migration sandbox

# Name one yourself with `make PYTHON=/path/to/python3 …`.
PYTHON :=
ARGS :=

# What was broken off is not taken for done.
.DELETE_ON_ERROR:
.PHONY: help install demo test quick coverage nightly simulate mutants check bench dynalite picture lock dist release clean

help:
	@echo "make demo      open Poolwalk on a sample deployment (installs into .venv first)"
	@echo "make install   install into .venv, and no more"
	@echo "make test      run the tests; ARGS=\"-k word\" runs some of them"
	@echo "make quick     engine and handlers alone: for after each change"
	@echo "make coverage  run the tests and hold the branches of migration/ that they take"
	@echo "make nightly   the tests with far more of everything that varies: for a night"
	@echo "make simulate  play HISTORIES=2000 of a migration on a bad day, alone and as a team; SEED=... plays one batch again"
	@echo "make mutants  which changes of what decides about writes does no test notice? Of files changed since main; 10 minutes at most"
	@echo "make check     format, lint, types and import contracts"
	@echo "make bench     measure start, memory and bytes on the wire"
	@echo "make dynalite  install npm's dynalite into .venv: one more DynamoDB for the tests of a team's record"
	@echo "make picture   take the README's pictures of the app anew"
	@echo "make lock      resolve every dependency anew into constraints.txt"
	@echo "make dist      build what is handed out into dist/: wheel, one file that runs, list of parts"
	@echo "make release VERSION=1.0.0  check changelog, version and tests, then build; nothing is uploaded"
	@echo "make clean     remove .venv and what the tools left behind"

install: $(VENV)/.installed

demo: $(VENV)/.installed
	@$(VENV)/bin/poolwalk --demo $(ARGS)

# Tests of terminals and processes wait for most of their time: three run on each of two cores.
WORKERS := $(shell n=$$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2); test $$n -lt 3 && echo $$((3 * n)) || echo 8)

# Each of the workers, and of the many processes that tests start, would compile what it imports anew.
# pytest compiles the files of tests in its own way.
COMPILE := $(PY) -m compileall -q -x '/test_' $(PACKAGES) tests
PYTEST := pytest -n $(WORKERS) --dist loadgroup
RUN := $(COMPILE) && PYTHONDONTWRITEBYTECODE= $(PY) -m $(PYTEST)

test: $(VENV)/.installed-dev
	$(RUN) $(ARGS)

# What starts a process, draws a screen, asks the practice AWS or plays a whole walk is left to `make test`.
quick: $(VENV)/.installed-dev
	export HYPOTHESIS_PROFILE=quick; $(RUN) -m quick $(ARGS)

# The processes that tests start are not measured: theirs is what the same lines do.
# slipcover cannot count the branches of files that pytest rewrites, and says so in each worker: those are
# the tests' own, and it is migration/ that is held. What it put into the code goes again: tests/coverage_probes.py.
coverage: export PYTHONWARNINGS := ignore:Unable to activate pytest branch coverage:RuntimeWarning
coverage: $(VENV)/.installed-dev
	$(COMPILE) && PYTHONDONTWRITEBYTECODE= $(PY) -m slipcover --json --out .coverage.json -m $(PYTEST) $(ARGS)
	$(PY) -m slipcover --merge .coverage.json --out .coverage.json --skip-covered --fail-under 90

nightly: $(VENV)/.installed-dev
	export HYPOTHESIS_PROFILE=nightly; $(RUN) $(ARGS)

HISTORIES := 100
SEED :=
simulate: $(VENV)/.installed-dev
	$(PY) -m tests.simulation --histories $(HISTORIES) $(if $(SEED),--seed $(SEED)) $(ARGS)

# Ten minutes at most, all that it takes included; what was done is kept in mutants/, and the next run goes on where the time was
# over. `OF="migration.*"` tries all, `EACH=8` a part, `EACH=8 FIRST=3` another. The first run makes all mutations.
BASE := main
OF = $(patsubst %.py,%,$(subst /,.,$(shell git diff --name-only $$(git merge-base $(BASE) HEAD) -- migration)))
EACH := 1
FIRST := 0
mutants: $(VENV)/.installed-dev
	nice $(PY) -m tests.mutants try --each $(EACH) --first $(FIRST) --of $(OF)

check: $(VENV)/.installed-dev
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports
	$(PY) -m tests.documents --check

bench: $(VENV)/.installed-dev
	@$(PY) -m tests.bench $(ARGS)

dynalite: $(VENV)/dynalite/.installed

# What is fetched is held to the hashes of the lock, and nothing of it is built or run: 10 MB, in seconds.
DYNALITE := tests/journal/dynalite/package.json tests/journal/dynalite/package-lock.json
$(VENV)/dynalite/.installed: $(DYNALITE) | $(PY)
	@command -v npm >/dev/null || { echo "dynalite needs npm, which is not installed." >&2; exit 1; }
	@mkdir -p $(VENV)/dynalite
	@cp $(DYNALITE) $(VENV)/dynalite
	@npm ci --prefix $(VENV)/dynalite --silent --no-audit --no-fund --no-update-notifier --ignore-scripts
	@touch $@

picture: $(VENV)/.installed-dev
	@$(PY) -m tests.pictures

lock: $(VENV)/.installed
	@$(PY) -m pip --disable-pip-version-check install --quiet uv
	@$(VENV)/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --all-extras \
		--custom-compile-command "make lock" --output-file constraints.txt pyproject.toml
	@$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --extra demo --generate-hashes \
		--constraints constraints.txt --custom-compile-command "make lock" --output-file dist.lock pyproject.toml

dist: $(VENV)/.installed-release
	PYTHON=$(PY) .ci/dist

VERSION :=
release:
	@test -n "$(VERSION)" || { echo "Say which: make release VERSION=1.0.0" >&2; exit 1; }
	@grep -qxF 'version = "$(VERSION)"' pyproject.toml || \
		{ echo "pyproject.toml has another version than $(VERSION)." >&2; exit 1; }
	@grep -qE '^## \[$(subst .,\.,$(VERSION))\] - [0-9]{4}-[0-9]{2}-[0-9]{2}$$' CHANGELOG.md || \
		{ echo "CHANGELOG.md has no section for $(VERSION) with a date." >&2; exit 1; }
	@test -z "$$(sed -n '/^## \[Unreleased\]/,/^## \[[0-9]/p' CHANGELOG.md | grep -E '^[^#]')" || \
		{ echo "CHANGELOG.md has something that is unreleased: move it below $(VERSION)." >&2; exit 1; }
	@test "$$(git rev-parse --show-toplevel 2>/dev/null)" = "$$(pwd -P)" || { echo "This is no clone: there is nothing to release from." >&2; exit 1; }
	@test -z "$$(git status --porcelain)" || { echo "Commit everything first." >&2; exit 1; }
	$(MAKE) check test dist
	@echo "The file that was built, as another user and from a read-only folder:"
	$(PY) -m pytest -rs tests/packaging/test_one_file.py
	@test -z "$$(git status --porcelain)" || { echo "What was built changed files of the clone:"; git status --short; exit 1; } >&2
	@echo "Whole. It lies in dist/, and nothing was uploaded. The tag is yours to set: git tag -a v$(VERSION) -m 'Poolwalk $(VERSION)'"

clean:
	rm -rf $(VENV) dist mutants .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage*
	find $(PACKAGES) assets tests -name __pycache__ -prune -exec rm -rf {} +

# After an upgrade of the system's Python the environment's link to it can point nowhere: then nothing is installed any more.
$(shell test -x $(PY) || rm -f $(VENV)/.installed*)

# Of one version the system's own before another on the PATH: it is compiled with what a trial run taught, and pyenv's is not
# unless it was told to. Everything takes an eighth less then.
SYSTEM_PYTHONS := /usr/bin
PYTHONS = $(foreach name,python3.13 python3.12 python3.11 python3.14,$(SYSTEM_PYTHONS)/$(name) $(name)) python3 python

# The first Python that is new enough and can make an environment; one sentence if there is none.
$(PY):
	@old=; bare=; broken=; \
	for python in $(or $(PYTHON),$(PYTHONS)); do \
		"$$python" -c 'import sys' >/dev/null 2>&1 || continue; \
		"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || { old="$$python"; continue; }; \
		"$$python" -c 'import ensurepip, venv' >/dev/null 2>&1 || { bare="$$python"; continue; }; \
		echo "Making $(VENV) with $$("$$python" -V)."; \
		"$$python" -m venv --clear $(VENV) && exit 0; \
		broken="$$python"; \
	done; \
	if [ -n "$$broken" ]; then \
		echo "Poolwalk: $$broken could not make the environment $(VENV); the lines above say why. Name another with make PYTHON=/path/to/python3." >&2; \
	elif [ -n "$$bare" ]; then \
		echo "Poolwalk: $$bare cannot make environments: install its venv module (Debian, Ubuntu: sudo apt install python3-venv) and run make again." >&2; \
	elif [ -n "$$old" ]; then \
		echo "Poolwalk needs Python 3.11 or newer, and $$old is $$("$$old" -V 2>&1): install a newer one, or name it with make PYTHON=/path/to/python3." >&2; \
	else \
		echo "Poolwalk needs Python 3.11 or newer, and none was found: install it, or name it with make PYTHON=/path/to/python3." >&2; \
	fi; exit 1

# A sign of life in a terminal, for as long as the line that it begins runs.
DOTS := (test ! -t 1 || while sleep 2 && kill -0 $$$$ 2>/dev/null; do printf .; done) &

$(VENV)/.installed: pyproject.toml constraints.txt | $(PY)
	@echo "Installing Poolwalk into $(VENV): about half a minute, this once."
	@$(DOTS) $(PIP) -e '.[demo]'; code=$$?; test ! -t 1 || echo; exit $$code
	@$(PY) -m compileall -q $(PACKAGES)
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	@echo "Installing what the tests and checks need."
	@$(PIP) -e '.[demo,dev]'
	@touch $@

$(VENV)/.installed-release: $(VENV)/.installed
	@echo "Installing what make dist needs."
	@$(PIP) uv -e '.[demo,release]'
	@touch $@
