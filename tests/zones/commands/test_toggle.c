/* tests/zones/commands/test_toggle.c -- switching how the game is shown, and what it looks like then. */
#include "tests/zones/town.h"

#include "zones/registry.h"
#include "zones/world/facts.h"

static struct town town;
static struct channel_proto gossip = { .name = "gossip", .number = 3, .line = "<Gossip: {name}> '{text}'", .about = "Talk." };
static struct book book = { .channels = &gossip, .channel_count = 1 };

PLAYS_ALL int begin(void **state)
{
    (void)state;
    town_begin(&town);
    town.setting.book = &book;
    town_open(&town);
    town_enters(&town, ADA, TEMPLE);
    town_enters(&town, BOB, COURT);
    town_reads(&town, ADA);
    return 0;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    town_close(&town);
    return 0;
}

#define SAYS(line, answer) town_says(&town, ADA, line, answer)

PLAYS_ALL struct toggles *toggles(void)
{
    return &town_person(&town, ADA)->player->toggles;
}

PLAYS_ALL void test_switching(void **state)
{
    (void)state;
    town_cut(&town, LAND_ONE, 1);
    SAYS("toggle sound", "Audible sound is ON.\n");
    assert_int_equal(town_person(&town, ADA)->holder.dirty, 1u << PART_BODY);
    assert_int_equal(town.seats[ADA].slot.wishes, WISH_SOUND);
    SAYS("toggle so", "Audible sound is OFF.\n");
    assert_int_equal(town.seats[ADA].slot.wishes, 0);
    SAYS("toggle sound on", "Audible sound is ON.\n");
    SAYS("toggle sound ON", "Audible sound is ON.\n");
    SAYS("toggle sound off", "Audible sound is OFF.\n");
    SAYS("toggle sound perhaps", "Toggle sound on, or toggle sound off?\n");
    SAYS("toggle %n", "There is nothing named '%n' to switch. Toggle lists what there is.\n");
    SAYS("toggle colour", "Colour off, 16, 256 or true says how many; colour auto leaves it to your client.\n");
    SAYS("brief", "Rooms are shown without their text while you walk.\n");
    SAYS("toggle brief", "Rooms are shown with their text.\n");
    SAYS("toggle briefcombat", "The blows of a round are told in one line.\n");
    SAYS("toggle melee", "Of a fight you read what you do and suffer yourself.\n");
    for (unsigned at = 0; at < TOGGLE_COUNT; at++) {
        char line[40];
        bool before = toggle_is(toggles(), at);
        snprintf(line, sizeof line, "toggle %s", toggle_rows[at].word);
        town_types(&town, ADA, line);
        assert_int_equal(toggle_is(toggles(), at), !before);
        assert_string_equal(town_reads(&town, ADA) + strlen(before ? toggle_rows[at].off : toggle_rows[at].on), "\n");
    }
}

/* One a line, each with how it stands. */
PLAYS_ALL void test_list(void **state)
{
    (void)state;
    toggle_set(toggles(), TOGGLE_MELEE, true);
    town_types(&town, ADA, "toggle");
    const char *list = town_reads(&town, ADA);
    for (unsigned at = 0; at < TOGGLE_COUNT; at++) {
        char begins[40];
        snprintf(begins, sizeof begins, "%s: %s. ", toggle_rows[at].word, at == TOGGLE_MELEE || toggle_rows[at].plain ? "on" : "off");
        assert_memory_equal(list, begins, strlen(begins));
        list = strchr(list, '\n') + 1;
    }
    assert_string_equal(list, "colour: auto. How many colours you are sent.\nToggle and a name switches one.\n");
}

/* The account hears of it, so that the menu is plain next time. */
PLAYS_ALL void test_screen_reader(void **state)
{
    (void)state;
    town_sends(&town, ADA, "toggle screenreader");
    town_step(&town, LAND_ONE);
    const struct message *note = town.inbox[REGISTRY].first;
    assert_int_equal(note->ask.request, REGISTRY_NOTE_READER);
    assert_string_equal(note->ask.account, "Ada");
    assert_true(note->ask.aloud);
    town_run(&town);
    assert_string_equal(town_reads(&town, ADA), "The world is written to be read aloud: plain lines, no drawings, no columns.\n");
    assert_int_equal(town.seats[ADA].slot.wishes, WISH_SCREEN_READER | WISH_SETTLED);
    SAYS("north", "\001TThe Hall\001n\nExits: south, east by the locked oak door.\n\001MA rat scurries about.\001n\n");
    SAYS("toggle autoexits", "A room's ways out are told by letters in its title.\n");
    SAYS("look", "\001TThe Hall [ S [E] ]\001n\nIt is bare.\n\001MA rat scurries about.\001n\n");
}

PLAYS_ALL void test_colours(void **state)
{
    (void)state;
    SAYS("colour", "You are sent as many colours as your client says it can show.\n");
    SAYS("colour 256", "You are sent 256 colours.\n");
    assert_int_equal(town.seats[ADA].slot.wishes, 3 << WISH_COLOURS_SHIFT);
    SAYS("colour blue", "Colour auto, off, 16, 256 or true?\n");
    SAYS("color", "You are sent 256 colours.\n");
    SAYS("colour off", "You are sent no colours.\n");
    SAYS("colour AUTO", "You are sent as many colours as your client says it can show.\n");
}

PLAYS_ALL void test_own_words_on_channels(void **state)
{
    (void)state;
    SAYS("gossip hello", "\001n<Gossip: Ada> 'hello'\001n\n");
    SAYS("toggle channelconfirm", "What you say on a channel is not shown to you.\n");
    town_reads(&town, BOB);
    SAYS("gossip again", "Ok.\n");
    assert_string_equal(town_reads(&town, BOB), "\001n<Gossip: Ada> 'again'\001n\n");
    SAYS("gossip", "1: \001n<Gossip: Ada> 'hello'\001n\n2: \001n<Gossip: Ada> 'again'\001n\n");
}

/* Three lines with a bar; every door's mark; none but the letters that are ways. */
PLAYS_ALL void test_compass(void **state)
{
    static const char compass[] = "\001TThe Temple, 12am                        |     N       \001n\n"
                                  "\001TCity, clear                             |     @ <E>\001n\n"
                                  "\001T                                        |     S       \001n\n"
                                  "It is bare.\n";
    (void)state;
    SAYS("toggle compass", "Rooms are headed by a compass.\n");
    town_types(&town, ADA, "look");
    assert_memory_equal(town_reads(&town, ADA), compass, sizeof compass - 1);
    town_later(&town, 13 * WORLD_HOUR_MS);
    town_types(&town, ADA, "north");
    const char *hall = town_reads(&town, ADA);
    assert_non_null(strstr(hall, "\001TThe Hall, 1pm                           |             \001n\n"));
    assert_non_null(strstr(hall, "|     @ [E]\001n\n"));
    land_room(town.zones[LAND_ONE], (room_id){HALL})->doors[EAST] = DOOR_CLOSED;
    town_types(&town, ADA, "look");
    assert_non_null(strstr(town_reads(&town, ADA), "|     @ (E)\001n\n"));
    town.rooms[1].exits[SOUTH].to = town.rooms[1].exits[EAST].to = NO_ROOM;
    town_ways(&town);
    SAYS("toggle compass", "Rooms are headed by their name and exits.\n");
    town_types(&town, ADA, "look");
    assert_non_null(strstr(town_reads(&town, ADA), "\001TThe Hall [ No exits! ]\001n\n"));
    SAYS("toggle autoexits", "A room's ways out are told in words.\n");
    town_types(&town, ADA, "look");
    assert_non_null(strstr(town_reads(&town, ADA), "\001TThe Hall [ No exits! ]\001n\nIt is bare.\nNo exits!\n"));
}

PLAYS_ALL void test_prompt_command(void **state)
{
    (void)state;
    town_types(&town, ADA, "prompt");
    assert_non_null(strstr(town_reads(&town, ADA), "You have the usual prompt.\n"));
    SAYS("prompt %h of %H", "You have another prompt now.\n");
    town_types(&town, ADA, "prompt");
    assert_non_null(strstr(town_reads(&town, ADA), "Your prompt is: %h of %H\nPrompt and some words makes another; in it these "
                                                   "stand for something:\n%h: hit points.\n%H: the most of hit points.\n"));
    town_types(&town, ADA, "prompt");
    assert_non_null(strstr(town_reads(&town, ADA), "%l: level.\n%x: experience that the next level still asks.\n%c: coins you carry.\n"
                                                   "%o: how your opponent is, in a fight.\n%%: the sign % itself.\n"));
}

#define ONE(test) cmocka_unit_test_setup_teardown(test, begin, end)

/* What is as it was is no new text; whatever changes in it is seen at once. */
PLAYS_ALL void test_prompt_kept(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA);
    struct text *first = character_prompt(ada), *again = character_prompt(ada);
    assert_string_equal(text_bytes(first), M_PLAIN M_PROMPT "< Ada | 100h 100m 120s > " M_PLAIN);
    assert_ptr_equal(first, again);
    text_unref(&again);
    pool_add(ada, POOL_HEALTH, -1);
    struct text *hurt = character_prompt(ada);
    assert_string_equal(text_bytes(first), M_PLAIN M_PROMPT "< Ada | 100h 100m 120s > " M_PLAIN);
    assert_string_equal(text_bytes(hurt), M_PLAIN M_PROMPT "< Ada | 99h 100m 120s > " M_PLAIN);
    pool_fill(ada);
    struct text *healed = character_prompt(ada);
    assert_string_equal(text_bytes(healed), text_bytes(first));
    text_unref(&first);
    text_unref(&hurt);
    text_unref(&healed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ONE(test_switching), ONE(test_list), ONE(test_screen_reader), ONE(test_colours), ONE(test_own_words_on_channels),
        ONE(test_compass), ONE(test_prompt_command), ONE(test_prompt_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
