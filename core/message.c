/* core/message.c -- making, listing, releasing and encoding messages.
 *
 * Any thread, on messages and lists it owns.  Everything that depends on a message's type comes from
 * messages.def: the kinds below say what one field does, the table says which fields there are. */
#include "core/message.h"

#include "core/memory.h"
#include "core/slot.h"

#include <endian.h>
#include <string.h>

static const struct {
    const char *name;
    enum message_inbox inbox;
} types[MSG_TYPES] = {
    [MSG_NONE] = {"NONE", INBOX_MAIN},
#define MESSAGE(TYPE, member, inbox, asks, FIELDS) [MSG_##TYPE] = {#TYPE, INBOX_##inbox},
#include "core/messages.def"
#undef MESSAGE
};

/* -- lists */

void message_list_add(struct message_list *list, struct message *message)
{
    message->next = NULL;
    if (list->last == NULL) {
        list->first = message;
    } else {
        *list->last = message;
    }
    list->last = &message->next;
    list->length++;
}

struct message *message_list_take(struct message_list *list)
{
    struct message *message = list->first;
    if (message == NULL) {
        return NULL;
    }
    list->first = message->next;
    list->length--;
    if (list->first == NULL) {
        list->last = NULL;
    }
    message->next = NULL;
    return message;
}

void message_list_join(struct message_list *list, struct message_list *from)
{
    if (from->first == NULL) {
        return;
    }
    if (list->last == NULL) {
        list->first = from->first;
    } else {
        *list->last = from->first;
    }
    list->last = from->last;
    list->length += from->length;
    *from = (struct message_list){0};
}

void message_list_free(struct message_list *list)
{
    struct message *message;
    while ((message = message_list_take(list)) != NULL) {
        message_free(&message);
    }
}

/* -- life */

struct message *message_new(enum message_type type)
{
    assert(type > MSG_NONE);
    assert(type < MSG_TYPES);
    struct message *message = memory_get(sizeof *message);
    message->type = (uint16_t)type;
    return message;
}

const char *message_name(enum message_type type)
{
    return (unsigned)type < MSG_TYPES ? types[type].name : "UNKNOWN";
}

enum message_inbox message_inbox(enum message_type type)
{
    assert(type > MSG_NONE);
    assert(type < MSG_TYPES);
    return types[type].inbox;
}

unsigned tells_count(const struct msg_tells *tells)
{
    return tells->sessions == NULL ? 0 : (unsigned)(text_length(tells->sessions) / sizeof(uint64_t));
}

session_id tells_session(const struct msg_tells *tells, unsigned at)
{
    uint64_t number;
    memcpy(&number, text_bytes(tells->sessions) + at * sizeof number, sizeof number);
    return (session_id){le64toh(number)};
}

/* What releasing a field means: texts are the message's, all else is somebody's or nobody's. */
#define RELEASE_U8(name)
#define RELEASE_U32(name)
#define RELEASE_U64(name)
#define RELEASE_I64(name)
#define RELEASE_BOOL(name)
#define RELEASE_ENTITY(name)
#define RELEASE_ZONE(name)
#define RELEASE_ROOM(name)
#define RELEASE_SESSION(name)
#define RELEASE_NAME(name)
#define RELEASE_KEY(name)
#define RELEASE_TEXT(name)    text_unref(&fields->name);
#define RELEASE_SLOT(name)
#define RELEASE_POINTER(name)
#define RELEASE(KIND, name)   RELEASE_##KIND(name)

#define MESSAGE(TYPE, member, inbox, asks, FIELDS)        \
    static void release_##member(struct message *message) \
    {                                                     \
        struct msg_##member *fields = &message->member;   \
        (void)fields;                                     \
        FIELDS(RELEASE)                                   \
    }
#include "core/messages.def"
#undef MESSAGE

static void (*const releasers[MSG_TYPES])(struct message *message) = {
#define MESSAGE(TYPE, member, inbox, asks, FIELDS) [MSG_##TYPE] = release_##member,
#include "core/messages.def"
#undef MESSAGE
};

void message_free(struct message **message)
{
    struct message *freed = *message;
    if (freed == NULL) {
        return;
    }
    *message = NULL;
    assert(freed->type > MSG_NONE);
    assert(freed->type < MSG_TYPES);
    releasers[freed->type](freed);
    if (!freed->embedded) {
        freed->type = MSG_NONE; /* a second message_free() stops at the assert above */
        memory_free(freed);
    }
}

/* -- encoding */

static void put_slot(struct bytes_writer *writer, uint16_t type, const struct slot *slot)
{
    put_u8(writer, slot != NULL);
    if (slot == NULL) {
        return;
    }
    if (type == MSG_REPLY) {
        slot_encode_answer(slot, writer);
    } else {
        slot_encode(slot, writer);
    }
}

#define ENCODE_U8(name)       put_u8(writer, fields->name);
#define ENCODE_U32(name)      put_u32(writer, fields->name);
#define ENCODE_U64(name)      put_u64(writer, fields->name);
#define ENCODE_I64(name)      put_i64(writer, fields->name);
#define ENCODE_BOOL(name)     put_u8(writer, fields->name);
#define ENCODE_ENTITY(name)   put_entity(writer, fields->name);
#define ENCODE_ZONE(name)     put_u32(writer, fields->name.number);
#define ENCODE_ROOM(name)     put_u32(writer, fields->name.number);
#define ENCODE_SESSION(name)  put_u64(writer, fields->name.number);
#define ENCODE_NAME(name)     put_string(writer, fields->name);
#define ENCODE_KEY(name)      put_string(writer, fields->name);
#define ENCODE_TEXT(name)     put_text(writer, fields->name);
#define ENCODE_SLOT(name)     put_slot(writer, message->type, fields->name);
#define ENCODE_POINTER(name)  /* an address means nothing outside this process */
#define ENCODE(KIND, name)    ENCODE_##KIND(name)

#define MESSAGE(TYPE, member, inbox, asks, FIELDS)                                            \
    static void encode_##member(const struct message *message, struct bytes_writer *writer)   \
    {                                                                                         \
        const struct msg_##member *fields = &message->member;                                 \
        (void)fields;                                                                         \
        (void)writer;                                                                         \
        FIELDS(ENCODE)                                                                        \
    }
#include "core/messages.def"
#undef MESSAGE

static void (*const encoders[MSG_TYPES])(const struct message *message, struct bytes_writer *writer) = {
#define MESSAGE(TYPE, member, inbox, asks, FIELDS) [MSG_##TYPE] = encode_##member,
#include "core/messages.def"
#undef MESSAGE
};

void message_encode(const struct message *message, struct bytes_writer *writer)
{
    assert(message->type > MSG_NONE);
    assert(message->type < MSG_TYPES);
    put_u16(writer, message->type);
    put_u8(writer, message->hops);
    put_u32(writer, message->to.number);
    put_u32(writer, message->from.number);
    put_u32(writer, message->via.number);
    put_entity(writer, message->about);
    encoders[message->type](message, writer);
}

/* -- decoding */

/* A byte that says yes or no; anything else is damage. */
static bool take_bool(struct bytes_reader *reader)
{
    uint8_t value = take_u8(reader);
    if (value > 1) {
        reader->failed = true;
    }
    return value == 1;
}

static struct slot *take_slot(struct bytes_reader *reader)
{
    if (!take_bool(reader) || reader->failed) {
        return NULL;
    }
    struct slot *slot = slot_decode(reader);
    if (slot == NULL) {
        reader->failed = true;
    }
    return slot;
}

#define DECODE_U8(name)       fields->name = take_u8(reader);
#define DECODE_U32(name)      fields->name = take_u32(reader);
#define DECODE_U64(name)      fields->name = take_u64(reader);
#define DECODE_I64(name)      fields->name = take_i64(reader);
#define DECODE_BOOL(name)     fields->name = take_bool(reader);
#define DECODE_ENTITY(name)   fields->name = take_entity(reader);
#define DECODE_ZONE(name)     fields->name.number = take_u32(reader);
#define DECODE_ROOM(name)     fields->name.number = take_u32(reader);
#define DECODE_SESSION(name)  fields->name.number = take_u64(reader);
#define DECODE_NAME(name)     take_string(reader, fields->name, sizeof fields->name);
#define DECODE_KEY(name)      take_string(reader, fields->name, sizeof fields->name);
#define DECODE_TEXT(name)     fields->name = take_text(reader, bytes_left(reader));
#define DECODE_SLOT(name)     fields->name = take_slot(reader);
#define DECODE_POINTER(name)  /* stays NULL */
#define DECODE(KIND, name)    DECODE_##KIND(name)

#define DISCARD_U8(name)
#define DISCARD_U32(name)
#define DISCARD_U64(name)
#define DISCARD_I64(name)
#define DISCARD_BOOL(name)
#define DISCARD_ENTITY(name)
#define DISCARD_ZONE(name)
#define DISCARD_ROOM(name)
#define DISCARD_SESSION(name)
#define DISCARD_NAME(name)
#define DISCARD_KEY(name)
#define DISCARD_TEXT(name)
#define DISCARD_SLOT(name)    slot_free(&fields->name);
#define DISCARD_POINTER(name)
#define DISCARD(KIND, name)   DISCARD_##KIND(name)

/* False when the bytes were damaged; the slot that was made on the way has no session to go back to. */
#define MESSAGE(TYPE, member, inbox, asks, FIELDS)                                      \
    static bool decode_##member(struct message *message, struct bytes_reader *reader)   \
    {                                                                                   \
        struct msg_##member *fields = &message->member;                                 \
        (void)fields;                                                                   \
        FIELDS(DECODE)                                                                  \
        if (reader->failed) {                                                           \
            FIELDS(DISCARD)                                                             \
            return false;                                                               \
        }                                                                               \
        return true;                                                                    \
    }
#include "core/messages.def"
#undef MESSAGE

static bool (*const decoders[MSG_TYPES])(struct message *message, struct bytes_reader *reader) = {
#define MESSAGE(TYPE, member, inbox, asks, FIELDS) [MSG_##TYPE] = decode_##member,
#include "core/messages.def"
#undef MESSAGE
};

struct message *message_decode(struct bytes_reader *reader)
{
    uint16_t type = take_u16(reader);
    /* A REPLY is written as the answer in its slot, for a hash; there is no question to read back. */
    if (reader->failed || type == MSG_NONE || type >= MSG_TYPES || type == MSG_REPLY) {
        reader->failed = true;
        return NULL;
    }
    struct message *message = message_new((enum message_type)type);
    message->hops = take_u8(reader);
    message->to.number = take_u32(reader);
    message->from.number = take_u32(reader);
    message->via.number = take_u32(reader);
    message->about = take_entity(reader);
    if (!decoders[type](message, reader)) {
        message_free(&message);
    }
    return message;
}
