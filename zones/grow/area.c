/* zones/grow/area.c -- an area from its order to its text: the order of things, and what the parts share.  See area.h. */
#include "zones/grow/area.h"
#include "zones/prose/english.h"

#include "core/bytes.h"

#include <string.h>

void memory_begin(struct theme_memory *memory)
{
    *memory = (struct theme_memory){ .rooms = sayings_new(), .closer = tally_new(), .alike = tally_new() };
}

void memory_end(struct theme_memory *memory)
{
    sayings_free(&memory->rooms);
    tally_free(&memory->closer);
    tally_free(&memory->alike);
}

static void seed_dice(struct dice *dice, const struct area_order *order, const char *what, unsigned ordinal, unsigned attempt)
{
    char key[160];
    int length = snprintf(key, sizeof key, "%llu/%s/%s/%u/%u", (unsigned long long)order->seed, order->key, what, ordinal, attempt);
    dice_seed(dice, bytes_hash(key, (size_t)length));
}

void area_dice(struct area_made *area, const char *what, unsigned ordinal, unsigned attempt)
{
    seed_dice(&area->dice, area->order, what, ordinal, attempt);
}

void area_layout(const struct area_order *order, struct layout *layout)
{
    struct dice dice;
    seed_dice(&dice, order, "layout", 0, 0);
    struct layout_order wish = layout_choose(order->theme, &dice);
    wish.rooms = order->rooms;
    wish.homes = order->rooms >= 40 ? 2 : 1;
    wish.shops = order->theme->shop_count > AREA_SHOPS_MOST ? AREA_SHOPS_MOST : order->theme->shop_count;
    layout_draw(layout, &wish, &dice);
}

void area_fault(struct area_made *area, const char *what)
{
    if (area->prose.fault[0] == '\0')
        return;
    if (area->memory->faults++ < 20)
        fprintf(stderr, "%s: %s: %s\n", area->order->key, what, area->prose.fault);
    area->prose.fault[0] = '\0';
}

char *area_say(struct area_made *area, const struct wording *wording, size_t most)
{
    char *said = NULL;
    unsigned bound = area->prose.count;
    for (unsigned tries = 0; tries < 30; tries++) {
        char *again = prose_say(&area->prose, wording);
        prose_forget(&area->prose, bound);
        bool better = said == NULL || strlen(said) > most || (strlen(again) <= most && slip_of(said, NULL) != NULL);
        if (better) {
            memory_free(said);
            said = again;
        } else {
            memory_free(again);
        }
        if (strlen(said) <= most && slip_of(said, NULL) == NULL)
            return said;
    }
    if (strlen(said) > most)
        said[most] = '\0';
    return said;
}

const char *pick_word(struct dice *dice, const struct words *words)
{
    return words->count == 0 ? NULL : words->list[dice_below(dice, words->count)];
}

bool place_is(const struct picks *picks, const struct theme *theme, const struct place *place)
{
    for (unsigned n = 0; n < picks->count; n++)
        if (&theme->places[picks->list[n]] == place)
            return true;
    return picks->count == 0;
}

/* What every text of the area may speak of. */
static void bind_area(struct area_made *area)
{
    struct prose *prose = &area->prose;
    const struct area_order *order = area->order;
    const struct layout *layout = &area->layout;
    const struct place *secret = &order->theme->secret;
    prose_bind(prose, "area", order->name, NULL);
    prose_bind(prose, "boss", order->boss, NULL);
    prose_bind(prose, "lair", area->rooms[layout->lair].called, NULL);
    prose_bind(prose, "beside_secret", area->rooms[layout->beside_secret].called, NULL);
    unsigned bound = prose->count;
    char *hidden = prose_word(prose, secret->called != NULL ? secret->called : secret->name, NULL);
    prose_forget(prose, bound);
    prose_bind(prose, "secret", hidden, NULL);
    memory_free(hidden);
}

unsigned area_extras(const struct area_made *area)
{
    unsigned extras = 0;
    for (unsigned n = 0; n < area->order->rooms; n++)
        extras += area->rooms[n].said.extra_count;
    for (unsigned n = 0; n < area->order->mobiles; n++)
        extras += area->mobiles[n].said.extra_count;
    for (unsigned n = 0; n < area->order->objects; n++)
        extras += area->objects[n].said.extra_count;
    return extras;
}

/* Each creature and each thing gets its share of what extra descriptions the rooms have left. */
static void share_extras(struct area_made *area)
{
    unsigned rooms = area_extras(area), folk = area->order->mobiles, all = folk + area->order->objects;
    unsigned left = area->order->extras > rooms ? area->order->extras - rooms : 0;
    for (unsigned n = 0; n < all; n++) {
        unsigned share = (n + 1) * left / all - n * left / all;
        if (n < folk)
            area->mobiles[n].marks = share;
        else
            area->objects[n - folk].details = share;
    }
}

/* Bosses, keepers and whoever has a name of his own have none, and here and there one could not be said: others have more. */
static void settle_extras(struct area_made *area)
{
    unsigned all = area->order->mobiles + area->order->objects;
    for (unsigned round = 0; round < 4; round++)
        for (unsigned n = 0; n < all && area_extras(area) < area->order->extras; n++) {
            if (n < area->order->objects)
                object_say_more(area, n);
            else
                mobile_say_more(area, n - area->order->objects);
        }
}

static void area_free(struct area_made *area)
{
    for (unsigned n = 0; n < area->order->rooms; n++) {
        said_free(&area->rooms[n].said);
        memory_free(area->rooms[n].called);
    }
    for (unsigned n = 0; n < area->order->mobiles; n++) {
        said_free(&area->mobiles[n].said);
        for (unsigned at = 0; at < area->mobiles[n].say_count; at++)
            memory_free(area->mobiles[n].says[at]);
    }
    for (unsigned n = 0; n < area->order->objects; n++)
        said_free(&area->objects[n].said);
    for (unsigned n = 0; n < area->quest_count; n++) {
        struct grown_quest *quest = &area->quests[n];
        memory_free(quest->name);
        memory_free(quest->offer);
        memory_free(quest->done);
        for (unsigned at = 0; at < quest->step_count; at++) {
            memory_free(quest->steps[at].says);
            memory_free(quest->steps[at].journal);
        }
    }
    memory_free(area->mobiles);
    memory_free(area->objects);
    prose_end(&area->prose);
    memory_free(area);
}

char *area_grow(const struct area_order *order, struct theme_memory *memory, size_t *length)
{
    struct area_made *area = memory_get(sizeof *area);
    area->order = order;
    area->memory = memory;
    area->mobiles = memory_get((order->mobiles + 1) * sizeof *area->mobiles);
    area->objects = memory_get((order->objects + 1) * sizeof *area->objects);
    area_layout(order, &area->layout);
    prose_begin(&area->prose, order->theme->grammar, &area->dice);
    prose_bind(&area->prose, "area", order->name, NULL);
    prose_bind(&area->prose, "boss", order->boss, NULL);
    rooms_make(area);
    area_dice(area, "secret", 0, 0);
    bind_area(area);
    share_extras(area);
    quests_choose(area);
    objects_make(area);
    mobiles_make(area);
    objects_place(area);
    settle_extras(area);
    quests_make(area);
    char *text = area_write(area, length);
    area_free(area);
    return text;
}
