/* zones/rules/vocabulary.c -- the words of the tables, each list in the order of its enum. */
#include "zones/rules/rules.h"

const char *const figure_words[FIGURES] = {
#define FIGURE(MEMBER, word, least, most, counted) [FIGURE_##MEMBER] = word,
#include "zones/rules/figures.def"
#undef FIGURE
};
const int32_t figure_least[FIGURES] = {
#define FIGURE(MEMBER, word, least, most, counted) [FIGURE_##MEMBER] = least,
#include "zones/rules/figures.def"
#undef FIGURE
};
const int32_t figure_most[FIGURES] = {
#define FIGURE(MEMBER, word, least, most, counted) [FIGURE_##MEMBER] = most,
#include "zones/rules/figures.def"
#undef FIGURE
};

const char *const attribute_names[ATTRIBUTES] = { "strength", "intelligence", "wisdom", "dexterity", "constitution", "luck" };
const char *const pool_words[POOLS] = { "health", "mana", "stamina" };

const char *const damage_words[DAMAGE_KINDS] = {
#define DAMAGE_KIND(MEMBER, word) [DAMAGE_##MEMBER] = word,
    DAMAGE_KINDS_LIST(DAMAGE_KIND)
#undef DAMAGE_KIND
};
_Static_assert(FIGURE_RESIST_SOUND - FIGURE_RESIST_SLASH + 1 == DAMAGE_KINDS, "a resistance for each kind of damage");

const char *const tag_words[TAGS] = {
#define TAG(MEMBER, word) [TAG_##MEMBER] = word,
    AFFECT_TAGS(TAG)
#undef TAG
};
_Static_assert(TAGS <= 32, "a set of tags is 32 bits");

const char *const nature_words[NATURES] = {
#define NATURE(MEMBER, word) [NATURE_##MEMBER] = word,
    RACE_NATURES(NATURE)
#undef NATURE
};
_Static_assert(NATURES <= 32, "a set of natures is 32 bits");

const char *const effect_words[EFFECT_KINDS] = {
#define EFFECT(MEMBER, word, may, does) [EFFECT_##MEMBER] = word,
#include "zones/rules/effects.def"
#undef EFFECT
};

const char *const on_words[ONS] = {
#define ON(MEMBER, word) [ON_##MEMBER] = word,
    EFFECT_ON_LIST(ON)
#undef ON
};

const char *const with_words[WITHS] = {
    [WITH_WEAPON] = "weapon", [WITH_OFFHAND] = "offhand", [WITH_SHIELD] = "shield", [WITH_FISTS] = "fists",
    [WITH_FEET] = "feet", [WITH_HEAD] = "head", [WITH_BOW] = "bow", [WITH_THROWN] = "thrown",
};

const char *const where_words[WHERES] = {
    [WHERE_HOME] = "home", [WHERE_BESIDE] = "beside", [WHERE_HERE] = "here", [WHERE_ASTRAY] = "astray",
    [WHERE_BACK] = "back", [WHERE_MARKED] = "marked", [WHERE_CARRIED] = "carried", [WHERE_GROUND] = "ground",
};

const char *const condition_words[CONDITION_KINDS] = {
#define CONDITION(MEMBER, word, takes, said) [CONDITION_##MEMBER] = word,
#include "zones/rules/conditions.def"
#undef CONDITION
};
const char *const condition_said[CONDITION_KINDS] = {
#define CONDITION(MEMBER, word, takes, said) [CONDITION_##MEMBER] = said,
#include "zones/rules/conditions.def"
#undef CONDITION
};

const char *const skill_kind_words[SKILL_KINDS] = {
    [SKILL_SPELL] = "spell", [SKILL_PRAYER] = "prayer", [SKILL_SONG] = "song", [SKILL_SKILL] = "skill",
    [SKILL_STANCE] = "stance", [SKILL_FORM] = "form", [SKILL_PASSIVE] = "passive", [SKILL_HARVEST] = "harvest",
    [SKILL_CRAFT] = "craft", [SKILL_STATE] = "state",
};

const char *const target_words[TARGET_KINDS] = {
    [TARGET_NONE] = "none", [TARGET_SELF_OR_FRIEND] = "friend", [TARGET_FOE] = "foe", [TARGET_OTHER] = "other",
    [TARGET_FAR_FOE] = "far_foe", [TARGET_ANYBODY] = "anybody", [TARGET_ITEM] = "item", [TARGET_CORPSE] = "corpse",
    [TARGET_EXIT] = "exit", [TARGET_WORD] = "word",
};
