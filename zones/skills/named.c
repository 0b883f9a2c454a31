/* zones/skills/named.c -- which skill somebody means.  Any thread: rules do not change. */
#include "zones/skills/skills.h"

#include "zones/commands/command.h"

#include <string.h>
#include <strings.h>

enum { NAME_WORDS = 6, SPOKEN_SIZE = 100 };

static bool knows(uint16_t skill, const void *who)
{
    return skill_percent(who, skill) > 0;
}

static uint16_t skill_whole(const struct rules *rules, const char *name)
{
    uint16_t skill = rules_skill(rules, name), command = rules_skill_command(rules, name);
    if (skill == NO_SKILL && command != NO_SKILL && strcasecmp(rules->skills[command].command, name) == 0)
        skill = command;
    return skill;
}

static uint16_t skill_begun(const struct rules *rules, const struct character *who, const char *name)
{
    uint16_t skill = who == NULL ? NO_SKILL : rules_skill_prefix(rules, name, knows, who);
    return skill != NO_SKILL ? skill : rules_skill_prefix(rules, name, NULL, NULL);
}

/* The first `count` words; gives what follows, or NULL when there are not so many. */
static const char *words_take(const char *words, unsigned count, char name[SPOKEN_SIZE])
{
    const char *at = words;
    for (unsigned word = 0; word < count; word++) {
        at += strspn(at, " ");
        if (*at == '\0')
            return NULL;
        at += strcspn(at, " ");
    }
    snprintf(name, SPOKEN_SIZE, "%.*s", (int)(at - words), words);
    return at + strspn(at, " ");
}

/* A whole name between quotes, which may have an apostrophe in it: up to the last quote that makes one. */
static uint16_t skill_quoted(const struct rules *rules, const char **words)
{
    const char *first = *words + 1, quote = **words;
    for (size_t length = strlen(first); length > 0; length--) {
        char name[SPOKEN_SIZE];
        bool closes = first[length - 1] == quote && (first[length] == ' ' || first[length] == '\0');
        if (!closes || length > sizeof name)
            continue;
        snprintf(name, sizeof name, "%.*s", (int)length - 1, first);
        uint16_t skill = skill_whole(rules, name);
        if (skill != NO_SKILL) {
            *words = first + length + strspn(first + length, " ");
            return skill;
        }
    }
    return NO_SKILL;
}

uint16_t skill_called(const struct rules *rules, const char **words)
{
    char name[SPOKEN_SIZE];
    for (unsigned count = NAME_WORDS; count > 0; count--) {
        const char *rest = words_take(*words, count, name);
        uint16_t skill = rest == NULL ? NO_SKILL : rules_skill(rules, name);
        if (skill != NO_SKILL) {
            *words = rest;
            return skill;
        }
    }
    return NO_SKILL;
}

uint16_t skill_named(const struct rules *rules, const struct character *who, const char **words)
{
    char name[SPOKEN_SIZE];
    if (**words == '\'' || **words == '"') {
        uint16_t quoted = skill_quoted(rules, words);
        if (quoted != NO_SKILL)
            return quoted;
        *words = word_take(*words, name, sizeof name);
        return name[0] == '\0' ? NO_SKILL : skill_begun(rules, who, name);
    }
    for (unsigned pass = 0; pass < 2; pass++)
        for (unsigned count = NAME_WORDS; count > 0; count--) {
            const char *rest = words_take(*words, count, name);
            uint16_t skill = rest == NULL ? NO_SKILL : pass == 0 ? skill_whole(rules, name) : skill_begun(rules, who, name);
            if (skill != NO_SKILL) {
                *words = rest;
                return skill;
            }
        }
    return NO_SKILL;
}

/* Which skills he knows, and so which one a beginning means, only his own zone can say: it is enough that one might be meant. */
static bool word_wants_player(const struct rules *rules, const char *typed, const char *line)
{
    char spoken[SPOKEN_SIZE];
    snprintf(spoken, sizeof spoken, "%s %s", typed, line);
    const char *rest = spoken;
    uint16_t called = skill_called(rules, &rest);
    if (called != NO_SKILL && rules->skills[called].target == TARGET_ANYBODY)
        return rest[0] != '\0';
    unsigned count;
    const struct skill_command *begun = rules_commands(rules, typed, &count);
    for (unsigned at = 0; at < count && line[0] != '\0'; at++)
        if (rules->skills[begun[at].skill].target == TARGET_ANYBODY)
            return true;
    return false;
}

bool skill_wants_player(const struct rules *rules, const char *typed, const char *line)
{
    if (typed != NULL)
        return word_wants_player(rules, typed, line);
    uint16_t skill = skill_named(rules, NULL, &line);
    return skill != NO_SKILL && rules->skills[skill].target == TARGET_ANYBODY && line[0] != '\0';
}
