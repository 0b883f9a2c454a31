/* tests/zones/world/test_weather.c -- ten years of each climate: neighbours only, spells, odds, seasons, and the same
 * weather whoever asks. */
#include "zones/world/weather.h"

#include "zones/world/calendar.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { YEAR = SEASON_HOURS * SEASONS, YEARS = 10, SEEDS = 3 };

static void changes_to_neighbours_only(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++)
        for (unsigned climate = 0; climate < CLIMATE_KINDS; climate++) {
            enum weather before = weather_of(seed, climate, -1);
            assert_int_equal(before, WEATHER_CLEAR);
            for (int64_t hour = 0; hour < YEARS * YEAR; hour++) {
                enum weather now = weather_of(seed, climate, hour);
                int step = weather_levels[now] - weather_levels[before];
                assert_true(now < WEATHER_MAELSTROM);
                assert_true(abs(step) <= 1);
                assert_true(step != 0 || now == before);   /* never from rain to snow */
                before = now;
            }
        }
}

/* A spell lasts: three steps at most in each of three spells a day, and far fewer as a rule. */
static void spells_last(void **state)
{
    (void)state;
    unsigned changes = 0;
    for (int64_t day = 0; day < 360; day++) {
        unsigned today = 0;
        for (int64_t hour = day * 24; hour < day * 24 + 24; hour++)
            today += weather_of(5, CLIMATE_COAST, hour) != weather_of(5, CLIMATE_COAST, hour - 1);
        assert_true(today <= 9);
        changes += today;
    }
    assert_in_range(changes, 360, 360 * 4);
}

static unsigned count(enum climate climate, enum season season, enum weather weather)
{
    unsigned found = 0;
    for (int64_t hour = 0; hour < YEARS * YEAR; hour++)
        found += calendar_season(hour) == season && weather_of(1, climate, hour) == weather;
    return found * 1000 / (YEARS * SEASON_HOURS);
}

static void climates_differ(void **state)
{
    (void)state;
    assert_in_range(count(CLIMATE_TEMPERATE, SUMMER, WEATHER_CLEAR), 400, 640);
    assert_in_range(count(CLIMATE_TEMPERATE, SPRING, WEATHER_RAINING), 100, 350);
    assert_true(count(CLIMATE_DRY, SUMMER, WEATHER_CLEAR) > count(CLIMATE_COAST, SUMMER, WEATHER_CLEAR));
    assert_int_equal(count(CLIMATE_TEMPERATE, SUMMER, WEATHER_SNOWING), 0);
    assert_true(count(CLIMATE_TEMPERATE, WINTER, WEATHER_SNOWING) > 50);
    assert_true(count(CLIMATE_COLD, AUTUMN, WEATHER_SNOWING) > 50);
    assert_int_equal(count(CLIMATE_HOT, WINTER, WEATHER_SNOWING), 0);
    assert_true(count(CLIMATE_DRY, SUMMER, WEATHER_SANDSTORM) > 10);
    assert_int_equal(count(CLIMATE_COAST, SUMMER, WEATHER_SANDSTORM), 0);
    assert_true(count(CLIMATE_TEMPERATE, SPRING, WEATHER_HAILING) > 3);
    assert_true(count(CLIMATE_HOT, SUMMER, WEATHER_STORMING) > 20);
}

/* A function of its arguments: asked backwards, and of another seed in between, it says the same. */
static void weather_is_a_function(void **state)
{
    (void)state;
    static uint8_t seen[2000];
    unsigned other = 0;
    for (int64_t hour = 0; hour < 2000; hour++)
        seen[hour] = (uint8_t)weather_of(42, CLIMATE_TEMPERATE, hour);
    for (int64_t hour = 1999; hour >= 0; hour--) {
        other += weather_of(43, CLIMATE_TEMPERATE, hour) != seen[hour];
        assert_int_equal(weather_of(42, CLIMATE_TEMPERATE, hour), seen[hour]);
    }
    assert_true(other > 200);
    for (uint32_t bound = 1; bound < 50; bound++)
        assert_true(hour_choice(42, 17, 3, bound) < bound);
}

/* What is in the west now is here in an hour, and one front is rain in one climate and snow in the other. */
static void weather_drifts(void **state)
{
    (void)state;
    unsigned both = 0, differ = 0, wet[2] = { 0 };
    for (int64_t hour = 20; hour < YEARS * YEAR; hour++) {
        assert_int_equal(weather_drifting(7, CLIMATE_COAST, 5, hour), weather_drifting(7, CLIMATE_COAST, 4, hour - 1));
        enum weather here = weather_drifting(7, CLIMATE_TEMPERATE, 3, hour), there = weather_drifting(7, CLIMATE_COLD, 3, hour);
        int step = weather_levels[here] - weather_levels[weather_drifting(7, CLIMATE_TEMPERATE, 3, hour - 1)];
        assert_true(abs(step) <= 1);
        wet[0] += weather_levels[here] >= 2;
        wet[1] += weather_levels[there] >= 2;
        both += weather_levels[here] >= 2 && weather_levels[there] >= 2;
        differ += here == WEATHER_RAINING && there == WEATHER_SNOWING;
    }
    assert_true(both * 4 > wet[0] * 3);              /* by themselves, a third */
    assert_true(wet[1] > 0 && differ > 100);
    assert_int_equal(weather_drifting(7, CLIMATE_COAST, 9, 5), WEATHER_CLEAR);
}

static void words_are_those_clients_know(void **state)
{
    (void)state;
    static const char *const words[] = {
        "clear", "cloudy", "raining", "snowing", "hailing", "storming", "sandstorm", "maelstrom", "unknown",
    };
    for (unsigned weather = 0; weather < WEATHER_KINDS; weather++)
        assert_string_equal(weather_words[weather], words[weather]);
}

static void roofs(void **state)
{
    (void)state;
    struct room_proto room = { .terrain = TERRAIN_FIELD };
    assert_true(room_is_outdoors(&room));
    room.indoors = true;
    assert_false(room_is_outdoors(&room));
    room = (struct room_proto){ .terrain = TERRAIN_INSIDE };
    assert_false(room_is_outdoors(&room));
    room.terrain = TERRAIN_UNDERGROUND;
    assert_false(room_is_outdoors(&room));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_to_neighbours_only), cmocka_unit_test(spells_last), cmocka_unit_test(climates_differ),
        cmocka_unit_test(weather_is_a_function), cmocka_unit_test(weather_drifts), cmocka_unit_test(words_are_those_clients_know), cmocka_unit_test(roofs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
