/* tests/net/test_render.c -- what each kind of client sees. */
#include "net/render.h"

#include "core/dice.h"
#include "core/markup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const struct look plain = {.colours = COLOURS_NONE, .charset = CHARSET_UTF8};
static const struct look colour = {.colours = COLOURS_16, .charset = CHARSET_UTF8};
static const struct look latin1 = {.colours = COLOURS_NONE, .charset = CHARSET_LATIN1};
static const struct look ascii = {.colours = COLOURS_NONE, .charset = CHARSET_ASCII};
static const struct look narrow = {.colours = COLOURS_NONE, .charset = CHARSET_UTF8, .width = 20};
static const struct look narrow_colour = {.colours = COLOURS_16, .charset = CHARSET_UTF8, .width = 20};

static void expect_bytes(const struct look *look, unsigned column, const char *text, size_t length, const char *expected,
                         size_t expected_length)
{
    struct bytes_writer out = {0};
    render_text(look, &column, text, length, &out);
    put_u8(&out, 0);
    assert_string_equal((char *)out.bytes, expected);
    assert_int_equal(out.length - 1, expected_length);
    bytes_free(&out);
}

#define EXPECT_AT(look, column, text, expected) expect_bytes(look, column, text, sizeof(text) - 1, expected, sizeof(expected) - 1)
#define EXPECT(look, text, expected) EXPECT_AT(look, 0, text, expected)

static void marks_become_colours_or_nothing(void **state)
{
    (void)state;
    EXPECT(&colour, M_TITLE "The Temple" M_PLAIN "\n", "\033[1;35mThe Temple\033[0m\r\n");
    EXPECT(&plain, M_TITLE "The Temple" M_PLAIN "\n", "The Temple\r\n");
    EXPECT(&colour, M_PLAIN M_PROMPT "< Ada |", "\033[0m\033[0;32m< Ada |");
    EXPECT(&colour, "a\001", "a");         /* a mark cut short */
    EXPECT(&colour, "a\001?b", "ab");      /* a mark nobody knows */
    EXPECT(&colour, "a\001\xc3\xa9", "a"); /* one whose letter is no letter: two bytes go, the rest is broken */
}

static void lines_end_in_cr_lf(void **state)
{
    (void)state;
    EXPECT(&plain, "one\ntwo\n\n", "one\r\ntwo\r\n\r\n");
}

static void control_bytes_never_get_out(void **state)
{
    (void)state;
    EXPECT(&plain, "a\033[31mb\rc\a\x7f\0d\xc2\x9b" "2Je\xff" "f\xc3", "a[31mbcd2Jef");
}

/* Any byte but a mark, anywhere in plain text, shows what it would show between two texts of their own. */
static void a_byte_is_the_same_everywhere(void **state)
{
    (void)state;
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
    for (unsigned byte = 0; byte < 256; byte++) {
        for (size_t at = 0; at < sizeof letters - 1 && byte != MARK; at++) {
            struct bytes_writer whole = {0}, pieces = {0};
            unsigned column = 0;
            char text[sizeof letters];
            memcpy(text, letters, sizeof letters);
            text[at] = (char)byte;
            render_text(&plain, &column, text, sizeof letters - 1, &whole);
            column = 0;
            render_text(&plain, &column, text, at, &pieces);
            render_text(&plain, &column, text + at, 1, &pieces);
            render_text(&plain, &column, text + at + 1, sizeof letters - 2 - at, &pieces);
            assert_int_equal(whole.length, pieces.length);
            assert_memory_equal(whole.bytes, pieces.bytes, whole.length);
            bytes_free(&whole);
            bytes_free(&pieces);
        }
    }
}

static void other_charsets_get_the_nearest(void **state)
{
    (void)state;
    EXPECT(&plain, "caf\xc3\xa9 \xe2\x80\x9cna\xc3\xafve\xe2\x80\x9d", "caf\xc3\xa9 \xe2\x80\x9cna\xc3\xafve\xe2\x80\x9d");
    EXPECT(&latin1, "caf\xc3\xa9 \xe2\x80\x9cna\xc3\xafve\xe2\x80\x9d", "caf\xe9 \"na\xefve\"");
    EXPECT(&ascii, "caf\xc3\xa9 \xe2\x80\x9cna\xc3\xafve\xe2\x80\x9d", "cafe \"naive\"");
    EXPECT(&ascii, "\xc3\x86on \xe2\x80\x93 stra\xc3\x9f" "e \xe2\x80\xa6 \xe6\xbc\xa2", "AEon - strasse ... ?");
    EXPECT(&ascii, "e\xcc\x81", "e");            /* a combining accent has nothing to stand on */
    EXPECT(&latin1, "\xc3\xbf", "\xff\xff");     /* y with two dots is the byte of a telnet command */
}

static void paragraphs_fit_the_window(void **state)
{
    (void)state;
    EXPECT(&narrow, "The quick brown fox jumps over the lazy dog.\n",
           "The quick brown fox\r\njumps over the lazy\r\ndog.\r\n");
    EXPECT(&narrow, "exactly twenty chars\nx\n", "exactly twenty chars\r\nx\r\n");
    EXPECT(&narrow, "    indented lines keep it\n", "    indented lines\r\nkeep it\r\n");
    EXPECT(&narrow, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa b\n", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\nb\r\n");
    EXPECT_AT(&narrow, 15, " hello there\n", "\r\nhello there\r\n");
    EXPECT(&plain, "The quick brown fox jumps over the lazy dog.\n", "The quick brown fox jumps over the lazy dog.\r\n");
}

static void columns_are_counted_as_they_are_seen(void **state)
{
    (void)state;
    EXPECT(&narrow_colour, M_MOBILE "The quick" M_PLAIN " brown fox jumps\n",
           "\033[1;37mThe quick\033[0m brown fox\r\njumps\r\n");
    /* Ten wide characters are twenty columns, nine and a blank nineteen. */
    EXPECT(&narrow, "\xe6\xbc\xa2\xe6\xbc\xa2\xe6\xbc\xa2\xe6\xbc\xa2\xe6\xbc\xa2\xe6\xbc\xa2\xe6\xbc\xa2\xe6\xbc\xa2\xe6\xbc\xa2 ab",
           "\xe6\xbc\xa2\xe6\xbc\xa2\xe6\xbc\xa2\xe6\xbc\xa2\xe6\xbc\xa2\xe6\xbc\xa2\xe6\xbc\xa2\xe6\xbc\xa2\xe6\xbc\xa2\r\nab");
    /* Accents that combine take no column of their own. */
    EXPECT(&narrow, "aaaaaaaaaaaaaaaae\xcc\x81 bcd", "aaaaaaaaaaaaaaaae\xcc\x81\r\nbcd");
    EXPECT(&narrow, "aaaaaaaaaaaaaaae\xcc\x81 bcd", "aaaaaaaaaaaaaaae\xcc\x81 bcd");
}

static void a_prompt_is_never_broken(void **state)
{
    (void)state;
    struct bytes_writer out = {0};
    unsigned column = 0;
    static const char prompt[] = "< Ada | 100h 100m 100s | a long prompt > ";
    render_prompt(&narrow, &column, prompt, sizeof prompt - 1, &out);
    assert_int_equal(out.length, sizeof prompt - 1);
    assert_memory_equal(out.bytes, prompt, out.length);
    assert_int_equal(column, sizeof prompt - 1);
    bytes_free(&out);
}

static void nobody_can_type_a_sound(void **state)
{
    (void)state;
    EXPECT(&plain, "!!SOUND(bang.wav)\n", "! !SOUND(bang.wav)\r\n");
    EXPECT(&plain, "a\n!!MUSIC(Off)\n", "a\r\n! !MUSIC(Off)\r\n");
    EXPECT(&plain, M_TITLE "!" M_PLAIN "!SOUND(x)\n", "! !SOUND(x)\r\n");
    EXPECT(&plain, "!\a!sound(x)\n", "! !sound(x)\r\n");
    EXPECT(&plain, "Ada says '!!SOUND(x)'\n", "Ada says '!!SOUND(x)'\r\n");
    EXPECT_AT(&plain, 5, "!!SOUND(x)\n", "!!SOUND(x)\r\n");
    EXPECT(&plain, "!!SOUNDS like\n", "!!SOUNDS like\r\n");
    /* Nor have the window's edge make a line of it. */
    EXPECT(&narrow, "Ada the Bold says !!SOUND(x)\n", "Ada the Bold says\r\n! !SOUND(x)\r\n");
}

static const struct look deep = {.colours = COLOURS_256, .charset = CHARSET_UTF8};
static const struct look deepest = {.colours = COLOURS_TRUE, .charset = CHARSET_UTF8};
static const struct look clicks = {.colours = COLOURS_16, .charset = CHARSET_UTF8, .links = true};
static const struct look listens = {.colours = COLOURS_TRUE, .charset = CHARSET_UTF8, .links = true, .aloud = true};
static const struct look hears = {.colours = COLOURS_NONE, .charset = CHARSET_UTF8, .sounds = SOUNDS_MSP};
static const struct look hears_aside = {.colours = COLOURS_NONE, .charset = CHARSET_UTF8, .sounds = SOUNDS_MSDP};

static void a_colour_is_as_near_as_it_can_be(void **state)
{
    (void)state;
    EXPECT(&deepest, M_COLOUR "d08020" "x" M_PLAIN, "\033[0;38;2;208;128;32mx\033[0m");
    EXPECT(&deep, M_COLOUR "d08020" "x" M_PLAIN, "\033[0;38;5;172mx\033[0m");
    EXPECT(&colour, M_COLOUR "ffe070" "x" M_PLAIN, "\033[1;33mx\033[0m");
    EXPECT(&plain, M_COLOUR "d08020" "x" M_PLAIN, "x");
    EXPECT(&listens, M_COLOUR "d08020" "x" M_TITLE "y" M_PLAIN, "xy");
    EXPECT(&colour, M_COLOUR "d0802", ""); /* cut short, or no colour at all */
    EXPECT(&colour, M_COLOUR "d0802g" "x", "x");
    EXPECT(&colour, M_TITLE "y", "\033[1;35my");
}

static void links_are_tags_for_those_who_click_and_words_for_the_rest(void **state)
{
    (void)state;
    static const char text[] = "[ " M_LINK "north" M_LINK_TEXT "N" M_LINK_END " ]\n";
    EXPECT(&plain, text, "[ N ]\r\n");
    EXPECT(&listens, text, "[ N ]\r\n");
    EXPECT(&clicks, text, "[ \033[1z<send href=\"north\">\033[7zN\033[1z</send>\033[7z ]\r\n");
    EXPECT(&clicks, M_LINK "say \"<&>\"" M_LINK_TEXT "<b>" M_LINK_END,
           "\033[1z<send href=\"say &quot;&lt;&amp;&gt;&quot;\">\033[7z<b>\033[1z</send>\033[7z");
    EXPECT(&clicks, M_LINK "north", "");              /* cut short: no link, and no words of it */
    EXPECT(&clicks, M_LINK "north" M_TITLE "N", "\033[1;35mN");
    EXPECT(&plain, M_LINK "north" M_TITLE "N", "N");
    EXPECT(&plain, "a" M_LINK "no\nrth" M_LINK_TEXT, "a");
    /* A command takes no room in the line. */
    EXPECT(&narrow, "aaaaaaaaaaaaaaaa " M_LINK "a very long command" M_LINK_TEXT "bbb" M_LINK_END " c\n",
           "aaaaaaaaaaaaaaaa bbb\r\nc\r\n");
}

static void art_is_for_eyes_and_words_are_for_ears(void **state)
{
    (void)state;
    static const char text[] = M_ART "/\\_/\\\n" M_TITLE "====" M_PLAIN "\n" M_ART_END M_SPOKEN "A cat.\n" M_SPOKEN_END "It purrs.\n";
    EXPECT(&plain, text, "/\\_/\\\r\n====\r\nIt purrs.\r\n");
    EXPECT(&listens, text, "A cat.\r\nIt purrs.\r\n");
    EXPECT(&plain, M_SPOKEN "never closed", "");
    EXPECT(&listens, "a" M_ART "never closed", "a");
    EXPECT(&listens, M_ART "x" M_LINK "look" M_LINK_TEXT "y" M_LINK_END "z" M_ART_END "b", "b");
}

static void sounds_are_for_those_who_hear(void **state)
{
    (void)state;
    static const char text[] = M_SOUND "door1.wav" M_SOUND_END "The door opens.\n";
    EXPECT(&plain, text, "The door opens.\r\n");
    EXPECT(&hears, text, "!!SOUND(door1.wav)\r\nThe door opens.\r\n");
    EXPECT(&hears_aside, text, "\xff\xfa\x45\x01PLAY_SOUND\x02" "door1.wav\xff\xf0The door opens.\r\n");
    EXPECT_AT(&hears, 5, text, "\r\n!!SOUND(door1.wav)\r\nThe door opens.\r\n");
    EXPECT(&hears, M_SOUND "a) !!SOUND(b\n" M_SOUND_END, "!!SOUND(aSOUNDb)\r\n");
    EXPECT(&hears, M_SOUND "cut short", "");
    EXPECT(&hears, "!!SOUND(bang.wav)\n", "! !SOUND(bang.wav)\r\n"); /* nobody else's */
}

/* Whatever comes, no control byte but our own line ends and colours goes out, and no lone 0xff. */
/* A word at a time, letter by letter: what render_text() does to plain text a line at a time. */
static void wrap_slowly(const char *text, unsigned width, struct bytes_writer *out)
{
    unsigned column = 0;
    while (*text != '\0') {
        unsigned blanks = (unsigned)strspn(text, " "), word = (unsigned)strcspn(text + blanks, " \n");
        if (*text == '\n') {
            put_bytes(out, "\r\n", 2);
            column = 0;
            text++;
            continue;
        }
        bool breaks = column > 0 && word > 0 && blanks > 0 && column + blanks + word > width;
        put_bytes(out, breaks ? "\r\n" : text, breaks ? 2 : blanks);
        put_bytes(out, text + blanks, word);
        column = (breaks ? 0 : column + blanks) + word;
        text += blanks + word;
    }
}

static void lines_break_where_they_would_word_by_word(void **state)
{
    (void)state;
    struct dice dice;
    dice_seed(&dice, 11);
    for (unsigned round = 0; round < 20000; round++) {
        char text[200];
        size_t length = dice_below(&dice, sizeof text);
        for (size_t i = 0; i < length; i++)
            text[i] = "abcde.     \n"[dice_below(&dice, round % 3 == 0 ? 7 : 12)];
        text[length] = '\0';
        struct look look = {.colours = COLOURS_NONE, .charset = CHARSET_UTF8, .width = (uint16_t)(20 + round % 30)};
        struct bytes_writer out = {0}, expected = {0};
        unsigned column = 0;
        render_text(&look, &column, text, length, &out);
        wrap_slowly(text, look.width, &expected);
        assert_int_equal(out.length, expected.length);
        assert_true(length == 0 || memcmp(out.bytes, expected.bytes, out.length) == 0);
        bytes_free(&out);
        bytes_free(&expected);
    }
}

static void noise_is_tamed(void **state)
{
    (void)state;
    struct dice dice;
    dice_seed(&dice, 7);
    static const struct look narrow_listens = {.colours = COLOURS_16, .charset = CHARSET_ASCII, .width = 20, .aloud = true};
    const struct look *looks[] = {&plain, &latin1, &ascii, &narrow, &narrow_listens};
    for (unsigned round = 0; round < 2000; round++) {
        char noise[200];
        for (unsigned i = 0; i < sizeof noise; i++) {
            static const char marks[] = " \001\001\001<|>[]{}!.#\n";
            noise[i] = dice_below(&dice, 3) == 0 ? marks[dice_below(&dice, sizeof marks - 1)] : (char)dice_below(&dice, 256);
        }
        struct bytes_writer out = {0};
        unsigned column = 0;
        render_text(looks[round % 5], &column, noise, sizeof noise, &out);
        for (size_t i = 0; i < out.length; i++) {
            assert_true(out.bytes[i] >= ' ' || out.bytes[i] == '\r' || out.bytes[i] == '\n');
            if (out.bytes[i] == 0xff) {
                assert_int_equal(out.bytes[++i], 0xff);
            }
        }
        bytes_free(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_become_colours_or_nothing),
        cmocka_unit_test(lines_end_in_cr_lf),
        cmocka_unit_test(control_bytes_never_get_out),
        cmocka_unit_test(a_byte_is_the_same_everywhere),
        cmocka_unit_test(other_charsets_get_the_nearest),
        cmocka_unit_test(paragraphs_fit_the_window),
        cmocka_unit_test(columns_are_counted_as_they_are_seen),
        cmocka_unit_test(a_prompt_is_never_broken),
        cmocka_unit_test(nobody_can_type_a_sound),
        cmocka_unit_test(a_colour_is_as_near_as_it_can_be),
        cmocka_unit_test(links_are_tags_for_those_who_click_and_words_for_the_rest),
        cmocka_unit_test(art_is_for_eyes_and_words_are_for_ears),
        cmocka_unit_test(sounds_are_for_those_who_hear),
        cmocka_unit_test(lines_break_where_they_would_word_by_word),
        cmocka_unit_test(noise_is_tamed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
