/* bench/bots.c -- the load bot: so many players in one thread, for so many seconds, doing what the mix says.
 *
 * It logs them in, lets them walk to where they belong, and only then measures; at the end everything that
 * was said must have been heard.  In a closed loop each gives the next order some time after the last was
 * answered; in an open one (--rate) orders are due at times that do not wait for the server, and are timed
 * from when they were due.  A keeper (--keeper) reads the server's figures before and after, and moves zones about
 * meanwhile, unless he is told to keep --still.  With --storm so many newcomers arrive at once when all this has been measured,
 * and it is measured again until they are in.
 *
 * Prints a table and one line of JSON.  Exit: 0 all was well, 1 something was not, 2 it could not begin.  A
 * run in which the bots themselves used up a core measures the bots: it says "void". */
#include "bench/bot/keeper.h"
#include "bench/bot/mix.h"
#include "bench/bot/recorder.h"
#include "bench/bot/usage.h"
#include "core/clock.h"
#include "core/memory.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { EXIT_WRONG = 1, EXIT_NOT_BEGUN = 2, GATHER_S = 120, SETTLE_S = 15, QUIET_S = 20, LEAVE_S = 10 };
enum { AS_THE_MIX_SAYS = -1, TRAFFIC_LINES = 256 };
#define SECOND_NS INT64_C(1000000000)

struct wishes {
    unsigned    port, bots, seconds, logins, server, rate, storm, storm_s;
    int         pause_ms;
    uint64_t    seed;
    const char *mix, *prefix, *password, *areas, *keeper, *record;
    bool        makes_new, bare, still;
};

/* What one stretch of time was like. */
struct stretch {
    struct tally  tally;
    double        seconds, cpu_share;  /* of the bots themselves */
    double        server_cpu_s;        /* of the process --server names; its memory at the end */
    unsigned long server_rss_kib;
};

struct run {
    struct wishes  wishes;
    const struct mix *mix;
    struct swarm   swarm;
    struct keeper  keeper;
    uint64_t       figures_before[METRICS];
    uint64_t       traffic;
    struct stretch play, storm;
};

/* -- the command line -------------------------------------------------------------------------------- */

static int usage(void)
{
    fprintf(stderr, "bots --port N [--bots N] [--seconds N] [--mix NAME] [--seed N] [--prefix LETTERS] [--password WORD]\n"
                    "     [--new | --known] [--pause MS | --rate ORDERS] [--keeper NAME] [--areas FOLDER] [--logins N]\n"
                    "     [--server PID] [--record FILE] [--bare] [--still] [--storm N] [--storm-s N]\n"
                    "mixes are in bench/mixes\n");
    return EXIT_NOT_BEGUN;
}

static bool wish_number(struct wishes *wishes, const char *word, const char *value)
{
    const struct { const char *word; unsigned *place; } numbers[] = {
        { "--port", &wishes->port }, { "--bots", &wishes->bots }, { "--seconds", &wishes->seconds },
        { "--logins", &wishes->logins }, { "--server", &wishes->server }, { "--rate", &wishes->rate },
        { "--storm", &wishes->storm }, { "--storm-s", &wishes->storm_s },
    };
    for (unsigned at = 0; at < sizeof numbers / sizeof numbers[0]; at++)
        if (strcmp(word, numbers[at].word) == 0) {
            *numbers[at].place = (unsigned)strtoul(value, NULL, 10);
            return true;
        }
    if (strcmp(word, "--pause") == 0)
        wishes->pause_ms = (int)strtoul(value, NULL, 10);
    else if (strcmp(word, "--seed") == 0)
        wishes->seed = strtoull(value, NULL, 10);
    else
        return false;
    return true;
}

static bool wish_word(struct wishes *wishes, const char *word, const char *value)
{
    const struct { const char *word; const char **place; } words[] = {
        { "--mix", &wishes->mix }, { "--prefix", &wishes->prefix }, { "--password", &wishes->password },
        { "--keeper", &wishes->keeper }, { "--areas", &wishes->areas }, { "--record", &wishes->record },
    };
    for (unsigned at = 0; at < sizeof words / sizeof words[0]; at++)
        if (strcmp(word, words[at].word) == 0) {
            *words[at].place = value;
            return true;
        }
    return false;
}

static bool wish_flag(struct wishes *wishes, const char *word)
{
    const struct { const char *word; bool *place, value; } flags[] = {
        { "--new", &wishes->makes_new, true }, { "--known", &wishes->makes_new, false }, { "--bare", &wishes->bare, true },
        { "--still", &wishes->still, true },
    };
    for (unsigned at = 0; at < sizeof flags / sizeof flags[0]; at++)
        if (strcmp(word, flags[at].word) == 0) {
            *flags[at].place = flags[at].value;
            return true;
        }
    return false;
}

static bool wishes_read(struct wishes *wishes, int count, char **words)
{
    *wishes = (struct wishes){
        .bots = 50, .seconds = 10, .logins = 16, .seed = 1, .mix = "talk", .prefix = "bot", .password = "password",
        .areas = "zones/areas", .makes_new = true, .pause_ms = AS_THE_MIX_SAYS, .storm_s = 60,
    };
    for (int at = 1; at < count; at++) {
        if (wish_flag(wishes, words[at]))
            continue;
        if (at + 1 < count && (wish_number(wishes, words[at], words[at + 1]) || wish_word(wishes, words[at], words[at + 1])))
            at++;
        else
            return false;
    }
    return wishes->port > 0 && wishes->port <= UINT16_MAX && wishes->bots > 0 && wishes->bots + wishes->storm < BOTS_MAX
        && wishes->logins > 0
        && strlen(wishes->prefix) <= 9 && strspn(wishes->prefix, "abcdefghijklmnopqrstuvwxyz") == strlen(wishes->prefix)
        && (wishes->keeper == NULL || strlen(wishes->keeper) <= NAME_LENGTH_MAX);
}

/* -- the run ----------------------------------------------------------------------------------------- */

static bool everybody_plays(struct run *run)
{
    return run->swarm.playing + run->swarm.held_back == run->swarm.count;
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

static void run_cast(struct run *run)
{
    const struct wishes *wishes = &run->wishes;
    struct bot *bots = run->swarm.bots;
    unsigned guest = wishes->bots + (wishes->keeper != NULL);
    for (unsigned at = 0; at < wishes->bots; at++)
        mix_join(run->mix, &bots[at]);
    if (wishes->keeper != NULL)
        keeper_join(&run->keeper, &bots[wishes->bots], wishes->keeper);
    for (; guest < run->swarm.count; guest++, run->swarm.held_back++) {
        mix_join(mix_find("idle"), &bots[guest]);
        bots[guest].held_back = true;
    }
}

static bool run_prepare(struct run *run)
{
    const struct wishes *wishes = &run->wishes;
    struct swarm *swarm = &run->swarm;
    struct atlas *atlas = atlas_new(wishes->areas);
    if (atlas == NULL) {
        fprintf(stderr, "bots: cannot read the areas in %s\n", wishes->areas);
        return false;
    }
    unsigned pause_ms = wishes->pause_ms == AS_THE_MIX_SAYS ? run->mix->pause_ms : (unsigned)wishes->pause_ms;
    *swarm = (struct swarm){
        .atlas = atlas, .port = (uint16_t)wishes->port, .prefix = wishes->prefix, .password = wishes->password,
        .makes_new = wishes->makes_new, .think_ns = pause_ms * (SECOND_NS / 1000), .logins_max = wishes->logins,
        .rate = wishes->rate, .bare = wishes->bare, .trouble = stderr,
    };
    swarm_begin(swarm, wishes->bots + (wishes->keeper != NULL) + wishes->storm, wishes->seed);
    swarm->recorder = wishes->record == NULL ? NULL : recorder_begin(wishes->record);
    if (wishes->record != NULL && swarm->recorder == NULL) {
        fprintf(stderr, "bots: %s: %s\n", wishes->record, strerror(errno));
        return false;
    }
    return true;
}

static bool run_begin(struct run *run)
{
    run->mix = mix_find(run->wishes.mix);
    if (run->mix == NULL || mix_find("idle") == NULL || !run_prepare(run))
        return false;
    run_cast(run);
    run->traffic = mix_traffic(&run->swarm, TRAFFIC_LINES);
    if (run_until(run, everybody_plays, GATHER_S))
        return true;
    fprintf(stderr, "bots: only %u of %u came into the game within %d s\n", run->swarm.playing,
            run->swarm.count - run->swarm.held_back, GATHER_S);
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

static bool never(struct run *run)
{
    (void)run;
    return false;
}

/* Everybody acts until it is so, or time is up. */
static void run_measure(struct run *run, struct stretch *stretch, bool (*so)(struct run *run), unsigned seconds)
{
    struct swarm *swarm = &run->swarm;
    double server_cpu_s = usage_process_s(run->wishes.server), own_cpu_s = usage_self_s();
    int64_t began_ns = clock_ns();
    swarm_count_anew(swarm);
    swarm_start(swarm);
    run->keeper.moves = !run->wishes.still;
    run_until(run, so, seconds);
    swarm_stop(swarm);
    run->keeper.moves = false;
    stretch->seconds = (double)(clock_ns() - began_ns) / 1e9;
    stretch->cpu_share = (usage_self_s() - own_cpu_s) / stretch->seconds;
    stretch->server_cpu_s = usage_process_s(run->wishes.server) - server_cpu_s;
    stretch->server_rss_kib = usage_rss_kib(run->wishes.server);
    run_until(run, all_quiet, QUIET_S);
    stretch->tally = swarm->tally;
}

/* First the players alone, then the same with everybody who was held back arriving at once. */
static void run_play(struct run *run)
{
    run_measure(run, &run->play, never, run->wishes.seconds);
    if (run->wishes.storm == 0)
        return;
    swarm_let_in(&run->swarm);
    run_measure(run, &run->storm, everybody_plays, run->wishes.storm_s);
}

/* Every second one says goodbye; the others just go, and leave their bodies in the world.  A recording
 * understands no goodbyes. */
static void run_leave(struct run *run)
{
    struct swarm *swarm = &run->swarm;
    swarm->ending = true;
    for (unsigned at = 0; at < swarm->count; at++) {
        if (swarm->bots[at].phase == BOT_PLAYING && at % 2 == 0 && !swarm->bare)
            bot_quit(&swarm->bots[at], false);
        else
            bot_drop(&swarm->bots[at]);
    }
    if (!run_until(run, nobody_plays, LEAVE_S))
        bot_fail(&swarm->bots[0], "%u of us were not let go", swarm->playing);
}

/* -- the report -------------------------------------------------------------------------------------- */

static bool stretch_void(const struct stretch *stretch)
{
    return stretch->cpu_share > USAGE_SHARE_MAX;
}

static double latency_us(const struct histogram *histogram, double share)
{
    return (double)histogram_at(histogram, share) / 1e3;
}

static double cpu_us_a_command(const struct stretch *stretch)
{
    return stretch->tally.commands == 0 ? 0 : stretch->server_cpu_s * 1e6 / (double)stretch->tally.commands;
}

static void table_latency(const char *what, const struct histogram *histogram)
{
    printf("  %-12s p50 %8.0f us   p90 %8.0f us   p99 %8.0f us   p99.9 %8.0f us   most %8.0f us\n", what,
           latency_us(histogram, 0.5), latency_us(histogram, 0.9), latency_us(histogram, 0.99), latency_us(histogram, 0.999),
           (double)histogram->most_ns / 1e3);
}

static double fighting_mean(const struct tally *tally)
{
    return tally->samples == 0 ? 0 : (double)tally->fighting / (double)tally->samples;
}

static void table_stretch(const struct run *run, const struct stretch *stretch)
{
    const struct tally *tally = &stretch->tally;
    printf("  commands            %12llu   %10.0f /s\n", (unsigned long long)tally->commands,
           (double)tally->commands / stretch->seconds);
    table_latency("latency", &tally->latency);
    if (run->wishes.rate != 0) {
        table_latency("sent late", &tally->lateness);
        printf("  owed at the end     %12llu\n", (unsigned long long)tally->overdue);
    }
    printf("  words said          %12llu   heard from others %llu\n", (unsigned long long)tally->says,
           (unsigned long long)tally->says_heard);
    printf("  beckons             %12llu   borders crossed %llu   refused %llu\n", (unsigned long long)tally->beckons,
           (unsigned long long)tally->crossings, (unsigned long long)tally->refusals);
    printf("  in a fight          %12.0f   of %u at any time\n", fighting_mean(tally), run->swarm.count);
    printf("  fights begun        %12llu   kills %llu   deaths %llu   flights %llu   skills %llu   looted %llu   hindered %llu\n",
           (unsigned long long)tally->fights, (unsigned long long)tally->kills, (unsigned long long)tally->deaths,
           (unsigned long long)tally->flights, (unsigned long long)tally->skills, (unsigned long long)tally->loots,
           (unsigned long long)tally->hindered);
    printf("  failures            %12llu   own CPU %.0f %% of a core%s\n", (unsigned long long)tally->failures,
           stretch->cpu_share * 100, stretch_void(stretch) ? ": VOID" : "");
    if (run->wishes.server != 0)
        printf("  server CPU          %9.2f us a command, %.0f %% of a core; memory %lu KiB\n", cpu_us_a_command(stretch),
               stretch->server_cpu_s / stretch->seconds * 100, stretch->server_rss_kib);
}

static double storm_ratio(const struct run *run)
{
    double before = latency_us(&run->play.tally.latency, 0.99);
    return before == 0 ? 0 : latency_us(&run->storm.tally.latency, 0.99) / before;
}

static void table(const struct run *run)
{
    const struct wishes *wishes = &run->wishes;
    printf("mix %s, %u bots, %.1f s, ", wishes->mix, wishes->bots, run->play.seconds);
    if (wishes->rate != 0)
        printf("open loop, %u orders /s", wishes->rate);
    else
        printf("closed loop, pause %lld ms", (long long)(run->swarm.think_ns * 1000 / SECOND_NS));
    printf(", seed %llu, traffic %016llx\n", (unsigned long long)wishes->seed, (unsigned long long)run->traffic);
    table_stretch(run, &run->play);
    if (wishes->storm == 0)
        return;
    printf("storm of %u first logins, %.1f s: %llu in, %llu times told to try again\n", wishes->storm, run->storm.seconds,
           (unsigned long long)run->storm.tally.logins, (unsigned long long)run->storm.tally.turned_away);
    table_latency("login", &run->storm.tally.login);
    table_stretch(run, &run->storm);
    printf("  p99 of the players  %12.2f   times what it was before\n", storm_ratio(run));
}

static void json_latency(const char *prefix, const struct histogram *histogram)
{
    printf("\"%sp50_us\":%.1f,\"%sp90_us\":%.1f,\"%sp99_us\":%.1f,\"%sp999_us\":%.1f,\"%smax_us\":%.1f,", prefix,
           latency_us(histogram, 0.5), prefix, latency_us(histogram, 0.9), prefix, latency_us(histogram, 0.99), prefix,
           latency_us(histogram, 0.999), prefix, (double)histogram->most_ns / 1e3);
}

static void json_stretch(const struct run *run, const struct stretch *stretch)
{
    const struct tally *tally = &stretch->tally;
    printf("\"seconds\":%.3f,\"commands\":%llu,\"commands_per_s\":%.1f,", stretch->seconds, (unsigned long long)tally->commands,
           (double)tally->commands / stretch->seconds);
    json_latency("", &tally->latency);
    if (run->wishes.rate != 0) {
        json_latency("late_", &tally->lateness);
        printf("\"owed\":%llu,", (unsigned long long)tally->overdue);
    }
    printf("\"says\":%llu,\"says_heard\":%llu,\"beckons\":%llu,\"crossings\":%llu,\"refusals\":%llu,\"failures\":%llu,",
           (unsigned long long)tally->says, (unsigned long long)tally->says_heard, (unsigned long long)tally->beckons,
           (unsigned long long)tally->crossings, (unsigned long long)tally->refusals, (unsigned long long)tally->failures);
    printf("\"fighting\":%.1f,", fighting_mean(tally));
    printf("\"fights\":%llu,\"kills\":%llu,\"deaths\":%llu,\"flights\":%llu,\"skills\":%llu,\"loots\":%llu,\"hindered\":%llu,",
           (unsigned long long)tally->fights, (unsigned long long)tally->kills, (unsigned long long)tally->deaths,
           (unsigned long long)tally->flights, (unsigned long long)tally->skills, (unsigned long long)tally->loots,
           (unsigned long long)tally->hindered);
    printf("\"cpu_share\":%.3f,\"void\":%s", stretch->cpu_share, stretch_void(stretch) ? "true" : "false");
    if (run->wishes.server != 0)
        printf(",\"server_cpu_s\":%.2f,\"server_cpu_us_a_command\":%.3f,\"server_rss_kib\":%lu", stretch->server_cpu_s,
               cpu_us_a_command(stretch), stretch->server_rss_kib);
}

static void json_figures(const struct run *run)
{
    printf(",\"workers\":%u,\"figures\":{", run->keeper.workers);
    for (unsigned id = 0; id < METRICS; id++)
        printf("%s\"%s\":%lld", id == 0 ? "" : ",", metric_name((enum metric_id)id),
               (long long)(run->keeper.figures[id] - run->figures_before[id]));
    printf("}");
}

static void json(const struct run *run)
{
    const struct wishes *wishes = &run->wishes;
    printf("{\"mix\":\"%s\",\"bots\":%u,\"loop\":\"%s\",\"rate\":%u,\"pause_ms\":%lld,\"seed\":%llu,\"traffic\":\"%016llx\",",
           wishes->mix, wishes->bots, wishes->rate != 0 ? "open" : "closed", wishes->rate,
           (long long)(run->swarm.think_ns * 1000 / SECOND_NS), (unsigned long long)wishes->seed, (unsigned long long)run->traffic);
    json_stretch(run, &run->play);
    if (wishes->keeper != NULL)
        json_figures(run);
    if (wishes->storm != 0) {
        printf(",\"storm\":{\"newcomers\":%u,\"in\":%llu,\"told_to_try_again\":%llu,\"p99_ratio\":%.3f,", wishes->storm,
               (unsigned long long)run->storm.tally.logins, (unsigned long long)run->storm.tally.turned_away, storm_ratio(run));
        json_latency("login_", &run->storm.tally.login);
        json_stretch(run, &run->storm);
        printf("}");
    }
    printf("}\n");
}

static void run_end(struct run *run)
{
    if (run->swarm.recorder != NULL && !recorder_end(&run->swarm.recorder))
        fprintf(stderr, "bots: %s could not be written\n", run->wishes.record);
    swarm_end(&run->swarm);
    atlas_free((struct atlas **)&run->swarm.atlas);
    mix_forget_all();
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
    run_play(&run);
    run_figures(&run);
    swarm_check_end(&run.swarm);
    run_leave(&run);
    (run.wishes.storm != 0 ? &run.storm : &run.play)->tally.failures = run.swarm.tally.failures;
    table(&run);
    json(&run);
    int status = run.swarm.tally.failures == 0 ? 0 : EXIT_WRONG;
    run_end(&run);
    return status;
}
