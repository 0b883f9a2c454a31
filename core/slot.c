/* core/slot.c -- the one command a session has in flight.
 *
 * Whoever holds the slot's message holds the slot: net, a secret thread, or the worker of the zone it
 * was posted to.  Nothing here is shared at the same time. */
#include "core/slot.h"

#include "core/memory.h"

#include <stddef.h>
#include <string.h>

enum {
    REPLY_MOST = 1 << 20, /* bytes of what was said so far */
    WORN_MOST = 4096,     /* bytes of a reply whose memory is kept: few are longer */
};

/* Nothing of its last journey may show on the next.  A slot's messages say nothing but which slot they are of: what stands behind
 * that, for messages of other types, is never written. */
static void envelope_begin(struct slot *slot)
{
    memset(&slot->message, 0, offsetof(struct message, command) + sizeof slot->message.command);
    slot->message.embedded = true;
}

static struct message *slot_envelope(struct slot *slot, enum message_type type)
{
    envelope_begin(slot);
    slot->message.type = (uint16_t)type;
    return &slot->message;
}

void slot_begin(struct slot *slot, session_id session)
{
    memset(slot, 0, offsetof(struct slot, worn));
    slot->secret[0] = slot->token[0] = slot->line[0] = '\0';
    slot->session = session;
    envelope_begin(slot);
}

struct message *slot_ask(struct slot *slot, zone_id zone)
{
    struct message *message = slot_envelope(slot, MSG_COMMAND);
    message->to = zone;
    message->about = slot->who;
    message->command.slot = slot;
    return message;
}

struct message *slot_answer(struct slot *slot)
{
    struct message *message = slot_envelope(slot, MSG_REPLY);
    message->reply.slot = slot;
    return message;
}

/* Zone and who are where and as whom the session was when it asked: a zone may look at them.  What zones on
 * the way have said already stands in front of the answer. */
void slot_encode(const struct slot *slot, struct bytes_writer *writer)
{
    put_u64(writer, slot->session.number);
    put_u64(writer, slot->sequence);
    put_u16(writer, slot->verb);
    put_u8(writer, slot->verdict);
    put_string(writer, slot->secret);
    put_string(writer, slot->line);
    put_string(writer, slot->typed);
    put_string(writer, slot->reply_to);
    put_u8(writer, slot->watched);
    put_u8(writer, slot->reader);
    put_u8(writer, slot->wishes);
    put_u64(writer, slot->habits_known);
    put_u32(writer, slot->zone.number);
    put_entity(writer, slot->who);
    put_text(writer, slot->reply);
}

struct slot *slot_decode(struct bytes_reader *reader)
{
    struct slot *slot = memory_get(sizeof *slot);
    slot_begin(slot, (session_id){take_u64(reader)});
    slot->sequence = take_u64(reader);
    slot->verb = take_u16(reader);
    slot->verdict = take_u8(reader);
    take_string(reader, slot->secret, sizeof slot->secret);
    take_string(reader, slot->line, sizeof slot->line);
    take_string(reader, slot->typed, sizeof slot->typed);
    take_string(reader, slot->reply_to, sizeof slot->reply_to);
    slot->watched = take_u8(reader) != 0;
    slot->reader = take_u8(reader) != 0;
    slot->wishes = take_u8(reader);
    slot->habits_known = take_u64(reader);
    slot->zone.number = take_u32(reader);
    slot->who = take_entity(reader);
    slot->reply = take_text(reader, REPLY_MOST);
    if (reader->failed || slot->verdict > VERDICT_TOKEN) {
        slot_free(&slot);
    }
    return slot;
}

void slot_encode_answer(const struct slot *slot, struct bytes_writer *writer)
{
    put_u64(writer, slot->session.number);
    put_u64(writer, slot->sequence);
    put_text(writer, slot->reply);
    put_text(writer, slot->prompt);
    put_text(writer, slot->next_secret);
    put_text(writer, slot->facts);
    put_text(writer, slot->habits);
    put_u8(writer, slot->wishes);
    put_u8(writer, slot->next);
    put_u8(writer, slot->drop_waiting);
    put_u8(writer, slot->show_token);
    put_i64(writer, slot->not_before);
    put_u8(writer, slot->unrun);
    put_u8(writer, slot->shows);
    put_u32(writer, slot->shows_most);
    put_u32(writer, slot->zone.number);
    put_entity(writer, slot->who);
}

void slot_end(struct slot *slot)
{
    if (slot->reply != NULL && text_length(slot->reply) <= WORN_MOST) {
        text_unref(&slot->worn);
        slot->worn = slot->reply;
        slot->reply = NULL;
    }
    text_unref(&slot->reply);
    text_unref(&slot->prompt);
    text_unref(&slot->next_secret);
    text_unref(&slot->facts);
    text_unref(&slot->habits);
}

void slot_free(struct slot **slot)
{
    if (*slot == NULL) {
        return;
    }
    slot_end(*slot);
    text_unref(&(*slot)->worn);
    memory_free(*slot);
    *slot = NULL;
}
