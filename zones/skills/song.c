/* zones/skills/song.c -- songs: played until one stops, heard by whoever is there.  Entered by the zone's worker.
 *
 * Every few seconds a song costs a little more mana and takes hold of its hearers anew, for a little longer than until the
 * next time.  Whoever plays has his hands and voice in it, but can walk and fight. */
#include "zones/skills/skills_parts.h"

#include "core/memory.h"
#include "zones/fight/fight_parts.h"

enum { SONG_MS = 4000, SONG_HOLDS_MS = 6000, UPKEEP_PART = 4 };

const char *song_name(const struct character *who)
{
    return who->song == NULL ? "" : rules_of(who)->skills[who->song->skill].name;
}

ZONE_THREAD static void song_wind(struct character *who)
{
    who->song->due = who->zone->now + SONG_MS;
    timers_set(&who->zone->timers, who->song->due, TIMER_SPELL, who->id, ALARM_SONG);
}

ZONE_THREAD static void hearers_hold(struct character *who, const struct deed *deed, const struct effect *effect, unsigned number)
{
    entity_id list[DEED_TARGETS_MOST];
    unsigned count = effect_reaches(deed, effect->on, list, DEED_TARGETS_MOST);
    for (unsigned at = 0; at < count; at++) {
        struct character *hearer = land_character(who->zone, list[at]);
        if (hearer != NULL && (!is(hearer, FIGURE_DEAF) || hearer == who))
            affect_lay(hearer, deed->number, number, deed->power, deed->level, who->zone->now + SONG_HOLDS_MS, who->id);
    }
}

ZONE_THREAD static void song_sounds(struct character *who)
{
    struct deed deed = deed_of(who, who->song->skill);
    deed.target = who;
    deed.aimed = who->id;
    for (unsigned at = 0; at < deed.skill->effect_count; at++)
        if (deed.skill->does[at].kind == EFFECT_SONG)
            hearers_hold(who, &deed, &deed.skill->does[at], at);
}

void song_begin(struct character *who, uint16_t skill)
{
    if (who->song != NULL && who->song->skill != skill)
        song_stop(who, false);
    if (who->song == NULL)
        who->song = memory_get(sizeof *who->song);
    who->song->skill = skill;
    song_sounds(who);
    song_wind(who);
}

void song_stop(struct character *who, bool told)
{
    if (who->song == NULL)
        return;
    const char *name = song_name(who);
    if (told) {
        tell(who, "You stop playing '%s'.\n", name);
        tell_room(who->room, who, NULL, "%s stops playing.\n", character_name(who));
    }
    memory_free(who->song);
    who->song = NULL;
}

void song_goes_on(struct character *who)
{
    if (who->song == NULL || who->song->due > who->zone->now || who->room == NULL)
        return;
    int32_t upkeep = (skill_cost(who, who->song->skill) + UPKEEP_PART - 1) / UPKEEP_PART;
    if (is(who, FIGURE_MUTE) || is_down(who) || who->position == SLEEPING || is(who, FIGURE_HELD)) {
        song_stop(who, true);
    } else if (!pool_take(who, POOL_MANA, upkeep)) {
        tell(who, "Your voice gives out.\n");
        song_stop(who, true);
    } else {
        song_sounds(who);
        song_wind(who);
    }
}
