/* zones/world/facts_pairs.h -- how facts are put together; private to zones/world/facts*.c. */
#ifndef ZONES_WORLD_FACTS_PAIRS_H
#define ZONES_WORLD_FACTS_PAIRS_H

#include "core/bytes.h"

#include "zones/body/body.h"

struct character;

void fact_name(struct bytes_writer *facts, const char *name);      /* a value has to follow */
void fact_words(struct bytes_writer *facts, const char *name, const char *words);
void fact_number(struct bytes_writer *facts, const char *name, int64_t number);

/* Words and figures of one person, or creature, as clients know them. */
const char *fact_position(const struct character *who);
const char *fact_race(const struct character *who);
int64_t fact_percent(const struct character *who, enum pool_kind pool);

/* Who he is, how he is doing, what is upon him, whom he fights and rides. */
void facts_put_person(struct bytes_writer *facts, const struct character *who);
/* GROUP and GROUPLEVEL (facts_group.c). */
void facts_put_group(struct bytes_writer *facts, const struct character *who);
/* Somebody of his company, or he himself, regains something: it changes though nobody does anything. */
bool facts_company_grows(const struct character *who);

#endif
