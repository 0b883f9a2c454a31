/* tests/sim/main.c -- the simulator: seeds one after the other, until one fails.
 *
 *   sim [--seed N | --seeds N [--from N]] [--steps N] [--order arrival|causal] [--verbose]
 *       [--untouched] [--break RULE] [--expect-failure] [--areas FOLDER] [--texts FOLDER] [--tables FOLDER]
 *
 * --untouched looks after every input whether all that changed was touched (untouched.h); without it, every fourth seed
 * does.  --break leaves a rule of the cut out (core/rules.h), to show that its absence is noticed.  --expect-failure: exit 0
 * only if a seed failed. */
#include "tests/sim/sim.h"

#include "core/log.h"
#include "core/memory.h"
#include "core/rcu.h"
#include "zones/commands/command.h"
#include "zones/rules/creatures.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { STEPS = 10000, SECONDS_MOST = 120 };   /* of a seed, before it counts as one that does not end */

static struct sim {
    struct sim_options options;
    struct run         run;
    struct totals      totals;
    uint64_t           from, count;
    const char        *areas, *texts, *tables;
} sim = { .options = { .steps = STEPS }, .from = 1, .count = 1, .areas = "zones/areas", .texts = "zones/text",
          .tables = "zones/tables" };

/* -- failing ----------------------------------------------------------------------------------------- */

static const char *const order_words[] = { "", " --order arrival", " --order causal" };
static const char *const rule_words[CUT_RULE_COUNT] = {
#define RULE(MEMBER, word, says) word,
    CUT_RULES(RULE)
#undef RULE
};

static _Noreturn void fail_end(const char *what)
{
    printf("seed %llu, step %u: %s\n", (unsigned long long)sim.run.seed, sim.run.step, what);
    printf("to repeat: sim --seed %llu --steps %u%s", (unsigned long long)sim.run.seed, sim.options.steps,
           order_words[sim.options.order]);
    if (sim.options.untouched)
        printf(" --untouched");
    for (unsigned at = 0; at < CUT_RULE_COUNT; at++)
        if ((sim.options.broken & 1u << at) != 0)
            printf(" --break %s", rule_words[at]);
    printf("\n");
    if (sim.options.expect_failure)
        printf("a failure was expected, and found after %llu seeds\n", (unsigned long long)(sim.run.seed - sim.from + 1));
    fflush(stdout);
    _exit(sim.options.expect_failure ? 0 : 1);
}

void sim_fail(const char *format, ...)
{
    static char what[8192];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    fail_end(what);
}

/* An assert of the server's has its own words on standard error by now. */
static void on_signal(int number)
{
    static char what[512];
    snprintf(what, sizeof what, "%s, while: %s", strsignal(number), thread_noted());
    fail_end(what);
}

void sim_say(const struct run *run, const char *format, ...)
{
    if (!run->options->verbose)
        return;
    va_list arguments;
    printf("%6u  ", run->step);
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    printf("\n");
}

/* -- options ----------------------------------------------------------------------------------------- */

static bool number_read(const char *word, uint64_t *number)
{
    char *end;
    *number = strtoull(word, &end, 10);
    return word[0] != '\0' && *end == '\0';
}

/* Which of the words an option is shown by; 0 for none. */
static unsigned word_read(const char *const words[3], const char *option, const char *word)
{
    for (unsigned at = 1; at < 3; at++)
        if (strcmp(word, words[at] + strlen(option) + 2) == 0)
            return at;
    return 0;
}

static unsigned rule_read(const char *word)
{
    for (unsigned at = 0; at < CUT_RULE_COUNT; at++)
        if (strcmp(word, rule_words[at]) == 0)
            return 1u << at;
    return 0;
}

/* An option with a value; false if it is none or the value is wrong. */
static bool option_read(const char *name, const char *value)
{
    uint64_t number;
    if (strcmp(name, "--areas") == 0)
        sim.areas = value;
    else if (strcmp(name, "--texts") == 0)
        sim.texts = value;
    else if (strcmp(name, "--tables") == 0)
        sim.tables = value;
    else if (strcmp(name, "--break") == 0)
        return (sim.options.broken = rule_read(value)) != 0;
    else if (strcmp(name, "--order") == 0)
        return (sim.options.order = word_read(order_words, name, value)) != ORDER_BY_SEED;
    else if (!number_read(value, &number))
        return false;
    else if (strcmp(name, "--seed") == 0 || strcmp(name, "--from") == 0)
        sim.from = number;
    else if (strcmp(name, "--seeds") == 0)
        sim.count = number;
    else if (strcmp(name, "--steps") == 0)
        sim.options.steps = (unsigned)number;
    else
        return false;
    return true;
}

/* For scripts that break one after the other. */
static _Noreturn void rules_list(void)
{
    for (unsigned at = 0; at < CUT_RULE_COUNT; at++)
        printf("%s\n", rule_words[at]);
    exit(0);
}

static bool options_take(int count, char **words)
{
    for (int at = 1; at < count; at++) {
        if (strcmp(words[at], "--rules") == 0)
            rules_list();
        else if (strcmp(words[at], "--verbose") == 0)
            sim.options.verbose = true;
        else if (strcmp(words[at], "--untouched") == 0)
            sim.options.untouched = true;
        else if (strcmp(words[at], "--expect-failure") == 0)
            sim.options.expect_failure = true;
        else if (at + 1 == count || !option_read(words[at], words[at + 1]))
            return false;
        else
            at++;
    }
    return sim.options.steps > 0;
}

/* -- seeds ------------------------------------------------------------------------------------------- */

/* Letters can be written wherever people come by, so that many are. */
static void world_letters(struct world *world)
{
    for (unsigned at = 0; at < world->area_count; at++) {
        struct area *area = &world->areas[at];
        for (unsigned room = 0; room < area->room_count; room++)
            area->rooms[room].post = true;
        area->rooms[0].board = area->key;
    }
}

/* Who is attacked comes after whoever ran, over borders too, and at once: nobody stands still for long in here. */
static void world_hunters(struct world *world, struct rules *rules)
{
    rules->constants.hunt_ms = 100;
    for (unsigned at = 0; at < world->mobile_count; at++)
        ((struct mobile_proto *)world->mobiles)[at].behaviours |= 1u << BEHAVIOUR_HUNTER;
}

/* The same tables with other constants: a blow kills a creature and is worth a lot, and the youngest may name an heir. */
static void rules_sharpen(const struct rules *rules)
{
    static struct rules deadly;
    deadly = *rules;
    deadly.constants.round_ms = 500;
    deadly.constants.creature_health = 1;
    deadly.constants.creature_health_level = deadly.constants.creature_health_square = 0;
    deadly.constants.kill_experience = 1000;
    deadly.constants.heir_level = 1;
    deadly.constants.heir_share = 50;
    sim.run.rules_deadly = &deadly;
}

SIM static bool run_open(void)
{
    unsigned mistakes = 0;
    sim.run = (struct run){ .options = &sim.options, .totals = &sim.totals };
    struct rules *rules = rules_load(sim.tables, stderr, &mistakes);
    sim.run.rules = sim.run.rules_written = rules;
    struct world *world = rules == NULL ? NULL : world_load(sim.areas, rules, NULL, stderr, &mistakes);
    sim.run.world = world;
    if (world == NULL || mistakes > 0)
        return false;
    world_letters(world);
    world_hunters(world, rules);
    rules_sharpen(rules);
    sim.run.book = book_load(sim.texts, stderr, &mistakes);
    sim.run.ways = script_ways(sim.run.world);
    sim.run.verbs = verbs_new();
    commands_index(sim.run.verbs);
    return true;
}

SIM static void run_close(void)
{
    struct world *world = (struct world *)sim.run.world;
    rcu_settle();
    world_free(&world);
    struct book *book = (struct book *)sim.run.book;
    book_free(&book);
    struct rules *rules = (struct rules *)sim.run.rules_written;
    rules_free(&rules);
    verbs_free(&sim.run.verbs);
    memory_free(sim.run.ways);
}

static void totals_print(double seconds)
{
    const struct totals *totals = &sim.totals;
#define SHOW(member) (unsigned long long)totals->member
    printf("%llu seeds hold (%.1f a second): %llu steps, %llu commands, %llu travellers over a border, %llu refused, %llu mobiles behind them, "
           "%llu zones moved, %llu workers left, %llu pieces of speech, %llu saves, %llu brought back, %llu heirs, %llu legacies, %llu lines ended, %llu quests done, "
           "%llu quiet moments, %llu cuts, %llu undone; servers: %llu killed, %llu replaced (%llu noticed), %llu stopped\n",
           SHOW(seeds), (double)totals->seeds / seconds, SHOW(steps), SHOW(commands),
           (unsigned long long)metric_total(METRIC_travel_crossed), (unsigned long long)metric_total(METRIC_travel_refused),
           (unsigned long long)metric_total(METRIC_rovers), (unsigned long long)metric_total(METRIC_zones_moved), SHOW(workers_left), SHOW(heard),
           SHOW(saves), SHOW(restores), SHOW(heirs), SHOW(legacies), SHOW(severed), SHOW(quests), SHOW(quiet), SHOW(cuts), SHOW(undone),
           SHOW(crashes), SHOW(zombies), SHOW(fenced), SHOW(stops));
#undef SHOW
}

static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

SIM static int seeds_run(void)
{
    double begun = seconds_now();
    for (uint64_t seed = sim.from; seed < sim.from + sim.count; seed++) {
        sim.run.seed = seed;
        alarm(SECONDS_MOST);
        run_seed(&sim.run);
    }
    alarm(0);
    totals_print(seconds_now() - begun);
    if (sim.options.expect_failure)
        printf("a failure was expected, and none was found\n");
    return sim.options.expect_failure ? 1 : 0;
}

static void roles_begin(void)
    ACQUIRES_ROLE(main_role) ACQUIRES_ROLE(zone_role) ACQUIRES_ROLE(net_role) ACQUIRES_ROLE(persist_role)
{
    thread_role_begin(&main_role);
    thread_role_begin(&zone_role);
    thread_role_begin(&net_role);
    thread_role_begin(&persist_role);
}

static void roles_end(void)
    RELEASES_ROLE(main_role) RELEASES_ROLE(zone_role) RELEASES_ROLE(net_role) RELEASES_ROLE(persist_role)
{
    thread_role_end(&persist_role);
    thread_role_end(&net_role);
    thread_role_end(&zone_role);
    thread_role_end(&main_role);
}

int main(int count, char **words)
{
    if (!options_take(count, words)) {
        fprintf(stderr, "sim [--seed N | --seeds N [--from N]] [--steps N] [--order arrival|causal] [--verbose]\n"
                "    [--untouched] [--break RULE] [--expect-failure] [--areas FOLDER] [--texts FOLDER]\n    [--tables FOLDER]\nrules:\n");
#define RULE(MEMBER, word, says) fprintf(stderr, "    %-10s %s\n", word, says);
        CUT_RULES(RULE)
#undef RULE
        return 2;
    }
    signal(SIGABRT, on_signal);
    signal(SIGALRM, on_signal);
    roles_begin();
    rcu_thread_begin();
    log_begin(LOG_ERROR, sim.options.verbose ? "-" : "/dev/null", UINT32_MAX);
    int status = 2;
    if (run_open()) {
        status = seeds_run();
        run_close();
    }
    log_end();
    rcu_thread_end();
    roles_end();
    return status;
}
