/* tests/scenarios/runner/steps.c -- what each line of a scenario does (the list is in scenario.c). */
#include "tests/scenarios/runner/scenario.h"

#include "core/dice.h"
#include "core/memory.h"
#include "persist/child.h"
#include "persist/record.h"
#include "persist/store_now.h"

#include <ctype.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { QUIET_MS = 300, NOISE_SEED = 7, RUN_WORDS = 30 };

/* -- words and bytes --------------------------------------------------------------------------------- */

static char *word_next(char **rest)
{
    *rest += strspn(*rest, " \t");
    if (**rest == '\0')
        return NULL;
    char *word = *rest;
    *rest += strcspn(*rest, " \t");
    if (**rest != '\0')
        *(*rest)++ = '\0';
    return word;
}

static char escape_meant(char letter)
{
    switch (letter) {
    case 'r': return '\r';
    case 'n': return '\n';
    case 't': return '\t';
    case 'e': return '\033';
    default:  return letter;
    }
}

/* What stands between double quotes, in place.  Gives its length and, in *rest, what follows; -1: not quoted. */
static long unquote(char *text, char **rest)
{
    char *out = text;
    const char *in = text + 1;
    if (*text != '"')
        return -1;
    for (; *in != '"'; in++) {
        unsigned value;
        if (*in == '\0')
            return -1;
        if (*in != '\\') {
            *out++ = *in;
        } else if (in[1] == 'x' && sscanf(in + 2, "%2x", &value) == 1 && isxdigit((unsigned char)in[3])) {
            *out++ = (char)value;
            in += 3;
        } else {
            *out++ = escape_meant(*++in);
        }
    }
    *rest = (char *)(uintptr_t)in + 1;
    return out - text;
}

/* -- what a player types and reads ------------------------------------------------------------------- */

/* "resume $kept": a line whose end only the server knows. */
static void type_kept(struct scenario *scenario, struct player *player, const char *text, const char *kept)
{
    char line[LINE_SIZE];
    snprintf(line, sizeof line, "%.*s%s", (int)(kept - text), text, scenario->kept);
    type_line(scenario, player, line);
}

static void on_types(struct scenario *scenario, struct player *player, char *text)
{
    char *rest;
    const char *kept = strstr(text, "$kept");
    if (kept != NULL) {
        type_kept(scenario, player, text, kept);
        return;
    }
    long length = unquote(text, &rest);
    if (length < 0) {
        type_line(scenario, player, text);
        return;
    }
    unsigned times = 1;
    sscanf(rest, " x %u", &times);
    char *bytes = memory_get((size_t)length * times + 1);
    for (unsigned at = 0; at < times; at++)
        memcpy(bytes + (size_t)at * (size_t)length, text, (size_t)length);
    type(scenario, player, bytes, (size_t)length * times);
    memory_free(bytes);
}

static void on_reads(struct scenario *scenario, struct player *player, char *text)
{
    char *rest;
    long length = unquote(text, &rest);
    await(scenario, player, text, length < 0 ? strlen(text) : (size_t)length, length < 0 ? &player->plain : &player->exact);
}

static void on_wire(struct scenario *scenario, struct player *player, char *text)
{
    char *rest;
    long length = unquote(text, &rest);
    if (length < 0)
        fail(scenario, "what comes off the wire stands in double quotes");
    else
        await(scenario, player, text, (size_t)length, &player->wire);
}

static void not_read(struct scenario *scenario, struct player *player, const struct screen *screen, const char *text, size_t bytes)
{
    if (player->in_game && !catch_up(scenario, player))
        return;
    if (!player->in_game)
        players_read(&player, 1, QUIET_MS);
    if (!screen_since_typed(screen, text, bytes))
        return;
    fail(scenario, "%s should not have read \"%.*s\"", player->name, (int)bytes, text);
    show_last(player->name, player->plain.bytes, player->plain.length);
}

static void on_reads_not(struct scenario *scenario, struct player *player, char *text)
{
    char *rest;
    long length = unquote(text, &rest);
    not_read(scenario, player, length < 0 ? &player->plain : &player->exact, text, length < 0 ? strlen(text) : (size_t)length);
}

static void on_wire_not(struct scenario *scenario, struct player *player, char *text)
{
    char *rest;
    long length = unquote(text, &rest);
    if (length < 0)
        fail(scenario, "what comes off the wire stands in double quotes");
    else
        not_read(scenario, player, &player->wire, text, (size_t)length);
}

/* -- connections ------------------------------------------------------------------------------------- */

static void on_raw(struct scenario *scenario, char *rest)
{
    const char *name = word_next(&rest);
    if (name == NULL)
        fail(scenario, "raw whom?");
    else
        scenario_connect(scenario, name);
}

static void on_connect(struct scenario *scenario, char *rest)
{
    const char *label = word_next(&rest), *name = label, *room = NULL;
    for (const char *word; (word = word_next(&rest)) != NULL;) {
        if (strcmp(word, "as") == 0)
            name = word_next(&rest);
        else if (strcmp(word, "at") == 0)
            room = word_next(&rest);
        else if (strcmp(word, "keeper") != 0)
            fail(scenario, "connect knows no \"%s\"", word);
    }
    if (name == NULL || scenario->failed) {
        fail(scenario, "connect whom?");
        return;
    }
    struct player *player = scenario_connect(scenario, label);
    if (player != NULL && log_in(scenario, player, name) && room != NULL)
        bring(scenario, player, name, room);
    if (player != NULL)
        player_turn_page(player);
}

static void on_keep(struct scenario *scenario, char *rest)
{
    struct player *player = scenario_player(scenario, word_next(&rest));
    const char *begin = word_next(&rest);
    if (player == NULL || begin == NULL)
        return;
    const struct screen *screen = &player->plain;
    size_t length = strlen(begin), most = sizeof scenario->kept - 1;
    for (size_t at = screen->length; at-- > 0;) {
        bool word = (at == 0 || isspace((unsigned char)screen->bytes[at - 1])) && screen->length - at >= length;
        if (!word || memcmp(screen->bytes + at, begin, length) != 0)
            continue;
        for (length = 0; length < most && at + length < screen->length && !isspace((unsigned char)screen->bytes[at + length]);)
            length++;
        snprintf(scenario->kept, sizeof scenario->kept, "%.*s", (int)length, screen->bytes + at);
        return;
    }
    fail(scenario, "%s has read no word that begins with \"%s\"", player->name, begin);
}

/* A line more in a file of the server's data folder. */
static void on_data(struct scenario *scenario, char *rest)
{
    char path[2 * PATH_SIZE];
    const char *name = word_next(&rest);
    if (!scenario_serve(scenario) || name == NULL)
        return;
    snprintf(path, sizeof path, "%s/data/%s", scenario->server.folder, name);
    FILE *file = fopen(path, "a");
    if (file == NULL || fprintf(file, "%s\n", rest) < 0)
        fail(scenario, "%s cannot be written", path);
    if (file != NULL)
        fclose(file);
}

static void on_hangup(struct scenario *scenario, char *rest)
{
    for (const char *name; (name = word_next(&rest)) != NULL;) {
        struct player *player = scenario_player(scenario, name);
        if (player != NULL)
            player_close(player);
    }
}

static void on_closed(struct scenario *scenario, char *rest)
{
    struct player *player = scenario_player(scenario, word_next(&rest));
    int64_t until = milliseconds() + scenario->patience_ms;
    while (player != NULL && !player->ended && milliseconds() < until)
        players_read(scenario->players, scenario->player_count, 50);
    if (player != NULL && !player->ended)
        fail(scenario, "the connection of %s should be closed by now", player->name);
    if (player != NULL)
        player_close(player);
}

static void on_deaf(struct scenario *scenario, char *rest)
{
    struct player *player = scenario_player(scenario, word_next(&rest));
    if (player != NULL)
        player->deaf = true;
}

static void on_listens(struct scenario *scenario, char *rest)
{
    struct player *player = scenario_player(scenario, word_next(&rest));
    if (player != NULL)
        player->deaf = false;
}

static void on_crowd(struct scenario *scenario, char *rest)
{
    unsigned count = (unsigned)strtoul(rest, NULL, 10);
    for (unsigned at = 0; at < count && !scenario->failed; at++) {
        char name[PLAYER_NAME_SIZE];
        snprintf(name, sizeof name, "crowd-%u", at);
        scenario_connect(scenario, name);
    }
}

/* Random bytes, the same ones every time. */
static void on_noise(struct scenario *scenario, char *rest)
{
    struct player *player = scenario_player(scenario, word_next(&rest));
    size_t length = strtoul(rest, NULL, 10);
    if (player == NULL)
        return;
    struct dice dice;
    char *bytes = memory_get(length + 1);
    dice_seed(&dice, NOISE_SEED);
    for (size_t at = 0; at < length; at++)
        bytes[at] = (char)dice_below(&dice, 256);
    type(scenario, player, bytes, length);
    memory_free(bytes);
}

/* -- the server -------------------------------------------------------------------------------------- */

static void on_crash(struct scenario *scenario, char *rest)
{
    (void)rest;
    server_stop(&scenario->server, SIGKILL, scenario->patience_ms);
    scenario_close_all(scenario);
    scenario_serve(scenario);
}

static void on_restart(struct scenario *scenario, char *rest)
{
    (void)rest;
    check_stopped(scenario, server_stop(&scenario->server, SIGTERM, scenario->patience_ms), 0);
    if (!scenario->failed)
        scenario_serve(scenario);
}

static void on_ends(struct scenario *scenario, char *rest)
{
    check_stopped(scenario, server_await_end(&scenario->server, scenario->patience_ms), atoi(rest));
}

static void on_stops(struct scenario *scenario, char *rest)
{
    check_stopped(scenario, server_stop(&scenario->server, SIGTERM, scenario->patience_ms * 2), atoi(rest));
}

static void on_freeze(struct scenario *scenario, char *rest)
{
    (void)rest;
    kill(scenario->server.pid, SIGSTOP);
}

static void on_thaw(struct scenario *scenario, char *rest)
{
    (void)rest;
    kill(scenario->server.pid, SIGCONT);
}

static void on_rival(struct scenario *scenario, char *rest)
{
    (void)rest;
    if (scenario->rival.pid != 0 || !scenario_rival(scenario))
        fail(scenario, "the second server does not start");
}

/* -- its Redis --------------------------------------------------------------------------------------- */

static void store_must(struct scenario *scenario, bool done)
{
    if (!done)
        fail(scenario, "the server has no Redis of its own, or it says no");
}

static void on_kill_store(struct scenario *scenario, char *rest)
{
    (void)rest;
    store_must(scenario, server_signal_store(&scenario->server, SIGKILL));
}

static void on_freeze_store(struct scenario *scenario, char *rest)
{
    (void)rest;
    store_must(scenario, server_signal_store(&scenario->server, SIGSTOP));
}

static void on_thaw_store(struct scenario *scenario, char *rest)
{
    (void)rest;
    store_must(scenario, server_signal_store(&scenario->server, SIGCONT));
}

static void on_tell_store(struct scenario *scenario, char *rest)
{
    struct words words = { 0 };
    for (const char *word; words.count < SERVER_WORDS_MOST && (word = word_next(&rest)) != NULL;)
        words.word[words.count++] = word;
    store_must(scenario, server_tell_store(&scenario->server, &words));
}

static void on_fill_store(struct scenario *scenario, char *rest)
{
    (void)rest;
    store_must(scenario, server_fill_store(&scenario->server));
}

static void on_lose_store(struct scenario *scenario, char *rest)
{
    (void)rest;
    store_must(scenario, server_lose_store(&scenario->server));
}

/* -- its log ----------------------------------------------------------------------------------------- */

static bool log_has(struct scenario *scenario, const char *path, const char *wanted)
{
    char *log = file_read(path);
    bool found = strstr(log, wanted) != NULL;
    if (!found && scenario->failed)
        show_last("the log", log, strlen(log));
    memory_free(log);
    return found;
}

static void on_log(struct scenario *scenario, char *wanted)
{
    int64_t until = milliseconds() + scenario->patience_ms;
    if (!scenario_serve(scenario))
        return;
    while (!log_has(scenario, scenario->server.log, wanted)) {
        if (milliseconds() > until) {
            fail(scenario, "the log should say \"%s\"", wanted);
            log_has(scenario, scenario->server.log, wanted);
            return;
        }
        players_read(scenario->players, scenario->player_count, 50);
    }
}

/* -- records that are damaged ------------------------------------------------------------------------ */

enum { STORE_PATIENCE_MS = 10000, VALUES_MOST = 100 };

/* The record with something else in it: what was sealed, a bit of it wrong; or half of its content, sealed well. */
static struct text *record_spoilt(const struct store_value *value, bool halved)
{
    const char *reason;
    struct text *content = record_open(value->name, value->value, NULL, NULL, &reason), *spoilt;
    if (content != NULL && halved) {
        struct text *half = text_new(text_bytes(content), text_length(content) / 2);
        spoilt = record_seal(value->name, 1, 1, half);
        text_unref(&half);
    } else {
        char *bytes = memory_get(text_length(value->value));
        memcpy(bytes, text_bytes(value->value), text_length(value->value));
        bytes[text_length(value->value) - 1] ^= 1;
        spoilt = text_new(bytes, text_length(value->value));
        memory_free(bytes);
    }
    text_unref(&content);
    return spoilt;
}

MAIN_THREAD static bool store_spoil(struct child *child, const char *name, bool halved)
{
    char reason[200];
    struct store_opening found;
    bool spoilt = false;
    struct store *store = store_redis_open(child_where(child), name, STORE_PATIENCE_MS, VALUES_MOST, 0, &found, reason);
    if (store == NULL)
        return false;
    for (unsigned at = 0; at < found.count; at++) {
        if (strcmp(found.values[at].name, name) != 0)
            continue;
        struct store_value value = { .value = record_spoilt(&found.values[at], halved) };
        strcpy(value.name, name);
        spoilt = store_write_now(store, &found, &value, 1) == STORE_DONE;
        text_unref(&value.value);
    }
    store->kind->close(&store);
    store_opening_free(&found);
    return spoilt;
}

/* The server is stopped for that; the next line that needs it starts it again. */
MAIN_THREAD static void record_damage(struct scenario *scenario, const char *name, bool halved)
{
    char folder[2 * PATH_SIZE], reason[200];
    if (scenario->server.pid != 0)
        check_stopped(scenario, server_stop(&scenario->server, SIGTERM, scenario->patience_ms), 0);
    snprintf(folder, sizeof folder, "%s/data", scenario->server.folder);
    struct child *child = scenario->failed || name == NULL ? NULL : child_begin(folder, STORE_PATIENCE_MS, reason);
    if (child == NULL || !store_spoil(child, name, halved))
        fail(scenario, "%s cannot be damaged", name == NULL ? "nothing" : name);
    if (child != NULL)
        child_end(&child);
}

MAIN_THREAD static void on_spoil(struct scenario *scenario, char *rest)
{
    record_damage(scenario, word_next(&rest), false);
}

MAIN_THREAD static void on_halve(struct scenario *scenario, char *rest)
{
    record_damage(scenario, word_next(&rest), true);
}

/* -- runs that end by themselves --------------------------------------------------------------------- */

static void run_path(const struct scenario *scenario, const char *what, char path[PATH_SIZE])
{
    snprintf(path, PATH_SIZE, "%.150s/%s-%u", scenario->server.folder, what, scenario->runs);
}

/* $data, $store and $port are those of the server of this file; $folder holds its data folder and no store. */
static const char *word_meant(struct scenario *scenario, const char *word, char place[PATH_SIZE])
{
    if (strcmp(word, "$data") == 0)
        snprintf(place, PATH_SIZE, "%.150s/data", scenario->server.folder);
    else if (strcmp(word, "$store") == 0)
        snprintf(place, PATH_SIZE, "unix:%.150s/data/redis.sock", scenario->server.folder);
    else if (strcmp(word, "$folder") == 0)
        snprintf(place, PATH_SIZE, "%.150s", scenario->server.folder);
    else if (strcmp(word, "$port") == 0 && scenario_serve(scenario))
        snprintf(place, PATH_SIZE, "%u", scenario->server.port);
    else
        return word;
    return place;
}

static void on_exits(struct scenario *scenario, char *rest)
{
    char data[PATH_SIZE], output[PATH_SIZE], places[RUN_WORDS][PATH_SIZE];
    scenario->runs++;
    run_path(scenario, "data", data);
    run_path(scenario, "output", output);
    struct words words = { 4, { "--data", data, "--net.port=0", "--net.address=127.0.0.1" } };
    const char *wanted = word_next(&rest);
    for (const char *word; words.count < RUN_WORDS && (word = word_next(&rest)) != NULL; words.count++)
        words.word[words.count] = word_meant(scenario, word, places[words.count]);
    int status = wanted == NULL ? -1 : program_run(scenario->program, &words, output, scenario->patience_ms);
    if (wanted != NULL && status == atoi(wanted))
        return;
    fail(scenario, "that should have ended with status %s, but gave %d", wanted, status);
    log_has(scenario, output, "\n--nothing like this--\n");
}

static void on_told(struct scenario *scenario, char *wanted)
{
    char output[PATH_SIZE];
    run_path(scenario, "output", output);
    if (log_has(scenario, output, wanted))
        return;
    fail(scenario, "it should have said \"%s\"", wanted);
    log_has(scenario, output, wanted);
}

/* -- the rest ---------------------------------------------------------------------------------------- */

static void on_wait(struct scenario *scenario, char *rest)
{
    int64_t until = milliseconds() + strtol(rest, NULL, 10);
    for (int64_t left; (left = until - milliseconds()) > 0;)
        players_read(scenario->players, scenario->player_count, (int)left);
}

static void on_expect(struct scenario *scenario, char *rest)
{
    char title[TITLE_SIZE];
    struct player *player = scenario_player(scenario, word_next(&rest));
    const char *in = word_next(&rest), *room = word_next(&rest);
    if (player == NULL || in == NULL || strcmp(in, "in") != 0 || room == NULL)
        fail(scenario, "expect NAME in ROOM");
    else if (room_title(scenario, room, title) && type_line(scenario, player, "look"))
        await_text(scenario, player, title);
}

static void on_server(struct scenario *scenario, char *rest)
{
    (void)rest;                             /* was read before anything began */
    if (scenario->server.pid != 0)
        fail(scenario, "server must stand before everything else");
}

static const struct step {
    const char *word;
    void      (*play)(struct scenario *scenario, char *rest);
} steps[] = {
    { "server", on_server },   { "connect", on_connect }, { "raw", on_raw },         { "hangup", on_hangup },
    { "closed", on_closed },   { "deaf", on_deaf },       { "listens", on_listens }, { "crowd", on_crowd },
    { "noise", on_noise },     { "crash", on_crash },     { "restart", on_restart }, { "ends", on_ends },
    { "stops", on_stops },     { "freeze", on_freeze },   { "thaw", on_thaw },       { "rival", on_rival },
    { "kill-store", on_kill_store },     { "freeze-store", on_freeze_store }, { "thaw-store", on_thaw_store },
    { "tell-store", on_tell_store },     { "fill-store", on_fill_store },     { "lose-store", on_lose_store },
    { "log", on_log },         { "exits", on_exits },     { "told", on_told },
    { "wait", on_wait },       { "expect", on_expect },   { "keep", on_keep },
    { "data", on_data },       { "spoil", on_spoil },     { "halve", on_halve },
};

static const struct sign {
    const char *end;                        /* of the first word */
    void      (*play)(struct scenario *scenario, struct player *player, char *text);
} signs[] = {
    { "=!<", on_wire_not }, { "=<", on_wire }, { "!<", on_reads_not }, { "<", on_reads }, { ">", on_types },
};

static bool sign_play(struct scenario *scenario, char *word, char *rest)
{
    for (size_t at = 0; at < sizeof signs / sizeof *signs; at++) {
        size_t length = strlen(word), end = strlen(signs[at].end);
        if (length <= end || strcmp(word + length - end, signs[at].end) != 0)
            continue;
        word[length - end] = '\0';
        struct player *player = scenario_player(scenario, word);
        if (player != NULL)
            signs[at].play(scenario, player, rest + strspn(rest, " \t"));
        return true;
    }
    return false;
}

void step_play(struct scenario *scenario, char *line)
{
    char *rest = line, *word = word_next(&rest);
    if (word == NULL || word[0] == '#' || sign_play(scenario, word, rest))
        return;
    for (size_t at = 0; at < sizeof steps / sizeof *steps; at++)
        if (strcmp(steps[at].word, word) == 0) {
            steps[at].play(scenario, rest + strspn(rest, " \t"));
            return;
        }
    fail(scenario, "no scenario knows the word \"%s\"", word);
}
