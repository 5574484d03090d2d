# What can be done here. Every target sets up what it needs; see scripts/setup.sh.
export PATH := $(HOME)/.cargo/bin:$(PATH)
.DEFAULT_GOAL := help
.PHONY: help setup build serve test bench shots fmt clean

help: ## print this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

setup: ## install the compiler target and the tools that are missing
	@scripts/setup.sh

build: setup ## build the page and the default corpus into dist/
	trunk build --release

serve: build ## build, then serve dist/ on http://127.0.0.1:8080
	target/release/karez serve dist

test: ## set up and run every check, in a real browser too
	@scripts/test.sh

bench: ## print sizes and times of what dist/ holds, beside other search engines
	@scripts/bench.sh

shots: ## take the screenshots of the README
	@scripts/shots.sh

fmt: ## format the Rust code
	cargo fmt

clean: ## remove what was built (set-up tools stay)
	rm -rf dist target/debug target/release target/wasm32-unknown-unknown
