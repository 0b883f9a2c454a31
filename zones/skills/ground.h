/* zones/skills/ground.h -- spells that lie upon a room: briars, holy ground, a wall of smoke.
 *
 * Every few seconds (TIMER_GROUND) the ground takes hold of whoever stands there: it lays its effect upon them for a little
 * longer than until it comes again, so that it lets go of whoever has left.  Whom it spares, its effect's `on` says, as
 * seen by who laid it; when he is not in this land any more, it makes no difference between friends and others.
 *
 * As bytes, of a room: u32 count, of each the skill's name, u8 effect, i64 power, u32 level, i64 until, id of who laid it.
 * Entered by the zone's worker. */
#ifndef ZONES_SKILLS_GROUND_H
#define ZONES_SKILLS_GROUND_H

#include "zones/world/land.h"

struct room_spell {
    struct room_spell *next;
    uint16_t  skill;
    uint8_t   effect;
    int32_t   power;
    uint32_t  level;
    int64_t   until;               /* world ms */
    entity_id by;
};

/* Anew, or the same one for longer. */
ZONE_THREAD void ground_lay(struct room *room, uint16_t skill, unsigned effect, int32_t power, uint32_t level, int64_t until,
                            entity_id by);
ZONE_THREAD void ground_fire(struct zone *zone, uint64_t room);   /* TIMER_GROUND; the argument is the room's number */
void grounds_put(struct bytes_writer *writer, const struct room *room);
void grounds_take(struct bytes_reader *reader, struct room *room);
void grounds_free(struct room *room);
/* What lies on a room, by the names of its effects, one after the other; NULL when there is none behind `last`. */
const char *ground_name(const struct room *room, const struct room_spell **last);

#endif
