/* tests/zones/fight/test_range.c -- keeping away and closing in; missiles into the next room and over a border. */
#include "tests/zones/fight/ring.h"

static struct town town;
static struct ring ring;

PLAYS_ALL int begin(void **state)
{
    (void)state;
    ring_begin(&ring, &town);
    snprintf(town.options.game_keepers, sizeof town.options.game_keepers, "eve");
    town_open(&town);
    town_enters(&town, ADA, TEMPLE);
    town_enters(&town, BOB, COURT);
    town_gives(&town, ADA, KEY);
    town_types(&town, ADA, "wield key");
    town_reads(&town, ADA);
    town_reads(&town, BOB);
    return 0;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    town_close(&town);
    return 0;
}

#define SAYS(line, answer) town_says(&town, ADA, line, answer)

/* A command of hers now, whatever she would have to wait for. */
PLAYS_ALL void ada_types(const char *line)
{
    town_person(&town, ADA)->player->waits_until = 0;
    town_types(&town, ADA, line);
}

PLAYS_ALL void test_words(void **state)
{
    (void)state;
    SAYS("shoot", "Shoot whom? Shoot wolf, or shoot north wolf.\n");
    SAYS("shoot dragon", "There is nobody here by that name.\n");
    SAYS("shoot north dragon", "There is nobody over there by that name.\n");
    SAYS("shoot up rat", "There is no way in that direction.\n");
    SAYS("shoot nowhere rat", "There is no way in that direction.\n");
    SAYS("shoot ada", "You would only hurt yourself.\n");
    SAYS("throw", "Throw what at whom? Throw blade wolf, or throw blade north wolf.\n");
    SAYS("throw lamp rat", "You carry no such thing.\n");
    town_types(&town, ADA, "close gate");
    town_reads(&town, ADA);
    SAYS("shoot east bob", "The iron gate is closed.\n");
    town_types(&town, ADA, "remove key");
    town_reads(&town, ADA);
    SAYS("shoot guard", "You need a bow in your hand, or something of its kind.\n");
    assert_null(town_person(&town, ADA)->opponent);
}

/* Until the rat next door is dead: its line, her reward, and nobody fights. */
PLAYS_ALL void test_next_room(void **state)
{
    (void)state;
    struct character *rat = ring_mobile(&town, "rat");
    int32_t had = pool_has(rat, POOL_HEALTH);
    for (unsigned shots = 0; shots < 200 && ring_mobile(&town, "rat") != NULL; shots++)
        ada_types("shoot north rat");
    assert_null(ring_mobile(&town, "rat"));
    const char *read = town_reads(&town, ADA);
    assert_non_null(strstr(read, "You shoot north.\n"));
    assert_non_null(strstr(read, "Your missile "));
    assert_non_null(strstr(read, "A rat is dead!  R.I.P.\nYou receive your reward for the kill, "));
    assert_true(had > 0 && town_person(&town, ADA)->player->growth.experience > 0);
    assert_null(town_person(&town, ADA)->opponent);
}

PLAYS_ALL void test_here(void **state)
{
    (void)state;
    ada_types("shoot guard");
    assert_ptr_equal(town_person(&town, ADA)->opponent, ring_mobile(&town, "guard"));
    assert_non_null(strstr(town_reads(&town, ADA), "You shoot at a gate guard.\n"));
}

/* Thrown, it lies there then. */
PLAYS_ALL void test_thrown(void **state)
{
    (void)state;
    town_gives(&town, ADA, LAMP);
    SAYS("throw key rat", "You carry no such thing.\n");
    town_gives(&town, ADA, CAP);
    SAYS("throw cap guard", "That is not made to be thrown.\n");
    SAYS("throw lamp east bob", "That is too far to throw.\n");
    unsigned before = items_count(land_room(town.zones[LAND_ONE], (room_id){HALL})->items);
    ada_types("throw lamp north rat");
    assert_non_null(strstr(town_reads(&town, ADA), "You throw a brass lamp north.\n"));
    assert_int_equal(items_count(land_room(town.zones[LAND_ONE], (room_id){HALL})->items), before + 1);
}

/* Over the border: all of it happens there, and she hears of it; what it was worth is banked, and booked, where she is. */
PLAYS_ALL void test_over_the_border(void **state)
{
    (void)state;
    struct zone *two = town.zones[LAND_TWO];
    struct character *wolf = character_new(two, zone_new_id(two));
    wolf->proto.number = 1;
    wolf->mobile = &town.mobiles[1];
    pools_begin(wolf);
    room_enter(land_room(two, (room_id){COURT}), wolf);
    entity_id id = wolf->id;
    for (unsigned shots = 0; shots < 200 && land_character(two, id) != NULL; shots++)
        ada_types("shoot east rat");
    assert_null(land_character(two, id));
    const char *read = town_reads(&town, ADA);
    assert_non_null(strstr(read, "You shoot east.\n"));
    assert_non_null(strstr(read, "Your missile "));
    const char *dead = strstr(read, "A rat is dead!  R.I.P.\nYou receive your reward for the kill, ");
    assert_non_null(dead);
    assert_int_equal(town_person(&town, ADA)->player->growth.experience, strtoll(strstr(dead, "kill, ") + 6, NULL, 10));
    assert_int_equal(town.zones[LAND_ONE]->books.experience[EXPERIENCE_KILL], town_person(&town, ADA)->player->growth.experience);
    assert_int_equal(two->books.experience[EXPERIENCE_KILL], 0);
    const char *seen = town_reads(&town, BOB);
    assert_non_null(strstr(seen, "A missile from the west "));
    assert_non_null(strstr(seen, "A rat is dead!  R.I.P.\n"));
    assert_non_null(land_room(two, (room_id){COURT})->items);
}

/* Refused over there: peace, nobody, and a player who did not choose it. */
PLAYS_ALL void test_refused_over_there(void **state)
{
    (void)state;
    ada_types("shoot east nobody");
    assert_non_null(strstr(town_reads(&town, ADA), "There is nobody over there by that name.\n"));
    int32_t had = pool_has(town_person(&town, BOB), POOL_HEALTH);
    ada_types("shoot east bob");
    assert_non_null(strstr(town_reads(&town, ADA), "That one is a player whom you may not fight.\n"));
    town.rooms[3].peaceful = true;
    ada_types("shoot east bob");
    assert_non_null(strstr(town_reads(&town, ADA), "There is a peace upon that place that nobody breaks.\n"));
    town.rooms[3].peaceful = false;
    assert_int_equal(pool_has(town_person(&town, BOB), POOL_HEALTH), had);
    town_person(&town, ADA)->player->growth.fights_players = town_person(&town, BOB)->player->growth.fights_players = true;
    for (unsigned shots = 0; shots < 50 && pool_has(town_person(&town, BOB), POOL_HEALTH) == had; shots++)
        ada_types("shoot east bob");
    assert_true(pool_has(town_person(&town, BOB), POOL_HEALTH) < had);
    assert_non_null(strstr(town_reads(&town, BOB), "A missile from the west "));
}

/* She has gone by the time the news is there: it follows her. */
PLAYS_ALL void test_news_follow(void **state)
{
    (void)state;
    town_sends(&town, ADA, "shoot east nobody");
    town_step(&town, LAND_ONE);
    assert_true(town_step(&town, LAND_TWO));            /* the missile is there, the news is under way */
    town_person(&town, ADA)->player->waits_until = 0;
    town_sends(&town, ADA, "south");
    town_run(&town);
    assert_int_equal(town_room_of(&town, ADA), CELL);
    assert_non_null(strstr(town_reads(&town, ADA), "There is nobody over there by that name.\n"));
}

/* Damage from anywhere: any field may say anything. */
PLAYS_ALL void test_odd_missiles(void **state)
{
    (void)state;
    for (unsigned odd = 0; odd < 6; odd++) {
        struct message *message = message_new(MSG_RANGED);
        message->to.number = LAND_TWO;
        message->from.number = LAND_ONE;
        struct msg_ranged *ranged = &message->ranged;
        ranged->shooter = odd == 0 ? NO_ENTITY : town.seats[ADA].who;
        ranged->room.number = odd == 1 ? 99999 : COURT;
        ranged->direction = odd == 2 ? 200 : EAST;
        ranged->target = odd == 3 ? NULL : text_string(odd == 4 ? "" : "bob");
        ranged->force = UINT32_MAX;
        ranged->hitroll = INT64_MAX;
        ranged->power = odd == 5 ? UINT32_MAX : 1;
        message_list_add(&town.inbox[LAND_TWO], message);
        town_run(&town);
    }
    assert_int_equal(town_room_of(&town, BOB), COURT);
}

/* At a distance nobody reaches her who has not advanced. */
PLAYS_ALL void test_distance(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA), *guard = ring_mobile(&town, "guard");
    SAYS("advance", "You are not fighting anybody.\n");
    SAYS("range", "You will try to stay at a distance.\n");
    assert_true(ada->ranged);
    SAYS("range", "You will not try to stay at a distance any more.\n");
    town_types(&town, ADA, "range");
    ring_lay(&ring, guard, FIGURE_HEALTH, 5000);
    ring_heal(guard, 5000);
    ring_heard(&town);
    town_types(&town, ADA, "kill guard");
    town_reads(&town, ADA);
    bool advanced = false;
    for (unsigned step = 0; step < 200 && !advanced; step++) {
        bool was = town_person(&town, ADA)->ranged;
        int32_t had = pool_has(town_person(&town, ADA), POOL_HEALTH);
        town_later(&town, 100);
        advanced = was && !town_person(&town, ADA)->ranged;
        if (was && !advanced)
            assert_true(pool_has(town_person(&town, ADA), POOL_HEALTH) >= had);
    }
    assert_true(advanced);
    assert_non_null(strstr(town_reads(&town, ADA), "A gate guard advances on you!\n"));
    town_types(&town, ADA, "advance");
    assert_non_null(strstr(town_reads(&town, ADA), "You could not be closer.\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_words, begin, end), cmocka_unit_test_setup_teardown(test_next_room, begin, end),
        cmocka_unit_test_setup_teardown(test_here, begin, end), cmocka_unit_test_setup_teardown(test_thrown, begin, end),
        cmocka_unit_test_setup_teardown(test_over_the_border, begin, end),
        cmocka_unit_test_setup_teardown(test_refused_over_there, begin, end),
        cmocka_unit_test_setup_teardown(test_news_follow, begin, end), cmocka_unit_test_setup_teardown(test_odd_missiles, begin, end),
        cmocka_unit_test_setup_teardown(test_distance, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
