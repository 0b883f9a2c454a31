/* zones/skills/skill_help.c -- what help says of a skill: its row in words.  Any thread. */
#include "zones/skills/skill_help.h"

#include "core/bytes.h"
#include "zones/skills/skills.h"

#include <stdarg.h>
#include <string.h>

enum { HOUR_MS = 75000, LINE_SIZE = 400 };

/* -- who, and at what price -------------------------------------------------------------------------- */

static void put_learners(struct bytes_writer *writer, const struct rules *rules, const struct skill *skill)
{
    unsigned count = 0;
    for (unsigned class = 0; class < rules->class_count; class++)
        if (skill->levels[class] > 0)
            put_printf(writer, "%s%s from level %u", count++ == 0 ? "Learned by: " : ", ", rules->classes[class].name,
                       skill->levels[class]);
    put_printf(writer, count == 0 ? "Nobody learns it: the world does it.\n" : ".\n");
}

static void put_ms(struct bytes_writer *writer, const char *lead, int64_t ms, const char *behind)
{
    if (ms > 0 && ms % 1000 == 0)
        put_printf(writer, "%s%lld second%s%s\n", lead, (long long)(ms / 1000), ms == 1000 ? "" : "s", behind);
    else if (ms > 0)
        put_printf(writer, "%s%lld.%lld seconds%s\n", lead, (long long)(ms / 1000), (long long)(ms % 1000 / 100), behind);
}

static void put_price(struct bytes_writer *writer, const struct skill *skill)
{
    if (skill->cost > 0)
        put_printf(writer, "Cost: %u points of %s at the first rank.\n", skill->cost, pool_words[skill_pool(skill)]);
    put_ms(writer, "It takes ", skill->delay_ms, " of concentration.");
    put_ms(writer, "Afterwards one waits ", skill->wait_ms, ".");
    put_ms(writer, "It can be done again after ", skill->cooldown_ms, ".");
}

static const char *const aims[TARGET_KINDS] = {
    [TARGET_NONE] = "nobody: it needs no name", [TARGET_SELF_OR_FRIEND] = "yourself, or somebody here by name",
    [TARGET_FOE] = "whom you fight, or somebody here by name", [TARGET_OTHER] = "somebody here by name",
    [TARGET_FAR_FOE] = "somebody here, or, with a direction in front of the name, in the next room",
    [TARGET_ANYBODY] = "a player anywhere by name", [TARGET_ITEM] = "a thing you carry, or that lies here",
    [TARGET_CORPSE] = "a corpse that lies here", [TARGET_EXIT] = "a direction, or a door by its name",
    [TARGET_WORD] = "a word more",
};

static void put_use(struct bytes_writer *writer, const struct skill *skill)
{
    static const char *const verbs[SKILL_KINDS] = {
        [SKILL_SPELL] = "cast '%s'", [SKILL_PRAYER] = "cast '%s'", [SKILL_SONG] = "play %s", [SKILL_STANCE] = "stance %s",
    };
    static const char *const saves[SAVES] = { [SAVE_BODY] = "body", [SAVE_MIND] = "mind", [SAVE_REFLEX] = "quickness" };
    char how[LINE_SIZE];
    if (skill->kind == SKILL_PASSIVE || skill->kind == SKILL_STATE)
        return;
    snprintf(how, sizeof how, verbs[skill->kind] != NULL ? verbs[skill->kind] : "use %s", skill->name);
    put_printf(writer, skill->command != NULL ? "Typed: %s, or %s.\n" : "Typed: %s.\n", how, skill->command);
    put_printf(writer, "Aimed at: %s.%s\n", aims[skill->target], skill->group ? " The word group does it to your whole company."
               : "");
    if (skill->save != SAVE_NONE)
        put_printf(writer, skill->save_halves ? "A strong %s halves it.\n" : "A strong %s withstands it.\n", saves[skill->save]);
}

/* -- what it does ------------------------------------------------------------------------------------ */

static void put_word(struct bytes_writer *writer, const char *word)
{
    for (; *word != '\0'; word++)
        put_u8(writer, *word == '_' ? ' ' : (uint8_t)*word);
}

/* "dodge +10, flying". */
static void put_gives(struct bytes_writer *writer, const struct effect *effect)
{
    for (unsigned at = 0; at < effect->give_count; at++) {
        put_printf(writer, at == 0 ? "" : ", ");
        put_word(writer, figure_words[effect->gives[at].figure]);
        if (effect->gives[at].figure < FIGURE_FLYING)
            put_printf(writer, " %s%d", effect->gives[at].amount > 0 ? "+" : "", effect->gives[at].amount);
    }
    if (effect->give_count == 0)
        put_printf(writer, "what it does in time");
}

/* "poison or disease"; what a charm works upon are natures. */
static void put_tags(struct bytes_writer *writer, const struct effect *effect)
{
    const char *const *words = effect->kind == EFFECT_CHARM ? nature_words : tag_words;
    unsigned count = effect->kind == EFFECT_CHARM ? NATURES : TAGS, put = 0;
    for (unsigned at = 0; at < count; at++)
        if ((effect->tags & 1u << at) != 0)
            put_printf(writer, "%s%s", put++ == 0 ? "" : " or ", words[at]);
    if (put == 0)
        put_word(writer, effect->word != NULL ? effect->word : effect->kind == EFFECT_CHARM ? "any nature" : "whatever is upon them");
}

/* What each primitive is in words.  $k: kind of hurt; $p: pool; $n: percent; $g: figures; $t: tags, or the name; $w: its word;
 * $h: what is struck with; $a: the amount. */
static const char *const phrases[EFFECT_KINDS] = {
    [EFFECT_DAMAGE] = "Hurts by $k$a", [EFFECT_STRIKE] = "Strikes with the $h, at $n percent of a plain blow",
    [EFFECT_SHOOT] = "Shoots, at $n percent of a plain shot", [EFFECT_HEAL] = "Gives $p$a", [EFFECT_DRAIN] = "Takes $p$a, and $n percent of it is yours",
    [EFFECT_PAY] = "Costs you $p$a", [EFFECT_AFFECT] = "Brings $g", [EFFECT_END] = "Ends $t", [EFFECT_PROLONG] = "Makes $t last $n percent longer",
    [EFFECT_STEALS] = "Takes $t over from the target", [EFFECT_SHAPE] = "Takes the form of a $w: $g", [EFFECT_STANCE] = "As long as you stand so: $g",
    [EFFECT_SONG] = "Goes on as long as it is played: $g", [EFFECT_GROUND] = "Lies upon the ground here: $g", [EFFECT_SUMMON] = "Calls a $w, which follows you and fights for you",
    [EFFECT_CHARM] = "Wins a creature of this nature for you: $t", [EFFECT_CALM] = "Ends the fighting", [EFFECT_SCARE] = "Makes flee",
    [EFFECT_PUSH] = "Throws out of the room", [EFFECT_FELL] = "Knocks down", [EFFECT_STUN] = "Stuns", [EFFECT_DELAY] = "Slows the next round",
    [EFFECT_DISARM] = "Strikes the weapon out of the hand", [EFFECT_INTERRUPT] = "Breaks off what is being cast or sung",
    [EFFECT_TAUNT] = "Draws the blows to you", [EFFECT_RESCUE] = "Puts you in somebody's place before the enemy",
    [EFFECT_RETREAT] = "Takes you out of the fight, in the same room", [EFFECT_FLEE] = "Takes you out of the fight by a way of your choice",
    [EFFECT_MOVE] = "Brings elsewhere: $m", [EFFECT_MARK] = "Remembers this place for another skill", [EFFECT_CREATE] = "Makes $w",
    [EFFECT_CONSUME] = "Uses up $w", [EFFECT_UNLOCK] = "Opens a lock", [EFFECT_LOCK] = "Locks a door", [EFFECT_STEAL] = "Takes something from who does not look",
    [EFFECT_PEEK] = "Shows what somebody carries", [EFFECT_IDENTIFY] = "Tells the numbers of a thing", [EFFECT_KNOW] = "Tells about a creature: $w",
    [EFFECT_LOCATE] = "Tells where something of this land is: $w", [EFFECT_REVEAL] = "Shows what hides here", [EFFECT_FARSEE] = "Shows the rooms beyond",
    [EFFECT_TRACK] = "Shows the way to somebody", [EFFECT_RAISE] = "Makes a $w of a corpse, which follows you",
    [EFFECT_RESTORE] = "Gives back $n percent of what the last death cost", [EFFECT_SKIN] = "Takes $w from a corpse",
    [EFFECT_HARVEST] = "Takes $w from the land", [EFFECT_CRAFT] = "Makes something of what you carry: $w", [EFFECT_ENCHANT] = "Adds to a thing for good: $g",
    [EFFECT_COAT] = "Puts $k upon the weapon in hand$a", [EFFECT_MEND] = "Mends $n percent of a thing's wear", [EFFECT_MOUNT] = "Calls a $w to ride",
    [EFFECT_FEED] = "Stills hunger and thirst", [EFFECT_THROWVOICE] = "Lets somebody else seem to speak", [EFFECT_FEIGN] = "Lets you seem dead",
    [EFFECT_LURE] = "Brings a creature over from the next room", [EFFECT_IMPROVES] = "When mastered, brings $g",
};

static void put_amount(struct bytes_writer *writer, const struct effect *effect)
{
    if (effect->base != 0 && effect->level != 0)
        put_printf(writer, ", %d and %d.%02d more a level", effect->base, effect->level / 100, effect->level % 100);
    else if (effect->base != 0)
        put_printf(writer, ", %d", effect->base);
    else if (effect->level != 0)
        put_printf(writer, ", %d.%02d a level", effect->level / 100, effect->level % 100);
    else if (effect->percent > 0 && effect->kind != EFFECT_DRAIN)
        put_printf(writer, ", %u percent of the most", effect->percent);
}

static void put_token(struct bytes_writer *writer, const struct effect *effect, char token)
{
    switch (token) {
    case 'k': put_word(writer, effect->damage < DAMAGE_KINDS ? damage_words[effect->damage] : "the weapon"); break;
    case 'p': put_word(writer, effect->pool < POOLS ? pool_words[effect->pool] : "something"); break;
    case 'n': put_printf(writer, "%u", effect->percent); break;
    case 'g': put_gives(writer, effect); break;
    case 't': put_tags(writer, effect); break;
    case 'w': put_word(writer, effect->word != NULL ? effect->word : "something"); break;
    case 'h': put_word(writer, with_words[effect->with]); break;
    case 'm': put_word(writer, where_words[effect->where]); break;
    case 'a': put_amount(writer, effect); break;
    default: assert(!"a token that phrases know"); break;
    }
}

static void put_time(struct bytes_writer *writer, int64_t ms)
{
    if (ms >= HOUR_MS)
        put_printf(writer, ", for %lld hour%s", (long long)(ms / HOUR_MS), ms / HOUR_MS == 1 ? "" : "s");
    else if (ms > 0)
        put_printf(writer, ", for %lld second%s", (long long)(ms / 1000), ms / 1000 == 1 ? "" : "s");
}

static const char *const reaches[ONS] = {
    [ON_TARGET] = NULL, [ON_SELF] = "yourself", [ON_FOES] = "whoever fights you or yours",
    [ON_OTHERS] = "everybody here but your friends",
    [ON_FRIENDS] = "your company here", [ON_ALL] = "everybody here",
};

static void put_effect(struct bytes_writer *writer, const struct effect *effect, const char *lead)
{
    static const uint32_t may[EFFECT_KINDS] = {
#define EFFECT(MEMBER, word, may, does) [EFFECT_##MEMBER] = (may),
#include "zones/rules/effects.def"
#undef EFFECT
    };
    put_printf(writer, "%s", lead);
    for (const char *at = phrases[effect->kind]; *at != '\0'; at++)
        if (*at == '$')
            put_token(writer, effect, *++at);
        else
            put_u8(writer, (uint8_t)*at);
    if (effect->times > 1)
        put_printf(writer, ", %u times", effect->times);
    if (reaches[effect->on] != NULL && (may[effect->kind] & P_ON) != 0)
        put_printf(writer, ", upon %s", reaches[effect->on]);
    put_time(writer, effect->ms);
    if (effect->chance < 100)
        put_printf(writer, ", with a chance of %u percent", effect->chance);
    put_printf(writer, ".\n");
    for (unsigned at = 0; at < effect->every_count; at++) {
        char every[LINE_SIZE];
        snprintf(every, sizeof every, "Every %lld seconds: ", (long long)(effect->every_ms / 1000));
        put_effect(writer, &effect->every[at], every);
    }
}

static void put_conditions(struct bytes_writer *writer, const struct rules *rules, const struct skill *skill)
{
    for (unsigned at = 0; at < skill->when_count; at++) {
        const struct condition *when = &skill->when[at];
        put_printf(writer, at == 0 ? "Only when: " : "; ");
        put_word(writer, condition_words[when->kind]);
        if (when->word != NULL)
            put_printf(writer, " %s", when->word);
        else if (when->kind == CONDITION_WOUNDED || when->kind == CONDITION_HEALTHY || when->kind == CONDITION_THEY_WOUNDED
                 || when->kind == CONDITION_THEY_HEALTHY)
            put_printf(writer, " %d percent", when->number);
    }
    if (skill->when_count > 0)
        put_printf(writer, ".\n");
    if (skill->needs != NO_SKILL && skill->needs < rules->skill_count)
        put_printf(writer, "First one has to know %s to %u percent.\n", rules->skills[skill->needs].name, skill->needs_percent);
}

struct text *skill_help(const struct rules *rules, uint16_t number)
{
    const struct skill *skill = &rules->skills[number];
    struct bytes_writer writer = {0};
    put_printf(&writer, "%s, a %s\n", skill->name, skill_kind_words[skill->kind]);
    if (skill->text != NULL)
        put_printf(&writer, "%s\n", skill->text);
    put_use(&writer, skill);
    put_learners(&writer, rules, skill);
    put_price(&writer, skill);
    for (unsigned at = 0; at < skill->effect_count; at++)
        put_effect(&writer, &skill->does[at], "");
    put_conditions(&writer, rules, skill);
    struct text *text = bytes_text(&writer);
    bytes_free(&writer);
    return text;
}
