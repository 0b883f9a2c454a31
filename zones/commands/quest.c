/* zones/commands/quest.c -- quests by name: what is offered, what one is about, what one has done.  Entered by the zone's worker.
 * What brings them on is not typed here (zones/quests/progress.c). */
#include "zones/commands/command.h"

#include "zones/quests/quests.h"

#include <string.h>
#include <strings.h>

enum { WORD_SIZE = 64 };

/* By a word of its name, the whole of it, or its key. */
static bool is_called(const struct quest_proto *quest, const char *words)
{
    char word[WORD_SIZE];
    name_take(words, word, sizeof word);
    return strcasecmp(quest->name, words) == 0 || strcasecmp(quest->key + strcspn(quest->key, ".") + 1, words) == 0
        || (word[0] != '\0' && text_names(quest->name, word));
}

static struct quest_entry *entry_called(const struct character *who, const char *words, bool going)
{
    struct quest_log *log = &who->player->quests;
    for (unsigned at = 0; at < log->count; at++)
        if (log->entries[at].quest != NULL && log->entries[at].going == going && is_called(log->entries[at].quest, words))
            return &log->entries[at];
    return NULL;
}

/* The n-th offer made in this room; *giver: by whom. */
static const struct quest_proto *offer_here(const struct character *who, unsigned n, const struct character **giver)
{
    for (const struct character *other = who->room->people; other != NULL; other = other->next) {
        const struct quest_proto *quest;
        bool before = false;
        for (const struct character *twin = who->room->people; twin != other; twin = twin->next)
            before = before || (twin->mobile != NULL && twin->proto.number == other->proto.number);
        for (unsigned at = 0; !before && can_see(who, other) && (quest = quest_offered(who, other, at)) != NULL; at++)
            if (n-- == 0) {
                *giver = other;
                return quest;
            }
    }
    return NULL;
}

/* -- lists ------------------------------------------------------------------------------------------- */

ZONE_THREAD static unsigned list_offers(struct character *who)
{
    const struct quest_proto *quest;
    const struct character *giver = NULL;
    unsigned count = 0;
    for (; (quest = offer_here(who, count, &giver)) != NULL; count++)
        tell_sentence(who, "%s offers: %s. Quest accept %s takes it on.\n", character_name(giver), quest->name,
                      quest->key + strcspn(quest->key, ".") + 1);
    return count;
}

ZONE_THREAD static void list_going(struct character *who)
{
    const struct quest_log *log = &who->player->quests;
    unsigned away = 0;
    for (unsigned at = 0; at < log->count; at++) {
        if (!log->entries[at].going)
            continue;
        if (log->entries[at].quest == NULL) {
            away++;
            continue;
        }
        struct text *next = quest_next_words(who, &log->entries[at]);
        tell(who, "%s: %s\n", log->entries[at].quest->name, text_bytes(next));
        text_unref(&next);
    }
    if (away > 0)
        tell(who, "%u more %s in lands that are closed just now.\n", away, away == 1 ? "is" : "are");
    if (quest_log_going(log) == 0)
        tell(who, "You are about no quest. Who may have one for you is told when you look round.\n");
}

ZONE_THREAD static void list_done(struct character *who)
{
    const struct quest_log *log = &who->player->quests;
    unsigned away = 0;
    for (unsigned at = 0; at < log->count; at++) {
        const struct quest_entry *entry = &log->entries[at];
        if (entry->done == 0)
            continue;
        if (entry->quest == NULL)
            away++;
        else if (entry->done > 1)
            tell(who, "%s, %u times.\n", entry->quest->name, entry->done);
        else
            tell(who, "%s.\n", entry->quest->name);
    }
    if (away > 0)
        tell(who, "%u more, in lands that are closed just now.\n", away);
    if (quest_log_done(log) == 0)
        tell(who, "You have done no quest yet.\n");
}

/* -- one --------------------------------------------------------------------------------------------- */

ZONE_THREAD static void tell_entry(struct character *who, const struct quest_entry *entry)
{
    const struct quest_proto *quest = entry->quest;
    const char *giver = who->zone->setting->world->mobiles[quest->giver.number].name;
    const struct area *area = NULL;
    for (unsigned at = 0; at < who->zone->setting->world->area_count && area == NULL; at++) {
        const struct area *of = &who->zone->setting->world->areas[at];
        area = quest >= of->quests && quest < of->quests + of->quest_count ? of : NULL;
    }
    tell(who, "%s.\n", quest->name);
    tell_sentence(who, "%s, in %s, said: '%s'\n", giver, area == NULL ? "a land far away" : area->name, quest->offer);
    for (unsigned step = 0; step < entry->step; step++)
        tell(who, "Done: %s\n", quest->steps[step].journal);
    struct text *next = quest_next_words(who, entry);
    tell(who, "Now: %s\n", text_bytes(next));
    text_unref(&next);
}

ZONE_THREAD static void details(struct character *who, const char *words)
{
    const struct character *giver = NULL;
    const struct quest_proto *quest = NULL;
    const struct quest_entry *entry = entry_called(who, words, true), *done = entry_called(who, words, false);
    for (unsigned n = 0; entry == NULL && (quest = offer_here(who, n, &giver)) != NULL && !is_called(quest, words);)
        n++;
    if (entry != NULL)
        tell_entry(who, entry);
    else if (quest != NULL)
        tell_sentence(who, "%s says to you, '%s'\n", character_name(giver), quest->offer);
    else if (done != NULL)
        tell(who, "You have done that: %s.\n", done->quest->name);
    else
        tell(who, "You know of no quest of that name.\n");
}

/* Without a name, if there is only one to mean. */
ZONE_THREAD static void accept(struct character *who, const char *words)
{
    const struct character *giver = NULL;
    const struct quest_proto *quest;
    unsigned most = (unsigned)who->zone->setting->options->quest_going_max, n = 0;
    bool one = words[0] == '\0' && offer_here(who, 1, &giver) == NULL;
    while ((quest = offer_here(who, n, &giver)) != NULL && !one && !is_called(quest, words))
        n++;
    if (quest == NULL && entry_called(who, words, true) != NULL)
        tell(who, "You are about that already.\n");
    else if (quest == NULL && (words[0] == '\0' || one))
        tell(who, offer_here(who, 0, &giver) == NULL ? "Nobody here has a quest for you.\n" : "Accept which of them?\n");
    else if (quest == NULL)
        tell(who, "Nobody here has such a quest for you.\n");
    else if (quest_log_going(&who->player->quests) >= most)
        tell(who, "You are about %u quests already. End one, or drop it.\n", most);
    else
        quest_accept(who, quest);
}

ZONE_THREAD static void drop(struct character *who, const char *words)
{
    struct quest_entry *entry = words[0] == '\0' ? NULL : entry_called(who, words, true);
    if (words[0] == '\0') {
        tell(who, "Drop which quest?\n");
    } else if (entry == NULL) {
        tell(who, "You are about no quest of that name.\n");
    } else {
        tell(who, "You give it up: %s. Whoever asked it of you may ask again.\n", entry->quest->name);
        quest_drop(who, entry);
    }
}

/* -- the commands ------------------------------------------------------------------------------------ */

ZONE_THREAD static void list_all(struct character *who, const char *words)
{
    (void)words;
    list_offers(who);
    list_going(who);
}

ZONE_THREAD static void list_offers_only(struct character *who, const char *words)
{
    (void)words;
    if (list_offers(who) == 0)
        tell(who, "Nobody here has a quest for you.\n");
}

ZONE_THREAD static void list_done_only(struct character *who, const char *words)
{
    (void)words;
    list_done(who);
}

typedef void word_function(struct character *who, const char *words);
static const struct {
    const char    *word;
    word_function *does;
} subwords[] = {
    { "list", list_all }, { "offers", list_offers_only }, { "accept", accept }, { "drop", drop }, { "done", list_done_only },
};

/* argument 1: the journal, which is one's own alone. */
void do_quest(struct command *command)
{
    char word[WORD_SIZE];
    const char *rest = word_take(command->words, word, sizeof word);
    if (word[0] == '\0' && command->argument == 1)
        list_going(command->actor);
    else if (word[0] == '\0')
        list_all(command->actor, rest);
    for (size_t at = 0; word[0] != '\0' && at < sizeof subwords / sizeof subwords[0]; at++)
        if (strncasecmp(subwords[at].word, word, strlen(word)) == 0) {
            subwords[at].does(command->actor, rest);
            return;
        }
    if (word[0] != '\0')
        details(command->actor, command->words);
}

/* A word with somebody, who may have been waiting for it. */
void do_talk(struct command *command)
{
    char word[WORD_SIZE], second[WORD_SIZE];
    struct character *who = command->actor;
    const char *rest = name_take(command->words, word, sizeof word);
    if ((strcasecmp(word, "to") == 0 || strcasecmp(word, "with") == 0) && rest[0] != '\0') {
        name_take(rest, second, sizeof second);
        memcpy(word, second, sizeof word);
    }
    struct character *other = word[0] == '\0' ? NULL : person_here(who, word);
    if (word[0] == '\0')
        tell(who, "Talk to whom?\n");
    else if (other == NULL || !can_see(who, other))
        tell(who, "There is nobody here by that name.\n");
    else if (other == who)
        tell(who, "You tell yourself what you have been meaning to say, and are none the wiser.\n");
    else if (other->player != NULL)
        tell(who, "%s would rather be told something: say, tell and whisper do that.\n", other->name);
    else if (!quest_spoken(who, other, true))
        tell_sentence(who, "%s has nothing to say to you just now.\n", character_name(other));
}
