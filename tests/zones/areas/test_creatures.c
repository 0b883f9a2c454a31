/* tests/zones/areas/test_creatures.c -- what there is to fight in the areas as they stand in zones/areas/: within the levels
 * that the area's header promises, with one at the head of it who has something, and nothing that attacks where lands touch.
 *
 * Midgaard is a town, and left out where it says so. */
#include "tests/zones/tables.h"

#include "zones/rules/creatures.h"
#include "zones/rules/gear.h"
#include "zones/world/world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { DISTANCE_SHOT = 2 };          /* of a family, gear.h */

static struct world *world;

MAIN_THREAD static int begin(void **state)
{
    (void)state;
    unsigned mistakes = 0;
    world = world_load("zones/areas", tables(), NULL, stderr, &mistakes);
    assert_int_equal(mistakes, 0);
    return 0;
}

static int end(void **state)
{
    (void)state;
    world_free(&world);
    return 0;
}

static bool is_town(const struct area *area)
{
    return strcmp(area->key, "midgaard") == 0;
}

static bool does(const struct mobile_proto *mobile, enum behaviour behaviour)
{
    return ((mobile->behaviours | tables()->creatures->roles[mobile->role].behaviours) & 1u << behaviour) != 0;
}

static bool begins_fights(const struct mobile_proto *mobile)
{
    return does(mobile, BEHAVIOUR_AGGRESSIVE) || does(mobile, BEHAVIOUR_WARY);
}

static const struct mobile_proto *mobile_of(const struct reset *reset)
{
    return reset->kind == RESET_MOBILE ? &world->mobiles[reset->proto.number] : NULL;
}

/* Does the one that reset number `at` puts there have something on it? */
static bool has_things(const struct area *area, unsigned at)
{
    return at + 1 < area->reset_count && (area->resets[at + 1].kind == RESET_CARRIED || area->resets[at + 1].kind == RESET_WORN);
}

static void levels_are_those_of_the_header(void **state)
{
    (void)state;
    unsigned looked_at = 0;
    for (unsigned at = 0; at < world->area_count; at++) {
        const struct area *area = &world->areas[at];
        for (unsigned number = 0; number < area->reset_count; number++) {
            const struct mobile_proto *mobile = mobile_of(&area->resets[number]);
            if (mobile == NULL || !(begins_fights(mobile) || does(mobile, BEHAVIOUR_BOSS)))
                continue;
            if (mobile->level < area->level_min || mobile->level > area->level_max)
                fail_msg("%s is of level %u, in an area of %u to %u", mobile->key, mobile->level, area->level_min, area->level_max);
            looked_at++;
        }
    }
    assert_true(looked_at > world->area_count);
}

static void each_area_has_one_at_its_head(void **state)
{
    (void)state;
    for (unsigned at = 0; at < world->area_count; at++) {
        const struct area *area = &world->areas[at];
        unsigned heads = 0;
        for (unsigned number = 0; number < area->reset_count && !is_town(area); number++) {
            const struct mobile_proto *mobile = mobile_of(&area->resets[number]);
            if (mobile == NULL || !does(mobile, BEHAVIOUR_BOSS))
                continue;
            if (area->resets[number].count != 1 || !has_things(area, number))
                fail_msg("%s is not the only one, or has nothing", mobile->key);
            heads += mobile->level == area->level_max;     /* those below are of the second rank */
        }
        if (heads != 1 && !is_town(area))
            fail_msg("%s has %u at its head", area->key, heads);
    }
}

static bool touches_another(const struct area *area, room_id id)
{
    for (unsigned at = 0; at < area->room_count; at++)
        for (unsigned way = 0; way < DIRECTIONS && room_same(area->rooms[at].id, id); way++) {
            const struct exit_proto *exit = &area->rooms[at].exits[way];
            if (!room_same(exit->to, NO_ROOM) && !zone_same(exit->zone, area->zone))
                return true;
        }
    return false;
}

/* One may look into a land, and go back. */
static void nothing_attacks_where_lands_touch(void **state)
{
    (void)state;
    unsigned fighters = 0;
    for (unsigned at = 0; at < world->area_count; at++) {
        const struct area *area = &world->areas[at];
        for (unsigned number = 0; number < area->reset_count; number++) {
            const struct mobile_proto *mobile = mobile_of(&area->resets[number]);
            if (mobile == NULL || !begins_fights(mobile))
                continue;
            if (touches_another(area, area->resets[number].room) || mobile->wanders)
                fail_msg("%s attacks in room %u, on a road", mobile->key, area->resets[number].room.number);
            fighters++;
        }
    }
    assert_true(fighters >= 40);
}

/* Does the one that reset number `at` puts there wield something that shoots? */
static bool is_armed_to_shoot(const struct area *area, unsigned at)
{
    for (at++; at < area->reset_count && (area->resets[at].kind == RESET_CARRIED || area->resets[at].kind == RESET_WORN); at++) {
        const struct object_proto *object = &world->objects[area->resets[at].proto.number];
        if (area->resets[at].kind == RESET_WORN && object->wear == WEAR_WIELD && object->make.family != GEAR_NONE
                && tables()->gear->families[object->make.family].distance == DISTANCE_SHOT)
            return true;
    }
    return false;
}

static void archers_have_bows(void **state)
{
    (void)state;
    unsigned archers = 0;
    for (unsigned at = 0; at < world->area_count; at++)
        for (unsigned number = 0; number < world->areas[at].reset_count; number++) {
            const struct mobile_proto *mobile = mobile_of(&world->areas[at].resets[number]);
            if (mobile == NULL || !does(mobile, BEHAVIOUR_ARCHER))
                continue;
            if (!is_armed_to_shoot(&world->areas[at], number))
                fail_msg("%s has nothing to shoot with", mobile->key);
            archers++;
        }
    assert_true(archers > 0);
}

static void gear_says_what_it_is(void **state)
{
    (void)state;
    unsigned looked_at = 0;
    for (unsigned at = 0; at < world->object_count; at++) {
        const struct object_proto *object = &world->objects[at];
        if (object->kind != ITEM_WEAPON && object->kind != ITEM_ARMOR && object->kind != ITEM_SHIELD)
            continue;
        if (object->make.family == GEAR_NONE || object->make.material == GEAR_NONE)
            fail_msg("%s is of no family or of no material", object->key);
        looked_at++;
    }
    assert_true(looked_at > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(levels_are_those_of_the_header),
        cmocka_unit_test(each_area_has_one_at_its_head),
        cmocka_unit_test(nothing_attacks_where_lands_touch),
        cmocka_unit_test(archers_have_bows),
        cmocka_unit_test(gear_says_what_it_is),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
