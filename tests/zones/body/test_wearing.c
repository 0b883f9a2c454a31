/* tests/zones/body/test_wearing.c -- things in use: what they ask, where they go, how they wear out, what is shot, and sets. */
#include "tests/zones/fight/ring.h"

#include "zones/body/wearing.h"
#include "zones/skills/works.h"

static struct town town;
static struct ring ring;

enum { LEVEL = 10 };

PLAYS_ALL int begin(void **state)
{
    (void)state;
    ring_begin(&ring, &town);
    town.mobiles[0].level = 1;
    town_open(&town);
    town_enters(&town, ADA, TEMPLE);
    town_enters(&town, BOB, TEMPLE);
    town_person(&town, ADA)->player->level = LEVEL;
    ring.rules.constants.weapon_wear_percent = ring.rules.constants.armor_wear_percent = 100;
    return 0;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    town_close(&town);
    return 0;
}

#define SAYS(line, answer) town_says(&town, ADA, line, answer)

PLAYS_ALL struct character *ada(void)
{
    return town_person(&town, ADA);
}

PLAYS_ALL struct item *ada_uses(unsigned object, enum wear_slot slot)
{
    struct item *item = town_gives(&town, ADA, object);
    item_leave(item);
    item_enter_bearer(item, ada(), slot);
    return item;
}

PLAYS_ALL void ada_knows(enum figure figure, uint8_t percent)
{
    learned_add(ada(), ring_skill(&ring, figure))->percent = percent;
}

/* -- what things ask -- */

PLAYS_ALL void test_level_is_asked(void **state)
{
    (void)state;
    town.objects[CAP].make.level = LEVEL + 1;
    town_gives(&town, ADA, CAP);
    SAYS("wear cap", "You have to be of level 11 to use a knitted cap.\n");
    SAYS("wear all", "You have to be of level 11 to use a knitted cap.\n");
    ada()->player->growth.paragon = 50;
    SAYS("wear cap", "You have to be of level 11 to use a knitted cap.\n");    /* levels beyond the hundredth are others */
    ada()->player->level = LEVEL + 1;
    SAYS("wear cap", "You wear a knitted cap.\n");
}

PLAYS_ALL void test_skill_is_asked(void **state)
{
    (void)state;
    ring.families[RING_SWORD].skill = "dodge";
    town.objects[SWORD].make.level = 40;
    ada()->player->level = 40;
    town_gives(&town, ADA, SWORD);
    SAYS("wield sword", "You know too little of dodge to use an old sword: it asks 30 percent, and you know nothing of that.\n");
    ada_knows(FIGURE_DODGE, 29);
    SAYS("wield sword", "You know too little of dodge to use an old sword: it asks 30 percent, and you know 29.\n");
    learned_find(ada(), ring_skill(&ring, FIGURE_DODGE))->percent = 30;
    SAYS("wield sword", "You wield an old sword.\n");
}

/* Up to so much of a level nothing is asked, and never more than the most. */
PLAYS_ALL void test_how_much_is_asked(void **state)
{
    (void)state;
    const struct constants *constants = &ring.rules.constants;
    struct make make = { .level = (uint32_t)constants->asks_free_level };
    assert_int_equal(make_asks(&ring.rules, &make), 0);
    make.level += 2;
    assert_int_equal(make_asks(&ring.rules, &make), 2 * constants->asks_level / 100);
    make.level = 200;
    assert_int_equal(make_asks(&ring.rules, &make), constants->asks_most);
}

/* A class, or the path that leads to it. */
PLAYS_ALL void test_class_is_asked(void **state)
{
    (void)state;
    static struct class_rule classes[4];
    for (unsigned at = 0; at < 4; at++)
        classes[at] = ring.class;
    classes[1].name = "Mage";
    classes[1].path = 1;
    classes[2].name = "Elementalist";
    classes[2].path = 1;
    ring.rules.classes = classes;
    ring.rules.class_count = 4;
    town.objects[CAP].classes = 1u << 1 | 1u << 2;
    town_gives(&town, ADA, CAP);
    SAYS("wear cap", "Only a Mage or an Elementalist can use a knitted cap.\n");
    town.objects[CAP].classes = 1u << 0;
    ada()->player->growth.class = 3;                /* whose path is the first row */
    SAYS("wear cap", "You wear a knitted cap.\n");
    ada()->player->growth.class = 0;
    ring.rules.classes = &ring.class;
    ring.rules.class_count = 1;
}

PLAYS_ALL void test_all_that_is_missing(void **state)
{
    (void)state;
    ring.families[RING_SWORD].skill = "dodge";
    town.objects[SWORD].make.level = 30;
    town_gives(&town, ADA, SWORD);
    SAYS("wield sword", "You have to be of level 30 to use an old sword. You know too little of dodge to use an old sword: it asks "
                        "20 percent, and you know nothing of that.\n");
}

/* As in a record from before things asked anything: it stays on, over a border too, and off it does not go on again. */
PLAYS_ALL void test_what_is_worn_is_kept(void **state)
{
    (void)state;
    town.objects[CAP].make.level = 90;
    ada_uses(CAP, WEAR_HEAD);
    town_types(&town, ADA, "south");
    SAYS("equipment", "You use:\nworn on head: a knitted cap.\n");
    SAYS("remove cap", "You stop using a knitted cap.\n");
    SAYS("wear cap", "You have to be of level 90 to use a knitted cap.\n");
}

/* -- where they go -- */

/* Old records have 0 to 14 in the order of those days; no number twice. */
PLAYS_ALL void test_numbers_in_records(void **state)
{
    (void)state;
    static const uint8_t old[] = { WEAR_HEAD, WEAR_NECK, WEAR_BODY, WEAR_ABOUT, WEAR_ARMS, WEAR_HANDS, WEAR_WAIST, WEAR_LEGS, WEAR_FEET,
                                   WEAR_FINGER, WEAR_SHIELD, WEAR_WIELD, WEAR_HOLD, WEAR_LIGHT, WEAR_NOWHERE };
    uint8_t slot;
    for (uint8_t at = 0; at < sizeof old; at++) {
        assert_true(wear_read(at, &slot));
        assert_int_equal(slot, old[at]);
        assert_int_equal(wear_written(old[at]), at);
    }
    for (uint8_t at = 0; at < WEAR_SLOTS_COUNT; at++) {
        assert_true(wear_read(wear_written(at), &slot));
        assert_int_equal(slot, at);
    }
    assert_false(wear_read(200, &slot));
    assert_true(WEAR_SLOTS_COUNT >= 20);
}

PLAYS_ALL void test_two_of_a_kind(void **state)
{
    (void)state;
    town.objects[CAP].wear = WEAR_FINGER;
    for (unsigned at = 0; at < 3; at++)
        town_gives(&town, ADA, CAP);
    SAYS("wear cap", "You wear a knitted cap.\n");
    SAYS("wear cap", "You wear a knitted cap.\n");
    SAYS("wear cap", "You already use a knitted cap there.\n");
    SAYS("equipment", "You use:\nworn on finger: a knitted cap.\nworn on another finger: a knitted cap.\n");
    town_types(&town, ADA, "south");                /* as a parcel */
    SAYS("equipment", "You use:\nworn on finger: a knitted cap.\nworn on another finger: a knitted cap.\n");
}

PLAYS_ALL void test_both_hands(void **state)
{
    (void)state;
    ring.families[RING_SWORD].hands = 2;
    town_gives(&town, ADA, SWORD);
    town_gives(&town, ADA, SHIELD);
    town_gives(&town, ADA, BAG);
    SAYS("wear shield", "You wear a round shield.\n");
    SAYS("wield sword", "You need both hands for an old sword, and one is busy with a round shield.\n");
    SAYS("remove shield", "You stop using a round shield.\n");
    SAYS("wield sword", "You wield an old sword.\n");
    SAYS("wear shield", "You need both hands for an old sword.\n");
    SAYS("hold bag", "You need both hands for an old sword.\n");
}

PLAYS_ALL void test_second_weapon(void **state)
{
    (void)state;
    town_gives(&town, ADA, SWORD);
    town_gives(&town, ADA, SWORD);
    town_gives(&town, ADA, BAG);
    SAYS("wield sword", "You wield an old sword.\n");
    SAYS("wield sword", "You already use an old sword there.\n");
    ring_lay(&ring, ada(), FIGURE_OFFHAND, 100);
    SAYS("hold bag", "You hold a canvas bag.\n");
    SAYS("wield sword", "Your other hand is busy with a canvas bag.\n");
    SAYS("remove bag", "You stop using a canvas bag.\n");
    SAYS("wield sword", "You wield an old sword in your other hand.\n");
    SAYS("hold bag", "Your other hand is busy with an old sword.\n");
    SAYS("equipment", "You use:\nwielded: an old sword.\nwielded in the other hand: an old sword.\n");
    ring.families[RING_SWORD].hands = 2;
    SAYS("remove 2.sword", "You stop using an old sword.\n");
    SAYS("wield sword", "You need both hands for an old sword, and use an old sword.\n");
    ring.families[RING_SWORD].hands = 1;
}

/* At his side it is worth nothing, and he asks as much of who draws it as of who wields it. */
PLAYS_ALL void test_ready_to_draw(void **state)
{
    (void)state;
    static struct modifier gives[] = { { FIGURE_HITROLL, 7 } };
    town.objects[SWORD].gives = gives;
    town.objects[SWORD].give_count = 1;
    int32_t bare = figure(ada(), FIGURE_HITROLL);
    town_gives(&town, ADA, SWORD);
    town_gives(&town, ADA, SHIELD);
    town.objects[SWORD].make.level = LEVEL + 1;
    SAYS("quickdraw sword", "You have to be of level 11 to use an old sword.\n");
    town.objects[SWORD].make.level = LEVEL;
    SAYS("quickdraw sword", "You keep an old sword ready to draw.\n");
    assert_int_equal(figure(ada(), FIGURE_HITROLL), bare);
    ring.families[RING_SWORD].hands = 2;
    SAYS("wear shield", "You wear a round shield.\n");
    SAYS("quickdraw", "You need both hands for an old sword, and one is busy with a round shield.\n");
    ring.families[RING_SWORD].hands = 1;
    ada()->player->level = LEVEL - 1;                   /* he has begun another life since */
    SAYS("quickdraw", "You have to be of level 10 to use an old sword.\n");
    ada()->player->level = LEVEL;
    SAYS("quickdraw", "You draw an old sword.\n");
    assert_int_equal(figure(ada(), FIGURE_HITROLL), bare + 7);
    SAYS("quickdraw sword", "You keep an old sword ready to draw.\n");
    assert_int_equal(figure(ada(), FIGURE_HITROLL), bare);
    town_types(&town, ADA, "south");                    /* as a parcel */
    SAYS("equipment", "You use:\nworn as shield: a round shield.\nready to draw: an old sword.\n");
}

/* One blow more each round, with the other hand, as long as there is a weapon in it. */
PLAYS_ALL void test_blows_of_the_second_weapon(void **state)
{
    (void)state;
    struct character *guard = ring_mobile(&town, "guard");
    ring_lay(&ring, ada(), FIGURE_OFFHAND, 100);
    ring_lay(&ring, guard, FIGURE_HEALTH, 100000);
    ada_uses(SWORD, WEAR_WIELD);
    struct item *second = ada_uses(SWORD, WEAR_OFFHAND);
    ring_each_blow(&town, ADA, false);
    town_types(&town, ADA, "kill guard");
    town_reads(&town, ADA);
    town_later(&town, ring.rules.constants.round_ms);
    assert_non_null(strstr(town_reads(&town, ADA), " of 2 attack(s) "));
    second->works = NULL;
    town.objects[SWORD].durability = 1;
    works_touch(second)->hits = 1;
    town_later(&town, ring.rules.constants.round_ms);
    assert_non_null(strstr(town_reads(&town, ADA), " of 1 attack(s) "));
}

/* -- wearing out -- */

/* A weapon by the blows it lands: then it strikes no better than a hand, and that is told once. */
PLAYS_ALL void test_weapon_wears_out(void **state)
{
    (void)state;
    struct character *guard = ring_mobile(&town, "guard");
    struct blow blow = { .with = WITH_WEAPON, .kind = NO_DAMAGE, .percent = 100, .sure = true, .skill = NO_SKILL };
    ring_lay(&ring, guard, FIGURE_HEALTH, 100000);
    ring_heal(guard, 50000);
    town.objects[SWORD].durability = 3;
    town.objects[SWORD].damage = 1000;
    struct item *sword = ada_uses(SWORD, WEAR_WIELD);
    int32_t hurt;
    for (unsigned blows = 1; blows <= 3; blows++) {
        assert_false(item_is_broken(sword));
        blow_strike(ada(), guard, &blow, &hurt);
        assert_true(hurt > 500);
        assert_int_equal(item_hits(sword), blows);
    }
    assert_true(item_is_broken(sword));
    ring_heard(&town);
    assert_non_null(strstr(town_reads(&town, ADA), "An old sword breaks, and is of no use until somebody repairs it!\n"));
    assert_non_null(strstr(town_reads(&town, BOB), "An old sword that Ada uses breaks.\n"));
    blow_strike(ada(), guard, &blow, &hurt);
    assert_true(hurt < 500);
    assert_int_equal(item_hits(sword), 3);
    ring_heard(&town);
    assert_null(strstr(town_reads(&town, ADA), "breaks"));
    SAYS("equipment", "You use:\nwielded: an old sword, broken.\n");
    assert_null(weapon_in_hand(ada()));
}

/* Armour by the blows that land on it; what it gives is gone with it, and comes back mended. */
PLAYS_ALL void test_armor_wears_out(void **state)
{
    (void)state;
    static struct modifier gives[] = { { FIGURE_ARMOR, 40 }, { FIGURE_HEALTH, 100 } };
    struct character *guard = ring_mobile(&town, "guard");
    struct blow blow = { .with = WITH_FISTS, .kind = NO_DAMAGE, .percent = 100, .sure = true, .skill = NO_SKILL };
    town.objects[CAP].durability = 2;
    town.objects[CAP].gives = gives;
    town.objects[CAP].give_count = 2;
    struct item *cap = ada_uses(CAP, WEAR_HEAD);
    int32_t armor = figure(ada(), FIGURE_ARMOR), health = pool_most(ada(), POOL_HEALTH), hurt;
    for (unsigned blows = 0; blows < 2; blows++)
        blow_strike(guard, ada(), &blow, &hurt);
    assert_true(item_is_broken(cap));
    assert_int_equal(figure(ada(), FIGURE_ARMOR), armor - 40);
    assert_int_equal(pool_most(ada(), POOL_HEALTH), health - 100);
    item_mend(cap, 1);
    assert_int_equal(item_hits(cap), 1);
    assert_int_equal(figure(ada(), FIGURE_ARMOR), armor);
    item_mend(cap, 77);
    assert_int_equal(item_hits(cap), 0);
    ring_heard(&town);
    SAYS("equipment condition", "You use:\nworn on head: a knitted cap, as good as new.\n");
}

/* Creatures' things last; and so does what is made to last. */
PLAYS_ALL void test_what_does_not_wear_out(void **state)
{
    (void)state;
    struct character *guard = ring_mobile(&town, "guard");
    struct item *his = item_new(guard->zone, (proto_id){SWORD}, zone_new_id(guard->zone));
    town.objects[SWORD].durability = 2;
    item_enter_bearer(his, guard, WEAR_WIELD);
    weapon_strained(guard, his);
    armor_strained(guard);
    assert_int_equal(item_hits(his), 0);
    struct item *cap = ada_uses(CAP, WEAR_HEAD);
    armor_strained(ada());
    assert_int_equal(item_hits(cap), 0);
    ring.rules.constants.weapon_wear_percent = 0;
    struct item *sword = ada_uses(SWORD, WEAR_WIELD);
    weapon_strained(ada(), sword);
    assert_int_equal(item_hits(sword), 0);
}

PLAYS_ALL void test_conditions(void **state)
{
    (void)state;
    static const struct { uint32_t hits; const char *words; } rows[] = {
        { 0, "as good as new" }, { 1, "a little worn" }, { 50, "worn" }, { 51, "badly worn" }, { 99, "about to break" }, { 100, "broken" },
        { 5000, "broken" },
    };
    town.objects[SWORD].durability = 100;
    struct item *sword = ada_uses(SWORD, WEAR_WIELD);
    assert_null(item_condition(ada_uses(CAP, WEAR_HEAD)));
    for (unsigned at = 0; at < sizeof rows / sizeof *rows; at++) {
        works_touch(sword)->hits = rows[at].hits;
        assert_string_equal(item_condition(sword), rows[at].words);
    }
}

/* -- ammunition -- */

/* The lamp is a quiver with so many arrows. */
PLAYS_ALL struct item *quiver(unsigned arrows)
{
    ring.families[RING_BOW].ammunition = "arrow";
    town.objects[LAMP].kind = ITEM_AMMUNITION;
    town.objects[LAMP].wear = WEAR_NOWHERE;
    town.objects[LAMP].make.family = RING_ARROW;
    town.objects[LAMP].durability = arrows;
    ada_uses(KEY, WEAR_WIELD);
    return town_gives(&town, ADA, LAMP);
}

PLAYS_ALL void ada_shoots(const char *line)
{
    ada()->player->waits_until = 0;
    town_types(&town, ADA, line);
}

PLAYS_ALL void test_arrows_are_used_up(void **state)
{
    (void)state;
    quiver(2);
    int64_t used = town.zones[LAND_ONE]->books.things_used;
    town_reads(&town, ADA);
    ada_shoots("shoot north rat");
    assert_null(strstr(town_reads(&town, ADA), "last"));
    assert_int_equal(item_hits(item_carried(ada(), "lamp")), 1);
    ada_shoots("shoot north rat");
    assert_non_null(strstr(town_reads(&town, ADA), "That was the last of your arrows.\n"));
    assert_null(item_carried(ada(), "lamp"));
    assert_int_equal(town.zones[LAND_ONE]->books.things_used, used + 1);
    ada()->player->waits_until = 0;
    SAYS("shoot north rat", "You have no arrows for an iron key.\n");
}

/* Over a border an arrow is gone as soon as it is shot. */
PLAYS_ALL void test_arrows_over_the_border(void **state)
{
    (void)state;
    struct item *arrows = quiver(20);
    ada_shoots("shoot east nobody");
    assert_int_equal(item_hits(arrows), 1);
}

/* In a round without arrows he closes in, if he does not keep away himself. */
PLAYS_ALL void test_rounds_without_arrows(void **state)
{
    (void)state;
    struct character *guard = ring_mobile(&town, "guard");
    ring_lay(&ring, guard, FIGURE_HEALTH, 100000);
    ring_heal(guard, 50000);
    quiver(1);
    ada()->ranged = true;
    fight_begin(ada(), guard);
    ring_heard(&town);
    town_later(&town, ring.rules.constants.round_ms);
    ring_heard(&town);
    const char *read = town_reads(&town, ADA);
    assert_non_null(strstr(read, "That was the last of your arrows.\n"));
    town_later(&town, ring.rules.constants.round_ms);
    assert_non_null(strstr(town_reads(&town, ADA), "You have no arrows for an iron key.\n"));
}

/* What fits another bow does not fit, what lies in a bag on the back does. */
PLAYS_ALL void test_which_arrows(void **state)
{
    (void)state;
    struct item *arrows = quiver(5), *bow = worn_at(ada(), WEAR_WIELD);
    assert_true(missile_ready(ada(), bow));
    town.objects[LAMP].make.family = RING_SWORD;
    assert_false(missile_ready(ada(), bow));
    town.objects[LAMP].make.family = RING_ARROW;
    struct item *bag = town_gives(&town, ADA, BAG);
    item_leave(arrows);
    item_enter_item(arrows, bag);
    assert_false(missile_ready(ada(), bow));
    item_leave(bag);
    item_enter_bearer(bag, ada(), WEAR_BACK);
    assert_true(missile_ready(ada(), bow));
    town.objects[LAMP].damage = 150;
    assert_int_equal(missile_spend(ada(), bow), 150);
    assert_int_equal(item_hits(arrows), 1);
    struct character *guard = ring_mobile(&town, "guard");
    assert_true(missile_ready(guard, bow));         /* creatures never run out */
}

/* -- sets -- */

PLAYS_ALL void test_sets(void **state)
{
    (void)state;
    static struct modifier some[] = { { FIGURE_DODGE, 5 } }, all[] = { { FIGURE_DODGE, 7 } };
    static struct gear_set set = { .key = "plain harness", .about = "a plain harness",
                                   .slots = 1u << WEAR_HEAD | 1u << WEAR_SHIELD | 1u << WEAR_FINGER,
                                   .steps = { { 2, some, 1 }, { 3, all, 1 } }, .step_count = 2 };
    ring.gear.sets = &set;
    ring.gear.set_count = 1;
    town.objects[CAP].set = town.objects[SHIELD].set = town.objects[BAG].set = 1;
    town.objects[CAP].durability = 1;
    int32_t dodge = figure(ada(), FIGURE_DODGE);
    struct item *cap = ada_uses(CAP, WEAR_HEAD);
    assert_int_equal(figure(ada(), FIGURE_DODGE), dodge);
    ada_uses(BAG, WEAR_FINGER);
    assert_int_equal(figure(ada(), FIGURE_DODGE), dodge + 5);
    ada_uses(BAG, WEAR_FINGER_2);                   /* the same piece twice is one */
    assert_int_equal(set_worn(ada(), 0), 2);
    assert_int_equal(figure(ada(), FIGURE_DODGE), dodge + 5);
    ada_uses(SHIELD, WEAR_SHIELD);
    assert_int_equal(figure(ada(), FIGURE_DODGE), dodge + 12);
    armor_strained(ada());                          /* the cap alone wears out */
    assert_true(item_is_broken(cap));
    assert_int_equal(figure(ada(), FIGURE_DODGE), dodge + 5);
    ring_heard(&town);
}

#define ONE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ONE(test_level_is_asked),
        ONE(test_skill_is_asked),
        ONE(test_how_much_is_asked),
        ONE(test_class_is_asked),
        ONE(test_all_that_is_missing),
        ONE(test_what_is_worn_is_kept),
        ONE(test_numbers_in_records),
        ONE(test_two_of_a_kind),
        ONE(test_ready_to_draw),
        ONE(test_both_hands),
        ONE(test_second_weapon),
        ONE(test_blows_of_the_second_weapon),
        ONE(test_weapon_wears_out),
        ONE(test_armor_wears_out),
        ONE(test_what_does_not_wear_out),
        ONE(test_conditions),
        ONE(test_arrows_are_used_up),
        ONE(test_arrows_over_the_border),
        ONE(test_rounds_without_arrows),
        ONE(test_which_arrows),
        ONE(test_sets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
