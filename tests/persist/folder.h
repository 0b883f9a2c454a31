/* tests/persist/folder.h -- a folder of a test's own, and its removal with everything inside. */
#ifndef TESTS_PERSIST_FOLDER_H
#define TESTS_PERSIST_FOLDER_H

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

static inline void folder_make(char path[200])
{
    const char *where = getenv("TMPDIR");
    snprintf(path, 200, "%.150s/kallisti-XXXXXX", where != NULL && *where != '\0' ? where : "/tmp");
    if (mkdtemp(path) == NULL)
        abort();
}

static inline int folder_remove_one(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)status;
    (void)kind;
    (void)place;
    return remove(path);
}

static inline void folder_remove(const char *path)
{
    nftw(path, folder_remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

#endif
