/* tests/replay/replay.c -- plays a recording again, on one thread, and compares everything.
 *
 *   replay FOLDER [--areas FOLDER] [--trouble real-time|addresses] [--show ZONE INPUT]
 *   replay FOLDER [--areas FOLDER] --trace FILE [--times N]
 *
 * Every input of every zone is applied to a zone rebuilt from its recorded start; the hash of what it emits
 * must be the recorded one, and so must every recorded state hash.  --trouble spoils the replay on purpose, as a
 * zone that looked at a clock or at addresses would, to show that such a thing is noticed.  --trace writes what each
 * input cost and led to (trace.h), from N replays (5) that are timed. */
#include "core/clock.h"
#include "core/log.h"
#include "core/memory.h"
#include "tests/replay/trace.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum trouble { NO_TROUBLE, REAL_TIME, ADDRESSES };
enum { TIMES = 5 };

struct replay {
    struct recorded recorded;
    const char     *folder, *areas, *trace;
    unsigned        times;
    bool           *strayed;      /* by number: it did something else, and what came to it later no longer fits */
    enum trouble    trouble;
    const char     *show;         /* the zone of the input to show, or NULL */
    uint64_t        show_number;
    uint64_t        inputs, states, wrong;
};

/* How each zone stood when the server was stopped, if it was. */
static void replay_ends(struct replay *replay)
{
    size_t length;
    char *bytes = recorded_file(replay->folder, "ends.rec", &length);
    if (bytes == NULL)
        return;
    struct bytes_reader reader = bytes_read(bytes, length);
    while (bytes_left(&reader) > 0 && !reader.failed) {
        uint32_t number = take_u32(&reader);
        uint64_t inputs = take_u64(&reader), hash = take_u64(&reader);
        if (reader.failed || number < 1 || number > replay->recorded.setting.zones || replay->recorded.zones[number] == NULL)
            break;
        const struct zone *zone = replay->recorded.zones[number];
        replay->states++;
        if (zone->inputs == inputs && zone_hash(zone) == hash)
            continue;
        replay->wrong++;
        printf("zone %s: ended in another state\n", zone->key);
    }
    memory_free(bytes);
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
        printf("zone %s, input %llu, %s: %s\n", replay->recorded.zones[entry->zone]->key, (unsigned long long)entry->number, type,
               what);
}

ONE_THREAD static void replay_entry(struct replay *replay, const struct entry *entry)
{
    struct zone *zone = replay->recorded.zones[entry->zone];
    struct bytes_reader reader;
    struct input input;
    if (replay->strayed[entry->zone])
        return;
    if (!recorded_input(&replay->recorded, entry, &input, &reader)) {
        wrong(replay, entry, "?", "cannot be decoded");
        return;
    }
    const char *type = message_name(input.message->type);
    if (zone->inputs != entry->number) {
        wrong(replay, entry, type, "an input before it is missing");
        return;
    }
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
    recorded_emissions_free(&replay->recorded, &zone->out);
    replay->inputs++;
}

ONE_THREAD static int replay_compare(struct replay *replay)
{
    struct recorded *recorded = &replay->recorded;
    replay->strayed = memory_get((recorded->setting.zones + 1) * sizeof *replay->strayed);
    recorded_sort_by_zone(recorded);
    for (size_t at = 0; at < recorded->count; at++)
        if (recorded->zones[recorded->entries[at].zone] != NULL)
            replay_entry(replay, &recorded->entries[at]);
    replay_ends(replay);
    memory_free(replay->strayed);
    printf("replayed inputs=%llu of %u workers, state hashes=%llu, wrong=%llu\n", (unsigned long long)replay->inputs,
           recorded->workers, (unsigned long long)replay->states, (unsigned long long)replay->wrong);
    return replay->inputs > 0 && replay->wrong == 0 ? 0 : 1;
}

ONE_THREAD static int replay_trace(struct replay *replay)
{
    FILE *file = fopen(replay->trace, "w");
    if (file == NULL) {
        fprintf(stderr, "replay: %s: %s\n", replay->trace, strerror(errno));
        return 2;
    }
    bool written = trace_write(&replay->recorded, replay->times, file);
    bool whole = fclose(file) == 0;
    if (written && !whole)
        fprintf(stderr, "replay: %s: cannot be written\n", replay->trace);
    return written && whole ? 0 : 1;
}

static bool words_take(struct replay *replay, int count, char **words)
{
    for (int at = 1; at < count; at++) {
        if (strcmp(words[at], "--areas") == 0 && at + 1 < count)
            replay->areas = words[++at];
        else if (strcmp(words[at], "--trouble") == 0 && at + 1 < count)
            replay->trouble = strcmp(words[++at], "real-time") == 0 ? REAL_TIME : ADDRESSES;
        else if (strcmp(words[at], "--trace") == 0 && at + 1 < count)
            replay->trace = words[++at];
        else if (strcmp(words[at], "--times") == 0 && at + 1 < count)
            replay->times = (unsigned)strtoul(words[++at], NULL, 10);
        else if (strcmp(words[at], "--show") == 0 && at + 2 < count) {
            replay->show = words[++at];
            replay->show_number = strtoull(words[++at], NULL, 10);
        } else
            replay->folder = words[at];
    }
    return replay->folder != NULL && replay->times >= 1 && replay->times <= TRACE_TIMES_MAX;
}

int main(int count, char **words)
{
    struct replay replay = { .times = TIMES };
    if (!words_take(&replay, count, words)) {
        fprintf(stderr, "replay FOLDER [--areas FOLDER] [--trouble real-time|addresses] [--show ZONE INPUT]\n"
                        "replay FOLDER [--areas FOLDER] --trace FILE [--times 1 to %d]\n", TRACE_TIMES_MAX);
        return 2;
    }
    thread_role_begin(&main_role);
    thread_role_begin(&zone_role);
    log_begin(LOG_ERROR, "-", 20);
    int status = !recorded_open(&replay.recorded, replay.folder, replay.areas) ? 2
               : replay.trace != NULL ? replay_trace(&replay) : replay_compare(&replay);
    recorded_free(&replay.recorded);
    log_end();
    thread_role_end(&zone_role);
    thread_role_end(&main_role);
    return status;
}
