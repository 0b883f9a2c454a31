/* zones/world/idle.c -- who types nothing for long is pulled into the void, where any line finds him again.
 *
 * Only a mark and two lines: the body stays where it is.  An awake land has one timer for all its people, due
 * when the first of them may have been idle long enough.  Entered by the zone's worker. */
#include "zones/world/land.h"

static int64_t idle_ms(const struct zone *zone)
{
    return zone->setting->options->character_idle_s * 1000;
}

static void idle_timer(struct zone *zone, int64_t due)
{
    land_of(zone)->idle_due = due;
    timers_set(&zone->timers, due, TIMER_IDLE, NO_ENTITY, 0);
}

void idle_watch(struct character *who)
{
    struct zone *zone = who->zone;
    who->player->heard = zone->now;
    who->player->idle = false;
    if (land_of(zone)->idle_due == 0)   /* else it is due before this one is */
        idle_timer(zone, zone->now + idle_ms(zone));
}

void idle_heard(struct character *who)
{
    bool was_idle = who->player->idle;
    idle_watch(who);
    if (!was_idle)
        return;
    tell(who, "You return from the void.\n");
    tell_room(who->room, who, NULL, "%s returns from the void.\n", who->name);
    character_publish(who);
}

ZONE_THREAD static void idle_pull(struct character *who)
{
    who->player->idle = true;
    character_publish(who);
    tell(who, "You have been idle, and are pulled into the void.\n");
    tell_room(who->room, who, NULL, "%s fades, and is pulled into the void.\n", who->name);
}

/* Who has no connection is not waited for: he leaves in a while anyhow. */
void idle_fire(struct zone *zone)
{
    int64_t next = INT64_MAX;
    land_of(zone)->idle_due = 0;
    for (unsigned at = 0; at < zone->area->room_count; at++)
        for (struct character *who = land_of(zone)->rooms[at].people; who != NULL; who = who->next) {
            const struct player *player = who->player;
            if (player == NULL || player->idle || session_same(player->session, NO_SESSION))
                continue;
            int64_t due = player->heard + idle_ms(zone);
            if (due <= zone->now)
                idle_pull(who);
            else if (due < next)
                next = due;
        }
    if (next != INT64_MAX)
        idle_timer(zone, next);
}
