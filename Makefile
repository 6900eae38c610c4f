# The few commands of Galley. Each is a thin name; `make` alone lists them.

.PHONY: help run dev test test-rust test-browser soak check bench bench-editor image test-tools browser-tools bench-tools

help:
	@echo "make run     build and start Galley on http://127.0.0.1:8080"
	@echo "make dev     the same from a debug build, with more to read in the log"
	@echo "make test    all tests, on SQLite and PostgreSQL and in Chromium; installs what they need"
	@echo "make soak    thousands of kills, power cuts, starts and saves: hours"
	@echo "make check   formatting, lints, the rules of the house, licences"
	@echo "make bench   the delivery API beside a bare server, the panel's lists and search; some minutes"
	@echo "make bench-editor  how long a key takes to be seen in a long article"
	@echo "make image   the container image"

run:
	cargo run --release

dev:
	GALLEY_LOG=$${GALLEY_LOG:-info,galley=debug} cargo run

test: test-rust test-browser

test-rust: test-tools
	@if cargo nextest --version >/dev/null 2>&1; then cargo nextest run --workspace --locked; \
	else cargo test --workspace --locked; fi

# The panel in a browser. SHOTS=folder keeps a picture of each screen; ONLY=tests/browser/walks/trash.test.js runs one file.
BROWSER_TESTS = $(or $(ONLY),$(wildcard tests/browser/*.test.js tests/browser/walks/*.test.js))
test-browser: test-tools browser-tools
	cargo build --locked
	node --test --test-concurrency=$(or $(JOBS),2) --test-reporter=spec $(BROWSER_TESTS)

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

check:
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings
	@if [ -e tests/architecture.rs ]; then cargo test --locked --test architecture; fi
	@if cargo deny --version >/dev/null 2>&1; then cargo deny --locked check bans licenses sources; \
	else echo "cargo-deny is not installed: licences and sources are not checked"; fi

bench: bench-tools
	cargo bench --locked --bench delivery -- --large

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
