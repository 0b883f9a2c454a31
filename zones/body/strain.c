/* zones/body/strain.c -- see wearing.h: how things wear out, and what is shot.  Entered by the zone's worker.
 *
 * A thing that wears out counts the hits it has taken (zones/skills/works.h), ammunition how many of it are shot. */
#include "zones/body/wearing.h"

#include "zones/skills/works.h"

#include <strings.h>

/* -- how it is --------------------------------------------------------------------------------------- */

bool item_wears_out(const struct item *item)
{
    return item->object->durability > 0 && item->object->kind != ITEM_AMMUNITION;
}

uint32_t item_hits(const struct item *item)
{
    return item->works == NULL ? 0 : item->works->hits;
}

bool item_is_broken(const struct item *item)
{
    return item_wears_out(item) && item_hits(item) >= item->object->durability;
}

const char *item_condition(const struct item *item)
{
    static const struct { uint32_t percent; const char *words; } conditions[] = {
        { 0, "as good as new" }, { 25, "a little worn" }, { 50, "worn" }, { 75, "badly worn" }, { 99, "about to break" },
    };
    if (!item_wears_out(item))
        return NULL;
    if (item_is_broken(item))
        return "broken";
    uint64_t percent = (uint64_t)item_hits(item) * 100 / item->object->durability;
    unsigned at = 0;
    while (percent > conditions[at].percent)
        at++;
    return conditions[at].words;
}

/* -- wearing out ------------------------------------------------------------------------------------- */

/* From whole to broken or back: what it gave its wearer changes. */
ZONE_THREAD static void hits_set(struct item *item, uint32_t hits)
{
    struct character *wearer = item->worn == WEAR_NOWHERE ? NULL : item->bearer;
    bool before = item_is_broken(item), after = hits >= item->object->durability;
    if (wearer != NULL && before != after)
        pools_settle(wearer);
    works_touch(item)->hits = hits;
    if (wearer != NULL && before != after)
        figures_stale(wearer);
}

void item_mend(struct item *item, uint32_t hits)
{
    uint32_t taken = item_hits(item) < item->object->durability ? item_hits(item) : item->object->durability;
    assert(item_wears_out(item));
    hits_set(item, hits < taken ? taken - hits : 0);
}

ZONE_THREAD static void strained(struct character *who, struct item *item, int64_t percent)
{
    if ((int64_t)dice_below(&who->zone->dice, 100) >= percent)
        return;
    hits_set(item, item_hits(item) + 1);
    if (!item_is_broken(item))
        return;
    tell_sentence(who, "%s breaks, and is of no use until somebody repairs it!\n", item->object->name);
    if (who->room != NULL)
        tell_room(who->room, who, NULL, "%s that %s uses breaks.\n", item->object->name, character_name(who));
}

void weapon_strained(struct character *who, struct item *weapon)
{
    if (who->player != NULL && weapon != NULL && item_wears_out(weapon) && !item_is_broken(weapon))
        strained(who, weapon, rules_of(who)->constants.weapon_wear_percent);
}

static bool can_be_hit(const struct item *item)
{
    return item->worn != WEAR_NOWHERE && item->object->kind != ITEM_WEAPON && item_wears_out(item) && !item_is_broken(item);
}

/* One piece of all he wears, by the dice. */
void armor_strained(struct character *who)
{
    unsigned count = 0;
    for (const struct item *item = who->items; item != NULL && who->player != NULL; item = item->next)
        count += can_be_hit(item);
    if (count == 0)
        return;
    unsigned chosen = dice_below(&who->zone->dice, count);
    struct item *item = who->items;
    while (!can_be_hit(item) || chosen-- > 0)
        item = item->next;
    strained(who, item, rules_of(who)->constants.armor_wear_percent);
}

/* -- ammunition -------------------------------------------------------------------------------------- */

static const char *shoots(const struct character *who, const struct item *bow)
{
    const struct gear_family *family = item_family(rules_of(who), bow);
    return family == NULL || who->player == NULL ? NULL : family->ammunition;
}

static bool fits_bow(const struct character *who, const struct item *item, const char *wanted)
{
    const struct gear_family *family = item_family(rules_of(who), item);
    return item->object->kind == ITEM_AMMUNITION && family != NULL && strcasecmp(family->key, wanted) == 0
        && item_hits(item) < item->object->durability;
}

/* Loose, or in a quiver that he wears. */
static struct item *missile_find(const struct character *who, const char *wanted)
{
    for (struct item *item = who->items; item != NULL; item = item->next) {
        if (fits_bow(who, item, wanted))
            return item;
        for (struct item *inside = item->worn == WEAR_NOWHERE ? NULL : item->contents; inside != NULL; inside = inside->next)
            if (fits_bow(who, inside, wanted))
                return inside;
    }
    return NULL;
}

bool missile_ready(const struct character *who, const struct item *bow)
{
    const char *wanted = shoots(who, bow);
    return wanted == NULL || missile_find(who, wanted) != NULL;
}

static const char *missile_words(const struct character *who, const char *wanted)
{
    const struct rules *rules = rules_of(who);
    int family = gear_family(rules, wanted);
    return family < 0 ? wanted : rules->gear->families[family].about;
}

void tell_no_missile(struct character *who, const struct item *bow)
{
    const char *wanted = shoots(who, bow);
    if (wanted != NULL)
        tell(who, "You have no %s for %s.\n", missile_words(who, wanted), bow->object->name);
}

int32_t missile_spend(struct character *who, const struct item *bow)
{
    const char *wanted = shoots(who, bow);
    struct item *item = wanted == NULL ? NULL : missile_find(who, wanted);
    if (item == NULL)
        return 100;
    int32_t percent = item->object->damage > 0 ? item->object->damage : 100;
    uint32_t shot = item_hits(item) + 1;
    works_touch(item)->hits = shot;
    if (shot >= item->object->durability)
        item_use_up(who->zone, &item);
    if (missile_find(who, wanted) == NULL)
        tell(who, "That was the last of your %s.\n", missile_words(who, wanted));
    return percent;
}
