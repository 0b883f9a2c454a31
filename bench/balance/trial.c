/* bench/balance/trial.c -- see trial.h.
 *
 *     rest -> what lasts is cast -> on the way -> foes of the same level -> a fight -> coins out of the corpses -> rest ...
 *
 * Who dies loses the way back, the price of a death, and nothing else: he stays what the table says he is. */
#include "bench/balance/trial.h"

#include "bench/balance/bot.h"
#include "core/memory.h"
#include "zones/fight/fight_parts.h"
#include "zones/fight/follower.h"
#include "zones/rules/formula.h"

#include <stdio.h>
#include <string.h>

enum { FIGHTS_LEAST = 60, FIGHTS_MOST = 5000, STEP_MS = 250, REST_STEP_MS = 3000, REST_MOST_MS = 20 * 60000, FIGHT_MOST_MS = 5 * 60000,
       SEEK_MS = 15000, DEATH_MS = 180000, PREPARES_MOST = 60, LOOT_MS = 1000, COMPANY_FOES = 2, EXPERIENCE_LEAST = 40, DRAGONS_FROM = 40,
       STRANGE_FROM = 10, WAITS_MOST = 80, ALIGNED = 600, TENTHS = 10 };

struct trial {
    const struct rules *rules;
    struct cell  *cell;
    struct ring  *ring;
    struct bot   *bots;            /* bots[0] is the one who is tested */
    struct growth was;             /* of his, when he came; what was learned is not copied */
    struct dice   dice;            /* for what the bench chooses */
    uint8_t       roles[256];      /* that are fought at that level */
    unsigned      role_count;
};

/* -- foes -------------------------------------------------------------------------------------------- */

static const struct { const char *role, *race; int alignment; } kinds[] = {
    { "beast", "animal", 0 },   { "predator", "animal", 0 },  { "packhound", "animal", 0 },  { "swarm", "insect", 0 },
    { "mount", "animal", 0 },   { "undead", "undead", -700 }, { "spirit", "ethereal", -300 }, { "construct", "construct", 0 },
    { "demon", "demon", -900 }, { "dragon", "dragon", -500 }, { "stalker", "human", -500 },  { "thief", "human", -300 },
    { "zealot", "human", -600 }, { "brute", "human", -300 },
};

static bool is_fought(const struct role *role, unsigned power)
{
    bool strange = (role->experience >= 120 && role->damage >= 100) || strcmp(role->key, "construct") == 0;
    if ((role->behaviours & (1u << BEHAVIOUR_BOSS | 1u << BEHAVIOUR_MEEK)) != 0 || role->experience < EXPERIENCE_LEAST)
        return false;
    if (strcmp(role->key, "dragon") == 0)
        return power >= DRAGONS_FROM;
    return !strange || power >= STRANGE_FROM;
}

static void roles_choose(struct trial *trial)
{
    const struct creature_rules *creatures = trial->rules->creatures;
    for (unsigned at = 0; at < creatures->role_count; at++)
        if (is_fought(&creatures->roles[at], trial->cell->power))
            trial->roles[trial->role_count++] = (uint8_t)at;
    assert(trial->role_count > 0);
}

static void foe_make(struct trial *trial, unsigned at)
{
    static const char *const builds[] = { "lean", "plain", "plain", "plain", "stout", "strong" };
    struct mobile_proto *foe = &trial->ring->mobiles[at];
    int build = creature_build(trial->rules, builds[dice_below(&trial->dice, sizeof builds / sizeof builds[0])]);
    const struct race *race = rules_race(trial->rules, "human");
    foe->role = trial->roles[dice_below(&trial->dice, trial->role_count)];
    foe->build = build < 0 ? trial->rules->creatures->build_plain : (uint8_t)build;
    foe->level = trial->cell->power;
    foe->alignment = 0;
    for (unsigned kind = 0; kind < sizeof kinds / sizeof kinds[0]; kind++)
        if (strcmp(kinds[kind].role, trial->rules->creatures->roles[foe->role].key) == 0) {
            const struct race *its = rules_race(trial->rules, kinds[kind].race);
            race = its == NULL ? race : its;
            foe->alignment = kinds[kind].alignment;
        }
    foe->race = race == NULL ? 0 : (uint16_t)(race - trial->rules->races);
}

static unsigned foes_left(const struct ring *ring)
{
    unsigned count = 0;
    for (const struct character *who = ring_room(ring, FIELD)->people; who != NULL; who = who->next)
        count += who->mobile != NULL && !is_led(who);
    return count;
}

/* -- company ----------------------------------------------------------------------------------------- */

/* Whom he takes along: somebody in front, somebody who heals, somebody with spells, whichever he is not. */
static void company_of(const struct rules *rules, unsigned class, unsigned others[2])
{
    static const char *const mixes[][2] = { { "fighter", "paladin" }, { "priest", "prophet" }, { "mage", "wizard" } };
    const char *path = rules->classes[rules->classes[class].path].key;
    unsigned count = 0;
    for (unsigned at = 0; at < 3 && count < 2; at++) {
        int found = rules_class(rules, mixes[at][rules->classes[class].path == class ? 0 : 1]);
        if (strcmp(mixes[at][0], path) != 0 && found >= 0)
            others[count++] = (unsigned)found;
    }
}

static int soul_of(const char *class)
{
    static const char *const dark[] = { "dreadlord", "demoniac", "necromancer" };
    static const char *const bright[] = { "paladin", "valkyrie", "templar", "priest", "prophet" };
    for (unsigned at = 0; at < sizeof dark / sizeof dark[0]; at++)
        if (strcmp(dark[at], class) == 0)
            return -ALIGNED;
    for (unsigned at = 0; at < sizeof bright / sizeof bright[0]; at++)
        if (strcmp(bright[at], class) == 0)
            return ALIGNED;
    return 0;
}

PLAYS static void bots_make(struct trial *trial)
{
    const struct cell *cell = trial->cell;
    unsigned classes[MEMBERS] = { cell->class };
    company_of(trial->rules, cell->class, classes + 1);
    for (unsigned at = 0; at < cell->company; at++) {
        bot_make(&trial->bots[at], trial->ring, at, classes[at], cell->power, NULL);
        struct character *who = bot_self(&trial->bots[at]);
        who->player->growth.alignment = soul_of(trial->rules->classes[classes[at]].key);
        if (cell->company > 1) {
            who->player->group = (entity_id){ 1, trial->ring->setting.groups_first.number, 1 };
            who->player->group_leader = trial->ring->seats[0].who;
        }
    }
    trial->was = bot_self(&trial->bots[0])->player->growth;
}

/* -- between fights ---------------------------------------------------------------------------------- */

static bool is_dead(const struct character *who)
{
    return who->items == NULL;          /* all he had lies where he fell */
}

PLAYS static void eat(struct character *who)
{
    needs_fill(who, 1000, 1000);
}

/* Once he may: what is typed in a wait would be handed back unrun. */
PLAYS static void types(struct trial *trial, unsigned at, const char *line)
{
    const struct character *who = bot_self(&trial->bots[at]);
    for (unsigned turn = 0; turn < WAITS_MOST && (character_waits(who) || who->casting != NULL); turn++)
        ring_until(trial->ring, trial->ring->now + STEP_MS);
    ring_types(trial->ring, at, line);
}

PLAYS static void rest(struct trial *trial)
{
    struct ring *ring = trial->ring;
    int64_t until = ring->now + REST_MOST_MS;
    bool rested = false;
    for (unsigned at = 0; at < trial->cell->company; at++)
        bot_rests(&trial->bots[at]);
    for (unsigned at = 0; at < trial->cell->company; at++)
        if (!bot_rested(&trial->bots[at]) && bot_self(&trial->bots[at])->position == STANDING)
            types(trial, at, "rest");
    while (!rested && ring->now < until) {
        ring_until(ring, ring->now + REST_STEP_MS);
        rested = true;
        for (unsigned at = 0; at < trial->cell->company; at++)
            rested = bot_rested(&trial->bots[at]) && rested;
    }
}

PLAYS static void prepare(struct trial *trial)
{
    bool busy = true;
    for (unsigned turn = 0; busy && turn < PREPARES_MOST; turn++) {
        busy = false;
        for (unsigned at = 0; at < trial->cell->company; at++)
            busy = bot_prepares(&trial->bots[at], trial->cell->company) || busy;
        ring_until(trial->ring, trial->ring->now + STEP_MS * 2);
    }
    for (unsigned at = 0; at < trial->cell->company; at++)
        if (bot_self(&trial->bots[at])->position != STANDING)
            types(trial, at, "stand");
}

PLAYS static void loot(struct trial *trial)
{
    const struct character *who = bot_self(&trial->bots[0]);
    char line[40];
    for (unsigned at = 1; at <= COMPANY_FOES && who->room == ring_room(trial->ring, FIELD) && !fights(who); at++) {
        snprintf(line, sizeof line, "get coins %u.corpse", at);
        types(trial, 0, line);
    }
    ring_until(trial->ring, trial->ring->now + LOOT_MS);
}

/* What a death costs beyond the way: experience that he will have to earn again. */
static int64_t death_price(const struct character *who)
{
    const struct constants *constants = &rules_of(who)->constants;
    return who->player->level <= (uint32_t)constants->death_free_level ? 0 : level_price(who) * constants->death_experience / 100;
}

/* -- a fight ----------------------------------------------------------------------------------------- */

static bool anybody_fights(const struct trial *trial)
{
    for (unsigned at = 0; at < trial->cell->company; at++) {
        const struct character *who = bot_self(&trial->bots[at]);
        if (who->room == ring_room(trial->ring, FIELD) && !is_dead(who))
            return true;
    }
    return false;
}

PLAYS static void fight(struct trial *trial)
{
    struct ring *ring = trial->ring;
    unsigned company = trial->cell->company, foes = company == 1 ? 1 : COMPANY_FOES;
    for (unsigned at = 0; at < foes; at++) {
        foe_make(trial, at);
        ring_foe(ring, at);
    }
    for (unsigned at = 0; at < company; at++)
        bot_fight_begins(&trial->bots[at]);
    for (int64_t until = ring->now + FIGHT_MOST_MS; ring->now < until && foes_left(ring) > 0 && anybody_fights(trial);) {
        for (unsigned at = 0; at < company; at++)
            bot_acts(&trial->bots[at], trial->bots, company);
        ring_until(ring, ring->now + STEP_MS);
    }
}

PLAYS static void count(struct trial *trial, int64_t began, int64_t fight_began, uint32_t kills)
{
    struct cell *cell = trial->cell;
    struct ring *ring = trial->ring;
    const struct character *who = bot_self(&trial->bots[0]);
    int64_t fought = ring->now - fight_began, round = trial->rules->constants.round_ms;
    bool won = who->player->growth.kills > kills && foes_left(ring) == 0, dead = is_dead(who);
    cell->fights++;
    cell->won += won;
    cell->rounds += won ? fought * TENTHS / round : 0;
    cell->died += dead;
    cell->fled += !dead && who->room != ring_room(ring, FIELD);
    cell->blows += fought / round * (cell->company == 1 ? 2 : cell->company + COMPANY_FOES);
    loot(trial);
    cell->experience += who->player->growth.experience - (dead ? death_price(who) : 0);
    cell->coins += who->player->coins[PURSE_CARRIED];
    cell->ms += ring->now - began + (dead ? DEATH_MS : 0);
}

PLAYS static void clear_up(struct trial *trial)
{
    struct ring *ring = trial->ring;
    for (unsigned at = 0; at < trial->cell->company; at++) {
        struct character *who = bot_self(&trial->bots[at]);
        bot_fight_over(&trial->bots[at]);
        if (is_dead(who) || who->room != ring_room(ring, FIELD)) {
            struct growth was = at == 0 ? trial->was : who->player->growth;
            bot_restore(&trial->bots[at], &was);
        }
    }
    for (struct character *who = ring_room(ring, FIELD)->people, *next; who != NULL; who = next) {
        next = who->next;
        if (who->mobile != NULL && !is_led(who))
            ring_remove(who);
    }
}

PLAYS static void once(struct trial *trial)
{
    struct ring *ring = trial->ring;
    int64_t began = ring->now;
    rest(trial);
    prepare(trial);
    ring_sweep(ring, false);
    ring_until(ring, ring->now + SEEK_MS);
    for (unsigned at = 0; at < trial->cell->company; at++) {
        struct player *player = bot_self(&trial->bots[at])->player;
        eat(bot_self(&trial->bots[at]));
        memset(player->growth.recent, 0, sizeof player->growth.recent);
        player->growth.experience = 0;
        player->coins[PURSE_CARRIED] = 0;
    }
    uint32_t kills = bot_self(&trial->bots[0])->player->growth.kills;
    int64_t fight_began = ring->now;
    fight(trial);
    count(trial, began, fight_began, kills);
    clear_up(trial);
}

PLAYS void trial_run(const struct rules *rules, struct cell *cell, uint64_t seed, int64_t rounds, bool watched)
{
    struct trial trial = { .rules = rules, .cell = cell };
    seed += (uint64_t)cell->class * 1000003 + (uint64_t)cell->power * 10007 + (uint64_t)cell->company * 101;
    *cell = (struct cell){ .class = cell->class, .power = cell->power, .company = cell->company };
    trial.ring = memory_get(sizeof *trial.ring);
    trial.bots = memory_get(MEMBERS * sizeof *trial.bots);
    ring_open(trial.ring, rules, seed);
    dice_seed(&trial.dice, seed ^ UINT64_C(0x9e3779b97f4a7c15));
    roles_choose(&trial);
    bots_make(&trial);
    trial.ring->watched = watched;
    while (cell->fights < FIGHTS_LEAST || (cell->blows < rounds && cell->fights < FIGHTS_MOST))
        once(&trial);
    ring_close(trial.ring);
    memory_free(trial.bots);
    memory_free(trial.ring);
}

PLAYS void trial_needs(const struct rules *rules, unsigned class, struct need *needs)
{
    struct ring *ring = memory_get(sizeof *ring);
    struct bot *bot = memory_get(sizeof *bot);
    struct bill bills[POWER_MOST + 1] = {{0}};
    const struct race *race = rules_race(rules, "human");
    ring_open(ring, rules, 1);
    bot_make(bot, ring, 0, class, POWER_MOST, bills);
    for (unsigned power = 1; power < POWER_MOST; power++) {
        uint32_t level = power < LEVELS_MORTAL ? power : LEVELS_MORTAL, paragon = power - level;
        const struct level_rule *rule = &rules->levels[level < LEVELS_MORTAL ? level + 1 : LEVELS_MORTAL];
        needs[power].experience = (double)(level_asks(rules, race, level, paragon) + bills[power].experience);
        needs[power].coins = (double)(paragon_price(&rules->constants, rule->gold, level, paragon) + bills[power].coins);
    }
    ring_close(ring);
    memory_free(bot);
    memory_free(ring);
}
