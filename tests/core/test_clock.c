/* tests/core/test_clock.c -- world time goes on from where it stopped and never back. */
#include "core/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

static void test_world_time_resumes(void **state)
{
    (void)state;
    clock_begin(INT64_C(5000000000));
    int64_t first = clock_world_ms();
    assert_true(first >= INT64_C(5000000000));
    assert_true(first < INT64_C(5000000000) + 600000);
    clock_begin(0);
    assert_true(clock_world_ms() < 600000);
}

static void test_nothing_goes_back(void **state)
{
    (void)state;
    clock_begin(1000);
    int64_t world = clock_world_ms();
    int64_t ns = clock_ns();
    for (unsigned i = 0; i < 10000; i++) {
        int64_t world_now = clock_world_ms();
        int64_t ns_now = clock_ns();
        assert_true(world_now >= world);
        assert_true(ns_now >= ns);
        world = world_now;
        ns = ns_now;
    }
}

static void test_world_time_passes_as_the_clock_does(void **state)
{
    (void)state;
    clock_begin(0);
    int64_t ns = clock_ns();
    struct timespec pause = {.tv_nsec = 20000000};
    nanosleep(&pause, NULL);
    int64_t world = clock_world_ms();
    assert_true(world >= 19);
    assert_true(clock_ns() - ns >= 19000000);
}

static void test_wall_time_is_the_present(void **state)
{
    (void)state;
    int64_t before = (int64_t)time(NULL);
    int64_t wall = clock_wall_s();
    assert_true(wall >= before);
    assert_true(wall <= (int64_t)time(NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_world_time_resumes),
        cmocka_unit_test(test_nothing_goes_back),
        cmocka_unit_test(test_world_time_passes_as_the_clock_does),
        cmocka_unit_test(test_wall_time_is_the_present),
    };
    return cmocka_run_group_tests_name("clock", tests, NULL, NULL);
}
