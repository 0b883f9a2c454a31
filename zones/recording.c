/* zones/recording.c -- writing a recording.  A worker owns its own file; main writes the starts. */
#include "zones/recording.h"

#include "core/clock.h"
#include "core/log.h"
#include "core/memory.h"
#include "zones/lookup.h"

#include <stdio.h>

struct recording {
    FILE               *file;
    struct bytes_writer entry;    /* the one being written */
    bool                failed;   /* said once; the world goes on unrecorded */
    uint64_t            turn;
    int64_t             began, ready, written, ended; /* clock_ns() then, of the latest input */
    uint64_t            done;         /* ... and, at its end, clock_cpu_ns() */
    struct recording_times times;
};

enum { SETTING_VERSION = 4 };

static bool file_append(const char *folder, const char *name, const char *mode, const struct bytes_writer *bytes)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, mode);
    if (file == NULL)
        return false;
    bool written = fwrite(bytes->bytes, 1, bytes->length, file) == bytes->length;
    return fclose(file) == 0 && written;
}

static void options_put(struct bytes_writer *writer, const struct options *options)
{
#define OPTION(member, name, initial, least, most, unit, decides) put_i64(writer, options->member);
#define SETTING(member, name, initial, decides) put_string(writer, options->member);
#include "config/options.def"
#undef OPTION
#undef SETTING
}

static void options_take(struct bytes_reader *reader, struct options *options)
{
#define OPTION(member, name, initial, least, most, unit, decides) options->member = take_i64(reader);
#define SETTING(member, name, initial, decides) take_string(reader, options->member, sizeof options->member);
#include "config/options.def"
#undef OPTION
#undef SETTING
}

bool recording_setting(const char *folder, const struct setting *setting)
{
    struct bytes_writer writer = {0};
    put_u32(&writer, SETTING_VERSION);
    put_u32(&writer, setting->incarnation);
    put_u64(&writer, setting->seed);
    put_u32(&writer, setting->login_count);
    put_u32(&writer, setting->registry_count);
    put_u32(&writer, setting->groups_count);
    put_u32(&writer, setting->channels_count);
    put_u32(&writer, setting->boxes_count);
    options_put(&writer, setting->options);
    bool written = file_append(folder, "setting.rec", "wbx", &writer);
    bytes_free(&writer);
    return written;
}

bool recording_setting_read(struct bytes_reader *reader, struct setting *setting, struct options *options)
{
    if (take_u32(reader) != SETTING_VERSION)
        return false;
    setting->incarnation = take_u32(reader);
    setting->seed = take_u64(reader);
    setting->login_count = take_u32(reader);
    setting->registry_count = take_u32(reader);
    setting->groups_count = take_u32(reader);
    setting->channels_count = take_u32(reader);
    setting->boxes_count = take_u32(reader);
    options_take(reader, options);
    setting->options = options;
    return !reader->failed;
}

struct recording *recording_open(const char *folder, unsigned worker)
{
    char path[512];
    snprintf(path, sizeof path, "%s/worker-%u.rec", folder, worker);
    FILE *file = fopen(path, "ab");     /* a worker of that number may have come and gone */
    if (file == NULL)
        return NULL;
    struct recording *recording = memory_get(sizeof *recording);
    recording->file = file;
    return recording;
}

bool recording_start(const char *folder, const struct zone *zone)
{
    struct bytes_writer state = {0}, entry = {0};
    zone_encode(zone, &state);
    struct text *text = bytes_text(&state);
    put_u32(&entry, zone->id.number);
    put_text(&entry, text);
    bool written = file_append(folder, "starts.rec", "ab", &entry);
    text_unref(&text);
    bytes_free(&state);
    bytes_free(&entry);
    return written;
}

bool recording_end(const char *folder, const struct zone *zone)
{
    struct bytes_writer entry = {0};
    put_u32(&entry, zone->id.number);
    put_u64(&entry, zone->inputs);
    put_u64(&entry, zone_hash(zone));
    bool written = file_append(folder, "ends.rec", "ab", &entry);
    bytes_free(&entry);
    return written;
}

/* -- times ------------------------------------------------------------------------------------------- */

void recording_turn(struct recording *recording)
{
    if (recording != NULL)
        recording->turn++;
}

void recording_taken(struct recording *recording)
{
    if (recording == NULL)
        return;
    recording->times = (struct recording_times){
        .turn = recording->turn, .ended_before = recording->done,
        .posted_before = (uint32_t)(recording->ended - recording->written), .all_before = (uint32_t)(recording->ended - recording->began),
    };
    recording->times.began = (uint64_t)clock_cpu_ns();
    recording->began = clock_ns();
}

void recording_done(struct recording *recording)
{
    if (recording == NULL)
        return;
    recording->ended = clock_ns();
    recording->done = (uint64_t)clock_cpu_ns();
}

static void times_put(struct bytes_writer *entry, const struct recording_times *times)
{
    put_u64(entry, times->turn);
    put_u64(entry, times->began);
    put_u64(entry, times->ended_before);
    put_u32(entry, times->looked_up);
    put_u32(entry, times->applied);
    put_u32(entry, times->posted_before);
    put_u32(entry, times->all_before);
}

void recording_times_take(struct recording_times *times, struct bytes_reader *reader)
{
    times->turn = take_u64(reader);
    times->began = take_u64(reader);
    times->ended_before = take_u64(reader);
    times->looked_up = take_u32(reader);
    times->applied = take_u32(reader);
    times->posted_before = take_u32(reader);
    times->all_before = take_u32(reader);
}

/* -- inputs ------------------------------------------------------------------------------------------ */

void recording_input(struct recording *recording, const struct zone *zone, const struct input *input)
{
    struct bytes_writer *entry = &recording->entry;
    recording->times.looked_up = (uint32_t)(clock_ns() - recording->began);
    bytes_clear(entry);
    put_u32(entry, 0);
    put_u32(entry, zone->id.number);
    put_u64(entry, zone->inputs);
    put_i64(entry, input->now);
    message_encode(input->message, entry);
    lookup_encode(&input->lookup, entry);
    recording->ready = clock_ns();
}

uint64_t emissions_hash(const struct zone *zone)
{
    struct bytes_writer writer = {0};
    for (const struct message *message = zone->out.first; message != NULL; message = message->next)
        message_encode(message, &writer);
    uint64_t hash = bytes_hash(writer.bytes, writer.length);
    bytes_free(&writer);
    return hash;
}

void recording_emitted(struct recording *recording, const struct zone *zone)
{
    struct bytes_writer *entry = &recording->entry;
    bool with_state = zone->inputs % RECORDING_HASH_EVERY == 0;
    recording->times.applied = (uint32_t)(clock_ns() - recording->ready);
    put_u64(entry, emissions_hash(zone));
    put_u8(entry, with_state);
    if (with_state)
        put_u64(entry, zone_hash(zone));
    times_put(entry, &recording->times);
    put_u32_at(entry, 0, (uint32_t)(entry->length - 4));
    if (!recording->failed && fwrite(entry->bytes, 1, entry->length, recording->file) != entry->length) {
        recording->failed = true;
        log_error("recording_stopped reason=\"cannot write\"");
    }
    recording->written = clock_ns();
}

void recording_close(struct recording **recording_at)
{
    struct recording *recording = *recording_at;
    if (recording == NULL)
        return;
    if (fclose(recording->file) != 0)
        log_error("recording_stopped reason=\"cannot write\"");
    bytes_free(&recording->entry);
    memory_free(recording);
    *recording_at = NULL;
}
