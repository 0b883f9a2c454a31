/* zones/world/view.c -- what one sees on looking round.  Entered by the zone's worker.
 *
 *     The Temple Steps [ N (E) S ]            title, with exits; a shut door in brackets
 *     Text of the room, one paragraph a line.
 *     A brass lantern stands here. (2)        things, people; equal things once, with their number */
#include "zones/world/land.h"

#include "core/markup.h"

#include <string.h>

static void exits_print(const struct room *room, char *line, size_t size)
{
    static const char letters[DIRECTIONS] = { [NORTH] = 'N', [EAST] = 'E', [SOUTH] = 'S', [WEST] = 'W', [UP] = 'U', [DOWN] = 'D' };
    static const enum direction order[DIRECTIONS] = { NORTH, SOUTH, EAST, WEST, UP, DOWN };
    size_t at = 0;
    line[0] = '\0';
    for (unsigned turn = 0; turn < DIRECTIONS && at < size; turn++) {
        enum direction direction = order[turn];
        if (room_same(room->proto->exits[direction].to, NO_ROOM))
            continue;
        const char *form = room->doors[direction] >= DOOR_CLOSED ? "(%c) " : "%c ";
        at += (size_t)snprintf(line + at, size - at, form, letters[direction]);
    }
    if (at == 0)
        snprintf(line, size, "No exits! ");
}

static bool same_sight(const struct item *a, const struct item *b)
{
    return strcmp(a->object->line, b->object->line) == 0;
}

/* Each kind of thing once, where the first of it lies, with how many there are. */
ZONE_THREAD static void tell_things(struct character *who, const struct item *first)
{
    for (const struct item *item = first; item != NULL; item = item->next) {
        const struct item *earlier = first;
        while (earlier != item && !same_sight(earlier, item))
            earlier = earlier->next;
        if (earlier != item)
            continue;
        unsigned count = 0;
        for (const struct item *other = item; other != NULL; other = other->next)
            count += same_sight(other, item);
        if (count > 1)
            tell(who, M_OBJECT "%s (%u)" M_PLAIN "\n", item->object->line, count);
        else
            tell(who, M_OBJECT "%s" M_PLAIN "\n", item->object->line);
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
    char exits[64];
    exits_print(room, exits, sizeof exits);
    tell(who, M_TITLE "%s [ %s]" M_PLAIN "\n", room->proto->name, exits);
    if (!brief)
        tell(who, "%s\n", room->proto->text);
    tell_things(who, room->items);
    for (const struct character *seen = room->people; seen != NULL; seen = seen->next)
        if (seen != who)
            tell_person(who, seen);
}
