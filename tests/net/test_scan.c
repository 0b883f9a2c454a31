/* tests/net/test_scan.c -- the client that scans servers, against a real net thread: what it is offered, in which
 * order, what it is refused, and the fingerprint it makes of that.
 *
 *   scanner (the test) --socket--> net thread --mail--> a zone that greets and says no to every name
 *
 * Two scanners: the one of the record refuses ATCP, MSP and MXP; a later one grants them, and probes more. */
#include "net/net.h"

#include "core/clock.h"
#include "core/markup.h"
#include "core/memory.h"
#include "core/rcu.h"
#include "core/slot.h"
#include "net/colour.h"
#include "net/door.h"
#include "net/secret.h"
#include "zones/login_words.h"

#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

enum { LOGIN_ZONE = 1, PATIENCE_MS = 20000, TEXT_SIZE = 1 << 16, EVENTS_SIZE = 1 << 16 };

/* -- the server: a net thread and a zone that is only a script */

struct bench {
    struct options    options;
    struct census     census;
    struct net_common common;
    struct verbs     *verbs;
    struct net       *net;
    struct mailbox   *net_inbox, *zone_inbox;
    pthread_t         net_thread, zone_thread;
    atomic_bool       ending;
};

static void on_connect(struct pen *pen, struct message *message)
{
    struct message *told = message_new(MSG_TELL);
    told->tell.session = message->connect.session;
    told->tell.text = login_greeting("KallistiMUD");
    told->tell.prompt = text_string("Account name: ");
    post(pen, told);
    message_free(&message);
}

static struct text *facts_of(const char *room)
{
    return text_printf("\001CHARACTER_NAME\002Ada\001POSITION\002Standing\001ROOM_VNUM\002%s", room);
}

/* `game` enters it, `walk` goes on, `aloud`, `silent` and `painted` are wishes come true; everything else is no name. */
static void on_command(struct pen *pen, struct slot *slot)
{
    const char *word = slot->next == NEXT_COMMAND ? slot->typed : slot->line;
    bool inside = slot->next == NEXT_COMMAND || strcmp(word, "game") == 0;
    slot->zone = (zone_id){LOGIN_ZONE};
    slot->next = inside ? NEXT_COMMAND : NEXT_ACCOUNT;
    slot->who = inside ? (entity_id){1, 2, 3} : NO_ENTITY;
    slot->prompt = text_string(inside ? "< Ada > " : "Account name: ");
    if (strcmp(word, "aloud") == 0) {
        slot->wishes |= WISH_SCREEN_READER;
    }
    if (strcmp(word, "silent") == 0) {
        slot->wishes = WISH_SETTLED;
    }
    if (strcmp(word, "painted") == 0) {
        slot->wishes = WISH_SETTLED | WISH_SCREEN_READER | (1 + COLOURS_16) << WISH_COLOURS_SHIFT;
    }
    if (strcmp(word, "leave") == 0) {
        slot->next = NEXT_ACCOUNT;
        slot->who = NO_ENTITY;
    } else if (inside && slot->watched) {
        slot->facts = facts_of(strcmp(word, "walk") == 0 ? "3002" : "3001");
    }
    slot->reply = text_string(inside ? "Done, " M_TITLE "well" M_PLAIN ".\n" : "Illegal account name. Think of another one.\n");
    post(pen, slot_answer(slot));
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
            if (message->type == MSG_CONNECT) {
                on_connect(&pen, message);
            } else if (message->type == MSG_COMMAND) {
                on_command(&pen, message->command.slot);
            } else {
                message_free(&message);
            }
        }
        pen_rest(&pen);
        mailbox_sleep(bench->zone_inbox, 100);
    }
    rcu_thread_end();
    return NULL;
}

static MAIN_THREAD struct bench *bench_new(void)
{
    struct bench *bench = memory_get(sizeof *bench);
    struct net_common *common = &bench->common;
    options_begin(&bench->options);
    snprintf(bench->options.net_address, sizeof bench->options.net_address, "127.0.0.1");
    bench->options.login_zones = 1;
    bench->census = (struct census){.started = clock_wall_s(), .areas = 3, .rooms = 70, .exits = 150};
    bench->net_inbox = mailbox_new("net");
    bench->zone_inbox = mailbox_new("zone");
    bench->verbs = verbs_new();
    common->options = &bench->options;
    common->verbs = bench->verbs;
    common->login_first = (zone_id){LOGIN_ZONE};
    common->directory = directory_new();
    common->census = &bench->census;
    common->route = route_new(LOGIN_ZONE);
    route_add_worker(common->route, bench->zone_inbox);
    route_add_net(common->route, bench->net_inbox);
    route_set(common->route, (zone_id){LOGIN_ZONE}, 0);
    common->secret = secret_new(&bench->options, common->route);
    return bench;
}

static MAIN_THREAD void bench_begin(struct bench *bench)
{
    char reason[200] = "";
    bench->common.door = door_new(&bench->options);
    bench->net = net_new(&bench->common, 0, bench->net_inbox, 0, reason);
    if (bench->net == NULL) {
        fail_msg("%s", reason);
    }
    pthread_create(&bench->zone_thread, NULL, zone_run, bench);
    pthread_create(&bench->net_thread, NULL, net_run, bench->net);
}

static MAIN_THREAD void bench_free(struct bench *bench)
{
    net_stop(bench->net);
    pthread_join(bench->net_thread, NULL);
    secret_end(&bench->common.secret);
    atomic_store(&bench->ending, true);
    pthread_join(bench->zone_thread, NULL);
    mailbox_free(&bench->zone_inbox);
    net_free(&bench->net);
    mailbox_free(&bench->net_inbox);
    door_free(&bench->common.door);
    verbs_free(&bench->verbs);
    rcu_settle();
    directory_free(&bench->common.directory);
    route_free(&bench->common.route);
    rcu_settle();
    memory_free(bench);
}

/* -- the scanner */

static const struct option {
    uint8_t     number;
    const char *name;
    bool        probed;        /* by the one of the record: part of the fingerprint */
    bool        granted;       /* when we say DO */
    bool        later;         /* granted by the later one only */
} option_rows[] = {
    {0, "BINARY", true, true, false},      {3, "SGA", true, true, false},        {1, "ECHO", true, true, false},
    {5, "STATUS", true, true, false},      {42, "CHARSET", true, true, false},   {25, "EOR", true, true, false},
    {44, "COM_PORT", true, false, false},  {24, "TTYPE", false, true, false},    {31, "NAWS", false, true, false},
    {39, "NEW_ENVIRON", false, true, false}, {201, "GMCP", false, true, false},  {69, "MSDP", false, true, false},
    {70, "MSSP", false, true, false},      {90, "MSP", false, false, true},      {91, "MXP", false, false, true},
    {200, "ATCP", false, false, true},     {93, "ZMP", false, false, true},      {102, "AARDWOLF", false, false, true},
};
enum { OPTIONS = sizeof option_rows / sizeof option_rows[0] };
enum { SE = 0xf0, GA = 0xf9, SB = 0xfa, WILL, WONT, DO, DONT, IAC };

struct scanner {
    int      fd;
    bool     later;
    uint8_t  state, command;
    uint8_t  content[TEXT_SIZE];
    size_t   content_length;
    char     text[TEXT_SIZE], events[EVENTS_SIZE], mssp[TEXT_SIZE];
    size_t   text_length, events_length;
    bool     offered[256], refused[256], requested[256], probing[256];
    unsigned prompts, terminal_asked;
};

static const struct option *option_of(uint8_t number)
{
    for (unsigned i = 0; i < OPTIONS; i++) {
        if (option_rows[i].number == number) {
            return &option_rows[i];
        }
    }
    return NULL;
}

static void event(struct scanner *scanner, const char *word, uint8_t number)
{
    const struct option *option = option_of(number);
    scanner->events_length +=
        (size_t)snprintf(scanner->events + scanner->events_length, EVENTS_SIZE - scanner->events_length, "%s %s\n", word,
                         option == NULL ? "?" : option->name);
    assert_true(scanner->events_length < EVENTS_SIZE);
}

static void send_bytes(struct scanner *scanner, const void *bytes, size_t length)
{
    assert_int_equal(send(scanner->fd, bytes, length, MSG_NOSIGNAL), length);
}

#define SEND(scanner, literal) send_bytes(scanner, literal, sizeof(literal) - 1)

static void say(struct scanner *scanner, uint8_t command, uint8_t number)
{
    send_bytes(scanner, (const uint8_t[]){IAC, command, number}, 3);
}

static bool grants(const struct scanner *scanner, const struct option *option)
{
    return option != NULL && (option->granted || (scanner->later && option->later));
}

static void on_do(struct scanner *scanner, uint8_t number)
{
    event(scanner, "DO", number);
    const struct option *option = option_of(number);
    if (!grants(scanner, option)) {
        say(scanner, WONT, number);
        return;
    }
    scanner->requested[number] = option->granted;
    say(scanner, WILL, number);
    if (number == 31) {
        SEND(scanner, "\xff\xfa\x1f\x00\x50\x00\x19\xff\xf0");
    }
}

static void on_will(struct scanner *scanner, uint8_t number)
{
    event(scanner, "WILL", number);
    scanner->offered[number] = true;
    if (!scanner->probing[number]) {
        say(scanner, grants(scanner, option_of(number)) ? DO : DONT, number);
    }
}

static void on_content(struct scanner *scanner)
{
    uint8_t number = scanner->content[0];
    event(scanner, "SB", number);
    if (number == 24) {
        assert_memory_equal(scanner->content, "\x18\x01", 2);
        scanner->terminal_asked++;
        SEND(scanner, "\xff\xfa\x18\x00VT100\xff\xf0");
    } else if (number == 42) {
        assert_memory_equal(scanner->content, "\x2a\x01 UTF-8", 8);
        SEND(scanner, "\xff\xfa\x2a\x02UTF-8\xff\xf0");
    } else if (number == 70) {
        memcpy(scanner->mssp, scanner->content + 1, scanner->content_length - 1);
        scanner->mssp[scanner->content_length - 1] = '\0';
    }
}

static void on_command_byte(struct scanner *scanner, uint8_t byte)
{
    scanner->state = 0;
    if (byte == GA) {
        scanner->prompts++;
        scanner->events_length += (size_t)snprintf(scanner->events + scanner->events_length, 8, "GA\n");
    } else if (byte == SB) {
        scanner->state = 3;
        scanner->content_length = 0;
    } else {
        assert_in_range(byte, WILL, DONT); /* nothing else belongs here: not even FF */
        scanner->command = byte;
        scanner->state = 2;
    }
}

static void on_byte(struct scanner *scanner, uint8_t byte)
{
    switch (scanner->state) {
    case 0:
        if (byte == IAC) {
            scanner->state = 1;
        } else {
            scanner->text[scanner->text_length++] = (char)byte;
        }
        break;
    case 1:
        on_command_byte(scanner, byte);
        break;
    case 2:
        scanner->state = 0;
        switch (scanner->command) {
        case DO:   on_do(scanner, byte); break;
        case WILL: on_will(scanner, byte); break;
        case WONT: event(scanner, "WONT", byte); scanner->refused[byte] = true; break;
        default:   event(scanner, "DONT", byte);
        }
        break;
    case 3:
        if (byte == IAC) {
            scanner->state = 4;
        } else {
            scanner->content[scanner->content_length++] = byte;
        }
        break;
    default:
        assert_int_equal(byte, SE);
        scanner->state = 0;
        on_content(scanner);
    }
}

/* One piece of what the server sends; fails when it sends nothing for long. */
static void scanner_read(struct scanner *scanner)
{
    uint8_t bytes[4096];
    struct pollfd ready = {.fd = scanner->fd, .events = POLLIN};
    if (poll(&ready, 1, PATIENCE_MS) <= 0) {
        fail_msg("nothing comes any more; so far:\n%s%.*s", scanner->events, (int)scanner->text_length, scanner->text);
    }
    ssize_t length = recv(scanner->fd, bytes, sizeof bytes, 0);
    assert_true(length > 0);
    for (ssize_t i = 0; i < length; i++) {
        on_byte(scanner, bytes[i]);
    }
}

static void read_until(struct scanner *scanner, const char *last_event)
{
    while (strstr(scanner->events, last_event) == NULL) {
        scanner_read(scanner);
    }
}

static void read_prompts(struct scanner *scanner, unsigned prompts)
{
    while (scanner->prompts < prompts) {
        scanner_read(scanner);
    }
}

static struct scanner *scanner_new(struct bench *bench, bool later)
{
    struct scanner *scanner = memory_get(sizeof *scanner);
    scanner->later = later;
    scanner->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in name = {.sin_family = AF_INET, .sin_port = htons(net_port(bench->net))};
    name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_int_equal(connect(scanner->fd, (struct sockaddr *)&name, sizeof name), 0);
    return scanner;
}

static void scanner_free(struct scanner *scanner)
{
    close(scanner->fd);
    memory_free(scanner);
}

static void probe(struct scanner *scanner, const char *const *wanted, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        for (unsigned row = 0; row < OPTIONS; row++) {
            if (strcmp(option_rows[row].name, wanted[i]) == 0) {
                scanner->probing[option_rows[row].number] = true;
                say(scanner, DO, option_rows[row].number);
            }
        }
    }
}

/* -- the fingerprint: the JSON of what it saw, keys and names sorted, and the beginning of its SHA-256 */

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void json_add(char *json, size_t size, const char *key, const bool set[256], bool only_probed)
{
    const char *sorted[OPTIONS];
    unsigned count = 0;
    for (unsigned i = 0; i < OPTIONS; i++) {
        if (set[option_rows[i].number] && (!only_probed || option_rows[i].probed)) {
            sorted[count++] = option_rows[i].name;
        }
    }
    qsort(sorted, count, sizeof sorted[0], by_name);
    size_t at = strlen(json);
    at += (size_t)snprintf(json + at, size - at, "\"%s\":[", key);
    for (unsigned i = 0; i < count; i++) {
        at += (size_t)snprintf(json + at, size - at, "%s\"%s\"", i == 0 ? "" : ",", sorted[i]);
    }
    snprintf(json + at, size - at, "],");
}

static void fingerprint(const struct scanner *scanner, char hex[17])
{
    char json[2000] = "{";
    json_add(json, sizeof json, "offered-options", scanner->offered, true);
    strcat(json, "\"probed-protocol\":\"server\",");
    json_add(json, sizeof json, "refused-options", scanner->refused, true);
    json_add(json, sizeof json, "requested-options", scanner->requested, false);
    strcat(json, "\"scan-type\":\"quick\"}");
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, (const unsigned char *)json, strlen(json));
    sodium_bin2hex(hex, 17, hash, 8);
}

/* -- the tests */

static const char *const probes[] = {"BINARY", "SGA", "ECHO", "STATUS", "CHARSET", "EOR", "COM_PORT"};
static const char *const later_probes[] = {"BINARY", "SGA",  "ECHO", "STATUS", "CHARSET",  "EOR",
                                           "COM_PORT", "GMCP", "MXP",  "ZMP",    "AARDWOLF", "ATCP"};
#define COUNT(array) (unsigned)(sizeof(array) / sizeof(array)[0])

static MAIN_THREAD void the_fingerprint_is_the_one_of_the_record(void **state)
{
    (void)state;
    struct bench *bench = bench_new();
    bench_begin(bench);
    struct scanner *scanner = scanner_new(bench, false);
    read_prompts(scanner, 1);
    read_until(scanner, "SB MSSP\n");
    read_until(scanner, "SB CHARSET\n");
    read_until(scanner, "WILL MXP\n"); /* the second try: refused as well */
    assert_int_equal(scanner->terminal_asked, 2);
    assert_memory_equal(scanner->text, "Connecting...\r\n", 15);
    assert_non_null(memmem(scanner->text, scanner->text_length, "\r\nAccount name: ", 16));
    size_t before = scanner->text_length;
    SEND(scanner, "\r\n");
    read_prompts(scanner, 2);
    assert_memory_equal(scanner->text + before, "Illegal account name. ", 22);
    assert_memory_equal(scanner->text + scanner->text_length - 16, "\r\nAccount name: ", 16);
    probe(scanner, probes, COUNT(probes));
    read_until(scanner, "WONT COM_PORT\n");
    assert_non_null(strstr(scanner->events, "WONT BINARY\nWONT SGA\nWILL ECHO\nWONT STATUS\nWONT CHARSET\nWONT EOR\nWONT COM_PORT\n"));
    char hex[17];
    fingerprint(scanner, hex);
    assert_string_equal(hex, "9031bf388692cf5a");
    scanner_free(scanner);
    bench_free(bench);
}

static MAIN_THREAD void the_order_is_the_one_of_the_log(void **state)
{
    (void)state;
    struct bench *bench = bench_new();
    bench_begin(bench);
    struct scanner *scanner = scanner_new(bench, true);
    read_until(scanner, "SB MXP\n");
    read_prompts(scanner, 1);
    /* Where the greeting's prompt comes among them depends on the zone's thread. */
    char *prompt = strstr(scanner->events, "GA\n");
    memmove(prompt, prompt + 3, strlen(prompt + 3) + 1);
    scanner->events_length -= 3;
    probe(scanner, later_probes, COUNT(later_probes));
    read_until(scanner, "WONT ATCP\n");
    assert_string_equal(scanner->events,
                        "DO TTYPE\n"
                        "SB TTYPE\nDO NAWS\nDO CHARSET\nWILL MSDP\nWILL MSSP\nDO ATCP\nWILL MSP\nDO MXP\n"
                        "SB TTYPE\nSB CHARSET\nSB MSDP\nSB MSSP\nSB MXP\n"
                        "WONT BINARY\nWONT SGA\nWILL ECHO\nWONT STATUS\nWONT CHARSET\nWONT EOR\nWONT COM_PORT\n"
                        "WONT GMCP\nWILL MXP\nWONT ZMP\nWONT AARDWOLF\nWONT ATCP\n");
    assert_non_null(memmem(scanner->text, scanner->text_length, "\033[7z", 4));
    scanner_free(scanner);
    bench_free(bench);
}

/* Who never answers sees text and one question, and nothing else. */
static MAIN_THREAD void a_client_without_telnet_sees_text(void **state)
{
    (void)state;
    struct bench *bench = bench_new();
    bench_begin(bench);
    struct scanner *scanner = scanner_new(bench, false);
    uint8_t bytes[TEXT_SIZE];
    size_t length = 0;
    while (memmem(bytes, length, "\xff\xf9", 2) == NULL) {
        ssize_t more = recv(scanner->fd, bytes + length, sizeof bytes - length, 0);
        assert_true(more > 0);
        length += (size_t)more;
    }
    static const char begins[] = "Connecting...\r\n\xff\xfd\x18\r\n";
    assert_memory_equal(bytes, begins, sizeof begins - 1);
    assert_null(memchr(bytes + 18, 0xff, length - 20));
    scanner_free(scanner);
    bench_free(bench);
}

static const char *mssp_value(const char *table, const char *name, const char *begin, const char *middle, const char *end)
{
    static char value[400];
    char wanted[100];
    snprintf(wanted, sizeof wanted, "%s%s%s", begin, name, middle);
    const char *found = strstr(table, wanted);
    assert_non_null(found);
    found += strlen(wanted);
    snprintf(value, sizeof value, "%.*s", (int)strcspn(found, end), found);
    return value;
}

static MAIN_THREAD void both_forms_of_mssp_agree_on_the_wire(void **state)
{
    (void)state;
    struct bench *bench = bench_new();
    bench->options.net_census_per_minute = 2;
    bench_begin(bench);
    struct sighting ada = {.name = "ada", .who = {1, 2, 3}, .generation = 1};
    directory_publish(bench->common.directory, &ada);
    struct scanner *scanner = scanner_new(bench, false);
    read_until(scanner, "SB MSSP\n");
    read_prompts(scanner, 1);
    SEND(scanner, "mssp-request\r\n");
    read_prompts(scanner, 2);
    scanner->text[scanner->text_length] = '\0';
    char *lines = strstr(scanner->text, "\r\nMSSP-REPLY-START\r\n");
    assert_non_null(lines);
    assert_non_null(strstr(lines, "MSSP-REPLY-END\r\nAccount name: "));
    static const char *const some[] = {"NAME", "PLAYERS", "UPTIME", "PORT", "ROOMS", "DBSIZE", "WORLD ORIGINALITY"};
    for (unsigned i = 0; i < COUNT(some); i++) {
        char content[400];
        strcpy(content, mssp_value(scanner->mssp, some[i], "\001", "\002", "\001"));
        assert_string_equal(mssp_value(lines, some[i], "\r\n", "\t", "\r"), content);
    }
    assert_string_equal(mssp_value(lines, "PLAYERS", "\r\n", "\t", "\r"), "1");
    assert_string_equal(mssp_value(lines, "DBSIZE", "\r\n", "\t", "\r"), "221");
    SEND(scanner, "MSSP-REQUEST\r\n"); /* the third within a minute */
    read_prompts(scanner, 3);
    scanner->text[scanner->text_length] = '\0';
    assert_non_null(strstr(scanner->text, "asked often enough"));
    /* In the game it is a command like any other. */
    SEND(scanner, "game\r\nmssp-request\r\n");
    read_prompts(scanner, 5);
    scanner->text[scanner->text_length] = '\0';
    assert_null(strstr(strstr(scanner->text, "asked often"), "MSSP-REPLY-START"));
    scanner_free(scanner);
    bench_free(bench);
}

/* -- what a player's client is told */

static void expect_bytes(struct scanner *scanner, const char *bytes, size_t length)
{
    static uint8_t seen[TEXT_SIZE];
    size_t seen_length = 0;
    while (memmem(seen, seen_length, bytes, length) == NULL) {
        struct pollfd ready = {.fd = scanner->fd, .events = POLLIN};
        if (poll(&ready, 1, PATIENCE_MS) <= 0) {
            fail_msg("waited for \"%.*s\" behind \"%.*s\"", (int)length, bytes, (int)seen_length, seen);
        }
        ssize_t more = recv(scanner->fd, seen + seen_length, 1, 0); /* not a byte beyond */
        assert_true(more == 1);
        seen_length++;
    }
}

#define EXPECT(scanner, literal) expect_bytes(scanner, literal, sizeof(literal) - 1)
#define FRAME(name, value) "\xff\xfa\x45\x01" name "\x02" value "\xff\xf0"
#define PROMPT "< Ada > \xff\xf9"

static MAIN_THREAD void values_come_before_the_prompt(void **state)
{
    (void)state;
    struct bench *bench = bench_new();
    bench_begin(bench);
    struct scanner *client = scanner_new(bench, false);
    SEND(client, "\xff\xfc\x18\xff\xfd\x45");
    EXPECT(client, "Account name: \xff\xf9");
    /* Each separator twice, and byte by byte. */
    static const char report[] = "\xff\xfa\x45\x01REPORT\x02\x02POSITION\x02\x02" "CHARACTER_NAME\x02\x02ROOM_VNUM\xff\xf0";
    for (size_t at = 0; at < sizeof report - 1; at++) {
        send_bytes(client, report + at, 1);
    }
    EXPECT(client, FRAME("CHARACTER_NAME", "") FRAME("POSITION", "Menu") FRAME("ROOM_VNUM", ""));
    SEND(client, "game\r\n");
    EXPECT(client, ".\r\n" FRAME("CHARACTER_NAME", "Ada") FRAME("POSITION", "Standing") FRAME("ROOM_VNUM", "3001") PROMPT);
    SEND(client, "stay\r\n");
    EXPECT(client, ".\r\n" PROMPT);
    SEND(client, "walk\r\n");
    EXPECT(client, ".\r\n" FRAME("ROOM_VNUM", "3002") PROMPT);
    SEND(client, "leave\r\n");
    EXPECT(client, ".\r\n" FRAME("CHARACTER_NAME", "") FRAME("POSITION", "Menu") FRAME("ROOM_VNUM", "") PROMPT);
    scanner_free(client);
    bench_free(bench);
}

static MAIN_THREAD void switches_change_what_is_shown(void **state)
{
    (void)state;
    struct bench *bench = bench_new();
    bench_begin(bench);
    struct scanner *client = scanner_new(bench, false);
    SEND(client, "\xff\xfc\x18\xff\xfd\x45game\r\n");
    EXPECT(client, "Done, \033[1;35mwell\033[0m.\r\n" PROMPT);
    SEND(client, "\xff\xfa\x45\x01" "ANSI_COLORS\x02" "0\x01REPORT\x02" "ANSI_COLORS\xff\xf0");
    EXPECT(client, FRAME("ANSI_COLORS", "0"));
    SEND(client, "stay\r\n");
    EXPECT(client, "Done, well.\r\n" PROMPT);
    SEND(client, "\xff\xfa\x45\x01XTERM_256_COLORS\x02" "1\xff\xf0");
    EXPECT(client, FRAME("ANSI_COLORS", "1"));
    SEND(client, "aloud\r\n"); /* the zone knows of a wish */
    EXPECT(client, "Done, well.\r\n" PROMPT);
    SEND(client, "stay\r\n");
    EXPECT(client, "Done, well.\r\n" PROMPT);
    scanner_free(client);
    bench_free(bench);
}

/* A screen reader says so in its third answer; the greeting waits for that, and is without its drawing. */
static MAIN_THREAD void who_listens_is_greeted_without_art(void **state)
{
    (void)state;
    struct bench *bench = bench_new();
    bench->options.net_greeting_wait_ms = 10 * PATIENCE_MS;
    bench_begin(bench);
    struct scanner *client = scanner_new(bench, false);
    EXPECT(client, "Connecting...\r\n\xff\xfd\x18");
    SEND(client, "\xff\xfb\x18");
    EXPECT(client, "\xff\xfa\x18\x01\xff\xf0");
    SEND(client, "\xff\xfa\x18\x00MUDLET\xff\xf0\xff\xfa\x18\x00XTERM\xff\xf0");
    EXPECT(client, "\xff\xfa\x18\x01\xff\xf0\xff\xfa\x18\x01\xff\xf0");
    SEND(client, "\xff\xfa\x18\x00MTTS 2413\xff\xf0");
    EXPECT(client, "\xff\xfa\x18\x01\xff\xf0\r\n\r\nKallistiMUD\r\n\r\nEnter your account name.");
    scanner_free(client);
    bench_free(bench);
}

/* What a player has switched himself comes before anything his client says, before or afterwards. */
static MAIN_THREAD void his_own_word_comes_first(void **state)
{
    (void)state;
    struct bench *bench = bench_new();
    bench_begin(bench);
    struct scanner *client = scanner_new(bench, false);
    SEND(client, "\xff\xfb\x18game\r\n");
    EXPECT(client, "Done, \033[1;35mwell\033[0m.\r\n" PROMPT);
    SEND(client, "silent\r\n");
    EXPECT(client, "Done, \033[1;35mwell\033[0m.\r\n" PROMPT);
    SEND(client, "\xff\xfa\x18\x00" "A\xff\xf0\xff\xfa\x18\x00" "B\xff\xf0\xff\xfa\x18\x00MTTS 65\xff\xf0stay\r\n");
    EXPECT(client, "Done, \033[1;35mwell\033[0m.\r\n" PROMPT);
    SEND(client, "aloud\r\n");
    EXPECT(client, "Done, well.\r\n" PROMPT);
    SEND(client, "painted\r\n");                           /* his clients' triggers want them all the same */
    EXPECT(client, "Done, \033[1;35mwell\033[0m.\r\n" PROMPT);
    scanner_free(client);
    bench_free(bench);
}

/* Nobody who types waits for it. */
static MAIN_THREAD void a_line_brings_the_greeting(void **state)
{
    (void)state;
    struct bench *bench = bench_new();
    bench->options.net_greeting_wait_ms = 10 * PATIENCE_MS;
    bench_begin(bench);
    struct scanner *client = scanner_new(bench, false);
    SEND(client, "Ada\r\n");
    EXPECT(client, "Enter your account name.");
    EXPECT(client, "Illegal account name.");
    scanner_free(client);
    bench_free(bench);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_fingerprint_is_the_one_of_the_record),
        cmocka_unit_test(the_order_is_the_one_of_the_log),
        cmocka_unit_test(a_client_without_telnet_sees_text),
        cmocka_unit_test(both_forms_of_mssp_agree_on_the_wire),
        cmocka_unit_test(values_come_before_the_prompt),
        cmocka_unit_test(switches_change_what_is_shown),
        cmocka_unit_test(who_listens_is_greeted_without_art),
        cmocka_unit_test(a_line_brings_the_greeting),
        cmocka_unit_test(his_own_word_comes_first),
    };
    clock_begin(0);
    rcu_thread_begin();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    rcu_thread_end();
    return failed;
}
