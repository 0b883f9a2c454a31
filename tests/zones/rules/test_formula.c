/* tests/zones/rules/test_formula.c -- more never becomes less, and nothing overflows where the tables' bounds end. */
#include "zones/rules/formula.h"
#include "tests/zones/tables.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* -- attributes -- */

static void begin(int32_t *figures, int32_t attribute)
{
    memset(figures, 0, FIGURES * sizeof *figures);
    for (unsigned at = 0; at < ATTRIBUTES; at++)
        figures[at] = attribute;
    figures[FIGURE_HEALTH] = 1000;
    figures[FIGURE_MANA] = figures[FIGURE_STAMINA] = 500;
}

static void the_ordinary_changes_nothing(void **state)
{
    (void)state;
    int32_t figures[FIGURES];
    begin(figures, ATTRIBUTE_ORDINARY);
    attributes_weigh(figures, 100);
    assert_int_equal(figures[FIGURE_HEALTH], 1000);
    assert_int_equal(figures[FIGURE_MANA], 500);
    assert_int_equal(figures[FIGURE_HITROLL], 0);
    assert_int_equal(figures[FIGURE_DODGE], 0);
    assert_int_equal(figures[FIGURE_CRITICAL], 5);
}

static void what_attributes_do(void **state)
{
    (void)state;
    int32_t figures[FIGURES];
    begin(figures, ATTRIBUTE_ORDINARY);
    figures[FIGURE_STR] = figures[FIGURE_CON] = figures[FIGURE_LUK] = ATTRIBUTE_ORDINARY + 4;
    attributes_weigh(figures, 25);                              /* twice of what a newborn has of it */
    assert_int_equal(figures[FIGURE_DAMROLL], 8);
    assert_int_equal(figures[FIGURE_HITROLL], 4);
    assert_int_equal(figures[FIGURE_CARRY], 32);
    assert_int_equal(figures[FIGURE_HEALTH], 1080);
    assert_int_equal(figures[FIGURE_STAMINA], 520);
    assert_int_equal(figures[FIGURE_SAVE_BODY], 10);
    assert_int_equal(figures[FIGURE_SAVE_MIND], 2);
    assert_int_equal(figures[FIGURE_CRITICAL], 7);
}

static void a_point_more_is_never_less(void **state)
{
    (void)state;
    static const uint32_t powers[] = { 1, 50, 200 };
    for (unsigned n = 0; n < 3; n++)
        for (unsigned attribute = 0; attribute < ATTRIBUTES; attribute++)
            for (int32_t points = -20; points < 120; points++) {
                int32_t less[FIGURES], more[FIGURES];
                bool gained = false;
                begin(less, ATTRIBUTE_ORDINARY);
                begin(more, ATTRIBUTE_ORDINARY);
                less[attribute] = points;
                more[attribute] = points + 3;                   /* some figures grow by halves, and one point about 13 is none */
                attributes_weigh(less, powers[n]);
                attributes_weigh(more, powers[n]);
                for (unsigned figure = ATTRIBUTES; figure < FIGURES; figure++) {
                    assert_true(more[figure] >= less[figure]);
                    gained |= more[figure] > less[figure];
                }
                assert_true(gained);
            }
}

static void attributes_at_their_bounds(void **state)
{
    (void)state;
    for (unsigned side = 0; side < 2; side++) {
        int32_t figures[FIGURES];
        for (unsigned at = 0; at < FIGURES; at++)
            figures[at] = side == 0 ? figure_least[at] : figure_most[at];
        attributes_weigh(figures, 200);
        attributes_weigh(figures, UINT32_MAX);                  /* nobody is; it holds */
        assert_true(side == 0 || figures[FIGURE_HEALTH] >= figure_most[FIGURE_HEALTH]);
        assert_true(side == 1 || figures[FIGURE_HITROLL] < 0);
    }
}

/* -- regeneration -- */

static void what_comes_back(void **state)
{
    (void)state;
    struct constants constants = tables()->constants;
    constants.regen_health = 250;                               /* 2.5 percent a minute */
    constants.regen_mana = 350;
    constants.regen_stamina = 2500;
    assert_int_equal(regeneration(&constants, POOL_HEALTH, 1000, 100, 0), 25000);
    assert_int_equal(regeneration(&constants, POOL_MANA, 1000, 100, 0), 35000);
    assert_int_equal(regeneration(&constants, POOL_STAMINA, 100, 100, 0), 25000);
    assert_int_equal(regeneration(&constants, POOL_HEALTH, 1000, 400, 0), 100000);
    assert_int_equal(regeneration(&constants, POOL_HEALTH, 1000, 100, 50), 37500);
    assert_int_equal(regeneration(&constants, POOL_HEALTH, 1000, 100, -100), 0);
    constants.regen_stamina = 10000;                            /* as large as it gets */
    int64_t most = regeneration(&constants, POOL_STAMINA, figure_most[FIGURE_STAMINA], 1000 * 1000 / 100, 1000);
    assert_true(most == INT64_C(2000000) * 1000 * 100 * 11);
}

/* -- levels -- */

static void what_levels_ask(void **state)
{
    (void)state;
    const struct rules *rules = tables();
    const struct race *human = rules_race(rules, "human"), *eldar = rules_race(rules, "eldar");
    assert_int_equal(level_asks(rules, human, 1, 0), 100);
    assert_int_equal(level_asks(rules, human, 99, 0), 1000000000);
    assert_int_equal(level_asks(rules, eldar, 99, 0), 1200000000);
    int64_t before = level_asks(rules, human, 99, 0);
    for (uint32_t paragon = 0; paragon < LEVELS_PARAGON; paragon++) {
        int64_t asks = level_asks(rules, human, LEVELS_MORTAL, paragon);
        assert_true(asks > before);
        before = asks;
    }
    assert_int_equal(level_asks(rules, human, LEVELS_MORTAL, LEVELS_PARAGON), 0);
}

static void the_next_level_always_fits_into_the_bank(void **state)
{
    (void)state;
    const struct rules *rules = tables();
    for (unsigned race = 0; race < rules->race_count; race++) {
        const struct race *born = &rules->races[race];
        for (uint32_t level = 1; level <= LEVELS_MORTAL; level++)
            for (uint32_t paragon = 0; paragon <= (level < LEVELS_MORTAL ? 0 : LEVELS_PARAGON); paragon++)
                assert_true(level_banks(rules, born, level, paragon) >= level_asks(rules, born, level, paragon));
    }
    const struct race *human = rules_race(rules, "human");
    assert_int_equal(level_banks(rules, human, 19, 0), UINT32_MAX);
    assert_int_equal(level_banks(rules, human, 20, 0), 5 * 70000);
    assert_int_equal(level_banks(rules, human, 94, 0), INT64_C(5) * 500000000);
    assert_int_equal(level_banks(rules, human, 95, 0), UINT32_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_ordinary_changes_nothing),
        cmocka_unit_test(what_attributes_do),
        cmocka_unit_test(a_point_more_is_never_less),
        cmocka_unit_test(attributes_at_their_bounds),
        cmocka_unit_test(what_comes_back),
        cmocka_unit_test(what_levels_ask),
        cmocka_unit_test(the_next_level_always_fits_into_the_bank),
    };
    return cmocka_run_group_tests_name("formula", tests, NULL, NULL);
}
