/* tests/core/test_control.c -- lines over the socket, their answers, and who talks nonsense. */
#include "core/control.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/kallisti-control.XXXXXX";
static struct control *control;
static uint64_t waiting;
static char heard[4096];

MAIN_THREAD static void on_line(void *who, uint64_t client, const char *line)
{
    (void)who;
    snprintf(heard + strlen(heard), sizeof heard - strlen(heard), "[%s]", line);
    if (strcmp(line, "later") == 0)
        waiting = client;
    else
        control_answer(control, client, strcmp(line, "bad") != 0, text_printf("you said\nok\n%s\n", line));
}

MAIN_THREAD static int begin(void **state)
{
    (void)state;
    heard[0] = '\0';
    strcpy(folder, "/tmp/kallisti-control.XXXXXX");
    assert_non_null(mkdtemp(folder));
    control = control_new(folder, on_line, NULL);
    assert_non_null(control);
    return 0;
}

MAIN_THREAD static int end(void **state)
{
    (void)state;
    control_free(&control);
    return rmdir(folder);               /* the socket is gone with it */
}

static int unconnected(void)
{
    return socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);
}

static int connects(int fd)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    snprintf(address.sun_path, sizeof address.sun_path, "%s/ctl", folder);
    assert_int_equal(connect(fd, (const struct sockaddr *)&address, sizeof address), 0);
    return fd;
}

static int connected(void)
{
    return connects(unconnected());
}

MAIN_THREAD static void turns(void)
{
    for (unsigned turn = 0; turn < 8; turn++)
        control_turn(control);
}

MAIN_THREAD static void says(int fd, const char *bytes, size_t length)
{
    assert_int_equal(send(fd, bytes, length, MSG_NOSIGNAL), length);
    turns();
}

/* "" when nothing came, "(closed)" at the end of it. */
static const char *reads(int fd)
{
    static char bytes[8192];
    ssize_t came = read(fd, bytes, sizeof bytes - 1);
    if (came == 0)
        return "(closed)";
    bytes[came < 0 ? 0 : came] = '\0';
    return bytes;
}

MAIN_THREAD static void test_lines(void **state)
{
    (void)state;
    struct stat stat_of;
    char path[64];
    snprintf(path, sizeof path, "%s/ctl", folder);
    assert_int_equal(stat(path, &stat_of), 0);
    assert_int_equal(stat_of.st_mode & 0777, 0600);
    int fd = connected();
    says(fd, "thr", 3);
    assert_string_equal(reads(fd), "");
    says(fd, "eads\r\nbad\n", 10);
    assert_string_equal(reads(fd), "> you said\n> ok\n> threads\nok\n> you said\n> ok\n> bad\nno\n");
    close(fd);
    turns();
}

/* What comes behind a line that is answered later waits for it; of who is gone nothing is left. */
MAIN_THREAD static void test_later(void **state)
{
    (void)state;
    int fd = connected(), other = connected();
    says(fd, "later\none\n", 10);
    says(other, "two\n", 4);
    assert_string_equal(heard, "[later][two]");
    assert_string_equal(reads(fd), "");
    control_answer(control, waiting, true, NULL);
    turns();
    assert_string_equal(reads(fd), "ok\n> you said\n> ok\n> one\nok\n");
    says(fd, "later\n", 6);
    close(fd);
    turns();
    fd = connected();                   /* in the same place, and somebody else */
    turns();
    control_answer(control, waiting, true, NULL);
    assert_string_equal(reads(fd), "");
    close(fd);
    close(other);
}

MAIN_THREAD static void test_nonsense(void **state)
{
    (void)state;
    char much[CONTROL_LINE_MAX + 100];
    int fd = connected();
    says(fd, "a\0b\n\x1b[1m\n", 9);
    assert_string_equal(reads(fd), "> A command is one line of plain text.\nno\n> A command is one line of plain text.\nno\n");
    memset(much, 'x', sizeof much);
    says(fd, much, sizeof much);
    assert_non_null(strstr(reads(fd), "No command is longer"));
    assert_string_equal(heard, "");
    close(fd);
    int crowd[CONTROL_CLIENTS_MAX + 1];
    turns();
    for (unsigned at = 0; at <= CONTROL_CLIENTS_MAX; at++) {
        crowd[at] = connected();
        turns();
    }
    assert_non_null(strstr(reads(crowd[CONTROL_CLIENTS_MAX]), "Too many"));
    says(crowd[0], "still\n", 6);
    assert_non_null(strstr(reads(crowd[0]), "still"));
    for (unsigned at = 0; at <= CONTROL_CLIENTS_MAX; at++)
        close(crowd[at]);
}

/* -- no descriptors left -- */

static unsigned take_all(int taken[64])
{
    unsigned count = 0;
    while (count < 64 && (taken[count] = open("/dev/null", O_RDONLY)) >= 0)
        count++;
    assert_in_range(count, 1, 63);
    return count;
}

/* One is let in all the same; the next waits, without keeping us awake, until that one goes. */
MAIN_THREAD static void test_no_descriptors(void **state)
{
    (void)state;
    struct rlimit before, tight;
    int taken[64], first = unconnected(), second = unconnected();
    getrlimit(RLIMIT_NOFILE, &before);
    tight = before;
    tight.rlim_cur = 60;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &tight), 0);
    unsigned count = take_all(taken);
    connects(first);
    turns();
    says(first, "hello\n", 6);
    assert_string_equal(reads(first), "> you said\n> ok\n> hello\nok\n");
    connects(second);
    turns();
    says(second, "too\n", 4);
    assert_string_equal(reads(second), "");
    struct pollfd wakes = { .fd = control_fd(control), .events = POLLIN };
    assert_int_equal(poll(&wakes, 1, 0), 0);
    close(first);
    turns();
    assert_string_equal(reads(second), "> you said\n> ok\n> too\nok\n");
    close(second);
    turns();
    while (count > 0)
        close(taken[--count]);
    setrlimit(RLIMIT_NOFILE, &before);
}

/* -- the other side: what `kallisti ctl` does -- */

struct relay {
    const char *lines;
    FILE       *out, *mistakes;
    int         status;
    _Atomic bool ended;
};

static void *relay_run(void *who)
{
    struct relay *relay = who;
    FILE *in = fmemopen((void *)(uintptr_t)relay->lines, strlen(relay->lines), "r");
    relay->status = control_relay(folder, in, relay->out, relay->mistakes);
    fclose(in);
    relay->ended = true;
    return NULL;
}

/* What it prints for these lines while this side answers, or closes the door after the first one. */
MAIN_THREAD static void relays(const char *lines, bool goes_away, int status, const char *answers)
{
    char *said = NULL, *wrong = NULL;
    size_t said_length, wrong_length;
    struct relay relay = { .lines = lines, .out = open_memstream(&said, &said_length), .mistakes = open_memstream(&wrong, &wrong_length) };
    pthread_t thread;
    heard[0] = '\0';
    assert_int_equal(pthread_create(&thread, NULL, relay_run, &relay), 0);
    for (unsigned turn = 0; turn < 5000 && !relay.ended && !(goes_away && heard[0] != '\0'); turn++) {
        turns();
        usleep(1000);
    }
    if (goes_away)
        control_free(&control);
    pthread_join(thread, NULL);
    fclose(relay.out);
    fclose(relay.mistakes);
    assert_int_equal(relay.status, status);
    assert_string_equal(said, answers);
    assert_int_equal(goes_away, strstr(wrong, "ended before it answered") != NULL);
    free(said);
    free(wrong);
}

MAIN_THREAD static void test_relay(void **state)
{
    (void)state;
    relays("one\ntwo\n", false, 0, "you said\nok\none\nyou said\nok\ntwo\n");
    assert_string_equal(heard, "[one][two]");
    relays("bad\nthree", false, 1, "you said\nok\nbad\nyou said\nok\nthree\n");  /* refused, and goes on */
    relays("", false, 0, "");
    relays("later\nfour\n", true, 1, "");
    assert_string_equal(heard, "[later]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_lines, begin, end),
        cmocka_unit_test_setup_teardown(test_later, begin, end),
        cmocka_unit_test_setup_teardown(test_nonsense, begin, end),
        cmocka_unit_test_setup_teardown(test_no_descriptors, begin, end),
        cmocka_unit_test_setup_teardown(test_relay, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
