/* bench/babble.c -- twenty who type anything, for so many seconds, into a running server: see bench/bot/babble.h.
 *
 *     babble --port N [--seconds N] [--bots N] [--seed N] [--keeper NAME] [--areas FOLDER]
 *
 * Every one of them must go on being answered, in the end each must get the one answer that fits its last question, and
 * nobody may be cut off.  Whether the server is still what it was is for its log and --fsck to say: tests/babble.sh.
 * Exit: 0 all was well, 1 something was not, 2 it could not begin. */
#include "bench/bot/babble.h"
#include "core/clock.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

enum { EXIT_WRONG = 1, EXIT_NOT_BEGUN = 2, GATHER_S = 120, REST_S = 120, SILENCE_S = 100, THINK_MS = 4 };
#define SECOND_NS INT64_C(1000000000)

struct wishes {
    unsigned    port, bots, seconds;
    uint64_t    seed;
    const char *keeper, *areas;
};

struct run {
    struct wishes  wishes;
    struct swarm   swarm;
    struct babble *babblers;
};

static bool wishes_read(struct wishes *wishes, int count, char **words)
{
    *wishes = (struct wishes){ .bots = 20, .seconds = 10, .seed = 1, .areas = "zones/areas" };
    for (int at = 1; at + 1 < count; at += 2) {
        const char *word = words[at], *value = words[at + 1];
        if (strcmp(word, "--port") == 0)
            wishes->port = (unsigned)strtoul(value, NULL, 10);
        else if (strcmp(word, "--seconds") == 0)
            wishes->seconds = (unsigned)strtoul(value, NULL, 10);
        else if (strcmp(word, "--bots") == 0)
            wishes->bots = (unsigned)strtoul(value, NULL, 10);
        else if (strcmp(word, "--seed") == 0)
            wishes->seed = strtoull(value, NULL, 10);
        else if (strcmp(word, "--keeper") == 0)
            wishes->keeper = value;
        else if (strcmp(word, "--areas") == 0)
            wishes->areas = value;
        else
            return false;
    }
    return count % 2 == 1 && wishes->port > 0 && wishes->port <= UINT16_MAX && wishes->bots > 1 && wishes->bots < BOTS_MAX
        && (wishes->keeper == NULL || strlen(wishes->keeper) <= NAME_LENGTH_MAX);
}

static bool everybody_plays(const struct run *run)
{
    return run->swarm.playing == run->swarm.count;
}

/* In the game and answered; who is just coming back from a quit is waited for. */
static bool all_rest(const struct run *run)
{
    for (unsigned at = 0; at < run->swarm.count; at++)
        if (run->swarm.bots[at].phase != BOT_PLAYING || !babble_rests(&run->babblers[at]))
            return false;
    return true;
}

static bool nobody_plays(const struct run *run)
{
    return run->swarm.playing == 0;
}

static bool never(const struct run *run)
{
    (void)run;
    return false;
}

static bool turn_until(struct run *run, bool (*so)(const struct run *run), unsigned seconds)
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
    struct atlas *atlas = atlas_new(run->wishes.areas);
    if (atlas == NULL)
        return false;
    run->swarm = (struct swarm){
        .atlas = atlas, .port = (uint16_t)run->wishes.port, .prefix = "babble", .password = "password", .makes_new = true,
        .think_ns = THINK_MS * (SECOND_NS / 1000), .logins_max = 16, .trouble = stderr, .bare = true, .babbles = true,
        .silence_s = SILENCE_S,
    };
    swarm_begin(&run->swarm, run->wishes.bots, run->wishes.seed);
    run->babblers = memory_get(run->wishes.bots * sizeof *run->babblers);
    for (unsigned at = 0; at < run->wishes.bots; at++)
        babble_join(&run->babblers[at], &run->swarm.bots[at], at == 0 ? run->wishes.keeper : NULL);
    if (turn_until(run, everybody_plays, GATHER_S))
        return true;
    fprintf(stderr, "babble: only %u of %u came into the game\n", run->swarm.playing, run->swarm.count);
    return false;
}

static void run_play(struct run *run)
{
    run->swarm.started = true;
    turn_until(run, never, run->wishes.seconds);
    run->swarm.started = false;
    turn_until(run, all_rest, REST_S);
    for (unsigned at = 0; at < run->swarm.count; at++)
        if (run->swarm.bots[at].phase != BOT_PLAYING || !babble_rests(&run->babblers[at]))
            bot_fail(&run->swarm.bots[at], "is not answered any more: \"%s\"", run->swarm.bots[at].order);
}

static void run_leave(struct run *run)
{
    run->swarm.ending = true;
    for (unsigned at = 0; at < run->swarm.count; at++)
        bot_drop(&run->swarm.bots[at]);
    turn_until(run, nobody_plays, 1);
}

/* True if enough happened for it to mean something. */
static bool report(const struct run *run)
{
    const struct tally *tally = &run->swarm.tally;
    uint64_t typed = 0, asked = 0;
    bool heard = true;
    for (unsigned at = 0; at < run->swarm.count; at++) {
        typed += run->babblers[at].typed;
        asked += run->babblers[at].asked;
        heard = heard && run->babblers[at].asked > 0;
    }
    printf("%u people typed %llu lines, seed %llu: %llu questions answered, %llu logins, %llu fights begun, %llu creatures killed, "
           "%llu deaths, %llu flights; %llu failures\n", run->swarm.count, (unsigned long long)typed, (unsigned long long)run->wishes.seed,
           (unsigned long long)asked, (unsigned long long)tally->logins, (unsigned long long)tally->fights,
           (unsigned long long)tally->kills, (unsigned long long)tally->deaths, (unsigned long long)tally->flights,
           (unsigned long long)tally->failures);
    if (!heard || tally->fights == 0)
        fprintf(stderr, "babble: somebody got through no question, or nobody fought\n");
    return heard && tally->fights > 0 && tally->failures == 0;
}

int main(int count, char **words)
{
    static struct run run;
    if (!wishes_read(&run.wishes, count, words)) {
        fprintf(stderr, "babble --port N [--seconds N] [--bots N] [--seed N] [--keeper NAME] [--areas FOLDER]\n");
        return EXIT_NOT_BEGUN;
    }
    if (!run_begin(&run))
        return EXIT_NOT_BEGUN;
    run_play(&run);
    run_leave(&run);
    bool well = report(&run);
    swarm_end(&run.swarm);
    memory_free(run.babblers);
    atlas_free((struct atlas **)&run.swarm.atlas);
    return well ? 0 : EXIT_WRONG;
}
