/* zones/skills/use.c -- from words to a deed: may he, at whom, when.  Entered by the zone's worker. */
#include "zones/skills/skills_parts.h"

#include "core/memory.h"
#include "zones/body/wearing.h"
#include "zones/commands/command.h"
#include "zones/fight/fight_parts.h"

#include <string.h>

/* -- may he ------------------------------------------------------------------------------------------ */

static bool has_book(const struct character *who)
{
    for (const struct item *item = who->items; item != NULL; item = item->next)
        if (item->object->spellbook)
            return true;
    return false;
}

/* A wizard's own spells are read out of a book; prayers and songs one knows by heart. */
static bool lacks_book(const struct character *who, const struct skill *skill)
{
    return who->player != NULL && skill->kind == SKILL_SPELL && rules_of(who)->classes[who->player->growth.class].caster
        && !has_book(who);
}

static const char *posture_refuses(const struct character *who, const struct skill *skill)
{
    if (who->position >= skill->position || (who->position == SLEEPING && skill->waking))
        return NULL;
    if (who->position == SLEEPING)
        return "In your dreams, perhaps. Wake up first.";
    return skill->position == STANDING ? "You had better stand up first." : "You had better sit up first.";
}

/* It shoots with the bow in his hand, and there is nothing to shoot. */
static bool lacks_missile(const struct character *who, const struct skill *skill)
{
    const struct item *bow = missile_weapon(who);
    for (unsigned at = 0; bow != NULL && at < skill->effect_count; at++)
        if (skill->does[at].kind == EFFECT_SHOOT && skill->does[at].with == WITH_BOW)
            return !missile_ready(who, bow);
    return false;
}

const char *skill_refuses(const struct character *who, const struct skill *skill)
{
    uint16_t number = (uint16_t)(skill - rules_of(who)->skills);
    const struct learned *learned = learned_find(who, number);
    const char *why = posture_refuses(who, skill);
    if (why != NULL)
        return why;
    if (skill->kind == SKILL_PASSIVE || skill->kind == SKILL_STATE)
        return "That is nothing one does: you have it, or you do not.";
    if (is_down(who) || is(who, FIGURE_HELD) || (is(who, FIGURE_ASLEEP) && !skill->waking))
        return "You cannot stir.";
    if (who->stunned_until > who->zone->now)
        return "You are still stunned.";
    if (skill_is_magic(skill) && is(who, FIGURE_MUTE))
        return "Your lips move, but no sound comes of it.";
    if (who->casting != NULL)
        return "You are concentrating on something else.";
    if (lacks_book(who, skill))
        return "You need a spell book for that.";
    if (lacks_missile(who, skill))
        return "You have nothing to shoot with what is in your hand.";
    if (learned != NULL && learned->ready > who->zone->now)
        return "It is too early to do that again.";
    if (pool_has(who, skill_pool(skill)) < skill_cost(who, number))
        return skill_is_magic(skill) ? "You do not have enough mana." : "You are too exhausted.";
    return conditions_refuse(skill, who, NULL);
}

/* -- a deed ------------------------------------------------------------------------------------------ */

struct deed deed_of(struct character *who, uint16_t number)
{
    return (struct deed){
        .zone = who->zone, .room = who->room, .actor = who, .by = who->id, .skill = &rules_of(who)->skills[number],
            .number = number,
        .level = character_power(who), .power = skill_power(who, number), .direction = NO_DIRECTION, .landed = true,
    };
}

/* Whoever hides is seen as soon as he does anything to others; whoever is invisible, as soon as he harms them. */
ZONE_THREAD static void comes_to_light(struct character *who, const struct skill *skill)
{
    struct affect *hidden;
    if (!skill->hostile)
        return;
    while ((hidden = affect_giving(who, FIGURE_HIDDEN)) != NULL)
        affect_end(who, hidden, false);
    while ((hidden = affect_giving(who, FIGURE_INVISIBLE)) != NULL)
        affect_end(who, hidden, true);
}

ZONE_THREAD static void lost(struct deed *deed)
{
    struct character *who = deed->actor;
    pool_take(who, skill_pool(deed->skill), skill_cost(who, deed->number) / 2);
    if (skill_is_magic(deed->skill)) {
        tell(who, "You lost concentration casting '%s.'\n", deed->skill->name);
        tell_room(who->room, who, NULL, "%s loses concentration.\n", character_name(who));
    } else if (deed->skill->lines[LINE_MISS_SELF] != NULL) {
        skill_says(deed, deed->target, true);
    } else {
        tell(who, "You try %s, and it comes to nothing.\n", deed->skill->name);
        tell_room(who->room, who, NULL, "%s tries something, and it comes to nothing.\n", character_name(who));
    }
}

ZONE_THREAD static void rests_after(struct character *who, const struct deed *deed)
{
    struct learned *learned = learned_find(who, deed->number);
    if (learned != NULL && deed->skill->cooldown_ms > 0) {
        character_touch(who, PART_BODY);
        learned->ready = who->zone->now + deed->skill->cooldown_ms;
    }
    if (who->player != NULL && deed->skill->wait_ms > 0)
        character_wait(who, who->zone->now + deed->skill->wait_ms);
}

/* Whom he meant to harm fights back even if it went wrong. */
ZONE_THREAD static void provoked(struct deed *deed)
{
    struct character *who = land_character(deed->zone, deed->by), *target = land_character(deed->zone, deed->aimed);
    if (deed->skill->hostile && who != NULL && target != NULL && target != who && who->room == target->room && who->room != NULL
            && !are_allies(who, target) && (!fights(who) || !fights(target)))
        fight_begin(who, target);
}

ZONE_THREAD static void perform(struct deed *deed)
{
    struct zone *zone = deed->zone;
    struct character *who = deed->actor;
    bool succeeded = (int32_t)dice_below(&zone->dice, 100) < skill_chance(who, deed->number);
    comes_to_light(who, deed->skill);
    rests_after(who, deed);
    if (!succeeded) {
        lost(deed);
        provoked(deed);
    } else {
        pool_take(who, skill_pool(deed->skill), skill_cost(who, deed->number));
        effects_apply(deed);
    }
    who = land_character(zone, deed->by);
    if (who != NULL)
        skill_exercise(who, deed->number, succeeded);
}

/* -- concentrating ----------------------------------------------------------------------------------- */

ZONE_THREAD static void concentrate(struct deed *deed)
{
    struct character *who = deed->actor;
    struct casting *casting = who->casting = memory_get(sizeof *casting);
    casting->skill = deed->number;
    casting->due = who->zone->now + deed->skill->delay_ms;
    casting->target = deed->aimed;
    casting->zone = deed->aimed_zone;
    casting->direction = (uint8_t)deed->direction;
    casting->grouped = deed->grouped;
    snprintf(casting->words, sizeof casting->words, "%s", deed->words);
    timers_set(&who->zone->timers, casting->due, TIMER_SPELL, who->id, ALARM_SPELL);
    skill_says_start(who, deed->skill);
    if (who->player != NULL)
        character_wait(who, casting->due);
}

void skill_interrupt(struct character *who, bool told)
{
    if (who->casting == NULL)
        return;
    const struct skill *skill = &rules_of(who)->skills[who->casting->skill];
    memory_free(who->casting);
    who->casting = NULL;
    if (!told)
        return;
    tell(who, "You lost concentration casting '%s.'\n", skill->name);
    tell_room(who->room, who, NULL, "%s loses concentration.\n", character_name(who));
}

ZONE_THREAD static void spell_ready(struct character *who)
{
    if (who->casting == NULL || who->casting->due > who->zone->now)
        return;                         /* lost meanwhile, or another one */
    struct casting casting = *who->casting;
    memory_free(who->casting);
    who->casting = NULL;
    struct deed deed = deed_of(who, casting.skill);
    deed.aimed = casting.target;
    deed.aimed_zone = casting.zone;
    deed.direction = casting.direction;
    deed.grouped = casting.grouped;
    memcpy(deed.words, casting.words, sizeof deed.words);
    const char *why = skill_refuses(who, deed.skill);
    if (why == NULL && !deed_aim_again(&deed))
        return;
    if (why == NULL)
        why = conditions_refuse(deed.skill, who, &deed);
    if (why != NULL)
        tell(who, "%s\n", why);
    else
        perform(&deed);
}

/* Its time is over, or whoever called it has let go. */
ZONE_THREAD static void creature_goes(struct character *who)
{
    if (who->player != NULL || who->room == NULL)
        return;
    tell_room(who->room, who, NULL, "%s goes back to wherever it came from.\n", character_name(who));
    fight_leave(who);
    room_leave(who);
    character_free(&who);
}

void skill_ready(struct character *who, uint64_t argument)
{
    if (argument == ALARM_SPELL)
        spell_ready(who);
    else if (argument == ALARM_SONG)
        song_goes_on(who);
    else if (argument == ALARM_GONE)
        creature_goes(who);
}

/* -- beginning --------------------------------------------------------------------------------------- */

ZONE_THREAD static void begin(struct deed *deed)
{
    if (deed->skill->delay_ms > 0)
        concentrate(deed);
    else
        perform(deed);
}

void skill_use(struct character *who, uint16_t number, const char *words, const struct lookup *lookup)
{
    struct deed deed = deed_of(who, number);
    const char *why = NULL;
    if (skill_percent(who, number) == 0)
        why = skill_is_magic(deed.skill) ? "You have no knowledge of that spell." : "You have no knowledge of that.";
    if (why == NULL)
        why = skill_refuses(who, deed.skill);
    if (why == NULL && !deed_aim(&deed, words, lookup))
        return;
    if (why == NULL)
        why = conditions_refuse(deed.skill, who, &deed);
    if (why != NULL)
        tell(who, "%s\n", why);
    else
        begin(&deed);
}

bool skill_use_at(struct character *who, uint16_t number, struct character *target)
{
    struct deed deed = deed_of(who, number);
    if (skill_refuses(who, deed.skill) != NULL || deed.skill->target > TARGET_ANYBODY)
        return false;
    deed.target = deed.skill->target == TARGET_NONE || target == NULL ? who : target;
    deed.aimed = deed.target->id;
    if (deed.skill->hostile && deed.target != who && fight_refuses(who, deed.target) != NULL)
        return false;
    if (conditions_refuse(deed.skill, who, &deed) != NULL)
        return false;
    begin(&deed);
    return true;
}

bool skill_from_item(struct character *who, struct item **item, const char *words)
{
    const struct skill *casts = (*item)->object->casts;
    assert(casts != NULL);
    struct deed deed = deed_of(who, (uint16_t)(casts - rules_of(who)->skills));
    deed.power = 100;
    deed.level = (*item)->object->casts_level;
    deed.from_thing = true;
    if (!deed_aim(&deed, words, NULL))
        return false;
    const char *why = deed.item == *item ? "It cannot be turned upon itself." : conditions_refuse(deed.skill, who, &deed);
    if (why != NULL) {
        tell(who, "%s\n", why);
        return false;
    }
    comes_to_light(who, deed.skill);
    item_use_up(who->zone, item);
    effects_apply(&deed);
    return true;
}

void skill_befalls(struct character *who, uint16_t number, uint32_t level)
{
    struct deed deed = {
        .zone = who->zone, .room = who->room, .skill = &rules_of(who)->skills[number], .number = number, .level = level,
            .power = 100,
        .direction = NO_DIRECTION, .landed = true, .target = who, .aimed = who->id,
    };
    effects_apply(&deed);
}
