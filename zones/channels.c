/* zones/channels.c -- channels: one order for what many say (see channels.h).
 *
 * Entered by the worker that runs the zone.  Who may speak has been settled by the speaker's zone, who listens
 * by the look-up; the shape of a line is the book's. */
#include "zones/channels.h"

#include "core/markup.h"
#include "core/memory.h"
#include "zones/who.h"
#include "zones/zone.h"

#include <string.h>

enum { LINE_BYTES_MOST = 8192 };

struct spoken {
    char         name[NAME_SIZE];  /* of the speaker */
    struct text *line;             /* as everybody read it, with its "\n"; one reference */
};

struct channel {
    const struct channel_proto *proto;
    uint64_t       last;           /* the number of the latest line; 0: none yet */
    unsigned       count;          /* lines kept: the latest ones */
    struct spoken *kept;           /* text.history_lines of them; line n is at (n - 1) % that many */
};

struct channels {
    unsigned        count;
    struct channel *list;          /* those of this zone, in the order of the book */
};

static unsigned history_lines(const struct zone *zone)
{
    return (unsigned)zone->setting->options->text_history_lines;
}

static struct channel *channel_find(const struct zone *zone, uint32_t number)
{
    const struct channels *channels = zone->state;
    for (unsigned at = 0; at < channels->count; at++)
        if (channels->list[at].proto->number == number)
            return &channels->list[at];
    return NULL;
}

static struct spoken *channel_line(const struct zone *zone, const struct channel *channel, uint64_t number)
{
    return &channel->kept[(number - 1) % history_lines(zone)];
}

/* line: a reference, taken over. */
static void channel_keep(const struct zone *zone, struct channel *channel, const char *name, struct text *line)
{
    if (history_lines(zone) == 0) {
        text_unref(&line);
        return;
    }
    struct spoken *spoken = channel_line(zone, channel, channel->last);
    text_unref(&spoken->line);
    snprintf(spoken->name, sizeof spoken->name, "%s", name);
    spoken->line = line;
    if (channel->count < history_lines(zone))
        channel->count++;
}

static struct text *channel_words(const struct channel_proto *proto, const char *name, const char *words)
{
    const char *values[BLANKS] = { [BLANK_NAME] = name, [BLANK_TEXT] = words };
    struct text *filled = book_fill(proto->line, values);
    struct text *line = text_printf("%s%s" M_PLAIN "\n", channel_marks[proto->colour], text_bytes(filled));
    text_unref(&filled);
    return line;
}

/* -- what is asked ----------------------------------------------------------------------------------- */

/* He reads his line as the answer to his command; `zone` of it stays empty: he may have been moved since. */
ZONE_THREAD static void answer(struct zone *zone, const struct msg_channel_ask *ask)
{
    if (ask->slot != NULL)
        zone_answer_end(zone, NULL, NEXT_COMMAND, NO_ZONE, ask->speaker);
}

ZONE_THREAD static void asked_speak(struct zone *zone, struct channel *channel, const struct msg_channel_ask *ask,
                                    const struct lookup *lookup)
{
    const char *words = ask->words == NULL ? "" : text_bytes(ask->words);
    char whose[NAME_WITH_ACCOUNT];
    struct text *line = channel_words(channel->proto, ask->name, words);
    struct text *for_keepers = channel_words(channel->proto, name_with_account(ask->name, ask->account, whose), words);
    session_id speaker = ask->slot == NULL ? NO_SESSION : ask->slot->session;
    channel->last++;
    for (unsigned keepers = 0; keepers < 2; keepers++)     /* what many hear in a row is one message */
        for (unsigned at = 0; at < lookup->hearer_count; at++)
            if (!session_same(lookup->hearers[at].session, speaker) && lookup->hearers[at].keeper == (keepers != 0))
                zone_tell(zone, lookup->hearers[at].session, keepers != 0 ? for_keepers : line, NULL);
    text_unref(&for_keepers);
    if (ask->slot != NULL && ask->quiet)
        zone_say(zone, "Ok.\n");
    else if (ask->slot != NULL)
        zone_say_bytes(zone, text_bytes(line), text_length(line));
    channel_keep(zone, channel, ask->name, line);
}

ZONE_THREAD static void asked_review(struct zone *zone, struct channel *channel, const struct msg_channel_ask *ask,
                                     const struct lookup *lookup)
{
    (void)lookup;
    unsigned count = ask->count < channel->count ? ask->count : channel->count, shown = 0;
    char folded[NAME_SIZE];
    if (ask->slot == NULL)
        return;
    for (uint64_t number = channel->last - count + 1; number <= channel->last; number++) {
        const struct spoken *spoken = channel_line(zone, channel, number);
        name_fold(folded, spoken->name);
        if (text_has_line(ask->words, folded))
            continue;
        zone_say(zone, "%llu: %s", (unsigned long long)number, text_bytes(spoken->line));
        shown++;
    }
    if (shown == 0)
        zone_say(zone, "Nothing has been said on %s lately.\n", channel->proto->name);
}

ZONE_THREAD static void channels_asked(struct zone *zone, const struct msg_channel_ask *ask, const struct lookup *lookup)
{
    static void (*const asked[])(struct zone *zone, struct channel *channel, const struct msg_channel_ask *ask,
                                 const struct lookup *lookup) = {
        [CHANNEL_SPEAK] = asked_speak, [CHANNEL_REVIEW] = asked_review,
    };
    struct channel *channel = channel_find(zone, ask->channel);
    if (ask->slot != NULL)
        zone_answer_begin(zone, ask->slot);
    if (channel != NULL && ask->request < sizeof asked / sizeof asked[0] && asked[ask->request] != NULL)
        asked[ask->request](zone, channel, ask, lookup);
    answer(zone, ask);
}

ZONE_THREAD static void channels_apply(struct zone *zone, struct message *message, const struct lookup *lookup)
{
    if (message->type != MSG_CHANNEL_ASK) {
        zone_mail_lost(zone, message);
        return;
    }
    channels_asked(zone, &message->channel_ask, lookup);
    message_free(&message);
}

static enum lookup_kind channels_lookup(const struct zone *zone, const struct message *message)
{
    (void)zone;
    bool speaks = message->type == MSG_CHANNEL_ASK && message->channel_ask.request == CHANNEL_SPEAK
               && message->channel_ask.channel < CHANNELS_MOST;
    return speaks ? LOOKUP_SESSIONS : LOOKUP_NOTHING;
}

/* -- birth, end, bytes ------------------------------------------------------------------------------- */

static void channels_begin(struct zone *zone)
{
    const struct book *book = zone->setting->book;
    struct channels *channels = memory_get(sizeof *channels);
    channels->list = memory_get((CHANNELS_MOST + 1) * sizeof *channels->list);
    for (unsigned at = 0; book != NULL && at < book->channel_count; at++)
        if (zone_same(setting_channels(zone->setting, book->channels[at].name), zone->id)) {
            struct channel *channel = &channels->list[channels->count++];
            channel->proto = &book->channels[at];
            channel->kept = memory_get((history_lines(zone) + 1) * sizeof *channel->kept);
        }
    zone->state = channels;
}

static void channels_end(struct zone *zone)
{
    struct channels *channels = zone->state;
    for (unsigned at = 0; at < channels->count; at++) {
        struct channel *channel = &channels->list[at];
        for (unsigned line = 0; line < history_lines(zone); line++)
            text_unref(&channel->kept[line].line);
        memory_free(channel->kept);
    }
    memory_free(channels->list);
    memory_free(channels);
    zone->state = NULL;
}

static void channels_encode(const struct zone *zone, struct bytes_writer *writer)
{
    const struct channels *channels = zone->state;
    put_u32(writer, channels->count);
    for (unsigned at = 0; at < channels->count; at++) {
        const struct channel *channel = &channels->list[at];
        put_string(writer, channel->proto->name);
        put_u64(writer, channel->last);
        put_u32(writer, channel->count);
        for (uint64_t number = channel->last - channel->count + 1; number <= channel->last; number++) {
            const struct spoken *spoken = channel_line(zone, channel, number);
            put_string(writer, spoken->name);
            put_text(writer, spoken->line);
        }
    }
}

static bool channel_decode(struct zone *zone, struct bytes_reader *reader, struct channel *channel)
{
    char name[BOOK_NAME_SIZE];
    take_string(reader, name, sizeof name);
    uint64_t last = take_u64(reader);
    uint32_t count = take_u32(reader);
    if (reader->failed || strcmp(name, channel->proto->name) != 0 || count > history_lines(zone) || count > last)
        return false;
    channel->last = last - count;
    while (channel->last < last) {
        char speaker[NAME_SIZE];
        take_string(reader, speaker, sizeof speaker);
        struct text *line = take_text(reader, LINE_BYTES_MOST);
        if (line == NULL)
            return false;
        channel->last++;
        channel_keep(zone, channel, speaker, line);
    }
    return !reader->failed;
}

static bool channels_decode(struct zone *zone, struct bytes_reader *reader)
{
    struct channels *channels = zone->state;
    if (take_u32(reader) != channels->count)
        return false;
    for (unsigned at = 0; at < channels->count; at++)
        if (!channel_decode(zone, reader, &channels->list[at]))
            return false;
    return !reader->failed;
}

const struct zone_kind_table zone_channels = {
    .name = "channels",
    .begin = channels_begin,
    .end = channels_end,
    .apply = channels_apply,
    .lookup = channels_lookup,
    .encode = channels_encode,
    .decode = channels_decode,
};
