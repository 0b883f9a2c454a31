/* tests/sim/server.c -- a server without threads: built as core/main.c builds one, taken apart as a crash
 * would leave it. */
#include "tests/sim/sim.h"

#include "core/clock.h"
#include "core/memory.h"
#include "core/rcu.h"
#include "persist/record.h"
#include "tests/sim/oracle.h"
#include "tests/sim/untouched.h"
#include "zones/box.h"
#include "zones/registry_state.h"

#include <stdlib.h>
#include <string.h>

enum { UNTOUCHED_EVERY = 4 };

/* -- options that change with the seed --------------------------------------------------------------- */

/* One of the values, all equally likely. */
static int64_t one_of(struct dice *dice, const int64_t *values, unsigned count)
{
    return values[dice_below(dice, count)];
}
#define ONE_OF(dice, ...) \
    one_of(dice, (const int64_t[]){ __VA_ARGS__ }, sizeof (const int64_t[]){ __VA_ARGS__ } / sizeof(int64_t))

SIM static void options_pick(struct options *options, const struct run *run, struct dice *dice)
{
    unsigned broken = run->options->broken;
    options_begin(options);
    options->login_zones = ONE_OF(dice, 1, 2);
    options->registry_zones = ONE_OF(dice, 1, 2, 4);
    options->groups_zones = ONE_OF(dice, 1, 2);
    options->channels_zones = ONE_OF(dice, 1, 2);
    options->boxes_zones = ONE_OF(dice, 1, 2);
    options->boxes_letters_max = ONE_OF(dice, 3, 60);
    options->boxes_letters_per_hour = ONE_OF(dice, 5, 1000);
    options->boxes_kept_max = ONE_OF(dice, 1, 1000);
    if (run->lettered)
        options->boxes_kept_max = 1;
    options->login_tries = ONE_OF(dice, 3, 20);
    options->login_tries_per_account = ONE_OF(dice, 3, 1000);
    options->login_tries_per_address = ONE_OF(dice, 30, 10000);
    options->login_tries_refill_s = 1;
    options->quest_again_s = 1;
    options->checkpoint_interval_ms = ONE_OF(dice, 20, 20, 60, 300);
    bool halts = broken == RULE_HALT || (broken == 0 && dice_below(dice, 4) == 0);
    snprintf(options->checkpoint_mode, sizeof options->checkpoint_mode, "%s", halts ? "halt" : "flow");
    options->checkpoint_waiting_max = ONE_OF(dice, 1, 3, 64);
    options->room_occupants_max = ONE_OF(dice, 3, 6, 200, 200);
    options->character_tiring_percent = ONE_OF(dice, 0, 0, 30);
    options->character_linkless_s = ONE_OF(dice, 1, 2, 300);
    options->character_items_max = ONE_OF(dice, 5, 100);
    options->account_characters_max = ONE_OF(dice, 2, 8);
    options->travel_convoy_max = ONE_OF(dice, 2, 64);
    options->travel_stub_ms = ONE_OF(dice, 10, 100, 2000);
    options->zone_parked_max = ONE_OF(dice, 10, 10000);
    snprintf(options->game_keepers, sizeof options->game_keepers, "%s",
             run->restless ? "accta,acctb,acctc,acctd,accte" : "accta");
}

static unsigned workers_pick(const struct run *run, struct dice *dice)
{
    unsigned least = run->options->broken != 0 ? 2 : 1;
    return (unsigned)dice_between(dice, (int)least, WORKERS_MOST);
}

/* A land or registry begins its part of a cut: what it will have written must be what it is now. */
SIM static void server_cut_begun(const struct worker *worker, const struct zone *zone, void *who)
{
    struct server *server = who;
    if (!server->zombie)
        oracle_cut_begun(server->run->oracle, worker_number(worker), zone);
}

SIM static void server_applied(struct zone *zone, enum message_type type, void *who)
{
    struct server *server = who;
    untouched_applied(server->untouched, zone, message_name(type));
}

/* In every so many seeds: a seed takes a third longer with it. */
SIM static void untouched_watch(struct server *server)
{
    if (!server->run->options->untouched && server->run->seed % UNTOUCHED_EVERY != 0)
        return;
    server->untouched = untouched_new(server->setting.zones);
    for (unsigned at = 0; at < server->worker_count; at++) {
        worker_watch_inputs(server->workers[at], server_applied, server);
        for (struct zone *zone = worker_zones(server->workers[at]); zone != NULL; zone = zone->next_in_shard)
            untouched_begin(server->untouched, zone);
    }
}

/* -- beginning --------------------------------------------------------------------------------------- */

SIM static void setting_begin(struct server *server)
{
    const struct options *options = &server->options;
    server->setting = (struct setting){
        .world = server->run->world, .options = options, .book = server->run->book, .rules = server->run->rules,
        .incarnation = (uint32_t)server->opening.fence,
        .seed = server->opening.fence + server->run->seed, .login_count = (unsigned)options->login_zones,
        .registry_count = (unsigned)options->registry_zones, .groups_count = (unsigned)options->groups_zones,
        .channels_count = (unsigned)options->channels_zones, .boxes_count = (unsigned)options->boxes_zones,
    };
    server->setting.broken = server->run->options->broken;
    setting_number(&server->setting);
}

SIM static struct mailbox *inbox_new(struct server *server, enum actor owner)
{
    server->inbox[owner] = mailbox_new("inbox");
    mailbox_own(server->inbox[owner], server, owner, &server->causes);
    return server->inbox[owner];
}

/* -- workers come and go ------------------------------------------------------------------------------ */

SIM static void worker_anew(struct server *server, unsigned at, uint64_t epoch)
{
    struct worker_common common = server->common;
    common.epoch = epoch;
    worker_free(&server->workers[at]);
    server->workers[at] = worker_new(&common, at, server->inbox[ACTOR_WORKER + at]);
    worker_watch(server->workers[at], server_cut_begun, server);
    if (server->untouched != NULL)
        worker_watch_inputs(server->workers[at], server_applied, server);
}

SIM static bool crew_begins(void *who, unsigned at, uint64_t epoch)
{
    struct server *server = who;
    if (mailbox_waiting(server->inbox[ACTOR_WORKER + at]) != 0)
        sim_fail("worker %u has mail before it begins", at);
    worker_anew(server, at, epoch);
    route_know_worker(server->route, at, server->inbox[ACTOR_WORKER + at]);
    return true;
}

/* What is in its inbox by then is all there ever will be. */
SIM static void crew_ends(void *who, unsigned at)
{
    struct server *server = who;
    post_worker(&server->main_pen, at, message_new(MSG_STOP));
    mailbox_show(server->inbox[ACTOR_WORKER + at], UINT32_MAX);
    worker_turn(server->workers[at]);
    if (worker_zones(server->workers[at]) != NULL || mailbox_waiting(server->inbox[ACTOR_WORKER + at]) != 0)
        sim_fail("worker %u leaves with zones or mail", at);
    worker_anew(server, at, 0);
    server->run->totals->workers_left++;
}

SIM static void crew_spreads(void *who, unsigned workers)
{
    struct server *server = who;
    for (uint32_t zone = 1; zone <= server->setting.zones; zone++)
        if (route_worker(server->route, (zone_id){zone}) >= workers)
            mover_ask(server->mover, (zone_id){zone}, zone % workers);
}

SIM static void route_begin(struct server *server)
{
    static const struct crew_calls calls = { .begin = crew_begins, .end = crew_ends, .spread = crew_spreads };
    server->route = route_new(server->setting.zones);
    server->directory = directory_new();
    route_set_main(server->route, inbox_new(server, ACTOR_MAIN));
    route_set_persist(server->route, inbox_new(server, ACTOR_PERSIST));
    route_add_net(server->route, inbox_new(server, ACTOR_NET));
    for (unsigned at = 0; at < server->worker_count; at++)
        route_add_worker(server->route, inbox_new(server, ACTOR_WORKER + at));
    server->main_pen = (struct pen){ .route = server->route, .sender = SENDER_MAIN };
    server->net_pen = (struct pen){ .route = server->route, .sender = SENDER_NET };
    server->mover = mover_new(&server->main_pen);
    server->crew = crew_new(&server->main_pen, server->mover, &calls, server);
}

SIM static bool books_begin(struct server *server, struct zone **zones, const struct store_value *value, const struct text *content)
{
    char name[KEY_SIZE];
    for (uint32_t number = 1; number <= server->setting.zones; number++) {
        books_record_name(name, zones[number]);
        if (strcmp(name, value->name) == 0)
            return books_restore(zones[number], content);
    }
    return true;                        /* of a registry there is none of this time */
}

/* A floor the store has must be one the world can put back, and books must be those of a zone. */
SIM static void record_begin(struct server *server, struct zone **zones, const struct store_value *value)
{
    const char *reason;
    struct text *content = record_open(value->name, value->value, NULL, NULL, &reason);
    if (content == NULL)
        sim_fail("%s is damaged: %s", value->name, reason);
    bool floor = store_prefix_fits("floor:", value->name);
    room_id room = { floor ? (uint32_t)strtoul(value->name + strlen("floor:"), NULL, 10) : 0 };
    struct zone *zone = floor ? zones[world_zone_of(server->setting.world, room).number] : NULL;
    if (floor ? zone == NULL || !floor_restore(zone, land_room(zone, room), content) : !books_begin(server, zones, value, content))
        sim_fail("%s cannot be put back", value->name);
    text_unref(&content);
}

SIM static void zones_begin(struct server *server)
{
    unsigned zones = server->setting.zones;
    unsigned *owners = memory_get((zones + 1) * sizeof *owners);
    struct zone **all = memory_get((zones + 1) * sizeof *all);
    server->common = (struct worker_common){
        .setting = &server->setting, .route = server->route, .directory = server->directory, .epoch = server->opening.epoch,
    };
    for (unsigned at = 0; at < server->worker_count; at++)
        server->workers[at] = worker_new(&server->common, at, server->inbox[ACTOR_WORKER + at]);
    for (uint32_t number = 1; number <= zones; number++)
        all[number] = zone_new(&server->setting, (zone_id){number});
    for (unsigned at = 0; at < server->opening.count; at++)
        record_begin(server, all, &server->opening.values[at]);
    for (uint32_t number = 1; number <= zones; number++) {
        owners[number] = number % server->worker_count;
        worker_add_zone(server->workers[owners[number]], all[number]);
    }
    route_set_all(server->route, owners, zones);
    memory_free(all);
    memory_free(owners);
}

SIM struct server *server_new(struct run *run)
{
    struct server *server = memory_get(sizeof *server);
    server->run = run;
    options_pick(&server->options, run, &run->dice);
    server->worker_count = workers_pick(run, &run->dice);
    struct store *store = store_memory_open(run->content, "floor: books:", &server->opening);
    clock_begin(server->opening.world_ms);
    server->clock_offset = clock_offset();
    setting_begin(server);
    route_begin(server);
    server->persist = persist_new(&server->options, server->route, server->inbox[ACTOR_PERSIST], store, &server->opening);
    zones_begin(server);
    persist_break_rules(server->persist, run->options->broken);
    for (unsigned at = 0; at < server->worker_count; at++)
        worker_watch(server->workers[at], server_cut_begun, server);
    untouched_watch(server);
    visitors_begin(server);
    sim_say(run, "server %u: %u workers, %u zones, epoch %llu", server->setting.incarnation, server->worker_count,
            server->setting.zones, (unsigned long long)server->opening.epoch);
    return server;
}

/* -- the end ----------------------------------------------------------------------------------------- */

/* What hangs on a pointer is not the message's to free. */
SIM static void inbox_free(struct server *server, enum actor owner)
{
    struct message_list left = {0};
    struct message *message;
    mailbox_show(server->inbox[owner], UINT32_MAX);
    mailbox_drain(server->inbox[owner], &left);
    while ((message = message_list_take(&left)) != NULL) {
        if (message->type == MSG_ADOPT) {
            struct zone *zone = message->adopt.zone;
            zone_free(&zone);
        }
        if (message->type == MSG_PART && message->part.records != NULL) {
            message_list_free(message->part.records);
            memory_free(message->part.records);
        }
        message_free(&message);
    }
    mailbox_free(&server->inbox[owner]);
}

SIM void server_free(struct server **server_at)
{
    struct server *server = *server_at;
    if (server->untouched != NULL)
        untouched_end(server->untouched);
    for (unsigned at = 0; at < server->worker_count; at++)
        worker_free(&server->workers[at]);
    persist_free(&server->persist);
    crew_free(&server->crew);
    mover_free(&server->mover);
    for (unsigned at = 0; at < server_actors(server); at++)
        inbox_free(server, at);
    directory_free(&server->directory);
    route_free(&server->route);
    visitors_end(server);
    store_opening_free(&server->opening);
    untouched_free(&server->untouched);
    memory_free(server);
    *server_at = NULL;
}

/* -- turns ------------------------------------------------------------------------------------------- */

SIM static void main_mail(struct server *server, struct message *message)
{
    if (mover_mail(server->mover, message) || crew_mail(server->crew, message)) {
        crew_step(server->crew);
        return;
    }
    if (message->type == MSG_FENCED && !server->zombie)
        sim_fail("the only server was told that another one owns the store");
    if (message->type == MSG_FENCED) {
        server->fenced = true;
        server->run->totals->fenced++;
    }
    if (message->type == MSG_FINISHED)
        server->finished = true;
    message_free(&message);
}

SIM static void main_turn(struct server *server)
{
    struct message_list mail = {0};
    struct message *message;
    mailbox_drain(server->inbox[ACTOR_MAIN], &mail);
    while ((message = message_list_take(&mail)) != NULL)
        main_mail(server, message);
}

SIM void server_turn(struct server *server, enum actor actor, unsigned mail)
{
    clock_offset_set(server->clock_offset);
    mailbox_show(server->inbox[actor], mail);
    switch (actor) {
    case ACTOR_MAIN:
        main_turn(server);
        break;
    case ACTOR_PERSIST:
        persist_turn(server->persist, clock_world_ms());
        break;
    case ACTOR_NET:
        visitors_turn(server);
        break;
    default:
        if (actor - ACTOR_WORKER >= route_workers(server->route) && mailbox_waiting(server->inbox[actor]) > 0)
            sim_fail("worker %u has left, and has mail", (unsigned)(actor - ACTOR_WORKER));
        worker_turn(server->workers[actor - ACTOR_WORKER]);
        break;
    }
}

SIM unsigned server_actors(const struct server *server)
{
    return ACTOR_WORKER + server->worker_count;
}

SIM unsigned server_mail(const struct server *server)
{
    unsigned count = 0;
    for (unsigned at = 0; at < server_actors(server); at++)
        count += mailbox_waiting(server->inbox[at]);
    return count;
}

static bool boxes_wait(const struct boxes *boxes)
{
    for (unsigned at = 0; at < boxes->list.count; at++)
        if (((const struct box *)boxes->list.items[at])->state != BOX_KNOWN)
            return true;
    return false;
}

static bool registry_asks(const struct registry *registry)
{
    return registry->pending.count > 0 || registry->walk != 0;
}

SIM bool server_asks_store(const struct server *server)
{
    for (unsigned at = 0; at < server->worker_count; at++)
        for (const struct zone *zone = worker_zones(server->workers[at]); zone != NULL; zone = zone->next_in_shard)
            if ((zone->kind == &zone_registry && registry_asks(zone->state))
                || (zone->kind == &zone_boxes && boxes_wait(zone->state)))
                return true;
    return false;
}

/* -- looking inside ---------------------------------------------------------------------------------- */

SIM struct zone *server_zone(const struct server *server, zone_id id)
{
    for (unsigned at = 0; at < server->worker_count; at++)
        for (struct zone *zone = worker_zones(server->workers[at]); zone != NULL; zone = zone->next_in_shard)
            if (zone_same(zone->id, id))
                return zone;
    return NULL;
}

SIM struct character *server_character(const struct server *server, entity_id who)
{
    for (unsigned at = 0; at < server->worker_count; at++)
        for (struct zone *zone = worker_zones(server->workers[at]); zone != NULL; zone = zone->next_in_shard) {
            struct character *found = zone->kind == &zone_land ? land_character(zone, who) : NULL;
            if (found != NULL)
                return found;
        }
    return NULL;
}
