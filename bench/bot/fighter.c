/* bench/bot/fighter.c -- see fighter.h. */
#include "bench/bot/mix.h"

#include <string.h>
#include <strings.h>

enum { HUNT_MS = 10000, FLEE_MS = 2000, FELL_MS = 6000, SKILL_PAUSE_MS = 500, LINGER_MS = 700, FLEE_PART = 5, SKILL_NAME_WIDTH = 28 };
enum { TRIES = 4, AGAIN_HERE = 8 };
#define MS INT64_C(1000000)

static const char *const answers_kill[] = {
    "You attack ", "You turn to ", "You do the best you can!", "There is nobody here by that name.", "There is a peace upon",
    "And who would sell", "That one ", "You would only hurt yourself.", "You are far too afraid.", "You feel far too peaceful",
    "You have not chosen", "You have been killed too lately", "The two of you are too far", NULL,
};
static const char *const answers_flee[] = {
    "You flee from the fight.", "You turn to flee, and cannot", "You are not fighting anybody.", "There is no way out",
    "You cannot move from the spot", NULL,
};
static const char *const answers_loot[] = {
    "You get ", "There were ", "There was ", "You do not see ", "There are no coins", "What lies there is not yours",
    "You cannot carry", "Your purse holds no more.", "*stays where it is", "*is no container.", "*is empty.", "*is closed.", NULL,
};
static const char *const answers_skills[] = { "Skill/Spell", "You have learned nothing", NULL };

void fighter_begin(struct fighter *fighter)
{
    fighter->fighting = fighter->corpse = false;
    fighter->foe = NULL;
    fighter->foes = 0;
    fighter->until_ns = 0;
    fighter->lair = NOWHERE;
}

bool fighter_in_danger(const struct bot *bot)
{
    return bot->fighter.fighting || bot->fighter.health <= 0;
}

/* -- who is here ------------------------------------------------------------------------------------- */

static bool can_be_fought(const struct bot *bot, const struct mobile_proto *mobile)
{
    const struct place *here = bot->place == NOWHERE ? NULL : &bot->swarm->atlas->places[bot->place];
    return mobile->shop == NULL && here != NULL && !here->room->peaceful;
}

/* Any of those seen, each as likely as the others. */
static void sees(struct bot *bot, const struct mobile_proto *mobile)
{
    struct fighter *fighter = &bot->fighter;
    if (can_be_fought(bot, mobile) && dice_below(&bot->swarm->dice, ++fighter->foes) == 0)
        fighter->foe = mobile->keys[0];
}

/* "A cellar rat is here, fighting Ada." */
static bool is_fighting_line(const char *line, const char *name)
{
    size_t length = strlen(name);
    return strncasecmp(line, name, length) == 0 && line_begins(line + length, " is here, fighting ");
}

static void look_for_foes(struct bot *bot, const char *line)
{
    const struct world *world = bot->swarm->atlas->world;
    const struct mobile_proto *standing = atlas_standing(bot->swarm->atlas, line);
    if (standing != NULL)
        sees(bot, standing);
    if (standing != NULL || strstr(line, " is here, fighting ") == NULL)
        return;
    for (unsigned at = 0; at < world->mobile_count; at++)
        if (is_fighting_line(line, world->mobiles[at].name)) {
            sees(bot, &world->mobiles[at]);
            return;
        }
}

/* -- how it goes ------------------------------------------------------------------------------------- */

static void dies(struct bot *bot)
{
    fighter_begin(&bot->fighter);
    bot->following = NOBODY;
    bot->swarm->tally.deaths++;
}

static void kills(struct bot *bot)
{
    bot->swarm->tally.kills++;
    if (bot->mix == NULL || !bot->mix->at_lairs)
        bot->fighter.until_ns = 0;      /* back to whatever it did; who belongs there goes on */
}

/* Somebody here is dead: it may be the one we fought, and if others are left, they will be heard of. */
static void sees_death(struct bot *bot)
{
    bot->fighter.fighting = false;
    bot->fighter.foe = NULL;
    bot->fighter.corpse = true;
}

static void sees_corpse(struct bot *bot)
{
    bot->fighter.corpse = true;
}

static void attacks(struct bot *bot)
{
    bot->fighter.fighting = true;
    bot->swarm->tally.fights++;
}

static void is_attacked(struct bot *bot)
{
    bot->fighter.fighting = true;
}

static void flees(struct bot *bot)
{
    bot->fighter.fighting = false;
    bot->fighter.foe = NULL;
    bot->swarm->tally.flights++;
}

/* He is not asked for anything meanwhile: the game would only let it wait. */
static void is_held_up(struct bot *bot)
{
    bot->free_ns = bot->swarm->now_ns + FELL_MS * MS;
}

static void finds_nobody(struct bot *bot)
{
    if (line_begins(bot->order, "kill "))
        bot->fighter.foe = NULL;
}

static void loots(struct bot *bot)
{
    bot->swarm->tally.loots += line_begins(bot->order, "get all corpse");
}

static const struct { const char *begins, *within; void (*happens)(struct bot *bot); } events[] = {
    { "You are dead!", NULL, dies },
    { "You receive your reward for the kill", NULL, kills },
    { "You receive a reduced reward", NULL, kills },
    { "You flee from the fight.", NULL, flees },
    { "You attack ", NULL, attacks },
    { "You are fighting!", NULL, is_attacked },
    { "Not in the middle of a fight!", NULL, is_attacked },
    { "You are knocked to the ground!", NULL, is_held_up },
    { "You are stunned!", NULL, is_held_up },
    { "You are stunned, and can do nothing.", NULL, is_held_up },
    { "There is nobody here by that name.", NULL, finds_nobody },
    { "There were ", " coins", loots },
    { "You get ", " from the corpse of ", loots },
    { "", " is dead!  R.I.P.", sees_death },
    { "", " attacks you!", is_attacked },
    { "", " turns to you!", is_attacked },
    { "", " joins the fight with you.", is_attacked },
    { "The corpse of ", " is lying here.", sees_corpse },
};

/* What the list says it knows, of what is used against somebody and has a command of its own. */
static void learns(struct bot *bot, const char *line)
{
    struct fighter *fighter = &bot->fighter;
    const struct rules *rules = bot->swarm->atlas->rules;
    if (strlen(line) < SKILL_NAME_WIDTH)
        return;
    size_t length = SKILL_NAME_WIDTH;
    while (length > 0 && line[length - 1] == ' ')
        length--;
    for (unsigned at = 0; at < rules->skill_count && fighter->skill_count < FIGHTER_SKILLS; at++) {
        const struct skill *skill = &rules->skills[at];
        if (skill->hostile && skill->command != NULL && strlen(skill->name) == length && strncmp(skill->name, line, length) == 0)
            fighter->skills[fighter->skill_count++] = (uint16_t)at;
    }
}

void fighter_heard(struct bot *bot, const char *line, bool title)
{
    struct fighter *fighter = &bot->fighter;
    if (title) {
        fighter->foe = NULL;
        fighter->foes = 0;
        fighter->corpse = false;
        return;
    }
    for (size_t at = 0; at < sizeof events / sizeof events[0]; at++)
        if (line_begins(line, events[at].begins) && (events[at].within == NULL || strstr(line, events[at].within) != NULL)) {
            events[at].happens(bot);
            return;
        }
    if (bot->in_flight && strcmp(bot->order, "skills") == 0)
        learns(bot, line);
    else
        look_for_foes(bot, line);
}

/* -- deeds ------------------------------------------------------------------------------------------- */

bool fighter_do_flee(struct bot *bot)
{
    if (!bot->fighter.fighting)
        return false;
    bot->waits_ms = FLEE_MS;
    bot_order(bot, answers_flee, "flee");
    return true;
}

bool fighter_do_loot(struct bot *bot)
{
    if (!bot->fighter.corpse)
        return false;
    bot->fighter.corpse = false;        /* until it is seen again */
    bot_order(bot, answers_loot, "get all corpse");
    return true;
}

bool fighter_do_skill(struct bot *bot)
{
    struct fighter *fighter = &bot->fighter;
    if (!fighter->skills_asked) {
        fighter->skills_asked = true;
        bot_order(bot, answers_skills, "skills");
        return true;
    }
    if (!fighter->fighting || fighter->skill_count == 0)
        return false;
    uint16_t number = fighter->skills[dice_below(&bot->swarm->dice, fighter->skill_count)];
    const struct skill *skill = &bot->swarm->atlas->rules->skills[number];
    bot->waits_ms = skill->wait_ms + skill->delay_ms + SKILL_PAUSE_MS;
    bot->swarm->tally.skills++;
    bot_order(bot, NULL, "%s", skill->command);
    return true;
}

/* One in three looks for glory, and finds it now and then; the others look for rats. */
static bool is_daring(const struct bot *bot)
{
    return bot->number % 3 == 0;
}

static bool is_better(const struct bot *bot, unsigned lair, unsigned than)
{
    const struct atlas *atlas = bot->swarm->atlas;
    bool near = zone_same(atlas->places[atlas->lairs[lair]].zone, atlas->places[bot->place].zone);
    bool other_near = zone_same(atlas->places[atlas->lairs[than]].zone, atlas->places[bot->place].zone);
    if (near != other_near)
        return near;
    return is_daring(bot) ? atlas->lair_levels[lair] > atlas->lair_levels[than] : atlas->lair_levels[lair] < atlas->lair_levels[than];
}

static bool begin_hunt(struct bot *bot)
{
    struct swarm *swarm = bot->swarm;
    const struct atlas *atlas = swarm->atlas;
    struct fighter *fighter = &bot->fighter;
    if (atlas->lair_count == 0 || bot->following != NOBODY || bot->place == NOWHERE)
        return false;
    fighter->until_ns = swarm->now_ns + HUNT_MS * MS;
    unsigned best = dice_below(&swarm->dice, atlas->lair_count);
    for (unsigned tries = 0; tries < TRIES; tries++) {     /* rather near than far, without measuring the way */
        unsigned other = dice_below(&swarm->dice, atlas->lair_count);
        if (is_better(bot, other, best))
            best = other;
    }
    fighter->lair = atlas->lairs[best];
    return true;
}

/* The hunt begins where one is, if that is a place for it. */
static bool begin_here(struct bot *bot)
{
    const struct atlas *atlas = bot->swarm->atlas;
    if (!begin_hunt(bot))
        return false;
    for (unsigned at = 0; at < atlas->lair_count; at++)
        if (atlas->lairs[at] == bot->place)
            bot->fighter.lair = bot->place;
    return true;
}

bool fighter_do_fight(struct bot *bot)
{
    if (bot->fighter.until_ns == 0 && !begin_here(bot))
        return false;
    return fighter_hunts(bot);
}

/* -- a hunt ------------------------------------------------------------------------------------------ */

static bool fights_on(struct bot *bot)
{
    struct dice *dice = &bot->swarm->dice;
    const struct fighter *fighter = &bot->fighter;
    if (fighter->health * FLEE_PART < fighter->health_most && dice_below(dice, 3) == 0)
        return fighter_do_flee(bot);
    if (dice_below(dice, 3) == 0 && fighter_do_skill(bot))
        return true;
    if (dice_below(dice, 3) != 0)
        return false;
    bot_rest(bot, LINGER_MS);
    return true;
}

static bool attack(struct bot *bot)
{
    bot_order(bot, answers_kill, "kill %s", bot->fighter.foe);
    return true;
}

/* At the lair, and nobody is here: they come back after a while, or are elsewhere. */
static bool looks_about(struct bot *bot)
{
    if (dice_below(&bot->swarm->dice, AGAIN_HERE) == 0 && !begin_hunt(bot))
        return false;
    bot_order(bot, answers_walk, "look");
    return true;
}

bool fighter_hunts(struct bot *bot)
{
    struct fighter *fighter = &bot->fighter;
    if (fighter->fighting)
        return fights_on(bot);
    if (fighter->until_ns == 0)
        return false;
    if (bot->swarm->now_ns >= fighter->until_ns || bot->place == NOWHERE) {
        fighter->until_ns = 0;
        return false;
    }
    if (fighter->corpse && dice_below(&bot->swarm->dice, 2) == 0)
        return fighter_do_loot(bot);
    if (fighter->foe != NULL)
        return attack(bot);
    if (bot->place == fighter->lair)
        return looks_about(bot);
    return mix_walk(bot, atlas_way(bot->swarm->atlas, bot->place, fighter->lair));
}
