.DEFAULT_GOAL := help
.PHONY: help setup edition run test check bench load fuzz soak gallery lock chart-library clean
.DELETE_ON_ERROR:

BIN := .venv/bin
DATA = $(or $(OUTCOMES_DATA_DIR),data)
# The system's certificates where it has them, because a network may have its own authority.
export UV_SYSTEM_CERTS ?= $(if $(wildcard /etc/ssl/certs/ca-certificates.crt),true,false)
CODE := $(wildcard app.py outcomes etl charts stories api ui pages bench)

help:  ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' Makefile

setup: .venv/.synced  ## make .venv as the lock says; does nothing when it is so

.venv/bin/python:
	@.ci/venv

.venv/.synced: locks/dev.txt locks/installer.txt | .venv/bin/python
	@uv=uv; uv --version >/dev/null 2>&1 || uv=$(BIN)/uv; \
	if [ "$$uv" != uv ] && ! $(BIN)/uv --version >/dev/null 2>&1; then \
		{ $(BIN)/python -m pip --version || $(BIN)/python -m ensurepip; } >/dev/null 2>&1; \
		$(BIN)/python -m pip install --quiet --require-hashes -r locks/installer.txt; \
	fi && \
	"$$uv" pip sync --require-hashes --compile-bytecode --python $(BIN)/python locks/dev.txt
	@touch $@

edition: setup  ## make an edition if there is none: the official release, or else a demonstration
	@test -f "$(DATA)/current.json" || { \
		echo "There is no edition yet: asking for the official release"; \
		$(BIN)/python -m etl refresh --timeout 8 || { \
			echo "The official release is not available (exit code $$?):" \
				"making a demonstration edition from made-up figures"; \
			$(BIN)/python -m etl demo; \
		}; \
	}

run: edition  ## serve the site at http://127.0.0.1:8050 (HOST=, PORT=, OUTCOMES_DATA_DIR=)
	@exec $(BIN)/gunicorn app:server

test: setup  ## run every test, the browser ones too (ARGS='-k trend')
	@CHROMIUM="$$(.ci/chromium)" $(BIN)/pytest -n auto --dist worksteal $(ARGS)

check: setup  ## format, lint, types, imports, Dockerfile, locks
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy $(CODE)
	PYTHONPATH=. $(BIN)/lint-imports --no-logo
	$(BIN)/hadolint Dockerfile
	$(BIN)/python .ci/locks.py check

bench: setup  ## measure against the targets, side by side with other ways (ARGS=)
	@CHROMIUM="$$(.ci/chromium)" $(BIN)/python -m bench $(ARGS)

gallery: setup  ## take pictures of every page into gallery/, to look at (ARGS='areas guide')
	@CHROMIUM="$$(.ci/chromium)" $(BIN)/python -m tests.gallery $(ARGS)

load: setup  ## many readers at once on this machine, through refreshes and a crash (ARGS='--readers 200')
	@$(BIN)/python -m bench.load $(ARGS)

fuzz: setup  ## a minute each of wrong zips, CSVs, content items, addresses and years (ARGS='--seconds 600')
	@$(BIN)/python -m tests.fuzz $(ARGS)

soak: setup  ## kill -9 at every step, ROUNDS times; then LIVE publications while readers ask
	@for scenario in first next again repair rollback clean; do \
		echo "kill -9 at every step, $$scenario, $(or $(ROUNDS),25) rounds"; \
		$(BIN)/python -m tests.etl.kill_harness $$scenario --strict \
			--rounds $(or $(ROUNDS),25) || exit 1; \
	done
	@echo "publish $(or $(LIVE),40) editions while readers ask"
	@$(BIN)/python -m tests.etl.live_refresh --rounds $(or $(LIVE),40)

lock: setup  ## write the locks anew for pyproject.toml (ARGS=--upgrade for the newest versions)
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python .ci/locks.py write $(ARGS)

chart-library:  ## build plotly.js with only our trace types anew (needs npm; docs/chart-library.md)
	@cd ui/vendor/source && npm install --ignore-scripts --no-package-lock --no-audit --no-fund \
		&& npm run --silent build

clean:  ## remove .venv and caches; editions stay
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
