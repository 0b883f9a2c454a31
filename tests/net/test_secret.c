/* tests/net/test_secret.c -- passwords go in, verdicts come out, nothing else. */
#include "net/secret.h"

#include "core/clock.h"

#include "core/rcu.h"
#include "core/slot.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const zone_id asking = {1};

/* A route with one zone on one worker, whose inbox the test reads. */
struct setting {
    struct options  options;
    struct route   *route;
    struct mailbox *inbox;
    struct secret  *secret;
    int64_t         wait_ms;       /* as the last question was told */
};

static MAIN_THREAD void setting_begin(struct setting *setting, unsigned queue_max)
{
    options_begin(&setting->options);
    setting->options.password_memory_kib = 8;
    setting->options.password_passes = 1;
    setting->options.password_queue_max = queue_max;
    setting->options.threads_secret = 2;
    setting->route = route_new(1);
    setting->inbox = mailbox_new("zone");
    route_add_worker(setting->route, setting->inbox);
    route_set(setting->route, asking, 0);
    setting->secret = secret_new(&setting->options, setting->route);
    assert_non_null(setting->secret);
}

static MAIN_THREAD void setting_end(struct setting *setting)
{
    secret_end(&setting->secret);
    assert_null(setting->secret);
    mailbox_free(&setting->inbox);
    rcu_settle();
    route_free(&setting->route);
}

static NET_THREAD bool ask(struct setting *setting, struct slot *slot, enum slot_next next, const char *password)
{
    slot->next = (uint8_t)next;
    return secret_ask(setting->secret, slot, asking, password, strlen(password), &setting->wait_ms);
}

/* Waits for one slot to come. */
static struct slot *answer(struct setting *setting)
{
    struct message_list list = {0};
    while (mailbox_drain(setting->inbox, &list) == 0) {
        mailbox_sleep(setting->inbox, -1);
    }
    struct message *message = message_list_take(&list);
    assert_int_equal(message->type, MSG_COMMAND);
    assert_int_equal(message->to.number, asking.number);
    struct slot *slot = message->command.slot;
    while ((message = message_list_take(&list)) != NULL) { /* others go back, for the next look */
        struct wakes wakes = {0};
        mailbox_post(setting->inbox, message, &wakes);
    }
    return slot;
}

static REQUIRES_ROLE(main_role) REQUIRES_ROLE(net_role) void a_password_is_made_and_checked(void **state)
{
    (void)state;
    struct setting setting;
    setting_begin(&setting, 64);
    secret_begin(setting.secret);
    struct slot slot;
    slot_begin(&slot, session_make(0, 1, 1));
    slot.message.epoch = 41;

    assert_true(ask(&setting, &slot, NEXT_SECRET_NEW, "correct horse"));
    assert_ptr_equal(answer(&setting), &slot);
    assert_int_equal(slot.verdict, VERDICT_NEW);
    assert_memory_equal(slot.secret, "$argon2id$", 10);
    assert_string_equal(slot.line, "");
    assert_int_equal(slot.message.epoch, 41);
    char hash[SECRET_HASH_SIZE];
    memcpy(hash, slot.secret, sizeof hash);

    assert_true(ask(&setting, &slot, NEXT_SECRET_CHECK, "correct horse"));
    answer(&setting);
    assert_int_equal(slot.verdict, VERDICT_RIGHT);
    assert_string_equal(slot.secret, "");

    memcpy(slot.secret, hash, sizeof hash);
    assert_true(ask(&setting, &slot, NEXT_SECRET_CHECK, "wrong horse"));
    answer(&setting);
    assert_int_equal(slot.verdict, VERDICT_WRONG);
    assert_string_equal(slot.secret, "");
    setting_end(&setting);
}

static REQUIRES_ROLE(main_role) REQUIRES_ROLE(net_role) void unfit_passwords_and_broken_hashes(void **state)
{
    (void)state;
    struct setting setting;
    setting_begin(&setting, 64);
    secret_begin(setting.secret);
    struct slot slot;
    slot_begin(&slot, session_make(0, 1, 1));
    char huge[200];
    memset(huge, 'x', sizeof huge);
    huge[199] = '\0';
    const char *unfit[] = {"1234", huge};
    for (unsigned i = 0; i < 2; i++) {
        ask(&setting, &slot, NEXT_SECRET_NEW, unfit[i]);
        answer(&setting);
        assert_int_equal(slot.verdict, VERDICT_UNFIT);
    }
    const char *broken[] = {"", "not a hash", "$argon2id$v=19$m=8,t=1,p=1$$"};
    for (unsigned i = 0; i < 3; i++) {
        snprintf(slot.secret, sizeof slot.secret, "%s", broken[i]);
        ask(&setting, &slot, NEXT_SECRET_CHECK, "12345");
        answer(&setting);
        assert_int_equal(slot.verdict, VERDICT_WRONG);
    }
    setting_end(&setting);
}

/* Two threads, so that what waits is done in half the time that each takes. */
static REQUIRES_ROLE(main_role) REQUIRES_ROLE(net_role) void who_asks_is_told_how_long_it_takes(void **state)
{
    enum { ASKED = 20, MEMORY_KIB = 8192, TRIES = 100 };
    (void)state;
    struct setting setting;
    setting_begin(&setting, 64);
    setting.options.password_memory_kib = MEMORY_KIB;
    secret_begin(setting.secret);
    struct slot slots[ASKED];
    int64_t waits[ASKED];
    slot_begin(&slots[0], session_make(0, 0, 1));
    int64_t most_ms = 0;
    unsigned tries = 0;
    do {                                       /* a thread notes how long it took only after it has answered */
        int64_t began_ns = clock_ns();
        assert_true(ask(&setting, &slots[0], NEXT_SECRET_NEW, "correct horse"));
        assert_true(tries > 0 || setting.wait_ms == 0);    /* at first nobody knows */
        answer(&setting);
        int64_t took_ms = (clock_ns() - began_ns) / 1000000 + 1;
        most_ms = took_ms > most_ms ? took_ms : most_ms;
    } while (setting.wait_ms == 0 && ++tries < TRIES);
    assert_true(setting.wait_ms > 0);
    for (unsigned at = 0; at < ASKED; at++) {
        slot_begin(&slots[at], session_make(0, at, 1));
        assert_true(ask(&setting, &slots[at], NEXT_SECRET_NEW, "correct horse"));
        waits[at] = setting.wait_ms;
    }
    assert_true(waits[ASKED - 1] > waits[0]);
    assert_true(waits[ASKED - 1] > 0 && waits[ASKED - 1] <= most_ms * ASKED * 3 / 4);   /* half of it, and some more for the clocks */
    for (unsigned at = 0; at < ASKED; at++)
        answer(&setting);
    setting_end(&setting);
}

/* No thread runs: the queue fills, and the end answers what waits. */
static REQUIRES_ROLE(main_role) REQUIRES_ROLE(net_role) void a_full_queue_says_so(void **state)
{
    (void)state;
    struct setting setting;
    setting_begin(&setting, 2);
    struct slot slots[3];
    for (unsigned i = 0; i < 3; i++) {
        slot_begin(&slots[i], session_make(0, i, 1));
        snprintf(slots[i].secret, sizeof slots[i].secret, "kept");
        assert_int_equal(ask(&setting, &slots[i], NEXT_SECRET_CHECK, "12345"), i < 2);
    }
    assert_string_equal(slots[2].secret, "kept");
    assert_int_equal(slots[2].verdict, VERDICT_NONE);
    secret_end(&setting.secret);
    for (unsigned i = 0; i < 2; i++) {
        assert_ptr_equal(answer(&setting), &slots[i]);
        assert_int_equal(slots[i].verdict, VERDICT_BUSY);
    }
    setting_end(&setting);
}

static REQUIRES_ROLE(main_role) REQUIRES_ROLE(net_role) void many_are_all_answered(void **state)
{
    (void)state;
    enum { MANY = 200 };
    struct setting setting;
    setting_begin(&setting, MANY);
    secret_begin(setting.secret);
    static struct slot slots[MANY];
    uint64_t before = metric_total(METRIC_secret_hashed);
    for (unsigned i = 0; i < MANY; i++) {
        slot_begin(&slots[i], session_make(0, i, 1));
        assert_true(ask(&setting, &slots[i], NEXT_SECRET_NEW, "12345"));
    }
    for (unsigned i = 0; i < MANY; i++) {
        assert_int_equal(answer(&setting)->verdict, VERDICT_NEW);
    }
    assert_int_equal(metric_total(METRIC_secret_hashed), before + MANY);
    setting_end(&setting);
}

static REQUIRES_ROLE(main_role) REQUIRES_ROLE(net_role) void tokens_are_made_and_read(void **state)
{
    (void)state;
    struct slot slot;
    slot_begin(&slot, session_make(0, 1, 1));
    char tokens[2][SLOT_TOKEN_SIZE], hashes[2][SECRET_HASH_SIZE];
    for (unsigned i = 0; i < 2; i++) {
        snprintf(slot.secret, sizeof slot.secret, "ada");
        secret_token_make(&slot);
        assert_int_equal(slot.verdict, VERDICT_NEW);
        assert_memory_equal(slot.token, "ada-", 4);
        assert_int_equal(strspn(slot.token + 4, "0123456789abcdef"), 64);
        assert_int_equal(strlen(slot.token), 68);
        assert_int_equal(strlen(slot.secret), 64);
        assert_null(strstr(slot.token, slot.secret));
        memcpy(tokens[i], slot.token, sizeof tokens[i]);
        memcpy(hashes[i], slot.secret, sizeof hashes[i]);
    }
    assert_string_not_equal(tokens[0], tokens[1]);
    memset(slot.secret, 0, sizeof slot.secret);

    char typed[SLOT_TOKEN_SIZE + 1];
    snprintf(typed, sizeof typed, "%s ", tokens[0]);
    secret_token_read(&slot, typed);
    assert_int_equal(slot.verdict, VERDICT_TOKEN);
    assert_string_equal(slot.line, "ada");
    assert_string_equal(slot.secret, hashes[0]);

    const char *wrong[] = {"", "-", "abcdefghijklmnopqrstuvwxyz-0", "ada"};
    const char *named[] = {"", "", "", "ada"};
    for (unsigned i = 0; i < 4; i++) {
        secret_token_read(&slot, wrong[i]);
        assert_int_equal(slot.verdict, VERDICT_TOKEN);
        assert_string_equal(slot.line, named[i]);
        assert_string_not_equal(slot.secret, hashes[0]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_password_is_made_and_checked),
        cmocka_unit_test(unfit_passwords_and_broken_hashes),
        cmocka_unit_test(who_asks_is_told_how_long_it_takes),
        cmocka_unit_test(a_full_queue_says_so),
        cmocka_unit_test(many_are_all_answered),
        cmocka_unit_test(tokens_are_made_and_read),
    };
    rcu_thread_begin();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    rcu_thread_end();
    return failed;
}
