/* zones/commands/skill_list.c -- what one has learned: lists, locks, ranks.  Entered by the zone's worker. */
#include "zones/commands/command.h"

#include "core/markup.h"
#include "zones/skills/skills.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { LIST_ALL, LIST_SPELLS, NUMBER_SIZE = 16 };

/* -- a list ------------------------------------------------------------------------------------------ */

/* What a plain use of it hurts or heals, without the spread; 0: it does neither. */
static int32_t damage_of(const struct character *who, uint16_t number)
{
    const struct skill *skill = &rules_of(who)->skills[number];
    for (unsigned at = 0; at < skill->effect_count; at++)
        if (skill->does[at].kind == EFFECT_DAMAGE || skill->does[at].kind == EFFECT_DRAIN || skill->does[at].kind == EFFECT_HEAL) {
            struct effect plain = skill->does[at];
            plain.spread = 0;
            return effect_amount(who->zone, &plain, character_power(who), skill_power(who, number));
        }
    return 0;
}

ZONE_THREAD static void row_tell(struct character *who, const struct learned *learned)
{
    const struct skill *skill = &rules_of(who)->skills[learned->skill];
    unsigned level = skill_level(rules_of(who), skill, who->player->growth.class);
    int32_t cost = skill_cost(who, learned->skill), bonus = skill_power(who, learned->skill) - 100, damage = damage_of(who, learned->skill);
    const char *pool = pool_words[skill_pool(skill)], *locked = learned->locked ? "{locked}" : "";
    const char *sign = bonus < 0 ? "-" : "+";
    int32_t size = bonus < 0 ? -bonus : bonus;
    tell(who, M_ART "%-28s %5u  [%4d]  %3u%%  %2u/%-2u  ( %s%d )  %6d  %s\n" M_ART_END, skill->name, level, cost, learned->percent,
         learned->rank, learned->trained, sign, size, damage, locked);
    tell(who, M_SPOKEN "%s: level %u, costs %d %s, known to %u percent, rank %u/%u, bonus %s%d, damage %d%s.\n" M_SPOKEN_END, skill->name,
         level, cost, pool, learned->percent, learned->rank, learned->trained, bonus < 0 ? "minus " : "", size, damage,
         learned->locked ? ", locked" : "");
}

ZONE_THREAD static void list_tell(struct character *who, bool spells_only)
{
    const struct growth *growth = &who->player->growth;
    unsigned count = 0;
    for (unsigned at = 0; at < growth->learned_count; at++) {
        const struct skill *skill = &rules_of(who)->skills[growth->learned[at].skill];
        if ((spells_only && !skill_is_magic(skill)) || growth->learned[at].percent == 0)
            continue;
        if (count++ == 0)
            tell(who, M_ART "Skill/Spell                   Cast Level  Mp/Sp  Skilled  Rank  Bonus  Damage\n" M_ART_END
                 M_SPOKEN "Skill/Spell by Cast Level, cost in Mp/Sp, how Skilled, Rank, Bonus, Damage:\n" M_SPOKEN_END);
        row_tell(who, &growth->learned[at]);
    }
    if (count == 0)
        tell(who, spells_only ? "You know no spells.\n" : "You have learned nothing yet.\n");
    tell(who, "Spell Fail Modifier: %d%%. Skill Fail Modifier: %d%%.\n", skill_fail_modifier(who, true), skill_fail_modifier(who, false));
}

/* -- locks and ranks --------------------------------------------------------------------------------- */

ZONE_THREAD static struct learned *learned_named(struct character *who, const char **words)
{
    uint16_t skill = (*words)[0] == '\0' ? NO_SKILL : skill_named(rules_of(who), who, words);
    struct learned *learned = skill == NO_SKILL ? NULL : learned_find(who, skill);
    if (learned == NULL || learned->percent == 0) {
        tell(who, (*words)[0] == '\0' && skill == NO_SKILL ? "Which of your skills?\n" : "You have not learned that.\n");
        return NULL;
    }
    return learned;
}

ZONE_THREAD static void learning_lock(struct character *who, const char *words, bool lock)
{
    struct learned *learned = learned_named(who, &words);
    if (learned == NULL)
        return;
    character_touch(who, PART_BODY);
    learned->locked = lock;
    tell(who, lock ? "%s stays as it is: you learn no more of it by using it.\n" : "You learn %s by using it again.\n",
         rules_of(who)->skills[learned->skill].name);
}

void do_skills(struct command *command)
{
    char word[16];
    const char *rest = word_take(command->words, word, sizeof word);
    if (strcasecmp(word, "lock") == 0 || strcasecmp(word, "unlock") == 0)
        learning_lock(command->actor, rest, strcasecmp(word, "lock") == 0);
    else
        list_tell(command->actor, command->argument == LIST_SPELLS);
}

/* The last word is the number, everything before it the skill. */
void do_rank(struct command *command)
{
    struct character *who = command->actor;
    const char *words = command->words;
    struct learned *learned = learned_named(who, &words);
    if (learned == NULL)
        return;
    const char *name = rules_of(who)->skills[learned->skill].name;
    char *end;
    long rank = strtol(words, &end, 10);
    if (words[0] == '\0') {
        tell(who, "You use %s at rank %u of %u.\n", name, learned->rank, learned->trained);
    } else if (*end != '\0' || rank < 1 || rank > learned->trained) {
        tell(who, "You can use %s at any rank from 1 to %u.\n", name, learned->trained);
    } else {
        character_touch(who, PART_BODY);
        learned->rank = (uint8_t)rank;
        tell(who, "You use %s at rank %u from now on.\n", name, learned->rank);
    }
}
