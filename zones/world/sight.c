/* zones/world/sight.c -- see sight.h.  Entered by the zone's worker. */
#include "zones/world/sight.h"

#include "core/memory.h"
#include "zones/world/grid.h"

#include <stdarg.h>
#include <string.h>

enum { SOON_MS = 100, AGAIN_MS = 1000, NEIGHBOURS_MOST = 4096, CONTENT_MOST = 1 << 20, COUNT_MOST = 255 };

/* Who wants to be told. */
struct sight_watcher {
    zone_id  zone;
    uint64_t told;                 /* hash of what it was told last */
    uint8_t *rooms;                /* bit n: it sees the n-th room of this land; follows from the world */
};

/* What was told of another zone: for each room with somebody in it u32 number, u8 mobiles, u8 players, names. */
struct sight_view {
    zone_id      zone;
    struct text *content;
};

struct sights {
    struct sight_watcher *watchers;    /* both by their zone's number */
    unsigned              watcher_count;
    struct sight_view    *views;       /* of the zones that were asked */
    unsigned              view_count;
    int64_t               due;         /* world ms: of the TIMER_SIGHT that counts; 0: none, nothing has changed */
    int64_t               told_at;     /* world ms: when watchers were told last */
};

static struct sights *sights_of(const struct zone *zone)
{
    struct land *land = land_of(zone);
    if (land->sights == NULL)
        land->sights = memory_get(sizeof *land->sights);
    return land->sights;
}

/* -- what can be seen from where --------------------------------------------------------------------- */

static unsigned tile_number(const struct area *area)
{
    return area->tile_y / area->grid->tile_height * area->grid->columns + area->tile_x / area->grid->tile_width;
}

/* The cells that can be seen from somewhere in a tile. */
struct window { int left, top, right, bottom; };   /* right and bottom: the first outside */

static struct window window_of(const struct area *tile)
{
    return (struct window){
        .left = (int)tile->tile_x - SIGHT_X, .right = (int)(tile->tile_x + tile->grid->tile_width) + SIGHT_X,
        .top = (int)tile->tile_y - SIGHT_Y, .bottom = (int)(tile->tile_y + tile->grid->tile_height) + SIGHT_Y,
    };
}

static bool window_meets(const struct window *window, const struct area *tile)
{
    int left = (int)tile->tile_x, top = (int)tile->tile_y;
    return left < window->right && left + (int)tile->grid->tile_width > window->left
        && top < window->bottom && top + (int)tile->grid->tile_height > window->top;
}

static bool same_grid(const struct area *one, const struct area *other)
{
    return one->grid != NULL && one->grid == other->grid;
}

/* Adds a zone to a list in the order of its numbers, once. */
static unsigned zone_insert(zone_id *list, unsigned count, zone_id zone)
{
    unsigned at = count;
    while (at > 0 && list[at - 1].number > zone.number)
        at--;
    if ((at > 0 && zone_same(list[at - 1], zone)) || count == NEIGHBOURS_MOST)
        return count;
    memmove(&list[at + 1], &list[at], (count - at) * sizeof *list);
    list[at] = zone;
    return count + 1;
}

/* The zones of which something can be seen from here. */
static unsigned neighbours_of(const struct zone *zone, zone_id list[NEIGHBOURS_MOST])
{
    const struct area *area = zone->area;
    unsigned count = 0;
    for (unsigned at = 0; at < area->room_count; at++)
        for (unsigned direction = 0; direction < DIRECTIONS; direction++) {
            const struct exit_proto *exit = &area->rooms[at].exits[direction];
            if (!room_same(exit->to, NO_ROOM) && !zone_same(exit->zone, zone->id))
                count = zone_insert(list, count, exit->zone);
        }
    if (area->grid == NULL)
        return count;
    struct window window = window_of(area);
    uint32_t first = zone->id.number - tile_number(area);
    for (unsigned tile = 0; tile < area->grid->columns * area->grid->rows; tile++) {
        const struct area *other = world_area(zone->setting->world, (zone_id){ first + tile });
        if (other != area && window_meets(&window, other))
            count = zone_insert(list, count, other->zone);
    }
    return count;
}

static void mark_room(const struct zone *zone, uint8_t *rooms, room_id id)
{
    const struct room_proto *room = area_room(zone->area, id);
    if (room != NULL)
        rooms[(room - zone->area->rooms) / 8] |= (uint8_t)(1u << (room - zone->area->rooms) % 8);
}

/* Which rooms of ours that zone sees. */
static uint8_t *rooms_seen_from(const struct zone *zone, const struct area *watcher)
{
    uint8_t *rooms = memory_get(zone->area->room_count / 8 + 1);
    for (unsigned at = 0; at < watcher->room_count; at++)
        for (unsigned direction = 0; direction < DIRECTIONS; direction++)
            if (zone_same(watcher->rooms[at].exits[direction].zone, zone->id))
                mark_room(zone, rooms, watcher->rooms[at].exits[direction].to);
    if (!same_grid(watcher, zone->area))
        return rooms;
    struct window window = window_of(watcher);
    for (unsigned at = 0; at < zone->area->room_count; at++) {
        unsigned x, y;
        if (grid_place(zone->area->grid, zone->area->rooms[at].id, &x, &y) && (int)x >= window.left && (int)x < window.right
                && (int)y >= window.top && (int)y < window.bottom)
            mark_room(zone, rooms, zone->area->rooms[at].id);
    }
    return rooms;
}

/* -- whom one sees ----------------------------------------------------------------------------------- */

static bool shows(const struct character *who, const struct character *save)
{
    return who != save && !is(who, FIGURE_HIDDEN) && !is(who, FIGURE_INVISIBLE);
}

static bool same_name(const struct character *a, const struct character *b)
{
    return a->player == NULL && b->player == NULL && a->mobile == b->mobile;
}

/* How many like him show themselves there, himself and those behind him; 0 when one in front of him was counted. */
static unsigned count_alike(const struct room *room, const struct character *who, const struct character *save)
{
    unsigned count = 0;
    for (const struct character *other = room->people; other != who; other = other->next)
        if (shows(other, save) && same_name(other, who))
            return 0;
    for (const struct character *other = who; other != NULL; other = other->next)
        count += shows(other, save) && (other == who || same_name(other, who));
    return count;
}

void sight_here(const struct room *room, const struct character *save, struct sighted *seen)
{
    size_t at = 0;
    *seen = (struct sighted){ 0 };
    for (const struct character *who = room->people; who != NULL; who = who->next) {
        unsigned count = shows(who, save) ? count_alike(room, who, save) : 0;
        char several[24] = "";
        seen->players += shows(who, save) && who->player != NULL;
        seen->mobiles += shows(who, save) && who->player == NULL;
        if (count == 0 || at >= SEEN_SIZE - 1)
            continue;
        if (count > 1)
            snprintf(several, sizeof several, " (%u)", count);
        at += (size_t)snprintf(seen->names + at, SEEN_SIZE - at, "%s%s%s", at == 0 ? "" : ", ", character_name(who), several);
    }
}

static const struct sight_view *view_of(const struct zone *zone, zone_id in)
{
    const struct sights *sights = land_of(zone)->sights;
    for (unsigned at = 0; sights != NULL && at < sights->view_count; at++)
        if (zone_same(sights->views[at].zone, in))
            return &sights->views[at];
    return NULL;
}

static bool entry_take(struct bytes_reader *reader, room_id *room, struct sighted *seen)
{
    if (bytes_left(reader) == 0)
        return false;
    room->number = take_u32(reader);
    seen->mobiles = take_u8(reader);
    seen->players = take_u8(reader);
    take_string(reader, seen->names, SEEN_SIZE);
    return !reader->failed;
}

bool sight_of(const struct zone *zone, zone_id in, room_id room, const struct character *save, struct sighted *seen)
{
    *seen = (struct sighted){ 0 };
    if (zone_same(in, zone->id)) {
        const struct room *here = land_room(zone, room);
        if (here != NULL)
            sight_here(here, save, seen);
        return here != NULL;
    }
    const struct sight_view *view = view_of(zone, in);
    if (view == NULL || view->content == NULL)
        return false;
    struct bytes_reader reader = bytes_read(text_bytes(view->content), text_length(view->content));
    room_id number;
    while (entry_take(&reader, &number, seen))
        if (room_same(number, room))
            return true;
    *seen = (struct sighted){ 0 };
    return true;
}

/* -- telling ----------------------------------------------------------------------------------------- */

static unsigned at_most(unsigned count)
{
    return count < COUNT_MOST ? count : COUNT_MOST;
}

static struct text *content_for(const struct zone *zone, const struct sight_watcher *watcher)
{
    struct bytes_writer writer = {0};
    for (unsigned at = 0; at < zone->area->room_count; at++) {
        const struct room *room = &land_of(zone)->rooms[at];
        struct sighted seen;
        if (room->people == NULL || (watcher->rooms[at / 8] & 1u << at % 8) == 0)
            continue;
        sight_here(room, NULL, &seen);
        if (seen.mobiles + seen.players == 0)
            continue;
        put_u32(&writer, room->proto->id.number);
        put_u8(&writer, (uint8_t)at_most(seen.mobiles));
        put_u8(&writer, (uint8_t)at_most(seen.players));
        put_string(&writer, seen.names);
    }
    struct text *content = bytes_text(&writer);
    bytes_free(&writer);
    return content;
}

/* anyway: though it has heard the same before */
ZONE_THREAD static void watcher_tell(struct zone *zone, struct sight_watcher *watcher, bool anyway)
{
    struct text *content = content_for(zone, watcher);
    uint64_t hash = bytes_hash(text_bytes(content), text_length(content));
    if (hash == watcher->told && !anyway) {
        text_unref(&content);
        return;
    }
    watcher->told = hash;
    struct message *sight = zone_mail(zone, MSG_SIGHT, watcher->zone, NO_ENTITY);
    sight->sight.content = content;
    zone_emit(zone, sight);
}

ZONE_THREAD static void tell_all(struct zone *zone)
{
    struct sights *sights = sights_of(zone);
    sights->due = 0;
    sights->told_at = zone->now;
    for (unsigned at = 0; at < sights->watcher_count; at++)
        watcher_tell(zone, &sights->watchers[at], false);
}

void sight_stir(struct zone *zone)
{
    struct sights *sights = land_of(zone)->sights;
    if (sights == NULL || sights->watcher_count == 0 || sights->due != 0)
        return;
    sights->due = sights->told_at + AGAIN_MS > zone->now + SOON_MS ? sights->told_at + AGAIN_MS : zone->now + SOON_MS;
    timers_set(&zone->timers, sights->due, TIMER_SIGHT, NO_ENTITY, 0);
}

void sight_fire(struct zone *zone, const struct timer *timer)
{
    if (timer->due == sights_of(zone)->due)
        tell_all(zone);
}

void sight_settle(struct zone *zone)
{
    struct sights *sights = land_of(zone)->sights;
    if (!zone->awake && sights != NULL && sights->due != 0)
        tell_all(zone);
}

/* -- asking ------------------------------------------------------------------------------------------ */

ZONE_THREAD static void ask(struct zone *zone, zone_id of, bool wanted)
{
    struct message *message = zone_mail(zone, MSG_SIGHT_ASK, of, NO_ENTITY);
    message->sight_ask.wanted = wanted;
    zone_emit(zone, message);
}

static void views_free(struct sights *sights)
{
    for (unsigned at = 0; at < sights->view_count; at++)
        text_unref(&sights->views[at].content);
    memory_free(sights->views);
    sights->views = NULL;
    sights->view_count = 0;
}

void sight_wake(struct zone *zone)
{
    zone_id *neighbours = memory_get(NEIGHBOURS_MOST * sizeof *neighbours);
    unsigned count = neighbours_of(zone, neighbours);
    struct sights *sights = sights_of(zone);
    views_free(sights);
    sights->views = memory_get((count + 1) * sizeof *sights->views);
    sights->view_count = count;
    for (unsigned at = 0; at < count; at++) {
        sights->views[at].zone = neighbours[at];
        ask(zone, neighbours[at], true);
    }
    memory_free(neighbours);
}

void sight_sleep(struct zone *zone)
{
    struct sights *sights = sights_of(zone);
    for (unsigned at = 0; at < sights->view_count; at++)
        ask(zone, sights->views[at].zone, false);
    views_free(sights);
}

static unsigned watcher_find(const struct sights *sights, zone_id zone)
{
    unsigned at = 0;
    while (at < sights->watcher_count && sights->watchers[at].zone.number < zone.number)
        at++;
    return at;
}

static bool watches(const struct sights *sights, unsigned at, zone_id zone)
{
    return at < sights->watcher_count && zone_same(sights->watchers[at].zone, zone);
}

static struct sight_watcher *watcher_add(struct zone *zone, unsigned at, const struct area *area)
{
    struct sights *sights = sights_of(zone);
    sights->watchers = memory_resize(sights->watchers, (sights->watcher_count + 1) * sizeof *sights->watchers);
    memmove(&sights->watchers[at + 1], &sights->watchers[at], (sights->watcher_count++ - at) * sizeof *sights->watchers);
    sights->watchers[at] = (struct sight_watcher){ .zone = area->zone, .rooms = rooms_seen_from(zone, area) };
    return &sights->watchers[at];
}

static void watcher_remove(struct sights *sights, unsigned at)
{
    memory_free(sights->watchers[at].rooms);
    memmove(&sights->watchers[at], &sights->watchers[at + 1], (--sights->watcher_count - at) * sizeof *sights->watchers);
}

void sight_asked(struct zone *zone, const struct message *message)
{
    const struct area *area = world_area(zone->setting->world, message->from);
    struct sights *sights = sights_of(zone);
    unsigned at = watcher_find(sights, message->from);
    bool known = watches(sights, at, message->from);
    if (area == NULL || area == zone->area)
        return;
    if (!message->sight_ask.wanted) {
        if (known)
            watcher_remove(sights, at);
        return;
    }
    watcher_tell(zone, known ? &sights->watchers[at] : watcher_add(zone, at, area), true);
}

void sight_told(struct zone *zone, const struct message *message)
{
    struct sights *sights = sights_of(zone);
    for (unsigned at = 0; at < sights->view_count; at++)
        if (zone_same(sights->views[at].zone, message->from)) {
            text_unref(&sights->views[at].content);
            sights->views[at].content = message->sight.content == NULL ? NULL : text_ref(message->sight.content);
        }
}

/* -- sounds ------------------------------------------------------------------------------------------ */

void tell_around(struct zone *zone, const struct character *save, const char *format, ...)
{
    struct sights *sights = land_of(zone)->sights;
    va_list arguments;
    va_start(arguments, format);
    struct text *line = text_vprintf(format, arguments);
    va_end(arguments);
    tell_land(zone, save, "%s", text_bytes(line));
    for (unsigned at = 0; sights != NULL && at < sights->watcher_count; at++) {
        if (!same_grid(world_area(zone->setting->world, sights->watchers[at].zone), zone->area))
            continue;
        struct message *call = zone_mail(zone, MSG_CALL, sights->watchers[at].zone, NO_ENTITY);
        call->call.words = text_ref(line);
        zone_emit(zone, call);
    }
    text_unref(&line);
}

void sight_heard(struct zone *zone, const struct message *message)
{
    if (message->call.words != NULL)
        tell_land(zone, NULL, "%s", text_bytes(message->call.words));
}

/* -- as bytes ---------------------------------------------------------------------------------------- */

void sights_put(struct bytes_writer *writer, const struct land *land)
{
    static const struct sights none;
    const struct sights *sights = land->sights == NULL ? &none : land->sights;
    put_i64(writer, sights->due);
    put_i64(writer, sights->told_at);
    put_u32(writer, sights->watcher_count);
    for (unsigned at = 0; at < sights->watcher_count; at++) {
        put_u32(writer, sights->watchers[at].zone.number);
        put_u64(writer, sights->watchers[at].told);
    }
    put_u32(writer, sights->view_count);
    for (unsigned at = 0; at < sights->view_count; at++) {
        put_u32(writer, sights->views[at].zone.number);
        put_text(writer, sights->views[at].content);
    }
}

bool sights_take(struct zone *zone, struct bytes_reader *reader)
{
    sights_free(land_of(zone));
    struct sights *sights = sights_of(zone);
    sights->due = take_i64(reader);
    sights->told_at = take_i64(reader);
    for (uint32_t left = take_u32(reader); left > 0 && !reader->failed; left--) {
        const struct area *area = world_area(zone->setting->world, (zone_id){ take_u32(reader) });
        bool fits = area != NULL && area != zone->area
            && (sights->watcher_count == 0 || sights->watchers[sights->watcher_count - 1].zone.number < area->zone.number);
        reader->failed = reader->failed || !fits;
        if (fits)
            watcher_add(zone, sights->watcher_count, area)->told = take_u64(reader);
    }
    uint32_t views = take_u32(reader);
    if (views > NEIGHBOURS_MOST || reader->failed)
        return false;
    sights->views = memory_get((views + 1) * sizeof *sights->views);
    for (; sights->view_count < views && !reader->failed; sights->view_count++) {
        struct sight_view *view = &sights->views[sights->view_count];
        view->zone = (zone_id){ take_u32(reader) };
        view->content = take_text(reader, CONTENT_MOST);
        reader->failed = reader->failed || world_area(zone->setting->world, view->zone) == NULL;
    }
    return !reader->failed;
}

void sights_free(struct land *land)
{
    struct sights *sights = land->sights;
    if (sights == NULL)
        return;
    views_free(sights);
    while (sights->watcher_count > 0)
        watcher_remove(sights, sights->watcher_count - 1);
    memory_free(sights->watchers);
    memory_free(sights);
    land->sights = NULL;
}
