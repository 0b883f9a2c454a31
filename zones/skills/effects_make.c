/* zones/skills/effects_make.c -- things that come of nothing, of the land, of a corpse, of other things.
 * Entered by the zone's worker. */
#include "zones/skills/skills_parts.h"

#include "zones/commands/command.h"
#include "zones/fight/corpse.h"
#include "zones/skills/kits.h"

#include <string.h>
#include <strings.h>

enum { EARN_PART = 3 };

ZONE_THREAD static struct item *thing_make(struct deed *deed, const char *word)
{
    proto_id proto;
    if (world_object(deed->zone->setting->world, word, &proto))
        return item_new(deed->zone, proto, zone_new_id(deed->zone));
    return kit_make(deed->zone, word, -1);
}

bool effect_CREATE(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    struct character *who = deed->actor;
    unsigned made = 0;
    (void)number;
    (void)to;
    for (unsigned time = 0; time < (effect->times == 0 ? 1 : effect->times); time++) {
        struct item *item = thing_make(deed, effect->word);
        if (item == NULL)
            break;
        tell_sentence(who, "%s comes into being.\n", item->object->name);
        if (effect->where == WHERE_GROUND)
            item_enter_room(item, who->room);
        else
            item_enter_bearer(item, who, WEAR_NOWHERE);
        made++;
    }
    if (made == 0)
        tell(who, "Nothing comes of it.\n");
    return made > 0;
}

/* -- using up ---------------------------------------------------------------------------------------- */

static struct item *carried_named(struct character *who, const char *word)
{
    for (struct item *item = who->items; item != NULL; item = item->next)
        if (item->worn == WEAR_NOWHERE && (strcasecmp(item->object->key, word) == 0 || item_is_kit(item, word)
                                           || word_is_name((const char *const *)item->object->keys, word)
                                           || strcasecmp(item_kind_words[item->object->kind], word) == 0))
            return item;
    return NULL;
}

bool effect_CONSUME(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    struct character *who = deed->actor;
    struct item *corpse = corpse_of(deed);
    (void)number;
    (void)to;
    if (strcasecmp(effect->word, "corpse") == 0) {
        if (corpse == NULL || corpse->corpse->head.whose[0] != '\0') {
            tell(who, "There is no corpse for it.\n");
            return false;
        }
        tell_room(who->room, NULL, NULL, "%s falls to ashes.\n", corpse->object->name);
        deed->item = NULL;
        corpse_end(deed->zone, &corpse);
        return true;
    }
    struct item *item = carried_named(who, effect->word);
    if (item == NULL) {
        tell(who, "You have no %s for it.\n", effect->word);
        return false;
    }
    if (deed->item == item)
        deed->item = NULL;
    tell_sentence(who, "%s is used up.\n", item->object->name);
    item_use_up(deed->zone, &item);
    return true;
}

/* -- the land and the dead --------------------------------------------------------------------------- */

ZONE_THREAD static void earns(struct character *who, int64_t level)
{
    int64_t points = who->player == NULL ? 0 : experience_gain(who, EXPERIENCE_HARVEST, 5 + level * level / EARN_PART);
    if (points > 0)
        tell(who, "You earn %lld experience points.\n", (long long)points);
}

ZONE_THREAD static bool gets(struct deed *deed, const char *word, const char *verb, int percent)
{
    struct character *who = deed->actor;
    int quality = quality_roll(deed->zone, percent);
    struct item *item = kit_make(deed->zone, word, quality);
    if (item == NULL) {
        tell(who, "Nothing comes of it.\n");
        return false;
    }
    const char *grade = quality_word(rules_of(who), quality);
    tell(who, "You %s some %s%s%s.\n", verb, grade, grade[0] != '\0' ? " " : "", word);
    item_enter_bearer(item, who, WEAR_NOWHERE);
    return true;
}

/* What corpses give, and what of their state says that it is gone. */
static const struct { const char *word, *verb; uint8_t use; uint32_t natures; } parts[] = {
    { "hide",   "skin",    CORPSE_SKINNED,   1u << NATURE_ANIMAL | 1u << NATURE_DRAGON },
    { "meat",   "butcher", CORPSE_BUTCHERED, 1u << NATURE_ANIMAL | 1u << NATURE_FISH | 1u << NATURE_BIRD | 1u << NATURE_DRAGON },
    { "bone",   "extract", CORPSE_BONED,     1u << NATURE_ANIMAL | 1u << NATURE_HUMANOID | 1u << NATURE_GIANT | 1u << NATURE_DRAGON
                                             | 1u << NATURE_UNDEAD | 1u << NATURE_BIRD },
    { "poison", "extract", CORPSE_MILKED,    1u << NATURE_INSECT | 1u << NATURE_ANIMAL | 1u << NATURE_PLANT | 1u << NATURE_DEMON },
};

bool effect_SKIN(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    struct character *who = deed->actor;
    struct item *corpse = corpse_of(deed);
    unsigned at = 0;
    (void)number;
    (void)to;
    while (at < sizeof parts / sizeof parts[0] && strcasecmp(parts[at].word, effect->word) != 0)
        at++;
    if (corpse == NULL || at == sizeof parts / sizeof parts[0])
        return false;
    struct corpse_head *head = &corpse->corpse->head;
    const struct race *race = rules_race(rules_of(who), head->race);
    if (head->whose[0] != '\0' || (head->used & parts[at].use) != 0 || (race != NULL && (race->natures & parts[at].natures) == 0)) {
        tell(who, "There is nothing of that kind to be had from it.\n");
        return false;
    }
    item_touch(corpse);
    head->used |= parts[at].use;
    if (!gets(deed, parts[at].word, parts[at].verb, skill_percent(who, deed->number)))
        return false;
    earns(who, head->level);
    return true;
}

#define ON(TERRAIN) (UINT64_C(1) << TERRAIN_##TERRAIN)
static const struct { const char *word, *verb; uint64_t terrains; } goods[] = {
    { "ore",    "mine",      ON(MOUNTAINS) | ON(HILLS) | ON(UNDERGROUND) },
    { "gem",    "mine",      ON(MOUNTAINS) | ON(UNDERGROUND) },
    { "herb",   "gather",    ON(FIELD) | ON(HILLS) | ON(FOREST) | ON(SWAMP) },
    { "cotton", "gather",    ON(FIELD) },
    { "wood",   "chop down", ON(FOREST) },
    { "fish",   "catch",     ON(WATER) | ON(BEACH) | ON(SWAMP) },
};
#undef ON

/* Of what the terrain bears. */
bool effect_HARVEST(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    struct character *who = deed->actor;
    unsigned at = 0;
    (void)number;
    (void)to;
    while (at < sizeof goods / sizeof goods[0] && strcasecmp(goods[at].word, effect->word) != 0)
        at++;
    if (at == sizeof goods / sizeof goods[0] || (goods[at].terrains & UINT64_C(1) << terrain_rows[who->room->proto->terrain].counts_as) == 0) {
        tell(who, "You can't seem to find anything nearby.\n");
        return false;
    }
    if (!gets(deed, goods[at].word, goods[at].verb, skill_percent(who, deed->number)))
        return false;
    earns(who, character_level(who) / 2);
    return true;
}

/* -- crafts ------------------------------------------------------------------------------------------ */

ZONE_THREAD static void tell_recipes(struct character *who, const char *book)
{
    tell(who, "What one can make so:\n");
    for (unsigned at = 0; at < recipe_count; at++)
        if (strcasecmp(recipes[at].book, book) == 0)
            tell(who, "%s, out of %s.\n", recipes[at].makes, recipes[at].takes);
}

/* The one that is meant, or, if nothing was said, the first for which he has what it takes. */
static const struct recipe *recipe_meant(const char *book, const char *word, struct character *who)
{
    for (unsigned at = 0; at < recipe_count; at++) {
        const struct recipe *recipe = &recipes[at];
        if (strcasecmp(recipe->book, book) != 0)
            continue;
        if (word[0] != '\0' ? strncasecmp(recipe->makes, word, strlen(word)) == 0 : carried_named(who, recipe->takes) != NULL)
            return recipe;
    }
    return NULL;
}

bool effect_CRAFT(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    struct character *who = deed->actor;
    char word[64];
    (void)number;
    (void)to;
    word_take(deed->words, word, sizeof word);
    const struct recipe *recipe = recipe_meant(effect->word, word, who);
    if (recipe == NULL) {
        tell_recipes(who, effect->word);
        return false;
    }
    struct item *taken = carried_named(who, recipe->takes);
    if (taken == NULL) {
        tell(who, "You need some %s for that.\n", recipe->takes);
        return false;
    }
    int quality = quality_roll(deed->zone, skill_percent(who, deed->number));
    item_use_up(deed->zone, &taken);
    struct item *made = kit_make(deed->zone, recipe->makes, quality);
    if (made == NULL) {
        tell(who, "You fail to craft anything useful.\n");
        return false;
    }
    tell(who, "You craft %s out of the %s.\n", made->object->name, recipe->takes);
    tell_room(who->room, who, NULL, "%s makes %s.\n", character_name(who), made->object->name);
    item_enter_bearer(made, who, WEAR_NOWHERE);
    earns(who, character_level(who) / 2);
    return true;
}

/* A passive skill is never done: it gives its figures by being known (zones/body/figures.c). */
bool effect_IMPROVES(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    (void)deed;
    (void)effect;
    (void)number;
    (void)to;
    return true;
}
