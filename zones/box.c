/* zones/box.c -- one box of letters as data (see box.h).  Entered by the worker that runs the boxes zone. */
#include "zones/box.h"

#include "core/memory.h"

#include <string.h>

enum { BOX_VERSION = 1, LETTER_VERSION = 1, WAITING_MOST = 1 << 20, GONE_MOST = 1 << 20 };

static const char mail[] = "mail.", board[] = "board.";

/* -- keys -------------------------------------------------------------------------------------------- */

bool box_key_is_mail(const char *key)
{
    return strncmp(key, mail, sizeof mail - 1) == 0;
}

bool box_key_fits(const char *key)
{
    const char *rest = strchr(key, '.');
    if (rest == NULL)
        return false;
    rest++;
    size_t length = strlen(rest);
    if (box_key_is_mail(key))
        return name_fits(rest) && strspn(rest, "abcdefghijklmnopqrstuvwxyz") == length;
    return strncmp(key, board, sizeof board - 1) == 0 && length > 0 && length <= BOARD_KEY_MOST
        && strspn(rest, "abcdefghijklmnopqrstuvwxyz_0123456789") == length;
}

void box_key_of_mail(char key[BOX_KEY_SIZE], const char *name)
{
    char folded[NAME_SIZE];
    name_fold(folded, name);
    snprintf(key, BOX_KEY_SIZE, "%s%s", mail, folded);
}

void box_key_of_board(char key[BOX_KEY_SIZE], const char *name)
{
    snprintf(key, BOX_KEY_SIZE, "%s%s", board, name);
}

void box_record(char name[KEY_SIZE], const char *key)
{
    snprintf(name, KEY_SIZE, "box:%.*s", BOX_KEY_SIZE, key);
}

void letter_record(char name[KEY_SIZE], const char *key, uint32_t number)
{
    snprintf(name, KEY_SIZE, "letter:%.*s.%u", BOX_KEY_SIZE, key, number);
}

/* -- letters ----------------------------------------------------------------------------------------- */

int box_order(const void *item, const void *key)
{
    return strcmp(((const struct box *)item)->key, key);
}

static void letter_end(struct letter *letter)
{
    text_unref(&letter->subject);
    text_unref(&letter->words);
}

void box_free(struct box *box)
{
    for (unsigned at = 0; at < box->count; at++)
        letter_end(&box->letters[at]);
    message_list_free(&box->waiting);
    memory_free(box->letters);
    memory_free(box->gone);
    memory_free(box);
}

struct letter *box_letter(const struct box *box, uint32_t number)
{
    for (unsigned at = 0; at < box->count; at++)
        if (box->letters[at].number == number)
            return &box->letters[at];
    return NULL;
}

unsigned box_unread(const struct box *box)
{
    unsigned unread = 0;
    for (unsigned at = 0; at < box->count; at++)
        unread += !box->letters[at].read;
    return unread;
}

static struct letter *box_grow(struct box *box, uint32_t number)
{
    box->letters = memory_resize(box->letters, (box->count + 1) * sizeof *box->letters);
    struct letter *letter = &box->letters[box->count++];
    *letter = (struct letter){ .number = number };
    return letter;
}

void box_add(struct box *box, const struct msg_box_ask *ask, int64_t now)
{
    struct letter *letter = box_grow(box, ++box->last);
    memcpy(letter->author, ask->name, NAME_SIZE);
    memcpy(letter->account, ask->account, NAME_SIZE);
    letter->subject = text_ref(ask->subject);
    letter->words = text_ref(ask->words);
    letter->when = now;
    letter->dirty = true;
}

static void gone_add(struct box *box, uint32_t number)
{
    box->gone = memory_resize(box->gone, (box->gone_count + 1) * sizeof *box->gone);
    box->gone[box->gone_count++] = number;
}

void box_remove(struct box *box, struct letter *letter)
{
    unsigned at = (unsigned)(letter - box->letters);
    gone_add(box, letter->number);
    letter_end(letter);
    box->count--;
    memmove(letter, letter + 1, (box->count - at) * sizeof *letter);
}

/* -- records ----------------------------------------------------------------------------------------- */

static struct text *box_content(const struct box *box)
{
    struct bytes_writer writer = {0};
    put_u8(&writer, BOX_VERSION);
    put_u32(&writer, box->last);
    put_u32(&writer, box->count);
    for (unsigned at = 0; at < box->count; at++) {
        put_u32(&writer, box->letters[at].number);
        put_u8(&writer, box->letters[at].read);
    }
    struct text *content = bytes_text(&writer);
    bytes_free(&writer);
    return content;
}

static struct text *letter_content(const struct letter *letter)
{
    struct bytes_writer writer = {0};
    put_u8(&writer, LETTER_VERSION);
    put_string(&writer, letter->author);
    put_string(&writer, letter->account);
    put_text(&writer, letter->subject);
    put_text(&writer, letter->words);
    put_i64(&writer, letter->when);
    struct text *content = bytes_text(&writer);
    bytes_free(&writer);
    return content;
}

ZONE_THREAD static void box_write(struct zone *zone, struct holder *holder)
{
    struct box *box = HOLDER_OF(holder, struct box, holder);
    char name[KEY_SIZE];
    box_record(name, box->key);
    zone_record(zone, name, 0, box_content(box));
    for (unsigned at = 0; at < box->count; at++)
        if (box->letters[at].dirty) {
            letter_record(name, box->key, box->letters[at].number);
            zone_record(zone, name, 0, letter_content(&box->letters[at]));
            box->letters[at].dirty = false;
        }
    for (unsigned at = 0; at < box->gone_count && (zone->setting->broken & RULE_TOMBSTONE) == 0; at++) {
        letter_record(name, box->key, box->gone[at]);
        zone_record(zone, name, 0, NULL);
    }
    box->gone_count = 0;
}

static const struct holder_kind box_holder = { .name = "box", .write = box_write };

struct box *box_new(const char *key)
{
    struct box *box = memory_get(sizeof *box);
    snprintf(box->key, sizeof box->key, "%s", key);
    box->holder.kind = &box_holder;
    return box;
}

void box_touch(struct zone *zone, struct box *box)
{
    assert(!box->frozen);
    holder_touch(zone, &box->holder, 1);
}

void box_freeze(struct zone *zone, struct box *box)
{
    box->withheld = holder_leave(zone, &box->holder);
    box->frozen = true;
}

void box_thaw(struct zone *zone, struct box *box)
{
    box->frozen = false;
    holder_touch(zone, &box->holder, box->withheld);
    box->withheld = 0;
}

bool box_take_record(struct box *box, const struct text *content)
{
    struct bytes_reader reader = bytes_read(text_bytes(content), text_length(content));
    uint8_t version = take_u8(&reader);
    box->last = take_u32(&reader);
    uint32_t count = take_u32(&reader), before = 0;
    bool sound = !reader.failed && version == BOX_VERSION && count <= BOX_LETTERS_MOST;
    for (uint32_t at = 0; sound && at < count; at++) {
        uint32_t number = take_u32(&reader);
        uint8_t read = take_u8(&reader);
        sound = !reader.failed && number > before && number <= box->last && read <= 1;
        if (sound)
            box_grow(box, number)->read = read == 1;
        before = number;
    }
    return sound && bytes_left(&reader) == 0;
}

static void letter_take(struct letter *letter, struct bytes_reader *reader)
{
    take_string(reader, letter->author, sizeof letter->author);
    take_string(reader, letter->account, sizeof letter->account);
    letter->subject = take_text(reader, SUBJECT_MOST);
    letter->words = take_text(reader, LETTER_BYTES_MOST);
    letter->when = take_i64(reader);
    if (letter->subject == NULL || letter->words == NULL || !name_fits(letter->author))
        reader->failed = true;
}

bool letter_take_record(struct letter *letter, const struct text *content)
{
    struct bytes_reader reader = bytes_read(text_bytes(content), text_length(content));
    uint8_t version = take_u8(&reader);
    letter_take(letter, &reader);
    return !reader.failed && version == LETTER_VERSION && bytes_left(&reader) == 0;
}

struct text *box_record_names(const struct box *box, bool letters_only)
{
    char name[KEY_SIZE];
    struct bytes_writer writer = {0};
    box_record(name, box->key);
    if (!letters_only && box->last > 0)
        put_bytes(&writer, name, strlen(name) + 1);
    for (unsigned at = 0; at < box->count; at++) {
        letter_record(name, box->key, box->letters[at].number);
        put_bytes(&writer, name, strlen(name) + 1);
    }
    for (unsigned at = 0; at < box->gone_count; at++) {
        letter_record(name, box->key, box->gone[at]);
        put_bytes(&writer, name, strlen(name) + 1);
    }
    struct text *names = bytes_text(&writer);
    bytes_free(&writer);
    return names;
}

/* -- the state --------------------------------------------------------------------------------------- */

static void letter_encode(const struct letter *letter, struct bytes_writer *writer)
{
    put_u32(writer, letter->number);
    put_u8(writer, letter->read);
    put_u8(writer, letter->dirty);
    put_u8(writer, letter->words != NULL);
    if (letter->words == NULL)
        return;
    put_string(writer, letter->author);
    put_string(writer, letter->account);
    put_text(writer, letter->subject);
    put_text(writer, letter->words);
    put_i64(writer, letter->when);
}

void box_encode(const struct box *box, struct bytes_writer *writer)
{
    put_string(writer, box->key);
    put_u8(writer, box->state);
    put_u8(writer, box->owner);
    put_u8(writer, box->frozen);
    put_u8(writer, box->withheld);
    holder_encode(&box->holder, writer);
    put_entity(writer, box->who);
    put_u64(writer, box->request);
    put_u64(writer, box->used);
    put_u32(writer, box->last);
    put_u32(writer, box->count);
    for (unsigned at = 0; at < box->count; at++)
        letter_encode(&box->letters[at], writer);
    put_u32(writer, box->gone_count);
    for (unsigned at = 0; at < box->gone_count; at++)
        put_u32(writer, box->gone[at]);
    put_u32(writer, box->waiting.length);
    for (const struct message *ask = box->waiting.first; ask != NULL; ask = ask->next)
        message_encode(ask, writer);
}

static void letter_decode(struct box *box, struct bytes_reader *reader)
{
    uint32_t number = take_u32(reader), before = box->count == 0 ? 0 : box->letters[box->count - 1].number;
    struct letter *letter = box_grow(box, number);
    letter->read = take_u8(reader) != 0;
    letter->dirty = take_u8(reader) != 0;
    bool whole = take_u8(reader) != 0;
    if (whole)
        letter_take(letter, reader);
    if (number <= before || number > box->last || whole != (box->state == BOX_KNOWN))
        reader->failed = true;
}

static void waiting_decode(struct box *box, struct bytes_reader *reader)
{
    uint32_t count = take_u32(reader);
    if (count > WAITING_MOST)
        reader->failed = true;
    for (uint32_t at = 0; at < count && !reader->failed; at++) {
        struct message *ask = message_decode(reader);
        if (ask == NULL)
            return;
        message_list_add(&box->waiting, ask);
        if (ask->type != MSG_BOX_ASK)
            reader->failed = true;
    }
}

struct box *box_decode(struct zone *zone, struct bytes_reader *reader)
{
    char key[BOX_KEY_SIZE] = "";
    take_string(reader, key, sizeof key);
    struct box *box = box_new(key);
    box->state = take_u8(reader);
    box->owner = take_u8(reader);
    box->frozen = take_u8(reader) != 0;
    box->withheld = take_u8(reader);
    if (!holder_decode(&zone->holders, &box->holder, 1, reader) || box->withheld > 1)
        reader->failed = true;
    box->who = take_entity(reader);
    box->request = take_u64(reader);
    box->used = take_u64(reader);
    box->last = take_u32(reader);
    uint32_t count = take_u32(reader);
    if (count > BOX_LETTERS_MOST || box->state >= BOX_STATES || box->owner >= BOX_OWNERS || !box_key_fits(key))
        reader->failed = true;
    for (uint32_t at = 0; at < count && !reader->failed; at++)
        letter_decode(box, reader);
    uint32_t gone = take_u32(reader);
    if (gone > GONE_MOST)
        reader->failed = true;
    for (uint32_t at = 0; at < gone && !reader->failed; at++)
        gone_add(box, take_u32(reader));
    waiting_decode(box, reader);
    if (!reader->failed)
        return box;
    box_free(box);
    return NULL;
}
