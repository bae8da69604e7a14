# Two commands do everything: make demo, make test. The environment is .venv; PYTHON chooses the interpreter it is made of.
PYTHON ?= python3
BIN := .venv/bin
DATA ?= ../shared/data

.PHONY: demo test lint types docs docs-check accuracy bench clean

# Made anew when what is installed changes; the marker is written last, so that a broken installation is not taken for one.
.venv/installed: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "newsqa needs Python 3.11 or later: make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[all]'
	$(BIN)/python -m compileall -q src
	touch $@

# Findings are what the demo shows: exit code 1 is right, everything else is a failure.
demo: .venv/installed
	@$(BIN)/newsqa check seeds/ --output-format concise; test $$? -eq 1
	@$(BIN)/newsqa check seeds/ --output report.html; test $$? -eq 1
	@echo "The HTML report is in report.html"

test: .venv/installed
	$(BIN)/python -m pytest --numprocesses auto --dist loadgroup

lint: .venv/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/installed
	$(BIN)/mypy

docs: .venv/installed
	$(BIN)/python tools/generate_date_names.py
	$(BIN)/python tools/generate_list_joiners.py
	$(BIN)/python tools/generate_boilerplate_index.py
	$(BIN)/python tools/build_seed_tables.py
	$(BIN)/python tools/generate_docs.py

docs-check: .venv/installed
	$(BIN)/python tools/generate_date_names.py --check
	$(BIN)/python tools/generate_list_joiners.py --check
	$(BIN)/python tools/generate_boilerplate_index.py --check
	$(BIN)/python tools/build_seed_tables.py --check
	$(BIN)/python tools/generate_docs.py --check
	PYTHONPATH=benchmarks $(BIN)/python -m accuracy --check

# Measured anew: the part on real pages only where $(DATA) is. The rules' pages carry the figures.
accuracy: .venv/installed
	PYTHONPATH=benchmarks $(BIN)/python -m accuracy --data $(DATA)
	$(BIN)/python tools/generate_docs.py

bench: .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[all,bench]'
	$(BIN)/python benchmarks/throughput.py --data $(DATA)
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/workers.py --data $(DATA) --threads
	$(BIN)/python benchmarks/cache.py
	$(BIN)/python benchmarks/corpus_run.py
	$(BIN)/python benchmarks/peers.py --data $(DATA)
	$(BIN)/python benchmarks/near_duplicates.py --data $(DATA)
	$(BIN)/python benchmarks/recurring_lines.py --data $(DATA)
	$(BIN)/python benchmarks/executors.py
	$(BIN)/python benchmarks/warc.py
	$(BIN)/python benchmarks/html_accuracy.py --data $(DATA)
	$(BIN)/python benchmarks/date_accuracy.py $(DATA)
	PYTHONPATH=benchmarks $(BIN)/python -m accuracy --facts --data $(DATA)
	$(BIN)/python benchmarks/language_accuracy.py $(DATA)
	$(BIN)/python benchmarks/mojibake_accuracy.py $(DATA)

clean:
	rm -rf .venv build dist report.html
