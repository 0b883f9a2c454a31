/* zones/world/purse.c -- see purse.h.  Entered by the zone's worker, books_restore() by main before it runs.
 *
 * A record of books is u8 version 2, u64 things used up, u16 count, then per flow: its word, u8 1 in or 0 out, u64 coins;
 * then the same for experience, from its count on, which version 1 has not. */
#include "zones/world/purse.h"

#include "zones/world/land.h"

#include <string.h>

enum { BOOKS_VERSION = BOOKS_WITH_EXPERIENCE, FLOW_WORD_SIZE = 32 };
enum { OUT, IN };

struct flow_row {
    const char *word;
    uint8_t     way;
};
static const struct flow_row flows[FLOW_KINDS] = {
#define FLOW(member, word, way) [FLOW_##member] = { word, way },
    PURSE_FLOWS(FLOW)
#undef FLOW
};
static const struct flow_row experience_flows[EXPERIENCE_FLOW_KINDS] = {
#define FLOW(member, word, way) [EXPERIENCE_##member] = { word, way },
    EXPERIENCE_FLOWS(FLOW)
#undef FLOW
};

void books_touch(struct zone *zone)
{
    holder_touch(zone, &zone->books_holder, 1);
}

/* -- purses ------------------------------------------------------------------------------------------ */

int64_t purse_room(const struct character *who, enum purse purse)
{
    int64_t most = who->zone->setting->options->purse_coins_max, has = who->player->coins[purse];
    return has < most ? most - has : 0;     /* the option may have been higher once */
}

ZONE_THREAD static void purse_change(struct character *who, enum purse purse, int64_t coins)
{
    character_touch(who, PART_HOLDINGS);
    who->player->coins[purse] += coins;
    assert(who->player->coins[purse] >= 0);
    assert(who->player->coins[purse] <= PURSE_MOST);
}

bool purse_move(struct character *from, enum purse from_purse, struct character *to, enum purse to_purse, int64_t coins)
{
    assert(coins >= 0);
    assert(from->zone == to->zone);         /* over a border only a parcel carries coins */
    if (from->player->coins[from_purse] < coins || purse_room(to, to_purse) < coins)
        return false;
    purse_change(from, from_purse, -coins);
    purse_change(to, to_purse, coins);
    return true;
}

bool purse_flow(struct character *who, enum flow flow, int64_t coins)
{
    assert(coins >= 0);
    bool fits = flows[flow].way == IN ? purse_room(who, PURSE_CARRIED) >= coins : who->player->coins[PURSE_CARRIED] >= coins;
    struct books books = who->zone->books;
    if (!fits || !books_count(&books, flow, coins))
        return false;
    books_touch(who->zone);
    who->zone->books = books;
    purse_change(who, PURSE_CARRIED, flows[flow].way == IN ? coins : -coins);
    return true;
}

void purse_welcome(struct character *who)
{
    if (!who->player->newcomer)
        return;
    character_touch(who, PART_HOLDINGS);
    who->player->newcomer = false;
    int64_t coins = who->zone->setting->options->newcomer_coins;
    if (coins > 0)
        purse_flow(who, FLOW_NEWCOMER, coins);  /* or not, should the books be full for ever */
}

const char *coins_words(int64_t coins, char words[COINS_SIZE])
{
    snprintf(words, COINS_SIZE, "%lld %s", (long long)coins, coins == 1 ? "coin" : "coins");
    return words;
}

/* -- books ------------------------------------------------------------------------------------------- */

static bool line_count(int64_t *line, int64_t amount)
{
    assert(amount >= 0);
    if (BOOKS_MOST - *line < amount)
        return false;
    *line += amount;
    return true;
}

bool books_count(struct books *books, enum flow flow, int64_t coins)
{
    return line_count(&books->flows[flow], coins);
}

bool books_count_experience(struct books *books, enum experience_flow flow, int64_t points)
{
    return line_count(&books->experience[flow], points);
}

bool experience_flow_is_in(enum experience_flow flow)
{
    return experience_flows[flow].way == IN;
}

void books_use_up(struct zone *zone, unsigned things)
{
    if (things == 0)
        return;
    books_touch(zone);
    zone->books.things_used += things;
}

void books_record_name(char name[KEY_SIZE], const struct zone *zone)
{
    snprintf(name, KEY_SIZE, "books:%s", zone->key);
}

static void flows_put(struct bytes_writer *writer, const struct flow_row *rows, const int64_t *lines, unsigned count)
{
    put_u16(writer, (uint16_t)count);
    for (unsigned at = 0; at < count; at++) {
        put_string(writer, rows[at].word);
        put_u8(writer, rows[at].way);
        put_i64(writer, lines[at]);
    }
}

void books_put(struct bytes_writer *writer, const struct books *books)
{
    put_u8(writer, BOOKS_VERSION);
    put_i64(writer, books->things_used);
    flows_put(writer, flows, books->flows, FLOW_KINDS);
    flows_put(writer, experience_flows, books->experience, EXPERIENCE_FLOW_KINDS);
}

/* By its word: a record may be older than some rows of the table. */
static void flow_take(struct bytes_reader *reader, const struct flow_row *rows, int64_t *lines, unsigned count)
{
    char word[FLOW_WORD_SIZE];
    take_string(reader, word, sizeof word);
    uint8_t way = take_u8(reader);
    int64_t amount = take_i64(reader);
    unsigned flow = 0;
    while (flow < count && strcmp(rows[flow].word, word) != 0)
        flow++;
    if (flow == count || rows[flow].way != way || lines[flow] != 0 || amount < 0 || amount > BOOKS_MOST)
        reader->failed = true;
    else
        lines[flow] = amount;
}

static void flows_take(struct bytes_reader *reader, const struct flow_row *rows, int64_t *lines, unsigned count)
{
    uint16_t recorded = take_u16(reader);
    for (uint16_t at = 0; at < recorded && !reader->failed; at++)
        flow_take(reader, rows, lines, count);
}

bool books_take(struct bytes_reader *reader, struct books *books)
{
    *books = (struct books){0};
    uint8_t version = take_u8(reader);
    books->things_used = take_i64(reader);
    if (version < 1 || version > BOOKS_VERSION || books->things_used < 0)
        reader->failed = true;
    flows_take(reader, flows, books->flows, FLOW_KINDS);
    if (version >= BOOKS_WITH_EXPERIENCE)
        flows_take(reader, experience_flows, books->experience, EXPERIENCE_FLOW_KINDS);
    return !reader->failed;
}

bool books_restore(struct zone *zone, const struct text *content)
{
    struct bytes_reader reader = bytes_read(text_bytes(content), text_length(content));
    bool sound = books_take(&reader, &zone->books) && bytes_left(&reader) == 0;
    if (zone->books.things_used < 0)
        zone->books.things_used = 0;
    return sound;
}

ZONE_THREAD static void books_write(struct zone *zone, struct holder *holder)
{
    char name[KEY_SIZE];
    struct bytes_writer writer = {0};
    (void)holder;
    books_record_name(name, zone);
    books_put(&writer, &zone->books);
    zone_record(zone, name, 0, bytes_text(&writer));
    bytes_free(&writer);
}

const struct holder_kind books_holder = { .name = "books", .write = books_write };
