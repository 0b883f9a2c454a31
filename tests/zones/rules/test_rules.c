/* tests/zones/rules/test_rules.c -- reading tables: what good rows become, every mistake of bad ones with its place, and
 * finding in what was read. */
#include "zones/rules/gear.h"
#include "zones/rules/rules.h"
#include "zones/world/world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

enum { PATH_MOST = 100 };

/* A folder of tables, and what reading it gave. */
static struct {
    char          path[PATH_MOST];
    struct rules *rules;
    char         *said;            /* without the folder's path */
    unsigned      count;
} folder;

static void put_file(const char *name, const char *content)
{
    char path[PATH_MOST + 40];
    snprintf(path, sizeof path, "%s/%s", folder.path, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(content, file);
    fclose(file);
}

static const char constants[] = "fighting: {round_ms: 2500}\n";
static const char classes[] =
    "wizard: {name: Wizard, code: WIZ, path: mage, about: Reads., prime: int, gains: {health: 35, mana: 55, stamina: 35},\n"
    "         heroes: {health: 1, mana: 2, stamina: 3}, hitroll: 1, damroll: 2, armor: cloth, caster: yes, caller: spell}\n"
    "mage: {name: Mage, code: MAG, about: Learns., prime: int, gains: {health: 30, mana: 50, stamina: 30},\n"
    "       heroes: {health: 1, mana: 2, stamina: 3}, hitroll: 1, damroll: 2, armor: cloth, gives: {int: 1}}\n"
    "rogue: {name: Rogue, code: ROG, about: Hides., prime: dex, gains: {health: 30, mana: 50, stamina: 30},\n"
    "        heroes: {health: 1, mana: 2, stamina: 3}, hitroll: 1, damroll: 2, armor: leather}\n";
static const char races[] =
    "human: {name: Human, playable: yes, natures: [humanoid, living], about: People.}\n"
    "ghoul: {name: Ghoul, natures: [undead], about: Eats., barred: [mage], gives: {str: -2, flying: 1}, experience: 110,\n"
    "        blow: natural, blow_word: claw}\n";
static const char gear[] =
    "weapons:\n"
    "  dagger: {about: a dagger, kind: pierce, hands: 1, percent: 75, stones: 2, verb: stab}\n"
    "armor:\n"
    "  cloth: {about: cloth, weight: cloth, percent: 35, stones: 4}\n"
    "slots: {body: 30}\n"
    "materials:\n"
    "  steel: {strength: 100, weight: 100, value: 100, durability: 500}\n"
    "qualities:\n"
    "  good: {percent: 100, value: 100}\n";
static const char creatures[] =
    "roles:\n"
    "  soldier: {about: fights, health: 100, mana: 10, damage: 100, armor: 100, hit: 100, experience: 100, coins: 100}\n"
    "builds:\n"
    "  plain: {health: 100, damage: 100}\n"
    "creatures:\n"
    "  wolf: {name: a wolf, line: A wolf is here., keys: [wolf], race: ghoul, role: soldier, build: plain, text: Grey.}\n";
static const char skills[] =
    "zap:\n"
    "  command: zap\n"
    "  kind: spell\n"
    "  classes: {mage: 1}\n"
    "  cost: 5\n"
    "  target: foe\n"
    "  does: [{damage: shock, base: 4, level: 60, spread: 20}]\n"
    "  text: A spark.\n"
    "frost hand:\n"
    "  kind: spell\n"
    "  classes: {wizard: 10}\n"
    "  delay: 500\n"
    "  cooldown: 3\n"
    "  target: foe\n"
    "  save: body\n"
    "  needs: {zap: 40}\n"
    "  affect: cold\n"
    "  tags: [magic, cold]\n"
    "  when: [not_fighting, {weapon: dagger}, {target_wounded: 50}]\n"
    "  does:\n"
    "    - {affect: {str: -2, dodge: 3}, hours: 2, chance: 40, every: {seconds: 3, does: [{damage: cold, base: 1}]}}\n"
    "    - {end: [fire, acid]}\n"
    "  says: {self: \"You touch {target}.\", ends: Warmth returns.}\n"
    "  text: Ice.\n"
    "grow oak:\n"
    "  command: grow\n"
    "  kind: form\n"
    "  classes: {mage: 5, wizard: 7}\n"
    "  does: [{shape: oak, gives: {armor: 3}}, {summon: wolf, hours: 1}]\n"
    "  text: An oak.\n"
    "grow ash:\n"
    "  command: grow\n"
    "  kind: stance\n"
    "  classes: {mage: 5, wizard: 3}\n"
    "  position: sleeping\n"
    "  does: [{stance: ash, gives: {armor: 3}}]\n"
    "  text: An ash.\n"
    "wet:\n"
    "  kind: state\n"
    "  does: [{affect: {resist_cold: -5}}]\n"
    "  text: Wet.\n";

static void put_levels(void)
{
    char path[PATH_MOST + 40];
    snprintf(path, sizeof path, "%s/levels.yaml", folder.path);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    for (unsigned level = 1; level <= LEVELS_MORTAL; level++)
        fprintf(file, "%u: {experience: %u, skill_points: 1}\n", level, level * 10);
    fclose(file);
}

static const char *const files[] = {
    "constants.yaml", "classes.yaml", "races.yaml", "gear.yaml", "creatures.yaml", "levels.yaml", "skills/a.yaml", "skills/b.yaml",
    "skills", "",
};

static int begin(void **state)
{
    char path[PATH_MOST + 10];
    (void)state;
    snprintf(folder.path, sizeof folder.path, "/tmp/test_rules_XXXXXX");
    assert_non_null(mkdtemp(folder.path));
    snprintf(path, sizeof path, "%s/skills", folder.path);
    assert_int_equal(mkdir(path, 0700), 0);
    put_file("constants.yaml", constants);
    put_file("classes.yaml", classes);
    put_file("races.yaml", races);
    put_file("gear.yaml", gear);
    put_file("creatures.yaml", creatures);
    put_file("skills/a.yaml", skills);
    put_levels();
    return 0;
}

static int end(void **state)
{
    (void)state;
    for (unsigned at = 0; at < sizeof files / sizeof *files; at++) {
        char path[PATH_MOST + 40];
        snprintf(path, sizeof path, "%s/%s", folder.path, files[at]);
        remove(path);
    }
    assert_int_equal(access(folder.path, F_OK), -1);
    rules_free(&folder.rules);
    free(folder.said);
    folder.said = NULL;
    return 0;
}

static void load(void)
{
    size_t size;
    char *said;
    FILE *mistakes = open_memstream(&said, &size);
    folder.count = 0;
    rules_free(&folder.rules);
    folder.rules = rules_load(folder.path, mistakes, &folder.count);
    fclose(mistakes);
    free(folder.said);
    folder.said = said;
    size_t length = strlen(folder.path) + 1;
    for (char *at = said; (at = strstr(at, folder.path)) != NULL;)
        memmove(at, at + length, strlen(at + length) + 1);
}

/* One file is bad: this is all that is said. */
static void says(const char *name, const char *content, const char *said, unsigned count)
{
    put_file(name, content);
    load();
    assert_string_equal(folder.said, said);
    assert_int_equal(folder.count, count);
}

/* A skill of a file of its own, with a name, kind, classes and text that are good. */
static void row_says(const char *lines, const char *said)
{
    char content[2000];
    unsigned count = 0;
    snprintf(content, sizeof content, "odd:\n  kind: spell\n  classes: {mage: 9}\n  text: Odd.\n%s", lines);
    for (const char *at = said; (at = strchr(at, '\n')) != NULL; at++)
        count++;
    says("skills/b.yaml", content, said, count);
    assert_int_equal(rules_skill(folder.rules, "odd") == NO_SKILL, count > 0);
    assert_int_not_equal(rules_skill(folder.rules, "zap"), NO_SKILL);
}

static const struct skill *skill_named(const char *name)
{
    uint16_t number = rules_skill(folder.rules, name);
    assert_int_not_equal(number, NO_SKILL);
    return &folder.rules->skills[number];
}

/* -- good tables -- */

static void what_rows_become(void **state)
{
    (void)state;
    load();
    assert_string_equal(folder.said, "");
    const struct rules *rules = folder.rules;
    assert_int_equal(rules->constants.round_ms, 2500);
    assert_int_equal(rules->constants.critical_percent, 200);       /* as constants.def has it */
    assert_int_equal(rules->levels[100].experience, 1000);
    assert_int_equal(rules->path_count, 2);
    assert_int_equal(rules->class_count, 3);
    assert_string_equal(rules->classes[0].key, "mage");             /* paths come first */
    assert_string_equal(rules->classes[2].key, "wizard");
    assert_int_equal(rules->classes[2].path, 0);
    assert_int_equal(rules->classes[2].level, 10);
    assert_int_equal(rules->classes[0].gives[0].figure, FIGURE_INT);
    assert_int_equal(rules->races[1].barred, 1u << 0 | 1u << 2);    /* a path bars what it leads to */
    assert_true(rules->races[1].undead && !rules->races[0].undead);
    assert_int_equal(rules->races[1].give_count, 2);
    assert_int_equal(rules->races[1].gives[0].amount, -2);
    assert_int_equal(rules->races[0].experience, 100);
    assert_int_equal(rules->skill_count, 5);
    assert_int_equal(skills_learnable(rules), 4);
}

static void what_a_skill_becomes(void **state)
{
    (void)state;
    load();
    const struct skill *hand = skill_named("frost hand"), *zap = skill_named("zap"), *ash = skill_named("grow ash");
    assert_string_equal(hand->affect, "cold");
    assert_string_equal(zap->affect, "zap");
    assert_int_equal(hand->delay_ms, 500);
    assert_int_equal(zap->delay_ms, 2000);
    assert_int_equal(ash->delay_ms, 0);
    assert_int_equal(hand->cooldown_ms, 3000);
    assert_true(hand->hostile && zap->hostile && !ash->hostile);
    assert_true(ash->waking && !zap->waking);
    assert_int_equal(hand->needs, rules_skill(folder.rules, "zap"));
    assert_int_equal(hand->needs_percent, 40);
    assert_int_equal(hand->tags, 1u << TAG_MAGIC | 1u << TAG_COLD);
    assert_int_equal(hand->when_count, 3);
    assert_int_equal(hand->when[1].kind, CONDITION_WEAPON);
    assert_string_equal(hand->when[1].word, "dagger");
    assert_int_equal(hand->when[2].number, 50);
    assert_string_equal(hand->lines[LINE_ENDS], "Warmth returns.");
    assert_null(hand->lines[LINE_ROOM]);
    assert_string_equal(strrchr(hand->file, '/'), "/a.yaml");
    assert_int_equal(hand->at_line, 9);
}

static void what_an_effect_becomes(void **state)
{
    (void)state;
    load();
    const struct skill *hand = skill_named("frost hand"), *oak = skill_named("grow oak");
    const struct effect *affect = &hand->does[0], *spark = &skill_named("zap")->does[0];
    assert_int_equal(spark->damage, DAMAGE_SHOCK);
    assert_int_equal(spark->base, 4);
    assert_int_equal(spark->level, 60);
    assert_int_equal(spark->spread, 20);
    assert_int_equal(spark->on, ON_TARGET);
    assert_int_equal(spark->chance, 100);
    assert_int_equal(spark->times, 1);
    assert_int_equal(affect->give_count, 2);
    assert_int_equal(affect->gives[0].figure, FIGURE_STR);
    assert_int_equal(affect->gives[0].amount, -2);
    assert_int_equal(affect->ms, 150000);
    assert_int_equal(affect->chance, 40);
    assert_int_equal(affect->every_ms, 3000);
    assert_int_equal(affect->every_count, 1);
    assert_int_equal(affect->every[0].damage, DAMAGE_COLD);
    assert_int_equal(hand->does[1].tags, 1u << TAG_FIRE | 1u << TAG_ACID);
    assert_int_equal(hand->does[1].times, 0);                       /* all of them */
    assert_string_equal(oak->does[0].word, "oak");
    assert_int_equal(oak->does[0].on, ON_SELF);
    assert_int_equal(oak->does[1].base, 80);
}

static bool even(uint16_t skill, const void *data)
{
    (void)data;
    return skill % 2 == 0;
}

static void finding(void **state)
{
    (void)state;
    load();
    const struct rules *rules = folder.rules;
    uint16_t hand = rules_skill(rules, "frost hand"), ash = rules_skill(rules, "grow ash"), oak = rules_skill(rules, "grow oak");
    assert_int_equal(rules_skill(rules, "FROST HAND"), hand);
    assert_int_equal(rules_skill(rules, "frost"), NO_SKILL);
    assert_int_equal(rules_skill_prefix(rules, "fro", NULL, NULL), hand);
    assert_int_equal(rules_skill_prefix(rules, "grow o", NULL, NULL), oak);
    assert_int_equal(rules_skill_prefix(rules, "g", NULL, NULL), ash);
    assert_int_equal(rules_skill_prefix(rules, "g", even, NULL), ash % 2 == 0 ? ash : oak);
    assert_int_equal(rules_skill_prefix(rules, "", NULL, NULL), NO_SKILL);
    assert_int_equal(rules_skill_command(rules, "za"), rules_skill(rules, "zap"));
    assert_int_equal(rules_skill_command(rules, "z"), NO_SKILL);
    assert_int_equal(rules_skill_command(rules, "frost"), NO_SKILL);
    assert_int_equal(rules_class(rules, "WIZARD"), 2);
    assert_int_equal(rules_class(rules, "Wiz"), -1);
    assert_string_equal(rules_race(rules, "Ghoul")->key, "ghoul");
    assert_null(rules_race(rules, "elf"));
}

static void sharing_a_command(void **state)
{
    (void)state;
    load();
    const struct rules *rules = folder.rules;
    uint16_t ash = rules_skill(rules, "grow ash"), oak = rules_skill(rules, "grow oak"), zap = rules_skill(rules, "zap");
    const char *words = "oak now";
    assert_true(skill_shares_command(rules, ash) && !skill_shares_command(rules, zap));
    assert_int_equal(rules_skill_typed(rules, "grow", &words), oak);
    assert_string_equal(words, "now");
    words = "a";
    assert_int_equal(rules_skill_typed(rules, "gr", &words), ash);
    assert_string_equal(words, "");
    words = "elm";
    assert_int_equal(rules_skill_typed(rules, "grow", &words), NO_SKILL);
    words = "";
    assert_int_equal(rules_skill_typed(rules, "grow", &words), NO_SKILL);
    words = "bob";
    assert_int_equal(rules_skill_typed(rules, "zap", &words), zap);
    assert_string_equal(words, "bob");
}

/* A class has what its path has, from whichever level comes first. */
static void who_learns_when(void **state)
{
    (void)state;
    load();
    const struct rules *rules = folder.rules;
    assert_int_equal(skill_level(rules, skill_named("zap"), 0), 1);
    assert_int_equal(skill_level(rules, skill_named("zap"), 2), 1);
    assert_int_equal(skill_level(rules, skill_named("zap"), 1), 0);
    assert_int_equal(skill_level(rules, skill_named("frost hand"), 0), 0);
    assert_int_equal(skill_level(rules, skill_named("grow ash"), 2), 3);
    assert_int_equal(skill_level(rules, skill_named("grow ash"), 0), 5);
    assert_int_equal(skill_level(rules, skill_named("grow oak"), 2), 5);
    assert_int_equal(skill_level(rules, skill_named("zap"), -1), 0);
    assert_int_equal(skill_level(rules, skill_named("zap"), 3), 0);
}

/* -- bad skills -- */

static void rows_with_mistakes(void **state)
{
    (void)state;
    row_says("  does: [{heal: health, base: 1}]\n", "");
    row_says("", "skills/b.yaml:1:1: a skill needs 'does'\n");
    row_says("  colour: red\n  does: [{heal: health, base: 1}]\n", "skills/b.yaml:5:3: a skill has no 'colour'\n");
    row_says("  command: Zap it\n  does: [{heal: health, base: 1}]\n",
             "skills/b.yaml:5:12: command: is 2 to 15 small letters, not 'Zap it'\n");
    row_says("  command: zap\n  does: [{heal: health, base: 1}]\n",
             "skills/b.yaml:5:12: command: 'zap' is that of 'zap' (skills/a.yaml:1)\n");
    row_says("  save_halves: yes\n  group: yes\n  does: [{heal: health, base: 1}]\n",
             "skills/b.yaml:5:16: save_halves: there is no save\n"
             "skills/b.yaml:6:10: group: only what is done to a friend can be done to the group\n");
    row_says("  hostile: yes\n  does: [{heal: health, base: 1}]\n",
             "skills/b.yaml:5:12: hostile: against whom? It is aimed at no foe\n");
    row_says("  target: foe\n  hostile: no\n  does: [{damage: fire, base: 1}]\n",
             "skills/b.yaml:6:12: hostile: it harms others, whatever is said here\n");
    row_says("  target: friend\n  does: [{damage: fire, base: 1}]\n",
             "skills/b.yaml:1:1: it harms a friend: what does that has the target foe or other\n");
    row_says("  tags: [magic, dust]\n  does: [{heal: health, base: 1}]\n", "skills/b.yaml:5:17: tags: 'dust' is not known\n");
    row_says("  says: {self: \"{target} {foo} }\", target: Hm., loud: Oh.}\n  does: [{heal: health, base: 1}]\n",
             "skills/b.yaml:5:16: self: {target} means nothing here\n"
             "skills/b.yaml:5:16: self: '{foo}' is no blank that can be filled in\n"
             "skills/b.yaml:5:16: self: '}' is no blank that can be filled in\n"
             "skills/b.yaml:5:49: says has no 'loud'\n");
}

static void classes_and_needs(void **state)
{
    (void)state;
    says("skills/b.yaml", "odd: {kind: spell, classes: {mge: 3, mage: 101}, text: Odd., does: [{heal: health, base: 1}]}\n",
         "skills/b.yaml:1:30: classes: 'mge' is no class\n"
         "skills/b.yaml:1:44: classes: 101 is more than 100\n", 2);
    says("skills/b.yaml", "odd: {kind: spell, text: Odd., does: [{heal: health, base: 1}]}\n",
         "skills/b.yaml:1:1: a skill needs 'classes'\n", 1);
    says("skills/b.yaml", "odd: {kind: state, classes: {mage: 1}, text: Odd., does: [{affect: {str: 1}}]}\n",
         "skills/b.yaml:1:1: classes: nobody learns a state\n", 1);
    row_says("  needs: {zip: 30}\n  does: [{heal: health, base: 1}]\n", "skills/b.yaml:5:11: needs: 'zip' is no other skill\n");
    row_says("  needs: {odd: 30}\n  does: [{heal: health, base: 1}]\n", "skills/b.yaml:5:11: needs: 'odd' is no other skill\n");
    row_says("  needs: {zap: 300}\n  does: [{heal: health, base: 1}]\n", "skills/b.yaml:5:16: needs: 300 is more than 100\n");
    row_says("  needs: {frost hand: 30}\n  does: [{heal: health, base: 1}]\n",
             "skills/b.yaml:5:11: needs: a mage of level 9 cannot know 'frost hand'\n"
             "skills/b.yaml:5:11: needs: a wizard of level 9 cannot know 'frost hand'\n");
}

static void conditions_with_mistakes(void **state)
{
    (void)state;
    row_says("  when: [hiden, {weapon: spoon}, {fighting: 3}, wounded, {wounded: 100}]\n  does: [{heal: health, base: 1}]\n",
             "skills/b.yaml:5:10: when: 'hiden' is not known; did you mean 'hidden'?\n"
             "skills/b.yaml:5:34: fighting: takes no value\n"
             "skills/b.yaml:5:49: wounded: needs a value, {wounded: ...}\n"
             "skills/b.yaml:5:68: wounded: 100 is more than 99\n"
             "skills/b.yaml:5:9: weapon: nothing is called 'spoon'\n");
    row_says("  when: [target_flies]\n  does: [{heal: health, base: 1}]\n",
             "skills/b.yaml:5:9: target_flies: it is aimed at nobody\n");
    row_says("  when: [{has: zork}, {stance: oak}, {terrain: soup}]\n  does: [{heal: health, base: 1}]\n",
             "skills/b.yaml:5:9: has: nothing is called 'zork'\n"
             "skills/b.yaml:5:9: stance: nothing is called 'oak'\n"
             "skills/b.yaml:5:9: terrain: nothing is called 'soup'\n");
    row_says("  when: [{has: cold}, {lacks: wet}, {has: poison}, {stance: ash}, {shape: oak}, {terrain: forest}, {weather: clear}]\n"
             "  does: [{heal: health, base: 1}]\n", "");
}

static void effects_with_mistakes(void **state)
{
    (void)state;
    row_says("  does: heal\n", "skills/b.yaml:5:9: does: must be a list of 1 to 12 effects\n");
    row_says("  does: [heal]\n", "skills/b.yaml:5:10: does: an effect is {word: ..., ...}\n");
    row_says("  does: [{base: 1, heal: health}]\n", "skills/b.yaml:5:11: does: 'base' is not known; did you mean 'raise'?\n");
    row_says("  does: [{heal: blood, base: 1}]\n", "skills/b.yaml:5:17: heal: 'blood' is not known\n");
    row_says("  does: [{heal: health}]\n", "skills/b.yaml:5:10: heal: needs 'base', 'level' or 'percent'\n");
    row_says("  does: [{heal: health, base: 1, pool: mana}]\n",
             "skills/b.yaml:5:34: 'pool' does not go with `heal`; what does: base, level, spread, on, percent\n");
    row_says("  does: [{damage: fire, base: 1}]\n", "skills/b.yaml:5:10: damage: on whom? The skill is aimed at nobody\n");
    row_says("  target: foe\n  does: [{strike: 5000, chance: 101}]\n",
             "skills/b.yaml:6:19: strike: 5000 is more than 2000\n"
             "skills/b.yaml:6:33: chance: 101 is more than 100\n");
    row_says("  target: foe\n  does: [{stun: target}]\n", "skills/b.yaml:6:10: stun: needs 'hours' or 'seconds'\n");
    row_says("  does: [{affect: {dodg: 1, str: 0, int: 999}, hours: 1}]\n",
             "skills/b.yaml:5:20: affect: 'dodg' is not known; did you mean 'dodge'?\n"
             "skills/b.yaml:5:34: str: 0 changes nothing\n"
             "skills/b.yaml:5:42: int: 999 is more than 100\n");
    row_says("  does: [{affect: {dodge: 1}}]\n", "skills/b.yaml:1:1: affect: without 'hours' or 'seconds' it would never end\n");
    row_says("  does: [{affect: {dodge: 1}, hours: 1, seconds: 2}]\n",
             "skills/b.yaml:5:10: affect: 'hours' or 'seconds', not both\n");
    row_says("  does: [{skin: hide}]\n", "skills/b.yaml:5:10: skin: asks for target: corpse\n");
    row_says("  does: [{peek: no}]\n", "skills/b.yaml:5:17: peek: is written `peek: yes`\n");
    row_says("  does: [{move: ground}]\n", "skills/b.yaml:5:10: move: nobody is put there\n");
}

/* What is told only once all tables are read leaves the row in. */
static void a_creature_that_is_missing(void **state)
{
    (void)state;
    says("skills/b.yaml", "odd: {kind: spell, classes: {mage: 9}, text: Odd., does: [{raise: cow, hours: 1}], target: corpse}\n",
         "skills/b.yaml:1:1: raise: creatures.yaml has no creature 'cow'\n", 1);
}

static void kinds_and_their_effects(void **state)
{
    (void)state;
    row_says("  does: [{stance: elm, gives: {str: 1}}]\n",
             "skills/b.yaml:1:1: a stance has the effect `stance`, and nothing else has: this is a spell\n");
    row_says("  does: [{song: friends, gives: {str: 1}}]\n", "skills/b.yaml:1:1: only a song has the effect `song`: this is a spell\n");
    row_says("  does: [{improves: {str: 1}}]\n",
             "skills/b.yaml:1:1: a passive skill has the effect `improves`, and nothing else has: this is a spell\n");
    says("skills/b.yaml", "odd: {kind: passive, classes: {mage: 1}, cost: 3, text: Odd., does: [{improves: {str: 1}}]}\n",
         "skills/b.yaml:1:48: cost: it is not used, it is had\n", 1);
    says("skills/b.yaml", "odd: {kind: passive, classes: {mage: 1}, text: Odd., does: [{improves: {str: 1}}, {heal: mana, base: 1}]}\n",
         "skills/b.yaml:1:1: a passive skill does nothing but improve\n", 1);
}

/* One of two rows that do the same for one class is one too many; both stay, and it is told. */
static void two_that_are_one(void **state)
{
    (void)state;
    says("skills/b.yaml", "zip: {kind: spell, classes: {wizard: 30}, target: foe, text: Odd., does: [{damage: shock, base: 400}]}\n",
         "skills/b.yaml:1:1: 'zip' does what 'zap' does (skills/a.yaml:1), and a wizard learns both\n", 1);
    says("skills/b.yaml", "zip: {kind: spell, classes: {rogue: 30}, target: foe, text: Odd., does: [{damage: shock, base: 400}]}\n", "", 0);
    says("skills/b.yaml", "zip: {kind: spell, classes: {wizard: 30}, target: foe, text: Odd., does: [{damage: fire, base: 4}]}\n", "", 0);
    says("skills/b.yaml", "zip: {kind: spell, classes: {mage: 3}, target: foe, save: body, text: Odd., does: [{damage: shock, base: 4}]}\n",
         "", 0);
    says("skills/b.yaml", "zip: {kind: spell, classes: {mage: 3}, target: foe, when: [night], text: Odd., does: [{damage: shock, base: 4}]}\n",
         "", 0);
    says("skills/b.yaml", "zip: {kind: stance, classes: {mage: 3}, text: Odd., does: [{stance: elm, gives: {armor: 9}}]}\n",
         "skills/b.yaml:1:1: 'zip' does what 'grow ash' does (skills/a.yaml:31), and a wizard learns both\n", 1);
    says("skills/b.yaml", "zip: {kind: stance, classes: {mage: 3}, text: Odd., does: [{stance: elm, gives: {armor: -9}}]}\n", "", 0);
}

static void names_used_twice(void **state)
{
    (void)state;
    says("skills/b.yaml", "zap: {kind: spell, classes: {rogue: 3}, text: Odd., does: [{heal: mana, base: 4}]}\n",
         "skills/b.yaml:1:1: 'zap' is in skills/a.yaml:1 too\n", 1);
    assert_int_equal(skill_named("zap")->does[0].kind, EFFECT_DAMAGE);
    says("skills/b.yaml", "Zap Me: {kind: spell, classes: {rogue: 3}, text: Odd., does: [{heal: mana, base: 4}]}\n",
         "skills/b.yaml:1:1: the name of a skill is 2 to 40 small letters and blanks, not 'Zap Me'\n", 1);
}

/* -- bad tables of the rest -- */

static void classes_with_mistakes(void **state)
{
    char content[2000];
    (void)state;
    snprintf(content, sizeof content, "%smonk: {name: Monk, code: WIZ, path: wizard, about: M., prime: luck, armor: tin, hitroll: 1}\n", classes);
    says("classes.yaml", content,
         "classes.yaml:7:63: prime: 'luck' is not known; did you mean 'luk'?\n"
         "classes.yaml:7:76: armor: 'tin' is not known\n"
         "classes.yaml:7:1: a class needs 'gains'\n"
         "classes.yaml:7:1: a class needs 'heroes'\n"
         "classes.yaml:7:1: a class needs 'damroll'\n"
         "classes.yaml:7:1: code: WIZ is that of 'wizard'\n", 6);
    assert_int_equal(folder.rules->class_count, 3);
    snprintf(content, sizeof content, "%sbard: {name: Bard, code: BRD, path: wizard, about: B., prime: luk, armor: mail, hitroll: 1, damroll: 1,\n"
             "  gains: {health: 1, mana: 1, stamina: 1}, heroes: {health: 1, mana: 1, stamina: 1}}\n", classes);
    says("classes.yaml", content, "classes.yaml:7:37: path: 'wizard' is none\n", 1);
}

static void races_with_mistakes(void **state)
{
    char content[2000];
    (void)state;
    snprintf(content, sizeof content,
             "%shuman: {name: X, natures: [plant], about: X., playable: yes, barred: [bard], gives: {size: 99}}\n", races);
    says("races.yaml", content,
         "races.yaml:4:1: 'human' is here twice; the first is in line 1\n", 1);
    snprintf(content, sizeof content,
             "%self: {name: X, natures: [plant], about: X., playable: yes, barred: [bard], gives: {size: 99}}\n", races);
    says("races.yaml", content,
         "races.yaml:4:69: barred: that is no class\n"
         "races.yaml:4:90: size: 99 is more than 20\n"
         "races.yaml:4:1: playable: whoever wears things and speaks is 'humanoid' by nature\n", 3);
    assert_int_equal(folder.rules->race_count, 2);
}

static void numbers_with_mistakes(void **state)
{
    (void)state;
    says("constants.yaml", "fighting: {round_ms: 3, roun_ms: 3000}\n",
         "constants.yaml:1:22: round_ms: 3 is less than 500\n"
         "constants.yaml:1:25: the constants has no 'roun_ms'; did you mean 'round_ms'?\n", 2);
    put_file("constants.yaml", constants);
    says("levels.yaml", "1: {experience: 5, skill_points: 1}\n3: {experience: 4, skill_points: 1}\n",
         "levels.yaml:2:1: level 2 should be here, not '3'\n"
         "levels.yaml:2:1: level 2 asks less experience than the one before\n"
         "levels.yaml: has 2 levels, not 100\n", 3);
}

/* -- gear -- */

static const char more_gear[] =
    "weapons:\n"
    "  dagger: {about: a dagger, kind: pierce, hands: 1, percent: 75, stones: 2, verb: stab}\n"
    "  bow: {about: a bow, kind: pierce, hands: 2, percent: 100, stones: 2, verb: shoot, distance: shot, ammunition: arrow}\n"
    "armor:\n"
    "  cloth: {about: cloth, weight: cloth, percent: 35, stones: 4}\n"
    "ammunition:\n"
    "  arrow: {about: arrows, percent: 120, stones: 1, count: 20}\n"
    "slots: {body: 30, finger: 3}\n"
    "materials:\n"
    "  steel: {strength: 100, weight: 100, value: 100, durability: 500}\n"
    "qualities:\n"
    "  good: {percent: 100, value: 100}\n"
    "sets:\n"
    "  shore watch:\n"
    "    about: the harness of the shore watch\n"
    "    pieces: [head, body, finger]\n"
    "    gives: {2: {armor: 5}, 3: {dodge: 2, armor: 6}}\n";

static void what_gear_becomes(void **state)
{
    (void)state;
    says("gear.yaml", more_gear, "", 0);
    const struct rules *rules = folder.rules;
    const struct gear_rules *made = rules->gear;
    int bow = gear_family(rules, "bow"), arrow = gear_family(rules, "arrow");
    assert_string_equal(made->families[bow].ammunition, "arrow");
    assert_true(made->families[arrow].missiles && !made->families[arrow].weapon && !made->families[bow].missiles);
    struct make sheaf = { .family = (uint8_t)arrow, .material = 0, .quality = 0, .level = 3 };
    assert_int_equal(make_missile(rules, &sheaf), 120);
    assert_int_equal(make_durability(rules, &sheaf), 20);           /* how many, of whatever material */
    struct make coat = { .family = (uint8_t)gear_family(rules, "cloth"), .material = 0, .quality = 0, .level = 100 };
    assert_int_equal(made->shares[WEAR_BODY], 30);
    assert_true(make_armor(rules, &coat, WEAR_BODY) > 0);
    assert_int_equal(make_armor(rules, &coat, WEAR_FEET), 0);
    const struct gear_set *set = &made->sets[gear_set(rules, "Shore Watch")];
    assert_int_equal(gear_set(rules, "shore"), -1);
    assert_int_equal(set->slots, 1u << WEAR_HEAD | 1u << WEAR_BODY | 1u << WEAR_FINGER);
    assert_int_equal(set_pieces(set), 3);
    assert_int_equal(set->step_count, 2);
    assert_int_equal(set->steps[1].pieces, 3);
    assert_int_equal(set->steps[1].gives[1].amount, 6);
}

static void gear_with_mistakes(void **state)
{
    (void)state;
    char content[2000];
    static const struct { const char *from, *to, *said; } rows[] = {
        { "ammunition: arrow}", "ammunition: bean}", "gear.yaml:1:1: bow: ammunition: there is none called 'bean'\n" },
        { "  arrow: {about", "  bow: {about", "gear.yaml:7:3: bow: there is a family of that name already\n"
                                            "gear.yaml:1:1: bow: ammunition: there is none called 'arrow'\n" },
        { "count: 20", "count: 0", "gear.yaml:7:58: count: 0 is less than 1\n"
                                   "gear.yaml:1:1: bow: ammunition: there is none called 'arrow'\n" },
        { "finger: 3", "nose: 3", "gear.yaml:8:19: slots: nothing is worn at 'nose'\n" },
        { "finger: 3", "second finger: 3", "gear.yaml:8:19: slots: nothing is worn at 'second finger'\n" },
        { "body, finger]", "body, second finger]", "gear.yaml:16:13: pieces: 'second finger' is where a second one goes; a piece is "
                                                   "made for 'finger'\n" },
        { "{2: {armor", "{1: {armor", "gear.yaml:17:13: gives: must be a number of pieces, 2 or more, and more than the one before\n" },
        { "{2: {armor: 5}, 3:", "{3: {armor: 5}, 2:", "gear.yaml:17:28: gives: must be a number of pieces, 2 or more, and more than the one before\n" },
        { "3: {dodge", "4: {dodge", "gear.yaml:14:3: shore watch: it gives something for 4 pieces, and has 3\n" },
        { "{2: {armor: 5}, 3: {dodge: 2, armor: 6}}", "{}", "gear.yaml:17:12: gives: it gives nothing\n" },
        { "dodge: 2", "dogde: 2", "gear.yaml:17:32: gives: 'dogde' is not known; did you mean 'dodge'?\n" },
        { "    about: the harness of the shore watch\n", "", "gear.yaml:14:3: a set needs 'about'\n" },
    };
    for (size_t at = 0; at < sizeof rows / sizeof *rows; at++) {
        const char *found = strstr(more_gear, rows[at].from);
        unsigned count = 0;
        assert_non_null(found);
        snprintf(content, sizeof content, "%.*s%s%s", (int)(found - more_gear), more_gear, rows[at].to, found + strlen(rows[at].from));
        for (const char *line = rows[at].said; (line = strchr(line, '\n')) != NULL; line++)
            count++;
        says("gear.yaml", content, rows[at].said, count);
    }
}

static void without_tables_there_is_no_game(void **state)
{
    (void)state;
    unsigned count = 0;
    FILE *nowhere = fopen("/dev/null", "w");
    assert_null(rules_load("/nonexistent", nowhere, &count));
    assert_true(count >= 6);
    fclose(nowhere);
    put_file("races.yaml", "human: nobody\n");
    load();
    assert_null(folder.rules);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(what_rows_become),         IN_FOLDER(what_a_skill_becomes),    IN_FOLDER(what_an_effect_becomes),
        IN_FOLDER(finding),                  IN_FOLDER(sharing_a_command),       IN_FOLDER(who_learns_when),
        IN_FOLDER(rows_with_mistakes),       IN_FOLDER(classes_and_needs),       IN_FOLDER(conditions_with_mistakes),
        IN_FOLDER(effects_with_mistakes),    IN_FOLDER(a_creature_that_is_missing), IN_FOLDER(kinds_and_their_effects),
        IN_FOLDER(two_that_are_one),         IN_FOLDER(names_used_twice),        IN_FOLDER(classes_with_mistakes),
        IN_FOLDER(races_with_mistakes),      IN_FOLDER(numbers_with_mistakes),   IN_FOLDER(without_tables_there_is_no_game),
        IN_FOLDER(what_gear_becomes),        IN_FOLDER(gear_with_mistakes),
    };
    return cmocka_run_group_tests_name("rules", tests, NULL, NULL);
}
