/* core/main.c -- the roof: sees every folder, nobody includes it.
 *
 * Everything begins from the bottom up and ends from the top down.  In between the main thread sleeps in
 * epoll_wait: signals, mail (zone moves, cuts that ask to begin, shutdown), the embedded Redis' welfare. */
#include "config/options.h"
#include "core/bytes.h"
#include "core/clock.h"
#include "core/control.h"
#include "core/crew.h"
#include "core/deaths.h"
#include "core/load.h"
#include "core/log.h"
#include "core/memory.h"
#include "core/mover.h"
#include "core/operator.h"
#include "core/rcu.h"
#include "core/tuner.h"
#include "core/verbs.h"
#include "net/door.h"
#include "net/net.h"
#include "net/secret.h"
#include "persist/child.h"
#include "persist/persist.h"
#include "persist/record.h"
#include "persist/store_now.h"
#include "zones/commands/command.h"
#include "zones/dump.h"
#include "zones/ledger.h"
#include "zones/recording.h"
#include "zones/restore.h"
#include "zones/world/atlas.h"
#include "zones/world/census.h"
#include "zones/worker.h"
#include "zones/world/quest.h"
#include "zones/world/calendar.h"

#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

enum { VANISHED_SHOWN = 100 };
enum { EXIT_MISTAKES = 1, EXIT_FENCED = 3, EXIT_NOT_SAVED = 4 };

struct server {
    struct options        options;
    struct world         *world;
    struct book          *book;
    struct rules         *rules;
    struct child         *child;          /* our own Redis, or NULL */
    struct store_content *content;        /* of store.kind memory, or NULL */
    struct store         *store;
    struct store_opening  opening;
    unsigned              set_aside;      /* records that were damaged when the store was opened */
    bool                  aside_failed;   /* ... one of which could not be kept */
    struct setting        setting;
    struct route         *route;
    struct directory     *directory;
    struct verbs         *verbs;
    struct mailbox       *inbox;          /* main's own */
    struct pen            pen;
    struct mover         *mover;
    struct load          *load;
    struct tuner         *tuner;
    struct crew          *crew;
    struct operator      *operator;
    struct control       *control;        /* or NULL: `kallisti ctl` is not to be had */
    struct options        live;           /* main's: as options, with what has been reloaded */
    int                   word_count;     /* of the command line, to read it again */
    char                **words;
    struct status        *status;
    struct worker_common  worker_common;
    struct worker        *workers[ROUTE_WORKERS_MAX];
    struct mailbox       *worker_inboxes[ROUTE_WORKERS_MAX];
    pthread_t             worker_threads[ROUTE_WORKERS_MAX];
    struct mailbox       *persist_inbox;
    struct persist       *persist;
    pthread_t             persist_thread;
    struct secret        *secret;
    struct door          *door;
    struct census         census;
    struct net_common     net_common;
    unsigned              net_count, net_listening;
    struct net           *nets[ROUTE_NETS_MAX];
    struct mailbox       *net_inboxes[ROUTE_NETS_MAX];
    pthread_t             net_threads[ROUTE_NETS_MAX];
    int                   signals, loop;
    struct death          deaths[DEATHS_MOST];
    const char           *barred_areas[DEATHS_MOST + 1], *barred_names[DEATHS_MOST + 1]; /* NULL-terminated */
    bool                  stopping, finished, fenced;
};

static void say_mistake(const char *what, const char *reason)
{
    fprintf(stderr, "kallisti: %s: %s\n", what, reason);
    log_error("start_failed what=\"%s\" reason=\"%s\"", what, reason);
}

/* -- signals ----------------------------------------------------------------------------------------- */

/* What the thread was doing stands in the log; then the usual end. */
static void on_abort(int number)
{
    log_error("thread_died signal=%d doing=\"%s\"", number, thread_noted());
    deaths_add();
    signal(number, SIG_DFL);
    raise(number);
}

static bool signals_begin(struct server *server)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGCHLD);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGABRT, on_abort);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    server->signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    return server->signals >= 0;
}

/* -- seen from outside ------------------------------------------------------------------------------- */

static void status_stored(struct status *status, uint64_t epoch, uint64_t revision)
{
    atomic_store_explicit(&status->epoch, epoch, memory_order_relaxed);
    atomic_store_explicit(&status->revision, revision, memory_order_relaxed);
}

PERSIST_THREAD static void on_commit(enum persist_moment moment, void *server_at)
{
    static const enum status_commit said[] = {
        [PERSIST_CUT_BEGUN] = STATUS_CUT_BEGUN, [PERSIST_COMMIT_SENT] = STATUS_COMMIT_SENT, [PERSIST_COMMIT_DONE] = STATUS_NO_CUT,
    };
    struct server *server = server_at;
    status_stored(server->status, persist_epoch(server->persist), persist_revision(server->persist));
    if (moment != PERSIST_SAVE_DONE)
        atomic_store_explicit(&server->status->commit, said[moment], memory_order_relaxed);
}

/* A store by another name is another store. */
MAIN_THREAD static uint64_t store_number(const struct options *options)
{
    return bytes_hash(options->store_redis, strlen(options->store_redis));
}

MAIN_THREAD static bool status_open(struct server *server)
{
    server->status = status_begin(server->options.data);
    if (server->status == NULL) {
        say_mistake(server->options.data, strerror(errno));
        return false;
    }
    status_stored(server->status, server->opening.epoch, server->opening.revision);
    atomic_store_explicit(&server->status->store, store_number(&server->options), memory_order_relaxed);
    return true;
}

/* -- the world and the store ------------------------------------------------------------------------- */

/* What has stopped the server too often is not tried again. */
MAIN_THREAD static void barred_begin(struct server *server)
{
    unsigned areas = 0, names = 0, count = deaths_read(server->deaths, DEATHS_MOST);
    for (unsigned at = 0; at < count && server->deaths[at].times >= DEATHS_TOO_MANY; at++) {
        const struct death *death = &server->deaths[at];
        bool enters = strcmp(death->input, message_name(MSG_ARRIVE)) == 0 && death->words[0] != '\0';
        log_error("quarantined %s=%s deaths=%u input=%s words=\"%s\" reason=\"see the file deaths in the data folder\"",
                  enters ? "character" : "zone", enters ? death->words : death->zone, death->times, death->input, death->words);
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

/* What the last start had and this one has not, such as a builder may not have meant. */
MAIN_THREAD static void world_changes(const struct server *server)
{
    char path[4096];
    unsigned gone = 0;
    snprintf(path, sizeof path, "%s/world", server->options.data);
    FILE *list = fopen(path, "r");
    if (list != NULL) {
        atlas_compare(server->world, list, say_vanished, &gone);
        fclose(list);
    }
    if (gone > VANISHED_SHOWN)
        log_warn("world_vanished more=%u", gone - VANISHED_SHOWN);
    list = fopen(path, "w");
    if (list != NULL)
        atlas_list(server->world, list);
    if (list == NULL || fclose(list) != 0)
        log_warn("world_list_unwritten file=%s reason=\"%s\"", path, strerror(errno));
}

/* How long a part of the start took. */
MAIN_THREAD static void say_stage(const char *stage, int64_t *from_ns)
{
    int64_t now = clock_ns();
    log_info("start_stage stage=%s ms=%lld", stage, (long long)(now - *from_ns) / 1000000);
    *from_ns = now;
}

/* The folder of trees of area files; "": none. */
static void cache_path(char path[4096], const struct options *options)
{
    bool within = options->game_cache[0] != '/' && options->game_cache[0] != '\0';
    snprintf(path, 4096, "%s%s%s", within ? options->data : "", within ? "/" : "", options->game_cache);
}

/* Without `cached` all text is read, whatever was kept of it, and none is kept. */
static bool world_begin(struct server *server, bool cached, unsigned *mistakes)
{
    char cache[4096] = "";
    struct world_loaded loaded;
    if (cached)
        cache_path(cache, &server->options);
    server->world = world_load_kept(server->options.game_areas, cache, server->rules, server->barred_areas, stderr, &loaded);
    *mistakes = loaded.mistakes;
    log_info("areas_read files=%u kept=%u damaged=%u read_ms=%lld settle_ms=%lld build_ms=%lld end_ms=%lld", loaded.files,
             loaded.trees.found, loaded.trees.damaged, (long long)loaded.read_ms, (long long)loaded.settle_ms,
             (long long)loaded.build_ms, (long long)loaded.end_ms);
    if (server->world == NULL) {
        say_mistake(server->options.game_areas, "no area could be opened");
        return false;
    }
    *mistakes += quests_check(server->world, stderr);
    log_info("world_loaded areas=%u rooms=%u mobiles=%u objects=%u mistakes=%u", world_area_count(server->world),
             world_room_count(server->world), server->world->mobile_count, server->world->object_count, *mistakes);
    return true;
}

/* Before the world, whose creatures and things they give numbers to. */
MAIN_THREAD static bool rules_begin(struct server *server, unsigned *mistakes)
{
    server->rules = rules_load(server->options.game_tables, stderr, mistakes);
    if (server->rules == NULL) {
        say_mistake(server->options.game_tables, "without races, paths and roles of creatures there is no game");
        return false;
    }
    *mistakes += commands_check_skills(server->rules, stderr);
    log_info("rules_loaded races=%u classes=%u skills=%u mistakes=%u", server->rules->race_count, server->rules->class_count,
             server->rules->skill_count, *mistakes);
    return true;
}

/* Without a word of help the game is poorer, but it opens. */
MAIN_THREAD static void book_begin(struct server *server, unsigned *mistakes)
{
    server->book = book_load(server->options.game_texts, stderr, mistakes);
    *mistakes += commands_check(server->book, stderr);
    log_info("book_loaded topics=%u socials=%u channels=%u mistakes=%u", server->book->topic_count, server->book->social_count,
             server->book->channel_count, *mistakes);
}

static bool folder_begin(const char *folder)
{
    if (mkdir(folder, 0700) == 0 || errno == EEXIST)
        return true;
    say_mistake(folder, strerror(errno));
    return false;
}

/* What was damaged is kept under aside:<epoch>:<name>, as it was found. */
#define ASIDE "aside:"

/* What zones have when they begin; the rest is asked for when it is needed. */
static const char boot_records[] = "floor: books:";

MAIN_THREAD static bool store_begin(struct server *server)
{
    const struct options *options = &server->options;
    char reason[200];
    if (strcmp(options->checkpoint_mode, "flow") != 0 && strcmp(options->checkpoint_mode, "halt") != 0) {
        say_mistake("checkpoint.mode", "neither flow nor halt");
        return false;
    }
    if (strcmp(options->store_kind, "memory") == 0) {
        server->content = store_content_new();
        server->store = store_memory_open(server->content, boot_records, &server->opening);
        return true;
    }
    if (strcmp(options->store_kind, "redis") != 0) {
        say_mistake("store.kind", "neither redis nor memory");
        return false;
    }
    const char *where = options->store_redis;
    if (where[0] == '\0') {
        server->child = child_begin(options->data, options->store_timeout_ms, reason);
        if (server->child == NULL) {
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

static void setting_begin(struct server *server)
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
static bool aside_make(const struct server *server, const struct store_value *damaged, struct store_value *kept)
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

MAIN_THREAD ZONE_THREAD static void record_begin(struct server *server, struct zone **zones, const struct store_value *value)
{
    const char *reason;
    struct text *content = record_open(value->name, value->value, NULL, NULL, &reason);
    if (store_prefix_fits("floor:", value->name))
        floor_begin(server, zones, value, content, reason);
    else
        books_begin(server, zones, value, content, reason);
    text_unref(&content);
}

/* -- while they play --------------------------------------------------------------------------------- */

MAIN_THREAD static void zone_named(void *who, zone_id zone, char name[ZONE_NAME_SIZE])
{
    const struct server *server = who;
    zone_words(&server->setting, zone, name, ZONE_NAME_SIZE);
}

/* By number, or by the name that `zones` shows. */
MAIN_THREAD static zone_id zone_by_word(void *who, const char *word)
{
    const struct server *server = who;
    char name[ZONE_NAME_SIZE];
    bool digits = word[0] != '\0' && strspn(word, "0123456789") == strlen(word) && strlen(word) <= 9;
    uint32_t number = digits ? (uint32_t)strtoul(word, NULL, 10) : 1;
    if (digits)
        return number <= server->setting.zones ? (zone_id){number} : NO_ZONE;
    for (; number <= server->setting.zones; number++) {
        zone_words(&server->setting, (zone_id){number}, name, sizeof name);
        if (strcmp(name, word) == 0)
            return (zone_id){number};
    }
    return NO_ZONE;
}

MAIN_THREAD static bool worker_begin(void *who, unsigned at, uint64_t epoch)
{
    struct server *server = who;
    struct worker_common common = server->worker_common;
    common.epoch = epoch;
    if (server->worker_inboxes[at] == NULL)
        server->worker_inboxes[at] = mailbox_new("zones");
    if (server->worker_inboxes[at] == NULL)
        return false;
    route_know_worker(server->route, at, server->worker_inboxes[at]);
    server->workers[at] = worker_new(&common, at, server->worker_inboxes[at]);
    if (pthread_create(&server->worker_threads[at], NULL, worker_run, server->workers[at]) == 0)
        return true;
    worker_free(&server->workers[at]);
    return false;
}

/* The inbox stays: somebody may still be about to wake its owner. */
MAIN_THREAD static void worker_end(void *who, unsigned at)
{
    struct server *server = who;
    struct message_list left = {0};
    post_worker(&server->pen, at, message_new(MSG_STOP));
    pen_rest(&server->pen);
    pthread_join(server->worker_threads[at], NULL);
    if (mailbox_drain(server->worker_inboxes[at], &left) > 0)
        log_error("assertion_failed what=\"a worker that left had mail\" worker=%u first=%s", at, message_name(left.first->type));
    assert(left.first == NULL);
    worker_free(&server->workers[at]);
}

MAIN_THREAD static void zones_spread(void *who, unsigned workers)
{
    struct server *server = who;
    tuner_spread(server->tuner, workers);
}

MAIN_THREAD static unsigned nets_listening(void *who)
{
    const struct server *server = who;
    return server->net_listening;
}

MAIN_THREAD static unsigned nets_resting(void *who)
{
    const struct server *server = who;
    return server->net_count - server->net_listening;
}

MAIN_THREAD static bool net_add(struct server *server, char reason[200])
{
    unsigned at = server->net_count;
    uint16_t port = net_port(server->nets[0]);
    snprintf(reason, 200, "%s", "no descriptors are left");
    if (server->net_inboxes[at] == NULL)
        server->net_inboxes[at] = mailbox_new("net");
    if (server->net_inboxes[at] == NULL || (server->nets[at] = net_new(&server->net_common, at, server->net_inboxes[at], port, reason)) == NULL)
        return false;
    route_add_net(server->route, server->net_inboxes[at]);
    int failure = pthread_create(&server->net_threads[at], NULL, net_run, server->nets[at]);
    if (failure != 0) {
        log_error("thread_refused net=%u reason=\"%s\"", at, strerror(failure));
        abort();                        /* its inbox is known: one clean stop, the store holds the world */
    }
    server->net_count++;
    return true;
}

MAIN_THREAD static bool nets_set(void *who, unsigned nets, char reason[200])
{
    struct server *server = who;
    bool all = true;
    while (all && server->net_count < nets)
        all = net_add(server, reason);
    server->net_listening = nets < server->net_count ? nets : server->net_count;
    for (unsigned at = 0; at < server->net_count; at++)
        net_listen(server->nets[at], at < nets);
    log_info("nets_changed listening=%u threads=%u", server->net_listening, server->net_count);
    return all;
}

MAIN_THREAD static void rules_take(struct server *server)
{
    const struct options *live = &server->live;
    const struct tuner_rules rules = {
        .every_ms = live->balance_every_ms, .moves_per_s = (unsigned)live->balance_moves_per_s,
        .rest_ms = live->balance_rest_s * 1000, .slow_ms = live->watch_slow_ms,
        .balance = { .busy_percent = (unsigned)live->balance_busy_percent, .gap_percent = (unsigned)live->balance_gap_percent,
                     .crowd_percent = (unsigned)live->balance_crowd_percent },
    };
    tuner_rule(server->tuner, &rules);
}

struct reloading {
    FILE    *out;
    unsigned changed;
    bool     workers, nets;
};

static void option_differs(void *who, const char *name, const char *was, const char *is, bool now)
{
    struct reloading *reloading = who;
    fprintf(reloading->out, now ? "%s: %s, is now %s.\n" : "%s: %s, would be %s after a restart.\n", name, was, is);
    log_info("option_%s name=%s was=\"%s\" is=\"%s\"", now ? "changed" : "waits_for_restart", name, was, is);
    reloading->changed++;
    reloading->workers |= strcmp(name, "threads.zone") == 0;
    reloading->nets |= strcmp(name, "threads.net") == 0;
}

MAIN_THREAD static void options_take(struct server *server, const struct options *fresh, FILE *out)
{
    struct reloading reloading = { .out = out };
    char reason[200];
    options_adopt(&server->live, fresh, option_differs, &reloading);
    if (reloading.changed == 0)
        fputs("Nothing has changed.\n", out);
    rules_take(server);
    if (reloading.workers)
        crew_set(server->crew, options_zone_threads(&server->live));
    if (reloading.nets && !nets_set(server, options_net_threads(&server->live), reason))
        fprintf(out, "Not all network threads could begin: %s.\n", reason);
}

/* The command line and its files, as when the server began.  One mistake, and nothing changes. */
MAIN_THREAD static struct text *options_reload(void *who, bool *done)
{
    struct server *server = who;
    char *words = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&words, &length);
    struct options *fresh = memory_get(sizeof *fresh);
    options_begin(fresh);
    *done = options_read(fresh, server->word_count, server->words, out) == 0;
    if (*done)
        options_take(server, fresh, out);
    else
        fputs("Nothing has been changed.\n", out);
    memory_free(fresh);
    fclose(out);
    struct text *text = text_new(words, length);
    free(words);
    return text;
}

MAIN_THREAD static void begin_stopping(struct server *server, const char *why);

MAIN_THREAD static void operator_stops(void *who, const char *by)
{
    begin_stopping(who, by);
}

MAIN_THREAD static void control_answers(void *who, uint64_t client, bool done, struct text *text)
{
    struct server *server = who;
    control_answer(server->control, client, done, text);
}

MAIN_THREAD static void on_control(void *who, uint64_t client, const char *line)
{
    struct server *server = who;
    operator_line(server->operator, client, line);
}

MAIN_THREAD static void operating_begin(struct server *server)
{
    static const struct crew_calls crew_calls = { .begin = worker_begin, .end = worker_end, .spread = zones_spread };
    static const struct operator_calls calls = {
        .zone_find = zone_by_word, .zone_name = zone_named, .nets = nets_listening, .nets_resting = nets_resting, .nets_set = nets_set,
        .reload = options_reload, .stop = operator_stops, .answer = control_answers,
    };
    server->live = server->options;
    server->load = load_new(server->setting.zones);
    server->tuner = tuner_new(server->load, server->route, server->mover, zone_named, server);
    server->crew = crew_new(&server->pen, server->mover, &crew_calls, server);
    rules_take(server);
    const struct operator_at at = {
        .pen = &server->pen, .mover = server->mover, .crew = server->crew, .tuner = server->tuner, .load = server->load,
        .directory = server->directory,
    };
    server->operator = operator_new(&at, &calls, server);
}

/* When the workers are gone. */
MAIN_THREAD static void operating_end(struct server *server)
{
    if (server->operator == NULL)
        return;
    operator_free(&server->operator);
    crew_free(&server->crew);
    tuner_free(&server->tuner);
    load_free(&server->load);
}

/* -- threads ----------------------------------------------------------------------------------------- */

/* False: no descriptor was to be had for one of them. */
MAIN_THREAD static bool inboxes_begin(struct server *server)
{
    bool all = (server->inbox = mailbox_new("main")) != NULL;
    all = all && (server->persist_inbox = mailbox_new("persist")) != NULL;
    for (unsigned at = 0; at < options_zone_threads(&server->options); at++)
        all = all && (server->worker_inboxes[at] = mailbox_new("zones")) != NULL;
    for (unsigned at = 0; at < server->net_count; at++)
        all = all && (server->net_inboxes[at] = mailbox_new("net")) != NULL;
    if (!all)
        say_mistake("inboxes", strerror(errno));
    return all;
}

MAIN_THREAD static bool route_begin(struct server *server)
{
    server->net_count = server->net_listening = options_net_threads(&server->options);
    server->route = route_new(server->setting.zones);
    server->directory = directory_new();
    if (!inboxes_begin(server))
        return false;
    route_set_main(server->route, server->inbox);
    route_set_persist(server->route, server->persist_inbox);
    for (unsigned at = 0; at < options_zone_threads(&server->options); at++)
        route_add_worker(server->route, server->worker_inboxes[at]);
    for (unsigned at = 0; at < server->net_count; at++)
        route_add_net(server->route, server->net_inboxes[at]);
    server->pen = (struct pen){ .route = server->route, .sender = SENDER_MAIN };
    server->mover = mover_new(&server->pen);
    operating_begin(server);
    return true;
}

MAIN_THREAD static void zones_begin(struct server *server)
{
    unsigned zones = server->setting.zones, workers = route_workers(server->route);
    unsigned *owners = memory_get((zones + 1) * sizeof *owners);
    struct zone **all = memory_get((zones + 1) * sizeof *all);
    const char *recording = server->options.record_path[0] == '\0' ? NULL : server->options.record_path;
    server->worker_common = (struct worker_common){
        .setting = &server->setting, .route = server->route, .directory = server->directory, .recording = recording,
        .status = server->status, .load = server->load, .epoch = server->opening.epoch,
    };
    for (unsigned at = 0; at < workers; at++)
        server->workers[at] = worker_new(&server->worker_common, at, server->worker_inboxes[at]);
    for (uint32_t number = 1; number <= zones; number++)
        all[number] = zone_new(&server->setting, (zone_id){number});
    thread_role_begin(&zone_role);      /* no worker runs yet */
    for (unsigned at = 0; at < server->opening.count; at++)
        record_begin(server, all, &server->opening.values[at]);
    thread_role_end(&zone_role);
    for (uint32_t number = 1; number <= zones; number++) {
        if (recording != NULL)
            recording_start(recording, all[number]);
        owners[number] = number % workers;
        worker_add_zone(server->workers[owners[number]], all[number]);
    }
    route_set_all(server->route, owners, zones);
    memory_free(all);
    memory_free(owners);
}

/* What the game does not have yet is not counted. */
static void census_begin(struct server *server)
{
    server->census.started = clock_wall_s();
    server->census.helpfiles = server->book->topic_count + server->rules->skill_count;
    census_take(server->world, server->rules, &server->census);
}

MAIN_THREAD static bool nets_begin(struct server *server)
{
    char reason[200];
    census_begin(server);
    server->verbs = verbs_new();
    commands_index(server->verbs);
    server->secret = secret_new(&server->options, server->route);
    server->door = door_new(&server->options);
    if (server->secret == NULL || server->door == NULL) {
        say_mistake("network", "this machine has no randomness to offer");
        return false;
    }
    server->net_common = (struct net_common){
        .options = &server->options, .route = server->route, .verbs = server->verbs, .secret = server->secret,
        .door = server->door, .directory = server->directory, .census = &server->census,
        .login_first = server->setting.login_first,
    };
    uint16_t port = (uint16_t)server->options.net_port;
    for (unsigned at = 0; at < server->net_count; at++) {
        server->nets[at] = net_new(&server->net_common, at, server->net_inboxes[at], port, reason);
        if (server->nets[at] == NULL) {
            say_mistake("network", reason);
            return false;
        }
        port = net_port(server->nets[at]);
    }
    return true;
}

MAIN_THREAD static void threads_begin(struct server *server)
{
    for (unsigned at = 0; at < route_workers(server->route); at++)
        pthread_create(&server->worker_threads[at], NULL, worker_run, server->workers[at]);
    pthread_create(&server->persist_thread, NULL, persist_run, server->persist);
    secret_begin(server->secret);
    for (unsigned at = 0; at < server->net_count; at++)
        pthread_create(&server->net_threads[at], NULL, net_run, server->nets[at]);
}

static void nets_stop(struct server *server)
{
    for (unsigned at = 0; at < server->net_count; at++)
        net_stop(server->nets[at]);
    for (unsigned at = 0; at < server->net_count; at++)
        pthread_join(server->net_threads[at], NULL);
}

static void workers_stop(struct server *server)
{
    for (unsigned at = 0; at < route_workers(server->route); at++)
        post_worker(&server->pen, at, message_new(MSG_STOP));
    pen_rest(&server->pen);
    for (unsigned at = 0; at < route_workers(server->route); at++)
        pthread_join(server->worker_threads[at], NULL);
}

/* -- running ----------------------------------------------------------------------------------------- */

MAIN_THREAD static void begin_stopping(struct server *server, const char *why)
{
    if (server->stopping)
        return;
    log_info("server_stopping why=\"%s\"", why);
    server->stopping = true;
    nets_stop(server);
    if (!server->fenced)
        post(&server->pen, message_new(MSG_FINISH));
}

MAIN_THREAD static void main_mail(struct server *server, struct message *message)
{
    if (mover_mail(server->mover, message) || crew_mail(server->crew, message) || operator_mail(server->operator, message))
        return;
    switch (message->type) {
    case MSG_SHUTDOWN:
        begin_stopping(server, message->shutdown.by);
        break;
    case MSG_FENCED:
        server->fenced = true;
        log_error("server_fenced reason=\"%s\"", message->fenced.reason == NULL ? "" : text_bytes(message->fenced.reason));
        begin_stopping(server, "the store is not ours any more");
        break;
    case MSG_FINISHED:
        server->finished = true;
        break;
    default:
        log_warn("mail_misdirected type=%s", message_name(message->type));
        break;
    }
    message_free(&message);
}

MAIN_THREAD static void main_signals(struct server *server)
{
    struct signalfd_siginfo info;
    while (read(server->signals, &info, sizeof info) == sizeof info)
        if (info.ssi_signo != SIGCHLD)
            begin_stopping(server, strsignal((int)info.ssi_signo));
}

MAIN_THREAD static void main_turn(struct server *server)
{
    struct epoll_event event;
    int64_t patience = server->child == NULL ? -1 : child_turn(server->child), now_ns = clock_ns();
    int64_t tuning = tuner_turn(server->tuner, now_ns, server->stopping || crew_changing(server->crew));
    operator_turn(server->operator, now_ns);
    if (patience < 0 || tuning < patience)
        patience = tuning;
    pen_rest(&server->pen);
    if (mailbox_doze(server->inbox))
        epoll_wait(server->loop, &event, 1, (int)patience);
    mailbox_awake(server->inbox);
    main_signals(server);
    struct message_list mail = {0};
    mailbox_drain(server->inbox, &mail);
    struct message *message;
    while ((message = message_list_take(&mail)) != NULL)
        main_mail(server, message);
    crew_step(server->crew);
    if (server->control != NULL && !server->stopping)
        control_turn(server->control);
}

MAIN_THREAD static bool loop_begin(struct server *server)
{
    server->loop = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event event = { .events = EPOLLIN };
    return server->loop >= 0 && epoll_ctl(server->loop, EPOLL_CTL_ADD, server->signals, &event) == 0
        && epoll_ctl(server->loop, EPOLL_CTL_ADD, mailbox_fd(server->inbox), &event) == 0
        && (server->control == NULL || epoll_ctl(server->loop, EPOLL_CTL_ADD, control_fd(server->control), &event) == 0);
}

MAIN_THREAD static void server_run(struct server *server)
{
    threads_begin(server);
    uint16_t port = net_port(server->nets[0]);
    log_info("server_started port=%u workers=%u nets=%u incarnation=%u epoch=%llu", port, route_workers(server->route),
             server->net_count, server->setting.incarnation, (unsigned long long)server->opening.epoch);
    printf("%s is open. Connect with: telnet localhost %u\n", server->options.game_name, port);
    fflush(stdout);
    memory_rest();                      /* the trees of area files were as large as the world */
    while (!server->finished && !server->fenced)
        main_turn(server);
    workers_stop(server);
    if (!server->finished)              /* fenced: persist has nothing more to write, but must end */
        post(&server->pen, message_new(MSG_FINISH));
    pen_rest(&server->pen);
    pthread_join(server->persist_thread, NULL);
    secret_end(&server->secret);
    log_info("server_stopped");
}

/* -- from the bottom up, from the top down ----------------------------------------------------------- */

MAIN_THREAD static void server_end(struct server *server)
{
    if (server->secret != NULL)
        secret_end(&server->secret);
    control_free(&server->control);
    for (unsigned at = 0; at < ROUTE_WORKERS_MAX; at++)
        worker_free(&server->workers[at]);
    for (unsigned at = 0; at < ROUTE_WORKERS_MAX; at++)
        mailbox_free(&server->worker_inboxes[at]);
    if (server->persist != NULL)
        persist_free(&server->persist);
    for (unsigned at = 0; at < server->net_count; at++)
        if (server->nets[at] != NULL)
            net_free(&server->nets[at]);
    for (unsigned at = 0; at < server->net_count; at++)
        mailbox_free(&server->net_inboxes[at]);
    if (server->door != NULL)
        door_free(&server->door);
    if (server->verbs != NULL)
        verbs_free(&server->verbs);
    if (server->route != NULL) {
        operating_end(server);
        if (server->mover != NULL)
            mover_free(&server->mover);
        rcu_settle();
        directory_free(&server->directory);
        route_free(&server->route);
        mailbox_free(&server->persist_inbox);
        mailbox_free(&server->inbox);
        rcu_settle();
    }
    status_end(&server->status);
    store_opening_free(&server->opening);
    if (server->content != NULL)
        store_content_free(&server->content);
    if (server->child != NULL)
        child_end(&server->child);
    book_free(&server->book);
    if (server->world != NULL)
        world_free(&server->world);
    rules_free(&server->rules);
}

/* --check: everything is read, every mistake told, nothing started. */
MAIN_THREAD static int server_check(struct server *server)
{
    unsigned in_rules = 0, in_areas = 0, in_book = 0;
    bool ruled = rules_begin(server, &in_rules), opened = ruled && world_begin(server, false, &in_areas);
    book_begin(server, &in_book);
    if (ruled)
        printf("%u races, %u paths, %u classes, %u skills; %u mistakes.\n", server->rules->race_count, server->rules->path_count,
               server->rules->class_count - server->rules->path_count, skills_learnable(server->rules), in_rules);
    if (opened)
        printf("%u areas, %u rooms, %u mobiles, %u objects; %u mistakes.\n", world_area_count(server->world),
               world_room_count(server->world), server->world->mobile_count, server->world->object_count, in_areas);
    printf("%u topics, %u socials, %u channels; %u mistakes.\n", server->book->topic_count, server->book->social_count,
           server->book->channel_count, in_book);
    unsigned in_world = opened ? atlas_check(server->world, stdout) : 0;
    if (opened)
        printf("As a world: %u mistakes.\n", in_world);
    const struct area *asked = !opened || server->options.check_nouns[0] == '\0' ? NULL
        : world_area_named(server->world, server->options.check_nouns);
    if (asked != NULL)
        atlas_nouns(server->world, asked, stdout);
    book_free(&server->book);
    if (server->world != NULL)
        world_free(&server->world);
    rules_free(&server->rules);
    return ruled && opened && in_rules + in_areas + in_book + in_world == 0 ? 0 : EXIT_MISTAKES;
}

/* -- --fsck, --mend, --dump -------------------------------------------------------------------------- */

static unsigned ledger_take(struct ledger *ledger, const struct store_opening *found)
{
    unsigned damaged = 0;
    for (unsigned at = 0; at < found->count; at++) {
        const char *reason;
        struct text *content = record_open(found->values[at].name, found->values[at].value, NULL, NULL, &reason);
        if (content == NULL) {
            printf("%s: damaged: %s\n", found->values[at].name, reason);
            damaged++;
            continue;
        }
        ledger_add(ledger, found->values[at].name, content);
        text_unref(&content);
    }
    return damaged;
}

/* Its own Redis, if it has one, is started for `--fsck` and `--mend`. NULL: it cannot be had. */
MAIN_THREAD static const char *store_reach(struct server *server, char reason[200])
{
    const struct options *options = &server->options;
    if (options->store_redis[0] != '\0')
        return options->store_redis;
    snprintf(reason, 200, "there is no store here");
    if (access(options->data, F_OK) == 0)
        server->child = child_begin(options->data, options->store_timeout_ms, reason);
    return server->child == NULL ? NULL : child_where(server->child);
}

/* Reads the store of a server that does not run, or of any Redis, and changes nothing.  False: what was wrong has been told. */
MAIN_THREAD static bool store_look(struct server *server, char fault[200])
{
    char reason[200];
    const char *where = store_reach(server, reason);
    bool read = where != NULL && store_redis_look(where, server->options.store_timeout_ms, &server->opening, fault, reason);
    if (server->child != NULL)
        child_end(&server->child);
    if (!read)
        say_mistake("the store", reason);
    return read;
}

/* As one that is to be opened: 1 if it would be refused. */
MAIN_THREAD static unsigned store_faults(struct server *server, uint64_t known, const char *fault)
{
    bool lost = server->opening.revision < known;
    if (fault[0] != '\0')
        printf("the store is damaged: %s\n", fault);
    if (lost)
        printf("the store lacks what it confirmed: it is at revision %" PRIu64 ", and has confirmed %" PRIu64 "\n",
               server->opening.revision, known);
    if (lost || fault[0] != '\0')
        printf("It will not be opened, unless --mend takes what is there for whole; a copy of it should be kept.\n");
    return lost + (fault[0] != '\0');
}

/* What a start of the server set aside is no mistake any more, but somebody should look at it. */
static void asides_tell(const struct store_opening *found)
{
    for (unsigned at = 0; at < found->count; at++)
        if (store_prefix_fits(ASIDE, found->values[at].name))
            printf("%s: set aside when it was found damaged; --dump shows it\n", found->values[at].name);
}

/* Every record of the store: envelope, content, and whether all of them together add up. */
MAIN_THREAD static int server_fsck(struct server *server)
{
    char fault[200];
    uint64_t known = status_known(server->options.data, store_number(&server->options));
    if (!store_look(server, fault))
        return EXIT_MISTAKES;
    struct ledger *ledger = ledger_new();
    unsigned damaged = ledger_take(ledger, &server->opening), items, mistakes = ledger_check(ledger, stdout);
    mistakes += store_faults(server, known, fault);
    ledger_items(ledger, &items);
    asides_tell(&server->opening);
    printf("%u records, %u characters, %u things, %lld coins; %u set aside, %u damaged, %u mistakes.\n", server->opening.count,
           ledger_characters(ledger), items, (long long)ledger_coins(ledger), ledger_asides(ledger), damaged, mistakes);
    ledger_free(&ledger);
    store_opening_free(&server->opening);
    return damaged == 0 && mistakes == 0 ? 0 : EXIT_MISTAKES;
}

/* What is there is the world from now on, whatever it was before. */
MAIN_THREAD static int server_mend(struct server *server)
{
    char reason[200];
    const char *where = store_reach(server, reason);
    bool mended = where != NULL && store_redis_mend(where, server->options.store_timeout_ms, reason);
    if (server->child != NULL)
        child_end(&server->child);
    if (!mended) {
        say_mistake("the store", reason);
        return EXIT_MISTAKES;
    }
    status_forget(server->options.data);
    return 0;
}

/* The name of the record that was set aside under this one, or NULL: aside:<epoch>:<name>. */
static const char *aside_of(const char *name)
{
    if (!store_prefix_fits(ASIDE, name))
        return NULL;
    const char *colon = strchr(name + strlen(ASIDE), ':');
    return colon == NULL ? NULL : colon + 1;
}

static bool record_dump(const struct store_value *value)
{
    struct record_seen seen, within_seen;
    struct text *within_content = NULL;
    struct text *content = record_look(value->name, value->value, &seen);
    struct dump_record record = {
        .name = value->name, .epoch = seen.epoch, .version = seen.version, .checksum = seen.checksum, .damaged = seen.reason,
        .content = content,
    };
    struct dump_record within = { .name = content == NULL ? NULL : aside_of(value->name) };
    if (within.name != NULL) {
        within.content = within_content = record_look(within.name, content, &within_seen);
        within.epoch = within_seen.epoch;
        within.version = within_seen.version;
        within.checksum = within_seen.checksum;
        within.damaged = within_seen.reason;
        record.within = &within;
    }
    bool whole = dump_print(stdout, &record);
    text_unref(&within_content);
    text_unref(&content);
    return whole;
}

/* Prints the records that are meant; one that is damaged, or none at all, is a mistake. */
MAIN_THREAD static int server_dump(struct server *server)
{
    char patterns[DUMP_PATTERNS_MOST][KEY_SIZE], fault[200];
    unsigned found = 0, whole = 0, count = dump_patterns(server->options.dump, patterns);
    if (count == 0) {
        say_mistake(server->options.dump, "no record has such a name");
        return EXIT_MISTAKES;
    }
    if (!store_look(server, fault))
        return EXIT_MISTAKES;
    for (unsigned pattern = 0; pattern < count; pattern++)
        for (unsigned at = 0; at < server->opening.count; at++)
            if (dump_fits(patterns[pattern], server->opening.values[at].name)) {
                found++;
                whole += record_dump(&server->opening.values[at]);
            }
    if (found == 0)
        say_mistake(server->options.dump, "there is no such record");
    store_opening_free(&server->opening);
    return found > 0 && found == whole ? 0 : EXIT_MISTAKES;
}

/* -- --restore --------------------------------------------------------------------------------------- */

/* What is about to be written over, but does not check. */
static const struct store_value *value_damaged(const struct store_opening *found, const char *name)
{
    for (unsigned at = 0; at < found->count; at++) {
        const char *damage;
        const struct store_value *value = &found->values[at];
        struct text *content = strcmp(value->name, name) == 0 ? record_open(name, value->value, NULL, NULL, &damage) : NULL;
        text_unref(&content);
        if (strcmp(value->name, name) == 0)
            return damage == NULL ? NULL : value;
    }
    return NULL;
}

MAIN_THREAD static bool restored_write(struct server *server, const struct restore *restore, char reason[200])
{
    struct store_value values[2 * RESTORE_RECORDS_MOST] = {0};
    unsigned records_count, count = 0;
    const struct restored *records = restore_records(restore, &records_count);
    for (unsigned at = 0; at < records_count; at++) {
        const struct store_value *damaged = value_damaged(&server->opening, records[at].name);
        if (damaged != NULL)
            aside_make(server, damaged, &values[count++]);
        strcpy(values[count].name, records[at].name);
        values[count++].value = record_seal(records[at].name, server->opening.epoch, 0, records[at].content);
    }
    enum store_outcome outcome = store_write_now(server->store, &server->opening, values, count);
    for (unsigned at = 0; at < count; at++)
        text_unref(&values[at].value);
    snprintf(reason, 200, "%s", store_outcome_words(outcome));
    return outcome == STORE_DONE;
}

/* False with a reason when it cannot be; then nothing has been written. */
MAIN_THREAD static bool restore_all(struct server *server, const char *name, uint32_t number, char reason[200])
{
    struct restore *restore = restore_new(name, number);
    for (unsigned at = 0; at < server->opening.count; at++) {
        const char *damage;
        const struct store_value *value = &server->opening.values[at];
        struct text *content = record_open(value->name, value->value, NULL, NULL, &damage);
        restore_add(restore, value->name, content);
        text_unref(&content);
    }
    unsigned slots = (unsigned)server->options.character_versions_kept;
    bool done = restore_work(restore, server->opening.world_ms, slots, stdout, reason) && restored_write(server, restore, reason);
    restore_free(&restore);
    return done;
}

MAIN_THREAD static bool store_take(struct server *server, char reason[200])
{
    const struct options *options = &server->options;
    const char *where = store_reach(server, reason);
    if (where != NULL)
        server->store = store_redis_open(where, "", options->store_timeout_ms, (unsigned)options->checkpoint_values_max,
                                         status_known(options->data, store_number(options)), &server->opening, reason);
    return server->store != NULL;
}

/* The fence is raised for it: a server that still lived in this store would end. */
MAIN_THREAD static int server_restore(struct server *server)
{
    char name[NAME_SIZE] = "", reason[200] = "that is no name:number";
    unsigned number = 0;
    int length = -1;
    const char *wanted = server->options.restore;
    bool named = sscanf(wanted, "%15[A-Za-z]:%9u%n", name, &number, &length) == 2 && wanted[length] == '\0' && name_fits(name);
    bool done = named && store_take(server, reason) && restore_all(server, name, number, reason);
    if (server->store != NULL)
        server->store->kind->close(&server->store);
    store_opening_free(&server->opening);
    if (server->child != NULL)
        child_end(&server->child);
    if (done)
        printf("%s is as in version %u again.\n", name, number);
    else
        say_mistake(wanted, reason);
    return done ? 0 : EXIT_MISTAKES;
}

/* What the command line wants instead of a server; false: nothing. */
MAIN_THREAD static bool tool_run(struct server *server, int *status)
{
    if (server->options.mend)
        *status = server_mend(server);
    else if (server->options.fsck)
        *status = server_fsck(server);
    else if (server->options.dump[0] != '\0')
        *status = server_dump(server);
    else if (server->options.restore[0] != '\0')
        *status = server_restore(server);
    else
        return false;
    return true;
}

MAIN_THREAD static bool recording_begin(struct server *server)
{
    const char *folder = server->options.record_path;
    if (folder[0] == '\0')
        return true;
    if (!folder_begin(folder))
        return false;
    if (recording_setting(folder, &server->setting))
        return true;
    say_mistake(folder, errno == EEXIST ? "it holds a recording already" : strerror(errno));
    return false;
}

MAIN_THREAD static bool server_begin(struct server *server)
{
    unsigned in_rules = 0, mistakes = 0, in_book = 0;
    int64_t from = clock_ns(), first = from;
    deaths_begin(server->options.data);
    barred_begin(server);
    if (!signals_begin(server) || !rules_begin(server, &in_rules) || !folder_begin(server->options.data))
        return false;
    say_stage("rules", &from);
    if (!world_begin(server, true, &mistakes))
        return false;
    say_stage("world", &from);
    world_changes(server);
    say_stage("changes", &from);
    book_begin(server, &in_book);
    say_stage("book", &from);
    if (!store_begin(server) || !status_open(server))
        return false;
    say_stage("store", &from);
    bool newborn = server->opening.world_ms == 0;
    clock_begin(newborn ? server->options.game_first_hour * WORLD_HOUR_MS : server->opening.world_ms);
    setting_begin(server);
    if (!recording_begin(server))
        return false;
    if (!route_begin(server))
        return false;
    zones_begin(server);                /* while the store is still main's */
    if (server->aside_failed)
        return false;
    say_stage("zones", &from);
    server->persist = persist_new(&server->options, server->route, server->persist_inbox, server->store, &server->opening);
    metric_add(persist_metrics(server->persist), METRIC_persist_damaged, server->set_aside);
    persist_watch(server->persist, on_commit, server);
    server->control = control_new(server->options.data, on_control, server);
    if (server->control == NULL)
        log_warn("control_refused folder=%s reason=\"%s\"", server->options.data, strerror(errno));
    bool opened = nets_begin(server) && loop_begin(server);
    say_stage("nets", &from);
    say_stage("all", &first);
    return opened;
}

/* kallisti ctl [--data DIR] COMMAND...: says it to the server of that folder. */
MAIN_THREAD static int ctl_main(struct server *server, int count, char **words)
{
    char line[CONTROL_LINE_MAX] = "", reason[200];
    size_t length = 0;
    int at = 0;
    bool named = count > 1 && strcmp(words[0], "--data") == 0;
    if (named && !options_set(&server->options, "data", words[1], reason)) {
        fprintf(stderr, "kallisti: %s\n", reason);
        return EXIT_MISTAKES;
    }
    for (at = named ? 2 : 0; at < count && length < sizeof line; at++)
        length += (size_t)snprintf(line + length, sizeof line - length, "%s%s", length > 0 ? " " : "", words[at]);
    if (length >= sizeof line || strchr(line, '\n') != NULL) {
        fprintf(stderr, "kallisti: a command is one line of at most %d bytes\n", CONTROL_LINE_MAX - 1);
        return EXIT_MISTAKES;
    }
    return control_say(server->options.data, line[0] == '\0' ? "help" : line, stdout, stderr);
}

MAIN_THREAD static int server_main(struct server *server, int count, char **words)
{
    options_begin(&server->options);
    if (count > 1 && strcmp(words[1], "ctl") == 0)
        return ctl_main(server, count - 2, words + 2);
    server->word_count = count;
    server->words = words;
    unsigned mistakes = options_read(&server->options, count, words, stderr);
    if (server->options.help) {
        options_help(stdout);
        return 0;
    }
    if (mistakes > 0)
        return EXIT_MISTAKES;
    if (server->options.check)
        return server_check(server);
    if (!log_begin((enum log_level)server->options.log_level, server->options.log_file,
                   (unsigned)server->options.log_limited_per_s)) {
        fprintf(stderr, "kallisti: %s: %s\n", server->options.log_file, strerror(errno));
        return EXIT_MISTAKES;
    }
    int status;
    if (tool_run(server, &status)) {
        log_end();
        return status;
    }
    bool begun = server_begin(server);
    if (begun)
        server_run(server);
    status = !begun ? EXIT_MISTAKES : server->fenced ? EXIT_FENCED : persist_saved(server->persist) ? 0 : EXIT_NOT_SAVED;
    server_end(server);
    log_end();
    return status;
}

int main(int count, char **words)
{
    static struct server server;        /* large, and one */
    thread_role_begin(&main_role);
    rcu_thread_begin();
    int status = server_main(&server, count, words);
    rcu_thread_end();
    thread_role_end(&main_role);
    return status;
}
