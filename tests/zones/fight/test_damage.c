/* tests/zones/fight/test_damage.c -- what is left of a hurt, and what comes of it. */
#include "tests/zones/fight/ring.h"

static struct town town;
static struct ring ring;

PLAYS_ALL int begin(void **state)
{
    (void)state;
    ring_begin(&ring, &town);
    town_open(&town);
    town_enters(&town, ADA, TEMPLE);
    town_enters(&town, BOB, TEMPLE);
    town_reads(&town, ADA);
    return 0;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    ring_heard(&town);
    town_close(&town);
    return 0;
}

PLAYS_ALL int32_t hurts(struct character *who, enum damage_kind kind, int32_t amount, struct character *from)
{
    return damage_lessen(who, &(struct hurt){ .from = from, .kind = (uint8_t)kind, .amount = amount });
}

PLAYS_ALL bool kills(struct character *who, int32_t amount)
{
    bool died;
    damage_deal(who, &(struct hurt){ .kind = DAMAGE_FIRE, .amount = amount, .direct = true }, &died);
    ring_heard(&town);
    return died;
}

PLAYS_ALL void test_resistance(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA);
    assert_int_equal(hurts(ada, DAMAGE_COLD, 40, NULL), 40);
    ring_lay(&ring, ada, FIGURE_RESIST_FIRE, 50);
    ring_lay(&ring, ada, FIGURE_RESIST_SOUND, 100);
    assert_int_equal(hurts(ada, DAMAGE_FIRE, 40, NULL), 20);
    assert_int_equal(hurts(ada, DAMAGE_SOUND, 40, NULL), 0);
    assert_int_equal(hurts(ada, DAMAGE_COLD, 40, NULL), 40);
    assert_int_equal(hurts(ada, NO_DAMAGE, 40, NULL), 40);
    assert_int_equal(hurts(ada, DAMAGE_COLD, -40, NULL), 0);
    ring_lay(&ring, ada, FIGURE_RESIST_POISON, -100);
    assert_int_equal(hurts(ada, DAMAGE_POISON, 40, NULL), 80);
    assert_int_equal(damage_lessen(ada, &(struct hurt){ .kind = DAMAGE_FIRE, .amount = 40, .direct = true }), 40);
}

PLAYS_ALL void test_wards(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA), *bob = town_person(&town, BOB);
    ring_lay(&ring, ada, FIGURE_WARD_EVIL, 50);
    ring_lay(&ring, ada, FIGURE_WARD_GOOD, 25);
    assert_int_equal(hurts(ada, DAMAGE_SLASH, 100, bob), 100);
    bob->player->growth.alignment = -350;
    assert_int_equal(hurts(ada, DAMAGE_SLASH, 100, bob), 50);
    bob->player->growth.alignment = 1000;
    assert_int_equal(hurts(ada, DAMAGE_SLASH, 100, bob), 75);
    assert_int_equal(hurts(ada, DAMAGE_SLASH, 100, NULL), 100);
    ring_lay(&ring, ada, FIGURE_WARD, 20);
    assert_int_equal(hurts(ada, DAMAGE_SLASH, 100, NULL), 80);
}

/* Two points of mana for three of hurt, as far as there are any. */
PLAYS_ALL void test_absorb(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA);
    int32_t mana = pool_has(ada, POOL_MANA);
    assert_true(mana >= 20);
    ring_lay(&ring, ada, FIGURE_ABSORB, 50);
    assert_int_equal(hurts(ada, DAMAGE_SLASH, 60, NULL), 30);
    assert_int_equal(pool_has(ada, POOL_MANA), mana - 20);
    pool_add(ada, POOL_MANA, 2 - pool_has(ada, POOL_MANA));
    assert_int_equal(hurts(ada, DAMAGE_SLASH, 60, NULL), 57);
    assert_int_equal(pool_has(ada, POOL_MANA), 0);
    assert_int_equal(hurts(ada, DAMAGE_SLASH, 60, NULL), 60);
}

PLAYS_ALL void test_ladder(void **state)
{
    (void)state;
    const char *before = "";
    unsigned steps = 0;
    char step[100];
    for (int32_t hurt = 0; hurt <= 1000; hurt++) {
        snprintf(step, sizeof step, "%s%s", damage_verb(hurt, 1000, false), damage_verb_behind(hurt, 1000));
        if (strcmp(step, before) != 0)
            steps++;
        static char kept[100];
        memcpy(kept, step, sizeof kept);
        before = kept;
    }
    assert_int_equal(steps, 16);
    assert_string_equal(damage_verb(1, 1000, true), "tickle");
    assert_string_equal(damage_verb(1000, 1000, false), "critically vaporizes");
    assert_string_equal(damage_verb(5, 0, true), "critically vaporize");
    assert_string_equal(damage_verb(18, 100, false), "massacres");
    assert_string_equal(damage_verb_behind(18, 100), " to small fragments");
}

/* How he is: told when it gets worse, and as somebody who looks sees it. */
PLAYS_ALL void test_condition(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA);
    int32_t most = pool_most(ada, POOL_HEALTH);
    toggle_set(&town_person(&town, BOB)->player->toggles, TOGGLE_MELEE, false);
    town_reads(&town, BOB);
    ring_heal(ada, most);
    assert_string_equal(condition_words_of(ada), "unhurt");
    kills(ada, 1);
    assert_string_equal(condition_words_of(ada), "slightly hurt");
    kills(ada, most / 2);
    assert_string_equal(condition_words_of(ada), "severely hurt");
    ring_heal(ada, 1);
    assert_string_equal(condition_words_of(ada), "near death");
    assert_false(kills(ada, 1));
    assert_string_equal(condition_words_of(ada), "incapacitated");
    assert_false(kills(ada, 5));
    assert_string_equal(condition_words_of(ada), "mortally wounded");
    town_tick(&town, LAND_ONE);
    const char *read = town_reads(&town, BOB);
    assert_non_null(strstr(read, "Ada is severely hurt.\n"));
    assert_non_null(strstr(read, "Ada is incapacitated, and cannot get up.\n"));
    assert_non_null(strstr(read, "Ada is mortally wounded, and may not live.\n"));
    assert_null(strstr(read, "slightly"));
}

/* Who is down does nothing; in time he gets up. */
PLAYS_ALL void test_down(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA);
    ring_heal(ada, -3);
    ring_heard(&town);
    assert_true(is_down(ada));
    town_says(&town, ADA, "north", "You are too badly hurt to do anything.\n");
    town_says(&town, ADA, "kill guard", "You are too badly hurt to do anything.\n");
    town_reads(&town, BOB);
    town_types(&town, BOB, "look");
    assert_non_null(strstr(town_reads(&town, BOB), "is lying here, incapacitated.\n"));
    town_types(&town, ADA, "score");
    assert_true(strlen(town_reads(&town, ADA)) > 0);
    town_later(&town, 120000);
    assert_false(is_down(town_person(&town, ADA)));
    town_types(&town, ADA, "north");
    assert_int_equal(town_room_of(&town, ADA), HALL);
}

PLAYS_ALL void test_hindered(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA);
    ada->stunned_until = town.now + 5000;
    town_says(&town, ADA, "north", "You are stunned, and can do nothing.\n");
    town_types(&town, ADA, "inventory");
    assert_null(strstr(town_reads(&town, ADA), "stunned"));
    town_later(&town, 5000);
    ring_lay(&ring, ada, FIGURE_HELD, 1);
    town_says(&town, ADA, "north", "You cannot move a finger.\n");
    affect_end(ada, ada->affects, false);
    town_types(&town, ADA, "north");
    assert_int_equal(town_room_of(&town, ADA), HALL);
}

PLAYS_ALL void test_wakes(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA);
    ring_lay(&ring, ada, FIGURE_ASLEEP, 1);
    ring_lay(&ring, ada, FIGURE_HIDDEN, 1);
    ring_lay(&ring, ada, FIGURE_DODGE, 5);
    ada->position = SLEEPING;
    kills(ada, 5);
    assert_int_equal(ada->position, RESTING);
    assert_false(is(ada, FIGURE_ASLEEP));
    assert_false(is(ada, FIGURE_HIDDEN));
    assert_int_equal(figure(ada, FIGURE_DODGE) - figure_own(ada, FIGURE_DODGE), 5);
    kills(ada, 0);
}

PLAYS_ALL void test_deathward(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA);
    ring_lay(&ring, ada, FIGURE_DEATHWARD, 1);
    assert_false(damage_kills(ada, 100000));
    assert_false(kills(ada, 100000));
    assert_int_equal(pool_has(ada, POOL_HEALTH), 1);
    assert_false(is(ada, FIGURE_DEATHWARD));
    assert_true(damage_kills(ada, 100000));
}

/* What is about who was struck bites back; what the striker drinks of it comes to him. */
PLAYS_ALL void test_bites_and_leech(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA), *guard = ring_mobile(&town, "guard");
    struct strike strike = { .outcome = BLOW_LANDED, .hurt = 10, .kind = DAMAGE_SLASH, .melee = true };
    ring_lay(&ring, guard, FIGURE_BITES_FIRE, 7);
    int32_t before = pool_has(ada, POOL_HEALTH);
    blow_feel(ada, guard, &strike);
    assert_int_equal(pool_has(ada, POOL_HEALTH), before - 7);
    assert_int_equal(pool_has(guard, POOL_HEALTH), pool_most(guard, POOL_HEALTH) - 10);
    ring_lay(&ring, ada, FIGURE_RESIST_FIRE, 100);
    ring_lay(&ring, ada, FIGURE_LEECH, 50);
    blow_feel(ada, guard, &strike);
    assert_int_equal(pool_has(ada, POOL_HEALTH), before - 2);
    strike.melee = false;
    blow_feel(ada, guard, &strike);
    assert_int_equal(pool_has(ada, POOL_HEALTH), before - 2);
}

/* She strikes her last blow, and it bites her to death: both are looked for again by id. */
PLAYS_ALL void test_bitten_to_death(void **state)
{
    (void)state;
    struct character *rat = ring_mobile(&town, "rat"), *guard = ring_mobile(&town, "guard");
    ring_move(rat, TEMPLE);
    ring_lay(&ring, guard, FIGURE_BITES_FIRE, 5000);
    ring_lay(&ring, guard, FIGURE_BITES_COLD, 5000);
    struct strike strike = { .outcome = BLOW_LANDED, .hurt = 1000, .kind = DAMAGE_SLASH, .melee = true };
    blow_feel(rat, guard, &strike);
    assert_null(ring_mobile(&town, "rat"));
    assert_null(ring_mobile(&town, "guard"));
    ring_heard(&town);
    town_tick(&town, LAND_ONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_resistance, begin, end), cmocka_unit_test_setup_teardown(test_wards, begin, end),
        cmocka_unit_test_setup_teardown(test_absorb, begin, end), cmocka_unit_test_setup_teardown(test_ladder, begin, end),
        cmocka_unit_test_setup_teardown(test_condition, begin, end), cmocka_unit_test_setup_teardown(test_down, begin, end),
        cmocka_unit_test_setup_teardown(test_hindered, begin, end), cmocka_unit_test_setup_teardown(test_wakes, begin, end), cmocka_unit_test_setup_teardown(test_deathward, begin, end),
        cmocka_unit_test_setup_teardown(test_bites_and_leech, begin, end),
        cmocka_unit_test_setup_teardown(test_bitten_to_death, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
