/* tests/sim/check.c -- what must be true of a world standing still (see check.h). */
#include "tests/sim/check.h"

#include "core/memory.h"
#include "tests/sim/oracle.h"
#include "zones/box.h"
#include "zones/ledger.h"
#include "zones/registry_state.h"
#include "zones/sorted.h"

#include <stdlib.h>
#include <string.h>

/* Whoever and whatever has been met so far. */
struct census {
    const struct server *server;
    entity_id *things;
    unsigned   thing_count, thing_room;
    const struct character *players[2 * PEOPLE_MOST];
    unsigned   player_count;
};

#define for_each_zone(server, each)                                                             \
    for (unsigned worker_ = 0; worker_ < (server)->worker_count; worker_++)                     \
        for (struct zone *each = worker_zones((server)->workers[worker_]); each != NULL; each = each->next_in_shard)

/* -- things ------------------------------------------------------------------------------------------ */

static void census_thing(struct census *census, entity_id id)
{
    if (census->thing_count == census->thing_room) {
        census->thing_room = census->thing_room == 0 ? 256 : 2 * census->thing_room;
        census->things = memory_resize(census->things, census->thing_room * sizeof *census->things);
    }
    census->things[census->thing_count++] = id;
}

static void census_items(struct census *census, const struct item *first)
{
    for (; first != NULL; first = first->next) {
        census_thing(census, first->id);
        census_items(census, first->contents);
    }
}

static int thing_order(const void *left, const void *right)
{
    return entity_order(*(const entity_id *)left, *(const entity_id *)right);
}

static void check_things(struct census *census)
{
    char id[48];
    if (census->thing_count > 1)
        qsort(census->things, census->thing_count, sizeof *census->things, thing_order);
    for (unsigned at = 1; at < census->thing_count; at++)
        if (entity_same(census->things[at - 1], census->things[at]))
            sim_fail("the thing %s is in two places", entity_text(census->things[at], id));
}

/* -- lands ------------------------------------------------------------------------------------------- */

static const struct character *census_player(const struct census *census, entity_id who)
{
    for (unsigned at = 0; at < census->player_count; at++)
        if (entity_same(census->players[at]->id, who))
            return census->players[at];
    return NULL;
}

SIM static void land_look(struct census *census, const struct zone *zone)
{
    unsigned players = 0;
    for (unsigned at = 0; at < zone->area->room_count; at++) {
        const struct room *room = &land_of(zone)->rooms[at];
        unsigned here = 0;
        census_items(census, room->items);
        for (const struct character *who = room->people; who != NULL; who = who->next) {
            census_items(census, who->items);
            if (who->player == NULL)
                continue;
            here++;
            if (census_player(census, who->id) != NULL)
                sim_fail("%s is in two places, one of them is %s", who->name, zone->key);
            if (census->player_count == 2 * PEOPLE_MOST)
                sim_fail("there are more players than characters");
            census->players[census->player_count++] = who;
        }
        if (here != room->players)
            sim_fail("room %u counts %u players and has %u", room->proto->id.number, room->players, here);
        players += here;
    }
    if (players != land_of(zone)->players)
        sim_fail("%s counts %u players and has %u", zone->key, land_of(zone)->players, players);
}

/* -- the registry ------------------------------------------------------------------------------------ */

SIM static void check_account(const struct census *census, const struct zone *zone, const struct account *account)
{
    if (account->presence == PRESENCE_LOADING || account->making != NULL || account->waiting.first != NULL)
        sim_fail("account %s waits for something, but nothing is under way", account->name);
    for (unsigned at = 0; at < account->count; at++) {
        const struct account_character *character = &account->characters[at];
        const struct character *who = census_player(census, character->id);
        bool plays = account->presence == PRESENCE_PLAYING && entity_same(account->who, character->id);
        if (plays != (who != NULL))
            sim_fail("%s %s, but the registry thinks otherwise", character->name, plays ? "is nowhere" : "is in the world");
        if (who != NULL && who->player->generation != account->generation)
            sim_fail("%s is of generation %u, granted was %u", character->name, who->player->generation, account->generation);
        if (who != NULL && presence_holds(zone, character->id))
            sim_fail("%s plays and rests", character->name);
    }
}

SIM static void registry_look(struct census *census, const struct zone *zone)
{
    const struct registry *registry = zone->state;
    for (unsigned at = 0; at < registry->accounts.count; at++)
        check_account(census, zone, registry->accounts.items[at]);
    if (registry->claims.count > 0 || registry->pending.count > 0)
        sim_fail("%s waits for %u names and %u answers of the store, but nothing is under way", zone->key,
                 registry->claims.count, registry->pending.count);
    struct ledger *ledger = ledger_new();
    for (unsigned at = 0; at < registry->resting.count; at++) {
        const struct resting *resting = registry->resting.items[at];
        struct bytes_reader reader = bytes_read(text_bytes(resting->parcel), text_length(resting->parcel));
        struct parcel parcel;
        if (!parcel_take(&reader, &parcel))
            sim_fail("a parcel rests in %s that cannot be read", zone->key);
        struct text *holdings = text_new(parcel.part[PART_HOLDINGS], parcel.length[PART_HOLDINGS]);
        ledger_add(ledger, "holdings:resting", holdings);
        text_unref(&holdings);
    }
    unsigned count;
    const struct ledger_item *items = ledger_items(ledger, &count);
    for (unsigned at = 0; at < count; at++)
        census_thing(census, items[at].id);
    ledger_free(&ledger);
}

/* -- players and those who play them ----------------------------------------------------------------- */

SIM static void check_player(const struct server *server, const struct character *who)
{
    const struct player *player = who->player;
    struct sighting sighting;
    const struct zone *zone = server_zone(server, setting_registry(&server->setting, player->account));
    const struct account *account = account_find(zone, player->account);
    if (account == NULL || account->presence != PRESENCE_PLAYING || !entity_same(account->who, who->id))
        sim_fail("%s is in the world, but the registry does not know", who->name);
    if (!directory_find_who(server->directory, who->id, &sighting))
        sim_fail("%s is in the world, but not in the directory", who->name);
    if (!zone_same(sighting.zone, who->zone->id) || !session_same(sighting.session, player->session))
        sim_fail("%s is in %s, the directory says zone %u", who->name, who->zone->key, sighting.zone.number);
    if (player->session.number == NO_SESSION.number)
        return;
    const struct visitor *visitor = &server->visitors[session_place(player->session)];
    if (!visitor->connected || !session_same(visitor->id, player->session) || !entity_same(visitor->who, who->id))
        sim_fail("%s is played by a connection that is over", who->name);
}

SIM static void check_visitor(const struct census *census, const struct visitor *visitor)
{
    if (!visitor->connected || visitor->next != NEXT_COMMAND)
        return;
    const struct character *who = census_player(census, visitor->who);
    if (who == NULL)
        sim_fail("%s plays somebody who is nowhere", visitor->account);
    if (!session_same(who->player->session, visitor->id))
        sim_fail("%s plays %s, who is played by somebody else", visitor->account, who->name);
    if (!zone_same(who->zone->id, visitor->zone))
        sim_fail("%s plays %s in zone %u, who is in %s", visitor->account, who->name, visitor->zone.number, who->zone->key);
}

/* -- zones ------------------------------------------------------------------------------------------- */

SIM static void boxes_look(const struct zone *zone)
{
    const struct boxes *boxes = zone->state;
    for (unsigned at = 0; at < boxes->list.count; at++) {
        const struct box *box = boxes->list.items[at];
        if (box->state != BOX_KNOWN || box->frozen || box->owner == OWNER_ASKED || box->waiting.first != NULL)
            sim_fail("the box %s waits for something, but nothing is under way", box->key);
    }
}

SIM static void check_zone(const struct zone *zone)
{
    unsigned dirty = 0;
    for (const struct holder *holder = zone->holders.first; holder != NULL; holder = holder->next) {
        dirty += (unsigned)__builtin_popcount(holder->dirty);
        if (holder->next != NULL && holder->next->turn <= holder->turn)
            sim_fail("%s keeps its changed holders in a wrong order", zone->key);
    }
    if (zone->holders.dirty != dirty)
        sim_fail("%s counts %u records to be written and has %u", zone->key, zone->holders.dirty, dirty);
    for (const struct stub *stub = zone->travel.stubs; stub != NULL; stub = stub->next)
        if (stub->state == STUB_TRAVELLING)
            sim_fail("%s waits for a traveller to arrive, but nobody travels", zone->key);
}

/* A zone can be handed to another process as it stands. */
SIM static void check_encoding(const struct zone *zone)
{
    struct bytes_writer first = {0}, second = {0};
    zone_encode(zone, &first);
    struct zone *copy = zone_new(zone->setting, zone->id);
    struct bytes_reader reader = bytes_read(first.bytes, first.length);
    if (!zone_decode(copy, &reader) || bytes_left(&reader) > 0)
        sim_fail("%s cannot be read back", zone->key);
    zone_encode(copy, &second);
    if (first.length != second.length || memcmp(first.bytes, second.bytes, first.length) != 0)
        sim_fail("%s is another one after it was written down and read back", zone->key);
    zone_free(&copy);
    bytes_free(&first);
    bytes_free(&second);
}

SIM void check_quiet(const struct server *server)
{
    struct census census = { .server = server };
    for_each_zone(server, zone)
        if (zone->kind == &zone_land)
            land_look(&census, zone);
    for_each_zone(server, zone) {
        if (zone->kind == &zone_registry)
            registry_look(&census, zone);
        if (zone->kind == &zone_boxes)
            boxes_look(zone);
        check_zone(zone);
        if (zone->id.number == 1 + server->run->step % server->setting.zones)
            check_encoding(zone);
    }
    check_things(&census);
    if (!oracle_cut_open(server->run->oracle) && server->run->options->broken == 0)
        check_cut(server, oracle_latest(server->run->oracle));
    for (unsigned at = 0; at < census.player_count; at++)
        check_player(server, census.players[at]);
    for (unsigned at = 0; at < server->visitor_count; at++)
        check_visitor(&census, &server->visitors[at]);
    memory_free(census.things);
}

/* -- a cut ------------------------------------------------------------------------------------------- */

static bool part_same(const struct text *content, const struct parcel *parcel, unsigned part)
{
    return text_length(content) == parcel->length[part]
        && memcmp(text_bytes(content), parcel->part[part], parcel->length[part]) == 0;
}

/* What is not dirty must be as the state has it. */
static void compare_parts(const struct shelf *state, const struct parcel *parcel, const char *where)
{
    for (unsigned part = 0; part < PARCEL_PARTS; part++) {
        char record[KEY_SIZE];
        parcel_record_name(record, part, parcel->name);
        const struct page *page = shelf_find(state, record);
        bool dirty = (parcel->dirty & 1u << part) != 0;
        if (!dirty && (page == NULL || !part_same(page->content, parcel, part)))
            sim_fail("the latest cut has %s otherwise than it is in %s, where nobody said that it had changed", record, where);
    }
}

SIM static void compare_land(const struct shelf *state, const struct zone *zone)
{
    for (unsigned at = 0; at < zone->area->room_count; at++) {
        const struct room *room = &land_of(zone)->rooms[at];
        struct bytes_writer writer = {0};
        for (const struct character *who = room->people; who != NULL; who = who->next) {
            struct parcel parcel;
            if (who->player == NULL)
                continue;
            character_pack(who, &writer, &parcel);
            compare_parts(state, &parcel, zone->key);
        }
        char record[KEY_SIZE];
        snprintf(record, sizeof record, "floor:%u", room->proto->id.number);
        const struct page *page = shelf_find(state, record);
        bytes_clear(&writer);
        if (floor_has_durable(room))
            floor_put(&writer, room);
        size_t length = page == NULL ? 0 : text_length(page->content);
        bool dirty = room->floor.dirty != 0;
        if (!dirty && (length != writer.length || (length > 0 && memcmp(text_bytes(page->content), writer.bytes, length) != 0)))
            sim_fail("the latest cut has %s otherwise than it is, and nobody said that it had changed", record);
        bytes_free(&writer);
    }
}

/* Of a registry's books the state may know what the zone has not yet been told was written. */
SIM static void compare_books(const struct shelf *state, const struct zone *zone)
{
    char record[KEY_SIZE];
    struct books then = {0};
    books_record_name(record, zone);
    const struct page *page = shelf_find(state, record);
    if (page != NULL) {
        struct bytes_reader reader = bytes_read(text_bytes(page->content), text_length(page->content));
        if (!books_take(&reader, &then))
            sim_fail("the cut has %s, which cannot be read", record);
    }
    bool same = memcmp(then.flows, zone->books.flows, sizeof then.flows) == 0 && then.things_used == zone->books.things_used
             && memcmp(then.experience, zone->books.experience, sizeof then.experience) == 0;
    if (!same && zone->books_holder.dirty == 0)
        sim_fail("the latest cut has %s otherwise than they are, and nobody said that they had changed", record);
}

SIM static void compare_registry(const struct shelf *state, const struct zone *zone)
{
    const struct registry *registry = zone->state;
    for (unsigned at = 0; at < registry->resting.count; at++) {
        const struct resting *resting = registry->resting.items[at];
        struct bytes_reader reader = bytes_read(text_bytes(resting->parcel), text_length(resting->parcel));
        struct parcel parcel;
        bool sound = parcel_take(&reader, &parcel);
        parcel.dirty = resting->holder.dirty;
        if (sound)
            compare_parts(state, &parcel, zone->key);
    }
}

static void compare_letters(const struct shelf *state, const struct box *box)
{
    char record[KEY_SIZE];
    for (unsigned at = 0; at < box->count; at++) {
        const struct letter *letter = &box->letters[at];
        struct letter then = {0};
        letter_record(record, box->key, letter->number);
        const struct page *page = shelf_find(state, record);
        bool same = page != NULL && letter_take_record(&then, page->content) && text_equal(then.words, letter->words)
            && text_equal(then.subject, letter->subject) && strcmp(then.author, letter->author) == 0;
        text_unref(&then.subject);
        text_unref(&then.words);
        if (!same)
            sim_fail("the cut has %s otherwise than it is", record);
    }
}

/* One that is just frozen may be newer in memory too, and is written only if it thaws. */
static void compare_boxes(const struct shelf *state, const struct boxes *boxes)
{
    for (unsigned at = 0; at < boxes->list.count; at++) {
        const struct box *box = boxes->list.items[at];
        char record[KEY_SIZE];
        if (box->state != BOX_KNOWN || box->frozen || box->holder.dirty != 0)
            continue;
        box_record(record, box->key);
        const struct page *page = shelf_find(state, record);
        struct box *then = box_new(box->key);
        bool same = page == NULL ? box->last == 0 : box_take_record(then, page->content);
        same = same && then->last == box->last && then->count == box->count && box_unread(then) == box_unread(box);
        box_free(then);
        if (!same)
            sim_fail("the latest cut has %s otherwise than it is, and nobody said that it had changed", record);
        compare_letters(state, box);
    }
}

static bool stub_read(const struct stub *stub, struct parcel *parcel)
{
    struct bytes_reader reader = bytes_read(text_bytes(stub->parcel), text_length(stub->parcel));
    return parcel_take(&reader, parcel);
}

/* Is there somebody who knows better: the world, the registry, or a later stub? */
SIM static bool stub_outdone(const struct server *server, const struct parcel *mine)
{
    if (server_character(server, mine->who) != NULL)
        return true;
    for_each_zone(server, zone) {
        if (zone->kind == &zone_registry && presence_holds(zone, mine->who))
            return true;
        for (const struct stub *stub = zone->travel.stubs; stub != NULL; stub = stub->next) {
            struct parcel parcel;
            if (stub->state == STUB_TRAVELLING && entity_same(stub->who, mine->who) && stub_read(stub, &parcel)
                && parcel.version > mine->version)
                return true;
        }
    }
    return false;
}

SIM void check_cut(const struct server *server, const struct shelf *state)
{
    for_each_zone(server, zone) {
        if (zone->kind == &zone_land)
            compare_land(state, zone);
        if (zone->kind == &zone_registry)
            compare_registry(state, zone);
        else
            compare_books(state, zone);
        if (zone->kind == &zone_boxes)
            compare_boxes(state, zone->state);
        for (const struct stub *stub = zone->travel.stubs; stub != NULL; stub = stub->next) {
            struct parcel parcel;
            if (stub->state != STUB_TRAVELLING || !stub_read(stub, &parcel) || stub_outdone(server, &parcel))
                continue;
            parcel.dirty = stub->holder.dirty;
            compare_parts(state, &parcel, "a parcel");
        }
    }
}
