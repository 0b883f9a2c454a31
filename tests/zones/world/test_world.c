/* tests/zones/world/test_world.c -- area files in folders of the test's own: what a good one becomes, and
 * every mistake of a bad one with its line and column. */
#include "tests/zones/tables.h"
#include "zones/world/weather.h"
#include "zones/world/world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

enum { FILES_MAX = 40 };

/* A folder of area files, and what loading it gave. */
struct folder {
    char          path[64];
    char         *files[FILES_MAX];
    unsigned      file_count;
    struct world *world;
    char         *said;           /* with the folder's own path taken out */
    size_t        said_size;
    unsigned      count;
};

static void folder_begin(struct folder *folder)
{
    *folder = (struct folder){ .path = "/tmp/test_world_XXXXXX" };
    assert_non_null(mkdtemp(folder->path));
}

static void folder_write(struct folder *folder, const char *name, const char *content, size_t length)
{
    char *path = NULL;
    assert_true(asprintf(&path, "%s/%s", folder->path, name) > 0);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(content, 1, length, file), length);
    fclose(file);
    for (unsigned n = 0; n < folder->file_count; n++) {
        if (strcmp(folder->files[n], path) == 0) {
            free(path);
            return;
        }
    }
    assert_true(folder->file_count < FILES_MAX);
    folder->files[folder->file_count++] = path;
}

static void folder_put(struct folder *folder, const char *name, const char *content)
{
    folder_write(folder, name, content, strlen(content));
}

static void unload(struct folder *folder)
{
    world_free(&folder->world);
    assert_null(folder->world);
    free(folder->said);
    folder->said = NULL;
}

/* Takes "/tmp/test_world_abc123/" out of what was said, and makes the folder alone "(folder)", so that tests
 * can say what they expect. */
static void forget_path(char *said, const char *path)
{
    static const char alone[] = "(folder)";
    size_t length = strlen(path);
    assert_true(length > strlen(alone));
    for (char *at = said; (at = strstr(at, path)) != NULL;) {
        const char *rest = at + length;
        size_t kept = *rest == '/' ? 0 : strlen(alone);
        memcpy(at, alone, kept);
        rest += *rest == '/';
        memmove(at + kept, rest, strlen(rest) + 1);
    }
}

static void load_barring(struct folder *folder, const char *const *barred)
{
    unload(folder);
    FILE *mistakes = open_memstream(&folder->said, &folder->said_size);
    folder->world = world_load(folder->path, tables(), barred, mistakes, &folder->count);
    fclose(mistakes);
    forget_path(folder->said, folder->path);
}

static void load(struct folder *folder)
{
    load_barring(folder, NULL);
}

static void folder_end(struct folder *folder)
{
    unload(folder);
    for (unsigned n = 0; n < folder->file_count; n++) {
        unlink(folder->files[n]);
        free(folder->files[n]);
    }
    assert_int_equal(rmdir(folder->path), 0);
}

static unsigned lines_of(const char *text)
{
    unsigned lines = 0;
    for (; (text = strchr(text, '\n')) != NULL; text++)
        lines++;
    return lines;
}

/* Loads and compares all that is said; each line is one mistake. */
static void expect_said(struct folder *folder, const char *said)
{
    load(folder);
    assert_string_equal(folder->said, said);
    assert_int_equal(folder->count, lines_of(said));
}

static const char castle[] =
    "area: The Castle\n"
    "levels: 5-20\n"
    "reset_minutes: 30\n"
    "rooms:\n"
    "  20:\n"
    "    name: The Hall\n"
    "    terrain: inside\n"
    "    text: >\n"
    "      Banners hang from\n"
    "      the beams.\n"
    "\n"
    "      A hearth smokes.\n"
    "    flags: [dark, peaceful]\n"
    "    occupants: 3\n"
    "    extras:\n"
    "      - keys: [banner, Hearth]\n"
    "        text: Red and old, with gold thread.\n"
    "      - {keys: [thread], text: Frayed.}\n"
    "    exits:\n"
    "      north: 10\n"
    "      down: {to: 21, door: oak door, state: locked, key: iron_key, level: 7, text: Worn steps.,\n"
    "        extras: [{keys: [steps], text: Twelve.}]}\n"
    "  21:\n"
    "    name: The Cellar\n"
    "    terrain: UNDERGROUND\n"
    "    text: Casks.\n"
    "    exits: {up: {to: 20, door: oak door}}\n"
    "  3:\n"
    "    name: The Yard\n"
    "    terrain: city\n"
    "    text: Cobbles.\n"
    "mobiles:\n"
    "  steward:\n"
    "    name: the steward\n"
    "    line: The steward counts.\n"
    "    keys: [steward]\n"
    "    text: A thin man.\n"
    "    level: 10\n"
    "    wanders: yes\n"
    "    says: [\"One.\", \"Two, and three.\"]\n"
    "    extras: [{keys: [counts], text: On his fingers.}, {keys: [fingers, thin], text: Inky.}]\n"
    "objects:\n"
    "  iron_key: {name: an iron key, line: A key., keys: [key], text: Iron., kind: key}\n"
    "  cap: {name: a cap, line: A cap., keys: [cap], text: Felt., kind: armor, wear: head, weight: 2, value: 30,\n"
    "    extras: [{keys: [felt], text: Moth-eaten.}]}\n"
    "  chest: {name: a chest, line: A chest., keys: [chest], text: Oak., kind: container, takeable: no, capacity: 5,\n"
    "    state: closed, key: castle.iron_key}\n"
    "resets:\n"
    "  - {mobile: steward, room: 20}\n"
    "  - {carries: iron_key}\n"
    "  - {wears: cap}\n"
    "  - {object: chest, room: 21, count: 2}\n"
    "  - {inside: cap, count: 3}\n";

static const char bridge[] =
    "area: The Bridge\n"
    "levels: 1-5\n"
    "rooms:\n"
    "  10:\n"
    "    name: A Bridge\n"
    "    terrain: bridge\n"
    "    text: Planks.\n"
    "    exits: {south: {to: 20, door: gate, key: castle.iron_key}}\n"
    "resets:\n"
    "  - {object: castle.cap, room: 10}\n";

static void a_good_area(void **state)
{
    (void)state;
    struct folder folder;
    folder_begin(&folder);
    folder_put(&folder, "castle.yaml", castle);
    folder_put(&folder, "bridge.yaml", bridge);
    folder_put(&folder, "notes.txt", "not ours");
    folder_put(&folder, ".#castle.yaml", "an editor's");
    expect_said(&folder, "");
    const struct world *world = folder.world;
    assert_int_equal(world->area_count, 2);
    const struct area *area = world_area(world, (zone_id){2});
    assert_string_equal(area->key, "castle");
    assert_string_equal(area->name, "The Castle");
    assert_int_equal(area->zone.number, 2);
    assert_int_equal(area->level_min, 5);
    assert_int_equal(area->level_max, 20);
    assert_int_equal(area->reset_minutes, 30);
    assert_int_equal(world_area(world, (zone_id){1})->reset_minutes, 15);
    assert_int_equal(area->room_count, 3);
    assert_int_equal(area->rooms[0].id.number, 3);
    folder_end(&folder);
}

static void a_good_room(void **state)
{
    (void)state;
    struct folder folder;
    folder_begin(&folder);
    folder_put(&folder, "castle.yaml", castle);
    folder_put(&folder, "bridge.yaml", bridge);
    load(&folder);
    const struct area *area = world_area_named(folder.world, "castle");
    const struct room_proto *hall = area_room(area, (room_id){20});
    assert_string_equal(hall->name, "The Hall");
    assert_string_equal(hall->text, "Banners hang from the beams.\nA hearth smokes.");
    assert_int_equal(hall->terrain, TERRAIN_INSIDE);
    assert_true(hall->dark && hall->peaceful);
    assert_int_equal(hall->occupants_max, 3);
    assert_int_equal(hall->extra_count, 2);
    assert_string_equal(hall->extras[0].keys[1], "Hearth");
    assert_null(hall->extras[0].keys[2]);
    assert_int_equal(hall->exits[NORTH].to.number, 10);
    assert_int_equal(hall->exits[NORTH].zone.number, 1);
    assert_int_equal(hall->exits[NORTH].door, DOOR_NONE);
    assert_int_equal(hall->exits[EAST].to.number, 0);
    const struct exit_proto *down = &hall->exits[DOWN];
    assert_int_equal(down->zone.number, 2);
    assert_string_equal(down->sight->text, "Worn steps.");
    assert_int_equal(down->sight->extras.count, 1);
    assert_string_equal(down->sight->extras.list[0].text, "Twelve.");
    assert_null(hall->exits[NORTH].sight);
    assert_int_equal(down->door, DOOR_LOCKED);
    assert_string_equal(down->door_name, "oak door");
    assert_string_equal(down->door_keys[0], "oak");
    assert_string_equal(down->door_keys[1], "door");
    assert_null(down->door_keys[2]);
    assert_string_equal(down->key, "castle.iron_key");
    assert_int_equal(down->level_min, 7);
    assert_int_equal(area_room(area, (room_id){21})->exits[UP].door, DOOR_CLOSED);
    assert_null(area_room(area, (room_id){10}));
    folder_end(&folder);
}

static void good_prototypes_and_resets(void **state)
{
    (void)state;
    struct folder folder;
    folder_begin(&folder);
    folder_put(&folder, "castle.yaml", castle);
    folder_put(&folder, "bridge.yaml", bridge);
    load(&folder);
    const struct world *world = folder.world;
    proto_id steward, cap, chest, key;
    assert_true(world_mobile(world, "castle.steward", &steward));
    assert_int_equal(world->mobiles[steward.number].extras.count, 2);
    assert_string_equal(world->mobiles[steward.number].extras.list[1].text, "Inky.");
    assert_true(world_object(world, "castle.cap", &cap));
    assert_true(world_object(world, "castle.chest", &chest));
    assert_true(world_object(world, "castle.iron_key", &key));
    assert_false(world_object(world, "castle.steward", &key));
    assert_false(world_mobile(world, "steward", &key));
    assert_true(world->mobiles[steward.number].wanders);
    assert_string_equal(world->mobiles[steward.number].says[1], "Two, and three.");
    assert_int_equal(world->objects[cap.number].wear, WEAR_HEAD);
    assert_true(world->objects[cap.number].takeable);
    assert_int_equal(world->objects[chest.number].wear, WEAR_NOWHERE);
    assert_int_equal(world->objects[chest.number].door, DOOR_CLOSED);
    assert_int_equal(world->objects[cap.number].door, DOOR_NONE);
    assert_int_equal(world->objects[chest.number].capacity, 5);
    assert_string_equal(world->objects[chest.number].unlocked_by, "castle.iron_key");
    assert_false(world->objects[chest.number].takeable);
    static const uint8_t kinds[] = { RESET_MOBILE, RESET_CARRIED, RESET_WORN, RESET_OBJECT, RESET_INSIDE };
    static const unsigned rooms[] = { 20, 20, 20, 21, 21 }, counts[] = { 1, 1, 1, 2, 3 };
    const struct area *area = world_area_named(world, "castle");
    assert_int_equal(area->reset_count, 5);
    for (unsigned n = 0; n < 5; n++) {
        assert_int_equal(area->resets[n].kind, kinds[n]);
        assert_int_equal(area->resets[n].room.number, rooms[n]);
        assert_int_equal(area->resets[n].count, counts[n]);
    }
    assert_int_equal(area->resets[4].proto.number, cap.number);
    assert_int_equal(world_area_named(world, "bridge")->resets[0].proto.number, cap.number);
    folder_end(&folder);
}

static void looking_up(void **state)
{
    (void)state;
    struct folder folder;
    folder_begin(&folder);
    folder_put(&folder, "castle.yaml", castle);
    folder_put(&folder, "bridge.yaml", bridge);
    load(&folder);
    assert_int_equal(world_zone_of(folder.world, (room_id){21}).number, 2);
    assert_int_equal(world_zone_of(folder.world, (room_id){22}).number, 0);
    assert_int_equal(world_zone_of(folder.world, NO_ROOM).number, 0);
    assert_string_equal(world_area_named(folder.world, "the b")->key, "bridge");
    assert_string_equal(world_area_named(folder.world, "CASTLE")->key, "castle");
    assert_null(world_area_named(folder.world, "tower"));
    assert_null(world_area_named(folder.world, ""));
    assert_null(world_area(folder.world, NO_ZONE));
    assert_null(world_area(folder.world, (zone_id){3}));
    folder_end(&folder);
}

static void words(void **state)
{
    (void)state;
    assert_int_equal(direction_find("n"), NORTH);
    assert_int_equal(direction_find("Sou"), SOUTH);
    assert_int_equal(direction_find("down"), DOWN);
    assert_int_equal(direction_find("downs"), NO_DIRECTION);
    assert_int_equal(direction_find(""), NO_DIRECTION);
    for (unsigned n = 0; n <= DIRECTIONS; n++) {
        assert_int_equal(direction_back(direction_back((enum direction)n)), n);
        assert_non_null(direction_names[n]);
        assert_non_null(direction_from[n]);
    }
    assert_int_equal(direction_back(UP), DOWN);
    assert_string_equal(terrain_words[TERRAIN_BEACH], "Beach");
    assert_int_equal(terrain_costs[TERRAIN_MOUNTAINS], 6);
    assert_string_equal(item_kind_words[ITEM_WRITING], "writing");
    assert_string_equal(wear_words[WEAR_LIGHT], "light");
    assert_string_equal(wear_reads[WEAR_HEAD], "worn on head");
}

/* ---- boards and the post ---- */

static const char boards_one[] =
    "area: One\n"
    "levels: 1-5\n"
    "rooms:\n"
    "  1: {name: A, terrain: city, text: t, board: market, flags: [post]}\n"
    "  2:\n"
    "    name: B\n"
    "    terrain: city\n"
    "    text: t\n"
    "    board: market\n"
    "  3: {name: C, terrain: city, text: t, board: b_2}\n";
static const char boards_two[] =
    "area: Two\n"
    "levels: 1-5\n"
    "rooms:\n"
    "  11: {name: A, terrain: city, text: t, board: b_2}\n"
    "  12: {name: B, terrain: city, text: t, board: other}\n";

static void a_board_stands_in_one_room(void **state)
{
    (void)state;
    struct folder folder;
    folder_begin(&folder);
    folder_put(&folder, "one.yaml", boards_one);
    folder_put(&folder, "two.yaml", boards_two);
    expect_said(&folder,
        "one.yaml:9:12: board: 'market' stands in another room already (one.yaml:4); this one is left out\n"
        "two.yaml:4:48: board: 'b_2' stands in another room already (one.yaml:10); this one is left out\n");
    const struct area *one = world_area_named(folder.world, "one"), *two = world_area_named(folder.world, "two");
    assert_string_equal(one->rooms[0].board, "market");
    assert_true(one->rooms[0].post);
    assert_false(one->rooms[1].post);
    assert_null(one->rooms[1].board);
    assert_string_equal(one->rooms[2].board, "b_2");
    assert_null(two->rooms[0].board);
    assert_string_equal(two->rooms[1].board, "other");
    folder_end(&folder);
}

static void keys_of_boards(void **state)
{
    (void)state;
    struct folder folder;
    folder_begin(&folder);
    folder_put(&folder, "one.yaml",
        "area: One\n"
        "levels: 1-5\n"
        "rooms:\n"
        "  1: {name: A, terrain: city, text: t, board: The Market}\n"
        "  2: {name: A, terrain: city, text: t, board: [market]}\n"
        "  3: {name: A, terrain: city, text: t, board: abcdefghijklmnopqrstuvwxyz12345}\n");
    load(&folder);
    assert_int_equal(folder.count, lines_of(folder.said));
    assert_non_null(strstr(folder.said, "one.yaml:4:47: board: a key is made of a to z, 0 to 9 and _, not 'The Market'\n"));
    assert_non_null(strstr(folder.said, "one.yaml:5:47: board:"));
    assert_non_null(strstr(folder.said, "one.yaml:6:47: board:"));
    assert_null(folder.world);
    folder_end(&folder);
}

/* ---- hours and weather ---- */

static const char watched[] =
    "area: The Watch\n"
    "levels: 1-5\n"
    "climate: coast\n"
    "mobiles:\n"
    "  guard:\n"
    "    {name: a guard, line: A guard., keys: [guard], text: Bored., level: 3,\n"
    "     day: [{at: 19, go: 2}, {at: 0, says: Midnight!}, {at: 7, go: 1, says: Good morning.}]}\n"
    "rooms:\n"
    "  1:\n"
    "    name: The Wall\n"
    "    terrain: city\n"
    "    text: A wall.\n"
    "    by_day: Gulls sit on it.\n"
    "    by_night: A lantern swings.\n"
    "    in_rain: It drips.\n"
    "    extras: [{keys: [lantern], text: Horn.}, {keys: [gull], text: White.}]\n"
    "    exits: {east: 2}\n"
    "  2: {name: The Hut, terrain: field, flags: [indoors], text: Planks., exits: {west: 1}}\n";

static void hours_and_weather(void **state)
{
    (void)state;
    struct folder folder;
    folder_begin(&folder);
    folder_put(&folder, "watch.yaml", watched);
    folder_put(&folder, "castle.yaml", castle);
    folder_put(&folder, "bridge.yaml", bridge);
    expect_said(&folder, "");
    const struct area *area = world_area_named(folder.world, "watch");
    assert_int_equal(area->climate, CLIMATE_COAST);
    assert_int_equal(world_area_named(folder.world, "castle")->climate, CLIMATE_TEMPERATE);
    assert_string_equal(area->rooms[0].by_day, "Gulls sit on it.");
    assert_string_equal(area->rooms[0].by_night, "A lantern swings.");
    assert_string_equal(area->rooms[0].in_rain, "It drips.");
    assert_true(area->rooms[1].indoors && !area->rooms[0].indoors);
    proto_id guard;
    assert_true(world_mobile(folder.world, "watch.guard", &guard));
    const struct mobile_proto *mobile = &folder.world->mobiles[guard.number];
    assert_int_equal(mobile->day_count, 3);                /* sorted by the hour */
    static const unsigned hours[] = { 0, 7, 19 }, rooms[] = { 0, 1, 2 };
    for (unsigned n = 0; n < 3; n++) {
        assert_int_equal(mobile->day[n].hour, hours[n]);
        assert_int_equal(mobile->day[n].go.number, rooms[n]);
    }
    assert_string_equal(mobile->day[0].says, "Midnight!");
    assert_null(mobile->day[2].says);
    folder_end(&folder);
}

static const char bad_hours[] =
    "area: The Watch\n"                                                                            /* 1 */
    "levels: 1-5\n"
    "climate: damp\n"
    "mobiles:\n"
    "  a: {name: a, line: A., keys: [a], text: A., level: 3, day: []}\n"                           /* 5 */
    "  b: {name: b, line: B., keys: [b], text: B., level: 3, day: [{at: 24, go: 1}, {at: 7}]}\n"
    "  c:\n"
    "    name: c\n"
    "    line: C.\n"
    "    keys: [c]\n"                                                                              /* 10 */
    "    text: C.\n"
    "    level: 3\n"
    "    day:\n"
    "      - {at: 7, go: 9}\n"
    "      - {at: 7, go: 1}\n"                                                                     /* 15 */
    "      - {go: 20}\n"
    "      - {at: 8, goes: 1, says: x}\n"
    "      - 9\n"
    "      - {at: -1, says: [x]}\n"
    "rooms:\n"                                                                                     /* 20 */
    "  1: {name: A, terrain: inside, text: A., in_rain: Wet., by_day: [x]}\n"
    "  2: {name: B, terrain: field, flags: [indoors, outdoors], text: B., in_rain: Wet.}\n"
    "  4: {name: C, terrain: sky, text: C., in_rain: Wet.}\n";

static void every_mistake_of_hours(void **state)
{
    (void)state;
    struct folder folder;
    folder_begin(&folder);
    folder_put(&folder, "watch.yaml", bad_hours);
    folder_put(&folder, "castle.yaml", castle);
    folder_put(&folder, "bridge.yaml", bridge);
    expect_said(&folder,
                "watch.yaml:3:10: climate: 'damp' is not known\n"
                "watch.yaml:5:62: day: must be a list of 1 to 24\n"
                "watch.yaml:6:68: at: 24 is more than 23\n"
                "watch.yaml:6:80: an hour of a day needs 'go' or 'says'\n"
                "watch.yaml:15:14: at: the day has had its hour 7\n"
                "watch.yaml:16:9: an hour of a day needs 'at'\n"
                "watch.yaml:17:17: an hour of a day has no 'goes'; did you mean 'go'?\n"
                "watch.yaml:18:9: an hour of a day is written as `key: value` pairs\n"
                "watch.yaml:19:14: at: -1 is less than 0\n"
                "watch.yaml:19:24: says: must be a single value\n"
                "watch.yaml:21:66: by_day: must be a single value\n"
                "watch.yaml:21:43: in_rain: no rain falls in here\n"
                "watch.yaml:22:49: flags: 'outdoors' is not known\n"
                "watch.yaml:22:70: in_rain: no rain falls in here\n"
                "watch.yaml:23:25: terrain: 'sky' is not known\n"
                "watch.yaml:14:21: go: there is no room 9 in this area\n"
                "watch.yaml:16:14: go: there is no room 20 in this area\n");
    folder_end(&folder);
}

/* ---- mistakes ---- */

static const char broken_rooms[] =
    "area: Broken\n"                                               /* 1 */
    "levels: 20-5\n"
    "reset_minutes: 2000\n"
    "colour: red\n"
    "rooms:\n"                                                     /* 5 */
    "  abc: {name: x, terrain: city, text: t}\n"
    "  07: {name: x, terrain: city, text: t}\n"
    "  1:\n"
    "    name: This name is much too long for the one line that clients have for it\n"
    "    terrain: cty\n"                                           /* 10 */
    "    flags: [dark, bright]\n"
    "    occupants: 0\n"
    "    extras:\n"
    "      - {keys: [well, milestone], text: Deep well.}\n"
    "      - {keys: [stone]}\n"                                    /* 15 */
    "    exits:\n"
    "      nroth: 1\n"
    "      n: 1\n"
    "      north: yonder\n"
    "      east: {door: gate}\n"                                   /* 20 */
    "      south: {to: 2, state: closed, key: k}\n"
    "      west: {to: 2, door: gate, state: ajar, key: 'no key', level: -1}\n"
    "      up: {to: 2, door: gate, key: nokey}\n"
    "    text: A millstone.\n"
    "  2: [a]\n"                                                   /* 25 */
    "  2: {name: again, terrain: city, text: t}\n";

static void every_mistake_of_rooms(void **state)
{
    (void)state;
    struct folder folder;
    folder_begin(&folder);
    folder_put(&folder, "broken.yaml", broken_rooms);
    expect_said(&folder,
        "broken.yaml:26:3: '2' is here twice; the first is in line 25\n"
        "broken.yaml:2:9: levels: 20 is more than 5\n"
        "broken.yaml:3:16: reset_minutes: 2000 is more than 1440\n"
        "broken.yaml:4:1: an area has no 'colour'\n"
        "broken.yaml:6:3: rooms: 'abc' is not a number\n"
        "broken.yaml:7:3: rooms: '07' begins with 0\n"
        "broken.yaml:9:11: name: has 68 characters, the most is 60\n"
        "broken.yaml:10:14: terrain: 'cty' is not known; did you mean 'City'?\n"
        "broken.yaml:11:19: flags: 'bright' is not known\n"
        "broken.yaml:12:16: occupants: 0 is less than 1\n"
        "broken.yaml:15:9: an extra needs 'text'\n"
        "broken.yaml:17:7: exits: 'nroth' is no direction\n"
        "broken.yaml:18:7: exits: 'n' is no direction\n"
        "broken.yaml:19:14: to: 'yonder' is not a number\n"
        "broken.yaml:20:7: an exit needs 'to'\n"
        "broken.yaml:21:22: state: this exit has no door\n"
        "broken.yaml:21:37: key: this exit has no door\n"
        "broken.yaml:22:40: state: 'ajar' is not known\n"
        "broken.yaml:22:51: key: 'no key' is neither `key` nor `area.key`\n"
        "broken.yaml:22:68: level: -1 is less than 0\n"
        "broken.yaml:14:17: keys: 'well' is not in the room's text, nor in that of another extra\n"
        "broken.yaml:14:23: keys: 'milestone' is not in the room's text, nor in that of another extra\n"
        "broken.yaml:15:17: keys: 'stone' is not in the room's text, nor in that of another extra\n"
        "broken.yaml:25:6: a room is written as `key: value` pairs\n"
        "broken.yaml:23:36: key: there is no object 'broken.nokey'\n"
        "(folder): no area opened\n");
    folder_end(&folder);
}

static const char broken_things[] =
    "area: Things\n"                                               /* 1 */
    "levels: 1-9\n"
    "rooms:\n"
    "  1: {name: x, terrain: city, text: t}\n"
    "mobiles:\n"                                                   /* 5 */
    "  Rat: {name: a rat, line: A rat., keys: [rat], text: t, level: 1}\n"
    "  cat: {name: a cat, line: A cat., keys: [a cat], text: t, level: 0, wanders: often}\n"
    "objects:\n"
    "  cup: {name: a cup, line: A cup., keys: [], text: t, kind: vessel, wear: nose}\n"
    "  box: {name: a box, line: A box., keys: [box], text: t, kind: container, key: nokey}\n"    /* 10 */
    "  pin: {name: a pin, line: A pin., keys: [pin], text: t, kind: thing, state: open, capacity: 3}\n"
    "resets:\n"
    "  - {carries: pin}\n"
    "  - {mobile: dog, room: 1}\n"
    "  - {wears: pin}\n"                                           /* 15 */
    "  - {inside: pin}\n"
    "  - {object: pin, room: 2}\n"
    "  - {inside: pin, room: 1}\n"
    "  - {object: pin}\n"
    "  - {object: pin, mobile: cat, room: 1}\n"                    /* 20 */
    "  - {count: 0}\n"
    "  - pin\n"
    "  - {object: no.such.key, room: 1, colour: red}\n";

/* A keyword nobody can have read is none. */
static void extras_of_what_is_not_named(void **state)
{
    (void)state;
    struct folder folder;
    folder_begin(&folder);
    folder_put(&folder, "extras.yaml",
        "area: Extras\n"
        "levels: 1-9\n"
        "rooms:\n"
        "  1: {name: x, terrain: city, text: t, exits: {up: {to: 1, text: Stairs., extras: [{keys: [rope], text: New.}]}}}\n"
        "mobiles:\n"
        "  rat: {name: a rat, line: A rat., keys: [rat], text: Grey., level: 1, extras: [{keys: [grey, tail], text: Long.}]}\n"
        "objects:\n"
        "  cup: {name: a cup, line: A cup., keys: [cup], text: Tin., kind: thing, extras: [{keys: [handle], text: Bent.}, [a]]}\n");
    expect_said(&folder,
        "extras.yaml:4:92: keys: 'rope' is not in the way's text, nor in that of another extra\n"
        "extras.yaml:6:95: keys: 'tail' is not in the mobile's text, nor in that of another extra\n"
        "extras.yaml:8:114: an extra is written as `key: value` pairs\n"
        "extras.yaml:8:91: keys: 'handle' is not in the object's text, nor in that of another extra\n"
        "(folder): no area opened\n");
    folder_end(&folder);
}

static void every_mistake_of_things(void **state)
{
    (void)state;
    struct folder folder;
    folder_begin(&folder);
    folder_put(&folder, "things.yaml", broken_things);
    expect_said(&folder,
        "things.yaml:6:3: mobiles: a key is made of a to z, 0 to 9 and _, not 'Rat'\n"
        "things.yaml:7:43: keys: 'a cat' is more than one word\n"
        "things.yaml:7:67: level: 0 is less than 1\n"
        "things.yaml:7:79: wanders: 'often' is neither yes nor no\n"
        "things.yaml:9:42: keys: the list is empty\n"
        "things.yaml:9:61: kind: 'vessel' is not known\n"
        "things.yaml:9:75: wear: 'nose' is not known\n"
        "things.yaml:10:3: a container needs 'capacity'\n"
        "things.yaml:10:75: key: this container has no state, so nothing to unlock\n"
        "things.yaml:11:84: capacity: only containers have one\n"
        "things.yaml:11:71: state: only containers have one\n"
        "things.yaml:13:5: carries: there is no mobile before it\n"
        "things.yaml:14:14: mobile: there is no mobile 'things.dog'\n"
        "things.yaml:15:13: wears: things.pin is nothing to wear\n"
        "things.yaml:16:5: inside: there is no object before it\n"
        "things.yaml:17:25: room: there is no room 2 in this area\n"
        "things.yaml:18:19: room: 'inside' goes where the one before it went\n"
        "things.yaml:18:5: inside: things.pin is no container\n"
        "things.yaml:19:5: a reset of 'object' needs 'room'\n"
        "things.yaml:20:5: a reset names exactly one of mobile, object, inside, carries and wears\n"
        "things.yaml:21:13: count: 0 is less than 1\n"
        "things.yaml:21:5: a reset names exactly one of mobile, object, inside, carries and wears\n"
        "things.yaml:22:5: a reset is written as `key: value` pairs\n"
        "things.yaml:23:14: object: 'no.such.key' is neither `key` nor `area.key`\n"
        "things.yaml:23:36: a reset has no 'colour'\n"
        "things.yaml:10:80: key: there is no object 'things.nokey'\n"
        "(folder): no area opened\n");
    folder_end(&folder);
}

/* What is worn where, what is shot, and what belongs to a set: the tables of the game know of those. */
static const char broken_gear[] =
    "area: Gear\nlevels: 1-9\n"
    "rooms:\n  1: {name: x, terrain: city, text: t}\n"
    "objects:\n"
    "  ring: {name: a ring, line: l., keys: [ring], text: t, kind: armor, wear: second finger, family: jewel}\n"
    "  dart: {name: a dart, line: l., keys: [dart], text: t, kind: ammunition}\n"
    "  bolt: {name: a bolt, line: l., keys: [bolt], text: t, kind: ammunition, family: cloth}\n"
    "  hat: {name: a hat, line: l., keys: [hat], text: t, kind: armor, wear: head, family: arrow}\n"
    "  bow: {name: a bow, line: l., keys: [bow], text: t, kind: weapon, wear: wield, family: arrow}\n"
    "  belt: {name: a belt, line: l., keys: [belt], text: t, kind: armor, wear: waist, set: tinner's gear}\n"
    "  cap: {name: a cap, line: l., keys: [cap], text: t, kind: armor, wear: head, set: giants' gear}\n"
    "mobiles:\n"
    "  smith: {name: s, line: l., keys: [s], text: t, level: 1, shop: {repairs: [food, weapon]}}\n";

static void every_mistake_of_gear(void **state)
{
    (void)state;
    struct folder folder;
    folder_begin(&folder);
    folder_put(&folder, "gear.yaml", broken_gear);
    expect_said(&folder,
        "gear.yaml:6:76: wear: 'second finger' is where a second one goes; a thing is made for 'finger'\n"
        "gear.yaml:7:3: ammunition needs 'family'\n"
        "gear.yaml:8:83: family: 'cloth' is none of ammunition\n"
        "gear.yaml:9:87: family: 'arrow' is one of ammunition\n"
        "gear.yaml:10:89: family: 'arrow' is none of weapons\n"
        "gear.yaml:11:88: set: 'tinner's gear' has no piece that is worn there\n"
        "gear.yaml:12:84: set: the rules know none called 'giants' gear'\n"
        "gear.yaml:14:76: repairs: a food does not wear out\n"
        "(folder): no area opened\n");
    folder_end(&folder);
}

static const char good_gear[] =
    "area: Gear\nlevels: 1-9\n"
    "rooms:\n  1: {name: x, terrain: city, text: t}\n"
    "objects:\n"
    "  arrow: {name: arrows, line: l., keys: [arrow], text: t, kind: ammunition, family: arrow}\n"
    "  hat: {name: a hat, line: l., keys: [hat], text: t, kind: armor, wear: head, family: leather, set: tinner's gear}\n"
    "mobiles:\n"
    "  smith: {name: s, line: l., keys: [s], text: t, level: 1, shop: {repairs: [weapon, armor]}}\n"
    "  sage: {name: s, line: l., keys: [s], text: t, level: 1, shop: {identifies: yes}}\n";

static void what_gear_becomes(void **state)
{
    (void)state;
    struct folder folder;
    folder_begin(&folder);
    folder_put(&folder, "gear.yaml", good_gear);
    expect_said(&folder, "");
    proto_id arrow, hat, smith, sage;
    const struct world *world = folder.world;
    assert_true(world_object(world, "gear.arrow", &arrow) && world_object(world, "gear.hat", &hat));
    assert_true(world_mobile(world, "gear.smith", &smith) && world_mobile(world, "gear.sage", &sage));
    const struct gear_rules *gear = tables()->gear;
    const struct object_proto *arrows = &world->objects[arrow.number];
    assert_int_equal(arrows->durability, gear->families[gear_family(tables(), "arrow")].count);
    assert_true(arrows->damage > 0 && arrows->give_count == 0);
    assert_string_equal(gear->sets[world->objects[hat.number].set - 1].key, "tinner's gear");
    assert_int_equal(world->mobiles[smith.number].shop->repairs, 1u << ITEM_WEAPON | 1u << ITEM_ARMOR);
    assert_true(world->mobiles[sage.number].shop->identifies && !world->mobiles[smith.number].shop->identifies);
    folder_end(&folder);
}

#define SMALL(number, exits) \
    "area: Small\nlevels: 1-9\nrooms:\n  " number ": {name: x, terrain: city, text: t, exits: {" exits "}}\n"

/* Only the broken areas stay closed; of the others only what led there is left out. */
static void between_files(void **state)
{
    (void)state;
    struct folder folder;
    folder_begin(&folder);
    folder_put(&folder, "a_broken.yaml",
               "area: A\nlevels: 1\nrooms:\n  100: {name: x, terrain: city, text: t, exits: {up: 999}}\n");
    folder_put(&folder, "b_good.yaml",
               SMALL("1", "north: 100, south: 200, east: 999, west: 1, up: {to: 300, door: d, key: castle.k}")
               "resets:\n  - {mobile: a_broken.dog, room: 1}\n  - {carries: castle.cap}\n  - {object: castle.no, room: 1}\n"
               "  - {inside: castle.cap}\n  - {object: castle.cap, room: 1}\n  - {mobile: castle.steward, room: 1}\n"
               "  - {wears: castle.iron_key}\n  - {carries: castle.cap}\n");
    folder_put(&folder, "c_good.yaml", SMALL("200", "north: 300, south: 1"));
    folder_put(&folder, "castle.yaml", castle);
    folder_put(&folder, "d_syntax.yaml", "area: D\n  levels: 1-2\n");
    folder_put(&folder, "e_double.yaml", SMALL("1", "up: 300") "  300: {name: x, terrain: city, text: t}\n");
    folder_put(&folder, "f Bad.yaml", SMALL("400", ""));
    folder_put(&folder, "g_empty.yaml", "");
    expect_said(&folder,
        "a_broken.yaml:2:9: levels: '1' is not written as 1-100\n"
        "a_broken.yaml:4:54: there is no room 999; this exit is left out\n"
        "b_good.yaml:4:55: room 100 is in a_broken.yaml, which stays closed; this exit is left out\n"
        "b_good.yaml:4:78: there is no room 999; this exit is left out\n"
        "b_good.yaml:4:120: there is no 'castle.k'; nothing unlocks this\n"
        "b_good.yaml:4:101: room 300 is in e_double.yaml, which stays closed; this exit is left out\n"
        "b_good.yaml:6:14: there is no 'a_broken.dog'; this reset is left out\n"
        "b_good.yaml:8:14: there is no 'castle.no'; this reset is left out\n"
        "b_good.yaml:12:13: 'castle.iron_key' is nothing to wear; this reset is left out\n"
        "c_good.yaml:4:57: room 300 is in e_double.yaml, which stays closed; this exit is left out\n"
        "castle.yaml:20:14: there is no room 10; this exit is left out\n"
        "d_syntax.yaml:2:9: mapping values are not allowed in this context\n"
        "e_double.yaml:4:3: room 1 is already in b_good.yaml\n"
        "f Bad.yaml: an area file's name is made of a to z and _\n"
        "g_empty.yaml: is empty\n");
    assert_int_equal(folder.world->area_count, 3);
    const struct area *good = world_area_named(folder.world, "b_good");
    assert_int_equal(good->zone.number, 1);
    assert_int_equal(world_area_named(folder.world, "castle")->zone.number, 3);
    assert_int_equal(good->rooms[0].exits[SOUTH].zone.number, 2);
    assert_int_equal(good->rooms[0].exits[WEST].zone.number, 1);
    assert_int_equal(good->rooms[0].exits[NORTH].to.number, 0);
    assert_int_equal(good->rooms[0].exits[UP].door, DOOR_NONE);
    assert_int_equal(good->reset_count, 3);      /* a cap on the floor, the steward, and what he carries */
    assert_int_equal(good->resets[0].kind, RESET_OBJECT);
    assert_int_equal(good->resets[2].kind, RESET_CARRIED);
    assert_int_equal(world_zone_of(folder.world, (room_id){300}).number, 0);
    folder_end(&folder);
}

static void a_missing_key_leaves_the_door(void **state)
{
    (void)state;
    struct folder folder;
    folder_begin(&folder);
    folder_put(&folder, "a.yaml", SMALL("1", "up: {to: 1, door: lid, state: locked, key: nowhere.k}"));
    expect_said(&folder, "a.yaml:4:91: there is no 'nowhere.k'; nothing unlocks this\n");
    const struct exit_proto *up = &world_area_named(folder.world, "a")->rooms[0].exits[UP];
    assert_int_equal(up->door, DOOR_LOCKED);
    assert_null(up->key);
    folder_end(&folder);
}

static void no_folder_and_no_areas(void **state)
{
    (void)state;
    struct folder folder;
    folder_begin(&folder);
    expect_said(&folder, "(folder): no area opened\n");
    assert_null(folder.world);
    folder_end(&folder);
    expect_said(&folder, "(folder): No such file or directory\n");
    assert_null(folder.world);
    unload(&folder);
}

/* The same folder gives the same world and the same words, whichever thread was first. */
static void many_files_always_the_same(void **state)
{
    (void)state;
    struct folder folder;
    folder_begin(&folder);
    for (unsigned n = 0; n < 26; n++) {
        char name[] = "x_.yaml", *content = NULL;
        name[1] = (char)('a' + n);
        assert_true(asprintf(&content, SMALL("%u", "north: %u, up: {to: %u, door: d}"), n + 1, n + 2, 500 - n) > 0);
        folder_put(&folder, name, content);
        free(content);
    }
    load(&folder);
    char *first = strdup(folder.said);
    assert_int_equal(folder.count, 27);          /* every `up`, and the last `north` */
    for (unsigned round = 0; round < 20; round++) {
        load(&folder);
        assert_string_equal(folder.said, first);
        for (unsigned n = 0; n < 26; n++)
            assert_int_equal(world_zone_of(folder.world, (room_id){n + 1}).number, n + 1);
    }
    free(first);
    folder_end(&folder);
}

/* Cut at every byte, and with every byte spoilt: whatever it says, it says, and the good area opens. */
static void load_any(struct folder *folder, const char *name, const char *text, size_t length)
{
    folder_write(folder, name, text, length);
    load(folder);
    assert_non_null(folder->world);
    assert_int_equal(folder->count, lines_of(folder->said));
}

static void cut_file(const char *name, const char *text, size_t size)
{
    struct folder folder;
    folder_begin(&folder);
    folder_put(&folder, "bridge.yaml", bridge);
    for (size_t length = 0; length < size; length++) {
        load_any(&folder, name, text, length);
        assert_true(folder.world->area_count == 2 || folder.count > 0);
    }
    folder_end(&folder);
}

static void cut_anywhere(void **state)
{
    (void)state;
    cut_file("castle.yaml", castle, sizeof castle);
    cut_file("watch.yaml", watched, sizeof watched);
}

static void spoil_file(const char *name, const char *text, size_t size)
{
    static const char spoils[] = { '[', ':', '\n', '&', '\xff', '9', ' ' };
    struct folder folder;
    folder_begin(&folder);
    folder_put(&folder, "bridge.yaml", bridge);
    char *spoilt = malloc(size);
    for (size_t at = 0; at + 1 < size; at++) {
        memcpy(spoilt, text, size);
        spoilt[at] = spoils[at % sizeof spoils];
        load_any(&folder, name, spoilt, size - 1);
    }
    free(spoilt);
    folder_end(&folder);
}

static void spoilt_anywhere(void **state)
{
    (void)state;
    spoil_file("castle.yaml", castle, sizeof castle);
    spoil_file("watch.yaml", watched, sizeof watched);
}

static void bombs_and_depth(void **state)
{
    (void)state;
    struct folder folder;
    folder_begin(&folder);
    folder_put(&folder, "bridge.yaml", bridge);
    enum { DEEP = 200000 };
    char *deep = malloc(DEEP);
    memset(deep, '[', DEEP);
    folder_write(&folder, "deep.yaml", deep, DEEP);
    free(deep);
    folder_put(&folder, "bomb.yaml", "area: &a [x, x, x]\nlevels: &b [*a, *a, *a]\nrooms: {1: [*b, *b, *b]}\n");
    load(&folder);
    assert_int_equal(folder.world->area_count, 1);
    assert_non_null(strstr(folder.said, "deep.yaml:1:17: nested more than 16 deep\n"));
    assert_non_null(strstr(folder.said, "bomb.yaml:1:7: anchors (&a) are not used here\n"));
    assert_non_null(strstr(folder.said, "bomb.yaml:3:13: aliases (*b) are not used here\n"));
    folder_end(&folder);
}

/* ---- shops ---- */

static const char market[] =
    "area: The Market\n"
    "levels: 1-5\n"
    "rooms:\n"
    "  1: {name: A Stall, terrain: city, text: Awnings., flags: [bank, shop, inn, stables, post]}\n"
    "mobiles:\n"                                                  /* 5 */
    "  baker: {name: a baker, line: A baker., keys: [baker], text: t, level: 1,\n"
    "    shop: {sells: [bun, castle.candle, castle.none, bun_of_rye], buys: [food, drink], asks: 150, pays: 30, opens: 22, closes: 4}}\n"
    "  idler: {name: an idler, line: An idler., keys: [idler], text: t, level: 1, shop: {buys: [thing]}}\n"
    "  child: {name: a child, line: A child., keys: [child], text: t, level: 1}\n"
    "objects:\n"                                                  /* 10 */
    "  bun: {name: a bun, line: A bun., keys: [bun], text: t, kind: food}\n"
    "  bun_of_rye: {name: a rye bun, line: A bun., keys: [bun], text: t, kind: food}\n";

static const char candles[] =
    "area: The Castle\n"
    "levels: 5-20\n"
    "rooms: {20: {name: The Hall, terrain: inside, text: Banners.}}\n"
    "objects:\n"
    "  candle: {name: a candle, line: A candle., keys: [candle], text: t, kind: light}\n";

static void shops(void **state)
{
    (void)state;
    struct folder folder;
    folder_begin(&folder);
    folder_put(&folder, "market.yaml", market);
    folder_put(&folder, "castle.yaml", candles);
    expect_said(&folder, "market.yaml:7:40: there is no 'castle.none'; it is not sold\n");
    const struct world *world = folder.world;
    const struct room_proto *stall = area_room(world_area_named(world, "market"), (room_id){1});
    assert_true(stall->bank && stall->shop && stall->inn && stall->stables && stall->post);
    assert_false(stall->dark || stall->peaceful);
    proto_id proto;
    assert_true(world_mobile(world, "market.baker", &proto));
    const struct shop_proto *shop = world->mobiles[proto.number].shop;
    static const char *const sold[] = { "market.bun", "castle.candle", "market.bun_of_rye" };
    assert_int_equal(shop->sell_count, 3);
    for (unsigned at = 0; at < 3; at++)
        assert_string_equal(world->objects[shop->sells[at].number].key, sold[at]);
    assert_int_equal(shop->buys, 1u << ITEM_FOOD | 1u << ITEM_DRINK);
    assert_int_equal(shop->asks, 150);
    assert_int_equal(shop->pays, 30);
    assert_int_equal(shop->opens, 22);
    assert_int_equal(shop->closes, 4);
    assert_true(world_mobile(world, "market.idler", &proto));
    shop = world->mobiles[proto.number].shop;
    assert_int_equal(shop->sell_count, 0);
    assert_int_equal(shop->asks, 120);
    assert_int_equal(shop->pays, 40);
    assert_int_equal(shop->opens, 0);
    assert_int_equal(shop->closes, 24);
    assert_true(world_mobile(world, "market.child", &proto));
    assert_null(world->mobiles[proto.number].shop);
    folder_end(&folder);
}

static const char broken_shops[] =
    "area: The Market\n"
    "levels: 1-5\n"
    "rooms: {1: {name: A Stall, terrain: city, text: Awnings., flags: [shops]}}\n"
    "mobiles:\n"
    "  a: {name: a, line: A., keys: [a], text: t, level: 1, shop: {sells: [nothing, bun, bun, no key], buys: [fodder]}}\n"   /* 5 */
    "  b: {name: b, line: B., keys: [b], text: t, level: 1, shop: {sells: [bun], asks: 99, pays: 101, opens: 25, closes: x}}\n"
    "  c: {name: c, line: C., keys: [c], text: t, level: 1, shop: {sells: [bun], opens: 7, closes: 7}}\n"
    "  d: {name: d, line: D., keys: [d], text: t, level: 1, shop: {opens: 7}}\n"
    "  e: {name: e, line: E., keys: [e], text: t, level: 1, shop: [bun]}\n"
    "  f: {name: f, line: F., keys: [f], text: t, level: 1, shop: {sells: bun, price: 3}}\n"                                 /* 10 */
    "objects:\n"
    "  bun: {name: a bun, line: A bun., keys: [bun], text: t, kind: food}\n";

static void every_mistake_of_shops(void **state)
{
    (void)state;
    struct folder folder;
    folder_begin(&folder);
    folder_put(&folder, "market.yaml", broken_shops);
    expect_said(&folder,
        "market.yaml:3:67: flags: 'shops' is not known\n"
        "market.yaml:5:85: sells: 'market.bun' stands there twice\n"
        "market.yaml:5:90: sells: 'no key' is neither `key` nor `area.key`\n"
        "market.yaml:5:106: buys: 'fodder' is not known\n"
        "market.yaml:6:83: asks: 99 is less than 100\n"
        "market.yaml:6:93: pays: 101 is more than 100\n"
        "market.yaml:6:105: opens: 25 is more than 24\n"
        "market.yaml:6:117: closes: 'x' is not a number\n"
        "market.yaml:7:62: shop: it opens and closes at the same hour\n"
        "market.yaml:8:62: shop: it neither sells nor buys anything\n"
        "market.yaml:9:62: a shop is written as `key: value` pairs\n"
        "market.yaml:10:70: sells: must be a list of at most 100\n"
        "market.yaml:10:75: a shop has no 'price'\n"
        "market.yaml:5:71: sells: there is no object 'market.nothing'\n"
        "(folder): no area opened\n");
    folder_end(&folder);
}

static void names_of_files(void **state)
{
    (void)state;
    struct folder folder;
    folder_begin(&folder);
    folder_put(&folder, "abcdefghijklmnopqrstuvwxyzabcde.yaml", candles);
    expect_said(&folder, "");
    folder_end(&folder);
    folder_begin(&folder);
    folder_put(&folder, "abcdefghijklmnopqrstuvwxyzabcdef.yaml", candles);
    load(&folder);
    assert_non_null(strstr(folder.said, "has at most 31 letters"));
    folder_end(&folder);
}

/* The whole key counts, not how it begins. */
static void barred_areas_stay_closed(void **state)
{
    (void)state;
    static const char *const barred[] = { "castle", "bridg", "bridges", NULL };
    struct folder folder;
    folder_begin(&folder);
    folder_put(&folder, "castle.yaml", castle);
    folder_put(&folder, "bridge.yaml", bridge);
    load_barring(&folder, barred);
    assert_int_equal(folder.world->area_count, 1);
    assert_non_null(world_area_named(folder.world, "bridge"));
    load(&folder);
    assert_int_equal(folder.world->area_count, 2);
    folder_end(&folder);
}

/* -- the game's own areas ---------------------------------------------------------------------------- */

static void read_all(const char *path, char *text, size_t size)
{
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    size_t length = fread(text, 1, size - 1, file);
    assert_true(length < size - 1);
    text[length] = '\0';
    fclose(file);
}

/* A line of the scenario that stands in one room, walks, and reads the name of the other. */
static void assert_walked(const char *scenario, const struct room_proto *from, unsigned way, const struct room_proto *to)
{
    char steps[300];
    snprintf(steps, sizeof steps, "kim<    %s [\nkim>    %s\nkim<    %s [\n", from->name, direction_names[way], to->name);
    if (strstr(scenario, steps) == NULL)
        fail_msg("every_border.mud does not walk %s from %u, %s, to %s", direction_names[way], from->id.number, from->name,
                 to->name);
}

static void every_border_is_walked(void **state)
{
    (void)state;
    static char scenario[100000];
    read_all("tests/scenarios/every_border.mud", scenario, sizeof scenario);
    FILE *mistakes = tmpfile();
    unsigned count = 0, borders = 0;
    struct world *world = world_load("zones/areas", tables(), NULL, mistakes, &count);
    for (unsigned zone = 1; zone <= world->area_count; zone++) {
        const struct area *area = world_area(world, (zone_id){zone});
        for (unsigned at = 0; at < area->room_count; at++)
            for (unsigned way = 0; way < DIRECTIONS; way++) {
                const struct exit_proto *exit = &area->rooms[at].exits[way];
                if (room_same(exit->to, NO_ROOM) || exit->zone.number == zone)
                    continue;
                assert_walked(scenario, &area->rooms[at], way, area_room(world_area(world, exit->zone), exit->to));
                borders++;
            }
    }
    assert_true(borders > 0);
    world_free(&world);
    fclose(mistakes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_area),
        cmocka_unit_test(a_good_room),
        cmocka_unit_test(good_prototypes_and_resets),
        cmocka_unit_test(looking_up),
        cmocka_unit_test(a_board_stands_in_one_room),
        cmocka_unit_test(keys_of_boards),
        cmocka_unit_test(hours_and_weather),
        cmocka_unit_test(every_mistake_of_hours),
        cmocka_unit_test(words),
        cmocka_unit_test(every_mistake_of_rooms),
        cmocka_unit_test(extras_of_what_is_not_named),
        cmocka_unit_test(every_mistake_of_things),
        cmocka_unit_test(every_mistake_of_gear),
        cmocka_unit_test(what_gear_becomes),
        cmocka_unit_test(between_files),
        cmocka_unit_test(a_missing_key_leaves_the_door),
        cmocka_unit_test(no_folder_and_no_areas),
        cmocka_unit_test(many_files_always_the_same),
        cmocka_unit_test(cut_anywhere),
        cmocka_unit_test(spoilt_anywhere),
        cmocka_unit_test(bombs_and_depth),
        cmocka_unit_test(shops),
        cmocka_unit_test(every_mistake_of_shops),
        cmocka_unit_test(names_of_files),
        cmocka_unit_test(barred_areas_stay_closed),
        cmocka_unit_test(every_border_is_walked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
