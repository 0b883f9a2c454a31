/* tests/zones/world/test_calendar.c -- hours as dates: the borders of days, months, seasons and years. */
#include "zones/world/calendar.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void expect_date(int64_t hour, unsigned of_day, unsigned day, unsigned month, int64_t year, enum season season)
{
    struct date date = calendar_date(hour);
    assert_int_equal(date.hour, of_day);
    assert_int_equal(date.day, day);
    assert_int_equal(date.month, month);
    assert_int_equal(date.year, year);
    assert_int_equal(date.days, hour / 24 + 1);
    assert_int_equal(date.season, season);
}

static void test_dates(void **state)
{
    (void)state;
    const int64_t day = 24, month = 30 * day, year = 12 * month;
    expect_date(0, 0, 1, 1, 1, SPRING);
    expect_date(23, 23, 1, 1, 1, SPRING);
    expect_date(day, 0, 2, 1, 1, SPRING);
    expect_date(month - 1, 23, 30, 1, 1, SPRING);
    expect_date(month, 0, 1, 2, 1, SPRING);
    expect_date(3 * month - 1, 23, 30, 3, 1, SPRING);
    expect_date(3 * month, 0, 1, 4, 1, SUMMER);
    expect_date(6 * month, 0, 1, 7, 1, AUTUMN);
    expect_date(year - 1, 23, 30, 12, 1, WINTER);
    expect_date(year, 0, 1, 1, 2, SPRING);
    expect_date(1000 * year + 9 * month + 5, 5, 1, 10, 1001, WINTER);
}

static void test_day_and_night(void **state)
{
    (void)state;
    for (int64_t hour = 0; hour < 48; hour++)
        assert_int_equal(hour_is_day(hour), hour % 24 >= 6 && hour % 24 <= 20);
    assert_int_equal(world_hour(0), 0);
    assert_int_equal(world_hour(WORLD_HOUR_MS - 1), 0);
    assert_int_equal(world_hour(WORLD_HOUR_MS), 1);
}

static void test_words(void **state)
{
    (void)state;
    for (unsigned hour = 0; hour < WORLD_HOURS; hour++) {
        assert_non_null(strstr(hour_words[hour], "o'clock"));
        for (unsigned other = 0; other < hour; other++)
            assert_string_not_equal(hour_words[hour], hour_words[other]);
    }
    for (unsigned month = 1; month < YEAR_MONTHS; month++)
        assert_string_not_equal(month_names[month], month_names[month - 1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dates), cmocka_unit_test(test_day_and_night), cmocka_unit_test(test_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
