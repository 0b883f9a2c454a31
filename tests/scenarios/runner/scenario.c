/* tests/scenarios/runner/scenario.c -- plays scenario files against a real server, one after the other.
 *
 *   server OPTION...                options of the server of this file; stands first
 *   connect NAME [as ACCOUNT] [keeper] [at ROOM]
 *                                   a connection, logged in as the account and character of that name, which are
 *                                   made if need be; `at` brings it to a room, `keeper` lets it do what keepers do
 *   raw NAME                        a connection that has yet to log in
 *   NAME> text                      types a line; bytes in double quotes go as they are, "..." x 100 a hundred times
 *   NAME< text                      reads this within some seconds, after all it has read so far; in double
 *                                   quotes: exact bytes, with colours.  What came before it typed last is not
 *                                   looked for any more: lines of which any may bring it are typed as one, "..." x 6
 *   NAME=< "bytes"                  reads these bytes as they come off the wire, telnet and all; NAME=!< likewise
 *   NAME!< text                     has not read this since it typed last
 *   keep NAME text                  remembers the last word it has read that begins so; $kept at the end of a
 *                                   line to be typed stands for it
 *   hangup NAME...                  closes the connection; closed NAME: the server has closed it
 *   deaf NAME, listens NAME         stops reading, reads again
 *   crowd N, noise NAME BYTES       N silent connections; random bytes
 *   expect NAME in ROOM             that is where it stands
 *   crash, restart                  kill -9, or SIGTERM; then started again on the same data
 *   ends [STATUS]                   the server stops by itself, in good order or with that status
 *   stops STATUS                    SIGTERM, and it ends with that status
 *   freeze, thaw                    the server stands still; goes on
 *   rival                           a second server on the store of the first, with a data folder of its own
 *   kill-store                      kills the server's Redis; freeze-store, thaw-store: it stands still, goes on
 *   tell-store WORDS                a command for it
 *   fill-store, lose-store          its disk is full until it is started again; all it wrote is gone, and it dies
 *   log TEXT                        the server's log says so, within some seconds
 *   exits STATUS OPTION...          a server started with these options ends so; told TEXT: and says so; $data, $store
 *                                   and $port stand for what the server has, $folder for a folder without a store
 *   data FILE TEXT                  one line more in a file of the server's data folder
 *   spoil RECORD, halve RECORD      stops the server and damages a record of its store: a bit of it is wrong, or half of
 *                                   its content is gone; the next line that needs the server starts it
 *   wait MS                         for the few things that nobody is told of
 *
 * A file fails at its first line that does not come true, if the server does not stop in good order, if its
 * log tells of an assert or a sanitizer, or if its store does not check afterwards.  No process and no file is left behind. */
#include "tests/scenarios/runner/scenario.h"

#include "core/memory.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>

enum { PATIENCE_MS = 10000, SHOWN_BYTES = 1500 };

/* -- failing ----------------------------------------------------------------------------------------- */

void fail(struct scenario *scenario, const char *format, ...)
{
    va_list arguments;
    if (scenario->failed)
        return;
    scenario->failed = true;
    printf("%s:%u: ", scenario->path, scenario->line);
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    putchar('\n');
}

void show_last(const char *whose, const char *bytes, size_t length)
{
    size_t from = length > SHOWN_BYTES ? length - SHOWN_BYTES : 0;
    printf("  --- last of what came from %s:\n", whose);
    for (size_t at = from; at < length; at++) {
        if (at == from || bytes[at - 1] == '\n')
            printf("  | ");
        if ((bytes[at] >= ' ' && bytes[at] < 0x7f) || bytes[at] == '\n')
            putchar(bytes[at]);
        else
            printf("\\x%02x", (unsigned char)bytes[at]);
    }
    printf("\n  ---\n");
}

/* -- the server -------------------------------------------------------------------------------------- */

bool scenario_serve(struct scenario *scenario)
{
    if (scenario->server.pid != 0)
        return true;
    if (!scenario->failed && server_start(&scenario->server, scenario->program, scenario->patience_ms * 2))
        return true;
    fail(scenario, "the server does not start");
    return false;
}

/* Its Redis is that of the first. */
bool scenario_rival(struct scenario *scenario)
{
    struct server *rival = &scenario->rival;
    char *data = memory_get(PATH_SIZE), *store = memory_get(PATH_SIZE);
    scenario->own_words[scenario->own_word_count++] = data;
    scenario->own_words[scenario->own_word_count++] = store;
    snprintf(rival->log, PATH_SIZE, "%.150s/rival-log", scenario->server.folder);
    snprintf(data, PATH_SIZE, "%.150s/rival-data", scenario->server.folder);
    snprintf(store, PATH_SIZE, "unix:%.150s/data/redis.sock", scenario->server.folder);
    rival->options = (struct words){ 8, {
        "--net.port", "0", "--net.address", "127.0.0.1", "--data", data, "--store.redis", store,
    } };
    return server_start(rival, scenario->program, scenario->patience_ms * 2);
}

void check_stopped(struct scenario *scenario, bool in_time, int wanted)
{
    int status = scenario->server.status;
    scenario_close_all(scenario);
    if (!in_time)
        fail(scenario, "the server did not stop in time");
    else if (!WIFEXITED(status) || WEXITSTATUS(status) != wanted)
        fail(scenario, "the server stopped with %s %d", WIFEXITED(status) ? "status" : "signal",
             WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status));
}

/* What goes before the file's own options, so that the file's win. */
static void default_options(struct scenario *scenario, char data[PATH_SIZE])
{
    snprintf(data, PATH_SIZE, "%.150s/data", scenario->server.folder);
    scenario->server.options = (struct words){ 18, {
        "--net.port", "0", "--net.address", "127.0.0.1", "--data", data, "--password.memory_kib", "8",
        "--password.passes", "1", "--game.keepers", scenario->keepers, "--threads.zone", "2", "--threads.net", "2",
        "--newcomer.kit", "0",          /* what they carry is what the play gives them */
    } };
}

static void keeper_add(struct scenario *scenario, const char *name)
{
    size_t length = strlen(scenario->keepers);
    snprintf(scenario->keepers + length, sizeof scenario->keepers - length, ",%s", name);
}

/* Keepers and options have to be known before the server starts. */
static void look_ahead(struct scenario *scenario, const char *line)
{
    char copy[LINE_SIZE], *rest = copy, *word;
    snprintf(copy, sizeof copy, "%s", line);
    const char *verb = strtok_r(copy, " \t", &rest), *name = NULL;
    if (verb == NULL || (strcmp(verb, "server") != 0 && strcmp(verb, "connect") != 0))
        return;
    while ((word = strtok_r(NULL, " \t", &rest)) != NULL) {
        struct words *options = &scenario->server.options;
        if (strcmp(verb, "server") == 0 && options->count < SERVER_WORDS_MOST)
            options->word[options->count++] = scenario->own_words[scenario->own_word_count++] = memory_string(word);
        else if (strcmp(word, "keeper") == 0 && name != NULL)
            keeper_add(scenario, name);
        else if (name == NULL)
            name = word;
    }
}

/* -- players ----------------------------------------------------------------------------------------- */

struct player *scenario_player(struct scenario *scenario, const char *name)
{
    for (unsigned at = scenario->player_count; name != NULL && at-- > 0;)
        if (strcmp(scenario->players[at]->name, name) == 0)
            return scenario->players[at];
    fail(scenario, "there is nobody named \"%s\"", name == NULL ? "" : name);
    return NULL;
}

struct player *scenario_connect(struct scenario *scenario, const char *name)
{
    if (!scenario_serve(scenario))
        return NULL;
    if (scenario->player_count == PLAYERS_MOST) {
        fail(scenario, "too many connections");
        return NULL;
    }
    struct player *player = memory_get(sizeof *player);
    scenario->players[scenario->player_count++] = player;
    if (!player_open(player, name, scenario->server.port))
        fail(scenario, "%s cannot connect", name);
    return scenario->failed ? NULL : player;
}

void scenario_close_all(struct scenario *scenario)
{
    for (unsigned at = 0; at < scenario->player_count; at++)
        player_close(scenario->players[at]);
}

/* Reads until one of `count` texts is there; gives which, or -1. */
static int await_any(struct scenario *scenario, struct player *player, const char *const *wanted, const size_t *lengths,
                     unsigned count, struct screen *screen)
{
    int64_t until = milliseconds() + scenario->patience_ms;
    while (!scenario->failed) {
        for (unsigned at = 0; at < count; at++)
            if (screen_find(screen, wanted[at], lengths[at], true))
                return (int)at;
        if (player->ended || milliseconds() > until)
            break;
        players_read(scenario->players, scenario->player_count, 50);
    }
    fail(scenario, "%s should have read \"%.*s\"%s", player->name, (int)lengths[0], wanted[0],
         player->ended ? ", but the connection is closed" : "");
    show_last(player->name, screen->bytes, screen->length);
    return -1;
}

bool await(struct scenario *scenario, struct player *player, const char *wanted, size_t length, struct screen *screen)
{
    return await_any(scenario, player, &wanted, &length, 1, screen) == 0;
}

bool await_text(struct scenario *scenario, struct player *player, const char *wanted)
{
    return await(scenario, player, wanted, strlen(wanted), &player->plain);
}

int await_either(struct scenario *scenario, struct player *player, const char *first, const char *second)
{
    const char *const wanted[] = { first, second };
    const size_t lengths[] = { strlen(first), strlen(second) };
    return await_any(scenario, player, wanted, lengths, 2, &player->plain);
}

static bool send_all(struct scenario *scenario, struct player *player, const char *bytes, size_t length)
{
    int64_t until = milliseconds() + scenario->patience_ms;
    for (size_t sent = 0; sent < length && !player->ended && !scenario->failed;) {
        size_t now = player_write(player, bytes + sent, length - sent);
        sent += now;
        if (now == 0)
            players_read(scenario->players, scenario->player_count, 5);
        if (milliseconds() > until)
            fail(scenario, "the server does not read what %s types", player->name);
    }
    return !scenario->failed;
}

bool type(struct scenario *scenario, struct player *player, const char *bytes, size_t length)
{
    players_read(&player, 1, 0);
    player_turn_page(player);
    return send_all(scenario, player, bytes, length);
}

bool type_line(struct scenario *scenario, struct player *player, const char *line)
{
    char bytes[LINE_SIZE];
    int length = snprintf(bytes, sizeof bytes, "%s\r\n", line);
    if (length >= (int)sizeof bytes)
        fail(scenario, "a line longer than %d bytes", LINE_SIZE);
    return !scenario->failed && type(scenario, player, bytes, (size_t)length);
}

bool catch_up(struct scenario *scenario, struct player *player)
{
    size_t exact = player->exact.used, plain = player->plain.used;
    player->plain.used = player->plain.length;
    bool there = send_all(scenario, player, "time\r\n", 6) && await_text(scenario, player, "o'clock");
    player->exact.used = exact;
    player->plain.used = plain;
    return there;
}

/* -- a file ------------------------------------------------------------------------------------------ */

static void check_log(struct scenario *scenario)
{
    static const char *const bad[] = { "thread_died", "Sanitizer", "runtime error:", "Assertion" };
    char *log = file_read(scenario->server.log);
    for (size_t at = 0; at < sizeof bad / sizeof *bad; at++)
        if (strstr(log, bad[at]) != NULL)
            fail(scenario, "the log tells of \"%s\"", bad[at]);
    if (scenario->failed && log[0] != '\0')
        show_last("the server's log", log, strlen(log));
    memory_free(log);
}

/* --store.kind memory: nothing of it is left. */
static bool forgets(const struct server *server)
{
    for (unsigned at = 0; at < server->options.count; at++)
        if (strcmp(server->options.word[at], "memory") == 0)
            return true;
    return false;
}

/* What is in the store in the end: every record whole, every thing in one place. */
static void check_store(struct scenario *scenario)
{
    char data[PATH_SIZE], output[PATH_SIZE];
    snprintf(data, sizeof data, "%.150s/data", scenario->server.folder);
    snprintf(output, sizeof output, "%.150s/fsck", scenario->server.folder);
    struct words words = { 3, { "--fsck", "--data", data } };
    if (scenario->failed || forgets(&scenario->server) ||
        program_run(scenario->program, &words, output, scenario->patience_ms * 2) == 0)
        return;
    char *found = file_read(output);
    fail(scenario, "the store does not check");
    show_last("--fsck", found, strlen(found));
    memory_free(found);
}

static void scenario_end(struct scenario *scenario)
{
    bool served = scenario->server.port != 0;
    scenario_close_all(scenario);
    if (scenario->server.pid != 0)
        check_stopped(scenario, server_stop(&scenario->server, SIGTERM, scenario->patience_ms * 2), 0);
    if (scenario->rival.pid != 0)
        server_stop(&scenario->rival, SIGKILL, scenario->patience_ms);
    if (served)
        check_store(scenario);
    check_log(scenario);
    for (unsigned at = 0; at < scenario->player_count; at++)
        player_free(scenario->players[at]);
    for (unsigned at = 0; at < scenario->own_word_count; at++)
        memory_free(scenario->own_words[at]);
    folder_remove(scenario->server.folder);
}

static bool scenario_play(const char *path, const char *program)
{
    char data[PATH_SIZE];
    const char *patience = getenv("SCENARIO_PATIENCE_MS");
    struct scenario *scenario = memory_get(sizeof *scenario);
    scenario->path = path;
    scenario->patience_ms = patience == NULL ? PATIENCE_MS : atoi(patience);
    snprintf(scenario->program, sizeof scenario->program, "%s", program);
    snprintf(scenario->keepers, sizeof scenario->keepers, "overseer");
    if (!server_folder(&scenario->server))
        fail(scenario, "no temporary folder");
    default_options(scenario, data);
    char *content = file_read(path), *ahead = memory_string(content), *rest = ahead, *line;
    while ((line = strsep(&rest, "\n")) != NULL)
        look_ahead(scenario, line);
    memory_free(ahead);
    rest = content;
    while (!scenario->failed && (line = strsep(&rest, "\n")) != NULL) {
        scenario->line++;
        step_play(scenario, line);
    }
    if (content[0] == '\0')
        fail(scenario, "cannot be read, or is empty");
    memory_free(content);
    scenario_end(scenario);
    bool passed = !scenario->failed;
    memory_free(scenario);
    return passed;
}

int main(int count, char **words)
{
    const char *build = getenv("BUILD");
    char program[PATH_SIZE];
    unsigned failed = 0;
    struct rlimit files;
    if (count < 2) {
        fprintf(stderr, "BUILD=build %s tests/scenarios/*.mud\n", words[0]);
        return 2;
    }
    if (getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur < files.rlim_max) {
        files.rlim_cur = files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
    }
    snprintf(program, sizeof program, "%.150s/kallisti", build == NULL ? "build" : build);
    setvbuf(stdout, NULL, _IOLBF, 0);
    for (int at = 1; at < count; at++) {
        bool passed = scenario_play(words[at], program);
        failed += !passed;
        printf("%s %s\n", passed ? "ok  " : "FAIL", words[at]);
    }
    return failed == 0 ? 0 : 1;
}
