/* bench/bots.c -- the load bot: so many players in one thread, for so many seconds, doing what the mix says.
 *
 * It logs them in, lets them walk to where they belong, and only then measures; at the end everything that
 * was said must have been heard.  Prints a table and one line of JSON.  Exit: 0 all was well, 1 something
 * was not, 2 it could not begin.  A run in which the bots themselves used up a core measures the bots: it
 * says "void". */
#include "bench/bot/keeper.h"
#include "bench/bot/mix.h"
#include "core/clock.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { EXIT_WRONG = 1, EXIT_NOT_BEGUN = 2, GATHER_S = 120, SETTLE_S = 15, QUIET_S = 20, LEAVE_S = 10 };
#define SECOND_NS INT64_C(1000000000)
#define CPU_SHARE_MAX 0.85

struct wishes {
    unsigned    port, bots, seconds, think_ms, logins, server;
    uint64_t    seed;
    const char *mix, *prefix, *password, *areas, *keeper;
    bool        makes_new;
};

struct run {
    struct wishes  wishes;
    struct swarm   swarm;
    struct keeper  keeper;
    uint64_t       figures_before[METRICS];
    double         seconds, cpu_share;
    double         server_cpu_s;       /* of the process --server names, while we measured; its memory at the end */
    unsigned long  server_rss_kib;
};

/* -- the command line -------------------------------------------------------------------------------- */

static int usage(void)
{
    fprintf(stderr, "bots --port N [--bots N] [--seconds N] [--mix NAME] [--seed N] [--prefix LETTERS] [--password WORD]\n"
                    "     [--new | --known] [--think MS] [--keeper NAME] [--areas FOLDER] [--logins N] [--server PID]\nmixes:");
    mix_list(stderr);
    fputc('\n', stderr);
    return EXIT_NOT_BEGUN;
}

static bool wish_number(struct wishes *wishes, const char *word, const char *value)
{
    const struct { const char *word; unsigned *place; } numbers[] = {
        { "--port", &wishes->port }, { "--bots", &wishes->bots }, { "--seconds", &wishes->seconds },
        { "--think", &wishes->think_ms }, { "--logins", &wishes->logins },
        { "--server", &wishes->server },
    };
    for (unsigned at = 0; at < sizeof numbers / sizeof numbers[0]; at++)
        if (strcmp(word, numbers[at].word) == 0) {
            *numbers[at].place = (unsigned)strtoul(value, NULL, 10);
            return true;
        }
    wishes->seed = strcmp(word, "--seed") == 0 ? strtoull(value, NULL, 10) : wishes->seed;
    return strcmp(word, "--seed") == 0;
}

static bool wish_word(struct wishes *wishes, const char *word, const char *value)
{
    const struct { const char *word; const char **place; } words[] = {
        { "--mix", &wishes->mix }, { "--prefix", &wishes->prefix }, { "--password", &wishes->password },
        { "--keeper", &wishes->keeper }, { "--areas", &wishes->areas },
    };
    for (unsigned at = 0; at < sizeof words / sizeof words[0]; at++)
        if (strcmp(word, words[at].word) == 0) {
            *words[at].place = value;
            return true;
        }
    return false;
}

static bool wishes_read(struct wishes *wishes, int count, char **words)
{
    *wishes = (struct wishes){
        .bots = 50, .seconds = 10, .logins = 16, .seed = 1, .mix = "talk", .prefix = "bot", .password = "password",
        .areas = "zones/areas", .makes_new = true,
    };
    for (int at = 1; at < count; at++) {
        if (strcmp(words[at], "--new") == 0 || strcmp(words[at], "--known") == 0)
            wishes->makes_new = strcmp(words[at], "--new") == 0;
        else if (at + 1 < count && (wish_number(wishes, words[at], words[at + 1]) || wish_word(wishes, words[at], words[at + 1])))
            at++;
        else
            return false;
    }
    return wishes->port > 0 && wishes->port <= UINT16_MAX && wishes->bots > 0 && wishes->bots < BOTS_MAX && wishes->logins > 0
        && strlen(wishes->prefix) <= 9 && strspn(wishes->prefix, "abcdefghijklmnopqrstuvwxyz") == strlen(wishes->prefix)
        && (wishes->keeper == NULL || strlen(wishes->keeper) <= NAME_LENGTH_MAX) && mix_find(wishes->mix) != NULL;
}

/* -- the run ----------------------------------------------------------------------------------------- */

static bool everybody_plays(struct run *run)
{
    return run->swarm.playing == run->swarm.count;
}

static bool everybody_settled(struct run *run)
{
    return mix_settled(&run->swarm) && (run->wishes.keeper == NULL || keeper_settled(&run->keeper));
}

static bool keeper_told(struct run *run)
{
    return run->keeper.figures_known;
}

static bool all_quiet(struct run *run)
{
    return swarm_quiet(&run->swarm);
}

static bool nobody_plays(struct run *run)
{
    return run->swarm.playing == 0;
}

/* Turns until it is so; false when it took too long. */
static bool run_until(struct run *run, bool (*so)(struct run *run), unsigned seconds)
{
    int64_t until_ns = clock_ns() + seconds * SECOND_NS;
    while (!so(run)) {
        if (clock_ns() >= until_ns)
            return false;
        swarm_turn(&run->swarm, until_ns);
    }
    return true;
}

static bool run_begin(struct run *run)
{
    const struct wishes *wishes = &run->wishes;
    struct swarm *swarm = &run->swarm;
    struct atlas *atlas = atlas_new(wishes->areas);
    if (atlas == NULL) {
        fprintf(stderr, "bots: cannot read the areas in %s\n", wishes->areas);
        return false;
    }
    *swarm = (struct swarm){
        .atlas = atlas, .port = (uint16_t)wishes->port, .prefix = wishes->prefix, .password = wishes->password,
        .makes_new = wishes->makes_new, .think_ns = wishes->think_ms * (SECOND_NS / 1000), .logins_max = wishes->logins,
        .trouble = stderr,
    };
    swarm_begin(swarm, wishes->bots + (wishes->keeper != NULL), wishes->seed);
    for (unsigned at = 0; at < wishes->bots; at++)
        mix_join(mix_find(wishes->mix), &swarm->bots[at]);
    if (wishes->keeper != NULL)
        keeper_join(&run->keeper, &swarm->bots[wishes->bots], wishes->keeper);
    if (run_until(run, everybody_plays, GATHER_S))
        return true;
    fprintf(stderr, "bots: only %u of %u came into the game within %d s\n", swarm->playing, swarm->count, GATHER_S);
    return false;
}

static bool run_figures(struct run *run)
{
    if (run->wishes.keeper == NULL)
        return true;
    keeper_ask(&run->keeper);
    if (!run_until(run, keeper_told, QUIET_S))
        bot_fail(run->keeper.bot, "cannot read the figures");
    return run->keeper.figures_known;
}

static double cpu_seconds(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
         + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/* What /proc tells of the server: processor time in seconds since it began, memory in KiB. */
static double server_cpu_seconds(unsigned pid)
{
    char path[64], stat[1024];
    unsigned long user = 0, system = 0;
    snprintf(path, sizeof path, "/proc/%u/stat", pid);
    FILE *file = pid == 0 ? NULL : fopen(path, "r");
    if (file == NULL)
        return 0;
    size_t length = fread(stat, 1, sizeof stat - 1, file);
    fclose(file);
    stat[length] = '\0';
    const char *name_end = strrchr(stat, ')');      /* a name may hold blanks and brackets of its own */
    if (name_end == NULL || sscanf(name_end + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system) != 2)
        return 0;
    return (double)(user + system) / (double)sysconf(_SC_CLK_TCK);
}

static unsigned long server_rss_kib(unsigned pid)
{
    char path[64], line[256];
    unsigned long kib = 0;
    snprintf(path, sizeof path, "/proc/%u/status", pid);
    FILE *file = pid == 0 ? NULL : fopen(path, "r");
    if (file == NULL)
        return 0;
    while (fgets(line, sizeof line, file) != NULL && sscanf(line, "VmRSS: %lu", &kib) != 1) {
    }
    fclose(file);
    return kib;
}

static void run_measure(struct run *run)
{
    double server_cpu = server_cpu_seconds(run->wishes.server);
    int64_t began_ns = clock_ns(), until_ns = began_ns + run->wishes.seconds * SECOND_NS;
    double cpu = cpu_seconds();
    swarm_count_anew(&run->swarm);
    run->swarm.started = true;
    run->keeper.moves = true;
    while (clock_ns() < until_ns)
        swarm_turn(&run->swarm, until_ns);
    run->seconds = (double)(clock_ns() - began_ns) / 1e9;
    run->cpu_share = (cpu_seconds() - cpu) / run->seconds;
    run->server_cpu_s = server_cpu_seconds(run->wishes.server) - server_cpu;
    run->server_rss_kib = server_rss_kib(run->wishes.server);
    run->swarm.started = false;
    run->keeper.moves = false;
}

/* Every second one says goodbye; the others just go, and leave their bodies in the world. */
static void run_leave(struct run *run)
{
    struct swarm *swarm = &run->swarm;
    swarm->ending = true;
    for (unsigned at = 0; at < swarm->count; at++) {
        if (swarm->bots[at].phase == BOT_PLAYING && at % 2 == 0)
            bot_quit(&swarm->bots[at], false);
        else
            bot_drop(&swarm->bots[at]);
    }
    if (!run_until(run, nobody_plays, LEAVE_S))
        bot_fail(&swarm->bots[0], "%u of us were not let go", swarm->playing);
}

/* -- the report -------------------------------------------------------------------------------------- */

static void report_table(const struct run *run)
{
    const struct tally *tally = &run->swarm.tally;
    const struct histogram *latency = &tally->latency;
    printf("mix %s, %u bots, %.1f s, think %u ms, seed %llu\n", run->wishes.mix, run->wishes.bots, run->seconds,
           run->wishes.think_ms, (unsigned long long)run->wishes.seed);
    printf("  commands            %12llu   %10.0f /s\n", (unsigned long long)tally->commands,
           (double)tally->commands / run->seconds);
    printf("  latency      p50 %8.0f us   p90 %8.0f us   p99 %8.0f us   p99.9 %8.0f us   most %8.0f us\n",
           (double)histogram_at(latency, 0.5) / 1e3, (double)histogram_at(latency, 0.9) / 1e3,
           (double)histogram_at(latency, 0.99) / 1e3, (double)histogram_at(latency, 0.999) / 1e3, (double)latency->most_ns / 1e3);
    printf("  words said          %12llu   heard from others %llu\n", (unsigned long long)tally->says,
           (unsigned long long)tally->says_heard);
    printf("  beckons             %12llu   borders crossed %llu   refused %llu\n", (unsigned long long)tally->beckons,
           (unsigned long long)tally->crossings, (unsigned long long)tally->refusals);
    printf("  failures            %12llu   own CPU %.0f %% of a core%s\n", (unsigned long long)tally->failures,
           run->cpu_share * 100, run->cpu_share > CPU_SHARE_MAX ? ": VOID" : "");
    if (run->wishes.server != 0)
        printf("  server CPU          %9.2f us a command, %.0f %% of a core; memory %lu KiB\n",
               tally->commands == 0 ? 0 : run->server_cpu_s * 1e6 / (double)tally->commands,
               run->server_cpu_s / run->seconds * 100, run->server_rss_kib);
}

static void report_json(const struct run *run)
{
    const struct tally *tally = &run->swarm.tally;
    const struct histogram *latency = &tally->latency;
    printf("{\"mix\":\"%s\",\"bots\":%u,\"seconds\":%.3f,\"think_ms\":%u,\"seed\":%llu,", run->wishes.mix, run->wishes.bots,
           run->seconds, run->wishes.think_ms, (unsigned long long)run->wishes.seed);
    printf("\"commands\":%llu,\"commands_per_s\":%.1f,"
           "\"p50_us\":%.1f,\"p90_us\":%.1f,\"p99_us\":%.1f,\"p999_us\":%.1f,\"max_us\":%.1f,",
           (unsigned long long)tally->commands, (double)tally->commands / run->seconds, (double)histogram_at(latency, 0.5) / 1e3,
           (double)histogram_at(latency, 0.9) / 1e3, (double)histogram_at(latency, 0.99) / 1e3,
           (double)histogram_at(latency, 0.999) / 1e3, (double)latency->most_ns / 1e3);
    printf("\"says\":%llu,\"says_heard\":%llu,\"beckons\":%llu,\"crossings\":%llu,\"refusals\":%llu,\"failures\":%llu,",
           (unsigned long long)tally->says, (unsigned long long)tally->says_heard, (unsigned long long)tally->beckons,
           (unsigned long long)tally->crossings, (unsigned long long)tally->refusals, (unsigned long long)tally->failures);
    printf("\"cpu_share\":%.3f,\"void\":%s", run->cpu_share, run->cpu_share > CPU_SHARE_MAX ? "true" : "false");
    if (run->wishes.server != 0)
        printf(",\"server_cpu_s\":%.2f,\"server_rss_kib\":%lu", run->server_cpu_s, run->server_rss_kib);
    if (run->wishes.keeper != NULL) {
        printf(",\"workers\":%u,\"figures\":{", run->keeper.workers);
        for (unsigned id = 0; id < METRICS; id++)
            printf("%s\"%s\":%lld", id == 0 ? "" : ",", metric_name((enum metric_id)id),
                   (long long)(run->keeper.figures[id] - run->figures_before[id]));
        printf("}");
    }
    printf("}\n");
}

int main(int count, char **words)
{
    static struct run run;
    if (!wishes_read(&run.wishes, count, words))
        return usage();
    if (!run_begin(&run))
        return EXIT_NOT_BEGUN;
    run_until(&run, everybody_settled, SETTLE_S);   /* whoever is still walking then goes on walking */
    if (run_figures(&run))
        memcpy(run.figures_before, run.keeper.figures, sizeof run.figures_before);
    run_measure(&run);
    run_until(&run, all_quiet, QUIET_S);
    run_figures(&run);
    swarm_check_end(&run.swarm);
    run_leave(&run);
    report_table(&run);
    report_json(&run);
    int status = run.swarm.tally.failures == 0 ? 0 : EXIT_WRONG;
    swarm_end(&run.swarm);
    atlas_free((struct atlas **)&run.swarm.atlas);
    return status;
}
