/* net/secret.c -- a bounded queue of passwords and tokens, and the threads that hash them.
 *
 * Entered by net threads (secret_ask), by the secret threads themselves, and by main to begin and end.
 * Game code has no locks; this is outside of it: one lock for the queue, never held while hashing. */
#include "net/secret.h"

#include "core/clock.h"
#include "core/log.h"
#include "core/memory.h"
#include "core/rcu.h"
#include "core/slot.h"
#include "net/hasher.h"

#include <pthread.h>
#include <sched.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

enum { PASSWORD_LENGTH_MIN = 5, PASSWORD_LENGTH_MAX = 128, TOKEN_BYTES = 32, SECRET_NICE = 5, HASHES_REMEMBERED = 8 };

/* A password that waits.  Wiped before it is freed. */
struct question {
    struct question *next;
    struct slot     *slot;
    zone_id          zone;
    size_t           length;
    char             password[];
};

struct secret_thread {
    struct secret *secret;
    pthread_t      thread;
    struct hasher  hasher;
    struct metrics metrics;   /* written by the thread, read by anyone */
};

struct secret {
    /* Set by main before the threads begin. */
    const struct options *options;
    struct route         *route;
    struct secret_thread *threads;
    unsigned              threads_count;

    pthread_mutex_t   lock;   /* for what follows */
    pthread_cond_t    asked;
    bool              ending;
    struct question  *first, **last;
    int64_t           waiting;
    int64_t           hash_ns;   /* how long a password takes: a mean in which the latest counts an eighth; 0: not known yet */
};

static void question_free(struct question *question)
{
    sodium_memzero(question->password, question->length);
    memory_free(question);
}

/* -- the queue */

static void queue_add(struct secret *secret, struct question *question)
{
    *secret->last = question;
    secret->last = &question->next;
    secret->waiting++;
}

static struct question *queue_take(struct secret *secret)
{
    struct question *question = secret->first;
    if (question != NULL) {
        secret->first = question->next;
        if (secret->first == NULL) {
            secret->last = &secret->first;
        }
        secret->waiting--;
    }
    return question;
}

bool secret_ask(struct secret *secret, struct slot *slot, zone_id zone, const char *password, size_t length, int64_t *wait_ms)
{
    struct question *question = memory_get(sizeof *question + length + 1);
    question->slot = slot;
    question->zone = zone;
    question->length = length;
    memcpy(question->password, password, length);

    pthread_mutex_lock(&secret->lock);
    bool taken = secret->waiting < secret->options->password_queue_max && !secret->ending;
    *wait_ms = (secret->waiting + 1) * secret->hash_ns / secret->options->threads_secret / 1000000;
    if (taken) {
        queue_add(secret, question);
        pthread_cond_signal(&secret->asked);
    }
    pthread_mutex_unlock(&secret->lock);
    if (!taken) {
        question_free(question);
    }
    return taken;
}

/* Waits for a question; NULL when the world ends. What waits then is main's to answer.  `took_ns`: the last one; 0: there was none. */
static SECRET_THREAD struct question *queue_wait(struct secret *secret, int64_t took_ns)
{
    pthread_mutex_lock(&secret->lock);
    if (took_ns > 0) {
        secret->hash_ns += (took_ns - secret->hash_ns) / (secret->hash_ns == 0 ? 1 : HASHES_REMEMBERED);
    }
    while (secret->first == NULL && !secret->ending) {
        pthread_cond_wait(&secret->asked, &secret->lock);
    }
    struct question *question = secret->ending ? NULL : queue_take(secret);
    pthread_mutex_unlock(&secret->lock);
    return question;
}

/* -- the work */

static enum slot_verdict no_memory(void)
{
    log_error("password_not_hashed reason=\"no memory for argon2id\"");
    return VERDICT_BUSY;
}

static SECRET_THREAD enum slot_verdict password_check(struct secret_thread *self, const struct question *question)
{
    const char *hash = question->slot->secret;
    if (question->length > PASSWORD_LENGTH_MAX || hash[0] == '\0') {
        return VERDICT_WRONG;
    }
    switch (hasher_check(&self->hasher, question->password, question->length, hash)) {
    case HASHER_RIGHT:
        return VERDICT_RIGHT;
    case HASHER_NO_MEMORY:
        return no_memory();
    default:
        return VERDICT_WRONG;
    }
}

/* The hash replaces what the slot held. */
static SECRET_THREAD enum slot_verdict password_make(struct secret_thread *self, const struct question *question)
{
    _Static_assert(sizeof question->slot->secret >= HASHER_TEXT_SIZE, "the slot has room for a hash");
    const struct options *options = self->secret->options;
    if (question->length < PASSWORD_LENGTH_MIN || question->length > PASSWORD_LENGTH_MAX) {
        return VERDICT_UNFIT;
    }
    bool made = hasher_make(&self->hasher, question->password, question->length, (unsigned)options->password_memory_kib,
                            (unsigned)options->password_passes, question->slot->secret);
    return made ? VERDICT_NEW : no_memory();
}

/* The zone gets the hash of the token and whose it says it is; nobody keeps the token itself.  It is as long as
 * a good key, so a fast hash will do. */
static NET_THREAD void token_hash(struct slot *slot, const char *token, size_t length)
{
    _Static_assert(SECRET_HASH_SIZE > 2 * TOKEN_BYTES, "the slot has room for the hash in hex");
    unsigned char hash[TOKEN_BYTES];
    crypto_generichash(hash, sizeof hash, (const unsigned char *)token, length, NULL, 0);
    sodium_bin2hex(slot->secret, sizeof slot->secret, hash, sizeof hash);
}

void secret_token_read(struct slot *slot, const char *typed)
{
    size_t name = strcspn(typed, "-");
    snprintf(slot->line, NAME_SIZE, "%.*s", (int)(name < NAME_SIZE ? name : 0), typed);
    token_hash(slot, typed, strcspn(typed, " "));
    slot->verdict = VERDICT_TOKEN;
}

void secret_token_make(struct slot *slot)
{
    _Static_assert(SLOT_TOKEN_SIZE >= NAME_SIZE + 1 + 2 * TOKEN_BYTES, "the slot has room for the token");
    unsigned char random[TOKEN_BYTES];
    char          hex[2 * TOKEN_BYTES + 1];
    randombytes_buf(random, sizeof random);
    sodium_bin2hex(hex, sizeof hex, random, sizeof random);
    int length = snprintf(slot->token, sizeof slot->token, "%.*s-%s", NAME_SIZE - 1, slot->secret, hex);
    token_hash(slot, slot->token, (size_t)length);
    sodium_memzero(random, sizeof random);
    sodium_memzero(hex, sizeof hex);
    slot->verdict = VERDICT_NEW;
}

static void question_answer(struct pen *pen, struct question *question, enum slot_verdict verdict)
{
    struct slot *slot = question->slot;
    if (verdict != VERDICT_NEW) {
        sodium_memzero(slot->secret, sizeof slot->secret);
    }
    if (slot->message.epoch > pen->epoch) {
        pen->epoch = slot->message.epoch;
    }
    slot->verdict = (uint8_t)verdict;
    post(pen, slot_ask(slot, question->zone));
    pen_rest(pen);
    question_free(question);
}

/* How long it took, in ns; 0: nothing had to be hashed. */
static SECRET_THREAD int64_t question_work(struct secret_thread *self, struct pen *pen, struct question *question)
{
    static enum slot_verdict (*const works[])(struct secret_thread *self, const struct question *question) = {
        [NEXT_SECRET_CHECK] = password_check,
        [NEXT_SECRET_NEW] = password_make,
    };
    int64_t began_ns = clock_ns();
    enum slot_verdict verdict = works[question->slot->next](self, question);
    int64_t took_ns = clock_ns() - began_ns;
    metric_add(&self->metrics, METRIC_secret_hashed, 1);
    question_answer(pen, question, verdict);
    return verdict == VERDICT_UNFIT ? 0 : took_ns;
}

/* Of this thread only: players in the game go first.  A nice value is not enough for that: who has just woken up
 * still waits until a nicer thread has had its slice, some milliseconds each time. */
static SECRET_THREAD void secret_step_back(const struct options *options)
{
    const struct sched_param none = {0};
    if (!options->threads_secret_idle || pthread_setschedparam(pthread_self(), SCHED_IDLE, &none) != 0) {
        setpriority(PRIO_PROCESS, 0, SECRET_NICE);
    }
}

static void *secret_run(void *argument)
{
    struct secret_thread *self = argument;
    thread_role_begin(&secret_role);
    thread_name("secret");
    thread_note("secret");
    rcu_thread_begin();
    metrics_register(&self->metrics, METRIC_SECRET, (unsigned)(self - self->secret->threads));
    secret_step_back(self->secret->options);
    struct pen pen = {.route = self->secret->route, .sender = SENDER_SECRET};
    struct question *question;
    int64_t took_ns = 0;
    while ((question = queue_wait(self->secret, took_ns)) != NULL) {
        took_ns = question_work(self, &pen, question);
    }
    hasher_end(&self->hasher);
    rcu_thread_end();
    thread_role_end(&secret_role);
    return NULL;
}

/* -- begin and end */

struct secret *secret_new(const struct options *options, struct route *route)
{
    if (sodium_init() < 0) {
        return NULL;
    }
    struct secret *secret = memory_get(sizeof *secret);
    secret->options = options;
    secret->route = route;
    secret->last = &secret->first;
    pthread_mutex_init(&secret->lock, NULL);
    pthread_cond_init(&secret->asked, NULL);
    return secret;
}

void secret_begin(struct secret *secret)
{
    unsigned count = (unsigned)secret->options->threads_secret;
    secret->threads = memory_get(count * sizeof secret->threads[0]);
    for (unsigned i = 0; i < count; i++) {
        secret->threads[i].secret = secret;
        int failure = pthread_create(&secret->threads[i].thread, NULL, secret_run, &secret->threads[i]);
        if (failure != 0) {
            log_error("thread_not_started kind=secret reason=\"%s\"", strerror(failure));
            break;
        }
        secret->threads_count++;
    }
    if (secret->threads_count == 0) {
        secret->ending = true; /* better "busy" than no answer at all */
    }
}

void secret_end(struct secret **secret)
{
    struct secret *ended = *secret;
    if (ended == NULL) {
        return;
    }
    pthread_mutex_lock(&ended->lock);
    ended->ending = true;
    pthread_cond_broadcast(&ended->asked);
    pthread_mutex_unlock(&ended->lock);
    for (unsigned i = 0; i < ended->threads_count; i++) {
        pthread_join(ended->threads[i].thread, NULL);
        metrics_forget(&ended->threads[i].metrics);
    }
    struct pen pen = {.route = ended->route, .sender = SENDER_SECRET};
    struct question *question;
    while ((question = queue_take(ended)) != NULL) {
        question_answer(&pen, question, VERDICT_BUSY);
    }
    pthread_cond_destroy(&ended->asked);
    pthread_mutex_destroy(&ended->lock);
    memory_free(ended->threads);
    memory_free(ended);
    *secret = NULL;
}
