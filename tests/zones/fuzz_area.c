/* tests/zones/fuzz_area.c -- whatever an area file holds, reading it ends, and every mistake has a place.  Corpus: corpus/area. */
#include "tests/zones/tables.h"
#include "zones/world/area_read.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* A file of that name, as the reader of areas knows the area by it. */
static void lay(const char *path, const uint8_t *bytes, size_t length)
{
    FILE *file = fopen(path, "w");
    if (file == NULL || fwrite(bytes, 1, length, file) != length || fclose(file) != 0)
        abort();
}

static char folder[] = "/tmp/fuzz_area_XXXXXX", path[64];

static void folder_end(void)
{
    unlink(path);
    rmdir(folder);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static FILE *nowhere;
    if (nowhere == NULL) {
        nowhere = fopen("/dev/null", "w");
        if (nowhere == NULL || mkdtemp(folder) == NULL)
            abort();
        snprintf(path, sizeof path, "%s/mill.yaml", folder);
        atexit(folder_end);
    }
    unsigned mistakes = 0;
    lay(path, bytes, length);
    struct world *world = world_load(folder, tables(), NULL, nowhere, &mistakes);
    if (world == NULL && mistakes == 0)
        abort();                        /* closed without a word */
    world_free(&world);
    unlink(path);
    return 0;
}
