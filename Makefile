# Everything a person types: `make demo` shows the program, `make test` proves it.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
STAMP := $(VENV)/.installed
PIP := $(RUN) -m pip install -q --disable-pip-version-check
SCREEN := xvfb-run -a -s "-screen 0 1920x1080x24"
# what lies below render is tested where Qt is not installed at all (the folders of tests/without_qt.py)
WITHOUT_QT := $(addprefix tests/,domain words services storage formats matching search sample)

.PHONY: demo test check bench look format clean system system-tests
.NOTPARALLEL:

demo: system $(STAMP)
	@$(RUN) -m ltaxgis demo $(ARGS)

test: system-tests $(STAMP)
	@# many tests start the program, which would be compiled anew each time where Python may not keep what it compiled
	@$(RUN) -m compileall -q src
	$(RUN) tests/without_qt.py
	@# the rules of the house are checked by `check`; each process of the tests has a screen of its own: on a shared one their windows take the keyboard from each other
	$(RUN) -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder -o qt_log_level_fail=WARNING tests --ignore=tests/test_house_rules.py $(addprefix --ignore=,$(WITHOUT_QT))

check: system $(STAMP)
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy
	$(VENV)/bin/lint-imports --no-cache
	$(RUN) -m pytest -q tests/test_house_rules.py

bench: system-tests $(STAMP)
	$(SCREEN) $(RUN) -m tests.benchmarks

look: system-tests $(STAMP)
	xvfb-run -a -s "-screen 0 3840x2160x24" $(RUN) -m tests.ui.look

format: $(STAMP)
	$(RUN) -m ruff check --fix .
	$(RUN) -m ruff format .

system:
	@sh installer/linux/system_packages.sh

system-tests:
	@sh installer/linux/system_packages.sh tests

# system packages come first: Debian's Python makes no environment without python3-venv, but leaves half of one behind
$(STAMP): requirements.lock pyproject.toml | system
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=...")'
	@$(RUN) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@echo "Installing the locked packages (some minutes the first time)"
	@$(PIP) --require-hashes -r requirements.lock && $(PIP) --no-deps -e . || { \
		echo "The locked packages could not be installed. Is the package registry within reach?" >&2; exit 1; }
	@touch $@

clean:
	rm -rf $(VENV) out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
