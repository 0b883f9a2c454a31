/* tests/zones/world/test_sky.c -- who reads what when the sky changes; the table of lines. */
#include "tests/zones/town.h"

#include "core/sound.h"
#include "zones/world/calendar.h"
#include "zones/world/sky.h"

static struct town town;

static uint64_t dice_seeded = 42;

PLAYS_ALL void opens(enum climate climate)
{
    town_begin(&town);
    town.setting.seed = dice_seeded;
    town.options.character_idle_s = 604800;
    town.areas[0].climate = (uint8_t)climate;
    town.mobiles[0].says = no_keys;
    town.mobiles[1].wanders = false;
    town.rooms[1].terrain = TERRAIN_FOREST;
    town.rooms[2].terrain = TERRAIN_INSIDE;
    town_open(&town);
    town_enters(&town, ADA, TEMPLE);
    town_enters(&town, BOB, HALL);
    town_enters(&town, CID, VAULT);
    town_enters(&town, DAN, TEMPLE);
    town_types(&town, DAN, "sleep");
}

PLAYS_ALL unsigned lines_in(const char *read)
{
    unsigned lines = 0;
    for (; (read = strchr(read, '\n')) != NULL; read++)
        lines++;
    return lines;
}

PLAYS_ALL void goes_to_hour(int64_t hour)
{
    for (unsigned at = ADA; at <= DAN; at++)
        town_reads(&town, at);
    town_later(&town, hour * WORLD_HOUR_MS + 1 - town.now);
}

PLAYS_ALL void needs_never(struct character *who)
{
    who->player->growth.fed_until = 0;
    who->player->growth.watered_until = 0;
}

/* A line for each change, one for each of four moments of the day, none else. */
PLAYS_ALL void test_lines(void **state)
{
    (void)state;
    opens(CLIMATE_TEMPERATE);
    for (unsigned at = ADA; at <= DAN; at++)                  /* neither is hungry or thirsty in all that time */
        needs_never(town_person(&town, at));
    unsigned changes = 0, differ = 0;
    for (int64_t hour = 1; hour < 240; hour++) {
        goes_to_hour(hour);
        bool changed = weather_at(town.zones[LAND_ONE], hour) != weather_at(town.zones[LAND_ONE], hour - 1);
        unsigned of_day = (unsigned)(hour % 24);
        unsigned wanted = changed + (of_day == 0 || of_day == 6 || of_day == 12 || of_day == 21);
        char ada[1000];
        snprintf(ada, sizeof ada, "%s", town_reads(&town, ADA));
        const char *bob = town_reads(&town, BOB);
        assert_int_equal(lines_in(ada), wanted);
        assert_int_equal(lines_in(bob), wanted);
        differ += strcmp(ada, bob) != 0;
        assert_string_equal(town_reads(&town, CID), "");      /* indoors */
        assert_string_equal(town_reads(&town, DAN), "");      /* asleep */
        changes += changed;
    }
    assert_in_range(changes, 10, 120);
    assert_true(differ > 5);                                  /* streets and wood */
    town_close(&town);
}

/* In every climate, for as long as it takes to have seen all of it; a storm is heard, and so is the morning. */
PLAYS_ALL void test_all_weathers(void **state)
{
    (void)state;
    for (unsigned climate = 0; climate < CLIMATE_KINDS; climate++) {
        opens((enum climate)climate);
        unsigned storms = 0, thunders = 0, mornings = 0;
        for (int64_t hour = 1; hour < 600; hour++) {
            town.seats[ADA].sounds[0] = '\0';
            goes_to_hour(hour);
            enum weather now = weather_at(town.zones[LAND_ONE], hour);
            storms += now == WEATHER_STORMING && weather_at(town.zones[LAND_ONE], hour - 1) != now;
            thunders += strstr(town.seats[ADA].sounds, "thunder1.wav\n") != NULL;
            mornings += hour % 24 == 6 && town.seats[ADA].sounds[0] != '\0';
            town_types(&town, ADA, "weather");
            assert_non_null(strstr(town_reads(&town, ADA), now == WEATHER_SANDSTORM ? "sandstorm" : now == WEATHER_STORMING ? "storm"
                                   : weather_words[now]));
        }
        assert_int_equal(storms, thunders);
        assert_int_equal(mornings, 25);
        town_close(&town);
    }
}

/* The same world reads the same, though the server was started again; and a land that slept has missed its lines but
 * not its weather. */
PLAYS_ALL void test_sleeping_land(void **state)
{
    (void)state;
    char first[2000], second[2000];
    opens(CLIMATE_COAST);
    goes_to_hour(29);
    snprintf(first, sizeof first, "%s", town_reads(&town, ADA));
    goes_to_hour(30);
    snprintf(second, sizeof second, "%s", town_reads(&town, ADA));
    town_close(&town);
    dice_seeded++;
    opens(CLIMATE_COAST);
    town_types(&town, ADA, "east");
    assert_int_equal(town_room_of(&town, ADA), COURT);
    goes_to_hour(29);
    town_types(&town, ADA, "west");
    town_reads(&town, ADA);
    goes_to_hour(30);
    assert_string_equal(town_reads(&town, ADA), second);
    assert_true(lines_in(second) >= 1);                       /* it is dawn */
    assert_true(lines_in(first) >= 5);
    town_close(&town);
}

PLAYS_ALL void expects_fact(const char *name, const char *value)
{
    char pair[100];
    snprintf(pair, sizeof pair, "\001%s\002%s\001", name, value);
    town_types(&town, ADA, "say hm");
    assert_non_null(town.seats[ADA].facts);
    const struct text *facts = town.seats[ADA].facts;
    assert_non_null(memmem(text_bytes(facts), text_length(facts), pair, strlen(pair)));
}

PLAYS_ALL void test_facts(void **state)
{
    (void)state;
    opens(CLIMATE_TEMPERATE);
    town.seats[ADA].slot.watched = true;
    expects_fact("ROOM_WEATHER", "clear");
    expects_fact("WORLD_TIME", "0");
    expects_fact("WHOFLAGS", "");
    int64_t hour = 1;
    while (weather_at(town.zones[LAND_ONE], hour) != WEATHER_RAINING)
        hour++;
    goes_to_hour(hour);
    expects_fact("ROOM_WEATHER", "raining");
    town.rooms[0].indoors = true;
    expects_fact("ROOM_WEATHER", "unknown");
    town_close(&town);
}

/* -- the table itself -- */

static const struct { const char *event, *ground, *climate, *text; } rows[] = {
#define LINE(event, ground, climate, sound, text) { #event, #ground, #climate, text },
#include "zones/world/sky.def"
#undef LINE
};
enum { ROWS = sizeof rows / sizeof *rows };

static void test_table(void **state)
{
    (void)state;
    for (unsigned at = 0; at < ROWS; at++) {
        bool everywhere = false;
        for (unsigned other = 0; other < ROWS; other++) {
            everywhere = everywhere || (strcmp(rows[other].event, rows[at].event) == 0 && strcmp(rows[other].ground, "ANY") == 0
                                        && strcmp(rows[other].climate, "ANY") == 0);
            assert_true(other == at || strcmp(rows[other].text, rows[at].text) != 0);
        }
        assert_true(everywhere);
        assert_int_equal(rows[at].text[strlen(rows[at].text) - 1], '.');
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines), cmocka_unit_test(test_all_weathers), cmocka_unit_test(test_sleeping_land),
        cmocka_unit_test(test_facts), cmocka_unit_test(test_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
