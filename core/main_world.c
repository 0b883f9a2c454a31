/* core/main_world.c -- what there is before anybody runs: tables, world, texts, the store and what is in it.  See main_parts.h. */
#include "core/main_parts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <stdio.h>
#include <sys/stat.h>

enum { VANISHED_SHOWN = 100 };

void say_mistake(const char *what, const char *reason)
{
    char quoted[200];
    fprintf(stderr, "kallisti: %s: %s\n", what, reason);
    log_error("start_failed what=\"%s\" reason=\"%s\"", what, log_quotable(reason, quoted, sizeof quoted));
}

/* As a stream writes: some lines, each with its end. */
static ssize_t mistakes_write(void *nothing, const char *bytes, size_t length)
{
    char line[800];
    (void)nothing;
    for (size_t at = 0; at < length;) {
        const char *end = memchr(bytes + at, '\n', length - at);
        size_t line_length = end != NULL ? (size_t)(end - bytes) - at : length - at;
        char *words = strndup(bytes + at, line_length);
        if (words != NULL && line_length > 0)
            log_warn("mistake words=\"%s\"", log_quotable(words, line, sizeof line));
        free(words);
        at += line_length + 1;
    }
    return (ssize_t)length;
}

FILE *mistakes_logged(void)
{
    FILE *stream = fopencookie(NULL, "w", (cookie_io_functions_t){ .write = mistakes_write });
    assert(stream != NULL);
    setvbuf(stream, NULL, _IOLBF, BUFSIZ);
    return stream;
}

/* A store by another name is another store. */
MAIN_THREAD uint64_t store_number(const struct options *options)
{
    return bytes_hash(options->store_redis, strlen(options->store_redis));
}

/* -- the world and the store ------------------------------------------------------------------------- */

/* What has stopped the server too often is not tried again. */
MAIN_THREAD void barred_begin(struct server *server)
{
    unsigned areas = 0, names = 0, count = deaths_read(server->deaths, DEATHS_MOST);
    for (unsigned at = 0; at < count && server->deaths[at].times >= DEATHS_TOO_MANY; at++) {
        const struct death *death = &server->deaths[at];
        char words[DEATH_WORD_SIZE];
        bool enters = strcmp(death->input, message_name(MSG_ARRIVE)) == 0 && death->words[0] != '\0';
        log_error("quarantined %s=%s deaths=%u input=%s words=\"%s\" reason=\"see the file deaths in the data folder\"",
                  enters ? "character" : "zone", enters ? death->words : death->zone, death->times, death->input,
                  log_quotable(death->words, words, sizeof words));
        if (enters)
            server->barred_names[names++] = death->words;
        else
            server->barred_areas[areas++] = death->zone;
    }
}

static void say_vanished(const char *key, void *context)
{
    unsigned *count = context;
    if ((*count)++ < VANISHED_SHOWN)
        log_warn("world_vanished what=\"%s\"", key);
}

static FILE *world_list(const struct server *server, const char *mode, char path[4096])
{
    snprintf(path, 4096, "%s/world", server->options.data);
    return fopen(path, mode);
}

/* A builder may not have meant it. */
MAIN_THREAD void world_changes(const struct server *server)
{
    char path[4096];
    unsigned gone = 0;
    FILE *list = world_list(server, "r", path);
    if (list != NULL) {
        atlas_compare(server->world, list, say_vanished, &gone);
        fclose(list);
    }
    if (gone > VANISHED_SHOWN)
        log_warn("world_vanished more=%u", gone - VANISHED_SHOWN);
}

MAIN_THREAD void world_remember(const struct server *server)
{
    char path[4096];
    FILE *list = world_list(server, "w", path);
    if (list != NULL)
        atlas_list(server->world, list);
    if (list == NULL || fclose(list) != 0)
        log_warn("world_list_unwritten file=%s reason=\"%s\"", path, strerror(errno));
}

/* How long a part of the start took. */
MAIN_THREAD void say_stage(const char *stage, int64_t *from_ns)
{
    int64_t now = clock_ns();
    struct memory_figures memory = {0};
    memory_figures(&memory);
    log_info("start_stage stage=%s kib=%zu ms=%lld", stage, memory.allocated / 1024, (long long)(now - *from_ns) / 1000000);
    *from_ns = now;
}

/* The folder of trees of area files; "": none. */
static void cache_path(char path[4096], const struct options *options)
{
    bool within = options->game_cache[0] != '/' && options->game_cache[0] != '\0';
    snprintf(path, 4096, "%s%s%s", within ? options->data : "", within ? "/" : "", options->game_cache);
}

/* Without `cached` all text is read, whatever was kept of it, and none is kept. */
bool world_begin(struct server *server, bool cached, unsigned *mistakes)
{
    char cache[4096] = "";
    struct world_loaded loaded;
    if (cached)
        cache_path(cache, &server->options);
    server->world = world_load_kept(server->options.game_areas, cache, server->rules, server->barred_areas, server->mistakes, &loaded);
    *mistakes = loaded.mistakes;
    log_info("areas_read files=%u kept=%u damaged=%u read_ms=%lld settle_ms=%lld build_ms=%lld end_ms=%lld", loaded.files,
             loaded.trees.found, loaded.trees.damaged, (long long)loaded.read_ms, (long long)loaded.settle_ms,
             (long long)loaded.build_ms, (long long)loaded.end_ms);
    if (server->world == NULL) {
        say_mistake(server->options.game_areas, "no area could be opened");
        return false;
    }
    *mistakes += quests_check(server->world, server->mistakes);
    log_info("world_loaded areas=%u rooms=%u mobiles=%u objects=%u mistakes=%u", world_area_count(server->world),
             world_room_count(server->world), server->world->mobile_count, server->world->object_count, *mistakes);
    return true;
}

/* Before the world, whose creatures and things they give numbers to. */
MAIN_THREAD bool rules_begin(struct server *server, unsigned *mistakes)
{
    server->rules = rules_load(server->options.game_tables, server->mistakes, mistakes);
    if (server->rules == NULL) {
        say_mistake(server->options.game_tables, "without races, paths and roles of creatures there is no game");
        return false;
    }
    *mistakes += commands_check_skills(server->rules, server->mistakes);
    log_info("rules_loaded races=%u classes=%u skills=%u mistakes=%u", server->rules->race_count, server->rules->class_count,
             server->rules->skill_count, *mistakes);
    return true;
}

/* Without a word of help the game is poorer, but it opens. */
MAIN_THREAD void book_begin(struct server *server, unsigned *mistakes)
{
    server->book = book_load(server->options.game_texts, server->mistakes, mistakes);
    *mistakes += commands_check(server->book, server->mistakes);
    log_info("book_loaded topics=%u socials=%u channels=%u mistakes=%u", server->book->topic_count, server->book->social_count,
             server->book->channel_count, *mistakes);
}

bool folder_begin(const char *folder)
{
    if (mkdir(folder, 0700) == 0 || errno == EEXIST)
        return true;
    say_mistake(folder, strerror(errno));
    return false;
}

/* What zones have when they begin; the rest is asked for when it is needed. */
static const char boot_records[] = "floor: books:";

/* Its own Redis, if it is to have one, reads while the world is read, too.  False: it cannot be started. */
MAIN_THREAD bool store_launch(struct server *server)
{
    const struct options *options = &server->options;
    char reason[200];
    if (strcmp(options->store_kind, "memory") == 0 || options->store_redis[0] != '\0')
        return true;
    server->child = child_launch(options->data, options->store_timeout_ms, reason);
    if (server->child == NULL)
        say_mistake(options->data, reason);
    return server->child != NULL;
}

MAIN_THREAD bool store_begin(struct server *server)
{
    const struct options *options = &server->options;
    char reason[200];
    if (strcmp(options->store_kind, "memory") == 0) {
        server->content = store_content_new();
        server->store = store_memory_open(server->content, boot_records, &server->opening);
        return true;
    }
    const char *where = options->store_redis;
    if (server->child != NULL) {
        if (!child_wait(server->child, options->store_timeout_ms, reason)) {
            say_mistake(options->data, reason);
            return false;
        }
        where = child_where(server->child);
    }
    server->store = store_redis_open(where, boot_records, options->store_timeout_ms, (unsigned)options->checkpoint_values_max,
                                     status_known(options->data, store_number(options)), &server->opening, reason);
    if (server->store == NULL)
        say_mistake(where, reason);
    return server->store != NULL;
}

void setting_begin(struct server *server)
{
    const struct options *options = &server->options;
    server->setting = (struct setting){
        .world = server->world, .options = options, .book = server->book, .rules = server->rules,
        .incarnation = (uint32_t)server->opening.fence, .seed = server->opening.fence, .login_count = (unsigned)options->login_zones,
        .registry_count = (unsigned)options->registry_zones, .groups_count = (unsigned)options->groups_zones,
        .channels_count = (unsigned)options->channels_zones, .boxes_count = (unsigned)options->boxes_zones,
        .barred = server->barred_names,
    };
    setting_number(&server->setting);
}

/* The value that keeps a damaged record as it was found; false when its name would be too long. */
bool aside_make(const struct server *server, const struct store_value *damaged, struct store_value *kept)
{
    char name[2 * KEY_SIZE];
    int length = snprintf(name, sizeof name, ASIDE "%llu:%s", (unsigned long long)server->opening.epoch, damaged->name);
    snprintf(kept->name, KEY_SIZE, "%.*s", KEY_SIZE - 1, name);
    kept->value = record_seal(kept->name, server->opening.epoch, 0, damaged->value);
    return length < KEY_SIZE;
}

/* Before anything can be written over it. */
MAIN_THREAD static void record_set_aside(struct server *server, const struct store_value *value, const char *reason)
{
    struct store_value kept = { .value = NULL };
    enum store_outcome outcome = STORE_REFUSED;
    if (aside_make(server, value, &kept))
        outcome = store_write_now(server->store, &server->opening, &kept, 1);
    log_error("record_damaged name=%s reason=\"%s\" kept_as=%s", value->name, reason, kept.name);
    text_unref(&kept.value);
    if (outcome == STORE_DONE) {
        server->set_aside++;
        return;
    }
    say_mistake(kept.name, store_outcome_words(outcome));
    server->aside_failed = true;
}

/* What lay on a floor when the last epoch was committed.  A content that is NULL is damaged, for that reason. */
MAIN_THREAD ZONE_THREAD static void floor_begin(struct server *server, struct zone **zones, const struct store_value *value,
                                                const struct text *content, const char *reason)
{
    char name[KEY_SIZE];
    room_id room = { (uint32_t)strtoul(value->name + strlen("floor:"), NULL, 10) };
    zone_id zone = world_zone_of(server->world, room);
    snprintf(name, sizeof name, "floor:%u", room.number);
    if (zone.number == 0 || strcmp(name, value->name) != 0) {
        log_warn("record_kept name=%s reason=\"its room is closed\"", value->name);
        return;
    }
    struct room *its = land_room(zones[zone.number], room);
    if (content != NULL && floor_restore(zones[zone.number], its, content))
        return;
    record_set_aside(server, value, content == NULL ? reason : "its things cannot be read");
    holder_touch(zones[zone.number], &its->floor, 1);   /* so that the next cut writes what is left of it, whole */
}

/* What a zone had booked by then. */
MAIN_THREAD ZONE_THREAD static void books_begin(struct server *server, struct zone **zones, const struct store_value *value,
                                                const struct text *content, const char *reason)
{
    char name[KEY_SIZE] = "";
    uint32_t number = 0;
    while (strcmp(name, value->name) != 0 && ++number <= server->setting.zones)
        books_record_name(name, zones[number]);
    if (strcmp(RESTORE_BOOKS, value->name) == 0)
        return;                         /* of no zone, and written by --restore alone */
    if (number > server->setting.zones) {
        log_warn("record_kept name=%s reason=\"its zone is not there\"", value->name);
        return;
    }
    if (content != NULL && books_restore(zones[number], content))
        return;
    record_set_aside(server, value, content == NULL ? reason : "its flows cannot be read");
    holder_touch(zones[number], &zones[number]->books_holder, 1);
}

MAIN_THREAD ZONE_THREAD void record_begin(struct server *server, struct zone **zones, const struct store_value *value)
{
    const char *reason;
    struct text *content = record_open(value->name, value->value, NULL, NULL, &reason);
    if (store_prefix_fits("floor:", value->name))
        floor_begin(server, zones, value, content, reason);
    else
        books_begin(server, zones, value, content, reason);
    text_unref(&content);
}
