# KallistiMUD.  `make run` sets everything up and starts the server; `make test` runs every test.
# SAN=address|thread|undefined builds and tests with a sanitizer; CC=clang checks thread ownership too.

CC      = gcc
SAN     =
BUILD   = build$(if $(SAN),/$(SAN))$(if $(filter clang%,$(CC)),/clang)
LIBS    = -lurcu-cds -lurcu-common -lurcu-memb -lhiredis -llz4 -lsodium -largon2 -lyaml -lxxhash -lutf8proc -lpthread $(if $(SAN),,-ljemalloc)
CFLAGS  = -std=c11 -O2 -g -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Werror -D_GNU_SOURCE -I. -MMD -MP \
          -fno-omit-frame-pointer -fno-common -DURCU_INLINE_SMALL_FUNCTIONS \
          $(if $(filter clang%,$(CC)),-Wthread-safety) $(SAN_FLAGS_$(SAN))
SAN_FLAGS_address   = -fsanitize=address
SAN_FLAGS_undefined = -fsanitize=undefined -fno-sanitize-recover=all
SAN_FLAGS_thread    = -fsanitize=thread
LDFLAGS = $(SAN_FLAGS_$(SAN))

SOURCES  := $(filter-out core/main% zones/grow/%,$(wildcard core/*.c config/*.c zones/*.c zones/*/*.c net/*.c persist/*.c))
OBJECTS   = $(SOURCES:%.c=$(BUILD)/obj/%.o)
# QUICK=1, for sanitizers in CI: those that have threads in them, or are entered by several.
UNIT     := $(if $(QUICK),$(wildcard $(addsuffix /test_*.c,$(addprefix tests/,core config net persist stores zones)) tests/zones/world/test_world.c), \
              $(wildcard tests/*/test_*.c tests/*/*/test_*.c))
UNITS     = $(UNIT:tests/%.c=$(BUILD)/tests/%)
TOOL     := $(wildcard bench/*.c)
TOOLS     = $(TOOL:bench/%.c=$(BUILD)/bench/%)
BOT       = $(patsubst %.c,$(BUILD)/obj/%.o,$(wildcard bench/bot/*.c))
PLAY      = $(patsubst %.c,$(BUILD)/obj/%.o,$(wildcard bench/play/*.c))
STAGES    = $(patsubst %.c,$(BUILD)/obj/%.o,$(wildcard bench/stage/*.c))
MODEL     = $(patsubst %.c,$(BUILD)/obj/%.o,$(wildcard bench/model/*.c))
BALANCE   = $(patsubst %.c,$(BUILD)/obj/%.o,$(wildcard bench/balance/*.c))
SIM      := $(wildcard tests/sim/*.c)
REPLAY   := $(wildcard tests/replay/*.c)
RUNNER   := $(wildcard tests/scenarios/runner/*.c)
GROW     := $(wildcard zones/grow/*.c)
GROWER    = $(patsubst %.c,$(BUILD)/obj/%.o,$(filter-out zones/grow/main.c,$(GROW)))

all: $(BUILD)/kallisti ## builds build/kallisti

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 18

run: deps ## installs what is missing, builds, grows the world, starts the server on port 4000
	@$(MAKE) --no-print-directory -j$$(nproc) all $(BUILD)/grow
	@$(MAKE) --no-print-directory world
	@mkdir -p var && exec $(BUILD)/kallisti --data var --game.areas zones/areas:build/world --web.port 4001 $(ARGS)

deps: ## installs the Debian packages that are missing (apt, as root or with sudo)
	@sh config/deps.sh

test: deps ## every test; SAN=address, thread or undefined to sanitise
	@$(MAKE) --no-print-directory -j$$(nproc) all tests
	@BUILD=$(BUILD) SAN=$(SAN) bash tests/run.sh

test-all: test ## everything: sanitizers, the world at full size, 1,000 simulated worlds, a browser, Prometheus, 100 crashes, 10,000 moves of zones
	@sh config/deps.sh all
	@for san in address undefined thread; do $(MAKE) --no-print-directory test SAN=$$san || exit 1; done
	$(BUILD)/sim --seeds 1000
	BUILD=$(BUILD) sh tests/world.sh
	AOF_STRIDE=17 AOF_FLIPS=1000 $(BUILD)/tests/persist/test_aof
	BUILD=$(BUILD) sh tests/wander.sh 60
	BUILD=$(BUILD) sh tests/war.sh 60
	BUILD=$(BUILD) FULL=1 sh tests/web.sh 20
	BUILD=$(BUILD) sh tests/crowd.sh
	BUILD=$(BUILD) sh tests/crash.sh 100
	BUILD=$(BUILD) sh tests/moves.sh 10000 500

# For tests/run.sh: the sources of what `tests` builds.
units:
	@echo $(UNIT)

tests: $(UNITS) $(TOOLS) $(BUILD)/grow $(if $(SIM),$(BUILD)/sim) $(if $(REPLAY),$(BUILD)/replay) $(BUILD)/scenario

sim: $(BUILD)/sim ## runs the simulator: SEED=n for one seed, SEEDS=n for many
	$(BUILD)/sim $(if $(SEED),--seed $(SEED)) $(if $(SEEDS),--seeds $(SEEDS)) $(ARGS)

crash: all $(TOOLS) ## kills a real server under playing bots, N times
	BUILD=$(BUILD) sh tests/crash.sh $(or $(N),30)

bench: all $(TOOLS) ## measures; SCENARIO=name for one, a file of bench/scenarios or hop stages cut zones world; COMPARE=revision for ratios; see README
	@BUILD=$(BUILD) SCENARIO="$(SCENARIO)" COMPARE="$(COMPARE)" sh bench/run.sh

bench-threads: all $(TOOLS) ## the same work on 1, 2 and 4 zone threads (THREADS="1 2 4"): speed-up, and the serial part
	@BUILD=$(BUILD) SCENARIO=threads sh bench/run.sh

bench-stages: $(BUILD)/bench/stage ## the microscope: each part of a command's path, in ns and instructions; STAGE=name for some
	@$(BUILD)/bench/stage $(if $(STAGE),--only "$(STAGE)") --json $(BUILD)/stages.json

bench-model: all $(BUILD)/replay $(TOOLS) ## a recorded run on 1 to 64 workers that are not there, and how wrong that is; see README
	@BUILD=$(BUILD) sh bench/model.sh

balance: $(BUILD)/bench/balance ## is every class worth playing?  SEED=n ROUNDS=n CLASS=key; see README
	@status=0; $(BUILD)/bench/balance $(if $(SEED),--seed $(SEED)) $(if $(ROUNDS),--rounds $(ROUNDS)) $(if $(CLASS),--class $(CLASS)) \
		--out $(BUILD) || status=$$?; \
	 if command -v gnuplot >/dev/null && [ -s $(BUILD)/balance.dat ]; then gnuplot -e "folder='$(BUILD)'" bench/balance.gnuplot; fi; exit $$status

world: $(BUILD)/grow ## grows the world into build/world: SEED=n; SCALE=n for a stress world of n times the areas in build/world-n
	@$(BUILD)/grow world --seed $(or $(SEED),1) $(if $(SCALE),--scale $(SCALE) --continent 0 --out build/world-$(SCALE),--out build/world)

plan: $(BUILD)/grow ## adds rows for new themes to the table of grown areas, zones/grow/areas.yaml
	@$(BUILD)/grow plan >build/areas.yaml && mv build/areas.yaml zones/grow/areas.yaml

clean: ## removes build/
	rm -rf build

$(BUILD)/kallisti: $(patsubst %.c,$(BUILD)/obj/%.o,$(wildcard core/main*.c)) $(BUILD)/libkallisti.a
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/libkallisti.a: $(OBJECTS)
	@rm -f $@ && ar rcs $@ $^

$(BUILD)/tests/%: $(BUILD)/obj/tests/%.o $(BUILD)/libkallisti.a
	@mkdir -p $(@D) && $(CC) $(LDFLAGS) -o $@ $^ -lcmocka $(LIBS)

$(BUILD)/tests/bench/%: $(BUILD)/obj/tests/bench/%.o $(BOT) $(BUILD)/libkallisti.a
	@mkdir -p $(@D) && $(CC) $(LDFLAGS) -o $@ $(filter %.o,$^) $(filter %.a,$^) -lcmocka $(LIBS) -lm

$(BUILD)/tests/grow/%: $(BUILD)/obj/tests/grow/%.o $(GROWER) $(BUILD)/libkallisti.a
	@mkdir -p $(@D) && $(CC) $(LDFLAGS) -o $@ $(filter %.o,$^) $(filter %.a,$^) -lcmocka $(LIBS)

$(BUILD)/tests/persist/test_faults: LDFLAGS += -Wl,--wrap=calloc,--wrap=realloc

$(BUILD)/bench/%: $(BUILD)/obj/bench/%.o $(BOT) $(BUILD)/libkallisti.a
	@mkdir -p $(@D) && $(CC) $(LDFLAGS) -o $@ $(filter %.o,$^) $(filter %.a,$^) $(LIBS) -lm

$(BUILD)/bench/play: $(PLAY)
$(BUILD)/tests/bench/test_scenario $(BUILD)/tests/bench/test_claim: $(PLAY)
$(BUILD)/bench/balance: $(BALANCE)
$(BUILD)/tests/bench/test_balance: $(BALANCE)
$(BUILD)/bench/stage: $(STAGES)
$(BUILD)/bench/model: $(MODEL)
$(BUILD)/tests/bench/test_model: $(MODEL)

$(BUILD)/sim: $(SIM:%.c=$(BUILD)/obj/%.o) $(BUILD)/libkallisti.a
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/scenario: $(RUNNER:%.c=$(BUILD)/obj/%.o) $(BUILD)/libkallisti.a
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/replay: $(REPLAY:%.c=$(BUILD)/obj/%.o) $(BUILD)/libkallisti.a
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/grow: $(GROW:%.c=$(BUILD)/obj/%.o) $(BUILD)/libkallisti.a
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/obj/%.o: %.c
	@mkdir -p $(@D) && $(CC) $(CFLAGS) -c -o $@ $<

.PHONY: all world plan help run deps test test-all tests sim crash bench bench-threads bench-stages bench-model balance clean units
.SECONDARY:
-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
