/* core/mover.h -- moving zones between workers while the game runs, and keeping moves and cuts apart.
 *
 * To move Z from A to B:
 *   1. EXPECT(Z) to B: mail for Z that comes before Z does is parked
 *   2. publish the route, wait one grace period: no more mail for Z can reach A
 *   3. HANDOVER(Z) to A: when A meets it, all older mail for Z has been applied
 *   4. A detaches Z, timers, dice and all, and sends ADOPT(Z) to B, which applies what it parked
 *   5. MOVED(Z) from B: the next move may begin
 *
 * One move at a time.  Moves and cuts go on together (zones/worker.h says how), but not with checkpoint.mode =
 * halt: there persist asks first (GATE_ASK), says when all parts are in (GATE_DONE), and nothing moves between.
 * The main thread owns the mover. */
#ifndef CORE_MOVER_H
#define CORE_MOVER_H

#include "core/route.h"

struct mover;

enum { ZONE_NAME_SIZE = 40 };

MAIN_THREAD struct mover *mover_new(struct pen *pen);  /* the pen is main's, borrowed */
MAIN_THREAD void mover_free(struct mover **mover);
/* What a zone is called in the log and to who asked for a move; without it its number is all that is said. */
MAIN_THREAD void mover_know_names(struct mover *mover, void (*name)(void *who, zone_id zone, char name[ZONE_NAME_SIZE]), void *who);
/* MOVE_ZONE, MOVED, GATE_ASK, GATE_DONE: takes the message over.  False for any other: it stays the caller's. */
MAIN_THREAD bool mover_mail(struct mover *mover, struct message *message);
/* Nothing moves to workers from this one on: they are leaving (core/crew.h). */
MAIN_THREAD void mover_bar(struct mover *mover, unsigned workers);
/* The world ends: what waits is given up, and nothing moves any more but the zone that is on its way. */
MAIN_THREAD void mover_rest(struct mover *mover);
MAIN_THREAD bool mover_idle(const struct mover *mover);      /* nothing moves, nothing waits to */
MAIN_THREAD void mover_ask(struct mover *mover, zone_id zone, unsigned worker); /* like MOVE_ZONE of nobody */
MAIN_THREAD uint64_t mover_moves(const struct mover *mover); /* finished so far */

#endif
