/* zones/grow/area_quests.c -- what there is to do in an area: quests of the theme about who and what is really here. */
#include "zones/grow/area.h"

#include <string.h>

enum { NAME_LONGEST = 60, JOURNAL_LONGEST = 200, TEXT_LONGEST = 2000, SECOND_PERCENT = 60 };

/* -- which -------------------------------------------------------------------------------------------- */

static bool can_be_given(const struct grow_quest *quest)
{
    bool can = quest->giver < AREA_NAMED_MOST && quest->step_count <= AREA_STEPS_MOST;
    for (unsigned n = 0; n < quest->step_count; n++)
        can = can && (quest->steps[n].kind != STEP_TALK || (quest->steps[n].target >= 0 && quest->steps[n].target < AREA_NAMED_MOST));
    return can;
}

/* One, often two; by different givers if the theme has them. */
void quests_choose(struct area_made *area)
{
    const struct theme *theme = area->order->theme;
    area_dice(area, "quests", 0, 0);
    unsigned start = dice_below(&area->dice, theme->quest_count), most = dice_below(&area->dice, 100) < SECOND_PERCENT ? 2 : 1;
    for (unsigned pass = 0; pass < 2; pass++)
        for (unsigned n = 0; n < theme->quest_count && area->quest_count < most; n++) {
            unsigned number = (start + n) % theme->quest_count;
            bool had = area->quest_count > 0 && area->picks[0] == number;
            bool same_giver = area->quest_count > 0 && theme->quests[area->picks[0]].giver == theme->quests[number].giver;
            if (!had && !(same_giver && pass == 0) && can_be_given(&theme->quests[number]))
                area->picks[area->quest_count++] = number;
        }
}

/* -- of whom and what --------------------------------------------------------------------------------- */

static const char *without_article(const char *name)
{
    static const char *const articles[] = { "a ", "an ", "the ", NULL };
    for (const char *const *article = articles; *article != NULL; article++)
        if (strncmp(name, *article, strlen(*article)) == 0)
            return name + strlen(*article);
    return name;
}

/* "a sour warder": one quarry, several "sour warders". */
static void bind_quarry(struct area_made *area, const struct said *said)
{
    char many[200];
    const char *one = without_article(said->name);
    size_t length = strlen(one), noun = said->noun == NULL ? 0 : strlen(said->noun);
    if (noun > 0 && noun <= length && strcmp(one + length - noun, said->noun) == 0)
        snprintf(many, sizeof many, "%.*s%.90s", (int)(length - noun), one, said->nouns);
    else
        snprintf(many, sizeof many, "%.90ss", one);
    prose_bind(&area->prose, "quarry", one, many);
    prose_bind(&area->prose, "quarries", many, many);
}

static struct grown_mobile *one_of_kind(struct area_made *area, const struct folk *folk)
{
    for (unsigned n = 0; n < area->order->mobiles; n++)
        if (area->mobiles[n].folk == folk)
            return &area->mobiles[n];
    return NULL;
}

static int object_to_bring(const struct area_made *area, unsigned good)
{
    static const unsigned sorts[] = { GOOD_COMMON, GOOD_SECRET, GOOD_BOSS, GOOD_KEY };
    int object = -1;
    for (unsigned n = 0; n < 4 && object < 0; n++)
        object = object_of(area, good, sorts[n]);
    return object;
}

static unsigned room_to_find(struct area_made *area, int target)
{
    const struct theme *theme = area->order->theme;
    unsigned rooms = area->order->rooms, start = dice_below(&area->dice, rooms);
    if (target == TARGET_SECRET || target == TARGET_LAIR)
        return (unsigned)(target == TARGET_SECRET ? area->layout.secret : area->layout.lair);
    for (unsigned n = 0; n < rooms; n++) {
        unsigned room = (start + n) % rooms;
        if (room != 0 && area->rooms[room].place == &theme->places[target])
            return room;
    }
    return (unsigned)area->layout.beside_secret;
}

static const char *in_words(unsigned number)
{
    static const char *const words[] = { "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve" };
    return number < sizeof words / sizeof *words ? words[number] : "a good many";
}

/* As many of them as are wanted, in several rooms, if there is not one already. */
static void be_several(struct area_made *area, struct grown_mobile *quarry, unsigned count)
{
    unsigned there = 0;
    for (unsigned n = 0; n < quarry->room_count; n++)
        there += quarry->counts[n];
    for (unsigned tries = 0; there < count && quarry->room_count < AREA_PLACES_MOST && tries < 100; tries++) {
        unsigned room = 1 + dice_below(&area->dice, area->order->rooms - 1);
        bool again = (int)room == area->layout.secret || (int)room == area->layout.lair;
        for (unsigned n = 0; n < quarry->room_count; n++)
            again = again || quarry->rooms[n] == room;
        if (again || (!place_is(&quarry->folk->live, area->order->theme, area->rooms[room].place) && tries < 60))
            continue;
        quarry->rooms[quarry->room_count] = room;
        quarry->counts[quarry->room_count++] = 1;
        there++;
    }
    if (there < count)
        quarry->counts[0] += count - there;
}

/* False: there is nobody, or nothing, of that kind here. */
static bool step_bind(struct area_made *area, const struct grow_step *from, struct grown_step *step)
{
    static const char *const does[STEP_KINDS] = { "kill", "bring", "find", "talk" };
    const struct theme *theme = area->order->theme;
    step->does = does[from->kind];
    step->count = (unsigned)dice_between(&area->dice, (int)from->least, (int)from->most);
    prose_bind(&area->prose, "count", in_words(step->count), NULL);
    if (from->kind == STEP_KILL) {
        struct grown_mobile *quarry = from->target == TARGET_BOSS ? &area->mobiles[0] : one_of_kind(area, &theme->folk[from->target]);
        if (quarry == NULL)
            return false;
        if (quarry->folk != NULL)
            be_several(area, quarry, step->count);
        bind_quarry(area, &quarry->said);
        snprintf(step->target, sizeof step->target, "%s", quarry->key);
    } else if (from->kind == STEP_BRING) {
        int object = object_to_bring(area, (unsigned)from->target);
        if (object < 0)
            return false;
        prose_bind(&area->prose, "ware", area->objects[object].said.name, NULL);
        snprintf(step->target, sizeof step->target, "%s", area->objects[object].key);
    } else if (from->kind == STEP_FIND) {
        unsigned room = room_to_find(area, from->target);
        snprintf(step->target, sizeof step->target, "%u", area->order->first_room + room);
    } else {
        int other = mobile_named(area, &theme->named[from->target]);
        if (other < 0)
            return false;
        prose_bind(&area->prose, "other", area->mobiles[other].said.name, NULL);
        snprintf(step->target, sizeof step->target, "%s", area->mobiles[other].key);
    }
    return true;
}

/* -- in words ----------------------------------------------------------------------------------------- */

static bool quest_make(struct area_made *area, const struct grow_quest *from, unsigned number, struct grown_quest *quest)
{
    int giver = mobile_named(area, &area->order->theme->named[from->giver]);
    bool can = giver >= 0;
    *quest = (struct grown_quest){ .key = from->key, .coins = from->coins, .experience = from->experience };
    if (!can)
        return false;
    snprintf(quest->giver, sizeof quest->giver, "%s", area->mobiles[giver].key);
    prose_bind(&area->prose, "giver", area->mobiles[giver].said.name, NULL);
    area_dice(area, "quest", number, 0);
    /* All is bound before anything is said: the offer speaks of what comes later; the journal of each step of its own. */
    for (unsigned n = from->step_count; n > 0 && can; n--)
        can = step_bind(area, &from->steps[n - 1], &quest->steps[n - 1]);
    if (!can)
        return false;
    quest->name = area_say(area, from->name, NAME_LONGEST);
    quest->offer = area_say(area, from->offer, TEXT_LONGEST);
    for (unsigned n = 0; n < from->step_count; n++) {
        struct grown_step again, *step = &quest->steps[n];
        area_dice(area, "step", number, n);
        again = *step;
        step_bind(area, &from->steps[n], &again);
        if (from->steps[n].kind == STEP_FIND)          /* the dice may have thrown another room */
            *step = again;
        prose_bind(&area->prose, "count", in_words(step->count), NULL);
        step->journal = area_say(area, from->steps[n].journal, JOURNAL_LONGEST);
        step->says = from->steps[n].says == NULL || from->steps[n].kind != STEP_TALK ? NULL : area_say(area, from->steps[n].says, TEXT_LONGEST);
        quest->step_count++;
    }
    quest->done = area_say(area, from->done, TEXT_LONGEST);
    int object = from->object < 0 ? -1 : object_to_bring(area, (unsigned)from->object);
    if (object >= 0)
        snprintf(quest->object, sizeof quest->object, "%s", area->objects[object].key);
    area_fault(area, from->key);
    return true;
}

void quests_make(struct area_made *area)
{
    unsigned made = 0;
    for (unsigned n = 0; n < area->quest_count; n++) {
        unsigned bound = area->prose.count;
        made += quest_make(area, &area->order->theme->quests[area->picks[n]], n, &area->quests[made]);
        prose_forget(&area->prose, bound);
    }
    area->quest_count = made;
}
