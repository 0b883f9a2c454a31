/* zones/lookup.c -- the directory and the route, asked on behalf of a command.  Entered by workers, outside
 * zone_apply. */
#include "zones/lookup.h"

#include "core/figures.h"
#include "core/markup.h"
#include "core/memory.h"
#include "core/metric.h"
#include "zones/who.h"

#include <string.h>

enum { LISTED_MOST = 1 << 20, TEXT_MOST = 1 << 22 };

static void first_word(const char *line, char *word, size_t size)
{
    size_t length = strcspn(line, " ");
    snprintf(word, size, "%.*s", (int)(length < size ? length : size - 1), line);
}

static void last_word(const char *line, char *word, size_t size)
{
    size_t length = strlen(line), start;
    while (length > 0 && line[length - 1] == ' ')
        length--;
    for (start = length; start > 0 && line[start - 1] != ' ';)
        start--;
    snprintf(word, size, "%.*s", (int)(length - start), line + start);
}

/* who: the one who asks. */
static void lookup_player(struct lookup *lookup, entity_id who, const char *name, struct directory *directory)
{
    struct sighting speaker;
    lookup->found = name[0] != '\0' && (directory_find(directory, name, &lookup->sighting)
                                        || directory_find_prefix(directory, name, &lookup->sighting));
    lookup->ignored = lookup->found && directory_find_who(directory, who, &speaker)
                   && directory_ignores(directory, lookup->sighting.name, speaker.name);
}

static struct text *everybody_text(struct directory *directory, const char *wanted)
{
    unsigned room = directory_count(directory) + 16;
    struct sighting *list = memory_room(room * sizeof *list);
    struct text *text = who_text(list, directory_list(directory, list, room), wanted);
    memory_free(list);
    return text;
}

/* One who has left already, or comes just now, may be told in both of two zones, or in neither: it is a moment's answer. */
static struct text *area_text(const struct setting *setting, zone_id zone, struct directory *directory)
{
    const struct area *area = world_area(setting->world, zone);
    if (area == NULL || area->grid == NULL)
        return NULL;
    struct bytes_writer writer = {0};
    unsigned room = directory_count(directory) + 16;
    struct sighting *list = memory_room(room * sizeof *list);
    unsigned count = directory_list(directory, list, room);
    for (unsigned at = 0; at < count; at++) {
        const struct area *other = world_area(setting->world, list[at].zone);
        if (other == NULL || other == area || other->grid != area->grid)
            continue;
        put_printf(&writer, "%s, further off.\n", list[at].name);
    }
    struct text *text = bytes_text(&writer);
    bytes_free(&writer);
    memory_free(list);
    return text;
}

static void lookup_hearers(struct lookup *lookup, const struct msg_channel_ask *ask, struct directory *directory)
{
    unsigned room = directory_count(directory) + 16;
    lookup->hearers = memory_room(room * sizeof *lookup->hearers);
    lookup->hearer_count = directory_hearers(directory, ask->channel, ask->name, lookup->hearers, room);
}

static void put_words(struct bytes_writer *writer, struct text *words)
{
    put_bytes(writer, text_bytes(words), text_length(words));
    text_unref(&words);
}

/* The lines that `kallisti ctl zones` has. */
static struct text *zones_text(const struct setting *setting, struct route *route, const struct load *load)
{
    struct bytes_writer writer = {0};
    for (uint32_t number = 1; number <= setting->zones; number++) {
        struct zone_figures zone = { .worker = route_worker(route, (zone_id){number}) };
        if (load != NULL)
            zone_figures(route, load, number, &zone);
        zone_words(setting, (zone_id){number}, zone.name, sizeof zone.name);
        put_words(&writer, zone_figures_words(number, &zone));
        put_u8(&writer, '\n');
    }
    struct text *text = bytes_text(&writer);
    bytes_free(&writer);
    return text;
}

/* Its name as logs have it, or, read aloud, as words. */
static void put_metric(struct bytes_writer *writer, unsigned id)
{
    unsigned long long total = (unsigned long long)metric_total(id);
    char words[64];
    snprintf(words, sizeof words, "%s", metric_name(id));
    for (char *at = words; (at = strchr(at, '_')) != NULL;)
        *at = ' ';
    put_printf(writer, M_ART "%s: %llu\n" M_ART_END M_SPOKEN "%s: %llu\n" M_SPOKEN_END, metric_name(id), total, words, total);
}

static struct text *threads_text(struct route *route)
{
    struct bytes_writer writer = {0};
    put_words(&writer, figures_threads(route));
    for (unsigned id = 0; id < METRICS; id++) {
        put_metric(&writer, id);
    }
    struct text *text = bytes_text(&writer);
    bytes_free(&writer);
    return text;
}

void lookup_fill(struct lookup *lookup, enum lookup_kind kind, const struct message *message, const struct setting *setting,
                 struct directory *directory, struct route *route, const struct load *load)
{
    char word[NAME_SIZE];
    *lookup = (struct lookup){ .kind = (uint8_t)kind };
    switch (kind) {
    case LOOKUP_NOTHING:
        break;
    case LOOKUP_PLAYER:
        first_word(message->command.slot->line, word, sizeof word);
        lookup_player(lookup, message->about, word, directory);
        break;
    case LOOKUP_TARGET:
        last_word(message->command.slot->line, word, sizeof word);
        lookup_player(lookup, message->about, word, directory);
        break;
    case LOOKUP_REPLY:
        lookup_player(lookup, message->about, message->command.slot->reply_to, directory);
        break;
    case LOOKUP_WHO:
        first_word(message->command.slot->line, word, sizeof word);
        lookup->text = everybody_text(directory, word);
        break;
    case LOOKUP_SESSIONS:
        lookup_hearers(lookup, &message->channel_ask, directory);
        break;
    case LOOKUP_ZONES:
        lookup->text = zones_text(setting, route, load);
        break;
    case LOOKUP_AREA:
        lookup->text = area_text(setting, message->to, directory);
        break;
    case LOOKUP_THREADS:
        lookup->text = threads_text(route);
        break;
    }
}

void lookup_encode(const struct lookup *lookup, struct bytes_writer *writer)
{
    put_u8(writer, lookup->kind);
    put_u8(writer, lookup->found);
    if (lookup->found) {
        put_string(writer, lookup->sighting.name);
        put_string(writer, lookup->sighting.account);
        put_entity(writer, lookup->sighting.who);
        put_u64(writer, lookup->sighting.session.number);
        put_u32(writer, lookup->sighting.zone.number);
        put_u32(writer, lookup->sighting.generation);
        put_u32(writer, lookup->sighting.level);
        put_u32(writer, lookup->sighting.flags);
        put_u32(writer, lookup->sighting.deaf);
        put_u8(writer, lookup->ignored);
    }
    put_text(writer, lookup->text);
    put_u32(writer, lookup->hearer_count);
    for (unsigned at = 0; at < lookup->hearer_count; at++) {
        put_u64(writer, lookup->hearers[at].session.number);
        put_u8(writer, lookup->hearers[at].keeper);
    }
}

bool lookup_decode(struct lookup *lookup, struct bytes_reader *reader)
{
    *lookup = (struct lookup){ .kind = take_u8(reader) };
    lookup->found = take_u8(reader) != 0;
    if (lookup->found) {
        take_string(reader, lookup->sighting.name, NAME_SIZE);
        take_string(reader, lookup->sighting.account, NAME_SIZE);
        lookup->sighting.who = take_entity(reader);
        lookup->sighting.session.number = take_u64(reader);
        lookup->sighting.zone.number = take_u32(reader);
        lookup->sighting.generation = take_u32(reader);
        lookup->sighting.level = take_u32(reader);
        lookup->sighting.flags = take_u32(reader);
        lookup->sighting.deaf = take_u32(reader);
        lookup->ignored = take_u8(reader) != 0;
    }
    lookup->text = take_text(reader, TEXT_MOST);
    uint32_t count = take_u32(reader);
    if (reader->failed || count > LISTED_MOST || (size_t)count * 9 > bytes_left(reader))
        return false;
    lookup->hearers = memory_get((count + 1) * sizeof *lookup->hearers);
    for (; lookup->hearer_count < count; lookup->hearer_count++) {
        lookup->hearers[lookup->hearer_count].session.number = take_u64(reader);
        lookup->hearers[lookup->hearer_count].keeper = take_u8(reader) != 0;
    }
    return !reader->failed;
}
