/* tests/zones/commands/test_aloud.c -- every command, social, channel and help topic, and every text of the areas, as a
 * screen reader's user gets them: what may stand there is in plain.h.
 *
 * The lines typed come from the tables themselves, so a new command is tested without anybody thinking of it.  Each
 * is typed twice in the same town, once by somebody who sees and once by somebody who listens: whatever is seen
 * must be heard, and no colour may say what the words do not. */
#include "tests/zones/town.h"
#include "tests/zones/plain.h"

static struct book *book;
static struct town town;
static struct bytes_writer seen, heard, second; /* what plain_render() fills */
static char complaint[8192];                    /* the first fault of a line, for plants and for people */

/* -- a town with something in it --------------------------------------------------------------------- */

enum { AT_EYES, AT_EARS };

/* Whose default differs between both ways of reading: set, so that what is left to differ is how things are told. */
static void settle(struct toggles *toggles)
{
    toggle_set(toggles, TOGGLE_BRIEF, false);
    toggle_set(toggles, TOGGLE_BRIEFCOMBAT, false);
    toggle_set(toggles, TOGGLE_MELEE, false);
    toggle_set(toggles, TOGGLE_CHANNELCONFIRM, true);
    toggle_set(toggles, TOGGLE_AUTOEXITS, true);
}

PLAYS_ALL void town_peoples(int how)
{
    static const char *const happenings[] = {
        "follow ada", "gossip good evening", "tell ada are you there?", "title of the test", "sit",
    };
    for (unsigned at = ADA; at < SEATS; at++) {
        town_enters(&town, at, at == DAN ? COURT : at == EVE ? HALL : TEMPLE);
        town.seats[at].slot.reader = how == AT_EARS;
        settle(&town_person(&town, at)->player->toggles);
        town_types(&town, at, "stand");
    }
    town_gives(&town, ADA, LAMP);
    town_gives(&town, ADA, SWORD);
    town_gives(&town, ADA, CAP);
    town_types(&town, ADA, "wear cap");
    for (unsigned at = 0; at < sizeof happenings / sizeof happenings[0]; at++)
        town_types(&town, BOB, happenings[at]);
    town_types(&town, ADA, "group bob");
    town_types(&town, ADA, "ignore cid");
    town_types(&town, CID, "sleep");
}

/* The guard has something to ask of everybody: a lamp, and two others. */
static struct quest_step errand_steps[] = {
    { .kind = QUEST_BRING, .proto = {LAMP}, .to = {0}, .count = 3, .says = "How bright.", .journal = "Bring the guard three lamps." },
    { .kind = QUEST_FIND, .room = {HALL}, .count = 1, .journal = "See whether the hall is light." },
};
static struct quest_proto errand = {
    .key = "one.errand", .name = "Three Lamps", .file = "one.yaml", .giver = {0}, .level_min = 1, .level_max = 100,
    .offer = "It is dark here.\nWill you see to it?", .done = "Now I see you.", .steps = errand_steps, .step_count = 2,
    .coins = 10, .experience = 10, .again = true,
};

PLAYS_ALL void town_of(int how)
{
    town_begin(&town);
    town.world.quests = &errand;
    town.areas[0].quests = &errand;
    town.world.quest_count = town.areas[0].quest_count = 1;
    town.setting.book = book;
    snprintf(town.options.game_keepers, sizeof town.options.game_keepers, "ada");
    town_open(&town);
    town_peoples(how);
    for (unsigned at = ADA; at < SEATS; at++)
        town_reads(&town, at);
}

/* -- one line, both ways ------------------------------------------------------------------------------ */

static void complain(const char *line, const char *fault, const char *text)
{
    if (complaint[0] == '\0')
        snprintf(complaint, sizeof complaint, "'%s': %s in:\n%.4000s", line, fault, text);
}

static void check_plain(const char *line, const char *text)
{
    const char *where, *fault = plain_fault(text, &where);
    if (fault != NULL)
        complain(line, fault, where);
}

/* Coloured, with the colours taken out, it is what a client without colours gets. */
static void check_colours(const char *line, const struct bytes_writer *marked)
{
    const char *marks = (const char *)marked->bytes;
    plain_render(&look_coloured, marks, marked->length, &second);
    plain_bleach((char *)second.bytes);
    if (strcmp((const char *)second.bytes, plain_render(&look_colourless, marks, marked->length, &seen)) != 0)
        complain(line, "something is said only with colours", marks);
}

PLAYS_ALL void seat_hears(const char *line, unsigned at)
{
    struct seat *seat = &town.seats[at];
    struct look look = look_aloud;
    look.aloud = (seat->slot.wishes & WISH_SCREEN_READER) != 0;
    if (at == ADA)                      /* the others' prompts are older */
        check_plain(line, plain_render(&look, seat->prompt, strlen(seat->prompt), &second));
    check_plain(line, plain_render(&look, (const char *)seat->marked.bytes, seat->marked.length, &heard));
}

/* Typed by Ada in the town as it is, which everybody then has read.  What she read is left in `seen` or `heard`. */
PLAYS_ALL void typed(const char *line, int how)
{
    town_types(&town, ADA, line);
    if (how == AT_EYES) {
        check_colours(line, &town.seats[ADA].marked);
    } else {
        seat_hears(line, BOB);
        seat_hears(line, ADA);
    }
    for (unsigned at = ADA; at < SEATS; at++)
        town_reads(&town, at);
}

/* What tells of the way of reading itself. */
static bool differs_by_nature(const char *line)
{
    static const char *const lines[] = { "toggle" };
    for (unsigned at = 0; at < sizeof lines / sizeof lines[0]; at++)
        if (strcmp(line, lines[at]) == 0)
            return true;
    return false;
}

static void check_same(const char *line)
{
    char word[64], fault[100];
    if (differs_by_nature(line) || !plain_lost_word((const char *)seen.bytes, (const char *)heard.bytes, word))
        return;
    snprintf(fault, sizeof fault, "'%s' is seen, but not heard,", word);
    complain(line, fault, (const char *)seen.bytes);
}

enum { LINES_MOST = 100 };

/* Would she rather not go on from here? */
PLAYS_ALL bool town_is_spoilt(void)
{
    const struct character *ada = town_person(&town, ADA);
    return town.seats[ADA].closed || ada == NULL || ada->position != STANDING || town_room_of(&town, ADA) != TEMPLE;
}

/* All of them one after the other, once with eyes, once with ears.  anew: in another town where one spoils it. */
PLAYS_ALL void typed_in_a_row(const char *const lines[LINES_MOST], bool anew)
{
    char *seen_then[LINES_MOST] = {0};
    for (int how = AT_EYES; how <= AT_EARS; how++) {
        town_of(how);
        for (unsigned at = 0; at < LINES_MOST && lines[at] != NULL; at++) {
            typed(lines[at], how);
            if (how == AT_EYES) {
                seen_then[at] = memory_string((const char *)seen.bytes);
            } else {
                bytes_clear(&seen);
                put_bytes(&seen, seen_then[at], strlen(seen_then[at]) + 1);
                check_same(lines[at]);
                memory_free(seen_then[at]);
            }
            if (anew && town_is_spoilt()) {
                town_close(&town);
                town_of(how);
            }
        }
        town_close(&town);
    }
}

static void nothing_wrong(void)
{
    if (complaint[0] != '\0')
        fail_msg("%s", complaint);
}

PLAYS_ALL int begin(void **state)
{
    (void)state;
    unsigned mistakes = 0;
    complaint[0] = '\0';
    book = book_load("zones/text", stderr, &mistakes);
    assert_int_equal(mistakes, 0);
    return 0;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    book_free(&book);
    bytes_free(&seen);
    bytes_free(&heard);
    bytes_free(&second);
    return 0;
}

/* -- every command ----------------------------------------------------------------------------------- */

/* Nothing, things, people, ways, numbers, switches, words: with and without what some commands want behind it. */
static const char *const forms[] = {
    "", "guard", "accept errand", "errand", "done", "offers", "lamp", "2.bag", "all", "all.bag", "chest", "statue", "altar", "bob", "self", "drop errand", "nobody", "north", "east",
    "gate",
    "in chest", "sword in bag", "sword from chest", "lamp to bob", "bob good evening", "hello, is anybody there?", "gossip",
    "gossip 5", "gossip off", "look", "topics", "3002", "9999", "2 1", "%h of %H", "default", "compass off", "sound", "auto",
};

PLAYS_ALL void test_commands(void **state)
{
    (void)state;
    enum { FORMS = sizeof forms / sizeof forms[0] };
    for (unsigned row = 0; row < command_count; row++) {
        char words[FORMS][100];
        const char *lines[LINES_MOST] = {0};
        for (unsigned form = 0; form < FORMS; form++) {
            snprintf(words[form], sizeof words[form], "%s%s%s", command_rows[row].name, forms[form][0] == '\0' ? "" : " ",
                     forms[form]);
            lines[form] = words[form];
        }
        typed_in_a_row(lines, true);
    }
    nothing_wrong();
}

PLAYS_ALL void test_scenes(void **state)
{
    (void)state;
    static const char *const lines[LINES_MOST] = {
        "open chest", "get all from chest", "look in chest", "close chest", "put lamp in bag", "get bag", "inventory", "equipment",
        "remove all", "wield sword", "look self", "drop all", "look", "group", "gtell hello", "follow self", "group leave", "tells",
        "reply yes", "quest", "talk guard", "quest accept", "journal", "get lamp", "give lamp to guard", "journal lamps", "score",
        "look guard", "search", "sleep", "look", "wake", "north", "east", "unlock oak", "south", "south", "look", "prompt %h/%H", "rest",
    };
    typed_in_a_row(lines, false);
    nothing_wrong();
}

/* -- every word that is no command ------------------------------------------------------------------- */

PLAYS_ALL void typed_both(const char *format, ...) PRINTF_LIKE(1, 2);
PLAYS_ALL void typed_both(const char *format, ...)
{
    char line[200];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    for (int how = AT_EYES; how <= AT_EARS; how++) {
        for (unsigned at = ADA; at <= BOB; at++)
            town.seats[at].slot.reader = how == AT_EARS;
        for (unsigned at = ADA; at <= BOB; at++)    /* said once it would hold */
            town_person(&town, at)->player->toggles.reader = how == AT_EARS;
        town.seats[BOB].slot.wishes = how == AT_EARS ? WISH_SCREEN_READER : 0;
        typed(line, how);
    }
    check_same(line);
}

PLAYS_ALL void test_socials_and_channels(void **state)
{
    (void)state;
    town_of(AT_EYES);
    for (unsigned at = 0; at < book->social_count; at++) {
        typed_both("%s", book->socials[at].name);
        typed_both("%s bob", book->socials[at].name);
        typed_both("%s self", book->socials[at].name);
        typed_both("%s nobody", book->socials[at].name);
        typed_both("help %s", book->socials[at].name);
    }
    for (unsigned at = 0; at < book->channel_count; at++) {
        typed_both("%s good evening to all", book->channels[at].name);
        typed_both("%s", book->channels[at].name);
        typed_both("help %s", book->channels[at].name);
    }
    town_close(&town);
    nothing_wrong();
}

PLAYS_ALL void test_help(void **state)
{
    (void)state;
    town_of(AT_EYES);
    for (unsigned at = 0; at < book->topic_count; at++)
        for (const char **keyword = book->topics[at].keywords; *keyword != NULL; keyword++)
            typed_both("help %s", *keyword);
    typed_both("help topics");
    typed_both("help a");
    town_close(&town);
    nothing_wrong();
}

/* -- every text of the areas ------------------------------------------------------------------------- */

static void check_text(const char *owner, const char *text)
{
    if (text == NULL)
        return;
    check_plain(owner, plain_render(&look_aloud, text, strlen(text), &heard));
}

static void check_room(const struct room_proto *room)
{
    check_text(room->name, room->name);
    check_text(room->name, room->text);
    for (unsigned at = 0; at < room->extra_count; at++)
        check_text(room->extras[at].keys[0], room->extras[at].text);
    for (unsigned direction = 0; direction < DIRECTIONS; direction++)
        check_text(room->name, room->exits[direction].door_name);
}

static void check_quest(const struct quest_proto *quest)
{
    check_text(quest->key, quest->name);
    check_text(quest->key, quest->offer);
    check_text(quest->key, quest->done);
    for (unsigned step = 0; step < quest->step_count; step++) {
        check_text(quest->key, quest->steps[step].says);
        check_text(quest->key, quest->steps[step].journal);
    }
}

MAIN_THREAD static void test_areas(void **state)
{
    (void)state;
    unsigned mistakes = 0;
    struct world *world = world_load("zones/areas", tables(), NULL, stderr, &mistakes);
    assert_non_null(world);
    for (unsigned at = 0; at < world->area_count; at++)
        for (unsigned room = 0; room < world->areas[at].room_count; room++)
            check_room(&world->areas[at].rooms[room]);
    for (unsigned at = 0; at < world->mobile_count; at++) {
        const struct mobile_proto *mobile = &world->mobiles[at];
        check_text(mobile->key, mobile->name);
        check_text(mobile->key, mobile->line);
        check_text(mobile->key, mobile->text);
        for (const char **says = mobile->says; *says != NULL; says++)
            check_text(mobile->key, *says);
    }
    for (unsigned at = 0; at < world->object_count; at++) {
        check_text(world->objects[at].key, world->objects[at].name);
        check_text(world->objects[at].key, world->objects[at].line);
        check_text(world->objects[at].key, world->objects[at].text);
    }
    for (unsigned at = 0; at < world->quest_count; at++)
        check_quest(&world->quests[at]);
    world_free(&world);
    nothing_wrong();
}

/* -- these tests can fail ---------------------------------------------------------------------------- */

static void test_plants(void **state)
{
    (void)state;
    static const char *const good[] = {
        "", "Ada says, 'well...'\n", "The rat is dead!  R.I.P.\n", "<Gossip: Ada> 'caf\xc3\xa9, 3 of 5 (or 60%)'\n\n**Bob: 'no'\n",
        "1: yes.\n", "The Hall [ N <E> ]\n",
    };
    static const char *const bad[] = {
        "\033[1;35mThe Hall\033[0m\n", "a\tb\n", "one   two\n", "name  hits\n", "  indented\n", "------\n", "so ---- what\n",
        "===\n", "well....\n", "hp ####\n", "a | b\n", "\xe2\x94\x80\xe2\x94\x80\n", "\xe2\x96\x88\n", "\xe2\x80\xa6\n", "( )\n",
        "good\n.\n", "ring\a\n", "a_b\n", "100|\n", "***\n", "\xff\n",
    };
    const char *where;
    for (unsigned at = 0; at < sizeof good / sizeof good[0]; at++)
        assert_null(plain_fault(good[at], &where));
    for (unsigned at = 0; at < sizeof bad / sizeof bad[0]; at++)
        if (plain_fault(bad[at], &where) == NULL)
            fail_msg("nobody minds: %s", bad[at]);
}

/* The same, but grown in the town: a mobile's line, a thing, what only eyes are told, what is only a colour. */
PLAYS_ALL void test_plants_in_town(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "A guard   yawns.", "~~~ A guard ~~~", M_ART "A guard" M_ART_END, "A guard \xe2\x96\x88.",
        M_ART "A guard dozes." M_ART_END M_SPOKEN "A guard." M_SPOKEN_END, "A guard_yawns.",
    };
    for (unsigned at = 0; at < sizeof lines / sizeof lines[0]; at++) {
        complaint[0] = '\0';
        town_of(AT_EYES);
        town.areas[0].quest_count = 0;      /* or she would be heard of by that */
        town.mobiles[0].line = lines[at];
        typed_both("look");
        town_close(&town);
        if (complaint[0] == '\0')
            fail_msg("nobody minds: %s", lines[at]);
    }
    complaint[0] = '\0';
    town_of(AT_EARS);
    toggle_set(&town_person(&town, ADA)->player->toggles, TOGGLE_SCREENREADER, false);
    typed("look", AT_EARS);                                  /* with colours, for once */
    town_close(&town);
    assert_non_null(strstr(complaint, "an escape sequence"));
    complaint[0] = '\0';
}

#define ONE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plants), ONE(test_plants_in_town), ONE(test_commands), ONE(test_scenes),
        ONE(test_socials_and_channels), ONE(test_help), ONE(test_areas),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
