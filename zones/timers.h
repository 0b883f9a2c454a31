/* zones/timers.h -- what is due when, in one zone.  Due times are absolute world milliseconds; equal ones
 * fire in the order of setting.  There is no cancelling: whoever is fired checks that it still makes sense. */
#ifndef ZONES_TIMERS_H
#define ZONES_TIMERS_H

#include "core/bytes.h"

struct timer {
    int64_t   due;
    uint64_t  order;     /* counts settings in this zone */
    uint16_t  kind;      /* the zone kind's own enum */
    entity_id about;
    uint64_t  argument;
};

struct timers {
    struct timer *heap;  /* least (due, order) first */
    unsigned      count, room;
    uint64_t      order;
};

void timers_set(struct timers *timers, int64_t due, uint16_t kind, entity_id about, uint64_t argument);
/* Takes the first if it is due at or before `now`. */
bool timers_take(struct timers *timers, int64_t now, struct timer *timer);
int64_t timers_due(const struct timers *timers); /* INT64_MAX when there are none */
/* Takes out every timer for which drop() says so (used when a zone falls asleep). */
void timers_sweep(struct timers *timers, bool (*drop)(const struct timer *timer, void *data), void *data);
void timers_encode(const struct timers *timers, struct bytes_writer *writer);
bool timers_decode(struct timers *timers, struct bytes_reader *reader);
void timers_free(struct timers *timers);

#endif
