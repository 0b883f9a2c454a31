/* bench/bot/recorder.c -- see recorder.h. */
#include "bench/bot/recorder.h"

#include "core/memory.h"

#include <stdio.h>
#include <string.h>

enum { VERBS_MAX = 128, VERB_SIZE = 32 };

struct recorder {
    FILE    *file;
    uint64_t answers, heard;
    unsigned verbs;
    struct {
        char     word[VERB_SIZE];
        unsigned kept;
    } verb[VERBS_MAX];                  /* the first is what was only heard */
};

struct recorder *recorder_begin(const char *path)
{
    FILE *file = fopen(path, "w");
    if (file == NULL)
        return NULL;
    struct recorder *recorder = memory_get(sizeof *recorder);
    recorder->file = file;
    return recorder;
}

/* Counts one more of that verb; false: there are enough. */
static bool keep(struct recorder *recorder, const char *word)
{
    unsigned at = 0;
    while (at < recorder->verbs && strcmp(recorder->verb[at].word, word) != 0)
        at++;
    if (at == VERBS_MAX)
        return false;
    if (at == recorder->verbs)
        snprintf(recorder->verb[recorder->verbs++].word, VERB_SIZE, "%s", word);
    return recorder->verb[at].kept++ < RECORDER_KEPT;
}

void recorder_add(struct recorder *recorder, const char *order, const struct bytes_writer *bytes)
{
    char word[VERB_SIZE] = "";
    if (order != NULL)
        snprintf(word, sizeof word, "%.*s", (int)strcspn(order, " "), order);
    recorder->answers += order != NULL;
    recorder->heard += order == NULL;
    if (!keep(recorder, word))
        return;
    fprintf(recorder->file, "%s %zu%s%s\n", order == NULL ? "heard" : "answer", bytes->length, order == NULL ? "" : " ", word);
    fwrite(bytes->bytes, 1, bytes->length, recorder->file);
    fputc('\n', recorder->file);
}

bool recorder_end(struct recorder **recorder)
{
    struct recorder *ended = *recorder;
    fprintf(ended->file, "totals %llu %llu\n", (unsigned long long)ended->answers, (unsigned long long)ended->heard);
    bool written = !ferror(ended->file);
    written = fclose(ended->file) == 0 && written;
    memory_free(ended);
    *recorder = NULL;
    return written;
}
