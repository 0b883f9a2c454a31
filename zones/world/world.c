/* zones/world/world.c -- all area files become one world.
 *
 *   read     several threads, each takes every n-th file and writes into that file's own area_file
 *   settle   this thread: numbers used twice, references between files, which areas open
 *   build    this thread: sorted tables, zone numbers, prototype numbers
 *
 * What comes out does not depend on the threads: files are sorted by name and each collects its mistakes
 * in a buffer of its own.  Reading one file is left to area_read.c.  world_load() is called by one thread
 * before others start; the look-ups may be called by any thread, as nothing changes any more. */
#include "zones/world/world.h"

#include "config/yaml_cache.h"
#include "core/bytes.h"
#include "core/clock.h"
#include "zones/world/area_read.h"
#include "zones/world/tiles.h"

#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { READERS = 4 };              /* threads that read files; more than that wait for the disk */

/* One file from its name to its area. */
struct source {
    struct area_file file;
    char            *name;         /* "midgaard.yaml" */
    char            *path;
    char            *buffer;       /* what its mistakes say, at the end of loading */
    size_t           buffer_size;
    bool             opens;
};

/* A room of any file, open or not. */
struct room_source {
    room_id  room;
    unsigned source;
    unsigned index;                /* in that file */
};

struct loading {
    const struct rules *rules;
    struct yaml_cache  *cache;     /* or NULL */
    struct source      *sources;   /* sorted by name */
    unsigned            source_count;
    struct room_source *rooms;     /* sorted by number, then by file */
    unsigned            room_count;
};

/* ---- files ---- */

static int source_order(const void *a, const void *b)
{
    return strcmp(((const struct source *)a)->name, ((const struct source *)b)->name);
}

static bool is_area_name(const char *name)
{
    const char *dot = strrchr(name, '.');
    return name[0] != '.' && dot != NULL && strcmp(dot, ".yaml") == 0;   /* editors hide their locks behind a dot */
}

static char *path_join(const char *folder, const char *name)
{
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = memory_get(size);
    snprintf(path, size, "%s/%s", folder, name);
    return path;
}

static void source_begin(struct source *source, const struct loading *loading, const char *folder, const char *name)
{
    *source = (struct source){ .name = memory_string(name), .path = path_join(folder, name) };
    char *key = memory_string(name);
    *strrchr(key, '.') = '\0';
    source->file.area.key = key;
    source->file.rules = loading->rules;
    source->file.cache = loading->cache;
    source->file.mistakes.file = source->path;
}

/* A file is barred by its key, or, as its tiles are no files, by that of one of its tiles ("wilderness_07_03"). */
static bool is_barred(const char *file, const char *const *barred)
{
    size_t length = strlen(file) - strlen(".yaml");
    for (; barred != NULL && *barred != NULL; barred++) {
        if (strncmp(file, *barred, length) != 0)
            continue;
        const char *rest = *barred + length;
        if (*rest == '\0' || (*rest == '_' && rest[strspn(rest, "_0123456789")] == '\0'))
            return true;
    }
    return false;
}

static bool is_listed(const struct loading *loading, unsigned before, const char *file)
{
    for (unsigned n = 0; n < before; n++)
        if (strcmp(loading->sources[n].name, file) == 0)
            return true;
    return false;
}

/* Those of one folder, but of names that an earlier one has.  False: errno says why it cannot be read. */
static bool list_folder(struct loading *loading, const char *folder, const char *const *barred)
{
    DIR *directory = opendir(folder);
    if (directory == NULL)
        return false;
    unsigned before = loading->source_count, size = before;
    struct dirent *entry;
    while (errno = 0, (entry = readdir(directory)) != NULL) {
        if (!is_area_name(entry->d_name) || is_barred(entry->d_name, barred) || is_listed(loading, before, entry->d_name))
            continue;
        if (loading->source_count == size) {
            size = size * 2 + 16;
            loading->sources = memory_resize(loading->sources, size * sizeof *loading->sources);
        }
        source_begin(&loading->sources[loading->source_count++], loading, folder, entry->d_name);
    }
    int problem = errno;
    closedir(directory);
    errno = problem;
    return problem == 0;
}

/* False: errno says why the folder, which the caller frees, cannot be read. */
static bool list_sources(struct loading *loading, const char *folders, const char *const *barred, char **folder)
{
    bool listed = true;
    *folder = NULL;
    for (const char *from = folders; listed && from != NULL;) {
        const char *end = strchrnul(from, ':');
        memory_free(*folder);
        *folder = memory_get((size_t)(end - from) + 1);
        memcpy(*folder, from, (size_t)(end - from));
        listed = list_folder(loading, *folder, barred);
        from = *end == ':' ? end + 1 : NULL;
    }
    int problem = errno;
    if (loading->source_count > 0)
        qsort(loading->sources, loading->source_count, sizeof *loading->sources, source_order);
    errno = problem;
    return listed;
}

static void source_read(struct source *source)
{
    /* Sorted tables and "area.key" count on what a key is made of. */
    char *key = (char *)source->file.area.key;
    source->file.mistakes.out = open_memstream(&source->buffer, &source->buffer_size);
    assert(source->file.mistakes.out != NULL);
    if (key[strspn(key, "abcdefghijklmnopqrstuvwxyz_")] != '\0' || *key == '\0')
        mistake_at(&source->file.mistakes, NULL, "an area file's name is made of a to z and _");
    if (strlen(key) > AREA_KEY_MOST)   /* zones and records are named by it */
        mistake_at(&source->file.mistakes, NULL, "an area file's name has at most %d letters", AREA_KEY_MOST);
    area_read(&source->file);
    memory_free(key);              /* area_read() has made its own copy */
    source->opens = source->file.mistakes.count == 0;
}

struct read_job {
    struct loading *loading;
    unsigned        first;         /* takes this one and every READERS-th behind it */
};

static void *read_stripe(void *argument)
{
    const struct read_job *job = argument;
    for (unsigned n = job->first; n < job->loading->source_count; n += READERS)
        source_read(&job->loading->sources[n]);
    return NULL;
}

static void read_sources(struct loading *loading)
{
    struct read_job jobs[READERS];
    pthread_t threads[READERS];
    bool started[READERS];
    for (unsigned n = 0; n < READERS; n++) {
        jobs[n] = (struct read_job){ loading, n };
        started[n] = n > 0 && n < loading->source_count && pthread_create(&threads[n], NULL, read_stripe, &jobs[n]) == 0;
    }
    /* The first stripe is this thread's, and any that got no thread of its own. */
    for (unsigned n = 0; n < READERS; n++)
        if (!started[n])
            read_stripe(&jobs[n]);
    for (unsigned n = 0; n < READERS; n++)
        if (started[n])
            pthread_join(threads[n], NULL);
}

/* ---- settling what lies between files ---- */

static int room_source_order(const void *a, const void *b)
{
    const struct room_source *one = a, *other = b;
    if (one->room.number != other->room.number)
        return one->room.number < other->room.number ? -1 : 1;
    return one->source < other->source ? -1 : one->source > other->source;
}

static void collect_rooms(struct loading *loading)
{
    unsigned count = 0;
    for (unsigned n = 0; n < loading->source_count; n++)
        count += loading->sources[n].file.area.room_count;
    loading->rooms = memory_get((count + 1) * sizeof *loading->rooms);
    for (unsigned n = 0; n < loading->source_count; n++) {
        const struct area *area = &loading->sources[n].file.area;
        for (unsigned index = 0; index < area->room_count; index++)
            loading->rooms[loading->room_count++] = (struct room_source){ area->rooms[index].id, n, index };
    }
    qsort(loading->rooms, loading->room_count, sizeof *loading->rooms, room_source_order);
}

/* A number used twice stays with the file that sorts first, open or not: mending that one must not move rooms. */
static void close_repeated(struct loading *loading)
{
    const struct room_source *kept = loading->rooms;
    for (unsigned n = 1; n < loading->room_count; n++) {
        const struct room_source *room = &loading->rooms[n];
        if (!room_same(room->room, kept->room)) {
            kept = room;
            continue;
        }
        struct source *source = &loading->sources[room->source];
        mistake_at(&source->file.mistakes, source->file.room_nodes[room->index], "room %u is already in %s",
                   (unsigned)room->room.number, loading->sources[kept->source].name);
        source->opens = false;
    }
}

/* Which file has a room; of several the one that keeps it.  NULL: none. */
static const struct source *room_owner(const struct loading *loading, room_id room)
{
    unsigned from = 0, to = loading->room_count;
    while (from < to) {
        unsigned middle = from + (to - from) / 2;
        if (loading->rooms[middle].room.number < room.number)
            from = middle + 1;
        else
            to = middle;
    }
    bool found = from < loading->room_count && room_same(loading->rooms[from].room, room);
    return found ? &loading->sources[loading->rooms[from].source] : NULL;
}

/* Which file has a prototype; NULL: none. */
static const struct source *prototype_owner(const struct loading *loading, const char *key, bool mobile)
{
    for (unsigned n = 0; n < loading->source_count; n++) {
        const struct source *source = &loading->sources[n];
        if (!area_key_is_in(key, source->file.area.key))
            continue;
        bool has = mobile ? area_file_mobile(&source->file, key) != NULL : area_file_object(&source->file, key) != NULL;
        return has ? source : NULL;
    }
    return NULL;
}

static void settle_exit(struct loading *loading, struct source *source, const struct area_link *link)
{
    room_id room = link->exit->to;
    const struct source *owner = room_owner(loading, room);
    if (owner == source || (owner != NULL && owner->opens))
        return;
    if (owner != NULL)
        mistake_at(&source->file.mistakes, link->node, "room %u is in %s, which stays closed; this exit is left out",
                   (unsigned)room.number, owner->name);
    else
        mistake_at(&source->file.mistakes, link->node, "there is no room %u; this exit is left out", (unsigned)room.number);
    *link->exit = (struct exit_proto){ .to = NO_ROOM };
}

/* A reset onto something that cannot be there is marked by a count of 0. */
static void settle_prototype(struct loading *loading, struct source *source, const struct area_link *link)
{
    static const char *const left_out[] = {
        [LINK_UNLOCK] = "nothing unlocks this",
        [LINK_SELLS]  = "it is not sold",
        [LINK_MOBILE] = "this reset is left out",
        [LINK_OBJECT] = "this reset is left out",
    };
    const struct source *owner = prototype_owner(loading, link->key, link->kind == LINK_MOBILE);
    const struct object_proto *worn = owner != NULL && link->reset != NULL && link->reset->kind == RESET_WORN
        ? area_file_object(&owner->file, link->key) : NULL;
    if (owner == NULL)
        mistake_at(&source->file.mistakes, link->node, "there is no '%s'; %s", link->key, left_out[link->kind]);
    else if (!owner->opens)
        mistake_at(&source->file.mistakes, link->node, "'%s' is in %s, which stays closed; %s", link->key, owner->name,
                   left_out[link->kind]);
    else if (worn != NULL && worn->wear == WEAR_NOWHERE)
        mistake_at(&source->file.mistakes, link->node, "'%s' is nothing to wear; %s", link->key, left_out[link->kind]);
    else
        return;
    if (link->key_at != NULL)
        *link->key_at = NULL;
    if (link->reset != NULL)
        link->reset->count = 0;
}

/* A key used twice stays with the room that comes first, in the order of the files, open or not. */
static void settle_board(struct loading *loading, struct source *source, const struct area_link *link)
{
    for (unsigned n = 0; n < loading->source_count; n++)
        for (const struct area_link *other = loading->sources[n].file.links; other != NULL; other = other->next) {
            if (other == link)
                return;
            if (other->kind != LINK_BOARD || strcmp(other->key, link->key) != 0)
                continue;
            mistake_at(&source->file.mistakes, link->node, "board: '%s' stands in another room already (%s:%u); this one is left out",
                       link->key, loading->sources[n].name, other->node->line);
            *link->key_at = NULL;
            return;
        }
}

static const struct source *quest_owner(const struct loading *loading, const char *key)
{
    for (unsigned n = 0; n < loading->source_count; n++)
        if (area_key_is_in(key, loading->sources[n].file.area.key))
            return area_file_quest(&loading->sources[n].file, key) != NULL ? &loading->sources[n] : NULL;
    return NULL;
}

/* A quest is whole, or is not there. */
static void settle_quest(struct loading *loading, struct source *source, const struct area_link *link)
{
    char room[40];
    snprintf(room, sizeof room, "room %u", (unsigned)link->room.number);
    const char *what = link->kind == LINK_QUEST_ROOM ? room : link->key;
    const struct source *owner = link->kind == LINK_QUEST_ROOM ? room_owner(loading, link->room)
        : link->kind == LINK_QUEST ? quest_owner(loading, link->key) : prototype_owner(loading, link->key, link->kind == LINK_QUEST_MOBILE);
    if (owner == NULL)
        mistake_at(&source->file.mistakes, link->node, "there is no '%s'; the quest is left out", what);
    else if (!owner->opens)
        mistake_at(&source->file.mistakes, link->node, "'%s' is in %s, which stays closed; the quest is left out", what, owner->name);
    else
        return;
    link->quest->left_out = true;
}

static void settle_links(struct loading *loading)
{
    for (unsigned n = 0; n < loading->source_count; n++) {
        struct source *source = &loading->sources[n];
        for (const struct area_link *link = source->file.links; link != NULL; link = link->next) {
            if (link->kind == LINK_EXIT)
                settle_exit(loading, source, link);
            else if (link->kind == LINK_BOARD)
                settle_board(loading, source, link);
            else if (link->kind >= LINK_QUEST_MOBILE)
                settle_quest(loading, source, link);
            else
                settle_prototype(loading, source, link);
        }
    }
}

/* ---- gates and ferries ---- */

static struct source *source_named(struct loading *loading, const char *key)
{
    for (unsigned n = 0; n < loading->source_count; n++)
        if (strcmp(loading->sources[n].file.area.key, key) == 0)
            return &loading->sources[n];
    return NULL;
}

/* The cell on that side of the gate's: the area stands between the two. */
static void part_cells(const struct area_file *wild, struct room_proto *cell, enum direction direction)
{
    struct exit_proto *exit = &cell->exits[direction];
    struct room_proto *beside = room_same(exit->to, NO_ROOM) ? NULL : file_room(wild, exit->to);
    if (beside != NULL)
        beside->exits[direction_back(direction)] = (struct exit_proto){ .to = NO_ROOM };
    *exit = (struct exit_proto){ .to = NO_ROOM };
}

static void settle_gate(struct loading *loading, struct source *wild, const struct gate_link *gate)
{
    struct mistakes *mistakes = &wild->file.mistakes;
    struct source *source = source_named(loading, gate->area);
    const struct gate_source *way = source == NULL ? NULL : &source->file.gate;
    if (source == NULL)
        mistake_at(mistakes, gate->node, "gates: there is no area '%.40s'; this gate is left out", gate->area);
    else if (!source->opens)
        mistake_at(mistakes, gate->node, "gates: '%s' stays closed; this gate is left out", gate->area);
    else if (way->node == NULL)
        mistake_at(mistakes, gate->node, "gates: '%s' has no gate; this one is left out", gate->area);
    if (source == NULL || !source->opens || way->node == NULL)
        return;
    struct room_proto *cell = file_room(&wild->file, gate->cell), *room = file_room(&source->file, way->room);
    enum direction back = direction_back((enum direction)way->leaves);
    room_id other = cell->exits[back].to;
    if (!room_same(other, NO_ROOM) && (back == UP || back == DOWN || file_room(&wild->file, other) == NULL)) {
        mistake_at(mistakes, gate->node, "gates: cell %u has another gate %s already; this one is left out", (unsigned)gate->cell.number,
                   direction_names[back]);
        return;
    }
    if (back != UP && back != DOWN)
        part_cells(&wild->file, cell, back);
    room->exits[way->leaves] = (struct exit_proto){ .to = cell->id };
    cell->exits[back] = (struct exit_proto){ .to = room->id };
    source->file.area.drifts = true;
    source->file.area.drift = tile_drift(wild->file.area.grid, cell->id);
}

/* A ferry whose deck is nowhere does not sail: it has no stops then. */
static void settle_ferry(struct loading *loading, struct source *wild, struct ferry_source *ferry)
{
    const struct source *owner = ferry->own_deck ? wild : room_owner(loading, ferry->ferry.deck);
    if (owner != NULL && owner->opens)
        return;
    mistake_at(&wild->file.mistakes, ferry->room_node, "room: there is no room %u%s; this ferry is left out",
               (unsigned)ferry->ferry.deck.number, owner == NULL ? "" : " that opens");
    ferry->ferry.stop_count = 0;
}

static void settle_ways(struct loading *loading)
{
    for (unsigned n = 0; n < loading->source_count; n++) {
        struct source *source = &loading->sources[n];
        for (unsigned gate = 0; source->opens && gate < source->file.gate_count; gate++)
            settle_gate(loading, source, &source->file.gates[gate]);
        for (unsigned ferry = 0; source->opens && ferry < source->file.ferry_count; ferry++)
            settle_ferry(loading, source, &source->file.ferries[ferry]);
    }
}

/* ---- building ---- */

static int room_order(const void *a, const void *b)
{
    const struct room_proto *one = a, *other = b;
    return one->id.number < other->id.number ? -1 : one->id.number > other->id.number;
}

static int mobile_order(const void *a, const void *b)
{
    return strcmp(((const struct mobile_proto *)a)->key, ((const struct mobile_proto *)b)->key);
}

static int object_order(const void *a, const void *b)
{
    return strcmp(((const struct object_proto *)a)->key, ((const struct object_proto *)b)->key);
}

static int quest_order(const void *a, const void *b)
{
    return strcmp(((const struct quest_proto *)a)->key, ((const struct quest_proto *)b)->key);
}

static int place_order(const void *a, const void *b)
{
    const struct room_place *one = a, *other = b;
    return one->room.number < other->room.number ? -1 : one->room.number > other->room.number;
}

/* qsort() must not be called with the NULL of an empty table. */
static void sort(void *table, unsigned count, size_t size, int (*order)(const void *a, const void *b))
{
    if (count > 1)
        qsort(table, count, size, order);
}

/* Puts a file's rooms and prototypes behind those of the areas before it. */
static void add_area(struct world *world, struct source *source)
{
    struct area *areas = &world->areas[world->area_count];
    tiles_cut(&source->file, areas);
    source->file.area.arena = NULL;            /* the world's now */
    for (unsigned tile = 0; tile < tiles_count(&source->file); tile++) {
        struct area *area = &areas[tile];
        area->zone = (zone_id){ ++world->area_count };
        if (area->grid == NULL)                /* else they are in order */
            sort(area->rooms, area->room_count, sizeof *area->rooms, room_order);
        for (unsigned n = 0; n < area->room_count; n++)
            world->places[world->place_count++] = (struct room_place){ area->rooms[n].id, area->zone };
    }
    for (unsigned n = 0; n < source->file.ferry_count; n++)
        if (source->file.ferries[n].ferry.stop_count > 0)
            world->ferries[world->ferry_count++] = source->file.ferries[n].ferry;
    for (unsigned n = 0; n < source->file.mobile_count; n++)
        world->mobiles[world->mobile_count++] = source->file.mobiles[n];
    for (unsigned n = 0; n < source->file.object_count; n++)
        world->objects[world->object_count++] = source->file.objects[n];
    for (unsigned n = 0; n < source->file.quest_count; n++)
        if (!source->file.quests[n].left_out)
            world->quests[world->quest_count++] = source->file.quests[n];
}

/* Numbers the prototypes that resets speak of.  With a mobile or object that was left out goes what it would
 * have carried or held. */
static void number_resets(const struct world *world, struct area *area, const char *const *keys)
{
    bool left_out[] = { [RESET_MOBILE] = false, [RESET_OBJECT] = false };
    unsigned kept = 0;
    for (unsigned n = 0; n < area->reset_count; n++) {
        struct reset *reset = &area->resets[n];
        bool stands = reset->kind == RESET_MOBILE || reset->kind == RESET_OBJECT;
        bool found = reset->kind == RESET_MOBILE ? world_mobile(world, keys[n], &reset->proto)
            : world_object(world, keys[n], &reset->proto);
        assert(found || reset->count == 0);
        if (stands)
            left_out[reset->kind] = reset->count == 0;
        if (reset->count > 0 && (stands || !left_out[reset->kind == RESET_INSIDE ? RESET_OBJECT : RESET_MOBILE]))
            area->resets[kept++] = *reset;
    }
    area->reset_count = kept;
}

/* Numbers what keepers sell; what was left out has no key any more. */
static void number_shops(struct world *world)
{
    for (unsigned n = 0; n < world->mobile_count; n++) {
        struct shop_proto *shop = world->mobiles[n].shop;
        unsigned kept = 0;
        for (unsigned sold = 0; shop != NULL && sold < shop->sell_count; sold++)
            if (shop->sell_keys[sold] != NULL) {
                bool found = world_object(world, shop->sell_keys[sold], &shop->sells[kept++]);
                assert(found);
            }
        if (shop != NULL)
            shop->sell_count = kept;
    }
}

static void number_step(const struct world *world, struct quest_step *step)
{
    bool found = step->kind == QUEST_FIND || (step->kind == QUEST_BRING ? world_object(world, step->proto_key, &step->proto)
                                                                        : world_mobile(world, step->proto_key, &step->proto));
    assert(found);
    if (step->kind == QUEST_KILL)
        step->sort = bytes_hash(step->proto_key, strlen(step->proto_key));
    if (step->kind == QUEST_TALK)
        step->to = step->proto;
    if (step->kind == QUEST_BRING)
        found = world_mobile(world, step->to_key, &step->to);
    assert(found);
}

/* What should be done after a quest that is left out stays out as well. */
static void drop_orphans(struct world *world)
{
    unsigned kept = 0;
    for (bool dropped = true; dropped;) {
        dropped = false;
        for (unsigned n = 0; n < world->quest_count; n++) {
            struct quest_proto *quest = &world->quests[n];
            const struct quest_proto *after = quest->after_key == NULL ? NULL : world_quest(world, quest->after_key);
            if (quest->after_key == NULL || quest->left_out || (after != NULL && !after->left_out))
                continue;
            quest->left_out = dropped = true;
        }
    }
    for (unsigned n = 0; n < world->quest_count; n++)
        if (!world->quests[n].left_out)
            world->quests[kept++] = world->quests[n];
    world->quest_count = kept;
}

/* Gives each area the quests that are its own: '.' sorts before all that keys are made of, so both are in one order. */
static void share_quests(struct world *world)
{
    unsigned at = 0;
    for (unsigned n = 0; n < world->area_count; n++) {
        struct area *area = &world->areas[n];
        area->quests = world->quests + at;
        while (at < world->quest_count && area_key_is_in(world->quests[at].key, area->key)) {
            at++;
            area->quest_count++;
        }
    }
    assert(at == world->quest_count);
}

static void number_quests(struct world *world)
{
    sort(world->quests, world->quest_count, sizeof *world->quests, quest_order);
    drop_orphans(world);
    for (unsigned n = 0; n < world->quest_count; n++) {
        struct quest_proto *quest = &world->quests[n];
        bool found = world_mobile(world, quest->giver_key, &quest->giver);
        assert(found);
        quest->gives = quest->object_key != NULL && world_object(world, quest->object_key, &quest->object);
        quest->after = quest->after_key == NULL ? NULL : world_quest(world, quest->after_key);
        for (unsigned step = 0; step < quest->step_count; step++)
            number_step(world, &quest->steps[step]);
    }
    share_quests(world);
}

static void zone_exits(const struct world *world, struct area *area)
{
    for (unsigned n = 0; n < area->room_count; n++) {
        for (unsigned direction = 0; direction < DIRECTIONS; direction++) {
            struct exit_proto *exit = &area->rooms[n].exits[direction];
            if (exit->to.number == NO_ROOM.number)
                continue;
            exit->zone = world_zone_of(world, exit->to);
            assert(exit->zone.number != NO_ZONE.number);
        }
    }
}

/* What lies at a stop: the area it is the gate of, else the name of the place, or of the region. */
static const char *stop_name(const struct world *world, const struct room_proto *cell, const struct area *tile)
{
    unsigned x = 0, y = 0;
    for (unsigned direction = 0; direction < DIRECTIONS; direction++) {
        const struct area *area = room_same(cell->exits[direction].to, NO_ROOM) ? NULL
            : world_area(world, cell->exits[direction].zone);
        if (area != NULL && area->grid != tile->grid)
            return area->name;
    }
    const struct grid_cell *at = grid_place(tile->grid, cell->id, &x, &y) ? grid_cell(tile->grid, (int)x, (int)y) : NULL;
    if (cell->name != terrain_rows[cell->terrain].title)
        return cell->name;
    return at == NULL || at->region == 0 ? "the open shore" : tile->grid->regions[at->region].name;
}

static void place_ferries(struct world *world)
{
    for (unsigned n = 0; n < world->ferry_count; n++) {
        struct ferry *ferry = &world->ferries[n];
        ferry->zone = world_zone_of(world, ferry->deck);
        for (unsigned stop = 0; stop < ferry->stop_count; stop++) {
            const struct area *tile = world_area(world, world_zone_of(world, ferry->stops[stop]));
            ferry->stop_zones[stop] = tile->zone;
            ferry->stop_names[stop] = stop_name(world, area_room(tile, ferry->stops[stop]), tile);
        }
    }
}

static struct world *world_new(const struct loading *loading)
{
    unsigned areas = 0, rooms = 0, mobiles = 0, objects = 0, ferries = 0, quests = 0;
    for (unsigned n = 0; n < loading->source_count; n++) {
        const struct source *source = &loading->sources[n];
        areas += source->opens ? tiles_count(&source->file) : 0;
        ferries += source->opens ? source->file.ferry_count : 0;
        rooms += source->opens ? source->file.area.room_count : 0;
        mobiles += source->opens ? source->file.mobile_count : 0;
        objects += source->opens ? source->file.object_count : 0;
        quests += source->opens ? source->file.quest_count : 0;
    }
    if (areas == 0)
        return NULL;
    struct arena *arena = arena_new();
    struct world *world = arena_get(arena, sizeof *world);
    world->arena = arena;
    world->areas = arena_get(arena, areas * sizeof *world->areas);
    world->places = arena_get(arena, rooms * sizeof *world->places);
    world->ferries = arena_get(arena, ferries * sizeof *world->ferries);
    world->mobiles = arena_get(arena, mobiles * sizeof *world->mobiles);
    world->objects = arena_get(arena, objects * sizeof *world->objects);
    world->quests = arena_get(arena, quests * sizeof *world->quests);
    return world;
}

static struct world *build(struct loading *loading)
{
    struct world *world = world_new(loading);
    if (world == NULL)
        return NULL;
    for (unsigned n = 0; n < loading->source_count; n++)
        if (loading->sources[n].opens)
            add_area(world, &loading->sources[n]);
    sort(world->places, world->place_count, sizeof *world->places, place_order);
    sort(world->mobiles, world->mobile_count, sizeof *world->mobiles, mobile_order);
    sort(world->objects, world->object_count, sizeof *world->objects, object_order);
    number_shops(world);
    number_quests(world);
    struct area *area = world->areas;
    for (unsigned n = 0; n < loading->source_count; n++) {
        if (!loading->sources[n].opens)
            continue;
        const struct area_file *file = &loading->sources[n].file;
        const struct reset *first = area->resets;
        for (unsigned tile = 0; tile < tiles_count(file); tile++, area++) {
            number_resets(world, area, file->reset_keys + (area->resets - first));
            zone_exits(world, area);
        }
    }
    place_ferries(world);
    return world;
}

/* ---- loading ---- */

/* Says what was wrong in the order of the files, and frees all that the world did not take. */
static unsigned loading_end(struct loading *loading, FILE *mistakes)
{
    unsigned count = 0;
    for (unsigned n = 0; n < loading->source_count; n++) {
        struct source *source = &loading->sources[n];
        count += source->file.mistakes.count;
        fclose(source->file.mistakes.out);
        fputs(source->buffer, mistakes);
        free(source->buffer);      /* open_memstream's own */
        area_file_free(&source->file);
        memory_free(source->name);
        memory_free(source->path);
    }
    memory_free(loading->sources);
    memory_free(loading->rooms);
    return count;
}

static int64_t ms_since(int64_t *from)
{
    int64_t now = clock_ns(), ms = (now - *from) / 1000000;
    *from = now;
    return ms;
}

struct world *world_load_kept(const char *folders, const char *cache, const struct rules *rules, const char *const *barred,
                              FILE *mistakes, struct world_loaded *loaded)
{
    struct loading loading = { .rules = rules, .cache = yaml_cache_open(cache) };
    struct world *world = NULL;
    char *folder;
    int64_t from = clock_ns();
    bool listed = list_sources(&loading, folders, barred, &folder);
    int problem = errno;
    *loaded = (struct world_loaded){ .files = loading.source_count };
    read_sources(&loading);
    loaded->trees = yaml_cache_close(&loading.cache);
    loaded->read_ms = ms_since(&from);
    collect_rooms(&loading);
    close_repeated(&loading);
    settle_links(&loading);
    settle_ways(&loading);
    loaded->settle_ms = ms_since(&from);
    if (listed)
        world = build(&loading);
    loaded->build_ms = ms_since(&from);
    loaded->mistakes = loading_end(&loading, mistakes) + (world == NULL);
    if (world == NULL)
        fprintf(mistakes, "%s: %s\n", listed ? folders : folder, listed ? "no area opened" : strerror(problem));
    memory_free(folder);
    loaded->end_ms = ms_since(&from);
    return world;
}

struct world *world_load(const char *folders, const struct rules *rules, const char *const *barred, FILE *mistakes,
                         unsigned *mistake_count)
{
    struct world_loaded loaded;
    struct world *world = world_load_kept(folders, NULL, rules, barred, mistakes, &loaded);
    *mistake_count = loaded.mistakes;
    return world;
}

void world_free(struct world **world)
{
    if (*world == NULL)
        return;
    for (unsigned n = 0; n < (*world)->area_count; n++)
        arena_free(&(*world)->areas[n].arena);
    struct arena *arena = (*world)->arena;     /* the world itself lies in it */
    arena_free(&arena);
    *world = NULL;
}

/* ---- looking up ---- */

const struct area *world_area(const struct world *world, zone_id zone)
{
    return zone.number >= 1 && zone.number <= world->area_count ? &world->areas[zone.number - 1] : NULL;
}

unsigned world_room_count(const struct world *world)
{
    unsigned count = 0;
    for (unsigned n = 0; n < world->area_count; n++)
        for (unsigned room = 0; room < world->areas[n].room_count; room++)
            count += !world->areas[n].rooms[room].afloat;
    return count;
}

unsigned world_area_count(const struct world *world)
{
    unsigned count = 0;
    for (unsigned n = 0; n < world->area_count; n++)
        count += !world->areas[n].part;
    return count;
}

const struct area *world_area_named(const struct world *world, const char *key)
{
    for (unsigned n = 0; n < world->area_count; n++)
        if (strcasecmp(world->areas[n].key, key) == 0)
            return &world->areas[n];
    for (unsigned n = 0; n < world->area_count; n++)
        if (world->areas[n].whole != NULL && strcasecmp(world->areas[n].whole, key) == 0)
            return &world->areas[n];
    for (unsigned n = 0; *key != '\0' && n < world->area_count; n++)
        if (strncasecmp(world->areas[n].name, key, strlen(key)) == 0)
            return &world->areas[n];
    return NULL;
}

zone_id world_zone_of(const struct world *world, room_id room)
{
    const struct room_place wanted = { .room = room };
    const struct room_place *place = world->place_count == 0 ? NULL
        : bsearch(&wanted, world->places, world->place_count, sizeof wanted, place_order);
    return place != NULL ? place->zone : NO_ZONE;
}

const struct room_proto *area_room(const struct area *area, room_id room)
{
    const struct room_proto wanted = { .id = room };
    return area->room_count == 0 ? NULL
        : bsearch(&wanted, area->rooms, area->room_count, sizeof wanted, room_order);
}

bool world_object(const struct world *world, const char *key, proto_id *proto)
{
    const struct object_proto wanted = { .key = key };
    const struct object_proto *found = world->object_count == 0 ? NULL
        : bsearch(&wanted, world->objects, world->object_count, sizeof wanted, object_order);
    if (found != NULL)
        proto->number = (uint32_t)(found - world->objects);
    return found != NULL;
}

bool world_mobile(const struct world *world, const char *key, proto_id *proto)
{
    const struct mobile_proto wanted = { .key = key };
    const struct mobile_proto *found = world->mobile_count == 0 ? NULL
        : bsearch(&wanted, world->mobiles, world->mobile_count, sizeof wanted, mobile_order);
    if (found != NULL)
        proto->number = (uint32_t)(found - world->mobiles);
    return found != NULL;
}

const struct quest_proto *world_quest(const struct world *world, const char *key)
{
    const struct quest_proto wanted = { .key = key };
    return world->quest_count == 0 ? NULL
        : bsearch(&wanted, world->quests, world->quest_count, sizeof wanted, quest_order);
}
