/* zones/version.c -- see version.h.  Entered by any thread: nothing here has state. */
#include "zones/version.h"

#include "core/memory.h"
#include "zones/world/calendar.h"
#include "zones/world/holdings.h"
#include "zones/world/item_head.h"
#include "zones/zone.h"

#include <stdlib.h>
#include <string.h>

enum { VERSION_VERSION = 1, VERSION_BYTES_MOST = 1 << 24 };

void version_record_name(char name[KEY_SIZE], const char *character, unsigned slot)
{
    char folded[NAME_SIZE];
    name_fold(folded, character);
    snprintf(name, KEY_SIZE, "was:%s:%u", folded, slot);
}

struct text *version_record_names(const char *character)
{
    char name[KEY_SIZE];
    struct bytes_writer writer = {0};
    for (unsigned slot = 0; slot < VERSIONS_MOST; slot++) {
        version_record_name(name, character, slot);
        put_bytes(&writer, name, strlen(name) + 1);
    }
    struct text *names = bytes_text(&writer);
    bytes_free(&writer);
    return names;
}

void version_put(struct bytes_writer *writer, const struct parcel *parcel)
{
    put_u8(writer, VERSION_VERSION);
    put_u32(writer, parcel->kept);
    put_i64(writer, parcel->kept_at);
    for (unsigned part = 0; part < PARCEL_PARTS; part++) {
        put_u32(writer, parcel->length[part]);
        put_bytes(writer, parcel->part[part], parcel->length[part]);
    }
}

bool version_take(struct bytes_reader *reader, struct version *version)
{
    uint8_t format = take_u8(reader);
    version->number = take_u32(reader);
    version->when = take_i64(reader);
    for (unsigned part = 0; part < PARCEL_PARTS; part++) {
        version->length[part] = take_u32(reader);
        version->part[part] = take_bytes(reader, version->length[part]);
    }
    if (format != VERSION_VERSION || version->number == 0 || version->when < 0 || bytes_left(reader) > 0)
        reader->failed = true;
    return !reader->failed;
}

/* -- in words ---------------------------------------------------------------------------------------- */

static unsigned things_count(struct bytes_reader *reader, unsigned depth)
{
    struct item_head head;
    uint32_t count = item_list_take(reader, depth);
    unsigned things = 0;
    for (uint32_t at = 0; at < count && item_head_take(reader, &head); at++)
        things += 1 + things_count(reader, depth + 1);
    return things;
}

struct summary {
    uint32_t number, level;
    int64_t  when, coins;
    unsigned things;
    char     name[NAME_SIZE];
};

static bool summary_take(const struct text *content, struct summary *summary)
{
    char account[NAME_SIZE];
    struct version version;
    struct holdings_head head;
    struct bytes_reader reader = bytes_read(text_bytes(content), text_length(content));
    if (!version_take(&reader, &version))
        return false;
    summary->number = version.number;
    summary->when = version.when;
    struct bytes_reader body = bytes_read(version.part[PART_BODY], version.length[PART_BODY]);
    take_u8(&body);
    take_entity(&body);
    take_string(&body, summary->name, sizeof summary->name);
    take_string(&body, account, sizeof account);
    summary->level = take_u32(&body);
    struct bytes_reader holdings = bytes_read(version.part[PART_HOLDINGS], version.length[PART_HOLDINGS]);
    holdings_head_take(&holdings, &head);
    summary->coins = head.coins[PURSE_CARRIED] + head.coins[PURSE_BANK];
    summary->things = things_count(&holdings, 0);
    return !body.failed && !holdings.failed;
}

static void summary_say(struct bytes_writer *writer, const struct summary *summary)
{
    char coins[COINS_SIZE], line[200];
    struct date date = calendar_date(world_hour(summary->when));
    int length = snprintf(line, sizeof line, "Version %u of %s: year %lld, %s %u, %s. Level %u, %s, %u %s.\n", summary->number,
                          summary->name, (long long)date.year, month_names[date.month - 1], date.day, hour_words[date.hour],
                          summary->level, coins_words(summary->coins, coins), summary->things,
                          summary->things == 1 ? "thing" : "things");
    put_bytes(writer, line, (size_t)length);
}

static int summary_order(const void *left, const void *right)
{
    uint32_t a = ((const struct summary *)left)->number, b = ((const struct summary *)right)->number;
    return (a > b) - (a < b);
}

struct text *versions_words(struct bytes_reader *loaded)
{
    struct summary found[VERSIONS_MOST];
    unsigned count = 0, damaged = 0;
    for (unsigned slot = 0; slot < VERSIONS_MOST && !loaded->failed; slot++) {
        struct text *content = take_u8(loaded) == 1 ? take_text(loaded, VERSION_BYTES_MOST) : NULL;
        if (content != NULL && summary_take(content, &found[count]))
            count++;
        else if (content != NULL)
            damaged++;
        text_unref(&content);
    }
    if (count == 0 && damaged == 0)
        return NULL;
    qsort(found, count, sizeof found[0], summary_order);
    struct bytes_writer writer = {0};
    for (unsigned at = 0; at < count; at++)
        summary_say(&writer, &found[at]);
    if (damaged > 0) {
        static const char words[] = "Of some more versions what is written down cannot be read.\n";
        put_bytes(&writer, words, strlen(words));
    }
    struct text *text = bytes_text(&writer);
    bytes_free(&writer);
    return text;
}
