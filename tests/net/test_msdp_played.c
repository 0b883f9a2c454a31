/* tests/net/test_msdp_played.c -- all 101 variables as a client reads them off the wire, while somebody plays: after whatever
 * happens each has a value of its own shape, and each has once the value that it must have then. */
#include "tests/zones/town.h"

#include "net/msdp.h"

#include "core/facts.h"
#include "zones/rules/creatures.h"
#include "zones/world/calendar.h"

enum { VALUE_SIZE = 2000, LEVEL = 60, WHOLE = 3000 };
enum shape { SHAPE_INT, SHAPE_TEXT, SHAPE_TABLE, SHAPE_ARRAY };

static struct town town;
static struct msdp *msdp;
static struct msdp_own own;

static const struct { const char *name; enum shape shape; } all[MSDP_VARIABLES] = {
#define INT   SHAPE_INT
#define TEXT  SHAPE_TEXT
#define TABLE SHAPE_TABLE
#define ARRAY SHAPE_ARRAY
#define VARIABLE(name, kind, neutral, source) { #name, kind },
#include "net/msdp.def"
#undef VARIABLE
#undef INT
#undef TEXT
#undef TABLE
#undef ARRAY
};
static char values[MSDP_VARIABLES][VALUE_SIZE];
static bool demanded[MSDP_VARIABLES];

/* -- shapes ------------------------------------------------------------------------------------------ */

/* A plain decimal number, a leading minus is fine. */
static bool is_integer(const char *value)
{
    value += *value == '-';
    return *value != '\0' && value[strspn(value, "0123456789")] == '\0';
}

/* UTF-8 of three bytes at most, with nothing in it that means something else to somebody. */
static size_t plain_length(const char *value)
{
    size_t at = 0;
    while ((unsigned char)value[at] >= ' ' && (unsigned char)value[at] < 0xf0 && value[at] != 0x7f)
        at++;
    return at;
}

/* 03 then 01 key 02 value, at least once and no key twice, then 04; the end of it, or NULL. */
static const char *table_end(const char *value)
{
    char keys[40][40];
    unsigned count = 0;
    if (*value++ != FACT_TABLE)
        return NULL;
    while (*value == FACT_NAME) {
        size_t length = plain_length(++value);
        if (length == 0 || length >= sizeof keys[0] || count == 40)
            return NULL;
        snprintf(keys[count], sizeof keys[0], "%.*s", (int)length, value);
        for (unsigned other = 0; other < count; other++)
            if (strcmp(keys[other], keys[count]) == 0)
                return NULL;
        count++;
        value += length;
        if (*value++ != FACT_VALUE)
            return NULL;
        value += plain_length(value);
    }
    return count > 0 && *value == FACT_TABLE_END ? value + 1 : NULL;
}

/* 05, then 02 table at least once, then 06. */
static bool is_array(const char *value)
{
    unsigned count = 0;
    if (*value++ != FACT_ARRAY)
        return false;
    for (; *value == FACT_VALUE; count++) {
        value = table_end(value + 1);
        if (value == NULL)
            return false;
    }
    return count > 0 && value[0] == FACT_ARRAY_END && value[1] == '\0';
}

static bool has_shape(enum shape shape, const char *value)
{
    const char *end;
    switch (shape) {
    case SHAPE_INT:
        return is_integer(value);
    case SHAPE_TEXT:
        return value[plain_length(value)] == '\0';
    case SHAPE_TABLE:
        end = *value == '\0' ? value : table_end(value);
        return end != NULL && *end == '\0';
    default:
        return *value == '\0' || is_array(value);
    }
}

/* -- off the wire ------------------------------------------------------------------------------------ */

static int variable_of(const char *name)
{
    for (int at = 0; at < MSDP_VARIABLES; at++)
        if (strcmp(all[at].name, name) == 0)
            return at;
    fail_msg("there is no variable %s", name);
    return -1;
}

static void frame_read(const char *frame, size_t length)
{
    static char name[64];
    const char *mark = memchr(frame, FACT_VALUE, length);
    assert_true(length > 1 && frame[0] == FACT_NAME && mark != NULL);
    snprintf(name, sizeof name, "%.*s", (int)(mark - frame - 1), frame + 1);
    size_t value = length - (size_t)(mark + 1 - frame);
    assert_true(value < VALUE_SIZE);
    snprintf(values[variable_of(name)], VALUE_SIZE, "%.*s", (int)value, mark + 1);
}

static void switched(void *owner, enum msdp_variable variable, bool on)
{
    (void)owner;
    (void)variable;
    (void)on;
    fail_msg("nothing is switched here");
}

/* Asks for all of them once, and reads one frame of each. */
PLAYS_ALL void asks(void)
{
    struct bytes_writer asking = {0}, frames = {0};
    put_bytes(&asking, "\001SEND", 5);
    for (unsigned at = 0; at < MSDP_VARIABLES; at++) {
        put_u8(&asking, FACT_VALUE);
        put_bytes(&asking, all[at].name, strlen(all[at].name));
        strcpy(values[at], "\001");
    }
    assert_true(msdp_take(msdp, asking.bytes, asking.length, switched, NULL));
    msdp_facts(msdp, town.seats[ADA].facts);
    msdp_flush(msdp, &own, &frames);
    const char *at = (const char *)frames.bytes, *past = at + frames.length;
    while (at < past) {
        const char *end = memmem(at, (size_t)(past - at), "\377\360", 2);
        assert_true(end != NULL && memcmp(at, "\377\372\105", 3) == 0);
        frame_read(at + 3, (size_t)(end - at - 3));
        at = end + 2;
    }
    for (unsigned variable = 0; variable < MSDP_VARIABLES; variable++)
        if (!has_shape(all[variable].shape, values[variable]))
            fail_msg("%s is '%s'", all[variable].name, values[variable]);
    bytes_free(&asking);
    bytes_free(&frames);
}

PLAYS_ALL const char *value_of(const char *name)
{
    int at = variable_of(name);
    demanded[at] = true;
    return values[at];
}

#define MUST(name, value) assert_string_equal(value_of(name), value)
#define MUST_BE_ABOVE(name, least) assert_true(atoll(value_of(name)) > (least))

/* -- the play ---------------------------------------------------------------------------------------- */

PLAYS_ALL void types(const char *line)
{
    town_person(&town, ADA)->player->waits_until = 0;
    town_types(&town, ADA, line);
    asks();
}

PLAYS_ALL uint16_t learns(const char *name)
{
    uint16_t skill = rules_skill(tables(), name);
    assert_int_not_equal(skill, NO_SKILL);
    *learned_add(town_person(&town, ADA), skill) = (struct learned){ .skill = skill, .percent = 100, .rank = 1, .trained = 3 };
    return skill;
}

PLAYS_ALL void lays(const char *name, int64_t hours)
{
    struct character *ada = town_person(&town, ADA);
    assert_non_null(affect_lay(ada, rules_skill(tables(), name), 0, 100, 50, ada->zone->now + hours * WORLD_HOUR_MS, ada->id));
}

PLAYS_ALL void opens(void)
{
    town_begin(&town);
    town.options.newcomer_coins = 50;
    snprintf(town.options.game_keepers, sizeof town.options.game_keepers, "ada");
    town.mobiles[0].says = no_keys;
    town.mobiles[0].behaviours = 1u << BEHAVIOUR_MOUNTABLE;
    town.mobiles[1].says = no_keys;
    town.mobiles[1].wanders = false;
    town.objects[KEY].wear = WEAR_WIELD;
    town.areas[0].level_min = 1;
    town.areas[0].level_max = 30;
    town_open(&town);
    msdp = msdp_new();
    own = (struct msdp_own){ .server = "KallistiMUD", .queue = 2, .uptime = 600, .now = 1700000000, .ansi = true, .xterm = true,
                             .utf8 = true, .mxp = true, .sound = true };
}

PLAYS_ALL void before_the_game(void)
{
    static const char words[] = "\001CLIENT_ID\002tester\001CLIENT_VERSION\0021.5\001PLUGIN_ID\002pack";
    assert_true(msdp_take(msdp, (const uint8_t *)words, sizeof words - 1, switched, NULL));
    asks();
    MUST("POSITION", "Menu");
    MUST("CHARACTER_NAME", "");
    MUST("SERVER_ID", "KallistiMUD");
    MUST("SNIPPET_VERSION", "8");
    MUST("CLIENT_ID", "tester");
    MUST("CLIENT_VERSION", "1.5");
    MUST("PLUGIN_ID", "pack");
    MUST("UPTIME", "600");
    MUST("SERVER_TIME", "1700000000");
    MUST("QUEUE", "2");
    static const char *const on[] = { "ANSI_COLORS", "XTERM_256_COLORS", "UTF_8", "MXP", "SOUND" };
    for (size_t at = 0; at < sizeof on / sizeof *on; at++)
        MUST(on[at], "1");
}

/* What she has become, all of it at once. */
PLAYS_ALL void grows(void)
{
    struct character *ada = town_person(&town, ADA);
    struct growth *growth = &ada->player->growth;
    ada->player->level = LEVEL;
    growth->paragon = 0;
    growth->experience = 4294967295;
    growth->hero_points = 12;
    growth->noble_points = 34;
    growth->practices = 5;
    growth->quest_points = 6;
    growth->alignment = -350;
    growth->laps = 2;
    growth->lap_class[0] = growth->class;
    growth->lap_class[1] = (uint8_t)(growth->class + 1);
    growth->lap_level[0] = 100;
    growth->lap_level[1] = 90;
    ada->player->coins[PURSE_BANK] = 20;
    for (unsigned pool = 0; pool < POOLS; pool++)
        growth->pools[pool] = WHOLE;
    figures_stale(ada);
    pool_fill(ada);
}

PLAYS_ALL void who_she_is(void)
{
    types("score");
    MUST("ACCOUNT_NAME", "Ada");
    MUST("CHARACTER_NAME", "Ada");
    MUST("LEVEL", "60");
    MUST("CLASS", "Fighter");
    MUST("RACE", "human");
    MUST("POSITION", "Standing");
    MUST("ALIGNMENT", "-350");
    static const char *const pools[][2] = { { "HEALTH", "HEALTH_MAX" }, { "MANA", "MANA_MAX" }, { "STAMINA", "STAMINA_MAX" } };
    for (unsigned pool = 0; pool < POOLS; pool++) {
        MUST_BE_ABOVE(pools[pool][0], 0);
        assert_string_equal(value_of(pools[pool][0]), value_of(pools[pool][1]));
    }
    static const char *const attributes[] = { "STR", "INT", "WIS", "DEX", "CON", "LUK", "STR_PERM", "INT_PERM", "WIS_PERM", "DEX_PERM",
                                              "CON_PERM", "LUK_PERM" };
    for (size_t at = 0; at < sizeof attributes / sizeof *attributes; at++)
        MUST(attributes[at], "13");
    static const char *const ceilings[] = { "STR_MAX", "INT_MAX", "WIS_MAX", "DEX_MAX", "CON_MAX", "LUK_MAX" };
    for (size_t at = 0; at < sizeof ceilings / sizeof *ceilings; at++)
        MUST_BE_ABOVE(ceilings[at], 13);
    static const char *const figures[] = { "AC", "HITROLL", "DAMROLL", "EXPERIENCE_MAX", "HERO_POINTS_TNL", "NOBLE_POINTS_TNL", "HUNGER",
                                           "THIRST" };
    for (size_t at = 0; at < sizeof figures / sizeof *figures; at++)
        MUST_BE_ABOVE(figures[at], 0);
    MUST("EXPERIENCE", "4294967295");
    MUST("EXPERIENCE_TNL", "0");
    MUST("HERO_POINTS", "12");
    MUST("NOBLE_POINTS", "34");
    MUST("PRACTICE", "5");
    MUST("QPOINTS", "6");
    MUST("BANK_GOLD", "20");
    MUST_BE_ABOVE("GOLD", 0);
    MUST("REMORT_LAPS_TOTAL", "2");
    MUST("REMORT_LAPS_IN_CLASS", "1");
    assert_non_null(strstr(value_of("REMORT_LEVELS"), "\002\003\001class\002Fighter\001level\002100\004\002\003"));
    MUST("GROUPLEVEL", "60");
    types("wimpy 40");
    MUST("WIMPY", "40");
    town_person(&town, ADA)->player->growth.experience = 0;
    town_person(&town, ADA)->player->growth.paragon = 3;
    types("score");
    MUST_BE_ABOVE("EXPERIENCE_TNL", 0);
    MUST("PARAGON_LEVEL", "3");
}

PLAYS_ALL void where_she_is(void)
{
    MUST("AREA_NAME", "Land One");
    MUST("AREA_MINLEVEL", "1");
    MUST("AREA_MAXLEVEL", "30");
    MUST("ROOM_NAME", "The Temple");
    MUST("ROOM_VNUM", "3001");
    MUST("ROOM_TERRAIN", "City");
    MUST("ROOM_EXITS", "\003\001north\0023002\001east\0024001\001south\0024002\004");
    assert_string_not_equal(value_of("ROOM_WEATHER"), "unknown");
    MUST("PC_IN_ROOM", "2");
    MUST("PC_IN_ZONE", "2");
    types("close gate");
    MUST("ROOM_EXITS", "\003\001north\0023002\001east\002C\001south\0024002\004");
    types("open gate");
}

PLAYS_ALL void what_she_has(void)
{
    MUST("EQUIPMENT", "");
    static const unsigned things[] = { SWORD, KEY, SHIELD, CAP, BAG };
    for (size_t at = 0; at < sizeof things / sizeof *things; at++)
        town_gives(&town, ADA, things[at]);
    types("wield sword");
    MUST("WIELD", "an old sword");
    types("quickdraw key");
    MUST("QUICKDRAW", "an iron key");
    types("wear all");
    MUST("SHIELD", "a round shield");
    types("hold bag");
    MUST("HOLD", "a canvas bag");
    MUST("EQUIPMENT", "\003\001head\002a knitted cap\001shield\002a round shield\001wield\002an old sword\001hold\002a canvas bag"
                      "\001quickdraw\002an iron key\004");
    types("remove shield");
    MUST("SHIELD", "");
}

PLAYS_ALL void what_is_upon_her(void)
{
    lays("bless", 12);
    types("score");
    MUST("AFFECTS", "\003\001bless\00212\004");
    learns("high guard");
    types("stance high guard");
    MUST("COMBAT_STANCE", "high guard");
    uint16_t march = learns("march");
    types("play march");
    town_later(&town, tables()->skills[march].delay_ms);
    types("score");
    MUST("BARDSONG", "march");
    types("stop");
    MUST("BARDSONG", "");
}

PLAYS_ALL void what_she_does(void)
{
    static const struct { const char *line, *position; } rows[] = {
        { "sit", "Sitting" }, { "rest", "Resting" }, { "sleep", "Sleeping" }, { "wake", "Standing" }, { "mount guard", "Mounted" },
    };
    for (size_t at = 0; at < sizeof rows / sizeof *rows; at++) {
        types(rows[at].line);
        MUST("POSITION", rows[at].position);
    }
    MUST("MOUNT_NAME", "a gate guard");
    static const char *const mount[] = { "MOUNT_HEALTH", "MOUNT_HEALTH_MAX", "MOUNT_STAMINA", "MOUNT_STAMINA_MAX" };
    for (size_t at = 0; at < sizeof mount / sizeof *mount; at++)
        MUST_BE_ABOVE(mount[at], 0);
    types("dismount");
    MUST("MOUNT_NAME", "");
    MUST("MOUNT_HEALTH", "0");
    town_types(&town, BOB, "follow ada");
    types("group bob");
    types("score");
    assert_non_null(strstr(value_of("GROUP"), "\004\002\003\001name\002Bob\001"));
    assert_non_null(strstr(value_of("GROUP"), "\001is_leader\0020\001is_subleader\0020\001level\0021\004\006"));
}

PLAYS_ALL void whom_she_fights(void)
{
    struct character *ada = town_person(&town, ADA);
    MUST("OPPONENT_NUMBER", "0");
    types("kill guard");
    MUST("POSITION", "Fighting");
    MUST("OPPONENT_NAME", "a gate guard");
    MUST("OPPONENT_NUMBER", "1");
    MUST("OPPONENT_LEVEL", "5");
    MUST("OPPONENT_HEALTH", "100");
    MUST("OPPONENT_HEALTH_MAX", "100");
    MUST("OPPONENT_STAMINA", "100");
    MUST("OPPONENT_STAMINA_MAX", "100");
    ada->ranged = true;
    types("score");
    MUST("RANGED", "1");
    ada->position = SITTING;
    types("score");
    MUST("PROMPT", "-Knees-");
    ada->position = STANDING;
    ada->stunned_until = town.now + 60000;
    types("score");
    MUST("PROMPT", ">BASH<");
    MUST("POSITION", "Stunned");
    pool_add(ada, POOL_HEALTH, -pool_has(ada, POOL_HEALTH) - 7);
    types("score");
    MUST("POSITION", "Mortally wounded");
    MUST("HEALTH", "-7");
    pool_fill(ada);
    room_leave(ada);
    room_enter(land_room(ada->zone, (room_id){HALL}), ada);
    ada->stunned_until = 0;
    types("score");
    MUST("OPPONENT_NAME", "");
    MUST("OPPONENT_NUMBER", "0");
    MUST("OPPONENT_HEALTH", "0");
    MUST("RANGED", "0");
    MUST("PROMPT", "");
}

PLAYS_ALL void test_all_of_them_played(void **state)
{
    (void)state;
    opens();
    before_the_game();
    town_enters(&town, BOB, TEMPLE);
    town_enters(&town, ADA, TEMPLE);
    town.seats[ADA].slot.watched = true;
    grows();
    who_she_is();
    where_she_is();
    what_she_has();
    what_is_upon_her();
    what_she_does();
    whom_she_fights();
    for (unsigned hours = 0; hours < 3; hours++)
        town_later(&town, WORLD_HOUR_MS);
    types("score");
    MUST_BE_ABOVE("WORLD_TIME", 0);
    MUST("WHOFLAGS", "keeper");
    for (unsigned at = 0; at < MSDP_VARIABLES; at++)
        if (!demanded[at])
            fail_msg("nobody has said what %s must be", all[at].name);
    msdp_free(&msdp);
    town_close(&town);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_all_of_them_played) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
