/* zones/world/habits.c -- when a player's next command may be done, and his own ways with lines.
 *
 * Both are his character's: net only acts on what it was told of them.  A wait is told with every answer while it
 * lasts, so that neither a border nor another connection ends it; and a command that was under way when it
 * began is handed back undone.  Habits are told with the answer to a line that shows that net has others.
 * Entered by the zone's worker. */
#include "zones/world/land.h"

bool character_waits(const struct character *who)
{
    return who->player != NULL && who->player->waits_until > who->zone->now;
}

/* If his command is just being answered the answer tells it. */
ZONE_THREAD static void wait_tell(const struct character *who)
{
    const struct zone *zone = who->zone;
    session_id session = who->player->session;
    if (session_same(session, NO_SESSION) || (zone->slot != NULL && session_same(zone->slot->session, session)))
        return;
    struct message *wait = message_new(MSG_WAIT);
    wait->wait.session = session;
    wait->wait.until = who->player->waits_until;
    zone_emit(who->zone, wait);
}

void character_wait(struct character *who, int64_t until)
{
    if (who->player == NULL || until <= who->player->waits_until)
        return;
    who->player->waits_until = until;
    wait_tell(who);
}

void habits_answer(const struct character *who, struct slot *slot)
{
    const struct player *player = who->player;
    if (character_waits(who))
        slot->not_before = player->waits_until;
    text_unref(&slot->habits);
    if (slot->habits_known != player->habits_mark)
        slot->habits = player->habits == NULL ? text_string("") : text_ref(player->habits);
}

void habits_set(struct character *who, struct text *habits)
{
    struct player *player = who->player;
    text_unref(&player->habits);
    player->habits = habits;
    player->habits_mark = habits_mark(habits);
}

void habits_put(struct bytes_writer *writer, const struct player *player)
{
    put_text(writer, player->habits);
}

void habits_take(struct bytes_reader *reader, struct character *who)
{
    struct text *habits = take_text(reader, HABITS_BYTES_MAX);
    if (!habits_sound(habits))
        reader->failed = true;
    habits_set(who, habits);
}
