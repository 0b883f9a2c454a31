/* tests/core/test_notify.c -- what a service manager hears of us, through a real socket. */
#include "core/notify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

#define NS_PER_S INT64_C(1000000000)

static char folder[] = "/tmp/test_notify_XXXXXX";
static struct sockaddr_un address = {.sun_family = AF_UNIX};
static int manager;

static int manager_begin(void **state)
{
    (void)state;
    if (mkdtemp(folder) == NULL) {
        return -1;
    }
    snprintf(address.sun_path, sizeof address.sun_path, "%s/socket", folder);
    manager = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    return bind(manager, (const struct sockaddr *)&address, sizeof address);
}

static int manager_end(void **state)
{
    (void)state;
    close(manager);
    unlink(address.sun_path);
    return rmdir(folder);
}

static const char *heard(void)
{
    static char bytes[200];
    ssize_t length = recv(manager, bytes, sizeof bytes - 1, 0);
    bytes[length < 0 ? 0 : length] = '\0';
    return bytes;
}

static void manager_wants(const char *name, const char *usec, const char *pid)
{
    name == NULL ? unsetenv("NOTIFY_SOCKET") : setenv("NOTIFY_SOCKET", name, 1);
    usec == NULL ? unsetenv("WATCHDOG_USEC") : setenv("WATCHDOG_USEC", usec, 1);
    pid == NULL ? unsetenv("WATCHDOG_PID") : setenv("WATCHDOG_PID", pid, 1);
}

static void test_nobody_asks(void **state)
{
    (void)state;
    manager_wants(NULL, "1000", NULL);
    struct notify *notify = notify_new();
    assert_null(notify);
    notify_say(notify, "READY=1");
    assert_int_equal(notify_turn(notify, NS_PER_S), -1);
    notify_free(&notify);
}

static void test_ready_and_watchdog(void **state)
{
    (void)state;
    manager_wants(address.sun_path, "10000000", NULL);     /* 10 s */
    struct notify *notify = notify_new();
    assert_non_null(notify);
    assert_null(getenv("NOTIFY_SOCKET"));                   /* a child of ours must not say that it is us */
    assert_null(getenv("WATCHDOG_USEC"));
    notify_say(notify, "READY=1\nSTATUS=Open.");
    assert_string_equal(heard(), "READY=1\nSTATUS=Open.");
    assert_int_equal(notify_turn(notify, 100 * NS_PER_S), 5000);
    assert_string_equal(heard(), "WATCHDOG=1");
    assert_int_equal(notify_turn(notify, 103 * NS_PER_S), 2000);
    assert_string_equal(heard(), "");
    assert_int_equal(notify_turn(notify, 105 * NS_PER_S), 5000);
    assert_string_equal(heard(), "WATCHDOG=1");
    notify_free(&notify);
    assert_null(notify);
}

static void test_whose_watchdog(void **state)
{
    (void)state;
    char pid[24];
    snprintf(pid, sizeof pid, "%d", (int)getpid());
    static const char *const no_times[] = {"0", "-5", "much", "99999999999999"};
    manager_wants(address.sun_path, "2000000", pid);
    struct notify *notify = notify_new();
    assert_int_equal(notify_turn(notify, NS_PER_S), 1000);
    heard();
    notify_free(&notify);
    manager_wants(address.sun_path, "2000000", "1");        /* somebody else's */
    notify = notify_new();
    assert_int_equal(notify_turn(notify, NS_PER_S), -1);
    notify_free(&notify);
    for (size_t at = 0; at < sizeof no_times / sizeof no_times[0]; at++) {
        manager_wants(address.sun_path, no_times[at], NULL);
        notify = notify_new();
        assert_int_equal(notify_turn(notify, NS_PER_S), -1);
        notify_free(&notify);
    }
    assert_string_equal(heard(), "");
}

static void test_no_such_socket(void **state)
{
    (void)state;
    char far[300];
    memset(far, 'a', sizeof far - 1);
    far[0] = '/';
    far[sizeof far - 1] = '\0';
    manager_wants(far, NULL, NULL);
    assert_null(notify_new());
    manager_wants("neither path nor name", NULL, NULL);
    assert_null(notify_new());
    manager_wants("/tmp/no/such/socket", NULL, NULL);
    struct notify *notify = notify_new();
    notify_say(notify, "READY=1");                          /* a line in the log, and on */
    notify_free(&notify);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nobody_asks), cmocka_unit_test(test_ready_and_watchdog), cmocka_unit_test(test_whose_watchdog),
        cmocka_unit_test(test_no_such_socket),
    };
    return cmocka_run_group_tests_name("notify", tests, manager_begin, manager_end);
}
