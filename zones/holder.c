/* zones/holder.c -- see holder.h.  Entered by the worker that runs the zone. */
#include "zones/zone.h"

enum { MARKS_FORGOTTEN = 16 };      /* without that rule, all that is touched in one of so many inputs */

void holders_begin(struct holders *holders)
{
    *holders = (struct holders){ .first = NULL };
    holders->end = &holders->first;
}

static unsigned bits(uint8_t dirty)
{
    return (unsigned)__builtin_popcount(dirty);
}

static bool is_due(const struct holders *holders, const struct holder *holder)
{
    return holder->dirty != 0 && holder->turn <= holders->cut_turn;
}

/* -- the list ---------------------------------------------------------------------------------------- */

static void list_take(struct holders *holders, struct holder *holder)
{
    assert(holder->back != NULL);
    assert(holders->dirty >= bits(holder->dirty));
    *holder->back = holder->next;
    if (holder->next != NULL)
        holder->next->back = holder->back;
    else
        holders->end = holder->back;
    holders->dirty -= bits(holder->dirty);
    holder->dirty = 0;
    holder->next = NULL;
    holder->back = NULL;
}

static void list_put(struct holders *holders, struct holder *holder, struct holder **at)
{
    holder->next = *at;
    holder->back = at;
    if (holder->next != NULL)
        holder->next->back = &holder->next;
    else
        holders->end = &holder->next;
    *at = holder;
    holders->dirty += bits(holder->dirty);
}

ZONE_THREAD static void holder_write(struct zone *zone, struct holder *holder)
{
    holder->kind->write(zone, holder);
    list_take(&zone->holders, holder);
}

/* -- changing ---------------------------------------------------------------------------------------- */

void holder_touch(struct zone *zone, struct holder *holder, uint8_t dirty)
{
    struct holders *holders = &zone->holders;
    if ((zone->setting->broken & RULE_MARK) != 0 && zone->inputs % MARKS_FORGOTTEN == 0)
        return;
    if (holders->watch != NULL)
        holders->watch(zone, holder, dirty, holders->watcher);
    if (is_due(holders, holder) && (zone->setting->broken & RULE_TOUCH) == 0)
        holder_write(zone, holder);
    if (holder->dirty != 0) {
        holders->dirty += bits(dirty & (uint8_t)~holder->dirty);
        holder->dirty |= dirty;
    } else if (dirty != 0) {
        holder->dirty = dirty;
        holder->turn = ++holders->turns;
        list_put(holders, holder, holders->end);
    }
}

uint8_t holder_leave(struct zone *zone, struct holder *holder)
{
    holder_touch(zone, holder, 0);
    uint8_t dirty = holder->dirty;
    if (dirty != 0)
        list_take(&zone->holders, holder);
    return dirty;
}

void holder_is_stored(struct zone *zone, struct holder *holder)
{
    assert(!is_due(&zone->holders, holder));
    if (holder->dirty != 0)
        list_take(&zone->holders, holder);
}

/* -- the cut ----------------------------------------------------------------------------------------- */

bool holders_due(const struct holders *holders)
{
    return holders->first != NULL && is_due(holders, holders->first);
}

void holders_cut(struct zone *zone, uint64_t epoch)
{
    assert(!holders_due(&zone->holders));
    zone->holders.cut_turn = zone->holders.turns;
    zone->holders.epoch = epoch;
}

void holders_write(struct zone *zone, unsigned most)
{
    for (; most > 0 && holders_due(&zone->holders); most--)
        holder_write(zone, zone->holders.first);
}

/* -- as bytes ---------------------------------------------------------------------------------------- */

void holders_encode(const struct holders *holders, struct bytes_writer *writer)
{
    put_u64(writer, holders->turns);
    put_u64(writer, holders->cut_turn);
    put_u64(writer, holders->epoch);
}

void holder_encode(const struct holder *holder, struct bytes_writer *writer)
{
    put_u8(writer, holder->dirty);
    put_u64(writer, holder->dirty == 0 ? 0 : holder->turn);
}

bool holder_decode(struct holders *holders, struct holder *holder, unsigned records, struct bytes_reader *reader)
{
    if (holder->dirty != 0)
        list_take(holders, holder);
    uint8_t dirty = take_u8(reader);
    uint64_t turn = take_u64(reader);
    if (reader->failed || dirty >> records != 0)
        return false;
    if (dirty == 0)
        return true;
    struct holder **at = &holders->first;
    while (*at != NULL && (*at)->turn < turn)
        at = &(*at)->next;
    holder->dirty = dirty;
    holder->turn = turn;
    list_put(holders, holder, at);
    return true;
}

bool holders_decode(struct holders *holders, struct bytes_reader *reader)
{
    uint64_t turns = take_u64(reader), cut_turn = take_u64(reader), epoch = take_u64(reader);
    if (reader->failed || cut_turn > turns)
        return false;
    for (const struct holder *holder = holders->first; holder != NULL; holder = holder->next)
        if (holder->turn > turns || (holder->next != NULL && holder->next->turn <= holder->turn))
            return false;
    holders->turns = turns;
    holders->cut_turn = cut_turn;
    holders->epoch = epoch;
    return true;
}
