/* bench/cut.c -- what a cut costs the worker that gives it: in pieces, and all at once.
 *
 *     cut [--players 10000] [--rounds 20] [--areas FOLDER]
 *
 * One worker runs every area; the players stand all over them, each with some things.  A round: all of every
 * player has changed (or only the place, as for people who walk); an epoch begins; the worker has turns until
 * its part is out.  The longest turn is what a command may have had to wait for.  Worker, zones and records are
 * the shipping ones; nothing is sent to a store.  Prints a table and one line of JSON. */
#include "core/clock.h"
#include "core/memory.h"
#include "core/rcu.h"
#include "zones/worker.h"
#include "zones/world/land.h"
#include "zones/world/newborn.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { THINGS = 5, TURNS_MOST = 1 << 20, ALL_PARTS = (1 << PARCEL_PARTS) - 1 };

static struct bench {
    const char       *areas;
    unsigned          players, rounds;
    struct options    options;
    struct setting    setting;
    struct route     *route;
    struct directory *directory;
    struct mailbox   *inbox, *persist, *others;
    struct worker    *worker;
    struct zone     **zones;
    struct pen        pen;
    int64_t          *turns_ns;
} bench = { .areas = "zones/areas", .players = 10000, .rounds = 20 };

struct figures {
    unsigned records, turns;
    uint64_t bytes;
    int64_t  longest_ns, slow_ns, total_ns; /* slow: 999 of 1,000 turns are shorter */
};

/* In front of everything that calls into zones: this program's one thread has both roles. */
#define BENCH MAIN_THREAD ZONE_THREAD

/* -- a world full of people -------------------------------------------------------------------------- */

BENCH static bool world_begin(void)
{
    unsigned mistakes = 0;
    options_begin(&bench.options);
    bench.setting = (struct setting){ .options = &bench.options, .incarnation = 1, .seed = 1, .login_count = 1,
                                      .registry_count = 1, .groups_count = 1, .channels_count = 0 };
    bench.setting.rules = rules_load(bench.options.game_tables, stderr, &mistakes);
    if (bench.setting.rules == NULL)
        return false;
    bench.setting.world = world_load(bench.areas, bench.setting.rules, NULL, stderr, &mistakes);
    if (bench.setting.world == NULL)
        return false;
    setting_number(&bench.setting);
    bench.route = route_new(bench.setting.zones);
    bench.directory = directory_new();
    bench.inbox = mailbox_new("zones");
    bench.persist = mailbox_new("persist");
    bench.others = mailbox_new("others");
    route_add_worker(bench.route, bench.inbox);
    route_add_net(bench.route, bench.others);
    route_set_main(bench.route, bench.others);
    route_set_persist(bench.route, bench.persist);
    static struct worker_common common;
    common = (struct worker_common){ .setting = &bench.setting, .route = bench.route, .directory = bench.directory };
    bench.worker = worker_new(&common, 0, bench.inbox);
    unsigned *owners = memory_get((bench.setting.zones + 1) * sizeof *owners);
    bench.zones = memory_get((bench.setting.zones + 1) * sizeof *bench.zones);
    for (uint32_t number = 1; number <= bench.setting.zones; number++) {
        bench.zones[number] = zone_new(&bench.setting, (zone_id){number});
        worker_add_zone(bench.worker, bench.zones[number]);
    }
    route_set_all(bench.route, owners, bench.setting.zones);
    memory_free(owners);
    bench.pen = (struct pen){ .route = bench.route, .sender = SENDER_PERSIST };
    return true;
}

BENCH static void person_begin(unsigned number)
{
    const struct world *world = bench.setting.world;
    struct room_place place = world->places[number % world->place_count];
    struct zone *zone = bench.zones[place.zone.number];
    char name[NAME_SIZE];
    snprintf(name, sizeof name, "Walker%u", number);
    struct text *text = character_newborn(&bench.setting, zone_new_id(zone), name, name, "they");
    struct bytes_reader reader = bytes_read(text_bytes(text), text_length(text));
    struct parcel parcel;
    bool sound = parcel_take(&reader, &parcel);
    struct character *who = sound ? character_unpack(zone, &parcel) : NULL;
    assert(who != NULL);
    room_enter(land_room(zone, place.room), who);
    for (unsigned at = 0; at < THINGS && world->object_count > 0; at++) {
        struct item *item = item_new(zone, (proto_id){(number + at) % world->object_count}, zone_new_id(zone));
        item_enter_bearer(item, who, WEAR_NOWHERE);
    }
    text_unref(&text);
}

/* -- rounds ------------------------------------------------------------------------------------------ */

BENCH static void everybody_changes(uint8_t parts)
{
    for (unsigned number = 1; number <= bench.setting.world->area_count; number++)
        for (unsigned at = 0; at < bench.zones[number]->area->room_count; at++)
            for (struct character *who = land_of(bench.zones[number])->rooms[at].people; who != NULL; who = who->next)
                if (who->player != NULL)
                    holder_touch(bench.zones[number], &who->holder, parts);
}

static int shorter(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

/* The part, if it is out: counted and freed. */
static bool part_taken(struct figures *figures)
{
    struct message_list mail = {0};
    struct message *message;
    bool taken = false;
    mailbox_drain(bench.persist, &mail);
    while ((message = message_list_take(&mail)) != NULL) {
        struct message_list *records = message->type == MSG_PART ? message->part.records : NULL;
        for (const struct message *record = records == NULL ? NULL : records->first; record != NULL; record = record->next) {
            figures->records++;
            figures->bytes += record->record.content == NULL ? 0 : text_length(record->record.content);
        }
        taken = taken || records != NULL;
        if (records != NULL)
            message_list_free(records);
        memory_free(records);
        message_free(&message);
    }
    return taken;
}

BENCH static void round_run(uint64_t epoch, bool halts, uint8_t parts, struct figures *figures)
{
    everybody_changes(parts);
    struct message *begin = message_new(halts ? MSG_HALT : MSG_BEGIN);
    begin->begin.epoch = epoch;
    bench.pen.epoch = epoch;
    post_worker(&bench.pen, 0, begin);
    bool out = false;
    while (!out && figures->turns < TURNS_MOST) {
        int64_t began = clock_cpu_ns();
        worker_turn(bench.worker);
        bench.turns_ns[figures->turns++] = clock_cpu_ns() - began;
        out = part_taken(figures);
    }
    if (halts) {
        struct message *resume = message_new(MSG_RESUME);
        resume->resume.epoch = epoch;
        post_worker(&bench.pen, 0, resume);
        worker_turn(bench.worker);
    }
}

BENCH static struct figures measure(const char *mode, uint8_t parts)
{
    static uint64_t epoch;
    struct figures figures = {0};
    snprintf(bench.options.checkpoint_mode, sizeof bench.options.checkpoint_mode, "%s", mode);
    for (unsigned at = 0; at < bench.rounds; at++)
        round_run(++epoch, strcmp(mode, "halt") == 0, parts, &figures);
    for (unsigned at = 0; at < figures.turns; at++)
        figures.total_ns += bench.turns_ns[at];
    qsort(bench.turns_ns, figures.turns, sizeof *bench.turns_ns, shorter);
    figures.longest_ns = bench.turns_ns[figures.turns - 1];
    figures.slow_ns = bench.turns_ns[figures.turns - 1 - figures.turns / 1000];
    return figures;
}

BENCH static void show(const char *mode, const char *what, uint8_t parts)
{
    struct figures figures = measure(mode, parts);
    printf("%-5s %-10s %8u %10.0f %8u %10.3f %10.3f %10.2f\n", mode, what, figures.records / bench.rounds,
           (double)figures.bytes / bench.rounds / bench.players, figures.turns / bench.rounds, (double)figures.slow_ns / 1e6,
           (double)figures.longest_ns / 1e6, (double)figures.total_ns / 1e6 / bench.rounds);
    printf("{\"bench\":\"cut\",\"mode\":\"%s\",\"changed\":\"%s\",\"players\":%u,\"rounds\":%u,\"records\":%u,\"bytes\":%llu,"
           "\"turns\":%u,\"turn_p999_ns\":%lld,\"turn_max_ns\":%lld,\"cpu_ns\":%lld}\n", mode, what, bench.players, bench.rounds,
           figures.records, (unsigned long long)figures.bytes, figures.turns, (long long)figures.slow_ns,
           (long long)figures.longest_ns, (long long)figures.total_ns);
}

static bool options_take(int count, char **words)
{
    for (int at = 1; at + 1 < count; at += 2)
        if (strcmp(words[at], "--players") == 0)
            bench.players = (unsigned)strtoul(words[at + 1], NULL, 10);
        else if (strcmp(words[at], "--rounds") == 0)
            bench.rounds = (unsigned)strtoul(words[at + 1], NULL, 10);
        else if (strcmp(words[at], "--areas") == 0)
            bench.areas = words[at + 1];
        else
            return false;
    return count % 2 == 1 && bench.players > 0 && bench.rounds > 0;
}

BENCH static void world_end(void)
{
    struct world *world = (struct world *)bench.setting.world;
    worker_free(&bench.worker);
    memory_free(bench.zones);
    memory_free(bench.turns_ns);
    mailbox_free(&bench.inbox);
    mailbox_free(&bench.persist);
    mailbox_free(&bench.others);
    directory_free(&bench.directory);
    route_free(&bench.route);
    rcu_settle();
    world_free(&world);
    struct rules *rules = (struct rules *)bench.setting.rules;
    rules_free(&rules);
}

static void roles_begin(void) ACQUIRES_ROLE(main_role) ACQUIRES_ROLE(zone_role)
{
    thread_role_begin(&main_role);
    thread_role_begin(&zone_role);
}

static void roles_end(void) RELEASES_ROLE(main_role) RELEASES_ROLE(zone_role)
{
    thread_role_end(&zone_role);
    thread_role_end(&main_role);
}

int main(int count, char **words)
{
    if (!options_take(count, words)) {
        fprintf(stderr, "cut [--players N] [--rounds N] [--areas FOLDER]\n");
        return 2;
    }
    roles_begin();
    rcu_thread_begin();
    clock_begin(0);
    bool open = world_begin();
    if (open) {
        bench.turns_ns = memory_get(TURNS_MOST * sizeof *bench.turns_ns);
        for (unsigned number = 0; number < bench.players; number++)
            person_begin(number);
        printf("mode  changed     records bytes/each    turns  p99.9 ms    worst ms   CPU ms/cut\n");
        show("halt", "everything", ALL_PARTS);
        show("flow", "everything", ALL_PARTS);
        show("halt", "place", 1u << PART_PLACE);
        show("flow", "place", 1u << PART_PLACE);
        world_end();
    }
    rcu_thread_end();
    roles_end();
    return open ? 0 : 1;
}
