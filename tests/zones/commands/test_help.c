/* tests/zones/commands/test_help.c -- finding help, for players and keepers; what the check of texts and commands says. */
#include "tests/zones/town.h"

static struct town town;
static const char *look_words[] = { "look", NULL }, *look_see[] = { "inns", "wave", NULL };
static const char *inn_words[] = { "inns", "bed and board", NULL }, *lamp_words[] = { "lamps", NULL };
static const char *inside_words[] = { "inside", NULL };
static const char *goto_words[] = { "goto", NULL };
static struct topic topics[] = {
    { .title = "Looking", .chapter = "One", .keywords = look_words, .text = "You see.", .see = look_see },
    { .title = "Inns", .chapter = "One", .keywords = inn_words, .text = "A warm bed." },
    { .title = "Lamps", .chapter = "Two", .keywords = lamp_words, .text = "You see in the dark." },
    { .title = "Inside", .chapter = "Two", .keywords = inside_words, .text = "Dry and warm." },
    { .title = "Going", .chapter = "Three", .keywords = goto_words, .text = "Warm feet.", .keepers = true },
};
static struct keyword keywords[] = { { "bed and board", 1 }, { "goto", 4 }, { "inns", 1 }, { "inside", 3 }, { "lamps", 2 }, { "look", 0 } };
static struct channel_proto channel = { .name = "gossip", .about = "Talk." };
static struct social_proto social = { .name = "wave" };
static struct book book = { .topics = topics, .topic_count = 5, .keywords = keywords, .keyword_count = 6,
                            .channels = &channel, .channel_count = 1, .socials = &social, .social_count = 1,
                            .help_folder = "help", .channels_file = "channels", .socials_file = "socials" };

PLAYS_ALL int begin(void **state)
{
    (void)state;
    town_begin(&town);
    snprintf(town.options.game_keepers, sizeof town.options.game_keepers, "dan");
    town.setting.book = &book;
    town_open(&town);
    town_enters(&town, ADA, TEMPLE);
    town_enters(&town, DAN, COURT);
    return 0;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    town_close(&town);
    return 0;
}

#define SAYS(line, answer) town_says(&town, ADA, line, answer)

PLAYS_ALL void test_keywords(void **state)
{
    (void)state;
    SAYS("help LOOK", "Looking\nlook [in] [thing, person, direction]: see what is here.\nYou see.\nSee also: inns, wave.\n");
    SAYS("help bed and board", "Inns\nA warm bed.\n");
    SAYS("help la", "Lamps\nYou see in the dark.\n");
    SAYS("help in", "Topics that begin so: inns, inside.\n");
    SAYS("help l", "Topics that begin so: look, lamps.\n");
    SAYS("help gossip", "gossip is a channel. Talk.\nSee also: channels.\n");
    SAYS("help WAVE", "wave is a social: type it alone, or with somebody's name.\nSee also: socials.\n");
}

PLAYS_ALL void test_search(void **state)
{
    (void)state;
    SAYS("help warm", "Topics that speak of it: inns, inside.\n");
    SAYS("help see", "Topics that speak of it: look, lamps.\n");
    SAYS("help dark see", "Lamps\nYou see in the dark.\n");
    SAYS("help how do I see in the dark?", "Lamps\nYou see in the dark.\n");
    SAYS("help the inns", "Inns\nA warm bed.\n");
    SAYS("help do", "There is no help on 'do'. Help topics lists what there is.\n");
    SAYS("help ark", "There is no help on 'ark'. Help topics lists what there is.\n");
    SAYS("help warm dark", "There is no help on 'warm dark'. Help topics lists what there is.\n");
    SAYS("help feet", "There is no help on 'feet'. Help topics lists what there is.\n");
    SAYS("help %n%s", "There is no help on '%n%s'. Help topics lists what there is.\n");
    SAYS("help", "There is no help on 'help'. Help topics lists what there is.\n");
    SAYS("help ?", "There is no help on 'help'. Help topics lists what there is.\n");
    SAYS("? la", "Lamps\nYou see in the dark.\n");
}

PLAYS_ALL void test_keepers(void **state)
{
    (void)state;
    SAYS("help goto", "There is no help on 'goto'. Help topics lists what there is.\n");
    SAYS("help topics", "One: look, inns.\nTwo: lamps, inside.\n");
    town_says(&town, DAN, "help goto", "Going\ngoto room or player: be there.\nWarm feet.\n");
    town_says(&town, DAN, "help topics", "One: look, inns.\nTwo: lamps, inside.\nThree: goto.\n");
    town_says(&town, DAN, "help warm", "Topics that speak of it: inns, inside, goto.\n");
}

PLAYS_ALL void test_commands(void **state)
{
    (void)state;
    SAYS("commands exi", "exits: where one can go from here.\n");
    SAYS("commands goto", "No command begins with 'goto'.\n");
    town_says(&town, DAN, "commands goto", "goto room or player: be there.\n");
    town_types(&town, ADA, "commands");
    const char *list = town_reads(&town, ADA);
    assert_non_null(strstr(list, "north: walk north.\n"));
    assert_null(strstr(list, "transfer"));
    town.setting.book = NULL;
    SAYS("help exi", "exits: where one can go from here.\n");
    SAYS("help zzz", "There is no help on 'zzz'.\n");
    town.setting.book = &book;
}

/* "name what it takes   what it does": two blanks or more part them, once, and the full stop is put behind it. */
static void test_rows(void **state)
{
    (void)state;
    for (unsigned at = 0; at < command_count; at++) {
        const char *help = command_rows[at].help, *gap = strstr(help, "  ");
        size_t name = strlen(command_rows[at].name);
        if (gap == NULL || strncmp(help, command_rows[at].name, name) != 0 || help[name] != ' ')
            fail_msg("the words of the command %s: '%s'", command_rows[at].name, help);
        const char *does = gap + strspn(gap, " ");
        if (does[0] == '\0' || strstr(does, "  ") != NULL || does[strlen(does) - 1] == '.')
            fail_msg("what the command %s does: '%s'", command_rows[at].name, does);
    }
}

/* -- what the real texts and tables say ---------------------------------------------------------------- */

static struct book *texts;

PLAYS_ALL int begin_texts(void **state)
{
    (void)state;
    unsigned mistakes = 0;
    texts = book_load("zones/text", stderr, &mistakes);
    assert_int_equal(mistakes, 0);
    town_begin(&town);
    town.setting.book = texts;
    town_open(&town);
    town_enters(&town, ADA, TEMPLE);
    town_reads(&town, ADA);
    return 0;
}

PLAYS_ALL int end_texts(void **state)
{
    end(state);
    book_free(&texts);
    return 0;
}

PLAYS_ALL const char *answer(const char *line)
{
    town_types(&town, ADA, line);
    return town_reads(&town, ADA);
}

PLAYS_ALL void shows(const char *line, const char *title)
{
    const char *said = answer(line);
    if (strncmp(said, title, strlen(title)) != 0 || said[strlen(title)] != '\n')
        fail_msg("%s: '%s'", line, said);
}

PLAYS_ALL void test_found(void **state)
{
    (void)state;
    static const char *const land[] = { "help map", "help maps" }, *const city[] = { "help midgaard", "help city", "help city map" };
    for (unsigned at = 0; at < 2; at++)
        shows(land[at], "Maps of the land");
    for (unsigned at = 0; at < 3; at++)
        shows(city[at], "The city of Midgaard");
    static const char *const ways[] = { "n", "e", "s", "w", "u", "d" };
    for (unsigned at = 0; at < 6; at++) {
        char line[16];
        snprintf(line, sizeof line, "help %s", ways[at]);
        shows(line, "Moving about");
    }
    shows("help ?", "Help");
    shows("?", "Help");
    shows("help train", "Practice");
    shows("help flee", "Running away");
    assert_non_null(strstr(answer("help flee"), "flee [direction]: run away from a fight.\n"));
    SAYS("help fireball", "There is no help on 'fireball'. Help topics lists what there is.\n");
    assert_non_null(strstr(answer("help rank"), "rank chill touch 3"));
    assert_int_not_equal(rules_skill(tables(), "chill touch"), NO_SKILL);
    assert_null(strstr(answer("help toggle"), "Nobody can fight"));
}

/* Each word of such a list begins as was asked. */
PLAYS_ALL void test_begin_so(void **state)
{
    (void)state;
    static const char lead[] = "Topics that begin so: ";
    const char *said = answer("help re");
    assert_int_equal(strncmp(said, lead, strlen(lead)), 0);
    for (const char *word = said + strlen(lead); word != NULL; word = strstr(word, ", ") == NULL ? NULL : strstr(word, ", ") + 2)
        assert_int_equal(strncmp(word, "re", 2), 0);
}

/* What players of other worlds type finds what does it here. */
PLAYS_ALL void test_usual_words(void **state)
{
    (void)state;
    static const char *const words[] = {
        "donate", "junk", "afk", "whois", "finger", "news", "motd", "uptime", "version", "worth", "credits", "description", "train",
        "fill", "pour", "split",
    };
    for (unsigned at = 0; at < sizeof words / sizeof words[0]; at++) {
        char wanted[120], line[40];
        snprintf(wanted, sizeof wanted, "There is no such command as '%s'. Help %s says more.\n", words[at], words[at]);
        SAYS(words[at], wanted);
        snprintf(line, sizeof line, "help %s", words[at]);
        if (strncmp(answer(line), "There is no", 11) == 0 || strncmp(answer(line), "Topics that", 11) == 0)
            fail_msg("%s: '%s'", line, answer(line));
    }
}

/* A skill that one does not know: by its own name, and by a word for it that means something else to most. */
PLAYS_ALL void test_unknown_skills(void **state)
{
    (void)state;
    SAYS("strength", "You have no knowledge of that spell.\n");
    SAYS("split 10", "There is no such command as 'split'. Help split says more.\n");
    SAYS("light", "There is no such command as 'light'. Help light says more.\n");
    shows("help split", "Corpses");
    shows("help splitting arrow", "splitting arrow, a skill");
}

/* -- races, paths and classes -------------------------------------------------------------------------- */

PLAYS_ALL void shows_about(const char *key, const char *name, const char *about)
{
    char line[40];
    snprintf(line, sizeof line, "help %s", key);
    const char *said = answer(line);
    if (strncmp(said, name, strlen(name)) != 0 || strstr(said, about) == NULL)
        fail_msg("%s: '%s'", line, said);
}

PLAYS_ALL void test_kinds(void **state)
{
    (void)state;
    const struct rules *rules = tables();
    char races[4000], classes[4000];
    snprintf(races, sizeof races, "%s", answer("help races"));
    snprintf(classes, sizeof classes, "%s", answer("help classes"));
    assert_string_equal(answer("help paths"), classes);
    for (unsigned at = 0; at < rules->race_count; at++) {
        const struct race *race = &rules->races[at];
        if (race->playable)
            shows_about(race->key, race->name, race->about);
        assert_true(!race->playable || strstr(races, race->key) != NULL);
    }
    for (unsigned at = 0; at < rules->class_count; at++) {
        shows_about(rules->classes[at].key, rules->classes[at].name, rules->classes[at].about);
        assert_non_null(strcasestr(classes, rules->classes[at].key));
    }
    assert_non_null(strstr(answer("help eldar"), "Not for them: barbarian, assassin, demoniac, necromancer.\n"));
    assert_null(strstr(answer("help human"), "Not for them"));
    assert_non_null(strstr(answer("help ranger"), "It is a class of the path of the fighter, from level 10 on.\n"));
    assert_non_null(strstr(answer("help ELF"), "See also: races.\n"));
}

MAIN_THREAD static void test_check(void **state)
{
    (void)state;
    size_t size;
    char *said;
    FILE *out = open_memstream(&said, &size);
    channel = (struct channel_proto){ .name = "say", .at_line = 3, .at_column = 5 };
    social = (struct social_proto){ .name = "sho", .at_line = 4, .at_column = 7 };
    topics[0].keepers = true;
    topics[0].file = "help/one.yaml";
    topics[0].at_line = 8;
    topics[0].at_column = 2;
    unsigned count = commands_check(&book, out);
    fclose(out);
    assert_int_equal(count, command_count - 2 + 3);         /* look and goto have topics; three mistakes more */
    assert_non_null(strstr(said, "help: no topic has the keyword 'north', which is a command\n"));
    assert_non_null(strstr(said, "help/one.yaml:8:2: the topic of the command 'look' must not be for keepers\n"));
    assert_non_null(strstr(said, "channels:3:5: 'say' can never be typed: it means the command 'say'\n"));
    assert_non_null(strstr(said, "socials:4:7: 'sho' can never be typed: it means the command 'shout'\n"));
    assert_null(strstr(said, "'goto'"));
    free(said);
}

MAIN_THREAD static void test_check_skills(void **state)
{
    (void)state;
    size_t size;
    char *said;
    struct skill skills[] = {
        { .name = "one", .file = "a.yaml", .at_line = 3, .at_column = 1, .command = "lo" },
        { .name = "two", .file = "a.yaml", .at_line = 9, .at_column = 1, .command = "lookout" },
        { .name = "three", .file = "a.yaml", .at_line = 12, .at_column = 1 },
    };
    struct rules rules = { .skills = skills, .skill_count = 3 };
    FILE *out = open_memstream(&said, &size);
    unsigned count = commands_check_skills(&rules, out);
    fclose(out);
    assert_int_equal(count, 1);
    assert_string_equal(said, "a.yaml:3:1: 'lo' can never be typed: it means the command 'look'\n");
    free(said);
    assert_int_equal(commands_check_skills(tables(), stderr), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_keywords, begin, end),
        cmocka_unit_test_setup_teardown(test_search, begin, end),
        cmocka_unit_test_setup_teardown(test_keepers, begin, end),
        cmocka_unit_test_setup_teardown(test_commands, begin, end),
        cmocka_unit_test(test_rows),
        cmocka_unit_test_setup_teardown(test_found, begin_texts, end_texts),
        cmocka_unit_test_setup_teardown(test_begin_so, begin_texts, end_texts),
        cmocka_unit_test_setup_teardown(test_usual_words, begin_texts, end_texts),
        cmocka_unit_test_setup_teardown(test_unknown_skills, begin_texts, end_texts),
        cmocka_unit_test_setup_teardown(test_kinds, begin_texts, end_texts),
        cmocka_unit_test(test_check),
        cmocka_unit_test(test_check_skills),
    };
    return cmocka_run_group_tests_name("help", tests, NULL, NULL);
}
