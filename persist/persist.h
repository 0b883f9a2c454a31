/* persist/persist.h -- the thread that keeps one consistent moment of the whole world in the store.
 *
 *   every checkpoint.interval_ms, if something is dirty:
 *
 *   persist      raises the epoch to e; BEGIN(e) -> every worker
 *   each worker  begins its cut at the first mail of e, goes on, writes piece by piece (zones/worker.h)
 *                PART(e) -> persist       when it is whole: all that was dirty as the cut began
 *   persist      all parts in: of two records of one name the higher version wins; one fenced commit
 *   store        done: COMMITTED(e) -> every worker
 *
 * A cut has its place among the loads and saves from the moment it begins: a SAVE posted by somebody who
 * had seen e goes behind it, one posted before that goes in front of it.
 *
 * checkpoint.mode = halt stops everybody instead, and no zone may be on its way between workers:
 *
 *   persist      GATE_ASK -> main; main: GATE_OPEN -> persist; HALT(e) -> every worker
 *   each worker  PART(e) -> persist; then it stands still
 *   persist      all parts in: RESUME -> every worker, GATE_DONE -> main; then the same commit
 *
 * Besides it answers LOAD and SAVE, in order with the commits: a LOAD sees every cut and SAVE that came
 * before it.  FINISH: a last cut if something is dirty, then FINISHED -> main.
 *
 * WALK: all records whose names begin in certain ways, in WALKED pieces, while the game goes on.  Whatever a cut or a SAVE
 * writes under such names meanwhile is in a piece too, before it is written: so a thing that moves from a record not yet
 * read to one that was read already is still met.  One walk at a time, from WALK to WALK_END (the other is told `busy`): what
 * somebody writes because of what he has met nobody can contradict.
 *
 * While the store is away the game goes on: cuts are taken and wait, merged into one, at most
 * checkpoint.waiting_max of them (then no further cut begins, what is dirty stays with the workers, the
 * figure persist_away is 1, and every LOAD is answered as failed, so that nobody new comes in).  A merged
 * commit carries the last of its cuts' epochs, so COMMITTED(e) means: e and every epoch before it.  SAVE and
 * LOAD are answered as failed at once; only a SAVE that was under way when the store went is kept, and
 * written again when it is back, because whether it was written is unknown.  A commit under way is asked
 * for: the store's epoch tells.
 *
 * Fenced, or the store's epoch is neither ours nor the one before (it lost commits that we were told
 * were done): FENCED -> main, and nothing is ever written again.
 *
 * A LOAD names its records in one text, a NUL behind each; LOADED carries, in the same order, for each a
 * u8 (1: there, 0: not there) and, if there, the content as put_text wrote it; nothing of all that, `failed` and `damaged`,
 * when one of them does not check.  WALKED carries names (put_string), each with its content (put_text, NULL when it does not
 * check; a tombstone is not told).  SAVE carries pairs: put_string(name),
 * put_text(content or NULL for a tombstone).  Names are 1 to KEY_SIZE - 1 bytes.  PART.records is a heap
 * `struct message_list *` of RECORD messages (content NULL is a tombstone), or NULL; persist frees it. */
#ifndef PERSIST_PERSIST_H
#define PERSIST_PERSIST_H

#include "config/options.h"
#include "core/metric.h"
#include "core/route.h"
#include "persist/store.h"

struct persist;

/* Takes the store over and closes it in persist_free(); the rest is borrowed.  Of the opening only the
 * numbers are read. */
MAIN_THREAD struct persist *persist_new(const struct options *options, struct route *route, struct mailbox *inbox,
                                        struct store *store, const struct store_opening *opening);
/* One turn without waiting: mail, the store, the interval.  Shipping loop and simulator both call this. */
PERSIST_THREAD void persist_turn(struct persist *persist, int64_t now_ms);
/* How long until it wants a turn though nothing comes in, ms; -1 for ever. */
PERSIST_THREAD int64_t persist_wait_ms(const struct persist *persist, int64_t now_ms);
/* FINISH has been answered: no further turn is needed. */
PERSIST_THREAD bool persist_finished(const struct persist *persist);
/* The thread: turns until FINISH has been answered. */
void *persist_run(void *persist);
/* After the thread has ended: everything is in the store. */
MAIN_THREAD bool persist_saved(const struct persist *persist);
/* After the thread has ended. */
MAIN_THREAD void persist_free(struct persist **persist);
ANY_THREAD struct metrics *persist_metrics(struct persist *persist);

/* For the simulator: enum cut_rule (core/rules.h) that are not kept from now on. */
MAIN_THREAD void persist_break_rules(struct persist *persist, unsigned rules);
/* Where a commit stands, for crash tests that want to kill inside one: called (if set) from persist_turn. */
enum persist_moment { PERSIST_CUT_BEGUN, PERSIST_COMMIT_SENT, PERSIST_COMMIT_DONE, PERSIST_SAVE_DONE, PERSIST_MOMENTS };
MAIN_THREAD void persist_watch(struct persist *persist, void (*watch)(enum persist_moment moment, void *who), void *who);
/* What the store has confirmed: for the watch. */
PERSIST_THREAD uint64_t persist_epoch(const struct persist *persist);
PERSIST_THREAD uint64_t persist_revision(const struct persist *persist);

#endif
