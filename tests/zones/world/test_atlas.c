/* tests/zones/world/test_atlas.c -- zones/world/atlas.h on small worlds with one thing wrong each. */
#include "tests/zones/tables.h"
#include "zones/world/atlas.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[64], path[128], list[128];
static struct world *world;
static char *said;

static int begin(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/test_atlas_XXXXXX");
    if (mkdtemp(folder) == NULL)
        return 1;
    snprintf(path, sizeof path, "%s/home.yaml", folder);
    snprintf(list, sizeof list, "%s/list", folder);
    return 0;
}

static int end(void **state)
{
    (void)state;
    world_free(&world);
    free(said);
    said = NULL;
    unlink(path);
    unlink(list);
    return rmdir(folder);
}

static void load(const char *rooms, const char *rest)
{
    unsigned mistakes = 0;
    FILE *file = fopen(path, "w");
    fprintf(file, "area: Home\nlevels: 1-10\nrooms:\n%s%s", rooms, rest);
    fclose(file);
    world_free(&world);
    world = world_load(folder, tables(), NULL, stderr, &mistakes);
    assert_non_null(world);
    assert_int_equal(mistakes, 0);
}

static unsigned check(const char *rooms, const char *rest)
{
    size_t size;
    load(rooms, rest);
    free(said);
    FILE *out = open_memstream(&said, &size);
    unsigned mistakes = atlas_check(world, out);
    fclose(out);
    return mistakes;
}

static void assert_says(unsigned mistakes, unsigned wanted, const char *words)
{
    if (mistakes != wanted || strstr(said, words) == NULL)
        fail_msg("wanted %u, '%s', and got %u: %s", wanted, words, mistakes, said);
}

#define ROOM(number, more) "  " number ": {name: A Room, terrain: inside, text: Bare., " more "}\n"
#define KEY "objects:\n  key: {name: a key, line: A key lies here., keys: [key], text: Iron., kind: key}\n"
#define LOCKED "{to: 2, door: oak door, state: locked, key: key}"

static void a_sound_world_has_no_mistakes(void **state)
{
    (void)state;
    assert_int_equal(check(ROOM("3001", "exits: {east: " LOCKED ", west: 3}") ROOM("2", "exits: {west: {to: 3001, door: oak door, state: locked, key: key}}")
                           ROOM("3", "exits: {east: 3001}"),
                           KEY "resets:\n  - {object: key, room: 3}\n"), 0);
}

static void a_room_nobody_gets_to_is_told_unless_it_says_why(void **state)
{
    (void)state;
    assert_says(check(ROOM("3001", "") ROOM("2", ""), ""), 1, "room 2 (A Room): nobody can get here");
    assert_int_equal(check(ROOM("3001", "") ROOM("2", "apart: keepers only"), ""), 0);
}

static void a_key_behind_its_own_door_is_told(void **state)
{
    (void)state;
    assert_says(check(ROOM("3001", "exits: {east: " LOCKED "}") ROOM("2", "exits: {west: {to: 3001, door: oak door, state: locked, key: key}}"),
                      KEY "resets:\n  - {object: key, room: 2}\n"), 2, "the key of the oak door to the east, home.key, lies behind it");
}

/* Key 2 lies in a chest that key 1 opens; key 1 is sold; behind the door that key 2 opens is a third room. */
static void keys_open_what_holds_keys(void **state)
{
    static const char rest[] =
        "mobiles:\n  seller: {name: a seller, line: He sells., keys: [seller], text: Old., level: 1, shop: {sells: [one]}}\n"
        "objects:\n  one: {name: a key, line: A key., keys: [key], text: Iron., kind: key}\n"
        "  key: {name: another key, line: A key., keys: [key], text: Iron., kind: key}\n"
        "  chest: {name: a chest, line: A chest., keys: [chest], text: Oak., kind: container, capacity: 3, state: locked, key: one}\n"
        "resets:\n  - {object: chest, room: 3}\n  - {inside: key}\n  - {mobile: seller, room: %s}\n";
    char text[2000];
    static const char rooms[] = ROOM("3001", "exits: {east: " LOCKED ", west: 3}") ROOM("3", "exits: {east: 3001}")
        ROOM("2", "exits: {west: {to: 3001, door: oak door, state: locked, key: key}}");
    (void)state;
    snprintf(text, sizeof text, rest, "3");
    assert_int_equal(check(rooms, text), 0);
    snprintf(text, sizeof text, rest, "2");     /* the seller sits behind the door that his key helps to open */
    assert_says(check(rooms, text), 3, "lies behind it, or nowhere");
}

static void a_way_that_does_not_lead_back_is_told_unless_it_is_meant(void **state)
{
    (void)state;
    assert_says(check(ROOM("3001", "exits: {east: 2}") ROOM("2", "exits: {south: 3001}"), ""), 2, "east leads to room 2, and west does not lead back");
    assert_int_equal(check(ROOM("3001", "exits: {east: {to: 2, one_way: yes}}") ROOM("2", "exits: {south: {to: 3001, one_way: yes}}"), ""), 0);
}

static void what_is_nowhere_is_told(void **state)
{
    (void)state;
    assert_says(check(ROOM("3001", ""), KEY), 1, "home.key: nothing lays out");
    assert_says(check(ROOM("3001", ""), "mobiles:\n  cat: {name: a cat, line: A cat., keys: [cat], text: Grey., level: 1}\n"), 1,
                "home.cat: no reset places");
}

#define GIVER "  giver: {name: a giver, line: She gives., keys: [giver], text: Old., level: 1}\n"
#define QUEST(step) "quests:\n  q: {name: A Quest, giver: giver, levels: 1-9, offer: Go., steps: [" step "], done: Good., reward: {object: key}}\n"

/* The key of the locked door is what a quest gives; its other step leads behind that door, or does not. */
static void what_a_quest_gives_opens_doors_if_the_quest_does_not_lie_behind_them(void **state)
{
    static const char rooms[] = ROOM("3001", "exits: {east: " LOCKED ", west: 3}") ROOM("3", "exits: {east: 3001}")
        ROOM("2", "exits: {west: {to: 3001, door: oak door, state: locked, key: key}}");
    (void)state;
    assert_int_equal(check(rooms, "mobiles:\n" GIVER KEY "resets:\n  - {mobile: giver, room: 3001}\n" QUEST("{find: 3, journal: Go.}")), 0);
    assert_says(check(rooms, "mobiles:\n" GIVER KEY "resets:\n  - {mobile: giver, room: 3001}\n" QUEST("{find: 2, journal: Go.}")), 4,
                "quest home.q: somebody or something it speaks of cannot be got to");
}

static void levels_must_fit(void **state)
{
    (void)state;
    assert_says(check(ROOM("3001", ""), "mobiles:\n  cat: {name: a cat, line: A cat., keys: [cat], text: Grey., level: 90, behaves: [aggressive]}\n"
                      "resets:\n  - {mobile: cat, room: 3001}\n"), 1, "home.cat: of level 90, in an area for 1 to 10");
}

static void names_and_kinds_must_differ(void **state)
{
    char text[6000];
    size_t at = (size_t)snprintf(text, sizeof text, "mobiles:\n");
    (void)state;
    for (int n = 0; n < 13; n++)
        at += (size_t)snprintf(text + at, sizeof text - at, "  cat%d: {name: a c%c cat, line: A cat., keys: [cat], text: Grey., level: 1}\n", n, 'a' + n);
    at += (size_t)snprintf(text + at, sizeof text - at, "resets:\n");
    for (int n = 0; n < 13; n++)
        at += (size_t)snprintf(text + at, sizeof text - at, "  - {mobile: cat%d, room: 3001}\n", n);
    assert_says(check(ROOM("3001", ""), text), 1, "one of 13 mobiles that are a 'cat'");
    assert_says(check(ROOM("3001", ""), "mobiles:\n  cat: {name: a cat, line: A cat., keys: [cat], text: Grey., level: 1}\n"
                      "  dog: {name: A cat, line: A dog., keys: [dog], text: Grey., level: 1}\nresets:\n  - {mobile: cat, room: 3001}\n"
                      "  - {mobile: dog, room: 3001}\n"), 1, "home.dog: has the name of home.cat");
}

static void collect(const char *key, void *gone)
{
    strcat(gone, key);
    strcat(gone, ";");
}

static void what_vanished_is_listed(void **state)
{
    char gone[200] = "";
    (void)state;
    load(ROOM("3001", "") ROOM("2", ""), KEY);
    FILE *file = fopen(list, "w+");
    atlas_list(world, file);
    rewind(file);
    atlas_compare(world, file, collect, gone);
    assert_string_equal(gone, "");
    load(ROOM("3001", ""), "");
    rewind(file);
    atlas_compare(world, file, collect, gone);
    assert_string_equal(gone, "object home.key;room home.2;");
    fclose(file);
}

static void nouns_without_a_description_are_listed(void **state)
{
    size_t size;
    (void)state;
    load("  3001: {name: A Room, terrain: inside, text: A cat sits on the mat by a pump., extras: [{keys: [mat], text: Rush.}]}\n", "");
    free(said);
    FILE *out = open_memstream(&said, &size);
    atlas_nouns(world, &world->areas[0], out);
    fclose(out);
    assert_string_equal(said, "home: room 3001 (A Room): cat, pump\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sound_world_has_no_mistakes),
        cmocka_unit_test(a_room_nobody_gets_to_is_told_unless_it_says_why),
        cmocka_unit_test(a_key_behind_its_own_door_is_told),
        cmocka_unit_test(keys_open_what_holds_keys),
        cmocka_unit_test(a_way_that_does_not_lead_back_is_told_unless_it_is_meant),
        cmocka_unit_test(what_is_nowhere_is_told),
        cmocka_unit_test(what_a_quest_gives_opens_doors_if_the_quest_does_not_lie_behind_them),
        cmocka_unit_test(levels_must_fit),
        cmocka_unit_test(names_and_kinds_must_differ),
        cmocka_unit_test(what_vanished_is_listed),
        cmocka_unit_test(nouns_without_a_description_are_listed),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
