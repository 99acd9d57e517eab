# The whole project from one place; `make` lists what it can do.
.DEFAULT_GOAL := help
.PHONY: help setup run test check format golden bench launch soak screenshots limits lock
SHELL := /bin/sh
BIN := .venv/bin
READY := .venv/.ready

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

setup: $(READY) ## make .venv with the locked packages (and system libraries, as root on Debian)

$(READY): requirements.lock pyproject.toml deploy/setup.sh
	@deploy/setup.sh
	@touch $@

run: setup ## open the editor on a sample scenario; without a display, run the demo into out/demo
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
		report=$$($(BIN)/python app/doctor.py --system) || { echo "$$report"; exit 3; }; \
		exec $(BIN)/xinliu --sample spring-sale; \
	else \
		echo "No display: running the demo instead of the editor."; \
		$(BIN)/xinliu demo --out out/demo && echo "Report: out/demo/report.html, pictures beside it."; \
	fi

test: setup check ## check, then run all tests
	$(BIN)/python -m pytest --ignore=tests/house -q -n 2 --dist worksteal

check: setup ## format, lint, types, import rules and house rules; changes nothing
	@failed=; \
	$(BIN)/ruff format --check --quiet --output-format concise || failed="$$failed format"; \
	$(BIN)/ruff check --quiet --output-format concise || failed="$$failed lint"; \
	$(BIN)/mypy || failed="$$failed types"; \
	$(BIN)/lint-imports --no-logo || failed="$$failed imports"; \
	$(BIN)/python -m pytest tests/house -q || failed="$$failed house"; \
	[ -z "$$failed" ] || { echo "Failed:$$failed"; exit 1; }

format: setup ## put all code into the house format, mend what can be mended
	$(BIN)/ruff check --fix --quiet
	$(BIN)/ruff format --quiet

golden: setup ## rewrite the files under tests/golden; review the change like code
	$(BIN)/python -m pytest -q --golden-update

bench: setup ## print every figure beside its budget; BENCH=store one, BENCH=waiting a million who wait (minutes)
	$(BIN)/python -m tests.benchmarks $(BENCH)

launch: setup ## import 100,000 contacts, send a campaign of 10,000 through kills, hold every figure against the handsets
	$(BIN)/python -m tests.soak.launch

soak: setup ## ten minutes of faults: 1,000 kills in a campaign, 2,000 seeded worlds
	$(BIN)/python -m tests.soak --minutes 10 --kills 1000 --people 10000 --seeds 2000

screenshots: setup ## draw the pictures of this documentation anew into docs/images
	$(BIN)/python -m tests.screenshots

limits: setup ## write docs/limits.md from the profiles
	@$(BIN)/python -m tests.limits_table

lock: setup ## choose anew the versions in requirements.lock, within pyproject.toml
	@PATH="$(BIN):$$PATH"; export PATH; \
	command -v uv >/dev/null || { echo "uv is missing: $(BIN)/python -m pip install uv"; exit 3; }; \
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --upgrade \
		--generate-hashes --no-emit-index-url --no-header --no-annotate --quiet \
		--constraint deploy/constraints.txt --output-file requirements.lock
