/* zones/commands/skills.c -- using skills by their names: cast, play, use; stances; what is upon one.
 * Entered by the zone's worker.  What comes of it is zones/skills's. */
#include "zones/commands/command.h"

#include "zones/skills/skills.h"
#include "zones/skills/ground.h"

#include <string.h>
#include <strings.h>

/* -- cast, play, use --------------------------------------------------------------------------------- */

/* The kinds of skills a verb is for, and how it asks. */
static const struct manner { const char *ask, *unknown; uint32_t kinds; } manners[] = {
    { "Cast what? Cast 'name of the spell', and at whom.", "You have no knowledge of that spell.",
      1u << SKILL_SPELL | 1u << SKILL_PRAYER | 1u << SKILL_SONG | 1u << SKILL_FORM },
    { "Play what? Play and the name of a song.", "You know no such song.", 1u << SKILL_SONG },
    { "Use what? Use, the name of a skill, and at whom.", "You have no knowledge of that.",
      1u << SKILL_SKILL | 1u << SKILL_FORM | 1u << SKILL_STANCE | 1u << SKILL_PASSIVE | 1u << SKILL_HARVEST | 1u << SKILL_CRAFT },
};

void do_perform(struct command *command)
{
    const struct manner *manner = &manners[command->argument];
    struct character *who = command->actor;
    const struct rules *rules = command->zone->setting->rules;
    const char *words = command->words;
    uint16_t skill = words[0] == '\0' || rules == NULL ? NO_SKILL : skill_named(rules, who, &words);
    if (words[0] == '\0' && command->words[0] == '\0')
        tell(who, "%s\n", manner->ask);
    else if (skill == NO_SKILL || skill_percent(who, skill) == 0)
        tell(who, "%s\n", manner->unknown);
    else if ((manner->kinds & 1u << rules->skills[skill].kind) == 0)
        tell(who, "That is not done so. Help %s tells how.\n", rules->skills[skill].name);
    else
        skill_use(who, skill, words, command->lookup);
}

void do_recite(struct command *command)
{
    struct character *who = command->actor;
    char word[64];
    const char *words = word_take(command->words, word, sizeof word);
    struct item *item = word[0] == '\0' ? NULL : item_carried(who, word);
    if (item == NULL && word[0] != '\0')
        item = item_worn(who, word);        /* in his hand */
    if (word[0] == '\0')
        tell(who, "Recite what? A scroll that you carry.\n");
    else if (item == NULL)
        tell(who, "You do not carry that.\n");
    else if (item->object->kind != ITEM_WRITING || item->object->casts == NULL)
        tell(who, "There is nothing in %s that wants to be recited.\n", item->object->name);
    else {
        tell(who, "You recite %s.\n", item->object->name);
        tell_room(who->room, who, NULL, "%s recites %s.\n", who->name, item->object->name);
        skill_from_item(who, &item, words);
    }
}

void do_stop(struct command *command)
{
    struct character *who = command->actor;
    if (who->song == NULL && who->casting == NULL) {
        tell(who, "You are neither playing nor concentrating on anything.\n");
        return;
    }
    song_stop(who, true);
    skill_interrupt(who, true);
}

/* -- stances ----------------------------------------------------------------------------------------- */

ZONE_THREAD static void stances_show(struct character *who)
{
    const struct rules *rules = rules_of(who);
    const char *now = stance_name(who);
    tell(who, now[0] == '\0' ? "You are in no stance.\n" : "Your stance is %s.\n", now);
    for (uint16_t at = 0; at < rules->skill_count; at++)
        if (rules->skills[at].kind == SKILL_STANCE && skill_percent(who, at) > 0)
            tell(who, "You know %s.\n", rules->skills[at].name);
}

/* By its name, or by the word for the stance itself. */
static uint16_t stance_find(const struct character *who, const char *word)
{
    const struct rules *rules = rules_of(who);
    for (uint16_t at = 0; at < rules->skill_count; at++) {
        const struct skill *skill = &rules->skills[at];
        if (skill->kind != SKILL_STANCE || skill_percent(who, at) == 0)
            continue;
        for (unsigned n = 0; n < skill->effect_count; n++)
            if (skill->does[n].kind == EFFECT_STANCE && skill->does[n].word != NULL
                    && strncasecmp(skill->does[n].word, word, strlen(word)) == 0)
                return at;
        if (strncasecmp(skill->name, word, strlen(word)) == 0)
            return at;
    }
    return NO_SKILL;
}

void do_stance(struct command *command)
{
    struct character *who = command->actor;
    uint16_t skill = command->words[0] == '\0' ? NO_SKILL : stance_find(who, command->words);
    if (command->words[0] == '\0')
        stances_show(who);
    else if (strcasecmp(command->words, "none") == 0)
        tell(who, stance_end(who) ? "You stand as people stand.\n" : "You are in no stance.\n");
    else if (skill == NO_SKILL)
        tell(who, "You know no such stance. Stance alone tells which you know, stance none ends it.\n");
    else
        skill_use(who, skill, "", NULL);
}

/* -- what is upon one -------------------------------------------------------------------------------- */

ZONE_THREAD static void affect_show(struct character *who, const struct affect *affect)
{
    const char *name = rules_of(who)->skills[affect->skill].affect;
    int hours = affect_hours(affect, who->zone->now);
    if (hours < 0)
        tell(who, "%s, until it is ended.\n", name);
    else
        tell(who, hours == 1 ? "%s, for 1 hour.\n" : "%s, for %d hours.\n", name, hours);
}

void do_affects(struct command *command)
{
    struct character *who = command->actor;
    const struct room_spell *last = NULL;
    unsigned count = 0;
    for (const struct affect *affect = who->affects; affect != NULL; affect = affect->next) {
        bool seen = false;              /* one line a skill, whatever the number of its effects */
        for (const struct affect *before = who->affects; before != affect; before = before->next)
            seen = seen || before->skill == affect->skill;
        if (seen)
            continue;
        if (count++ == 0)
            tell(who, "Upon you are:\n");
        affect_show(who, affect);
    }
    if (count == 0)
        tell(who, "There is nothing upon you.\n");
    if (who->song != NULL)
        tell(who, "You play '%s'.\n", song_name(who));
    for (const char *name; (name = ground_name(who->room, &last)) != NULL;)
        tell(who, "On the ground here: %s.\n", name);
}
