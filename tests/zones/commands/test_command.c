/* tests/zones/commands/test_command.c -- words, numbers, and who may do what. */
#include "tests/zones/commands/stage.h"

PLAYS_ALL void test_words(void **state)
{
    (void)state;
    char word[8];
    assert_string_equal(word_take("  one  two ", word, sizeof word), "two ");
    assert_string_equal(word, "one");
    assert_string_equal(word_take("\"two words\" rest", word, sizeof word), "rest");
    assert_string_equal(word, "two wor");                   /* cut to its size */
    assert_string_equal(word_take("'open end", word, sizeof word), "");
    assert_string_equal(word, "open en");
    assert_string_equal(word_take("", word, sizeof word), "");
    assert_string_equal(word, "");
}

PLAYS_ALL void test_numbers(void **state)
{
    (void)state;
    static const struct { const char *in, *out; unsigned number; bool all; } rows[] = {
        { "lamp", "lamp", 1, false }, { "2.lamp", "lamp", 2, false }, { "all", "", 1, true }, { "ALL.lamp", "lamp", 1, true },
        { "0.lamp", "lamp", 1, false }, { ".lamp", ".lamp", 1, false }, { "x2.lamp", "x2.lamp", 1, false }, { "allx", "allx", 1, false },
        { "3.", "", 3, false }, { "all.", "", 1, true },
    };
    for (unsigned at = 0; at < sizeof rows / sizeof *rows; at++) {
        char word[64];
        bool all;
        snprintf(word, sizeof word, "%s", rows[at].in);
        assert_int_equal(word_number(word, &all), rows[at].number);
        assert_string_equal(word, rows[at].out);
        assert_int_equal(all, rows[at].all);
    }
}

PLAYS_ALL void test_unknown(void **state)
{
    (void)state;
    town_types(&town, ADA, "frobnicate now");
    assert_non_null(strstr(town_reads(&town, ADA), "There is no such command as 'frobnicate'."));
    assert_non_null(strstr(town.seats[ADA].prompt, "< Ada | 100h 100m 120s > "));
}

/* Every row has a help, a function, and answers a line of nothing in every posture. */
PLAYS_ALL void test_every_row(void **state)
{
    (void)state;
    town_enters(&town, DAN, TEMPLE);
    for (unsigned position = 0; position < POSITIONS; position++)
        for (unsigned row = 0; row < command_count; row++) {
            assert_non_null(command_rows[row].help);
            if (strcmp(command_rows[row].name, "quit") == 0)
                continue;
            town_person(&town, DAN)->position = (uint8_t)position;
            town_person(&town, DAN)->player->waits_until = 0;    /* a search takes a moment */
            town_types(&town, DAN, command_rows[row].name);
            assert_true(town_reads(&town, DAN)[0] != '\0');
            assert_non_null(town_person(&town, DAN));
        }
}

/* Somebody has taken over: the old connection's last line is answered, and that is all. */
PLAYS_ALL void test_old_session(void **state)
{
    (void)state;
    town_person(&town, ADA)->player->session = session_make(1, 50, 1);
    town_types(&town, ADA, "north");
    assert_true(town.seats[ADA].closed);
    assert_int_equal(town_room_of(&town, ADA), TEMPLE);
}

/* What anybody may try, and some have learned: who has, does it as he learned it. */
PLAYS_ALL void test_skilled(void **state)
{
    (void)state;
    uint16_t rescue = rules_skill(tables(), "rescue");
    assert_int_not_equal(rescue, NO_SKILL);
    SAYS("rescue", "Whom do you want to rescue?\n");
    learned_add(town_person(&town, ADA), rescue)->percent = 100;
    SAYS("rescue", "At whom?\n");                          /* so asks the skill */
}

#define ONE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ONE(test_words),
        ONE(test_numbers),
        ONE(test_unknown),
        ONE(test_every_row),
        ONE(test_old_session),
        ONE(test_skilled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
