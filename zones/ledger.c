/* zones/ledger.c -- adding up the records of a store (see ledger.h).
 *
 * Entered by the thread that owns the ledger.  The formats are those of parcel.c, world/character.c,
 * world/item_record.c, world/purse.c, registry_account.c, registry_name.c and box.c; they are read here once more, without a
 * zone, because a checker that used the code it checks would share its mistakes. */
#include "zones/ledger.h"

#include "core/bytes.h"
#include "core/memory.h"
#include "core/message.h"
#include "core/slot.h"
#include "zones/boxes.h"
#include "zones/sorted.h"
#include "zones/world/item_head.h"
#include "zones/world/land.h"

#include <stdlib.h>
#include <string.h>

enum { BOX_VERSION = 1, LETTER_VERSION = 1 };
enum {
    RECORD_VERSION = 1, BODY_VERSION = 7, BODY_WITH_EARS = 2, BODY_WITH_TOGGLES = 3, BODY_WITH_HABITS = 4, BODY_WITH_GROWTH = 5,
    BODY_WITH_QUESTS = 7,
    ACCOUNT_VERSION = 3, GROWTH_VERSION = 2, AFFECTS_MOST = 1000, LEARNED_MOST = 10000,
    HOLDINGS_VERSION = 3, HOLDINGS_WITH_KEPT = 3, BOOKS_VERSION = 2,
};
enum { NEWCOMER = 1, DURABLE = 1, CORPSE = 2, WORKED = 4, FLOW_WORD_SIZE = 32 };
enum { TOKENS_MOST = 4, ITEMS_MOST = 100000, DEPTH_MOST = 16, WORDS_MOST = 200 };

/* A table that grows. */
struct rows {
    void    *rows;
    unsigned count, room;
};

struct part_row {                  /* place:ada, body:ada, holdings:ada */
    char        name[NAME_SIZE];
    uint8_t     part;              /* enum parcel_part */
    entity_id   id;                /* of a body */
    char        account[NAME_SIZE];
    const char *record;
};

struct owned_row {                 /* whose a character or a name is: a line of account:..., or name:... */
    char        name[NAME_SIZE];   /* folded */
    char        account[NAME_SIZE];
    entity_id   id;
    const char *record;
};

struct version_row {               /* an earlier version of a character */
    char        name[NAME_SIZE];
    entity_id   id;
    const char *record;
};

struct letter_row {                /* a letter that a box names, or that is there */
    char        letter[KEY_SIZE];  /* its record's name */
    const char *record;            /* where that stands */
};
struct box_row { char key[BOX_KEY_SIZE]; const char *record; };

struct account_row { char name[NAME_SIZE]; };
struct damage_row { const char *record, *reason; };

struct ledger {
    struct arena *arena;           /* names of records */
    struct rows   items;           /* struct ledger_item */
    struct rows   parts, characters, names, accounts, damages;
    struct rows   versions;
    struct rows   boxes, named_letters, letters;
    int64_t       things_used;
    uint64_t      coins, flows;    /* in purses; by the books.  They wrap round, as only equality is asked for */
    uint64_t      experience, experience_flows; /* the same of experience, in the bodies */
    unsigned      asides;
    unsigned      mistakes;
    FILE         *out;
};

struct ledger *ledger_new(void)
{
    struct ledger *ledger = memory_get(sizeof *ledger);
    ledger->arena = arena_new();
    return ledger;
}

void ledger_free(struct ledger **ledger)
{
    struct rows *const tables[] = {
        &(*ledger)->items, &(*ledger)->parts,    &(*ledger)->characters,
        &(*ledger)->names, &(*ledger)->accounts, &(*ledger)->damages,
        &(*ledger)->versions, &(*ledger)->boxes, &(*ledger)->named_letters, &(*ledger)->letters,
    };
    for (size_t at = 0; at < sizeof tables / sizeof tables[0]; at++)
        memory_free(tables[at]->rows);
    arena_free(&(*ledger)->arena);
    memory_free(*ledger);
    *ledger = NULL;
}

static void row_add(struct rows *table, const void *row, size_t size)
{
    if (table->count == table->room) {
        table->room = table->room == 0 ? 64 : 2 * table->room;
        table->rows = memory_resize(table->rows, table->room * size);
    }
    memcpy((char *)table->rows + table->count++ * size, row, size);
}

static void rows_sort(struct rows *table, size_t size, int (*order)(const void *left, const void *right))
{
    if (table->count > 1)
        qsort(table->rows, table->count, size, order);
}

/* -- reading ----------------------------------------------------------------------------------------- */

static void items_read(struct ledger *ledger, struct bytes_reader *reader, const char *record, unsigned depth);

/* Its coins are in no purse yet. */
static void corpse_read(struct bytes_reader *reader)
{
    char name[NAME_SIZE], race[CORPSE_RACE_SIZE];
    for (unsigned whose = 0; whose < 2; whose++) {          /* whose it is, and who else may take from it */
        take_string(reader, name, sizeof name);
        if (name[0] != '\0' && !name_fits(name))
            reader->failed = true;
    }
    take_string(reader, race, sizeof race);
    take_u32(reader);                                       /* level */
    take_u8(reader);                                        /* what was done to it */
    take_i64(reader);                                       /* when it was made */
    int64_t coins = take_i64(reader);
    if (coins < 0 || coins > PURSE_MOST)
        reader->failed = true;
}

static void item_read(struct ledger *ledger, struct bytes_reader *reader, const char *record, unsigned depth)
{
    char words[WORDS_MOST + 1];
    struct ledger_item item = { .id = take_entity(reader), .record = record };
    take_string(reader, words, sizeof words);               /* its prototype */
    uint8_t flags = take_u8(reader);
    uint8_t door = take_u8(reader), worn = take_u8(reader);
    take_i64(reader);                                       /* the reset that made it */
    take_string(reader, words, sizeof words);               /* its name */
    uint8_t kind = take_u8(reader), wear = take_u8(reader);
    for (unsigned figure = 0; figure < 3; figure++)         /* weight, value, capacity */
        take_u32(reader);
    if ((flags & CORPSE) != 0)
        corpse_read(reader);
    if ((flags & WORKED) != 0)
        works_take(reader, &(struct works){0});
    bool sound = wear_read(worn, &worn) && wear_read(wear, &wear) && flags <= (DURABLE | CORPSE | WORKED);
    if (!sound || door > DOOR_LOCKED || kind >= ITEM_KINDS_COUNT || entity_none(item.id))
        reader->failed = true;
    if (reader->failed)
        return;
    row_add(&ledger->items, &item, sizeof item);
    items_read(ledger, reader, record, depth + 1);
}

static void items_read(struct ledger *ledger, struct bytes_reader *reader, const char *record, unsigned depth)
{
    uint32_t count = take_u32(reader);
    if (count > ITEMS_MOST || (count > 0 && depth > DEPTH_MOST))
        reader->failed = true;
    for (uint32_t at = 0; at < count && !reader->failed; at++)
        item_read(ledger, reader, record, depth);
}

static const char *part_add(struct ledger *ledger, struct part_row *row, enum parcel_part part, const char *name,
                            const char *record)
{
    name_fold(row->name, name);
    row->part = (uint8_t)part;
    row->record = record;
    row_add(&ledger->parts, row, sizeof *row);
    return NULL;
}

static const char *place_read(struct ledger *ledger, const char *name, const char *record, struct bytes_reader *reader)
{
    struct part_row row = {0};
    uint8_t version = take_u8(reader);
    take_u32(reader);                                       /* the room may be closed just now */
    uint8_t position = take_u8(reader);
    for (unsigned figure = 0; figure < 9; figure++)         /* three pools: value, most, since */
        take_i64(reader);
    if (reader->failed || version != RECORD_VERSION || position >= POSITIONS)
        return "it is no place";
    return part_add(ledger, &row, PART_PLACE, name, record);
}

/* Behind a body since version 2: channels switched, names ignored. */
static void ears_read(struct bytes_reader *reader)
{
    char name[NAME_SIZE];
    take_u32(reader);
    uint32_t count = take_u32(reader);
    if (count > IGNORED_MOST)
        reader->failed = true;
    for (uint32_t at = 0; at < count && !reader->failed; at++) {
        take_string(reader, name, sizeof name);
        if (!name_fits(name))
            reader->failed = true;
    }
}

/* Behind that since version 3: aliases and pages. */
static void habits_read(struct bytes_reader *reader)
{
    struct text *habits = take_text(reader, HABITS_BYTES_MAX);
    if (!habits_sound(habits))
        reader->failed = true;
    text_unref(&habits);
}

/* The bloodline: experience that was earned for somebody else, or by somebody else, and lies here meanwhile. */
static uint64_t kin_read(struct bytes_reader *reader)
{
    char name[NAME_SIZE];
    uint64_t sum = 0;
    for (unsigned kin = 0; kin < 2; kin++) {                /* heir and ancestor */
        take_string(reader, name, sizeof name);
        if (name[0] != '\0' && !name_fits(name))
            reader->failed = true;
    }
    for (unsigned kin = 0; kin < 2; kin++) {                /* what is due to whom he serves, what waits for him */
        int64_t waits = take_i64(reader);
        if (waits < 0 || waits > BOOKS_MOST)
            reader->failed = true;
        sum += (uint64_t)waits;
    }
    if (take_u8(reader) > 1)                                /* severed */
        reader->failed = true;
    return sum;
}

/* Behind that since version 5: what he has become, of which only the experience is added up. */
static bool growth_read(struct bytes_reader *reader, uint64_t *sum)
{
    char word[WORDS_MOST + 1];
    uint8_t version = take_u8(reader);
    *sum = version >= GROWTH_WITH_KIN ? kin_read(reader) : 0;
    for (unsigned key = 0; key < 2; key++)                  /* race and class */
        take_string(reader, word, sizeof word);
    take_u32(reader);                                       /* paragon levels */
    int64_t experience = take_i64(reader);
    *sum += (uint64_t)experience;
    take_bytes(reader, 2 * 8 + 4 * 4 + ATTRIBUTES * 8 + POOLS * (8 + 4));
    take_u32(reader);                                       /* laps, and as what */
    for (unsigned lap = 0; lap < BLOODLINE_MOST; lap++) {
        take_string(reader, word, sizeof word);
        take_u32(reader);
    }
    take_bytes(reader, 5 * 8 + 1 + 8 + POOLS * 8 + 4 + KILLS_KEPT * 8);
    for (unsigned kin = 0; kin < 2 && version < GROWTH_WITH_KIN; kin++)
        take_string(reader, word, sizeof word);             /* two names, always empty */
    uint32_t learned = take_u32(reader);
    if (learned > LEARNED_MOST)
        reader->failed = true;
    for (uint32_t at = 0; at < learned && !reader->failed; at++) {
        take_string(reader, word, sizeof word);
        take_bytes(reader, 4 + 8);                          /* percent, rank, trained, locked; when it is ready */
    }
    return !reader->failed && version >= 1 && version <= GROWTH_VERSION && experience >= 0 && experience <= BOOKS_MOST;
}

/* And behind that, what is upon him. */
static void affects_read(struct bytes_reader *reader)
{
    char word[WORDS_MOST + 1];
    uint32_t count = take_u32(reader);
    if (count > AFFECTS_MOST)
        reader->failed = true;
    for (uint32_t at = 0; at < count && !reader->failed; at++) {
        take_string(reader, word, sizeof word);
        take_bytes(reader, 1 + 8 + 4 + 8 + 8);              /* effect, power, level, until, tick */
        take_entity(reader);                                /* whose doing */
    }
}

/* And behind that since version 7: quests, in the order of their keys. */
static void quests_read(struct bytes_reader *reader)
{
    char key[QUEST_KEY_SIZE], before[QUEST_KEY_SIZE] = "";
    uint16_t count = take_u16(reader);
    if (count > QUESTS_KEPT_MOST)
        reader->failed = true;
    for (uint16_t at = 0; at < count && !reader->failed; at++) {
        take_string(reader, key, sizeof key);
        bool going = take_u8(reader) != 0;
        take_bytes(reader, 1 + 4);                          /* step, how many of it */
        uint32_t done = take_u32(reader);
        if (take_i64(reader) < 0 || strcmp(before, key) >= 0 || (!going && done == 0))
            reader->failed = true;
        memcpy(before, key, sizeof before);
    }
}

static const char *body_read(struct ledger *ledger, const char *name, const char *record, struct bytes_reader *reader)
{
    struct part_row row = {0};
    char own[NAME_SIZE], folded[NAME_SIZE], title[PLAYER_TITLE_SIZE];
    uint8_t version = take_u8(reader);
    row.id = take_entity(reader);
    take_string(reader, own, sizeof own);
    take_string(reader, row.account, sizeof row.account);
    take_u32(reader);                                       /* level */
    uint8_t pronoun = take_u8(reader);
    take_u8(reader);                                        /* once: brief */
    take_string(reader, title, sizeof title);
    take_i64(reader);                                       /* how long he has played */
    if (version >= BODY_WITH_EARS)
        ears_read(reader);
    if (version >= BODY_WITH_TOGGLES)
        toggles_take(reader, &(struct toggles){0});
    if (version >= BODY_WITH_HABITS)
        habits_read(reader);
    uint64_t experience = 0;
    if (version >= BODY_WITH_GROWTH) {
        if (!growth_read(reader, &experience))
            return "what he has become cannot be read";
        affects_read(reader);
    }
    if (version >= BODY_WITH_QUESTS)
        quests_read(reader);
    if (reader->failed || version < 1 || version > BODY_VERSION || pronoun >= PRONOUN_IT)
        return "it is no body";
    name_fold(folded, own);
    if (strcmp(folded, name) != 0)
        return "it is somebody else's body";
    ledger->experience += experience;
    return part_add(ledger, &row, PART_BODY, name, record);
}

/* Since version 2: a mark for newcomers, then what is carried and what is in the bank. */
static bool purses_read(struct ledger *ledger, struct bytes_reader *reader)
{
    uint8_t flags = take_u8(reader);
    int64_t carried = take_i64(reader), bank = take_i64(reader);
    if (reader->failed || flags > NEWCOMER || carried < 0 || carried > PURSE_MOST || bank < 0 || bank > PURSE_MOST)
        return false;
    ledger->coins += (uint64_t)(carried + bank);
    return true;
}

static const char *holdings_read(struct ledger *ledger, const char *name, const char *record, struct bytes_reader *reader)
{
    struct part_row row = {0};
    uint8_t version = take_u8(reader);
    if (version < 1 || version > HOLDINGS_VERSION)
        return "it is no holdings";
    if (version >= 2 && !purses_read(ledger, reader))
        return "its coins cannot be read";
    if (version >= HOLDINGS_WITH_KEPT) {
        take_u32(reader);                                   /* how many versions have been kept */
        take_i64(reader);                                   /* when the newest was */
    }
    items_read(ledger, reader, record, 0);
    if (reader->failed)
        return "its things cannot be read";
    return part_add(ledger, &row, PART_HOLDINGS, name, record);
}

static const char *floor_read(struct ledger *ledger, const char *name, const char *record, struct bytes_reader *reader)
{
    if (name[0] == '\0' || strspn(name, "0123456789") != strlen(name))
        return "that is no room";
    uint32_t count = take_u32(reader);
    for (uint32_t at = 0; at < count && !reader->failed; at++) {
        take_i64(reader);                                   /* which container of the area it lies in */
        if (take_u32(reader) != 1)
            reader->failed = true;
        if (!reader->failed)
            item_read(ledger, reader, record, 0);
    }
    return reader->failed ? "its things cannot be read" : NULL;
}

/* What came in less what went out.  Which flows there are is not asked: a retired one counts as well. */
static bool flows_read(struct bytes_reader *reader, uint64_t *sum)
{
    char word[FLOW_WORD_SIZE];
    uint16_t count = take_u16(reader);
    for (uint16_t at = 0; at < count && !reader->failed; at++) {
        take_string(reader, word, sizeof word);
        uint8_t in = take_u8(reader);
        int64_t amount = take_i64(reader);
        if (reader->failed || in > 1 || amount < 0 || amount > BOOKS_MOST)
            return false;
        *sum += in == 1 ? (uint64_t)amount : -(uint64_t)amount;
    }
    return !reader->failed;
}

static const char *books_read(struct ledger *ledger, const char *name, const char *record, struct bytes_reader *reader)
{
    uint8_t version = take_u8(reader);
    int64_t things = take_i64(reader);
    (void)record;
    if (reader->failed || version < 1 || version > BOOKS_VERSION || things < 0 || name[0] == '\0')
        return "it is no books";
    if (!flows_read(reader, &ledger->flows))
        return "its flows cannot be read";
    if (version >= 2 && !flows_read(reader, &ledger->experience_flows))
        return "its flows of experience cannot be read";
    ledger->things_used += things;
    return NULL;
}

/* What version 2 added: who played last, and tokens; and version 3. */
static bool account_rest_read(struct bytes_reader *reader, uint8_t version)
{
    char active[NAME_SIZE], hash[SECRET_HASH_SIZE];
    take_string(reader, active, sizeof active);
    uint8_t tokens = take_u8(reader);
    if (tokens > TOKENS_MOST || (active[0] != '\0' && !name_fits(active)))
        return false;
    for (uint8_t at = 0; at < tokens; at++) {
        take_string(reader, hash, sizeof hash);
        take_i64(reader);                                   /* when it expires */
    }
    if (version >= 3)
        take_u8(reader);                                    /* read aloud */
    return !reader->failed;
}

static const char *account_read(struct ledger *ledger, const char *name, const char *record, struct bytes_reader *reader)
{
    struct account_row row = {0};
    struct owned_row character = { .record = record };
    char own[NAME_SIZE], hash[SECRET_HASH_SIZE];
    uint8_t version = take_u8(reader);
    take_string(reader, own, sizeof own);
    take_string(reader, hash, sizeof hash);
    take_i64(reader);                                       /* when it was made */
    uint16_t count = take_u16(reader);
    if (reader->failed || version < 1 || version > ACCOUNT_VERSION)
        return "it is no account";
    if (strcmp(own, name) != 0)
        return "it is another account";
    memcpy(row.name, own, sizeof own);
    row_add(&ledger->accounts, &row, sizeof row);
    memcpy(character.account, own, sizeof own);
    for (uint16_t at = 0; at < count; at++) {
        take_string(reader, own, sizeof own);
        character.id = take_entity(reader);
        if (reader->failed || !name_fits(own) || entity_none(character.id))
            return "its characters cannot be read";
        name_fold(character.name, own);
        row_add(&ledger->characters, &character, sizeof character);
    }
    return version < 2 || account_rest_read(reader, version) ? NULL : "its end cannot be read";
}

static const char *name_read(struct ledger *ledger, const char *name, const char *record, struct bytes_reader *reader)
{
    struct owned_row row = { .record = record };
    uint8_t version = take_u8(reader);
    take_string(reader, row.account, sizeof row.account);
    row.id = take_entity(reader);
    if (reader->failed || version != RECORD_VERSION || entity_none(row.id))
        return "it is no name";
    name_fold(row.name, name);
    row_add(&ledger->names, &row, sizeof row);
    return NULL;
}

static void letter_name(struct ledger *ledger, const char *key, uint32_t number, const char *record)
{
    struct letter_row row = { .record = record };
    snprintf(row.letter, sizeof row.letter, "letter:%.*s.%u", BOX_KEY_SIZE, key, number);
    row_add(&ledger->named_letters, &row, sizeof row);
}

static const char *box_read(struct ledger *ledger, const char *name, const char *record, struct bytes_reader *reader)
{
    struct box_row row = { .record = record };
    uint8_t version = take_u8(reader);
    uint32_t last = take_u32(reader), count = take_u32(reader), before = 0;
    if (reader->failed || version != BOX_VERSION || !box_key_fits(name))
        return "it is no box";
    if (count > BOX_LETTERS_MOST)
        return "there are more letters in it than in any box";
    for (uint32_t at = 0; at < count; at++) {
        uint32_t number = take_u32(reader);
        uint8_t seen = take_u8(reader);
        if (reader->failed || number <= before || number > last || seen > 1)
            return "its letters are not in order";
        letter_name(ledger, name, number, record);
        before = number;
    }
    snprintf(row.key, sizeof row.key, "%s", name);
    row_add(&ledger->boxes, &row, sizeof row);
    return NULL;
}

static const char *letter_read(struct ledger *ledger, const char *name, const char *record, struct bytes_reader *reader)
{
    char author[NAME_SIZE], account[NAME_SIZE];
    struct letter_row row = { .record = record };
    (void)name;
    uint8_t version = take_u8(reader);
    take_string(reader, author, sizeof author);
    take_string(reader, account, sizeof account);
    struct text *subject = take_text(reader, SUBJECT_MOST), *words = take_text(reader, LETTER_BYTES_MOST);
    bool whole = subject != NULL && words != NULL;
    text_unref(&subject);
    text_unref(&words);
    take_i64(reader);                                       /* when it was written */
    if (reader->failed || version != LETTER_VERSION || !whole)
        return "it is no letter";
    if (!name_fits(author) || !name_fits(account))
        return "nobody can have written it";
    snprintf(row.letter, sizeof row.letter, "%s", record);
    row_add(&ledger->letters, &row, sizeof row);
    return NULL;
}

/* A copy of somebody: what is in it counts nowhere, but he must be there. */
static const char *version_read(struct ledger *ledger, const char *name, const char *record, struct bytes_reader *reader)
{
    struct version_row row = { .record = record };
    size_t length = strcspn(name, ":");
    uint8_t version = take_u8(reader);
    uint32_t number = take_u32(reader);
    take_i64(reader);                                       /* when he was so */
    for (unsigned part = 0; part < PARCEL_PARTS; part++) {
        uint32_t size = take_u32(reader);
        const uint8_t *bytes = take_bytes(reader, size);
        struct bytes_reader body = bytes_read(bytes, bytes == NULL || part != PART_BODY ? 0 : size);
        take_u8(&body);                                     /* its version */
        if (part == PART_BODY)
            row.id = take_entity(&body);
    }
    if (reader->failed || version != RECORD_VERSION || number == 0 || name[length] == '\0' || length >= NAME_SIZE)
        return "it is no version of anybody";
    memcpy(row.name, name, length);
    row_add(&ledger->versions, &row, sizeof row);
    return NULL;
}

/* A damaged record as it was found: what is in it was lost, or is in play again, and counts nowhere. */
static const char *aside_read(struct ledger *ledger, const char *name, const char *record, struct bytes_reader *reader)
{
    (void)name;
    (void)record;
    take_bytes(reader, bytes_left(reader));
    ledger->asides++;
    return NULL;
}

/* The kinds of records, by what stands before the colon. */
static const struct {
    const char *word;
    const char *(*read)(struct ledger *ledger, const char *name, const char *record, struct bytes_reader *reader);
} kinds[] = {
    { "place", place_read }, { "body", body_read }, { "holdings", holdings_read },
    { "floor", floor_read }, { "account", account_read }, { "name", name_read }, { "books", books_read },
    { "box", box_read }, { "letter", letter_read }, { "aside", aside_read }, { "was", version_read },
};

static const char *record_read(struct ledger *ledger, const char *record, const struct text *content)
{
    const char *colon = strchr(record, ':');
    size_t length = colon == NULL ? 0 : (size_t)(colon - record);
    for (size_t at = 0; at < sizeof kinds / sizeof kinds[0]; at++) {
        if (length == 0 || strlen(kinds[at].word) != length || strncmp(kinds[at].word, record, length) != 0)
            continue;
        struct bytes_reader reader = bytes_read(text_bytes(content), text_length(content));
        const char *reason = kinds[at].read(ledger, colon + 1, record, &reader);
        return reason == NULL && bytes_left(&reader) > 0 ? "there is something behind its end" : reason;
    }
    return "it is of no known kind";
}

void ledger_add(struct ledger *ledger, const char *name, const struct text *content)
{
    const char *record = arena_string(ledger->arena, name);
    const char *reason = record_read(ledger, record, content);
    if (reason != NULL)
        row_add(&ledger->damages, &(struct damage_row){ record, reason }, sizeof(struct damage_row));
}

/* -- order ------------------------------------------------------------------------------------------- */

static int item_order(const void *left_item, const void *right_item)
{
    const struct ledger_item *left = left_item, *right = right_item;
    int order = entity_order(left->id, right->id);
    return order != 0 ? order : strcmp(left->record, right->record);
}

static int part_order(const void *left_part, const void *right_part)
{
    const struct part_row *left = left_part, *right = right_part;
    int order = strcmp(left->name, right->name);
    return order != 0 ? order : (int)left->part - (int)right->part;
}

static int owned_order(const void *left_row, const void *right_row)
{
    const struct owned_row *left = left_row, *right = right_row;
    int order = strcmp(left->name, right->name);
    return order != 0 ? order : strcmp(left->record, right->record);
}

static int letter_order(const void *left, const void *right)
{
    return strcmp(((const struct letter_row *)left)->letter, ((const struct letter_row *)right)->letter);
}

/* Rows that begin with a name; `found` compares a key with a row by that alone. */
static int name_is(const void *key, const void *row)
{
    return strcmp(key, row);
}
_Static_assert(offsetof(struct owned_row, name) == 0 && offsetof(struct account_row, name) == 0, "found by name_is()");

static int account_order(const void *left, const void *right)
{
    return strcmp(left, right);
}

static const void *row_find(const struct rows *table, size_t size, const char *name)
{
    return table->count == 0 ? NULL : bsearch(name, table->rows, table->count, size, name_is);
}

/* -- adding up --------------------------------------------------------------------------------------- */

static void mistake(struct ledger *ledger, const char *format, ...) PRINTF_LIKE(2, 3);
static void mistake(struct ledger *ledger, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vfprintf(ledger->out, format, arguments);
    va_end(arguments);
    fputc('\n', ledger->out);
    ledger->mistakes++;
}

static void check_items(struct ledger *ledger)
{
    const struct ledger_item *items = ledger->items.rows;
    char id[48];
    for (unsigned at = 1; at < ledger->items.count; at++)
        if (entity_same(items[at - 1].id, items[at].id))
            mistake(ledger, "%s: the thing %s is also in %s", items[at].record, entity_text(items[at].id, id),
                    items[at - 1].record);
}

static const struct part_row *part_find(const struct ledger *ledger, const char *name, enum parcel_part part)
{
    struct part_row key = { .part = (uint8_t)part };
    memcpy(key.name, name, NAME_SIZE);
    return ledger->parts.count == 0 ? NULL
        : bsearch(&key, ledger->parts.rows, ledger->parts.count, sizeof key, part_order);
}

static void check_character(struct ledger *ledger, const struct owned_row *character)
{
    for (unsigned part = 0; part < PARCEL_PARTS; part++) {
        char record[KEY_SIZE];
        parcel_record_name(record, part, character->name);
        const struct part_row *row = part_find(ledger, character->name, part);
        if (row == NULL)
            mistake(ledger, "%s: its character has no record %s", character->record, record);
        else if (part == PART_BODY && !entity_same(row->id, character->id))
            mistake(ledger, "%s: its character %s has another id in %s", character->record, character->name, record);
        else if (part == PART_BODY && strcmp(row->account, character->account) != 0)
            mistake(ledger, "%s: its character %s is of account %s in %s", character->record, character->name, row->account,
                    record);
    }
    const struct owned_row *name = row_find(&ledger->names, sizeof *name, character->name);
    if (name == NULL)
        mistake(ledger, "%s: nothing is written down for the name of its character %s", character->record, character->name);
    else if (strcmp(name->account, character->account) != 0)
        mistake(ledger, "%s: the name is of account %s, its character is in %s", name->record, name->account, character->record);
    else if (!entity_same(name->id, character->id))
        mistake(ledger, "%s: the name is of another id than the character in %s", name->record, character->record);
}

static void check_characters(struct ledger *ledger)
{
    const struct owned_row *characters = ledger->characters.rows;
    for (unsigned at = 0; at < ledger->characters.count; at++) {
        if (at > 0 && strcmp(characters[at - 1].name, characters[at].name) == 0)
            mistake(ledger, "%s: the character %s is also in %s", characters[at].record, characters[at].name,
                    characters[at - 1].record);
        check_character(ledger, &characters[at]);
    }
}

static void check_owners(struct ledger *ledger)
{
    const struct part_row *parts = ledger->parts.rows;
    for (unsigned at = 0; at < ledger->parts.count; at++)
        if (row_find(&ledger->characters, sizeof(struct owned_row), parts[at].name) == NULL)
            mistake(ledger, "%s: no account has that character", parts[at].record);
    const struct version_row *versions = ledger->versions.rows;
    for (unsigned at = 0; at < ledger->versions.count; at++) {
        const struct owned_row *character = row_find(&ledger->characters, sizeof *character, versions[at].name);
        if (character == NULL)
            mistake(ledger, "%s: no account has that character", versions[at].record);
        else if (!entity_same(character->id, versions[at].id))
            mistake(ledger, "%s: it is of another id than the character in %s", versions[at].record, character->record);
    }
    const struct owned_row *names = ledger->names.rows;
    for (unsigned at = 0; at < ledger->names.count; at++)
        if (row_find(&ledger->accounts, sizeof(struct account_row), names[at].account) == NULL)
            mistake(ledger, "%s: there is no account %s", names[at].record, names[at].account);
}

static bool letter_among(const struct rows *table, const struct letter_row *letter)
{
    return table->count > 0 && bsearch(letter, table->rows, table->count, sizeof *letter, letter_order) != NULL;
}

/* Every letter a box names is there, every letter there is in its box, and mail is somebody's. */
static void check_boxes(struct ledger *ledger)
{
    const struct letter_row *named = ledger->named_letters.rows, *letters = ledger->letters.rows;
    const struct box_row *boxes = ledger->boxes.rows;
    for (unsigned at = 0; at < ledger->named_letters.count; at++)
        if (!letter_among(&ledger->letters, &named[at]))
            mistake(ledger, "%s: there is no %s", named[at].record, named[at].letter);
    for (unsigned at = 0; at < ledger->letters.count; at++)
        if (!letter_among(&ledger->named_letters, &letters[at]))
            mistake(ledger, "%s: it lies in no box", letters[at].record);
    for (unsigned at = 0; at < ledger->boxes.count; at++)
        if (box_key_is_mail(boxes[at].key)
                && row_find(&ledger->names, sizeof(struct owned_row), strchr(boxes[at].key, '.') + 1) == NULL)
            mistake(ledger, "%s: nobody has that name", boxes[at].record);
}

static void check_coins(struct ledger *ledger)
{
    if (ledger->coins != ledger->flows)
        mistake(ledger, "books: by them there should be %lld coins, but all purses hold %lld", (long long)ledger->flows,
                (long long)ledger->coins);
}

static void check_experience(struct ledger *ledger)
{
    if (ledger->experience != ledger->experience_flows)
        mistake(ledger, "books: by them there should be %lld points of experience, but all characters have %lld",
                (long long)ledger->experience_flows, (long long)ledger->experience);
}

unsigned ledger_check(struct ledger *ledger, FILE *mistakes)
{
    ledger->mistakes = 0;
    ledger->out = mistakes;
    rows_sort(&ledger->items, sizeof(struct ledger_item), item_order);
    rows_sort(&ledger->parts, sizeof(struct part_row), part_order);
    rows_sort(&ledger->characters, sizeof(struct owned_row), owned_order);
    rows_sort(&ledger->names, sizeof(struct owned_row), owned_order);
    rows_sort(&ledger->accounts, sizeof(struct account_row), account_order);
    rows_sort(&ledger->named_letters, sizeof(struct letter_row), letter_order);
    rows_sort(&ledger->letters, sizeof(struct letter_row), letter_order);
    const struct damage_row *damages = ledger->damages.rows;
    for (unsigned at = 0; at < ledger->damages.count; at++)
        mistake(ledger, "%s: %s", damages[at].record, damages[at].reason);
    check_items(ledger);
    check_characters(ledger);
    check_owners(ledger);
    check_boxes(ledger);
    check_coins(ledger);
    check_experience(ledger);
    return ledger->mistakes;
}

const struct ledger_item *ledger_items(const struct ledger *ledger, unsigned *count)
{
    *count = ledger->items.count;
    return ledger->items.rows;
}

unsigned ledger_characters(const struct ledger *ledger)
{
    return ledger->characters.count;
}

unsigned ledger_asides(const struct ledger *ledger)
{
    return ledger->asides;
}

int64_t ledger_coins(const struct ledger *ledger)
{
    return (int64_t)ledger->coins;
}

int64_t ledger_things_used(const struct ledger *ledger)
{
    return ledger->things_used;
}
