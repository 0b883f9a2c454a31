/* zones/commands/bloodline.c -- naming an heir, taking up the blood.  Entered by the zone's worker.
 *
 * What it brings, and how it passes, is zones/body/kin.h's. */
#include "zones/commands/command.h"

#include "zones/body/kin.h"

#include <string.h>
#include <strings.h>

ZONE_THREAD static void bloodline_show(struct character *who)
{
    const struct kin *kin = &who->player->growth.kin;
    int64_t share = rules_of(who)->constants.heir_share;
    if (kin->ancestor[0] == '\0' && kin->heir[0] == '\0')
        tell(who, "You are the first and the last of your blood. Help bloodline tells how to name an heir.\n");
    if (kin->ancestor[0] != '\0') {
        tell(who, "You are of %s's blood. What you learn by fighting earns %s %lld parts in a hundred of it besides.\n",
             kin->ancestor, kin->ancestor, (long long)share);
        tell(who, "Since you entered the world that is %lld experience.\n", (long long)kin->due);
    }
    if (kin->heir[0] != '\0')
        tell(who, "You have named %s your heir.\n", kin->heir);
}

/* What no name can be is not asked for, and not said back. */
ZONE_THREAD static void ask_about(struct character *who, enum kin_request request, const char *name)
{
    if (!name_fits(name))
        tell(who, "That is nobody's name.\n");
    else
        kin_ask(who, request, name);
}

ZONE_THREAD static void bloodline_heir(struct character *who, const char *name)
{
    int64_t least = rules_of(who)->constants.heir_level;
    if (who->player->level < least && !character_is_keeper(who->zone, who))
        tell(who, "You are too young to think of heirs. From level %lld on one does.\n", (long long)least);
    else if (name[0] == '\0')
        tell(who, "Whom? Bloodline heir, and the name of another character of yours.\n");
    else
        ask_about(who, KIN_HEIR, name);
}

ZONE_THREAD static void bloodline_accept(struct character *who, const char *name)
{
    const struct kin *kin = &who->player->growth.kin;
    if (name[0] == '\0')
        tell(who, "Whose blood? Bloodline accept, and the name of who has named you.\n");
    else if (kin->ancestor[0] != '\0')
        tell(who, "You are of %s's blood already. Bloodline leave would end that.\n", kin->ancestor);
    else
        ask_about(who, KIN_ACCEPT, name);
}

ZONE_THREAD static void bloodline_disown(struct character *who, const char *name)
{
    (void)name;
    kin_disown(who);
}

ZONE_THREAD static void bloodline_leave(struct character *who, const char *name)
{
    (void)name;
    kin_leave(who);
}

void do_bloodline(struct command *command)
{
    static const struct { const char *word; void (*act)(struct character *who, const char *name); } ways[] = {
        { "heir", bloodline_heir }, { "accept", bloodline_accept }, { "disown", bloodline_disown }, { "leave", bloodline_leave },
    };
    struct character *who = command->actor;
    char word[16], name[NAME_SIZE];
    const char *rest = word_take(command->words, word, sizeof word);
    word_take(rest, name, sizeof name);
    if (word[0] == '\0') {
        bloodline_show(who);
        return;
    }
    for (size_t at = 0; at < sizeof ways / sizeof ways[0]; at++)
        if (strncasecmp(ways[at].word, word, strlen(word)) == 0) {
            ways[at].act(who, name);
            return;
        }
    tell(who, "Bloodline alone tells of yours. Bloodline heir and a name, accept and a name, disown, and leave change it.\n");
}
