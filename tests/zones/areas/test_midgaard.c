/* tests/zones/areas/test_midgaard.c -- Midgaard as it stands in zones/areas/, for a day: every shop and every guild is
 * reached on foot from the temple, keeps its hours, and says them to who comes at others; and every way leads back.
 *
 * One land, and one who shops; the hours pass between the orders. */
#include "tests/zones/tables.h"
#include "tests/zones/feed.h"

#include "zones/commands/command.h"
#include "zones/world/calendar.h"
#include "zones/world/newborn.h"
#include "zones/world/shop.h"

#if defined(__clang__)
#define PLAYS_ALL __attribute__((unused, no_thread_safety_analysis)) static
#else
#define PLAYS_ALL __attribute__((unused)) static
#endif

enum { SHOPS = 37, COINS = 1000000, GUILDS = 5, READ_SIZE = 20000 };

static struct world *world;
static const struct area *town;
static struct feed feed;
static struct slot slot;
static entity_id ada = { 1, 1, 1 };
static char read[READ_SIZE];           /* what she was answered last */

/* -- the stage --------------------------------------------------------------------------------------- */

PLAYS_ALL void drain(void)
{
    struct message *message;
    while ((message = message_list_take(&feed.zone->out)) != NULL) {
        if (message->type != MSG_REPLY) {
            message_free(&message);
            continue;
        }
        snprintf(read, sizeof read, "%s", slot.reply == NULL ? "" : text_bytes(slot.reply));
        text_unref(&slot.reply);
        text_unref(&slot.prompt);
        text_unref(&slot.facts);
        text_unref(&slot.habits);
    }
}

PLAYS_ALL void give(struct message *message)
{
    feed_give(&feed, message);
    drain();
}

PLAYS_ALL struct character *shopper(void)
{
    struct character *who = land_character(feed.zone, ada);
    assert_non_null(who);
    return who;
}

PLAYS_ALL void types(const char *line)
{
    size_t verb = strcspn(line, " ");
    slot.verb = VERB_NONE;
    for (unsigned row = 0; row < command_count && slot.verb == VERB_NONE; row++)
        if (strlen(command_rows[row].name) == verb && strncmp(command_rows[row].name, line, verb) == 0)
            slot.verb = (uint16_t)(VERB_FIRST + row);
    assert_int_not_equal(slot.verb, VERB_NONE);
    snprintf(slot.typed, sizeof slot.typed, "%.*s", (int)verb, line);
    snprintf(slot.line, sizeof slot.line, "%s", line + verb + strspn(line + verb, " "));
    slot.sequence++;
    slot.who = ada;
    read[0] = '\0';
    give(slot_ask(&slot, town->zone));
}

PLAYS_ALL void enters(void)
{
    slot_begin(&slot, session_make(1, 0, 1));
    struct text *parcel = character_newborn(&feed.setting, ada, "Ada", "ada", "she");
    struct bytes_reader reader = bytes_read(text_bytes(parcel), text_length(parcel));
    struct parcel one;
    assert_true(parcel_take(&reader, &one));
    one.session = slot.session;
    one.generation = 1;
    struct bytes_writer writer = {0};
    parcel_put(&writer, &one);
    struct message *arrive = message_new(MSG_ARRIVE);
    arrive->from = feed.setting.registry_first;
    arrive->to = town->zone;
    arrive->arrive.convoy = 1;
    arrive->arrive.travellers = 1;
    arrive->arrive.flags = ARRIVE_FORCED | ARRIVE_LOGIN | ARRIVE_SUDDEN;
    arrive->arrive.room.number = 3001;
    arrive->arrive.direction = NO_DIRECTION;
    arrive->arrive.parcels = bytes_text(&writer);
    arrive->arrive.slot = &slot;
    bytes_free(&writer);
    text_unref(&parcel);
    give(arrive);
}

/* So long after midnight of the second day, on which everybody has been through all of a day once. */
PLAYS_ALL void clock_is(unsigned hour, unsigned second)
{
    feed.now = (int64_t)(WORLD_HOURS + hour) * WORLD_HOUR_MS + second * 1000 - 1;
    struct message *tick = message_new(MSG_TICK);
    tick->to = town->zone;
    give(tick);
}

PLAYS_ALL int begin(void **state)
{
    (void)state;
    unsigned mistakes = 0;
    world = world_load("zones/areas", tables(), NULL, stderr, &mistakes);
    assert_int_equal(mistakes, 0);
    town = world_area_named(world, "midgaard");
    memset(&feed, 0, sizeof feed);
    options_begin(&feed.options);
    feed.options.newcomer_coins = COINS;
    feed.options.character_tiring_percent = 0;
    feed.options.character_idle_s = 604800;
    feed.setting = (struct setting){ .world = world, .rules = tables(), .options = &feed.options, .incarnation = 7, .seed = 42,
                                     .login_count = 1, .registry_count = 1, .groups_count = 1, .channels_count = 1 };
    setting_number(&feed.setting);
    feed.zone = zone_new(&feed.setting, town->zone);
    enters();
    return 0;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    feed_end(&feed);
    world_free(&world);
    return 0;
}

/* -- the shops --------------------------------------------------------------------------------------- */

/* The keepers of the town and where each one trades; gives how many. */
PLAYS_ALL unsigned shops(const struct mobile_proto *keepers[SHOPS], room_id rooms[SHOPS])
{
    unsigned count = 0;
    for (unsigned at = 0; at < town->reset_count; at++) {
        const struct reset *reset = &town->resets[at];
        if (reset->kind != RESET_MOBILE || world->mobiles[reset->proto.number].shop == NULL)
            continue;
        assert_true(count < SHOPS);
        keepers[count] = &world->mobiles[reset->proto.number];
        rooms[count++] = reset->room;
    }
    return count;
}

PLAYS_ALL void stands_in(room_id room)
{
    struct character *who = shopper();
    room_leave(who);
    room_enter(land_room(feed.zone, room), who);
}

/* Both orders are answered with the hours. */
PLAYS_ALL void is_told_the_hours(const struct mobile_proto *keeper, const char *when)
{
    static const char *const orders[] = { "list", "buy bun" };
    char hours[HOURS_SIZE], here[200], away[200];
    shop_hours(keeper->shop, hours);
    snprintf(here, sizeof here, "%s does not trade now, but %s.\n", keeper->name, hours);
    snprintf(away, sizeof away, "%s is not here now, but trades %s.\n", keeper->name, hours);
    for (unsigned at = 0; at < 2; at++) {
        types(orders[at]);
        if (strcasecmp(read, here) != 0 && strcasecmp(read, away) != 0)
            fail_msg("%s is closed at %s, and '%s' says: %s", keeper->name, when, orders[at], read);
    }
}

PLAYS_ALL void is_shown_wares(const struct mobile_proto *keeper, const char *when)
{
    char sells[100];
    snprintf(sells, sizeof sells, "%s sells:\n", keeper->name);
    types("list");
    if (strncasecmp(read, sells, strlen(sells)) != 0 || strstr(read, " coin") == NULL)
        fail_msg("%s trades at %s, and 'list' says: %s", keeper->name, when, read);
}

PLAYS_ALL void shops_keep_their_hours(void **state)
{
    (void)state;
    static const unsigned seconds[] = { 2, 72 };        /* of the 75 of an hour */
    const struct mobile_proto *keepers[SHOPS];
    room_id rooms[SHOPS];
    assert_int_equal(shops(keepers, rooms), SHOPS);
    for (unsigned moment = 0; moment < 2 * WORLD_HOURS; moment++) {
        char when[40];
        clock_is(moment / 2, seconds[moment % 2]);
        snprintf(when, sizeof when, "%u and %u seconds", moment / 2, seconds[moment % 2]);
        for (unsigned at = 0; at < SHOPS; at++) {
            stands_in(rooms[at]);
            if (shop_is_open(keepers[at]->shop, feed.now))
                is_shown_wares(keepers[at], when);
            else
                is_told_the_hours(keepers[at], when);
        }
    }
}

/* A word of its that no ware before it on the list has. */
PLAYS_ALL const char *word_for(const struct character *keeper, const struct object_proto *wanted)
{
    for (const char **key = wanted->keys; *key != NULL; key++) {
        struct ware ware = {0};
        while (shop_next(keeper, &ware))
            if (word_is_name((const char *const *)ware.object->keys, *key))
                break;
        if (ware.object == wanted)
            return *key;
    }
    fail_msg("nobody can name %s of %s", wanted->name, keeper->mobile->name);
    return NULL;
}

PLAYS_ALL void buys_the_cheapest(const struct character *keeper)
{
    const struct object_proto *cheapest = NULL;
    const struct shop_proto *shop = keeper->mobile->shop;
    char line[100], answer[200], words[COINS_SIZE];
    for (struct ware ware = {0}; shop_next(keeper, &ware);)
        if (cheapest == NULL || shop_asks(shop, ware.object) < shop_asks(shop, cheapest))
            cheapest = ware.object;
    struct character *who = shopper();
    int64_t coins = who->player->coins[PURSE_CARRIED];
    unsigned things = items_count(who->items);
    snprintf(line, sizeof line, "buy %s", word_for(keeper, cheapest));
    snprintf(answer, sizeof answer, "You buy %s for %s.\n", cheapest->name, coins_words(shop_asks(shop, cheapest), words));
    types(line);
    assert_string_equal(read, answer);
    assert_int_equal(who->player->coins[PURSE_CARRIED], coins - shop_asks(shop, cheapest));
    assert_int_equal(items_count(who->items), things + 1);
}

/* -- the way there ----------------------------------------------------------------------------------- */

/* Which room comes before each on a shortest way from the temple that needs no key, and the direction out of it. */
struct step {
    unsigned from;
    uint8_t  way;                      /* enum direction; NO_DIRECTION: not to be reached */
};

PLAYS_ALL void ways_find(struct step *steps)
{
    struct land *land = land_of(feed.zone);
    unsigned begun = 0, ended = 0, temple = (unsigned)(land_room(feed.zone, (room_id){3001}) - land->rooms);
    unsigned *queue = memory_get(town->room_count * sizeof *queue);
    for (unsigned at = 0; at < town->room_count; at++)
        steps[at] = (struct step){ .way = NO_DIRECTION };
    for (queue[ended++] = temple; begun < ended; begun++)
        for (unsigned way = 0; way < DIRECTIONS; way++) {
            const struct room *room = &land->rooms[queue[begun]];
            const struct exit_proto *exit = &room->proto->exits[way];
            if (room_same(exit->to, NO_ROOM) || !zone_same(exit->zone, town->zone) || room->doors[way] == DOOR_LOCKED)
                continue;
            unsigned next = (unsigned)(land_room(feed.zone, exit->to) - land->rooms);
            if (next == temple || steps[next].way != NO_DIRECTION)
                continue;
            steps[next] = (struct step){ queue[begun], (uint8_t)way };
            queue[ended++] = next;
        }
    memory_free(queue);
}

/* On foot, opening what is closed by its direction. */
PLAYS_ALL void walks_to(const struct step *steps, room_id goal)
{
    struct land *land = land_of(feed.zone);
    uint8_t ways[200];
    char line[40];
    unsigned count = 0, at = (unsigned)(land_room(feed.zone, goal) - land->rooms);
    for (; !room_same(land->rooms[at].proto->id, (room_id){3001}); at = steps[at].from) {
        if (steps[at].way == NO_DIRECTION || count == sizeof ways)
            fail_msg("no way that needs no key leads to %u, %s", goal.number, land_room(feed.zone, goal)->proto->name);
        ways[count++] = steps[at].way;
    }
    stands_in((room_id){3001});
    while (count-- > 0) {
        if (shopper()->room->doors[ways[count]] == DOOR_CLOSED) {
            snprintf(line, sizeof line, "open %s", direction_names[ways[count]]);
            types(line);
        }
        types(direction_names[ways[count]]);
    }
    assert_int_equal(shopper()->room->proto->id.number, goal.number);
}

PLAYS_ALL void every_shop_sells_its_cheapest_ware(void **state)
{
    (void)state;
    const struct mobile_proto *keepers[SHOPS];
    room_id rooms[SHOPS];
    struct step *steps = memory_get(town->room_count * sizeof *steps);
    unsigned bought = 0;
    shops(keepers, rooms);
    for (unsigned at = 0; at < SHOPS; at++) {
        clock_is(WORLD_HOURS * at + keepers[at]->shop->opens, 2);      /* a day for each */
        ways_find(steps);
        walks_to(steps, rooms[at]);
        const struct character *keeper = shop_keeper(shopper()->room);
        assert_non_null(keeper);
        assert_ptr_equal(keeper->mobile, keepers[at]);
        buys_the_cheapest(keeper);
        bought++;
    }
    assert_int_equal(bought, SHOPS);
    memory_free(steps);
}

/* -- the guilds, and where else a newcomer goes ------------------------------------------------------ */

static const struct house {
    const char *path;
    unsigned    first, last;           /* its rooms */
    const char *told;                  /* the way from Guild Lane as `help guilds` tells it */
    unsigned    leads;                 /* there */
} guilds[GUILDS] = {
    { "rogue",    3034, 3038, "swwwwd", 3035 },
    { "mage",     3039, 3043, "swwwnd", 3040 },
    { "monastic", 3044, 3048, "swwuw",  3045 },
    { "fighter",  3049, 3052, "wnw",    3049 },
    { "priest",   3057, 3062, "wnnne",  3058 },
};

PLAYS_ALL unsigned people_of(const struct house *house)
{
    unsigned count = 0;
    for (unsigned room = house->first; room <= house->last; room++)
        for (const struct character *who = land_room(feed.zone, (room_id){room})->people; who != NULL; who = who->next)
            count += who->mobile != NULL;
    return count;
}

PLAYS_ALL void guilds_are_open_and_somebody_is_in(void **state)
{
    (void)state;
    struct step *steps = memory_get(town->room_count * sizeof *steps);
    for (unsigned hour = 0; hour < WORLD_HOURS; hour++) {
        clock_is(hour, 40);
        ways_find(steps);
        for (unsigned at = 0; at < GUILDS; at++) {
            if (people_of(&guilds[at]) == 0)
                fail_msg("nobody is in the house of the %ss at %u", guilds[at].path, hour);
            for (unsigned room = guilds[at].first; room <= guilds[at].last; room++)
                walks_to(steps, (room_id){room});
        }
    }
    memory_free(steps);
}

PLAYS_ALL void help_tells_the_way_to_the_guilds(void **state)
{
    (void)state;
    clock_is(12, 40);
    for (unsigned at = 0; at < GUILDS; at++) {
        stands_in((room_id){3011});
        for (const char *letter = guilds[at].told; *letter != '\0'; letter++) {
            char word[] = { *letter, '\0' }, line[40];
            enum direction way = direction_find(word);
            snprintf(line, sizeof line, "open %s", direction_names[way]);
            if (shopper()->room->doors[way] == DOOR_CLOSED)
                types(line);
            types(direction_names[way]);
        }
        assert_int_equal(shopper()->room->proto->id.number, guilds[at].leads);
    }
}

/* Bank, inn, stables, post, boards, the gate of the arena, the school: at any hour. */
PLAYS_ALL void nothing_a_newcomer_needs_is_locked(void **state)
{
    (void)state;
    unsigned flagged = 0, boards = 0;
    struct step *steps = memory_get(town->room_count * sizeof *steps);
    for (unsigned hour = 0; hour < WORLD_HOURS; hour++) {
        clock_is(hour, 40);
        ways_find(steps);
        walks_to(steps, (room_id){3054});
        walks_to(steps, (room_id){3026});
        for (unsigned at = 0; at < town->room_count; at++) {
            const struct room_proto *room = &town->rooms[at];
            bool cellar = room->dark;  /* of the inn: the innkeeper's */
            if (room->board == NULL && (cellar || !(room->bank || room->inn || room->stables || room->post)))
                continue;
            walks_to(steps, room->id);
            boards += room->board != NULL;
            flagged++;
        }
    }
    assert_true(boards == 3 * WORLD_HOURS && flagged > boards);
    memory_free(steps);
}

/* -- the streets ------------------------------------------------------------------------------------- */

enum { ROOMS_LEAST = 250, BEHIND_LOCKS = 2 };   /* the deed room and the vault */

PLAYS_ALL void every_way_leads_back(void **state)
{
    (void)state;
    static const uint8_t behind[DIRECTIONS] = {
        [NORTH] = SOUTH, [EAST] = WEST, [SOUTH] = NORTH, [WEST] = EAST, [UP] = DOWN, [DOWN] = UP,
    };
    for (unsigned at = 0; at < town->room_count; at++)
        for (unsigned way = 0; way < DIRECTIONS; way++) {
            const struct exit_proto *out = &town->rooms[at].exits[way];
            if (room_same(out->to, NO_ROOM) || !zone_same(out->zone, town->zone))
                continue;
            const struct room_proto *next = land_room(feed.zone, out->to)->proto;
            const struct exit_proto *back = &next->exits[behind[way]];
            if (!room_same(back->to, town->rooms[at].id) || back->door != out->door)
                fail_msg("%u, %s: the way %s does not lead back", town->rooms[at].id.number, town->rooms[at].name,
                         direction_names[way]);
        }
}

PLAYS_ALL void all_but_two_rooms_are_open_to_whoever_walks(void **state)
{
    (void)state;
    unsigned shut = 0;
    struct step *steps = memory_get(town->room_count * sizeof *steps);
    clock_is(12, 40);
    ways_find(steps);
    for (unsigned at = 0; at < town->room_count; at++)
        shut += steps[at].way == NO_DIRECTION && !room_same(town->rooms[at].id, (room_id){3001});
    memory_free(steps);
    assert_true(town->room_count >= ROOMS_LEAST);
    assert_int_equal(shut, BEHIND_LOCKS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(shops_keep_their_hours, begin, end),
        cmocka_unit_test_setup_teardown(every_shop_sells_its_cheapest_ware, begin, end),
        cmocka_unit_test_setup_teardown(guilds_are_open_and_somebody_is_in, begin, end),
        cmocka_unit_test_setup_teardown(help_tells_the_way_to_the_guilds, begin, end),
        cmocka_unit_test_setup_teardown(nothing_a_newcomer_needs_is_locked, begin, end),
        cmocka_unit_test_setup_teardown(every_way_leads_back, begin, end),
        cmocka_unit_test_setup_teardown(all_but_two_rooms_are_open_to_whoever_walks, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
