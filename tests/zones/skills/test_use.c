/* tests/zones/skills/test_use.c -- from words to a deed: what is refused, what is lost, what goes on, what is told. */
#include "tests/zones/skills/deeds.h"

#include "zones/skills/called.h"
#include "zones/skills/ground.h"
#include "zones/skills/skill_help.h"

/* Ada of level 60, a templar by default, and Bob, in the temple; the guard is there. */
PLAYS_ALL int begin(void **state)
{
    (void)state;
    town_begin(&town);
    town.objects[LAMP].spellbook = true;
    town.mobiles[0].says = no_keys;
    town.mobiles[0].level = 30;
    town_open(&town);
    town_enters(&town, ADA, TEMPLE);
    town_enters(&town, BOB, TEMPLE);
    struct growth *growth = &town_person(&town, ADA)->player->growth;
    town_person(&town, ADA)->player->level = 60;
    for (unsigned pool = 0; pool < POOLS; pool++)
        growth->pools[pool] = 3000;
    figures_stale(town_person(&town, ADA));
    pool_fill(town_person(&town, ADA));
    town_reads(&town, ADA);
    return 0;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    town_close(&town);
    return 0;
}

PLAYS_ALL uint16_t learns(const char *name, unsigned percent)
{
    uint16_t skill = rules_skill(tables(), name);
    assert_int_not_equal(skill, NO_SKILL);
    *learned_add(town_person(&town, ADA), skill) = (struct learned){ .skill = skill, .percent = (uint8_t)percent, .rank = 1,
                                                                     .trained = 3 };
    return skill;
}

PLAYS_ALL void class_is(const char *key)
{
    town_person(&town, ADA)->player->growth.class = (uint8_t)rules_class(tables(), key);
    figures_stale(town_person(&town, ADA));
}

/* She may do the next thing at once. */
PLAYS_ALL void rested(void)
{
    town_person(&town, ADA)->player->waits_until = 0;
}

PLAYS_ALL const char *types(const char *line)
{
    rested();
    town_reads(&town, ADA);
    town_types(&town, ADA, line);
    return town_reads(&town, ADA);
}

#define READS(line, words) assert_non_null(strstr(types(line), words))

PLAYS_ALL void refusals(void **state)
{
    (void)state;
    READS("cast", "Cast what?");
    READS("cast 'no such thing'", "You have no knowledge of that spell.\n");
    READS("cast 'bless'", "You have no knowledge of that spell.\n");
    learns("bless", 100);
    town_person(&town, ADA)->position = SITTING;
    READS("cast bless", "You had better stand up first.\n");
    town_person(&town, ADA)->position = STANDING;
    pool_add(town_person(&town, ADA), POOL_MANA, -100000);
    READS("cast bless", "You do not have enough mana.\n");
    READS("use bless", "That is not done so.");
    READS("play bless", "That is not done so.");
}

PLAYS_ALL void books_are_for_casters(void **state)
{
    (void)state;
    class_is("mage");
    learns("zap", 100);
    READS("cast zap guard", "You need a spell book for that.\n");
    READS("c zap guard", "You need a spell book for that.\n");
    town_gives(&town, ADA, LAMP);
    READS("cast zap guard", "You begin to cast 'zap'.\n");
}

/* It takes its time, costs when it is done, and a blow may end it. */
PLAYS_ALL void concentration(void **state)
{
    (void)state;
    uint16_t heal = learns("heal", 100);
    struct character *ada = town_person(&town, ADA);
    int32_t mana = pool_has(ada, POOL_MANA);
    health_of(ada, 50);
    READS("cast heal", "You begin to pray for 'heal'.\n");
    assert_non_null(ada->casting);
    assert_int_equal(pool_has(ada, POOL_MANA), mana);
    town_copy_check(&town, LAND_ONE);
    READS("stop", "You lost concentration casting 'heal.'\n");
    assert_null(ada->casting);
    types("heal");
    town_later(&town, tables()->skills[heal].delay_ms);
    assert_non_null(strstr(town_reads(&town, ADA), "You feel better.\n"));
    assert_true(pool_has(ada, POOL_MANA) < mana);
}

/* Whoever hardly knows it loses it now and then, at half the price. */
PLAYS_ALL void failing(void **state)
{
    (void)state;
    uint16_t bless = learns("bless", 1);
    bool lost = false;
    for (unsigned tries = 0; tries < 60 && !lost; tries++) {
        types("bless");
        town_later(&town, tables()->skills[bless].delay_ms);
        lost = strstr(town_reads(&town, ADA), "You lost concentration casting 'bless.'\n") != NULL;
    }
    assert_true(lost);
}

PLAYS_ALL void group_word(void **state)
{
    (void)state;
    uint16_t bless = learns("bless", 100);
    town_person(&town, ADA)->player->group = town_person(&town, BOB)->player->group = (entity_id){ 1, GROUPS, 5 };
    types("bless group");
    town_later(&town, tables()->skills[bless].delay_ms);
    assert_non_null(affect_find(town_person(&town, ADA), bless));
    assert_non_null(affect_find(town_person(&town, BOB), bless));
    READS("affects", "bless, for ");
}

/* Learning by use, until it is locked; mastery pays. */
PLAYS_ALL void learning(void **state)
{
    (void)state;
    uint16_t kick = learns("kick", 99);
    struct character *ada = town_person(&town, ADA);
    for (unsigned tries = 0; tries < 3000 && learned_find(ada, kick)->percent == 99; tries++)
        skill_exercise(ada, kick, true);
    assert_int_equal(learned_find(ada, kick)->percent, 100);
    assert_true(ada->player->growth.experience > 0);
    learned_find(ada, kick)->percent = 50;
    learned_find(ada, kick)->locked = true;
    for (unsigned tries = 0; tries < 3000; tries++)
        skill_exercise(ada, kick, true);
    assert_int_equal(learned_find(ada, kick)->percent, 50);
    struct message *message;
    while ((message = message_list_take(&town.zones[LAND_ONE]->out)) != NULL)
        town_post(&town, message, LAND_ONE);
}

PLAYS_ALL void lists_and_ranks(void **state)
{
    (void)state;
    learns("kick", 57);
    READS("skills", "Spell Fail Modifier: 0%. Skill Fail Modifier: 0%.\n");
    READS("skills", "kick: level ");
    READS("skills", "57%");
    READS("skills lock kick", "kick stays as it is: you learn no more of it by using it.\n");
    READS("skills", "{locked}");
    READS("skills unlock kick", "You learn kick by using it again.\n");
    READS("rank kick", "You use kick at rank 1 of 3.\n");
    READS("rank kick 3", "You use kick at rank 3 from now on.\n");
    READS("rank kick 4", "You can use kick at any rank from 1 to 3.\n");
    READS("rank kick 99999999999999999999", "You can use kick at any rank from 1 to 3.\n");
    READS("rank nothing", "You have not learned that.\n");
    READS("spells", "You know no spells.\n");
}

/* A song goes on for its hearers and costs; it stops when one says so. */
PLAYS_ALL void songs(void **state)
{
    (void)state;
    uint16_t song = learns("march", 100);
    struct character *ada = town_person(&town, ADA);
    ada->player->group = town_person(&town, BOB)->player->group = (entity_id){ 1, GROUPS, 5 };
    types("play march");
    town_later(&town, tables()->skills[song].delay_ms);
    assert_string_equal(song_name(ada), "march");
    assert_non_null(affect_find(town_person(&town, BOB), song));
    town_copy_check(&town, LAND_ONE);
    for (unsigned at = 0; at < 5; at++)
        town_later(&town, 4000);
    assert_non_null(affect_find(town_person(&town, BOB), song));
    READS("stop", "You stop playing 'march'.\n");
    for (unsigned at = 0; at < 3; at++)
        town_later(&town, 4000);
    assert_null(affect_find(town_person(&town, BOB), song));
    READS("stop", "You are neither playing nor concentrating on anything.\n");
    types("play march");
    town_later(&town, tables()->skills[song].delay_ms);
    assert_string_equal(song_name(ada), "march");
    ada->player->growth.pools[POOL_MANA] = 10;      /* less than it costs to go on */
    figures_stale(ada);
    pool_add(ada, POOL_MANA, -100000);
    town_later(&town, 4000);
    assert_non_null(strstr(town_reads(&town, ADA), "Your voice gives out.\n"));
    assert_string_equal(song_name(ada), "");
}

/* One form at a time, and a word that ends it. */
PLAYS_ALL void forms(void **state)
{
    (void)state;
    learns("shapechange plant", 100);
    uint16_t mammoth = learns("shapechange mammoth", 100);
    types("shapechange plant");
    town_later(&town, tables()->skills[mammoth].delay_ms);
    assert_non_null(strstr(town_reads(&town, ADA), "You change in to the form of a plant.\n"));
    types("shapechange mammoth");
    town_later(&town, tables()->skills[mammoth].delay_ms);
    assert_true(affect_tagged(town_person(&town, ADA), 1u << TAG_FORM));
    READS("shapechange normal", "You resume your natural form.\n");
    READS("shapechange normal", "You are in your natural form.\n");
    READS("shapechange dishcloth", "Which shapechange?\n");
}

/* What has been done to a thing goes with it; a coated blade bites so often and no more. */
PLAYS_ALL void works(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA), *guard = person_here(ada, "guard");
    struct item *sword = put_on(ada, SWORD, WEAR_WIELD);
    *works_touch(sword) = (struct works){ .hits = 3, .give_count = 1, .gives = { { FIGURE_HITROLL, 7 } },
                                          .coat = { .kind = DAMAGE_POISON, .amount = 5, .times = 1, .until = 0 } };
    figures_stale(ada);
    int32_t with = figure(ada, FIGURE_HITROLL);
    town_copy_check(&town, LAND_ONE);
    pool_fill(guard);
    int32_t health = pool_has(guard, POOL_HEALTH);
    coat_bites(ada, sword, guard);
    assert_true(pool_has(guard, POOL_HEALTH) < health);
    health = pool_has(guard, POOL_HEALTH);
    coat_bites(ada, sword, guard);
    assert_int_equal(pool_has(guard, POOL_HEALTH), health);
    sword->works->give_count = 0;
    figures_stale(ada);
    assert_int_equal(figure(ada, FIGURE_HITROLL), with - 7);
    struct message *message;
    while ((message = message_list_take(&town.zones[LAND_ONE]->out)) != NULL)
        town_post(&town, message, LAND_ONE);
}

/* A creature that was called stands in the land's bytes, and is gone when its time is over. */
/* What strikes those who fight her strikes neither her nor who stands by. */
PLAYS_ALL void what_is_about_her(void **state)
{
    (void)state;
    uint16_t guardian = learns("spiritual guardian", 100);
    types("spirit");
    town_later(&town, tables()->skills[guardian].delay_ms);
    struct character *ada = town_person(&town, ADA), *bob = town_person(&town, BOB);
    assert_non_null(affect_find(ada, guardian));
    town_later(&town, 30000);
    assert_int_equal(pool_has(ada, POOL_HEALTH), pool_most(ada, POOL_HEALTH));
    types("kill guard");
    town_reads(&town, ADA);
    for (unsigned turn = 0; turn < 13; turn++)
        town_later(&town, 1000);
    const char *read = town_reads(&town, ADA);
    assert_non_null(strstr(read, "Your spiritual guardian "));
    assert_null(strstr(read, "The spiritual guardian "));
    assert_int_equal(pool_has(bob, POOL_HEALTH), pool_most(bob, POOL_HEALTH));
}

PLAYS_ALL void called(void **state)
{
    (void)state;
    uint16_t skill = learns("familiar", 100);
    town_gives(&town, ADA, LAMP);
    types("cast familiar");
    town_later(&town, tables()->skills[skill].delay_ms);
    struct character *ada = town_person(&town, ADA), *creature = NULL;
    for (struct character *who = ada->room->people; who != NULL; who = who->next)
        creature = who->called != NULL ? who : creature;
    assert_non_null(creature);
    assert_true(entity_same(creature->leader, ada->id));
    entity_id id = creature->id;
    town_copy_check(&town, LAND_ONE);
    creature->affects->until = town.now + 1;
    affects_wind(creature);
    town_later(&town, 10);
    town_later(&town, 10);
    assert_null(land_character(town.zones[LAND_ONE], id));
}

/* A scroll and a draught: gone with what they held, unless nothing came of it; and gone though he is elsewhere by then. */
PLAYS_ALL void from_things(void **state)
{
    (void)state;
    static const char *scroll_keys[] = { "scroll", NULL };
    const struct skill *recall = &tables()->skills[rules_skill(tables(), "recall")];
    const struct skill *heal = &tables()->skills[rules_skill(tables(), "heal")];
    struct character *ada = town_person(&town, ADA);
    town.objects[KEY].kind = ITEM_WRITING;
    town.objects[KEY].keys = scroll_keys;
    town.objects[KEY].casts = recall;
    town.objects[KEY].casts_level = 1;
    town.objects[CAP].kind = ITEM_DRINK;
    town.objects[CAP].casts = heal;
    town.objects[CAP].casts_level = 8;
    town_gives(&town, ADA, CAP);
    town_gives(&town, ADA, LAMP);
    damage_deal(ada, &(struct hurt){ .kind = NO_DAMAGE, .amount = 40, .direct = true }, &(bool){ false });
    int32_t hurt = pool_has(ada, POOL_HEALTH), mana = pool_has(ada, POOL_MANA);
    town_says(&town, ADA, "recite", "Recite what? A scroll that you carry.\n");
    town_says(&town, ADA, "recite scroll", "You do not carry that.\n");
    town_says(&town, ADA, "recite lamp", "There is nothing in a brass lamp that wants to be recited.\n");
    uint64_t used = ada->zone->books.things_used;
    town.seats[ADA].sounds[0] = '\0';
    town_types(&town, ADA, "quaff cap");
    assert_string_equal(town.seats[ADA].sounds, "quaff1.wav\nmass.wav\n");
    assert_true(pool_has(ada, POOL_HEALTH) > hurt);
    assert_int_equal(pool_has(ada, POOL_MANA), mana);
    assert_int_equal(ada->zone->books.things_used, used + 1);
    assert_null(item_carried(ada, "cap"));
    town_gives(&town, ADA, KEY);
    town_types(&town, ADA, "goto 4001");
    town_run(&town);
    town.seats[ADA].sounds[0] = '\0';
    town_types(&town, ADA, "recite scroll");
    town_run(&town);
    assert_non_null(strstr(town.seats[ADA].sounds, "recall.wav\n"));
    ada = town_person(&town, ADA);
    assert_int_equal(ada->room->proto->id.number, TEMPLE);
    assert_null(item_carried(ada, "scroll"));
}

/* Help makes a topic of every row: plain, with whom it is for and what it does. */
PLAYS_ALL void help_of_all(void **state)
{
    (void)state;
    for (uint16_t at = 0; at < tables()->skill_count; at++) {
        struct text *text = skill_help(tables(), at);
        assert_non_null(strstr(text_bytes(text), tables()->skills[at].name));
        assert_null(strchr(text_bytes(text), '$'));           /* every blank of the phrases is filled */
        assert_string_equal(text_bytes(text) + text_length(text) - 2, ".\n");
        text_unref(&text);
    }
    struct text *text = skill_help(tables(), rules_skill(tables(), "chill touch"));
    assert_non_null(strstr(text_bytes(text), "Typed: cast 'chill touch', or ctouch.\n"));
    assert_non_null(strstr(text_bytes(text), "Learned by: Mage from level 10.\n"));
    assert_non_null(strstr(text_bytes(text), "Hurts by cold, 8 and 1.20 more a level.\n"));
    text_unref(&text);
}

#define WITH_TOWN(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_TOWN(refusals), WITH_TOWN(books_are_for_casters), WITH_TOWN(concentration), WITH_TOWN(failing), WITH_TOWN(group_word),
        WITH_TOWN(learning), WITH_TOWN(lists_and_ranks), WITH_TOWN(songs), WITH_TOWN(forms), WITH_TOWN(works), WITH_TOWN(called),
        WITH_TOWN(help_of_all), WITH_TOWN(from_things),
        WITH_TOWN(what_is_about_her),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
