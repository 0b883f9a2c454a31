/* tests/zones/commands/test_gear.c -- having things repaired and looked at, comparing them, and what use takes off a price. */
#include "tests/zones/town.h"

#include "zones/body/wearing.h"
#include "zones/skills/kits.h"
#include "zones/skills/works.h"
#include "zones/world/facts.h"
#include "zones/world/shop.h"

static struct town town;
static struct shop_proto shop;

enum { STANDS = 100, VALUE = 1000, COINS = 5000 };

/* The guard mends weapons by day, buys them, and knows things. */
PLAYS_ALL int begin(void **state)
{
    (void)state;
    town_begin(&town);
    shop = (struct shop_proto){ .buys = 1u << ITEM_WEAPON, .repairs = 1u << ITEM_WEAPON, .identifies = true, .asks = 120, .pays = 40,
                                .opens = 7, .closes = 19 };
    town.mobiles[0].shop = &shop;
    town.options.newcomer_coins = COINS;
    town.options.character_idle_s = 604800;
    town.objects[SWORD].value = VALUE;
    town.objects[SWORD].durability = STANDS;
    town.objects[SWORD].damage = 20;
    town_open(&town);
    for (unsigned at = ADA; at <= BOB; at++)
        town_enters(&town, at, TEMPLE);
    town_later(&town, 12 * WORLD_HOUR_MS);
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
#define BOB_READS(words) assert_string_equal(town_reads(&town, BOB), words)

PLAYS_ALL int64_t *coins(void)
{
    return &town_person(&town, ADA)->player->coins[PURSE_CARRIED];
}

PLAYS_ALL struct item *worn_down(unsigned object, uint32_t hits)
{
    struct item *item = town_gives(&town, ADA, object);
    works_touch(item)->hits = hits;
    return item;
}

/* -- repair -- */

PLAYS_ALL void test_repair(void **state)
{
    (void)state;
    int64_t half = VALUE * tables()->constants.repair_percent / 100 / 2;
    char line[200];
    town_gives(&town, ADA, CAP);
    struct item *sword = worn_down(SWORD, STANDS / 2);
    SAYS("repair anchor", "You have no such thing.\n");
    SAYS("repair cap", "A gate guard does not repair such things as a knitted cap.\n");
    snprintf(line, sizeof line, "An old sword, worn, for %lld coins.\nRepair and a name, or repair all?\n", (long long)half);
    SAYS("repair", line);
    snprintf(line, sizeof line, "A gate guard repairs an old sword for %lld coins.\n", (long long)half);
    SAYS("repair sword", line);
    BOB_READS("A gate guard repairs an old sword for Ada.\n");
    assert_int_equal(item_hits(sword), 0);
    assert_int_equal(*coins(), COINS - half);
    assert_int_equal(town.zones[LAND_ONE]->books.flows[FLOW_REPAIR], half);
    SAYS("repair sword", "An old sword needs no repair.\n");
    SAYS("repair", "A gate guard sees nothing about you that needs repair.\n");
    SAYS("repair all", "A gate guard sees nothing about you that needs repair.\n");
}

/* All as far as the coins go; what is worn too; a broken thing costs no more than the whole of it. */
PLAYS_ALL void test_repair_all(void **state)
{
    (void)state;
    int64_t whole = VALUE * tables()->constants.repair_percent / 100;
    char line[300];
    struct item *wielded = worn_down(SWORD, STANDS * 7), *carried = worn_down(SWORD, STANDS);
    town_types(&town, ADA, "wield sword");
    assert_true(town.zones[LAND_ONE]->books.flows[FLOW_REPAIR] == 0 && item_is_broken(wielded));
    *coins() = whole + 3;
    snprintf(line, sizeof line, "A gate guard repairs an old sword for %lld coins.\nThat would cost %lld coins, and you have 3 coins.\n",
             (long long)whole, (long long)whole);
    SAYS("repair all", line);
    assert_int_equal(item_hits(wielded) + item_hits(carried), STANDS * (item_hits(carried) > 0 ? 1 : 7));
    *coins() = COINS;
}

PLAYS_ALL void test_nobody_who_repairs(void **state)
{
    (void)state;
    worn_down(SWORD, 10);
    shop.repairs = 0;
    SAYS("repair sword", "A gate guard repairs nothing. Smiths do.\n");
    town_later(&town, 10 * WORLD_HOUR_MS);
    SAYS("repair sword", "A gate guard does not trade now, but from 7 in the morning to 7 in the evening.\n");
    town_types(&town, ADA, "south");
    SAYS("repair sword", "There is nobody here to trade with.\n");
}

/* -- what use takes off a price -- */

PLAYS_ALL void test_prices_of_what_is_worn_down(void **state)
{
    (void)state;
    struct item *sword = worn_down(SWORD, STANDS / 4);
    SAYS("value sword", "A gate guard would give you 300 coins for an old sword.\n");
    works_touch(sword)->hits = STANDS;
    SAYS("sell sword", "A gate guard would give you nothing for an old sword.\n");
    works_touch(sword)->hits = STANDS / 2;
    SAYS("sell sword", "You sell an old sword for 200 coins.\n");
    SAYS("buy sword", "You buy an old sword for 1200 coins.\n");      /* and he has mended it */
    assert_int_equal(item_hits(town_person(&town, ADA)->items), 0);
}

/* -- identify -- */

PLAYS_ALL void test_identify(void **state)
{
    (void)state;
    int64_t price = VALUE * tables()->constants.identify_percent / 100;
    char line[100];
    worn_down(SWORD, 3);
    town.objects[SWORD].classes = 1u << 0;
    town.objects[SWORD].set = 1;
    SAYS("identify", "Identify what?\n");
    SAYS("identify anchor", "You have no such thing.\n");
    *coins() = price - 1;
    snprintf(line, sizeof line, "That would cost %lld coins, and you have %lld coins.\n", (long long)price, (long long)price - 1);
    SAYS("identify sword", line);
    *coins() = COINS;
    town_reads(&town, BOB);
    town_types(&town, ADA, "identify sword");
    const char *read = town_reads(&town, ADA);
    snprintf(line, sizeof line, "A gate guard takes %lld coins, turns the thing over twice, and knows it.\n", (long long)price);
    assert_int_equal(strncmp(read, line, strlen(line)), 0);
    assert_non_null(strstr(read, "An old sword: one of the weapons.\nWeight: 1 stones, Value: 1000 coins, Level: 0.\n"));
    assert_non_null(strstr(read, "A blow of it is worth 20 points.\nIt has taken 3 of the 100 blows it stands: it is a little worn.\n"));
    assert_non_null(strstr(read, "It is made for the hands of a Fighter.\n"));
    assert_non_null(strstr(read, "It belongs to "));
    BOB_READS("A gate guard turns over an old sword, which Ada has brought.\n");
    assert_int_equal(*coins(), COINS - price);
    assert_int_equal(town.zones[LAND_ONE]->books.flows[FLOW_IDENTIFY], price);
    shop.identifies = false;
    SAYS("identify sword", "It tells you nothing. Mages have a spell for that, and some who trade in old things look at yours for coins.\n");
}

PLAYS_ALL void test_identify_arrows(void **state)
{
    (void)state;
    town.objects[LAMP].kind = ITEM_AMMUNITION;
    town.objects[LAMP].durability = 20;
    town.objects[LAMP].make.family = (uint8_t)gear_family(tables(), "arrow");
    worn_down(LAMP, 19);
    town_types(&town, ADA, "identify lamp");
    assert_non_null(strstr(town_reads(&town, ADA), "There is 1 left of 20, each worth 100 percent of the blow of what shoots it.\n"));
    SAYS("look lamp", "You see nothing special about it.\nThere is 1 left.\n");
}

/* What crafts make is of families and materials that there are; arrows are ammunition, those of old records too. */
PLAYS_ALL void test_crafted_things(void **state)
{
    (void)state;
    static const char *const words[] = { "axe", "hammer", "sword", "dagger", "staff", "bow", "arrows", "shield", "mail", "robe" };
    for (size_t at = 0; at < sizeof words / sizeof *words; at++) {
        struct item *item = kit_make(town.zones[LAND_ONE], words[at], 3);
        assert_non_null(item_family(tables(), item));
        assert_int_not_equal(item->object->make.material, GEAR_NONE);
        item_free(&item);
    }
    struct item *arrows = kit_make(town.zones[LAND_ONE], "arrows", 3);
    arrows->relic->kind = ITEM_THING;
    item_enter_bearer(arrows, town_person(&town, ADA), WEAR_NOWHERE);
    town_types(&town, ADA, "south");                /* as a parcel: its words and its kind come from the table again */
    const struct item *there = town_person(&town, ADA)->items;
    assert_int_equal(there->object->kind, ITEM_AMMUNITION);
    assert_int_equal(there->object->durability, 20);
}

/* -- compare -- */

PLAYS_ALL void test_compare(void **state)
{
    (void)state;
    town.objects[KEY].kind = ITEM_WEAPON;
    town.objects[KEY].wear = WEAR_WIELD;
    town.objects[KEY].damage = 22;
    town.objects[KEY].weight = 2;
    town_gives(&town, ADA, SWORD);
    town_gives(&town, ADA, KEY);
    town_gives(&town, ADA, CAP);
    town_gives(&town, ADA, SWORD);
    SAYS("wield sword", "You wield an old sword.\n");
    SAYS("compare sword 2.sword", "An old sword strikes as hard as an old sword.\nAn old sword weighs as much as an old sword.\n");
    SAYS("compare sword 3.sword", "You have nothing called '3.sword'.\n");
    SAYS("remove sword", "You stop using an old sword.\n");
    SAYS("sacrifice sword", "Nothing of that name lies here.\n");
    SAYS("compare", "Compare what? Compare sword, or compare sword axe.\n");
    SAYS("compare anchor", "You have nothing called 'anchor'.\n");
    SAYS("compare sword anchor", "You have nothing called 'anchor'.\n");
    SAYS("compare sword cap", "You cannot compare an old sword with a knitted cap.\n");
    SAYS("compare sword sword", "An old sword is very like itself.\n");
    SAYS("compare sword key", "An iron key strikes a little harder than an old sword.\nAn iron key is far heavier than an old sword.\n");
    SAYS("compare key with the sword", "An iron key strikes a little harder than an old sword.\nAn iron key is far heavier than an old sword.\n");
    town.objects[KEY].damage = 20;
    town.objects[KEY].weight = 1;
    SAYS("compare sword key", "An old sword strikes as hard as an iron key.\nAn old sword weighs as much as an iron key.\n");
    SAYS("compare sword", "You use nothing that an old sword could be compared with.\n");
    town_types(&town, ADA, "wield key");
    town.objects[SWORD].make.level = 50;
    town.objects[KEY].damage = 28;
    SAYS("compare sword", "An iron key strikes harder than an old sword.\nAn old sword weighs as much as an iron key.\n"
                          "You have to be of level 50 to use an old sword. You know too little of edged weapons to use an old sword: "
                          "it asks 40 percent, and you know 35.\n");
}

PLAYS_ALL void test_compare_armor(void **state)
{
    (void)state;
    static struct modifier ten[] = { { FIGURE_ARMOR, 10 } }, eleven[] = { { FIGURE_STR, 1 }, { FIGURE_ARMOR, 11 } };
    town.objects[CAP].gives = ten;
    town.objects[SHIELD].gives = eleven;
    town.objects[CAP].give_count = 1;
    town.objects[SHIELD].give_count = 2;
    town_gives(&town, ADA, CAP);
    town.objects[SHIELD].durability = STANDS;
    worn_down(SHIELD, STANDS);
    SAYS("compare cap shield", "A round shield protects a little better than a knitted cap.\nA knitted cap weighs as much as a round shield.\n"
                               "A round shield is broken.\n");
}

#define ONE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ONE(test_repair),
        ONE(test_repair_all),
        ONE(test_nobody_who_repairs),
        ONE(test_prices_of_what_is_worn_down),
        ONE(test_identify),
        ONE(test_identify_arrows),
        ONE(test_crafted_things),
        ONE(test_compare),
        ONE(test_compare_armor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
