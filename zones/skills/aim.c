/* zones/skills/aim.c -- from words to a target: one function for each row of skill_target.  Entered by the zone's worker. */
#include "zones/skills/skills_parts.h"

#include "zones/commands/command.h"
#include "zones/fight/corpse.h"
#include "zones/fight/fight_parts.h"

#include <string.h>
#include <strings.h>

enum { WORD_SIZE = 64 };

/* What is being aimed, and the words that are left. */
struct aim {
    struct deed         *deed;
    struct character    *who;
    const char          *words;
    char                 word[WORD_SIZE];   /* the first of them */
    const struct lookup *lookup;
};
/* False: told why not. */
typedef bool aim_function(struct aim *aim);

ZONE_THREAD static bool aim_at(struct aim *aim, struct character *target)
{
    aim->deed->target = target;
    aim->deed->aimed = target->id;
    return true;
}

ZONE_THREAD static bool nobody_here(struct aim *aim)
{
    tell(aim->who, "There is nobody here by that name.\n");
    return false;
}

/* -- nothing, friends, foes -------------------------------------------------------------------------- */

/* Oneself, or the room. */
ZONE_THREAD static bool aim_none(struct aim *aim)
{
    return aim_at(aim, aim->who);
}

ZONE_THREAD static bool aim_friend(struct aim *aim)
{
    struct character *target = aim->word[0] == '\0' ? aim->who : person_here(aim->who, aim->word);
    return target == NULL ? nobody_here(aim) : aim_at(aim, target);
}

ZONE_THREAD static bool aim_foe(struct aim *aim)
{
    struct character *target = aim->word[0] == '\0' ? aim->who->opponent : person_here(aim->who, aim->word);
    if (target == NULL && aim->word[0] == '\0') {
        tell(aim->who, "At whom? You are not fighting anybody.\n");
        return false;
    }
    return target == NULL ? nobody_here(aim) : aim_at(aim, target);
}

ZONE_THREAD static bool aim_other(struct aim *aim)
{
    if (aim->word[0] == '\0') {
        tell(aim->who, "At whom?\n");
        return false;
    }
    struct character *target = person_here(aim->who, aim->word);
    if (target == aim->who) {
        tell(aim->who, "Not at yourself.\n");
        return false;
    }
    return target == NULL ? nobody_here(aim) : aim_at(aim, target);
}

/* -- farther away ------------------------------------------------------------------------------------ */

/* Somebody in the next room, or over the border, where the name is looked for on arrival. */
ZONE_THREAD static bool aim_next_room(struct aim *aim, enum direction direction, const char *name)
{
    const struct exit_proto *exit = &aim->who->room->proto->exits[direction];
    aim->deed->direction = direction;
    if (!room_shows(aim->who->room, direction) || aim->who->room->doors[direction] >= DOOR_CLOSED) {
        tell(aim->who, "There is nothing to be seen that way.\n");
        return false;
    }
    if (!zone_same(exit->zone, aim->who->zone->id))
        return true;
    struct character *target = person_in(land_room(aim->who->zone, exit->to), name);
    if (target != NULL)
        return aim_at(aim, target);
    tell(aim->who, "There is nobody there by that name.\n");
    return false;
}

ZONE_THREAD static bool aim_far_foe(struct aim *aim)
{
    char name[WORD_SIZE];
    word_take(aim->words, name, sizeof name);
    enum direction direction = direction_find(aim->word);
    if (aim->word[0] == '\0' || name[0] == '\0' || direction == NO_DIRECTION)
        return aim_foe(aim);
    snprintf(aim->deed->words, sizeof aim->deed->words, "%s", name);
    return aim_next_room(aim, direction, name);
}

/* A player of this land by his name, or any beginning of it. */
static struct character *player_of_land(const struct zone *zone, const char *word)
{
    size_t length = strlen(word);
    for (unsigned at = 0; at < zone->area->room_count && length > 0; at++)
        for (struct character *who = land_of(zone)->rooms[at].people; who != NULL; who = who->next)
            if (who->player != NULL && strncasecmp(who->name, word, length) == 0)
                return who;
    return NULL;
}

ZONE_THREAD static bool aim_anybody(struct aim *aim)
{
    const struct lookup *lookup = aim->lookup;
    struct character *target = player_of_land(aim->who->zone, aim->word);
    if (aim->word[0] == '\0') {
        tell(aim->who, "At whom?\n");
        return false;
    }
    if (target == NULL)
        target = person_here(aim->who, aim->word);
    if (target != NULL)
        return aim_at(aim, target);
    if (lookup == NULL || lookup->kind != LOOKUP_TARGET || !lookup->found || lookup->ignored) {
        tell(aim->who, "Nobody of that name answers your thought.\n");
        return false;
    }
    aim->deed->aimed = lookup->sighting.who;
    aim->deed->aimed_zone = lookup->sighting.zone;
    snprintf(aim->deed->words, sizeof aim->deed->words, "%s", lookup->sighting.name);
    return true;
}

/* -- things, doors, words ---------------------------------------------------------------------------- */

ZONE_THREAD static bool aim_item(struct aim *aim)
{
    aim->deed->item = aim->word[0] == '\0' ? NULL : item_here(aim->who, aim->word);
    if (aim->deed->item != NULL)
        return true;
    tell(aim->who, aim->word[0] == '\0' ? "On what?\n" : "You see nothing like that.\n");
    return false;
}

/* The first one that lies here, or the first that answers to the word. */
ZONE_THREAD static bool aim_corpse(struct aim *aim)
{
    char word[WORD_SIZE];
    bool all;
    snprintf(word, sizeof word, "%s", aim->word[0] == '\0' ? "corpse" : aim->word);
    unsigned number = word_number(word, &all);
    for (struct item *item = aim->who->room->items; item != NULL; item = item->next)
        if (item->corpse != NULL && word_is_name((const char *const *)item->object->keys, word) && --number == 0)
            aim->deed->item = item;
    const char *why = aim->deed->item == NULL ? "There is no such corpse here." : corpse_refuses(aim->who, aim->deed->item);
    if (why != NULL)
        tell(aim->who, "%s\n", why);
    return why == NULL;
}

/* A direction, a door by its name, or whatever else has a lid. */
ZONE_THREAD static bool aim_exit(struct aim *aim)
{
    enum direction direction = door_find(aim->who, aim->deed->words);
    if (direction == NO_DIRECTION)
        direction = direction_find(aim->word);
    aim->deed->direction = direction;
    aim->deed->item = direction != NO_DIRECTION || aim->word[0] == '\0' ? NULL : item_here(aim->who, aim->word);
    if (aim->deed->item != NULL && aim->deed->item->object->door == DOOR_NONE)
        aim->deed->item = NULL;
    bool there = direction != NO_DIRECTION && room_shows(aim->who->room, direction);
    if (aim->word[0] == '\0')
        tell(aim->who, "Which way, or which door?\n");
    else if (!there && aim->deed->item == NULL)
        tell(aim->who, "There is nothing like that here.\n");
    return aim->word[0] != '\0' && (there || aim->deed->item != NULL);
}

ZONE_THREAD static bool aim_word(struct aim *aim)
{
    aim->deed->target = aim->who;
    aim->deed->aimed = aim->who->id;
    if (aim->word[0] == '\0')
        tell(aim->who, "You have to say a word more: what it is to be about.\n");
    return aim->word[0] != '\0';
}

/* -- all of it --------------------------------------------------------------------------------------- */

static aim_function *const functions[TARGET_KINDS] = {
    [TARGET_NONE] = aim_none, [TARGET_SELF_OR_FRIEND] = aim_friend, [TARGET_FOE] = aim_foe, [TARGET_OTHER] = aim_other,
    [TARGET_FAR_FOE] = aim_far_foe, [TARGET_ANYBODY] = aim_anybody, [TARGET_ITEM] = aim_item, [TARGET_CORPSE] = aim_corpse,
    [TARGET_EXIT] = aim_exit, [TARGET_WORD] = aim_word,
};

/* May he do that to them?  Of those in other zones, those decide. */
ZONE_THREAD static bool aim_is_allowed(struct deed *deed)
{
    struct character *who = deed->actor, *target = deed->target;
    const char *why = NULL;
    if (!deed->skill->hostile)
        return true;
    if (who->room->proto->peaceful)
        why = "There is a peace upon this place that nobody breaks.";
    else if (!fights(who) && is(who, FIGURE_AFRAID))
        why = "You are far too afraid.";
    else if (!fights(who) && is(who, FIGURE_CALM))
        why = "You feel far too peaceful for that.";
    else if (target != NULL && target != who && deed->skill->target != TARGET_SELF_OR_FRIEND)
        why = target->room == who->room ? fight_refuses(who, target) : range_refuses(who, target);
    else if (target == who && (deed->skill->target == TARGET_FOE || deed->skill->target == TARGET_FAR_FOE))
        why = "You would only hurt yourself.";
    if (why != NULL)
        tell(who, "%s\n", why);
    return why == NULL;
}

bool deed_aim(struct deed *deed, const char *words, const struct lookup *lookup)
{
    struct aim aim = { .deed = deed, .who = deed->actor, .lookup = lookup };
    snprintf(deed->words, sizeof deed->words, "%s", words);
    aim.words = word_take(words, aim.word, sizeof aim.word);
    if (deed->skill->group && strcasecmp(aim.word, "group") == 0) {
        deed->grouped = true;
        deed->target = NULL;
        return true;
    }
    return functions[deed->skill->target](&aim) && aim_is_allowed(deed);
}

bool deed_aim_again(struct deed *deed)
{
    char words[DEED_WORDS_SIZE];
    snprintf(words, sizeof words, "%s", deed->words);
    if (!entity_none(deed->aimed) && deed->aimed_zone.number != 0)
        return true;                    /* far away: that zone will see */
    if (entity_none(deed->aimed))
        return deed->grouped || deed_aim(deed, words, NULL);
    deed->target = land_character(deed->zone, deed->aimed);
    bool near = deed->target != NULL && (deed->target->room == deed->room || deed->skill->target == TARGET_ANYBODY
                                         || deed->direction != NO_DIRECTION);
    if (near)
        return aim_is_allowed(deed);
    deed->target = NULL;
    tell(deed->actor, "Whom you had in mind is not here any more.\n");
    return false;
}
