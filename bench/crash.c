/* bench/crash.c -- a real server, its Redis, or both, killed again and again under playing bots, on one and the
 * same store.
 *
 * Each round: start it, everybody logs in, whoever was told "is saved" compares what he carries with what he
 * carried then, everybody plays, kill -9, the store is checked.  A third of the kills come at random, the others
 * while a cut is collected, while its commit is under way, or while travellers are; what was going on is read
 * from the status file, which survives the server.  Who is killed is left to chance.  If that was Redis alone,
 * the game has to go on, two more epochs must come to be safe, and the server then ends by itself.
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
enum { BOTS = 50, GOODS = 20, LOGIN_S = 60, THINK_MS = 15, PLAY_LEAST_MS = 1000, PLAY_MOST_MS = 3500, HUNT_S = 5, BACK_S = 30 };
/* Per cent of the kills that must have met a cut, from its beginning until it is safe, and a traveller; from so
 * many rounds on. */
enum { SHARE_LEAST = 20, SHARE_ROUNDS = 20, EPOCHS_AFTER = 2 };
#define SECOND_NS INT64_C(1000000000)

enum kill_kind { KILL_AT_RANDOM, KILL_IN_CUT, KILL_IN_COMMIT, KILL_UNDER_WAY, KILL_KINDS };
static const char *const kill_words[KILL_KINDS] = { "at random", "in a cut", "in a commit", "travellers under way" };
enum target { TARGET_SERVER, TARGET_STORE, TARGET_BOTH, TARGETS };
static const char *const victim_words[TARGETS] = { "the server", "Redis", "both" };
static const char *const commit_words[] = {
    [STATUS_NO_CUT] = "in no cut", [STATUS_CUT_BEGUN] = "in a cut", [STATUS_COMMIT_SENT] = "in a commit",
};

struct killer {
    const struct server *server;
    enum kill_kind kind;
    enum target    target;
    pid_t          store;
    uint32_t       commit;              /* what was going on: enum status_commit */
    unsigned       travellers;
    atomic_bool    done;
};

struct run {
    unsigned      rounds;
    uint64_t      seed;
    struct server server;
    struct swarm  swarm;
    struct goods  goods[GOODS];
    unsigned      in_cut, in_commit, under_way, failures;
    unsigned      killed[TARGETS];
    uint64_t      epoch_wanted;         /* while Redis is on its way back */
};

static void complain(struct run *run, const char *what)
{
    fprintf(stderr, "crash: %s\n", what);
    run->failures++;
}

/* -- the killer -------------------------------------------------------------------------------------- */

static uint32_t commit_now(const struct server *server)
{
    return atomic_load_explicit((_Atomic uint32_t *)&server->status->commit, memory_order_relaxed);
}

static uint64_t epoch_now(const struct server *server)
{
    return atomic_load_explicit((_Atomic uint64_t *)&server->status->epoch, memory_order_relaxed);
}

static bool its_moment(const struct killer *killer)
{
    switch (killer->kind) {
    case KILL_IN_CUT:
        return commit_now(killer->server) == STATUS_CUT_BEGUN;
    case KILL_IN_COMMIT:
        return commit_now(killer->server) == STATUS_COMMIT_SENT;
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
    if (killer->target != TARGET_STORE)
        kill(killer->server->pid, SIGKILL);
    if (killer->target != TARGET_SERVER)
        kill(killer->store, SIGKILL);
    killer->commit = commit_now(killer->server);
    killer->travellers = server_under_way(killer->server);
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

static void killer_begin(struct run *run, struct killer *killer)
{
    pthread_t thread;
    pthread_create(&thread, NULL, killer_run, killer);
    while (!atomic_load(&killer->done))
        swarm_turn(&run->swarm, clock_ns() + SECOND_NS / 1000);
    pthread_join(thread, NULL);
}

/* The server is dead, or dies now; connections break. */
static void server_is_dead(struct run *run)
{
    int status = server_wait(&run->server);
    if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL)
        complain(run, "the server died before it was killed; see its log");
    swarm_scatter(&run->swarm);
}

static bool epochs_came(const struct run *run)
{
    return epoch_now(&run->server) >= run->epoch_wanted;
}

/* Redis alone is gone: the game goes on, and the server has to get over it. */
static void server_goes_on(struct run *run)
{
    run->epoch_wanted = epoch_now(&run->server) + EPOCHS_AFTER;
    if (!turn_until(run, epochs_came, BACK_S))
        complain(run, "nothing became safe any more after Redis was killed");
    run->swarm.down = true;
    int status = server_end(&run->server);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        complain(run, "the server did not end as it should after Redis was killed");
    swarm_scatter(&run->swarm);
}

static void round_count(struct run *run, unsigned number, const struct killer *killer)
{
    run->killed[killer->target]++;
    run->in_cut += killer->commit != STATUS_NO_CUT;
    run->in_commit += killer->commit == STATUS_COMMIT_SENT;
    run->under_way += killer->travellers > 0;
    printf("round %3u  %-10s  wanted: %-20s  was: %s, %u travellers under way, epoch %llu\n", number, victim_words[killer->target],
           kill_words[killer->kind], commit_words[killer->commit], killer->travellers, (unsigned long long)epoch_now(&run->server));
    fflush(stdout);
}

/* Every third at random; the others make up for whichever kind is behind, as some come a moment too late. */
static enum kill_kind kind_for(const struct run *run, unsigned number)
{
    if (number % 3 == run->seed % 3)
        return KILL_AT_RANDOM;
    if (run->in_cut > run->under_way)
        return KILL_UNDER_WAY;
    return run->in_commit * 2 <= run->in_cut ? KILL_IN_COMMIT : KILL_IN_CUT;
}

static bool run_round(struct run *run, unsigned number)
{
    if (!round_begin(run))
        return false;
    round_play(run);
    struct killer killer = {
        .server = &run->server, .kind = kind_for(run, number), .target = dice_below(&run->swarm.dice, TARGETS),
        .store = server_store(&run->server),
    };
    run->swarm.down = killer.target != TARGET_STORE;
    killer_begin(run, &killer);
    if (killer.target == TARGET_STORE)
        server_goes_on(run);
    else
        server_is_dead(run);
    round_count(run, number, &killer);
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
    uint64_t checks = 0, things = 0, broken = 0;
    const struct tally *tally = &run->swarm.tally;
    for (unsigned at = 0; at < GOODS; at++) {
        checks += run->goods[at].checks;
        things += run->goods[at].things_checked;
        broken += run->goods[at].fights;
    }
    run->failures += (unsigned)run->swarm.tally.failures;
    bool many = run->rounds >= SHARE_ROUNDS;
    if (many && run->in_cut * 100 < run->rounds * SHARE_LEAST)
        complain(run, "too few kills between the beginning of a cut and its end");
    if (many && run->under_way * 100 < run->rounds * SHARE_LEAST)
        complain(run, "too few kills with travellers under way");
    for (unsigned target = 0; many && target < TARGETS; target++)
        if (run->killed[target] == 0)
            complain(run, "not all of them were killed: server, Redis, both");
    if (tally->kills == 0 || (many && (tally->kills < run->rounds / 2 || tally->deaths == 0)))
        complain(run, "too little was killed, or nobody died");
    if (checks < run->rounds || things < run->rounds)
        complain(run, "too few saves were there to be compared");
    printf("%u kills (%u of the server, %u of Redis, %u of both): %u inside a cut, %u of them inside its commit, %u with "
           "travellers under way; %llu saves compared, %llu things found again; %u failures\n",
           run->rounds, run->killed[TARGET_SERVER], run->killed[TARGET_STORE], run->killed[TARGET_BOTH], run->in_cut,
           run->in_commit, run->under_way, (unsigned long long)checks, (unsigned long long)things, run->failures);
    printf("%llu fights begun, %llu creatures killed, %llu deaths, %llu flights; %llu saves that a fight put an end to\n",
           (unsigned long long)tally->fights, (unsigned long long)tally->kills, (unsigned long long)tally->deaths,
           (unsigned long long)tally->flights, (unsigned long long)broken);
    printf("{\"kills\":%u,\"server\":%u,\"redis\":%u,\"both\":%u,\"in_cut\":%u,\"in_commit\":%u,\"under_way\":%u,\"saves\":%llu,"
           "\"things\":%llu,\"crossings\":%llu,\"fights\":%llu,\"killed\":%llu,\"deaths\":%llu,\"seed\":%llu,\"failures\":%u}\n",
           run->rounds, run->killed[TARGET_SERVER], run->killed[TARGET_STORE], run->killed[TARGET_BOTH], run->in_cut,
           run->in_commit, run->under_way, (unsigned long long)checks, (unsigned long long)things,
           (unsigned long long)tally->crossings, (unsigned long long)tally->fights, (unsigned long long)tally->kills,
           (unsigned long long)tally->deaths, (unsigned long long)run->seed, run->failures);
}

int main(int count, char **words)
{
    static struct run run;
    const char *const options[] = {
        "--port", "0", "--net.address", "127.0.0.1", "--threads.zone", "4", "--threads.net", "2", "--password.memory_kib", "8",
        "--password.passes", "1", "--checkpoint.interval_ms", "500", "--character.tiring_percent", "0",
        "--newcomer.level", "3", "--area.reset_s", "4", "--game.tables", count == 7 ? words[6] : "zones/tables", NULL,
    };
    if (count != 6 && count != 7) {
        fprintf(stderr, "crash SERVER DATA LOG ROUNDS SEED [TABLES]\n");
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
