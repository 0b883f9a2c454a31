/* zones/commands/grow.c -- going up in the world: teachers, levels, sessions, classes.  Entered by the zone's worker.
 *
 * What each costs and brings is zones/body/level.c's; here is who teaches it, and what is said. */
#include "zones/commands/command.h"

#include "core/sound.h"
#include "zones/rules/formula.h"
#include "zones/body/level.h"
#include "zones/prose/english.h"
#include "zones/rules/creatures.h"

#include <string.h>
#include <strings.h>

/* -- teachers ---------------------------------------------------------------------------------------- */

/* Somebody here who teaches his class, or the path it belongs to. */
static struct character *teacher_here(const struct character *who)
{
    const struct growth *growth = &who->player->growth;
    uint32_t wanted = 1u << growth->class | 1u << rules_of(who)->classes[growth->class].path;
    for (struct character *other = who->room->people; other != NULL; other = other->next)
        if (other->mobile != NULL && (other->mobile->teaches & wanted) != 0)
            return other;
    return NULL;
}

ZONE_THREAD static bool taught_here(struct character *who)
{
    if (teacher_here(who) != NULL)
        return true;
    tell(who, "Nobody here can teach you. You would have to go to your guild: the %s's.\n",
         rules_of(who)->classes[rules_of(who)->classes[who->player->growth.class].path].key);
    return false;
}

/* An attribute by the beginning of its name or its three letters. */
static int attribute_typed(const char *word)
{
    for (int at = 0; at < ATTRIBUTES; at++)
        if (word[0] != '\0' && (strcasecmp(word, figure_words[at]) == 0 || strncasecmp(word, attribute_names[at], strlen(word)) == 0))
            return at;
    return -1;
}

static int pool_typed(const char *word)
{
    for (int pool = 0; pool < POOLS; pool++)
        if (word[0] != '\0' && strncasecmp(word, pool_words[pool], strlen(word)) == 0)
            return pool;
    return -1;
}

/* -- what he is -------------------------------------------------------------------------------------- */

ZONE_THREAD static void tell_attributes(struct character *who)
{
    for (unsigned at = 0; at < ATTRIBUTES; at++)
        tell(who, "%s: %d, of your own %d, at the most %d.\n", attribute_names[at], figure(who, at), figure_own(who, at),
             attribute_ceiling(who, at));
}

void do_attributes(struct command *command)
{
    struct character *who = command->actor;
    tell_attributes(who);
    tell(who, "Armour: %d. Hitroll: %d. Damroll: %d.\n", figure(who, FIGURE_ARMOR), figure(who, FIGURE_HITROLL),
         figure(who, FIGURE_DAMROLL));
    tell(who, "Dodge: %d percent. Parry: %d percent. Block: %d percent. Critical: %d percent.\n", figure(who, FIGURE_DODGE),
         figure(who, FIGURE_PARRY), figure(who, FIGURE_BLOCK), figure(who, FIGURE_CRITICAL));
    tell(who, "Saves: body %d, mind %d, reflex %d percent.\n", figure(who, FIGURE_SAVE_BODY), figure(who, FIGURE_SAVE_MIND),
         figure(who, FIGURE_SAVE_REFLEX));
    if (who->player->growth.raises > 0)
        tell(who, "You have %u raise%s to spend: raise and an attribute.\n", who->player->growth.raises,
             who->player->growth.raises == 1 ? "" : "s");
}

ZONE_THREAD static void tell_next_level(struct character *who)
{
    const struct growth *growth = &who->player->growth;
    int64_t price = level_price(who), heroes = hero_price(who), coins = gold_price(who);
    if (price == 0) {
        tell(who, "There is no level above yours.\n");
        return;
    }
    tell(who, "The next level asks %lld experience", (long long)price);
    if (heroes > 0)
        tell(who, ", %lld hero points", (long long)heroes);
    if (coins > 0)
        tell(who, ", %lld coins", (long long)coins);
    tell(who, growth->experience >= price ? ". You have seen enough for it: gain, at your guild.\n" : ".\n");
}

void do_experience(struct command *command)
{
    struct character *who = command->actor;
    const struct growth *growth = &who->player->growth;
    const char *race = rules_of(who)->races[growth->race].key;
    tell(who, "You are %s %s %s of level %u", article(race), race, rules_of(who)->classes[growth->class].name, who->player->level);
    if (growth->paragon > 0)
        tell(who, " and paragon level %u", growth->paragon);
    tell(who, ".\nYou have %lld experience in the bank", (long long)growth->experience);
    if (experience_most(who) < UINT32_MAX)              /* else it is no bound that anybody meets */
        tell(who, ", which holds %lld", (long long)experience_most(who));
    tell(who, ".\n");
    tell_next_level(who);
    tell(who, "Hero points: %lld. Sessions of practice: %u. Quest points: %u. Kills: %u.\n", (long long)growth->hero_points,
         growth->practices, growth->quest_points, growth->kills);
    if (growth->nobility > 0 || growth->noble_points > 0)
        tell(who, "Your name is worth %lld noble points%s%s.\n", (long long)growth->noble_points,
             growth->nobility > 0 ? "; you are a " : "", nobility_title(growth->nobility, who->player->pronoun));
    if (growth->laps > 0)
        tell(who, "This is your life number %u.\n", growth->laps + 1);
}

/* -- levels ------------------------------------------------------------------------------------------ */

ZONE_THREAD static void tell_gained(struct character *who)
{
    const struct player *player = who->player;
    unsigned level = player->level + player->growth.paragon;
    tell(who, "%s--+  Congratulations, you are now level %u!  +--\n", sound_marks[SOUND_LEVEL], level);
    tell(who, "You have %d hit points, %d mana and %d stamina now, and %u session%s of practice.\n", pool_most(who, POOL_HEALTH),
         pool_most(who, POOL_MANA), pool_most(who, POOL_STAMINA), player->growth.practices, player->growth.practices == 1 ? "" : "s");
    tell_room(who->room, who, NULL, "%s stands a little straighter than before.\n", who->name);
    if (player->level == (uint32_t)rules_of(who)->constants.specialise_level
        && player->growth.class < rules_of(who)->path_count)
        tell(who, "Your path divides here. Help classes tells where it leads; specialise and a class takes you there.\n");
}

void do_gain(struct command *command)
{
    struct character *who = command->actor;
    if (!taught_here(who))
        return;
    const char *refused = level_gain(who);
    if (refused != NULL) {
        tell(who, "%s\n", refused);
        tell_next_level(who);
        return;
    }
    tell_gained(who);
}

/* -- practice ---------------------------------------------------------------------------------------- */

static const char *percent_words(int percent)
{
    return percent == 0 ? "not yet" : percent < 25 ? "badly" : percent < 50 ? "somewhat" : percent < 75 ? "well"
         : percent < PERCENT_MASTERED ? "very well" : "mastered";
}

ZONE_THREAD static void practice_list(struct character *who)
{
    const struct rules *rules = rules_of(who);
    unsigned sessions = who->player->growth.practices, shown = 0;
    for (uint16_t skill = 0; skill < rules->skill_count; skill++) {
        int percent = skill_percent(who, skill);
        if (!may_learn(who, skill) || percent >= (int)rules->constants.practice_most)
            continue;
        tell(who, "%s: %d percent, %s.\n", rules->skills[skill].name, percent, percent_words(percent));
        shown++;
    }
    if (shown == 0)
        tell(who, "There is nothing a teacher could add to what you know.\n");
    tell(who, "You have %u session%s of practice.\n", sessions, sessions == 1 ? "" : "s");
}

static bool learnable(uint16_t skill, const void *who)
{
    return may_learn(who, skill);
}

void do_practice(struct command *command)
{
    struct character *who = command->actor;
    char word[80];
    snprintf(word, sizeof word, "%s", command->words);
    if (word[0] == '\'' || word[0] == '"')
        word_take(command->words, word, sizeof word);
    if (word[0] == '\0') {
        practice_list(who);
        return;
    }
    uint16_t skill = rules_skill_prefix(rules_of(who), word, learnable, who);
    if (skill == NO_SKILL) {
        tell(who, "You cannot learn anything of that name, or not yet.\n");
        return;
    }
    if (!taught_here(who))
        return;
    const char *refused = practice(who, skill);
    if (refused != NULL)
        tell(who, "%s\n", refused);
    else
        tell(who, "You practise %s. You know it to %d percent now.\n", rules_of(who)->skills[skill].name, skill_percent(who, skill));
}

/* -- attributes -------------------------------------------------------------------------------------- */

void do_raise(struct command *command)
{
    struct character *who = command->actor;
    char word[40];
    word_take(command->words, word, sizeof word);
    int attribute = attribute_typed(word);
    if (attribute < 0) {
        tell(who, "Raise what? Strength, intelligence, wisdom, dexterity, constitution or luck.\n");
        return;
    }
    const char *refused = raise_attribute(who, attribute);
    if (refused != NULL)
        tell(who, "%s\n", refused);
    else
        tell(who, "Your %s is %d now.\n", attribute_names[attribute], figure(who, attribute));
}

/* Eighteen points over ten each fall where they fall; then the best roll is put where he wants it. */
ZONE_THREAD static void roll_attributes(struct character *who, int wanted)
{
    enum { LEAST = 10, MOST = 17, SPARE = 18 };
    int32_t *attributes = who->player->growth.attributes;
    for (unsigned at = 0; at < ATTRIBUTES; at++)
        attributes[at] = LEAST;
    for (unsigned left = SPARE; left > 0;) {
        uint64_t at = dice_below(&who->zone->dice, ATTRIBUTES);
        if (attributes[at] < MOST) {
            attributes[at]++;
            left--;
        }
    }
    unsigned best = 0;
    for (unsigned at = 1; at < ATTRIBUTES; at++)
        if (attributes[at] > attributes[best])
            best = at;
    int32_t swap = attributes[wanted];
    attributes[wanted] = attributes[best];
    attributes[best] = swap;
}

void do_reroll(struct command *command)
{
    enum { REROLL_WAIT_MS = 2000 };
    struct character *who = command->actor;
    char word[40];
    word_take(command->words, word, sizeof word);
    int wanted = attribute_typed(word);
    if (who->player->level > 1 || who->player->growth.laps > 0) {
        tell(who, "What you are has set by now: only newcomers of the first level roll anew.\n");
        return;
    }
    if (wanted < 0) {
        tell(who, "Reroll, and the attribute in which you want the best roll: str, int, wis, dex, con or luk.\n");
        return;
    }
    character_touch(who, PART_BODY);
    pools_settle(who);
    roll_attributes(who, wanted);
    figures_stale(who);
    tell(who, "You roll Str %d, Int %d, Wis %d, Dex %d, Con %d, Luk %d.\n", figure_own(who, FIGURE_STR), figure_own(who, FIGURE_INT),
         figure_own(who, FIGURE_WIS), figure_own(who, FIGURE_DEX), figure_own(who, FIGURE_CON), figure_own(who, FIGURE_LUK));
    character_wait(who, who->zone->now + REROLL_WAIT_MS);
}

/* -- the meta shop ----------------------------------------------------------------------------------- */

static const struct character *meta_keeper(const struct character *who)
{
    for (const struct character *other = who->room->people; other != NULL; other = other->next)
        if (other->mobile != NULL && other->mobile->meta)
            return other;
    return NULL;
}

ZONE_THREAD static void meta_list(struct character *who, const struct character *keeper)
{
    const struct growth *growth = &who->player->growth;
    const struct class_rule *class = &rules_of(who)->classes[growth->class];
    tell_sentence(who, "%s says, 'Here is what I can make of you, and what it costs.'\n", character_name(keeper));
    for (unsigned pool = 0; pool < POOLS; pool++) {
        struct meta_price price = meta_price_pool(who, pool);
        tell(who, "Max %s, %d now: %lld experience and %lld coins, %u.%u on the average.\n", pool_words[pool], growth->pools[pool],
             (long long)price.experience, (long long)price.coins, class->gains[pool] / 10, class->gains[pool] % 10);
    }
    for (unsigned at = 0; at < ATTRIBUTES; at++) {
        struct meta_price price = meta_price_attribute(who, at);
        if (figure_own(who, at) < attribute_ceiling(who, at))
            tell(who, "%s, %d now: %lld experience and %lld coins.\n", attribute_names[at], figure_own(who, at),
                 (long long)price.experience, (long long)price.coins);
    }
    tell(who, "You have had %u sessions. Meta and what you want is the next one.\n",
         growth->sessions[POOL_HEALTH] + growth->sessions[POOL_MANA] + growth->sessions[POOL_STAMINA]);
}

ZONE_THREAD static void meta_take_pool(struct character *who, enum pool_kind pool)
{
    struct meta_price price = meta_price_pool(who, pool);
    int32_t gained = 0, before = who->player->growth.pools[pool];
    const char *refused = meta_pool(who, pool, &gained);
    if (refused != NULL)
        tell(who, "%s\n", refused);
    else
        tell(who, "Your %s meta'd %d to %d, cost = %lldxp, %lldgp.\n", pool_words[pool], before, before + gained,
             (long long)price.experience, (long long)price.coins);
}

ZONE_THREAD static void meta_take_attribute(struct character *who, enum figure attribute)
{
    struct meta_price price = meta_price_attribute(who, attribute);
    const char *refused = meta_attribute(who, attribute);
    int32_t now = figure_own(who, attribute);
    if (refused != NULL)
        tell(who, "%s\n", refused);
    else
        tell(who, "Your %s meta'd %d to %d, cost = %lldxp, %lldgp.\n", attribute_names[attribute], now - 1, now,
             (long long)price.experience, (long long)price.coins);
}

void do_meta(struct command *command)
{
    struct character *who = command->actor;
    const struct character *keeper = meta_keeper(who);
    char word[40];
    word_take(command->words, word, sizeof word);
    int pool = pool_typed(word), attribute = attribute_typed(word);
    if (keeper == NULL)
        tell(who, "Nobody here gives sessions. Help meta tells who does.\n");
    else if (word[0] == '\0')
        meta_list(who, keeper);
    else if (pool >= 0)
        meta_take_pool(who, pool);
    else if (attribute >= 0)
        meta_take_attribute(who, attribute);
    else
        tell(who, "A session of what? Health, mana, stamina, or an attribute.\n");
}

/* -- classes, rank, another life --------------------------------------------------------------------- */

ZONE_THREAD static void tell_classes(struct character *who)
{
    const struct rules *rules = rules_of(who);
    const struct growth *growth = &who->player->growth;
    tell(who, "Your path leads to:\n");
    for (unsigned at = rules->path_count; at < rules->class_count; at++)
        if (rules->classes[at].path == rules->classes[growth->class].path)
            tell(who, "%s, from level %u.\n", rules->classes[at].name, rules->classes[at].level);
}

void do_specialise(struct command *command)
{
    struct character *who = command->actor;
    char word[40];
    word_take(command->words, word, sizeof word);
    int class = word[0] == '\0' ? -1 : rules_class(rules_of(who), word);
    if (class < 0) {
        tell_classes(who);
        return;
    }
    if (!taught_here(who))
        return;
    const char *refused = specialise(who, (unsigned)class);
    if (refused != NULL) {
        tell(who, "%s\n", refused);
        return;
    }
    const char *name = rules_of(who)->classes[class].name;
    tell(who, "You are %s %s from now on.\n", article(name), name);
    tell_room(who->room, who, NULL, "%s is %s %s from now on.\n", who->name, article(name), name);
}

void do_nobility(struct command *command)
{
    struct character *who = command->actor;
    const struct growth *growth = &who->player->growth;
    if (strcasecmp(command->words, "claim") == 0) {
        const char *refused = ennoble(who);
        if (refused != NULL)
            tell(who, "%s\n", refused);
        else
            tell(who, "You may call yourself %s from now on.\n", nobility_title(growth->nobility, who->player->pronoun));
        return;
    }
    tell(who, growth->nobility == 0 ? "You are of no rank.\n" : "You are %s of the realm.\n",
         nobility_title(growth->nobility, who->player->pronoun));
    tell(who, "Your name is worth %lld noble points; the next rank asks %lld. Nobility claim takes it.\n",
         (long long)growth->noble_points, (long long)noble_price(who));
}

void do_remort(struct command *command)
{
    struct character *who = command->actor;
    const struct rules *rules = rules_of(who);
    char race_word[40], path_word[40], sure[16];
    const char *rest = word_take(command->words, race_word, sizeof race_word);
    rest = word_take(rest, path_word, sizeof path_word);
    word_take(rest, sure, sizeof sure);
    const struct race *race = rules_race(rules, race_word);
    int path = path_word[0] == '\0' ? -1 : rules_class(rules, path_word);
    if (race == NULL || path < 0) {
        tell(who, "Remort, a race and a path: remort elf mage. From level %lld on another life can begin at the first level; a part of "
             "your pools, your experience of the world and your things stay with you.\n", (long long)rules->constants.remort_level);
        return;
    }
    if (strcasecmp(sure, "yes") != 0 && who->player->level >= rules->constants.remort_level) {
        tell(who, "That ends this life for good. If you mean it: remort %s %s yes.\n", race->key, rules->classes[path].key);
        return;
    }
    const char *refused = remort(who, race, (unsigned)path);
    if (refused != NULL) {
        tell(who, "%s\n", refused);
        return;
    }
    tell(who, "You lay a whole life down, and pick up the next one: %s, %s, level 1.\n", race->name, rules->classes[path].name);
    tell_room(who->room, who, NULL, "For a moment nobody stands where %s does. Then somebody younger does.\n", who->name);
}

/* -- home -------------------------------------------------------------------------------------------- */

void do_recall(struct command *command)
{
    static const room_id temple = { 3001 };
    struct character *who = command->actor;
    const struct constants *constants = &rules_of(who)->constants;
    enum { PARAGON_RECALLS = 50 };
    bool may = who->player->level < constants->recall_free_level || who->player->growth.paragon >= PARAGON_RECALLS
            || character_is_keeper(who->zone, who);
    if (who->opponent != NULL)
        tell(who, "Not in the middle of a fight!\n");
    else if (is(who, FIGURE_ROOTED))
        tell(who, "Something holds you where you are.\n");
    else if (!may)
        tell(who, "The way home does not open to a word of yours any more. A scroll of recall would do it.\n");
    else {
        tell(who, "You think of the lamp in the temple, and find yourself under it.\n");
        character_teleport(who, world_zone_of(who->zone->setting->world, temple), temple, NO_ENTITY);
    }
}
