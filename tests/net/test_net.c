/* tests/net/test_net.c -- a real net thread, real sockets, and a zone that is only a script.
 *
 *   client (the test) --socket--> net thread --mail--> fake zone (a thread)
 *
 * The zone answers lines by what they say; see zone_answer().  What it was sent it writes down, one line
 * an event, for the test to look at. */
#include "net/net.h"

#include "core/clock.h"
#include "core/memory.h"
#include "core/rcu.h"
#include "core/slot.h"
#include "net/door.h"
#include "net/secret.h"
#include "net/turn.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

enum { LOGIN_ZONE = 1, GAME_ZONE = 2, PATIENCE_MS = 20000, EVENTS_SIZE = 1 << 20, SEEN_SIZE = 1 << 23 };

static const entity_id ada = {1, 2, 3};

struct bench {
    struct options    options;
    struct net_common common;
    struct verbs     *verbs;
    struct census     census;
    struct net       *net;
    struct mailbox   *net_inbox, *zone_inbox;
    pthread_t         net_thread, zone_thread;
    bool              net_ended;
    atomic_bool       ending;
    struct pen        pen;            /* the test's own */

    pthread_mutex_t   lock;           /* for what follows */
    pthread_cond_t    changed;
    char             *events;
    size_t            events_length;
    session_id        session;        /* of the latest CONNECT */
    struct slot      *held;           /* a slot the zone sits on */
    int64_t           lag_until;      /* world ms: the latest wait state */
    bool              holding;        /* sit on the next one that says hold */
    bool              stunned;        /* the next one that says stun was handed back */
};

/* -- the fake zone */

static void note(struct bench *bench, const char *format, ...) PRINTF_LIKE(2, 3);
static void note(struct bench *bench, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    pthread_mutex_lock(&bench->lock);
    bench->events_length += (size_t)vsnprintf(bench->events + bench->events_length, EVENTS_SIZE - bench->events_length,
                                              format, arguments);
    assert(bench->events_length < EVENTS_SIZE);
    pthread_cond_broadcast(&bench->changed);
    pthread_mutex_unlock(&bench->lock);
    va_end(arguments);
}

static struct text *big_text(size_t length)
{
    char *bytes = memory_get(length);
    memset(bytes, 'x', length);
    bytes[length - 1] = '\n';
    struct text *text = text_new(bytes, length);
    memory_free(bytes);
    return text;
}

static struct text *prompt_for(const struct slot *slot)
{
    return text_string(slot->zone.number == GAME_ZONE ? "< Ada > " : "Name: ");
}

static const char *const verdicts[] = {"none", "right", "wrong", "new", "empty", "busy", "unfit"};

static struct text *many_lines(unsigned count)
{
    struct bytes_writer lines = {0};
    for (unsigned i = 1; i <= count; i++) {
        char line[20];
        put_bytes(&lines, line, (size_t)snprintf(line, sizeof line, "line %u\n", i));
    }
    struct text *text = bytes_text(&lines);
    bytes_free(&lines);
    return text;
}

/* The first time the command comes too early; the wait is the reply's. */
static void answer_stun(struct bench *bench, struct slot *slot)
{
    pthread_mutex_lock(&bench->lock);
    bool first = !bench->stunned;
    bench->stunned = true;
    if (first) {
        slot->unrun = true;
        bench->lag_until = slot->not_before = clock_world_ms() + 1000;
    }
    pthread_mutex_unlock(&bench->lock);
    if (!first) {
        slot->reply = text_printf("%" PRIu64 " free.\n", slot->sequence);
    }
}

/* What the raw or whole line says is what the zone does. */
static void zone_answer(struct bench *bench, struct pen *pen, struct slot *slot)
{
    const char *line = slot->line;
    slot->zone = slot->message.to;
    slot->next = slot->zone.number == GAME_ZONE ? NEXT_COMMAND : NEXT_RAW;
    if (slot->verdict != VERDICT_NONE) {
        slot->reply = text_printf("verdict %s\n", verdicts[slot->verdict]);
        if (slot->verdict == VERDICT_NEW) { /* ask for it again, to compare */
            slot->next = NEXT_SECRET_CHECK;
            slot->next_secret = text_string(slot->secret);
        }
    } else if (strcmp(line, "game") == 0) {
        slot->zone = (zone_id){GAME_ZONE};
        slot->who = ada;
        slot->next = NEXT_COMMAND;
        slot->reply = text_string("Welcome.\n");
    } else if (strcmp(line, "secret") == 0) {
        slot->next = NEXT_SECRET_NEW;
        slot->reply = text_string("Choose.\n");
    } else if (strcmp(line, "bye") == 0) {
        slot->next = NEXT_CLOSE;
        slot->reply = text_string("Farewell.\n");
    } else if (strcmp(line, "lag") == 0) {
        slot->not_before = clock_world_ms() + 2000;
        pthread_mutex_lock(&bench->lock);
        bench->lag_until = slot->not_before;
        pthread_mutex_unlock(&bench->lock);
        slot->reply = text_string("Slow.\n");
    } else if (strcmp(line, "stun") == 0) {
        answer_stun(bench, slot);
    } else if (strncmp(line, "lines ", 6) == 0) {
        slot->reply = many_lines((unsigned)atoi(line + 6));
    } else if (strncmp(line, "habits ", 7) == 0) {
        slot->habits = text_printf("%s\n", line + 7);
        slot->reply = text_printf("%s.\n", slot->habits_known == 0 ? "New" : "Others");
    } else if (strcmp(line, "history") == 0 || strcmp(line, "queue") == 0) {
        slot->shows = line[0] == 'h' ? SHOWS_HISTORY : SHOWS_QUEUE;
        slot->shows_most = 100;
        slot->reply = text_string("List:\n");
    } else if (strcmp(line, "drop") == 0) {
        slot->drop_waiting = true;
        slot->reply = text_string("Dropped.\n");
    } else if (strcmp(line, "huge") == 0) {
        slot->reply = big_text(24 << 20);
    } else {
        slot->reply = text_printf("%" PRIu64 " %s.\n", slot->sequence, line[0] != '\0' ? line : slot->typed);
    }
    slot->prompt = prompt_for(slot);
    post(pen, slot_answer(slot));
}

static void zone_command(struct bench *bench, struct pen *pen, struct slot *slot)
{
    pthread_mutex_lock(&bench->lock);
    bool early = clock_world_ms() < bench->lag_until;
    pthread_mutex_unlock(&bench->lock);
    note(bench, "COMMAND zone=%u about=%" PRIu64 " seq=%" PRIu64 " verb=%u typed=%s line=%s reply_to=%s early=%d\n",
         slot->message.to.number, slot->message.about.counter, slot->sequence, slot->verb, slot->typed, slot->line,
         slot->reply_to, early);
    pthread_mutex_lock(&bench->lock);
    bool hold = bench->holding && strcmp(slot->line, "hold") == 0;
    if (hold) {
        bench->held = slot;
        bench->holding = false;
        pthread_cond_broadcast(&bench->changed);
    }
    pthread_mutex_unlock(&bench->lock);
    if (!hold) {
        zone_answer(bench, pen, slot);
    }
}

static void zone_message(struct bench *bench, struct pen *pen, struct message *message)
{
    switch (message->type) {
    case MSG_CONNECT: {
        pthread_mutex_lock(&bench->lock);
        bench->session = message->connect.session;
        pthread_mutex_unlock(&bench->lock);
        note(bench, "CONNECT zone=%u address=%s\n", message->to.number, text_bytes(message->connect.address));
        struct message *tell = message_new(MSG_TELL);
        tell->tell.session = message->connect.session;
        tell->tell.text = text_string("Hello.\n");
        tell->tell.prompt = text_string("Name: ");
        post(pen, tell);
        message_free(&message);
        break;
    }
    case MSG_COMMAND:
        zone_command(bench, pen, message->command.slot);
        break;
    default:
        note(bench, "%s zone=%u about=%" PRIu64 "\n", message_name((enum message_type)message->type), message->to.number,
             message->about.counter);
        message_free(&message);
    }
}

static void *zone_run(void *argument)
{
    struct bench *bench = argument;
    rcu_thread_begin();
    struct pen pen = {.route = bench->common.route, .sender = SENDER_WORKER};
    while (!atomic_load(&bench->ending)) {
        struct message_list list = {0};
        mailbox_drain(bench->zone_inbox, &list);
        struct message *message;
        while ((message = message_list_take(&list)) != NULL) {
            zone_message(bench, &pen, message);
        }
        pen_rest(&pen);
        mailbox_sleep(bench->zone_inbox, 100);
    }
    rcu_thread_end();
    return NULL;
}

/* -- begin and end */

static MAIN_THREAD struct bench *bench_new(void)
{
    struct bench *bench = memory_get(sizeof *bench);
    options_begin(&bench->options);
    snprintf(bench->options.net_address, sizeof bench->options.net_address, "127.0.0.1");
    bench->options.login_zones = 1;
    bench->options.net_greeting_wait_ms = 0;
    bench->options.threads_secret = 1;
    bench->options.password_memory_kib = 8;
    bench->options.password_passes = 1;
    bench->events = memory_get(EVENTS_SIZE);
    pthread_mutex_init(&bench->lock, NULL);
    pthread_cond_init(&bench->changed, NULL);
    return bench;
}

static MAIN_THREAD void bench_begin(struct bench *bench)
{
    struct net_common *common = &bench->common;
    bench->net_inbox = mailbox_new("net");
    bench->zone_inbox = mailbox_new("zone");
    bench->verbs = verbs_new();
    verbs_add(bench->verbs, "look", false);
    verbs_add(bench->verbs, "breakout", true);
    common->options = &bench->options;
    common->verbs = bench->verbs;
    common->directory = directory_new();
    common->census = &bench->census;
    bench->census = (struct census){.started = clock_wall_s(), .areas = 3, .rooms = 70, .exits = 150};
    common->login_first = (zone_id){LOGIN_ZONE};
    common->route = route_new(2);
    route_add_worker(common->route, bench->zone_inbox);
    route_add_net(common->route, bench->net_inbox);
    route_set(common->route, (zone_id){LOGIN_ZONE}, 0);
    route_set(common->route, (zone_id){GAME_ZONE}, 0);
    common->secret = secret_new(&bench->options, common->route);
    common->door = door_new(&bench->options);
    bench->pen = (struct pen){.route = common->route, .sender = SENDER_MAIN};
    char reason[200] = "";
    bench->net = net_new(common, 0, bench->net_inbox, 0, reason);
    if (bench->net == NULL) {
        fail_msg("%s", reason);
    }
    secret_begin(common->secret);
    pthread_create(&bench->zone_thread, NULL, zone_run, bench);
    pthread_create(&bench->net_thread, NULL, net_run, bench->net);
}

static MAIN_THREAD void net_ends(struct bench *bench)
{
    net_stop(bench->net);
    pthread_join(bench->net_thread, NULL);
    bench->net_ended = true;
}

static MAIN_THREAD void bench_free(struct bench *bench)
{
    if (!bench->net_ended) {
        net_ends(bench);
    }
    secret_end(&bench->common.secret);
    atomic_store(&bench->ending, true);
    pthread_join(bench->zone_thread, NULL);
    mailbox_free(&bench->zone_inbox);
    net_free(&bench->net);
    assert_null(bench->net);
    mailbox_free(&bench->net_inbox);
    door_free(&bench->common.door);
    verbs_free(&bench->verbs);
    rcu_settle();
    directory_free(&bench->common.directory);
    route_free(&bench->common.route);
    pthread_cond_destroy(&bench->changed);
    pthread_mutex_destroy(&bench->lock);
    memory_free(bench->events);
    memory_free(bench);
}

static MAIN_THREAD struct bench *bench_ready(void)
{
    struct bench *bench = bench_new();
    bench_begin(bench);
    return bench;
}

/* -- what the zone saw */

static struct timespec deadline(void)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += PATIENCE_MS / 1000;
    return until;
}

static void expect_event(struct bench *bench, const char *event)
{
    struct timespec until = deadline();
    pthread_mutex_lock(&bench->lock);
    int late = 0;
    while (strstr(bench->events, event) == NULL && late == 0) {
        late = pthread_cond_timedwait(&bench->changed, &bench->lock, &until);
    }
    bool there = strstr(bench->events, event) != NULL;
    pthread_mutex_unlock(&bench->lock);
    if (!there) {
        fail_msg("no event \"%s\" in:\n%s", event, bench->events);
    }
}

static bool seen_event(struct bench *bench, const char *event)
{
    pthread_mutex_lock(&bench->lock);
    bool there = strstr(bench->events, event) != NULL;
    pthread_mutex_unlock(&bench->lock);
    return there;
}

static void hold_next(struct bench *bench)
{
    pthread_mutex_lock(&bench->lock);
    bench->holding = true;
    pthread_mutex_unlock(&bench->lock);
}

static void expect_held(struct bench *bench)
{
    struct timespec until = deadline();
    pthread_mutex_lock(&bench->lock);
    int late = 0;
    while (bench->held == NULL && late == 0) {
        late = pthread_cond_timedwait(&bench->changed, &bench->lock, &until);
    }
    bool held = bench->held != NULL;
    pthread_mutex_unlock(&bench->lock);
    assert_true(held);
}

/* The test answers in the zone's stead: a slot has one holder at a time. */
static void release(struct bench *bench)
{
    expect_held(bench);
    pthread_mutex_lock(&bench->lock);
    struct slot *slot = bench->held;
    bench->held = NULL;
    pthread_mutex_unlock(&bench->lock);
    note(bench, "RELEASED\n");
    zone_answer(bench, &bench->pen, slot);
    pen_rest(&bench->pen);
}

static session_id session_of(struct bench *bench)
{
    pthread_mutex_lock(&bench->lock);
    session_id session = bench->session;
    pthread_mutex_unlock(&bench->lock);
    return session;
}

static void tell_with(struct bench *bench, session_id session, struct text *text, const char *reply_to)
{
    struct message *message = message_new(MSG_TELL);
    message->tell.session = session;
    message->tell.text = text;
    snprintf(message->tell.reply_to, sizeof message->tell.reply_to, "%s", reply_to);
    post(&bench->pen, message);
    pen_rest(&bench->pen);
}

static void tell(struct bench *bench, const char *text)
{
    tell_with(bench, session_of(bench), text_string(text), "");
}

/* One of those who hear what many do. */
static void tell_many(struct bench *bench, const char *text)
{
    struct bytes_writer sessions = {0};
    session_id session = session_of(bench);
    put_u64(&sessions, session.number);
    struct message *message = message_new(MSG_TELLS);
    message->tells.session = session;
    message->tells.text = text_string(text);
    message->tells.sessions = bytes_text(&sessions);
    bytes_free(&sessions);
    post(&bench->pen, message);
    pen_rest(&bench->pen);
}

/* -- the client */

struct client {
    int    fd;
    char  *seen;
    size_t length;
    size_t looked;   /* expectations begin behind what they last found */
    bool   ended;
};

static struct client *client_new(struct bench *bench, int receive_buffer)
{
    struct client *client = memory_get(sizeof *client);
    client->seen = memory_get(SEEN_SIZE);
    client->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (receive_buffer > 0) {
        setsockopt(client->fd, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    }
    struct sockaddr_in name = {.sin_family = AF_INET, .sin_port = htons(net_port(bench->net))};
    name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_int_equal(connect(client->fd, (struct sockaddr *)&name, sizeof name), 0);
    return client;
}

static void client_free(struct client *client)
{
    if (client->fd >= 0) {
        close(client->fd);
    }
    memory_free(client->seen);
    memory_free(client);
}

static bool client_read(struct client *client)
{
    struct pollfd ready = {.fd = client->fd, .events = POLLIN};
    if (client->ended || poll(&ready, 1, PATIENCE_MS) <= 0) {
        return false;
    }
    ssize_t length = recv(client->fd, client->seen + client->length, SEEN_SIZE - client->length, 0);
    client->ended = length <= 0;
    client->length += length > 0 ? (size_t)length : 0;
    return length > 0;
}

static void expect_bytes(struct client *client, const char *bytes, size_t length)
{
    for (;;) {
        char *found = memmem(client->seen + client->looked, client->length - client->looked, bytes, length);
        if (found != NULL) {
            client->looked = (size_t)(found - client->seen) + length;
            return;
        }
        if (!client_read(client)) {
            fail_msg("the client waited for \"%s\" behind \"%s\"", bytes, client->seen + client->looked);
        }
    }
}

#define EXPECT(client, literal) expect_bytes(client, literal, sizeof(literal) - 1)

static void expect_end(struct client *client)
{
    while (client_read(client)) {
    }
    assert_true(client->ended);
}

static void type(struct client *client, const char *bytes)
{
    size_t length = strlen(bytes);
    assert_int_equal(send(client->fd, bytes, length, MSG_NOSIGNAL), length);
}

#define GA "\xff\xf9"

static struct client *client_in_game(struct bench *bench)
{
    struct client *client = client_new(bench, 0);
    EXPECT(client, "Name: " GA);
    type(client, "game\r\n");
    EXPECT(client, "Welcome.\r\n< Ada > " GA);
    return client;
}

/* Waits until the net threads have read so many lines since the process began. */
static void expect_lines(uint64_t lines)
{
    for (unsigned i = 0; metric_total(METRIC_net_lines) < lines; i++) {
        assert_true(i < PATIENCE_MS);
        poll(NULL, 0, 1);
    }
}

/* -- the tests */

static MAIN_THREAD void a_visitor_is_greeted_and_asked_for_ttype_only(void **state)
{
    (void)state;
    struct bench *bench = bench_ready();
    struct client *client = client_new(bench, 0);
    EXPECT(client, "Connecting...\r\n\xff\xfd\x18" "Hello.\r\nName: " GA);
    assert_int_equal(client->looked, client->length);
    expect_event(bench, "CONNECT zone=1 address=127.0.0.1\n");
    type(client, "\xff\xfc\x18");
    EXPECT(client, "\xff\xfd\x1f\xff\xfd\x2a\xff\xfb\x45\xff\xfb\x46\xff\xfd\xc8\xff\xfb\x5a\xff\xfd\x5b");
    type(client, " Ada Lovelace \r\n");
    EXPECT(client, "1  Ada Lovelace .\r\nName: " GA);
    expect_event(bench, "COMMAND zone=1 about=0 seq=1 verb=1 typed= line= Ada Lovelace  reply_to= early=0\n");
    client_free(client);
    expect_event(bench, "HANGUP zone=1 about=0\n");
    bench_free(bench);
}

static MAIN_THREAD void lines_in_the_game_are_verbs_and_arguments(void **state)
{
    (void)state;
    struct bench *bench = bench_ready();
    struct client *client = client_in_game(bench);
    type(client, "  loo  north gate\n");
    EXPECT(client, "north gate.\r\n< Ada > " GA);
    expect_event(bench, "COMMAND zone=2 about=3 seq=2 verb=2 typed=loo line=north gate reply_to= early=0\n");
    type(client, "xyzzy now\n");
    expect_event(bench, "seq=3 verb=0 typed=xyzzy line=now");
    client_free(client);
    expect_event(bench, "HANGUP zone=2 about=3\n");
    bench_free(bench);
}

static MAIN_THREAD void an_empty_line_shows_the_prompt_and_bothers_nobody(void **state)
{
    (void)state;
    struct bench *bench = bench_ready();
    struct client *client = client_in_game(bench);
    type(client, "\r\n");
    EXPECT(client, "< Ada > " GA);
    type(client, "   \r\nlook me\r\n\r\n");
    EXPECT(client, "2 me.\r\n< Ada > " GA);
    client_free(client);
    expect_event(bench, "HANGUP");
    assert_false(seen_event(bench, "seq=3"));
    bench_free(bench);
}

static MAIN_THREAD void lines_typed_ahead_are_answered_in_order(void **state)
{
    (void)state;
    enum { LINES = 500 };
    struct bench *bench = bench_ready();
    struct client *client = client_in_game(bench);
    char *ahead = memory_get(LINES * 32), *at = ahead;
    for (unsigned i = 2; i < 2 + LINES; i++) {
        at += sprintf(at, "look line-%u\r\n", i);
    }
    type(client, ahead);
    for (unsigned i = 2; i < 2 + LINES; i++) {
        char expected[64];
        /* Behind the prompt of the line before, on a line of its own, whatever was typed ahead. */
        int length = snprintf(expected, sizeof expected, "%s%u line-%u.\r\n< Ada > " GA, i == 2 ? "" : "\r\n", i, i);
        expect_bytes(client, expected, (size_t)length);
    }
    memory_free(ahead);
    client_free(client);
    bench_free(bench);
}

static MAIN_THREAD void nobody_reads_more_than_may_wait(void **state)
{
    (void)state;
    enum { LINES = 4000 };
    struct bench *bench = bench_new();
    bench->options.session_lines_max = 4;
    bench_begin(bench);
    struct client *client = client_in_game(bench);
    hold_next(bench);
    type(client, "look hold\r\n");
    expect_held(bench);
    uint64_t lines = metric_total(METRIC_net_lines);
    char *ahead = memory_get(LINES * 32), *at = ahead;
    for (unsigned i = 0; i < LINES; i++) {
        at += sprintf(at, "look line-%u\r\n", i);
    }
    type(client, ahead);
    expect_lines(lines + 4);
    uint64_t bytes = metric_total(METRIC_net_bytes_in);
    for (unsigned i = 0; i < 5; i++) { /* turns of the net thread in which it could have read on */
        tell(bench, "Somebody speaks.\n");
        EXPECT(client, "Somebody speaks.\r\n");
    }
    assert_int_equal(metric_total(METRIC_net_lines), lines + 4);
    assert_int_equal(metric_total(METRIC_net_bytes_in), bytes);
    release(bench);
    EXPECT(client, "2 hold.");
    for (unsigned i = 0; i < LINES; i++) {
        char expected[64];
        int length = snprintf(expected, sizeof expected, "%u line-%u.\r\n", i + 3, i);
        expect_bytes(client, expected, (size_t)length);
    }
    memory_free(ahead);
    client_free(client);
    bench_free(bench);
}

static MAIN_THREAD void an_immediate_line_overtakes(void **state)
{
    (void)state;
    struct bench *bench = bench_ready();
    struct client *client = client_in_game(bench);
    uint64_t lines = metric_total(METRIC_net_lines);
    hold_next(bench);
    type(client, "look hold\r\n");
    expect_held(bench);
    type(client, "look one\r\nlook two\r\nbreakout\r\nbreakout now\r\n");
    expect_lines(lines + 5);
    release(bench);
    EXPECT(client, "2 hold.");
    EXPECT(client, "3 breakout.");
    EXPECT(client, "4 now.");
    EXPECT(client, "5 one.");
    EXPECT(client, "6 two.");
    client_free(client);
    bench_free(bench);
}

/* Nothing was on its way when they came: the first goes out at once, and still nothing of its kind goes before it. */
static MAIN_THREAD void immediate_lines_that_come_together_keep_their_order(void **state)
{
    (void)state;
    struct bench *bench = bench_ready();
    struct client *client = client_in_game(bench);
    type(client, "breakout one\r\nbreakout two\r\nlook three\r\nbreakout four\r\n");
    EXPECT(client, "2 one.");
    EXPECT(client, "3 two.");
    EXPECT(client, "4 four.");
    EXPECT(client, "5 three.");
    type(client, "look six\r\nbreakout seven\r\n");
    EXPECT(client, "6 seven.");
    EXPECT(client, "7 six.");
    client_free(client);
    bench_free(bench);
}

static MAIN_THREAD void what_was_overtaken_can_be_dropped(void **state)
{
    (void)state;
    struct bench *bench = bench_ready();
    struct client *client = client_in_game(bench);
    uint64_t lines = metric_total(METRIC_net_lines);
    hold_next(bench);
    type(client, "look hold\r\n");
    expect_held(bench);
    type(client, "look one\r\nlook two\r\nbreakout drop\r\nlook three\r\n");
    expect_lines(lines + 5);
    release(bench);
    EXPECT(client, "2 hold.");
    EXPECT(client, "Dropped.");
    EXPECT(client, "4 three."); /* typed behind it */
    assert_false(seen_event(bench, "line=one"));
    assert_false(seen_event(bench, "line=two"));
    client_free(client);
    bench_free(bench);
}

static MAIN_THREAD void a_wait_state_is_waited_for(void **state)
{
    (void)state;
    struct bench *bench = bench_ready();
    struct client *client = client_in_game(bench);
    type(client, "look lag\r\n");
    EXPECT(client, "Slow.");
    type(client, "look two\r\nbreakout\r\n");
    EXPECT(client, "3 breakout.");
    EXPECT(client, "4 two.");
    expect_event(bench, "seq=3 verb=3 typed=breakout line= reply_to= early=1\n"); /* an immediate line does not wait */
    expect_event(bench, "seq=4 verb=2 typed=look line=two reply_to= early=0\n");
    client_free(client);
    bench_free(bench);
}

static MAIN_THREAD void a_wait_can_come_later(void **state)
{
    (void)state;
    struct bench *bench = bench_ready();
    struct client *client = client_in_game(bench);
    struct message *wait = message_new(MSG_WAIT);
    wait->wait.session = session_of(bench);
    pthread_mutex_lock(&bench->lock);
    wait->wait.until = bench->lag_until = clock_world_ms() + 1500;
    pthread_mutex_unlock(&bench->lock);
    post(&bench->pen, wait);
    wait = message_new(MSG_WAIT); /* a shorter one does not shorten it, and one of nobody's does nothing */
    wait->wait.session = session_of(bench);
    wait->wait.until = 1;
    post(&bench->pen, wait);
    wait = message_new(MSG_WAIT);
    wait->wait.session = session_make(0, 999, 1);
    post(&bench->pen, wait);
    tell(bench, "Bob bashes you.\n");
    EXPECT(client, "Bob bashes you.\r\n");
    type(client, "look one\r\nlook two\r\nbreakout queue\r\n");
    EXPECT(client, "List:\r\n  1  look one\r\n  2  look two\r\n");
    EXPECT(client, "3 one.");
    EXPECT(client, "4 two.");
    expect_event(bench, "verb=3 typed=breakout line=queue reply_to= early=1\n");
    expect_event(bench, "seq=3 verb=2 typed=look line=one reply_to= early=0\n");
    client_free(client);
    bench_free(bench);
}

static MAIN_THREAD void a_command_that_comes_back_undone_goes_again(void **state)
{
    (void)state;
    struct bench *bench = bench_ready();
    struct client *client = client_in_game(bench);
    type(client, "look stun\r\nlook two\r\n");
    EXPECT(client, "3 free.");
    EXPECT(client, "4 two.");
    expect_event(bench, "seq=2 verb=2 typed=look line=stun reply_to= early=0\n");
    expect_event(bench, "seq=3 verb=2 typed=look line=stun reply_to= early=0\n");
    type(client, "look history\r\n");
    EXPECT(client, "List:\r\n  1  look stun\r\n  2  look two\r\n  3  look history\r\n"); /* once */
    client_free(client);
    bench_free(bench);
}

#define PAGE(pages) "--> Press <ENTER> to continue scrolling text, Q to quit (PAGES LEFT: " pages ") <--" GA

/* A window of 80 columns and so many lines. */
static void show_window(struct client *client, char lines)
{
    char naws[] = "\xff\xfb\x1f\xff\xfa\x1f?\x50?\x18\xff\xf0";
    naws[6] = naws[8] = '\0';
    naws[9] = lines;
    assert_int_equal(send(client->fd, naws, sizeof naws - 1, MSG_NOSIGNAL), sizeof naws - 1);
}

static MAIN_THREAD void long_answers_come_in_pages(void **state)
{
    (void)state;
    struct bench *bench = bench_ready();
    struct client *client = client_in_game(bench);
    type(client, "look lines 30\r\n"); /* nobody knows its window */
    EXPECT(client, "line 30\r\n< Ada > " GA);
    show_window(client, 6);
    type(client, "look lines 5\r\n");
    EXPECT(client, "line 5\r\n< Ada > " GA);
    type(client, "look lines 12\n\n"); /* with an empty line behind it, as some clients send it */
    EXPECT(client, "line 1\r\nline 2\r\nline 3\r\nline 4\r\nline 5\r\n" PAGE("2"));
    tell(bench, "Bob sings.\n");
    EXPECT(client, "\r\nBob sings.\r\n" PAGE("2"));
    assert_int_equal(client->looked, client->length);
    type(client, "\n\n"); /* its Enter too: one page */
    EXPECT(client, "line 6\r\nline 7\r\nline 8\r\nline 9\r\nline 10\r\n" PAGE("1"));
    assert_int_equal(client->looked, client->length);
    show_window(client, 4); /* too small for pages: the rest comes at once */
    type(client, "\r\n");
    EXPECT(client, "line 11\r\nline 12\r\n< Ada > " GA);
    client_free(client);
    bench_free(bench);
}

static MAIN_THREAD void pages_end_when_nobody_wants_them(void **state)
{
    (void)state;
    struct bench *bench = bench_new();
    bench->options.session_pager_bytes = 1024;
    bench_begin(bench);
    struct client *client = client_in_game(bench);
    show_window(client, 6);
    type(client, "look lines 12\r\n");
    EXPECT(client, PAGE("2"));
    type(client, " q \r\n");
    EXPECT(client, "\xff\xf9");
    assert_null(memmem(client->seen, client->length, "line 6", 6));
    type(client, "look lines 12\r\n");
    EXPECT(client, PAGE("2"));
    type(client, "look here\r\n");
    EXPECT(client, "4 here.\r\n< Ada > " GA);
    assert_null(memmem(client->seen, client->length, "line 6", 6));
    /* Nothing of an answer is lost because of what came before it was known to be long. */
    type(client, "look lines 12\r\nlook ahead\r\n");
    EXPECT(client, "line 6\r\n");
    EXPECT(client, "line 12\r\n");
    EXPECT(client, "6 ahead.");
    type(client, "look lines 500\r\n"); /* too long to be kept */
    EXPECT(client, "line 500\r\n< Ada > " GA);
    type(client, "look lines 20\r\n");
    EXPECT(client, PAGE("3"));
    shutdown(client->fd, SHUT_WR); /* nobody can turn pages any more */
    EXPECT(client, "line 20\r\n");
    expect_end(client);
    client_free(client);
    bench_free(bench);
}

static MAIN_THREAD void pages_of_a_dialogue_and_none_before_a_password(void **state)
{
    (void)state;
    struct bench *bench = bench_ready();
    struct client *client = client_new(bench, 0);
    EXPECT(client, "Name: " GA);
    show_window(client, 6);
    type(client, "lines 12\r\n");
    EXPECT(client, "line 5\r\nPress <ENTER> to continue, Q to quit (PAGES LEFT: 2):" GA);
    type(client, "\r\n");
    EXPECT(client, "line 10\r\nPress <ENTER> to continue, Q to quit (PAGES LEFT: 1):" GA);
    type(client, "somebody\r\n");
    EXPECT(client, "2 somebody.\r\nName: " GA);
    client_free(client);
    bench_free(bench);
}

static MAIN_THREAD void an_alias_is_as_many_lines_as_it_has_commands(void **state)
{
    (void)state;
    struct bench *bench = bench_ready();
    struct client *client = client_in_game(bench);
    type(client, "kk orc\r\n");
    EXPECT(client, "2 orc.");
    type(client, "look habits kk look $1;kk $2;look lag;look last\r\nkk a b\r\n"); /* it is there when its turn comes */
    EXPECT(client, "New.");
    EXPECT(client, "4 a.");
    EXPECT(client, "5 b."); /* not looked at again */
    EXPECT(client, "Slow.");
    type(client, "breakout queue\r\n");
    EXPECT(client, "List:\r\n  1  look last\r\n");
    EXPECT(client, "8 last.");
    expect_event(bench, "verb=0 typed=kk line=b");
    type(client, "look history\r\n");
    EXPECT(client, "  1  kk orc\r\n  2  look habits kk look $1;kk $2;look lag;look last\r\n  3  kk a b\r\n");
    client_free(client);
    bench_free(bench);
}

static MAIN_THREAD void an_alias_may_overtake_and_may_be_too_much(void **state)
{
    (void)state;
    struct bench *bench = bench_new();
    bench->options.alias_commands_max = 2;
    bench_begin(bench);
    struct client *client = client_in_game(bench);
    type(client, "look habits b breakout drop\r\n");
    EXPECT(client, "New.");
    type(client, "look lag\r\nlook one\r\nb\r\nlook two\r\n");
    EXPECT(client, "Dropped.");
    EXPECT(client, "two.");
    assert_false(seen_event(bench, "line=one"));
    type(client, "look habits b breakout drop;look behind\r\n");
    EXPECT(client, "Others.");
    type(client, "b\r\n"); /* what the same alias still has to do is no line that waited */
    EXPECT(client, "Dropped.");
    EXPECT(client, "behind.");
    type(client, "look habits b look 1;look 2;look 3\r\nb\r\n");
    EXPECT(client, "That alias makes too many commands.\r\n< Ada > " GA);
    assert_false(seen_event(bench, "line=1"));
    client_free(client);
    bench_free(bench);
}

static MAIN_THREAD void lines_are_repeated(void **state)
{
    (void)state;
    struct bench *bench = bench_new();
    bench->options.session_history_lines = 2;
    bench_begin(bench);
    struct client *client = client_in_game(bench);
    type(client, "!\r\n");
    EXPECT(client, "You have typed no line like that.\r\n< Ada > " GA);
    type(client, "look one\r\n");
    EXPECT(client, "2 one.\r\n< Ada > " GA);
    type(client, "!\r\n");
    EXPECT(client, "look one\r\n3 one.\r\n< Ada > " GA);
    type(client, "gaze two\r\n!l\r\n! 1\r\n");
    EXPECT(client, "4 two.");
    EXPECT(client, "look one\r\n5 one.");
    EXPECT(client, "You have typed no line like that.\r\n"); /* the third has taken its place */
    type(client, "look history\r\n");
    EXPECT(client, "List:\r\n  3  look one\r\n  4  look history\r\n");
    client_free(client);
    bench_free(bench);
}

/* Where the server shows what is typed, a half typed line is there again behind the prompt. */
static MAIN_THREAD void a_half_typed_line_comes_again(void **state)
{
    (void)state;
    struct bench *bench = bench_ready();
    struct client *client = client_in_game(bench);
    type(client, "\xff\xfd\x01look ab");
    EXPECT(client, "look ab");
    tell(bench, "Bob waves.\n");
    EXPECT(client, "\r\nBob waves.\r\n< Ada > " GA "look ab");
    type(client, "c\r\n");
    EXPECT(client, "c\r\n2 abc.\r\n< Ada > " GA);
    client_free(client);
    bench_free(bench);
    bench = bench_ready(); /* elsewhere it is on the client's own line, and nothing of it is repeated */
    client = client_in_game(bench);
    type(client, "look ab");
    tell(bench, "Bob waves.\n");
    EXPECT(client, "\r\nBob waves.\r\n< Ada > " GA);
    type(client, "c\r\n");
    EXPECT(client, "2 abc.\r\n");
    assert_null(memmem(client->seen, client->length, "look", 4));
    client_free(client);
    bench_free(bench);
}

static MAIN_THREAD void a_line_too_long_is_refused_whole(void **state)
{
    (void)state;
    struct bench *bench = bench_ready();
    struct client *client = client_in_game(bench);
    char line[3000];
    memset(line, 'y', sizeof line);
    memcpy(line, "look ", 5);
    strcpy(line + 2500, "\r\nlook here\r\n");
    type(client, line);
    EXPECT(client, "That line is too long.\r\n");
    EXPECT(client, "2 here.\r\n");
    assert_false(seen_event(bench, "yyyy"));
    /* The longest that is allowed comes through. */
    memset(line, 'z', sizeof line);
    strcpy(line + bench->options.session_line_bytes, "\r\n");
    type(client, line);
    line[bench->options.session_line_bytes] = '\0';
    EXPECT(client, "\r\n< Ada > " GA);
    expect_event(bench, "seq=3 verb=0 typed=zzzzzzzzzzzzzzz line= ");
    client_free(client);
    bench_free(bench);
}

static MAIN_THREAD void a_client_that_leaves_waits_for_its_answer(void **state)
{
    (void)state;
    struct bench *bench = bench_ready();
    struct client *client = client_in_game(bench);
    hold_next(bench);
    type(client, "look hold\r\n");
    expect_held(bench);
    shutdown(client->fd, SHUT_RDWR);
    client_free(client);
    /* Another client comes and goes: a few turns of the net thread. */
    client = client_in_game(bench);
    client_free(client);
    expect_event(bench, "HANGUP zone=2 about=3\n");
    release(bench);
    expect_event(bench, "RELEASED\nHANGUP zone=2 about=3\n");
    bench_free(bench);
}

static MAIN_THREAD void what_was_typed_before_the_end_is_answered(void **state)
{
    (void)state;
    struct bench *bench = bench_ready();
    struct client *client = client_in_game(bench);
    hold_next(bench);
    type(client, "look hold\r\nlook one\r\nlook two\r\nlook cut sho");
    shutdown(client->fd, SHUT_WR);
    release(bench);
    EXPECT(client, "2 hold.");
    EXPECT(client, "3 one.");
    EXPECT(client, "4 two.");
    expect_end(client);
    expect_event(bench, "HANGUP zone=2 about=3\n");
    client_free(client);
    bench_free(bench);
}

/* More than is read at once, and nothing of it a line that would have to wait: epoll tells of it only once. */
static MAIN_THREAD void what_is_more_than_one_read_is_read_all_the_same(void **state)
{
    enum { NOPS = READ_BUFFER_SIZE / 2 };
    (void)state;
    struct bench *bench = bench_ready();
    struct client *client = client_in_game(bench);
    char *bytes = memory_get(2 * NOPS + 32);
    for (unsigned at = 0; at < NOPS; at++) {
        memcpy(bytes + 2 * at, "\377\361", 2);
    }
    memcpy(bytes + 2 * NOPS, "look last\r\n", sizeof "look last\r\n");
    type(client, bytes);
    EXPECT(client, "2 last.");
    memory_free(bytes);
    client_free(client);
    bench_free(bench);
}

/* The Synch of telnet: IAC DM as urgent data, at whose mark a read stops.  It is not to take a byte of a line with it. */
static MAIN_THREAD void what_is_behind_a_mark_is_read_too(void **state)
{
    enum { ROUNDS = 20 };
    (void)state;
    struct bench *bench = bench_ready();
    struct client *client = client_in_game(bench);
    for (unsigned round = 0; round < ROUNDS; round++) {
        char answers[64];
        hold_next(bench);               /* so that all of it has come before it is read */
        type(client, "look hold\r\n");
        assert_int_equal(send(client->fd, "look one\r\n\377\362", 12, MSG_OOB), 12);
        type(client, "two\r\n");
        release(bench);
        int length = snprintf(answers, sizeof answers, "%u two.", 3 * round + 4);
        expect_bytes(client, answers, (size_t)length);
    }
    client_free(client);
    bench_free(bench);
}

static MAIN_THREAD void the_last_answer_arrives_before_the_end(void **state)
{
    (void)state;
    struct bench *bench = bench_ready();
    struct client *client = client_in_game(bench);
    type(client, "look bye\r\nlook never\r\n");
    EXPECT(client, "Farewell.\r\n");
    expect_end(client);
    assert_int_equal(client->looked, client->length);
    expect_event(bench, "HANGUP zone=2 about=3\n");
    assert_false(seen_event(bench, "never"));
    client_free(client);
    bench_free(bench);
}

static MAIN_THREAD void a_password_takes_its_own_way(void **state)
{
    (void)state;
    struct bench *bench = bench_ready();
    struct client *client = client_new(bench, 0);
    EXPECT(client, "Name: " GA);
    type(client, "secret\r\n");
    EXPECT(client, "Choose.\r\n\xff\xfb\x01Name: " GA);
    type(client, "\xff\xfd\x01hunter22\r\n");
    EXPECT(client, "\r\n\xff\xfc\x01");
    EXPECT(client, "verdict new\r\n");
    /* Asked again, its DONT comes late: WILL waits for it, as RFC 1143 has it. */
    type(client, "\xff\xfe\x01");
    EXPECT(client, "\xff\xfb\x01");
    type(client, "\xff\xfd\x01hunter22\r\n");
    EXPECT(client, "verdict right\r\nName: " GA);
    type(client, "\xff\xfe\x01secret\r\n");
    EXPECT(client, "Name: " GA);
    type(client, "\xff\xfd\x01\r\n");
    EXPECT(client, "verdict empty\r\n");
    assert_false(seen_event(bench, "hunter22"));
    assert_null(memmem(client->seen, client->length, "hunter22", 8));
    client_free(client);
    bench_free(bench);
}

static MAIN_THREAD void a_wrong_password_and_a_full_queue(void **state)
{
    (void)state;
    struct bench *bench = bench_new();
    bench->options.password_queue_max = 0; /* not an allowed value: always full */
    bench_begin(bench);
    struct client *client = client_new(bench, 0);
    uint64_t busy = metric_total(METRIC_secret_busy);
    type(client, "secret\r\nhunter22\r\n");
    EXPECT(client, "\xff\xfb\x01Name: " GA "\r\n\xff\xfc\x01");
    EXPECT(client, "verdict busy\r\n");
    assert_int_equal(metric_total(METRIC_secret_busy), busy + 1);
    client_free(client);
    bench_free(bench);

    bench = bench_ready();
    client = client_new(bench, 0);
    type(client, "secret\r\nhunter22\r\nhunter23\r\n"); /* all typed ahead */
    EXPECT(client, "verdict new\r\n");
    EXPECT(client, "verdict wrong\r\n");
    client_free(client);
    bench_free(bench);
}

static MAIN_THREAD void who_asks_for_echo_gets_it_but_for_passwords(void **state)
{
    (void)state;
    struct bench *bench = bench_ready();
    struct client *client = client_new(bench, 0);
    EXPECT(client, "Name: " GA);
    type(client, "\xff\xfd\x01sex\bcret\r\n");
    EXPECT(client, "\xff\xfb\x01sex\b \bcret\r\nChoose.\r\nName: " GA);
    type(client, "hunter22\r\n");
    EXPECT(client, "\r\nverdict new\r\nName: " GA);
    assert_null(memmem(client->seen, client->length, "hunter22", 8));
    client_free(client);
    bench_free(bench);
}

static MAIN_THREAD void other_peoples_text_begins_a_line_and_the_prompt_follows(void **state)
{
    (void)state;
    struct bench *bench = bench_ready();
    struct client *client = client_in_game(bench);
    tell(bench, "Bob waves.\n");
    EXPECT(client, "\r\nBob waves.\r\n< Ada > " GA);
    assert_int_equal(client->looked, client->length);
    /* In one turn: one prompt. All three are posted before the one wake-up. */
    for (unsigned i = 0; i < 3; i++) {
        struct message *message = message_new(MSG_TELL);
        message->tell.session = session_of(bench);
        message->tell.text = text_string("Bob hums.\n");
        post(&bench->pen, message);
    }
    pen_rest(&bench->pen);
    EXPECT(client, "\r\nBob hums.\r\nBob hums.\r\nBob hums.\r\n< Ada > " GA);
    /* A command under way brings its own prompt. */
    hold_next(bench);
    type(client, "look hold\r\n");
    expect_held(bench);
    tell(bench, "Bob sings.\n");
    EXPECT(client, "Bob sings.\r\n");
    release(bench);
    EXPECT(client, "2 hold.\r\n< Ada > " GA);
    assert_null(memmem(client->seen, client->length, "Bob sings.\r\n<", 13));
    client_free(client);
    bench_free(bench);
}

/* A net that holds what others say for `gather_ms`: for what never leaves by itself, longer than anybody is patient. */
enum { NEVER_BY_ITSELF_MS = 10 * PATIENCE_MS };

static MAIN_THREAD struct bench *bench_gathering(int64_t gather_ms)
{
    struct bench *bench = bench_new();
    bench->options.session_gather_ms = gather_ms;
    bench_begin(bench);
    return bench;
}

static void expect_silence(struct client *client, int ms)
{
    struct pollfd ready = {.fd = client->fd, .events = POLLIN};
    assert_int_equal(client->looked, client->length);
    assert_int_equal(poll(&ready, 1, ms), 0);
}

/* The next bytes are these, and nothing stands between. */
#define EXPECT_NEXT(client, literal)                                                             \
    do {                                                                                         \
        size_t before = (client)->looked;                                                        \
        EXPECT(client, literal);                                                                 \
        assert_int_equal((client)->looked - before, sizeof(literal) - 1);                        \
    } while (0)

static MAIN_THREAD void what_others_say_waits_for_more(void **state)
{
    (void)state;
    struct bench *bench = bench_gathering(300);
    struct client *client = client_in_game(bench);
    int64_t told = clock_world_ms();
    tell(bench, "Bob hums.\n");
    expect_silence(client, 50);
    tell(bench, "Bob sings.\n");
    EXPECT_NEXT(client, "\r\nBob hums.\r\nBob sings.\r\n< Ada > " GA);
    assert_in_range(clock_world_ms() - told, 299, PATIENCE_MS);
    client_free(client);
    bench_free(bench);

    bench = bench_gathering(0); /* not at all, though nothing else happens */
    client = client_in_game(bench);
    tell(bench, "Bob hums.\n");
    EXPECT_NEXT(client, "\r\nBob hums.\r\n< Ada > " GA);
    client_free(client);
    bench_free(bench);
}

static MAIN_THREAD struct bench *bench_spacing(int64_t spacing_ms)
{
    struct bench *bench = bench_new();
    bench->options.session_gather_ms = 1;
    bench->options.session_spacing_ms = spacing_ms;
    bench_begin(bench);
    return bench;
}

/* In company a write for each line would be too many. */
static MAIN_THREAD void what_many_hear_waits_for_the_next_write(void **state)
{
    (void)state;
    struct bench *bench = bench_spacing(NEVER_BY_ITSELF_MS);
    struct client *client = client_in_game(bench);
    tell_many(bench, "Bob hums.\n");
    expect_silence(client, 50);
    type(client, "look well\r\n"); /* what is answered takes it along */
    EXPECT_NEXT(client, "Bob hums.\r\n2 well.\r\n< Ada > " GA);
    tell_many(bench, "Bob sings.\n");
    expect_silence(client, 50);
    tell(bench, "Bob tells you 'hi'\n"); /* so does what is for her, and that comes soon */
    EXPECT_NEXT(client, "\r\nBob sings.\r\nBob tells you 'hi'\r\n< Ada > " GA);
    client_free(client);
    bench_free(bench);
}

static MAIN_THREAD void what_many_hear_waits_only_for_so_long(void **state)
{
    (void)state;
    enum { SPACING_MS = 4000 };
    struct bench *bench = bench_spacing(SPACING_MS);
    struct client *client = client_in_game(bench);
    int64_t told = clock_world_ms();
    tell_many(bench, "Bob hums.\n");
    EXPECT_NEXT(client, "\r\nBob hums.\r\n< Ada > " GA);
    assert_in_range(clock_world_ms() - told, SPACING_MS - 1, PATIENCE_MS);
    expect_silence(client, SPACING_MS + 100); /* after a pause it does not wait */
    told = clock_world_ms();
    tell_many(bench, "Bob waves.\n");
    EXPECT_NEXT(client, "\r\nBob waves.\r\n< Ada > " GA);
    assert_in_range(clock_world_ms() - told, 0, SPACING_MS - 1);
    client_free(client);
    bench_free(bench);
}

static MAIN_THREAD void what_others_say_leaves_with_the_answer(void **state)
{
    (void)state;
    struct bench *bench = bench_gathering(NEVER_BY_ITSELF_MS);
    struct client *client = client_in_game(bench);
    tell(bench, "Bob hums.\n");
    expect_silence(client, 50);
    type(client, "look well\r\n"); /* this Enter has left the prompt */
    EXPECT_NEXT(client, "Bob hums.\r\n2 well.\r\n< Ada > " GA);
    hold_next(bench);
    type(client, "look hold\r\n");
    expect_held(bench);
    tell(bench, "Bob sings.\n"); /* between a command and its answer likewise */
    expect_silence(client, 50);
    release(bench);
    EXPECT_NEXT(client, "Bob sings.\r\n3 hold.\r\n< Ada > " GA);
    tell(bench, "Bob bows.\n");
    expect_silence(client, 50);
    type(client, "\r\n"); /* for an empty line the prompt alone would come */
    EXPECT_NEXT(client, "Bob bows.\r\n< Ada > " GA);
    client_free(client);
    bench_free(bench);
}

static MAIN_THREAD void what_others_say_is_not_kept_from_who_leaves(void **state)
{
    (void)state;
    struct bench *bench = bench_gathering(NEVER_BY_ITSELF_MS);
    struct client *client = client_in_game(bench);
    tell(bench, "Bob hums.\n");
    expect_silence(client, 50);
    shutdown(client->fd, SHUT_WR);
    EXPECT_NEXT(client, "\r\nBob hums.\r\n");
    expect_end(client);
    client_free(client);

    client = client_in_game(bench);
    tell(bench, "Bob hums.\n");
    expect_silence(client, 50);
    net_stop(bench->net);
    EXPECT_NEXT(client, "\r\nBob hums.\r\nThe world is resting now.");
    client_free(client);
    bench_free(bench);
}

/* What telnet answers takes along what was held before it, in order, and is not held itself. */
static MAIN_THREAD void what_others_say_holds_nothing_else_up(void **state)
{
    (void)state;
    struct bench *bench = bench_gathering(NEVER_BY_ITSELF_MS);
    struct client *client = client_in_game(bench);
    tell(bench, "Bob hums.\n");
    expect_silence(client, 50);
    type(client, "\xff\xfd\x63"); /* DO an option nobody knows */
    EXPECT_NEXT(client, "\r\nBob hums.\r\n\xff\xfc\x63< Ada > " GA);
    client_free(client);
    bench_free(bench);
}

static MAIN_THREAD void who_spoke_last_and_where_one_is_go_with_the_next_line(void **state)
{
    (void)state;
    struct bench *bench = bench_ready();
    struct client *client = client_in_game(bench);
    session_id session = session_of(bench);
    tell_with(bench, session, text_string("Bob tells you 'hi'\n"), "Bob");
    struct message *message = message_new(MSG_PLACE);
    message->place.session = session;
    message->place.zone = (zone_id){LOGIN_ZONE};
    message->place.who = (entity_id){1, 1, 77};
    post(&bench->pen, message);
    pen_rest(&bench->pen);
    tell(bench, "Moved.\n");
    EXPECT(client, "Moved.");
    type(client, "look\r\n");
    expect_event(bench, "COMMAND zone=1 about=77 seq=2 verb=2 typed=look line= reply_to=Bob");
    client_free(client);
    bench_free(bench);
}

static MAIN_THREAD void mail_for_sessions_that_are_over_vanishes(void **state)
{
    (void)state;
    struct bench *bench = bench_ready();
    struct client *first = client_in_game(bench);
    session_id old = session_of(bench);
    client_free(first);
    expect_event(bench, "HANGUP");
    struct client *second = client_in_game(bench); /* in the same place of the table, or another */
    assert_true(session_of(bench).number != old.number);
    tell_with(bench, old, text_string("For the dead.\n"), "");
    tell_with(bench, session_make(0, 999, 1), text_string("For the dead.\n"), "");
    struct message *message = message_new(MSG_CLOSE);
    message->close.session = old;
    message->close.text = text_string("For the dead.\n");
    post(&bench->pen, message);
    tell(bench, "For the living.\n");
    EXPECT(second, "\r\nFor the living.\r\n");
    assert_null(memmem(second->seen, second->length, "dead", 4));
    client_free(second);
    bench_free(bench);
}

static MAIN_THREAD void a_session_can_be_closed_with_a_line_in_flight(void **state)
{
    (void)state;
    struct bench *bench = bench_ready();
    struct client *client = client_in_game(bench);
    hold_next(bench);
    type(client, "look hold\r\nlook never\r\n");
    expect_held(bench);
    struct message *message = message_new(MSG_CLOSE);
    message->close.session = session_of(bench);
    message->close.text = text_string("Somebody else plays you now.\n");
    post(&bench->pen, message);
    pen_rest(&bench->pen);
    EXPECT(client, "Somebody else plays you now.\r\n");
    expect_end(client);
    assert_false(seen_event(bench, "HANGUP"));
    release(bench);
    expect_event(bench, "RELEASED\nHANGUP");
    assert_false(seen_event(bench, "never"));
    client_free(client);
    bench_free(bench);
}

static MAIN_THREAD void a_slow_reader_misses_talk_and_is_told(void **state)
{
    (void)state;
    struct bench *bench = bench_new();
    bench->options.net_output_bytes_max = 16384;
    bench_begin(bench);
    struct client *client = client_new(bench, 4096);
    EXPECT(client, "Name: " GA);
    uint64_t dropped = metric_total(METRIC_net_dropped);
    unsigned told = 0;
    while (metric_total(METRIC_net_dropped) < dropped + 3) {
        tell_with(bench, session_of(bench), big_text(4096), "");
        told++;
        poll(NULL, 0, told % 16 == 0);
    }
    type(client, "still here\r\n"); /* answers are never dropped */
    expect_event(bench, "still here");
    EXPECT(client, "1 still here.\r\n");
    client->looked = 0; /* the kernel may have caught up for a moment before */
    EXPECT(client, "not shown: your connection was too slow.]\r\n");
    tell(bench, "Heard again.\n");
    EXPECT(client, "Heard again.\r\nName: " GA);
    client_free(client);
    bench_free(bench);
}

/* Much said in one turn is not the client's fault. */
static MAIN_THREAD void a_burst_is_not_dropped(void **state)
{
    (void)state;
    enum { TEXTS = 24, LENGTH = 1000 };
    struct bench *bench = bench_new();
    bench->options.net_output_bytes_max = 16384;
    bench_begin(bench);
    struct client *client = client_in_game(bench);
    uint64_t dropped = metric_total(METRIC_net_dropped);
    for (unsigned i = 0; i < TEXTS; i++) {
        struct message *message = message_new(MSG_TELL);
        message->tell.session = session_of(bench);
        message->tell.text = big_text(LENGTH);
        post(&bench->pen, message);
    }
    pen_rest(&bench->pen);
    for (unsigned i = 0; i < TEXTS; i++) {
        EXPECT(client, "xxxx\r\n");
    }
    assert_int_equal(metric_total(METRIC_net_dropped), dropped);
    client_free(client);
    bench_free(bench);
}

/* One message for all of them: each sees it as his client shows things, wherever its cursor stood. */
static MAIN_THREAD void many_hear_the_same(void **state)
{
    (void)state;
    enum { HEARERS = 5 };
    struct bench *bench = bench_ready();
    struct client *clients[HEARERS];
    struct bytes_writer sessions = {0};
    struct message *message = message_new(MSG_TELLS);
    for (unsigned at = 0; at < HEARERS; at++) {
        clients[at] = client_in_game(bench);
        put_u64(&sessions, session_of(bench).number);
    }
    put_u64(&sessions, session_make(0, 4000, 7).number);       /* who is not there any more */
    char naws[] = "\xff\xfb\x1f\xff\xfa\x1f?\x1e?\x18\xff\xf0"; /* 30 columns for the third */
    naws[6] = naws[8] = '\0';
    assert_int_equal(send(clients[2]->fd, naws, sizeof naws - 1, MSG_NOSIGNAL), sizeof naws - 1);
    type(clients[2], "look\r\n");
    EXPECT(clients[2], "< Ada > " GA);
    message->tells.session = session_of(bench);
    message->tells.text = text_string("A bell rings in the tower, and then another.\n");
    message->tells.sessions = bytes_text(&sessions);
    bytes_free(&sessions);
    post(&bench->pen, message);
    pen_rest(&bench->pen);
    for (unsigned at = 0; at < HEARERS; at++) {
        if (at == 2) {
            EXPECT(clients[at], "\r\nA bell rings in the tower, and\r\nthen another.\r\n< Ada > " GA);
        } else {
            EXPECT(clients[at], "\r\nA bell rings in the tower, and then another.\r\n< Ada > " GA);
        }
        client_free(clients[at]);
    }
    bench_free(bench);
}

static MAIN_THREAD void who_never_reads_is_cut_off(void **state)
{
    (void)state;
    struct bench *bench = bench_new();
    bench->options.net_output_bytes_max = 16384;
    bench_begin(bench);
    struct client *client = client_new(bench, 4096);
    type(client, "huge\r\n");
    expect_event(bench, "HANGUP zone=1 about=0\n");
    client_free(client);
    bench_free(bench);
}

static MAIN_THREAD void limits_are_told_and_places_come_back(void **state)
{
    (void)state;
    struct bench *bench = bench_new();
    bench->options.net_sessions_max = 3;
    bench->options.net_sessions_per_address = 2;
    bench_begin(bench);
    struct client *first = client_in_game(bench);
    struct client *second = client_in_game(bench);
    struct client *third = client_new(bench, 0);
    EXPECT(third, "There are too many connections from your address.\r\n");
    expect_end(third);
    client_free(third);
    client_free(first);
    expect_event(bench, "HANGUP");
    third = client_in_game(bench);
    client_free(third);
    client_free(second);
    bench_free(bench);

    bench = bench_new();
    bench->options.net_sessions_max = 1;
    bench_begin(bench);
    first = client_in_game(bench);
    second = client_new(bench, 0);
    EXPECT(second, "The world is full just now. Please try again later.\r\n");
    expect_end(second);
    client_free(second);
    client_free(first);
    bench_free(bench);
}

static MAIN_THREAD void without_descriptors_a_visitor_is_turned_away(void **state)
{
    (void)state;
    struct bench *bench = bench_ready();
    struct client *inside = client_in_game(bench);
    struct rlimit before, tight;
    getrlimit(RLIMIT_NOFILE, &before);
    tight = before;
    tight.rlim_cur = 256;
    setrlimit(RLIMIT_NOFILE, &tight);
    int taken[256];
    unsigned count = 0;
    while (count < 256 && (taken[count] = open("/dev/null", O_RDONLY | O_CLOEXEC)) >= 0) {
        count++;
    }
    close(taken[--count]); /* one for the visitor's own end: none is left for the server's */
    struct client *outside = client_new(bench, 0);
    EXPECT(outside, "The world is full just now.");
    expect_end(outside);
    type(inside, "look here\r\n");
    EXPECT(inside, "here.");
    while (count > 0) {
        close(taken[--count]);
    }
    setrlimit(RLIMIT_NOFILE, &before);
    struct client *later = client_in_game(bench);
    client_free(later);
    client_free(outside);
    client_free(inside);
    bench_free(bench);
}

static MAIN_THREAD void who_says_nothing_at_the_login_is_sent_away(void **state)
{
    (void)state;
    struct bench *bench = bench_new();
    bench->options.login_idle_s = 1;
    bench->options.net_keepalive_s = 1;
    bench_begin(bench);
    struct client *player = client_in_game(bench);
    struct client *silent = client_new(bench, 0);
    EXPECT(silent, "You have been silent for long.");
    expect_end(silent);
    expect_event(bench, "HANGUP zone=1 about=0\n");
    EXPECT(player, "\xff\xf1"); /* who plays stays, and the line is kept open */
    EXPECT(player, "\xff\xf1");
    type(player, "look here\r\n");
    EXPECT(player, "here.");
    client_free(silent);
    client_free(player);
    bench_free(bench);
}

static MAIN_THREAD void everybody_is_told_when_the_world_rests(void **state)
{
    (void)state;
    struct bench *bench = bench_ready();
    struct client *client = client_in_game(bench);
    struct client *busy = client_in_game(bench);
    hold_next(bench);
    type(busy, "look hold\r\n");
    expect_held(bench);
    net_stop(bench->net);
    EXPECT(client, "\r\nThe world is resting now. Come back soon.\r\n");
    expect_end(client);
    EXPECT(busy, "The world is resting now. Come back soon.\r\n");
    client_free(client);
    client_free(busy);
    release(bench); /* nobody is there to show it; nothing leaks */
    bench_free(bench);
}

/* They stay connected, although they have heard that it is over: they are freed with the net. */
static MAIN_THREAD void three_who_never_hang_up(void **state)
{
    (void)state;
    struct bench *bench = bench_ready();
    struct client *clients[3];
    for (unsigned i = 0; i < 3; i++) {
        clients[i] = client_in_game(bench);
    }
    bench_free(bench);
    for (unsigned i = 0; i < 3; i++) {
        EXPECT(clients[i], "The world is resting now. Come back soon.\r\n");
        expect_end(clients[i]);
        client_free(clients[i]);
    }
}

static MAIN_THREAD void a_thousand_come_and_go(void **state)
{
    (void)state;
    enum { ROUNDS = 20, AT_ONCE = 50 };
    struct bench *bench = bench_ready();
    for (unsigned round = 0; round < ROUNDS; round++) {
        struct client *clients[AT_ONCE];
        for (unsigned i = 0; i < AT_ONCE; i++) {
            clients[i] = client_new(bench, 0);
            type(clients[i], "game\r\nlook one\r\nlook two\r\n");
        }
        for (unsigned i = 0; i < AT_ONCE; i++) {
            if (i % 2 == 0) {
                EXPECT(clients[i], "3 two.");
            }
            client_free(clients[i]); /* the others in the middle of something */
        }
    }
    while (metric_total(METRIC_net_sessions) > 0) {
        poll(NULL, 0, 1);
    }
    bench_free(bench);
}

/* Those at the door stand in line, and more comes from them before it is their turn. */
static MAIN_THREAD void a_crowd_at_the_door_types_more_than_may_wait(void **state)
{
    (void)state;
    enum { CROWD = 150, ROUNDS = 30 };
    struct bench *bench = bench_new();
    bench->options.session_lines_max = 2;
    bench_begin(bench);
    struct client *clients[CROWD];
    for (unsigned i = 0; i < CROWD; i++) {
        clients[i] = client_new(bench, 0);
    }
    for (unsigned round = 0; round < ROUNDS; round++) {
        for (unsigned i = 0; i < CROWD; i++) {
            type(clients[i], "one\r\ntwo\r\nthree\r\n");
        }
    }
    for (unsigned i = 0; i < CROWD; i++) {
        EXPECT(clients[i], "\n90 three.\r\n");
        client_free(clients[i]);
    }
    bench_free(bench);
}

/* When a client's bytes came, as the kernel has it. */
static int64_t client_read_at(struct client *client)
{
    char bytes[4096], control[CMSG_SPACE(sizeof(struct timespec))];
    struct iovec place = {bytes, sizeof bytes};
    struct msghdr header = {.msg_iov = &place, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    struct timespec at = {0};
    assert_true(recvmsg(client->fd, &header, 0) > 0);
    struct cmsghdr *word = CMSG_FIRSTHDR(&header);
    assert_true(word != NULL && word->cmsg_type == SCM_TIMESTAMPNS);
    memcpy(&at, CMSG_DATA(word), sizeof at);
    return at.tv_sec * INT64_C(1000000000) + at.tv_nsec;
}

static MAIN_THREAD void who_was_answered_does_not_wait_for_a_crowd(void **state)
{
    (void)state;
    enum { CROWD = 200, LATER = 100 };
    const int on = 1;
    struct bench *bench = bench_ready();
    struct client *clients[CROWD], *player = client_in_game(bench);
    session_id sessions[CROWD];
    for (unsigned i = 0; i < CROWD; i++) {
        clients[i] = client_in_game(bench);
        sessions[i] = session_of(bench);
        setsockopt(clients[i]->fd, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
    }
    setsockopt(player->fd, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
    hold_next(bench);
    type(player, "look hold\r\n");
    expect_held(bench);
    for (unsigned i = 0; i < CROWD; i++) {
        struct message *message = message_new(MSG_TELL);
        message->tell.session = sessions[i];
        message->tell.text = text_string("Somebody shouts.\n");
        post(&bench->pen, message);
    }
    release(bench); /* behind all of that */
    int64_t answered = client_read_at(player);
    unsigned later = 0;
    for (unsigned i = 0; i < CROWD; i++) {
        later += client_read_at(clients[i]) > answered;
        client_free(clients[i]);
    }
    assert_true(later >= LATER);
    client_free(player);
    bench_free(bench);
}

static MAIN_THREAD void addresses_that_cannot_be_listened_at(void **state)
{
    (void)state;
    struct bench *bench = bench_ready();
    char reason[200] = "";
    struct mailbox *inbox = mailbox_new("other");
    snprintf(bench->options.net_address, sizeof bench->options.net_address, "not an address");
    assert_null(net_new(&bench->common, 1, inbox, 0, reason));
    assert_non_null(strstr(reason, "not an address"));
    snprintf(bench->options.net_address, sizeof bench->options.net_address, "192.0.2.1");
    assert_null(net_new(&bench->common, 1, inbox, 0, reason));
    snprintf(bench->options.net_address, sizeof bench->options.net_address, "::");
    struct net *second = net_new(&bench->common, 1, inbox, 0, reason);
    assert_non_null(second);
    assert_int_not_equal(net_port(second), 0);
    net_free(&second); /* one that never ran */
    mailbox_free(&inbox);
    bench_free(bench);
}

/* A second net beside the bench's, at a port of its own, with one in the game whose session is there. */
struct second {
    struct mailbox *inbox;
    struct net     *net;
    pthread_t       thread;
    struct client  *client;
};

static MAIN_THREAD void second_begin(struct bench *bench, struct second *second)
{
    char reason[200] = "";
    struct net *first = bench->net;
    second->inbox = mailbox_new("second");
    route_add_net(bench->common.route, second->inbox);
    second->net = net_new(&bench->common, 1, second->inbox, 0, reason);
    assert_non_null(second->net);
    pthread_create(&second->thread, NULL, net_run, second->net);
    bench->net = second->net;
    second->client = client_in_game(bench);
    bench->net = first;
    assert_int_equal(session_thread(session_of(bench)), 1);
}

static MAIN_THREAD void second_leaves(struct second *second)
{
    net_listen(second->net, false);
    net_leave(second->net);
    pthread_join(second->thread, NULL);
}

/* The inbox goes when nobody is left who may be about to post: with the bench, whose zone answers. */
static MAIN_THREAD void second_free(struct bench *bench, struct second *second)
{
    client_free(second->client);
    net_free(&second->net);
    bench_free(bench);
    mailbox_free(&second->inbox);
}

static MAIN_THREAD void refused_at(uint16_t port)
{
    struct sockaddr_in name = {.sin_family = AF_INET, .sin_port = htons(port)};
    name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int tries = 0, fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    while (connect(fd, (struct sockaddr *)&name, sizeof name) == 0 && tries++ < 1000) {
        close(fd);
        usleep(1000);
        fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    }
    close(fd);
    assert_true(tries < 1000);
}

/* Its thread goes; what came meanwhile is done by another one, then by one of its own again; nobody notices. */
static MAIN_THREAD void a_net_goes_from_thread_to_thread(void **state)
{
    (void)state;
    struct bench *bench = bench_ready();
    struct client *other = client_in_game(bench);
    struct second second;
    second_begin(bench, &second);
    for (unsigned times = 0; times < 3; times++) {
        second_leaves(&second);
        type(second.client, "look while nobody listens\r\nlook again\r\n");
        tell(bench, "A bell rings.\n");
        net_serve(bench->net, second.net);
        EXPECT(second.client, "A bell rings.\r\n");
        EXPECT(second.client, "while nobody listens.\r\n");
        EXPECT(second.client, "again.\r\n< Ada > " GA);
        refused_at(net_port(second.net));
        type(other, "look too\r\n");
        EXPECT(other, "too.\r\n");
        usleep(50000);                  /* both sleep: mail for the guest wakes its host */
        tell(bench, "And another one.\n");
        EXPECT(second.client, "And another one.\r\n");
        type(second.client, "look asleep\r\n");
        EXPECT(second.client, "asleep.\r\n");
        net_fetch(bench->net, second.net);
        type(second.client, "look alone\r\n");
        pthread_create(&second.thread, NULL, net_run, second.net);
        EXPECT(second.client, "alone.\r\n");
    }
    second_leaves(&second);
    net_serve(bench->net, second.net);
    client_free(other);
    net_stop(second.net);
    net_ends(bench);
    EXPECT(second.client, "The world is resting now. Come back soon.\r\n");
    expect_end(second.client);
    second_free(bench, &second);        /* whose thread turned it has ended */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_visitor_is_greeted_and_asked_for_ttype_only),
        cmocka_unit_test(lines_in_the_game_are_verbs_and_arguments),
        cmocka_unit_test(an_empty_line_shows_the_prompt_and_bothers_nobody),
        cmocka_unit_test(lines_typed_ahead_are_answered_in_order),
        cmocka_unit_test(nobody_reads_more_than_may_wait),
        cmocka_unit_test(an_immediate_line_overtakes),
        cmocka_unit_test(immediate_lines_that_come_together_keep_their_order),
        cmocka_unit_test(what_was_overtaken_can_be_dropped),
        cmocka_unit_test(a_wait_state_is_waited_for),
        cmocka_unit_test(a_wait_can_come_later),
        cmocka_unit_test(a_command_that_comes_back_undone_goes_again),
        cmocka_unit_test(long_answers_come_in_pages),
        cmocka_unit_test(pages_end_when_nobody_wants_them),
        cmocka_unit_test(pages_of_a_dialogue_and_none_before_a_password),
        cmocka_unit_test(an_alias_is_as_many_lines_as_it_has_commands),
        cmocka_unit_test(an_alias_may_overtake_and_may_be_too_much),
        cmocka_unit_test(lines_are_repeated),
        cmocka_unit_test(a_half_typed_line_comes_again),
        cmocka_unit_test(a_line_too_long_is_refused_whole),
        cmocka_unit_test(a_client_that_leaves_waits_for_its_answer),
        cmocka_unit_test(what_was_typed_before_the_end_is_answered),
        cmocka_unit_test(what_is_more_than_one_read_is_read_all_the_same),
        cmocka_unit_test(what_is_behind_a_mark_is_read_too),
        cmocka_unit_test(the_last_answer_arrives_before_the_end),
        cmocka_unit_test(a_password_takes_its_own_way),
        cmocka_unit_test(a_wrong_password_and_a_full_queue),
        cmocka_unit_test(who_asks_for_echo_gets_it_but_for_passwords),
        cmocka_unit_test(other_peoples_text_begins_a_line_and_the_prompt_follows),
        cmocka_unit_test(what_others_say_waits_for_more),
        cmocka_unit_test(what_many_hear_waits_for_the_next_write),
        cmocka_unit_test(what_many_hear_waits_only_for_so_long),
        cmocka_unit_test(what_others_say_leaves_with_the_answer),
        cmocka_unit_test(what_others_say_is_not_kept_from_who_leaves),
        cmocka_unit_test(what_others_say_holds_nothing_else_up),
        cmocka_unit_test(who_spoke_last_and_where_one_is_go_with_the_next_line),
        cmocka_unit_test(mail_for_sessions_that_are_over_vanishes),
        cmocka_unit_test(a_session_can_be_closed_with_a_line_in_flight),
        cmocka_unit_test(a_slow_reader_misses_talk_and_is_told),
        cmocka_unit_test(a_burst_is_not_dropped),
        cmocka_unit_test(many_hear_the_same),
        cmocka_unit_test(who_never_reads_is_cut_off),
        cmocka_unit_test(limits_are_told_and_places_come_back),
        cmocka_unit_test(without_descriptors_a_visitor_is_turned_away),
        cmocka_unit_test(who_says_nothing_at_the_login_is_sent_away),
        cmocka_unit_test(everybody_is_told_when_the_world_rests),
        cmocka_unit_test(three_who_never_hang_up),
        cmocka_unit_test(a_thousand_come_and_go),
        cmocka_unit_test(a_crowd_at_the_door_types_more_than_may_wait),
        cmocka_unit_test(who_was_answered_does_not_wait_for_a_crowd),
        cmocka_unit_test(addresses_that_cannot_be_listened_at),
        cmocka_unit_test(a_net_goes_from_thread_to_thread),
    };
    clock_begin(0);
    rcu_thread_begin();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    rcu_thread_end();
    return failed;
}
