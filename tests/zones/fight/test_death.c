/* tests/zones/fight/test_death.c -- the end of creatures and of players, what it brings and costs, and what is left lying. */
#include "tests/zones/fight/ring.h"

#include "zones/ledger.h"

static struct town town;
static struct ring ring;

PLAYS_ALL int begin(void **state)
{
    (void)state;
    ring_begin(&ring, &town);
    town.options.character_idle_s = 1000000;
    snprintf(town.options.game_keepers, sizeof town.options.game_keepers, "eve");
    town.areas[0].level_max = 5;        /* the guard's: there is only one, and none above */
    town_open(&town);
    town_enters(&town, ADA, HALL);
    ring_each_blow(&town, ADA, false);
    town_reads(&town, ADA);
    return 0;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    town_close(&town);
    return 0;
}

/* She kills it in one blow, at last. */
PLAYS_ALL void ada_kills(const char *word)
{
    char line[64];
    struct character *ada = town_person(&town, ADA);
    ring_lay(&ring, ada, FIGURE_DAMROLL, 9000);
    ring_heal(ada, pool_most(ada, POOL_HEALTH));
    snprintf(line, sizeof line, "kill %s", word);
    ring_heard(&town);
    town_types(&town, ADA, line);
    for (unsigned step = 0; step < 100 && fights(town_person(&town, ADA)); step++)
        town_later(&town, 500);
    assert_null(town_person(&town, ADA)->opponent);
}

PLAYS_ALL struct item *corpse_in(unsigned land, unsigned room)
{
    struct item *item = land_room(town.zones[land], (room_id){room})->items;
    while (item != NULL && item->corpse == NULL)
        item = item->next;
    return item;
}

static int64_t booked(unsigned land, enum experience_flow flow)
{
    return town.zones[land]->books.experience[flow];
}

/* The line of the kill stands directly in front of the reward's, and what is told is what is banked. */
PLAYS_ALL void test_reward(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA);
    ada_kills("rat");
    const char *read = town_reads(&town, ADA), *dead = strstr(read, "A rat is dead!  R.I.P.\nYou receive your reward for the kill, ");
    assert_non_null(dead);
    long long points = strtoll(strstr(dead, "kill, ") + 6, NULL, 10);
    assert_true(points > 0);
    assert_non_null(strstr(dead, " experience points.\n"));
    assert_int_equal(ada->player->growth.experience, points);
    assert_int_equal(booked(LAND_ONE, EXPERIENCE_KILL), points);
    assert_int_equal(ada->player->growth.kills, 1);
    assert_null(ring_mobile(&town, "rat"));
    const char *summary = strstr(read, "You hit 1 of 1 attack(s) for ");
    assert_true(summary != NULL && summary < dead);             /* told before what it led to */
    struct item *corpse = corpse_in(LAND_ONE, HALL);
    assert_string_equal(corpse->object->name, "the corpse of a rat");
    assert_string_equal(corpse->object->line, "The corpse of a rat is lying here.");
    assert_string_equal(corpse->corpse->head.race, "human");
    assert_false(corpse->durable);
}

PLAYS_ALL void test_rare(void **state)
{
    (void)state;
    ring_move(town_person(&town, ADA), TEMPLE);
    ada_kills("guard");
    const char *read = strstr(town_reads(&town, ADA), "R.I.P.\nYou receive your reward for the kill, ");
    assert_non_null(read);
    assert_non_null(strstr(read, " experience points plus "));
    assert_non_null(strstr(read, " bonus experience for a rare kill.\n"));
    assert_true(booked(LAND_ONE, EXPERIENCE_RARE_KILL) > 0);
    struct growth *growth = &town_person(&town, ADA)->player->growth;
    assert_int_equal(growth->experience, booked(LAND_ONE, EXPERIENCE_RARE_KILL) + booked(LAND_ONE, EXPERIENCE_KILL));
}

/* The same sort again and again is worth less; something else between makes it worth more again. */
PLAYS_ALL void test_frequent(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA);
    for (unsigned kill = 0; kill < KILLS_KEPT; kill++)
        reward_give(ada, 99, 1, false, 40);
    ring_heard(&town);
    assert_null(strstr(town_reads(&town, ADA), "frequent"));
    reward_give(ada, 99, 1, false, 40);
    ring_heard(&town);
    assert_string_equal(town_reads(&town, ADA), "You receive a reduced reward for a frequent kill, only 10 experience points.\n");
    assert_int_equal(ada->player->growth.experience, KILLS_KEPT * 40 + 10);
    reward_give(ada, 98, 1, true, 40);
    reward_give(ada, 99, 1, false, 40);
    ring_heard(&town);
    assert_null(strstr(town_reads(&town, ADA), "frequent"));
    ada->player->level = 50;
    reward_give(ada, 97, 1, true, 40);
    ring_heard(&town);
    assert_string_equal(town_reads(&town, ADA), "You receive your reward for the kill, 0 experience points.\n");
    ada->player->level = 1;
}

/* What does not fit goes in and out of the books. */
PLAYS_ALL void test_bank(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA);
    ada->player->level = 30;
    int64_t most = experience_most(ada);
    assert_int_equal(most, 5 * 3100);
    assert_int_equal(experience_gain(ada, EXPERIENCE_QUEST, most + 7), most);
    assert_int_equal(ada->player->growth.experience, most);
    assert_int_equal(booked(LAND_ONE, EXPERIENCE_QUEST), most + 7);
    assert_int_equal(booked(LAND_ONE, EXPERIENCE_UNUSED), 7);
    assert_int_equal(experience_gain(ada, EXPERIENCE_QUEST, INT64_MAX), 0);
    assert_int_equal(experience_gain(ada, EXPERIENCE_QUEST, -5), 0);
    assert_false(experience_spend(ada, EXPERIENCE_LEVEL, most + 1));
    assert_true(experience_spend(ada, EXPERIENCE_LEVEL, most - 1));
    assert_int_equal(ada->player->growth.experience, 1);
    assert_int_equal(booked(LAND_ONE, EXPERIENCE_LEVEL), most - 1);
    assert_int_equal(booked(LAND_ONE, EXPERIENCE_UNUSED), 7);
}

/* Who stands in the room and is of the group has a share, by level. */
PLAYS_ALL void test_group(void **state)
{
    (void)state;
    town_enters(&town, BOB, HALL);
    town_enters(&town, CID, TEMPLE);
    struct character *ada = town_person(&town, ADA), *bob = town_person(&town, BOB), *cid = town_person(&town, CID);
    ada->player->group = bob->player->group = cid->player->group = (entity_id){ 1, GROUPS, 1 };
    bob->player->level = 3;
    reward_return(ada, 5, 50, false, 1000);
    ring_heard(&town);
    assert_int_equal(ada->player->growth.experience, 1100 / 4);
    assert_int_equal(bob->player->growth.experience, 1100 * 3 / 4);
    assert_int_equal(cid->player->growth.experience, 0);
}

/* Coins come into being when somebody takes them; the group beside him has its share. */
PLAYS_ALL void test_loot(void **state)
{
    (void)state;
    char line[100];
    town_enters(&town, BOB, TEMPLE);
    ring_move(town_person(&town, ADA), TEMPLE);
    ada_kills("guard");
    struct item *corpse = corpse_in(LAND_ONE, TEMPLE);
    long long coins = corpse->corpse->head.coins;
    assert_true(coins > 1);
    assert_int_equal(town.zones[LAND_ONE]->books.flows[FLOW_CORPSE], 0);
    assert_int_equal(items_count(corpse->contents), 1);
    town_says(&town, ADA, "put sword corpse", "The dead have no use for it.\n");
    town_copy_check(&town, LAND_ONE);
    snprintf(line, sizeof line, "There were %lld coins.\n", coins);
    town_reads(&town, ADA);
    town_types(&town, ADA, "get all corpse");
    const char *read = town_reads(&town, ADA);
    assert_true(strncmp(read, line, strlen(line)) == 0);
    assert_non_null(strstr(read, "You get a knitted cap from the corpse of a gate guard.\n"));
    assert_int_equal(town_person(&town, ADA)->player->coins[PURSE_CARRIED], coins);
    assert_int_equal(town.zones[LAND_ONE]->books.flows[FLOW_CORPSE], coins);
    town_says(&town, ADA, "get coins corpse", "There are no coins in there.\n");
    corpse->corpse->head.coins = 7;
    town_person(&town, ADA)->player->group = town_person(&town, BOB)->player->group = (entity_id){ 1, GROUPS, 1 };
    town_says(&town, ADA, "get coins guard", "There were 7 coins, and you receive 4.\n");
    assert_int_equal(town_person(&town, BOB)->player->coins[PURSE_CARRIED], 3);
    assert_int_equal(town.zones[LAND_ONE]->books.flows[FLOW_CORPSE], coins + 7);
    town_says(&town, ADA, "get corpse", "The corpse of a gate guard stays where it is.\n");
}

PLAYS_ALL void test_dust(void **state)
{
    (void)state;
    ring_move(town_person(&town, ADA), TEMPLE);
    ada_kills("guard");
    town_reads(&town, ADA);
    int64_t used = town.zones[LAND_ONE]->books.things_used;
    struct item *lamp = town_gives(&town, ADA, LAMP);           /* however it came there: it is somebody's */
    item_leave(lamp);
    item_enter_item(lamp, corpse_in(LAND_ONE, TEMPLE));
    town_later(&town, town.options.corpse_creature_s * 1000 - 60000);
    assert_non_null(corpse_in(LAND_ONE, TEMPLE));
    town_later(&town, 60001);
    assert_null(corpse_in(LAND_ONE, TEMPLE));
    assert_non_null(strstr(town_reads(&town, ADA), "The corpse of a gate guard falls to dust, and the wind takes it.\n"));
    assert_int_equal(town.zones[LAND_ONE]->books.things_used, used);
    assert_ptr_equal(lamp->room, land_room(town.zones[LAND_ONE], (room_id){TEMPLE}));
}

PLAYS_ALL void ada_dies(void)
{
    bool died;
    damage_deal(town_person(&town, ADA), &(struct hurt){ .kind = DAMAGE_FIRE, .amount = 1000000, .direct = true }, &died);
    assert_true(died);
    ring_heard(&town);
    town_run(&town);
}

/* She wakes in the temple; what she carried lies where she fell. */
PLAYS_ALL void test_player(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA);
    town_gives(&town, ADA, SWORD);
    town_types(&town, ADA, "wield sword");
    town_gives(&town, ADA, CAP);
    town_reads(&town, ADA);
    ring_lay(&ring, ada, FIGURE_STR, 3);
    ada_dies();
    ada = town_person(&town, ADA);
    const char *read = town_reads(&town, ADA);
    assert_true(strncmp(read, "You are dead!  Better luck next time...\nYou are young, and it costs you nothing this time.\n", 80) == 0);
    assert_int_equal(town_room_of(&town, ADA), TEMPLE);
    assert_int_equal(pool_has(ada, POOL_HEALTH), pool_most(ada, POOL_HEALTH) / 4);
    assert_null(ada->items);
    assert_null(ada->affects);
    struct item *corpse = corpse_in(LAND_ONE, HALL);
    assert_true(corpse->durable);
    assert_string_equal(corpse->object->name, "the corpse of Ada");
    assert_int_equal(items_count(corpse->contents), 2);
}

PLAYS_ALL void test_cost(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA);
    ada->player->level = 20;
    int32_t health = ada->player->growth.pools[POOL_HEALTH];
    experience_gain(ada, EXPERIENCE_QUEST, 1000);
    ada_dies();
    struct growth *growth = &town_person(&town, ADA)->player->growth;
    int64_t price = 2100 * ring.rules.constants.death_experience / 100;
    assert_int_equal(growth->experience, 1000 - price);
    assert_int_equal(growth->owed, price);
    assert_int_equal(booked(LAND_ONE, EXPERIENCE_DEATH), price);
    assert_true(growth->owed_pools[POOL_HEALTH] > 0);
    assert_int_equal(growth->pools[POOL_HEALTH], health - growth->owed_pools[POOL_HEALTH]);
    char line[200];
    snprintf(line, sizeof line, "Better luck next time...\nYou lose %lld experience, %d MaxHp, %d MaxMana and %d MaxStamina.\n",
             (long long)price, growth->owed_pools[POOL_HEALTH], growth->owed_pools[POOL_MANA], growth->owed_pools[POOL_STAMINA]);
    assert_non_null(strstr(town_reads(&town, ADA), line));
}

/* Far from home she crosses the border dead and wakes there; with the command that killed her still being answered. */
PLAYS_ALL void test_far_from_home(void **state)
{
    (void)state;
    town_enters(&town, EVE, COURT);
    town_types(&town, EVE, "transfer ada");
    assert_int_equal(town_room_of(&town, ADA), COURT);
    town_gives(&town, ADA, SWORD);
    town_reads(&town, ADA);
    ada_dies();
    assert_int_equal(town_room_of(&town, ADA), TEMPLE);
    assert_non_null(strstr(town_reads(&town, ADA), "You are dead!  Better luck next time...\n"));
    assert_non_null(corpse_in(LAND_TWO, COURT));
    assert_int_equal(items_count(corpse_in(LAND_TWO, COURT)->contents), 1);
    town_types(&town, ADA, "score");
    assert_true(strlen(town_reads(&town, ADA)) > 0);
}

/* Nobody else takes from it, unless she consents; in the end it falls to dust and the things lie there for anybody. */
PLAYS_ALL void test_whose(void **state)
{
    (void)state;
    town_enters(&town, BOB, HALL);
    town_gives(&town, ADA, SWORD);
    town_gives(&town, ADA, CAP);
    town_says(&town, ADA, "consent bob", "Nothing is left of you anywhere in this land.\n");
    ada_dies();
    const char refused[] = "What lies there is not yours to touch, unless its owner consents.\n";
    town_says(&town, BOB, "get all corpse", refused);
    town_says(&town, BOB, "get sword corpse", refused);
    town_says(&town, BOB, "get coins corpse", refused);
    town_says(&town, ADA, "consent nosuch", "There is nobody in the world by that name.\n");
    town_says(&town, ADA, "consent bob", "Bob may take things from what is left of you here.\n");
    town_says(&town, BOB, "get sword corpse", "You get an old sword from the corpse of Ada.\n");
    town_says(&town, ADA, "consent nobody", "Nobody but you may take things from what is left of you here.\n");
    town_says(&town, BOB, "get all corpse", refused);
    int64_t used = town.zones[LAND_ONE]->books.things_used;
    town_later(&town, town.options.corpse_player_s * 1000 + 1);
    assert_null(corpse_in(LAND_ONE, HALL));
    assert_int_equal(town.zones[LAND_ONE]->books.things_used, used + 1);
    town_says(&town, BOB, "get cap", "You get a knitted cap.\n");
}

/* The floor's record, in another life of the land: the corpse is what it was, and falls to dust when it would have. */
PLAYS_ALL void test_record(void **state)
{
    (void)state;
    town_gives(&town, ADA, SWORD);
    ada_dies();
    corpses_consent(town.zones[LAND_ONE], town_person(&town, ADA), "Bob");
    town_cut(&town, LAND_ONE, 2);
    char key[KEY_SIZE];
    snprintf(key, sizeof key, "floor:%u", HALL);
    const struct message *record = town_record(&town, key);
    assert_non_null(record);
    struct zone *other = zone_new(&town.setting, (zone_id){LAND_ONE});
    struct room *room = land_room(other, (room_id){HALL});
    assert_true(floor_restore(other, room, record->record.content));
    struct item *was = corpse_in(LAND_ONE, HALL), *is_now = room->items;
    assert_non_null(is_now->corpse);
    assert_memory_equal(&was->corpse->head, &is_now->corpse->head, sizeof was->corpse->head);
    assert_string_equal(is_now->object->line, "The corpse of Ada is lying here.");
    assert_true(character_answers_to(town_person(&town, ADA), "ada"));
    assert_true(word_is_name((const char *const *)is_now->object->keys, "ada"));
    assert_int_equal(items_count(is_now->contents), 1);
    struct message *tick = message_new(MSG_TICK);
    struct input input = { .now = town.now + town.options.corpse_player_s * 1000 + 1, .message = tick };
    zone_apply(other, &input);
    assert_null(room->items->corpse);
    message_list_free(&other->out);
    zone_free(&other);
}

/* What a whole cut says adds up: things, and experience against the books. */
PLAYS_ALL void test_ledger(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA);
    ada->player->level = 20;
    town_gives(&town, ADA, SWORD);
    ada_kills("rat");
    experience_gain(ada, EXPERIENCE_QUEST, 500);
    ada_dies();
    character_touch(town_person(&town, ADA), PART_BODY);
    character_touch(town_person(&town, ADA), PART_HOLDINGS);
    town_cut(&town, LAND_ONE, 2);
    struct ledger *ledger = ledger_new();
    for (const struct message *record = town.records.first; record != NULL; record = record->next)
        if (record->record.content != NULL && strncmp(record->record.name, "place:", 6) != 0)
            ledger_add(ledger, record->record.name, record->record.content);
    char *report = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&report, &length);
    ledger_check(ledger, out);
    fclose(out);
    assert_null(strstr(report, "experience"));
    assert_null(strstr(report, "cannot be read"));
    assert_null(strstr(report, "is also in"));
    free(report);
    ledger_free(&ledger);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_reward, begin, end), cmocka_unit_test_setup_teardown(test_rare, begin, end),
        cmocka_unit_test_setup_teardown(test_frequent, begin, end), cmocka_unit_test_setup_teardown(test_bank, begin, end),
        cmocka_unit_test_setup_teardown(test_group, begin, end), cmocka_unit_test_setup_teardown(test_loot, begin, end),
        cmocka_unit_test_setup_teardown(test_dust, begin, end), cmocka_unit_test_setup_teardown(test_player, begin, end),
        cmocka_unit_test_setup_teardown(test_cost, begin, end), cmocka_unit_test_setup_teardown(test_far_from_home, begin, end),
        cmocka_unit_test_setup_teardown(test_whose, begin, end), cmocka_unit_test_setup_teardown(test_record, begin, end),
        cmocka_unit_test_setup_teardown(test_ledger, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
