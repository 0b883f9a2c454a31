/* tests/zones/commands/test_command.c -- words, numbers, and who may do what. */
#include "tests/zones/commands/stage.h"

#include "zones/skills/skills.h"

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

PLAYS_ALL void learns(const char *name)
{
    uint16_t skill = rules_skill(tables(), name);
    assert_int_not_equal(skill, NO_SKILL);
    learned_add(town_person(&town, ADA), skill)->percent = 100;
}

/* What skills and practice list may be typed as it stands there. */
PLAYS_ALL void test_skills_by_name(void **state)
{
    (void)state;
    SAYS("wind runner", "You have no knowledge of that.\n");
    learns("fishing");
    SAYS("fishing", "You make ready for fishing.\n");
    skill_interrupt(town_person(&town, ADA), false);
    town_person(&town, ADA)->player->waits_until = 0;
    SAYS("fishings", "There is no such command as 'fishings'. Try help.\n");
    learns("dodge");
    SAYS("dodge", "That is nothing one does: you have it, or you do not.\n");
    learns("astral walk");
    SAYS("astral walk", "At whom?\n");
    town_enters(&town, CID, COURT);                        /* in another land: he is looked up */
    SAYS("astral walk cid", "You begin to cast 'astral walk'.\n");
    skill_interrupt(town_person(&town, ADA), false);
    town_person(&town, ADA)->player->waits_until = 0;
    SAYS("astral", "There is no such command as 'astral'. Try help.\n");
    learns("call lightning");                              /* and not `call`, which is another skill's command */
    SAYS("call lightning wolf", "The sky is not right for it.\n");
}

/* A beginning means what he knows, and nothing else. */
PLAYS_ALL void test_skills_begun(void **state)
{
    (void)state;
    SAYS("sip", "There is no such command as 'sip'. Try help.\n");
    SAYS("spli 10", "There is no such command as 'spli'. Try help.\n");
    SAYS("shapech", "There is no such command as 'shapech'. Try help.\n");
    SAYS("siphon", "You have no knowledge of that.\n");
    learns("shapechange plant");
    SAYS("shapech", "Which shapechange?\n");
    learns("viscera drain");                               /* and not vigor, which comes first */
    SAYS("vi", "There is no such corpse here.\n");
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
        ONE(test_skills_by_name),
        ONE(test_skills_begun),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
