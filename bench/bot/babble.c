/* bench/bot/babble.c -- see babble.h. */
#include "bench/bot/babble.h"

#include "zones/commands/command.h"

#include <string.h>

enum { LINES_A_QUESTION = 12, VERB_MOST = 40, WORDS_MOST = 4 };
enum stage { STAGE_TYPES, STAGE_DROPS, STAGE_GIVES_UP, STAGE_TURNS_OVER, STAGE_ASKS, STAGE_RESTS };

static const char *const answers_question[] = { "You have no such alias.", NULL };

#define ANY(dice, list) (list)[dice_below(dice, sizeof(list) / sizeof(list)[0])]

/* -- words ------------------------------------------------------------------------------------------- */

static const char *const numbers[] = {
    "0", "1", "2", "-1", "-0", "+7", "007", "100", "3001", "65536", "2147483647", "2147483648", "-2147483649", "4294967296",
    "9223372036854775807", "9223372036854775808", "-9223372036854775809", "99999999999999999999999999", "1e9", "0x1f", "1.5", "1,000",
};

static const char *const oddities[] = {
    "", " ", "   ", ".", "..", "2.", ".2", "0.", "99999999999.sword", "-1.sword", "2.2.sword", "all", "all.", "all.all", "all.coins",
    "'", "\"", "''", "'sword", "\"long sword", "'a' 'b'", "\\", "\\n", "%s%s%n%d", "%h %H", "%", "%%", "{name}", "{", "*", "?", "~", "~q",
    "~~", "=", ";", "a;b", "look;look", "|", "&", "$(look)", "<b>", "</", "&amp;", "!", "!!", "! 3", "nobody", "somebody", "everybody",
    "\xc3\xa9t\xc3\xa9", "\xe6\x97\xa5\xe6\x9c\xac", "\xf0\x9f\x90\x89", "e\xcc\x81\xcc\x81\xcc\x81", "\xe2\x80\xae" "dlrow", "\xef\xbb\xbf", "\xc0\x80",
    "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xc3", "\x80\x80\x80", "\xe2\x80\x8b", "\xc2\xa0", "\xff\xff", "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\x1b[2J",
    "\x01\x02\x03", "\x04", "\x05", "\x07\x07", "\x08\x08\x08", "a\x08", "\t", "a\tb", "\x0b\x0c", "\x10\x11", "\x7f", "\x7f\x7f\x7f", "\x9b" "31m",
};

static const char *const usual[] = {
    "self", "me", "corpse", "2.corpse", "all corpse", "coins", "5 coins", "-5 coins", "0 coins", "99999999999999999999 coins", "all.corpse",
    "north", "east", "s", "w", "up", "down", "inside", "on", "off", "none", "group", "leave", "dismiss", "subleader", "accept", "decline",
    "yes", "no", "normal", "default", "auto", "front", "back", "claim", "human", "elf", "fighter", "mage", "str", "health", "mana", "gossip", "newbie", "topics",
    "screenreader", "briefcombat", "compass", "autoexits", "door", "gate", "chest", "bag", "bread", "water", "board", "sword", "in", "from", "to",
};

static const char *any_bot(struct bot *bot)
{
    const struct swarm *swarm = bot->swarm;
    return swarm->bots[dice_below(&bot->dice, swarm->count)].name;
}

/* Half of the time somebody who was seen in this very room, and may be dead or gone by now. */
static const char *any_mobile(struct bot *bot)
{
    const struct world *world = bot->swarm->atlas->world;
    if (bot->fighter.foe != NULL && dice_below(&bot->dice, 2) == 0)
        return bot->fighter.foe;
    return world->mobiles[dice_below(&bot->dice, world->mobile_count)].keys[0];
}

static const char *any_object(struct bot *bot)
{
    const struct world *world = bot->swarm->atlas->world;
    return world->objects[dice_below(&bot->dice, world->object_count)].keys[0];
}

static size_t put_word(struct bot *bot, char *line, size_t size)
{
    const struct rules *rules = bot->swarm->atlas->rules;
    struct dice *dice = &bot->dice;
    const char *word = "";
    switch (dice_below(dice, 11)) {
    case 0:
        word = ANY(dice, numbers);
        break;
    case 1: case 2:
        word = ANY(dice, oddities);
        break;
    case 3: case 4:
        word = ANY(dice, usual);
        break;
    case 5:
        word = any_bot(bot);
        break;
    case 6: case 7:
        word = any_mobile(bot);
        break;
    case 8:
        word = any_object(bot);
        break;
    case 9:
        word = command_rows[dice_below(dice, command_count)].name;
        break;
    default:
        return (size_t)snprintf(line, size, dice_below(dice, 2) == 0 ? "'%s'" : "%s",
                                rules->skills[dice_below(dice, rules->skill_count)].name);
    }
    const char *forms[] = { "%s", "%s", "%s", "2.%s", "all.%s", "'%s'", "%s's", "%.2s" };
    const char *form = ANY(dice, forms);
    if (form[0] == '%' && form[1] == '.')
        return (size_t)snprintf(line, size, "%.2s", word);
    /* The forms are ours, each with one %s. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    return (size_t)snprintf(line, size, form, word);
#pragma GCC diagnostic pop
}

/* -- lines ------------------------------------------------------------------------------------------- */

static const char *any_verb(struct babble *babble)
{
    struct dice *dice = &babble->bot->dice;
    const struct rules *rules = babble->bot->swarm->atlas->rules;
    if (dice_below(dice, 5) == 0) {
        const struct skill *skill = &rules->skills[dice_below(dice, rules->skill_count)];
        return skill->command != NULL ? skill->command : "cast";
    }
    for (;;) {
        const struct command_row *row = &command_rows[dice_below(dice, command_count)];
        if (strcmp(row->name, "shutdown") != 0 && (babble->keeper || (row->flags & KEEPERS) == 0 || dice_below(dice, 8) == 0))
            return row->name;
    }
}

/* What fights need to happen at all: somebody to go to, and to attack. */
static void line_of_a_fighter(struct bot *bot, char line[BABBLE_SIZE])
{
    static const char *const verbs[] = { "kill", "kill", "join", "rescue", "consider", "follow", "group", "group subleader",
                                         "group dismiss", "duel", "order", "shoot", "consent" };
    struct dice *dice = &bot->dice;
    const char *whom = dice_below(dice, 4) == 0 ? any_bot(bot) : bot->fighter.foe != NULL ? bot->fighter.foe : any_mobile(bot);
    snprintf(line, BABBLE_SIZE, "%s %s", ANY(dice, verbs), whom);
}

static void line_of_a_walker(struct bot *bot, char line[BABBLE_SIZE])
{
    snprintf(line, BABBLE_SIZE, "%s", direction_names[dice_below(&bot->dice, DIRECTIONS)]);
}

/* Any verb, or its beginning, and up to four words. */
static void line_of_words(struct babble *babble, char line[BABBLE_SIZE])
{
    struct bot *bot = babble->bot;
    const char *verb = any_verb(babble);
    size_t length = strlen(verb);
    if (dice_below(&bot->dice, 10) == 0)
        length = 1 + dice_below(&bot->dice, (uint32_t)length);
    length = (size_t)snprintf(line, BABBLE_SIZE, "%.*s", (int)(length < VERB_MOST ? length : VERB_MOST), verb);
    for (unsigned words = dice_below(&bot->dice, WORDS_MOST + 1); words > 0 && length + 200 < BABBLE_SIZE; words--) {
        line[length++] = ' ';
        length += put_word(bot, line + length, BABBLE_SIZE - length - 1);
    }
    line[length] = '\0';
}

/* As long as a line may be, a little longer, and much longer. */
static void line_of_length(struct babble *babble, char line[BABBLE_SIZE])
{
    static const unsigned lengths[] = { 79, 255, 256, 512, 799, 800, 801, 1023, 1300 };
    struct dice *dice = &babble->bot->dice;
    unsigned wanted = ANY(dice, lengths);
    size_t length = (size_t)snprintf(line, BABBLE_SIZE, "%s ", any_verb(babble));
    bool wide = dice_below(dice, 3) == 0;
    while (length < wanted) {
        memcpy(line + length, wide ? "\xc3\xa9" : "ab", 2);
        length += 2;
    }
    line[length] = '\0';
}

/* Bytes: no line ends among them, and no 255, which is no typing but telnet; tests/net/fuzz_telnet.c does that. */
static void line_of_bytes(struct bot *bot, char line[BABBLE_SIZE])
{
    size_t length = dice_below(&bot->dice, 60);
    for (size_t at = 0; at < length; at++) {
        char byte = (char)dice_below(&bot->dice, 255);
        line[at] = byte == '\0' || byte == '\n' || byte == '\r' ? ' ' : byte;
    }
    line[length] = '\0';
}

/* Who has fallen asleep would only be told so ever after. */
static void line_of_a_sleeper(struct bot *bot, char line[BABBLE_SIZE])
{
    static const char *const lines[] = { "wake", "stand", "get all corpse", "get all", "wear all", "look", "flee", "save", "stop" };
    snprintf(line, BABBLE_SIZE, "%s", ANY(&bot->dice, lines));
}

void babble_line(struct babble *babble, char line[BABBLE_SIZE])
{
    struct bot *bot = babble->bot;
    switch (dice_below(&bot->dice, 16)) {
    case 0: case 1: case 2:
        line_of_a_walker(bot, line);
        break;
    case 3: case 4:
        line_of_a_fighter(bot, line);
        break;
    case 5:
        line_of_a_sleeper(bot, line);
        break;
    case 6:
        if (dice_below(&bot->dice, 3) == 0)
            line_of_length(babble, line);
        else
            line_of_bytes(bot, line);
        break;
    default:
        line_of_words(babble, line);
        break;
    }
}

/* -- the part ---------------------------------------------------------------------------------------- */

static void type(struct babble *babble)
{
    char line[BABBLE_SIZE];
    babble_line(babble, line);
    babble->typed++;
    babble->lines++;
    bot_type(babble->bot, NULL, line);
}

static void babble_next(struct bot *bot)
{
    static const char *const lines[] = { [STAGE_DROPS] = "breakout", [STAGE_GIVES_UP] = "~q", [STAGE_TURNS_OVER] = "q",
                                         [STAGE_ASKS] = "unalias nosuchalias" };
    struct babble *babble = bot->own;
    if (babble->stage == STAGE_RESTS && bot->swarm->started) {
        babble->stage = STAGE_TYPES;
        babble->lines = 0;
    }
    if (babble->stage == STAGE_TYPES && (babble->lines >= LINES_A_QUESTION || !bot->swarm->started))
        babble->stage = STAGE_DROPS;
    if (babble->stage == STAGE_TYPES)
        type(babble);
    else if (babble->stage == STAGE_RESTS)
        bot_rest(bot, 20);
    else
        bot_type(bot, babble->stage == STAGE_ASKS ? answers_question : NULL, lines[babble->stage]);
}

static void babble_answered(struct bot *bot)
{
    struct babble *babble = bot->own;
    if (babble->stage == STAGE_TYPES || babble->stage == STAGE_RESTS)
        return;
    babble->asked += babble->stage == STAGE_ASKS;
    babble->stage++;
}

/* It may have typed a quit, in one of many ways. */
static void babble_heard(struct bot *bot, const char *line)
{
    struct babble *babble = bot->own;
    if (!line_begins(line, "You lie down at the edge of the world") && !line_begins(line, "Until the next time, "))
        return;
    babble->stage = STAGE_TYPES;
    bot_leaves(bot);
}

static const struct part babble_part = { babble_next, babble_heard, babble_answered };

void babble_join(struct babble *babble, struct bot *bot, const char *keeper)
{
    babble->bot = bot;
    babble->keeper = keeper != NULL;
    bot->part = &babble_part;
    bot->own = babble;
    if (keeper != NULL)
        snprintf(bot->name, sizeof bot->name, "%s", keeper);
}

bool babble_rests(const struct babble *babble)
{
    return babble->stage == STAGE_RESTS;
}
