/* tests/sim/oracle.h -- what the store must hold, kept by whoever reads all mail.
 *
 * The oracle sees the parts of every cut as the workers post them, and every record that was to be written at
 * once.  So it knows the whole durable state as of each epoch, without having looked at the store: when an
 * epoch is told to be there, and after every crash, the store must hold exactly one of these states. */
#ifndef TESTS_SIM_ORACLE_H
#define TESTS_SIM_ORACLE_H

#include "tests/sim/sim.h"
#include "tests/sim/shelf.h"

struct oracle;
SIM struct oracle *oracle_new(struct run *run);
SIM void oracle_free(struct oracle **oracle);

/* Every message posted by anybody in the living server, before its receiver sees it. */
SIM void oracle_watch(struct oracle *oracle, struct server *server, enum actor to, const struct message *message);
/* A zone of that worker has begun its cut: what it writes from now on must be what it is now. */
SIM void oracle_cut_begun(struct oracle *oracle, unsigned worker, const struct zone *zone);
/* Is a cut open of which not all parts are in? */
SIM bool oracle_cut_open(const struct oracle *oracle);
/* The records as of the latest cut and all that was written at once since. */
SIM const struct shelf *oracle_latest(const struct oracle *oracle);
/* The server has died: the store is what it is now.  Fails unless that is a state it may be in. */
SIM void oracle_recover(struct oracle *oracle, bool slow);
/* The server has stopped of its own accord: nothing may be missing. */
SIM void oracle_finished(struct oracle *oracle);
/* The title number in the store's body record of that character; 0 for none. */
SIM unsigned oracle_stored_title(const struct oracle *oracle, const char *name);

#endif
