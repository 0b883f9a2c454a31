/* tests/zones/rules/test_tables.c -- the sums that players and clients of the game know: levels, classes, races. */
#include "tests/zones/tables.h"
#include "zones/world/land.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include <cmocka.h>

/* -- words -- */

/* Tables name positions by words of their own. */
static void words_are_in_order(void **state)
{
    (void)state;
    const struct rules *rules = tables();
    assert_int_equal(SLEEPING, 0);
    assert_int_equal(STANDING, POSITIONS - 1);
    for (unsigned at = 0; at < rules->skill_count; at++) {
        assert_true(rules->skills[at].position < POSITIONS);
        assert_int_equal(rules->skills[at].waking, rules->skills[at].position == SLEEPING);
    }
    for (unsigned at = 1; at < rules->skill_count; at++)
        assert_true(strcmp(rules->skills[at - 1].name, rules->skills[at].name) < 0);
}

static const char *skill_word(const struct rules *rules, unsigned skill, bool command)
{
    return command ? rules->skills[skill].command : rules->skills[skill].name;
}

/* The one that a walk through all of them finds: of a whole word before one that goes on. */
static uint16_t walked(const struct rules *rules, const char *word, bool command)
{
    uint16_t first = NO_SKILL;
    size_t length = strlen(word);
    for (uint16_t at = 0; at < rules->skill_count; at++) {
        const char *own = skill_word(rules, at, command);
        if (own == NULL || strncasecmp(own, word, length) != 0)
            continue;
        if (own[length] == '\0')
            return at;
        if (first == NO_SKILL)
            first = at;
    }
    return first;
}

static unsigned with_command(const struct rules *rules, const char *word)
{
    unsigned count = 0;
    for (unsigned at = 0; at < rules->skill_count; at++)
        count += rules->skills[at].command != NULL && strncasecmp(rules->skills[at].command, word, strlen(word)) == 0;
    return count;
}

/* Halving must find what walking finds, for whatever begins a name, and for what begins none. */
static void found_as_by_walking(void **state)
{
    (void)state;
    const struct rules *rules = tables();
    for (unsigned at = 0; at < rules->skill_count * 2; at++) {
        bool command = at % 2 == 1;
        const char *word = skill_word(rules, at / 2, command);
        for (size_t length = 1; word != NULL && length <= strlen(word) + 1; length++) {
            char begun[100];
            unsigned count;
            snprintf(begun, sizeof begun, "%.*s%s", (int)length, word, length > strlen(word) ? "q" : "");
            begun[0] = (char)(length % 2 == 0 ? toupper(begun[0]) : begun[0]);
            assert_int_equal(rules_skill_prefix(rules, begun, NULL, NULL), walked(rules, begun, false));
            assert_int_equal(rules_skill_command(rules, begun), length < 2 ? NO_SKILL : walked(rules, begun, true));
            const struct skill_command *rows = rules_commands(rules, begun, &count);
            assert_int_equal(count, with_command(rules, begun));
            for (unsigned row = 0; row < count; row++)
                assert_string_equal(rows[row].word, rules->skills[rows[row].skill].command);
        }
    }
}

/* -- levels -- */

static void what_levels_cost(void **state)
{
    (void)state;
    static const struct { unsigned level; int64_t experience, heroes, gold; } rows[] = {
        { 1, 0, 0, 0 },                       { 2, 100, 0, 0 },                     { 10, 20000, 0, 0 },
        { 11, 25000, 0, 0 },                  { 20, 60000, 0, 0 },                  { 30, 250000, 0, 0 },
        { 40, 1000000, 0, 0 },                { 41, 1200000, 0, 0 },                { 50, 5000000, 0, 0 },
        { 51, 6000000, 3000, 200000 },        { 52, 8000000, 3800, 0 },             { 55, 15000000, 6200, 259200 },
        { 58, 30000000, 8000, 0 },            { 60, 40000000, 9000, 378200 },       { 62, 50000000, 10000, 0 },
        { 63, 50000000, 10500, 0 },           { 65, 60000000, 11500, 669200 },      { 70, 85000000, 14000, 1000200 },
        { 71, 90000000, 14400, 0 },           { 75, 110000000, 16000, 1371200 },    { 76, 115000000, 16400, 2441250 },
        { 80, 135000000, 18000, 2614850 },    { 87, 170000000, 20800, 0 },          { 88, 180000000, 21200, 0 },
        { 90, 200000000, 22000, 3097850 },    { 91, 250000000, 22400, 0 },          { 95, 500000000, 24000, 0 },
        { 99, 900000000, 25200, 3592400 },    { 100, 1000000000, 25555, 11135092 },
    };
    for (unsigned at = 0; at < sizeof rows / sizeof *rows; at++) {
        const struct level_rule *level = &tables()->levels[rows[at].level];
        assert_int_equal(level->experience, rows[at].experience);
        assert_int_equal(level->hero_points, rows[at].heroes);
        if (rows[at].gold != 0 || rows[at].level <= 50)
            assert_int_equal(level->gold, rows[at].gold);
    }
    for (unsigned level = 2; level <= LEVELS_MORTAL; level++) {
        const struct level_rule *one = &tables()->levels[level - 1], *next = one + 1;
        assert_true(next->experience >= one->experience);
        assert_true(next->hero_points > one->hero_points || level <= 50);
        assert_true(next->gold > one->gold || level <= 50);
    }
}

static void what_levels_bring(void **state)
{
    (void)state;
    for (unsigned level = 1; level <= LEVELS_MORTAL; level++) {
        const struct level_rule *rule = &tables()->levels[level];
        bool tens = level % 10 == 0;
        unsigned skill_points = level < 10 ? 1 : level <= 50 ? (tens && level >= 30 ? 5 : 2) : tens ? 4 : 1;
        unsigned raises = level == 100 ? 3 : level >= 50 && level % 5 == 0 ? 1 : 0;
        unsigned quests = level < 53 ? 0 : level < 81 ? 2 + (level - 53) % 2 : 3 + (level - 81) % 2;
        assert_int_equal(rule->skill_points, skill_points);
        assert_int_equal(rule->attribute_raises, raises);
        assert_int_equal(rule->quest_points, quests);
    }
}

/* -- classes -- */

static void what_classes_gain(void **state)
{
    (void)state;
    static const struct { const char *key, *path; uint32_t gains[POOLS], heroes[POOLS]; } rows[] = {
        { "fighter",     "fighter",  { 60, 10, 55 }, { 245, 10, 165 } },
        { "barbarian",   "fighter",  { 65, 10, 55 }, { 245, 10, 165 } },
        { "ranger",      "fighter",  { 55, 20, 55 }, { 230, 130, 150 } },
        { "dreadlord",   "fighter",  { 60, 30, 45 }, { 230, 130, 150 } },
        { "paladin",     "fighter",  { 60, 30, 45 }, { 230, 150, 130 } },
        { "valkyrie",    "fighter",  { 60, 30, 45 }, { 230, 150, 130 } },
        { "rogue",       "rogue",    { 55, 10, 60 }, { 240, 10, 170 } },
        { "assassin",    "rogue",    { 55, 10, 65 }, { 240, 10, 170 } },
        { "demoniac",    "rogue",    { 45, 35, 50 }, { 225, 160, 155 } },
        { "bard",        "rogue",    { 45, 35, 50 }, { 210, 170, 150 } },
        { "priest",      "priest",   { 40, 50, 35 }, { 200, 245, 85 } },
        { "templar",     "priest",   { 50, 50, 30 }, { 200, 220, 100 } },
        { "druid",       "priest",   { 40, 50, 40 }, { 190, 235, 95 } },
        { "prophet",     "priest",   { 35, 60, 35 }, { 170, 280, 85 } },
        { "mage",        "mage",     { 35, 55, 35 }, { 175, 280, 80 } },
        { "wizard",      "mage",     { 35, 55, 35 }, { 175, 280, 80 } },
        { "necromancer", "mage",     { 35, 55, 35 }, { 175, 280, 80 } },
        { "monastic",    "monastic", { 50, 25, 50 }, { 240, 140, 150 } },
        { "monk",        "monastic", { 50, 30, 50 }, { 225, 150, 150 } },
        { "samurai",     "monastic", { 60, 25, 45 }, { 240, 20, 195 } },
    };
    const struct rules *rules = tables();
    assert_int_equal(rules->path_count, 5);
    assert_int_equal(rules->class_count, 5 + 16);
    for (unsigned at = 0; at < sizeof rows / sizeof *rows; at++) {
        int number = rules_class(rules, rows[at].key);
        assert_true(number >= 0);
        const struct class_rule *class = &rules->classes[number];
        assert_string_equal(rules->classes[class->path].key, rows[at].path);
        assert_memory_equal(class->gains, rows[at].gains, sizeof class->gains);
        assert_memory_equal(class->heroes, rows[at].heroes, sizeof class->heroes);
    }
}

static void classes_are_sound(void **state)
{
    (void)state;
    const struct rules *rules = tables();
    unsigned of_mages = 0;
    for (unsigned at = 0; at < rules->class_count; at++) {
        const struct class_rule *class = &rules->classes[at];
        assert_int_equal(class->level, at < rules->path_count ? 1 : 10);
        assert_true(class->path < rules->path_count);
        assert_true(at >= rules->path_count || class->path == at);
        assert_int_equal(strlen(class->code), 3);
        assert_true(isupper((unsigned char)class->name[0]) && strlen(class->about) > 150);
        assert_string_equal(rules->classes[rules_class(rules, class->name)].key, class->key);
        of_mages += at >= rules->path_count && strcmp(rules->classes[class->path].key, "mage") == 0;
    }
    assert_int_equal(of_mages, 3);
}

/* -- races -- */

static int32_t given(const struct race *race, enum figure figure)
{
    int32_t sum = 0;
    for (unsigned at = 0; at < race->give_count; at++)
        sum += race->gives[at].figure == figure ? race->gives[at].amount : 0;
    return sum;
}

static bool may_become(const char *race, const char *class)
{
    int number = rules_class(tables(), class);
    assert_true(number >= 0);
    return (rules_race(tables(), race)->barred & 1u << number) == 0;
}

static void what_races_are(void **state)
{
    (void)state;
    static const struct { const char *key; int32_t modifiers[ATTRIBUTES + 1]; } rows[] = {
        { "human", { 0 } }, { "half-elf", { 0, 1, 0, 1, -1, 0, 0 } }, { "eldar", { -1, 1, 2, 0, -3, 0, 0 } },
    };
    for (unsigned at = 0; at < sizeof rows / sizeof *rows; at++) {
        const struct race *race = rules_race(tables(), rows[at].key);
        assert_non_null(race);
        for (unsigned attribute = 0; attribute < ATTRIBUTES; attribute++)
            assert_int_equal(given(race, attribute), rows[at].modifiers[attribute]);
        assert_int_equal(given(race, FIGURE_SIZE), rows[at].modifiers[ATTRIBUTES]);
    }
    const struct race *human = rules_race(tables(), "human"), *eldar = rules_race(tables(), "eldar");
    assert_int_equal(human->give_count, 0);
    assert_int_equal(human->barred, 0);
    assert_int_equal(human->experience, 100);
    assert_true(given(eldar, FIGURE_REGEN_MANA) > 0 && given(eldar, FIGURE_FLYING) > 0);
    assert_false(may_become("eldar", "barbarian") || may_become("eldar", "assassin") || may_become("eldar", "demoniac")
                 || may_become("eldar", "necromancer"));
    assert_true(may_become("eldar", "wizard"));
    assert_false(may_become("troll", "wizard") || may_become("troglodyte", "wizard"));
    assert_true(may_become("troll", "necromancer"));
}

static void all_races_are_there(void **state)
{
    (void)state;
    static const char *const born[] = { "human", "half-elf", "eldar", "elf", "drow", "halfling", "troll", "troglodyte", "centaur" };
    static const char *const creatures[] = { "construct", "mineral", "undead", "ethereal", "dragon", "air", "fish", "plant", "insect",
                                             "animal", "vampire", "monster", "demon", "werewolf" };
    const struct rules *rules = tables();
    unsigned playable = 0;
    assert_int_equal(rules->race_count, 50);
    for (unsigned at = 0; at < sizeof born / sizeof *born; at++)
        assert_true(rules_race(rules, born[at]) != NULL && rules_race(rules, born[at])->playable);
    for (unsigned at = 0; at < sizeof creatures / sizeof *creatures; at++)
        assert_true(rules_race(rules, creatures[at]) != NULL && !rules_race(rules, creatures[at])->playable);
    for (unsigned at = 0; at < rules->race_count; at++) {
        const struct race *race = &rules->races[at];
        playable += race->playable;
        assert_true(race->natures != 0);
        assert_true(race->undead == ((race->natures & 1u << NATURE_UNDEAD) != 0));
        for (const char *letter = race->key; *letter != '\0'; letter++)
            assert_true(islower((unsigned char)*letter) || *letter == '-');
    }
    assert_int_equal(playable, 17);
}

/* Two that one can be born as are never the same, and each has a path open in which it can become something. */
static void born_differently(void **state)
{
    (void)state;
    const struct rules *rules = tables();
    for (unsigned one = 0; one < rules->race_count; one++)
        for (unsigned other = one + 1; other < rules->race_count; other++) {
            bool same = true;
            for (unsigned figure = 0; figure < FIGURES; figure++)
                same &= given(&rules->races[one], figure) == given(&rules->races[other], figure);
            assert_false(same);
        }
    for (unsigned at = 0; at < rules->race_count; at++)
        for (unsigned path = 0; path < rules->path_count && rules->races[at].playable; path++) {
            unsigned open = 0;
            for (unsigned class = rules->path_count; class < rules->class_count; class++)
                open += rules->classes[class].path == path && (rules->races[at].barred & 1u << class) == 0;
            assert_true(open > 0 || (rules->races[at].barred & 1u << path) != 0);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_in_order), cmocka_unit_test(what_levels_cost),    cmocka_unit_test(what_levels_bring),
        cmocka_unit_test(what_classes_gain),  cmocka_unit_test(classes_are_sound),   cmocka_unit_test(what_races_are),
        cmocka_unit_test(all_races_are_there), cmocka_unit_test(born_differently),
        cmocka_unit_test(found_as_by_walking),
    };
    return cmocka_run_group_tests_name("tables", tests, NULL, NULL);
}
