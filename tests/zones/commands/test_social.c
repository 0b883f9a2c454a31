/* tests/zones/commands/test_social.c -- every social in every form, and who notices. */
#include "tests/zones/town.h"

static struct town town;
static struct book *book;

PLAYS_ALL int begin(void **state)
{
    (void)state;
    unsigned mistakes = 0;
    book = book_load("zones/text", stderr, &mistakes);
    assert_int_equal(mistakes, 0);
    town_begin(&town);
    town.setting.book = book;
    town_open(&town);
    for (unsigned at = ADA; at <= CID; at++)
        town_enters(&town, at, TEMPLE);
    for (unsigned at = ADA; at <= CID; at++)
        town_reads(&town, at);
    return 0;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    town_close(&town);
    book_free(&book);
    return 0;
}

#define SAYS(line, answer) town_says(&town, ADA, line, answer)
#define READS(who, words) assert_string_equal(town_reads(&town, who), words)

PLAYS_ALL void test_forms(void **state)
{
    (void)state;
    SAYS("smile", "You smile.\n");
    READS(BOB, "Ada smiles.\n");
    READS(CID, "Ada smiles.\n");
    SAYS("smile bob", "You smile at Bob.\n");
    READS(BOB, "Ada smiles at you.\n");
    READS(CID, "Ada smiles at Bob.\n");
    SAYS("smile at bob", "You smile at Bob.\n");
    SAYS("smi self", "You smile to yourself.\n");
    town_reads(&town, BOB);
    SAYS("smile ada", "You smile to yourself.\n");
    READS(BOB, "Ada smiles to herself.\n");
    SAYS("smile nobody", "The one you smile for is not here.\n");
    READS(BOB, "");
    SAYS("smile guard", "You smile at a gate guard.\n");
    READS(CID, "Ada smiles at Bob.\nAda smiles to herself.\nAda smiles to herself.\nAda smiles at a gate guard.\n");
    SAYS("smile at", "The one you smile for is not here.\n");
    SAYS("smiled", "There is no such command as 'smiled'. Try help.\n");
}

PLAYS_ALL void test_notice(void **state)
{
    (void)state;
    town_types(&town, BOB, "sleep");
    town_types(&town, CID, "ignore ada");
    town_reads(&town, BOB);
    town_reads(&town, CID);
    SAYS("wave bob", "You wave to Bob.\n");
    SAYS("wave cid", "You wave to Cid.\n");
    SAYS("wave", "You wave.\n");
    READS(BOB, "");
    READS(CID, "");
    town_says(&town, BOB, "wave", "In your dreams, perhaps. Wake up first.\n");
    town_types(&town, ADA, "rest");
    SAYS("wave", "You wave.\n");
}

/* What everybody reads is whole sentences, with nothing left to fill in. */
PLAYS_ALL void is_written_well(const char *words)
{
    size_t length = strlen(words);
    assert_true(length > 3);
    assert_true(words[0] >= 'A' && words[0] <= 'Z');
    assert_null(strpbrk(words, "{}"));
    assert_null(strstr(words, "  "));
    assert_int_equal(words[length - 1], '\n');
    assert_non_null(strchr(".!?'", words[length - 2]));
}

PLAYS_ALL void test_all(void **state)
{
    (void)state;
    static const char *const targets[] = { "", " bob", " self", " nobody" };
    for (unsigned at = 0; at < book->social_count; at++)
        for (unsigned form = 0; form < 4; form++) {
            char line[40];
            snprintf(line, sizeof line, "%s%s", book->socials[at].name, targets[form]);
            town_types(&town, ADA, line);
            is_written_well(town_reads(&town, ADA));
            const char *bob = town_reads(&town, BOB), *cid = town_reads(&town, CID);
            if (form == 3) {
                assert_string_equal(bob, "");
                assert_string_equal(cid, "");
                continue;
            }
            is_written_well(bob);
            is_written_well(cid);
            assert_non_null(strstr(cid, "Ada"));
            assert_int_equal(strstr(cid, "Bob") != NULL, form == 1);
            assert_int_equal(strcmp(bob, cid) != 0, form == 1);
        }
}

PLAYS_ALL void test_list(void **state)
{
    (void)state;
    town_types(&town, ADA, "socials");
    const char *list = town_reads(&town, ADA);
    assert_non_null(strstr(list, ", smile, smirk, "));
    assert_non_null(strstr(list, ", yawn.\n"));
    town.setting.book = NULL;
    SAYS("socials", "There are no socials.\n");
    SAYS("smile", "There is no such command as 'smile'. Try help.\n");
    town.setting.book = book;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_forms, begin, end),
        cmocka_unit_test_setup_teardown(test_notice, begin, end),
        cmocka_unit_test_setup_teardown(test_all, begin, end),
        cmocka_unit_test_setup_teardown(test_list, begin, end),
    };
    return cmocka_run_group_tests_name("social", tests, NULL, NULL);
}
