/* zones/world/facts_pairs.h -- how facts are put together; private to zones/world/facts*.c. */
#ifndef ZONES_WORLD_FACTS_PAIRS_H
#define ZONES_WORLD_FACTS_PAIRS_H

#include "core/bytes.h"

struct character;

void fact_name(struct bytes_writer *facts, const char *name);      /* a value has to follow */
void fact_words(struct bytes_writer *facts, const char *name, const char *words);
void fact_number(struct bytes_writer *facts, const char *name, int64_t number);

/* Who he is, how he is doing, what is upon him, whom he fights and rides. */
void facts_put_person(struct bytes_writer *facts, const struct character *who);

#endif
