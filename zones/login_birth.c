/* zones/login_birth.c -- a new character: what the world calls it, which people it is born to, which path it takes.
 *
 * Entered by the worker that runs the zone.  Each question explains its choices; a word with ? behind it, or help in
 * front of it, tells more. */
#include "zones/login_state.h"

#include "zones/rules/rules.h"
#include "zones/world/newborn.h"
#include "zones/world/world.h"

#include <string.h>
#include <strings.h>

static const struct rules *rules_here(const struct zone *zone)
{
    return zone->setting->rules;
}

/* "elf ?", "elf?" and, as in the game, "help elf" ask about elves. */
static bool cut_question(char *word)
{
    size_t length = strlen(word);
    bool asked = length > 0 && word[length - 1] == '?';
    bool help = strncasecmp(word, "help", 4) == 0 && (word[4] == ' ' || word[4] == '\0');
    while (asked && length > 0 && strchr("? ", word[length - 1]) != NULL)
        word[--length] = '\0';
    if (help) {
        const char *rest = word + 4 + strspn(word + 4, " ");
        memmove(word, rest, strlen(rest) + 1);
    }
    return asked || help;
}

/* -- what the world says ----------------------------------------------------------------------------- */

static void put_races(struct bytes_writer *words, const struct rules *rules)
{
    bool first = true;
    for (unsigned at = 0; at < rules->race_count; at++) {
        if (!rules->races[at].playable)
            continue;
        put_bytes(words, first ? "" : ", ", first ? 0 : 2);
        put_bytes(words, rules->races[at].key, strlen(rules->races[at].key));
        first = false;
    }
}

static struct text *races_words(const struct zone *zone)
{
    struct bytes_writer list = {0};
    put_races(&list, rules_here(zone));
    struct text *races = bytes_text(&list);
    struct text *words = text_printf("You can be born as one of these: %s.\nA name with a ? behind it, as in `elf ?`, tells about "
                                     "them.\n", text_bytes(races));
    text_unref(&races);
    bytes_free(&list);
    return words;
}

/* Other worlds ask for a sex here; PRONOUNS: neither that nor one of ours. */
static enum pronoun pronoun_typed(const char *word)
{
    static const struct { const char *word; enum pronoun pronoun; } others[] = { { "male", PRONOUN_HE }, { "female", PRONOUN_SHE } };
    for (unsigned pronoun = 0; pronoun < PRONOUN_IT; pronoun++)
        if (strcasecmp(word, pronoun_words[pronoun]) == 0)
            return (enum pronoun)pronoun;
    for (size_t at = 0; at < sizeof others / sizeof others[0]; at++)
        if (strcasecmp(word, others[at].word) == 0)
            return others[at].pronoun;
    return PRONOUNS;
}

void heard_choices(struct zone *zone, struct dialogue *dialogue, const struct slot *slot)
{
    char word[8] = "?";
    bool fits = line_word(slot->line, word, sizeof word);
    if (fits && word[0] == '\0') {
        dialogue_answer(zone, dialogue, LOGIN_NAME, NULL);
        return;
    }
    enum pronoun pronoun = fits ? pronoun_typed(word) : PRONOUNS;
    if (pronoun == PRONOUNS) {
        dialogue_again(zone, dialogue, "Please answer he, she or they.\n");
        return;
    }
    dialogue->pronoun = (uint8_t)pronoun;
    dialogue_answer(zone, dialogue, LOGIN_RACE, races_words(zone));
}

/* -- which people ------------------------------------------------------------------------------------ */

static const struct race *race_typed(const struct rules *rules, const char *word)
{
    if (word[0] == '\0')
        return rules_race(rules, NEWBORN_RACE);
    const struct race *found = rules_race(rules, word);
    for (unsigned at = 0; found == NULL && at < rules->race_count; at++)
        if (rules->races[at].playable && strncasecmp(rules->races[at].key, word, strlen(word)) == 0)
            found = &rules->races[at];
    return found != NULL && found->playable ? found : NULL;
}

static struct text *paths_words(const struct rules *rules)
{
    struct bytes_writer list = {0};
    for (unsigned at = 0; at < rules->path_count; at++) {
        const char *about = rules->classes[at].about, *end = strchr(about, '.');
        put_printf(&list, "%s: %.*s.\n", rules->classes[at].key, end == NULL ? 200 : (int)(end - about), about);
    }
    struct text *paths = bytes_text(&list);
    struct text *words = text_printf("Five paths begin here, and from level 10 on each leads to classes of its own.\n%sA path with a ? "
                                     "behind it tells more.\n", text_bytes(paths));
    text_unref(&paths);
    bytes_free(&list);
    return words;
}

void heard_race(struct zone *zone, struct dialogue *dialogue, const struct slot *slot)
{
    char word[SLOT_LINE_SIZE] = "";
    bool fits = line_word(slot->line, word, sizeof word), asked = fits && cut_question(word);
    bool all = asked && word[0] == '\0';
    const struct race *race = fits && !all ? race_typed(rules_here(zone), word) : NULL;
    if (race == NULL) {
        dialogue_answer(zone, dialogue, LOGIN_RACE, races_words(zone));
    } else if (asked) {
        dialogue_answer(zone, dialogue, LOGIN_RACE, text_printf("%s. %s\n", race->name, race->about));
    } else {
        snprintf(dialogue->race, sizeof dialogue->race, "%s", race->key);
        dialogue_answer(zone, dialogue, LOGIN_PATH, paths_words(rules_here(zone)));
    }
}

/* -- which path -------------------------------------------------------------------------------------- */

static const struct class_rule *path_typed(const struct rules *rules, const char *word)
{
    for (unsigned at = 0; at < rules->path_count; at++)
        if (strncasecmp(rules->classes[at].key, word, strlen(word)) == 0)
            return &rules->classes[at];
    return NULL;
}

void heard_path(struct zone *zone, struct dialogue *dialogue, const struct slot *slot)
{
    const struct rules *rules = rules_here(zone);
    char word[SLOT_LINE_SIZE] = "";
    bool fits = line_word(slot->line, word, sizeof word), asked = fits && cut_question(word);
    bool all = asked && word[0] == '\0';
    const struct class_rule *path = fits && !all ? path_typed(rules, word) : NULL;
    const struct race *race = rules_race(rules, dialogue->race);
    if (path == NULL)
        dialogue_answer(zone, dialogue, LOGIN_PATH, paths_words(rules));
    else if (asked)
        dialogue_answer(zone, dialogue, LOGIN_PATH, text_printf("%s. %s\n", path->name, path->about));
    else if (race != NULL && (race->barred & 1u << (path - rules->classes)) != 0)
        dialogue_again(zone, dialogue, "That path is not for those you were born to.\n");
    else
        dialogue_ask(zone, dialogue, REGISTRY_NEW_CHARACTER, dialogue->naming,
                     text_printf("%s %s %s%s", pronoun_words[dialogue->pronoun], dialogue->race, path->key,
                                 dialogue->aloud ? " " NEWBORN_ALOUD : ""));
}
