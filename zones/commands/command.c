/* zones/commands/command.c -- from a slot to a command: the table, who may, and the words.
 * Entered by the zone's worker; commands_index() by main. */
#include "zones/commands/command.h"

#include "core/markup.h"
#include "zones/skills/skills.h"
#include "zones/fight/fight_parts.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

const struct command_row command_rows[] = {
#define COMMAND(name, function, argument, least, reach, flags, help) { name, function, argument, least, reach, flags, help },
#include "zones/commands/commands.def"
#undef COMMAND
};
const unsigned command_count = sizeof command_rows / sizeof *command_rows;

void commands_index(struct verbs *verbs)
{
    for (unsigned at = 0; at < command_count; at++)
        verbs_add(verbs, command_rows[at].name, (command_rows[at].flags & IMMEDIATE) != 0);
}

static const struct command_row *command_of(const struct slot *slot)
{
    unsigned at = slot->verb - VERB_FIRST;
    return slot->verb < VERB_FIRST || at >= command_count ? NULL : &command_rows[at];
}

enum lookup_kind command_lookup(const struct zone *zone, const struct slot *slot)
{
    static const enum lookup_kind kinds[] = {
        [OTHER_PLAYER] = LOOKUP_PLAYER, [LAST_SPEAKER] = LOOKUP_REPLY, [EVERYBODY] = LOOKUP_WHO,
        [OWN_AREA] = LOOKUP_AREA, [SHARDS] = LOOKUP_ZONES, [THREADS] = LOOKUP_THREADS,
    };
    const struct command_row *row = command_of(slot);
    if (row == NULL || row->reach == SKILL_TARGET) {
        const struct rules *rules = zone->setting->rules;
        return rules != NULL && skill_wants_player(rules, row == NULL ? slot->typed : NULL, slot->line) ? LOOKUP_TARGET : LOOKUP_NOTHING;
    }
    return kinds[row->reach];
}

bool command_immediate(const struct slot *slot)
{
    const struct command_row *row = command_of(slot);
    return row != NULL && (row->flags & IMMEDIATE) != 0;
}

bool command_always(const char *name)
{
    for (unsigned at = 0; at < command_count; at++)
        if ((command_rows[at].flags & ALWAYS) != 0 && strcasecmp(command_rows[at].name, name) == 0)
            return true;
    return false;
}

ZONE_THREAD static void tell_posture(struct character *who, enum position least)
{
    if (who->position == SLEEPING)
        tell(who, "In your dreams, perhaps. Wake up first.\n");
    else if (least == STANDING)
        tell(who, "You had better stand up first.\n");
    else
        tell(who, "You had better sit up first.\n");
}

/* The command of a skill that the word is; or, unless it has to be whole, that it begins, of one that he knows. */
static uint16_t skill_typed(const struct character *who, const char *typed, bool whole)
{
    const struct rules *rules = rules_of(who);
    uint16_t found = rules_skill_command(rules, typed);
    if (found == NO_SKILL || strcasecmp(rules->skills[found].command, typed) == 0)
        return found;
    unsigned count;
    const struct skill_command *begun = rules_commands(rules, typed, &count);
    uint16_t known = NO_SKILL;
    for (unsigned at = 0; at < count && !whole; at++)
        if (begun[at].skill < known && skill_percent(who, begun[at].skill) > 0)
            known = begun[at].skill;
    return known;
}

/* A skill by its own command.  One that he does not know gives way to anything else that the word may mean.  False: it is none. */
ZONE_THREAD static bool run_skill_command(struct command *command, const char *typed, bool whole, bool otherwise)
{
    struct character *who = command->actor;
    const struct rules *rules = rules_of(who);
    const char *words = command->words;
    uint16_t shown = skill_typed(who, typed, whole);
    if (shown == NO_SKILL)
        return false;
    uint16_t skill = rules_skill_typed(rules, rules->skills[shown].command, &words);
    if (skill == NO_SKILL && strcasecmp(words, "normal") == 0 && rules->skills[shown].kind == SKILL_FORM) {
        if (!shape_end(who))
            tell(who, "You are in your natural form.\n");
        return true;
    }
    if (skill == NO_SKILL && !otherwise)
        tell(who, "Which %s?\n", rules->skills[shown].command);
    if (skill == NO_SKILL || (otherwise && skill_percent(who, skill) == 0))
        return skill == NO_SKILL && !otherwise;
    skill_use(who, skill, words, command->lookup);
    return true;
}

/* A skill by its whole name, as it stands in the lists, or by its command.  The name, and the beginning of a command, give way to
 * the whole name of a social or channel.  What somebody does not know gives way to help on the word, too (`split` is what an archer
 * does to an arrow, and others to coins); but not if the word is both name and command of the skill. */
ZONE_THREAD static bool run_skill(struct command *command, const char *typed, bool whole, bool otherwise, bool helped)
{
    char line[NAME_SIZE + SLOT_LINE_SIZE];
    const char *words = line;
    struct character *who = command->actor;
    if (command->zone->setting->rules == NULL)
        return false;
    snprintf(line, sizeof line, "%s %s", typed, command->words);
    uint16_t called = whole ? NO_SKILL : skill_called(rules_of(who), &words);
    bool known = called != NO_SKILL && skill_percent(who, called) > 0;
    if (!known && run_skill_command(command, typed, whole, otherwise || (helped && called == NO_SKILL)))
        return true;
    if (!known && (called == NO_SKILL || otherwise || helped))
        return false;
    skill_use(who, called, words, command->lookup);
    return true;
}

/* A channel by its name, or a social.  Between the beginnings of both the social wins: what is meant for the room
 * must not be heard all over the world. */
ZONE_THREAD static void run_word(struct command *command, const char *typed)
{
    const struct book *book = command->zone->setting->book;
    const struct channel_proto *channel = book_channel(book, typed);
    const struct social_proto *social = book_social(book, typed);
    const struct topic *topic = book_topic(book, typed, character_is_keeper(command->zone, command->actor));
    bool whole = (channel != NULL && strcasecmp(channel->name, typed) == 0) || (social != NULL && strcasecmp(social->name, typed) == 0);
    if (run_skill(command, typed, whole, channel != NULL || social != NULL, topic != NULL))
        return;
    if (social != NULL && channel != NULL && strcasecmp(channel->name, typed) != 0)
        channel = NULL;
    if (channel == NULL && social == NULL && topic != NULL)
        tell(command->actor, "There is no such command as '%s'. " M_LINK "help %s" M_LINK_TEXT "Help %s" M_LINK_END " says more.\n",
             typed, typed, typed);
    else if (channel == NULL && social == NULL)
        tell(command->actor, "There is no such command as '%s'. Try help.\n", typed);
    else if (command->actor->position < RESTING)
        tell_posture(command->actor, RESTING);
    else if (channel != NULL)
        channel_speak(command, channel);
    else
        social_do(command, social);
}

void command_run(struct zone *zone, struct character *actor, const struct slot *slot, const struct lookup *lookup)
{
    const struct command_row *row = command_of(slot);
    struct command command = { .zone = zone, .actor = actor, .words = slot->line, .lookup = lookup, .slot = slot };
    if (row == NULL || ((row->flags & KEEPERS) != 0 && !character_is_keeper(zone, actor))) {
        run_word(&command, slot->typed);
        return;
    }
    const char *hindered = row->least > SLEEPING ? fight_hinders(actor) : NULL;
    if (hindered != NULL) {
        tell(actor, "%s\n", hindered);
        return;
    }
    if (actor->position < row->least) {
        tell_posture(actor, row->least);
        return;
    }
    command.argument = row->argument;
    uint16_t skill = (row->flags & SKILLED) != 0 ? rules_skill(zone->setting->rules, row->name) : NO_SKILL;
    if (skill != NO_SKILL && skill_percent(actor, skill) > 0)
        skill_use(actor, skill, command.words, lookup);
    else
        row->function(&command);
}

/* -- words ------------------------------------------------------------------------------------------- */

const char *word_take(const char *words, char *word, size_t size)
{
    size_t length = 0;
    words += strspn(words, " ");
    char end = ' ';
    if (*words == '"' || *words == '\'')
        end = *words++;
    while (*words != '\0' && *words != end) {
        if (length + 1 < size)
            word[length++] = *words;
        words++;
    }
    word[length] = '\0';
    if (*words == end && end != ' ')
        words++;
    return words + strspn(words, " ");
}

const char *name_take(const char *words, char *word, size_t size)
{
    static const char *const articles[] = { "a", "an", "my", "some", "the" };
    const char *rest = word_take(words, word, size);
    for (size_t at = 0; at < sizeof articles / sizeof articles[0] && rest[0] != '\0'; at++)
        if (strcasecmp(word, articles[at]) == 0)
            return word_take(rest, word, size);
    return rest;
}

unsigned word_number(char *word, bool *all)
{
    *all = false;
    if (strcasecmp(word, "all") == 0 || strncasecmp(word, "all.", 4) == 0) {
        *all = true;
        memmove(word, word[3] == '.' ? word + 4 : word + 3, strlen(word + 3) + (word[3] == '.' ? 0 : 1));
        return 1;
    }
    char *dot = strchr(word, '.');
    if (dot == NULL || dot == word || strspn(word, "0123456789") != (size_t)(dot - word))
        return 1;
    unsigned number = 0;
    for (const char *digit = word; digit < dot && number < 100000; digit++)
        number = number * 10 + (unsigned)(*digit - '0');
    memmove(word, dot + 1, strlen(dot + 1) + 1);
    return number == 0 ? 1 : number;
}

/* "buns" of "bun", "torches" of "torch". */
static bool word_is_several(const char *key, const char *word)
{
    size_t length = strlen(key);
    return strncasecmp(word, key, length) == 0 && (strcasecmp(word + length, "s") == 0 || strcasecmp(word + length, "es") == 0);
}

bool word_is_name(const char *const *keys, const char *word)
{
    size_t length = strlen(word);
    if (length == 0)
        return false;
    for (; *keys != NULL; keys++)
        if (strncasecmp(*keys, word, length) == 0 || word_is_several(*keys, word))
            return true;
    return false;
}

/* -- finding ----------------------------------------------------------------------------------------- */

struct item *item_find(struct item *first, const char *word, unsigned *number)
{
    for (struct item *item = first; item != NULL; item = item->next)
        if (word_is_name((const char *const *)item->object->keys, word) && !item_is_hidden(item) && --*number == 0)
            return item;
    return NULL;
}

static struct item *item_of_bearer(struct character *who, const char *word, bool worn)
{
    char bare[64];
    bool all;
    snprintf(bare, sizeof bare, "%s", word);
    unsigned number = word_number(bare, &all);
    for (struct item *item = who->items; item != NULL; item = item->next)
        if ((item->worn != WEAR_NOWHERE) == worn && word_is_name((const char *const *)item->object->keys, bare) && --number == 0)
            return item;
    return NULL;
}

struct item *item_carried(struct character *who, const char *word)
{
    return item_of_bearer(who, word, false);
}

struct item *item_worn(struct character *who, const char *word)
{
    return item_of_bearer(who, word, true);
}

void tell_not_carried(struct character *who, const char *word)
{
    const struct item *used = item_worn(who, word);
    if (used != NULL)
        tell(who, "You use %s; remove it first.\n", used->object->name);
    else
        tell(who, "You carry no such thing.\n");
}

struct item *item_here(struct character *who, const char *word)
{
    struct item *item = item_carried(who, word);
    if (item == NULL)
        item = item_worn(who, word);
    if (item != NULL)
        return item;
    char bare[64];
    bool all;
    snprintf(bare, sizeof bare, "%s", word);
    unsigned number = word_number(bare, &all);
    return item_find(who->room->items, bare, &number);
}

struct character *person_here(struct character *who, const char *word)
{
    char bare[64];
    bool all;
    snprintf(bare, sizeof bare, "%s", word);
    unsigned number = word_number(bare, &all);
    if (strcasecmp(bare, "self") == 0 || strcasecmp(bare, "me") == 0)
        return who;
    for (struct character *seen = who->room->people; seen != NULL; seen = seen->next)
        if (character_answers_to(seen, bare) && --number == 0)
            return seen;
    return NULL;
}

enum direction door_find(struct character *who, const char *words)
{
    char word[64], way[64];
    words = name_take(words, word, sizeof word);
    word_take(words, way, sizeof way);
    enum direction wanted = direction_find(way[0] != '\0' ? way : word);
    for (unsigned direction = 0; direction < DIRECTIONS; direction++) {
        const struct exit_proto *exit = &who->room->proto->exits[direction];
        if (exit->door == DOOR_NONE || !room_shows(who->room, direction))
            continue;
        bool named = word_is_name((const char *const *)exit->door_keys, word);
        if (direction == wanted ? way[0] == '\0' || named : wanted == NO_DIRECTION && named)
            return direction;
    }
    return NO_DIRECTION;
}
