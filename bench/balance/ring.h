/* bench/balance/ring.h -- two rooms, one zone, three who type: where the bots of `balance` fight.
 *
 *     REFUGE (peaceful; the dead wake there, who flees ends up there) -N- FIELD (where the foes are)
 *
 * The zone is the shipping one; what would be worker and net is done here, on one thread and on the zone's own clock.  Who
 * calls in here plays every thread there is. */
#ifndef BENCH_BALANCE_RING_H
#define BENCH_BALANCE_RING_H

#include "zones/rules/creatures.h"
#include "zones/world/land.h"
#include "zones/zone.h"

/* This program's one thread has all roles. */
#if defined(__clang__)
#define PLAYS __attribute__((no_thread_safety_analysis))
#else
#define PLAYS
#endif

enum { REFUGE = 3001, FIELD = 3002, MEMBERS = 3, FOES = 3, PIECES = WEAR_SLOTS_COUNT, BOOK = MEMBERS * PIECES, RING_OBJECTS };

struct seat {
    struct slot slot;
    entity_id   who;
    bool        waiting;           /* a line is under way */
};

struct ring {
    struct options      options;
    struct room_proto   rooms[2];
    struct room_place   places[2];
    struct area         area;
    struct world        world;
    struct object_proto objects[RING_OBJECTS];  /* PIECES of each member: what he wears, rewritten by whoever dresses him */
    struct modifier     gives[RING_OBJECTS];
    struct mobile_proto mobiles[FOES];          /* the same for foes */
    char                keys[RING_OBJECTS][16];
    struct setting      setting;
    struct zone        *zone;
    int64_t             now;
    struct seat         seats[MEMBERS];
    bool                watched;   /* what the first types and reads is printed */
};

/* Opens it; the rules must outlive it. */
PLAYS void ring_open(struct ring *ring, const struct rules *rules, uint64_t seed);
PLAYS void ring_close(struct ring *ring);
/* A newcomer of that race and path comes in and stands in the field. */
PLAYS struct character *ring_enter(struct ring *ring, unsigned seat, const char *race, const char *path);
struct character *ring_person(const struct ring *ring, unsigned seat);   /* NULL: nobody sits there */
PLAYS void ring_types(struct ring *ring, unsigned seat, const char *line);
/* World time goes on until then; whatever is due happens. */
PLAYS void ring_until(struct ring *ring, int64_t then);
/* Without a word, as nothing in the game moves anybody. */
PLAYS void ring_put(struct ring *ring, struct character *who, unsigned room);
PLAYS struct character *ring_foe(struct ring *ring, unsigned at);        /* of mobiles[at], just arrived in the field */
PLAYS void ring_remove(struct character *who);
/* Corpses and whatever else lies about is gone; so is who was called, when `all`. */
PLAYS void ring_sweep(struct ring *ring, bool called);
struct room *ring_room(const struct ring *ring, unsigned room);

#endif
