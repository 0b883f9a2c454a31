/* tests/sim/check.h -- what must be true of a world standing still; sim_fail() where it is not. */
#ifndef TESTS_SIM_CHECK_H
#define TESTS_SIM_CHECK_H

#include "tests/sim/shelf.h"
#include "tests/sim/sim.h"

/* Of a server in which no mail is under way and no slot is out: everybody in exactly one place, everything too,
 * registry, directory and sessions agree, the dirty are counted right, and every zone survives being written down. */
SIM void check_quiet(const struct server *server);
/* Of a server whose workers all stand still for a cut: the durable state is what the world looks like. */
SIM void check_cut(const struct server *server, const struct shelf *state);

#endif
