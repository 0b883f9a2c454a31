/* tests/zones/commands/test_grow.c -- teachers, levels, sessions, classes, another life. */
#include "tests/zones/commands/stage.h"

#include "zones/body/level.h"

static int begin_school(void **state)
{
    (void)state;
    town_begin(&town);
    town.mobiles[0].teaches = UINT32_MAX;                    /* the gate guard, in the temple */
    town.mobiles[0].meta = true;
    town_open(&town);
    town_enters(&town, ADA, TEMPLE);
    town_enters(&town, BOB, HALL);
    town_reads(&town, ADA);
    town_reads(&town, BOB);
    return 0;
}

PLAYS_ALL struct character *ada(void)
{
    return town_person(&town, ADA);
}

/* What is earned is counted: the books hold the same as the banks. */
PLAYS_ALL void earns(struct character *who, int64_t experience)
{
    assert_int_equal(experience_gain(who, EXPERIENCE_QUEST, experience), experience);
}

PLAYS_ALL int64_t booked(void)
{
    const struct books *books = &ada()->zone->books;
    int64_t sum = 0;
    for (unsigned flow = 0; flow < EXPERIENCE_FLOW_KINDS; flow++)
        sum += experience_flow_is_in(flow) ? books->experience[flow] : -books->experience[flow];
    return sum;
}

PLAYS_ALL const char *types(unsigned seat, const char *line)
{
    town_reads(&town, seat);
    town_types(&town, seat, line);
    return town_reads(&town, seat);
}
#define READS(line, words) assert_non_null(strstr(types(ADA, line), words))

PLAYS_ALL void gains(void **state)
{
    (void)state;
    READS("gain", "You have not seen enough of the world for another level yet.\nThe next level asks 100 experience.\n");
    earns(ada(), 99);
    READS("gain", "You have not seen enough");
    earns(ada(), 2);
    int32_t health = pool_most(ada(), POOL_HEALTH);
    READS("gain", "--+  Congratulations, you are now level 2!  +--\n");
    assert_int_equal(ada()->player->level, 2);
    assert_true(pool_most(ada(), POOL_HEALTH) > health);
    assert_int_equal(ada()->player->growth.experience, 1);
    assert_int_equal(booked(), 1);
    assert_int_equal(ada()->player->growth.practices, tables()->constants.newborn_practices + 1);
    assert_non_null(strstr(types(BOB, "gain"), "Nobody here can teach you. You would have to go to your guild: the fighter's.\n"));
}

/* From 51 on it costs coins and hero points; above the hundredth come paragon levels, each dearer than the one before. */
PLAYS_ALL void the_last_levels(void **state)
{
    (void)state;
    struct character *who = ada();
    struct growth *growth = &who->player->growth;
    who->player->level = 50;
    earns(who, level_price(who));
    READS("gain", "You are not hero enough");
    growth->hero_points = 3000;
    READS("gain", "You do not carry the coins");
    assert_true(purse_flow(who, FLOW_NEWCOMER, 200001));
    READS("gain", "you are now level 51!");
    assert_int_equal(who->player->coins[PURSE_CARRIED], 1);
    assert_int_equal(growth->hero_points, 3000);             /* they are kept: the next level asks 3,800 in all */
    assert_int_equal(hero_price(who), 3800);
    who->player->level = LEVELS_MORTAL;
    int64_t first = level_price(who);
    assert_true(first > tables()->levels[LEVELS_MORTAL].experience);
    growth->paragon = 1;
    assert_true(level_price(who) > first);
    growth->paragon = LEVELS_PARAGON;
    assert_int_equal(level_price(who), 0);
    READS("gain", "There is nothing above you.");
    READS("experience", "paragon level 100.\n");
}

PLAYS_ALL void practises(void **state)
{
    (void)state;
    uint16_t kick = rules_skill(tables(), "kick"), charge = rules_skill(tables(), "charge");
    struct character *who = ada();
    int before = skill_percent(who, kick);
    assert_true(before > 0);                                 /* a fighter is born with it */
    READS("practice", "kick: ");
    uint32_t practices = who->player->growth.practices;
    READS("practice kick", "You practise kick. You know it to ");
    assert_int_equal(who->player->growth.practices, practices - 1);
    assert_true(skill_percent(who, kick) > before);
    READS("practice charge", "You cannot learn anything of that name, or not yet.\n");
    who->player->level = 50;
    who->player->growth.practices = 20;
    for (unsigned at = 0; at < 10; at++)
        types(ADA, "practice kick");
    assert_int_equal(skill_percent(who, kick), tables()->constants.practice_most);
    READS("practice kick", "Nobody can teach you more of that; use it.\n");
    READS("practice charge", "You practise charge.");
    assert_true(skill_percent(who, charge) > 0);
    who->player->growth.practices = 0;
    READS("practice charge", "You have no session of practice left");
}

PLAYS_ALL void specialises(void **state)
{
    (void)state;
    struct character *who = ada();
    READS("specialise", "Paladin, from level 10.\n");
    READS("specialise paladin", "It is too early for that");
    who->player->level = 10;
    READS("specialise wizard", "That class is not of your path.\n");
    READS("specialise fighter", "That is a path, not a class.\n");
    READS("specialise paladin", "You are a Paladin from now on.\n");
    READS("specialise ranger", "You have chosen your class already.\n");
    assert_string_equal(tables()->classes[who->player->growth.class].key, "paladin");
    struct character *bob = town_person(&town, BOB);
    bob->player->growth.race = (uint16_t)(rules_race(tables(), "eldar") - tables()->races);
    bob->player->level = 10;
    assert_string_equal(specialise(bob, (unsigned)rules_class(tables(), "barbarian")), "That class does not take your kind.");
}

PLAYS_ALL void sessions(void **state)
{
    (void)state;
    struct character *who = ada();
    struct growth *growth = &who->player->growth;
    READS("meta health", "there are no sessions below level 20.\n");
    who->player->level = 30;
    READS("meta health", "You have not the experience for that.\n");
    struct meta_price price = meta_price_pool(who, POOL_HEALTH);
    earns(who, price.experience);
    READS("meta health", "You do not carry the coins for that.\n");
    assert_true(purse_flow(who, FLOW_NEWCOMER, price.coins));
    int32_t before = growth->pools[POOL_HEALTH];
    READS("meta hea", "Your health meta'd 100 to 10");
    assert_in_range(growth->pools[POOL_HEALTH], before + 1, before + 10);
    assert_int_equal(growth->experience, 0);
    assert_int_equal(who->player->coins[PURSE_CARRIED], 0);
    assert_true(growth->hero_points > 0);
    assert_true(meta_price_pool(who, POOL_HEALTH).experience > price.experience);
    assert_int_equal(booked(), 0);
    READS("meta", "Max health, ");
    READS("meta friends", "A session of what?");
    growth->attributes[FIGURE_STR] = attribute_ceiling(who, FIGURE_STR);
    who->player->level = 90;                                 /* whose bank holds so much */
    earns(who, 1000000000);
    assert_true(purse_flow(who, FLOW_NEWCOMER, 1000000));
    READS("meta str", "Your kind cannot have more of that.\n");
    READS("meta dex", "Your dexterity meta'd 13 to 14");
    assert_non_null(strstr(types(BOB, "meta"), "Nobody here gives sessions."));
}

PLAYS_ALL void rolls(void **state)
{
    (void)state;
    struct character *who = ada();
    const struct growth *growth = &who->player->growth;
    for (unsigned turn = 0; turn < 50; turn++) {
        int32_t sum = 0;
        who->player->waits_until = 0;
        READS("reroll dex", "You roll Str ");
        for (unsigned at = 0; at < ATTRIBUTES; at++) {
            assert_in_range(growth->attributes[at], 10, 17);
            assert_true(growth->attributes[at] <= growth->attributes[FIGURE_DEX]);
            sum += growth->attributes[at];
        }
        assert_int_equal(sum, 78);
    }
    who->player->waits_until = 0;
    READS("reroll beauty", "Reroll, and the attribute");
    who->player->level = 2;
    READS("reroll dex", "only newcomers");
    READS("raise luck", "You have no raise to spend");
    who->player->growth.raises = 1;
    int32_t luck = growth->attributes[FIGURE_LUK];
    READS("raise luc", "Your luck is ");
    assert_int_equal(growth->attributes[FIGURE_LUK], luck + 1);
    READS("raise wealth", "Raise what?");
}

PLAYS_ALL void another_life(void **state)
{
    (void)state;
    struct character *who = ada();
    struct growth *growth = &who->player->growth;
    READS("remort elf mage", "You have not come to the end of this life yet");
    who->player->level = LEVELS_MORTAL;
    growth->paragon = 7;
    growth->pools[POOL_HEALTH] = 5100;
    earns(who, 500);
    READS("remort", "Remort, a race and a path");
    READS("remort elf mage", "remort elf mage yes.\n");
    READS("remort dragon mage yes", "Nobody is born as that.\n");
    READS("remort elf wizard yes", "A life begins on a path, not in a class.\n");
    READS("remort elf mage yes", "You lay a whole life down");
    assert_int_equal(who->player->level, 1);
    assert_int_equal(growth->paragon, 0);
    assert_int_equal(growth->laps, 1);
    assert_int_equal(growth->lap_level[0], 107);
    assert_string_equal(tables()->classes[growth->lap_class[0]].key, "fighter");
    assert_int_equal(growth->pools[POOL_HEALTH], 100 + 5000 * tables()->constants.remort_keeps / 100);
    assert_int_equal(growth->experience, 0);
    assert_int_equal(booked(), 0);
    assert_true(skill_percent(who, rules_skill(tables(), "zap")) > 0);
    assert_true(skill_percent(who, rules_skill(tables(), "kick")) > 0); /* what was learnt stays */
}

PLAYS_ALL void ranks(void **state)
{
    (void)state;
    struct growth *growth = &ada()->player->growth;
    READS("nobility", "You are of no rank.\n");
    READS("nobility claim", "Your name does not carry far enough");
    growth->noble_points = noble_price(ada());
    READS("nobility claim", "You may call yourself ");
    assert_int_equal(growth->nobility, 1);
    assert_int_equal(growth->noble_points, 0);
    growth->nobility = (uint32_t)tables()->constants.noble_ranks;
    growth->noble_points = 1000000;
    READS("nobility claim", "There is no rank above yours");
}

PLAYS_ALL void goes_home(void **state)
{
    (void)state;
    struct character *who = ada();
    town_types(&town, ADA, "north");
    READS("recall", "and find yourself under it.\n");
    assert_int_equal(who->room->proto->id.number, TEMPLE);
    who->player->level = 20;
    READS("recall", "A scroll of recall would do it.\n");
    who->player->growth.paragon = 50;
    READS("recall", "and find yourself under it.\n");
}

#define IN_SCHOOL(test) cmocka_unit_test_setup_teardown(test, begin_school, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_SCHOOL(gains), IN_SCHOOL(the_last_levels), IN_SCHOOL(practises), IN_SCHOOL(specialises), IN_SCHOOL(sessions), IN_SCHOOL(rolls),
        IN_SCHOOL(another_life), IN_SCHOOL(ranks), IN_SCHOOL(goes_home),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
