# The usual lines, by name. Everything here is one call of the Maven wrapper.
.DEFAULT_GOAL := help
.PHONY: help build fast test format dist bench clean

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

bench: ## the million-job graph; takes minutes and some gigabytes
	$(MVN) -Pfast,million -DskipTests -pl bench -am package $(if $(JOBS),-Dbench.jobs=$(JOBS))

clean: ## away with everything built
	$(MVN) clean
