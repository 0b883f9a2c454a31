/* zones/restore.c -- see restore.h.  Entered by the thread that owns the restore. */
#include "zones/restore.h"

#include "core/memory.h"
#include "zones/sorted.h"
#include "zones/version.h"
#include "zones/world/holdings.h"
#include "zones/world/item_head.h"
#include "zones/world/newborn.h"
#include "zones/zone.h"

#include <stdlib.h>
#include <string.h>

enum { FLOW_WORD_SIZE = 32, PART_BYTES_MOST = 1 << 24 };

struct place_of_thing {
    entity_id   id;
    const char *record;                 /* the arena's */
};
struct things {
    struct place_of_thing *rows;
    unsigned count, room;
};

struct restore {
    struct arena   *arena;
    char            name[NAME_SIZE];    /* folded */
    uint32_t        number, newest;     /* the version wanted, and the last there is */
    struct text    *parts[PARCEL_PARTS];    /* as they are now; NULL: not there, or damaged */
    struct text    *version, *owner, *books;
    char            books_name[KEY_SIZE];
    bool            narrow;
    struct things   wanted;             /* narrow: those of the version */
    struct things   elsewhere;          /* all things but this character's; narrow: of those wanted */
    uint64_t        coins_elsewhere, coins_booked;  /* of all others; there should be in all.  They wrap round */
    uint64_t        experience_elsewhere, experience_booked;
    const char     *damaged;            /* a record that may hold anything */
    struct restored records[RESTORE_RECORDS_MOST];
    unsigned        count;
};

struct restore *restore_new(const char *character, uint32_t number)
{
    struct restore *restore = memory_get(sizeof *restore);
    restore->arena = arena_new();
    name_fold(restore->name, character);
    restore->number = number;
    snprintf(restore->books_name, sizeof restore->books_name, "%s", RESTORE_BOOKS);
    return restore;
}

void restore_free(struct restore **restore_at)
{
    struct restore *restore = *restore_at;
    for (unsigned part = 0; part < PARCEL_PARTS; part++)
        text_unref(&restore->parts[part]);
    text_unref(&restore->version);
    text_unref(&restore->owner);
    text_unref(&restore->books);
    for (unsigned at = 0; at < restore->count; at++)
        text_unref(&restore->records[at].content);
    memory_free(restore->elsewhere.rows);
    memory_free(restore->wanted.rows);
    arena_free(&restore->arena);
    memory_free(restore);
    *restore_at = NULL;
}

/* -- who has what ------------------------------------------------------------------------------------ */

static void thing_add(struct things *things, entity_id id, const char *record)
{
    if (things->count == things->room) {
        things->room = things->room == 0 ? 64 : 2 * things->room;
        things->rows = memory_resize(things->rows, things->room * sizeof *things->rows);
    }
    things->rows[things->count++] = (struct place_of_thing){ id, record };
}

static int thing_order(const void *left, const void *right)
{
    return entity_order(((const struct place_of_thing *)left)->id, ((const struct place_of_thing *)right)->id);
}

static void things_sort(struct things *things)
{
    if (things->count > 1)
        qsort(things->rows, things->count, sizeof *things->rows, thing_order);
}

static const struct place_of_thing *thing_find(const struct things *things, entity_id id)
{
    struct place_of_thing key = { .id = id };
    return things->count == 0 ? NULL : bsearch(&key, things->rows, things->count, sizeof key, thing_order);
}

/* wanted: the others are passed over; NULL: all are taken. */
static void things_take(struct things *things, const struct things *wanted, struct bytes_reader *reader, const char *record,
                        unsigned depth)
{
    struct item_head head;
    uint32_t count = item_list_take(reader, depth);
    for (uint32_t at = 0; at < count && item_head_take(reader, &head); at++) {
        if (wanted == NULL || thing_find(wanted, head.id) != NULL)
            thing_add(things, head.id, record);
        things_take(things, wanted, reader, record, depth + 1);
    }
}

static const struct things *things_wanted(const struct restore *restore)
{
    return restore->narrow ? &restore->wanted : NULL;
}

static bool holdings_read(struct restore *restore, struct bytes_reader *reader, const char *record)
{
    struct holdings_head head;
    if (holdings_head_take(reader, &head))
        things_take(&restore->elsewhere, things_wanted(restore), reader, record, 0);
    restore->coins_elsewhere += (uint64_t)(head.coins[PURSE_CARRIED] + head.coins[PURSE_BANK]);
    return !reader->failed && bytes_left(reader) == 0;
}

static bool floor_read(struct restore *restore, struct bytes_reader *reader, const char *record)
{
    uint32_t count = take_u32(reader);
    for (uint32_t at = 0; at < count && !reader->failed; at++) {
        take_i64(reader);               /* which container of the area it lies in */
        things_take(&restore->elsewhere, things_wanted(restore), reader, record, 0);
    }
    return !reader->failed && bytes_left(reader) == 0;
}

static bool body_read(struct restore *restore, struct bytes_reader *reader, const char *record)
{
    int64_t experience;
    (void)record;
    bool sound = body_experience(reader->bytes + reader->at, bytes_left(reader), &experience);
    restore->experience_elsewhere += (uint64_t)experience;
    return sound;
}

/* Which flows there are is not asked. */
static void flows_read(struct bytes_reader *reader, uint64_t *booked)
{
    char word[FLOW_WORD_SIZE];
    uint16_t count = take_u16(reader);
    for (uint16_t at = 0; at < count && !reader->failed; at++) {
        take_string(reader, word, sizeof word);
        bool in = take_u8(reader) != 0;
        int64_t amount = take_i64(reader);
        if (amount < 0 || amount > BOOKS_MOST)
            reader->failed = true;
        else
            *booked += in ? (uint64_t)amount : -(uint64_t)amount;
    }
}

static bool books_read(struct restore *restore, struct bytes_reader *reader, const char *record)
{
    (void)record;
    uint8_t version = take_u8(reader);
    take_i64(reader);                   /* things used up */
    flows_read(reader, &restore->coins_booked);
    if (version >= BOOKS_WITH_EXPERIENCE)
        flows_read(reader, &restore->experience_booked);
    return !reader->failed && bytes_left(reader) == 0;
}

/* -- records ----------------------------------------------------------------------------------------- */

static bool begins(const char *record, const char *word)
{
    return strncmp(record, word, strlen(word)) == 0;
}

static void others_add(struct restore *restore, const char *record, const struct text *content)
{
    static const struct {
        const char *word;
        bool (*read)(struct restore *restore, struct bytes_reader *reader, const char *record);
    } kinds[] = { { "holdings:", holdings_read }, { "floor:", floor_read }, { "books:", books_read },
                  { "body:", body_read } };
    unsigned kind = 0;
    while (kind < sizeof kinds / sizeof kinds[0] && !begins(record, kinds[kind].word))
        kind++;
    if (kind == sizeof kinds / sizeof kinds[0])
        return;
    const char *name = arena_string(restore->arena, record);
    struct bytes_reader reader = content == NULL ? bytes_read("", 0) : bytes_read(text_bytes(content), text_length(content));
    if (!kinds[kind].read(restore, &reader, name))
        restore->damaged = name;
}

static void version_add(struct restore *restore, struct text *content)
{
    struct version version;
    struct bytes_reader reader = content == NULL ? bytes_read("", 0) : bytes_read(text_bytes(content), text_length(content));
    if (!version_take(&reader, &version))
        return;
    if (version.number > restore->newest)
        restore->newest = version.number;
    if (version.number == restore->number && restore->version == NULL)
        restore->version = text_ref(content);
}

void restore_add(struct restore *restore, const char *record, struct text *content)
{
    char key[KEY_SIZE];
    for (unsigned part = 0; part < PARCEL_PARTS; part++) {
        parcel_record_name(key, part, restore->name);
        if (strcmp(key, record) == 0) {
            if (!restore->narrow)
                restore->parts[part] = text_ref(content);
            return;
        }
    }
    snprintf(key, sizeof key, "was:%s:", restore->name);
    if (begins(record, key)) {
        version_add(restore, content);
        return;
    }
    snprintf(key, sizeof key, "name:%s", restore->name);
    if (strcmp(key, record) == 0)
        restore->owner = text_ref(content);
    else if (restore->narrow && begins(record, "books:"))
        return;
    else
        others_add(restore, record, content);
    if (strcmp(RESTORE_BOOKS, record) == 0 && !restore->narrow)
        restore->books = text_ref(content);
}

/* -- the things of the version ----------------------------------------------------------------------- */

struct copying {
    struct bytes_reader reader;
    struct bytes_writer writer;
    const struct restore *restore;
    struct things       copied;
    FILE               *report;
};

static void left_out_tell(FILE *report, const char *name, const char *record)
{
    const char *whose = strchr(record, ':') + 1;
    if (begins(record, "holdings:"))
        fprintf(report, "Left out: %s, which %c%s has now.\n", name, *whose & ~0x20, whose + 1);
    else
        fprintf(report, "Left out: %s, which lies in room %s now.\n", name, whose);
}

/* Gives how many came to stand in the list that is just being written: with those that were in what is left out. */
static uint32_t things_copy(struct copying *copying, unsigned depth)
{
    struct item_head head;
    struct bytes_reader *reader = &copying->reader;
    uint32_t count = item_list_take(reader, depth), stand = 0;
    for (uint32_t at = 0; at < count; at++) {
        size_t start = reader->at;
        if (!item_head_take(reader, &head))
            return stand;
        const struct place_of_thing *now = thing_find(&copying->restore->elsewhere, head.id);
        if (now != NULL) {
            left_out_tell(copying->report, head.name, now->record);
            stand += things_copy(copying, depth + 1);
            continue;
        }
        thing_add(&copying->copied, head.id, NULL);
        put_bytes(&copying->writer, reader->bytes + start, reader->at - start);
        size_t contents = copying->writer.length;
        put_u32(&copying->writer, 0);
        put_u32_at(&copying->writer, contents, things_copy(copying, depth + 1));
        stand++;
    }
    return stand;
}

/* What the character has now and had not then: only its newest version will have it. */
static void put_away_tell(struct bytes_reader *reader, const struct things *copied, unsigned depth, FILE *report)
{
    struct item_head head;
    uint32_t count = item_list_take(reader, depth);
    for (uint32_t at = 0; at < count && item_head_take(reader, &head); at++) {
        if (thing_find(copied, head.id) == NULL)
            fprintf(report, "Put away: %s.\n", head.name);
        put_away_tell(reader, copied, depth + 1, report);
    }
}

/* -- while others play ------------------------------------------------------------------------------- */

static const char *refuses(const struct restore *restore)
{
    if (restore->owner == NULL)
        return "there is no such character";
    if (restore->version == NULL)
        return "there is no such version";
    return NULL;
}

static struct bytes_reader text_read(const struct text *text)
{
    return text == NULL ? bytes_read("", 0) : bytes_read(text_bytes(text), text_length(text));
}

static void wanted_take(struct restore *restore)
{
    struct version version;
    struct holdings_head head;
    struct bytes_reader reader = text_read(restore->version);
    if (!version_take(&reader, &version))
        return;                         /* it was read when it came in; a state may say anything */
    struct bytes_reader holdings = bytes_read(version.part[PART_HOLDINGS], version.length[PART_HOLDINGS]);
    if (holdings_head_take(&holdings, &head))
        things_take(&restore->wanted, NULL, &holdings, NULL, 0);
    things_sort(&restore->wanted);
}

void restore_books(struct restore *restore, struct text *books)
{
    text_unref(&restore->books);
    restore->books = text_ref(books);
}

bool restore_narrow(struct restore *restore, const char *books_name, struct text *books, char reason[200])
{
    struct holdings_head head;
    struct bytes_reader now = text_read(restore->parts[PART_HOLDINGS]);
    const char *wrong = refuses(restore);
    if (wrong == NULL && !holdings_head_take(&now, &head))
        wrong = "what there is now cannot be read, and that can only be mended while the server is stopped";
    snprintf(reason, 200, "%s", wrong == NULL ? "" : wrong);
    if (wrong != NULL)
        return false;
    restore->narrow = true;
    snprintf(restore->books_name, sizeof restore->books_name, "%s", books_name);
    restore->books = text_ref(books);
    wanted_take(restore);
    return true;
}

void restore_encode(const struct restore *restore, struct bytes_writer *writer)
{
    assert(restore->narrow && restore->count == 0);
    put_string(writer, restore->name);
    put_u32(writer, restore->number);
    put_u32(writer, restore->newest);
    for (unsigned part = 0; part < PARCEL_PARTS; part++)
        put_text(writer, restore->parts[part]);
    put_text(writer, restore->version);
    put_text(writer, restore->owner);
    put_text(writer, restore->books);
    put_string(writer, restore->books_name);
    put_string(writer, restore->damaged == NULL ? "" : restore->damaged);
    put_u32(writer, restore->elsewhere.count);
    for (unsigned at = 0; at < restore->elsewhere.count; at++) {
        put_entity(writer, restore->elsewhere.rows[at].id);
        put_string(writer, restore->elsewhere.rows[at].record);
    }
}

static void elsewhere_decode(struct restore *restore, struct bytes_reader *reader)
{
    char record[KEY_SIZE];
    uint32_t count = take_u32(reader);
    for (uint32_t at = 0; at < count && !reader->failed; at++) {
        entity_id id = take_entity(reader);
        take_string(reader, record, sizeof record);
        thing_add(&restore->elsewhere, id, arena_string(restore->arena, record));
    }
}

struct restore *restore_decode(struct bytes_reader *reader)
{
    char name[NAME_SIZE] = "", damaged[KEY_SIZE];
    take_string(reader, name, sizeof name);
    struct restore *restore = restore_new(name, take_u32(reader));
    restore->newest = take_u32(reader);
    for (unsigned part = 0; part < PARCEL_PARTS; part++)
        restore->parts[part] = take_text(reader, PART_BYTES_MOST);
    restore->version = take_text(reader, PART_BYTES_MOST);
    restore->owner = take_text(reader, PART_BYTES_MOST);
    restore->books = take_text(reader, PART_BYTES_MOST);
    take_string(reader, restore->books_name, sizeof restore->books_name);
    take_string(reader, damaged, sizeof damaged);
    restore->damaged = damaged[0] == '\0' ? NULL : arena_string(restore->arena, damaged);
    elsewhere_decode(restore, reader);
    restore->narrow = true;
    if (!reader->failed && (restore->version == NULL || restore->owner == NULL))
        reader->failed = true;
    if (reader->failed)
        restore_free(&restore);
    else
        wanted_take(restore);
    return restore;
}

/* -- what must be written ---------------------------------------------------------------------------- */

static void record_add(struct restore *restore, const char *name, struct text *content)
{
    assert(restore->count < RESTORE_RECORDS_MOST);
    struct restored *record = &restore->records[restore->count++];
    snprintf(record->name, sizeof record->name, "%s", name);
    record->content = content;
}

static void part_add(struct restore *restore, enum parcel_part part, const void *bytes, size_t length)
{
    char name[KEY_SIZE];
    parcel_record_name(name, part, restore->name);
    record_add(restore, name, text_new(bytes, length));
}

/* How the character is now, as its newest version; false when that does not read. */
static bool undo_add(struct restore *restore, uint32_t number, int64_t now, unsigned slots)
{
    char name[KEY_SIZE];
    struct bytes_writer writer = {0};
    struct parcel parcel = { .kept = number, .kept_at = now };
    for (unsigned part = 0; part < PARCEL_PARTS; part++) {
        if (restore->parts[part] == NULL)
            return false;
        parcel.part[part] = (const uint8_t *)text_bytes(restore->parts[part]);
        parcel.length[part] = (uint32_t)text_length(restore->parts[part]);
    }
    version_record_name(name, restore->name, slots == 0 ? 0 : number % slots);
    version_put(&writer, &parcel);
    record_add(restore, name, bytes_text(&writer));
    bytes_free(&writer);
    return true;
}

/* coins, experience: so much more than now, or less. */
static const char *books_add(struct restore *restore, int64_t coins, int64_t experience)
{
    struct books books = {0};
    struct bytes_writer writer = {0};
    if (restore->books != NULL) {
        struct bytes_reader reader = bytes_read(text_bytes(restore->books), text_length(restore->books));
        if (!books_take(&reader, &books))
            return "the books do not read";
    }
    if (coins == 0 && experience == 0)
        return NULL;
    if (!books_count(&books, coins > 0 ? FLOW_RESTORED : FLOW_UNDONE, coins > 0 ? coins : -coins)
            || !books_count_experience(&books, experience > 0 ? EXPERIENCE_RESTORED : EXPERIENCE_UNDONE,
                                       experience > 0 ? experience : -experience))
        return "the books are full";
    books_put(&writer, &books);
    record_add(restore, restore->books_name, bytes_text(&writer));
    bytes_free(&writer);
    return NULL;
}

/* The same person, not just the same name. */
static bool is_same_person(const struct restore *restore, const struct version *version)
{
    char name[NAME_SIZE], account[NAME_SIZE], owner[NAME_SIZE];
    struct bytes_reader body = bytes_read(version->part[PART_BODY], version->length[PART_BODY]);
    struct bytes_reader record = bytes_read(text_bytes(restore->owner), text_length(restore->owner));
    take_u8(&body);
    entity_id id = take_entity(&body);
    take_string(&body, name, sizeof name);
    take_string(&body, account, sizeof account);
    take_u8(&record);
    take_string(&record, owner, sizeof owner);
    entity_id owned = take_entity(&record);
    return !body.failed && !record.failed && entity_same(id, owned) && strcmp(account, owner) == 0;
}

/* What there is now; false when it does not read. */
static bool now_take(struct restore *restore, struct holdings_head *now, struct bytes_reader *things)
{
    const struct text *holdings = restore->parts[PART_HOLDINGS];
    *things = holdings == NULL ? bytes_read("", 0) : bytes_read(text_bytes(holdings), text_length(holdings));
    return holdings_head_take(things, now);
}

/* How much more there was of it then; false when it cannot be known. */
static bool experience_more(const struct restore *restore, const struct version *version, int64_t *more)
{
    const struct text *body = restore->parts[PART_BODY];
    int64_t then, now;
    if (!body_experience(version->part[PART_BODY], version->length[PART_BODY], &then))
        return false;
    if (body == NULL || !body_experience(text_bytes(body), text_length(body), &now)) {
        if (restore->narrow)
            return false;               /* only the whole store could tell */
        now = (int64_t)(restore->experience_booked - restore->experience_elsewhere);
    }
    *more = then - now;
    return now >= 0 && now <= BOOKS_MOST;
}

static void changes_tell(FILE *report, int64_t coins, int64_t experience)
{
    char words[COINS_SIZE];
    if (coins != 0)
        fprintf(report, "Coins: %s %s.\n", coins_words(coins < 0 ? -coins : coins, words), coins < 0 ? "fewer" : "more");
    if (experience != 0)
        fprintf(report, "Experience: %lld %s.\n", (long long)(experience < 0 ? -experience : experience),
                experience < 0 ? "less" : "more");
}

static const char *holdings_add(struct restore *restore, const struct version *version, int64_t when, unsigned slots, FILE *report)
{
    struct holdings_head then, now;
    struct bytes_reader things;
    struct copying copying = { .restore = restore, .report = report };
    copying.reader = bytes_read(version->part[PART_HOLDINGS], version->length[PART_HOLDINGS]);
    if (!holdings_head_take(&copying.reader, &then))
        return "what the character had then does not read";
    bool known = now_take(restore, &now, &things);
    uint32_t newest = known && now.kept > restore->newest ? now.kept : restore->newest;
    int64_t has = known ? now.coins[PURSE_CARRIED] + now.coins[PURSE_BANK]
                        : (int64_t)(restore->coins_booked - restore->coins_elsewhere);
    if (has < 0 || has > BOOKS_MOST)
        return "the books and all purses do not fit each other";
    int64_t coins = then.coins[PURSE_CARRIED] + then.coins[PURSE_BANK] - has, experience;
    if (!experience_more(restore, version, &experience))
        return "the experience of then or of now does not read";
    if (!known)
        fprintf(report, "What there is now does not read; by the books it is %lld coins.\n", (long long)has);
    then.kept = newest + 1;
    then.kept_at = when;
    holdings_head_put(&copying.writer, &then);
    size_t count = copying.writer.length;
    put_u32(&copying.writer, 0);
    put_u32_at(&copying.writer, count, things_copy(&copying, 0));
    things_sort(&copying.copied);
    if (known)
        put_away_tell(&things, &copying.copied, 0, report);
    part_add(restore, PART_HOLDINGS, copying.writer.bytes, copying.writer.length);
    bool undone = undo_add(restore, newest + 1, when, slots);
    const char *reason = copying.reader.failed ? "what the character had then does not read" : books_add(restore, coins, experience);
    if (reason == NULL)
        changes_tell(report, coins, experience);
    if (reason == NULL && undone)
        fprintf(report, "How it was just before is version %u.\n", newest + 1);
    bytes_free(&copying.writer);
    memory_free(copying.copied.rows);
    return reason;
}

static const char *work(struct restore *restore, int64_t now, unsigned slots, FILE *report)
{
    struct version version;
    const char *reason = refuses(restore);
    if (reason != NULL)
        return reason;
    struct bytes_reader reader = bytes_read(text_bytes(restore->version), text_length(restore->version));
    bool sound = version_take(&reader, &version);
    assert(sound);                      /* it was read when it came in */
    if (!is_same_person(restore, &version))
        return "that version is of somebody else who had the name";
    things_sort(&restore->elsewhere);
    part_add(restore, PART_PLACE, version.part[PART_PLACE], version.length[PART_PLACE]);
    part_add(restore, PART_BODY, version.part[PART_BODY], version.length[PART_BODY]);
    return holdings_add(restore, &version, now, slots, report);
}

bool restore_work(struct restore *restore, int64_t now, unsigned slots, FILE *report, char reason[200])
{
    if (restore->damaged != NULL) {
        snprintf(reason, 200, "%s does not read, and might hold any of these things", restore->damaged);
        return false;
    }
    const char *wrong = work(restore, now, slots, report);
    snprintf(reason, 200, "%s", wrong == NULL ? "" : wrong);
    return wrong == NULL;
}

const struct restored *restore_records(const struct restore *restore, unsigned *count)
{
    *count = restore->count;
    return restore->records;
}
