# The usual lines, by name. Everything here is one call of the Maven wrapper.
.DEFAULT_GOAL := help
.PHONY: help build fast test format dist bench release clean

MVN = ./mvnw -B -q

help: ## this list
	@sed -n "s/^\([a-z]*\): ## /\1\t/p" Makefile | expand -t 10

build: ## everything, with checkers and tests: what the gate runs
	./mvnw -B verify

fast: ## compile only, no checkers
	$(MVN) -Pfast test-compile

test: ## all tests, no checkers; one spec: make test SPEC=TransitionsSpec
	$(MVN) -Pfast verify $(if $(SPEC),-Dtest=$(SPEC) -Dsurefire.failIfNoSpecifiedTests=false)

format: ## rewrite the sources as the formatter wants them
	$(MVN) spotless:apply

dist: ## the distribution: cli/target/balsam and its archive
	$(MVN) -Pfast -DskipTests -pl cli -am package

bench: ## how fast, against the floor and others, in a quarter of an hour; ARGS='--help' tells more
	$(MVN) -Pfast,bench -DskipTests -pl bench -am package $(if $(ARGS),-Dbench.args="$(ARGS)")

release: ## what a release consists of, from the last commit, with checksums: target/release
	.ci/release

clean: ## away with everything built
	$(MVN) clean
