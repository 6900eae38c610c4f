# The few commands of Galley. Each is a thin name; `make` alone lists them.

.PHONY: help run dev test test-rust test-browser test-conformance conformance soak check bench bench-scale bench-editor image \
	test-tools browser-tools conformance-tools bench-tools

help:
	@echo "make run     build and start Galley on http://127.0.0.1:8080"
	@echo "make dev     the same from a debug build, with more to read in the log"
	@echo "make test    all tests, on SQLite and PostgreSQL and in Chromium; installs what they need"
	@echo "make conformance  other people's tools beside the APIs and feeds, and 20,000 made-up requests; half an hour"
	@echo "make soak    thousands of kills, power cuts, starts and saves: hours"
	@echo "make check   formatting, lints, the rules of the house, licences"
	@echo "make bench   the delivery API beside a bare server, the panel's lists and search; some minutes"
	@echo "make bench-scale   what grows with 1,000, 10,000 and 100,000 articles; some minutes"
	@echo "make bench-editor  how long a key takes to be seen in a long article"
	@echo "make image   the container image"

run:
	cargo run --release

dev:
	GALLEY_LOG=$${GALLEY_LOG:-info,galley=debug} cargo run

test: test-rust test-browser test-conformance

test-rust: test-tools
	@if cargo nextest --version >/dev/null 2>&1; then cargo nextest run --workspace --locked; \
	else cargo test --workspace --locked; fi

# The panel in a browser. SHOTS=folder keeps a picture of each screen; ONLY=tests/browser/walks/trash.test.js runs one file.
BROWSER_TESTS = $(or $(ONLY),$(wildcard tests/browser/*.test.js tests/browser/walks/*.test.js))
test-browser: test-tools browser-tools
	cargo build --locked
	node --test --test-concurrency=$(or $(JOBS),2) --test-reporter=spec $(BROWSER_TESTS)

# Other people's tools beside both APIs. GALLEY_FUZZ_CASES: how many requests are made up, about.
test-conformance: conformance-tools
	cargo build --locked
	node --test --test-concurrency=1 --test-reporter=spec $(or $(ONLY),$(wildcard tests/conformance/*.test.js))

conformance: export GALLEY_FUZZ_CASES ?= 20000
conformance: test-conformance

# As root it also cuts the power: it mounts images. GALLEY_TEST_SEED=n repeats a run's chances.
soak: export GALLEY_TEST_KILLS ?= 2000
soak: export GALLEY_TEST_CUTS ?= 500
soak: export GALLEY_TEST_STARTS ?= 50
soak: export GALLEY_TEST_PEOPLE ?= 100
soak: export GALLEY_TEST_SAVES ?= 100
soak: export GALLEY_TEST_SEEDS ?= 500
soak: test-tools browser-tools
	cargo build --locked
	node --test --test-reporter=spec tests/browser/faults.test.js
	@if cargo nextest --version >/dev/null 2>&1; then \
		cargo nextest run --locked --profile soak --test it --run-ignored all --success-output final reliability::; \
	else cargo test --locked --test it reliability:: -- --include-ignored --nocapture --test-threads 1; fi

# PostgreSQL's server, unless an address is given; and the faster test runner, if it can be had.
test-tools:
	@if [ -z "$$GALLEY_TEST_POSTGRES_URL" ] && ! bash tests/postgres.sh find >/dev/null 2>&1; then \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends postgresql; \
		else \
			echo "The tests need PostgreSQL's server: install it (Debian: sudo apt-get install postgresql)," >&2; \
			echo "or set GALLEY_TEST_POSTGRES_URL to a server on which they may make databases." >&2; exit 1; \
		fi; \
	fi
	@cargo nextest --version >/dev/null 2>&1 || cargo install cargo-nextest --locked || \
		echo "cargo-nextest cannot be had: the tests run with cargo test" >&2

# Node, Chromium, and what tests/browser/package-lock.json names.
browser-tools:
	@if ! command -v npm >/dev/null || [ "$$(node -p 'parseInt(process.versions.node)')" -lt 20 ]; then \
		echo "The browser tests need Node.js 20 or newer, with npm." >&2; exit 1; \
	fi
	@if [ -z "$$CHROMIUM" ] && [ ! -x /usr/bin/chromium ] && [ ! -x /usr/bin/google-chrome ]; then \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends chromium; \
		else \
			echo "The browser tests need Chromium: install it (Debian: sudo apt-get install chromium)," >&2; \
			echo "or set CHROMIUM to the program." >&2; exit 1; \
		fi; \
	fi
	@# Without windows it costs half; the fault runs take the other where it cannot be had.
	@if [ -z "$$CHROMIUM" ] && [ ! -x /usr/bin/chromium-headless-shell ] && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		get() { DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium-headless-shell >/dev/null 2>&1; }; \
		get || { apt-get update -qq && get; } || echo "chromium-headless-shell cannot be had: the fault runs take longer" >&2; \
	fi
	@cd tests/browser && if ! cmp -s package-lock.json node_modules/installed-lock.json; then \
		npm ci --ignore-scripts --prefer-offline --no-audit --no-fund && cp package-lock.json node_modules/installed-lock.json; \
	fi

# What tests/conformance/package-lock.json and requirements.txt name; Python's in an environment of its own.
CONFORMANCE_PYTHON = $(or $(CARGO_TARGET_DIR),target)/conformance/python
conformance-tools:
	@if ! command -v npm >/dev/null || [ "$$(node -p 'parseInt(process.versions.node)')" -lt 20 ]; then \
		echo "The conformance tests need Node.js 20 or newer, with npm." >&2; exit 1; \
	fi
	@cd tests/conformance && if ! cmp -s package-lock.json node_modules/installed-lock.json; then \
		npm ci --ignore-scripts --prefer-offline --no-audit --no-fund && cp package-lock.json node_modules/installed-lock.json; \
	fi
	@if ! cmp -s tests/conformance/requirements.txt $(CONFORMANCE_PYTHON)/installed.txt; then \
		if ! python3 -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))' 2>/dev/null; then \
			if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
				apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends python3 python3-venv; \
			else \
				echo "The conformance tests need Python 3.10 or newer with venv (Debian: sudo apt-get install python3-venv)." >&2; exit 1; \
			fi; \
		fi; \
		python3 -m venv --clear $(CONFORMANCE_PYTHON) && \
		$(CONFORMANCE_PYTHON)/bin/pip install -q --disable-pip-version-check --no-deps -r tests/conformance/requirements.txt && \
		cp tests/conformance/requirements.txt $(CONFORMANCE_PYTHON)/installed.txt; \
	fi

check:
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings
	@if [ -e tests/architecture.rs ]; then cargo test --locked --test architecture; fi
	@if cargo deny --version >/dev/null 2>&1; then cargo deny --locked check bans licenses sources; \
	else echo "cargo-deny is not installed: licences and sources are not checked"; fi

bench: bench-tools
	cargo bench --locked --bench delivery -- --large

bench-scale: bench-tools
	cargo bench --locked --bench delivery -- --scale 1000,10000,100000

bench-editor: browser-tools
	cargo build --release --locked
	GALLEY_BIN=$(or $(CARGO_TARGET_DIR),$(CURDIR)/target)/release/galley node tests/browser/bench/editor.js

# The load generator.
bench-tools:
	@if ! command -v wrk >/dev/null; then \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends wrk; \
		else \
			echo "The bench needs wrk: install it (Debian: sudo apt-get install wrk)." >&2; exit 1; \
		fi; \
	fi

image:
	@builder=$$(command -v buildah || command -v podman || command -v docker) && "$$builder" build -t galley .
