/* core/watch.c -- see watch.h.  Entered by the main thread only. */
#include "core/watch.h"

#include "core/log.h"
#include "core/memory.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { PAGE_MAX = 1 << 20, PATH_SIZE = 600 };

struct watch {
    struct watch_wishes   wishes;
    const struct figures *figures;
    struct web           *web;
    struct file {
        char  *bytes;                  /* NULL: it could not be read */
        size_t length;
    } files[3];                        /* in the order of the table below */
};

static const struct {
    const char *path, *file, *type;
} files[] = {
    { "/", "index.html", "text/html; charset=utf-8" },
    { "/page.css", "page.css", "text/css; charset=utf-8" },
    { "/page.js", "page.js", "text/javascript; charset=utf-8" },
};
enum { FILES = sizeof files / sizeof files[0] };

/* They say nothing about this server, and a browser asks for two of them by itself. */
static const char *const open_paths[FILES + 1] = { "/", "/page.css", "/page.js", NULL };

/* -- answers ----------------------------------------------------------------------------------------- */

MAIN_THREAD static void say_metrics(struct watch *watch, struct web_answer *answer)
{
    FILE *out = open_memstream(&answer->body, &answer->length);
    answer->type = "text/plain; version=0.0.4; charset=utf-8";
    figures_prometheus(watch->figures, out);
    fclose(out);
}

MAIN_THREAD static void say_stats(struct watch *watch, struct web_answer *answer)
{
    FILE *out = open_memstream(&answer->body, &answer->length);
    answer->type = "application/json";
    figures_json(watch->figures, out);
    fclose(out);
}

/* Without its store the game goes on, so it is as ready as it was; whoever watches sees it. */
MAIN_THREAD static void say_health(struct watch *watch, struct web_answer *answer)
{
    int64_t seconds = 0;
    bool draining = watch->wishes.draining(watch->wishes.who, &seconds);
    FILE *out = open_memstream(&answer->body, &answer->length);
    answer->type = "application/json";
    answer->status = draining ? HTTP_UNAVAILABLE : HTTP_OK;
    fprintf(out, "{\"ready\":%s,\"draining\":%s,", draining ? "false" : "true", draining ? "true" : "false");
    if (draining)
        fprintf(out, "\"seconds_left\":%lld,", (long long)seconds);
    fprintf(out, "\"players\":%u,\"store\":\"%s\",\"epoch\":%llu,\"epoch_age_ms\":%llu}\n", directory_count(watch->figures->directory),
            metric_total(METRIC_persist_away) > 0 ? "away" : "here", (unsigned long long)metric_total(METRIC_persist_epoch),
            (unsigned long long)metric_total(METRIC_persist_epoch_age_ms));
    fclose(out);
}

MAIN_THREAD static void say_file(struct watch *watch, unsigned at, struct web_answer *answer)
{
    const struct file *file = &watch->files[at];
    answer->type = files[at].type;
    answer->status = file->bytes == NULL ? HTTP_NOT_FOUND : HTTP_OK;
    if (file->bytes == NULL)
        return;
    answer->body = malloc(file->length + 1);
    assert(answer->body != NULL);
    memcpy(answer->body, file->bytes, file->length);
    answer->length = file->length;
}

MAIN_THREAD static void on_request(void *who, const struct http_request *request, struct web_answer *answer)
{
    static const struct {
        const char *path;
        void      (*say)(struct watch *watch, struct web_answer *answer);
    } pages[] = { { "/metrics", say_metrics }, { "/health", say_health }, { "/stats", say_stats } };
    struct watch *watch = who;
    for (size_t at = 0; at < sizeof pages / sizeof pages[0]; at++)
        if (strcmp(pages[at].path, request->path) == 0) {
            pages[at].say(watch, answer);
            return;
        }
    for (unsigned at = 0; at < FILES; at++)
        if (strcmp(files[at].path, request->path) == 0) {
            say_file(watch, at, answer);
            return;
        }
    answer->status = HTTP_NOT_FOUND;
}

/* -- begin and end ----------------------------------------------------------------------------------- */

/* What cannot be read is not to be had; all else is. */
static void file_read(struct file *file, const char *folder, const char *name)
{
    char path[PATH_SIZE];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *in = fopen(path, "re");
    char *bytes = memory_get(PAGE_MAX);
    size_t length = in == NULL ? 0 : fread(bytes, 1, PAGE_MAX, in);
    bool whole = in != NULL && ferror(in) == 0 && length < PAGE_MAX;
    if (whole) {
        file->bytes = memory_get(length + 1);
        memcpy(file->bytes, bytes, length);
        file->length = length;
    } else
        log_warn("page_missing file=%s reason=\"%s\"", path, in == NULL || ferror(in) != 0 ? strerror(errno) : "it is too large");
    memory_free(bytes);
    if (in != NULL)
        fclose(in);
}

struct watch *watch_new(const struct watch_wishes *wishes, const struct figures *figures, char reason[200])
{
    const struct web_wishes web = { .address = wishes->address, .port = wishes->port, .token = wishes->token, .open = open_paths };
    struct watch *watch = memory_get(sizeof *watch);
    watch->wishes = *wishes;
    watch->figures = figures;
    watch->web = web_new(&web, on_request, watch, reason);
    if (watch->web == NULL) {
        memory_free(watch);
        return NULL;
    }
    for (unsigned at = 0; at < FILES; at++)
        file_read(&watch->files[at], wishes->page, files[at].file);
    return watch;
}

void watch_free(struct watch **watch)
{
    if (*watch == NULL)
        return;
    web_free(&(*watch)->web);
    for (unsigned at = 0; at < FILES; at++)
        memory_free((*watch)->files[at].bytes);
    memory_free(*watch);
    *watch = NULL;
}

struct web *watch_web(struct watch *watch)
{
    return watch->web;
}
