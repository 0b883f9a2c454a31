/* bench/crash.c -- a real server, killed again and again under playing bots, on one and the same store.
 *
 * Each round: start it, everybody logs in, whoever was told "is saved" compares what he carries with what he
 * carried then, everybody plays, kill -9, the store is checked.  A third of the kills come at random, a third
 * while a commit is under way, a third while travellers are; what was going on is read afterwards from the
 * status file, which survives the server.
 *
 * Two threads: the main one drives the bots; the killer watches the status file and kills. */
#include "bench/bot/goods.h"
#include "bench/bot/mix.h"
#include "bench/bot/server.h"
#include "core/clock.h"
#include "core/memory.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>

enum { EXIT_WRONG = 1, EXIT_NOT_BEGUN = 2 };
enum { BOTS = 50, GOODS = 20, LOGIN_S = 60, THINK_MS = 15, PLAY_LEAST_MS = 1000, PLAY_MOST_MS = 3500, HUNT_S = 5 };
enum { SHARE_LEAST = 20 };              /* per cent of the kills that must have met a commit, and a traveller */
#define SECOND_NS INT64_C(1000000000)

enum kill_kind { KILL_AT_RANDOM, KILL_IN_COMMIT, KILL_UNDER_WAY, KILL_KINDS };
static const char *const kill_words[KILL_KINDS] = { "at random", "in a commit", "travellers under way" };

struct killer {
    const struct server *server;
    enum kill_kind kind;
    atomic_bool    done;
};

struct run {
    unsigned      rounds;
    uint64_t      seed;
    struct server server;
    struct swarm  swarm;
    struct goods  goods[GOODS];
    unsigned      in_commit, under_way, failures;
};

static void complain(struct run *run, const char *what)
{
    fprintf(stderr, "crash: %s\n", what);
    run->failures++;
}

/* -- the killer -------------------------------------------------------------------------------------- */

static bool in_commit(const struct server *server)
{
    return atomic_load_explicit((_Atomic uint32_t *)&server->status->commit, memory_order_relaxed) == STATUS_COMMIT_SENT;
}

static bool its_moment(const struct killer *killer)
{
    switch (killer->kind) {
    case KILL_IN_COMMIT:
        return in_commit(killer->server);
    case KILL_UNDER_WAY:
        return server_under_way(killer->server) > 0;
    default:
        return true;
    }
}

static void *killer_run(void *data)
{
    struct killer *killer = data;
    int64_t until_ns = clock_ns() + HUNT_S * SECOND_NS;
    prctl(PR_SET_TIMERSLACK, 1);
    while (!its_moment(killer) && clock_ns() < until_ns)
        nanosleep(&(struct timespec){ .tv_nsec = 1000 }, NULL);
    kill(killer->server->pid, SIGKILL);
    atomic_store(&killer->done, true);
    return NULL;
}

/* -- a round ----------------------------------------------------------------------------------------- */

static bool everybody_plays(const struct run *run)
{
    return run->swarm.playing == run->swarm.count;
}

static bool all_checked(const struct run *run)
{
    for (unsigned at = 0; at < GOODS; at++)
        if (!goods_checked(&run->goods[at]))
            return false;
    return true;
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

static bool round_begin(struct run *run)
{
    struct swarm *swarm = &run->swarm;
    if (!server_begin(&run->server)) {
        complain(run, "the server did not start again");
        return false;
    }
    for (unsigned at = 0; at < GOODS; at++)
        goods_again(&run->goods[at]);
    swarm->port = run->server.port;
    swarm->down = false;
    swarm->started = true;
    if (turn_until(run, everybody_plays, LOGIN_S) && turn_until(run, all_checked, LOGIN_S)) {
        swarm->makes_new = false;       /* who was made once exists for ever */
        return true;
    }
    complain(run, "not everybody came back into the game");
    return false;
}

static void round_play(struct run *run)
{
    int64_t until_ns = clock_ns() + dice_between(&run->swarm.dice, PLAY_LEAST_MS, PLAY_MOST_MS) * (SECOND_NS / 1000);
    while (clock_ns() < until_ns)
        swarm_turn(&run->swarm, until_ns);
}

/* From here on connections may break. */
static void round_kill(struct run *run, enum kill_kind kind)
{
    struct killer killer = { .server = &run->server, .kind = kind };
    pthread_t thread;
    run->swarm.down = true;
    pthread_create(&thread, NULL, killer_run, &killer);
    while (!atomic_load(&killer.done))
        swarm_turn(&run->swarm, clock_ns() + SECOND_NS / 1000);
    pthread_join(thread, NULL);
    int status = server_wait(&run->server);
    if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL)
        complain(run, "the server died before it was killed; see its log");
    swarm_scatter(&run->swarm);
}

static void round_count(struct run *run, unsigned number, enum kill_kind kind)
{
    bool commit = in_commit(&run->server);
    unsigned travellers = server_under_way(&run->server);
    run->in_commit += commit;
    run->under_way += travellers > 0;
    printf("round %3u  wanted: %-20s  was: %s, %u travellers under way, epoch %llu\n", number, kill_words[kind],
           commit ? "in a commit" : "in no commit", travellers,
           (unsigned long long)atomic_load_explicit((_Atomic uint64_t *)&run->server.status->epoch, memory_order_relaxed));
    fflush(stdout);
}

/* Every third at random; the others make up for whichever kind is behind, as some come a moment too late. */
static enum kill_kind kind_for(const struct run *run, unsigned number)
{
    if (number % KILL_KINDS == run->seed % KILL_KINDS)
        return KILL_AT_RANDOM;
    return run->in_commit <= run->under_way ? KILL_IN_COMMIT : KILL_UNDER_WAY;
}

static bool run_round(struct run *run, unsigned number)
{
    enum kill_kind kind = kind_for(run, number);
    if (!round_begin(run))
        return false;
    round_play(run);
    round_kill(run, kind);
    round_count(run, number, kind);
    server_forget(&run->server);
    if (!server_check(&run->server))
        complain(run, "the store does not check; see the log");
    return true;
}

/* -- all of it --------------------------------------------------------------------------------------- */

static bool run_begin(struct run *run, const char *areas)
{
    struct atlas *atlas = atlas_new(areas);
    if (atlas == NULL)
        return false;
    run->swarm = (struct swarm){
        .atlas = atlas, .prefix = "crash", .password = "password", .makes_new = true, .logins_max = 16,
        .think_ns = THINK_MS * (SECOND_NS / 1000), .trouble = stderr,
    };
    swarm_begin(&run->swarm, BOTS, run->seed);
    for (unsigned at = 0; at < BOTS; at++)
        if (at < GOODS)
            goods_join(&run->goods[at], &run->swarm.bots[at]);
        else
            mix_join(mix_find("crash"), &run->swarm.bots[at]);
    return true;
}

/* A last start: what was saved before the last kill is there, and the server ends by itself. */
static void run_last(struct run *run)
{
    if (!round_begin(run))
        return;
    run->swarm.down = true;
    int status = server_end(&run->server);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        complain(run, "the server did not end as it should");
    swarm_scatter(&run->swarm);
    server_forget(&run->server);
    if (!server_check(&run->server))
        complain(run, "the store does not check after an orderly end");
}

static void run_report(struct run *run)
{
    uint64_t checks = 0, things = 0;
    for (unsigned at = 0; at < GOODS; at++) {
        checks += run->goods[at].checks;
        things += run->goods[at].things_checked;
    }
    run->failures += (unsigned)run->swarm.tally.failures;
    if (run->in_commit * 100 < run->rounds * SHARE_LEAST)
        complain(run, "too few kills in a commit");
    if (run->under_way * 100 < run->rounds * SHARE_LEAST)
        complain(run, "too few kills with travellers under way");
    if (checks < run->rounds || things < run->rounds)
        complain(run, "too few saves were there to be compared");
    printf("%u kills: %u in a commit, %u with travellers under way; %llu saves compared, %llu things found again; %u failures\n",
           run->rounds, run->in_commit, run->under_way, (unsigned long long)checks, (unsigned long long)things, run->failures);
    printf("{\"kills\":%u,\"in_commit\":%u,\"under_way\":%u,\"saves\":%llu,\"things\":%llu,"
           "\"crossings\":%llu,\"seed\":%llu,\"failures\":%u}\n",
           run->rounds, run->in_commit, run->under_way, (unsigned long long)checks, (unsigned long long)things,
           (unsigned long long)run->swarm.tally.crossings, (unsigned long long)run->seed, run->failures);
}

int main(int count, char **words)
{
    static struct run run;
    static const char *const options[] = {
        "--port", "0", "--net.address", "127.0.0.1", "--threads.zone", "4", "--threads.net", "2", "--password.memory_kib", "8",
        "--password.passes", "1", "--checkpoint.interval_ms", "500", "--character.tiring_percent", "0", NULL,
    };
    if (count != 6) {
        fprintf(stderr, "crash SERVER DATA LOG ROUNDS SEED\n");
        return EXIT_NOT_BEGUN;
    }
    run.server = (struct server){ .program = words[1], .data = words[2], .log = words[3], .options = options };
    run.rounds = (unsigned)strtoul(words[4], NULL, 10);
    run.seed = strtoull(words[5], NULL, 10);
    if (run.rounds == 0 || !run_begin(&run, "zones/areas"))
        return EXIT_NOT_BEGUN;
    unsigned number = 0;
    while (number < run.rounds && run_round(&run, number))
        number++;
    if (number == run.rounds)
        run_last(&run);
    run_report(&run);
    if (run.server.pid > 0)
        server_end(&run.server);
    swarm_end(&run.swarm);
    atlas_free((struct atlas **)&run.swarm.atlas);
    mix_forget_all();
    return run.failures == 0 ? 0 : EXIT_WRONG;
}
