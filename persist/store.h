/* persist/store.h -- where records are kept: one interface, a Redis behind it or plain memory.
 *
 * A store holds values by name, a fence, an epoch and the world time of that epoch.  Whoever opens it
 * raises the fence; a commit carries the fence it knows, the epoch it makes and the epoch it comes
 * after, and changes nothing unless fence and last epoch are still those (compare and set).  Epochs
 * grow but need not be consecutive: cuts that had to wait are committed as one, under the last of
 * their numbers.  A commit is atomic: all of it is durable when it is told as done, and after a crash
 * all or nothing of it is there.
 *
 * One thread at a time owns a store and calls everything here: main opens it, then hands it over.
 * Requests are answered by `done`, called from store_turn() or close, in the order of asking; the
 * request's memory stays the caller's, untouched by him, until then. */
#ifndef PERSIST_STORE_H
#define PERSIST_STORE_H

#include "core/text.h"
#include "core/message.h"

#include <stdint.h>

enum store_outcome {
    STORE_DONE,
    STORE_FENCED,   /* another server owns the store: nothing was written */
    STORE_BEHIND,   /* the store's epoch is not the one ours comes after: nothing was written */
    STORE_AWAY,     /* the store did not answer: whether it was written is unknown */
    STORE_REFUSED,  /* the store answered that it cannot (full, read-only, damaged): nothing was written */
};

enum store_verb { STORE_COMMIT, STORE_WRITE, STORE_LOAD, STORE_ASK, STORE_WALK, STORE_VERBS };

struct store_value {
    char         name[KEY_SIZE];
    struct text *value;            /* NULL: delete, or not there.  Never empty.  One reference, the request's. */
};

struct store_request {
    /* the question */
    uint64_t            fence;     /* of a commit or write */
    uint64_t            after;     /* of a commit or write: the store's epoch must be this one */
    uint64_t            epoch;     /* of a commit: the store's epoch from then on, above `after` */
    int64_t             world_ms;  /* of a commit: T of that epoch */
    struct store_value *values;    /* to write, or to be filled by a load */
    unsigned            count;
    const char         *prefixes;  /* of a walk, as below; borrowed until it is answered */
    uint64_t            cursor;    /* of a walk: 0 to begin with, then as the last answer left it; there: 0 behind the last piece */
    void              (*done)(struct store_request *request, void *owner);
    void               *owner;
    /* the answer */
    enum store_outcome  outcome;
    uint64_t            found_fence; /* what the store has now; for commit, write and ask when DONE, FENCED, BEHIND */
    uint64_t            found_epoch;
    uint64_t            found_revision; /* a Redis: grows with everything that is written; else 0 */
    /* the store's, while it is under way */
    enum store_verb     verb;
    uint64_t            due;
    struct store_request *next;
};

struct store;
struct store_kind {
    const char *name;
    void (*commit)(struct store *store, struct store_request *request); /* an epoch */
    void (*write)(struct store *store, struct store_request *request);  /* at once; the epoch stays */
    void (*load)(struct store *store, struct store_request *request);
    /* A piece of all records under the prefixes, in values of the store's making, the caller's from then on.  What is there from
     * the first piece to the last comes at least once; of what is written meanwhile nobody can say. */
    void (*walk)(struct store *store, struct store_request *request);
    void (*ask)(struct store *store, struct store_request *request);    /* only fills found_fence and found_epoch */
    /* Does what is due without waiting, calls `done`s, which may ask for more. */
    void (*turn)(struct store *store);
    /* For epoll: a descriptor that is readable when turn() has something to do, the same for the
     * store's life, or -1; and how long turn() may wait, ms, -1 for ever. */
    int  (*fd)(struct store *store);
    int  (*timeout_ms)(struct store *store);
    bool (*away)(struct store *store);
    void (*close)(struct store **store);                                 /* answers what is under way with STORE_AWAY */
};
struct store {
    const struct store_kind *kind; /* the rest belongs to the kind: this is its first member */
};

/* What a server finds when it opens a store. */
struct store_opening {
    uint64_t fence;        /* ours: one more than anybody's before.  It is the incarnation of the world. */
    uint64_t epoch;        /* the last committed */
    int64_t  world_ms;     /* T of that epoch; 0 in a new store */
    uint64_t revision;     /* as found_revision */
    struct store_value *values; /* every record whose name begins with one of `prefixes`, sealed, sorted by name */
    unsigned count;        /* of them */
};
void store_opening_free(struct store_opening *opening); /* what it holds, not the struct */

/* Wherever `prefixes` are asked for, they stand in one string, a blank between two: "floor: books:"; "" is every record.
 *
 * A Redis: "unix:/path" or "host:port".  Waits at most timeout_ms for it to be there, and as long for
 * each of its answers; afterwards a store that has not answered for timeout_ms counts as away.
 * A commit of more than values_max values goes in chunks.  NULL with a reason when it cannot be had, and
 * also when it is not what it was left as: records and numbers that do not add up (a file that was damaged
 * and still could be loaded), or a revision below `known`, which it has confirmed before (0: nobody knows).
 * A host is looked up at every connect, by the calling thread: give an address if the resolver is slow.
 * Makes the process ignore SIGPIPE. */
struct store *store_redis_open(const char *where, const char *prefixes, int64_t timeout_ms, unsigned values_max,
                               uint64_t known, struct store_opening *opening, char reason[200]);

/* Reads every record and changes nothing: no fence is raised, a living server goes on.  False with a reason when it
 * cannot be had.  `fault` is empty, or says why store_redis_open() would refuse it.  While a server writes, what is
 * read need not be of one moment. */
bool store_redis_look(const char *where, int64_t timeout_ms, struct store_opening *found, char fault[200], char reason[200]);
/* Is nobody else at work there?  False with a reason: a server has it open, or it cannot be had.  For those who write into the
 * store of a stopped server: servers go by the fence, of which the older one hears when it is too late.  A Redis that does
 * not say who is connected is taken for free, and the log says so; so is one whose server is cut off from it just now. */
bool store_redis_alone(const char *where, int64_t timeout_ms, char reason[200]);
/* Takes what is there for whole from now on.  A record that is damaged itself stays so. */
bool store_redis_mend(const char *where, int64_t timeout_ms, char reason[200]);

/* An in-memory store.  Its content outlives the store, like a disk, so that tests and the simulator can
 * open it again after a crash.  Everything here is called by the one thread that owns content and stores. */
struct store_content;
struct store_content *store_content_new(void);
void store_content_free(struct store_content **content); /* after its stores */
struct store *store_memory_open(struct store_content *content, const char *prefixes, struct store_opening *opening);
/* What store_memory_open() would give, without raising the fence: for checkers. */
void store_content_look(const struct store_content *content, const char *prefixes, struct store_opening *found);

/* For the simulator.  Answers (and what they change) come so many turns late. */
void store_content_hold(struct store_content *content, unsigned turns);
/* The server dies now: what its open stores have under way is applied or lost.  Those stores are dead:
 * they answer STORE_AWAY to everything and can only be closed. */
void store_content_crash(struct store_content *content, bool apply_pending);
/* The store goes away or comes back.  What is under way when it goes is answered STORE_AWAY, applied or not. */
void store_content_away(struct store_content *content, bool away, bool apply_pending);
/* The store answers STORE_REFUSED to all writing, as a full disk would. */
void store_content_refuse(struct store_content *content, bool refuse);
/* Checks neither fence nor epoch any more: a checker that does not notice is no checker. */
void store_content_unfenced(struct store_content *content, bool unfenced);

/* For the kinds: a list of requests, first in, first out; the opening's values in order. */
struct store_queue {
    struct store_request *first;
    struct store_request *last;
};
void store_queue_add(struct store_queue *queue, struct store_request *request);
struct store_request *store_queue_take(struct store_queue *queue); /* NULL when empty */
/* Calls `done` of all that are in the queue now. */
void store_queue_deliver(struct store_queue *queue);
void store_opening_add(struct store_opening *opening, const char *name, struct text *value); /* takes the reference */
/* Takes the first of some prefixes and gives those behind it; NULL behind the last. */
const char *store_prefix_next(const char *prefixes, char prefix[KEY_SIZE]);
bool store_prefix_fits(const char *prefixes, const char *name);
/* Sorts by name; of one name keeps one. */
void store_opening_sort(struct store_opening *opening);

#endif
