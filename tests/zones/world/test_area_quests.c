/* tests/zones/world/test_area_quests.c -- the quests of area files: what good ones become, every mistake of bad ones with its
 * place, what becomes of a quest whose other end is not there, and whether each can be done. */
#include "core/bytes.h"
#include "tests/zones/tables.h"
#include "zones/world/quest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/test_area_quests_XXXXXX";
static const char *const names[] = { "abbey", "barge" };
enum { FILES = sizeof names / sizeof names[0] };

static struct world *world;
static char *said, *proof;
static unsigned wrong, unproven;

static void path_of(unsigned at, char path[80])
{
    snprintf(path, 80, "%s/%s.yaml", folder, names[at]);
}

/* Takes "/tmp/.../" out of what was said. */
static void forget_folder(char *words)
{
    size_t length = strlen(folder) + 1;
    for (char *at = words; (at = strstr(at, folder)) != NULL;)
        memmove(at, at + length, strlen(at + length) + 1);
}

static void unload(void)
{
    world_free(&world);
    free(said);
    free(proof);
    said = proof = NULL;
}

/* Both files, of which the second may be missing. */
static void load(const char *abbey, const char *barge)
{
    const char *const contents[FILES] = { abbey, barge };
    char path[80];
    size_t size;
    unload();
    for (unsigned at = 0; at < FILES; at++) {
        path_of(at, path);
        unlink(path);
        FILE *file = contents[at] == NULL ? NULL : fopen(path, "w");
        if (file != NULL) {
            fputs(contents[at], file);
            fclose(file);
        }
    }
    FILE *out = open_memstream(&said, &size);
    world = world_load(folder, tables(), NULL, out, &wrong);
    fclose(out);
    forget_folder(said);
    out = open_memstream(&proof, &size);
    unproven = world == NULL ? 0 : quests_check(world, out);
    fclose(out);
    forget_folder(proof);
}

static int begin(void **state)
{
    (void)state;
    return mkdtemp(folder) == NULL;
}

static int end(void **state)
{
    char path[80];
    (void)state;
    unload();
    for (unsigned at = 0; at < FILES; at++) {
        path_of(at, path);
        unlink(path);
    }
    return rmdir(folder);
}

#define PLACE                                                                                          \
    "area: The Abbey\nlevels: 1-20\nrooms:\n"                                                          \
    "  20: {name: The Gate, terrain: city, text: A gate., exits: {east: 21}}\n"                        \
    "  21: {name: The Nave, terrain: city, text: A nave., exits: {west: 20}}\n"                        \
    "mobiles:\n"                                                                                       \
    "  monk: {name: a monk, line: A monk is here., keys: [monk], text: Brown., level: 5}\n"            \
    "  rat: {name: a rat, line: A rat is here., keys: [rat], text: Grey., level: 1}\n"                 \
    "  ghost: {name: a ghost, line: A ghost is here., keys: [ghost], text: White., level: 1}\n"        \
    "  cook: {name: a cook, line: A cook is here., keys: [cook], text: Fat., level: 1, day: [{at: 7, go: 20}]}\n" \
    "objects:\n"                                                                                       \
    "  bell: {name: a bell, line: A bell is here., keys: [bell], text: Bronze., kind: thing}\n"        \
    "  ring: {name: a ring, line: A ring is here., keys: [ring], text: Gold., kind: thing}\n"          \
    "  altar: {name: an altar, line: An altar is here., keys: [altar], text: Stone., kind: thing, takeable: no}\n" \
    "resets:\n"                                                                                        \
    "  - {mobile: monk, room: 20}\n"                                                                   \
    "  - {mobile: rat, room: 21}\n"                                                                    \
    "  - {mobile: cook, room: 21}\n"                                                                   \
    "  - {object: bell, room: 21, hidden: yes}\n"                                                      \
    "  - {object: altar, room: 21}\n"
enum { PLACE_LINES = 20 };
#define HEAD "    name: The Bell\n    giver: monk\n    levels: 3-9\n    offer: Fetch it.\n    done: Good.\n"

static void test_good(void **state)
{
    (void)state;
    load(PLACE "quests:\n"
         "  zeal: {name: Zeal, giver: monk, levels: 1-200, offer: Go., done: Gone., after: bell, steps: [{find: 21, journal: Go.}]}\n"
         "  bell:\n" HEAD
         "    steps:\n"
         "      - {kill: rat, count: 4, journal: Kill four.}\n"
         "      - {find: 21, journal: Find it.}\n"
         "      - {bring: bell, journal: Bring it.}\n"
         "      - {escort: rat, to: 20, says: Thanks., journal: Lead it.}\n"
         "      - {talk: monk, says: Hm., journal: Tell him.}\n"
         "    reward: {object: ring, coins: 40, experience: 2}\n"
         "    again: yes\n", NULL);
    assert_string_equal(said, "");
    assert_string_equal(proof, "");
    assert_int_equal(world->quest_count, 2);
    assert_int_equal(world->areas[0].quest_count, 2);
    assert_null(world_quest(world, "abbey.bel"));
    const struct quest_proto *bell = world_quest(world, "abbey.bell"), *zeal = world_quest(world, "abbey.zeal");
    proto_id monk, rat, object;
    assert_true(world_mobile(world, "abbey.monk", &monk) && world_mobile(world, "abbey.rat", &rat));
    assert_true(bell < zeal);
    assert_ptr_equal(bell, world->areas[0].quests);
    assert_ptr_equal(zeal->after, bell);
    assert_string_equal(bell->name, "The Bell");
    assert_int_equal(bell->giver.number, monk.number);
    assert_int_equal(bell->level_min, 3);
    assert_int_equal(bell->level_max, 9);
    assert_true(bell->again && bell->gives && !zeal->again && !zeal->gives);
    assert_true(world_object(world, "abbey.ring", &object) && object.number == bell->object.number);
    assert_int_equal(bell->coins, 40);
    assert_int_equal(bell->experience, 2);
    assert_int_equal(bell->step_count, 5);
    assert_int_equal(bell->steps[0].kind, QUEST_KILL);
    assert_int_equal(bell->steps[0].count, 4);
    assert_true(bell->steps[0].sort == bytes_hash("abbey.rat", strlen("abbey.rat")));
    assert_int_equal(bell->steps[1].room.number, 21);
    assert_true(world_object(world, "abbey.bell", &object) && object.number == bell->steps[2].proto.number);
    assert_int_equal(bell->steps[2].to.number, monk.number);
    assert_int_equal(bell->steps[3].proto.number, rat.number);
    assert_int_equal(bell->steps[3].room.number, 20);
    assert_string_equal(bell->steps[3].says, "Thanks.");
    assert_int_equal(bell->steps[4].to.number, monk.number);
    assert_true(world->areas[0].resets[3].hidden && !world->areas[0].resets[4].hidden);
}

/* Of one step, in front of which stand so many lines. */
static void expect_step(const char *step, const char *where, const char *reason)
{
    char file[4000], expected[400];
    snprintf(file, sizeof file, PLACE "quests:\n  bell:\n" HEAD "    steps:\n      - %s\n", step);
    load(file, NULL);
    snprintf(expected, sizeof expected, "abbey.yaml:%d:%s: %s\n no area opened\n", PLACE_LINES + 9, where, reason);
    if (strcmp(said, expected) != 0)
        fail_msg("of '%s' was said:\n%sbut not:\n%s", step, said, expected);
}

static void test_steps_with_mistakes(void **state)
{
    (void)state;
    expect_step("{kill: rat, find: 21, journal: a}", "9", "a step names exactly one of kill, bring, find, talk and escort");
    expect_step("{journal: a}", "9", "a step names exactly one of kill, bring, find, talk and escort");
    expect_step("{kill: rat}", "9", "a step needs 'journal'");
    expect_step("{kill: cat, journal: a}", "16", "kill: there is no mobile 'abbey.cat'");
    expect_step("{kill: bell, journal: a}", "16", "kill: there is no mobile 'abbey.bell'");
    expect_step("{bring: rat, journal: a}", "17", "bring: there is no object 'abbey.rat'");
    expect_step("{bring: altar, journal: a}", "17", "bring: nobody can take abbey.altar");
    expect_step("{bring: bell, to: cat, journal: a}", "27", "to: there is no mobile 'abbey.cat'");
    expect_step("{kill: rat, count: 101, journal: a}", "28", "count: 101 is more than 100");
    expect_step("{find: 21, count: 2, journal: a}", "20", "count: only what is killed or brought is counted");
    expect_step("{find: 21, says: b, journal: a}", "20", "says: there is nobody to say it");
    expect_step("{find: nave, journal: a}", "16", "find: 'nave' is not a number");
    expect_step("{escort: rat, journal: a}", "9", "an escort needs 'to', the number of a room");
    expect_step("{escort: cook, to: 20, journal: a}", "18", "escort: abbey.cook has a day, and cannot come along");
    expect_step("{talk: rat, to: 20, journal: a}", "21", "to: only what is brought, or somebody who is led, goes to something");
    expect_step("{dance: rat, journal: a}", "10", "a step has no 'dance'\n"
                "abbey.yaml:29:9: a step names exactly one of kill, bring, find, talk and escort");
}

static void test_quests_with_mistakes(void **state)
{
    (void)state;
    load(PLACE "quests:\n"
         "  bell: {name: a}\n"
         "  Bell: {name: a}\n"
         "  ball: {name: a, giver: barge.deb, levels: 9-3, offer: a, done: a, steps: [], after: none, again: often}\n"
         "  bill: {name: a, giver: nobody, levels: 1-3, offer: a, done: a, steps: [{find: 21, journal: a}],\n"
         "         reward: {object: none, coins: 201, experience: 101, fame: 1}}\n", NULL);
    assert_null(world);
    assert_string_equal(said,
        "abbey.yaml:22:3: a quest needs 'giver'\n"
        "abbey.yaml:22:3: a quest needs 'levels'\n"
        "abbey.yaml:22:3: a quest needs 'offer'\n"
        "abbey.yaml:22:3: a quest needs 'steps'\n"
        "abbey.yaml:22:3: a quest needs 'done'\n"
        "abbey.yaml:23:3: quests: a key is made of a to z, 0 to 9 and _, not 'Bell'\n"
        "abbey.yaml:24:45: levels: 9 is more than 3\n"
        "abbey.yaml:24:100: again: 'often' is neither yes nor no\n"
        "abbey.yaml:24:26: giver: 'barge.deb' is not of this area\n"
        "abbey.yaml:24:76: steps: must be a list of 1 to 12\n"
        "abbey.yaml:26:40: coins: 201 is more than 200\n"
        "abbey.yaml:26:57: experience: 101 is more than 100\n"
        "abbey.yaml:26:62: a reward has no 'fame'\n"
        "abbey.yaml:24:87: after: there is no quest 'abbey.none'\n"
        "abbey.yaml:26:27: object: there is no object 'abbey.none'\n"
        "abbey.yaml:25:26: giver: there is no mobile 'abbey.nobody'\n"
        " no area opened\n");
}

static const char barge[] =
    "area: The Barge\nlevels: 1-20\nrooms:\n  30: {name: The Deck, terrain: water, text: A deck.}\n"
    "mobiles:\n  deb: {name: Deb, line: Deb is here., keys: [deb], text: Wet., level: 5}\n"
    "resets: [{mobile: deb, room: 30}]\n"
    "quests:\n"
    "  eel: {name: Eel, giver: deb, levels: 1-9, offer: a, done: a, steps: [{bring: abbey.bell, to: abbey.monk, journal: a}, {find: 21, journal: a}]}\n"
    "  tea: {name: Tea, giver: deb, levels: 1-9, offer: a, done: a, after: eel, steps: [{find: 30, journal: a}]}\n"
    "  tub: {name: Tub, giver: deb, levels: 1-9, offer: a, done: a, after: abbey.bell, steps: [{find: 30, journal: a}]}\n"
    "  jam: {name: Jam, giver: deb, levels: 1-9, offer: a, done: a, steps: [{find: 30, journal: a}]}\n";

/* What lies in another area is found there; without that area the quest is left out, and what comes after it. */
static void test_other_areas(void **state)
{
    (void)state;
    load(PLACE "quests:\n  bell:\n" HEAD "    steps: [{talk: barge.deb, journal: a}]\n", barge);
    assert_string_equal(said, "");
    assert_string_equal(proof, "");
    assert_int_equal(world->quest_count, 5);
    assert_int_equal(world->areas[1].quest_count, 4);
    assert_string_equal(world->areas[1].quests[0].key, "barge.eel");
    load(NULL, barge);
    assert_int_equal(world->quest_count, 1);
    assert_non_null(world_quest(world, "barge.jam"));
    assert_string_equal(said,
        "barge.yaml:9:80: there is no 'abbey.bell'; the quest is left out\n"
        "barge.yaml:9:96: there is no 'abbey.monk'; the quest is left out\n"
        "barge.yaml:9:128: there is no 'room 21'; the quest is left out\n"
        "barge.yaml:11:71: there is no 'abbey.bell'; the quest is left out\n");
    load(PLACE "quests:\n  bell: {}\n", barge);
    assert_int_equal(world->quest_count, 1);
    assert_non_null(strstr(said, "'room 21' is in abbey.yaml, which stays closed; the quest is left out\n"));
}

static void test_proof(void **state)
{
    (void)state;
    load(PLACE "quests:\n"
         "  ghost: {name: a, giver: ghost, levels: 1-3, offer: a, done: a, steps: [{find: 21, journal: a}]}\n"
         "  kill: {name: a, giver: monk, levels: 1-3, offer: a, done: a, steps: [{find: 21, journal: a}, {kill: ghost, journal: a}]}\n"
         "  ring: {name: a, giver: monk, levels: 1-3, offer: a, done: a, steps: [{bring: ring, journal: a}]}\n"
         "  bring: {name: a, giver: monk, levels: 1-3, offer: a, done: a, steps: [{bring: bell, to: ghost, journal: a}]}\n"
         "  loop: {name: a, giver: monk, levels: 1-3, offer: a, done: a, after: loop, steps: [{find: 21, journal: a}]}\n", NULL);
    assert_string_equal(said, "");
    assert_int_equal(unproven, 5);
    assert_string_equal(proof,
        "abbey.yaml:25:73: quest abbey.bring cannot be done: bring abbey.bell: whom it is brought to stands nowhere\n"
        "abbey.yaml:22:3: quest abbey.ghost cannot be done: its giver, abbey.ghost, stands nowhere\n"
        "abbey.yaml:23:96: quest abbey.kill cannot be done: kill abbey.ghost: it stands nowhere\n"
        "abbey.yaml:26:3: quest abbey.loop cannot be done: nobody of its levels can have done abbey.loop\n"
        "abbey.yaml:24:72: quest abbey.ring cannot be done: bring abbey.ring: nobody of its levels can have had it\n");
}

/* A ring that only a quest gives can be brought by who can have done that one: not by who is too low for it. */
static void test_proof_by_rewards(void **state)
{
    (void)state;
#define GIVES(levels) PLACE "quests:\n" \
         "  a: {name: a, giver: monk, levels: 1-9, offer: a, done: a, steps: [{bring: ring, journal: a}]}\n" \
         "  b: {name: a, giver: monk, levels: " levels ", offer: a, done: a, steps: [{bring: bell, journal: a}], reward: {object: ring}}\n"
    load(GIVES("5-20"), NULL);
    assert_string_equal(proof, "");
    load(GIVES("10-20"), NULL);
    assert_int_equal(unproven, 1);
    assert_non_null(strstr(proof, "quest abbey.a cannot be done: bring abbey.ring"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_good), cmocka_unit_test(test_steps_with_mistakes), cmocka_unit_test(test_quests_with_mistakes),
        cmocka_unit_test(test_other_areas), cmocka_unit_test(test_proof), cmocka_unit_test(test_proof_by_rewards),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
