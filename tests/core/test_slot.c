/* tests/core/test_slot.c -- a slot turns from question to answer, and a recording gives the question back. */
#include "core/slot.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct slot filled_slot(void)
{
    struct slot slot = {0};
    slot_begin(&slot, session_make(2, 5, 1));
    slot.sequence = 77;
    slot.verb = 12;
    slot.verdict = VERDICT_NEW;
    strcpy(slot.secret, "$argon2id$x");
    strcpy(slot.line, "the rusty key");
    strcpy(slot.typed, "take");
    strcpy(slot.reply_to, "Ada");
    slot.zone = (zone_id){9};
    slot.who = (entity_id){1, 2, 3};
    return slot;
}

/* Whatever it was used for before: nothing of one player's line may come up in another's. */
static void test_begins_as_new(void **state)
{
    (void)state;
    static const struct slot zero;
    struct slot used;
    memset(&used, 'x', sizeof used);
    slot_begin(&used, session_make(2, 5, 1));
    assert_string_equal(used.line, "");
    assert_string_equal(used.secret, "");
    assert_string_equal(used.token, "");
    assert_true(session_same(used.session, session_make(2, 5, 1)));
    assert_true(used.message.embedded);
    used.session = zero.session;
    used.worn = NULL;
    used.message.embedded = false;
    size_t written = offsetof(struct slot, message) + offsetof(struct message, command) + sizeof zero.message.command;
    assert_memory_equal(&used, &zero, written);
}

/* The memory of an answer goes into the next journey, unless it is uncommonly large. */
static void test_a_reply_is_worn(void **state)
{
    (void)state;
    static char large[10000];
    struct slot slot = filled_slot();
    struct text *reply = slot.reply = text_string("You take it.");
    slot.prompt = text_string("> ");
    slot_end(&slot);
    assert_null(slot.reply);
    assert_null(slot.prompt);
    slot_begin(&slot, session_make(2, 6, 1));
    assert_ptr_equal(slot.worn, reply);
    slot_end(&slot);                    /* a journey without an answer */
    assert_ptr_equal(slot.worn, reply);
    slot.reply = text_new(large, sizeof large);
    slot_end(&slot);
    assert_null(slot.reply);
    assert_ptr_equal(slot.worn, reply);
    struct text *other = slot.reply = text_string("You drop it.");
    slot_end(&slot);
    assert_ptr_equal(slot.worn, other);
    text_unref(&slot.worn);
}

static void test_ask_and_answer(void **state)
{
    (void)state;
    struct slot slot = filled_slot();
    struct message *message = slot_ask(&slot, (zone_id){9});
    assert_ptr_equal(message, &slot.message);
    assert_int_equal(message->type, MSG_COMMAND);
    assert_true(message->embedded);
    assert_true(zone_same(message->to, (zone_id){9}));
    assert_true(entity_same(message->about, slot.who));
    assert_ptr_equal(message->command.slot, &slot);

    message->hops = 3; /* as it went from zone to zone */
    message->from = (zone_id){4};
    message = slot_answer(&slot);
    assert_int_equal(message->type, MSG_REPLY);
    assert_true(message->embedded);
    assert_int_equal(message->hops, 0);
    assert_true(zone_same(message->to, NO_ZONE));
    assert_true(entity_none(message->about));
    assert_ptr_equal(message->reply.slot, &slot);
    assert_int_equal(slot.sequence, 77);
}

static void test_question_comes_back(void **state)
{
    (void)state;
    struct slot slot = filled_slot();
    struct bytes_writer writer = {0};
    slot_encode(&slot, &writer);
    struct bytes_reader reader = bytes_read(writer.bytes, writer.length);
    struct slot *decoded = slot_decode(&reader);
    assert_non_null(decoded);
    assert_int_equal(bytes_left(&reader), 0);
    assert_true(session_same(decoded->session, slot.session));
    assert_int_equal(decoded->sequence, 77);
    assert_int_equal(decoded->verb, 12);
    assert_int_equal(decoded->verdict, VERDICT_NEW);
    assert_string_equal(decoded->secret, slot.secret);
    assert_string_equal(decoded->line, slot.line);
    assert_string_equal(decoded->typed, slot.typed);
    assert_string_equal(decoded->reply_to, slot.reply_to);
    assert_true(zone_same(decoded->zone, slot.zone));
    assert_true(entity_same(decoded->who, slot.who));
    assert_true(decoded->message.embedded);
    slot_free(&decoded);
    assert_null(decoded);
    slot_free(&decoded);
    bytes_free(&writer);
}

static void test_cut_short_gives_nothing(void **state)
{
    (void)state;
    struct slot slot = filled_slot();
    struct bytes_writer writer = {0};
    slot_encode(&slot, &writer);
    for (size_t length = 0; length < writer.length; length++) {
        struct bytes_reader reader = bytes_read(writer.bytes, length);
        assert_null(slot_decode(&reader));
    }
    bytes_free(&writer);
}

static void test_unknown_verdict_gives_nothing(void **state)
{
    (void)state;
    struct slot slot = filled_slot();
    slot.verdict = 200;
    struct bytes_writer writer = {0};
    slot_encode(&slot, &writer);
    struct bytes_reader reader = bytes_read(writer.bytes, writer.length);
    assert_null(slot_decode(&reader));
    bytes_free(&writer);
}

static uint64_t answer_hash(const struct slot *slot)
{
    struct bytes_writer writer = {0};
    slot_encode_answer(slot, &writer);
    uint64_t hash = bytes_hash(writer.bytes, writer.length);
    bytes_free(&writer);
    return hash;
}

/* An emission hash must notice every difference a player could. */
static void test_answer_shows_every_difference(void **state)
{
    (void)state;
    struct slot slot = filled_slot();
    uint64_t hashes[10];
    unsigned count = 0;
    hashes[count++] = answer_hash(&slot);
    slot.sequence++;
    hashes[count++] = answer_hash(&slot);
    slot.reply = text_string("You take it.");
    hashes[count++] = answer_hash(&slot);
    slot.prompt = text_string(">");
    hashes[count++] = answer_hash(&slot);
    slot.next = NEXT_RAW;
    hashes[count++] = answer_hash(&slot);
    slot.not_before = 5000;
    hashes[count++] = answer_hash(&slot);
    slot.zone.number++;
    hashes[count++] = answer_hash(&slot);
    slot.who.counter++;
    hashes[count++] = answer_hash(&slot);
    slot.session.number++;
    hashes[count++] = answer_hash(&slot);
    slot.next_secret = text_string("$argon2id$y");
    hashes[count++] = answer_hash(&slot);
    for (unsigned i = 0; i < count; i++) {
        for (unsigned j = 0; j < i; j++) {
            assert_true(hashes[i] != hashes[j]);
        }
    }
    strcpy(slot.line, "something else"); /* the question is no part of the answer */
    assert_true(answer_hash(&slot) == hashes[count - 1]);
    text_unref(&slot.reply);
    text_unref(&slot.prompt);
    text_unref(&slot.next_secret);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_begins_as_new),
        cmocka_unit_test(test_a_reply_is_worn),
        cmocka_unit_test(test_ask_and_answer),
        cmocka_unit_test(test_question_comes_back),
        cmocka_unit_test(test_cut_short_gives_nothing),
        cmocka_unit_test(test_unknown_verdict_gives_nothing),
        cmocka_unit_test(test_answer_shows_every_difference),
    };
    return cmocka_run_group_tests_name("slot", tests, NULL, NULL);
}
