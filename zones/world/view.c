/* zones/world/view.c -- what one sees on looking round.  Entered by the zone's worker.
 *
 *     The Temple Steps [ N (E) S ]            title, with exits, each a link; a shut door in brackets
 *     Text of the room, one paragraph a line; what the hour and the weather add to it.
 *     A brass lantern stands here. (2)        things, people; equal things once, with their number */
#include "zones/world/sky.h"

#include "core/markup.h"

#include <string.h>

enum { EXITS_SIZE = 24 * DIRECTIONS };

/* Each a link that goes there. */
static void exits_print(const struct room *room, char line[EXITS_SIZE])
{
    static const char letters[DIRECTIONS] = { [NORTH] = 'N', [EAST] = 'E', [SOUTH] = 'S', [WEST] = 'W', [UP] = 'U', [DOWN] = 'D' };
    static const enum direction order[DIRECTIONS] = { NORTH, SOUTH, EAST, WEST, UP, DOWN };
    size_t at = 0;
    for (unsigned turn = 0; turn < DIRECTIONS; turn++) {
        enum direction direction = order[turn];
        if (room_same(room->proto->exits[direction].to, NO_ROOM))
            continue;
        bool shut = room->doors[direction] >= DOOR_CLOSED;
        at += (size_t)snprintf(line + at, EXITS_SIZE - at, "%s" M_LINK "%s" M_LINK_TEXT "%c" M_LINK_END "%s ", shut ? "(" : "",
                               direction_names[direction], letters[direction], shut ? ")" : "");
        assert(at < EXITS_SIZE);
    }
    if (at == 0)
        snprintf(line, EXITS_SIZE, "No exits! ");
}

static bool same_sight(const struct item *a, const struct item *b)
{
    return strcmp(a->object->line, b->object->line) == 0;
}

/* These two are functions of their own for a reason: written out inside the loop below, clang 14 at -O2 loses the second kind
 * of thing altogether (tests/replay.sh noticed). */
static bool seen_before(const struct item *first, const struct item *item)
{
    for (; first != item; first = first->next)
        if (same_sight(first, item))
            return true;
    return false;
}

static unsigned count_alike(const struct item *item)
{
    unsigned count = 0;
    for (const struct item *other = item; other != NULL; other = other->next)
        if (same_sight(other, item))
            count++;
    return count;
}

/* Each kind of thing once, where the first of it lies, with how many there are. */
ZONE_THREAD static void tell_things(struct character *who, const struct item *first)
{
    for (const struct item *item = first; item != NULL; item = item->next) {
        if (seen_before(first, item))
            continue;
        char several[24] = "";
        unsigned count = count_alike(item);
        if (count > 1)
            snprintf(several, sizeof several, " (%u)", count);
        tell(who, M_OBJECT M_LINK "look %s" M_LINK_TEXT "%s" M_LINK_END "%s" M_PLAIN "\n", item->object->keys[0], item->object->line,
             several);
    }
}

static const char *const postures[POSITIONS] = {
    [SLEEPING] = "is sleeping here", [RESTING] = "is resting here", [SITTING] = "is sitting here", [STANDING] = "is standing here",
};

ZONE_THREAD static void tell_person(struct character *who, const struct character *seen)
{
    if (seen->mobile != NULL) {
        tell(who, M_MOBILE "%s" M_PLAIN "\n", seen->mobile->line);
        return;
    }
    const struct player *player = seen->player;
    bool linkless = player->session.number == NO_SESSION.number;
    tell(who, M_PLAYER "%s " M_PLAIN "%s%s%s%s.\n", seen->name, player->title, player->title[0] == '\0' ? "" : " ",
         postures[seen->position], linkless ? ", staring at nothing" : "");
}

void look_at_room(struct character *who, bool brief)
{
    const struct room *room = who->room;
    char exits[EXITS_SIZE];
    exits_print(room, exits);
    tell(who, M_TITLE "%s [ %s]" M_PLAIN "\n", room->proto->name, exits);
    if (!brief) {
        tell(who, "%s\n", room->proto->text);
        tell_room_hour(who);
    }
    tell_things(who, room->items);
    for (const struct character *seen = room->people; seen != NULL; seen = seen->next)
        if (seen != who)
            tell_person(who, seen);
}
