/* zones/grow/world.c -- `make world`: how much of everything is still wanted, names that nobody else has, all areas, and the
 * continent around them.
 *
 * What builders have written is counted; the rest is shared among the areas of the plan.  The continent needs to know only the
 * gates, so it comes first; what lives in it is counted too.  Areas of one theme are grown one after the other, themes by
 * several threads: what comes out does not depend on how many. */
#include "zones/grow/world.h"

#include "core/bytes.h"
#include "zones/grow/continent.h"
#include "zones/grow/grow.h"
#include "zones/grow/keep.h"
#include "zones/prose/english.h"
#include "zones/world/census.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAME_TRIES = 60, WEIGHT_LEAST = 40, WEIGHT_SPREAD = 25, ROOMS_USUAL = 52, THINGS_OF_ROOM = 160, EXTRAS_OF_ROOM = 620 };

static const struct budget whole_world = { .areas = 399, .rooms = 19973, .mobiles = 30000, .objects = 30000, .extras = 100000 };

/* -- what is wanted ----------------------------------------------------------------------------------- */

static unsigned left_of(unsigned all, int64_t had)
{
    return had >= (int64_t)all ? 0 : all - (unsigned)had;
}

/* Counts the areas written by hand; their people's names are nobody else's. */
static bool count_written(struct growing *growing)
{
    unsigned mistakes = 0;
    FILE *none = fopen("/dev/null", "w");
    struct world *world = world_load(growing->order->areas, growing->rules, NULL, none, &mistakes);
    fclose(none);
    if (world == NULL) {
        fprintf(stderr, "%s: no area could be opened\n", growing->order->areas);
        return false;
    }
    struct census census = { 0 };
    census_take(world, growing->rules, &census);
    growing->left = (struct budget){
        .areas = left_of(whole_world.areas, census.areas), .rooms = left_of(whole_world.rooms, census.rooms),
        .mobiles = left_of(whole_world.mobiles, census.mobiles), .objects = left_of(whole_world.objects, census.objects),
        .extras = left_of(whole_world.extras, census.extras),
    };
    for (unsigned n = 0; n < world->mobile_count; n++)
        tally_add(growing->names, bytes_hash(world->mobiles[n].name, strlen(world->mobiles[n].name)));
    for (unsigned n = 0; n < world->area_count; n++)
        tally_add(growing->names, bytes_hash(world->areas[n].name, strlen(world->areas[n].name)));
    printf("written by hand: %lld areas, %lld rooms, %lld mobiles, %lld objects, %lld extra descriptions\n", (long long)census.areas,
           (long long)census.rooms, (long long)census.mobiles, (long long)census.objects, (long long)census.extras);
    world_free(&world);
    return true;
}

static unsigned extras_below(const struct yaml_node *node)
{
    unsigned count = 0;
    for (const struct yaml_node *member = node->kind == YAML_WORD ? NULL : node->first; member != NULL; member = member->next) {
        bool extras = member->key != NULL && strcmp(member->key->word, "extras") == 0 && member->kind == YAML_LIST;
        count += extras ? member->count : extras_below(member);
    }
    return count;
}

/* What lives and lies in the wilderness is part of the world's numbers. */
static void count_wilderness(struct growing *growing, const char *path)
{
    struct arena *arena = arena_new();
    struct mistakes mistakes = { .file = path, .out = stderr };
    const struct yaml_node *root = yaml_read_file(path, arena, &mistakes);
    const struct yaml_node *mobiles = root == NULL ? NULL : yaml_member(root, "mobiles");
    const struct yaml_node *objects = root == NULL ? NULL : yaml_member(root, "objects");
    unsigned extras = root == NULL ? 0 : extras_below(root);
    growing->left.mobiles = left_of(growing->left.mobiles, mobiles == NULL ? 0 : mobiles->count);
    growing->left.objects = left_of(growing->left.objects, objects == NULL ? 0 : objects->count);
    growing->left.extras = left_of(growing->left.extras, extras);
    printf("in the wilderness: %u mobiles, %u objects, %u extra descriptions\n", mobiles == NULL ? 0 : mobiles->count,
           objects == NULL ? 0 : objects->count, extras);
    arena_free(&arena);
}

/* -- sharing ------------------------------------------------------------------------------------------ */

static unsigned weight_of(const struct area_order *order)
{
    return WEIGHT_LEAST + (unsigned)(bytes_hash(order->key, strlen(order->key)) % WEIGHT_SPREAD);
}

/* Shares a sum by weights, exactly; nobody gets more than `most` a weight. */
static void share(struct growing *growing, unsigned sum, size_t offset)
{
    uint64_t weights = 0, before = 0;
    for (unsigned n = 0; n < growing->count; n++)
        weights += weight_of(&growing->orders[n]);
    for (unsigned n = 0; n < growing->count; n++) {
        uint64_t after = before + weight_of(&growing->orders[n]);
        unsigned part = (unsigned)(sum * after / weights - sum * before / weights);
        *(unsigned *)((char *)&growing->orders[n] + offset) = part;
        before = after;
    }
}

/* With few themes there are few areas: then the sum is what so many areas usually have. */
static unsigned bounded(const struct growing *growing, unsigned sum, unsigned usual_percent)
{
    unsigned most = growing->count * ROOMS_USUAL * usual_percent / 100;
    return sum > most ? most : sum;
}

/* -- names -------------------------------------------------------------------------------------------- */

static const char *draw_name(struct growing *growing, const struct area_order *order, struct prose *prose, struct dice *dice,
                             const struct wording *wording, const char *what, const char *is, size_t most)
{
    const char *kept = NULL;
    for (unsigned tries = 0; tries < NAME_TRIES; tries++) {
        char key[160];
        int length = snprintf(key, sizeof key, "%llu/%s/name/%s/%u", (unsigned long long)order->seed, order->key, what, tries);
        unsigned bound = prose->count;
        dice_seed(dice, bytes_hash(key, (size_t)length));
        char *name = say_name(prose, wording, is);
        prose_forget(prose, bound);
        uint64_t hash = bytes_hash(name, strlen(name));
        bool good = strlen(name) <= most && name[0] != '\0' && ((tally_of(growing->names, hash) == 0 && slip_of(name, NULL) == NULL) || order->coarse);
        if (good || tries + 1 == NAME_TRIES) {
            tally_add(growing->names, hash);
            kept = arena_string_length(growing->arena, name, strlen(name) > most ? most : strlen(name));
            if (!good)
                fprintf(stderr, "%s: no name left that nobody has: %s (%s)\n", order->key, name, what);
        }
        memory_free(name);
        if (kept != NULL)
            break;
    }
    return kept;
}

static const char *draw_person(struct growing *growing, const struct area_order *order, struct prose *prose, struct dice *dice,
                               const struct person *person)
{
    const struct wording *name = person->name != NULL ? person->name : grammar_rule(order->theme->grammar, order->theme->culture);
    return draw_name(growing, order, prose, dice, name, person->key, person->is, 60);
}

static void draw_names(struct growing *growing, struct area_order *order)
{
    const struct theme *theme = order->theme;
    struct dice dice;
    struct prose prose;
    prose_begin(&prose, theme->grammar, &dice);
    order->name = draw_name(growing, order, &prose, &dice, theme->names, "area", "it", 50);
    prose_bind(&prose, "area", order->name, NULL);
    order->boss = draw_person(growing, order, &prose, &dice, &theme->boss);
    for (unsigned n = 0; n < theme->named_count && n < AREA_NAMED_MOST; n++)
        order->named[n] = draw_person(growing, order, &prose, &dice, &theme->named[n]);
    for (unsigned n = 0; n < theme->shop_count && n < AREA_SHOPS_MOST; n++)
        order->shops[n] = draw_person(growing, order, &prose, &dice, &theme->shops[n]);
    prose_end(&prose);
}

/* -- orders ------------------------------------------------------------------------------------------- */

static const struct theme *theme_named(const struct growing *growing, const char *key)
{
    for (unsigned n = 0; n < growing->theme_count; n++)
        if (strcmp(growing->themes[n]->key, key) == 0)
            return growing->themes[n];
    return NULL;
}

/* hulks_a, and of a stress world hulks_a_x_b ... */
static const char *copy_key(struct growing *growing, const char *key, unsigned copy)
{
    char name[64], letters[8];
    unsigned length = 0;
    if (growing->order->scale == 1)
        return key;
    do {
        letters[length++] = (char)('a' + copy % 26);
        copy /= 26;
    } while (copy > 0);
    snprintf(name, sizeof name, "%.22s_x%.*s", key, (int)length, letters);
    return arena_string(growing->arena, name);
}

/* Once before the continent is grown, for the gates, and once when its ships are counted. */
static void share_rooms(struct growing *growing)
{
    bool stress = growing->order->scale > 1;
    share(growing, stress ? growing->count * ROOMS_USUAL : bounded(growing, growing->left.rooms, 100), offsetof(struct area_order, rooms));
    for (unsigned n = 0; n < growing->count; n++) {
        struct area_order *order = &growing->orders[n];
        order->rooms = order->rooms < LAYOUT_ROOMS_LEAST ? LAYOUT_ROOMS_LEAST : order->rooms > PLAN_BLOCK ? PLAN_BLOCK : order->rooms;
    }
}

static void order_areas(struct growing *growing)
{
    unsigned rows = growing->plan.count < growing->left.areas ? growing->plan.count : growing->left.areas, scale = growing->order->scale;
    growing->orders = memory_get((rows * scale + 1) * sizeof *growing->orders);
    for (unsigned copy = 0; copy < scale; copy++)
        for (unsigned n = 0; n < rows; n++) {
            const struct plan_row *row = &growing->plan.rows[n];
            const struct theme *theme = theme_named(growing, row->theme);
            if (theme == NULL) {
                fprintf(stderr, "%s: there is no theme '%s' to grow it from\n", row->key, row->theme);
                continue;
            }
            struct area_order *order = &growing->orders[growing->count++];
            *order = (struct area_order){
                .key = copy_key(growing, row->key, copy), .theme = theme, .common = growing->common, .rules = growing->rules,
                .seed = growing->order->seed, .level_least = row->least, .level_most = row->most, .coarse = scale > 1,
                .first_room = scale > 1 ? STRESS_FIRST_ROOM + PLAN_BLOCK * (copy * rows + n) : plan_first_room(n),
            };
        }
    share_rooms(growing);
    for (unsigned n = 0; n < growing->count; n++)
        draw_names(growing, &growing->orders[n]);
}

static void order_things(struct growing *growing)
{
    bool stress = growing->order->scale > 1;
    unsigned usual = growing->count * ROOMS_USUAL;
    share_rooms(growing);
    share(growing, stress ? usual : bounded(growing, growing->left.mobiles, THINGS_OF_ROOM), offsetof(struct area_order, mobiles));
    share(growing, stress ? usual : bounded(growing, growing->left.objects, THINGS_OF_ROOM), offsetof(struct area_order, objects));
    share(growing, stress ? usual * 4 : bounded(growing, growing->left.extras, EXTRAS_OF_ROOM), offsetof(struct area_order, extras));
}

/* -- growing, by several threads ---------------------------------------------------------------------- */

struct crew {
    struct growing *growing;
    pthread_mutex_t lock;
    unsigned        next;              /* the job that nobody has taken yet */
    unsigned        jobs;
};

/* A job is all areas of a theme, or, of a stress world, every n-th area. */
static void do_job(struct growing *growing, unsigned job, unsigned jobs)
{
    struct theme_memory memory;
    bool stress = growing->order->scale > 1;
    memory_begin(&memory);
    for (unsigned n = 0; n < growing->count; n++) {
        const struct area_order *order = &growing->orders[n];
        bool mine = stress ? n % jobs == job : order->theme == growing->themes[job];
        if (!mine)
            continue;
        size_t length = 0;
        char *text = area_grow(order, &memory, &length);
        keep_put(growing->keep, n, order->key, text, length);
        memory_free(text);
    }
    growing->faults[job] = memory.faults;
    memory_end(&memory);
}

static void *work(void *argument)
{
    struct crew *crew = argument;
    for (;;) {
        pthread_mutex_lock(&crew->lock);
        unsigned job = crew->next++;
        pthread_mutex_unlock(&crew->lock);
        if (job >= crew->jobs)
            return NULL;
        do_job(crew->growing, job, crew->jobs);
    }
}

static void grow_areas(struct growing *growing)
{
    struct crew crew = { .growing = growing, .lock = PTHREAD_MUTEX_INITIALIZER, .jobs = growing->order->scale > 1 ? 64 : growing->theme_count };
    pthread_t threads[64];
    unsigned count = growing->order->threads > 64 ? 64 : growing->order->threads, started = 0;
    growing->faults = memory_get((crew.jobs + 1) * sizeof *growing->faults);
    for (unsigned n = 1; n < count; n++)
        started += pthread_create(&threads[started], NULL, work, &crew) == 0;
    work(&crew);
    for (unsigned n = 0; n < started; n++)
        pthread_join(threads[n], NULL);
    pthread_mutex_destroy(&crew.lock);
}

/* -- the continent ------------------------------------------------------------------------------------ */

/* The gates alone, as files for the continent to read. */
static void write_gates(struct growing *growing, const char *folder)
{
    char path[600];
    mkdir(folder, 0777);
    for (unsigned n = 0; n < growing->count; n++) {
        size_t length = 0;
        char *text = area_gate(&growing->orders[n], &length);
        snprintf(path, sizeof path, "%s/%s.yaml", folder, growing->orders[n].key);
        keep_write(path, text, length);
        memory_free(text);
    }
}

static void drop_gates(const struct growing *growing, const char *folder)
{
    char path[600];
    for (unsigned n = 0; n < growing->count; n++) {
        snprintf(path, sizeof path, "%s/%s.yaml", folder, growing->orders[n].key);
        unlink(path);
    }
    rmdir(folder);
}

static bool surround(struct growing *growing)
{
    char gates[500], areas[1000], out[600];
    snprintf(gates, sizeof gates, "%.400s/.gates", growing->order->out);
    snprintf(areas, sizeof areas, "%.390s:%s", growing->order->areas, gates);
    snprintf(out, sizeof out, "%.400s/.wilderness.yaml", growing->order->out);
    write_gates(growing, gates);
    struct continent_order order = { .seed = growing->order->seed, .areas = areas, .data = growing->order->data, .out = out };
    bool grown = continent_grow(&order, stderr);
    drop_gates(growing, gates);
    size_t length = 0;
    char *text = grown ? keep_read(out, &length) : NULL;
    if (text != NULL) {
        count_wilderness(growing, out);
        keep_put(growing->keep, growing->count, "wilderness", text, length);
    }
    memory_free(text);
    unlink(out);
    return text != NULL;
}

/* -- the whole ---------------------------------------------------------------------------------------- */

static bool read_data(struct growing *growing)
{
    char path[600];
    struct mistakes mistakes = { .file = path, .out = stderr };
    unsigned rules_mistakes = 0;
    growing->rules = rules_load("zones/tables", stderr, &rules_mistakes);
    if (growing->rules == NULL || rules_mistakes > 0)
        return false;
    snprintf(path, sizeof path, "%.400s/common.yaml", growing->order->data);
    growing->common = theme_common_read(path, &mistakes);
    if (growing->common == NULL || mistakes.count > 0)
        return false;
    growing->themes = themes_read(growing->order->themes, growing->common, growing->rules, &growing->theme_count);
    snprintf(path, sizeof path, "%.400s/areas.yaml", growing->order->data);
    plan_read(&growing->plan, path, &mistakes);
    if (growing->themes == NULL || mistakes.count > 0)
        return false;
    return true;
}

static bool grow_all(struct growing *growing)
{
    if (!count_written(growing))
        return false;
    plan_extend(&growing->plan, growing->themes, growing->theme_count, growing->left.areas);
    order_areas(growing);
    keep_room(growing->keep, growing->count + 1);
    if (growing->order->continent && !surround(growing))
        return false;
    order_things(growing);
    grow_areas(growing);
    struct budget made = { 0 };
    unsigned faults = 0, jobs = growing->order->scale > 1 ? 64 : growing->theme_count;
    for (unsigned n = 0; n < growing->count; n++) {
        made.rooms += growing->orders[n].rooms;
        made.mobiles += growing->orders[n].mobiles;
        made.objects += growing->orders[n].objects;
        made.extras += growing->orders[n].extras;
    }
    for (unsigned n = 0; n < jobs; n++)
        faults += growing->faults[n];
    printf("grown: %u areas of %u themes, %u rooms, %u mobiles, %u objects, %u extra descriptions; %u faults\n", growing->count,
           growing->theme_count, made.rooms, made.mobiles, made.objects, made.extras, faults);
    return true;
}

bool world_grow(const struct world_order *order)
{
    struct growing growing = { .order = order, .arena = arena_new(), .names = tally_new() };
    mkdir(order->out, 0777);
    bool done = false;
    growing.keep = keep_begin(order->out, world_inputs(order));
    if (keep_is_current(growing.keep)) {
        printf("%s: nothing has changed\n", order->out);
        done = true;
    } else if (read_data(&growing) && grow_all(&growing)) {
        done = keep_finish(growing.keep);
    }
    keep_end(&growing.keep);
    for (unsigned n = 0; n < growing.theme_count; n++)
        theme_free(&growing.themes[n]);
    memory_free(growing.themes);
    theme_common_free(&growing.common);
    rules_free(&growing.rules);
    plan_free(&growing.plan);
    tally_free(&growing.names);
    memory_free(growing.orders);
    memory_free(growing.faults);
    arena_free(&growing.arena);
    return done;
}
