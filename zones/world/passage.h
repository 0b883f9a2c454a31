/* zones/world/passage.h -- what ground asks of who wants to go there (zones/world/terrain.h), and ways that are climbed.
 *
 *   asks       who may
 *   swim       who swims or flies, or has a boat with him; in the wilderness alone: how deep the water of an area is, its
 *              builder says by its hazards
 *   boat       who has a boat with him, flies, or swims like a fish (swimming 2)
 *   climb      who climbs or flies; a climber may slip, and can try again
 *   fly        who flies
 *
 * Who rides has the wings and fins of what he rides.  A mobile is at home on ground that asks what its own does.
 * Entered by the zone's worker. */
#ifndef ZONES_WORLD_PASSAGE_H
#define ZONES_WORLD_PASSAGE_H

#include "zones/world/land.h"

/* ASKS_NOTHING: he may go there, as far as the ground is concerned. */
enum asks passage_asks(const struct character *who, const struct exit_proto *exit);
/* Whether it is ground of the same kind as a wanderer's own: no wolf swims about, and no shark walks. */
bool passage_keeps(const struct character *who, const struct exit_proto *exit);
/* Throws the dice, where the way is climbed: false when he gets up. */
ZONE_THREAD bool passage_slips(struct character *who, const struct exit_proto *exit);
/* Why not, and what it would take. */
ZONE_THREAD void passage_tell(struct character *who, enum asks asks, enum direction direction);

#endif
