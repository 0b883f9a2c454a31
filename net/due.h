/* net/due.h -- what is due when: the alarms of one net thread, a binary heap.
 *
 * Nothing set costs nothing.  Setting an alarm later than it stands does not move it: it goes off early,
 * and whoever looks then sets it again. A session that is busy thus never touches the heap.  The net
 * thread that owns it calls. */
#ifndef NET_DUE_H
#define NET_DUE_H

#include <stdint.h>

struct due {
    int64_t  at;      /* world ms */
    unsigned place;   /* in the heap, from 1; 0 while not set */
};

struct dues {
    struct due **heap; /* heap[0] is the earliest */
    unsigned     count, room;
};

enum { DUE_NEVER = -1 };

/* Of two times, each of which may be never. */
static inline int64_t due_earlier(int64_t a, int64_t b)
{
    return a == DUE_NEVER || (b != DUE_NEVER && b < a) ? b : a;
}

void dues_set(struct dues *dues, struct due *due, int64_t at); /* no effect if it is set for earlier */
void dues_unset(struct dues *dues, struct due *due);
/* When the earliest is due; DUE_NEVER without any. */
int64_t dues_next(const struct dues *dues);
/* Takes one that is due at `now`, or gives NULL. */
struct due *dues_take(struct dues *dues, int64_t now);
void dues_free(struct dues *dues);

#endif
