/* tests/replay/replay.c -- plays a recording again, on one thread, and compares everything.
 *
 *   replay FOLDER [--areas FOLDER] [--trouble real-time|addresses] [--show ZONE INPUT]
 *
 * Every input of every zone is applied to a zone rebuilt from its recorded start; the hash of what it emits
 * must be the recorded one, and so must every recorded state hash.  --trouble spoils the replay on purpose, as a
 * zone that looked at a clock or at addresses would, to show that such a thing is noticed. */
#include "core/clock.h"
#include "core/log.h"
#include "core/memory.h"
#include "core/route.h"
#include "zones/lookup.h"
#include "zones/recording.h"

#include <stdlib.h>
#include <string.h>

/* Here one thread is both main, which makes zones, and the worker of all of them. */
#define ONE_THREAD MAIN_THREAD ZONE_THREAD

enum trouble { NO_TROUBLE, REAL_TIME, ADDRESSES };

/* One recorded input, still as bytes. */
struct entry {
    uint32_t       zone;
    uint64_t       number;
    const uint8_t *bytes;
    size_t         length;
};

struct replay {
    struct options  options;
    struct setting  setting;
    struct entry   *entries;
    size_t          count, room;
    char           *files[ROUTE_WORKERS_MAX]; /* the entries' bytes */
    struct zone   **zones;        /* by number */
    bool           *strayed;      /* by number: it did something else, and what came to it later no longer fits */
    struct slot   **slots;        /* decoded and not yet answered */
    size_t          slot_count;
    enum trouble    trouble;
    const char     *show;         /* the zone of the input to show, or NULL */
    uint64_t        show_number;
    uint64_t        inputs, states, wrong;
};

static char *file_read(const char *folder, const char *name, size_t *length)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return NULL;
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *bytes = memory_get((size_t)size + 1);
    *length = fread(bytes, 1, (size_t)size, file);
    fclose(file);
    return bytes;
}

/* -- reading the folder ------------------------------------------------------------------------------ */

ONE_THREAD static bool replay_setting(struct replay *replay, const char *folder, const char *areas)
{
    size_t length;
    char *bytes = file_read(folder, "setting.rec", &length);
    if (bytes == NULL)
        return false;
    struct bytes_reader reader = bytes_read(bytes, length);
    bool sound = recording_setting_read(&reader, &replay->setting, &replay->options);
    memory_free(bytes);
    unsigned mistakes = 0;
    replay->setting.rules = sound ? rules_load(replay->options.game_tables, stderr, &mistakes) : NULL;
    if (replay->setting.rules == NULL)
        return false;
    replay->setting.world = world_load(areas != NULL ? areas : replay->options.game_areas, replay->setting.rules, NULL, stderr, &mistakes);
    if (replay->setting.world == NULL)
        return false;
    replay->setting.book = book_load(replay->options.game_texts, stderr, &mistakes);
    setting_number(&replay->setting);
    replay->zones = memory_get((replay->setting.zones + 1) * sizeof *replay->zones);
    replay->strayed = memory_get((replay->setting.zones + 1) * sizeof *replay->strayed);
    return true;
}

ONE_THREAD static bool replay_starts(struct replay *replay, const char *folder)
{
    size_t length;
    char *bytes = file_read(folder, "starts.rec", &length);
    if (bytes == NULL)
        return false;
    struct bytes_reader reader = bytes_read(bytes, length);
    while (bytes_left(&reader) > 0 && !reader.failed) {
        uint32_t number = take_u32(&reader);
        struct text *state = take_text(&reader, length);
        if (state == NULL || number < 1 || number > replay->setting.zones || replay->zones[number] != NULL)
            break;
        struct bytes_reader inner = bytes_read(text_bytes(state), text_length(state));
        replay->zones[number] = zone_new(&replay->setting, (zone_id){number});
        if (!zone_decode(replay->zones[number], &inner))
            reader.failed = true;
        text_unref(&state);
    }
    bool whole = !reader.failed && bytes_left(&reader) == 0;
    memory_free(bytes);
    return whole;
}

static void entry_add(struct replay *replay, struct entry entry)
{
    if (replay->count == replay->room) {
        replay->room = replay->room == 0 ? 1024 : replay->room * 2;
        replay->entries = memory_resize(replay->entries, replay->room * sizeof entry);
    }
    replay->entries[replay->count++] = entry;
}

/* The last entry of a file may be cut off where the server was killed: what stands before counts. */
static bool replay_worker(struct replay *replay, const char *folder, unsigned worker)
{
    char name[32];
    size_t length;
    snprintf(name, sizeof name, "worker-%u.rec", worker);
    char *bytes = file_read(folder, name, &length);
    if (bytes == NULL)
        return false;
    struct bytes_reader reader = bytes_read(bytes, length);
    while (bytes_left(&reader) > 0) {
        uint32_t size = take_u32(&reader);
        const uint8_t *start = take_bytes(&reader, size);
        if (start == NULL)
            break;
        struct bytes_reader inner = bytes_read(start, size);
        struct entry entry = { .zone = take_u32(&inner), .number = take_u64(&inner) };
        entry.bytes = start + inner.at;
        entry.length = bytes_left(&inner);
        if (!inner.failed && entry.zone >= 1 && entry.zone <= replay->setting.zones)
            entry_add(replay, entry);
    }
    replay->files[worker] = bytes;      /* the entries point into it */
    return true;
}

/* How each zone stood when the server was stopped, if it was. */
static void replay_ends(struct replay *replay, const char *folder)
{
    size_t length;
    char *bytes = file_read(folder, "ends.rec", &length);
    if (bytes == NULL)
        return;
    struct bytes_reader reader = bytes_read(bytes, length);
    while (bytes_left(&reader) > 0 && !reader.failed) {
        uint32_t number = take_u32(&reader);
        uint64_t inputs = take_u64(&reader), hash = take_u64(&reader);
        if (reader.failed || number < 1 || number > replay->setting.zones || replay->zones[number] == NULL)
            break;
        const struct zone *zone = replay->zones[number];
        replay->states++;
        if (zone->inputs == inputs && zone_hash(zone) == hash)
            continue;
        replay->wrong++;
        printf("zone %s: ended in another state\n", zone->key);
    }
    memory_free(bytes);
}

static int entry_compare(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    if (a->zone != b->zone)
        return a->zone < b->zone ? -1 : 1;
    return a->number < b->number ? -1 : a->number > b->number;
}

/* -- playing ----------------------------------------------------------------------------------------- */

static void slot_keep(struct replay *replay, struct slot *slot)
{
    if (slot == NULL)
        return;
    replay->slots = memory_resize(replay->slots, (replay->slot_count + 1) * sizeof slot);
    replay->slots[replay->slot_count++] = slot;
}

static void slot_drop(struct replay *replay, struct slot *slot)
{
    for (size_t at = 0; at < replay->slot_count; at++)
        if (replay->slots[at] == slot) {
            replay->slots[at] = replay->slots[--replay->slot_count];
            slot_free(&slot);
            return;
        }
}

static struct slot *message_slot(const struct message *message)
{
    switch (message->type) {
    case MSG_COMMAND:  return message->command.slot;
    case MSG_REPLY:    return message->reply.slot;
    case MSG_ARRIVE:   return message->arrive.slot;
    case MSG_ADMITTED: return message->admitted.slot;
    case MSG_TAKEOVER: return message->takeover.slot;
    case MSG_ASK:      return message->ask.slot;
    case MSG_ANSWER:   return message->answer.slot;
    case MSG_CHANNEL_ASK: return message->channel_ask.slot;
    default:           return NULL;
    }
}

/* A command is part of its slot, as net posts it. */
static struct message *command_embed(struct message *message)
{
    struct slot *slot = message->command.slot;
    struct message *embedded = slot_ask(slot, message->to);
    embedded->hops = message->hops;
    embedded->from = message->from;
    embedded->via = message->via;
    embedded->about = message->about;
    message->command.slot = NULL;
    message_free(&message);
    return embedded;
}

static void emissions_free(struct replay *replay, struct zone *zone)
{
    struct message *message;
    while ((message = message_list_take(&zone->out)) != NULL) {
        struct slot *slot = message_slot(message);
        bool embedded = message->embedded;
        if (!embedded)
            message_free(&message);
        if (slot != NULL)
            slot_drop(replay, slot);
    }
}

/* What a zone that was not a state machine would do to itself. */
static void spoil(const struct replay *replay, struct zone *zone)
{
    if (replay->trouble == REAL_TIME)
        dice_seed(&zone->dice, (uint64_t)clock_ns());
    if (replay->trouble == ADDRESSES)
        dice_seed(&zone->dice, (uint64_t)(uintptr_t)zone);
}

/* --show: what this input made the zone say, for a look at two replays side by side. */
static void emissions_print(const struct zone *zone)
{
    for (const struct message *message = zone->out.first; message != NULL; message = message->next) {
        struct bytes_writer writer = {0};
        message_encode(message, &writer);
        printf("  %s ", message_name(message->type));
        for (size_t at = 0; at < writer.length; at++)
            printf(writer.bytes[at] >= ' ' && writer.bytes[at] < 127 ? "%c" : "\\%02x", writer.bytes[at]);
        printf("\n");
        bytes_free(&writer);
    }
}

static void wrong(struct replay *replay, const struct entry *entry, const char *type, const char *what)
{
    replay->strayed[entry->zone] = true;
    if (replay->wrong++ < 10)
        printf("zone %s, input %llu, %s: %s\n", replay->zones[entry->zone]->key, (unsigned long long)entry->number, type, what);
}

ONE_THREAD static void replay_entry(struct replay *replay, const struct entry *entry)
{
    struct zone *zone = replay->zones[entry->zone];
    if (replay->strayed[entry->zone])
        return;
    struct bytes_reader reader = bytes_read(entry->bytes, entry->length);
    struct input input = { .now = take_i64(&reader) };
    input.message = message_decode(&reader);
    if (input.message == NULL || !lookup_decode(&input.lookup, &reader)) {
        wrong(replay, entry, "?", "cannot be decoded");
        return;
    }
    if (zone->inputs != entry->number) {
        wrong(replay, entry, message_name(input.message->type), "an input before it is missing");
        return;
    }
    const char *type = message_name(input.message->type);
    slot_keep(replay, message_slot(input.message));
    if (input.message->type == MSG_COMMAND)
        input.message = command_embed(input.message);
    spoil(replay, zone);
    zone_apply(zone, &input);
    if (replay->show != NULL && strcmp(replay->show, zone->key) == 0 && replay->show_number == entry->number)
        emissions_print(zone);
    if (emissions_hash(zone) != take_u64(&reader))
        wrong(replay, entry, type, "emitted something else");
    if (take_u8(&reader) != 0) {
        replay->states++;
        if (zone_hash(zone) != take_u64(&reader))
            wrong(replay, entry, type, "left another state");
    }
    if (reader.failed)
        wrong(replay, entry, type, "is cut off");
    emissions_free(replay, zone);
    replay->inputs++;
}

ONE_THREAD static int replay_run(struct replay *replay, const char *folder, const char *areas)
{
    unsigned workers = 0;
    if (!replay_setting(replay, folder, areas) || !replay_starts(replay, folder)) {
        fprintf(stderr, "replay: %s: not a recording, or of another world\n", folder);
        return 2;
    }
    while (workers < ROUTE_WORKERS_MAX && replay_worker(replay, folder, workers))
        workers++;
    qsort(replay->entries, replay->count, sizeof *replay->entries, entry_compare);
    for (size_t at = 0; at < replay->count; at++)
        if (replay->zones[replay->entries[at].zone] != NULL)
            replay_entry(replay, &replay->entries[at]);
    replay_ends(replay, folder);
    printf("replayed inputs=%llu of %u workers, state hashes=%llu, wrong=%llu\n", (unsigned long long)replay->inputs, workers,
           (unsigned long long)replay->states, (unsigned long long)replay->wrong);
    return replay->inputs > 0 && replay->wrong == 0 ? 0 : 1;
}

/* Slots that dialogues still held when the recording ended are freed here: in a server they are net's. */
ONE_THREAD static void replay_free(struct replay *replay)
{
    for (uint32_t number = 1; replay->zones != NULL && number <= replay->setting.zones; number++)
        zone_free(&replay->zones[number]);
    for (size_t at = 0; at < replay->slot_count; at++)
        slot_free(&replay->slots[at]);
    for (unsigned worker = 0; worker < ROUTE_WORKERS_MAX; worker++)
        memory_free(replay->files[worker]);
    struct world *world = (struct world *)(uintptr_t)replay->setting.world;
    struct book *book = (struct book *)(uintptr_t)replay->setting.book;
    struct rules *rules = (struct rules *)(uintptr_t)replay->setting.rules;
    if (world != NULL)
        world_free(&world);
    if (book != NULL)
        book_free(&book);
    rules_free(&rules);
    memory_free(replay->zones);
    memory_free(replay->strayed);
    memory_free(replay->slots);
    memory_free(replay->entries);
}

int main(int count, char **words)
{
    struct replay replay = {0};
    const char *folder = NULL, *areas = NULL;
    for (int at = 1; at < count; at++) {
        if (strcmp(words[at], "--areas") == 0 && at + 1 < count)
            areas = words[++at];
        else if (strcmp(words[at], "--trouble") == 0 && at + 1 < count)
            replay.trouble = strcmp(words[++at], "real-time") == 0 ? REAL_TIME : ADDRESSES;
        else if (strcmp(words[at], "--show") == 0 && at + 2 < count) {
            replay.show = words[++at];
            replay.show_number = strtoull(words[++at], NULL, 10);
        } else
            folder = words[at];
    }
    if (folder == NULL) {
        fprintf(stderr, "replay FOLDER [--areas FOLDER] [--trouble real-time|addresses] [--show ZONE INPUT]\n");
        return 2;
    }
    thread_role_begin(&main_role);
    thread_role_begin(&zone_role);
    log_begin(LOG_ERROR, "-", 20);
    int status = replay_run(&replay, folder, areas);
    replay_free(&replay);
    log_end();
    thread_role_end(&zone_role);
    thread_role_end(&main_role);
    return status;
}
