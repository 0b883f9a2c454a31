/* bench/bot/recorder.c -- see recorder.h. */
#include "bench/bot/recorder.h"

#include "core/dice.h"
#include "core/memory.h"

#include <stdio.h>
#include <string.h>

enum { VERBS_MAX = 128, VERB_SIZE = 32 };

/* What came of one verb: so many, and those of them that are kept, each as likely as any other. */
struct sample {
    char         word[VERB_SIZE];
    unsigned     seen;
    struct text *kept[RECORDER_KEPT];
};

struct recorder {
    FILE          *file;
    struct dice    dice;
    unsigned       verbs;
    struct sample *verb[VERBS_MAX];     /* "": what was only heard */
};

struct recorder *recorder_begin(const char *path)
{
    FILE *file = fopen(path, "w");
    if (file == NULL)
        return NULL;
    struct recorder *recorder = memory_get(sizeof *recorder);
    recorder->file = file;
    dice_seed(&recorder->dice, 1);
    return recorder;
}

/* NULL: there are too many verbs. */
static struct sample *sample_of(struct recorder *recorder, const char *word)
{
    unsigned at = 0;
    while (at < recorder->verbs && strcmp(recorder->verb[at]->word, word) != 0)
        at++;
    if (at == VERBS_MAX)
        return NULL;
    if (at == recorder->verbs) {
        recorder->verb[recorder->verbs++] = memory_get(sizeof *recorder->verb[at]);
        snprintf(recorder->verb[at]->word, VERB_SIZE, "%s", word);
    }
    return recorder->verb[at];
}

/* Reservoir sampling (Vitter 1985, algorithm R): the n-th takes the place of one that is kept with a chance of KEPT in n. */
void recorder_add(struct recorder *recorder, const char *order, const struct bytes_writer *bytes)
{
    char word[VERB_SIZE] = "";
    if (order != NULL)
        snprintf(word, sizeof word, "%.*s", (int)strcspn(order, " "), order);
    struct sample *sample = sample_of(recorder, word);
    if (sample == NULL)
        return;
    unsigned number = sample->seen++;
    unsigned place = number < RECORDER_KEPT ? number : dice_below(&recorder->dice, number + 1);
    if (place >= RECORDER_KEPT)
        return;
    text_unref(&sample->kept[place]);
    sample->kept[place] = bytes_text(bytes);
}

static void sample_write(FILE *file, struct sample *sample)
{
    bool heard = sample->word[0] == '\0';
    for (unsigned at = 0; at < RECORDER_KEPT && sample->kept[at] != NULL; at++) {
        size_t length = text_length(sample->kept[at]);
        fprintf(file, "%s %zu%s%s\n", heard ? "heard" : "answer", length, heard ? "" : " ", sample->word);
        fwrite(text_bytes(sample->kept[at]), 1, length, file);
        fputc('\n', file);
        text_unref(&sample->kept[at]);
    }
}

bool recorder_end(struct recorder **recorder)
{
    struct recorder *ended = *recorder;
    unsigned long long answers = 0, heard = 0;
    for (unsigned at = 0; at < ended->verbs; at++) {
        struct sample *sample = ended->verb[at];
        *(sample->word[0] == '\0' ? &heard : &answers) += sample->seen;
        sample_write(ended->file, sample);
        memory_free(sample);
    }
    fprintf(ended->file, "totals %llu %llu\n", answers, heard);
    bool written = !ferror(ended->file);
    written = fclose(ended->file) == 0 && written;
    memory_free(ended);
    *recorder = NULL;
    return written;
}
