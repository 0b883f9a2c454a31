/* zones/world/ferry.h -- ships that go from stop to stop by the hours of the world.
 *
 * Where a ship is, is a function of the hour alone: at each of its hours it casts off and sails for one hour to the next
 * of its stops, in a ring, and lies there until its next hour.  So no zone has to tell another, and a restart changes nothing.
 * Its deck is an ordinary room; there is a way between deck and shore only while it lies.  Pure, any thread. */
#ifndef ZONES_WORLD_FERRY_H
#define ZONES_WORLD_FERRY_H

#include "zones/world/world.h"

enum { FERRY_STOPS_MOST = 8, FERRIES_MAX = 100 };

struct ferry {
    const char *key;
    const char *name;              /* "The Patient Heron" */
    const char *text;              /* of a deck of its own, or NULL */
    room_id     deck;
    zone_id     zone;              /* of the deck; this and the next: once the world is built */
    room_id     stops[FERRY_STOPS_MOST];
    zone_id     stop_zones[FERRY_STOPS_MOST];
    const char *stop_names[FERRY_STOPS_MOST];   /* "Winter Harbour": what lies there */
    unsigned    stop_count;
    uint32_t    hours;             /* bit n: casts off at hour n */
    unsigned    hour_count;
};

/* Which of its stops it lies at, or, while it sails, is bound for. */
unsigned ferry_stop(const struct ferry *ferry, int64_t hour);
bool ferry_sails(const struct ferry *ferry, int64_t hour);
/* Hours until it casts off next, from 1 on. */
unsigned ferry_leaves_in(const struct ferry *ferry, int64_t hour);
/* The room of a deck that no area file has written. */
void ferry_deck(const struct ferry *ferry, struct room_proto *room);

#endif
