/* tests/zones/body/test_hazard.c -- darkness, dangerous rooms, and states that come of how one lives. */
#include "tests/zones/town.h"

#include "zones/body/hazard.h"
#include "zones/fight/fight_parts.h"
#include "zones/skills/skills.h"
#include "zones/world/calendar.h"

static struct town town;
enum { HALL_AT = 1, COURT_AT = 3 };

static const struct skill *state_of(const char *name)
{
    uint16_t number = rules_skill(tables(), name);
    assert_int_not_equal(number, NO_SKILL);
    return &tables()->skills[number];
}

PLAYS_ALL int begin(void **state)
{
    (void)state;
    town_begin(&town);
    return 0;
}

PLAYS_ALL void opens(void)
{
    town_open(&town);
    town_enters(&town, BOB, TEMPLE);
    town_enters(&town, ADA, TEMPLE);
    town_reads(&town, ADA);
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    town_close(&town);
    return 0;
}

PLAYS_ALL struct character *ada(void)
{
    return town_person(&town, ADA);
}

PLAYS_ALL const char *reads(const char *line)
{
    town_types(&town, ADA, line);
    return town_reads(&town, ADA);
}

/* What was told while no input was applied. */
PLAYS_ALL void heard(void)
{
    struct message *message;
    while ((message = message_list_take(&town.zones[LAND_ONE]->out)) != NULL)
        town_post(&town, message, LAND_ONE);
    town_run(&town);
    town_reads(&town, ADA);
}

PLAYS_ALL bool suffers(const char *name)
{
    return affect_find(ada(), rules_skill(tables(), name)) != NULL;
}

PLAYS_ALL struct item *carries(unsigned proto, enum wear_slot worn)
{
    struct item *item = item_new(ada()->zone, (proto_id){proto}, zone_new_id(ada()->zone));
    item_enter_bearer(item, ada(), worn);
    figures_stale(ada());
    return item;
}

/* It is told once, lasts as long as she stays, and a little longer. */
PLAYS_ALL void test_drowning(void **state)
{
    (void)state;
    town.rooms[HALL_AT].hazard = state_of("drowning");
    town.rooms[HALL_AT].hazard_level = 1;
    town.rooms[HALL_AT].hazard_spares = FIGURE_SWIMMING;
    opens();
    const char *read = reads("north");
    assert_non_null(strstr(read, "You are drowning!"));
    town_copy_check(&town, LAND_ONE);
    int32_t had = pool_has(ada(), POOL_HEALTH);
    town_later(&town, 4000);
    town_later(&town, 4000);
    assert_true(suffers("drowning"));
    assert_true(pool_has(ada(), POOL_HEALTH) < had);
    assert_null(strstr(town_reads(&town, ADA), "You are drowning!"));
    reads("south");
    assert_true(suffers("drowning"));
    for (unsigned seconds = 0; seconds < 9; seconds++)
        town_later(&town, 1000);
    assert_false(suffers("drowning"));
    assert_int_equal(ada()->player->hazard_due, 0);
}

/* In and out and in again: one alarm, not two. */
PLAYS_ALL void test_one_alarm(void **state)
{
    (void)state;
    town.rooms[HALL_AT].hazard = state_of("bad air");
    town.rooms[HALL_AT].hazard_level = 1;
    town.rooms[HALL_AT].hazard_spares = FIGURES;
    opens();
    reads("north");
    town_later(&town, 1000);
    reads("south");
    reads("north");
    int64_t due = ada()->player->hazard_due;
    town_later(&town, 3000);                /* the first one rings, and is not heard */
    assert_int_equal(ada()->player->hazard_due, due);
    town_later(&town, 1000);
    assert_true(ada()->player->hazard_due > due);
}

PLAYS_ALL void test_spared(void **state)
{
    (void)state;
    town.rooms[HALL_AT].hazard = town.rooms[COURT_AT].hazard = state_of("bad air");
    town.rooms[HALL_AT].hazard_level = town.rooms[COURT_AT].hazard_level = 1;
    town.rooms[HALL_AT].hazard_spares = FIGURE_LIGHT;
    town.rooms[COURT_AT].hazard_spares = FIGURES;
    opens();
    struct item *lamp = carries(LAMP, WEAR_LIGHT);
    reads("north");
    assert_false(suffers("bad air"));
    item_leave(lamp);                       /* it is out of her hands */
    item_free(&lamp);
    figures_stale(ada());
    town_later(&town, 4000);
    assert_true(suffers("bad air"));
    reads("south");
    for (unsigned seconds = 0; seconds < 200; seconds++)
        town_later(&town, 1000);
    assert_false(suffers("bad air"));
    reads("east");                          /* over the border */
    assert_true(suffers("bad air"));
}

PLAYS_ALL void test_dark(void **state)
{
    (void)state;
    town.rooms[HALL_AT].dark = true;
    opens();
    reads("north");
    const char *read = reads("look");
    assert_non_null(strstr(read, "The Hall"));
    assert_non_null(strstr(read, "It is too dark to make out anything here. A light would help.\nSomething breathes here.\n"));
    assert_null(strstr(read, "It is bare."));
    assert_null(strstr(read, "rat"));
    assert_string_equal(reads("look sky"), "It is too dark to see that.\n");
    assert_string_equal(reads("look rat"), "It is too dark to see that.\n");
    carries(CAP, WEAR_NOWHERE);
    assert_null(strstr(reads("look cap"), "too dark"));
    int32_t blind = blow_hit_percent(ada(), 1);
    struct item *lamp = carries(LAMP, WEAR_LIGHT);
    assert_non_null(strstr(reads("look"), "It is bare."));
    assert_int_equal(blow_hit_percent(ada(), 1) - blind, tables()->constants.dark_hit);
    item_leave(lamp);
    item_enter_room(lamp, ada()->room);     /* it shines on the floor as well */
    figures_stale(ada());
    assert_non_null(strstr(reads("look"), "It is bare."));
}

/* A light in somebody's hand is everybody's. */
PLAYS_ALL void test_light_of_another(void **state)
{
    (void)state;
    town.rooms[HALL_AT].dark = true;
    opens();
    town_types(&town, BOB, "north");
    reads("north");
    assert_null(strstr(reads("look"), "Bob"));
    struct character *bob = town_person(&town, BOB);
    struct item *lamp = item_new(bob->zone, (proto_id){LAMP}, zone_new_id(bob->zone));
    item_enter_bearer(lamp, bob, WEAR_LIGHT);
    figures_stale(bob);
    assert_non_null(strstr(reads("look"), "Bob"));
}

PLAYS_ALL void test_drink(void **state)
{
    (void)state;
    opens();
    state_befalls(ada(), "drunkenness");
    heard();
    assert_string_equal(reads("say this is shameless"), "You say, 'thish ish shameleshsh'\n");
    assert_false(state_befalls(ada(), "drunkenness"));
    for (unsigned hours = 0; hours < 5; hours++)
        town_later(&town, WORLD_HOUR_MS);
    assert_false(suffers("drunkenness"));
    assert_true(suffers("hangover"));
    assert_non_null(strstr(reads("say this is shameless"), "You say, 'this is shameless'\n"));
}

PLAYS_ALL void test_bed(void **state)
{
    (void)state;
    town.rooms[0].inn = true;
    opens();
    reads("sleep");
    town_later(&town, tables()->constants.rest_ms - 1000);
    reads("wake");
    assert_false(suffers("well rested"));
    reads("sleep");
    town_later(&town, tables()->constants.rest_ms);
    assert_non_null(strstr(reads("wake"), "You feel rested.\n"));
    assert_true(suffers("well rested"));
}

PLAYS_ALL void test_full(void **state)
{
    (void)state;
    opens();
    ada()->player->growth.fed_until = town.now + tables()->constants.hungry_hours * WORLD_HOUR_MS / 2;
    needs_fill(ada(), 4, 0);
    assert_false(suffers("sated"));
    needs_fill(ada(), 40, 0);
    heard();
    assert_true(suffers("sated"));
}

PLAYS_ALL void test_senses(void **state)
{
    (void)state;
    opens();
    assert_null(strstr(reads("look bob"), "quarter"));
    uint16_t sense = NO_SKILL, magic = NO_SKILL;
    for (uint16_t at = 0; at < tables()->skill_count; at++)
        for (unsigned n = 0; n < tables()->skills[at].effect_count; n++) {
            const struct effect *effect = &tables()->skills[at].does[n];
            for (unsigned give = 0; give < effect->give_count && effect->kind == EFFECT_AFFECT; give++) {
                if (effect->gives[give].figure == FIGURE_SEES_ALIGNMENT)
                    sense = at;
                if (effect->gives[give].figure == FIGURE_SEES_MAGIC)
                    magic = at;
            }
        }
    assert_int_not_equal(sense, NO_SKILL);
    assert_int_not_equal(magic, NO_SKILL);
    skill_befalls(ada(), sense, 50);
    skill_befalls(ada(), magic, 50);
    heard();
    town_person(&town, BOB)->player->growth.alignment = -900;
    const char *read = reads("look bob");
    assert_non_null(strstr(read, "A cold comes from that quarter, as from a cellar.\n"));
    assert_null(strstr(read, "There is magic"));
    skill_befalls(town_person(&town, BOB), magic, 50);
    heard();
    assert_non_null(strstr(reads("look bob"), "There is magic upon "));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(test_drowning), TEST(test_one_alarm), TEST(test_spared), TEST(test_dark), TEST(test_light_of_another), TEST(test_drink),
        TEST(test_bed), TEST(test_full), TEST(test_senses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
