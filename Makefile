# The same verbs for people and for the build machine; the environment is .venv.
# `make run` and `make test` set up whatever is missing by themselves.

PYTHON ?= python3
UV     ?= uv
BIN    := .venv/bin
, := ,
PO     := $(wildcard resources/i18n/*/LC_MESSAGES/vecinos.po)
MO     := $(PO:.po=.mo)
MACHINE := desktop/engine/machine/machine
LIBRARY := $(MACHINE).native.$(if $(filter Darwin,$(shell uname)),dylib,so)

# Tests and benches start the program hundreds of times; it is compiled once, as on any machine.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup system run pictures test test-unit test-long windows checks golden golden-accept bench ratio lint types package frozen lock
.DELETE_ON_ERROR:

help:
	@echo "make setup      environment, message catalogues, compiled engine, Debian packages"
	@echo "make run        open the program"
	@echo "make pictures   docs/pictures: the window in both languages and themes, small and at 200 %"
	@echo "make test       every quick test, the same examples each time; prints the ten slowest"
	@echo "make test-unit  of those the plain layers: domain, engine, document, library, model files, words, arguments"
	@echo "make test-long  every test, with random examples"
	@echo "make windows    commands, self-test and the store's tests with Windows' wheels, under Wine"
	@echo "make checks     what the model must do: predicates held, mutants caught, by group"
	@echo "make golden     which projections moved since they were accepted; OTHER=folder-or-git-ref, against that"
	@echo "make golden-accept  accept the projections as they are now"
	@echo "make bench      how fast it is, line by line, each with its budget"
	@echo "make ratio      that the compiled engine is three times as quick as NumPy at least"
	@echo "make lint       ruff: rules and layout"
	@echo "make types      mypy, strict"
	@echo "make package    the frozen program: dist/vecinos, and its size"
	@echo "make frozen     the frozen program's self-test, whole and with parts broken"
	@echo "make levers-doc what each lever does, from the model: docs/levers.md"
	@echo "make reference  the model's reference from its files: out/reference, HTML and PDF, both languages"
	@echo "make ensembles  calibrate every origin again, into resources/ensembles"
	@echo "make lock       pin the dependencies of pyproject.toml anew (needs uv)"

# ---------------------------------------------------------------- environment

setup: .venv/ready $(MO) $(LIBRARY)

system:
	@sh tests/packaged/system_packages.sh

.venv/ready: requirements-dev.lock pyproject.toml | system
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(v < (3, 11) and \
	    f"Vecinos needs Python 3.11 or newer and this is {v[0]}.{v[1]}; name another: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

%.mo: %.po | .venv/ready
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

# No product is fused with a sum: every processor and compiler gives the same bits. The library says
# which source it was made of.
COMPILE = $(1) -O2 -std=gnu11 -ffp-contract=off -fno-math-errno -Wall -Wextra -Wno-psabi -shared -s \
    -DSOURCE=\"$$($(PYTHON) -c 'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())' < $<)\" \
    $(2) -o $@ $<

$(LIBRARY): $(MACHINE).c | .venv/ready
	@echo "Compiling the engine: $@"
	@{ command -v $(CC) > /dev/null && $(call COMPILE,$(CC),-fPIC); } || \
	    { rm -f $@; echo "$(CC) did not compile it: NumPy runs the model, many times slower" >&2; }

# Windows wants the stack of a vector aligned, and GCC does not see to it there.
$(MACHINE).native.dll: $(MACHINE).c
	@$(call COMPILE,x86_64-w64-mingw32-gcc,-static-libgcc -Wa$(,)-muse-unaligned-vector-move)

# ---------------------------------------------------------------- use

# Without a display the program draws its window off-screen, into out/, and says so.
run: setup
	@$(BIN)/python -m desktop

pictures: setup
	$(BIN)/python -m tests.pictures

# ---------------------------------------------------------------- proof

# One module stays in one process, so that what its tests share is made once.
PYTEST = $(BIN)/python -m pytest --numprocesses auto --dist loadscope --no-loadscope-reorder

test: setup
	$(PYTEST) -m "not long" --hypothesis-profile=ci

# What needs no window, and most of what reads and writes a library.
UNIT = domain engine document db modelfiles language arguments
UNIT_TESTS = $(wildcard $(UNIT:%=tests/%)) $(wildcard tests/test_cli_arguments.py)

test-unit: setup
	$(PYTEST) -m "not long and not slow" --hypothesis-profile=ci $(UNIT_TESTS)

test-long: setup
	@sh tests/packaged/system_packages.sh postgresql $$(sed 's/[#].*//' debian-packages-office.txt)
	$(PYTEST) --hypothesis-profile=default

# Downloads, Python and Wine's drive stay in WINE between runs: 2 GB.
WINE ?= /var/tmp/vecinos-windows

windows: setup
	@$(BIN)/python -m tests.packaged.windows $(WINE)

checks: setup
	@$(BIN)/python -m tests.model_checks

golden: setup
	@$(BIN)/python -m tests.golden $(OTHER)

golden-accept: setup
	@$(BIN)/python -m tests.golden --accept

bench: setup
	$(BIN)/python -m tests.bench

ratio: setup
	@$(BIN)/python -m tests.bench.ratio

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/ready
	$(BIN)/mypy

# ---------------------------------------------------------------- pages made from the model

.PHONY: levers-doc reference
# Pages as HTML, a book as PDF, both languages: some minutes.
reference: setup
	@$(BIN)/python -m docs.reference out/reference

levers-doc: setup
	$(BIN)/python -m tests.model_checks.lever_effects

# ---------------------------------------------------------------- what history makes of the model

.PHONY: ensembles
ensembles: setup
	$(BIN)/python -m desktop calibrate --into resources
	$(BIN)/python -m desktop.calibration.track_record > build/skill.json && mv build/skill.json resources/ensembles/skill.json
	$(BIN)/python -m docs.track_record

# ---------------------------------------------------------------- the frozen program

package: .venv-package/ready $(MO) $(LIBRARY)
	.venv-package/bin/pyinstaller --noconfirm --clean --log-level ERROR --distpath dist --workpath build build.spec
	@sh tests/packaged/size.sh dist/vecinos

# Only what the program needs to run, and the packer: hooks drag in whatever else they find.
.venv-package/ready: requirements.lock requirements-package.lock | .venv/ready
	@sh tests/packaged/system_packages.sh binutils $$($(PYTHON) -c \
	    'import sys; print(f"libpython3.{sys.version_info[1]}" if sys.base_prefix == "/usr" else "")')
	$(PYTHON) -m venv --clear .venv-package
	.venv-package/bin/python -m pip install --quiet --require-hashes \
	    -r requirements.lock -r requirements-package.lock
	@touch $@

frozen: setup
	@test -x dist/vecinos/vecinos || { echo "There is no dist/vecinos yet: make package" >&2; exit 1; }
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal tests/packaged/frozen_program.py

# ---------------------------------------------------------------- dependencies

PIN = UV_NO_CONFIG=1 $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
      --no-header --no-emit-index-url --no-emit-find-links --no-annotate

# From the narrow lock to the wide one: what ships is pinned first, tools fit in around it.
# PySide6 6.12 aborts on Python 3.11; 6.11.3 is the release the measurements were made with.
lock:
	@mkdir -p build
	@echo "PySide6-Essentials==6.11.3" > build/constraints.txt
	$(PIN) pyproject.toml --constraint build/constraints.txt --output-file requirements.lock
	$(PIN) pyproject.toml --group dev --constraint requirements.lock --output-file requirements-dev.lock
	$(PIN) --group package --constraint requirements.lock --output-file requirements-package.lock
