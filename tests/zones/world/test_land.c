/* tests/zones/world/test_land.c -- a land under play: the books are kept at every step, nothing is lost or doubled,
 * resets, sleep, doors with two sides, floors that come back. */
#include "tests/zones/town.h"

static struct town town;

PLAYS_ALL int begin(void **state)
{
    (void)state;
    town_begin(&town);
    town_open(&town);
    return 0;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    town_close(&town);
    return 0;
}

/* -- random play -- */

enum { MOVES = 7 };
static const char *const plays[] = {
    "north", "south", "east", "west", "south", "east", "stand", "get all", "get lamp", "get 2.lamp", "get bag", "get sword chest",
    "get all chest", "open chest", "close chest", "drop all", "drop lamp", "drop bag", "put all in bag", "put lamp in bag",
    "put bag in 2.bag", "put all in chest", "put sword in chest", "get all from bag", "get lamp from bag", "give lamp to ada",
    "give bag to bob", "give all to cid", "wear all", "wield sword", "hold lamp", "remove cap", "remove sword", "follow ada",
    "follow bob", "follow self", "title of the test", "brief", "sit", "stand", "rest", "sleep", "wake", "stand", "save", "look",
    "inventory", "equipment", "score", "say hello", "shout hello", "emote hums", "tell bob hi", "reply you", "beckon dan",
    "gossip ho", "group", "where", "open gate", "close gate", "close gate", "open gate", "unlock oak", "open oak", "get cap",
    "look in bag", "close bag", "open bag", "look ada", "exits", "goto 3001", "goto 4001", "goto bob", "transfer cid", "breakout", "help look", "nonsense",
};

/* Ids of all things in both lands and on the way, and how many of them players own. */
struct census { entity_id id[4000]; unsigned count, durable; };

PLAYS_ALL void census_items(struct census *census, const struct item *first)
{
    for (; first != NULL; first = first->next) {
        assert_true(census->count < 4000);
        assert_true((first->room != NULL) + (first->bearer != NULL) + (first->inside != NULL) == 1);
        assert_ptr_equal(*first->back, first);
        census->id[census->count++] = first->id;
        census->durable += first->durable;
        census_items(census, first->contents);
    }
}

static int id_order(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(entity_id));
}

PLAYS_ALL unsigned census_take(void)
{
    static struct census census;
    census.count = census.durable = 0;
    for (unsigned number = LAND_ONE; number <= LAND_TWO; number++)
        for (unsigned at = 0; at < town.areas[number - 1].room_count; at++) {
            const struct room *room = &land_of(town.zones[number])->rooms[at];
            census_items(&census, room->items);
            for (const struct character *who = room->people; who != NULL; who = who->next) {
                census_items(&census, who->items);
                for (const struct item *item = who->items; item != NULL && who->player != NULL; item = item->next)
                    assert_true(item->durable && item->reset == -1);
            }
        }
    qsort(census.id, census.count, sizeof census.id[0], id_order);
    for (unsigned at = 1; at < census.count; at++)
        assert_false(entity_same(census.id[at - 1], census.id[at]));
    return census.durable;
}

/* A player's records are enough to make him again; a floor's to make it again. */
PLAYS_ALL void records_check(struct zone *zone)
{
    static struct options options;
    struct setting setting = town.setting;
    options = town.options;
    setting.options = &options;
    struct zone *fresh = zone_new(&setting, zone->id);
    fresh->now = zone->now;
    for (unsigned at = 0; at < zone->area->room_count; at++) {
        struct room *room = &land_of(zone)->rooms[at];
        for (struct character *who = room->people; who != NULL; who = who->next) {
            if (who->player == NULL)
                continue;
            struct bytes_writer parts = {0}, again = {0};
            struct parcel parcel, second;
            character_pack(who, &parts, &parcel);
            struct character *copy = character_unpack(fresh, &parcel);
            assert_non_null(copy);
            room_enter(&land_of(fresh)->rooms[at], copy);
            character_pack(copy, &again, &second);
            for (unsigned part = 0; part < PARCEL_PARTS; part++) {
                assert_int_equal(parcel.length[part], second.length[part]);
                assert_memory_equal(parcel.part[part], second.part[part], parcel.length[part]);
            }
            bytes_free(&parts);
            bytes_free(&again);
        }
        struct bytes_writer floor = {0}, again = {0};
        floor_put(&floor, room);
        struct text *content = bytes_text(&floor);
        uint32_t dirty = fresh->holders.dirty;
        assert_true(floor_restore(fresh, &land_of(fresh)->rooms[at], content));
        assert_int_equal(fresh->holders.dirty, dirty);
        floor_put(&again, &land_of(fresh)->rooms[at]);
        assert_int_equal(floor.length, again.length);
        text_unref(&content);
        bytes_free(&floor);
        bytes_free(&again);
    }
    zone_free(&fresh);
}

/* What has been cut so far, the last of each name. */
struct kept { char name[KEY_SIZE]; struct text *content; };
static struct kept store[100];
static unsigned store_count;

PLAYS_ALL struct kept *store_find(const char *name)
{
    for (unsigned at = 0; at < store_count; at++)
        if (strcmp(store[at].name, name) == 0)
            return &store[at];
    return NULL;
}

PLAYS_ALL void store_take(void)
{
    struct message *record;
    while ((record = message_list_take(&town.records)) != NULL) {
        struct kept *kept = store_find(record->record.name);
        if (kept == NULL) {
            assert_true(store_count < 100);
            kept = &store[store_count++];
            *kept = (struct kept){0};
            memcpy(kept->name, record->record.name, KEY_SIZE);
        }
        text_unref(&kept->content);
        kept->content = text_ref(record->record.content);
        message_free(&record);
    }
}

PLAYS_ALL void store_empty(void)
{
    for (; store_count > 0; store_count--)
        text_unref(&store[store_count - 1].content);
}

/* They may differ in one place of so many bytes, no more. */
PLAYS_ALL void kept_check(const char *name, const uint8_t *bytes, size_t length, size_t may_differ)
{
    const struct kept *kept = store_find(name);
    assert_true(kept != NULL && kept->content != NULL);
    const uint8_t *stored = (const uint8_t *)text_bytes(kept->content);
    size_t first = 0, last = length;
    assert_int_equal(text_length(kept->content), length);
    while (first < length && stored[first] == bytes[first])
        first++;
    while (last > first && stored[last - 1] == bytes[last - 1])
        last--;
    assert_true(last - first <= may_differ);
}

/* Everything stands still and was cut: the store must say what the world is.  (How long somebody has played
 * is not worth a record.) */
PLAYS_ALL void store_check(struct zone *zone)
{
    char name[KEY_SIZE];
    for (unsigned at = 0; at < zone->area->room_count; at++) {
        struct room *room = &land_of(zone)->rooms[at];
        for (struct character *who = room->people; who != NULL; who = who->next) {
            if (who->player == NULL)
                continue;
            struct bytes_writer parts = {0};
            struct parcel parcel;
            character_pack(who, &parts, &parcel);
            for (unsigned part = 0; part < PARCEL_PARTS; part++) {
                parcel_record_name(name, part, who->name);
                kept_check(name, parcel.part[part], parcel.length[part], part == PART_BODY ? sizeof(int64_t) : 0);
            }
            bytes_free(&parts);
        }
        snprintf(name, sizeof name, "floor:%u", room->proto->id.number);
        const struct kept *kept = store_find(name);
        assert_int_equal(floor_has_durable(room), kept != NULL && kept->content != NULL);
        struct bytes_writer floor = {0};
        floor_put(&floor, room);
        if (floor_has_durable(room))
            kept_check(name, floor.bytes, floor.length, 0);
        bytes_free(&floor);
    }
}

/* Gives how often somebody crossed the border. */
PLAYS_ALL uint64_t play(uint64_t seed, unsigned turns)
{
    struct dice dice;
    unsigned owned = 0;
    dice_seed(&dice, seed);
    snprintf(town.options.game_keepers, sizeof town.options.game_keepers, "dan");
    for (unsigned at = 0; at < SEATS; at++)
        town_enters(&town, at, TEMPLE);
    town_gives(&town, EVE, KEY);
    for (unsigned turn = 1; turn <= turns; turn++) {
        unsigned at = dice_below(&dice, SEATS);
        if (!town.seats[at].waiting)
            town_sends(&town, at, plays[dice_below(&dice, dice_below(&dice, 2) == 0 ? MOVES : sizeof plays / sizeof *plays)]);
        for (unsigned steps = dice_below(&dice, 4); steps-- > 0;)
            town_step(&town, 1 + dice_below(&dice, LAND_TWO));
        if (turn % 20 == 0) {
            town_cut(&town, 1 + dice_below(&dice, 2), turn);
            store_take();
        }
        if (turn % 50 == 0)
            town_copy_check(&town, 1 + dice_below(&dice, 2));
        if (turn % 100 != 0)
            continue;
        town_later(&town, dice_below(&dice, 300000));
        unsigned owned_now = census_take();
        assert_true(owned_now >= owned);
        owned = owned_now;
        for (unsigned seat = 0; seat < SEATS; seat++) {
            assert_non_null(town_person(&town, seat));
            assert_false(town.seats[seat].waiting);
            town_reads(&town, seat);
        }
        records_check(town.zones[LAND_ONE]);
        records_check(town.zones[LAND_TWO]);
        town_cut(&town, LAND_ONE, turn);
        town_cut(&town, LAND_TWO, turn);
        store_take();
        store_check(town.zones[LAND_ONE]);
        store_check(town.zones[LAND_TWO]);
    }
    store_empty();
    assert_true(owned > 5);
    return town.zones[LAND_ONE]->travel.convoys + town.zones[LAND_TWO]->travel.convoys;
}

PLAYS_ALL void test_random_play(void **state)
{
    for (uint64_t seed = 1; seed <= 12; seed++) {
        assert_true(play(seed, 3000) > 20);
        end(state);
        begin(state);
    }
}

/* The same inputs give the same state and the same words. */
PLAYS_ALL void test_played_twice(void **state)
{
    uint64_t hash[2][2];
    for (unsigned turn = 0; turn < 2; turn++) {
        play(99, 3000);
        for (unsigned land = 0; land < 2; land++)
            hash[turn][land] = zone_hash(town.zones[LAND_ONE + land]);
        end(state);
        begin(state);
    }
    assert_memory_equal(hash[0], hash[1], sizeof hash[0]);
}

/* -- resets and sleep -- */

PLAYS_ALL unsigned lying(unsigned room)
{
    zone_id zone = world_zone_of(&town.world, (room_id){room});
    return items_count(land_room(town.zones[zone.number], (room_id){room})->items);
}

PLAYS_ALL void test_reset(void **state)
{
    (void)state;
    unsigned at_first = lying(TEMPLE);
    town_enters(&town, ADA, TEMPLE);
    town_types(&town, ADA, "get all.lamp");
    town_types(&town, ADA, "open chest");
    town_types(&town, ADA, "get all chest");
    assert_int_equal(items_count(town_person(&town, ADA)->items), 5);
    assert_int_equal(lying(TEMPLE), at_first - 5);
    town_later(&town, 600000);
    assert_int_equal(lying(TEMPLE), at_first);
    town_types(&town, ADA, "drop all");
    town_later(&town, 600000);
    assert_int_equal(lying(TEMPLE), at_first + 5);  /* what players own is nothing to the resets */
}

/* Nobody is there: the reset waits until somebody comes to see it. */
PLAYS_ALL void test_sleeping_land_is_reset_on_waking(void **state)
{
    (void)state;
    town_enters(&town, ADA, COURT);
    town_types(&town, ADA, "get all");
    town_types(&town, ADA, "west");
    assert_false(town.zones[LAND_TWO]->awake);
    assert_int_equal(lying(COURT), 0);
    town_later(&town, 3600000);
    assert_int_equal(lying(COURT), 0);
    assert_true(land_of(town.zones[LAND_TWO])->overdue);
    town_copy_check(&town, LAND_TWO);
    town_types(&town, ADA, "east");
    assert_int_equal(lying(COURT), 2);
    assert_true(town.zones[LAND_TWO]->awake);
}

PLAYS_ALL void test_idle_life(void **state)
{
    (void)state;
    assert_true(zone_due(town.zones[LAND_ONE]) == INT64_MAX);
    town_enters(&town, ADA, TEMPLE);
    assert_true(zone_due(town.zones[LAND_ONE]) < INT64_MAX);
    town_later(&town, 240000);
    assert_non_null(strstr(town_reads(&town, ADA), "A gate guard says, 'Move along.'\n"));
    town_types(&town, ADA, "east");
    town_later(&town, town.options.travel_stub_ms);
    assert_true(zone_due(town.zones[LAND_ONE]) == INT64_MAX);
    assert_true(town.zones[LAND_ONE]->timers.count <= 2);   /* its reset, and nobody's wandering */
}

/* -- doors -- */

PLAYS_ALL uint8_t gate(unsigned room, enum direction way)
{
    zone_id zone = world_zone_of(&town.world, (room_id){room});
    return land_room(town.zones[zone.number], (room_id){room})->doors[way];
}

PLAYS_ALL void test_border_door(void **state)
{
    (void)state;
    town_enters(&town, ADA, TEMPLE);
    town_enters(&town, BOB, COURT);
    town_types(&town, ADA, "close gate");
    assert_int_equal(gate(COURT, WEST), DOOR_CLOSED);
    town_says(&town, BOB, "west", "The iron gate to the west seems to be closed.\n");
    town_types(&town, BOB, "open west");
    assert_int_equal(gate(TEMPLE, EAST), DOOR_OPEN);
    /* Shut while he is on his way: refused, and the two sides agree afterwards. */
    town_sends(&town, ADA, "east");
    town_step(&town, LAND_ONE);
    town_sends(&town, BOB, "close gate");
    struct message *arrive = message_list_take(&town.inbox[LAND_TWO]);
    town_step(&town, LAND_TWO);
    message_list_add(&town.inbox[LAND_TWO], arrive);
    town_run(&town);
    assert_int_equal(town_room_of(&town, ADA), TEMPLE);
    assert_non_null(strstr(town_reads(&town, ADA), "It is shut from the other side.\n"));
    assert_int_equal(gate(TEMPLE, EAST), DOOR_CLOSED);
}

/* One land's reset moves its side of the gate: the other side must move with it. */
PLAYS_ALL void test_border_door_after_reset(void **state)
{
    (void)state;
    town_enters(&town, ADA, TEMPLE);
    town_types(&town, ADA, "close gate");
    assert_int_equal(gate(COURT, WEST), DOOR_CLOSED);
    town_later(&town, 600000);
    assert_int_equal(gate(TEMPLE, EAST), DOOR_OPEN);
    assert_int_equal(gate(COURT, WEST), DOOR_OPEN);
}

/* -- connections -- */

PLAYS_ALL void test_linkless_and_taken_over(void **state)
{
    (void)state;
    town_enters(&town, ADA, TEMPLE);
    town_enters(&town, BOB, TEMPLE);
    town_reads(&town, ADA);
    town_mail(&town, MSG_HANGUP, BOB, LAND_ONE)->hangup.session = town.seats[BOB].slot.session;
    town_run(&town);
    assert_string_equal(town_reads(&town, ADA), "Bob stares at nothing all of a sudden.\n");
    town_copy_check(&town, LAND_ONE);
    struct message *takeover = town_mail(&town, MSG_TAKEOVER, BOB, LAND_ONE);
    slot_begin(&town.seats[CID].slot, session_make(1, CID, 1));
    town.seats[CID].waiting = true;
    takeover->takeover.session = town.seats[CID].slot.session;
    takeover->takeover.generation = 2;
    takeover->takeover.slot = &town.seats[CID].slot;
    town_run(&town);
    assert_non_null(strstr(town_reads(&town, CID), "Reconnecting.\n"));
    assert_string_equal(town_reads(&town, ADA), "Bob is all there again.\n");
    town_later(&town, town.options.character_linkless_s * 1000);
    assert_non_null(town_person(&town, BOB));       /* the old timer means nothing any more */
    town_mail(&town, MSG_HANGUP, BOB, LAND_ONE)->hangup.session = town.seats[BOB].slot.session;
    town_run(&town);
    assert_false(session_same(town_person(&town, BOB)->player->session, NO_SESSION)); /* an older connection's */
    town_says(&town, ADA, "tell bob hi", "\001tYou tell Bob, 'hi'\001n\n");
    assert_non_null(strstr(town_reads(&town, CID), "Ada tells you, 'hi'"));
}

PLAYS_ALL void test_linkless_leaves(void **state)
{
    (void)state;
    town_enters(&town, ADA, TEMPLE);
    town_types(&town, ADA, "get lamp");
    town_mail(&town, MSG_HANGUP, ADA, LAND_ONE)->hangup.session = town.seats[ADA].slot.session;
    town_run(&town);
    town_later(&town, town.options.character_linkless_s * 1000);
    assert_null(town_person(&town, ADA));
    assert_false(town.zones[LAND_ONE]->awake);
    assert_int_equal(land_of(town.zones[LAND_ONE])->players, 0);
}

/* -- saving -- */

PLAYS_ALL void durable(uint64_t epoch)
{
    struct message *message = message_new(MSG_DURABLE);
    message->durable.epoch = epoch;
    message->to.number = LAND_ONE;
    message_list_add(&town.inbox[LAND_ONE], message);
    town_run(&town);
}

PLAYS_ALL void test_save(void **state)
{
    (void)state;
    town_enters(&town, ADA, TEMPLE);
    town_cut(&town, LAND_ONE, 3);
    town_says(&town, ADA, "save", "Saving Ada.\n");
    durable(3);                                     /* a cut that was taken before he asked */
    assert_string_equal(town_reads(&town, ADA), "");
    assert_int_equal(town_cut(&town, LAND_ONE, 4), 3);  /* body, holdings, and a version of her */
    durable(3);
    assert_string_equal(town_reads(&town, ADA), "");
    durable(6);                                     /* merged with later ones */
    assert_string_equal(town_reads(&town, ADA), "Ada is saved.\n");
    assert_false(town.zones[LAND_ONE]->has_savers);
}

/* However many there are: everybody is found by his id, and nobody else. */
PLAYS_ALL void test_a_crowd_by_id(void **state)
{
    (void)state;
    enum { CROWD = 1000 };
    struct zone *zone = town.zones[LAND_ONE];
    static struct character *crowd[CROWD];
    for (unsigned at = 0; at < CROWD; at++) {
        crowd[at] = character_new(zone, (entity_id){ 7, 7, 1000 + at });
        room_enter(land_room(zone, (room_id){ at % 2 == 0 ? TEMPLE : HALL }), crowd[at]);
    }
    for (unsigned at = 0; at < CROWD; at++)
        assert_ptr_equal(land_character(zone, crowd[at]->id), crowd[at]);
    assert_null(land_character(zone, (entity_id){ 7, 7, 1000 + CROWD }));
    for (unsigned round = 0; round < 3; round++)
        for (unsigned at = round; at < CROWD; at += 3) {
            entity_id gone = crowd[at]->id;
            assert_ptr_equal(land_character(zone, gone), crowd[at]);
            room_leave(crowd[at]);
            character_free(&crowd[at]);
            assert_null(land_character(zone, gone));
        }
}

/* All who stand in rooms, each once: room by room, in the order of coming in. */
PLAYS_ALL void test_one_after_the_other(void **state)
{
    (void)state;
    town_enters(&town, BOB, HALL);
    town_enters(&town, ADA, TEMPLE);
    town_enters(&town, CID, TEMPLE);
    const struct zone *zone = town.zones[LAND_ONE];
    const struct character *next = land_next(zone, NULL);
    for (unsigned at = 0; at < zone->area->room_count; at++)
        for (const struct character *who = land_of(zone)->rooms[at].people; who != NULL; who = who->next) {
            assert_ptr_equal(next, who);
            next = land_next(zone, next);
        }
    assert_null(next);
}

/* What nobody sees through is noticed at once, put on as taken off, whoever asks first. */
PLAYS_ALL void test_unseen(void **state)
{
    (void)state;
    struct modifier gives[] = { { FIGURE_INVISIBLE, 1 } };
    town.objects[SHIELD].gives = gives;
    town_enters(&town, ADA, TEMPLE);
    town_enters(&town, BOB, TEMPLE);
    const struct character *ada = town_person(&town, ADA);
    struct character *bob = town_gives(&town, BOB, SHIELD)->bearer;
    town_types(&town, BOB, "wear shield");
    for (unsigned unseen = 0; unseen < 4; unseen++) {
        town.objects[SHIELD].give_count = unseen % 2;
        figures_stale(bob);
        assert_int_equal(can_see(ada, bob), unseen % 2 == 0);
        assert_true(can_see(bob, ada));
    }
}

#define ONE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ONE(test_random_play), ONE(test_played_twice), ONE(test_reset), ONE(test_sleeping_land_is_reset_on_waking),
        ONE(test_idle_life), ONE(test_border_door), ONE(test_border_door_after_reset), ONE(test_linkless_and_taken_over),
        ONE(test_linkless_leaves), ONE(test_save),
        ONE(test_a_crowd_by_id), ONE(test_one_after_the_other), ONE(test_unseen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
