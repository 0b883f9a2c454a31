/* zones/fight/corpse.c -- see corpse.h.  Entered by the zone's worker. */
#include "zones/fight/corpse.h"

#include "core/memory.h"

#include <string.h>
#include <strings.h>

enum { KEYS_MOST = 8, CORPSE_CAPACITY = 1000, STONES_A_SIZE = 2 };

static const char corpse_key[] = "corpse";

/* -- what it is called ------------------------------------------------------------------------------- */

/* "the corpse of a gate guard" answers to corpse, gate and guard: its words, but for the small ones. */
static const char **corpse_keys(char *words)
{
    static const char *const small[] = { "the", "of", "a", "an", "and" };
    const char **keys = memory_get((KEYS_MOST + 1) * sizeof *keys);
    unsigned count = 0;
    char *rest = words;
    for (char *word = strtok_r(words, " ", &rest); word != NULL && count < KEYS_MOST; word = strtok_r(NULL, " ", &rest)) {
        bool counts = true;
        for (size_t at = 0; at < sizeof small / sizeof small[0]; at++)
            counts = counts && strcasecmp(word, small[at]) != 0;
        if (counts)
            keys[count++] = word;
    }
    if (count == 0)
        keys[0] = corpse_key;
    return keys;
}

static struct object_proto *corpse_object(const char *name)
{
    struct object_proto *object = memory_get(sizeof *object);
    object->key = memory_string(corpse_key);
    object->name = memory_string(name);
    object->kind = ITEM_CONTAINER;
    object->wear = WEAR_NOWHERE;
    object->capacity = CORPSE_CAPACITY;
    object->make.family = object->make.material = object->make.quality = GEAR_NONE;
    return object;
}

/* The words behind the keys are the corpse's, as its line is. */
void corpse_dress(struct item *item, const struct corpse_head *head)
{
    struct object_proto *object = item->relic;
    struct corpse *corpse = memory_get(sizeof *corpse);
    corpse->head = *head;
    size_t name = strlen(object->name), line = name + sizeof " is lying here.";
    corpse->line = memory_get(line + name + 1);
    snprintf(corpse->line, line, "%s is lying here.", object->name);
    if (corpse->line[0] >= 'a' && corpse->line[0] <= 'z')
        corpse->line[0] = (char)(corpse->line[0] - 'a' + 'A');
    memcpy(corpse->line + line, object->name, name + 1);
    memory_free(object->keys);
    object->keys = corpse_keys(corpse->line + line);
    object->line = corpse->line;
    object->text = head->whose[0] == '\0' ? "Nothing moves in it any more. Look in it to see what it left behind."
                                          : "Whoever lay down here did not mean to. Only the owner may take what lies in it, or "
                                            "somebody the owner consents to.";
    object->takeable = false;
    item->corpse = corpse;
}

void corpse_free(struct corpse **corpse)
{
    if (*corpse == NULL)
        return;
    memory_free((*corpse)->line);
    memory_free(*corpse);
    *corpse = NULL;
}

/* -- making it --------------------------------------------------------------------------------------- */

static int64_t corpse_lasts(const struct zone *zone, const struct corpse *corpse)
{
    const struct options *options = zone->setting->options;
    return 1000 * (corpse->head.whose[0] == '\0' ? options->corpse_creature_s : options->corpse_player_s);
}

void corpse_wind(struct zone *zone, const struct item *item)
{
    timers_set(&zone->timers, item->corpse->head.made + corpse_lasts(zone, item->corpse), TIMER_DECAY, item->id,
               item->room->proto->id.number);
}

struct item *corpse_make(struct character *who, int64_t coins)
{
    struct zone *zone = who->zone;
    const struct race *race = character_race(who);
    struct corpse_head head = { .level = character_level(who), .made = zone->now, .coins = coins };
    char name[ITEM_WORDS_SIZE];
    snprintf(name, sizeof name, "the corpse of %s", character_name(who));
    if (who->player != NULL)
        memcpy(head.whose, who->name, sizeof head.whose);
    snprintf(head.race, sizeof head.race, "%s", race->key);
    struct item *item = memory_get(sizeof *item);
    item->type = ITEM_TYPE;
    item->id = zone_new_id(zone);
    item->proto = PROTO_GONE;
    item->object = item->relic = corpse_object(name);
    item->relic->weight = (uint32_t)(figure(who, FIGURE_SIZE) * STONES_A_SIZE);
    item->worn = WEAR_NOWHERE;
    item->reset = -1;
    item->durable = who->player != NULL;
    corpse_dress(item, &head);
    item_enter_room(item, who->room);
    while (who->items != NULL) {
        struct item *thing = who->items;
        item_leave(thing);
        item_enter_item(thing, item);
    }
    corpse_wind(zone, item);
    return item;
}

/* -- taking from it ---------------------------------------------------------------------------------- */

const char *corpse_refuses(const struct character *who, const struct item *item)
{
    const struct corpse_head *head = item->corpse == NULL ? NULL : &item->corpse->head;
    if (head == NULL || head->whose[0] == '\0' || who->player == NULL || strcasecmp(head->whose, who->name) == 0
            || (head->consents[0] != '\0' && strcasecmp(head->consents, who->name) == 0)
            || character_is_keeper(who->zone, who))
        return NULL;
    return "What lies there is not yours to touch, unless its owner consents.";
}

/* His group that stands here with him, himself among them. */
static bool shares(const struct character *other, const struct character *who)
{
    return other == who || (other->player != NULL && !entity_none(who->player->group)
                            && entity_same(other->player->group, who->player->group) && other->position > SLEEPING);
}

bool corpse_coins(struct character *who, struct item *item)
{
    struct corpse_head *head = &item->corpse->head;
    int64_t coins = head->coins, left = coins;
    unsigned count = 0;
    if (coins == 0)
        return false;
    for (const struct character *other = who->room->people; other != NULL; other = other->next)
        count += shares(other, who);
    int64_t share = coins / count;
    for (struct character *other = who->room->people; other != NULL && count > 1 && share > 0; other = other->next) {
        if (other == who || !shares(other, who) || !purse_flow(other, FLOW_CORPSE, share))
            continue;
        left -= share;
        tell(other, "%s shares out %lld coins, and you receive %lld.\n", who->name, (long long)coins, (long long)share);
    }
    if (!purse_flow(who, FLOW_CORPSE, left)) {
        tell(who, "Your purse holds no more.\n");
        head->coins = left;
        return true;
    }
    head->coins = 0;
    if (left < coins)
        tell(who, "There were %lld coins, and you receive %lld.\n", (long long)coins, (long long)left);
    else
        tell(who, coins == 1 ? "There was %lld coin.\n" : "There were %lld coins.\n", (long long)coins);
    tell_room(who->room, who, NULL, "%s gets some coins from %s.\n", who->name, item->object->name);
    return true;
}

/* -- its end ----------------------------------------------------------------------------------------- */

/* What was a mobile's own goes with it; what anybody has owned stays. */
void corpse_end(struct zone *zone, struct item **item_at)
{
    struct item *item = *item_at;
    struct room *room = item->room;
    bool all = item->durable;
    for (struct item *thing = item->contents, *next; thing != NULL; thing = next) {
        next = thing->next;
        if (!all && !thing->durable)
            continue;
        item_leave(thing);
        item_enter_room(thing, room);
    }
    item_use_up(zone, item_at);
}

void corpse_fire(struct zone *zone, entity_id id, room_id number)
{
    struct room *room = land_room(zone, number);
    struct item *item = room == NULL ? NULL : room->items;
    while (item != NULL && !entity_same(item->id, id))
        item = item->next;
    if (item == NULL || item->corpse == NULL)
        return;
    tell_room(room, NULL, NULL, "%s falls to dust, and the wind takes it.\n", item->object->name);
    corpse_end(zone, &item);
}

unsigned corpses_consent(struct zone *zone, const struct character *owner, const char *name)
{
    unsigned count = 0;
    for (unsigned at = 0; at < zone->area->room_count; at++)
        for (struct item *item = land_of(zone)->rooms[at].items; item != NULL; item = item->next) {
            if (item->corpse == NULL || strcasecmp(item->corpse->head.whose, owner->name) != 0)
                continue;
            item_touch(item);
            memset(item->corpse->head.consents, 0, NAME_SIZE);
            snprintf(item->corpse->head.consents, NAME_SIZE, "%s", name);
            count++;
        }
    return count;
}
