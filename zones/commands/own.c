/* zones/commands/own.c -- one's own affairs: title, saving, leaving.  Entered by the zone's worker. */
#include "zones/commands/command.h"
#include "zones/fight/fight.h"

#include <string.h>

enum { TITLE_MOST = 30 };

void do_title(struct command *command)
{
    struct player *player = command->actor->player;
    if (strlen(command->words) > TITLE_MOST) {
        tell(command->actor, "That is too long for a title: it has %d letters at most.\n", TITLE_MOST);
        return;
    }
    character_touch(command->actor, PART_BODY);
    snprintf(player->title, sizeof player->title, "%s", command->words);
    character_publish(command->actor);
    if (player->title[0] == '\0')
        tell(command->actor, "You have no title now.\n");
    else
        tell(command->actor, "Your title is now <%s>.\n", player->title);
}

void do_breakout(struct command *command)
{
    command->zone->slot->drop_waiting = true;
    tell(command->actor, "You drop everything you were about to do.\n");
}

/* Told at once that it is under way; that it is true, when it is true. */
void do_save(struct command *command)
{
    struct player *player = command->actor->player;
    character_touch(command->actor, PART_BODY);  /* so that there is a cut to wait for: the next, not the open one */
    character_keep_seldom(command->actor);
    player->saving = true;
    command->zone->has_savers = true;
    tell(command->actor, "Saving %s.\n", command->actor->name);
}

void do_quit(struct command *command)
{
    if (fights(command->actor)) {
        tell(command->actor, "Not in the middle of a fight! Flee first.\n");
        return;
    }
    tell(command->actor, "You lie down at the edge of the world and close your eyes.\n");
    character_quit(command->actor, QUIT_ASKED);
}
