/* tests/bench/test_atlas.c -- the bots' map of the world as it is: every home can be walked to, ways that lead only there are known for
 * that, and rooms of the same name are told apart by where one comes from. */
#include "bench/bot/atlas.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { TEMPLE = 3001, STEPS_MAX = 500 };

static struct atlas *atlas;

/* How many steps atlas_way() takes from there to there, telling places only by their titles; -1: it does not arrive. */
static int walk(int from, int to)
{
    int at = from;
    for (int steps = 0; steps < STEPS_MAX; steps++) {
        if (at == to)
            return steps;
        enum direction direction = atlas_way(atlas, at, to);
        if (direction == NO_DIRECTION)
            return -1;
        int next = atlas->places[at].ways[direction];
        at = atlas_find_near(atlas, atlas->places[next].room->name, at);
        if (at != next)
            return -1;
    }
    return -1;
}

static void test_every_home_can_be_walked_to(void **state)
{
    int temple = atlas_place(atlas, (room_id){ TEMPLE });
    (void)state;
    assert_true(temple != NOWHERE);
    assert_true(atlas->home_count > 100);
    for (unsigned at = 0; at < atlas->home_count; at++)
        if (walk(temple, atlas->homes[at]) < 0)
            fail_msg("no way to %s", atlas->places[atlas->homes[at]].room->name);
}

static bool has_creature(const struct place *place)
{
    const struct area *area = world_area(atlas->world, place->zone);
    for (unsigned at = 0; at < area->reset_count; at++) {
        const struct reset *reset = &area->resets[at];
        if (reset->kind == RESET_MOBILE && room_same(reset->room, place->room->id) && !place->room->peaceful
            && atlas->world->mobiles[reset->proto.number].shop == NULL)
            return true;
    }
    return false;
}

static void test_quiet_homes_are_homes_without_foes(void **state)
{
    unsigned lairs = 0;
    (void)state;
    assert_int_equal(atlas->quiet_count + atlas->lair_count, atlas->home_count);
    for (unsigned home = 0; home < atlas->quiet_count; home++) {
        assert_false(has_creature(&atlas->places[atlas->quiets[home]]));
        for (unsigned lair = 0; lair < atlas->lair_count; lair++)
            lairs += atlas->quiets[home] == atlas->lairs[lair];
    }
    assert_int_equal(lairs, 0);
    assert_true(atlas->quiet_count > 50);
}

static void test_names_lead_to_the_first_of_them(void **state)
{
    (void)state;
    assert_int_equal(atlas_find(atlas, "no such place"), NOWHERE);
    for (unsigned at = 0; at < atlas->place_count; at++) {
        unsigned first = 0;
        while (strcmp(atlas->places[first].room->name, atlas->places[at].room->name) != 0)
            first++;
        assert_int_equal(atlas_find(atlas, atlas->places[at].room->name), first);
    }
}

/* Who stands in the second of two rooms of one name, or goes there, is in the second. */
static void test_namesakes_are_told_apart(void **state)
{
    unsigned namesakes = 0;
    (void)state;
    for (unsigned at = 0; at < atlas->place_count; at++) {
        const char *name = atlas->places[at].room->name;
        if (atlas_find(atlas, name) == (int)at)
            continue;
        namesakes++;
        assert_int_equal(atlas_find_near(atlas, name, (int)at), at);
        for (unsigned way = atlas->ways_in_from[at]; way < atlas->ways_in_from[at + 1]; way++)
            if (strcmp(atlas->places[atlas->ways_in[way]].room->name, name) != 0)
                assert_int_equal(atlas_find_near(atlas, name, atlas->ways_in[way]), at);
    }
    assert_true(namesakes > 0);         /* else this has tested nothing */
    assert_int_equal(atlas_find_near(atlas, "no such place", 0), NOWHERE);
}

/* Steps from there to there, asked the other way round than the atlas asks it; -1: one cannot go. */
static int steps_from(int from, int to)
{
    static int steps[PLACES_MAX], queue[PLACES_MAX];
    unsigned first = 0, last = 0;
    memset(steps, -1, sizeof steps);
    steps[from] = 0;
    queue[last++] = from;
    while (first < last && queue[first] != to) {
        int at = queue[first++];
        for (unsigned direction = 0; direction < DIRECTIONS && (!atlas->places[at].cramped || at == from); direction++) {
            int next = atlas->places[at].ways[direction];
            if (next == NOWHERE || steps[next] >= 0)
                continue;
            steps[next] = steps[at] + 1;
            queue[last++] = next;
        }
    }
    return steps[to];
}

/* Where one must go through a room that refuses people a way may be given all the same, as good as any. */
static void check_shortest(int from, int to)
{
    int steps = steps_from(from, to);
    if (steps >= 0)
        assert_int_equal(walk(from, to), steps);
}

/* A slide, and where it leads: whoever is sent there takes it, nobody is sent up it, and the way is the shortest. */
static void test_ways_that_lead_only_there(void **state)
{
    unsigned one_ways = 0;
    (void)state;
    for (unsigned at = 0; at < atlas->place_count; at++)
        for (unsigned direction = 0; direction < DIRECTIONS; direction++) {
            int next = atlas->places[at].ways[direction];
            if (next == NOWHERE || atlas->places[next].ways[direction_back((enum direction)direction)] == (int)at)
                continue;
            one_ways++;
            for (unsigned from = at % 5; from < atlas->place_count; from += 5) {
                check_shortest((int)from, next);
                check_shortest(next, (int)from);
            }
        }
    assert_true(one_ways > 0);
}

static int begin(void **state)
{
    (void)state;
    atlas = atlas_new("zones/areas");
    return atlas == NULL;
}

static int end(void **state)
{
    (void)state;
    atlas_free(&atlas);
    return 0;
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_home_can_be_walked_to),
        cmocka_unit_test(test_quiet_homes_are_homes_without_foes),
        cmocka_unit_test(test_names_lead_to_the_first_of_them),
        cmocka_unit_test(test_namesakes_are_told_apart),
        cmocka_unit_test(test_ways_that_lead_only_there),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
