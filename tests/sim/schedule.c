/* tests/sim/schedule.c -- one seed: who runs next, what goes wrong and when, and what comes after.
 *
 * A step is a turn of one thread, which sees as much of its mail as the seed likes.  Between steps zones are
 * moved, the store gets slow, goes away or is full.  Every now and then the visitors fall silent until all mail is
 * delivered: every slot must be back then, and the world is looked at.  A server ends in one of three ways: it
 * is killed; it is thought dead and replaced while it goes on for a while; it is told to stop. */
#include "tests/sim/sim.h"

#include "core/clock.h"
#include "core/memory.h"
#include "tests/sim/check.h"
#include "tests/sim/oracle.h"

enum {
    ENDS_MOST = 3,              /* ends of servers in one seed, besides the last */
    QUIET_EVERY = 250,          /* steps, about */
    ROUNDS_MOST = 3000,         /* of all threads, until silence; more is a lost slot */
    PATIENCE = 50,              /* rounds before a store that is away comes back */
    HOLD_MOST = 12,             /* turns the store takes to answer, at its slowest */
    NAP_ONE_IN = 100, NAP_MOST = 200,   /* turns of a thread; steps */
    LINGERS_ONE_IN = 4,         /* cuts */
    RESTLESS_ONE_IN = 4,
    LETTERED_ONE_IN = 3,        /* seeds */
    KINDRED_ONE_IN = 3,
    KINDRED_PEOPLE = 4,         /* to an account, about */
    FINISH_ROUND_MS = 10,
};

/* -- steps ------------------------------------------------------------------------------------------- */

/* Often nothing passes, seldom much. */
static void time_passes(struct dice *dice)
{
    if (dice_below(dice, 2) == 0)
        clock_advance(dice_between(dice, 1, 4));
    if (dice_below(dice, 150) == 0)
        clock_advance(dice_between(dice, 50, 1500));
}

/* How much of its mail the next one sees. */
static unsigned mail_shown(struct dice *dice)
{
    switch (dice_below(dice, 8)) {
    case 0:
        return 0;
    case 1: case 2:
        return 1;
    case 3: case 4:
        return dice_below(dice, 6);
    default:
        return UINT32_MAX;
    }
}

/* Now and then a thread gets no processor for long, while the others go on. */
SIM static void server_step(struct server *server)
{
    struct dice *dice = &server->run->dice;
    unsigned actor = dice_below(dice, server_actors(server) + 1);
    if (actor == server_actors(server))
        actor = ACTOR_NET;              /* the network is quick */
    if (server->naps[actor] > server->run->step)
        return;
    if (dice_below(dice, NAP_ONE_IN) == 0)
        server->naps[actor] = server->run->step + dice_below(dice, actor == ACTOR_NET ? NAP_MOST / 10 : NAP_MOST);
    server_turn(server, actor, mail_shown(dice));
}

/* Just as a cut begins a worker gets no processor: it stays open for long, while the others go on and the store is asked
 * this and that. */
SIM static void cut_lingers(struct run *run)
{
    struct server *server = run->server;
    struct dice *dice = &run->dice;
    bool open = oracle_cut_open(run->oracle);
    if (open && !server->cut_open && dice_below(dice, LINGERS_ONE_IN) == 0)
        server->naps[ACTOR_WORKER + dice_below(dice, server->worker_count)] = run->step + dice_below(dice, NAP_MOST);
    server->cut_open = open;
}

/* -- trouble ----------------------------------------------------------------------------------------- */

SIM static void move_a_zone(struct server *server)
{
    struct dice *dice = &server->run->dice;
    struct message *move = message_new(MSG_MOVE_ZONE);
    move->move_zone.zone.number = 1 + dice_below(dice, server->setting.zones);
    move->move_zone.worker = dice_below(dice, server->worker_count);
    post(&server->net_pen, move);
}

SIM static void workers_come_or_go(struct server *server)
{
    struct dice *dice = &server->run->dice;
    crew_set(server->crew, dice_below(dice, 2) == 0 ? server->worker_count : 1 + dice_below(dice, server->worker_count));
}

SIM static void store_gets_slow(struct server *server)
{
    unsigned turns = dice_below(&server->run->dice, HOLD_MOST);
    server->slow = server->slow || turns > 0;
    store_content_hold(server->run->content, turns);
}

SIM static void store_comes_and_goes(struct server *server)
{
    struct run *run = server->run;
    run->away = !run->away;
    server->slow = true;
    store_content_away(run->content, run->away, dice_below(&run->dice, 2) == 0);
}

SIM static void store_is_full_or_not(struct server *server)
{
    struct run *run = server->run;
    run->refusing = !run->refusing;
    server->slow = true;
    store_content_refuse(run->content, run->refusing);
}

SIM static void store_heals(struct run *run)
{
    run->away = run->refusing = false;
    store_content_away(run->content, false, false);
    store_content_refuse(run->content, false);
    store_content_hold(run->content, 0);
}

static const struct {
    unsigned one_in;                    /* steps, while all is well */
    unsigned back_in;                   /* steps, while it is not */
    void (*strikes)(struct server *server);
} troubles[] = {
    { 50, 50, move_a_zone }, { 400, 400, workers_come_or_go },
    { 200, 200, store_gets_slow }, { 900, 60, store_comes_and_goes }, { 1200, 60, store_is_full_or_not },
};

SIM static void trouble_strikes(struct run *run)
{
    for (size_t at = 0; at < sizeof troubles / sizeof troubles[0]; at++) {
        bool struck = (troubles[at].strikes == store_comes_and_goes && run->away)
            || (troubles[at].strikes == store_is_full_or_not && run->refusing);
        if (dice_below(&run->dice, struck ? troubles[at].back_in : troubles[at].one_in) == 0)
            troubles[at].strikes(run->server);
    }
}

/* -- silence ----------------------------------------------------------------------------------------- */

SIM static void round_of_all(struct server *server)
{
    for (unsigned actor = 0; actor < server_actors(server); actor++)
        server_turn(server, actor, UINT32_MAX);
}

SIM static _Noreturn void silence_fails(const struct server *server)
{
    for (unsigned at = 0; at < server->visitor_count; at++) {
        const struct visitor *visitor = &server->visitors[at];
        if (visitor->in_flight)
            sim_fail("%s is never answered: '%s' '%s'", visitor->account, visitor->slot.typed, visitor->slot.line);
    }
    sim_fail("%u messages are under way for ever", server_mail(server));
}

/* All mail is delivered, all slots are back.  Time stands still meanwhile, but for an open cut, which is written a
 * millisecond at a time; a store that is away comes back, as what is being written when it goes is answered only then. */
SIM static void fall_silent(struct server *server)
{
    server->silent = true;
    for (unsigned rounds = 0; server_mail(server) > 0 || visitors_in_flight(server) > 0 || server_asks_store(server); rounds++) {
        if (rounds == ROUNDS_MOST)
            silence_fails(server);
        if (rounds == PATIENCE)
            store_heals(server->run);
        round_of_all(server);
        clock_advance(oracle_cut_open(server->run->oracle));
    }
    check_quiet(server);
    server->silent = false;
    server->run->totals->quiet++;
}

/* -- ends of servers --------------------------------------------------------------------------------- */

SIM static void zombie_end(struct run *run)
{
    if (run->zombie != NULL)
        server_free(&run->zombie);
}

/* Titles: what was saved must be there; what was not may be gone. */
SIM static void promises_check(struct run *run)
{
    for (unsigned at = 0; at < run->person_count; at++) {
        struct person *person = &run->people[at];
        unsigned stored = oracle_stored_title(run->oracle, person->name);
        if (stored < person->saved)
            sim_fail("%s was told to be saved with title m%u, and now has m%u", person->name, person->saved, stored);
        person->titled = stored;
        person->saving = person->leaving = person->turned_back = false;
    }
}

SIM static void recover(struct run *run, bool slow)
{
    oracle_recover(run->oracle, slow);
    promises_check(run);
    run->server = server_new(run);
}

SIM static void end_by_crash(struct run *run)
{
    bool slow = run->server->slow;
    sim_say(run, "the server is killed");
    zombie_end(run);
    store_content_crash(run->content, dice_below(&run->dice, 2) == 0);
    server_free(&run->server);
    store_heals(run);
    run->totals->crashes++;
    recover(run, slow);
}

/* The one before goes on, and thinks it is alone. */
SIM static void end_by_replacement(struct run *run)
{
    sim_say(run, "the server is thought dead and replaced");
    zombie_end(run);
    store_heals(run);
    run->zombie = run->server;
    run->zombie->zombie = true;
    run->zombie_life = 100 + dice_below(&run->dice, 400);
    run->totals->zombies++;
    recover(run, run->zombie->slow);
}

/* As main does it on SIGTERM. */
SIM static void server_stop(struct run *run)
{
    struct server *server = run->server;
    sim_say(run, "the server is told to stop");
    store_heals(run);
    fall_silent(server);
    server->silent = true;
    post(&server->main_pen, message_new(MSG_FINISH));
    for (unsigned rounds = 0; !server->finished; rounds++) {
        if (rounds == ROUNDS_MOST)
            sim_fail("the server does not stop");
        round_of_all(server);
        clock_advance(dice_below(&run->dice, FINISH_ROUND_MS));
    }
    oracle_finished(run->oracle);
    zombie_end(run);
    server_free(&run->server);
    run->totals->stops++;
}

SIM static void end_by_order(struct run *run)
{
    server_stop(run);
    recover(run, false);
}

SIM static void server_ends(struct run *run)
{
    unsigned thrown = dice_below(&run->dice, 8);
    if (thrown < 2 || (run->options->broken == RULE_FENCE && thrown < 7))
        end_by_replacement(run);
    else if (thrown == 7)
        end_by_order(run);
    else
        end_by_crash(run);
}

/* A server that was replaced runs until it has learned so, or its host is switched off. */
SIM static void zombie_step(struct run *run)
{
    if (run->zombie == NULL || dice_below(&run->dice, 2) == 0)
        return;
    server_step(run->zombie);
    if (run->zombie->fenced || run->zombie_life-- == 0)
        zombie_end(run);
}

/* -- a seed ------------------------------------------------------------------------------------------ */

static struct run *watched_run;

static void say_post(enum actor to, const struct message *message)
{
    char who[48];
    bool personal = !entity_none(message->about);
    sim_say(watched_run, "%s from zone %u, sender %u, to zone %u, actor %u%s%s", message_name(message->type),
            message->from.number, message->sender, message->to.number, to, personal ? ", about " : "",
            personal ? entity_text(message->about, who) : "");
}

SIM static void watch_post(struct server *server, enum actor to, const struct message *message)
{
    if (watched_run->options->verbose)
        say_post(to, message);
    if (!server->zombie)
        oracle_watch(watched_run->oracle, server, to, message);
}

SIM static void run_begin(struct run *run)
{
    struct dice *dice = &run->dice;
    dice_seed(dice, run->seed);
    watched_run = run;
    run->step = 0;
    run->uses = 0;
    run->away = run->refusing = false;
    run->visitor_count = (unsigned)dice_between(dice, 6, VISITORS_MOST);
    run->accounts = (unsigned)dice_between(dice, (int)run->visitor_count / 3, ACCOUNTS_MOST);
    run->person_count = (unsigned)dice_between(dice, ACCOUNTS_MOST / 2, PEOPLE_MOST);
    run->lettered = dice_below(dice, LETTERED_ONE_IN) == 0;
    run->restless = dice_below(dice, RESTLESS_ONE_IN) == 0;
    run->kindred = dice_below(dice, KINDRED_ONE_IN) == 0;
    run->rules = run->kindred ? run->rules_deadly : run->rules_written;
    if (run->kindred)
        run->accounts = 1 + run->person_count / KINDRED_PEOPLE;
    script_people(run);
    run->causal = run->options->order == ORDER_CAUSAL || (run->options->order == ORDER_BY_SEED && dice_below(dice, 3) != 0);
    transport_begin(dice, run->causal, watch_post);
    run->content = store_content_new();
    store_content_unfenced(run->content, (run->options->broken & RULE_FENCE) != 0);
    run->oracle = oracle_new(run);
    run->zombie = NULL;
    run->server = server_new(run);
}

SIM void run_seed(struct run *run)
{
    run_begin(run);
    struct dice *dice = &run->dice;
    unsigned ends[ENDS_MOST];
    for (unsigned at = 0; at < ENDS_MOST; at++)
        ends[at] = dice_below(dice, 2 * run->options->steps);   /* half of them never come */
    ends[0] /= 2;
    for (run->step = 1; run->step <= run->options->steps; run->step++) {
        time_passes(dice);
        trouble_strikes(run);
        zombie_step(run);
        server_step(run->server);
        cut_lingers(run);
        if (dice_below(dice, QUIET_EVERY) == 0)
            fall_silent(run->server);
        for (unsigned at = 0; at < ENDS_MOST; at++)
            if (ends[at] == run->step)
                server_ends(run);
    }
    server_stop(run);
    oracle_recover(run->oracle, false);
    promises_check(run);
    sim_say(run, "posts %016llx", (unsigned long long)transport_hash());
    oracle_free(&run->oracle);
    store_content_free(&run->content);
    run->totals->seeds++;
    run->totals->steps += run->options->steps;
}
