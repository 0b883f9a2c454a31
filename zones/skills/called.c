/* zones/skills/called.c -- see called.h.  Entered by the zone's worker. */
#include "zones/skills/called.h"

#include "core/memory.h"
#include "zones/rules/creatures.h"

#include <stdlib.h>
#include <string.h>

#define CREATURE_KEY "creature:"
enum { CREATURE_KEY_SIZE = 100, LEVEL_MOST = 1000 };

static const char *const no_words[] = { NULL };

static void dress(struct character *who, const struct creature *creature, uint32_t level)
{
    char key[CREATURE_KEY_SIZE];
    snprintf(key, sizeof key, CREATURE_KEY "%s:%u", creature->key, level);
    struct mobile_proto *proto = who->called = memory_get(sizeof *proto);
    *proto = (struct mobile_proto){
        .key = memory_string(key), .name = creature->name, .line = creature->line, .text = creature->text, .keys = creature->keys,
        .level = level, .race = creature->race, .role = creature->role, .build = creature->build, .pronoun = PRONOUN_IT,
        .says = (const char **)no_words,
    };
    who->mobile = proto;
    who->proto = (proto_id){UINT32_MAX};
}

struct character *creature_call(struct zone *zone, const char *key, uint32_t level)
{
    const struct rules *rules = zone->setting->rules;
    int at = rules->creatures == NULL ? -1 : creature_named(rules, key);
    if (at < 0)
        return NULL;
    struct character *who = character_new(zone, zone_new_id(zone));
    dress(who, &rules->creatures->creatures[at], level < 1 ? 1 : level > LEVEL_MOST ? LEVEL_MOST : level);
    pools_begin(who);
    return who;
}

bool creature_dress(struct character *who, const char *key)
{
    char name[CREATURE_KEY_SIZE];
    const struct rules *rules = rules_of(who);
    const char *level = strrchr(key, ':');
    if (strncmp(key, CREATURE_KEY, strlen(CREATURE_KEY)) != 0 || level == NULL || rules->creatures == NULL)
        return false;
    key += strlen(CREATURE_KEY);
    snprintf(name, sizeof name, "%.*s", level > key ? (int)(level - key) : 0, key);
    int at = creature_named(rules, name);
    unsigned long number = strtoul(level + 1, NULL, 10);
    if (at < 0 || number < 1 || number > LEVEL_MOST)
        return false;
    dress(who, &rules->creatures->creatures[at], (uint32_t)number);
    return true;
}

void called_free(struct character *who)
{
    if (who->called == NULL)
        return;
    memory_free((char *)who->called->key);
    memory_free(who->called);
    who->called = NULL;
}
