/* tests/core/test_message.c -- lists keep order, and every type of the table comes back from its bytes. */
#include "core/memory.h"
#include "core/message.h"
#include "core/slot.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct message *numbered(uint64_t number)
{
    struct message *message = message_new(MSG_DURABLE);
    message->durable.epoch = number;
    return message;
}

static void assert_numbers(struct message_list *list, uint64_t first, uint64_t last)
{
    assert_int_equal(list->length, last - first + 1);
    for (uint64_t number = first; number <= last; number++) {
        struct message *message = message_list_take(list);
        assert_non_null(message);
        assert_int_equal(message->durable.epoch, number);
        assert_null(message->next);
        message_free(&message);
        assert_null(message);
    }
    assert_null(message_list_take(list));
    assert_int_equal(list->length, 0);
}

static void test_list_is_first_in_first_out(void **state)
{
    (void)state;
    struct message_list list = {0};
    assert_null(message_list_take(&list));
    for (unsigned round = 0; round < 2; round++) {
        for (uint64_t i = 1; i <= 5; i++) {
            message_list_add(&list, numbered(i));
        }
        assert_numbers(&list, 1, 5);
    }
}

static void test_list_join(void **state)
{
    (void)state;
    struct message_list one = {0}, two = {0}, none = {0};
    message_list_join(&one, &none);
    assert_int_equal(one.length, 0);
    message_list_add(&two, numbered(1));
    message_list_add(&two, numbered(2));
    message_list_join(&one, &two);
    assert_null(two.first);
    assert_int_equal(two.length, 0);
    message_list_add(&two, numbered(3));
    message_list_join(&one, &two);
    message_list_join(&one, &none);
    message_list_add(&one, numbered(4));
    assert_numbers(&one, 1, 4);
    message_list_add(&one, numbered(1));
    message_list_free(&one);
    assert_int_equal(one.length, 0);
}

static void test_names_and_inboxes(void **state)
{
    (void)state;
    assert_string_equal(message_name(MSG_ARRIVE), "ARRIVE");
    assert_string_equal(message_name((enum message_type)60000), "UNKNOWN");
    assert_int_equal(message_inbox(MSG_COMMAND), INBOX_ZONE);
    assert_int_equal(message_inbox(MSG_REPLY), INBOX_NET);
    assert_int_equal(message_inbox(MSG_HALT), INBOX_WORKER);
    assert_int_equal(message_inbox(MSG_PUBLISH), INBOX_DIRECTORY);
}

static void test_free_releases_texts_but_not_an_embedded_message(void **state)
{
    (void)state;
    struct text *text = text_string("kept");
    struct message *message = message_new(MSG_TELL);
    message->tell.text = text_ref(text);
    message->tell.prompt = text_ref(text);
    message_free(&message); /* a leak here is found by the address sanitizer */
    assert_null(message);
    message_free(&message);

    struct slot slot;
    slot_begin(&slot, session_make(0, 1, 1));
    message = slot_ask(&slot, (zone_id){1});
    message_free(&message);
    assert_null(message);
    assert_int_equal(slot.message.type, MSG_COMMAND);

    struct message embedded = {.type = MSG_TELL, .embedded = true};
    embedded.tell.text = text_ref(text);
    message = &embedded;
    message_free(&message);
    assert_null(embedded.tell.text);
    text_unref(&text);
}

static struct slot asked;

/* Something in every field, different from field to field. */
#define FILL_U8(name)      fields->name = (uint8_t)++counter;
#define FILL_U32(name)     fields->name = ++counter << 20;
#define FILL_U64(name)     fields->name = (uint64_t)++counter << 40;
#define FILL_I64(name)     fields->name = -(int64_t)++counter;
#define FILL_BOOL(name)    fields->name = true;
#define FILL_ENTITY(name)  fields->name = (entity_id){++counter, 2, 3};
#define FILL_ZONE(name)    fields->name.number = ++counter;
#define FILL_ROOM(name)    fields->name.number = ++counter;
#define FILL_SESSION(name) fields->name.number = ++counter;
#define FILL_NAME(name)    strcpy(fields->name, "Twelvelettrs");
#define FILL_KEY(name)     memset(fields->name, 'k', KEY_SIZE - 1);
#define FILL_TEXT(name)    fields->name = text_printf("text %u", ++counter);
#define FILL_SLOT(name)    fields->name = &asked;
#define FILL_POINTER(name) fields->name = &asked;
#define FILL(KIND, name)   FILL_##KIND(name)

#define MESSAGE(TYPE, member, inbox, asks, FIELDS)     \
    static void fill_##member(struct message *message) \
    {                                                  \
        struct msg_##member *fields = &message->member; \
        uint32_t counter = 1;                          \
        (void)fields;                                  \
        (void)counter;                                 \
        FIELDS(FILL)                                   \
    }
#include "core/messages.def"
#undef MESSAGE

static void (*const fillers[MSG_TYPES])(struct message *message) = {
#define MESSAGE(TYPE, member, inbox, asks, FIELDS) [MSG_##TYPE] = fill_##member,
#include "core/messages.def"
#undef MESSAGE
};

/* What a decoded message brought along, handed back. */
#define GIVE_BACK_U8(name)
#define GIVE_BACK_U32(name)
#define GIVE_BACK_U64(name)
#define GIVE_BACK_I64(name)
#define GIVE_BACK_BOOL(name)
#define GIVE_BACK_ENTITY(name)
#define GIVE_BACK_ZONE(name)
#define GIVE_BACK_ROOM(name)
#define GIVE_BACK_SESSION(name)
#define GIVE_BACK_NAME(name)
#define GIVE_BACK_KEY(name)
#define GIVE_BACK_TEXT(name)
#define GIVE_BACK_SLOT(name)    slot_free(&fields->name);
#define GIVE_BACK_POINTER(name) assert_null(fields->name);
#define GIVE_BACK(KIND, name)   GIVE_BACK_##KIND(name)

#define MESSAGE(TYPE, member, inbox, asks, FIELDS)           \
    static void give_back_##member(struct message *message)  \
    {                                                        \
        struct msg_##member *fields = &message->member;      \
        (void)fields;                                        \
        FIELDS(GIVE_BACK)                                    \
    }
#include "core/messages.def"
#undef MESSAGE

static void (*const returners[MSG_TYPES])(struct message *message) = {
#define MESSAGE(TYPE, member, inbox, asks, FIELDS) [MSG_##TYPE] = give_back_##member,
#include "core/messages.def"
#undef MESSAGE
};

static struct message *filled(enum message_type type)
{
    slot_begin(&asked, session_make(1, 2, 3));
    asked.sequence = 8;
    strcpy(asked.line, "north");
    struct message *message = message_new(type);
    message->hops = 3;
    message->to = (zone_id){11};
    message->from = (zone_id){12};
    message->about = (entity_id){1, 2, 3};
    fillers[type](message);
    return message;
}

static void free_decoded(struct message **message)
{
    if (*message != NULL) {
        returners[(*message)->type](*message);
    }
    message_free(message);
}

static void test_every_type_comes_back(void **state)
{
    (void)state;
    for (unsigned type = MSG_NONE + 1; type < MSG_TYPES; type++) {
        if (type == MSG_REPLY) {
            continue;
        }
        struct message *message = filled((enum message_type)type);
        struct bytes_writer writer = {0}, again = {0};
        message_encode(message, &writer);
        struct bytes_reader reader = bytes_read(writer.bytes, writer.length);
        struct message *decoded = message_decode(&reader);
        assert_non_null(decoded);
        assert_int_equal(bytes_left(&reader), 0);
        assert_int_equal(decoded->hops, 3);
        assert_false(decoded->embedded);
        message_encode(decoded, &again);
        assert_int_equal(again.length, writer.length);
        assert_memory_equal(again.bytes, writer.bytes, writer.length);
        free_decoded(&decoded);
        message_free(&message);
        bytes_free(&writer);
        bytes_free(&again);
    }
}

static void test_fields_come_back(void **state)
{
    (void)state;
    struct message *message = filled(MSG_ARRIVE);
    struct bytes_writer writer = {0};
    message_encode(message, &writer);
    struct bytes_reader reader = bytes_read(writer.bytes, writer.length);
    struct message *decoded = message_decode(&reader);
    assert_true(decoded->arrive.convoy == message->arrive.convoy);
    assert_int_equal(decoded->arrive.travellers, message->arrive.travellers);
    assert_true(room_same(decoded->arrive.old_room, message->arrive.old_room));
    assert_string_equal(text_bytes(decoded->arrive.parcels), text_bytes(message->arrive.parcels));
    assert_string_equal(decoded->arrive.slot->line, "north");
    assert_true(decoded->arrive.slot != &asked);
    assert_true(zone_same(decoded->to, (zone_id){11}));
    assert_true(zone_same(decoded->from, (zone_id){12}));
    assert_true(entity_same(decoded->about, (entity_id){1, 2, 3}));
    free_decoded(&decoded);
    message_free(&message);
    bytes_free(&writer);
}

static void test_null_text_and_slot_come_back(void **state)
{
    (void)state;
    struct message *message = message_new(MSG_ARRIVE);
    struct bytes_writer writer = {0};
    message_encode(message, &writer);
    struct bytes_reader reader = bytes_read(writer.bytes, writer.length);
    struct message *decoded = message_decode(&reader);
    assert_non_null(decoded);
    assert_null(decoded->arrive.parcels);
    assert_null(decoded->arrive.slot);
    free_decoded(&decoded);
    message_free(&message);
    bytes_free(&writer);
}

static void test_sender_and_epoch_are_not_encoded(void **state)
{
    (void)state;
    struct message *message = filled(MSG_CUT);
    struct bytes_writer one = {0}, two = {0};
    message_encode(message, &one);
    message->sender = 70;
    message->epoch = 71;
    message_encode(message, &two);
    assert_int_equal(one.length, two.length);
    assert_memory_equal(one.bytes, two.bytes, one.length);
    message_free(&message);
    bytes_free(&one);
    bytes_free(&two);
}

static void test_reply_is_its_answer(void **state)
{
    (void)state;
    struct slot slot;
    slot_begin(&slot, session_make(1, 2, 3));
    struct bytes_writer before = {0}, after = {0}, other = {0};
    message_encode(slot_answer(&slot), &before);
    slot.reply = text_string("You go north.");
    message_encode(slot_answer(&slot), &after);
    assert_true(after.length > before.length);
    strcpy(slot.line, "another question");
    message_encode(slot_answer(&slot), &other);
    assert_int_equal(other.length, after.length);
    struct bytes_reader reader = bytes_read(after.bytes, after.length);
    assert_null(message_decode(&reader)); /* there is no question to give back */
    assert_true(reader.failed);
    text_unref(&slot.reply);
    bytes_free(&before);
    bytes_free(&after);
    bytes_free(&other);
}

static void test_cut_short_gives_nothing(void **state)
{
    (void)state;
    for (unsigned type = MSG_NONE + 1; type < MSG_TYPES; type++) {
        struct message *message = filled((enum message_type)type);
        struct bytes_writer writer = {0};
        message_encode(message, &writer);
        for (size_t length = 0; length < writer.length; length++) {
            struct bytes_reader reader = bytes_read(writer.bytes, length);
            assert_null(message_decode(&reader));
            assert_true(reader.failed);
        }
        message_free(&message);
        bytes_free(&writer);
    }
}

/* Every byte of every type, turned into something else: an answer or nothing, never a crash. */
static void test_damage_is_survived(void **state)
{
    (void)state;
    for (unsigned type = MSG_NONE + 1; type < MSG_TYPES; type++) {
        struct message *message = filled((enum message_type)type);
        struct bytes_writer writer = {0};
        message_encode(message, &writer);
        for (size_t at = 0; at < writer.length; at++) {
            uint8_t kept = writer.bytes[at];
            static const uint8_t damages[] = {0xff, 0x80, 0x01};
            for (unsigned i = 0; i < 3; i++) {
                writer.bytes[at] = kept ^ damages[i];
                struct bytes_reader reader = bytes_read(writer.bytes, writer.length);
                struct message *decoded = message_decode(&reader);
                assert_true(decoded != NULL || reader.failed);
                free_decoded(&decoded);
            }
            writer.bytes[at] = kept;
        }
        message_free(&message);
        bytes_free(&writer);
    }
}

static void test_types_out_of_range_give_nothing(void **state)
{
    (void)state;
    static const unsigned types[] = {MSG_NONE, MSG_TYPES, 0xffff};
    for (unsigned i = 0; i < 3; i++) {
        struct bytes_writer writer = {0};
        put_u16(&writer, (uint16_t)types[i]);
        put_bytes(&writer, (char[200]){0}, 200);
        struct bytes_reader reader = bytes_read(writer.bytes, writer.length);
        assert_null(message_decode(&reader));
        assert_true(reader.failed);
        bytes_free(&writer);
    }
}

static void test_yes_or_no_is_nothing_else(void **state)
{
    (void)state;
    struct message *message = filled(MSG_SAVED);
    struct bytes_writer writer = {0};
    message_encode(message, &writer);
    writer.bytes[writer.length - 1] = 2; /* `failed`, its last field */
    struct bytes_reader reader = bytes_read(writer.bytes, writer.length);
    assert_null(message_decode(&reader));
    message_free(&message);
    bytes_free(&writer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_list_is_first_in_first_out),
        cmocka_unit_test(test_list_join),
        cmocka_unit_test(test_names_and_inboxes),
        cmocka_unit_test(test_free_releases_texts_but_not_an_embedded_message),
        cmocka_unit_test(test_every_type_comes_back),
        cmocka_unit_test(test_fields_come_back),
        cmocka_unit_test(test_null_text_and_slot_come_back),
        cmocka_unit_test(test_sender_and_epoch_are_not_encoded),
        cmocka_unit_test(test_reply_is_its_answer),
        cmocka_unit_test(test_cut_short_gives_nothing),
        cmocka_unit_test(test_damage_is_survived),
        cmocka_unit_test(test_types_out_of_range_give_nothing),
        cmocka_unit_test(test_yes_or_no_is_nothing_else),
    };
    return cmocka_run_group_tests_name("message", tests, NULL, NULL);
}
