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

uint16_t skill_named(const struct rules *rules, const struct character *who, const char **words)
{
    char name[SPOKEN_SIZE];
    if (**words == '\'' || **words == '"') {
        *words = word_take(*words, name, sizeof name);
        uint16_t skill = skill_whole(rules, name);
        return skill != NO_SKILL || name[0] == '\0' ? skill : skill_begun(rules, who, name);
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

bool skill_wants_player(const struct rules *rules, const char *typed, const char *line)
{
    uint16_t skill = typed != NULL ? rules_skill_typed(rules, typed, &line) : skill_named(rules, NULL, &line);
    return skill != NO_SKILL && rules->skills[skill].target == TARGET_ANYBODY && line[0] != '\0';
}
