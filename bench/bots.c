/* bench/bots.c -- the load bot: so many players in one thread of each of its processes, for so many seconds, doing what the mix says.
 *
 * It logs them in, lets them walk to where they belong, and only then measures; at the end everything that
 * was said must have been heard.  In a closed loop each gives the next order some time after the last was
 * answered; in an open one (--rate) orders are due at times that do not wait for the server, and are timed
 * from when they were due.  A keeper (--keeper) reads the server's figures before and after, and moves zones about
 * meanwhile, unless he is told to keep --still.  With --storm so many newcomers arrive at once when all this has been measured, and
 * leave when they are in; with --resume so many who have been in the game before, all over the world, come back with a token,
 * --logins of them at a time; and it is measured again until they are in.  With --swap whoever started us changes something about the
 * server every so many seconds, there and back, from when we say that we play: latencies are told for the one and for the other.
 * SIGTERM while they play means that it has been enough: what follows, follows.
 *
 * Prints a table and one line of JSON.  Exit: 0 all was well, 1 something was not, 2 it could not begin.  A
 * run in which one of the bots' processes used up a core measures the bots: it says "void". */
#include "bench/bot/keeper.h"
#include "bench/bot/mix.h"
#include "bench/bot/recorder.h"
#include "bench/bot/together.h"
#include "bench/bot/usage.h"
#include "core/clock.h"
#include "core/memory.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

enum { EXIT_WRONG = 1, EXIT_NOT_BEGUN = 2, GATHER_S = 120, SETTLE_S = 15, QUIET_S = 20, LEAVE_S = 10 };
/* And for each so many bots a second more of these. */
enum { GATHER_BOTS = 50, SETTLE_BOTS = 100, QUIET_BOTS = 500, LEAVE_BOTS = 500 };
enum { AS_THE_MIX_SAYS = -1, TRAFFIC_LINES = 256, OTHER_FILES = 64 };
#define SECOND_NS INT64_C(1000000000)

struct wishes {
    unsigned    port, bots, seconds, logins, server, rate, storm, resume, storm_s, processes, ramp, deaf, swap_s;
    int         pause_ms;
    uint64_t    seed;
    const char *mix, *prefix, *password, *areas, *keeper, *record, *plot;
    bool        makes_new, bare, still, door, msdp, only_traffic;
};

struct run {
    struct wishes  wishes;
    const struct mix *mix;
    struct swarm   swarm;
    struct keeper  keeper;              /* keeper.bot: NULL: another process has him, or nobody */
    uint64_t       figures_before[METRICS];
    struct together *together;
    unsigned       number, stage;       /* of this process; of what all do at the same time */
    struct share  *share;
};

/* -- the command line -------------------------------------------------------------------------------- */

static int usage(void)
{
    fprintf(stderr, "bots --port N [--bots N] [--seconds N] [--mix NAME] [--seed N] [--prefix LETTERS] [--password WORD]\n"
                    "     [--new | --known] [--pause MS | --rate ORDERS] [--keeper NAME] [--areas FOLDER] [--logins N]\n"
                    "     [--server PID] [--record FILE] [--bare] [--still] [--storm N | --resume N] [--storm-s N]\n"
                    "     [--processes N] [--ramp LOGINS-A-SECOND] [--deaf N] [--door] [--msdp] [--plot BEFORE] [--traffic]\n"
                    "     [--swap S]\n"
                    "mixes are in bench/mixes; a scenario with rows of its own is one, too, with its whole path\n");
    return EXIT_NOT_BEGUN;
}

static bool wish_number(struct wishes *wishes, const char *word, const char *value)
{
    const struct { const char *word; unsigned *place; } numbers[] = {
        { "--port", &wishes->port }, { "--bots", &wishes->bots }, { "--seconds", &wishes->seconds },
        { "--logins", &wishes->logins }, { "--server", &wishes->server }, { "--rate", &wishes->rate },
        { "--storm", &wishes->storm }, { "--storm-s", &wishes->storm_s },
        { "--resume", &wishes->resume }, { "--processes", &wishes->processes }, { "--ramp", &wishes->ramp }, { "--deaf", &wishes->deaf },
        { "--swap", &wishes->swap_s },
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
        { "--plot", &wishes->plot },
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
        { "--still", &wishes->still, true }, { "--door", &wishes->door, true }, { "--msdp", &wishes->msdp, true },
        { "--traffic", &wishes->only_traffic, true },
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
        .processes = 1,
    };
    for (int at = 1; at < count; at++) {
        if (wish_flag(wishes, words[at]))
            continue;
        if (at + 1 < count && (wish_number(wishes, words[at], words[at + 1]) || wish_word(wishes, words[at], words[at + 1])))
            at++;
        else
            return false;
    }
    unsigned all = wishes->bots + wishes->storm + wishes->resume;
    return (wishes->only_traffic || wishes->port > 0) && wishes->port <= UINT16_MAX && wishes->bots > 0 && wishes->bots < BOTS_MAX
        && all < BOTS_MAX && wishes->logins > 0 && wishes->processes > 0 && wishes->processes <= PROCESSES_MAX
        && wishes->processes <= wishes->bots && wishes->deaf <= wishes->bots && (wishes->storm == 0 || wishes->resume == 0)
        && strlen(wishes->prefix) + NAME_LETTERS + (all > SHORT_NAMES) <= NAME_LENGTH_MAX
        && strspn(wishes->prefix, "abcdefghijklmnopqrstuvwxyz") == strlen(wishes->prefix)
        && (wishes->keeper == NULL || strlen(wishes->keeper) <= NAME_LENGTH_MAX);
}

/* -- the run ----------------------------------------------------------------------------------------- */

static bool everybody_plays(struct run *run)
{
    return run->swarm.playing + run->swarm.held_back == run->swarm.count;
}

/* Whoever is to come has come; some may have left again. */
static bool everybody_came(struct run *run)
{
    return run->swarm.away + run->swarm.logging_in == 0;
}

static bool everybody_settled(struct run *run)
{
    return mix_settled(&run->swarm) && (run->keeper.bot == NULL || keeper_settled(&run->keeper));
}

static bool keeper_told(struct run *run)
{
    return run->keeper.figures_known;
}

static bool keeper_told_or_none(struct run *run)
{
    return run->keeper.bot == NULL || keeper_told(run);
}

static bool all_quiet(struct run *run)
{
    return swarm_quiet(&run->swarm);
}

static bool nobody_plays(struct run *run)
{
    return run->swarm.playing == 0;
}

static bool who_left_is_away(struct run *run)
{
    return run->swarm.away == run->swarm.held_back;
}

/* Turns until it is so; false when it took too long. */
static bool run_until(struct run *run, bool (*so)(struct run *run), unsigned seconds)
{
    int64_t until_ns = clock_ns() + seconds * SECOND_NS;
    while (!so(run)) {
        if (clock_ns() >= until_ns || together_given_up(run->together))
            return false;
        swarm_turn(&run->swarm, until_ns);
    }
    return true;
}

static bool all_have_come_so_far(struct run *run)
{
    return together_all(run->together, run->stage);
}

/* The same for all processes: each turns until it is so for its own bots, or they have taken too long, and on until it is for all. */
static bool run_all_until(struct run *run, bool (*so)(struct run *run), unsigned seconds)
{
    bool good = run_until(run, so, seconds);
    together_arrive(run->together, run->stage);
    good = run_until(run, all_have_come_so_far, seconds + QUIET_S) && good;
    run->stage++;
    return good;
}

static unsigned guests(const struct wishes *wishes)
{
    return wishes->storm + wishes->resume;
}

/* Of a storm's first logins it is asked what their passwords cost others, not what a crowd of a thousand more does: who has come in
 * leaves. */
static void newcomer_next(struct bot *bot)
{
    bot_quit(bot, false);
}

static const struct part newcomer_part = { newcomer_next, NULL, NULL };

/* Players come first in the order of numbers, then the keeper, then who arrives later. */
static void bot_cast(struct run *run, struct bot *bot)
{
    const struct wishes *wishes = &run->wishes;
    if (bot->number < wishes->bots) {
        bot->manner = wishes->door ? BOT_AT_THE_DOOR : bot->number >= wishes->bots - wishes->deaf ? BOT_DEAF : BOT_ACTS;
        mix_join(run->mix, bot);
    } else if (bot->number == wishes->bots && wishes->keeper != NULL) {
        keeper_join(&run->keeper, bot, wishes->keeper);
    } else {
        mix_join(mix_find("spread_idle"), bot);
        bot->wants_token = wishes->resume > 0;
        bot->held_back = wishes->storm > 0;
        run->swarm.held_back += bot->held_back;
        if (bot->held_back)
            bot->part = &newcomer_part;
    }
}

static bool run_prepare(struct run *run)
{
    const struct wishes *wishes = &run->wishes;
    struct swarm *swarm = &run->swarm;
    unsigned pause_ms = wishes->pause_ms == AS_THE_MIX_SAYS ? run->mix->pause_ms : (unsigned)wishes->pause_ms;
    unsigned all = wishes->bots + (wishes->keeper != NULL) + guests(wishes);
    unsigned acting = wishes->bots > wishes->deaf ? wishes->bots - wishes->deaf : 1;
    *swarm = (struct swarm){
        .atlas = swarm->atlas, .port = (uint16_t)wishes->port, .prefix = wishes->prefix, .password = wishes->password,
        .makes_new = wishes->makes_new, .think_ns = pause_ms * (SECOND_NS / 1000),
        .logins_max = (wishes->logins + wishes->processes - 1) / wishes->processes,
        .swap_s = wishes->swap_s,
        .logins_per_s = (double)wishes->ramp / wishes->processes, .first = run->number, .step = wishes->processes, .all = all,
        .rate = (double)wishes->rate * all / acting,    /* the swarm shares it out among all, keeper and guests too */
        .bare = wishes->bare, .has_msdp = wishes->msdp, .trouble = stderr,
    };
    swarm_begin(swarm, swarm_share(all, run->number, wishes->processes), wishes->seed);
    swarm->recorder = wishes->record == NULL || run->number != 0 ? NULL : recorder_begin(wishes->record);
    if (wishes->record != NULL && run->number == 0 && swarm->recorder == NULL) {
        fprintf(stderr, "bots: %s: %s\n", wishes->record, strerror(errno));
        return false;
    }
    for (unsigned at = 0; at < swarm->count; at++)
        bot_cast(run, &swarm->bots[at]);
    run->share->traffic = mix_traffic(swarm, TRAFFIC_LINES);
    return true;
}

/* As many files as we may have open; false: that is not enough. */
static bool files_raise(const struct wishes *wishes)
{
    struct rlimit files;
    rlim_t wanted = (wishes->bots + guests(wishes)) / wishes->processes + OTHER_FILES;
    if (getrlimit(RLIMIT_NOFILE, &files) != 0)
        return true;
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    if (files.rlim_max >= wanted)
        return true;
    fprintf(stderr, "bots: %u bots in %u process(es) need %llu open files each, and only %llu are allowed: take more processes\n",
            wishes->bots + guests(wishes), wishes->processes, (unsigned long long)wanted, (unsigned long long)files.rlim_max);
    return false;
}

/* What all processes have in common, before there are several. */
static bool run_begin(struct run *run)
{
    run->mix = mix_find(run->wishes.mix);
    if (run->mix == NULL || mix_find("idle") == NULL || mix_find("spread_idle") == NULL || !files_raise(&run->wishes))
        return false;
    run->swarm.atlas = atlas_new(run->wishes.areas);
    if (run->swarm.atlas == NULL)
        fprintf(stderr, "bots: cannot read the areas in %s\n", run->wishes.areas);
    run->together = run->swarm.atlas == NULL ? NULL : together_begin(run->wishes.processes, &run->number);
    if (run->together == NULL)
        return false;
    run->share = together_share(run->together, run->number);
    run->share->play.server_rss_before_kib = usage_rss_kib(run->wishes.server);
    run->share->storm.server_rss_before_kib = run->share->play.server_rss_before_kib;
    return true;
}

static bool run_gather(struct run *run)
{
    if (run_all_until(run, everybody_plays, GATHER_S + run->swarm.all / GATHER_BOTS))
        return true;
    if (!together_given_up(run->together))
        fprintf(stderr, "bots: only %u of %u of process %u came into the game in time\n", run->swarm.playing,
                run->swarm.count - run->swarm.held_back, run->number + 1);
    together_give_up(run->together);
    return false;
}

/* Who is to come back with a token goes. */
static void run_send_away(struct run *run)
{
    struct swarm *swarm = &run->swarm;
    for (unsigned at = 0; at < swarm->count; at++) {
        struct bot *bot = &swarm->bots[at];
        if (!bot->wants_token)
            continue;
        if (bot->token[0] == '\0')
            bot_fail(bot, "was given no token");
        bot->held_back = true;
        swarm->held_back++;
        bot_quit(bot, true);
    }
    run_all_until(run, who_left_is_away, GATHER_S);
}

static bool run_figures(struct run *run)
{
    if (run->keeper.bot == NULL)
        return true;
    keeper_ask(&run->keeper);
    if (!run_until(run, keeper_told, QUIET_S))
        bot_fail(run->keeper.bot, "cannot read the figures");
    return run->keeper.figures_known;
}

static void run_note_figures(struct run *run)
{
    run->share->workers = run->keeper.workers;
    for (unsigned id = 0; id < METRICS && run->keeper.bot != NULL; id++)
        run->share->figures[id] = (int64_t)(run->keeper.figures[id] - run->figures_before[id]);
}

/* Whoever started us says when it has been enough: SIGTERM. */
static volatile sig_atomic_t enough;

static void on_enough(int signal)
{
    (void)signal;
    enough = 1;
}

static bool told_enough(struct run *run)
{
    (void)run;
    return enough;
}

/* Everybody acts until it is so, or time is up; in a storm until it is so for all. */
static void run_measure(struct run *run, struct stretch *stretch, bool (*so)(struct run *run), unsigned seconds)
{
    struct swarm *swarm = &run->swarm;
    double server_cpu_s = usage_process_s(run->wishes.server), own_cpu_s = usage_self_s();
    double machine_s = usage_machine_s();
    int64_t began_ns = clock_ns();
    swarm_count_anew(swarm);
    swarm_start(swarm);
    run->keeper.moves = !run->wishes.still;
    if (so == told_enough)
        run_until(run, so, seconds);
    else
        run_all_until(run, so, seconds);
    swarm_stop(swarm);
    run->keeper.moves = false;
    stretch->processes = 1;
    stretch->seconds = (double)(clock_ns() - began_ns) / 1e9;
    stretch->cpu_s = usage_self_s() - own_cpu_s;
    stretch->cpu_share = stretch->cpu_s / stretch->seconds;
    stretch->machine_s = usage_machine_s() - machine_s;
    stretch->server_cpu_s = usage_process_s(run->wishes.server) - server_cpu_s;
    stretch->server_rss_kib = usage_rss_kib(run->wishes.server);
    run_all_until(run, all_quiet, QUIET_S + swarm->all / QUIET_BOTS);
    stretch->tally = swarm->tally;
}

/* First the players alone, then the same with everybody who was held back arriving at once. */
static void run_play(struct run *run)
{
    if (run->wishes.resume > 0)
        run_send_away(run);
    run_measure(run, &run->share->play, told_enough, run->wishes.seconds);
    if (guests(&run->wishes) == 0)
        return;
    unsigned logins_max = run->swarm.logins_max;
    swarm_let_in(&run->swarm);
    if (run->wishes.resume > 0)         /* how many a second is the question then, not what a crowd at the door does */
        run->swarm.logins_max = logins_max;
    run_measure(run, &run->share->storm, everybody_came, run->wishes.storm_s);
}

/* Every second one says goodbye; the others just go, and leave their bodies in the world.  A recording
 * understands no goodbyes. */
static void run_leave(struct run *run)
{
    struct swarm *swarm = &run->swarm;
    swarm->ending = true;
    for (unsigned at = 0; at < swarm->count; at++) {
        if (swarm->bots[at].phase == BOT_PLAYING && at % 2 == 0 && !swarm->bare && swarm->bots[at].manner == BOT_ACTS)
            bot_quit(&swarm->bots[at], false);
        else
            bot_drop(&swarm->bots[at]);
    }
    if (!run_until(run, nobody_plays, LEAVE_S + swarm->all / LEAVE_BOTS))
        bot_fail(&swarm->bots[0], "%u of us were not let go", swarm->playing);
}

/* All of it, for the bots of one process. */
static bool run_share(struct run *run)
{
    thread_short_slices();              /* as the server's threads do: what we wait for a processor would count as the server's time */
    if (!run_prepare(run) || !run_gather(run)) {
        together_give_up(run->together);
        return false;
    }
    run_all_until(run, everybody_settled, SETTLE_S + run->swarm.all / SETTLE_BOTS);  /* whoever is still walking then goes on walking */
    if (run_figures(run))
        memcpy(run->figures_before, run->keeper.figures, sizeof run->figures_before);
    run_all_until(run, keeper_told_or_none, QUIET_S);
    if (run->number == 0) {
        printf("%u bots play\n", run->wishes.bots);
        fflush(stdout);                 /* for who waits until they do */
    }
    run_play(run);
    if (run_figures(run))
        run_note_figures(run);
    run_all_until(run, keeper_told_or_none, QUIET_S);
    swarm_check_end(&run->swarm);
    run_leave(run);
    (guests(&run->wishes) != 0 ? &run->share->storm : &run->share->play)->tally.failures = run->swarm.tally.failures;
    if (run->swarm.recorder != NULL && !recorder_end(&run->swarm.recorder))
        fprintf(stderr, "bots: %s could not be written\n", run->wishes.record);
    return !together_given_up(run->together);
}

/* -- the report -------------------------------------------------------------------------------------- */

static double storm_ratio(const struct share *share)
{
    double before = stretch_latency_us(&share->play.tally.latency, 0.99);
    return before == 0 ? 0 : stretch_latency_us(&share->storm.tally.latency, 0.99) / before;
}

static void table_storm(const struct run *run, const struct share *share)
{
    const struct wishes *wishes = &run->wishes;
    printf("storm of %u %s, %.1f s: %llu in, %.0f a second, %llu times told to try again\n", guests(wishes),
           wishes->resume > 0 ? "who resume" : "first logins", share->storm.seconds, (unsigned long long)share->storm.tally.logins,
           (double)share->storm.tally.logins / share->storm.seconds, (unsigned long long)share->storm.tally.turned_away);
    stretch_table_latency("login", &share->storm.tally.login);
    stretch_table(&share->storm, wishes->bots, wishes->rate != 0, wishes->server != 0);
    printf("  p99 of the players  %12.2f   times what it was before\n", storm_ratio(share));
}

static void table(const struct run *run, const struct share *share)
{
    const struct wishes *wishes = &run->wishes;
    printf("mix %s, %u bots, %.1f s, ", wishes->mix, wishes->bots, share->play.seconds);
    if (wishes->rate != 0)
        printf("open loop, %u orders /s", wishes->rate);
    else
        printf("closed loop, pause %lld ms", (long long)(run->swarm.think_ns * 1000 / SECOND_NS));
    printf(", seed %llu, traffic %016llx\n", (unsigned long long)wishes->seed, (unsigned long long)share->traffic);
    stretch_table(&share->play, wishes->bots, wishes->rate != 0, wishes->server != 0);
    if (guests(wishes) != 0)
        table_storm(run, share);
}

static void json_figures(const struct share *share)
{
    printf(",\"workers\":%u,\"figures\":{", share->workers);
    for (unsigned id = 0; id < METRICS; id++)
        printf("%s\"%s\":%lld", id == 0 ? "" : ",", metric_name((enum metric_id)id), (long long)share->figures[id]);
    printf("}");
}

static void json_storm(const struct run *run, const struct share *share)
{
    const struct wishes *wishes = &run->wishes;
    printf(",\"storm\":{\"newcomers\":%u,\"in\":%llu,\"told_to_try_again\":%llu,\"p99_ratio\":%.3f,", guests(wishes),
           (unsigned long long)share->storm.tally.logins, (unsigned long long)share->storm.tally.turned_away, storm_ratio(share));
    stretch_json_latency("login_", &share->storm.tally.login);
    stretch_json(&share->storm, wishes->rate != 0, wishes->server != 0);
    printf("}");
}

static void json(const struct run *run, const struct share *share)
{
    const struct wishes *wishes = &run->wishes;
    printf("{\"mix\":\"%s\",\"bots\":%u,\"loop\":\"%s\",\"rate\":%u,\"pause_ms\":%lld,\"seed\":%llu,\"traffic\":\"%016llx\",",
           wishes->mix, wishes->bots, wishes->rate != 0 ? "open" : "closed", wishes->rate,
           (long long)(run->swarm.think_ns * 1000 / SECOND_NS), (unsigned long long)wishes->seed, (unsigned long long)share->traffic);
    stretch_json(&share->play, wishes->rate != 0, wishes->server != 0);
    if (wishes->keeper != NULL)
        json_figures(share);
    if (guests(wishes) != 0)
        json_storm(run, share);
    printf("}\n");
}

/* Adds up what the others measured. */
static void run_add_up(struct run *run)
{
    for (unsigned number = 1; number < run->wishes.processes; number++) {
        const struct share *other = together_share(run->together, number);
        run->share->traffic += other->traffic;
        stretch_merge(&run->share->play, &other->play);
        stretch_merge(&run->share->storm, &other->storm);
        run->share->workers += other->workers;
        for (unsigned id = 0; id < METRICS; id++)
            run->share->figures[id] += other->figures[id];
    }
}

static int run_report(struct run *run)
{
    const struct share *share = run->share;
    run_add_up(run);
    table(run, share);
    json(run, share);
    if (run->wishes.plot != NULL && !stretch_plot(&share->play, run->wishes.plot))
        fprintf(stderr, "bots: %s: %s\n", run->wishes.plot, strerror(errno));
    return share->play.tally.failures + share->storm.tally.failures == 0 ? 0 : EXIT_WRONG;
}

static void run_end(struct run *run)
{
    if (run->swarm.bots != NULL)
        swarm_end(&run->swarm);
    atlas_free((struct atlas **)&run->swarm.atlas);
    mix_forget_all();
}

/* Only what would be typed: for comparing before anything is run. */
static int print_traffic(struct run *run)
{
    if (!run_prepare(run))
        return EXIT_NOT_BEGUN;
    printf("%016llx\n", (unsigned long long)run->share->traffic);
    run_end(run);
    return 0;
}

int main(int count, char **words)
{
    static struct run run;
    signal(SIGTERM, on_enough);
    if (!wishes_read(&run.wishes, count, words))
        return usage();
    run.wishes.processes = run.wishes.only_traffic ? 1 : run.wishes.processes;
    if (!run_begin(&run))
        return EXIT_NOT_BEGUN;
    if (run.wishes.only_traffic)
        return print_traffic(&run);
    bool good = run_share(&run);
    if (run.number != 0)
        together_leave(run.together);
    /* All of them are in the memory that is shared, and have ended, before it is read. */
    int status = !together_wait(run.together) || !good ? EXIT_NOT_BEGUN : run_report(&run);
    together_end(&run.together);
    run_end(&run);
    return status;
}
