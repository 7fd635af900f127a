# What `sam build` calls, and short names for what Maven does. Works with GNU make 3.81 and newer.
MVN ?= mvn

ZIP := functions/target/dragoman-functions.zip
UNPACKED := functions/target/dragoman-functions
LOCK := functions/target/.building
SOURCES := $(shell find pom.xml core/pom.xml functions/pom.xml core/src/main functions/src policy events -type f 2>/dev/null)

.PHONY: help zip verify format
help: ## show this
	@sed -n 's/^\([a-z%-]*\):.*## /\1	/p' Makefile | expand -t 12

zip: $(ZIP) ## the zip with all functions, functions/target/dragoman-functions.zip

verify: ## every test
	$(MVN) -B -ntp verify

format: ## every Java file as the build wants it
	.ci/format

# Every function is in the one zip, so every target copies the same; only the first of them builds.
build-%: $(ZIP) ## (sam build) a function's files into ARTIFACTS_DIR
	@test -n "$(ARTIFACTS_DIR)" || { echo "make $@: ARTIFACTS_DIR is not set; 'sam build' sets it" >&2; exit 2; }
	cp -R $(UNPACKED)/. "$(ARTIFACTS_DIR)"

# `sam build --parallel` may ask for several at once in one folder: whoever comes first builds.
$(ZIP): $(SOURCES)
	@mkdir -p $(@D); \
	until mkdir $(LOCK) 2>/dev/null; do \
	  echo "make: another build is at work; if it is not, remove $(LOCK)" >&2; sleep 2; \
	done; \
	trap 'rmdir $(LOCK)' EXIT; trap 'exit 1' INT TERM; \
	if test -d $(UNPACKED) && test -z "$$(find $(SOURCES) -newer $@ 2>/dev/null || echo $@)"; then exit 0; fi; \
	rm -rf $(UNPACKED) && $(MVN) -q -B -ntp -pl functions -am package -DskipTests && touch $@
