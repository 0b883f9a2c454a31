/* tests/zones/world/test_character.c -- pools that refill, names and pronouns, and a player as a parcel. */
#include "tests/zones/town.h"

static struct town town;

PLAYS_ALL int begin(void **state)
{
    (void)state;
    town_begin(&town);
    town_open(&town);
    town_enters(&town, ADA, TEMPLE);
    return 0;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    town_close(&town);
    return 0;
}

PLAYS_ALL void test_pools(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA);
    int32_t most = pool_has(ada, POOL_STAMINA);
    assert_false(pool_take(ada, POOL_STAMINA, most + 1));
    assert_int_equal(pool_has(ada, POOL_STAMINA), most);
    assert_true(pool_take(ada, POOL_STAMINA, most));
    assert_int_equal(pool_has(ada, POOL_STAMINA), 0);
    town_later(&town, 60000);
    assert_int_equal(pool_has(ada, POOL_STAMINA), 30);
    town_types(&town, ADA, "rest");                         /* what was gained standing stays as it is */
    assert_int_equal(pool_has(ada, POOL_STAMINA), 30);
    town_later(&town, 60000);
    assert_int_equal(pool_has(ada, POOL_STAMINA), 120);
}

PLAYS_ALL void test_words(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA), *guard = person_here(ada, "guard");
    assert_string_equal(pronoun_subject(ada), "she");
    assert_string_equal(pronoun_possessive(ada), "her");
    assert_string_equal(pronoun_subject(guard), "it");
    assert_true(character_answers_to(ada, "AD"));
    assert_false(character_answers_to(ada, ""));
    assert_false(character_answers_to(ada, "adam"));
    snprintf(town.options.game_keepers, sizeof town.options.game_keepers, "adam, ad,,bob");
    assert_false(character_is_keeper(ada->zone, ada));
    snprintf(town.options.game_keepers, sizeof town.options.game_keepers, "bob,ADA");
    assert_true(character_is_keeper(ada->zone, ada));
    assert_false(character_is_keeper(ada->zone, guard));
}

PLAYS_ALL struct character *unpacked(const struct parcel *parcel)
{
    return character_unpack(town.zones[LAND_TWO], parcel);
}

/* Every byte of a record may be wrong; then there is nobody, and nothing is left behind. */
PLAYS_ALL void test_damage(void **state)
{
    (void)state;
    struct zone *zone = town.zones[LAND_TWO];
    struct character *ada = town_person(&town, ADA);
    town_gives(&town, ADA, LAMP);
    struct bytes_writer parts = {0};
    struct parcel parcel;
    character_pack(ada, &parts, &parcel);
    assert_null(character_unpack(ada->zone, &parcel));      /* nobody is in two places */
    for (unsigned part = 0; part < PARCEL_PARTS; part++) {
        struct parcel cut = parcel;
        for (cut.length[part] = 0; cut.length[part] < parcel.length[part]; cut.length[part]++) {
            assert_null(unpacked(&cut));
            assert_int_equal(zone->holders.dirty, 0);
        }
        for (uint32_t at = 0; at < parcel.length[part]; at++) {
            uint8_t *byte = (uint8_t *)parcel.part[part] + at;
            *byte ^= 0xff;
            struct character *who = unpacked(&parcel);
            if (who != NULL) {
                assert_in_range(who->pools[POOL_STAMINA].since, 0, zone->now);
                pool_has(who, POOL_STAMINA); /* whatever the other numbers are now */
                character_free(&who);
            }
            *byte ^= 0xff;
            assert_int_equal(zone->holders.dirty, 0);
            assert_null(land_character(zone, ada->id));
        }
    }
    bytes_free(&parts);
}

PLAYS_ALL void test_newborn(void **state)
{
    (void)state;
    static const char *const choices[] = { "he", "SHE", "they", "", "dragon", NULL };
    static const enum pronoun expected[] = { PRONOUN_HE, PRONOUN_SHE, PRONOUN_THEY, PRONOUN_THEY, PRONOUN_THEY, PRONOUN_THEY };
    for (unsigned at = 0; at < 6; at++) {
        struct text *text = character_newborn(&town.setting, (entity_id){ 3, 3, at + 1 }, "Fay", "Morgan", choices[at]);
        struct bytes_reader reader = bytes_read(text_bytes(text), text_length(text));
        struct parcel parcel;
        assert_true(parcel_take(&reader, &parcel));
        assert_int_equal(dirty_count(parcel.dirty), PARCEL_PARTS);
        assert_int_equal(character_place(&town.setting, &parcel).number, TEMPLE);
        assert_true(parcel.length[PART_PLACE] <= 128);
        struct character *fay = unpacked(&parcel);
        assert_int_equal(fay->player->pronoun, expected[at]);
        assert_string_equal(fay->player->account, "Morgan");
        character_free(&fay);
        town.places[0].room.number = 3000;                  /* the temple is closed today */
        assert_int_equal(character_place(&town.setting, &parcel).number, 0);
        town.places[0].room.number = TEMPLE;
        text_unref(&text);
    }
}

#define ONE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = { ONE(test_pools), ONE(test_words), ONE(test_damage), ONE(test_newborn) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
