/* persist/redis_open.c -- the start of a Redis store: everything main waits for before the world opens,
 * with hiredis' blocking calls; and the making of commands, which the other parts use too.
 *
 * Entered by main while it opens the store; the command part by the thread that owns the store. */
#include "persist/redis.h"
#include "persist/store_redis.lua.h"
#include "persist/tails.h"

#include "core/bytes.h"
#include "core/clock.h"
#include "core/log.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    SCAN_KEYS = 1000,          /* keys looked at, and values fetched, in one go: nobody waits long for us */
    KNOCK_PAUSE_MS = 20,
};
#define SERVER_NAME "kallisti-"   /* then its fence: what a server's connections are called */
const char *const redis_library = library_source;

/* -- where */

bool redis_place_read(struct redis_place *place, const char *where, char reason[200])
{
    *place = (struct redis_place){.port = 0};
    if (strncmp(where, "unix:", 5) == 0) {
        if (strlen(where + 5) == 0 || strlen(where + 5) > SOCKET_PATH_MAX) {
            snprintf(reason, 200, "a unix socket's path has 1 to %d bytes", SOCKET_PATH_MAX);
            return false;
        }
        strcpy(place->path, where + 5);
        return true;
    }
    const char *colon = strrchr(where, ':');
    char *end = NULL;
    long port = colon == NULL ? 0 : strtol(colon + 1, &end, 10);
    bool bracketed = where[0] == '[' && colon != NULL && colon > where + 1 && colon[-1] == ']';
    const char *host = bracketed ? where + 1 : where;
    size_t length = colon == NULL ? 0 : (size_t)(colon - host) - (bracketed ? 1 : 0);
    if (length == 0 || length >= sizeof place->host || port < 1 || port > 65535 || *end != '\0') {
        snprintf(reason, 200, "neither unix:/path nor host:port: \"%.100s\"", where);
        return false;
    }
    memcpy(place->host, host, length);
    place->port = (int)port;
    return true;
}

/* -- commands */

void redis_key(const char *name, char key[REDIS_KEY_SIZE])
{
    snprintf(key, REDIS_KEY_SIZE, "k:%s", name);
}

void command_bytes(struct redis_command *command, const char *bytes, size_t length)
{
    if (command->count == command->room) {
        command->room = command->room == 0 ? 16 : 2 * command->room;
        command->words = memory_resize(command->words, command->room * sizeof *command->words);
        command->lengths = memory_resize(command->lengths, command->room * sizeof *command->lengths);
    }
    command->words[command->count] = bytes;
    command->lengths[command->count++] = length;
}

void command_word(struct redis_command *command, const char *word)
{
    command_bytes(command, word, strlen(word));
}

void command_begin(struct redis_command *command, const char *verb)
{
    *command = (struct redis_command){.arena = arena_new()};
    command_word(command, verb);
}

void command_number(struct redis_command *command, uint64_t number)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%" PRIu64, number);
    command_word(command, arena_string(command->arena, digits));
}

void command_key(struct redis_command *command, const char *name)
{
    char key[REDIS_KEY_SIZE];
    redis_key(name, key);
    command_word(command, arena_string(command->arena, key));
}

void command_call(struct redis_command *command, const char *function, const struct store_value *values, unsigned count)
{
    command_begin(command, "FCALL");
    command_word(command, function);
    command_number(command, count);
    for (unsigned at = 0; at < count; at++)
        command_key(command, values[at].name);
}

void command_values(struct redis_command *command, const struct store_value *values, unsigned count)
{
    for (unsigned at = 0; at < count; at++) {
        const struct text *value = values[at].value;
        assert(value == NULL || text_length(value) > 0);   /* empty means deletion on the way */
        if (value == NULL)
            command_word(command, "");
        else
            command_bytes(command, text_bytes(value), text_length(value));
    }
}

void command_name(struct redis_command *command, uint64_t fence)
{
    char name[40];
    snprintf(name, sizeof name, SERVER_NAME "%" PRIu64, fence);
    command_begin(command, "CLIENT");
    command_word(command, "SETNAME");
    command_word(command, arena_string(command->arena, name));
}

void command_end(struct redis_command *command)
{
    arena_free(&command->arena);
    memory_free(command->words);
    memory_free(command->lengths);
}

/* -- replies */

static const struct {
    const char        *word;
    enum store_outcome outcome;
} verdicts[] = {
    {"DONE", STORE_DONE},
    {"FENCED", STORE_FENCED},
    {"BEHIND", STORE_BEHIND},
};

static bool reply_number(const redisReply *element, uint64_t *number)
{
    if (element->type != REDIS_REPLY_STRING || element->len == 0)
        return false;
    char *end;
    *number = strtoull(element->str, &end, 10);
    return *end == '\0';
}

enum store_outcome reply_outcome(const redisReply *reply, struct redis_standing *standing)
{
    if (reply == NULL)
        return STORE_AWAY;
    if (reply->type != REDIS_REPLY_ARRAY || reply->elements < 4 || reply->element[0]->type != REDIS_REPLY_STRING)
        return STORE_REFUSED;
    if (!reply_number(reply->element[1], &standing->fence) || !reply_number(reply->element[2], &standing->epoch) ||
        !reply_number(reply->element[3], &standing->revision))
        return STORE_REFUSED;
    for (unsigned at = 0; at < sizeof verdicts / sizeof *verdicts; at++)
        if (strcmp(reply->element[0]->str, verdicts[at].word) == 0)
            return verdicts[at].outcome;
    return STORE_REFUSED;
}

const char *reply_problem(const redisReply *reply)
{
    return reply == NULL ? "no answer" : reply->type == REDIS_REPLY_ERROR ? reply->str : "unexpected answer";
}

struct text *reply_text(const redisReply *element)
{
    if (element->type != REDIS_REPLY_STRING || element->len == 0)
        return NULL;
    return text_new(element->str, element->len);
}

/* -- the opening */

/* What one opening carries along. */
struct opening {
    redisContext         *link;
    const char           *prefixes;
    struct store_opening *found;
    char                 *reason;
    struct arena         *arena;
    const char          **keys;      /* of the records that are wanted, in the arena */
    size_t                count, room;
    const char          **leftovers; /* keys of commits that were never flipped, in the arena */
    size_t                leftover_count, leftover_room;
    struct tails         *tails;     /* of the keys a walk has met */
    struct sum            sum;       /* what all records add up to */
    char                  seal[200]; /* as it should be; empty: there is none */
};

/* Sends the command, ends it, waits.  NULL with a reason when there was no answer, or an error. */
static redisReply *opening_ask(struct opening *opening, struct redis_command *command)
{
    redisReply *reply = redisCommandArgv(opening->link, (int)command->count, command->words, command->lengths);
    command_end(command);
    if (reply == NULL) {
        snprintf(opening->reason, 200, "the store does not answer: %.128s", opening->link->errstr);
    } else if (reply->type == REDIS_REPLY_ERROR) {
        snprintf(opening->reason, 200, "the store refuses: %.150s", reply->str);
        freeReplyObject(reply);
        reply = NULL;
    }
    return reply;
}

static struct timeval milliseconds(int64_t ms)
{
    return (struct timeval){.tv_sec = ms / 1000, .tv_usec = ms % 1000 * 1000};
}

/* One try: connected, and done with loading its data. */
static bool opening_knock(struct opening *opening, const struct redis_place *place, int64_t timeout_ms)
{
    struct timeval timeout = milliseconds(timeout_ms);
    if (place->path[0] != '\0')
        opening->link = redisConnectUnixWithTimeout(place->path, timeout);
    else
        opening->link = redisConnectWithTimeout(place->host, place->port, timeout);
    if (opening->link == NULL || opening->link->err != 0) {
        snprintf(opening->reason, 200, "cannot connect: %.128s", opening->link == NULL ? "" : opening->link->errstr);
        return false;
    }
    redisSetTimeout(opening->link, timeout);
    struct redis_command command;
    command_begin(&command, "PING");
    redisReply *reply = opening_ask(opening, &command);
    freeReplyObject(reply);
    return reply != NULL;
}

static bool opening_connect(struct opening *opening, const struct redis_place *place, int64_t timeout_ms)
{
    int64_t until_ms = clock_ns() / 1000000 + timeout_ms;
    while (!opening_knock(opening, place, timeout_ms)) {
        if (opening->link != NULL)
            redisFree(opening->link);
        opening->link = NULL;
        if (clock_ns() / 1000000 >= until_ms)
            return false;
        nanosleep(&(struct timespec){.tv_nsec = KNOCK_PAUSE_MS * 1000000L}, NULL);
    }
    return true;
}

static bool opening_library(struct opening *opening)
{
    struct redis_command command;
    command_begin(&command, "FUNCTION");
    command_word(&command, "LOAD");
    command_word(&command, "REPLACE");
    command_word(&command, redis_library);
    redisReply *reply = opening_ask(opening, &command);
    freeReplyObject(reply);
    return reply != NULL;
}

static bool opening_fence(struct opening *opening, uint64_t known)
{
    struct redis_command command;
    command_call(&command, "kallisti_open", NULL, 0);
    command_number(&command, known);
    redisReply *reply = opening_ask(opening, &command);
    if (reply == NULL)
        return false;
    uint64_t world_ms = 0;
    struct redis_standing standing = {.fence = 0};
    bool good = reply_outcome(reply, &standing) == STORE_DONE && reply->elements == 6 &&
                reply_number(reply->element[4], &world_ms) && world_ms <= INT64_MAX;
    opening->found->fence = standing.fence;
    opening->found->epoch = standing.epoch;
    opening->found->revision = standing.revision;
    opening->found->world_ms = (int64_t)world_ms;
    if (!good)
        snprintf(opening->reason, 200, "the store holds no numbers where fence, epoch and time should be");
    else if (reply->element[5]->type == REDIS_REPLY_STRING)
        snprintf(opening->seal, sizeof opening->seal, "%s", reply->element[5]->str);
    freeReplyObject(reply);
    return good;
}

static void key_add(struct opening *opening, const char ***keys, size_t *count, size_t *room, const redisReply *key)
{
    if (*count == *room) {
        *room = *room == 0 ? SCAN_KEYS : 2 * *room;
        *keys = memory_resize(*keys, *room * sizeof **keys);
    }
    (*keys)[(*count)++] = arena_string_length(opening->arena, key->str, key->len);
}

/* Records, and what is left of commits that were never flipped. */
static void keys_take(struct opening *opening, const redisReply *keys)
{
    for (size_t at = 0; at < keys->elements; at++) {
        const redisReply *key = keys->element[at];
        if (strncmp(key->str, "k:", 2) == 0)
            key_add(opening, &opening->keys, &opening->count, &opening->room, key);
        else if (strncmp(key->str, "k!e:", 4) == 0)
            key_add(opening, &opening->leftovers, &opening->leftover_count, &opening->leftover_room, key);
    }
}

/* Walks all keys of ours, once; some may come twice. */
static bool opening_scan(struct opening *opening)
{
    char cursor[32] = "0";
    do {
        struct redis_command command;
        command_begin(&command, "SCAN");
        command_word(&command, cursor);
        command_word(&command, "MATCH");
        command_word(&command, "k*");
        command_word(&command, "COUNT");
        command_number(&command, SCAN_KEYS);
        redisReply *reply = opening_ask(opening, &command);
        if (reply == NULL)
            return false;
        snprintf(cursor, sizeof cursor, "%s", reply->element[0]->str);
        keys_take(opening, reply->element[1]);
        freeReplyObject(reply);
    } while (strcmp(cursor, "0") != 0);
    return true;
}

static int key_order(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static void keys_sort(struct opening *opening)
{
    size_t kept = 0;
    if (opening->count > 0)
        qsort(opening->keys, opening->count, sizeof *opening->keys, key_order);
    for (size_t at = 0; at < opening->count; at++)
        if (kept == 0 || strcmp(opening->keys[kept - 1], opening->keys[at]) != 0)
            opening->keys[kept++] = opening->keys[at];
    opening->count = kept;
}

static void value_take(struct opening *opening, const char *key, const redisReply *element)
{
    const char *name = key + strlen("k:");
    struct text *value = strlen(name) < KEY_SIZE ? reply_text(element) : NULL;
    if (value != NULL)
        store_opening_add(opening->found, name, value);
    else
        log_warn("store_key_ignored key=\"%.100s\"", name);
}

/* What the store says to these keys, an element for each. NULL with a reason. */
static redisReply *keys_ask(struct opening *opening, struct redis_command *command, size_t from, size_t count)
{
    for (size_t at = from; at < from + count; at++)
        command_word(command, opening->keys[at]);
    redisReply *reply = opening_ask(opening, command);
    if (reply == NULL || (reply->type == REDIS_REPLY_ARRAY && reply->elements == count))
        return reply;
    snprintf(opening->reason, 200, "the store answers what nobody asked");
    freeReplyObject(reply);
    return NULL;
}

static bool values_take(struct opening *opening, size_t from, size_t count)
{
    struct redis_command command;
    command_begin(&command, "MGET");
    redisReply *reply = keys_ask(opening, &command, from, count);
    for (size_t at = 0; reply != NULL && at < count; at++)
        value_take(opening, opening->keys[from + at], reply->element[at]);
    freeReplyObject(reply);
    return reply != NULL;
}

/* What a dead server left of an epoch in chunks. */
static bool opening_sweep(struct opening *opening)
{
    for (size_t at = 0; at < opening->leftover_count; at += SCAN_KEYS) {
        size_t count = opening->leftover_count - at < SCAN_KEYS ? opening->leftover_count - at : SCAN_KEYS;
        struct redis_command command;
        command_begin(&command, "FCALL");
        command_word(&command, "kallisti_sweep");
        command_number(&command, count);
        for (size_t key = at; key < at + count; key++)
            command_word(&command, opening->leftovers[key]);
        command_number(&command, opening->found->fence);
        redisReply *reply = opening_ask(opening, &command);
        if (reply == NULL)
            return false;
        log_info("store_swept keys=%zu", count);
        freeReplyObject(reply);
    }
    return true;
}

static bool key_wanted(const struct opening *opening, size_t at)
{
    return store_prefix_fits(opening->prefixes, opening->keys[at] + strlen("k:"));
}

/* Those under one prefix stand together, as the keys are sorted. */
static bool opening_values(struct opening *opening)
{
    for (size_t at = 0, count; at < opening->count; at += count) {
        for (count = 0; count < SCAN_KEYS && at + count < opening->count && key_wanted(opening, at + count); count++) {
        }
        if (count > 0 && !values_take(opening, at, count))
            return false;
        count += count == 0;
    }
    return true;
}

static bool opening_keys(struct opening *opening)
{
    bool good = opening_scan(opening);
    keys_sort(opening);
    return good;
}

/* -- all of ours, added up --------------------------------------------------------------------------- */

/* The next answer to what has been sent ahead.  NULL with a reason. */
static redisReply *ahead_get(struct opening *opening)
{
    void *answer = NULL;
    if (redisGetReply(opening->link, &answer) == REDIS_OK)
        return answer;
    snprintf(opening->reason, 200, "the store does not answer: %.128s", opening->link->errstr);
    return NULL;
}

static void scan_send(struct opening *opening, const char *cursor)
{
    redisAppendCommand(opening->link, "SCAN %s MATCH k* COUNT %d", cursor, SCAN_KEYS);
}

/* { cursor, keys }, or NULL with a reason. */
static redisReply *scan_get(struct opening *opening)
{
    redisReply *reply = ahead_get(opening);
    bool good = reply != NULL && reply->type == REDIS_REPLY_ARRAY && reply->elements == 2 &&
                reply->element[0]->type == REDIS_REPLY_STRING && reply->element[1]->type == REDIS_REPLY_ARRAY;
    if (good || reply == NULL)
        return reply;
    snprintf(opening->reason, 200, "the store refuses: %.150s", reply_problem(reply));
    freeReplyObject(reply);
    return NULL;
}

static bool scan_goes_on(const redisReply *scanned)
{
    return strcmp(scanned->element[0]->str, "0") != 0;
}

/* The next piece, then the ends of what stands in this one.  As bytes of ours: hiredis takes a word at a time. */
static void tails_send(struct opening *opening, const redisReply *scanned)
{
    struct bytes_writer words = {0};
    const redisReply *keys = scanned->element[1];
    if (scan_goes_on(scanned))
        scan_send(opening, scanned->element[0]->str);
    for (size_t at = 0; at < keys->elements; at++) {
        char head[64];
        int length = snprintf(head, sizeof head, "*4\r\n$8\r\nGETRANGE\r\n$%zu\r\n", keys->element[at]->len);
        put_bytes(&words, head, (size_t)length);
        put_bytes(&words, keys->element[at]->str, keys->element[at]->len);
        put_bytes(&words, "\r\n$2\r\n-8\r\n$2\r\n-1\r\n", 18);
    }
    redisAppendFormattedCommand(opening->link, (const char *)words.bytes, words.length);
    bytes_free(&words);
}

/* A walk may meet a key twice. */
static void tail_take(struct opening *opening, const redisReply *key, const redisReply *end)
{
    struct tail tail = {.there = false};
    bool record = strncmp(key->str, "k:", 2) == 0, leftover = strncmp(key->str, "k!e:", 4) == 0;
    if ((!record && !leftover) || tails_know(opening->tails, key->str, &tail))
        return;
    if (end->type == REDIS_REPLY_STRING)
        tail = tail_of(end->str, end->len);
    tails_note(opening->tails, key->str, tail);
    if (leftover)
        key_add(opening, &opening->leftovers, &opening->leftover_count, &opening->leftover_room, key);
    else
        sum_turn(&opening->sum, key->str, (struct tail){.there = false}, tail);
    if (record && store_prefix_fits(opening->prefixes, key->str + strlen("k:")))
        key_add(opening, &opening->keys, &opening->count, &opening->room, key);
}

static bool tails_take(struct opening *opening, const redisReply *scanned)
{
    const redisReply *keys = scanned->element[1];
    for (size_t at = 0; at < keys->elements; at++) {
        redisReply *end = ahead_get(opening);
        if (end == NULL)
            return false;
        tail_take(opening, keys->element[at], end);
        freeReplyObject(end);
    }
    return true;
}

/* Walks all records once: adds them up and keeps the names of those that are wanted.  One piece is asked for ahead, so that
 * the store and we are busy at the same time.  After a failure the link is of no use any more; the opening ends there. */
static bool opening_sum(struct opening *opening)
{
    scan_send(opening, "0");
    redisReply *scanned = scan_get(opening);
    bool good = scanned != NULL;
    if (good)
        tails_send(opening, scanned);
    while (scanned != NULL) {
        redisReply *next = good && scan_goes_on(scanned) ? scan_get(opening) : NULL;
        good = good && (next != NULL || !scan_goes_on(scanned));
        if (next != NULL)
            tails_send(opening, next);
        good = good && tails_take(opening, scanned);
        freeReplyObject(scanned);
        scanned = next;
    }
    keys_sort(opening);
    return good;
}

static bool opening_adds_up(const struct opening *opening)
{
    struct sum sealed;
    return sum_read(&sealed, opening->seal) && sealed.count == opening->sum.count && sealed.ends == opening->sum.ends;
}

static bool opening_mend(struct opening *opening)
{
    char printed[SUM_SIZE];
    struct redis_command command;
    sum_print(&opening->sum, printed);
    command_call(&command, "kallisti_mend", NULL, 0);
    command_word(&command, printed);
    redisReply *reply = opening_ask(opening, &command);
    struct redis_standing standing = {.fence = 0};
    bool good = reply_outcome(reply, &standing) == STORE_DONE;
    opening->found->revision = standing.revision;
    freeReplyObject(reply);
    return good;
}

/* A store of a time before there were seals gets one. */
static bool opening_check(struct opening *opening)
{
    if (opening->seal[0] == '\0') {
        log_info("store_sealed records=%" PRIu64, opening->sum.count);
        return opening_mend(opening);
    }
    if (opening_adds_up(opening))
        return true;
    snprintf(opening->reason, 200, "the store is damaged: its %" PRIu64 " records are not those of its last epoch (--fsck says more)",
             opening->sum.count);
    return false;
}

static bool opening_own(struct opening *opening, uint64_t known)
{
    return opening_library(opening) && opening_fence(opening, known);
}

/* An error was the answer to that, which is no reason to give up.  False: there was no answer. */
static bool opening_does_without(struct opening *opening, const char *event)
{
    if (opening->link->err != 0)
        return false;
    log_warn("%s reason=\"%s\"", event, opening->reason);
    opening->reason[0] = '\0';
    return true;
}

/* A Redis whose rules forbid that does without. */
static bool opening_name(struct opening *opening)
{
    struct redis_command command;
    command_name(&command, opening->found->fence);
    redisReply *reply = opening_ask(opening, &command);
    bool answered = reply != NULL || opening_does_without(opening, "store_unnamed");
    freeReplyObject(reply);
    return answered;
}

static struct opening opening_begin(struct store_opening *found, const char *prefixes, char reason[200])
{
    *found = (struct store_opening){.count = 0};
    return (struct opening){.found = found, .prefixes = prefixes, .reason = reason, .arena = arena_new(), .tails = tails_new()};
}

static bool opening_end(struct opening *opening, bool good)
{
    if (opening->link != NULL)
        redisFree(opening->link);
    arena_free(&opening->arena);
    memory_free(opening->keys);
    memory_free(opening->leftovers);
    tails_free(&opening->tails);
    if (good)
        store_opening_sort(opening->found);
    else
        store_opening_free(opening->found);
    return good;
}

bool redis_open(const struct redis_place *place, const char *prefixes, int64_t timeout_ms, uint64_t known,
                struct store_opening *found, char reason[200])
{
    struct opening opening = opening_begin(found, prefixes, reason);
    return opening_end(&opening, opening_connect(&opening, place, timeout_ms) && opening_own(&opening, known) &&
                                     opening_name(&opening) && opening_sum(&opening) && opening_sweep(&opening) &&
                                     opening_check(&opening) && opening_values(&opening));
}

/* -- looking, mending, and whether somebody is there */

/* The numbers in the order in which the seal repeats them, then the seal. */
static bool look_numbers(struct opening *opening, char numbers[200])
{
    static const char *const keys[] = {"k!fence", "k!epoch", "k!world_ms", "k!revision", "k!seal"};
    enum { NUMBERS = sizeof keys / sizeof *keys - 1 };
    struct redis_command command;
    command_begin(&command, "MGET");
    for (unsigned at = 0; at <= NUMBERS; at++)
        command_word(&command, keys[at]);
    redisReply *reply = opening_ask(opening, &command);
    if (reply == NULL)
        return false;
    size_t length = 0;
    for (unsigned at = 0; at < NUMBERS && length < 150; at++)
        length += (size_t)snprintf(numbers + length, 30, "%.24s ", reply->element[at]->len > 0 ? reply->element[at]->str : "0");
    reply_number(reply->element[3], &opening->found->revision);
    if (reply->element[NUMBERS]->len > 0)
        snprintf(opening->seal, sizeof opening->seal, "%s", reply->element[NUMBERS]->str);
    freeReplyObject(reply);
    return true;
}

static void look_add(struct opening *opening, const struct store_value *value)
{
    char key[REDIS_KEY_SIZE];
    redis_key(value->name, key);
    sum_turn(&opening->sum, key, (struct tail){.there = false}, tail_of(text_bytes(value->value), text_length(value->value)));
}

static void look_fault(struct opening *opening, const char *numbers, char fault[200])
{
    fault[0] = '\0';
    if (opening->seal[0] == '\0' && opening->found->revision > 0)
        snprintf(fault, 200, "its numbers are %.80sand its seal is missing", numbers);
    else if (opening->seal[0] != '\0' && strncmp(opening->seal, numbers, strlen(numbers)) != 0)
        snprintf(fault, 200, "its numbers are %.80sand its seal is %.80s", numbers, opening->seal);
    else if (opening->seal[0] != '\0' && !opening_adds_up(opening))
        snprintf(fault, 200, "its %" PRIu64 " records are not those of its last epoch", opening->sum.count);
}

bool store_redis_look(const char *where, int64_t timeout_ms, struct store_opening *found, char fault[200], char reason[200])
{
    struct redis_place place;
    char numbers[200] = "";
    struct opening opening = opening_begin(found, "", reason);
    bool good = redis_place_read(&place, where, reason) && opening_connect(&opening, &place, timeout_ms) &&
                look_numbers(&opening, numbers) && opening_keys(&opening) && opening_values(&opening);
    for (unsigned at = 0; good && at < found->count; at++)
        look_add(&opening, &found->values[at]);
    if (good)
        look_fault(&opening, numbers, fault);
    return opening_end(&opening, good);
}

/* Who is connected, a line each: "id=3 addr=... name=kallisti-7 age=...". */
static bool clients_none(struct opening *opening, const char *clients)
{
    char name[40];
    const char *found = strstr(clients, " name=" SERVER_NAME);
    if (found == NULL)
        return true;
    sscanf(found, " name=%39s", name);
    snprintf(opening->reason, 200, "in use by a living server (%s); it has to be stopped first", name);
    return false;
}

/* A Redis whose rules forbid to ask is taken for one without: the fence is still there. */
static bool opening_alone(struct opening *opening)
{
    struct redis_command command;
    command_begin(&command, "CLIENT");
    command_word(&command, "LIST");
    redisReply *reply = opening_ask(opening, &command);
    bool alone = reply == NULL ? opening_does_without(opening, "store_clients_unknown")
        : reply->type != REDIS_REPLY_STRING || clients_none(opening, reply->str);
    freeReplyObject(reply);
    return alone;
}

bool store_redis_alone(const char *where, int64_t timeout_ms, char reason[200])
{
    struct redis_place place;
    struct store_opening found;
    struct opening opening = opening_begin(&found, "", reason);
    return opening_end(&opening, redis_place_read(&place, where, reason) && opening_connect(&opening, &place, timeout_ms) &&
                                     opening_alone(&opening));
}

bool store_redis_mend(const char *where, int64_t timeout_ms, char reason[200])
{
    struct redis_place place;
    struct store_opening found;
    struct opening opening = opening_begin(&found, "", reason);
    bool good = redis_place_read(&place, where, reason) && opening_connect(&opening, &place, timeout_ms) &&
                opening_library(&opening) && opening_sum(&opening) && opening_mend(&opening);
    store_opening_free(&found);
    return opening_end(&opening, good);
}
