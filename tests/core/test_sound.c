/* tests/core/test_sound.c -- the sounds of the table, as the marks net knows, under names clients have. */
#include "core/sound.h"

#include "core/markup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void marks_are_whole(void **state)
{
    (void)state;
    for (unsigned sound = 0; sound < SOUNDS; sound++) {
        const char *mark = sound_marks[sound];
        assert_non_null(mark);
        assert_int_equal(strncmp(mark, M_SOUND, strlen(M_SOUND)), 0);
        const char *end = strstr(mark, ".wav" M_SOUND_END);
        assert_non_null(end);
        assert_int_equal(end[strlen(".wav" M_SOUND_END)], '\0');
        for (unsigned other = 0; other < sound; other++)
            assert_string_not_equal(mark, sound_marks[other]);
    }
    assert_string_equal(sound_marks[SOUND_DOOR], M_SOUND "door1.wav" M_SOUND_END);
    assert_string_equal(sound_marks[SOUND_WATER], M_SOUND "BWATER.wav" M_SOUND_END);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(marks_are_whole) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
