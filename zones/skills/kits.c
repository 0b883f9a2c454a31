/* zones/skills/kits.c -- see kits.h.  Entered by the zone's worker. */
#include "zones/skills/kits.h"

#include "core/memory.h"
#include "zones/prose/english.h"

#include <string.h>
#include <strings.h>

#define KIT_KEY "kit."
enum { NAME_SIZE_MOST = 100, QUALITY_SPREAD = 20 };

struct kit {
    const char *word, *name, *line, *text, *keys[2];
    uint8_t     kind, wear;
    const char *family, *material;
    uint32_t    weight, value;
};
static const struct kit kits[] = {
#define KIT(word, name, line, text, one, two, kind, wear, family, material, weight, value) \
    { word, name, line, text, { one, two }, ITEM_##kind, WEAR_##wear, family, material, weight, value },
#define RECIPE(book, takes, makes)
#include "zones/skills/kits.def"
#undef KIT
#undef RECIPE
};
enum { KITS = sizeof kits / sizeof kits[0] };

const struct recipe recipes[] = {
#define KIT(...)
#define RECIPE(book, takes, makes) { book, takes, makes },
#include "zones/skills/kits.def"
#undef KIT
#undef RECIPE
};
const unsigned recipe_count = sizeof recipes / sizeof recipes[0];

static const struct kit *kit_find(const char *word)
{
    for (unsigned at = 0; at < KITS; at++)
        if (strcasecmp(kits[at].word, word) == 0)
            return &kits[at];
    return NULL;
}

static const struct kit *kit_of_key(const char *key)
{
    return strncmp(key, KIT_KEY, strlen(KIT_KEY)) == 0 ? kit_find(key + strlen(KIT_KEY)) : NULL;
}

bool item_is_kit(const struct item *item, const char *word)
{
    const struct kit *kit = kit_of_key(item->object->key);
    return kit != NULL && strcasecmp(kit->word, word) == 0;
}

/* -- quality ----------------------------------------------------------------------------------------- */

const char *quality_word(const struct rules *rules, int quality)
{
    return quality < 0 || rules->gear == NULL || (unsigned)quality >= rules->gear->quality_count ? ""
        : rules->gear->qualities[quality].key;
}

int quality_roll(struct zone *zone, int percent)
{
    const struct rules *rules = zone->setting->rules;
    int count = rules->gear == NULL ? 0 : (int)rules->gear->quality_count;
    int level = percent + dice_between(&zone->dice, -QUALITY_SPREAD, QUALITY_SPREAD);
    int quality = level * (count - 1) / (PERCENT_MASTERED + QUALITY_SPREAD);
    return count == 0 ? -1 : quality < 0 ? 0 : quality >= count ? count - 1 : quality;
}

/* The quality that its name begins with, behind the article. */
static int quality_of_name(const struct rules *rules, const char *name)
{
    const char *word = strchr(name, ' ');
    for (int at = 0; word != NULL && rules->gear != NULL && at < (int)rules->gear->quality_count; at++) {
        size_t length = strlen(rules->gear->qualities[at].key);
        if (strncasecmp(word + 1, rules->gear->qualities[at].key, length) == 0 && word[1 + length] == ' ')
            return at;
    }
    return -1;
}

/* -- making ------------------------------------------------------------------------------------------ */

static uint8_t row_or_none(int at)
{
    return at < 0 ? GEAR_NONE : (uint8_t)at;
}

static void make_it(const struct rules *rules, const struct kit *kit, struct object_proto *relic)
{
    int quality = quality_of_name(rules, relic->name);
    relic->make = (struct make){ GEAR_NONE, GEAR_NONE, row_or_none(quality), 10 };
    if (kit->family == NULL || rules->gear == NULL)
        return;
    relic->make.family = row_or_none(gear_family(rules, kit->family));
    relic->make.material = row_or_none(gear_material(rules, kit->material));
    relic->durability = make_durability(rules, &relic->make);
    if (kit->kind == ITEM_WEAPON || kit->kind == ITEM_AMMUNITION) {
        relic->damage = kit->kind == ITEM_WEAPON ? make_damage(rules, &relic->make) : make_missile(rules, &relic->make);
        return;
    }
    relic->gives = memory_get(sizeof *relic->gives);
    relic->gives[0] = (struct modifier){ FIGURE_ARMOR, make_armor(rules, &relic->make, kit->wear) };
    relic->give_count = 1;
}

void kit_dress(const struct rules *rules, struct object_proto *relic)
{
    const struct kit *kit = kit_of_key(relic->key);
    if (kit == NULL)
        return;
    relic->line = kit->line;
    relic->text = kit->text;
    relic->keys[0] = kit->keys[0];
    relic->keys[1] = kit->keys[1];
    relic->kind = kit->kind;            /* a record may be from before that was ammunition */
    relic->takeable = true;
    relic->spellbook = kit->kind == ITEM_WRITING;
    make_it(rules, kit, relic);
}

struct item *kit_make(struct zone *zone, const char *word, int quality)
{
    const struct kit *kit = kit_find(word);
    const struct rules *rules = zone->setting->rules;
    if (kit == NULL)
        return NULL;
    char key[NAME_SIZE_MOST], name[NAME_SIZE_MOST];
    const char *grade = quality_word(rules, quality), *first = grade[0] != '\0' ? grade : kit->name;
    snprintf(key, sizeof key, KIT_KEY "%s", kit->word);
    snprintf(name, sizeof name, "%s %s%s%s", article(first), grade, grade[0] != '\0' ? " " : "", kit->name);
    struct object_proto *relic = memory_get(sizeof *relic);
    relic->key = memory_string(key);
    relic->name = memory_string(name);
    relic->kind = kit->kind;
    relic->wear = kit->wear;
    relic->weight = kit->weight;
    relic->keys = memory_get(3 * sizeof *relic->keys);
    relic->value = kit->value;
    if (quality >= 0 && rules->gear != NULL)
        relic->value = (uint32_t)((uint64_t)relic->value * rules->gear->qualities[quality].value / 100);
    kit_dress(rules, relic);
    struct item *item = memory_get(sizeof *item);
    item->type = ITEM_TYPE;
    item->id = zone_new_id(zone);
    item->proto = PROTO_GONE;
    item->object = item->relic = relic;
    item->worn = WEAR_NOWHERE;
    item->reset = -1;
    return item;
}
