/* tests/net/test_msdp.c -- what is asked of MSDP, and the frames that answer. */
#include "net/msdp.h"

#include "core/dice.h"
#include "core/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The names that clients of the live game know. */
static const char *const names[] = {
    "ACCOUNT_NAME", "CHARACTER_NAME", "LEVEL", "CLASS", "RACE", "POSITION", "ALIGNMENT", "HEALTH", "HEALTH_MAX", "MANA", "MANA_MAX",
    "STAMINA", "STAMINA_MAX", "STR", "INT", "WIS", "DEX", "CON", "LUK", "STR_PERM", "INT_PERM", "WIS_PERM", "DEX_PERM", "CON_PERM",
    "LUK_PERM", "STR_MAX", "INT_MAX", "WIS_MAX", "DEX_MAX", "CON_MAX", "LUK_MAX", "AC", "HITROLL", "DAMROLL", "WIMPY", "EXPERIENCE",
    "EXPERIENCE_MAX", "EXPERIENCE_TNL", "HERO_POINTS", "HERO_POINTS_TNL", "NOBLE_POINTS", "NOBLE_POINTS_TNL", "PARAGON_LEVEL",
    "REMORT_LAPS_TOTAL", "REMORT_LAPS_IN_CLASS", "REMORT_LEVELS", "PRACTICE", "QPOINTS", "GOLD", "BANK_GOLD", "HUNGER", "THIRST",
    "WHOFLAGS", "BARDSONG", "COMBAT_STANCE", "QUEUE", "PROMPT", "WIELD", "HOLD", "SHIELD", "QUICKDRAW", "EQUIPMENT", "AFFECTS",
    "GROUP", "GROUPLEVEL", "OPPONENT_NAME", "OPPONENT_NUMBER", "OPPONENT_LEVEL", "OPPONENT_HEALTH", "OPPONENT_HEALTH_MAX",
    "OPPONENT_STAMINA", "OPPONENT_STAMINA_MAX", "RANGED", "MOUNT_NAME", "MOUNT_HEALTH", "MOUNT_HEALTH_MAX", "MOUNT_STAMINA",
    "MOUNT_STAMINA_MAX", "AREA_NAME", "AREA_MINLEVEL", "AREA_MAXLEVEL", "ROOM_NAME", "ROOM_VNUM", "ROOM_TERRAIN", "ROOM_EXITS",
    "ROOM_WEATHER", "WORLD_TIME", "PC_IN_ROOM", "PC_IN_ZONE", "UPTIME", "SERVER_TIME", "SERVER_ID", "SNIPPET_VERSION", "CLIENT_ID",
    "CLIENT_VERSION", "PLUGIN_ID", "ANSI_COLORS", "XTERM_256_COLORS", "UTF_8", "MXP", "SOUND",
};
enum { NAMES = sizeof names / sizeof names[0] };
_Static_assert(NAMES == 101, "one too many breaks a client");

struct client {
    struct msdp        *msdp;
    struct msdp_own     own;
    struct bytes_writer out;
    unsigned            problems;
    int                 switched, on; /* the last switch; -1 for none */
};

static struct client *client_new(void)
{
    struct client *client = memory_get(sizeof *client);
    client->msdp = msdp_new();
    client->own = (struct msdp_own){.server = "KallistiMUD", .uptime = 600, .now = 1700000000, .ansi = true, .utf8 = true};
    client->switched = -1;
    return client;
}

static void client_free(struct client *client)
{
    msdp_free(&client->msdp);
    assert_null(client->msdp);
    bytes_free(&client->out);
    memory_free(client);
}

static void on_switched(void *owner, enum msdp_variable variable, bool on)
{
    struct client *client = owner;
    client->switched = (int)variable;
    client->on = on;
}

static void say(struct client *client, const void *content, size_t length)
{
    client->problems += !msdp_take(client->msdp, content, length, on_switched, client);
}

/* What is flushed is this, and nothing else. */
static void hears(struct client *client, const char *frames, size_t length)
{
    bytes_clear(&client->out);
    msdp_flush(client->msdp, &client->own, &client->out);
    if (client->out.length != length) {
        fail_msg("%zu bytes instead of %zu: %.*s", client->out.length, length, (int)client->out.length, client->out.bytes);
    }
    assert_memory_equal(client->out.bytes, frames, length);
}

static void learns(struct client *client, const char *facts)
{
    struct text *text = text_string(facts);
    msdp_facts(client->msdp, text);
    text_unref(&text);
}

#define SAY(literal) say(client, literal, sizeof(literal) - 1)
#define HEARS(literal) hears(client, literal, sizeof(literal) - 1)
#define SB "\xff\xfa\x45"
#define SE "\xff\xf0"
#define VAR "\x01"
#define VAL "\x02"
#define FRAME(name, value) SB VAR name VAL value SE
#define ARRAY(elements) "\x05" elements "\x06"

static void reportable_are_these_and_no_others(void **state)
{
    (void)state;
    struct client *client = client_new();
    struct bytes_writer expected = {0};
    static const char begin[] = SB VAR "REPORTABLE_VARIABLES" VAL "\x05", end[] = "\x06" SE;
    put_bytes(&expected, begin, sizeof begin - 1);
    for (unsigned i = 0; i < NAMES; i++) {
        put_u8(&expected, 2);
        put_bytes(&expected, names[i], strlen(names[i]));
    }
    put_bytes(&expected, end, sizeof end - 1);
    SAY(VAR "LIST" VAL "REPORTABLE_VARIABLES");
    hears(client, (char *)expected.bytes, expected.length);
    bytes_free(&expected);
    client_free(client);
}

static void six_lists(void **state)
{
    (void)state;
    struct client *client = client_new();
    SAY(VAR "LIST" VAL "COMMANDS");
    HEARS(FRAME("COMMANDS", ARRAY(VAL "LIST" VAL "REPORT" VAL "RESET" VAL "SEND" VAL "UNREPORT")));
    SAY(VAR "LIST" VAL "LISTS");
    HEARS(FRAME("LISTS", ARRAY(VAL "COMMANDS" VAL "LISTS" VAL "REPORTABLE_VARIABLES" VAL "REPORTED_VARIABLES" VAL
                               "SENDABLE_VARIABLES" VAL "CONFIGURABLE_VARIABLES")));
    SAY(VAR "LIST" VAL "CONFIGURABLE_VARIABLES");
    HEARS(FRAME("CONFIGURABLE_VARIABLES", ARRAY(VAL "CLIENT_ID" VAL "CLIENT_VERSION" VAL "PLUGIN_ID" VAL "ANSI_COLORS" VAL
                                                "XTERM_256_COLORS" VAL "UTF_8" VAL "MXP" VAL "SOUND")));
    SAY(VAR "LIST" VAL "REPORTED_VARIABLES");
    HEARS(FRAME("REPORTED_VARIABLES", "")); /* an empty array is an empty value */
    SAY(VAR "REPORT" VAL "LEVEL" VAL "GOLD");
    HEARS(FRAME("LEVEL", "0") FRAME("GOLD", "0"));
    SAY(VAR "LIST" VAL "REPORTED_VARIABLES");
    HEARS(FRAME("REPORTED_VARIABLES", ARRAY(VAL "LEVEL" VAL "GOLD")));
    SAY(VAR "LIST" VAL "SENDABLE_VARIABLES");
    msdp_flush(client->msdp, &client->own, &client->out);
    assert_true(client->out.length > 1000);
    bytes_clear(&client->out);
    SAY(VAR "LIST" VAL "WHATEVER" VAR "LIST" VAL "");
    HEARS("");
    client_free(client);
}

static void every_value_is_of_its_kind(void **state)
{
    (void)state;
    struct client *client = client_new();
    SAY(VAR "REPORT");
    for (unsigned i = 0; i < NAMES; i++) {
        char content[80];
        int length = snprintf(content, sizeof content, "\001SEND\002%s", names[i]);
        bytes_clear(&client->out);
        say(client, content, (size_t)length);
        msdp_flush(client->msdp, &client->own, &client->out);
        length = snprintf(content, sizeof content, SB VAR "%s" VAL, names[i]);
        assert_true(client->out.length >= (size_t)length + 2);
        assert_memory_equal(client->out.bytes, content, length);
        assert_memory_equal(client->out.bytes + client->out.length - 2, SE, 2);
    }
    SAY(VAR "SEND" VAL "POSITION" VAL "CHARACTER_NAME" VAL "AFFECTS" VAL "GROUP" VAL "ROOM_WEATHER" VAL "HEALTH" VAL "SERVER_ID");
    HEARS(FRAME("CHARACTER_NAME", "") FRAME("POSITION", "Menu") FRAME("HEALTH", "0") FRAME("AFFECTS", "") FRAME("GROUP", "")
          FRAME("ROOM_WEATHER", "unknown") FRAME("SERVER_ID", "KallistiMUD"));
    client_free(client);
}

static void reported_is_what_changes(void **state)
{
    (void)state;
    struct client *client = client_new();
    learns(client, VAR "HEALTH" VAL "90" VAR "ROOM_NAME" VAL "The Temple" VAR "ROOM_EXITS" VAL "\x03" VAR "north" VAL "3002" "\x04");
    SAY(VAR "REPORT" VAL "HEALTH" VAL "ROOM_EXITS" VAL "NO_SUCH_THING");
    HEARS(FRAME("HEALTH", "90") FRAME("ROOM_EXITS", "\x03" VAR "north" VAL "3002" "\x04"));
    HEARS("");
    learns(client, VAR "HEALTH" VAL "90" VAR "ROOM_NAME" VAL "Elsewhere" VAR "ROOM_EXITS" VAL "\x03" VAR "north" VAL "C" "\x04");
    HEARS(FRAME("ROOM_EXITS", "\x03" VAR "north" VAL "C" "\x04"));
    learns(client, VAR "HEALTH" VAL "80" VAR "ROOM_EXITS" VAL "");
    learns(client, VAR "HEALTH" VAL "70" VAR "ROOM_EXITS" VAL ""); /* twice in a turn: told once */
    HEARS(FRAME("HEALTH", "70") FRAME("ROOM_EXITS", ""));
    msdp_facts(client->msdp, NULL);
    HEARS(FRAME("HEALTH", "0"));
    SAY(VAR "UNREPORT" VAL "HEALTH");
    learns(client, VAR "HEALTH" VAL "60");
    HEARS("");
    SAY(VAR "SEND" VAL "HEALTH");
    HEARS(FRAME("HEALTH", "60"));
    HEARS("");
    SAY(VAR "RESET" VAL "REPORTED_VARIABLES" VAR "LIST" VAL "REPORTED_VARIABLES");
    HEARS(FRAME("REPORTED_VARIABLES", ""));
    client_free(client);
}

static void every_way_of_listing_arguments(void **state)
{
    (void)state;
    struct client *client = client_new();
    SAY(VAR "SEND" VAL VAL "LEVEL" VAL VAL "GOLD"); /* each separator twice */
    HEARS(FRAME("LEVEL", "0") FRAME("GOLD", "0"));
    SAY(VAR "SEND" VAL ARRAY(VAL "LEVEL" VAL "GOLD"));
    HEARS(FRAME("LEVEL", "0") FRAME("GOLD", "0"));
    SAY(VAR "SEND" VAL "LEVEL" VAR "SEND" VAL "GOLD");
    HEARS(FRAME("LEVEL", "0") FRAME("GOLD", "0"));
    SAY(VAR "SEND" VAL "GOLD" VAL "LEVEL" VAL "GOLD"); /* however often */
    HEARS(FRAME("LEVEL", "0") FRAME("GOLD", "0"));
    assert_int_equal(client->problems, 0);
    client_free(client);
}

static void reporting_again_tells_again(void **state)
{
    (void)state;
    struct client *client = client_new();
    SAY(VAR "REPORT" VAL "LEVEL");
    HEARS(FRAME("LEVEL", "0"));
    SAY(VAR "REPORT" VAL "LEVEL");
    HEARS(FRAME("LEVEL", "0"));
    client_free(client);
}

static void clocks_do_not_chatter(void **state)
{
    (void)state;
    struct client *client = client_new();
    client->own.now = 1699999980; /* a whole minute */
    SAY(VAR "REPORT" VAL "UPTIME" VAL "SERVER_TIME" VAL "QUEUE");
    HEARS(FRAME("QUEUE", "0") FRAME("UPTIME", "600") FRAME("SERVER_TIME", "1699999980"));
    client->own.now += 59;
    client->own.uptime += 59;
    HEARS("");
    client->own.queue = 2;
    HEARS(FRAME("QUEUE", "2"));
    client->own.now++;
    client->own.uptime++;
    HEARS(FRAME("UPTIME", "660") FRAME("SERVER_TIME", "1700000040"));
    client_free(client);
}

static void a_client_says_what_it_is(void **state)
{
    (void)state;
    struct client *client = client_new();
    SAY(VAR "CLIENT_ID" VAL "Mud\x1b[31mClient\xc3\xa9" VAR "CLIENT_VERSION" VAL "1.2" VAR "PLUGIN_ID" VAL "x");
    SAY(VAR "SEND" VAL "CLIENT_ID" VAL "CLIENT_VERSION" VAL "PLUGIN_ID");
    HEARS(FRAME("CLIENT_ID", "Mud[31mClient") FRAME("CLIENT_VERSION", "1.2") FRAME("PLUGIN_ID", "x"));
    SAY(VAR "CLIENT_NAME" VAL "0123456789012345678901234567890123456789 and more" VAR "SEND" VAL "CLIENT_ID");
    HEARS(FRAME("CLIENT_ID", "0123456789012345678901234567890123456789"));
    SAY(VAR "XTERM_256_COLORS" VAL "1");
    assert_int_equal(client->switched, MSDP_XTERM_256_COLORS);
    assert_true(client->on);
    SAY(VAR "SOUND" VAL "0");
    assert_int_equal(client->switched, MSDP_SOUND);
    assert_false(client->on);
    client->switched = -1;
    SAY(VAR "SOUND" VAL "2" VAR "UTF_8" VAL "yes" VAR "HEALTH" VAL "1" VAR "SERVER_ID" VAL "1" VAR "NOTHING" VAL "1");
    assert_int_equal(client->switched, -1);
    client_free(client);
}

static void words_cannot_break_a_frame(void **state)
{
    (void)state;
    struct client *client = client_new();
    /* Four bytes of UTF-8 begin with F0: a client would take that for the end. */
    learns(client, VAR "ROOM_NAME" VAL "Caf\xc3\xa9 \xf0\x9f\x90\x89!" VAR "AREA_NAME" VAL "a\x05z\x1b[0m\xff");
    SAY(VAR "SEND" VAL "ROOM_NAME" VAL "AREA_NAME");
    HEARS(FRAME("AREA_NAME", "az[0m?") FRAME("ROOM_NAME", "Caf\xc3\xa9 ?!"));
    struct bytes_writer content = {0};
    msdp_greeting("Kal\x01\xffli", &content);
    assert_int_equal(content.length, strlen(VAR "SERVER_ID" VAL "Kal?li"));
    assert_memory_equal(content.bytes, VAR "SERVER_ID" VAL "Kal?li", content.length);
    bytes_free(&content);
    client_free(client);
}

static void what_is_malformed_is_told_and_survived(void **state)
{
    (void)state;
    static const struct {
        const char *content;
        bool        sound;
    } contents[] = {
        {"", true},
        {"nonsense", false},
        {VAL "LEVEL", false},
        {VAR, true},
        {VAR VAL "LEVEL", true},
        {VAR "SEND", true},
        {VAR "SEND" VAL "\x05" VAL "LEVEL", false},
        {VAR "SEND" VAL "\x06", false},
        {VAR "SEND" VAL "\x04", false},
        {VAR "SEND" VAL "\x03" VAR "SEND" VAL "LEVEL" "\x04", true}, /* what is in a table is not for us */
        {VAR "SEND" VAL "\x05\x05\x05\x05\x05\x05\x05\x05\x05\x05", false},
        {VAR "SEND" VAL "\x03\x05\x04\x06" VAL "MANA", true},
    };
    for (unsigned i = 0; i < sizeof contents / sizeof contents[0]; i++) {
        struct client *client = client_new();
        say(client, contents[i].content, strlen(contents[i].content));
        if (client->problems != !contents[i].sound) {
            fail_msg("content %u", i);
        }
        client_free(client);
    }
    struct client *client = client_new();
    SAY(VAR "SEND" VAL "\x03" VAR "SEND" VAL "LEVEL" "\x04" VAL "MANA");
    HEARS(FRAME("MANA", "0"));
    client_free(client);
}

/* However much is asked in one turn, the answer is no longer than everything once. */
static void asking_much_does_not_bring_more(void **state)
{
    (void)state;
    struct client *client = client_new();
    struct dice dice;
    dice_seed(&dice, 69);
    size_t most = 0;
    for (unsigned round = 0; round < 300; round++) {
        for (unsigned part = 0; part < 20; part++) {
            static const char *const words[] = {"LIST", "REPORT", "SEND", "UNREPORT", "RESET", "REPORTABLE_VARIABLES", "COMMANDS",
                                                "SENDABLE_VARIABLES", "LEVEL", "GROUP", "SOUND", "1", "LISTS", "CLIENT_ID"};
            struct bytes_writer content = {0};
            for (unsigned word = 0; word < 60; word++) {
                put_u8(&content, (uint8_t)dice_below(&dice, dice_below(&dice, 4) == 0 ? 8 : 3));
                const char *said = words[dice_below(&dice, sizeof words / sizeof words[0])];
                put_bytes(&content, said, strlen(said));
                if (dice_below(&dice, 20) == 0) {
                    put_u8(&content, (uint8_t)dice_below(&dice, 256));
                }
            }
            say(client, content.bytes, content.length);
            bytes_free(&content);
        }
        bytes_clear(&client->out);
        msdp_flush(client->msdp, &client->own, &client->out);
        most = client->out.length > most ? client->out.length : most;
        for (size_t at = 0; at < client->out.length; at++) { /* F0 and FF frame, and do nothing else */
            uint8_t byte = client->out.bytes[at];
            assert_true(byte != 0 && (byte < 0xf0 || byte == 0xff || client->out.bytes[at - 1] == 0xff));
        }
    }
    assert_true(most > 1000 && most < 10000);
    client_free(client);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reportable_are_these_and_no_others),
        cmocka_unit_test(six_lists),
        cmocka_unit_test(every_value_is_of_its_kind),
        cmocka_unit_test(reported_is_what_changes),
        cmocka_unit_test(every_way_of_listing_arguments),
        cmocka_unit_test(reporting_again_tells_again),
        cmocka_unit_test(clocks_do_not_chatter),
        cmocka_unit_test(a_client_says_what_it_is),
        cmocka_unit_test(words_cannot_break_a_frame),
        cmocka_unit_test(what_is_malformed_is_told_and_survived),
        cmocka_unit_test(asking_much_does_not_bring_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
