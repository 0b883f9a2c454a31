/* zones/commands/doors.c -- opening, closing, locking: doors and lids alike.  Entered by the zone's worker. */
#include "zones/commands/command.h"

#include "core/sound.h"

/* What each of the four does: ROW( from, to, needs a key, ... ) */
struct turning {
    enum door_state from, to;
    bool        needs_key;
    const char *verb, *verbs;   /* "open", "opens" */
    const char *already;        /* when it is not in state `from` */
};

/* A door of the room or a container: whatever has a lid. */
struct lid {
    struct room   *room;        /* of a door */
    enum direction direction;
    struct item   *item;        /* of a container */
    enum door_state state;
    const char    *name;
    const char    *key;         /* "area.key" or NULL */
};

static bool lid_find(struct character *who, const char *words, struct lid *lid)
{
    char word[64];
    *lid = (struct lid){ .direction = door_find(who, words) };
    if (lid->direction != NO_DIRECTION) {
        const struct exit_proto *exit = &who->room->proto->exits[lid->direction];
        lid->room = who->room;
        lid->state = who->room->doors[lid->direction];
        lid->name = exit->door_name;
        lid->key = exit->key;
        return true;
    }
    name_take(words, word, sizeof word);
    struct item *item = item_here(who, word);
    if (item == NULL || item->object->kind != ITEM_CONTAINER || item->object->door == DOOR_NONE)
        return false;
    lid->item = item;
    lid->state = item->door;
    lid->name = item->object->name;
    lid->key = item->object->unlocked_by;
    return true;
}

ZONE_THREAD static void lid_set(struct lid *lid, enum door_state state)
{
    if (lid->item != NULL) {
        item_touch(lid->item);
        lid->item->door = (uint8_t)state;
    } else {
        door_set(lid->room, lid->direction, state);
    }
}

ZONE_THREAD static void tell_turned(struct character *who, const struct lid *lid, const struct turning *turning)
{
    char where[32] = "";
    if (lid->item == NULL && (lid->direction == UP || lid->direction == DOWN))
        snprintf(where, sizeof where, " %s", lid->direction == UP ? "above" : "below");
    else if (lid->item == NULL)
        snprintf(where, sizeof where, " to the %s", direction_names[lid->direction]);
    const char *the = lid->item == NULL ? "the " : "";
    const char *sound = lid->item == NULL && turning->to == DOOR_OPEN ? sound_marks[SOUND_DOOR] : "";
    tell(who, "%sYou %s %s%s%s.\n", sound, turning->verb, the, lid->name, where);
    tell_room(who->room, who, NULL, "%s%s %s %s%s%s.\n", sound, who->name, turning->verbs, the, lid->name, where);
}

ZONE_THREAD static void lid_turn(struct command *command, const struct turning *turning)
{
    struct character *who = command->actor;
    struct lid lid;
    if (command->words[0] == '\0')
        tell(who, "What do you want to %s?\n", turning->verb);
    else if (!lid_find(who, command->words, &lid))
        tell(who, "There is nothing like that here to %s.\n", turning->verb);
    else if (turning->to == DOOR_OPEN && lid.state == DOOR_LOCKED)
        tell(who, "It seems to be locked.\n");
    else if (lid.state != turning->from)
        tell(who, "%s\n", turning->already);
    else if (turning->needs_key && lid.key == NULL)
        tell(who, lid.state == DOOR_LOCKED ? "You find no keyhole on this side.\n" : "It has no lock.\n");
    else if (turning->needs_key && !character_has_key(who, lid.key))
        tell(who, "You do not have the key.\n");
    else {
        lid_set(&lid, turning->to);
        tell_turned(who, &lid, turning);
    }
}

void do_open(struct command *command)
{
    static const struct turning turning = { DOOR_CLOSED, DOOR_OPEN, false, "open", "opens", "It is open already." };
    lid_turn(command, &turning);
}

void do_close(struct command *command)
{
    static const struct turning turning = { DOOR_OPEN, DOOR_CLOSED, false, "close", "closes", "It is closed already." };
    lid_turn(command, &turning);
}

void do_lock(struct command *command)
{
    static const struct turning turning = { DOOR_CLOSED, DOOR_LOCKED, true, "lock", "locks", "It must be closed first." };
    lid_turn(command, &turning);
}

void do_unlock(struct command *command)
{
    static const struct turning turning = { DOOR_LOCKED, DOOR_CLOSED, true, "unlock", "unlocks", "It is not locked." };
    lid_turn(command, &turning);
}
