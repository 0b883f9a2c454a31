/* zones/skills/effects_know.c -- finding out, finding, and being heard elsewhere.  Entered by the zone's worker. */
#include "zones/skills/skills_parts.h"

#include "core/memory.h"
#include "zones/commands/command.h"
#include "zones/fight/fight_parts.h"
#include "zones/world/wild.h"

#include <string.h>
#include <strings.h>

enum { LOCATE_MOST = 8 };

/* -- of somebody ------------------------------------------------------------------------------------- */

ZONE_THREAD static void tell_condition_of(struct character *who, const struct character *to)
{
    tell_sentence(who, "%s is %s: %d of %d points of health.\n", character_name(to), condition_words_of(to),
                  pool_has(to, POOL_HEALTH), pool_most(to, POOL_HEALTH));
}

ZONE_THREAD static void tell_strengths_of(struct character *who, const struct character *to)
{
    unsigned count = 0;
    for (unsigned kind = 0; kind < DAMAGE_KINDS; kind++) {
        int32_t resists = figure(to, FIGURE_RESIST_SLASH + (int)kind);
        if (resists == 0)
            continue;
        tell_sentence(who, "%s %s %s: %d percent.\n", pronoun_subject(to), resists > 0 ? "withstands" : "suffers more from",
                      damage_words[kind], resists > 0 ? resists : -resists);
        count++;
    }
    if (count == 0)
        tell_sentence(who, "%s withstands nothing in particular, and suffers from everything alike.\n", pronoun_subject(to));
}

ZONE_THREAD static void tell_kind_of(struct character *who, const struct character *to)
{
    const struct race *race = character_race(to);
    tell_sentence(who, "%s is of the kind called %s, and of level %u.\n", character_name(to), race->name, character_level(to));
}

bool effect_KNOW(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    struct character *who = deed->actor;
    bool all = effect->word == NULL || strcasecmp(effect->word, "all") == 0;
    (void)number;
    if (to == NULL)
        return false;
    if (all || strcasecmp(effect->word, "kind") == 0)
        tell_kind_of(who, to);
    if (all || strcasecmp(effect->word, "condition") == 0)
        tell_condition_of(who, to);
    if (all || strcasecmp(effect->word, "strengths") == 0)
        tell_strengths_of(who, to);
    return true;
}

/* -- where ------------------------------------------------------------------------------------------- */

static bool item_meant(const struct item *item, const char *word, bool corpse)
{
    return (item->corpse != NULL) == corpse && word_is_name((const char *const *)item->object->keys, word);
}

ZONE_THREAD static unsigned tell_items_in(struct character *who, const struct room *room, const char *word, bool corpse)
{
    unsigned count = 0;
    for (const struct item *item = room->items; item != NULL; item = item->next)
        if (item_meant(item, word, corpse) && !item_is_hidden(item)) {
            tell_sentence(who, "%s lies in %s.\n", item->object->name, room->proto->name);
            count++;
        }
    for (const struct character *bearer = room->people; bearer != NULL && !corpse; bearer = bearer->next)
        for (const struct item *item = bearer->items; item != NULL; item = item->next)
            if (item_meant(item, word, false)) {
                tell_sentence(who, "%s is with %s in %s.\n", item->object->name, character_name(bearer), room->proto->name);
                count++;
            }
    return count;
}

ZONE_THREAD static unsigned tell_people_in(struct character *who, const struct room *room, const char *word)
{
    unsigned count = 0;
    for (const struct character *other = room->people; other != NULL; other = other->next)
        if (other != who && character_answers_to(other, word) && !is(other, FIGURE_UNTRACKED)) {
            tell_sentence(who, "%s is in %s.\n", character_name(other), room->proto->name);
            count++;
        }
    return count;
}

bool effect_LOCATE(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    struct character *who = deed->actor;
    char word[64];
    unsigned count = 0;
    (void)number;
    (void)to;
    word_take(deed->words, word, sizeof word);
    bool corpse = strcasecmp(effect->word, "corpse") == 0, person = strcasecmp(effect->word, "person") == 0;
    if (word[0] == '\0' && corpse)
        snprintf(word, sizeof word, "corpse");
    for (unsigned at = 0; at < deed->zone->area->room_count && count < LOCATE_MOST && word[0] != '\0'; at++) {
        const struct room *room = &land_of(deed->zone)->rooms[at];
        count += person ? tell_people_in(who, room, word) : tell_items_in(who, room, word, corpse);
    }
    if (count == 0)
        tell(who, word[0] == '\0' ? "What are you looking for?\n" : "Nothing like that is in this land.\n");
    return count > 0;
}

bool effect_REVEAL(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    static const enum figure veils[] = { FIGURE_HIDDEN, FIGURE_INVISIBLE, FIGURE_SNEAKING };
    bool any = false;
    (void)number;
    (void)to;
    for (struct character *other = deed->room->people; other != NULL; other = other->next) {
        bool seen = false;
        if (deed->actor != NULL && are_allies(deed->actor, other))
            continue;
        for (unsigned at = 0; at < sizeof veils / sizeof veils[0]; at++)
            for (struct affect *veil; (veil = affect_giving(other, veils[at])) != NULL; seen = true)
                affect_end(other, veil, false);
        if (effect->tags != 0)
            seen = affects_end(other, effect->tags, 0, false) > 0 || seen;
        if (!seen)
            continue;
        tell(other, "You are seen!\n");
        tell_room(deed->room, other, NULL, "%s comes to light.\n", character_name(other));
        any = true;
    }
    if (!any && deed->actor != NULL)
        tell(deed->actor, "Nobody here is hidden from you.\n");
    return any;
}

/* -- the way to somebody ----------------------------------------------------------------------------- */

/* Breadth first through the rooms of this land, from where he stands: each is reached by the first step that leads there. */
struct search { uint32_t *queue; uint8_t *first; unsigned head, tail; };

static void search_from(const struct zone *zone, struct search *search, const struct room *room, uint8_t step)
{
    const struct land *land = land_of(zone);
    for (unsigned direction = 0; direction < DIRECTIONS; direction++) {
        const struct exit_proto *exit = &room->proto->exits[direction];
        if (!room_shows(room, direction) || !zone_same(exit->zone, zone->id))
            continue;
        unsigned next = (unsigned)(land_room(zone, exit->to) - land->rooms);
        if (search->first[next] != UINT8_MAX)
            continue;
        search->first[next] = step == UINT8_MAX ? (uint8_t)direction : step;
        search->queue[search->tail++] = next;
    }
}

static enum direction way_to(const struct room *from, const struct room *to)
{
    const struct zone *zone = from->zone;
    const struct land *land = land_of(zone);
    unsigned count = zone->area->room_count;
    struct search search = { .queue = memory_get(count * sizeof *search.queue), .first = memory_get(count) };
    memset(search.first, UINT8_MAX, count);
    search.first[from - land->rooms] = NO_DIRECTION;
    search_from(zone, &search, from, UINT8_MAX);
    while (search.head < search.tail) {
        unsigned at = search.queue[search.head++];
        search_from(zone, &search, &land->rooms[at], search.first[at]);
    }
    uint8_t way = search.first[to - land->rooms];
    memory_free(search.queue);
    memory_free(search.first);
    return way == UINT8_MAX ? NO_DIRECTION : (enum direction)way;
}

static struct character *quarry(const struct zone *zone, const struct character *who, const char *word)
{
    for (unsigned at = 0; at < zone->area->room_count; at++)
        for (struct character *other = land_of(zone)->rooms[at].people; other != NULL; other = other->next)
            if (other != who && character_answers_to(other, word) && !is(other, FIGURE_UNTRACKED))
                return other;
    return NULL;
}

bool effect_TRACK(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    struct character *who = deed->actor;
    char word[64];
    (void)effect;
    (void)number;
    word_take(deed->words, word, sizeof word);
    const struct character *other = to != NULL && to != who ? to : quarry(deed->zone, who, word);
    if (other == NULL) {
        tell(who, "[* You fail to find the tracks. *]\n");
        return false;
    }
    if (other->room == who->room) {
        tell(who, "[* You found your target! *]\n");
        return true;
    }
    enum direction way = way_to(who->room, other->room);
    if (way == NO_DIRECTION)
        tell(who, "[* You lose the tracks. *]\n");
    else
        tell(who, "[* You see your target's tracks leading %s. *]\n", direction_names[way]);
    return way != NO_DIRECTION;
}

/* -- seeing and being heard elsewhere ---------------------------------------------------------------- */

ZONE_THREAD static void tell_room_of(struct character *who, const struct room *room, const char *lead)
{
    tell(who, "%s%s.\n", lead, room->proto->name);
    for (const struct character *other = room->people; other != NULL; other = other->next)
        if (other != who && !is(other, FIGURE_INVISIBLE) && !is(other, FIGURE_HIDDEN))
            tell_sentence(who, "%s is there.\n", character_name(other));
}

bool effect_FARSEE(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    struct character *who = deed->actor;
    (void)effect;
    (void)number;
    if (to != NULL && to != who && to->room != NULL) {
        tell_room_of(who, to->room, "Through other eyes you see ");
        struct text *made;
        tell(who, "%s\n", room_words(deed->zone, to->room->proto, &made));
        text_unref(&made);
        return true;
    }
    unsigned seen = 0;
    for (unsigned direction = 0; direction < DIRECTIONS; direction++) {
        const struct exit_proto *exit = &who->room->proto->exits[direction];
        bool meant = deed->direction >= DIRECTIONS || deed->direction == (enum direction)direction;
        if (!room_shows(who->room, direction) || !zone_same(exit->zone, deed->zone->id) || !meant)
            continue;
        char lead[40];
        snprintf(lead, sizeof lead, "To %s: ", direction_from[direction]);
        tell_room_of(who, land_room(deed->zone, exit->to), lead);
        seen++;
    }
    if (seen == 0)
        tell(who, "There is nothing to be seen that way.\n");
    return seen > 0;
}

bool effect_THROWVOICE(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    struct character *who = deed->actor;
    char name[64];
    const char *words = word_take(deed->words, name, sizeof name);
    (void)effect;
    (void)number;
    if (to == NULL || to == who)
        to = person_here(who, name);
    if (to == NULL || to == who || words[0] == '\0') {
        tell(who, "Whose voice, and what should it say?\n");
        return false;
    }
    tell_sentence(who, "%s says, '%s'\n", character_name(to), words);
    for (struct character *other = who->room->people; other != NULL; other = other->next)
        if (other != who && other != to && other->position > SLEEPING)
            tell_sentence(other, character_power(other) > deed->level + 5 ? "Somebody says with the voice of %s, '%s'\n"
                          : "%s says, '%s'\n",
                          character_name(to), words);
    tell(to, "Somebody says with your voice, '%s'\n", words);
    return true;
}
