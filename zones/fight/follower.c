/* zones/fight/follower.c -- see follower.h.  Entered by the zone's worker. */
#include "zones/fight/follower.h"

#include "zones/fight/abroad.h"
#include "zones/fight/fight_parts.h"
#include "zones/fight/mind.h"
#include "zones/quests/quests.h"
#include "zones/world/day.h"

enum { FOLLOW_MS = 3000 };

bool follower_helps(const struct character *who, const struct character *other)
{
    return is_led(who) && (entity_same(who->leader, other->id) || (is_led(other) && entity_same(who->leader, other->leader)));
}

bool follower_stays(const struct character *who)
{
    return who->mind != NULL && who->mind->stays;
}

void follower_begin(struct character *who, struct character *leader)
{
    fight_leave(who);
    abroad_over(who);
    who->leader = leader->id;
    mind_of(who)->stays = false;
    mind_intend(who, INTENT_FOLLOW, leader->id, FOLLOW_MS);
}

void follower_release(struct character *who)
{
    who->leader = NO_ENTITY;
    for (struct affect *affect; (affect = affect_giving(who, FIGURE_CHARMED)) != NULL;)
        affect_end(who, affect, false);
    if (who->mind != NULL)
        who->mind->stays = false;
}

void follower_forsaken(struct character *who)
{
    bool called = who->reset < 0;
    mount_end(who);
    follower_release(who);
    if (!called) {
        mind_fled(who);                 /* it knows the way home */
        return;
    }
    tell_room(who->room, who, NULL, "%s looks about for somebody, and is gone.\n", character_name(who));
    room_leave(who);
    character_free(&who);
}

void followers_forsaken(struct character *leader)
{
    for (struct character *who = leader->room->people, *next; who != NULL; who = next) {
        next = who->next;
        if (is_led(who) && entity_same(who->leader, leader->id))
            follower_forsaken(who);
    }
}

void follower_fire(struct character *who)
{
    struct zone *zone = who->zone;
    entity_id id = who->id;
    if (!is_led(who))
        return;
    struct character *leader = land_character(zone, who->leader);
    if (leader == NULL) {
        follower_forsaken(who);
        return;
    }
    bool free = who->position == STANDING && !fights(who) && is_able(who) && entity_none(who->rider) && !is(who, FIGURE_ROOTED);
    if (leader->room != who->room && free && !follower_stays(who))
        day_step(who, leader->room, true);
    who = land_character(zone, id);
    if (who != NULL && is_led(who))
        mind_intend(who, INTENT_FOLLOW, who->leader, FOLLOW_MS);
    leader = who == NULL || !is_led(who) ? NULL : land_character(zone, who->leader);
    if (leader != NULL && leader->room == who->room)
        quest_arrives(leader);          /* it may be where it wanted to be, and gone */
}

/* -- mounts ------------------------------------------------------------------------------------------ */

struct character *mount_of(const struct character *who)
{
    struct character *mount = entity_none(who->mount) ? NULL : land_character(who->zone, who->mount);
    return mount != NULL && mount->room == who->room && entity_same(mount->rider, who->id) ? mount : NULL;
}

struct character *rider_of(const struct character *who)
{
    struct character *rider = entity_none(who->rider) ? NULL : land_character(who->zone, who->rider);
    return rider != NULL && rider->room == who->room && entity_same(rider->mount, who->id) ? rider : NULL;
}

void mount_begin(struct character *who, struct character *mount)
{
    assert(who != mount);
    assert(who->room == mount->room);
    who->mount = mount->id;
    mount->rider = who->id;
}

void mount_end(struct character *who)
{
    struct character *mount = entity_none(who->mount) ? NULL : land_character(who->zone, who->mount);
    struct character *rider = entity_none(who->rider) ? NULL : land_character(who->zone, who->rider);
    who->mount = who->rider = NO_ENTITY;
    if (mount != NULL)
        mount->rider = NO_ENTITY;
    if (rider != NULL)
        rider->mount = NO_ENTITY;
}
