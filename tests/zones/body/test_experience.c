/* tests/zones/body/test_experience.c -- experience comes and goes by named flows, and a store can be asked whether it adds up. */
#include "tests/zones/fight/ring.h"

#include "zones/ledger.h"

static struct town town;
static struct ring ring;
static char report[4000];

PLAYS_ALL int begin(void **state)
{
    (void)state;
    ring_begin(&ring, &town);
    town_open(&town);
    town_enters(&town, ADA, TEMPLE);
    return 0;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    ring_heard(&town);
    town_close(&town);
    return 0;
}

PLAYS_ALL struct growth *ada(void)
{
    return &town_person(&town, ADA)->player->growth;
}

/* What the ledger says of a cut of her and the books, as far as it is about experience. */
PLAYS_ALL const char *ledger_says(uint64_t epoch)
{
    character_touch(town_person(&town, ADA), PART_BODY);
    holder_touch(town.zones[LAND_ONE], &town.zones[LAND_ONE]->books_holder, 1);
    ring_heard(&town);
    message_list_free(&town.records);
    town_cut(&town, LAND_ONE, epoch);
    struct ledger *ledger = ledger_new();
    ledger_add(ledger, "body:ada", town_record(&town, "body:ada")->record.content);
    ledger_add(ledger, "books:one", town_record(&town, "books:one")->record.content);
    FILE *out = fmemopen(report, sizeof report, "w");
    ledger_check(ledger, out);
    fclose(out);
    ledger_free(&ledger);
    const char *said = strstr(report, "points of experience");
    return said != NULL || strstr(report, "read") != NULL ? report : "";
}

PLAYS_ALL void test_adds_up(void **state)
{
    (void)state;
    struct character *who = town_person(&town, ADA);
    assert_string_equal(ledger_says(2), "");
    assert_int_equal(experience_gain(who, EXPERIENCE_KILL, 700), 700);
    assert_int_equal(experience_gain(who, EXPERIENCE_RARE_KILL, 50), 50);
    assert_true(experience_spend(who, EXPERIENCE_LEVEL, 100));
    assert_false(experience_spend(who, EXPERIENCE_LEVEL, 651));
    assert_int_equal(ada()->experience, 650);
    learned_add(who, 3);
    ring_lay(&ring, who, FIGURE_DODGE, 5);
    assert_string_equal(ledger_says(3), "");
    ada()->experience += 5;
    assert_non_null(strstr(ledger_says(4), "by them there should be 650 points of experience, but all characters have 655"));
    ada()->experience -= 5;
    town.zones[LAND_ONE]->books.experience[EXPERIENCE_QUEST] += 3;
    assert_non_null(strstr(ledger_says(5), "by them there should be 653 points of experience, but all characters have 650"));
}

/* What she has earned somebody else, and what waits for her, is in her body and in the sum. */
PLAYS_ALL void test_bloodline_adds_up(void **state)
{
    (void)state;
    struct character *who = town_person(&town, ADA);
    experience_gain(who, EXPERIENCE_KILL, 700);
    snprintf(ada()->kin.ancestor, NAME_SIZE, "Cid");
    experience_share(who, 700);
    assert_string_equal(ledger_says(2), "");
    ada()->kin.legacy = ada()->kin.due;                     /* as the registry moves it, from body to body */
    ada()->kin.due = 0;
    assert_string_equal(ledger_says(3), "");
    assert_int_equal(experience_inherit(who), 70);
    assert_int_equal(ada()->experience, 770);
    assert_string_equal(ledger_says(4), "");
    experience_share(who, 700);
    experience_lapse(who);
    assert_string_equal(ledger_says(5), "");
    ada()->kin.due = 1;
    assert_non_null(strstr(ledger_says(6), "by them there should be 770 points of experience, but all characters have 771"));
    ada()->kin.due = 0;
    ada()->kin.legacy = 2;
    assert_non_null(strstr(ledger_says(7), "by them there should be 770 points of experience, but all characters have 772"));
}

/* What a body's record says without all the rest; of a shortened one, nothing. */
PLAYS_ALL void test_of_a_record(void **state)
{
    (void)state;
    int64_t experience = -1;
    experience_gain(town_person(&town, ADA), EXPERIENCE_QUEST, 321);
    ledger_says(2);
    const struct text *body = town_record(&town, "body:ada")->record.content;
    assert_true(body_experience(text_bytes(body), text_length(body), &experience));
    assert_int_equal(experience, 321);
    unsigned unread = 0;
    for (size_t length = 0; length < text_length(body); length++) {
        struct ledger *ledger = ledger_new();
        struct text *cut = text_new(text_bytes(body), length);
        ledger_add(ledger, "body:ada", cut);
        FILE *out = fmemopen(report, sizeof report, "w");
        ledger_check(ledger, out);
        fclose(out);
        unread += strncmp(report, "body:ada: ", 10) == 0 && strstr(report, "no account has") != report + 10;
        if (!body_experience(text_bytes(cut), length, &experience))
            assert_int_equal(experience, 0);
        else
            assert_int_equal(experience, 321);
        text_unref(&cut);
        ledger_free(&ledger);
    }
    assert_int_equal(unread, text_length(body));
}

PLAYS_ALL void test_never_more_than_the_books_hold(void **state)
{
    (void)state;
    struct character *who = town_person(&town, ADA);
    town.zones[LAND_ONE]->books.experience[EXPERIENCE_QUEST] = BOOKS_MOST - 5;
    assert_int_equal(experience_gain(who, EXPERIENCE_QUEST, 6), 0);
    assert_int_equal(ada()->experience, 0);
    assert_int_equal(experience_gain(who, EXPERIENCE_QUEST, 5), 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_adds_up, begin, end), cmocka_unit_test_setup_teardown(test_of_a_record, begin, end),
        cmocka_unit_test_setup_teardown(test_bloodline_adds_up, begin, end),
        cmocka_unit_test_setup_teardown(test_never_more_than_the_books_hold, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
