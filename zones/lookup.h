/* zones/lookup.h -- what a worker looks up for an input, outside the zone: the result travels in the input. */
#ifndef ZONES_LOOKUP_H
#define ZONES_LOOKUP_H

#include "core/load.h"
#include "zones/zone.h"

/* load: or NULL, nobody knows what zones cost. */
ZONE_THREAD void lookup_fill(struct lookup *lookup, enum lookup_kind kind, const struct message *message, const struct setting *setting,
                             struct directory *directory, struct route *route, const struct load *load);
void lookup_encode(const struct lookup *lookup, struct bytes_writer *writer);
bool lookup_decode(struct lookup *lookup, struct bytes_reader *reader);

#endif
