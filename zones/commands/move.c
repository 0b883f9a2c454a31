/* zones/commands/move.c -- going, following, posture.  Entered by the zone's worker. */
#include "zones/commands/command.h"

#include "zones/body/hazard.h"
#include "zones/fight/fight.h"
#include "zones/fight/follower.h"

#include "zones/world/ships.h"

#include <string.h>
#include <strings.h>

void do_go(struct command *command)
{
    struct character *who = command->actor;
    if (fights(who))
        tell(who, "You are fighting! You would have to flee.\n");
    else if (is(who, FIGURE_ROOTED) || is(who, FIGURE_HELD))
        tell(who, "You cannot move from the spot.\n");
    else
        character_go(who, command->argument);
}

void do_disembark(struct command *command)
{
    struct character *who = command->actor;
    if (fights(who))
        tell(who, "You are fighting! You would have to flee.\n");
    else if (is(who, FIGURE_ROOTED) || is(who, FIGURE_HELD))
        tell(who, "You cannot move from the spot.\n");
    else
        ship_leave(who);
}

void do_exits(struct command *command)
{
    const struct room *room = command->actor->room;
    unsigned count = 0;
    for (unsigned direction = 0; direction < DIRECTIONS; direction++) {
        const struct exit_proto *exit = &room->proto->exits[direction];
        if (room_same(exit->to, NO_ROOM))
            continue;
        count++;
        if (room->doors[direction] >= DOOR_CLOSED) {
            tell(command->actor, "%s: the %s, %s.\n", direction_names[direction], exit->door_name,
                 room->doors[direction] == DOOR_LOCKED ? "locked" : "closed");
            continue;
        }
        const struct area *area = world_area(command->zone->setting->world, exit->zone);
        bool over = strcmp(area->name, command->zone->area->name) != 0;
        tell(command->actor, "%s: %s%s%s.\n", direction_names[direction], area_room(area, exit->to)->name, over ? ", in " : "",
             over ? area->name : "");
    }
    if (count == 0)
        tell(command->actor, "There is no way out that you can see.\n");
}

/* -- following --------------------------------------------------------------------------------------- */

ZONE_THREAD static void follow_stop(struct character *who)
{
    struct character *leader = land_character(who->zone, who->leader);
    if (entity_none(who->leader)) {
        tell(who, "You follow nobody.\n");
        return;
    }
    who->leader = NO_ENTITY;
    tell(who, "You stop following %s.\n", leader == NULL ? "them" : character_name(leader));
    if (leader != NULL)
        tell(leader, "%s stops following you.\n", who->name);
}

/* Would he, in the end, follow himself? */
static bool follow_circle(const struct character *who, const struct character *leader)
{
    for (unsigned steps = 0; leader != NULL && steps < 1000; steps++) {
        if (leader == who)
            return true;
        leader = entity_none(leader->leader) ? NULL : land_character(who->zone, leader->leader);
    }
    return false;
}

void do_follow(struct command *command)
{
    char word[64];
    struct character *actor = command->actor;
    word_take(command->words, word, sizeof word);
    if (word[0] == '\0') {
        tell(actor, "Follow whom? Follow self stops following.\n");
        return;
    }
    struct character *leader = person_here(actor, word);
    if (leader == NULL) {
        tell(actor, "There is nobody here by that name.\n");
    } else if (leader == actor) {
        follow_stop(actor);
    } else if (leader->player == NULL) {
        tell_sentence(actor, "%s would rather not be followed.\n", character_name(leader));
    } else if (entity_same(actor->leader, leader->id)) {
        tell(actor, "You follow %s already.\n", leader->name);
    } else if (follow_circle(actor, leader)) {
        tell(actor, "You would walk in circles: %s follows you.\n", leader->name);
    } else {
        if (!entity_none(actor->leader))
            follow_stop(actor);
        actor->leader = leader->id;
        tell(actor, "You now follow %s.\n", leader->name);
        tell(leader, "%s starts following you.\n", actor->name);
    }
}

/* -- posture ----------------------------------------------------------------------------------------- */

ZONE_THREAD static void posture_take(struct character *who, enum position position, const char *yours, const char *theirs)
{
    if (fights(who) && position < STANDING) {
        tell(who, "In the middle of a fight?\n");
        return;
    }
    if (mount_of(who) != NULL && position < STANDING) {
        tell(who, "You would fall off. Dismount first.\n");
        return;
    }
    bool turns = (position == SLEEPING) != (who->position == SLEEPING);
    pools_settle(who);                  /* settle the account at the old rate; it touches his place, too */
    who->position = (uint8_t)position;
    if (turns)
        character_publish(who);         /* who speaks to him must know */
    tell(who, "%s\n", yours);
    tell_room(who->room, who, NULL, "%s %s.\n", who->name, theirs);
    int64_t slept = who->player->slept, now = who->zone->now;
    who->player->slept = position == SLEEPING && who->room->proto->inn ? now > 0 ? now : 1 : 0;
    if (slept != 0 && position != SLEEPING && now - slept >= rules_of(who)->constants.rest_ms)
        state_befalls(who, "well rested");
}

void do_stand(struct command *command)
{
    struct character *who = command->actor;
    if (who->position == STANDING)
        tell(who, "You are standing already.\n");
    else
        posture_take(who, STANDING, who->position == RESTING ? "You stop resting and stand up." : "You stand up.", "stands up");
}

void do_sit(struct command *command)
{
    struct character *who = command->actor;
    if (who->position == SITTING)
        tell(who, "You are sitting already.\n");
    else
        posture_take(who, SITTING, "You sit down.", "sits down");
}

void do_rest(struct command *command)
{
    struct character *who = command->actor;
    if (who->position == RESTING)
        tell(who, "You are resting already.\n");
    else
        posture_take(who, RESTING, "You lie down to rest.", "lies down to rest");
}

void do_sleep(struct command *command)
{
    posture_take(command->actor, SLEEPING, "You close your eyes and fall asleep.", "falls asleep");
}

void do_wake(struct command *command)
{
    struct character *who = command->actor;
    if (who->position != SLEEPING)
        tell(who, "You are awake already.\n");
    else
        posture_take(who, STANDING, "You wake and get up.", "wakes and gets up");
    ears_return(who);
}
