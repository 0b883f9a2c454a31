/* tests/persist/test_aof.c -- the append-only file of our own Redis, cut off anywhere, and with a bit turned over.
 *
 * Ten epochs are committed by our store to a real redis-server: values new, changed and deleted, commits in one
 * piece and in chunks, saves between them, a second opening in the middle.  After each answer the length of the
 * file is noted, together with what must be in it.  Then the file is cut off: what is read from the rest must be
 * exactly the last state that was wholly in it.
 *
 * Or one bit of it is turned over.  Redis loads many of these files without a word, with a record under another
 * name, and so an older one under its own, or with nothing of what came later.  Our store must then refuse to
 * open, or record_open() the record, or everything must be as it was.
 *
 * A redis-server takes 10 to 50 ms to start: too long for 30,000 positions.  So all positions are asked of a small
 * replayer (aof.h), and a real redis-server, started by child.c and read by our store, is asked about some of
 * them: AOF_STRIDE=17 (make test-all) for every 17th, AOF_FLIPS=1000 for so many bits. */
#include "persist/child.h"
#include "persist/record.h"
#include "persist/store.h"
#include "tests/persist/aof.h"
#include "tests/persist/folder.h"
#include "tests/persist/info.h"

#include "core/dice.h"
#include "core/log.h"
#include "core/memory.h"

#include <hiredis/hiredis.h>
#include <inttypes.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

enum { TIMEOUT_MS = 20000, VALUES_MAX = 6, EPOCHS = 10, NAMES = 40, STATES_MOST = 64, CONTENT_MOST = 80 };
enum { FLIPS = 10000, FLIPS_REALLY = 30 };
enum { STRIDE = 997, LEAST_BYTES = 16 << 10, MOST_BYTES = 32 << 10 };

/* The store after one answer. */
struct state {
    size_t       length;             /* of the file then */
    uint64_t     fence, epoch, revision;
    int64_t      world_ms;
    struct text *values[NAMES];      /* by number of the name; NULL: not there */
};

struct fixture {
    char         folder[200];
    char        *bytes;              /* the file */
    size_t       length;
    struct state states[STATES_MOST];
    unsigned     count;
    struct dice  dice;
    struct aof   aof;
};

static const char *name_of(unsigned number, char name[KEY_SIZE])
{
    static const char *const kinds[] = { "place", "body", "holdings", "floor" };
    snprintf(name, KEY_SIZE, "%s:%u", kinds[number % 4], number);
    return name;
}

/* -- files */

static void incr_path(const char *folder, char path[300])
{
    snprintf(path, 300, "%s/appendonlydir/appendonly.aof.1.incr.aof", folder);
}

static char *file_read(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    fseek(file, 0, SEEK_END);
    *length = (size_t)ftell(file);
    rewind(file);
    char *bytes = memory_get(*length + 1);
    assert_int_equal(fread(bytes, 1, *length, file), *length);
    fclose(file);
    return bytes;
}

static void file_write(const char *path, const char *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

static void file_copy(const char *from, const char *to, const char *name)
{
    char path[300];
    size_t length;
    snprintf(path, sizeof path, "%s/appendonlydir/%s", from, name);
    char *bytes = file_read(path, &length);
    snprintf(path, sizeof path, "%s/appendonlydir/%s", to, name);
    file_write(path, bytes, length);
    memory_free(bytes);
}

/* A data folder with what is kept in that one, which was written anew so often. */
static void folder_copy(const char *from, char folder[200], unsigned times)
{
    char path[300];
    folder_make(folder);
    snprintf(path, sizeof path, "%s/appendonlydir", folder);
    mkdir(path, 0700);
    file_copy(from, folder, "appendonly.aof.manifest");
    snprintf(path, sizeof path, "appendonly.aof.%u.base.rdb", times);
    file_copy(from, folder, path);
    snprintf(path, sizeof path, "appendonly.aof.%u.incr.aof", times);
    file_copy(from, folder, path);
}

/* A data folder with these bytes for the file. */
static void copy_make(const struct fixture *fixture, char folder[200], const char *bytes, size_t length)
{
    char path[300];
    folder_copy(fixture->folder, folder, 1);
    incr_path(folder, path);
    file_write(path, bytes, length);
}

/* -- ten epochs */

static void on_done(struct store_request *request, void *done)
{
    (void)request;
    *(bool *)done = true;
}

static void send(struct store *store, void (*way)(struct store *store, struct store_request *request),
                 struct store_request *request)
{
    bool done = false;
    request->done = on_done;
    request->owner = &done;
    way(store, request);
    while (!done) {
        poll(&(struct pollfd){ .fd = store->kind->fd(store), .events = POLLIN }, 1, store->kind->timeout_ms(store));
        store->kind->turn(store);
    }
    assert_int_equal(request->outcome, STORE_DONE);
}

/* The next state begins as the last one was. */
static struct state *state_next(struct fixture *fixture)
{
    assert_true(fixture->count + 1 < STATES_MOST);
    const struct state *last = &fixture->states[fixture->count++];
    struct state *next = &fixture->states[fixture->count];
    *next = *last;
    for (unsigned at = 0; at < NAMES; at++)
        next->values[at] = last->values[at] == NULL ? NULL : text_ref(last->values[at]);
    return next;
}

static void state_note(const struct fixture *fixture, struct state *state)
{
    char path[300];
    struct stat status;
    incr_path(fixture->folder, path);
    assert_int_equal(stat(path, &status), 0);
    state->length = (size_t)status.st_size;
}

static struct text *sealed(struct fixture *fixture, const char *name, uint64_t epoch)
{
    char content[CONTENT_MOST];
    size_t length = (size_t)dice_between(&fixture->dice, 20, CONTENT_MOST);
    for (size_t at = 0; at < length; at++)
        content[at] = (char)dice_between(&fixture->dice, 0, 255);
    struct text *inside = text_new(content, length), *value = record_seal(name, epoch, epoch, inside);
    text_unref(&inside);
    return value;
}

/* Writes `count` records, some of them deletions, and notes what is then to be found. */
static void put(struct fixture *fixture, struct store *store, bool commit, unsigned count)
{
    struct state *state = state_next(fixture);
    struct store_request request = { .fence = state->fence, .after = state->epoch, .count = count };
    request.values = memory_get(count * sizeof *request.values);
    if (commit) {
        request.epoch = ++state->epoch;
        request.world_ms = state->world_ms += 1000;
    }
    unsigned first = dice_below(&fixture->dice, NAMES);
    for (unsigned at = 0; at < count; at++) {
        unsigned number = (first + at) % NAMES;
        const char *name = name_of(number, request.values[at].name);
        if (dice_between(&fixture->dice, 0, 4) > 0)
            request.values[at].value = sealed(fixture, name, state->epoch);
        text_unref(&state->values[number]);
        state->values[number] = request.values[at].value;
    }
    send(store, commit ? store->kind->commit : store->kind->write, &request);
    assert_true(request.found_revision > state->revision);
    state->revision = request.found_revision;
    for (unsigned at = 0; at < count; at++)        /* the state holds the reference now, the store is done with it */
        request.values[at].value = NULL;
    memory_free(request.values);
    state_note(fixture, state);
}

static MAIN_THREAD struct store *open_once_more(struct fixture *fixture, const struct child *child)
{
    struct store_opening opening;
    char reason[200] = "";
    struct store *store = store_redis_open(child_where(child), "", TIMEOUT_MS, VALUES_MAX, 0, &opening, reason);
    assert_string_equal(reason, "");
    store_opening_free(&opening);
    struct state *state = state_next(fixture);
    state->fence++;
    assert_int_equal(opening.fence, state->fence);
    state->revision = opening.revision;
    state_note(fixture, state);
    return store;
}

static MAIN_THREAD void ten_epochs(struct fixture *fixture)
{
    char reason[200] = "", path[300];
    struct child *child = child_begin(fixture->folder, TIMEOUT_MS, reason);
    assert_string_equal(reason, "");
    struct store *store = open_once_more(fixture, child);
    for (unsigned epoch = 1; epoch <= EPOCHS; epoch++) {
        put(fixture, store, true, epoch % 3 == 0 ? VALUES_MAX * 2 + 3 : 4);
        if (epoch % 2 == 0)
            put(fixture, store, false, 2);
        if (epoch == EPOCHS / 2) {
            store->kind->close(&store);
            store = open_once_more(fixture, child);
        }
    }
    store->kind->close(&store);
    child_end(&child);
    incr_path(fixture->folder, path);
    fixture->bytes = file_read(path, &fixture->length);
    assert_in_range(fixture->length, LEAST_BYTES, MOST_BYTES);
}

static MAIN_THREAD int fixture_begin(void **state)
{
    struct fixture *fixture = memory_get(sizeof *fixture);
    dice_seed(&fixture->dice, 17);
    folder_make(fixture->folder);
    ten_epochs(fixture);
    *state = fixture;
    return 0;
}

static int fixture_end(void **state)
{
    struct fixture *fixture = *state;
    if (fixture == NULL)
        return 0;
    for (unsigned at = 0; at <= fixture->count; at++)
        for (unsigned number = 0; number < NAMES; number++)
            text_unref(&fixture->states[at].values[number]);
    folder_remove(fixture->folder);
    memory_free(fixture->bytes);
    memory_free(fixture);
    return 0;
}

/* -- what is found */

/* The last state that is wholly in that many bytes. */
static const struct state *state_within(const struct fixture *fixture, size_t length)
{
    const struct state *found = &fixture->states[0];
    for (unsigned at = 0; at <= fixture->count; at++)
        if (fixture->states[at].length <= length)
            found = &fixture->states[at];
    return found;
}

static bool same_bytes(const struct text *text, const char *bytes, size_t length)
{
    return text != NULL ? text_length(text) == length && memcmp(text_bytes(text), bytes, length) == 0 : length == 0;
}

static uint64_t number_at(struct aof *aof, const char *key)
{
    struct aof_span span = aof_get(aof, key);
    char digits[24] = "";
    memcpy(digits, span.bytes, span.length < sizeof digits ? span.length : 0);
    return strtoull(digits, NULL, 10);
}

static bool replayed_is(struct aof *aof, const struct state *state)
{
    unsigned records = 0, wanted = 0;
    for (unsigned at = 0; at < aof->count; at++)
        records += aof->keys[at].name.length > 2 && memcmp(aof->keys[at].name.bytes, "k:", 2) == 0;
    for (unsigned number = 0; number < NAMES; number++) {
        char key[KEY_SIZE + 2] = "k:";
        name_of(number, key + 2);
        struct aof_span value = aof_get(aof, key);
        if (!same_bytes(state->values[number], value.bytes, value.length))
            return false;
        wanted += state->values[number] != NULL;
    }
    return records == wanted && number_at(aof, "k!fence") == state->fence && number_at(aof, "k!epoch") == state->epoch &&
           number_at(aof, "k!world_ms") == (uint64_t)state->world_ms;
}

static bool opened_is(const struct store_opening *opening, const struct state *state)
{
    unsigned found = 0;
    for (unsigned number = 0; number < NAMES; number++) {
        char name[KEY_SIZE];
        name_of(number, name);
        if (state->values[number] == NULL)
            continue;
        for (unsigned at = 0; at < opening->count; at++)
            if (strcmp(opening->values[at].name, name) == 0)
                found += same_bytes(state->values[number], text_bytes(opening->values[at].value),
                                    text_length(opening->values[at].value));
    }
    unsigned wanted = 0;
    for (unsigned number = 0; number < NAMES; number++)
        wanted += state->values[number] != NULL;
    return found == wanted && opening->count == wanted && opening->fence == state->fence + 1 &&
           opening->epoch == state->epoch && opening->world_ms == state->world_ms;
}

/* A real redis-server on that folder, opened by our store. False with a reason: it was refused. */
static MAIN_THREAD bool open_folder(const char *folder, uint64_t known, struct store_opening *opening, char reason[200])
{
    struct store *store = NULL;
    *opening = (struct store_opening){ .count = 0 };
    reason[0] = '\0';
    struct child *child = child_begin(folder, TIMEOUT_MS, reason);
    if (child != NULL) {
        store = store_redis_open(child_where(child), "", TIMEOUT_MS, VALUES_MAX, known, opening, reason);
        if (store != NULL)
            store->kind->close(&store);
        else
            assert_string_not_equal(reason, "");
        kill(child_pid(child), SIGKILL);       /* an orderly end takes it a tenth of a second */
        child_end(&child);
    } else {
        assert_string_not_equal(reason, "");
    }
    return reason[0] == '\0';
}

/* These bytes for the file of what was written since. */
static MAIN_THREAD bool open_copy(const struct fixture *fixture, const char *bytes, size_t length, uint64_t known,
                                  struct store_opening *opening, char reason[200])
{
    char folder[200];
    copy_make(fixture, folder, bytes, length);
    bool opens = open_folder(folder, known, opening, reason);
    folder_remove(folder);
    return opens;
}

/* -- cut off anywhere */

static void cut_off_replayed(void **state)
{
    struct fixture *fixture = *state;
    for (size_t length = 0; length <= fixture->length; length++) {
        aof_load(&fixture->aof, fixture->bytes, length);
        assert_false(fixture->aof.refused);
        if (!replayed_is(&fixture->aof, state_within(fixture, length)))
            fail_msg("cut off at %zu of %zu: not the state of epoch %" PRIu64, length, fixture->length,
                     state_within(fixture, length)->epoch);
    }
}

static MAIN_THREAD void cut_off_here(const struct fixture *fixture, size_t length)
{
    struct store_opening opening;
    char reason[200];
    if (!open_copy(fixture, fixture->bytes, length, 0, &opening, reason))
        fail_msg("cut off at %zu of %zu: %s", length, fixture->length, reason);
    if (!opened_is(&opening, state_within(fixture, length)))
        fail_msg("cut off at %zu of %zu: epoch %" PRIu64 " with %u records, not that of epoch %" PRIu64, length, fixture->length,
                 opening.epoch, opening.count, state_within(fixture, length)->epoch);
    store_opening_free(&opening);
}

/* At regular distances, and one byte before and behind the end of each epoch. */
static MAIN_THREAD void cut_off_really(void **state)
{
    const struct fixture *fixture = *state;
    size_t stride = getenv("AOF_STRIDE") == NULL ? STRIDE : strtoul(getenv("AOF_STRIDE"), NULL, 10);
    for (size_t length = 0; length <= fixture->length; length += stride > 0 ? stride : STRIDE)
        cut_off_here(fixture, length);
    for (unsigned at = 0; at <= fixture->count; at += 3)
        for (int beside = -1; beside <= 1; beside++)
            if ((fixture->states[at].length > 0 || beside >= 0) && fixture->states[at].length + (size_t)beside <= fixture->length)
                cut_off_here(fixture, fixture->states[at].length + (size_t)beside);
}

/* -- a bit turned over */

struct flip {
    size_t at;
    char   bit;
};

static struct flip flip_one(struct fixture *fixture)
{
    struct flip flip = { dice_below(&fixture->dice, (uint32_t)fixture->length), (char)(1 << dice_below(&fixture->dice, 8)) };
    fixture->bytes[flip.at] ^= flip.bit;
    return flip;
}

/* What redis_open.c and the library look at, once more: the numbers, the sum, the known revision. */
static bool replayed_opens(struct aof *aof, uint64_t known)
{
    char wanted[200];
    uint64_t sum = 0, records = 0;
    for (unsigned at = 0; at < aof->count; at++) {
        const struct aof_key *key = &aof->keys[at];
        uint64_t end = 0;
        if (key->name.length < 2 || memcmp(key->name.bytes, "k:", 2) != 0 || key->value.length == 0)
            continue;
        memcpy(&end, key->value.bytes + (key->value.length > 8 ? key->value.length - 8 : 0),
               key->value.length > 8 ? 8 : key->value.length);
        uint32_t hash = 0;
        for (size_t letter = 0; letter < key->name.length; letter++)
            hash = hash * 31 + (uint8_t)key->name.bytes[letter];
        sum ^= end ^ hash;
        records++;
    }
    snprintf(wanted, sizeof wanted, "%" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 " %08x %08x", number_at(aof, "k!fence"),
             number_at(aof, "k!epoch"), number_at(aof, "k!world_ms"), number_at(aof, "k!revision"), records, (unsigned)sum,
             (unsigned)(sum >> 32));
    return span_is(aof_get(aof, "k!seal"), wanted) && number_at(aof, "k!revision") >= known;
}

/* There and as it was written last, or refused by itself. */
static bool value_honest(const struct text *wanted, const char *name, const char *bytes, size_t length)
{
    if (same_bytes(wanted, bytes, length))
        return true;
    if (length == 0)
        return false;
    const char *why;
    struct text *value = text_new(bytes, length), *content = record_open(name, value, NULL, NULL, &why);
    bool honest = content == NULL;
    text_unref(&content);
    text_unref(&value);
    return honest;
}

static bool replayed_honest(struct aof *aof, const struct state *state)
{
    for (unsigned number = 0; number < NAMES; number++) {
        char key[KEY_SIZE + 2] = "k:";
        const char *name = name_of(number, key + 2);
        struct aof_span value = aof_get(aof, key);
        if (!value_honest(state->values[number], name, value.bytes, value.length))
            return false;
    }
    return number_at(aof, "k!fence") == state->fence && number_at(aof, "k!epoch") == state->epoch &&
           number_at(aof, "k!world_ms") == (uint64_t)state->world_ms;
}

static bool opened_honest(const struct store_opening *opening, const struct state *state)
{
    unsigned found = 0;
    for (unsigned number = 0; number < NAMES; number++) {
        char name[KEY_SIZE];
        struct text *value = NULL;
        name_of(number, name);
        for (unsigned at = 0; at < opening->count; at++)
            if (strcmp(opening->values[at].name, name) == 0)
                value = opening->values[at].value;
        found += value != NULL;
        if (!value_honest(state->values[number], name, value == NULL ? "" : text_bytes(value), value == NULL ? 0 : text_length(value)))
            return false;
    }
    return found == opening->count && opening->fence == state->fence + 1 && opening->epoch == state->epoch &&
           opening->world_ms == state->world_ms;
}

static void flips_replayed(void **state)
{
    struct fixture *fixture = *state;
    const struct state *last = &fixture->states[fixture->count];
    unsigned opened = 0;
    for (unsigned at = 0; at < FLIPS; at++) {
        struct flip flip = flip_one(fixture);
        aof_load(&fixture->aof, fixture->bytes, fixture->length);
        bool opens = !fixture->aof.refused && replayed_opens(&fixture->aof, last->revision);
        if (opens && !replayed_honest(&fixture->aof, last))
fail_msg("bit %d of byte %zu turned over: opened, and it lies", flip.bit, flip.at);
        fixture->bytes[flip.at] ^= flip.bit;
        opened += opens;
    }
    /* In what was overwritten later, or inside a value, which record_open() then refuses: most of the file. */
    assert_in_range(opened, FLIPS / 10, FLIPS - FLIPS / 10);
}

static MAIN_THREAD void flips_really(void **state)
{
    struct fixture *fixture = *state;
    const struct state *last = &fixture->states[fixture->count];
    unsigned flips = getenv("AOF_FLIPS") == NULL ? FLIPS_REALLY : (unsigned)strtoul(getenv("AOF_FLIPS"), NULL, 10);
    for (unsigned at = 0; at < flips; at++) {
        struct store_opening opening;
        char reason[200];
        struct flip flip = flip_one(fixture);
        bool opens = open_copy(fixture, fixture->bytes, fixture->length, last->revision, &opening, reason);
        fixture->bytes[flip.at] ^= flip.bit;
        if (opens && !opened_honest(&opening, last))
fail_msg("bit %d of byte %zu turned over: opened, and it lies", flip.bit, flip.at);
        store_opening_free(&opening);
    }
}

/* -- what was written anew */

/* All of the ten epochs as Redis writes it into a new file: a folder whose first file has everything, and whose second nothing. */
static MAIN_THREAD void write_anew(const struct fixture *fixture, char folder[200])
{
    char reason[200] = "", path[300];
    copy_make(fixture, folder, fixture->bytes, fixture->length);
    struct child *child = child_begin(folder, TIMEOUT_MS, reason);
    assert_string_equal(reason, "");
    snprintf(path, sizeof path, "%s/redis.sock", folder);
    redisContext *redis = redisConnectUnix(path);
    assert_true(redis != NULL && redis->err == 0);
    redisReply *reply = redisCommand(redis, "BGREWRITEAOF");
    assert_true(reply != NULL && reply->type == REDIS_REPLY_STATUS);
    freeReplyObject(reply);
    for (unsigned tries = 0; info_number(redis, "aof_rewrite_in_progress:") + info_number(redis, "aof_rewrite_scheduled:") > 0; tries++) {
        assert_true(tries < TIMEOUT_MS);
        poll(NULL, 0, 1);
    }
    redisFree(redis);
    child_end(&child);
}

/* Redis has a checksum of its own over this file, and ours does without: so it is we who must find it. */
static MAIN_THREAD void flips_anew(void **state)
{
    struct fixture *fixture = *state;
    const struct state *last = &fixture->states[fixture->count];
    unsigned flips = getenv("AOF_FLIPS") == NULL ? FLIPS_REALLY : (unsigned)strtoul(getenv("AOF_FLIPS"), NULL, 10);
    char folder[200], path[300], reason[200];
    size_t length;
    write_anew(fixture, folder);
    snprintf(path, sizeof path, "%s/appendonlydir/appendonly.aof.2.base.rdb", folder);
    char *bytes = file_read(path, &length);
    for (unsigned at = 0; at <= flips; at++) {
        struct store_opening opening;
        char copy[200];
        size_t flipped = dice_below(&fixture->dice, (uint32_t)length);
        char bit = at == 0 ? 0 : (char)(1 << dice_below(&fixture->dice, 8));     /* first as it is */
        bytes[flipped] ^= bit;
        folder_copy(folder, copy, 2);
        snprintf(path, sizeof path, "%s/appendonlydir/appendonly.aof.2.base.rdb", copy);
        file_write(path, bytes, length);
        bool opens = open_folder(copy, last->revision, &opening, reason);
        bytes[flipped] ^= bit;
        if (bit == 0 && (!opens || !opened_is(&opening, last)))
            fail_msg("written anew and not turned over: %s", reason);
        if (opens && !opened_honest(&opening, last))
            fail_msg("bit %d of byte %zu of the new file turned over: opened, and it lies", bit, flipped);
        store_opening_free(&opening);
        folder_remove(copy);
    }
    memory_free(bytes);
    folder_remove(folder);
}

/* As Redis would give them back with a bit turned over in its memory. */
static void flips_in_records(void **state)
{
    struct fixture *fixture = *state;
    const struct state *last = &fixture->states[fixture->count];
    for (unsigned flips = 0; flips < FLIPS;) {
        char name[KEY_SIZE], bytes[CONTENT_MOST + KEY_SIZE + 64];
        unsigned number = dice_below(&fixture->dice, NAMES);
        const struct text *value = last->values[number];
        if (value == NULL)
            continue;
        memcpy(bytes, text_bytes(value), text_length(value));
        bytes[dice_below(&fixture->dice, (uint32_t)text_length(value))] ^= (char)(1 << dice_below(&fixture->dice, 8));
        assert_true(value_honest(value, name_of(number, name), bytes, text_length(value)));
        flips++;
    }
}

/* Cut off where a transaction ends nothing is wrong with it, but that it had more once. */
static MAIN_THREAD void known_to_be_newer(void **state)
{
    const struct fixture *fixture = *state;
    const struct state *last = &fixture->states[fixture->count], *before = last - 1;
    struct store_opening opening;
    char reason[200];
    assert_false(open_copy(fixture, fixture->bytes, before->length, last->revision, &opening, reason));
    assert_non_null(strstr(reason, "LOST"));
    assert_true(open_copy(fixture, fixture->bytes, before->length, before->revision, &opening, reason));
    assert_true(opened_is(&opening, before));
    store_opening_free(&opening);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cut_off_replayed), cmocka_unit_test(cut_off_really),   cmocka_unit_test(flips_replayed),
        cmocka_unit_test(flips_really),     cmocka_unit_test(flips_anew),       cmocka_unit_test(flips_in_records),
        cmocka_unit_test(known_to_be_newer),
    };
    log_begin(LOG_ERROR, NULL, 20);
    int failed = cmocka_run_group_tests_name("aof", tests, fixture_begin, fixture_end);
    log_end();
    return failed;
}
