/* tests/zones/fight/test_round.c -- rounds in each fighter's own time, and what everybody reads of them. */
#include "tests/zones/fight/ring.h"

static struct town town;
static struct ring ring;

PLAYS_ALL int begin(void **state)
{
    (void)state;
    ring_begin(&ring, &town);
    town_open(&town);
    for (unsigned at = ADA; at <= CID; at++) {
        town_enters(&town, at, TEMPLE);
        ring_each_blow(&town, at, at != ADA);
    }
    toggle_set(&town_person(&town, CID)->player->toggles, TOGGLE_MELEE, false);
    for (unsigned at = ADA; at <= CID; at++)
        town_reads(&town, at);
    return 0;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    town_close(&town);
    return 0;
}

static unsigned times(const char *text, const char *words)
{
    unsigned count = 0;
    for (; (text = strstr(text, words)) != NULL; text += strlen(words))
        count++;
    return count;
}

/* All numbers behind `begins` in lines that begin so, added up. */
static int64_t sum_behind(const char *text, const char *begins, const char *before_number)
{
    int64_t sum = 0;
    for (const char *line = text; (line = strstr(line, begins)) != NULL; line += strlen(begins)) {
        const char *number = strstr(line, before_number);
        assert_non_null(number);
        sum += strtoll(number + strlen(before_number), NULL, 10);
    }
    return sum;
}

/* Nobody gains health here meanwhile: what was told is what was lost. */
PLAYS_ALL void test_one_line(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA), *guard = ring_mobile(&town, "guard");
    ring.rules.constants.regen_fighting = 0;
    ring_lay(&ring, ada, FIGURE_ATTACKS, 200);
    ring_lay(&ring, ada, FIGURE_HEALTH, 1000);
    ring_lay(&ring, guard, FIGURE_HEALTH, 5000);
    ring_heal(ada, pool_most(ada, POOL_HEALTH));
    ring_heal(guard, pool_most(guard, POOL_HEALTH));
    int32_t ada_had = pool_has(ada, POOL_HEALTH), guard_had = pool_has(guard, POOL_HEALTH);
    town_types(&town, ADA, "kill guard");
    for (unsigned step = 0; step < 100; step++)
        town_later(&town, 600);
    const char *read = town_reads(&town, ADA);
    assert_in_range(times(read, "You hit "), 19, 21);          /* a round each three seconds */
    assert_int_equal(times(read, " of 3 attack(s) for "), times(read, "You hit "));
    assert_int_equal(sum_behind(read, "You hit ", "attack(s) for "), guard_had - pool_has(guard, POOL_HEALTH));
    assert_int_equal(sum_behind(read, "You are hit ", "time(s) for "), ada_had - pool_has(ada, POOL_HEALTH));
    assert_true(guard_had > pool_has(guard, POOL_HEALTH));
    assert_null(strstr(read, "misses you"));
}

/* Who reads every blow: the same number of them, and no summary. */
PLAYS_ALL void test_each_blow(void **state)
{
    (void)state;
    struct character *bob = town_person(&town, BOB);
    ring_lay(&ring, bob, FIGURE_HEALTH, 1000);
    ring_heal(bob, 1000);
    ring_lay(&ring, ring_mobile(&town, "guard"), FIGURE_HEALTH, 5000);
    ring_heal(ring_mobile(&town, "guard"), 5000);
    town_types(&town, BOB, "kill guard");
    for (unsigned step = 0; step < 100; step++)
        town_later(&town, 600);
    const char *read = town_reads(&town, BOB);
    assert_null(strstr(read, "attack(s)"));
    assert_null(strstr(read, "time(s)"));
    assert_true(times(read, "A gate guard ") > 10);
    assert_true(times(read, "You miss a gate guard.\n") > 0);
    const char *seen = town_reads(&town, CID);
    assert_true(times(seen, "Bob misses a gate guard.\n") > 0);
    assert_int_equal(times(seen, "Bob misses a gate guard.\n"), times(read, "You miss a gate guard.\n"));
    const char *brief = town_reads(&town, ADA);                 /* her way: not even one line of others */
    assert_null(strstr(brief, "misses"));
}

/* Those who look on: each blow, one line of a round, or nothing. */
PLAYS_ALL void test_looking_on(void **state)
{
    (void)state;
    ring_lay(&ring, ring_mobile(&town, "guard"), FIGURE_HEALTH, 5000);
    ring_heal(ring_mobile(&town, "guard"), 5000);
    ring_each_blow(&town, CID, false);
    town_enters(&town, DAN, TEMPLE);
    ring_each_blow(&town, DAN, true);
    toggle_set(&town_person(&town, ADA)->player->toggles, TOGGLE_MELEE, true);
    toggle_set(&town_person(&town, DAN)->player->toggles, TOGGLE_MELEE, true);
    town_types(&town, BOB, "kill guard");
    for (unsigned at = ADA; at <= DAN; at++)
        town_reads(&town, at);
    for (unsigned step = 0; step < 30; step++)
        town_later(&town, 600);
    const char *seen = town_reads(&town, CID);
    assert_true(times(seen, "Bob hits a gate guard 1 time.\n") > 0);
    assert_null(strstr(seen, "misses"));
    assert_string_equal(town_reads(&town, ADA), "");
    assert_string_equal(town_reads(&town, DAN), "");
}

/* Haste, counted in rounds. */
PLAYS_ALL void test_own_time(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA), *guard = ring_mobile(&town, "guard");
    ring_lay(&ring, ada, FIGURE_SPEED, 100);
    ring_lay(&ring, guard, FIGURE_HEALTH, 50000);
    ring_heal(guard, 50000);
    assert_int_equal(round_ms(ada), 1500);
    assert_int_equal(round_ms(guard), 3000);
    town_types(&town, ADA, "kill guard");
    town_reads(&town, ADA);
    town_later(&town, 30000);
    assert_in_range(times(town_reads(&town, ADA), "You hit "), 19, 21);
}

/* Getting up takes a round; who is stunned or held strikes nobody. */
PLAYS_ALL void test_not_able(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA), *guard = ring_mobile(&town, "guard");
    ring_lay(&ring, guard, FIGURE_HEALTH, 50000);
    ring_heal(guard, 50000);
    ring_lay(&ring, guard, FIGURE_HELD, 1);
    town_types(&town, ADA, "kill guard");
    guard->position = SITTING;
    ada->position = SITTING;
    town_reads(&town, ADA);
    town_later(&town, 1000);
    assert_string_equal(town_reads(&town, ADA), "You scramble to your feet.\n");
    ada->stunned_until = town.now + 20000;
    town_later(&town, 19000);
    assert_string_equal(town_reads(&town, ADA), "");
    assert_true(fights(ada) && ada->round_due > town.now);
    assert_int_equal(guard->position, SITTING);
    town_later(&town, 8000);
    assert_true(times(town_reads(&town, ADA), "You hit ") >= 2);
    assert_int_equal(pool_has(ada, POOL_HEALTH), pool_most(ada, POOL_HEALTH));
}

/* Both halves of one fight written down and read again go on alike. */
PLAYS_ALL void test_goes_on_elsewhere(void **state)
{
    (void)state;
    struct bytes_writer bytes = {0};
    ring_lay(&ring, ring_mobile(&town, "guard"), FIGURE_HEALTH, 5000);
    ring_heal(ring_mobile(&town, "guard"), 5000);
    town_types(&town, ADA, "kill guard");
    town_later(&town, 4000);
    zone_encode(town.zones[LAND_ONE], &bytes);
    struct zone *copy = zone_new(&town.setting, (zone_id){LAND_ONE});
    struct bytes_reader reader = bytes_read(bytes.bytes, bytes.length);
    assert_true(zone_decode(copy, &reader));
    for (unsigned step = 0; step < 20; step++) {
        town.now += 500;
        for (unsigned which = 0; which < 2; which++) {
            struct message *tick = message_new(MSG_TICK);
            struct input input = { .now = town.now, .message = tick };
            struct zone *zone = which == 0 ? copy : town.zones[LAND_ONE];
            zone_apply(zone, &input);
            message_list_free(&zone->out);
        }
        assert_true(zone_hash(copy) == zone_hash(town.zones[LAND_ONE]));
    }
    zone_free(&copy);
    bytes_free(&bytes);
}

/* Dodge, parry and shield keep blows off, each by its name. */
PLAYS_ALL void test_kept_off(void **state)
{
    (void)state;
    struct character *bob = town_person(&town, BOB);
    ring_lay(&ring, bob, FIGURE_DODGE, 30);
    ring_lay(&ring, bob, FIGURE_PARRY, 40);
    ring_lay(&ring, bob, FIGURE_BLOCK, 50);
    ring_lay(&ring, bob, FIGURE_HEALTH, 5000);
    ring_lay(&ring, ring_mobile(&town, "guard"), FIGURE_HEALTH, 50000);
    ring_heal(bob, 5000);
    ring_heal(ring_mobile(&town, "guard"), 50000);
    town_types(&town, BOB, "kill guard");
    for (unsigned step = 0; step < 100; step++)
        town_later(&town, 600);
    const char *read = town_reads(&town, BOB);
    assert_true(times(read, "You dodge the blow of a gate guard.\n") > 2);
    assert_int_equal(times(read, "parry"), 0);                  /* with nothing in her hands */
    assert_int_equal(times(read, "shield"), 0);
    town_gives(&town, BOB, SWORD);
    town_gives(&town, BOB, SHIELD);
    town_types(&town, BOB, "wield sword");
    town_types(&town, BOB, "wear shield");
    for (unsigned step = 0; step < 100; step++)
        town_later(&town, 600);
    read = town_reads(&town, BOB);
    assert_true(times(read, "You parry the blow of a gate guard.\n") > 2);
    assert_true(times(read, "You block the blow of a gate guard with a shield.\n") > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_one_line, begin, end), cmocka_unit_test_setup_teardown(test_each_blow, begin, end),
        cmocka_unit_test_setup_teardown(test_looking_on, begin, end), cmocka_unit_test_setup_teardown(test_own_time, begin, end),
        cmocka_unit_test_setup_teardown(test_not_able, begin, end), cmocka_unit_test_setup_teardown(test_kept_off, begin, end),
        cmocka_unit_test_setup_teardown(test_goes_on_elsewhere, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
