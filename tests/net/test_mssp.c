/* tests/net/test_mssp.c -- the table of lists of games: its names, its order, its two forms. */
#include "net/mssp.h"

#include "core/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* As the live game has always told them. */
static const char *const names[] = {
    "NAME", "PLAYERS", "UPTIME", "CRAWL DELAY", "HOSTNAME", "PORT", "CODEBASE", "CONTACT", "CREATED", "ICON", "IP", "LANGUAGE",
    "LOCATION", "MINIMUM AGE", "WEBSITE", "FAMILY", "GENRE", "GAMEPLAY", "STATUS", "GAMESYSTEM", "INTERMUD", "SUBGENRE", "AREAS",
    "HELPFILES", "MOBILES", "OBJECTS", "ROOMS", "CLASSES", "LEVELS", "RACES", "SKILLS", "ANSI", "GMCP", "MCCP", "MCP", "MSDP",
    "MSP", "MXP", "PUEBLO", "UTF-8", "VT100", "XTERM 256 COLORS", "PAY TO PLAY", "PAY FOR PERKS", "HIRING BUILDERS",
    "HIRING CODERS", "DBSIZE", "EXITS", "EXTRA DESCRIPTIONS", "MUDPROGS", "MUDTRIGS", "RESETS", "ADULT MATERIAL", "MULTICLASSING",
    "NEWBIE FRIENDLY", "PLAYER CITIES", "PLAYER CLANS", "PLAYER CRAFTING", "PLAYER GUILDS", "EQUIPMENT SYSTEM", "MULTIPLAYING",
    "PLAYERKILLING", "QUEST SYSTEM", "ROLEPLAYING", "TRAINING SYSTEM", "WORLD ORIGINALITY",
};
enum { NAMES = sizeof names / sizeof names[0], VALUE_SIZE = 300 };
_Static_assert(NAMES == 66, "as many as ever");

struct table {
    char values[NAMES][VALUE_SIZE];
};

static const struct census census = {
    .started = 1700000000, .areas = 3, .rooms = 70, .exits = 150, .mobiles = 11, .objects = 12, .extras = 13, .resets = 14,
    .helpfiles = 15, .programs = 16, .triggers = 17, .classes = 18, .levels = 19, .races = 20, .skills = 21,
};

static MAIN_THREAD struct options *options_new(void)
{
    struct options *options = memory_get(sizeof *options);
    options_begin(options);
    return options;
}

/* Both read one after the other as they came: a name too many, or out of its place, is an error. */
static void read_content(const struct mssp_about *about, struct table *table)
{
    struct bytes_writer out = {0};
    mssp_put_content(about, &out);
    put_u8(&out, 1);
    const char *at = (const char *)out.bytes;
    for (unsigned row = 0; row < NAMES; row++) {
        char begin[100];
        int length = snprintf(begin, sizeof begin, "\001%s\002", names[row]);
        assert_memory_equal(at, begin, length);
        at += length;
        size_t value = strcspn(at, "\001\002\377");
        snprintf(table->values[row], VALUE_SIZE, "%.*s", (int)value, at);
        at += value;
    }
    assert_ptr_equal(at, out.bytes + out.length - 1);
    bytes_free(&out);
}

static void read_lines(const struct mssp_about *about, struct table *table)
{
    static const char first[] = "\r\nMSSP-REPLY-START\r\n", last[] = "MSSP-REPLY-END\r\n";
    struct bytes_writer out = {0};
    mssp_put_lines(about, &out);
    put_u8(&out, 0);
    const char *at = (const char *)out.bytes;
    assert_memory_equal(at, first, sizeof first - 1);
    at += sizeof first - 1;
    for (unsigned row = 0; row < NAMES; row++) {
        size_t name = strcspn(at, "\t"), line = strcspn(at, "\r");
        assert_int_equal(name, strlen(names[row]));
        assert_memory_equal(at, names[row], name);
        snprintf(table->values[row], VALUE_SIZE, "%.*s", (int)(line - name - 1), at + name + 1);
        assert_memory_equal(at + line, "\r\n", 2);
        at += line + 2;
    }
    assert_string_equal(at, last);
    bytes_free(&out);
}

static const char *value(const struct table *table, const char *name)
{
    for (unsigned row = 0; row < NAMES; row++) {
        if (strcmp(names[row], name) == 0) {
            return table->values[row];
        }
    }
    fail_msg("no %s", name);
    return NULL;
}

#define VALUE(name, expected) assert_string_equal(value(&table, name), expected)

static MAIN_THREAD void both_forms_say_the_same(void **state)
{
    (void)state;
    struct options *options = options_new();
    struct mssp_about about = {.options = options, .census = &census, .port = 4000, .players = 5};
    struct table content, lines;
    read_content(&about, &content);
    read_lines(&about, &lines);
    for (unsigned row = 0; row < NAMES; row++) {
        assert_string_equal(content.values[row], lines.values[row]);
    }
    memory_free(options);
}

static MAIN_THREAD void what_is_counted_is_told(void **state)
{
    (void)state;
    struct options *options = options_new();
    struct mssp_about about = {.options = options, .census = &census, .port = 4000, .players = 5};
    struct table table;
    read_content(&about, &table);
    VALUE("NAME", "KallistiMUD");
    VALUE("PLAYERS", "5");
    VALUE("UPTIME", "1700000000");
    VALUE("PORT", "4000");
    VALUE("AREAS", "3");
    VALUE("ROOMS", "70");
    VALUE("EXITS", "150");
    VALUE("MOBILES", "11");
    VALUE("OBJECTS", "12");
    VALUE("EXTRA DESCRIPTIONS", "13");
    VALUE("RESETS", "14");
    VALUE("HELPFILES", "15");
    VALUE("MUDPROGS", "16");
    VALUE("MUDTRIGS", "17");
    VALUE("CLASSES", "18");
    VALUE("LEVELS", "19");
    VALUE("RACES", "20");
    VALUE("SKILLS", "21");
    VALUE("DBSIZE", "248"); /* rooms, exits, objects, mobiles, players */
    memory_free(options);
}

static MAIN_THREAD void an_operator_says_where_it_is(void **state)
{
    (void)state;
    struct options *options = options_new();
    struct mssp_about about = {.options = options, .census = &census};
    struct table table;
    read_content(&about, &table);
    VALUE("HOSTNAME", "");
    VALUE("CONTACT", "");
    VALUE("WEBSITE", "");
    snprintf(options->game_hostname, sizeof options->game_hostname, "mud.example.org");
    snprintf(options->game_contact, sizeof options->game_contact, "a\001b\002c\377\r\n@example.org");
    options->game_created = 1999;
    read_content(&about, &table);
    VALUE("HOSTNAME", "mud.example.org");
    VALUE("CONTACT", "abc@example.org"); /* what would break a frame or a line is not said */
    VALUE("CREATED", "1999");
    read_lines(&about, &table);
    VALUE("CONTACT", "abc@example.org");
    memory_free(options);
}

static void the_word_for_it(void **state)
{
    (void)state;
    assert_true(mssp_is_request("MSSP-REQUEST"));
    assert_true(mssp_is_request("mssp-request"));
    assert_false(mssp_is_request("MSSP-REQUESTS"));
    assert_false(mssp_is_request(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_forms_say_the_same),
        cmocka_unit_test(what_is_counted_is_told),
        cmocka_unit_test(an_operator_says_where_it_is),
        cmocka_unit_test(the_word_for_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
