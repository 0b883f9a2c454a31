/* tests/zones/world/test_facts.c -- what a client is told of its character, when, and when not; links in what
 * it reads. */
#include "tests/zones/town.h"

#include "core/facts.h"
#include "zones/world/calendar.h"
#include "zones/world/facts.h"

static struct town town;

PLAYS_ALL int begin(void **state)
{
    (void)state;
    town_begin(&town);
    town.options.character_tiring_percent = 1000;
    town_open(&town);
    return 0;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    town_close(&town);
    return 0;
}

/* Comes in with a client that shows facts, or with one that does not. */
PLAYS_ALL void comes(unsigned at, unsigned room, bool watches)
{
    town_enters(&town, at, room);
    town.seats[at].slot.watched = watches;
    town_types(&town, at, "score");
    town_reads(&town, at);
}

/* What his client was told of that; NULL for nothing. */
PLAYS_ALL const char *fact(unsigned at, const char *name)
{
    static char value[500];
    char pair[64];
    struct text *facts = town.seats[at].facts;
    snprintf(pair, sizeof pair, "\001%s\002", name);
    const char *found = facts == NULL ? NULL : strstr(text_bytes(facts), pair);
    if (found == NULL)
        return NULL;
    found += strlen(pair);
    size_t length = found[0] == FACT_TABLE ? strcspn(found, "\004") + 1 : strcspn(found, "\001");
    snprintf(value, sizeof value, "%.*s", (int)length, found);
    return value;
}

#define FACT(at, name, value) assert_string_equal(fact(at, name), value)

PLAYS_ALL void test_all_of_it(void **state)
{
    (void)state;
    comes(ADA, TEMPLE, true);
    assert_int_equal(town.seats[ADA].facts_told, 1);
    FACT(ADA, "CHARACTER_NAME", "Ada");
    FACT(ADA, "ACCOUNT_NAME", "Ada");
    FACT(ADA, "LEVEL", "1");
    FACT(ADA, "POSITION", "Standing");
    FACT(ADA, "HEALTH", "100");
    FACT(ADA, "HEALTH_MAX", "100");
    FACT(ADA, "STAMINA", "120");
    FACT(ADA, "STAMINA_MAX", "120");
    FACT(ADA, "GOLD", "0");
    FACT(ADA, "BANK_GOLD", "0");
    FACT(ADA, "AREA_NAME", "Land One");
    FACT(ADA, "ROOM_NAME", "The Temple");
    FACT(ADA, "ROOM_VNUM", "3001");
    FACT(ADA, "ROOM_TERRAIN", "City");
    FACT(ADA, "ROOM_EXITS", "\003\001north\0023002\001east\0024001\001south\0024002\004");
    FACT(ADA, "WORLD_TIME", "0");
    FACT(ADA, "PC_IN_ROOM", "1");
    FACT(ADA, "PC_IN_ZONE", "1");
    assert_null(fact(ADA, "WIELD"));
    town_gives(&town, ADA, SWORD);
    town_types(&town, ADA, "wield sword");
    FACT(ADA, "WIELD", "an old sword");
}

/* Places and things in pairs; no table when there is nothing, and each change is told. */
PLAYS_ALL void test_equipment(void **state)
{
    (void)state;
    comes(ADA, TEMPLE, true);
    FACT(ADA, "EQUIPMENT", "");
    town.objects[KEY].wear = WEAR_WIELD;
    town_gives(&town, ADA, SWORD);
    town_gives(&town, ADA, CAP);
    town_gives(&town, ADA, KEY);
    town_gives(&town, ADA, BAG);
    town_types(&town, ADA, "wield sword");
    FACT(ADA, "EQUIPMENT", "\003\001wield\002an old sword\004");
    town_types(&town, ADA, "quickdraw key");
    FACT(ADA, "QUICKDRAW", "an iron key");
    town_types(&town, ADA, "wear cap");
    town_types(&town, ADA, "hold bag");
    FACT(ADA, "EQUIPMENT", "\003\001head\002a knitted cap\001wield\002an old sword\001hold\002a canvas bag"
                           "\001quickdraw\002an iron key\004");
    unsigned told = town.seats[ADA].facts_told;
    town_types(&town, ADA, "quickdraw");
    assert_int_equal(town.seats[ADA].facts_told, told + 1);
    FACT(ADA, "WIELD", "an iron key");
    FACT(ADA, "QUICKDRAW", "an old sword");
    town_types(&town, ADA, "remove sword");
    assert_null(fact(ADA, "QUICKDRAW"));
    /* What another age called a thing may hold marks: they are left out, or net would read them. */
    town.objects[CAP].name = "a cap\004 of\001 three\002 marks";
    town_types(&town, ADA, "remove bag");
    FACT(ADA, "EQUIPMENT", "\003\001head\002a cap of three marks\001wield\002an iron key\004");
}

/* The states that a fight leads to. */
PLAYS_ALL void test_positions(void **state)
{
    (void)state;
    comes(ADA, TEMPLE, true);
    struct character *ada = town_person(&town, ADA);
    static const struct { const char *line, *position; } rows[] = {
        { "sit", "Sitting" }, { "rest", "Resting" }, { "sleep", "Sleeping" }, { "wake", "Standing" },
    };
    for (size_t at = 0; at < sizeof rows / sizeof *rows; at++) {
        town_types(&town, ADA, rows[at].line);
        FACT(ADA, "POSITION", rows[at].position);
    }
    ada->stunned_until = town.now + 1000;
    town_types(&town, ADA, "score");
    FACT(ADA, "POSITION", "Stunned");
    int32_t health = pool_has(ada, POOL_HEALTH);
    pool_add(ada, POOL_HEALTH, -health);
    town_types(&town, ADA, "score");
    FACT(ADA, "POSITION", "Incapacitated");
    FACT(ADA, "HEALTH", "0");
    pool_add(ada, POOL_HEALTH, -6);
    town_types(&town, ADA, "score");
    FACT(ADA, "POSITION", "Mortally wounded");
    FACT(ADA, "HEALTH", "-6");
}

PLAYS_ALL void test_only_who_watches_and_only_what_is_new(void **state)
{
    (void)state;
    comes(ADA, TEMPLE, true);
    comes(BOB, TEMPLE, false);
    assert_int_equal(town.seats[BOB].facts_told, 0);
    town_types(&town, ADA, "score");
    unsigned told = town.seats[ADA].facts_told;
    town_types(&town, ADA, "score");
    assert_int_equal(town.seats[ADA].facts_told, told);
    town_types(&town, ADA, "sit");
    assert_int_equal(town.seats[ADA].facts_told, told + 1);
    FACT(ADA, "POSITION", "Sitting");
    town.seats[ADA].slot.watched = false;
    town_types(&town, ADA, "stand");
    town_later(&town, 100000);
    assert_int_equal(town.seats[ADA].facts_told, told + 1);
    town.seats[ADA].slot.watched = true;
    town_types(&town, ADA, "score");
    FACT(ADA, "POSITION", "Standing");
}

PLAYS_ALL void test_doors(void **state)
{
    (void)state;
    comes(ADA, TEMPLE, true);
    town_types(&town, ADA, "close gate");
    FACT(ADA, "ROOM_EXITS", "\003\001north\0023002\001east\002C\001south\0024002\004");
    town_types(&town, ADA, "north");
    FACT(ADA, "ROOM_EXITS", "\003\001east\002L\001south\0023001\004");
}

/* The new land knows that he watches, and tells with the answer, before the prompt. */
PLAYS_ALL void test_over_the_border(void **state)
{
    (void)state;
    comes(ADA, TEMPLE, true);
    comes(BOB, TEMPLE, true);
    town_types(&town, BOB, "follow ada");
    town_types(&town, ADA, "east");
    assert_int_equal(town_room_of(&town, BOB), COURT);
    FACT(ADA, "ROOM_VNUM", "4001");
    FACT(BOB, "ROOM_VNUM", "4001");     /* who typed nothing is told as well */
    town_later(&town, 1000);
    FACT(ADA, "PC_IN_ROOM", "2");
    assert_int_equal(land_of(town.zones[LAND_ONE])->watchers, 0);
}

PLAYS_ALL void test_soon_when_nobody_asked(void **state)
{
    (void)state;
    comes(ADA, TEMPLE, true);
    comes(BOB, HALL, false);
    town_later(&town, 1000);
    FACT(ADA, "PC_IN_ROOM", "1");
    FACT(ADA, "PC_IN_ZONE", "2");
    town_types(&town, BOB, "south");
    unsigned told = town.seats[ADA].facts_told;
    FACT(ADA, "PC_IN_ROOM", "1");
    town_later(&town, 1000);
    FACT(ADA, "PC_IN_ROOM", "2");
    assert_int_equal(town.seats[ADA].facts_told, told + 1);
    /* Stamina grows back, and the hours go by, though nobody does anything. */
    town_types(&town, ADA, "north");
    int before = atoi(fact(ADA, "STAMINA"));
    assert_in_range(before, 1, 115);
    for (unsigned second = 0; second < 6; second++)
        town_later(&town, 1000);
    assert_in_range(atoi(fact(ADA, "STAMINA")), before + 1, 119);
    for (unsigned second = 0; second < 80; second++)
        town_later(&town, 1000);
    FACT(ADA, "STAMINA", "120");
    FACT(ADA, "WORLD_TIME", "1");
}

PLAYS_ALL void test_a_new_client_knows_nothing_yet(void **state)
{
    (void)state;
    comes(ADA, TEMPLE, true);
    town_types(&town, ADA, "score");
    unsigned told = town.seats[ADA].facts_told;
    struct seat *seat = &town.seats[ADA];
    session_id before = seat->slot.session;
    seat->slot.session = session_make(1, ADA, 2);
    struct message *takeover = town_mail(&town, MSG_TAKEOVER, ADA, LAND_ONE);
    takeover->takeover.session = seat->slot.session;
    takeover->takeover.generation = 2;
    takeover->takeover.slot = &seat->slot;
    seat->waiting = true;
    town_run(&town);
    assert_int_not_equal(before.number, seat->slot.session.number);
    assert_int_equal(seat->facts_told, told + 1);
}

/* Alarms and all: a land with watchers comes back from its bytes as it was. */
PLAYS_ALL void test_as_bytes(void **state)
{
    (void)state;
    comes(ADA, TEMPLE, true);
    comes(BOB, HALL, true);
    town_types(&town, ADA, "north");
    struct zone *zone = town.zones[LAND_ONE], *copy = zone_new(&town.setting, zone->id);
    struct bytes_writer writer = {0};
    zone_encode(zone, &writer);
    struct bytes_reader reader = bytes_read(writer.bytes, writer.length);
    assert_true(zone_decode(copy, &reader));
    assert_int_equal(zone_hash(copy), zone_hash(zone));
    assert_int_equal(land_of(copy)->watchers, 2);
    assert_int_not_equal(land_of(copy)->facts_due, 0);
    bytes_free(&writer);
    zone_free(&copy);
}

/* The first effect of it that stays; false: there is none. */
PLAYS_ALL bool lay(struct character *who, uint16_t skill, int64_t until)
{
    const struct skill *row = &tables()->skills[skill];
    for (unsigned at = 0; at < row->effect_count; at++)
        if (row->does[at].kind == EFFECT_AFFECT || row->does[at].kind == EFFECT_SHAPE)
            return affect_lay(who, skill, at, 100, 50, until, who->id) != NULL;
    return false;
}

/* -- his company ------------------------------------------------------------------------------------- */

/* One table of GROUP, by its place; all fourteen keys of it, as they stand. */
PLAYS_ALL const char *member(unsigned at, unsigned number)
{
    static char table[500];
    struct text *facts = town.seats[at].facts;
    const char *found = facts == NULL ? NULL : strstr(text_bytes(facts), "\001GROUP\002\005\002\003");
    const char *end = found == NULL ? NULL : strchr(found, '\006');
    for (found = found == NULL ? NULL : found + 10; found != NULL && number > 0; number--) {
        found = strstr(found, "\004\002\003");
        found = found == NULL || found > end ? NULL : found + 3;
    }
    if (found == NULL)
        return "";
    snprintf(table, sizeof table, "%.*s", (int)strcspn(found, "\004"), found);
    return table;
}

#define MEMBER(name, health, position, with_leader, with_you, leads, flags)                                              \
    "\001name\002" name "\001health\002" health "\001mana\002100\001stamina\002100\001class\002FIG\001race\002human"           \
    "\001npc\002pc\001position\002" position "\001with_leader\002" with_leader "\001flags\002" flags                       \
    "\001with_you\002" with_you "\001is_leader\002" leads "\001is_subleader\0020\001level\0021"

PLAYS_ALL void test_who_is_alone_is_his_own_company(void **state)
{
    (void)state;
    comes(ADA, TEMPLE, true);
    comes(BOB, TEMPLE, false);
    assert_string_equal(member(ADA, 0), MEMBER("Ada", "100", "Standing", "1", "1", "1", ""));
    assert_string_equal(member(ADA, 1), "");
    FACT(ADA, "GROUPLEVEL", "1");
}

#define FAR_BOB(position)                                                                                                \
    "\001name\002Bob\001health\002100\001mana\002100\001stamina\002100\001class\002FIG\001race\002human\001npc\002pc"              \
    "\001position\002" position "\001with_leader\0021\001flags\002\001with_you\0020\001is_leader\0021\001is_subleader\0020"        \
    "\001level\0027"

PLAYS_ALL void test_a_group(void **state)
{
    (void)state;
    town.options.character_tiring_percent = 0;
    comes(ADA, TEMPLE, true);
    comes(BOB, TEMPLE, true);
    comes(CID, TEMPLE, true);
    town_types(&town, ADA, "follow bob");
    town_types(&town, BOB, "group ada");
    town_types(&town, ADA, "follow self");
    town_types(&town, BOB, "sit");
    assert_true(pool_take(town_person(&town, BOB), POOL_HEALTH, 45));
    town_types(&town, ADA, "score");
    /* The leader comes first, whoever looks. */
    assert_string_equal(member(ADA, 0), MEMBER("Bob", "55", "Sitting", "1", "1", "1", ""));
    assert_string_equal(member(ADA, 1), MEMBER("Ada", "100", "Standing", "1", "1", "0", ""));
    assert_string_equal(member(ADA, 2), "");
    town_types(&town, CID, "score");
    assert_string_equal(member(CID, 0), MEMBER("Cid", "100", "Standing", "1", "1", "1", ""));
    /* In another room of the land, and in another land. */
    pool_add(town_person(&town, BOB), POOL_HEALTH, 100);
    town_person(&town, BOB)->player->level = 7;
    town_types(&town, ADA, "north");
    pool_add(town_person(&town, ADA), POOL_STAMINA, 120);
    town_types(&town, ADA, "score");
    assert_string_equal(member(ADA, 1), MEMBER("Ada", "100", "Standing", "0", "1", "0", ""));
    assert_non_null(strstr(member(ADA, 0), "\001with_leader\0021\001flags\002\001with_you\0020\001is_leader\0021"));
    FACT(ADA, "GROUPLEVEL", "7");
    town_types(&town, BOB, "stand");
    town_types(&town, BOB, "east");
    town_types(&town, ADA, "score");
    assert_string_equal(member(ADA, 0), FAR_BOB("Standing"));
    assert_string_equal(member(ADA, 1), MEMBER("Ada", "100", "Standing", "0", "1", "0", ""));
    assert_string_equal(member(ADA, 2), "");
    FACT(ADA, "GROUPLEVEL", "7");
    town_types(&town, BOB, "score");
    assert_string_equal(member(BOB, 1), MEMBER("Ada", "100", "Standing", "0", "0", "0", ""));
}

/* Who leads beside the leader, here and elsewhere. */
PLAYS_ALL void test_subleaders(void **state)
{
    (void)state;
    static const char leads[] = "\001is_leader\0020\001is_subleader\0021\001level\002";
    comes(ADA, TEMPLE, true);
    comes(BOB, TEMPLE, true);
    town_types(&town, BOB, "follow ada");
    town_types(&town, ADA, "group bob");
    town_types(&town, ADA, "group subleader bob");
    town_later(&town, 1000);
    assert_non_null(strstr(member(ADA, 0), "\001is_leader\0021\001is_subleader\0020"));
    assert_non_null(strstr(member(ADA, 1), leads));
    assert_non_null(strstr(member(BOB, 1), leads));
    town_types(&town, BOB, "east");
    town_later(&town, 1000);
    assert_non_null(strstr(member(ADA, 1), leads));
    assert_non_null(strstr(member(BOB, 1), leads));
    town_copy_check(&town, LAND_TWO);
    town_types(&town, ADA, "group subleader bob");
    town_later(&town, 1000);
    assert_non_null(strstr(member(ADA, 1), "\001is_leader\0020\001is_subleader\0020"));
    assert_non_null(strstr(member(BOB, 1), "\001is_leader\0020\001is_subleader\0020"));
}

/* Whatever he does over there is told here, and he is when he comes back, or goes for good. */
PLAYS_ALL void test_a_group_in_two_lands(void **state)
{
    (void)state;
    town.options.character_tiring_percent = 0;
    comes(ADA, TEMPLE, true);
    comes(BOB, TEMPLE, false);
    comes(CID, TEMPLE, false);
    town_types(&town, BOB, "follow ada");
    town_types(&town, CID, "follow ada");
    town_types(&town, ADA, "group bob");
    town_types(&town, ADA, "group cid");
    town_types(&town, BOB, "east");
    town_types(&town, BOB, "sit");
    unsigned told = town.seats[ADA].facts_told;
    town_later(&town, 1000);
    assert_int_equal(town.seats[ADA].facts_told, told + 1);
    assert_string_equal(member(ADA, 1), MEMBER("Bob", "100", "Sitting", "0", "0", "0", ""));
    town_copy_check(&town, LAND_ONE);
    town_copy_check(&town, GROUPS);
    town_types(&town, BOB, "stand");
    town_later(&town, 1000);
    assert_string_equal(member(ADA, 1), MEMBER("Bob", "100", "Standing", "0", "0", "0", ""));
    town_types(&town, BOB, "west");                     /* seen again, and told of no more */
    town_later(&town, 1000);
    assert_string_equal(member(ADA, 1), MEMBER("Bob", "100", "Standing", "1", "1", "0", ""));
    assert_string_equal(member(ADA, 2), MEMBER("Cid", "100", "Standing", "1", "1", "0", ""));
    assert_string_equal(member(ADA, 3), "");
    town_types(&town, BOB, "east");
    /* She goes after him: he is seen by her own land now, and Cid by what he was told. */
    town_types(&town, CID, "follow self");
    town_types(&town, CID, "rest");
    town_types(&town, ADA, "east");
    town_later(&town, 1000);
    assert_string_equal(member(ADA, 1), MEMBER("Bob", "100", "Standing", "1", "1", "0", ""));
    assert_string_equal(member(ADA, 2), MEMBER("Cid", "100", "Resting", "0", "0", "0", ""));
    /* A client that begins to watch is told of who is elsewhere, too. */
    town.seats[CID].slot.watched = true;
    town_types(&town, CID, "score");
    town_later(&town, 1000);
    assert_string_equal(member(CID, 1), MEMBER("Bob", "100", "Standing", "1", "0", "0", ""));
    town_types(&town, CID, "group leave");
    town_later(&town, 1000);
    assert_string_equal(member(ADA, 2), "");
    assert_string_equal(member(CID, 1), "");
    town_types(&town, BOB, "quit");
    town_later(&town, 1000);
    assert_string_equal(member(ADA, 1), "");
}

/* A flag of what is upon somebody. */
PLAYS_ALL void test_poisoned(void **state)
{
    (void)state;
    comes(ADA, TEMPLE, true);
    struct character *ada = town_person(&town, ADA);
    for (uint16_t skill = 0; skill < tables()->skill_count && !affect_tagged(ada, 1u << TAG_POISON); skill++)
        if (!lay(ada, skill, ada->zone->now + WORLD_HOUR_MS) || !affect_tagged(ada, 1u << TAG_POISON))
            while (ada->affects != NULL)
                affect_end(ada, ada->affects, false);
    town_types(&town, ADA, "score");
    assert_non_null(strstr(member(ADA, 0), "\001flags\002Poisoned\001"));
}

/* A creature that follows one of the group is of the company of all of it. */
PLAYS_ALL void test_followers(void **state)
{
    (void)state;
    comes(ADA, TEMPLE, true);
    comes(BOB, TEMPLE, true);
    struct character *beast = NULL;
    for (unsigned at = 0; at < 3 && beast == NULL; at++)
        for (beast = land_of(town.zones[LAND_ONE])->rooms[at].people; beast != NULL && beast->mobile == NULL;)
            beast = beast->next;
    assert_non_null(beast);
    beast->leader = town_person(&town, BOB)->id;
    room_leave(beast);
    room_enter(town_person(&town, BOB)->room, beast);
    town_types(&town, BOB, "score");
    assert_non_null(strstr(member(BOB, 1), "\001class\002NPC\001race\002human\001npc\002npc\001position\002Standing"
                                           "\001with_leader\0021\001flags\002NPC\001with_you\0021\001is_leader\0020"));
    town_types(&town, ADA, "score");
    assert_string_equal(member(ADA, 1), "");
    town_types(&town, BOB, "follow ada");
    town_types(&town, ADA, "group bob");
    town_types(&town, ADA, "score");
    assert_non_null(strstr(member(ADA, 1), "\001name\002Bob"));
    assert_non_null(strstr(member(ADA, 2), "\001npc\002npc"));
}

/* -- the statements that a client over a socket could not try ---------------------------------------- */

/* By these names clients know what is upon somebody, to the letter. */
static const char *const affect_names[] = {
    "alacrity", "barkskin", "blade barrier", "bless", "blur", "bloodlust", "corpse visage", "crystal eyes", "deadeyes",
    "divine armor", "divine shield", "faerie fire", "focus", "grim ward", "haste", "iceshield", "fireshield", "acidshield",
    "invisibility", "invisibility to undead", "magic shield", "prayer", "protection from death", "protection from good",
    "sanctuary", "shapechange", "shroud of darkness", "spirit of bushido", "spiritual guardian", "static field", "strength",
    "tale of valor", "true seeing", "unholy aura", "vigor", "vivify", "warcry", "warpaint", "wraithform", "zombify",
};

/* Statement 13: affects by their exact names, hours as integers, and no key any more when it ends. */
PLAYS_ALL void statement_13_affects(void **state)
{
    (void)state;
    comes(ADA, TEMPLE, true);
    FACT(ADA, "AFFECTS", "");
    struct character *ada = town_person(&town, ADA);
    for (size_t at = 0; at < sizeof affect_names / sizeof *affect_names; at++) {
        char table[100];
        bool laid = false;
        for (uint16_t skill = 0; skill < tables()->skill_count && !laid; skill++)
            laid = tables()->skills[skill].affect != NULL && strcmp(tables()->skills[skill].affect, affect_names[at]) == 0
                && lay(ada, skill, ada->zone->now + 12 * WORLD_HOUR_MS);
        if (!laid)
            fail_msg("nothing lays '%s' upon anybody", affect_names[at]);
        town_types(&town, ADA, "score");
        snprintf(table, sizeof table, "\003\001%s\00212\004", affect_names[at]);
        FACT(ADA, "AFFECTS", table);
        while (ada->affects != NULL)
            affect_end(ada, ada->affects, false);
        town_types(&town, ADA, "score");
        FACT(ADA, "AFFECTS", "");
    }
}

/* Statement 18: experience is never negative, above 2^31 either. */
PLAYS_ALL void statement_18_experience(void **state)
{
    (void)state;
    comes(ADA, TEMPLE, true);
    town_person(&town, ADA)->player->growth.experience = 4294967295;
    town_types(&town, ADA, "score");
    FACT(ADA, "EXPERIENCE", "4294967295");
    FACT(ADA, "EXPERIENCE_TNL", "0");
}

PLAYS_ALL void test_links(void **state)
{
    (void)state;
    comes(ADA, HALL, false);
    town.seats[ADA].links[0] = '\0';
    town_types(&town, ADA, "south");
    assert_non_null(strstr(town_reads(&town, ADA), "The Temple [ N S <E> ]"));
    assert_string_equal(town.seats[ADA].links, "north\nsouth\neast\nlook chest\nlook lamp\nlook statue\nlook bag\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_all_of_it, begin, end),
        cmocka_unit_test_setup_teardown(test_equipment, begin, end),
        cmocka_unit_test_setup_teardown(test_positions, begin, end),
        cmocka_unit_test_setup_teardown(test_only_who_watches_and_only_what_is_new, begin, end),
        cmocka_unit_test_setup_teardown(test_doors, begin, end),
        cmocka_unit_test_setup_teardown(test_over_the_border, begin, end),
        cmocka_unit_test_setup_teardown(test_soon_when_nobody_asked, begin, end),
        cmocka_unit_test_setup_teardown(test_a_new_client_knows_nothing_yet, begin, end),
        cmocka_unit_test_setup_teardown(test_as_bytes, begin, end),
        cmocka_unit_test_setup_teardown(test_who_is_alone_is_his_own_company, begin, end),
        cmocka_unit_test_setup_teardown(test_a_group, begin, end),
        cmocka_unit_test_setup_teardown(test_subleaders, begin, end),
        cmocka_unit_test_setup_teardown(test_a_group_in_two_lands, begin, end),
        cmocka_unit_test_setup_teardown(test_poisoned, begin, end),
        cmocka_unit_test_setup_teardown(test_followers, begin, end),
        cmocka_unit_test_setup_teardown(statement_13_affects, begin, end),
        cmocka_unit_test_setup_teardown(statement_18_experience, begin, end),
        cmocka_unit_test_setup_teardown(test_links, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
