/* tests/zones/world/test_ears.c -- ignored names, switched channels, kept tells; bodies of the first version. */
#include "tests/zones/town.h"

static struct town town;

PLAYS_ALL int begin(void **state)
{
    (void)state;
    town_begin(&town);
    town_open(&town);
    town_enters(&town, ADA, TEMPLE);
    town_enters(&town, BOB, COURT);
    return 0;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    town_close(&town);
    return 0;
}

static void name_make(char name[NAME_SIZE], unsigned number)
{
    snprintf(name, NAME_SIZE, "Nam%c%c", 'a' + number / 26, 'a' + number % 26);
}

static void test_ignored(void **state)
{
    (void)state;
    struct ears ears = {0};
    char name[NAME_SIZE];
    assert_null(ears_ignored(&ears));
    for (unsigned at = 0; at < IGNORED_MOST; at++) {
        name_make(name, at);
        assert_true(ears_ignore_begin(&ears, name));
    }
    assert_true(ears_ignore_begin(&ears, "NAMAA"));         /* there already */
    assert_false(ears_ignore_begin(&ears, "Onemore"));
    assert_int_equal(ears.ignored_count, IGNORED_MOST);
    ears_ignore_end(&ears, "namab");
    assert_false(ears_ignore(&ears, "Namab"));
    assert_true(ears_ignore(&ears, "namac"));
    ears_ignore_end(&ears, "nobody");
    assert_int_equal(ears.ignored_count, IGNORED_MOST - 1);
    struct text *names = ears_ignored(&ears);
    assert_true(text_has_line(names, "namaa"));
    assert_false(text_has_line(names, "namab"));
    text_unref(&names);
    ears_free(&ears);
    assert_int_equal(ears.ignored_count, 0);
}

static void test_deaf(void **state)
{
    (void)state;
    const struct book book = { .channels_off = 6 };
    struct ears ears = { .switched = 3 };
    assert_int_equal(ears_deaf(&ears, &book), 5);
    assert_int_equal(ears_deaf(&ears, NULL), 3);
}

PLAYS_ALL void is_told(const char *name, const char *words, bool heard)
{
    struct message *told = town_mail(&town, MSG_TOLD, ADA, LAND_ONE);
    snprintf(told->told.name, NAME_SIZE, "%s", name);
    told->told.words = text_string(words);
    told->told.heard = heard;
    town_run(&town);
}

PLAYS_ALL void test_told(void **state)
{
    (void)state;
    struct ears *ears = &town_person(&town, ADA)->player->ears;
    is_told("Bob", "heard", true);
    assert_int_equal(ears->told_count, 1);
    assert_int_equal(ears->waiting, 0);
    assert_string_equal(town_reads(&town, ADA), "");
    is_told("Bob", "late", false);                          /* she has come back meanwhile */
    assert_non_null(strstr(town_reads(&town, ADA), "Bob tells you, 'late'"));
    assert_int_equal(ears->waiting, 0);
    town_types(&town, ADA, "sleep");
    for (unsigned at = 0; at < TELLS_KEPT + 5; at++)
        is_told("Bob", at < 10 ? "old" : "new", false);
    assert_int_equal(ears->told_count, TELLS_KEPT);
    assert_int_equal(ears->waiting, TELLS_KEPT);
    assert_string_equal(text_bytes(ears->told[4].words), "old");
    assert_string_equal(text_bytes(ears->told[5].words), "new");
    town_reads(&town, ADA);
    town_types(&town, ADA, "wake");
    assert_non_null(strstr(town_reads(&town, ADA), "20 tells wait; type tells.\n"));
    town_types(&town, ADA, "tells");
    assert_int_equal(ears->waiting, 0);
    ears_ignore_begin(ears, "Bob");
    is_told("bob", "ignored", false);
    assert_string_equal(text_bytes(ears->told[TELLS_KEPT - 1].words), "new");
}

/* A tell to somebody who left meanwhile comes back, unless it was heard. */
PLAYS_ALL void test_lost(void **state)
{
    (void)state;
    for (unsigned heard = 0; heard < 2; heard++) {
        struct message *told = message_new(MSG_TOLD);
        told->about = (entity_id){9, 9, 9};
        told->to.number = LAND_ONE;
        told->from.number = LAND_TWO;
        told->hops = MAIL_HOPS_MAX;
        told->told.session = town.seats[BOB].slot.session;
        told->told.words = text_string("hm");
        told->told.heard = heard;
        message_list_add(&town.inbox[LAND_ONE], told);
        town_run(&town);
        assert_string_equal(town_reads(&town, BOB), heard ? "" : "Nobody by that name is to be found any more.\n");
    }
}

/* Crossing a border, and as a land's bytes: nothing gets lost. */
PLAYS_ALL void test_travelling(void **state)
{
    (void)state;
    struct ears *ears = &town_person(&town, ADA)->player->ears;
    is_told("Bob", "one", true);
    town_types(&town, ADA, "sleep");
    is_told("Cid", "two", false);
    ears_ignore_begin(ears, "Eve");
    ears->switched = 5;
    town_copy_check(&town, LAND_ONE);
    town_types(&town, ADA, "wake");
    town_types(&town, ADA, "south");
    assert_int_equal(town_room_of(&town, ADA), CELL);
    ears = &town_person(&town, ADA)->player->ears;
    assert_int_equal(ears->told_count, 2);
    assert_int_equal(ears->waiting, 1);
    assert_string_equal(ears->told[1].name, "Cid");
    assert_string_equal(text_bytes(ears->told[1].words), "two");
    assert_true(ears_ignore(ears, "eve"));
    assert_int_equal(ears->switched, 5);
    assert_true(directory_ignores(town.directory, "ada", "EVE"));
    assert_false(directory_ignores(town.directory, "ada", "Bob"));
}

/* What version 3 has behind the ears. */
PLAYS_ALL size_t toggles_length(const struct toggles *toggles)
{
    struct bytes_writer writer = {0};
    toggles_put(&writer, toggles);
    size_t length = writer.length;
    bytes_free(&writer);
    return length;
}

/* The tail of her body record, which version 1 did not have, is cut off; the parcel then comes from the store. */
PLAYS_ALL void test_versions(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA);
    struct zone *zone = town.zones[LAND_TWO];
    struct bytes_writer writer = {0};
    struct parcel parcel;
    ada->player->ears.switched = 9;
    ears_ignore_begin(&ada->player->ears, "Bob");
    character_pack(ada, &writer, &parcel);
    parcel.told = NULL;
    parcel.told_length = 0;
    uint8_t *body = (uint8_t *)(uintptr_t)parcel.part[PART_BODY];
    assert_int_equal(body[0], 7);
    struct bytes_writer growth = {0};
    growth_put(&growth, tables(), &ada->player->growth);
    affects_put(&growth, tables(), ada->affects);
    size_t habits = 4, behind = toggles_length(&ada->player->toggles);
    struct character *copy = character_unpack(zone, &parcel);
    assert_int_equal(copy->player->ears.switched, 9);
    assert_true(ears_ignore(&copy->player->ears, "Bob"));
    character_free(&copy);
    parcel.length[PART_BODY] -= 2;                           /* no quests: they came with version 7 */
    body[0] = 6;
    copy = character_unpack(zone, &parcel);
    assert_int_equal(copy->player->growth.kills, ada->player->growth.kills);
    character_free(&copy);
    parcel.length[PART_BODY] -= (uint32_t)growth.length;     /* came with version 5 */
    bytes_free(&growth);
    parcel.length[PART_BODY] -= habits;                      /* they came with version 4 */
    body[0] = 3;
    copy = character_unpack(zone, &parcel);
    assert_true(ears_ignore(&copy->player->ears, "Bob"));
    character_free(&copy);
    body[parcel.length[PART_BODY] - behind - 1] = '!';       /* "Bo!" is no name */
    assert_null(character_unpack(zone, &parcel));
    body[0] = 8;                                             /* of a later server */
    assert_null(character_unpack(zone, &parcel));
    body[0] = 1;
    parcel.length[PART_BODY] -= (uint32_t)behind + 4 + 4 + 4 + 3;
    copy = character_unpack(zone, &parcel);
    assert_non_null(copy);
    assert_string_equal(copy->name, "Ada");
    assert_int_equal(copy->player->ears.switched, 0);
    assert_int_equal(copy->player->ears.ignored_count, 0);
    character_free(&copy);
    bytes_free(&writer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ignored),
        cmocka_unit_test(test_deaf),
        cmocka_unit_test_setup_teardown(test_told, begin, end),
        cmocka_unit_test_setup_teardown(test_lost, begin, end),
        cmocka_unit_test_setup_teardown(test_travelling, begin, end),
        cmocka_unit_test_setup_teardown(test_versions, begin, end),
    };
    return cmocka_run_group_tests_name("ears", tests, NULL, NULL);
}
