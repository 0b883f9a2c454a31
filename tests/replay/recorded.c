/* tests/replay/recorded.c -- see recorded.h. */
#include "tests/replay/recorded.h"

#include "core/memory.h"
#include "zones/lookup.h"

#include <stdlib.h>
#include <sys/stat.h>

char *recorded_file(const char *folder, const char *name, size_t *length)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    struct stat about;
    if (file == NULL)
        return NULL;
    if (fstat(fileno(file), &about) != 0 || !S_ISREG(about.st_mode)) {
        fclose(file);
        return NULL;
    }
    char *bytes = memory_get((size_t)about.st_size + 1);
    *length = fread(bytes, 1, (size_t)about.st_size, file);
    fclose(file);
    return bytes;
}

/* -- reading the folder ------------------------------------------------------------------------------ */

ONE_THREAD static bool read_setting(struct recorded *recorded, const char *areas)
{
    size_t length;
    char *bytes = recorded_file(recorded->folder, "setting.rec", &length);
    if (bytes == NULL)
        return false;
    struct bytes_reader reader = bytes_read(bytes, length);
    struct setting *setting = &recorded->setting;
    bool sound = recording_setting_read(&reader, setting, &recorded->options);
    memory_free(bytes);
    unsigned mistakes = 0;
    setting->rules = sound ? rules_load(recorded->options.game_tables, stderr, &mistakes) : NULL;
    if (setting->rules == NULL)
        return false;
    setting->world = world_load(areas != NULL ? areas : recorded->options.game_areas, setting->rules, NULL, stderr, &mistakes);
    if (setting->world == NULL)
        return false;
    setting->book = book_load(recorded->options.game_texts, stderr, &mistakes);
    setting_number(setting);
    recorded->zones = memory_get((setting->zones + 1) * sizeof *recorded->zones);
    return true;
}

ONE_THREAD static bool read_starts(struct recorded *recorded)
{
    size_t length;
    char *bytes = recorded_file(recorded->folder, "starts.rec", &length);
    if (bytes == NULL)
        return false;
    struct bytes_reader reader = bytes_read(bytes, length);
    while (bytes_left(&reader) > 0 && !reader.failed) {
        uint32_t number = take_u32(&reader);
        struct text *state = take_text(&reader, length);
        bool fits = state != NULL && number >= 1 && number <= recorded->setting.zones && recorded->zones[number] == NULL;
        if (fits) {
            struct bytes_reader inner = bytes_read(text_bytes(state), text_length(state));
            recorded->zones[number] = zone_new(&recorded->setting, (zone_id){number});
            fits = zone_decode(recorded->zones[number], &inner);
        }
        text_unref(&state);
        reader.failed = reader.failed || !fits;
    }
    bool whole = !reader.failed && bytes_left(&reader) == 0;
    memory_free(bytes);
    return whole;
}

static void entry_add(struct recorded *recorded, struct entry entry)
{
    if (recorded->count == recorded->room) {
        recorded->room = recorded->room == 0 ? 1024 : recorded->room * 2;
        recorded->entries = memory_resize(recorded->entries, recorded->room * sizeof entry);
    }
    recorded->entries[recorded->count++] = entry;
}

/* The last entry of a file may be cut off where the server was killed: what stands before counts. */
static bool read_worker(struct recorded *recorded, unsigned worker)
{
    char name[32];
    size_t length;
    snprintf(name, sizeof name, "worker-%u.rec", worker);
    char *bytes = recorded_file(recorded->folder, name, &length);
    if (bytes == NULL)
        return false;
    struct bytes_reader reader = bytes_read(bytes, length);
    while (bytes_left(&reader) > 0) {
        uint32_t size = take_u32(&reader);
        const uint8_t *start = take_bytes(&reader, size);
        if (start == NULL)
            break;
        struct bytes_reader inner = bytes_read(start, size);
        struct entry entry = { .worker = worker, .zone = take_u32(&inner), .number = take_u64(&inner), .now = take_i64(&inner) };
        entry.bytes = start + inner.at;
        entry.length = bytes_left(&inner);
        if (!inner.failed && entry.zone >= 1 && entry.zone <= recorded->setting.zones)
            entry_add(recorded, entry);
    }
    recorded->files[worker] = bytes;    /* the entries point into it */
    return true;
}

bool recorded_open(struct recorded *recorded, const char *folder, const char *areas)
{
    recorded->folder = folder;
    if (!read_setting(recorded, areas) || !read_starts(recorded)) {
        fprintf(stderr, "replay: %s: not a recording, or of another world\n", folder);
        return false;
    }
    while (recorded->workers < ROUTE_WORKERS_MAX && read_worker(recorded, recorded->workers))
        recorded->workers++;
    return true;
}

ONE_THREAD static void zones_free(struct recorded *recorded)
{
    for (uint32_t number = 1; recorded->zones != NULL && number <= recorded->setting.zones; number++)
        zone_free(&recorded->zones[number]);
    for (size_t at = 0; at < recorded->slot_count; at++)
        slot_free(&recorded->slots[at]);
    recorded->slot_count = 0;
}

bool recorded_begin_again(struct recorded *recorded)
{
    zones_free(recorded);
    return read_starts(recorded);
}

/* Slots that dialogues still held when the recording ended are freed here: in a server they are net's. */
void recorded_free(struct recorded *recorded)
{
    zones_free(recorded);
    for (unsigned worker = 0; worker < ROUTE_WORKERS_MAX; worker++)
        memory_free(recorded->files[worker]);
    struct world *world = (struct world *)(uintptr_t)recorded->setting.world;
    struct book *book = (struct book *)(uintptr_t)recorded->setting.book;
    struct rules *rules = (struct rules *)(uintptr_t)recorded->setting.rules;
    if (world != NULL)
        world_free(&world);
    if (book != NULL)
        book_free(&book);
    rules_free(&rules);
    memory_free(recorded->zones);
    memory_free(recorded->slots);
    memory_free(recorded->entries);
}

/* -- order ------------------------------------------------------------------------------------------- */

static int entry_compare(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    if (a->zone != b->zone)
        return a->zone < b->zone ? -1 : 1;
    return a->number < b->number ? -1 : a->number > b->number;
}

void recorded_sort_by_zone(struct recorded *recorded)
{
    qsort(recorded->entries, recorded->count, sizeof *recorded->entries, entry_compare);
}

/* The files are merged: of those whose first entry is the next one of its zone, the one with the lowest T goes first.  If none
 * is, something is missing: then the lowest T decides. */
void recorded_sort_by_time(struct recorded *recorded)
{
    struct entry *sorted = memory_get((recorded->count + 1) * sizeof *sorted);
    uint64_t *next = memory_get((recorded->setting.zones + 1) * sizeof *next);
    size_t head[ROUTE_WORKERS_MAX + 1] = {0}, end[ROUTE_WORKERS_MAX + 1] = {0};
    for (uint32_t zone = 1; zone <= recorded->setting.zones; zone++)
        next[zone] = recorded->zones[zone] == NULL ? 0 : recorded->zones[zone]->inputs;
    for (size_t at = 0; at < recorded->count; at++) {
        unsigned worker = recorded->entries[at].worker;
        if (end[worker] == 0)
            head[worker] = at;
        end[worker] = at + 1;
    }
    for (size_t done = 0; done < recorded->count; done++) {
        const struct entry *best = NULL;
        bool best_fits = false;
        for (unsigned worker = 0; worker < recorded->workers; worker++) {
            if (head[worker] == end[worker])
                continue;
            const struct entry *entry = &recorded->entries[head[worker]];
            bool fits = entry->number == next[entry->zone];
            if (best == NULL || (fits && !best_fits) || (fits == best_fits && entry->now < best->now)) {
                best = entry;
                best_fits = fits;
            }
        }
        head[best->worker]++;
        next[best->zone] = best->number + 1;
        sorted[done] = *best;
    }
    memory_free(next);
    memory_free(recorded->entries);
    recorded->entries = sorted;
    recorded->room = recorded->count + 1;
}

/* -- one input --------------------------------------------------------------------------------------- */

static void slot_keep(struct recorded *recorded, struct slot *slot)
{
    if (slot == NULL)
        return;
    recorded->slots = memory_resize(recorded->slots, (recorded->slot_count + 1) * sizeof slot);
    recorded->slots[recorded->slot_count++] = slot;
}

static void slot_drop(struct recorded *recorded, struct slot *slot)
{
    for (size_t at = 0; at < recorded->slot_count; at++)
        if (recorded->slots[at] == slot) {
            recorded->slots[at] = recorded->slots[--recorded->slot_count];
            slot_free(&slot);
            return;
        }
}

struct slot *recorded_slot(const struct message *message)
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
    case MSG_BOX_ASK:  return message->box_ask.slot;
    case MSG_BOX_ANSWER: return message->box_answer.slot;
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

bool recorded_input(struct recorded *recorded, const struct entry *entry, struct input *input, struct bytes_reader *reader)
{
    *reader = bytes_read(entry->bytes, entry->length);
    *input = (struct input){ .now = entry->now };
    if (entry->now < recorded->zones[entry->zone]->now)
        return false;                   /* time does not go back */
    input->message = message_decode(reader);
    if (input->message == NULL)
        return false;
    struct slot *slot = recorded_slot(input->message);
    slot_keep(recorded, slot);
    bool is_command = input->message->type == MSG_COMMAND;
    if (!lookup_decode(&input->lookup, reader) || (is_command && slot == NULL)) {
        message_free(&input->message);
        return false;
    }
    if (is_command)
        input->message = command_embed(input->message);
    return true;
}

void recorded_emissions_free(struct recorded *recorded, struct message_list *emissions)
{
    struct message *message;
    while ((message = message_list_take(emissions)) != NULL) {
        struct slot *slot = recorded_slot(message);
        bool embedded = message->embedded;
        if (!embedded)
            message_free(&message);
        if (slot != NULL)
            slot_drop(recorded, slot);
    }
}
