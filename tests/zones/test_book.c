/* tests/zones/test_book.c -- help topics, socials and channels: what good files become, every mistake of bad ones
 * with its place, and the blanks of a line. */
#include "zones/book.h"

#include "core/memory.h"
#include "zones/commands/command.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

enum { PATH_MOST = 100 };

/* A folder of texts, and what reading it gave. */
static struct {
    char         path[PATH_MOST];
    struct book *book;
    char        *said;            /* without the folder's path */
    unsigned     count;
} folder;

static void put_file(const char *name, const char *content)
{
    char path[PATH_MOST + 40];
    snprintf(path, sizeof path, "%s/%s", folder.path, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(content, file);
    fclose(file);
}

static const char good_channels[] =
    "channels:\n"
    "  talk:\n"
    "    {number: 4, line: \"<Talk: {name}> '{text}'\", colour: channel, speak: everybody, about: Talk.}\n"
    "  tales:\n"
    "    {number: 31, line: \"{{Tales: {name}}} '{text}'\", colour: ADVICE, speak: keepers, off: yes, level_min: 3,\n"
    "     about: Tales.}\n";
static const char good_socials[] =
    "socials:\n"
    "  wave:\n"
    "    alone: {you: You wave., room: \"{name} waves {their} hat.\"}\n"
    "    at: {you: \"You wave at {target}.\", target: \"{name} waves at you.\", room: \"{target} sees {name} wave.\"}\n"
    "    self: {you: You wave., room: \"{name} waves at {themself}.\"}\n"
    "    absent: Nobody.\n"
    "  bow:\n"
    "    alone: {you: You bow., room: \"{name} bows.\"}\n"
    "    at: {you: \"You bow.\", target: \"{name} bows.\", room: \"{name} bows.\"}\n"
    "    self: {you: You bow., room: \"{name} bows.\"}\n"
    "    absent: Nobody.\n";
static const char good_help[] =
    "chapter: First\n"
    "topics:\n"
    "  - title: Looking\n"
    "    keywords: [Look, see far]\n"
    "    text: >\n"
    "      One\n"
    "      line.\n"
    "\n"
    "      Another.\n"
    "    see: [secret, wave, talk]\n";
static const char more_help[] =
    "chapter: Second\n"
    "topics:\n"
    "  - {title: Secret, keywords: [secret], text: Hush., keepers: yes}\n";

static int begin(void **state)
{
    (void)state;
    snprintf(folder.path, sizeof folder.path, "/tmp/test_book_XXXXXX");
    assert_non_null(mkdtemp(folder.path));
    char help[PATH_MOST + 10];
    snprintf(help, sizeof help, "%s/help", folder.path);
    assert_int_equal(mkdir(help, 0700), 0);
    put_file("channels.yaml", good_channels);
    put_file("socials.yaml", good_socials);
    put_file("help/a.yaml", good_help);
    put_file("help/b.yaml", more_help);
    return 0;
}

static int end(void **state)
{
    static const char *const files[] = { "channels.yaml", "socials.yaml", "help/a.yaml", "help/b.yaml", "help", "" };
    (void)state;
    for (unsigned at = 0; at < sizeof files / sizeof *files; at++) {
        char path[PATH_MOST + 40];
        snprintf(path, sizeof path, "%s/%s", folder.path, files[at]);
        remove(path);
    }
    assert_int_equal(access(folder.path, F_OK), -1);
    book_free(&folder.book);
    free(folder.said);
    folder.said = NULL;
    return 0;
}

static void load(void)
{
    size_t size;
    char *said;
    FILE *mistakes = open_memstream(&said, &size);
    folder.count = 0;
    book_free(&folder.book);
    folder.book = book_load(folder.path, mistakes, &folder.count);
    fclose(mistakes);
    free(folder.said);
    folder.said = said;
    size_t length = strlen(folder.path) + 1;
    for (char *at = said; (at = strstr(at, folder.path)) != NULL;)
        memmove(at, at + length, strlen(at + length) + 1);
}

/* One file is bad: this is all that is said, and nothing else suffers. */
static void says(const char *name, const char *content, const char *said, unsigned count)
{
    put_file(name, content);
    load();
    assert_string_equal(folder.said, said);
    assert_int_equal(folder.count, count);
}

static void test_good(void **state)
{
    (void)state;
    load();
    assert_string_equal(folder.said, "");
    assert_int_equal(folder.count, 0);
    const struct book *book = folder.book;
    assert_int_equal(book->channel_count, 2);
    assert_int_equal(book->channels_off, 1u << 31);
    const struct channel_proto *tales = book_channel_number(book, 31);
    assert_string_equal(tales->name, "tales");
    assert_int_equal(tales->speak, SPEAK_KEEPERS);
    assert_int_equal(tales->level_min, 3);
    assert_string_equal(channel_marks[tales->colour], "\001d");
    assert_int_equal(book->social_count, 2);
    assert_string_equal(book->socials[0].name, "bow");
    assert_string_equal(book->socials[1].lines[SOCIAL_AT_ROOM], "{target} sees {name} wave.");
    assert_int_equal(book->topic_count, 2);
    assert_string_equal(book->topics[0].text, "One line.\nAnother.");
    assert_string_equal(book->topics[0].see[2], "talk");
    assert_null(book->topics[0].see[3]);
    assert_string_equal(book->topics[1].chapter, "Second");
}

static void test_finding(void **state)
{
    (void)state;
    load();
    const struct book *book = folder.book;
    assert_string_equal(book_channel(book, "TAL")->name, "talk");
    assert_string_equal(book_channel(book, "tale")->name, "tales");
    assert_null(book_channel(book, "talks"));
    assert_null(book_channel(book, ""));
    assert_null(book_channel_number(book, 5));
    assert_string_equal(book_social(book, "w")->name, "wave");
    assert_null(book_social(book, "waves"));
    assert_null(book_social(book, ""));
    assert_string_equal(book_topic(book, "SEE FAR", false)->title, "Looking");
    assert_null(book_topic(book, "see", false));
    assert_null(book_topic(book, "secret", false));
    assert_non_null(book_topic(book, "secret", true));
    assert_null(book_channel(NULL, "talk"));
    assert_null(book_social(NULL, "wave"));
    assert_null(book_topic(NULL, "look", true));
    assert_int_equal(book_channels_off(NULL), 0);
}

static void fills(const char *line, const char *expected)
{
    const char *values[BLANKS] = { [BLANK_NAME] = "a rat", [BLANK_THEIR] = "its", [BLANK_TEXT] = "{name} {{" };
    struct text *text = book_fill(line, values);
    assert_string_equal(text_bytes(text), expected);
    text_unref(&text);
}

static void test_filling(void **state)
{
    (void)state;
    fills("{name} licks {their} fur.", "A rat licks its fur.");
    fills("the tail of {name}", "The tail of a rat");
    fills("{{{name}}}", "{a rat}");
    fills("'{text}'{target}", "'{name} {{'");             /* what is filled in is not looked at again */
    fills("", "");
    fills("{nobody} } {", "{nobody} } {");
}

static void test_bad_channels(void **state)
{
    (void)state;
    says("channels.yaml",
         "channels:\n"
         "  talk:\n"
         "    number: 32\n"
         "    line: \"{name} says {words}\"\n"
         "    colour: pink\n"
         "    speak: everyone\n"
         "  Talk2: {number: 1, line: \"{text} {target}\", colour: plain, speak: nobody, about: A.}\n"
         "  one: {number: 2, line: \"{text}\", colour: plain, speak: nobody, about: A., loud: yes}\n"
         "  two: {number: 3, line: \"{text}\", colour: plain, speak: nobody, about: A.}\n"
         "  three: {number: 3, line: \"{text}\", colour: plain, speak: nobody, about: A.}\n",
         "channels.yaml:3:13: number: 32 is more than 31\n"
         "channels.yaml:4:11: line: '{words}' is no blank that can be filled in\n"
         "channels.yaml:5:13: colour: 'pink' is not known\n"
         "channels.yaml:6:12: speak: 'everyone' is not known; did you mean 'everybody'?\n"
         "channels.yaml:2:3: a channel needs 'about'\n"
         "channels.yaml:4:11: line: without {text} nothing is heard\n"
         "channels.yaml:7:3: the name of a channel is 2 to 15 small letters, not 'Talk2'\n"
         "channels.yaml:7:28: line: {target} means nothing here\n"
         "channels.yaml:8:77: a channel has no 'loud'\n"
         "channels.yaml:10:19: number: 3 is that of 'two'\n"
         "help/a.yaml:3:5: see: 'talk', of the topic 'Looking', is no keyword of any topic\n", 11);
    assert_int_equal(folder.book->channel_count, 1);
    assert_string_equal(folder.book->channels[0].name, "two");
}

static void test_bad_socials(void **state)
{
    (void)state;
    says("socials.yaml",
         "socials:\n"
         "  wave:\n"
         "    alone: {you: \"You wave, {name}.\", room: \"{name} waves at {target}.\"}\n"
         "    at: {you: \"You wave.\", room: \"{name} waves.\"}\n"
         "    self: {you: You wave., room: \"{name} waves.}\"}\n"
         "  talk:\n"
         "    alone: {you: You talk., room: \"{name} talks.\"}\n"
         "    at: {you: You talk., target: \"{name} talks.\", room: \"{name} talks.\"}\n"
         "    self: {you: You talk., room: \"{name} talks.\"}\n"
         "    absent: Nobody.\n",
         "socials.yaml:3:18: you: {name} means nothing here\n"
         "socials.yaml:3:45: room: {target} means nothing here\n"
         "socials.yaml:4:5: at needs 'target'\n"
         "socials.yaml:5:34: room: '}' is no blank that can be filled in\n"
         "socials.yaml:2:3: a social needs 'absent'\n"
         "socials.yaml:6:3: 'talk' can never be typed: it means the channel 'talk'\n"
         "help/a.yaml:3:5: see: 'wave', of the topic 'Looking', is no keyword of any topic\n", 7);
    assert_int_equal(folder.book->social_count, 0);
}

static void test_bad_help(void **state)
{
    (void)state;
    says("help/b.yaml",
         "chapter: Second\n"
         "topics:\n"
         "  - {title: Again, keywords: [other, LOOK], text: Twice.}\n"
         "  - {title: Bare, keywords: []}\n"
         "  - {title: Secret, keywords: [secret], text: Hush., keepers: perhaps}\n",
         "help/b.yaml:3:30: keywords: 'LOOK' is one of 'Looking' too (help/a.yaml:3)\n"
         "help/b.yaml:4:29: keywords: the list is empty\n"
         "help/b.yaml:4:5: a topic needs 'text'\n"
         "help/b.yaml:5:63: keepers: 'perhaps' is neither yes nor no\n"
         "help/a.yaml:3:5: see: 'secret', of the topic 'Looking', is no keyword of any topic\n", 5);
    assert_int_equal(folder.book->topic_count, 1);
    assert_string_equal(folder.book->topics[0].see[0], "wave");   /* what leads nowhere was taken out */
}

static void test_missing(void **state)
{
    (void)state;
    unsigned count = 0;
    FILE *nowhere = fopen("/dev/null", "w");
    assert_non_null(nowhere);
    struct book *book = book_load("/nonexistent", nowhere, &count);
    fclose(nowhere);
    assert_int_equal(count, 3);
    assert_int_equal(book->topic_count + book->social_count + book->channel_count, 0);
    book_free(&book);
    assert_null(book);
    says("socials.yaml", "[one]\n", "socials.yaml:1:1: the file holds 'socials:' and nothing else\n"
         "help/a.yaml:3:5: see: 'wave', of the topic 'Looking', is no keyword of any topic\n", 2);
}

/* The texts the game comes with. */
MAIN_THREAD /* Whatever has a keyword is found by it, and what begins a social finds the first of those. */
static void found_as_by_walking(const struct book *book)
{
    unsigned keywords = 0;
    for (unsigned at = 0; at < book->topic_count; at++)
        for (const char **word = book->topics[at].keywords; *word != NULL; word++, keywords++)
            assert_ptr_equal(book_topic(book, *word, true), &book->topics[at]);
    assert_int_equal(book->keyword_count, keywords);
    assert_null(book_topic(book, "zzzz", true));
    for (unsigned at = 0; at < book->social_count; at++)
        for (size_t length = 1; length <= strlen(book->socials[at].name); length++) {
            char begun[100];
            unsigned first = 0;
            snprintf(begun, sizeof begun, "%.*s", (int)length, book->socials[at].name);
            while (strncmp(book->socials[first].name, begun, length) != 0)
                first++;
            assert_ptr_equal(book_social(book, begun), &book->socials[first]);
        }
}

static void test_ours(void **state)
{
    (void)state;
    unsigned count = 0;
    struct book *book = book_load("zones/text", stderr, &count);
    assert_int_equal(count, 0);
    assert_int_equal(commands_check(book, stderr), 0);
    assert_true(book->topic_count >= 60);
    assert_true(book->social_count >= 60);
    assert_true(book->channel_count >= 15);
    found_as_by_walking(book);
    book_free(&book);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_good, begin, end),
        cmocka_unit_test_setup_teardown(test_finding, begin, end),
        cmocka_unit_test(test_filling),
        cmocka_unit_test_setup_teardown(test_bad_channels, begin, end),
        cmocka_unit_test_setup_teardown(test_bad_socials, begin, end),
        cmocka_unit_test_setup_teardown(test_bad_help, begin, end),
        cmocka_unit_test_setup_teardown(test_missing, begin, end),
        cmocka_unit_test(test_ours),
    };
    return cmocka_run_group_tests_name("book", tests, NULL, NULL);
}
