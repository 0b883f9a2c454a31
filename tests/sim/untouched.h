/* tests/sim/untouched.h -- does every change call first?
 *
 * After each input that a zone has applied, all its holders are written down again (as numbers).  One that was not
 * touched in that input must be what it was; one that was must still have been what it was when it was touched.  So a
 * forgotten touch, a late one, and one that names the wrong record are found in the input that is guilty.
 *
 * Parcels, under way or at rest, are texts and cannot change; what is not read here is left to check.c. */
#ifndef TESTS_SIM_UNTOUCHED_H
#define TESTS_SIM_UNTOUCHED_H

#include "tests/sim/sim.h"

struct untouched;
SIM struct untouched *untouched_new(unsigned zones);
SIM void untouched_free(struct untouched **untouched);
/* Nothing is looked at any more: the zones are about to be taken apart. */
SIM void untouched_end(struct untouched *untouched);
/* From its birth on: what the zone's holders are now is known, and what touches them is noted. */
SIM void untouched_begin(struct untouched *untouched, struct zone *zone);
/* The zone has applied an input; `what` names it. */
SIM void untouched_applied(struct untouched *untouched, struct zone *zone, const char *what);

#endif
