/* core/message.h -- the envelope of everything one thread says to another.
 *
 * A message belongs to its sender until mailbox_post(), and to the receiver once drained.  The table
 * messages.def makes the types, the union members, the codec and message_free(). */
#ifndef CORE_MESSAGE_H
#define CORE_MESSAGE_H

#include "core/bytes.h"
#include "core/id.h"
#include "core/text.h"

#include <urcu/wfcqueue.h>

struct slot;

enum message_inbox {
    INBOX_ZONE, INBOX_WORKER, INBOX_NET, INBOX_PERSIST, INBOX_MAIN, INBOX_DIRECTORY,
};

enum message_type {
    MSG_NONE,
#define MESSAGE(TYPE, member, inbox, asks, FIELDS) MSG_##TYPE,
#include "core/messages.def"
#undef MESSAGE
    MSG_TYPES
};

enum {
    KEY_SIZE = 64,             /* the name of a record, with its NUL */
    MAIL_HOPS_MAX = 8,         /* then personal mail goes back to its sender as LOST */
};

/* Field kinds of messages.def, as C types. */
#define FIELD_U8(name)      uint8_t name;
#define FIELD_U32(name)     uint32_t name;
#define FIELD_U64(name)     uint64_t name;
#define FIELD_I64(name)     int64_t name;
#define FIELD_BOOL(name)    bool name;
#define FIELD_ENTITY(name)  entity_id name;
#define FIELD_ZONE(name)    zone_id name;
#define FIELD_ROOM(name)    room_id name;
#define FIELD_SESSION(name) session_id name;
#define FIELD_NAME(field)   char field[NAME_SIZE];
#define FIELD_KEY(field)    char field[KEY_SIZE];
#define FIELD_TEXT(name)    struct text *name;    /* one reference, the message's; may be NULL */
#define FIELD_SLOT(name)    struct slot *name;    /* borrowed from its session, which waits for it; may be NULL */
#define FIELD_POINTER(name) void *name;           /* changes hands with the message; never recorded */

#define FIELD(KIND, name) FIELD_##KIND(name)
#define MESSAGE(TYPE, member, inbox, asks, FIELDS) struct msg_##member { FIELDS(FIELD) };
#include "core/messages.def"
#undef MESSAGE
#undef FIELD

struct message {
    struct cds_wfcq_node link;  /* while in a mailbox */
    struct message *next;       /* in the one list that owns it otherwise */
    uint16_t  type;
    uint8_t   hops;
    bool      embedded;         /* part of a slot: message_free() leaves the memory alone */
    uint32_t  sender;           /* the posting thread's number, see core/post.h */
    uint64_t  epoch;            /* highest epoch the sender had seen */
    zone_id   to;               /* INBOX_ZONE: whom */
    zone_id   from;             /* the zone that emitted it, if one did */
    zone_id   via;              /* personal mail: the zone that sent it on behind a traveller */
    entity_id about;            /* personal mail: whom it follows */
    union {
#define MESSAGE(TYPE, member, inbox, asks, FIELDS) struct msg_##member member;
#include "core/messages.def"
#undef MESSAGE
    };
};

/* TELLS: all its sessions, `session` the first of them, in one text of eight bytes each, as put_u64() writes them; all are of
 * one net. */
ANY_THREAD unsigned   tells_count(const struct msg_tells *tells);
ANY_THREAD session_id tells_session(const struct msg_tells *tells, unsigned at);

/* A list of messages threaded through `next`: first in, first out. */
struct message_list {
    struct message  *first;
    struct message **last;  /* where the next one is hung; NULL while empty */
    unsigned         length;
};
void            message_list_add(struct message_list *list, struct message *message);
struct message *message_list_take(struct message_list *list); /* NULL when empty */
/* All of `from`, behind what `list` holds; `from` is empty afterwards. */
void            message_list_join(struct message_list *list, struct message_list *from);
void            message_list_free(struct message_list *list);

ANY_THREAD struct message *message_new(enum message_type type);
/* Frees an own or drained message with the texts it holds; leaves NULL.  A slot is not the message's. */
ANY_THREAD void message_free(struct message **message);
ANY_THREAD const char *message_name(enum message_type type);
ANY_THREAD enum message_inbox message_inbox(enum message_type type);

/* The codec of recordings and emission hashes: type, hops, to, from, via, about, fields; not sender and
 * epoch, which depend on the number of threads.  A slot is written as what it asks (slot_encode).
 * Decoding gives a message of its own with a slot of its own (slot_decode), or NULL. */
ANY_THREAD void message_encode(const struct message *message, struct bytes_writer *writer);
ANY_THREAD struct message *message_decode(struct bytes_reader *reader);

#endif
