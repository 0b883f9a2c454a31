/* tests/zones/fight/test_melee.c -- five people type whatever there is to type in a fight, for hours of the world.
 *
 * After each line the town's own books are checked (tests/zones/town.h); every so often, that both lands are the same
 * as bytes and back, that experience is what came in less what went out, and that no thing of anybody has vanished
 * without being counted. */
#include "tests/zones/fight/ring.h"

static struct town town;
static struct ring ring;

enum { STEPS = 16000, LOOKS_EVERY = 50, LEVEL = 20 };

static const char *const lines[] = {
    "north", "south", "east", "west", "north", "south", "east", "west", "kill guard", "kill rat", "kill ada", "kill bob", "kill cid",
    "kill guard", "kill rat", "kill guard", "kill 2.guard", "hit", "attack dan", "join ada", "assist", "rescue bob", "rescue self", "flee", "flee north", "flee east",
    "wimpy 20", "wimpy 0", "range", "advance", "formation back", "formation front", "formation ada", "shoot guard",
    "shoot north rat", "shoot east guard", "shoot east ada", "shoot west bob", "shoot south cid", "shoot up eve", "throw lamp guard",
    "throw lamp north rat", "throw lamp south eve", "consider guard", "consent bob", "consent nobody", "consent", "duel ada", "duel bob",
    "duel accept", "duel accept", "duel decline", "outlaw on yes", "outlaw off yes", "get all corpse", "get coins corpse", "get all 2.corpse",
    "get sword", "get all", "get key", "drop all", "drop lamp", "wield sword", "wield key", "wear cap", "remove all", "remove sword",
    "look", "look in corpse", "look corpse", "put sword corpse", "rest", "sleep", "wake", "stand", "sit", "score", "glance guard",
    "close gate", "open gate", "follow ada", "follow self", "give sword bob", "inventory",
    "get bag", "get bag", "give bag ada", "wield 2.sword", "wear shield", "remove shield", "hold bag", "equipment condition", "look bag",
    "compare sword", "compare sword key", "repair all", "identify sword", "remove all", "remove sword", "wield key", "shoot north rat", "shoot guard",
};
enum { LINES = sizeof lines / sizeof lines[0] };

PLAYS_ALL int begin(void **state)
{
    (void)state;
    ring_begin(&ring, &town);
    town.options.character_idle_s = 604800;
    ring.class.damroll = 80;
    town.options.corpse_player_s = 900;
    ring.families[RING_BOW].ammunition = "arrow";
    ring.rules.constants.weapon_wear_percent = ring.rules.constants.armor_wear_percent = 90;
    town.objects[BAG].kind = ITEM_AMMUNITION;               /* a bag of arrows */
    town.objects[BAG].make.family = RING_ARROW;
    town.objects[BAG].durability = 2;
    town.objects[SWORD].durability = town.objects[KEY].durability = town.objects[CAP].durability = 2;
    town.mobiles[0].level = 14;
    town.mobiles[1].level = 8;
    town.areas[0].reset_minutes = 2;
    town_open(&town);
    for (unsigned at = ADA; at < SEATS; at++) {
        town_enters(&town, at, at % 2 == 0 ? TEMPLE : COURT);
        town_gives(&town, at, SWORD);
        town_gives(&town, at, KEY);
        town_gives(&town, at, LAMP);
        town_gives(&town, at, BAG);
        ring_lay(&ring, town_person(&town, at), FIGURE_OFFHAND, 70);
        struct player *player = town_person(&town, at)->player;
        player->level = LEVEL;
        player->growth.fights_players = true;
        if (at <= CID)
            player->group = (entity_id){ 1, GROUPS, 1 };
        experience_gain(town_person(&town, at), EXPERIENCE_QUEST, 3000);
    }
    ring_heard(&town);
    return 0;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    town_close(&town);
    return 0;
}

static unsigned durable(const struct item *first)
{
    unsigned count = 0;
    for (; first != NULL; first = first->next)
        count += first->durable + durable(first->contents);
    return count;
}

/* All that anybody has owned, and what is no more of it. */
PLAYS_ALL int64_t things(void)
{
    int64_t count = 0;
    for (unsigned land = LAND_ONE; land <= LAND_TWO; land++) {
        count += town.zones[land]->books.things_used;
        for (unsigned at = 0; at < town.zones[land]->area->room_count; at++) {
            const struct room *room = &land_of(town.zones[land])->rooms[at];
            count += durable(room->items);
            for (const struct character *who = room->people; who != NULL; who = who->next)
                count += durable(who->items);
        }
    }
    return count;
}

PLAYS_ALL int64_t banked(void)
{
    int64_t points = 0;
    for (unsigned at = ADA; at < SEATS; at++)
        points += town_person(&town, at)->player->growth.experience;
    return points;
}

PLAYS_ALL int64_t by_the_books(void)
{
    int64_t points = 0;
    for (unsigned land = LAND_ONE; land <= LAND_TWO; land++)
        for (unsigned flow = 0; flow < EXPERIENCE_FLOW_KINDS; flow++)
            points += (experience_flow_is_in(flow) ? 1 : -1) * town.zones[land]->books.experience[flow];
    return points;
}

PLAYS_ALL int64_t in_purses(void)
{
    int64_t coins = 0;
    for (unsigned at = ADA; at < SEATS; at++)
        coins += town_person(&town, at)->player->coins[PURSE_CARRIED];
    return coins;
}

/* Opponents are in one room, and whoever has one has a round before him. */
PLAYS_ALL void fights_check(void)
{
    for (unsigned land = LAND_ONE; land <= LAND_TWO; land++)
        for (unsigned at = 0; at < town.zones[land]->area->room_count; at++)
            for (const struct character *who = land_of(town.zones[land])->rooms[at].people; who != NULL; who = who->next) {
                assert_true(who->opponent == NULL || who->opponent->room == who->room);
                assert_true((who->opponent == NULL) == (who->round_due == 0));
                assert_true(pool_has(who, POOL_HEALTH) > -10);
            }
}

PLAYS_ALL void everything_check(int64_t *before)
{
    int64_t now = things();
    assert_true(now >= *before);        /* what was nobody's becomes somebody's, and never the other way */
    *before = now;
    assert_int_equal(banked(), by_the_books());
    assert_int_equal(in_purses(), town.zones[LAND_ONE]->books.flows[FLOW_CORPSE] + town.zones[LAND_TWO]->books.flows[FLOW_CORPSE]);
}

static unsigned times(const char *text, const char *words)
{
    unsigned count = 0;
    for (; (text = strstr(text, words)) != NULL; text += strlen(words))
        count++;
    return count;
}

PLAYS_ALL void test_melee(void **state)
{
    (void)state;
    struct dice dice;
    int64_t before = things();
    unsigned deaths = 0, kills = 0, beaten = 0, loot = 0, broken = 0, shot = 0;
    dice_seed(&dice, 11);
    for (unsigned step = 0; step < STEPS; step++) {
        unsigned at = dice_below(&dice, SEATS);
        town_person(&town, at)->player->waits_until = 0;
        town_types(&town, at, lines[dice_below(&dice, LINES)]);
        fights_check();
        town_later(&town, dice_below(&dice, 2500));
        fights_check();
        for (unsigned seat = ADA; seat < SEATS; seat++) {
            const char *read = town_reads(&town, seat);
            deaths += times(read, "You are dead!");
            kills += times(read, "your reward for the kill");
            beaten += times(read, "The duel is yours.");
            loot += times(read, "There were ");
            broken += times(read, " breaks, and is of no use ");
            shot += times(read, "That was the last of your arrows.");
        }
        if (step % LOOKS_EVERY == 0)
            everything_check(&before);
    }
    everything_check(&before);
    print_message("%u deaths, %u kills, %u duels won, %u times coins, %u things broken, %u bags of arrows shot\n", deaths, kills,
                  beaten, loot, broken, shot);
    assert_true(deaths > 5);
    assert_true(kills > 5);
    assert_true(loot > 0);
    assert_true(broken > 5);
    assert_true(shot > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(test_melee, begin, end) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
