/* core/directory.c -- who is online and where, for readers.
 *
 * Any thread publishes, withdraws, finds and lists, all at the same time; main makes and frees.
 *
 *   names:  name -> entry (the whole sighting)      the truth
 *   people: who  -> label (just the name)           a shortcut into `names`
 *
 * An entry never changes: a newer one takes its place in the table (never gone in between), the old one
 * is freed after a grace period.  A label says only which name to look under; whoever follows it checks
 * that the entry there is the person asked for.  So a label left behind by a race can send a reader
 * nowhere, but never to somebody else, and the two tables need no lock to be changed together.
 *
 * Both tables have about as many buckets as people: who walks over everybody (`who`, a line on a channel) walks over every bucket,
 * full or empty, and who looks for one walks along a chain.  Main sees to that, now and then; everybody else goes on meanwhile. */
#include "core/directory.h"

#include "core/memory.h"
#include "core/rcu.h"

#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <urcu/rculfhash.h>

/* ThreadSanitizer cannot see into the hash table: who puts something in leaves a mark on it, who gets it
 * out picks the mark up. */
#if defined(__SANITIZE_THREAD__)
#define SEEN_BY_TSAN 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define SEEN_BY_TSAN 1
#endif
#endif
#ifdef SEEN_BY_TSAN
#include <sanitizer/tsan_interface.h>
#define put_in(object)  __tsan_release(object)
#define got_out(object) __tsan_acquire(object)
#else
#define put_in(object)  ((void)(object))
#define got_out(object) ((void)(object))
#endif

enum { BUCKETS_LEAST = 64, BUCKETS_MOST = 1 << 16 };
enum { SPARE_FACTOR = 4 };       /* buckets are given up when there are that many times as many as are needed */

struct entry {
    struct cds_lfht_node node;
    struct rcu_head head;
    char folded[NAME_SIZE];      /* the key */
    struct sighting sighting;    /* its `ignored` is NULL: */
    struct text *ignored;        /* one reference */
};

struct label {
    struct cds_lfht_node node;
    struct rcu_head head;
    entity_id who;               /* the key */
    char folded[NAME_SIZE];      /* where to look in `names` */
};

struct directory {
    struct cds_lfht *names;
    struct cds_lfht *people;
    _Atomic unsigned count;
    unsigned buckets;            /* main's */
};

/* -- keys */

/* Names are letters of the Latin alphabet; the field is zero to its end, so it can be hashed whole. */
static void name_fold(char folded[NAME_SIZE], const char *name)
{
    memset(folded, 0, NAME_SIZE);
    for (unsigned i = 0; i < NAME_SIZE - 1 && name[i] != '\0'; i++) {
        bool upper = name[i] >= 'A' && name[i] <= 'Z';
        folded[i] = upper ? (char)(name[i] - 'A' + 'a') : name[i];
    }
}

static unsigned long name_hash(const char folded[NAME_SIZE])
{
    return (unsigned long)bytes_hash(folded, NAME_SIZE);
}

static unsigned long who_hash(entity_id who)
{
    return (unsigned long)bytes_hash(&who, sizeof who);
}

static struct entry *entry_of(struct cds_lfht_node *node)
{
    struct entry *entry = (struct entry *)(void *)((char *)node - offsetof(struct entry, node));
    got_out(entry);
    return entry;
}

static struct label *label_of(struct cds_lfht_node *node)
{
    struct label *label = (struct label *)(void *)((char *)node - offsetof(struct label, node));
    got_out(label);
    return label;
}

static int entry_match(struct cds_lfht_node *node, const void *folded)
{
    return memcmp(entry_of(node)->folded, folded, NAME_SIZE) == 0;
}

static int label_match(struct cds_lfht_node *node, const void *who)
{
    return entity_same(label_of(node)->who, *(const entity_id *)who);
}

static void entry_end(struct entry *entry)
{
    text_unref(&entry->ignored);
    memory_free(entry);
}

static void entry_free(struct rcu_head *head)
{
    entry_end((struct entry *)(void *)((char *)head - offsetof(struct entry, head)));
}

static void label_free(struct rcu_head *head)
{
    memory_free((char *)head - offsetof(struct label, head));
}

/* -- inside a read section */

static struct entry *entry_find(struct directory *directory, const char folded[NAME_SIZE], struct cds_lfht_iter *iter)
{
    cds_lfht_lookup(directory->names, name_hash(folded), entry_match, folded, iter);
    struct cds_lfht_node *node = cds_lfht_iter_get_node(iter);
    return node != NULL ? entry_of(node) : NULL;
}

static struct label *label_find(struct directory *directory, entity_id who, struct cds_lfht_iter *iter)
{
    cds_lfht_lookup(directory->people, who_hash(who), label_match, &who, iter);
    struct cds_lfht_node *node = cds_lfht_iter_get_node(iter);
    return node != NULL ? label_of(node) : NULL;
}

/* Makes sure that `who` leads to this name. */
static void label_add(struct directory *directory, entity_id who, const char folded[NAME_SIZE])
{
    struct cds_lfht_iter iter;
    struct label *present = label_find(directory, who, &iter);
    if (present != NULL && memcmp(present->folded, folded, NAME_SIZE) == 0) {
        return;
    }
    struct label *label = memory_get(sizeof *label);
    label->who = who;
    memcpy(label->folded, folded, NAME_SIZE);
    cds_lfht_node_init(&label->node);
    put_in(label);
    struct cds_lfht_node *replaced =
        cds_lfht_add_replace(directory->people, who_hash(who), label_match, &who, &label->node);
    if (replaced != NULL) {
        rcu_defer(&label_of(replaced)->head, label_free);
    }
}

/* Takes the label from `who` to this name away.  Somebody who publishes that name at this moment may have
 * found the label still there and left it at that; so whoever takes one away looks at the name once more. */
static void label_remove(struct directory *directory, entity_id who, const char folded[NAME_SIZE])
{
    struct cds_lfht_iter iter;
    struct label *label = label_find(directory, who, &iter);
    if (label == NULL || memcmp(label->folded, folded, NAME_SIZE) != 0) {
        return;
    }
    if (cds_lfht_del(directory->people, &label->node) == 0) {
        rcu_defer(&label->head, label_free);
    }
    struct entry *entry = entry_find(directory, folded, &iter);
    if (entry != NULL) {
        label_add(directory, entry->sighting.who, folded);
    }
}

/* What became of putting an entry in. */
enum placed { PLACED_NEW, PLACED_OVER, PLACED_NOT, PLACED_RACED };

/* One attempt.  PLACED_OVER: `old` was there before and is the caller's to free.  PLACED_RACED: somebody
 * else changed that name meanwhile, look again. */
static enum placed entry_place(struct directory *directory, struct entry *entry, struct entry **old)
{
    struct cds_lfht_iter iter;
    unsigned long hash = name_hash(entry->folded);
    *old = entry_find(directory, entry->folded, &iter);
    if (*old == NULL) {
        struct cds_lfht_node *there =
            cds_lfht_add_unique(directory->names, hash, entry_match, entry->folded, &entry->node);
        return there == &entry->node ? PLACED_NEW : PLACED_RACED;
    }
    if ((*old)->sighting.generation > entry->sighting.generation) {
        return PLACED_NOT;
    }
    int failed = cds_lfht_replace(directory->names, &iter, hash, entry_match, entry->folded, &entry->node);
    return failed ? PLACED_RACED : PLACED_OVER;
}

/* The old entry was under the same name; if it was another person, that one's label goes. */
static void entry_retire(struct directory *directory, struct entry *old, entity_id successor)
{
    if (!entity_same(old->sighting.who, successor)) {
        label_remove(directory, old->sighting.who, old->folded);
    }
    rcu_defer(&old->head, entry_free);
}

static struct cds_lfht *table_new(void)
{
    struct cds_lfht *table = cds_lfht_new_flavor(BUCKETS_LEAST, BUCKETS_LEAST, BUCKETS_MOST, 0, &urcu_memb_flavor, NULL);
    assert(table != NULL);
    return table;
}

/* -- what the header promises */

struct directory *directory_new(void)
{
    struct directory *directory = memory_get(sizeof *directory);
    directory->buckets = BUCKETS_LEAST;
    directory->names = table_new();
    directory->people = table_new();
    atomic_init(&directory->count, 0);
    return directory;
}

void directory_free(struct directory **directory)
{
    if (*directory == NULL) {
        return;
    }
    struct cds_lfht_iter iter;
    struct cds_lfht_node *node;
    rcu_read_begin();
    cds_lfht_for_each((*directory)->names, &iter, node) {
        cds_lfht_del((*directory)->names, node);
        rcu_defer(&entry_of(node)->head, entry_free);
    }
    cds_lfht_for_each((*directory)->people, &iter, node) {
        cds_lfht_del((*directory)->people, node);
        rcu_defer(&label_of(node)->head, label_free);
    }
    rcu_read_end();
    int names_left = cds_lfht_destroy((*directory)->names, NULL);
    int people_left = cds_lfht_destroy((*directory)->people, NULL);
    assert(names_left == 0);
    assert(people_left == 0);
    memory_free(*directory);
    *directory = NULL;
}

void directory_publish(struct directory *directory, const struct sighting *sighting)
{
    struct entry *entry = memory_get(sizeof *entry);
    entry->sighting = *sighting;
    entry->sighting.ignored = NULL;
    entry->ignored = text_ref(sighting->ignored);
    name_fold(entry->folded, sighting->name);
    cds_lfht_node_init(&entry->node);
    put_in(entry);

    rcu_read_begin();
    struct entry *old;
    enum placed placed;
    do {
        placed = entry_place(directory, entry, &old);
    } while (placed == PLACED_RACED);
    if (placed == PLACED_NOT) {
        entry_end(entry); /* never seen by anybody */
    } else {
        label_add(directory, sighting->who, entry->folded);
    }
    if (placed == PLACED_NEW) {
        atomic_fetch_add_explicit(&directory->count, 1, memory_order_relaxed);
    }
    if (placed == PLACED_OVER) {
        entry_retire(directory, old, sighting->who);
    }
    rcu_read_end();
}

void directory_withdraw(struct directory *directory, const char *name, uint32_t generation)
{
    char folded[NAME_SIZE];
    name_fold(folded, name);
    rcu_read_begin();
    struct cds_lfht_iter iter;
    struct entry *entry = entry_find(directory, folded, &iter);
    while (entry != NULL && entry->sighting.generation <= generation) {
        if (cds_lfht_del(directory->names, &entry->node) == 0) {
            atomic_fetch_sub_explicit(&directory->count, 1, memory_order_relaxed);
            label_remove(directory, entry->sighting.who, folded);
            rcu_defer(&entry->head, entry_free);
            break;
        }
        entry = entry_find(directory, folded, &iter); /* replaced meanwhile: the new one is judged anew */
    }
    rcu_read_end();
}

bool directory_find(struct directory *directory, const char *name, struct sighting *found)
{
    char folded[NAME_SIZE];
    name_fold(folded, name);
    rcu_read_begin();
    struct cds_lfht_iter iter;
    struct entry *entry = entry_find(directory, folded, &iter);
    if (entry != NULL) {
        *found = entry->sighting;
    }
    rcu_read_end();
    return entry != NULL;
}

bool directory_find_who(struct directory *directory, entity_id who, struct sighting *found)
{
    rcu_read_begin();
    struct cds_lfht_iter iter;
    struct label *label = label_find(directory, who, &iter);
    struct entry *entry = label != NULL ? entry_find(directory, label->folded, &iter) : NULL;
    bool same = entry != NULL && entity_same(entry->sighting.who, who);
    if (same) {
        *found = entry->sighting;
    }
    rcu_read_end();
    return same;
}

bool directory_find_prefix(struct directory *directory, const char *prefix, struct sighting *found)
{
    char folded[NAME_SIZE];
    name_fold(folded, prefix);
    size_t length = strlen(folded);
    if (length == 0 || length < strlen(prefix)) {
        return false; /* nothing, or longer than any name */
    }
    const struct entry *only = NULL;
    bool several = false;
    rcu_read_begin();
    struct cds_lfht_iter iter;
    struct cds_lfht_node *node;
    cds_lfht_for_each(directory->names, &iter, node) {
        const struct entry *entry = entry_of(node);
        if (memcmp(entry->folded, folded, length) != 0) {
            continue;
        }
        /* An entry replaced under our eyes is met twice, the old one and the new. */
        several = several || (only != NULL && memcmp(only->folded, entry->folded, NAME_SIZE) != 0);
        only = entry;
    }
    if (only != NULL && !several) {
        *found = only->sighting;
    }
    rcu_read_end();
    return only != NULL && !several;
}

static int entry_order(const void *left, const void *right)
{
    const struct entry *const *a = left, *const *b = right;
    return memcmp((*a)->folded, (*b)->folded, NAME_SIZE);
}

unsigned directory_list(struct directory *directory, struct sighting *list, unsigned most)
{
    unsigned filled = 0;
    const struct entry **entries = memory_room(most * sizeof *entries);
    rcu_read_begin();
    struct cds_lfht_iter iter;
    struct cds_lfht_node *node;
    cds_lfht_for_each(directory->names, &iter, node) {
        const struct entry *entry = entry_of(node);
        /* An entry replaced under our eyes is met twice, one right behind the other: the new one counts. */
        if (filled > 0 && memcmp(entries[filled - 1]->folded, entry->folded, NAME_SIZE) == 0) {
            filled--;
        }
        if (filled == most) {
            break;
        }
        entries[filled++] = entry;
    }
    qsort(entries, filled, sizeof *entries, entry_order);
    for (unsigned at = 0; at < filled; at++) {
        list[at] = entries[at]->sighting;
    }
    rcu_read_end();
    memory_free(entries);
    return filled;
}

unsigned directory_hearers(struct directory *directory, unsigned channel, const char *speaker, struct hearer *list,
                           unsigned most)
{
    char folded[NAME_SIZE];
    name_fold(folded, speaker);
    assert(channel < 32);
    unsigned filled = 0;
    const struct entry *last = NULL;
    bool last_listed = false;
    rcu_read_begin();
    struct cds_lfht_iter iter;
    struct cds_lfht_node *node;
    cds_lfht_for_each(directory->names, &iter, node) {
        const struct entry *entry = entry_of(node);
        /* As in directory_list(): of an entry met twice the new one counts. */
        if (last_listed && memcmp(last->folded, entry->folded, NAME_SIZE) == 0) {
            filled--;
        }
        last = entry;
        last_listed = entry->sighting.session.number != 0 && (entry->sighting.deaf & 1u << channel) == 0
                      && !text_has_line(entry->ignored, folded);
        if (last_listed && filled == most) {
            break;
        }
        if (last_listed) {
            list[filled++] = (struct hearer){entry->sighting.session, (entry->sighting.flags & SEEN_KEEPER) != 0};
        }
    }
    rcu_read_end();
    return filled;
}

bool directory_ignores(struct directory *directory, const char *name, const char *speaker)
{
    char folded[NAME_SIZE], ignored[NAME_SIZE];
    name_fold(folded, name);
    name_fold(ignored, speaker);
    rcu_read_begin();
    struct cds_lfht_iter iter;
    const struct entry *entry = entry_find(directory, folded, &iter);
    bool found = entry != NULL && text_has_line(entry->ignored, ignored);
    rcu_read_end();
    return found;
}

unsigned directory_count(struct directory *directory)
{
    return atomic_load_explicit(&directory->count, memory_order_relaxed);
}

unsigned directory_fit(struct directory *directory)
{
    unsigned wanted = BUCKETS_LEAST, people = directory_count(directory);
    while (wanted < people && wanted < BUCKETS_MOST) {
        wanted *= 2;
    }
    if (wanted > directory->buckets || wanted < directory->buckets / SPARE_FACTOR) {
        directory->buckets = wanted;
        cds_lfht_resize(directory->names, wanted);
        cds_lfht_resize(directory->people, wanted);
    }
    return directory->buckets;
}
