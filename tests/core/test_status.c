/* tests/core/test_status.c -- what a watcher reads through the file, also when the server is gone. */
#include "core/status.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

MAIN_THREAD static void test_seen_from_outside(void **state)
{
    (void)state;
    char folder[] = "/tmp/status-XXXXXX", path[64];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/status", folder);
    struct status *status = status_begin(folder);
    assert_non_null(status);
    int file = open(path, O_RDONLY);
    const struct status *seen = mmap(NULL, sizeof *seen, PROT_READ, MAP_SHARED, file, 0);
    assert_true(seen != MAP_FAILED);
    assert_true(atomic_load(&seen->magic) == STATUS_MAGIC);
    assert_int_equal(atomic_load(&seen->epoch), 0);
    atomic_store(&status->epoch, 17);
    atomic_store(&status->revision, 40);
    atomic_store(&status->store, 5);
    assert_int_equal(status_known(folder, 5), 40);
    assert_int_equal(status_known(folder, 6), 0);   /* another store */
    assert_int_equal(status_known("/nowhere/at/all", 5), 0);
    atomic_store(&status->commit, STATUS_COMMIT_SENT);
    atomic_store(&status->under_way[ROUTE_WORKERS_MAX - 1], 3);
    status_end(&status);
    assert_null(status);
    assert_int_equal(atomic_load(&seen->epoch), 17);
    assert_int_equal(atomic_load(&seen->commit), STATUS_COMMIT_SENT);
    assert_int_equal(atomic_load(&seen->under_way[ROUTE_WORKERS_MAX - 1]), 3);
    munmap((void *)seen, sizeof *seen);
    close(file);

    status = status_begin(folder);              /* the next server begins anew */
    assert_int_equal(atomic_load(&status->epoch), 0);
    status_end(&status);
    status_forget(folder);
    assert_int_equal(access(path, F_OK), -1);
    rmdir(folder);
}

MAIN_THREAD static void test_no_folder(void **state)
{
    (void)state;
    assert_null(status_begin("/nowhere/at/all"));
    assert_int_equal(errno, ENOENT);
    struct status *none = NULL;
    status_end(&none);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_seen_from_outside),
        cmocka_unit_test(test_no_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
