/* zones/world/sight.h -- seeing over a border: who stands in the rooms of another zone that can be seen from this one.
 *
 *      this land wakes up        ---- SIGHT_ASK, wanted ---->   the neighbour notes it, and answers at once
 *      keeps what it was told    <--- SIGHT ----------------    ... and again when it has changed, at most once a second
 *      this land falls asleep    ---- SIGHT_ASK, not    ---->   the neighbour tells it nothing more
 *
 * What can be seen: of a room that an exit leads to, that room; of a tile of the wilderness, the cells around it as far as
 * maps go (SIGHT_X, SIGHT_Y).  A land asleep asks nothing and is told nothing, but answers.  What was told is part of the
 * land's state, as is who wants to be told.  Sounds go the same way, to who is awake around a tile.
 * Entered by the zone's worker. */
#ifndef ZONES_WORLD_SIGHT_H
#define ZONES_WORLD_SIGHT_H

#include "zones/world/land.h"

enum { SIGHT_X = 10, SIGHT_Y = 5, SEEN_SIZE = 1000 };

struct sighted {
    unsigned mobiles, players;
    char     names[SEEN_SIZE];     /* "a gate guard, 3 times a rat, Bob" */
};

/* Whom one sees in that room of that zone, save one.  False: of that zone nothing is known. */
bool sight_of(const struct zone *zone, zone_id in, room_id room, const struct character *save, struct sighted *seen);
/* The same of a room of this land, whoever is hidden there left out. */
void sight_here(const struct room *room, const struct character *save, struct sighted *seen);

/* Somebody came, went, or hid: whoever watches is told soon. */
ZONE_THREAD void sight_stir(struct zone *zone);
/* TIMER_SIGHT */
ZONE_THREAD void sight_fire(struct zone *zone, const struct timer *timer);
/* The land wakes up; falls asleep, after the last it did is told. */
ZONE_THREAD void sight_wake(struct zone *zone);
ZONE_THREAD void sight_sleep(struct zone *zone);
/* After an input: a sleeping land has no alarm to wait for. */
ZONE_THREAD void sight_settle(struct zone *zone);
/* Mail */
ZONE_THREAD void sight_asked(struct zone *zone, const struct message *message);
ZONE_THREAD void sight_told(struct zone *zone, const struct message *message);
ZONE_THREAD void sight_heard(struct zone *zone, const struct message *message);
/* Everybody in the land who is awake hears it, save one; and who is awake in the tiles around, if it is a tile. */
ZONE_THREAD void tell_around(struct zone *zone, const struct character *save, const char *format, ...) PRINTF_LIKE(3, 4);

void sights_put(struct bytes_writer *writer, const struct land *land);
ZONE_THREAD bool sights_take(struct zone *zone, struct bytes_reader *reader);
void sights_free(struct land *land);

#endif
