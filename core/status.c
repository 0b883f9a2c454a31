/* core/status.c -- see status.h.  Entered by main. */
#include "core/status.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

struct status *status_begin(const char *folder)
{
    char path[512];
    snprintf(path, sizeof path, "%s/status", folder);
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

void status_end(struct status **status)
{
    if (*status != NULL)
        munmap(*status, sizeof **status);
    *status = NULL;
}
