/* tests/zones/world/test_toggles.c -- whose word counts, and what is kept: of toggles, colours and the prompt. */
#include "tests/zones/town.h"

#include "core/slot.h"

static struct town town;

PLAYS_ALL int begin(void **state)
{
    (void)state;
    town_begin(&town);
    town_open(&town);
    town_enters(&town, ADA, TEMPLE);
    return 0;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    town_close(&town);
    return 0;
}

#define SAYS(line, answer) town_says(&town, ADA, line, answer)
#define WISHES() (town.seats[ADA].slot.wishes)
#define PROMPT(words) assert_string_equal(town.seats[ADA].prompt, "\001n\001p" words " > \001n")

PLAYS_ALL struct toggles *toggles(void)
{
    return &town_person(&town, ADA)->player->toggles;
}

static void test_whose_word_counts(void **state)
{
    (void)state;
    struct toggles mine = {0};
    assert_false(toggle_is(&mine, TOGGLE_SCREENREADER));
    assert_false(toggle_is(&mine, TOGGLE_BRIEF));
    assert_true(toggle_is(&mine, TOGGLE_CHANNELCONFIRM));
    mine.reader = true;                                      /* the client */
    assert_true(toggle_is(&mine, TOGGLE_SCREENREADER));
    assert_true(toggle_is(&mine, TOGGLE_BRIEF));
    assert_true(toggle_is(&mine, TOGGLE_BRIEFCOMBAT));
    assert_true(toggle_is(&mine, TOGGLE_MELEE));
    assert_false(toggle_is(&mine, TOGGLE_CHANNELCONFIRM));
    assert_int_equal(toggles_wishes(&mine), WISH_SCREEN_READER);
    toggle_set(&mine, TOGGLE_BRIEF, false);
    assert_false(toggle_is(&mine, TOGGLE_BRIEF));
    toggle_set(&mine, TOGGLE_SCREENREADER, false);           /* his own word comes first */
    assert_false(toggle_is(&mine, TOGGLE_SCREENREADER));
    assert_int_equal(toggles_wishes(&mine), WISH_SETTLED);
    mine.reader = false;
    toggle_set(&mine, TOGGLE_SCREENREADER, true);
    mine.paint = PAINT_256;
    toggle_set(&mine, TOGGLE_SOUND, true);
    assert_int_equal(toggles_wishes(&mine), WISH_SETTLED | WISH_SCREEN_READER | WISH_SOUND | 3 << WISH_COLOURS_SHIFT);
}

static void test_finding(void **state)
{
    (void)state;
    assert_int_equal(toggle_find("brief"), TOGGLE_BRIEF);
    assert_int_equal(toggle_find("BriefC"), TOGGLE_BRIEFCOMBAT);
    assert_int_equal(toggle_find("so"), TOGGLE_SOUND);
    assert_int_equal(toggle_find(""), TOGGLE_COUNT);
    assert_int_equal(toggle_find("soundless"), TOGGLE_COUNT);
}

/* As bytes and back; what cannot be is refused. */
static void test_bytes(void **state)
{
    (void)state;
    struct toggles one = { .paint = PAINT_TRUE, .prompt = "%h of %H" }, two = {0};
    toggle_set(&one, TOGGLE_SOUND, true);
    toggle_set(&one, TOGGLE_MELEE, false);
    one.set |= 1u << 31;                                     /* of a later version */
    struct bytes_writer writer = {0};
    toggles_put(&writer, &one);
    struct bytes_reader reader = bytes_read(writer.bytes, writer.length);
    toggles_take(&reader, &two);
    assert_false(reader.failed);
    assert_int_equal(bytes_left(&reader), 0);
    assert_memory_equal(&one, &two, sizeof one);
    const struct toggles wrong[] = { { .on = 1 }, { .paint = PAINT_COUNT }, { .prompt = "a < b" }, { .prompt = "%q" } };
    for (unsigned at = 0; at < sizeof wrong / sizeof wrong[0]; at++) {
        bytes_clear(&writer);
        toggles_put(&writer, &wrong[at]);
        reader = bytes_read(writer.bytes, writer.length);
        toggles_take(&reader, &two);
        assert_true(reader.failed);
    }
    bytes_free(&writer);
}

/* Her record as versions 1 and 2 wrote it: "brief" stood where nothing stands now. */
PLAYS_ALL void test_older_records(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA);
    struct bytes_writer writer = {0}, tail = {0};
    struct parcel parcel;
    toggle_set(toggles(), TOGGLE_COMPASS, true);
    toggles_put(&tail, toggles());
    character_pack(ada, &writer, &parcel);
    uint8_t *body = (uint8_t *)(uintptr_t)parcel.part[PART_BODY];
    struct bytes_reader reader = bytes_read(body, parcel.length[PART_BODY]);
    char name[NAME_SIZE];
    take_u8(&reader);
    take_entity(&reader);
    take_string(&reader, name, sizeof name);
    take_string(&reader, name, sizeof name);
    take_u32(&reader);
    take_u8(&reader);
    for (unsigned brief = 0; brief < 2; brief++) {
        body[0] = 2;
        body[reader.at] = (uint8_t)brief;
        struct parcel older = parcel;
        older.length[PART_BODY] -= (uint32_t)tail.length;
        struct character *copy = character_unpack(town.zones[LAND_TWO], &older);
        assert_non_null(copy);
        assert_int_equal(toggle_is(&copy->player->toggles, TOGGLE_BRIEF), brief);
        assert_false(toggle_is(&copy->player->toggles, TOGGLE_COMPASS));
        character_free(&copy);
        body[0] = 3;
        copy = character_unpack(town.zones[LAND_TWO], &parcel);
        assert_true(toggle_is(&copy->player->toggles, TOGGLE_COMPASS));
        assert_false(toggle_is(&copy->player->toggles, TOGGLE_BRIEF));
        character_free(&copy);
    }
    bytes_free(&writer);
    bytes_free(&tail);
}

/* What a client said is part of the state, though of no record. */
PLAYS_ALL void copy_keeps_the_reader(unsigned number)
{
    struct bytes_writer writer = {0};
    zone_encode(town.zones[number], &writer);
    struct zone *copy = zone_new(&town.setting, (zone_id){number});
    struct bytes_reader reader = bytes_read(writer.bytes, writer.length);
    assert_true(zone_decode(copy, &reader));
    assert_true(land_character(copy, town.seats[ADA].who)->player->toggles.reader);
    zone_free(&copy);
    bytes_free(&writer);
}

/* Over a border, as a land's bytes, and to another connection. */
PLAYS_ALL void test_travelling(void **state)
{
    (void)state;
    toggle_set(toggles(), TOGGLE_SOUND, true);
    toggles()->paint = PAINT_OFF;
    snprintf(toggles()->prompt, sizeof toggles()->prompt, "%s", "%h");
    town.seats[ADA].slot.reader = true;
    town_types(&town, ADA, "save");
    town_copy_check(&town, LAND_ONE);
    copy_keeps_the_reader(LAND_ONE);
    town_types(&town, ADA, "south");
    assert_int_equal(town_room_of(&town, ADA), CELL);
    assert_true(toggle_is(toggles(), TOGGLE_SOUND));
    assert_true(toggle_is(toggles(), TOGGLE_SCREENREADER));
    assert_int_equal(WISHES(), WISH_SCREEN_READER | WISH_SOUND | 1 << WISH_COLOURS_SHIFT);
    PROMPT("100");
    town.seats[ADA].slot.reader = false;                     /* said once is said */
    town_types(&town, ADA, "score");
    assert_true(toggle_is(toggles(), TOGGLE_SCREENREADER));
    struct message *takeover = town_mail(&town, MSG_TAKEOVER, ADA, LAND_TWO);
    slot_begin(&town.seats[ADA].slot, session_make(1, 9, 1));
    takeover->takeover.session = town.seats[ADA].slot.session;
    takeover->takeover.generation = 2;
    takeover->takeover.slot = &town.seats[ADA].slot;
    town.seats[ADA].waiting = true;
    town_run(&town);
    assert_int_equal(WISHES(), WISH_SOUND | 1 << WISH_COLOURS_SHIFT);   /* another client, which said nothing */
    PROMPT("< Ada | 100");
}

PLAYS_ALL void test_prompts(void **state)
{
    (void)state;
    SAYS("stand", "You are standing already.\n");
    PROMPT("< Ada | 100h 100m 120s");
    SAYS("prompt %h/%H %m/%M %s/%S, level %l, 100%%", "You have another prompt now.\n");
    PROMPT("< Ada | 100/100 100/100 120/120, level 1, 100%");
    town_types(&town, ADA, "sit");
    PROMPT("< Ada | 100/100 100/100 120/120, level 1, 100% Sitting");
    town_reads(&town, ADA);
    SAYS("prompt a > b", "The signs < and > stand around the prompt and cannot stand in it.\n");
    SAYS("prompt %q", "A % in a prompt needs one of its letters behind it, or a second %.\n");
    SAYS("prompt 100%", "A % in a prompt needs one of its letters behind it, or a second %.\n");
    SAYS("prompt 1234567890123456789012345678901234567890123456789012345678901", "That prompt is too long.\n");
    PROMPT("< Ada | 100/100 100/100 120/120, level 1, 100% Sitting");
    town_person(&town, ADA)->player->growth.experience = level_price(town_person(&town, ADA)) - 7;
    SAYS("prompt %x missing, %c coins %o", "You have another prompt now.\n");
    PROMPT("< Ada | 7 missing, 0 coins  Sitting");
    town_person(&town, ADA)->player->growth.experience += 10;
    town_types(&town, ADA, "kill guard");
    town_types(&town, ADA, "stand");
    town_types(&town, ADA, "kill guard");
    PROMPT("< Ada | 0 missing, 0 coins unhurt");
    town_person(&town, ADA)->opponent = NULL;
    town_types(&town, ADA, "sit");
    town_reads(&town, ADA);
    SAYS("prompt default", "You have the usual prompt again.\n");
    PROMPT("< Ada | 100h 100m 120s Sitting");
    toggle_set(toggles(), TOGGLE_SCREENREADER, true);
    town_types(&town, ADA, "stand");
    PROMPT("100h 100m 120s");
}

PLAYS_ALL void prompt_is(struct character *who, const char *expected)
{
    struct text *prompt = character_prompt(who);
    assert_string_equal(text_bytes(prompt), expected);
    text_unref(&prompt);
}

/* The usual one is put together only when something in it is new. */
PLAYS_ALL void test_usual_prompts(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA);
    town_types(&town, ADA, "score");
    PROMPT("< Ada | 100h 100m 120s");
    town_types(&town, ADA, "score");
    PROMPT("< Ada | 100h 100m 120s");
    for (unsigned pool = 0; pool < POOLS; pool++) {
        static const char *const prompts[POOLS] = { "\001n\001p< Ada | 93h 100m 120s > \001n",
            "\001n\001p< Ada | 100h 93m 120s > \001n", "\001n\001p< Ada | 100h 100m 113s > \001n" };
        pool_add(ada, (enum pool_kind)pool, -7);
        town_types(&town, ADA, "score");
        assert_string_equal(town.seats[ADA].prompt, prompts[pool]);
        pool_add(ada, (enum pool_kind)pool, 7);
        town_types(&town, ADA, "score");
        PROMPT("< Ada | 100h 100m 120s");
    }
    town_types(&town, ADA, "sit");
    PROMPT("< Ada | 100h 100m 120s Sitting");
    toggle_set(toggles(), TOGGLE_SCREENREADER, true);
    town_types(&town, ADA, "score");
    PROMPT("100h 100m 120s Sitting");
    toggle_set(toggles(), TOGGLE_SCREENREADER, false);
    town_types(&town, ADA, "stand");
    PROMPT("< Ada | 100h 100m 120s");
    town_types(&town, ADA, "prompt %h");
    PROMPT("< Ada | 100");
    town_types(&town, ADA, "prompt default");
    PROMPT("< Ada | 100h 100m 120s");
    ada->stunned_until = ada->zone->now + 1;
    prompt_is(ada, "\001n\001p< Ada | 100h 100m 120s Stunned > \001n");
    ada->stunned_until = 0;
    prompt_is(ada, "\001n\001p< Ada | 100h 100m 120s > \001n");
}

#define ONE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whose_word_counts),
        cmocka_unit_test(test_finding),
        cmocka_unit_test(test_bytes),
        ONE(test_older_records),
        ONE(test_travelling),
        ONE(test_prompts),
        ONE(test_usual_prompts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
