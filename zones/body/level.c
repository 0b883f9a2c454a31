/* zones/body/level.c -- see level.h. */
#include "zones/body/level.h"

#include "zones/rules/formula.h"
#include "zones/world/land.h"

enum { TENTHS = 10, HUNDREDTHS = 100, ATTRIBUTE_FREE = 12, NOBLE_TITLES = 12 };

/* -- prices ------------------------------------------------------------------------------------------ */

static const struct level_rule *next_level(const struct character *who)
{
    const struct level_rule *levels = rules_of(who)->levels;
    return who->player->level < LEVELS_MORTAL ? &levels[who->player->level + 1] : &levels[LEVELS_MORTAL];
}

static bool level_last(const struct character *who)
{
    return who->player->level >= LEVELS_MORTAL && who->player->growth.paragon >= LEVELS_PARAGON;
}

static int64_t dearer(const struct character *who, int64_t price)
{
    return paragon_price(&rules_of(who)->constants, price, who->player->level, who->player->growth.paragon);
}

static const struct race *born_as(const struct character *who)
{
    return &rules_of(who)->races[who->player->growth.race];
}

int64_t level_price(const struct character *who)
{
    return level_asks(rules_of(who), born_as(who), who->player->level, who->player->growth.paragon);
}

int64_t hero_price(const struct character *who)
{
    return level_last(who) ? 0 : dearer(who, next_level(who)->hero_points);
}

int64_t gold_price(const struct character *who)
{
    return level_last(who) ? 0 : dearer(who, next_level(who)->gold);
}

int64_t noble_price(const struct character *who)
{
    const struct constants *constants = &rules_of(who)->constants;
    const struct growth *growth = &who->player->growth;
    return growth->nobility >= constants->noble_ranks ? 0 : constants->noble_step * (growth->nobility + 1);
}

int64_t experience_most(const struct character *who)
{
    return level_banks(rules_of(who), born_as(who), who->player->level, who->player->growth.paragon);
}

/* -- levels ------------------------------------------------------------------------------------------ */

static const struct class_rule *class_of(const struct character *who)
{
    return &rules_of(who)->classes[who->player->growth.class];
}

/* A plain gain, or up to a fifth more or less. */
static int32_t gain_roll(struct character *who, int64_t hundredths)
{
    int64_t spread = hundredths / 5;
    int64_t rolled = dice_between(&who->zone->dice, hundredths - spread, hundredths + spread);
    int64_t whole = rolled / HUNDREDTHS;
    return (int32_t)(whole + (dice_below(&who->zone->dice, HUNDREDTHS) < (uint64_t)(rolled % HUNDREDTHS)));
}

static void grow_pools(struct character *who)
{
    struct growth *growth = &who->player->growth;
    int64_t percent = rules_of(who)->constants.level_gain_percent;
    for (unsigned pool = 0; pool < POOLS; pool++)
        growth->pools[pool] += gain_roll(who, (int64_t)class_of(who)->gains[pool] * TENTHS * percent / 100);
}

ZONE_THREAD static void level_up(struct character *who)
{
    struct player *player = who->player;
    const struct level_rule *rule = next_level(who);
    pools_settle(who);
    if (player->level < LEVELS_MORTAL)
        player->level++;
    else
        player->growth.paragon++;
    grow_pools(who);
    player->growth.practices += rule->skill_points;
    player->growth.raises += rule->attribute_raises;
    player->growth.quest_points += rule->quest_points;
    figures_stale(who);
}

const char *level_gain(struct character *who)
{
    struct growth *growth = &who->player->growth;
    int64_t coins = gold_price(who), heroes = hero_price(who), price = level_price(who);
    if (level_last(who))
        return "There is nothing above you.";
    if (growth->experience < price)
        return "You have not seen enough of the world for another level yet.";
    if (growth->hero_points < heroes)
        return "You are not hero enough for another level: meta sessions bring the points.";
    if (who->player->coins[PURSE_CARRIED] < coins)
        return "You do not carry the coins that another level costs.";
    character_touch(who, PART_BODY);
    if (coins > 0 && !purse_flow(who, FLOW_LEVEL, coins))
        return "You do not carry the coins that another level costs.";
    bool paid = experience_spend(who, EXPERIENCE_LEVEL, price);
    assert(paid);
    level_up(who);                      /* hero points are shown, not spent: who has them keeps them */
    character_publish(who);
    return NULL;
}

/* As much of everything his path can know by now as a teacher could have shown him; some things build on others. */
ZONE_THREAD static void learn_all(struct character *who)
{
    const struct rules *rules = rules_of(who);
    for (bool more = true; more;) {
        more = false;
        for (unsigned skill = 0; skill < rules->skill_count; skill++)
            if (may_learn(who, (uint16_t)skill) && learned_find(who, (uint16_t)skill) == NULL) {
                learned_add(who, (uint16_t)skill)->percent = (uint8_t)rules->constants.practice_most;
                more = true;
            }
    }
}

void level_begin(struct character *who, uint32_t level)
{
    if (level <= who->player->level)
        return;
    character_touch(who, PART_BODY);
    while (who->player->level < level && !level_last(who))
        level_up(who);
    learn_all(who);
    figures_stale(who);
    for (unsigned pool = 0; pool < POOLS; pool++)
        pool_add(who, pool, pool_most(who, pool) - pool_has(who, pool));
}

/* -- meta sessions ----------------------------------------------------------------------------------- */

static unsigned sessions_had(const struct growth *growth)
{
    unsigned had = 0;
    for (unsigned pool = 0; pool < POOLS; pool++)
        had += growth->sessions[pool];
    return had;
}

struct meta_price meta_price_pool(const struct character *who, enum pool_kind pool)
{
    const struct constants *constants = &rules_of(who)->constants;
    const struct growth *growth = &who->player->growth;
    int64_t plain = next_level(who)->experience / 100 * constants->meta_experience / 100;
    int64_t percent = 100 + constants->meta_dearer * growth->sessions[pool];
    return (struct meta_price){ .experience = plain / 100 * percent + 1,
                                .coins = constants->meta_gold * who->player->level + sessions_had(growth) };
}

struct meta_price meta_price_attribute(const struct character *who, enum figure attribute)
{
    const struct constants *constants = &rules_of(who)->constants;
    int64_t over = who->player->growth.attributes[attribute] + 1 - ATTRIBUTE_FREE;
    if (over < 1)
        over = 1;
    return (struct meta_price){ .experience = constants->attribute_price * over * over,
                                .coins = constants->meta_gold * who->player->level * over };
}

static const char *meta_refuses(const struct character *who, struct meta_price price)
{
    if (who->player->level < rules_of(who)->constants.meta_level)
        return "Come back when you have seen more of the world: there are no sessions below level 20.";
    if (who->player->growth.experience < price.experience)
        return "You have not the experience for that.";
    if (who->player->coins[PURSE_CARRIED] < price.coins)
        return "You do not carry the coins for that.";
    return NULL;
}

ZONE_THREAD static void meta_pay(struct character *who, struct meta_price price)
{
    character_touch(who, PART_BODY);
    pools_settle(who);
    bool paid = purse_flow(who, FLOW_META, price.coins) && experience_spend(who, EXPERIENCE_META, price.experience);
    assert(paid);
}

const char *meta_pool(struct character *who, enum pool_kind pool, int32_t *gained)
{
    struct growth *growth = &who->player->growth;
    struct meta_price price = meta_price_pool(who, pool);
    const char *refused = meta_refuses(who, price);
    if (refused != NULL)
        return refused;
    if (growth->pools[pool] >= figure_most[FIGURE_HEALTH + pool] / 2)
        return "There is no room for more of it in a body.";
    meta_pay(who, price);
    *gained = gain_roll(who, (int64_t)class_of(who)->gains[pool] * TENTHS);
    if (*gained < 1)
        *gained = 1;
    growth->pools[pool] += *gained;
    growth->sessions[pool]++;
    growth->hero_points += (int64_t)*gained * class_of(who)->heroes[pool] / HUNDREDTHS;
    figures_stale(who);
    return NULL;
}

const char *meta_attribute(struct character *who, enum figure attribute)
{
    struct growth *growth = &who->player->growth;
    struct meta_price price = meta_price_attribute(who, attribute);
    const char *refused = meta_refuses(who, price);
    if (refused != NULL)
        return refused;
    if (figure_own(who, attribute) >= attribute_ceiling(who, attribute))
        return "Your kind cannot have more of that.";
    meta_pay(who, price);
    growth->attributes[attribute]++;
    figures_stale(who);
    return NULL;
}

const char *raise_attribute(struct character *who, enum figure attribute)
{
    struct growth *growth = &who->player->growth;
    if (growth->raises == 0)
        return "You have no raise to spend: levels 50, 55 and so on bring them.";
    if (figure_own(who, attribute) >= attribute_ceiling(who, attribute))
        return "Your kind cannot have more of that.";
    character_touch(who, PART_BODY);
    pools_settle(who);
    growth->raises--;
    growth->attributes[attribute]++;
    figures_stale(who);
    return NULL;
}

/* -- classes, nobility, another life ----------------------------------------------------------------- */

const char *specialise(struct character *who, unsigned number)
{
    const struct rules *rules = rules_of(who);
    const struct class_rule *class = &rules->classes[number];
    struct growth *growth = &who->player->growth;
    if (number < rules->path_count)
        return "That is a path, not a class.";
    if (growth->class >= rules->path_count)
        return "You have chosen your class already.";
    if (class->path != growth->class)
        return "That class is not of your path.";
    if (who->player->level < class->level || who->player->level < rules->constants.specialise_level)
        return "It is too early for that: a path can become a class from level 10 on.";
    if ((rules->races[growth->race].barred & 1u << number) != 0)
        return "That class does not take your kind.";
    character_touch(who, PART_BODY);
    pools_settle(who);
    growth->class = (uint8_t)number;
    figures_stale(who);
    character_publish(who);
    return NULL;
}

const char *nobility_title(unsigned rank, unsigned pronoun)
{
    static const char *const titles[NOBLE_TITLES + 1][2] = {
        { "", "" }, { "Squire", "Squire" }, { "Esquire", "Damsel" }, { "Sir", "Dame" }, { "Banneret", "Banneress" },
        { "Baron", "Baroness" }, { "Viscount", "Viscountess" }, { "Count", "Countess" }, { "Margrave", "Margravine" },
        { "Duke", "Duchess" }, { "Archduke", "Archduchess" }, { "Prince", "Princess" }, { "High Prince", "High Princess" },
    };
    return titles[rank > NOBLE_TITLES ? NOBLE_TITLES : rank][pronoun == PRONOUN_SHE];
}

const char *ennoble(struct character *who)
{
    struct growth *growth = &who->player->growth;
    int64_t price = noble_price(who);
    if (price == 0)
        return "There is no rank above yours but the crown, and that is worn.";
    if (growth->noble_points < price)
        return "Your name does not carry far enough yet for another rank.";
    character_touch(who, PART_BODY);
    growth->noble_points -= price;
    growth->nobility++;
    return NULL;
}

/* What he was is pushed down by one; the oldest life is forgotten. */
static void remember_life(struct growth *growth, uint32_t level)
{
    for (unsigned at = BLOODLINE_MOST - 1; at > 0; at--) {
        growth->lap_class[at] = growth->lap_class[at - 1];
        growth->lap_level[at] = growth->lap_level[at - 1];
    }
    growth->lap_class[0] = growth->class;
    growth->lap_level[0] = level;
    growth->laps++;
}

ZONE_THREAD static void begin_anew(struct character *who, uint16_t race, uint8_t path)
{
    const struct rules *rules = rules_of(who);
    struct growth *growth = &who->player->growth, newborn;
    growth_begin(&newborn, rules, race, path);
    for (unsigned pool = 0; pool < POOLS; pool++) {
        int32_t beyond = growth->pools[pool] - newborn.pools[pool];
        growth->pools[pool] = newborn.pools[pool] + (beyond > 0 ? (int32_t)(beyond * rules->constants.remort_keeps / 100) : 0);
        growth->sessions[pool] = 0;
    }
    for (unsigned at = 0; at < newborn.learned_count; at++)
        learned_add(who, newborn.learned[at].skill);
    growth_free(&newborn);
    growth->race = race;
    growth->class = path;
    growth->paragon = 0;
    growth->hero_points = 0;
    who->player->level = 1;
}

const char *remort(struct character *who, const struct race *race, unsigned path)
{
    const struct rules *rules = rules_of(who);
    struct growth *growth = &who->player->growth;
    if (who->player->level < rules->constants.remort_level)
        return "You have not come to the end of this life yet: level 100 is where another can begin.";
    if (!race->playable)
        return "Nobody is born as that.";
    if (path >= rules->path_count)
        return "A life begins on a path, not in a class.";
    if ((race->barred & 1u << path) != 0)
        return "That path does not take such a kind.";
    character_touch(who, PART_BODY);
    character_touch(who, PART_PLACE);
    character_keep(who);
    pools_settle(who);
    affects_end(who, UINT32_MAX, 0, false);
    remember_life(growth, character_power(who));
    experience_spend(who, EXPERIENCE_REMORT, growth->experience);
    begin_anew(who, (uint16_t)(race - rules->races), (uint8_t)path);
    figures_stale(who);
    character_publish(who);
    return NULL;
}

/* -- teachers ---------------------------------------------------------------------------------------- */

bool may_learn(const struct character *who, uint16_t number)
{
    const struct rules *rules = rules_of(who);
    const struct skill *skill = &rules->skills[number];
    unsigned level = skill_level(rules, skill, who->player->growth.class);
    if (learned_find(who, number) != NULL)
        return true;
    return level != 0 && level <= who->player->level
        && (skill->needs == NO_SKILL || skill_percent(who, skill->needs) >= (int)skill->needs_percent);
}

const char *practice(struct character *who, uint16_t number)
{
    const struct constants *constants = &rules_of(who)->constants;
    struct growth *growth = &who->player->growth;
    if (!may_learn(who, number))
        return "That is not for you, or not yet.";
    if (growth->practices == 0)
        return "You have no session of practice left: levels bring them.";
    struct learned *learned = learned_find(who, number);
    if (learned != NULL && learned->percent >= constants->practice_most)
        return "Nobody can teach you more of that; use it.";
    character_touch(who, PART_BODY);
    pools_settle(who);
    growth->practices--;
    if (learned == NULL)
        learned = learned_add(who, number);
    int64_t step = constants->practice_percent + (figure(who, FIGURE_INT) - ATTRIBUTE_ORDINARY) / 2;
    int64_t percent = learned->percent + (step < 1 ? 1 : step);
    learned->percent = (uint8_t)(percent > constants->practice_most ? constants->practice_most : percent);
    figures_stale(who);
    return NULL;
}
