/* zones/quests/progress.c -- what brings quests on; see quests.h.  Entered by the zone's worker.
 *
 * Entries of a log are found anew by their place after anything that may change the log: ending one keeps it there, so a
 * loop over places sees each once. */
#include "zones/quests/quests.h"

#include "core/sound.h"
#include "zones/fight/fight_parts.h"
#include "zones/fight/follower.h"
#include "zones/fight/mind.h"
#include "zones/rules/creatures.h"
#include "zones/rules/formula.h"

/* -- where he is in it ------------------------------------------------------------------------------- */

static struct quest_entry *entry_at(const struct character *who, unsigned at)
{
    struct quest_entry *entry = &who->player->quests.entries[at];
    return entry->going && entry->quest != NULL ? entry : NULL;
}

/* NULL: only the telling is left. */
static const struct quest_step *step_of(const struct quest_entry *entry)
{
    return entry->step < entry->quest->step_count ? &entry->quest->steps[entry->step] : NULL;
}

static const struct quest_step *step_of_kind(const struct character *who, unsigned at, enum quest_kind kind)
{
    const struct quest_entry *entry = entry_at(who, at);
    const struct quest_step *step = entry == NULL ? NULL : step_of(entry);
    return step != NULL && step->kind == kind ? step : NULL;
}

static const char *giver_name(const struct character *who, const struct quest_proto *quest)
{
    return who->zone->setting->world->mobiles[quest->giver.number].name;
}

struct text *quest_next_words(const struct character *who, const struct quest_entry *entry)
{
    const struct quest_step *step = step_of(entry);
    if (step == NULL)
        return text_printf("It is done; tell %s of it.", giver_name(who, entry->quest));
    if (step->count > 1)
        return text_printf("%s %u of %u.", step->journal, entry->count, step->count);
    return text_string(step->journal);
}

/* Does the quest end before whom this step ends before? */
static bool is_last_word(const struct quest_entry *entry, const struct quest_step *step)
{
    return entry->step + 1u == entry->quest->step_count && (step->kind == QUEST_TALK || step->kind == QUEST_BRING);
}

/* Would one more of what is brought end the quest? */
static bool ends_with_one(const struct quest_entry *entry, const struct quest_step *step)
{
    return is_last_word(entry, step) && entry->count + 1 >= step->count;
}

ZONE_THREAD static void answers(struct character *who, const struct character *other, const char *words)
{
    if (words != NULL)
        tell_sentence(who, "%s says to you, '%s'\n", character_name(other), words);
}

/* -- the reward -------------------------------------------------------------------------------------- */

/* His level, as far as the quest is meant for it: an old hand gets no more for a beginner's errand than a beginner. */
static uint32_t quest_level(const struct character *who, const struct quest_proto *quest)
{
    uint32_t power = character_power(who);
    return power < quest->level_min ? quest->level_min : power > quest->level_max ? quest->level_max : power;
}

ZONE_THREAD static void earn_experience(struct character *who, const struct quest_proto *quest)
{
    const struct rules *rules = rules_of(who);
    uint32_t level = quest_level(who, quest), mortal = level < LEVELS_MORTAL ? level : LEVELS_MORTAL;
    uint32_t paragon = level - mortal < LEVELS_PARAGON ? level - mortal : LEVELS_PARAGON - 1;
    int64_t points = level_asks(rules, &rules->races[who->player->growth.race], mortal, paragon) * quest->experience / 100;
    if (points == 0)
        return;
    tell(who, "You receive %lld experience points.\n", (long long)points);
    int64_t gained = experience_gain(who, EXPERIENCE_QUEST, points);
    experience_share(who, gained);
    if (gained < points)
        tell(who, "Your mind holds no more of that: it is time to gain a level.\n");
}

/* By what the creatures that make a level have about them. */
ZONE_THREAD static void earn_coins(struct character *who, const struct quest_proto *quest)
{
    char words[COINS_SIZE];
    const struct rules *rules = rules_of(who);
    uint32_t level = quest_level(who, quest);
    int64_t kills = rules->constants.kills_per_level + (int64_t)level * rules->constants.kills_per_level_more / 100;
    int64_t coins = creature_coins(rules, rules->creatures->role_plain, level) * kills * quest->coins / 100;
    int64_t room = purse_room(who, PURSE_CARRIED);
    coins = coins < room ? coins : room;
    if (coins > 0 && purse_flow(who, FLOW_QUEST, coins))
        tell(who, "You are given %s.\n", coins_words(coins, words));
}

ZONE_THREAD static void earn_thing(struct character *who, const struct quest_proto *quest)
{
    if (!quest->gives)
        return;
    struct item *item = item_new(who->zone, quest->object, zone_new_id(who->zone));
    item_enter_bearer(item, who, WEAR_NOWHERE);
    tell(who, "You are given %s.\n", item->object->name);
}

/* There must be a hand free for what he is given; what he brings leaves one free. */
ZONE_THREAD static bool can_end(struct character *who, const struct quest_entry *entry, unsigned leaves, const struct character *other)
{
    if (!entry->quest->gives || items_count(who->items) < leaves + (unsigned)who->zone->setting->options->character_items_max)
        return true;
    tell_sentence(who, "%s says to you, 'There is something for you in this, and you have no hand free. Put something down first.'\n",
                  character_name(other));
    return false;
}

ZONE_THREAD static void quest_end(struct character *who, struct quest_entry *entry, const struct character *other)
{
    const struct quest_proto *quest = entry->quest;
    struct growth *growth = &who->player->growth;
    unsigned points = entry->done == 0 ? quest->step_count : 0;
    character_touch(who, PART_BODY);
    entry->going = false;
    entry->step = 0;
    entry->count = 0;
    entry->done_at = who->zone->now;
    if (entry->done < UINT32_MAX)
        entry->done++;
    if (growth->quest_points <= UINT32_MAX - points)
        growth->quest_points += points;
    answers(who, other, quest->done);
    tell(who, "%sYou have done it: %s.\n", sound_marks[SOUND_FANFARE], quest->name);
    if (points > 0)
        tell(who, "You earn %u quest point%s.\n", points, points == 1 ? "" : "s");
    earn_experience(who, quest);
    earn_coins(who, quest);
    earn_thing(who, quest);
}

/* -- steps ------------------------------------------------------------------------------------------- */

/* A step is done; other: before whom, or NULL. */
ZONE_THREAD static void step_done(struct character *who, struct quest_entry *entry, const struct character *other)
{
    const struct quest_step *step = step_of(entry);
    bool ends = is_last_word(entry, step);
    character_touch(who, PART_BODY);
    if (other != NULL)
        answers(who, other, step->says);
    entry->step++;
    entry->count = 0;
    if (ends) {
        quest_end(who, entry, other);
        return;
    }
    struct text *next = quest_next_words(who, entry);
    tell(who, "%s: that is done. %s\n", entry->quest->name, text_bytes(next));
    text_unref(&next);
}

/* One more of what it counts; true: that was the last. */
ZONE_THREAD static bool step_counts(struct character *who, struct quest_entry *entry)
{
    const struct quest_step *step = step_of(entry);
    character_touch(who, PART_BODY);
    entry->count++;
    if (entry->count >= step->count)
        return true;
    tell(who, "%s: %u of %u.\n", entry->quest->name, entry->count, step->count);
    return false;
}

void quest_killed(struct character *who, uint64_t sort)
{
    bool more = false;
    for (unsigned at = 0; at < who->player->quests.count; at++) {
        const struct quest_step *step = step_of_kind(who, at, QUEST_KILL);
        if (step == NULL || step->sort != sort || !step_counts(who, entry_at(who, at)))
            continue;
        step_done(who, entry_at(who, at), NULL);
        more = true;
    }
    if (more)
        quest_arrives(who);
}

/* -- whom he leads ----------------------------------------------------------------------------------- */

static struct character *led_here(const struct character *who, proto_id proto)
{
    for (struct character *other = who->room->people; other != NULL; other = other->next)
        if (is_led(other) && entity_same(other->leader, who->id) && other->called == NULL && other->proto.number == proto.number
                && !is_down(other))
            return other;
    return NULL;
}

ZONE_THREAD static void escort_begins(struct character *who, struct character *other)
{
    if (is_led(other) && entity_same(other->leader, who->id))
        tell_sentence(who, "%s is with you already.\n", character_name(other));
    else if (is_led(other) || !entity_none(other->rider))
        tell_sentence(who, "%s is with somebody else just now.\n", character_name(other));
    else {
        follower_begin(other, who);
        tell_sentence(who, "%s will come along with you. Do not walk too far ahead.\n", character_name(other));
        tell_room(who->room, who, other, "%s sets out with %s.\n", character_name(other), who->name);
    }
}

/* Where it wanted to be.  It must not stay there, or whoever comes next would look for it in vain where it sets out. */
ZONE_THREAD static void escort_ends(struct character *who, struct character *other)
{
    tell_room(who->room, who, other, "%s takes leave of %s.\n", character_name(other), who->name);
    tell_sentence(who, "%s takes leave of you, and goes %s own way.\n", character_name(other), pronoun_possessive(other));
    follower_release(other);
    mount_end(other);
    room_leave(other);
    character_free(&other);
}

void quest_dies(const struct character *who)
{
    struct character *leader = is_led(who) ? land_character(who->zone, who->leader) : NULL;
    if (leader == NULL || leader->player == NULL || who->called != NULL)
        return;
    for (unsigned at = 0; at < leader->player->quests.count; at++) {
        const struct quest_step *step = step_of_kind(leader, at, QUEST_ESCORT);
        if (step != NULL && step->proto.number == who->proto.number)
            tell(leader, "%s: you have lost whom you led. Begin again where you set out together, after a while.\n",
                 entry_at(leader, at)->quest->name);
    }
}

/* -- coming somewhere -------------------------------------------------------------------------------- */

/* False: nothing of that quest is done by his being here. */
ZONE_THREAD static bool arrives_for(struct character *who, unsigned at)
{
    room_id here = who->room->proto->id;
    const struct quest_step *step = step_of_kind(who, at, QUEST_FIND);
    if (step != NULL && room_same(step->room, here)) {
        step_done(who, entry_at(who, at), NULL);
        return true;
    }
    step = step_of_kind(who, at, QUEST_ESCORT);
    struct character *other = step == NULL || !room_same(step->room, here) ? NULL : led_here(who, step->proto);
    if (other == NULL)
        return false;
    step_done(who, entry_at(who, at), other);
    escort_ends(who, other);
    return true;
}

void quest_arrives(struct character *who)
{
    if (who->player == NULL || who->room == NULL)
        return;
    for (unsigned at = 0; at < who->player->quests.count; at++)
        for (unsigned steps = 0; steps < QUEST_STEPS_MOST && arrives_for(who, at);)
            steps++;
}

/* -- before somebody --------------------------------------------------------------------------------- */

static struct item *carried_of(const struct character *who, proto_id object)
{
    for (struct item *item = who->items; item != NULL; item = item->next)
        if (item->proto.number == object.number && item->worn == WEAR_NOWHERE && item->contents == NULL && item->corpse == NULL)
            return item;
    return NULL;
}

/* One of what is wanted goes from hand to hand, and is no more. */
ZONE_THREAD static void hand_over(struct character *who, unsigned at, struct character *other, struct item *item)
{
    tell(who, "You hand %s to %s.\n", item->object->name, character_name(other));
    tell_room(who->room, who, other, "%s hands %s to %s.\n", who->name, item->object->name, character_name(other));
    item_use_up(who->zone, &item);
    if (step_counts(who, entry_at(who, at)))
        step_done(who, entry_at(who, at), other);
}

/* Is that one waiting for something of that quest's step?  At most one step is done. */
ZONE_THREAD static bool brings_all(struct character *who, unsigned at, struct character *other)
{
    const struct quest_step *step = step_of_kind(who, at, QUEST_BRING);
    bool any = false;
    for (struct item *item; step != NULL && step == step_of_kind(who, at, QUEST_BRING);) {
        item = step->to.number == other->proto.number ? carried_of(who, step->proto) : NULL;
        if (item == NULL || (ends_with_one(entry_at(who, at), step) && !can_end(who, entry_at(who, at), 1, other)))
            break;
        hand_over(who, at, other, item);
        any = true;
    }
    return any;
}

ZONE_THREAD static bool spoken_of(struct character *who, unsigned at, struct character *other)
{
    struct quest_entry *entry = entry_at(who, at);
    if (entry == NULL)
        return false;
    const struct quest_step *step = step_of(entry);
    if (step == NULL && entry->quest->giver.number == other->proto.number) {
        if (can_end(who, entry, 0, other))
            quest_end(who, entry, other);
        return true;
    }
    if (step == NULL || step->kind == QUEST_BRING)
        return step != NULL && brings_all(who, at, other);
    if (step->proto.number != other->proto.number)
        return false;
    if (step->kind == QUEST_ESCORT)
        escort_begins(who, other);
    else if (step->kind != QUEST_TALK)
        return false;
    else if (!is_last_word(entry, step) || can_end(who, entry, 0, other))
        step_done(who, entry, other);
    return true;
}

/* Somebody who hears it, and stands in the world for himself. */
static bool listens(const struct character *who, const struct character *other)
{
    return who->player != NULL && other->mobile != NULL && other->called == NULL && other->position != SLEEPING && !fights(other)
        && !is_down(other) && !is(who, FIGURE_MUTE);
}

bool quest_spoken(struct character *who, struct character *other, bool offers)
{
    bool any = false;
    if (!listens(who, other))
        return false;
    for (unsigned at = 0; at < who->player->quests.count; at++)
        any = spoken_of(who, at, other) || any;
    if (any) {
        quest_arrives(who);
        return true;
    }
    return offers && quest_offer(who, other);
}

/* Whom he leads may leave him here: the rest of the room is looked at from the one before. */
void quest_says(struct character *who, const char *words)
{
    struct character *next;
    for (struct character *other = who->room->people; other != NULL; other = next) {
        next = other->next;
        if (listens(who, other) && quest_spoken(who, other, text_names(words, "quest")))
            return;                     /* one at a time: it is a conversation */
    }
}

bool quest_given(struct character *who, struct character *other, struct item *item)
{
    if (!listens(who, other) || item->contents != NULL)
        return false;
    for (unsigned at = 0; at < who->player->quests.count; at++) {
        const struct quest_step *step = step_of_kind(who, at, QUEST_BRING);
        if (step == NULL || step->to.number != other->proto.number || step->proto.number != item->proto.number)
            continue;
        if (!ends_with_one(entry_at(who, at), step) || can_end(who, entry_at(who, at), 1, other))
            hand_over(who, at, other, item);
        quest_arrives(who);
        return true;
    }
    return false;
}

/* -- giving up --------------------------------------------------------------------------------------- */

void quest_drop(struct character *who, struct quest_entry *entry)
{
    const struct quest_step *step = entry->quest == NULL ? NULL : step_of(entry);
    struct character *other = step != NULL && step->kind == QUEST_ESCORT ? led_here(who, step->proto) : NULL;
    character_touch(who, PART_BODY);
    quest_log_drop(&who->player->quests, entry);
    if (other != NULL)
        follower_forsaken(other);
}
