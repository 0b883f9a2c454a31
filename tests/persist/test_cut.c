/* tests/persist/test_cut.c -- of one name the highest version is kept, of equal ones the later. */
#include "persist/cut.h"

#include "core/memory.h"
#include "persist/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void add(struct message_list *list, const char *name, uint64_t version, const char *content)
{
    struct message *message = message_new(MSG_RECORD);
    snprintf(message->record.name, sizeof message->record.name, "%s", name);
    message->record.version = version;
    message->record.content = content == NULL ? NULL : text_string(content);
    message_list_add(list, message);
}

static PERSIST_THREAD void must_hold(const struct cut *cut, unsigned at, const char *name, const char *content)
{
    assert_in_range(at, 0, cut->count - 1);
    const struct msg_record *record = &cut->records[at].message->record;
    assert_string_equal(record->name, name);
    if (content == NULL)
        assert_null(record->content);
    else
        assert_string_equal(text_bytes(record->content), content);
}

static PERSIST_THREAD void highest_version(void **state)
{
    (void)state;
    struct cut cut;
    struct message_list first = {.length = 0}, second = {.length = 0};
    cut_begin(&cut, 5, 100);
    add(&first, "b", 7, "b7");
    add(&first, "a", 3, "a3 first");
    add(&first, "c", 1, "c1");
    add(&second, "a", 3, "a3 second");
    add(&second, "b", 6, "b6");
    add(&second, "c", 2, NULL);
    cut_add(&cut, &first, 50);
    cut_add(&cut, &second, 40);
    assert_int_equal(first.length, 0);
    cut_settle(&cut, true);
    assert_int_equal(cut.count, 3);
    assert_int_equal(cut.world_ms, 50);
    must_hold(&cut, 0, "a", "a3 second");
    must_hold(&cut, 1, "b", "b7");
    must_hold(&cut, 2, "c", NULL);
    cut_end(&cut);
}

static PERSIST_THREAD void merged(void **state)
{
    (void)state;
    struct cut cut, later;
    struct message_list list = {.length = 0};
    cut_begin(&cut, 5, 100);
    add(&list, "a", 3, "a3 of 5");
    add(&list, "b", 9, "b9 of 5");
    add(&list, "only", 1, "5");
    cut_add(&cut, &list, 50);
    cut_settle(&cut, true);
    cut_begin(&later, 6, 200);
    add(&list, "a", 3, "a3 of 6");
    add(&list, "b", 8, "b8 of 6");
    cut_add(&later, &list, 60);
    cut_settle(&later, true);
    cut_merge(&cut, &later);
    assert_int_equal(cut.epoch, 6);
    assert_int_equal(cut.merged, 2);
    assert_int_equal(cut.world_ms, 60);
    assert_int_equal(cut.begun_ms, 200);
    assert_int_equal(later.count, 0);
    assert_int_equal(cut.count, 3);
    must_hold(&cut, 0, "a", "a3 of 6");
    must_hold(&cut, 1, "b", "b9 of 5");
    must_hold(&cut, 2, "only", "5");
    cut_end(&cut);
}

static PERSIST_THREAD void sealed(void **state)
{
    (void)state;
    struct cut cut;
    struct message_list list = {.length = 0};
    unsigned count;
    uint64_t epoch, version;
    const char *reason;
    cut_begin(&cut, 5, 100);
    add(&list, "a", 3, "content");
    add(&list, "b", 4, NULL);
    cut_add(&cut, &list, 1);
    cut_settle(&cut, true);
    struct store_value *values = cut_seal(&cut, &count);
    assert_int_equal(count, 2);
    assert_int_equal(cut.count, 0);
    assert_int_equal(cut.epoch, 5);
    struct text *content = record_open("a", values[0].value, &epoch, &version, &reason);
    assert_string_equal(text_bytes(content), "content");
    assert_int_equal(epoch, 5);
    assert_int_equal(version, 3);
    assert_string_equal(values[1].name, "b");
    assert_null(values[1].value);
    text_unref(&content);
    text_unref(&values[0].value);
    memory_free(values);
    cut_end(&cut);
}

static PERSIST_THREAD void nothing_at_all(void **state)
{
    (void)state;
    struct cut cut;
    unsigned count = 7;
    cut_begin(&cut, 5, 100);
    cut_settle(&cut, true);
    struct store_value *values = cut_seal(&cut, &count);
    assert_int_equal(count, 0);
    memory_free(values);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(highest_version), cmocka_unit_test(merged),
        cmocka_unit_test(sealed), cmocka_unit_test(nothing_at_all),
    };
    return cmocka_run_group_tests_name("cut", tests, NULL, NULL);
}
