/* zones/commands/lines.c -- lines and what they stand for: aliases, pages, the history, what waits.
 *
 * The words are kept here, with the character; net does what they say (core/habits.h).  The history and the
 * waiting lines are known to net alone, which shows them behind the answer.  Entered by the zone's worker. */
#include "zones/commands/command.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { HISTORY_SHOWN = 20 };

/* -- aliases ----------------------------------------------------------------------------------------- */

ZONE_THREAD static void tell_alias(struct character *who, const struct alias *alias)
{
    tell(who, "%.*s is short for: %.*s\n", (int)alias->name_length, alias->name, (int)alias->text_length, alias->text);
}

ZONE_THREAD static void tell_aliases(struct character *who)
{
    struct alias alias;
    const struct text *habits = who->player->habits;
    if (habits_aliases(habits) == 0)
        tell(who, "You have no aliases. Alias, a name and some words make one.\n");
    for (size_t at = 0; habits_next(habits, &at, &alias);)
        tell_alias(who, &alias);
}

ZONE_THREAD static void habits_change(struct character *who, struct text *habits)
{
    character_touch(who, PART_BODY);
    habits_set(who, habits);
}

/* NULL, or why there can be no such alias. */
static const char *alias_refused(const struct command *command, const char *name, const char *text)
{
    const struct options *options = command->zone->setting->options;
    const struct text *habits = command->actor->player->habits;
    struct alias old;
    if (!alias_name_fits(name, strlen(name)))
        return "An alias is a short word of letters and digits.";
    if (command_always(name))
        return "That word has to go on meaning what it means.";
    if (strlen(text) > (size_t)options->alias_bytes_max)
        return "That is too long for an alias.";
    if (!habits_find(habits, name, strlen(name), &old) && habits_aliases(habits) >= (unsigned)options->alias_count_max)
        return "You have as many aliases as one can have.";
    return NULL;
}

void do_alias(struct command *command)
{
    char name[SLOT_LINE_SIZE];
    struct character *who = command->actor;
    struct alias alias;
    size_t length = strcspn(command->words, " ");
    snprintf(name, sizeof name, "%.*s", (int)length, command->words);
    const char *text = command->words + length + strspn(command->words + length, " ");
    const char *refused = alias_refused(command, name, text);
    if (name[0] == '\0') {
        tell_aliases(who);
    } else if (text[0] == '\0' && habits_find(who->player->habits, name, length, &alias)) {
        tell_alias(who, &alias);
    } else if (text[0] == '\0') {
        tell(who, "You have no such alias.\n");
    } else if (refused != NULL) {
        tell(who, "%s\n", refused);
    } else {
        habits_change(who, habits_with_alias(who->player->habits, name, text));
        tell(who, "From now on %s is short for: %s\n", name, text);
    }
}

void do_unalias(struct command *command)
{
    struct character *who = command->actor;
    struct alias alias;
    if (command->words[0] == '\0') {
        tell(who, "Forget which alias?\n");
    } else if (!habits_find(who->player->habits, command->words, strlen(command->words), &alias)) {
        tell(who, "You have no such alias.\n");
    } else {
        habits_change(who, habits_with_alias(who->player->habits, command->words, NULL));
        tell(who, "You forget that alias.\n");
    }
}

/* -- pages ------------------------------------------------------------------------------------------- */

ZONE_THREAD static void tell_pager(struct character *who)
{
    int lines = habits_pager(who->player->habits);
    if (lines == PAGER_AUTO)
        tell(who, "Long answers come in pages as long as your window, if your client says how long that is.\n");
    else if (lines == PAGER_OFF)
        tell(who, "Long answers come in one piece.\n");
    else
        tell(who, "Long answers come in pages of %d lines.\n", lines);
}

void do_pager(struct command *command)
{
    const char *words = command->words;
    char *end;
    long lines = strtol(words, &end, 10);
    if (strcasecmp(words, "off") == 0)
        lines = PAGER_OFF;
    else if (strcasecmp(words, "auto") == 0)
        lines = PAGER_AUTO;
    else if (words[0] != '\0' && (*end != '\0' || lines < PAGER_LINES_MIN || lines > PAGER_LINES_MAX)) {
        tell(command->actor, "A page has %d to %d lines; pager off and pager auto are the other choices.\n", PAGER_LINES_MIN,
             PAGER_LINES_MAX);
        return;
    }
    if (words[0] != '\0')
        habits_change(command->actor, habits_with_pager(command->actor->player->habits, (int)lines));
    tell_pager(command->actor);
}

/* -- what net shows ---------------------------------------------------------------------------------- */

ZONE_THREAD static void show(struct command *command, const char *title, enum slot_shows shows, uint32_t most)
{
    tell(command->actor, "%s\n", title);
    command->zone->slot->shows = (uint8_t)shows;
    command->zone->slot->shows_most = most;
}

void do_history(struct command *command)
{
    unsigned long most = strtoul(command->words, NULL, 10);
    show(command, "What you typed last:", SHOWS_HISTORY, most == 0 ? HISTORY_SHOWN : most > UINT32_MAX ? UINT32_MAX : (uint32_t)most);
}

void do_queue(struct command *command)
{
    show(command, "What waits:", SHOWS_QUEUE, UINT32_MAX);
}
