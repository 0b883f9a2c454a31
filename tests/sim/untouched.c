/* tests/sim/untouched.c -- see untouched.h. */
#include "tests/sim/untouched.h"

#include "core/memory.h"
#include "zones/box.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

/* A holder as it was when it was last looked at. */
struct known {
    uint64_t kind, number;              /* which one it is, whatever its address */
    uint64_t record[PARCEL_PARTS];      /* a number for each of its records */
    uint8_t  touched;                   /* in the input being applied: which records may change */
};

struct known_list {
    struct known *rows;                 /* in order */
    unsigned      count, room;
};

struct untouched {
    unsigned          zones;
    struct known_list *lists;           /* by the zone's number */
    struct known_list  now;             /* of the zone just looked at */
    struct bytes_writer writer;
    bool               ended;
};

SIM struct untouched *untouched_new(unsigned zones)
{
    struct untouched *untouched = memory_get(sizeof *untouched);
    untouched->zones = zones;
    untouched->lists = memory_get((zones + 1) * sizeof *untouched->lists);
    return untouched;
}

SIM void untouched_free(struct untouched **untouched_at)
{
    struct untouched *untouched = *untouched_at;
    if (untouched == NULL)
        return;
    for (unsigned at = 0; at <= untouched->zones; at++)
        memory_free(untouched->lists[at].rows);
    memory_free(untouched->lists);
    memory_free(untouched->now.rows);
    bytes_free(&untouched->writer);
    memory_free(untouched);
    *untouched_at = NULL;
}

SIM void untouched_end(struct untouched *untouched)
{
    untouched->ended = true;
}

/* -- holders as numbers ------------------------------------------------------------------------------ */

static uint64_t number_of(const void *bytes, size_t length)
{
    return XXH3_64bits(bytes, length);
}

/* One that is just between rooms has no place to write down. */
static bool player_look(struct untouched *untouched, const struct zone *zone, const struct holder *holder, struct known *seen)
{
    const struct character *who = HOLDER_OF(holder, const struct character, holder);
    struct parcel parcel;
    (void)zone;
    if (who->room == NULL)
        return false;
    bytes_clear(&untouched->writer);
    character_pack(who, &untouched->writer, &parcel);
    seen->number = number_of(&who->id, sizeof who->id);
    for (unsigned part = 0; part < PARCEL_PARTS; part++)
        seen->record[part] = number_of(parcel.part[part], parcel.length[part]);
    return true;
}

static bool floor_look(struct untouched *untouched, const struct zone *zone, const struct holder *holder, struct known *seen)
{
    const struct room *room = HOLDER_OF(holder, const struct room, floor);
    (void)zone;
    seen->number = room->proto->id.number;
    if (!floor_has_durable(room))
        return true;
    bytes_clear(&untouched->writer);
    floor_put(&untouched->writer, room);
    seen->record[0] = number_of(untouched->writer.bytes, untouched->writer.length);
    return true;
}

static bool books_look(struct untouched *untouched, const struct zone *zone, const struct holder *holder, struct known *seen)
{
    (void)untouched;
    (void)holder;
    seen->record[0] = number_of(&zone->books, sizeof zone->books);
    return true;
}

static void letter_look(struct bytes_writer *writer, const struct letter *letter)
{
    put_u32(writer, letter->number);
    put_u8(writer, letter->read);
    put_string(writer, letter->author);
    put_string(writer, letter->account);
    put_text(writer, letter->subject);
    put_text(writer, letter->words);
    put_i64(writer, letter->when);
}

/* While the store is still asked what is in it, it is not what it will be. */
static bool box_look(struct untouched *untouched, const struct zone *zone, const struct holder *holder, struct known *seen)
{
    const struct box *box = HOLDER_OF(holder, const struct box, holder);
    (void)zone;
    if (box->state != BOX_KNOWN || box->frozen)
        return false;
    bytes_clear(&untouched->writer);
    put_u32(&untouched->writer, box->last);
    for (unsigned at = 0; at < box->count; at++)
        letter_look(&untouched->writer, &box->letters[at]);
    seen->number = number_of(box->key, strlen(box->key));
    seen->record[0] = number_of(untouched->writer.bytes, untouched->writer.length);
    return true;
}

static const struct {
    const char *kind;                   /* as its struct holder_kind is named */
    bool (*look)(struct untouched *untouched, const struct zone *zone, const struct holder *holder, struct known *seen);
} looks[] = { { "player", player_look }, { "floor", floor_look }, { "books", books_look }, { "box", box_look } };
enum { LOOKS = sizeof looks / sizeof looks[0] };

/* False: of this kind, or just now, there is nothing to look at. */
static bool holder_look(struct untouched *untouched, const struct zone *zone, const struct holder *holder, struct known *seen)
{
    for (unsigned kind = 0; kind < LOOKS; kind++)
        if (strcmp(looks[kind].kind, holder->kind->name) == 0) {
            *seen = (struct known){ .kind = kind };
            return looks[kind].look(untouched, zone, holder, seen);
        }
    return false;
}

/* -- lists ------------------------------------------------------------------------------------------- */

static int known_order(const void *left, const void *right)
{
    const struct known *a = left, *b = right;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

static struct known *known_find(const struct known_list *list, const struct known *like)
{
    return list->count == 0 ? NULL : bsearch(like, list->rows, list->count, sizeof *like, known_order);
}

static void known_add(struct untouched *untouched, const struct zone *zone, const struct holder *holder)
{
    struct known_list *list = &untouched->now;
    if (list->count == list->room) {
        list->room = list->room == 0 ? 64 : 2 * list->room;
        list->rows = memory_resize(list->rows, list->room * sizeof *list->rows);
    }
    list->count += holder_look(untouched, zone, holder, &list->rows[list->count]);
}

SIM static void zone_look(struct untouched *untouched, const struct zone *zone)
{
    untouched->now.count = 0;
    if (zone->kind != &zone_registry)   /* its books belong to a SAVE */
        known_add(untouched, zone, &zone->books_holder);
    for (unsigned at = 0; zone->kind == &zone_land && at < zone->area->room_count; at++) {
        const struct room *room = &land_of(zone)->rooms[at];
        known_add(untouched, zone, &room->floor);
        for (const struct character *who = room->people; who != NULL; who = who->next)
            if (who->player != NULL)
                known_add(untouched, zone, &who->holder);
    }
    const struct boxes *boxes = zone->kind == &zone_boxes ? zone->state : NULL;
    for (unsigned at = 0; boxes != NULL && at < boxes->list.count; at++)
        known_add(untouched, zone, &((const struct box *)boxes->list.items[at])->holder);
    if (untouched->now.count > 1)
        qsort(untouched->now.rows, untouched->now.count, sizeof *untouched->now.rows, known_order);
}

/* -- looking ----------------------------------------------------------------------------------------- */

SIM static void compare(const struct zone *zone, const struct known *before, const struct known *now, const char *what)
{
    for (unsigned record = 0; record < PARCEL_PARTS; record++)
        if (before->record[record] != now->record[record] && (before->touched & 1u << record) == 0)
            sim_fail("%s: record %u of a %s has changed, and nobody had called holder_touch() for it: %s", zone->key, record,
                     looks[now->kind].kind, what);
}

/* It is about to change, and must not have done so yet. */
ZONE_THREAD static void on_touch(struct zone *zone, const struct holder *holder, uint8_t dirty, void *who)
{
    struct untouched *untouched = who;
    struct known now, *before;
    if (untouched->ended || holder->kind == NULL || !holder_look(untouched, zone, holder, &now)) /* a mobile has no records */
        return;
    before = known_find(&untouched->lists[zone->id.number], &now);
    if (before == NULL)
        return;
    compare(zone, before, &now, "before it was touched");
    before->touched |= dirty;
}

SIM void untouched_applied(struct untouched *untouched, struct zone *zone, const char *what)
{
    struct known_list *list = &untouched->lists[zone->id.number], before;
    zone_look(untouched, zone);
    for (unsigned at = 0; at < untouched->now.count; at++) {
        const struct known *now = &untouched->now.rows[at], *then = known_find(list, now);
        if (then != NULL)
            compare(zone, then, now, what);
    }
    before = *list;
    *list = untouched->now;
    untouched->now = before;
}

SIM void untouched_begin(struct untouched *untouched, struct zone *zone)
{
    zone->holders.watch = on_touch;
    zone->holders.watcher = untouched;
    untouched_applied(untouched, zone, "");
}
