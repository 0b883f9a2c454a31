/* zones/skills/known.c -- what somebody reads of a thing that gives up its secrets, to a spell or to who deals in such things.
 * Entered by the zone's worker. */
#include "zones/skills/skills.h"

#include "zones/body/wearing.h"
#include "zones/prose/english.h"
#include "zones/skills/works.h"

#include <string.h>

ZONE_THREAD static void tell_gives(struct character *who, const struct modifier *gives, unsigned count, const char *lead)
{
    for (unsigned at = 0; at < count; at++) {
        char word[40];
        snprintf(word, sizeof word, "%s", figure_words[gives[at].figure]);
        for (char *blank = word; (blank = strchr(blank, '_')) != NULL;)
            *blank = ' ';
        tell(who, "%s%s: %s%d.\n", lead, word, gives[at].amount > 0 ? "+" : "", gives[at].amount);
    }
}

ZONE_THREAD static void tell_make(struct character *who, const struct item *item)
{
    const struct rules *rules = rules_of(who);
    const struct make *make = &item->object->make;
    const struct gear_family *family = item_family(rules, item);
    if (family != NULL && family->weapon && item->object->kind == ITEM_WEAPON)
        tell(who, "It is %s, and takes %s.\n", family->about, family->hands == 2 ? "both hands" : "one hand");
    if (rules->gear != NULL && make->material < rules->gear->material_count)
        tell(who, "It is made of %s.\n", rules->gear->materials[make->material].key);
    if (family != NULL && family->ammunition != NULL && gear_family(rules, family->ammunition) >= 0)
        tell(who, "It shoots %s.\n", rules->gear->families[gear_family(rules, family->ammunition)].about);
    uint32_t asks = family == NULL || family->skill == NULL ? 0 : make_asks(rules, make);
    if (asks > 0)
        tell(who, "It asks %u percent of %s.\n", asks, family->skill);
}

ZONE_THREAD static void tell_numbers(struct character *who, const struct item *item)
{
    const struct object_proto *object = item->object;
    if (object->kind == ITEM_AMMUNITION) {
        uint32_t shot = item_hits(item), left = shot < object->durability ? object->durability - shot : 0;
        tell(who, "There %s %u left of %u, each worth %d percent of the blow of what shoots it.\n", left == 1 ? "is" : "are", left,
             object->durability, object->damage > 0 ? object->damage : 100);
        return;
    }
    if (object->damage > 0)
        tell(who, "A blow of it is worth %d points.\n", object->damage);
    if (object->durability > 0)
        tell(who, "It has taken %u of the %u blows it stands: it is %s.\n", item_hits(item), object->durability, item_condition(item));
}

ZONE_THREAD static void tell_classes(struct character *who, uint32_t classes)
{
    const struct rules *rules = rules_of(who);
    for (unsigned at = 0; at < rules->class_count; at++)
        if ((classes & 1u << at) != 0)
            tell(who, "It is made for the hands of %s %s.\n", article(rules->classes[at].name), rules->classes[at].name);
}

ZONE_THREAD static void tell_set(struct character *who, const struct item *item)
{
    const struct gear_rules *gear = rules_of(who)->gear;
    if (item->object->set == 0 || gear == NULL || item->object->set > gear->set_count)
        return;
    const struct gear_set *set = &gear->sets[item->object->set - 1];
    tell(who, "It belongs to %s, which has %u pieces.\n", set->about, set_pieces(set));
    for (unsigned at = 0; at < set->step_count; at++) {
        char lead[40];
        snprintf(lead, sizeof lead, "%u pieces of that give ", set->steps[at].pieces);
        tell_gives(who, set->steps[at].gives, set->steps[at].give_count, lead);
    }
}

void tell_thing(struct character *who, const struct item *item)
{
    const struct object_proto *object = item->object;
    tell_sentence(who, "%s: one of the %s.\n", object->name, item_kind_wares[object->kind]);
    tell(who, "Weight: %u stones, Value: %u coins, Level: %u.\n", object->weight, object->value, object->make.level);
    tell_make(who, item);
    tell_classes(who, object->classes);
    tell_numbers(who, item);
    tell_gives(who, object->gives, object->give_count, "It gives ");
    if (item->works != NULL)
        tell_gives(who, item->works->gives, item->works->give_count, "By enchantment it gives ");
    tell_set(who, item);
    if (object->casts != NULL)
        tell(who, "It holds '%s' of level %u.\n", object->casts->name, object->casts_level);
}
