/* tests/core/test_descriptors.c -- how many connections there is room for; in children, as a hard limit cannot be raised again. */
#include "core/descriptors.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* What a process with these limits has room for, and its soft limit afterwards. */
static int64_t room(int64_t soft, int64_t hard, int64_t wanted, int64_t *raised)
{
    int64_t found[2] = { -1, -1 };
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        struct rlimit files = { (rlim_t)soft, (rlim_t)hard };
        if (setrlimit(RLIMIT_NOFILE, &files) != 0)
            _exit(1);
        thread_role_begin(&main_role);
        found[0] = descriptors_begin(wanted);
        thread_role_end(&main_role);
        getrlimit(RLIMIT_NOFILE, &files);
        found[1] = (int64_t)files.rlim_cur;
        _exit(write(ends[1], found, sizeof found) == sizeof found ? 0 : 1);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_int_equal(read(ends[0], found, sizeof found), sizeof found);
    close(ends[0]);
    close(ends[1]);
    *raised = found[1];
    return found[0];
}

static void test_room(void **state)
{
    (void)state;
    int64_t raised;
    assert_int_equal(room(256, 1024, 100, &raised), 100);       /* enough */
    assert_int_equal(raised, 1024);
    assert_int_equal(room(256, 1024, 20000, &raised), 896);     /* all but what is kept back */
    assert_int_equal(room(64, 64, 20000, &raised), 32);         /* half, where there is little */
    assert_int_equal(raised, 64);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_room) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
