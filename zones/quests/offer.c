/* zones/quests/offer.c -- who is offered what; see quests.h.  Entered by the zone's worker. */
#include "zones/quests/quests.h"

#include "core/markup.h"
#include "zones/fight/fight_parts.h"

#include <string.h>

static bool too_soon(const struct character *who, const struct quest_entry *entry)
{
    int64_t rest = who->zone->setting->options->quest_again_s * 1000;
    return entry->quest->again && who->zone->now - entry->done_at < rest;
}

const char *quest_refuses(const struct character *who, const struct quest_proto *quest)
{
    const struct quest_log *log = &who->player->quests;
    const struct quest_entry *entry = quest_log_find(log, quest);
    const struct quest_entry *after = quest->after == NULL ? NULL : quest_log_find(log, quest->after);
    uint32_t power = character_power(who);
    if (entry != NULL && entry->going)
        return "You are about that already.";
    if (entry != NULL && !quest->again)
        return "You have done that, and once is enough.";
    if (entry != NULL && too_soon(who, entry))
        return "You have done that not long ago. Let somebody else have a turn.";
    if (power < quest->level_min)
        return "That is too much for you as yet.";
    if (power > quest->level_max)
        return "That is work for people who have still to make a name.";
    return quest->after != NULL && (after == NULL || after->done == 0) ? "Something else has to be done before that." : NULL;
}

const struct quest_proto *quest_offered(const struct character *who, const struct character *giver, unsigned n)
{
    const struct area *area = who->zone->area;
    if (who->player == NULL || giver->mobile == NULL || giver->called != NULL || fights(giver) || giver->position == SLEEPING)
        return NULL;
    for (unsigned at = 0; at < area->quest_count; at++) {
        const struct quest_proto *quest = &area->quests[at];
        if (quest->giver.number == giver->proto.number && quest_refuses(who, quest) == NULL && n-- == 0)
            return quest;
    }
    return NULL;
}

void quest_announce(struct character *who, const struct character *giver)
{
    if (quest_offered(who, giver, 0) == NULL)
        return;
    struct text *line = text_printf("%s may have a " M_QUEST "quest " M_PLAIN "for you.\n", character_name(giver));
    char first = text_bytes(line)[0];
    tell(who, M_OBJECT "%c%s", first >= 'a' && first <= 'z' ? first - 'a' + 'A' : first, text_bytes(line) + 1);
    text_unref(&line);
}

bool quest_offer(struct character *who, const struct character *giver)
{
    const struct quest_proto *quest;
    unsigned count = 0;
    for (; (quest = quest_offered(who, giver, count)) != NULL; count++) {
        const char *key = quest->key + strcspn(quest->key, ".") + 1;
        tell_sentence(who, "%s says to you, '%s'\n", character_name(giver), quest->offer);
        tell(who, "That is %s. To take it on: " M_LINK "quest accept %s" M_LINK_TEXT "quest accept %s" M_LINK_END ".\n", quest->name,
             key, key);
    }
    return count > 0;
}

void quest_accept(struct character *who, const struct quest_proto *quest)
{
    if (quest_log_find(&who->player->quests, quest) == NULL && who->player->quests.count >= QUESTS_KEPT_MOST) {
        tell(who, "You have done so much that there is no room for more in your journal.\n");
        return;
    }
    character_touch(who, PART_BODY);
    struct quest_entry *entry = quest_log_add(&who->player->quests, quest);
    entry->going = true;
    entry->step = 0;
    entry->count = 0;
    struct text *next = quest_next_words(who, entry);
    tell(who, "You take it on: %s.\n%s\n", quest->name, text_bytes(next));
    text_unref(&next);
    quest_arrives(who);
}
