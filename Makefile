# The list of what one can do. Needs Rust, Node, git and make; `make test` says or installs what else is missing.
.PHONY: help demo serve test test-long fuzz tamper bench check fmt npm clean

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

demo: npm ## build, fill ./data/demo with the articles' cases, serve it, print signed-in links
	cargo build --profile quick -p journal -p server --bin redress-verify --bin redress
	target/quick/redress demo --data data/demo

serve: npm ## build and serve ./data
	cargo run --release -p server --bin redress -- serve --data data

test: ## everything: lints, tests on SQLite and PostgreSQL, browser journeys
	@scripts/test

test-long: npm ## the random tests with thousands of cases, and every fault of every file operation
	REDRESS_FAULTS=all REDRESS_FLOOD_MIB=8 PROPTEST_CASES=5000 cargo test --workspace --profile quick

fuzz: ## every parser under libFuzzer, a minute each; needs the nightly toolchain and cargo-fuzz
	@cargo fuzz --version >/dev/null 2>&1 || { echo "install it: rustup toolchain install nightly && cargo install cargo-fuzz"; exit 1; }
	for target in $$(cargo +nightly fuzz list); do cargo +nightly fuzz run $$target -- -max_total_time=60 || exit 1; done

tamper: ## change a house in every way we thought of, and print what catches each
	cargo test --quiet -p store --test substrate tamper -- --nocapture

bench: npm ## the figures, with ratios taken in one run; FIGURES=--proof takes those of proof alone
	cargo build --release -p server --bin redress
	cargo run --release -p bench -- $(FIGURES)

check: npm ## lints alone
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings

npm: node_modules/.package-lock.json

node_modules/.package-lock.json: package-lock.json
	npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

fmt: ## format
	cargo fmt --all

clean: ## forget what was built, and the demo
	rm -rf target node_modules data/demo
