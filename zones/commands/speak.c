/* zones/commands/speak.c -- other manners of speaking in a room: to one person, and louder.  Entered by the zone's worker.
 *
 * Each is one row of a table.  Clients know these lines by their shapes. */
#include "zones/commands/command.h"

#include "zones/world/ears.h"
#include "zones/world/sight.h"

enum { WORD_SIZE = 64 };

/* -- to one ------------------------------------------------------------------------------------------ */

static const struct manner {
    const char *what;              /* asked when there is nobody, or nothing, in the line */
    const char *verb, *verbs;
    bool        hushed;            /* others hear no words */
} manners[] = {
    { "Whisper to whom, and what?\n", "whisper to", "whispers to", true  },
    { "Ask whom what?\n",             "ask",        "asks",        false },
};

ZONE_THREAD static void speak_to_one(struct character *who, struct character *other, const struct manner *manner, const char *words)
{
    const char *name = character_name(other);
    tell(who, "You %s %s, '%s'\n", manner->verb, name, words);
    if (other->player == NULL || !ears_ignore(&other->player->ears, who->name))
        tell(other, "%s %s you, '%s'\n", who->name, manner->verbs, words);
    if (manner->hushed)
        tell_room(who->room, who, other, "%s %s %s.\n", who->name, manner->verbs, name);
    else
        tell_room(who->room, who, other, "%s %s %s, '%s'\n", who->name, manner->verbs, name, words);
}

void do_address(struct command *command)
{
    char word[WORD_SIZE];
    struct character *who = command->actor;
    const struct manner *manner = &manners[command->argument];
    const char *words = word_take(command->words, word, sizeof word);
    struct character *other = word[0] == '\0' ? NULL : person_here(who, word);
    if (word[0] == '\0' || words[0] == '\0')
        tell(who, "%s", manner->what);
    else if (other == NULL)
        tell(who, "There is nobody here by that name.\n");
    else if (other == who)
        tell(who, "You would have no need of words for that.\n");
    else if (other->position == SLEEPING)
        tell_sentence(who, "%s is asleep.\n", character_name(other));
    else
        speak_to_one(who, other, manner, words);
}

/* -- to all ------------------------------------------------------------------------------------------ */

void do_exclaim(struct command *command)
{
    static const struct voice {
        const char *what, *verb, *verbs;
        bool        far;           /* all over the area */
    } voices[] = {
        { "Yell what?\n",    "yell",     "yells,",    true  },    /* one's own has no comma: clients know it so */
        { "Exclaim what?\n", "exclaim,", "exclaims,", false },
        { "Grunt what?\n",   "grunt,",   "grunts,",   false },
    };
    struct character *who = command->actor;
    const struct voice *voice = &voices[command->argument];
    if (command->words[0] == '\0') {
        tell(who, "%s", voice->what);
        return;
    }
    tell(who, "You %s '%s'\n", voice->verb, command->words);
    if (voice->far)
        tell_around(command->zone, who, "%s %s '%s'\n", who->name, voice->verbs, command->words);
    else
        tell_room(who->room, who, NULL, "%s %s '%s'\n", who->name, voice->verbs, command->words);
}
