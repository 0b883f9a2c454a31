/* tests/zones/rules/test_skills.c -- the skills of the game as they are: the names that clients know, and something to
 * learn for everybody.  What each of them does when it is used is tests/zones/skills' business. */
#include "core/memory.h"
#include "tests/zones/tables.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { KNOWN_CLASSES = 8, SKILLS_TOLD = 600, SPAN = 10 };

/* A name that clients of the game know. */
struct known {
    const char *name;
    const char *command;           /* what they type; NULL: `cast`, `play` and the name, or nothing */
    const char *affect;            /* what they wait for among AFFECTS; NULL: nothing */
    struct { const char *class; unsigned level; } from[KNOWN_CLASSES];
    bool group;                    /* "command group" is typed */
};

static const struct known known[] = {
    /* priestly */
    { "heal", "heal", NULL, { { "priest", 1 }, { "templar", 1 }, { "druid", 1 }, { "prophet", 1 } }, false },
    { "refresh", "refresh", NULL, { { "priest", 4 }, { "templar", 4 }, { "druid", 4 }, { "prophet", 4 } }, false },
    { "bless", "bless", "bless", { { "priest", 7 }, { "templar", 7 }, { "druid", 7 }, { "prophet", 7 } }, true },
    { "true seeing", "truesee", "true seeing",
      { { "priest", 8 }, { "templar", 8 }, { "druid", 8 }, { "prophet", 8 }, { "valkyrie", 50 } }, false },
    { "cure", "cure", NULL, { { "priest", 9 }, { "templar", 9 }, { "druid", 9 }, { "prophet", 9 } }, false },
    { "vigor", "vigor", "vigor", { { "priest", 26 }, { "templar", 26 }, { "druid", 26 }, { "prophet", 26 } }, true },
    { "divine armor", "darmor", "divine armor", { { "prophet", 10 }, { "templar", 11 } }, false },
    { "sanctuary", "sanctuary", "sanctuary", { { "prophet", 16 }, { "templar", 17 }, { "paladin", 70 } }, true },
    { "miracle", "miracle", NULL, { { "prophet", 17 }, { "templar", 22 } }, false },
    { "power heal", "pheal", NULL, { { "templar", 33 }, { "prophet", 33 } }, false },
    { "full heal", "fheal", NULL, { { "prophet", 58 }, { "templar", 60 } }, false },
    { "spiritual guardian", "spirit", "spiritual guardian", { { "prophet", 39 }, { "templar", 51 } }, false },
    { "blade barrier", "blade", "blade barrier", { { "templar", 53 } }, false },
    { "divine shield", "dshield", "divine shield", { { "paladin", 50 }, { "templar", 70 } }, false },
    { "earthquake", "earthquake", NULL, { { "templar", 42 }, { "druid", 50 } }, false },
    { "fst", "fst", NULL, { { "templar", 25 }, { "druid", 29 } }, false },
    { "protection from death", "pfd", "protection from death", { { 0 } }, false },
    { "reverb", "reverb", NULL, { { 0 } }, false },
    /* druid */
    { "barkskin", "barkskin", "barkskin", { { "druid", 11 } }, true },
    { "smount", "smount", NULL, { { "druid", 26 } }, false },
    { "dehydrate", "dehydrate", NULL, { { "druid", 27 }, { "necromancer", 20 } }, false },
    { "shapechange plant", "shapechange", "shapechange", { { "druid", 42 } }, false },
    { "shapechange mammoth", "shapechange", "shapechange", { { "druid", 49 } }, false },
    { "shapechange wyvern", "shapechange", "shapechange", { { "druid", 60 } }, false },
    { "shapechange frost dragon", "shapechange", "shapechange", { { "druid", 65 } }, false },
    { "shapechange star dragon", "shapechange", "shapechange", { { "druid", 70 } }, false },
    { "shapechange copper dragon", "shapechange", "shapechange", { { "druid", 75 } }, false },
    { "shapechange gold dragon", "shapechange", "shapechange", { { "druid", 75 } }, false },
    { "shapechange mantis dragon", "shapechange", "shapechange", { { "druid", 100 } }, false },
    { "faerie fire", "ffire", "faerie fire", { { 0 } }, true },
    { "friend", "friend", NULL, { { 0 } }, true },
    { "renewlife", "renewlife", NULL, { { 0 } }, false },
    /* mage, wizard, necromancer */
    { "zap", "zap", NULL, { { "mage", 1 }, { "wizard", 1 }, { "necromancer", 1 } }, false },
    { "strength", "strength", "strength", { { "mage", 2 }, { "wizard", 2 }, { "necromancer", 2 } }, false },
    { "familiar", "familiar", NULL, { { "mage", 5 }, { "wizard", 5 }, { "necromancer", 5 } }, false },
    { "chill touch", "ctouch", NULL, { { "mage", 10 }, { "wizard", 10 }, { "necromancer", 10 } }, false },
    { "haste", "haste", "haste", { { "wizard", 23 } }, true },
    { "iceshield", "iceshield", "iceshield", { { "wizard", 23 } }, false },
    { "alacrity", "alacrity", "alacrity", { { "wizard", 32 } }, false },
    { "vivify", "vivify", "vivify", { { "wizard", 32 } }, false },
    { "static field", NULL, "static field", { { "wizard", 32 } }, false },
    { "crystal eyes", "ceyes", "crystal eyes", { { "wizard", 10 } }, false },
    { "magic shield", "mshield", "magic shield", { { "wizard", 10 } }, false },
    { "blur", "blur", "blur", { { 0 } }, false },
    { "shroud of darkness", "shroud", "shroud of darkness", { { 0 } }, false },
    { "invisibility", "invisibility", "invisibility", { { 0 } }, false },
    { "fireshield", "fireshield", "fireshield", { { 0 } }, false },
    { "acidshield", "acidshield", "acidshield", { { 0 } }, false },
    { "invisibility to undead", "uinvis", "invisibility to undead", { { 0 } }, false },
    { "corpse visage", "cvisage", "corpse visage", { { 0 } }, false },
    { "mortify lich", "mortify", "shapechange", { { 0 } }, false },
    { "zombify", "zombieform", "zombify", { { 0 } }, false },
    { "grim ward", "grimward", "grim ward", { { "demoniac", 60 } }, false },
    { "energy drain", "edrain", NULL, { { 0 } }, false },
    { "vampiric drain", "vdrain", NULL, { { 0 } }, false },
    { "viscera drain", "viscera", NULL, { { 0 } }, false },
    { "hellstream", "hellstream", NULL, { { 0 } }, false },
    /* of the mages' page */
    { "dispel magic", NULL, NULL, { { "mage", 4 } }, false },
    { "swim", NULL, NULL, { { "mage", 4 } }, false },
    { "ride", NULL, NULL, { { "mage", 6 } }, false },
    { "sleep", NULL, NULL, { { "mage", 8 } }, false },
    { "precision spells", NULL, NULL, { { "mage", 10 } }, false },
    { "blunt weapons", NULL, NULL, { { "mage", 10 } }, false },
    { "edged weapons", NULL, NULL, { { "mage", 10 } }, false },
    { "ventriloquate", NULL, NULL, { { "mage", 11 } }, false },
    { "know monster", NULL, NULL, { { "mage", 12 } }, false },
    { "fear", NULL, NULL, { { "mage", 15 } }, false },
    { "charm monster", NULL, NULL, { { "mage", 19 } }, false },
    { "shield use", NULL, NULL, { { "mage", 20 } }, false },
    { "armor use", NULL, NULL, { { "mage", 20 } }, false },
    { "natural weapons", NULL, NULL, { { "mage", 20 } }, false },
    { "identify", NULL, NULL, { { "mage", 24 } }, false },
    { "fly", NULL, NULL, { { "mage", 51 } }, false },
    /* of the wizards' page */
    { "detect poison", NULL, NULL, { { "wizard", 9 } }, false },
    { "burning hands", NULL, NULL, { { "wizard", 11 } }, false },
    { "shocking grasp", NULL, NULL, { { "wizard", 11 } }, false },
    { "knock", NULL, NULL, { { "wizard", 12 } }, false },
    { "light", NULL, NULL, { { "wizard", 13 } }, false },
    { "fubar", NULL, NULL, { { "wizard", 14 } }, false },
    { "slow", NULL, NULL, { { "wizard", 16 } }, false },
    { "teleport", NULL, NULL, { { "wizard", 16 } }, false },
    { "poison", NULL, NULL, { { "wizard", 17 } }, false },
    { "web", NULL, NULL, { { "wizard", 17 } }, false },
    { "astral walk", NULL, NULL, { { "wizard", 18 } }, false },
    { "chromatic orb", NULL, NULL, { { "wizard", 18 } }, false },
    { "enlarge", NULL, NULL, { { "wizard", 19 } }, false },
    { "reduce", NULL, NULL, { { "wizard", 19 } }, false },
    { "bookbinding", NULL, NULL, { { "wizard", 20 } }, false },
    { "enchant weapon", NULL, NULL, { { "wizard", 20 } }, false },
    { "enchant armor", NULL, NULL, { { "wizard", 20 } }, false },
    { "wizard eye", NULL, NULL, { { "wizard", 20 } }, false },
    { "brewing", "brew", NULL, { { "wizard", 20 } }, false },
    { "weaving", "weave", NULL, { { "wizard", 20 } }, false },
    /* of the rogues' page */
    { "backstab", "backstab", NULL, { { "rogue", 1 } }, false },
    { "critical hits", NULL, NULL, { { "rogue", 1 } }, false },
    { "kick", "kick", NULL, { { "rogue", 4 }, { "assassin", 4 }, { "demoniac", 4 }, { "bard", 4 }, { "fighter", 1 },
                              { "barbarian", 1 }, { "ranger", 1 }, { "paladin", 1 } }, false },
    { "sneak", "sneak", NULL, { { "rogue", 6 } }, false },
    { "climb", NULL, NULL, { { "rogue", 7 } }, false },
    { "hide", "hide", NULL, { { "rogue", 8 } }, false },
    { "peek", "peek", NULL, { { "rogue", 9 } }, false },
    { "palm", "palm", NULL, { { "rogue", 9 } }, false },
    { "dodge", NULL, NULL, { { "rogue", 10 } }, false },
    { "ranged weapons", NULL, NULL, { { "rogue", 10 } }, false },
    { "orienteering", NULL, NULL, { { "rogue", 10 } }, false },
    { "multi attack", NULL, NULL, { { "rogue", 12 } }, false },
    { "trip", "trip", NULL, { { "rogue", 13 } }, false },
    { "trap mastery", NULL, NULL, { { "rogue", 15 } }, false },
    { "blind fighting", NULL, NULL, { { "rogue", 15 } }, false },
    { "disarm", "disarm", NULL, { { "rogue", 18 } }, false },
    { "hunt", "hunt", NULL, { { "rogue", 20 } }, false },
    { "feign death", NULL, NULL, { { "rogue", 21 } }, false },
    { "lore", NULL, NULL, { { "rogue", 22 } }, false },
    { "gouge", "gouge", NULL, { { "rogue", 25 } }, false },
    { "lure", "lure", NULL, { { "rogue", 32 } }, false },
    { "building", NULL, NULL, { { "rogue", 50 } }, false },
    /* of rogues and what they become */
    { "assassinate", "assassinate", NULL, { { 0 } }, false },
    { "bind", "bind", NULL, { { "ranger", 21 }, { "assassin", 27 }, { "barbarian", 60 } }, false },
    { "soul syphon", NULL, NULL, { { "demoniac", 28 } }, false },
    { "drain", "drain", NULL, { { "demoniac", 20 } }, false },
    { "deadeyes", "deadeyes", "deadeyes", { { "demoniac", 26 } }, false },
    { "protection from good", "pfg", "protection from good", { { "demoniac", 33 } }, false },
    { "bloodlust", "bloodlust", "bloodlust", { { "demoniac", 40 } }, false },
    { "demonform fire", "demonform", "shapechange", { { "demoniac", 49 } }, false },
    { "hillsborough halfstep", NULL, NULL, { { "bard", 31 } }, false },
    { "march", NULL, NULL, { { "bard", 41 } }, false },
    { "gelsewhere", NULL, NULL, { { 0 } }, false },
    { "tale of valor", NULL, "tale of valor", { { "bard", 70 }, { "valkyrie", 58 } }, false },
    { "tumble", "tumble", NULL, { { 0 } }, false },
    { "pick lock", "pick", NULL, { { 0 } }, false },
    /* of fighters and what they become */
    { "layhands", "lay", NULL, { { "paladin", 11 } }, false },
    { "mead", "mead", NULL, { { "valkyrie", 10 } }, false },
    { "assimilate", "assimilate", NULL, { { "dreadlord", 16 } }, false },
    { "call mount", NULL, NULL, { { "dreadlord", 21 }, { "paladin", 21 }, { "ranger", 23 }, { "valkyrie", 27 } }, false },
    { "wio", "wio", NULL, { { "valkyrie", 30 } }, false },
    { "valmeyjar", "valmeyjar", "haste", { { "valkyrie", 32 } }, false },
    { "deathknell", "deathknell", NULL, { { "dreadlord", 33 } }, false },
    { "impale", "impale", NULL, { { "ranger", 33 }, { "valkyrie", 36 }, { "samurai", 37 } }, false },
    { "warcry", "warcry", "warcry", { { "barbarian", 40 }, { "valkyrie", 45 } }, false },
    { "prayer", "prayer", "prayer", { { "paladin", 40 } }, false },
    { "valravn", "valravn", NULL, { { "valkyrie", 40 } }, false },
    { "charge", "charge", NULL, { { "fighter", 42 }, { "barbarian", 42 }, { "ranger", 42 }, { "dreadlord", 42 }, { "paladin", 42 },
                                  { "valkyrie", 42 }, { "samurai", 50 } }, false },
    { "endurance", "endurance", NULL, { { "ranger", 29 }, { "monk", 29 }, { "barbarian", 44 }, { "valkyrie", 44 } }, false },
    { "unholy aura", "aura", "unholy aura", { { "dreadlord", 60 } }, false },
    { "wraithform", "wraithform", "wraithform", { { "dreadlord", 70 } }, false },
    { "purify", "purify", NULL, { { "monk", 55 }, { "ranger", 70 }, { "valkyrie", 70 } }, false },
    { "bifrost", "bifrost", NULL, { { "valkyrie", 75 } }, false },
    { "holysteed", "holysteed", NULL, { { 0 } }, false },
    { "warpaint *", "warpaint", "warpaint", { { 0 } }, false },     /* azure, crimson, mandrake */
    { "bash", "bash", NULL, { { 0 } }, false },
    { "rescue", "rescue", NULL, { { 0 } }, false },
    { "chain", "chain", NULL, { { 0 } }, false },
    /* of monastics and what they become */
    { "meditate", "meditate", NULL, { { "monk", 16 }, { "monastic", 16 }, { "samurai", 16 }, { "templar", 29 }, { "prophet", 43 } }, false },
    { "focus *", "focus", "focus", { { "monk", 18 }, { "monastic", 18 }, { "samurai", 18 }, { "valkyrie", 34 }, { "barbarian", 36 },
                                     { "ranger", 40 }, { "assassin", 75 }, { "bard", 75 } }, false },
    { "dragonstrike", "dragonstrike", NULL, { { "samurai", 33 }, { "monk", 43 } }, false },
    { "fdk", "fdk", NULL, { { "monk", 50 } }, false },
    { "battou jutsu", NULL, NULL, { { "samurai", 52 } }, false },
    { "spirit of bushido", "bushido", "spirit of bushido", { { "samurai", 55 } }, false },
    /* of anybody */
    { "werewolf", "werewolf", "shapechange", { { "fighter", 50 }, { "priest", 50 } }, false },
    { "skin", "skin", NULL, { { 0 } }, false },
    { "butcher", "butcher", NULL, { { 0 } }, false },
    { "chirurgy", "extract", NULL, { { 0 } }, false },
    { "fishing", "fish", NULL, { { 0 } }, false },
    { "gathering", "gather", NULL, { { 0 } }, false },
    { "logging", "log", NULL, { { 0 } }, false },
    { "mining", "mine", NULL, { { 0 } }, false },
    { "poisoncraft", NULL, NULL, { { 0 } }, false },
    { "carve", "carve", NULL, { { 0 } }, false },
    { "bonecraft", "bonecraft", NULL, { { 0 } }, false },
    { "armorcraft", "armorcraft", NULL, { { 0 } }, false },
    { "tan", "tan", NULL, { { 0 } }, false },
    { "mill", "mill", NULL, { { 0 } }, false },
    { "forge", "forge", NULL, { { 0 } }, false },
    { "smelt", "smelt", NULL, { { 0 } }, false },
    { "cook", "cook", NULL, { { 0 } }, false },
};
enum { KNOWN = sizeof known / sizeof *known };
_Static_assert(KNOWN == 174, "so many names are known");

/* The rest of `name *`. */
static const char *const families[][8] = {
    { "warpaint ", "azure", "crimson", "mandrake" },
    { "focus ", "strength", "intelligence", "wisdom", "dexterity", "constitution", "luck" },
};

/* All that clients look for among AFFECTS by name. */
static const char *const affects[] = {
    "alacrity", "barkskin", "blade barrier", "bless", "blur", "bloodlust", "corpse visage", "crystal eyes", "deadeyes",
    "divine armor", "divine shield", "faerie fire", "focus", "grim ward", "haste", "iceshield", "fireshield", "acidshield",
    "invisibility", "invisibility to undead", "magic shield", "prayer", "protection from death", "protection from good",
    "sanctuary", "shapechange", "shroud of darkness", "spirit of bushido", "spiritual guardian", "static field", "strength",
    "tale of valor", "true seeing", "unholy aura", "vigor", "vivify", "warcry", "warpaint", "wraithform", "zombify",
};

static unsigned wrongs;

static void wrong(const char *name, const char *format, ...) PRINTF_LIKE(2, 3);
static void wrong(const char *name, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fprintf(stderr, "%s: ", name);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    wrongs++;
}

/* -- the known names */

static void must_fit(const struct known *row, const char *name)
{
    const struct rules *rules = tables();
    uint16_t number = rules_skill(rules, name);
    if (number == NO_SKILL) {
        wrong(name, "it is not there");
        return;
    }
    const struct skill *skill = &rules->skills[number];
    if (row->command != NULL && (skill->command == NULL || strcmp(skill->command, row->command) != 0))
        wrong(name, "the command is '%s', not '%s'", skill->command == NULL ? "" : skill->command, row->command);
    if (row->affect != NULL && strcmp(skill->affect, row->affect) != 0)
        wrong(name, "the affect is '%s', not '%s'", skill->affect, row->affect);
    if (row->group && !skill->group && skill->kind != SKILL_SONG)
        wrong(name, "'%s group' does not work", row->command);
    for (unsigned at = 0; at < KNOWN_CLASSES && row->from[at].class != NULL; at++) {
        unsigned level = skill_level(rules, skill, rules_class(rules, row->from[at].class));
        if (level != row->from[at].level)
            wrong(name, "a %s learns it from level %u, not %u", row->from[at].class, level, row->from[at].level);
    }
}

static void known_names(void **state)
{
    (void)state;
    char name[60];
    wrongs = 0;
    for (unsigned at = 0; at < KNOWN; at++) {
        size_t stem = strlen(known[at].name) - 1;
        if (known[at].name[stem] != '*') {
            must_fit(&known[at], known[at].name);
            continue;
        }
        for (unsigned family = 0; family < sizeof families / sizeof *families; family++)
            for (unsigned n = 1; n < 8 && families[family][n] != NULL && strncmp(known[at].name, families[family][0], stem) == 0; n++) {
                snprintf(name, sizeof name, "%s%s", families[family][0], families[family][n]);
                must_fit(&known[at], name);
            }
    }
    assert_int_equal(wrongs, 0);
}

/* An affect of that name can be upon somebody: a skill lays one, and calls it so. */
static bool is_laid(const struct skill *skill, const char *name)
{
    for (unsigned at = 0; at < skill->effect_count; at++) {
        const struct effect *effect = &skill->does[at];
        bool lays = effect->kind == EFFECT_AFFECT || effect->kind == EFFECT_SHAPE || effect->kind == EFFECT_SONG;
        if (lays && strcmp(skill->affect, name) == 0)
            return true;
    }
    return false;
}

static void known_affects(void **state)
{
    (void)state;
    const struct rules *rules = tables();
    wrongs = 0;
    for (unsigned at = 0; at < sizeof affects / sizeof *affects; at++) {
        bool found = false;
        for (unsigned skill = 0; skill < rules->skill_count && !found; skill++)
            found = is_laid(&rules->skills[skill], affects[at]);
        if (!found)
            wrong(affects[at], "nothing lays such an affect");
    }
    assert_int_equal(wrongs, 0);
}

/* -- all of them */

static void no_mistakes(void **state)
{
    (void)state;
    unsigned mistakes = 0;
    struct rules *rules = rules_load("zones/tables", stderr, &mistakes);
    assert_non_null(rules);
    assert_int_equal(mistakes, 0);
    rules_free(&rules);
    assert_null(rules);
}

static void as_many_as_told(void **state)
{
    (void)state;
    assert_int_equal(skills_learnable(tables()), SKILLS_TOLD);
}

static unsigned learned_between(const struct rules *rules, int class, unsigned first, unsigned last)
{
    unsigned count = 0;
    for (unsigned at = 0; at < rules->skill_count; at++) {
        unsigned level = skill_level(rules, &rules->skills[at], class);
        count += level >= first && level <= last;
    }
    return count;
}

static void something_to_look_forward_to(void **state)
{
    (void)state;
    const struct rules *rules = tables();
    wrongs = 0;
    for (unsigned class = rules->path_count; class < rules->class_count; class++)
        for (unsigned first = 1; first <= LEVELS_MORTAL; first += SPAN)
            if (learned_between(rules, (int)class, first, first + SPAN - 1) == 0)
                wrong(rules->classes[class].key, "nothing to learn from level %u to %u", first, first + SPAN - 1);
    assert_int_equal(wrongs, 0);
}

/* Some effects have sentences of their own. */
static bool speaks_for_itself(uint8_t effect)
{
    switch (effect) {
    case EFFECT_STRIKE: case EFFECT_SHOOT: case EFFECT_PEEK: case EFFECT_IDENTIFY: case EFFECT_KNOW: case EFFECT_LOCATE:
    case EFFECT_FARSEE: case EFFECT_TRACK: case EFFECT_THROWVOICE:
        return true;
    default:
        return false;
    }
}

/* Whoever does something is told what came of it. */
static void everything_is_said(void **state)
{
    (void)state;
    const struct rules *rules = tables();
    wrongs = 0;
    for (unsigned at = 0; at < rules->skill_count; at++) {
        const struct skill *skill = &rules->skills[at];
        bool told = skill->kind == SKILL_PASSIVE || skill->kind == SKILL_HARVEST || skill->kind == SKILL_CRAFT;
        for (unsigned n = 0; n < skill->effect_count; n++)
            told |= speaks_for_itself(skill->does[n].kind);
        if (!told && skill->lines[LINE_SELF] == NULL)
            wrong(skill->name, "says nothing to who does it");
    }
    assert_int_equal(wrongs, 0);
}

/* The command of each finds it, and words behind a shared one say which. */
static void every_command_is_found(void **state)
{
    (void)state;
    const struct rules *rules = tables();
    for (uint16_t at = 0; at < rules->skill_count; at++) {
        const struct skill *skill = &rules->skills[at];
        if (skill->command == NULL)
            continue;
        const char *words = skill_shares_command(rules, at) ? skill->name + strlen(skill->command) + 1 : "Ada";
        const char *left = words;
        assert_int_equal(rules_skill_typed(rules, skill->command, &left), at);
        assert_string_equal(left, words == left ? "Ada" : "");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_mistakes),
        cmocka_unit_test(known_names),
        cmocka_unit_test(known_affects),
        cmocka_unit_test(as_many_as_told),
        cmocka_unit_test(something_to_look_forward_to),
        cmocka_unit_test(everything_is_said),
        cmocka_unit_test(every_command_is_found),
    };
    return cmocka_run_group_tests_name("skills", tests, NULL, NULL);
}
