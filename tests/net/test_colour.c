/* tests/net/test_colour.c -- one colour on every kind of terminal. */
#include "net/colour.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *sgr(enum colours colours, uint32_t rgb)
{
    static char text[COLOUR_SGR_SIZE];
    colour_sgr(colours, rgb, text);
    return text;
}

#define SGR(colours, rgb, expected) assert_string_equal(sgr(colours, rgb), expected)

static void each_terminal_gets_its_nearest(void **state)
{
    (void)state;
    SGR(COLOURS_NONE, 0xff0000, "");
    SGR(COLOURS_TRUE, 0x0a141e, "\033[0;38;2;10;20;30m");
    SGR(COLOURS_256, 0x000000, "\033[0;38;5;16m");
    SGR(COLOURS_256, 0xffffff, "\033[0;38;5;231m");
    SGR(COLOURS_256, 0xff0000, "\033[0;38;5;196m");
    SGR(COLOURS_256, 0x5f87af, "\033[0;38;5;67m");
    SGR(COLOURS_256, 0x767676, "\033[0;38;5;243m");
    SGR(COLOURS_256, 0x080808, "\033[0;38;5;232m");
    SGR(COLOURS_256, 0xeeeeee, "\033[0;38;5;255m");
}

static void of_sixteen_the_hue_comes_first(void **state)
{
    (void)state;
    SGR(COLOURS_16, 0xff0000, "\033[1;31m");
    SGR(COLOURS_16, 0x800000, "\033[0;31m");
    SGR(COLOURS_16, 0x400808, "\033[0;31m");
    SGR(COLOURS_16, 0x00ff00, "\033[1;32m");
    SGR(COLOURS_16, 0xffe070, "\033[1;33m");
    SGR(COLOURS_16, 0x2020a0, "\033[0;34m");
    SGR(COLOURS_16, 0xff40ff, "\033[1;35m");
    SGR(COLOURS_16, 0x008080, "\033[0;36m");
    SGR(COLOURS_16, 0xffffff, "\033[1;37m");
    SGR(COLOURS_16, 0x999999, "\033[0;37m");
    SGR(COLOURS_16, 0x404040, "\033[1;30m");
    SGR(COLOURS_16, 0x000000, "\033[1;30m"); /* never black on black */
}

/* Against the definition: no other of the 240 is nearer. */
static int part_of(int number, int part)
{
    static const int levels[6] = {0, 95, 135, 175, 215, 255};
    if (number >= 232) {
        return 8 + 10 * (number - 232);
    }
    int of_cube[3] = {(number - 16) / 36, (number - 16) / 6 % 6, (number - 16) % 6};
    return levels[of_cube[part]];
}

static int distance(int number, uint32_t rgb)
{
    int sum = 0;
    for (int part = 0; part < 3; part++) {
        int apart = part_of(number, part) - (int)(rgb >> (16 - 8 * part) & 0xff);
        sum += apart * apart;
    }
    return sum;
}

static void nothing_nearer_is_overlooked(void **state)
{
    (void)state;
    for (uint32_t rgb = 0; rgb < 0x1000000; rgb += 9973) {
        const char *text = sgr(COLOURS_256, rgb);
        int number = atoi(text + strlen("\033[0;38;5;"));
        assert_in_range(number, 16, 255);
        for (int other = 16; other < 256; other++) {
            assert_true(distance(other, rgb) >= distance(number, rgb));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_terminal_gets_its_nearest),
        cmocka_unit_test(of_sixteen_the_hue_comes_first),
        cmocka_unit_test(nothing_nearer_is_overlooked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
