/* persist/redis_open.c -- the start of a Redis store: everything main waits for before the world opens,
 * with hiredis' blocking calls; and the making of commands, which store_redis.c uses too.
 *
 * Entered by main while it opens the store; the command part by the thread that owns the store. */
#include "persist/redis.h"
#include "persist/store_redis.lua.h"

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
    char key[KEY_SIZE + 2];
    snprintf(key, sizeof key, "k:%s", name);
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

enum store_outcome reply_outcome(const redisReply *reply, uint64_t *fence, uint64_t *epoch)
{
    if (reply == NULL)
        return STORE_AWAY;
    if (reply->type != REDIS_REPLY_ARRAY || reply->elements < 3 || reply->element[0]->type != REDIS_REPLY_STRING)
        return STORE_REFUSED;
    if (!reply_number(reply->element[1], fence) || !reply_number(reply->element[2], epoch))
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
    struct store_opening *found;
    char                 *reason;
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

static bool opening_fence(struct opening *opening)
{
    struct redis_command command;
    command_call(&command, "kallisti_open", NULL, 0);
    redisReply *reply = opening_ask(opening, &command);
    if (reply == NULL)
        return false;
    uint64_t world_ms = 0;
    bool good = reply_outcome(reply, &opening->found->fence, &opening->found->epoch) == STORE_DONE &&
                reply->elements == 4 && reply_number(reply->element[3], &world_ms) && world_ms <= INT64_MAX;
    opening->found->world_ms = (int64_t)world_ms;
    if (!good)
        snprintf(opening->reason, 200, "the store holds no numbers where fence, epoch and time should be");
    freeReplyObject(reply);
    return good;
}

/* Walks all keys that match and gives them to `take`, some at a time; some may come twice. */
static bool opening_scan(struct opening *opening, const char *pattern, bool (*take)(struct opening *, const redisReply *))
{
    char cursor[32] = "0";
    bool good = true;
    do {
        struct redis_command command;
        command_begin(&command, "SCAN");
        command_word(&command, cursor);
        command_word(&command, "MATCH");
        command_word(&command, pattern);
        command_word(&command, "COUNT");
        command_number(&command, SCAN_KEYS);
        redisReply *reply = opening_ask(opening, &command);
        if (reply == NULL)
            return false;
        snprintf(cursor, sizeof cursor, "%s", reply->element[0]->str);
        if (reply->element[1]->elements > 0)
            good = take(opening, reply->element[1]);
        freeReplyObject(reply);
    } while (good && strcmp(cursor, "0") != 0);
    return good;
}

static bool take_leftovers(struct opening *opening, const redisReply *keys)
{
    struct redis_command command;
    command_begin(&command, "FCALL");
    command_word(&command, "kallisti_sweep");
    command_number(&command, keys->elements);
    for (size_t at = 0; at < keys->elements; at++)
        command_bytes(&command, keys->element[at]->str, keys->element[at]->len);
    command_number(&command, opening->found->fence);
    redisReply *reply = opening_ask(opening, &command);
    if (reply == NULL)
        return false;
    log_info("store_swept keys=%zu", keys->elements);
    freeReplyObject(reply);
    return true;
}

static bool take_values(struct opening *opening, const redisReply *keys)
{
    struct redis_command command;
    command_begin(&command, "MGET");
    for (size_t at = 0; at < keys->elements; at++)
        command_bytes(&command, keys->element[at]->str, keys->element[at]->len);
    redisReply *reply = opening_ask(opening, &command);
    if (reply == NULL)
        return false;
    for (size_t at = 0; at < reply->elements && at < keys->elements; at++) {
        const char *name = keys->element[at]->str + 2;   /* behind "k:" */
        struct text *value = strlen(name) < KEY_SIZE ? reply_text(reply->element[at]) : NULL;
        if (value != NULL)
            store_opening_add(opening->found, name, value);
        else
            log_warn("store_key_ignored key=\"%.100s\"", name);
    }
    freeReplyObject(reply);
    return true;
}

/* "k:" and the prefix with everything quoted that a pattern would read as something else, then "*". */
static void prefix_pattern(char pattern[2 * KEY_SIZE + 4], const char *prefix)
{
    char *end = stpcpy(pattern, "k:");
    for (const char *letter = prefix; *letter != '\0'; letter++) {
        if (strchr("*?[]\\^", *letter) != NULL)
            *end++ = '\\';
        *end++ = *letter;
    }
    strcpy(end, "*");
}

/* All records under any of the prefixes. */
static bool opening_take(struct opening *opening, const char *prefixes)
{
    char prefix[KEY_SIZE], pattern[2 * KEY_SIZE + 4];
    bool good = true;
    while (good && prefixes != NULL) {
        prefixes = store_prefix_next(prefixes, prefix);
        prefix_pattern(pattern, prefix);
        good = opening_scan(opening, pattern, take_values);
    }
    return good;
}

static bool opening_own(struct opening *opening)
{
    return opening_library(opening) && opening_fence(opening) && opening_scan(opening, "k!e:*", take_leftovers);
}

static bool opening_end(struct opening *opening, bool good)
{
    if (opening->link != NULL)
        redisFree(opening->link);
    if (good)
        store_opening_sort(opening->found);
    else
        store_opening_free(opening->found);
    return good;
}

bool redis_open(const struct redis_place *place, const char *prefixes, int64_t timeout_ms, struct store_opening *found,
                char reason[200])
{
    struct opening opening = {.found = found, .reason = reason};
    *found = (struct store_opening){.count = 0};
    return opening_end(&opening, opening_connect(&opening, place, timeout_ms) && opening_own(&opening) &&
                                     opening_take(&opening, prefixes));
}

bool store_redis_look(const char *where, const char *prefixes, int64_t timeout_ms, struct store_opening *found, char reason[200])
{
    struct redis_place place;
    struct opening opening = {.found = found, .reason = reason};
    *found = (struct store_opening){.count = 0};
    return redis_place_read(&place, where, reason) &&
           opening_end(&opening, opening_connect(&opening, &place, timeout_ms) && opening_take(&opening, prefixes));
}
