/* zones/grow/keep.c -- see keep.h. */
#include "zones/grow/keep.h"

#include "core/bytes.h"
#include "core/memory.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATH_LONGEST = 700, NAME_LONGEST = 60 };

struct written { char name[NAME_LONGEST + 1]; uint64_t hash; };   /* a line of the manifest */
struct wanted { char *name; uint64_t hash; bool failed; };
struct keep {
    const char     *folder;
    uint64_t        inputs, inputs_before;
    struct written *before;            /* sorted by name, as it was written */
    unsigned        before_count;
    struct wanted  *wanted;
    unsigned        wanted_count;
};

/* -- files -------------------------------------------------------------------------------------------- */

char *keep_read(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return NULL;
    size_t room = 1 << 16, got = 0, now;
    char *text = memory_get(room);
    while ((now = fread(text + got, 1, room - got - 1, file)) > 0) {
        got += now;
        if (got + 1 == room)
            text = memory_resize(text, room *= 2);
    }
    text[got] = '\0';
    *length = got;
    fclose(file);
    return text;
}

bool keep_write(const char *path, const char *text, size_t length)
{
    char beside[PATH_LONGEST + 8];
    snprintf(beside, sizeof beside, "%.600s.new", path);
    FILE *file = fopen(beside, "wb");
    bool whole = file != NULL && fwrite(text, 1, length, file) == length;
    if (file != NULL)
        whole = fclose(file) == 0 && whole;
    if (whole && rename(beside, path) == 0)
        return true;
    fprintf(stderr, "%s: %s\n", path, strerror(errno));
    unlink(beside);
    return false;
}

static const char *path_of(const struct keep *keep, const char *name, char path[PATH_LONGEST])
{
    snprintf(path, PATH_LONGEST, "%.500s/%s.yaml", keep->folder, name);
    return path;
}

/* -- the manifest ------------------------------------------------------------------------------------- */

static const char *manifest_path(const struct keep *keep, char path[PATH_LONGEST])
{
    snprintf(path, PATH_LONGEST, "%.500s/.manifest", keep->folder);
    return path;
}

static void manifest_read(struct keep *keep)
{
    char path[PATH_LONGEST];
    size_t length = 0;
    char *text = keep_read(manifest_path(keep, path), &length), *rest = NULL;
    for (char *line = text == NULL ? NULL : strtok_r(text, "\n", &rest); line != NULL; line = strtok_r(NULL, "\n", &rest)) {
        struct written written = { 0 };
        unsigned long long hash;
        if (sscanf(line, "%16llx %60[a-z_*]", &hash, written.name) != 2)
            continue;
        written.hash = hash;
        if (strcmp(written.name, "*") == 0) {
            keep->inputs_before = hash;
            continue;
        }
        keep->before = memory_resize(keep->before, (keep->before_count + 1) * sizeof *keep->before);
        keep->before[keep->before_count++] = written;
    }
    memory_free(text);
}

static const struct written *written_before(const struct keep *keep, const char *name)
{
    for (unsigned n = 0; n < keep->before_count; n++)
        if (strcmp(keep->before[n].name, name) == 0)
            return &keep->before[n];
    return NULL;
}

/* -- the folder --------------------------------------------------------------------------------------- */

struct keep *keep_begin(const char *folder, uint64_t inputs)
{
    struct keep *keep = memory_get(sizeof *keep);
    keep->folder = folder;
    keep->inputs = inputs;
    manifest_read(keep);
    return keep;
}

static void wanted_free(struct keep *keep)
{
    for (unsigned n = 0; n < keep->wanted_count; n++)
        memory_free(keep->wanted[n].name);
    memory_free(keep->wanted);
}

void keep_end(struct keep **keep_at)
{
    if (*keep_at == NULL)
        return;
    wanted_free(*keep_at);
    memory_free((*keep_at)->before);
    memory_free(*keep_at);
    *keep_at = NULL;
}

bool keep_is_current(const struct keep *keep)
{
    char path[PATH_LONGEST];
    bool there = keep->before_count > 0 && keep->inputs == keep->inputs_before;
    for (unsigned n = 0; n < keep->before_count && there; n++)
        there = access(path_of(keep, keep->before[n].name, path), F_OK) == 0;
    return there;
}

void keep_room(struct keep *keep, unsigned files)
{
    wanted_free(keep);
    keep->wanted = memory_get((files + 1) * sizeof *keep->wanted);
    keep->wanted_count = files;
}

/* What is in the folder under that name is nobody's but ours. */
static bool is_ours(const struct keep *keep, const char *name, const char *there, size_t length)
{
    const struct written *before = written_before(keep, name);
    return before != NULL && before->hash == bytes_hash(there, length);
}

void keep_put(struct keep *keep, unsigned number, const char *name, const char *text, size_t text_length)
{
    struct wanted *wanted = &keep->wanted[number];
    char path[PATH_LONGEST];
    size_t length = 0;
    char *there = keep_read(path_of(keep, name, path), &length);
    bool same = there != NULL && length == text_length && memcmp(there, text, length) == 0;
    wanted->name = memory_string(name);
    wanted->hash = bytes_hash(text, text_length);
    if (!same && there != NULL && !is_ours(keep, name, there, length)) {
        fprintf(stderr, "%s: was edited, and is kept as it is\n", path);
        const struct written *before = written_before(keep, name);
        wanted->hash = before == NULL ? wanted->hash : before->hash;
    } else if (!same) {
        wanted->failed = !keep_write(path, text, text_length);
    }
    memory_free(there);
}

static bool is_wanted(const struct keep *keep, const char *name)
{
    for (unsigned n = 0; n < keep->wanted_count; n++)
        if (keep->wanted[n].name != NULL && strcmp(keep->wanted[n].name, name) == 0)
            return true;
    return false;
}

static void drop_unwanted(const struct keep *keep)
{
    char path[PATH_LONGEST];
    for (unsigned n = 0; n < keep->before_count; n++) {
        size_t length = 0;
        const char *name = keep->before[n].name;
        char *there = is_wanted(keep, name) ? NULL : keep_read(path_of(keep, name, path), &length);
        if (there != NULL && is_ours(keep, name, there, length))
            unlink(path);
        else if (there != NULL)
            fprintf(stderr, "%s: is not grown any more, but was edited, and is kept\n", path);
        memory_free(there);
    }
}

bool keep_finish(struct keep *keep)
{
    struct bytes_writer manifest = { 0 };
    char line[NAME_LONGEST + 40], path[PATH_LONGEST];
    bool failed = false;
    put_bytes(&manifest, line, (size_t)snprintf(line, sizeof line, "%016llx *\n", (unsigned long long)keep->inputs));
    for (unsigned n = 0; n < keep->wanted_count; n++) {
        const struct wanted *wanted = &keep->wanted[n];
        if (wanted->name == NULL)
            continue;
        failed = failed || wanted->failed;
        put_bytes(&manifest, line, (size_t)snprintf(line, sizeof line, "%016llx %s\n", (unsigned long long)wanted->hash, wanted->name));
    }
    drop_unwanted(keep);
    bool done = !failed && keep_write(manifest_path(keep, path), (const char *)manifest.bytes, manifest.length);
    bytes_free(&manifest);
    return done;
}
