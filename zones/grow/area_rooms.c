/* zones/grow/area_rooms.c -- which place each room is, and what is said of it.  See area.h. */
#include "zones/grow/area.h"
#include "zones/prose/english.h"

#include <string.h>

enum { DRAWS_LEAST = 2, DRAWS_USUAL = 5, DRAWS_MOST = 60, TOO_BAD = 4000, NAME_LONGEST = 60, COPY_PERCENT = 40, PHRASE_MOST = 12 };

/* -- places ------------------------------------------------------------------------------------------- */

static bool fits(const struct place *place, const struct layout_room *room, bool anywhere)
{
    bool inner = room->depth > 50;
    return (place->roles & 1u << room->role) != 0 && (anywhere || (inner ? place->inner : place->outer));
}

static unsigned uses_of(const struct area_made *area, unsigned rooms, const struct place *place)
{
    unsigned uses = 0;
    for (unsigned n = 0; n < rooms; n++)
        uses += area->rooms[n].place == place;
    return uses;
}

/* A kind of which there is much to say is there more often, and less so the more of it there is already. */
static uint32_t share_of(const struct area_made *area, unsigned rooms, const struct place *place)
{
    uint32_t ways = wording_ways(place->open);
    return 1 + place->share * ways * 64 / (ways + 2 * uses_of(area, rooms, place));
}

static const struct place *choose_place(struct area_made *area, unsigned number)
{
    const struct theme *theme = area->order->theme;
    const struct layout_room *room = &area->layout.rooms[number];
    for (int anywhere = 0; anywhere < 2; anywhere++) {
        uint32_t shares = 0;
        for (unsigned n = 0; n < theme->place_count; n++)
            shares += fits(&theme->places[n], room, anywhere != 0) ? share_of(area, number, &theme->places[n]) : 0;
        uint32_t thrown = shares == 0 ? 0 : dice_below(&area->dice, shares);
        for (unsigned n = 0; n < theme->place_count && shares > 0; n++) {
            uint32_t share = fits(&theme->places[n], room, anywhere != 0) ? share_of(area, number, &theme->places[n]) : 0;
            if (thrown < share)
                return &theme->places[n];
            thrown -= share;
        }
    }
    return &theme->places[0];
}

/* Rooms side by side are often of one kind: the area has parts, and is not a heap. */
void rooms_place(struct area_made *area)
{
    for (unsigned n = 0; n < area->order->rooms; n++) {
        const struct layout_room *room = &area->layout.rooms[n];
        area_dice(area, "place", n, 0);
        const struct place *before = room->parent < 0 || room->parent > (int)n ? NULL : area->rooms[room->parent].place;
        if (room->role == ROLE_secret)
            area->rooms[n].place = &area->order->theme->secret;
        else if (before != NULL && dice_below(&area->dice, 100) < COPY_PERCENT && fits(before, room, false)
                 && uses_of(area, n, before) < wording_ways(before->open))
            area->rooms[n].place = before;
        else
            area->rooms[n].place = choose_place(area, n);
        area->rooms[n].called = say_called(&area->prose, area->rooms[n].place);
    }
}

/* Factions live apart: the rooms by their depth, in as many parts as there are. */
static void part_rooms(struct area_made *area)
{
    const struct theme *theme = area->order->theme;
    const char *factions[8];
    for (unsigned n = 0; n < theme->folk_count; n++) {
        unsigned at = 0;
        while (theme->folk[n].faction != NULL && at < area->parts && strcmp(factions[at], theme->folk[n].faction) != 0)
            at++;
        if (theme->folk[n].faction != NULL && at == area->parts && area->parts < 8)
            factions[area->parts++] = theme->folk[n].faction;
    }
    area_dice(area, "parts", 0, 0);
    unsigned shift = dice_below(&area->dice, area->parts + 1);
    for (unsigned n = 0; n < area->order->rooms && area->parts > 0; n++)
        area->rooms[n].part = (area->layout.rooms[n].depth * area->parts / 101 + shift) % area->parts;
}

/* -- words -------------------------------------------------------------------------------------------- */

static const char *const ways_out[DIRECTIONS] = { "north", "east", "south", "west", "up", "down" };

/* Ways of which a text may speak: not those that have to be searched for. */
static unsigned ways_of_room(const struct area_made *area, unsigned number, struct said_way ways[DIRECTIONS])
{
    const struct layout_room *room = &area->layout.rooms[number];
    unsigned count = 0;
    for (unsigned way = 0; way < DIRECTIONS; way++)
        if (room->to[way] != LAYOUT_NOWHERE && !room->hidden[way] && area->rooms[room->to[way]].called[0] != '\0')
            ways[count++] = (struct said_way){ ways_out[way], area->rooms[room->to[way]].called };
    return count;
}

/* Sights that were seen next door, or oftener than others in this area. */
static void sights_to_avoid(const struct area_made *area, unsigned number, const unsigned *used, bool *avoid)
{
    const struct theme *theme = area->order->theme;
    const struct place *place = area->rooms[number].place;
    unsigned least = UINT32_MAX, left = 0;
    for (unsigned n = 0; n < place->sights.count; n++)
        least = used[place->sights.list[n]] < least ? used[place->sights.list[n]] : least;
    for (unsigned n = 0; n < place->sights.count; n++) {
        unsigned sight = place->sights.list[n];
        avoid[sight] = used[sight] > least + 1;
        left += !avoid[sight];
    }
    if (left < 4)
        memset(avoid, 0, theme->sights.count * sizeof *avoid);
}

static bool name_taken(const struct area_made *area, unsigned number, const char *name)
{
    for (unsigned n = 0; n < number; n++)
        if (strcmp(area->rooms[n].said.name, name) == 0)
            return true;
    return false;
}

/* How bad it would be to say this: 0 is as good as it gets. */
static unsigned badness(struct area_made *area, unsigned number, const struct said *said, struct marks *marks)
{
    char *hours = said->by_night;
    marks_of(said->text, marks);
    unsigned overlap = sayings_overlap(area->memory->rooms, marks, NULL), phrase = sayings_phrase(area->memory->rooms, marks);
    unsigned bad = sayings_repeats(area->memory->rooms, marks) * 400 + (overlap > 450 ? TOO_BAD : 0) + (overlap > 250 ? overlap - 250 : 0);
    bad += phrase > PHRASE_MOST ? (phrase - PHRASE_MOST) * 20 : 0;
    bad += name_taken(area, number, said->name) ? 150 : 0;
    bad += marks->three_twice * 40 + (slip_of(said->text, NULL) != NULL || slip_of(said->name, NULL) != NULL ? TOO_BAD : 0);
    bad += strlen(said->name) > NAME_LONGEST || said->name[0] == '\0' || area->prose.fault[0] != '\0' ? 100000 : 0;
    return bad + (hours != NULL && strlen(hours) > 1000);
}

/* Rooms are compared with rooms; what looking closer shows with all that it has shown elsewhere. */
static unsigned rooms_know(void *memory, const char *text)
{
    const struct area_made *area = memory;
    struct marks marks;
    sentences_of(text, &marks);
    unsigned repeats = sayings_repeats(area->memory->rooms, &marks);
    for (unsigned n = 0; n < marks.sentence_count; n++)
        repeats += tally_of(area->memory->closer, marks.sentences[n]) > 0;
    marks_free(&marks);
    return repeats > 0 ? repeats : slip_of(text, NULL) != NULL;
}

static bool is_in(const struct picks *picks, unsigned number)
{
    for (unsigned n = 0; n < picks->count; n++)
        if (picks->list[n] == number)
            return true;
    return false;
}

/* The sights of a place, those of its terrain elsewhere, and those that might be anywhere; `list` has room for all of the theme. */
static struct picks wider_sights(const struct area_made *area, const struct place *place, unsigned *list)
{
    const struct theme *theme = area->order->theme;
    struct picks wider = { list, 0 };
    for (unsigned sight = 0; sight < theme->sights.count; sight++) {
        bool named = false, here = is_in(&place->sights, sight);
        for (unsigned n = 0; n < theme->place_count; n++) {
            const struct place *other = &theme->places[n];
            bool like = place->terrain != NULL && other->terrain != NULL && strcmp(place->terrain, other->terrain) == 0;
            named = named || (other->sight_words.count > 0 && is_in(&other->sights, sight));
            here = here || (like && is_in(&other->sights, sight));
        }
        if (here || !named)
            list[wider.count++] = sight;
    }
    return wider;
}

/* Said several times, and the best of them kept. */
static void say_best(struct area_made *area, unsigned number, unsigned sights, const bool *avoid)
{
    const struct area_order *order = area->order;
    struct grown_room *room = &area->rooms[number];
    struct said_way ways[DIRECTIONS];
    struct marks kept = { 0 };
    const struct said_before before = { rooms_know, area };
    unsigned *list = memory_get((order->theme->sights.count + 1) * sizeof *list);
    struct place wider = *room->place;
    wider.sights = wider_sights(area, room->place, list);
    unsigned way_count = ways_of_room(area, number, ways), best = UINT32_MAX, most = order->coarse ? 1 : DRAWS_MOST;
    for (unsigned tries = 0; tries < most; tries++) {
        if (tries >= DRAWS_LEAST && (best == 0 || (tries >= DRAWS_USUAL && best < TOO_BAD)))
            break;
        struct said said;
        struct marks marks;
        area_dice(area, "room", number, tries);
        area->prose.fault[0] = '\0';
        /* What is too much like another room is said at greater length. */
        unsigned more = tries < DRAWS_USUAL ? 0 : tries < DRAWS_USUAL * 3 ? 1 : tries < DRAWS_USUAL * 6 ? 2 : 3;
        say_room(&area->prose, order->theme, more == 0 ? room->place : &wider, sights + more, avoid, ways, way_count, order->coarse ? NULL : &before, &said);
        unsigned bad = badness(area, number, &said, &marks);
        if (bad < best) {
            said_free(&room->said);
            marks_free(&kept);
            room->said = said;
            kept = marks;
            best = bad;
        } else {
            said_free(&said);
            marks_free(&marks);
        }
    }
    if (best >= 100000)
        area_fault(area, room->place->key);
    area->prose.fault[0] = '\0';
    if (!order->coarse)
        sayings_add(area->memory->rooms, &kept);
    for (unsigned n = 0; n < room->said.extra_count; n++)
        closer_remember(area, room->said.extras[n].text);
    marks_free(&kept);
    memory_free(list);
}

static void count_sights(const struct area_made *area, unsigned number, unsigned *used)
{
    const struct theme *theme = area->order->theme;
    const struct said *said = &area->rooms[number].said;
    for (unsigned n = 0; n < said->extra_count; n++)
        for (unsigned sight = 0; sight < theme->sights.count; sight++)
            for (const char **key = theme->sights.list[sight].keys; *key != NULL; key++)
                if (strcmp(*key, said->extras[n].keys[0]) == 0) {
                    used[sight]++;
                    break;
                }
}

static void name_doors(struct area_made *area)
{
    for (unsigned n = 0; n < area->order->rooms; n++)
        for (unsigned way = 0; way < DIRECTIONS; way++) {
            const struct layout_room *room = &area->layout.rooms[n];
            if (room->door[way] == DOOR_NONE || room->to[way] < (int)n)
                continue;
            area_dice(area, "door", n, way);
            const char *name = pick_word(&area->dice, &area->order->theme->doors);
            area->door_names[n][way] = name;
            area->door_names[room->to[way]][direction_back((enum direction)way)] = name;
        }
}

void rooms_make(struct area_made *area)
{
    const struct theme *theme = area->order->theme;
    unsigned *used = memory_get((theme->sights.count + 1) * sizeof *used);
    bool *avoid = memory_get((theme->sights.count + 1) * sizeof *avoid);
    rooms_place(area);
    part_rooms(area);
    name_doors(area);
    prose_bind(&area->prose, "lair", area->rooms[area->layout.lair].called, NULL);
    for (unsigned n = 0; n < area->order->rooms; n++) {
        area_dice(area, "sights", n, 0);
        uint32_t thrown = dice_below(&area->dice, 100);
        memset(avoid, 0, theme->sights.count * sizeof *avoid);
        sights_to_avoid(area, n, used, avoid);
        say_best(area, n, thrown < 30 ? 2 : thrown < 75 ? 3 : 4, avoid);
        count_sights(area, n, used);
    }
    memory_free(used);
    memory_free(avoid);
}
