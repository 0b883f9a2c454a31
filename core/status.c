/* core/status.c -- see status.h.  Entered by main. */
#include "core/status.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

enum { STATUS_PATH_SIZE = 512 };

static void status_path(char path[STATUS_PATH_SIZE], const char *folder)
{
    snprintf(path, STATUS_PATH_SIZE, "%s/status", folder);
}

struct status *status_begin(const char *folder)
{
    char path[STATUS_PATH_SIZE];
    status_path(path, folder);
    int file = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0)
        return NULL;
    void *map = MAP_FAILED;
    if (ftruncate(file, sizeof(struct status)) == 0)
        map = mmap(NULL, sizeof(struct status), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    if (map == MAP_FAILED)
        return NULL;
    struct status *status = map;
    atomic_store_explicit(&status->magic, STATUS_MAGIC, memory_order_relaxed);
    return status;
}

uint64_t status_known(const char *folder, uint64_t store)
{
    char path[STATUS_PATH_SIZE];
    struct status was;
    status_path(path, folder);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return 0;
    bool whole = read(file, &was, sizeof was) == (ssize_t)sizeof was;
    close(file);
    return whole && was.magic == STATUS_MAGIC && was.store == store ? was.revision : 0;
}

void status_forget(const char *folder)
{
    char path[STATUS_PATH_SIZE];
    status_path(path, folder);
    unlink(path);
}

void status_end(struct status **status)
{
    if (*status != NULL)
        munmap(*status, sizeof **status);
    *status = NULL;
}
