/* core/main_tools.c -- what the command line may want instead of a server.  See main_parts.h. */
#include "core/main_parts.h"

#include "core/words.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* As say_mistake(), of what is no start. */
static void say_failed(const char *what, const char *reason)
{
    fprintf(stderr, "kallisti: %s: %s\n", what, reason);
    log_error("tool_failed what=\"%s\" reason=\"%s\"", what, reason);
}

/* -- what is asked for, which is one thing ----------------------------------------------------------- */

/* False when the command line asks for two things; then it has been told. */
MAIN_THREAD static bool tools_agree(const struct options *options)
{
    const struct { const char *name; bool asked; } tools[] = {
        { "--check", options->check }, { "--fsck", options->fsck },  { "--mend", options->mend },
        { "--dump", options->dump[0] != '\0' }, { "--restore", options->restore[0] != '\0' },
    };
    const char *first = NULL;
    for (unsigned at = 0; at < sizeof tools / sizeof *tools; at++) {
        if (tools[at].asked && first != NULL) {
            fprintf(stderr, "command line: %s and %s are two things to do at once\n", first, tools[at].name);
            return false;
        }
        if (tools[at].asked)
            first = tools[at].name;
    }
    return true;
}

/* A server that is started with it was meant to be a check. */
MAIN_THREAD static bool nouns_fit(const struct options *options)
{
    if (options->check || options->check_nouns[0] == '\0')
        return true;
    say_mistake("check.nouns", "is for --check alone");
    return false;
}

/* -- --check ----------------------------------------------------------------------------------------- */

/* Words that might be looked at and cannot be; false: there is no such area. */
MAIN_THREAD static bool nouns_tell(const struct server *server)
{
    const char *name = server->options.check_nouns;
    const struct area *asked = world_area_named(server->world, name);
    if (asked == NULL)
        fprintf(stderr, "kallisti: check.nouns: no area is named '%s'\n", name);
    else
        atlas_nouns(server->world, asked, stdout);
    return asked != NULL;
}

static const char *mistakes_word(unsigned count)
{
    return one_or_many(count, "mistake", "mistakes");
}

/* --check: everything is read, every mistake told, nothing started. */
MAIN_THREAD int server_check(struct server *server)
{
    unsigned in_rules = 0, in_areas = 0, in_book = 0;
    if (!tools_agree(&server->options))
        return EXIT_MISTAKES;
    bool ruled = rules_begin(server, &in_rules), opened = ruled && world_begin(server, false, &in_areas);
    book_begin(server, &in_book);
    if (ruled)
        printf("%u races, %u paths, %u classes, %u skills; %u %s.\n", server->rules->race_count, server->rules->path_count,
               server->rules->class_count - server->rules->path_count, skills_learnable(server->rules), in_rules,
               mistakes_word(in_rules));
    if (opened)
        printf("%u areas, %u rooms, %u mobiles, %u objects; %u %s.\n", world_area_count(server->world),
               world_room_count(server->world), server->world->mobile_count, server->world->object_count, in_areas,
               mistakes_word(in_areas));
    printf("%u topics, %u socials, %u channels; %u %s.\n", server->book->topic_count, server->book->social_count,
           server->book->channel_count, in_book, mistakes_word(in_book));
    unsigned in_world = opened ? atlas_check(server->world, stdout) : 0;
    if (opened)
        printf("As a world: %u %s.\n", in_world, mistakes_word(in_world));
    bool told = !opened || server->options.check_nouns[0] == '\0' || nouns_tell(server);
    book_free(&server->book);
    if (server->world != NULL)
        world_free(&server->world);
    rules_free(&server->rules);
    return ruled && opened && told && in_rules + in_areas + in_book + in_world == 0 ? 0 : EXIT_MISTAKES;
}

/* -- the store --------------------------------------------------------------------------------------- */

/* By what name its faults are told: where it is. */
MAIN_THREAD static const char *store_called(const struct options *options)
{
    return options->store_redis[0] != '\0' ? options->store_redis : options->data;
}

/* Its own Redis, if it has one, is started for that. NULL: it cannot be had. */
MAIN_THREAD static const char *store_reach(struct server *server, char reason[200])
{
    const struct options *options = &server->options;
    if (options->store_redis[0] != '\0')
        return options->store_redis;
    if (child_has_store(options->data, reason))
        server->child = child_begin(options->data, options->store_timeout_ms, reason);
    return server->child == NULL ? NULL : child_where(server->child);
}

/* What the last server here heard from it. */
MAIN_THREAD static uint64_t store_known(const struct options *options)
{
    return status_known(options->data, store_number(options));
}

/* A Redis into which no server has ever written is no store, unless one was lost there. */
MAIN_THREAD static bool store_is_one(const struct server *server, char reason[200])
{
    if (server->opening.count > 0 || server->opening.revision > 0 || store_known(&server->options) > 0)
        return true;
    snprintf(reason, 200, "there is no store here");
    return false;
}

MAIN_THREAD static void store_leave(struct server *server)
{
    store_opening_free(&server->opening);
    if (server->child != NULL)
        child_end(&server->child);
}

/* Reads the store of a server that does not run, or of any Redis, and changes nothing; it stays within reach until
 * store_leave().  Who is `alone` shares it with no living server, and may write there afterwards.  NULL: what was wrong has
 * been told, and there is nothing to leave. */
MAIN_THREAD static const char *store_look(struct server *server, bool alone, char fault[200])
{
    char reason[200];
    int64_t timeout_ms = server->options.store_timeout_ms;
    const char *where = store_reach(server, reason);
    if (where != NULL && (!alone || store_redis_alone(where, timeout_ms, reason)) &&
        store_redis_look(where, timeout_ms, &server->opening, fault, reason) && store_is_one(server, reason))
        return where;
    store_leave(server);
    say_failed(store_called(&server->options), reason);
    return NULL;
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

/* Why it would not be opened; gives for how many reasons. */
MAIN_THREAD static unsigned store_faults(const struct server *server, const char *fault)
{
    uint64_t known = store_known(&server->options);
    bool lost = server->opening.revision < known;
    if (fault[0] != '\0')
        printf("the store is damaged: %s\n", fault);
    if (lost)
        printf("the store lacks what it confirmed: it is at revision %" PRIu64 ", and has confirmed %" PRIu64 "\n",
               server->opening.revision, known);
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
    if (store_look(server, false, fault) == NULL)
        return EXIT_MISTAKES;
    struct ledger *ledger = ledger_new();
    unsigned damaged = ledger_take(ledger, &server->opening), items, mistakes = ledger_check(ledger, stdout);
    unsigned faults = store_faults(server, fault);
    if (faults > 0)
        printf("It will not be opened, unless --mend takes what is there for whole; a copy of it should be kept.\n");
    ledger_items(ledger, &items);
    asides_tell(&server->opening);
    mistakes += faults;
    unsigned records = server->opening.count, characters = ledger_characters(ledger);
    long long coins = ledger_coins(ledger);
    printf("%u %s, %u %s, %u %s, %lld %s; %u set aside, %u damaged, %u %s.\n", records, one_or_many(records, "record", "records"),
           characters, one_or_many(characters, "character", "characters"), items, one_or_many(items, "thing", "things"), coins,
           one_or_many((unsigned long long)coins, "coin", "coins"), ledger_asides(ledger), damaged, mistakes,
           mistakes_word(mistakes));
    ledger_free(&ledger);
    store_leave(server);
    return damaged + mistakes == 0 ? 0 : EXIT_MISTAKES;
}

/* Of records that do not check; whether the store as a whole does is another matter. */
static unsigned records_damaged(const struct store_opening *found)
{
    unsigned damaged = 0;
    for (unsigned at = 0; at < found->count; at++) {
        const char *reason;
        struct text *content = record_open(found->values[at].name, found->values[at].value, NULL, NULL, &reason);
        damaged += content == NULL;
        text_unref(&content);
    }
    return damaged;
}

/* What is there is the world from now on, whatever it was before.  What would be opened anyway stays as it is. */
MAIN_THREAD static int server_mend(struct server *server)
{
    char fault[200], reason[200];
    const char *where = store_look(server, true, fault);
    if (where == NULL)
        return EXIT_MISTAKES;
    unsigned faults = store_faults(server, fault), count = server->opening.count;
    unsigned damaged = records_damaged(&server->opening);
    bool mended = faults == 0 || store_redis_mend(where, server->options.store_timeout_ms, reason);
    store_leave(server);
    if (!mended) {
        say_failed(store_called(&server->options), reason);
        return EXIT_MISTAKES;
    }
    if (faults > 0)
        status_forget(server->options.data);
    printf("%u records were read; %s\n", count,
           faults > 0 ? "they are the world from now on, as they are." : "there was nothing to mend.");
    if (damaged > 0)
        printf("Damaged by themselves, as before: %u of them. --fsck names them; a start sets some aside.\n", damaged);
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
        say_failed(server->options.dump, "no record has such a name");
        return EXIT_MISTAKES;
    }
    if (store_look(server, false, fault) == NULL)
        return EXIT_MISTAKES;
    for (unsigned pattern = 0; pattern < count; pattern++)
        for (unsigned at = 0; at < server->opening.count; at++)
            if (dump_fits(patterns[pattern], server->opening.values[at].name)) {
                found++;
                whole += record_dump(&server->opening.values[at]);
            }
    if (found == 0)
        say_failed(server->options.dump, "there is no such record");
    store_leave(server);
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

/* The fence is raised for it: a server that comes to this store later, or was not seen here, is no danger to it. */
MAIN_THREAD static bool restore_in(struct server *server, const char *where, const char *name, uint32_t number, char reason[200])
{
    const struct options *options = &server->options;
    store_opening_free(&server->opening);
    server->store = store_redis_open(where, "", options->store_timeout_ms, (unsigned)options->checkpoint_values_max,
                                     store_known(options), &server->opening, reason);
    bool done = server->store != NULL && restore_all(server, name, number, reason);
    if (server->store != NULL)
        server->store->kind->close(&server->store);
    return done;
}

MAIN_THREAD static int server_restore(struct server *server)
{
    char name[NAME_SIZE] = "", fault[200], reason[200];
    unsigned number = 0;
    int length = -1;
    const char *wanted = server->options.restore;
    if (sscanf(wanted, "%15[A-Za-z]:%9u%n", name, &number, &length) != 2 || wanted[length] != '\0' || !name_fits(name)) {
        say_failed(wanted, "that is no name:number");
        return EXIT_MISTAKES;
    }
    const char *where = store_look(server, true, fault);
    if (where == NULL)
        return EXIT_MISTAKES;
    bool done = restore_in(server, where, name, number, reason);
    store_leave(server);
    if (done)
        printf("%s is as in version %u again.\n", name, number);
    else
        say_failed(wanted, reason);
    return done ? 0 : EXIT_MISTAKES;
}

/* What the command line wants instead of a server; false: nothing. */
MAIN_THREAD bool tool_run(struct server *server, int *status)
{
    if (!tools_agree(&server->options) || !nouns_fit(&server->options))
        *status = EXIT_MISTAKES;
    else if (server->options.mend)
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
