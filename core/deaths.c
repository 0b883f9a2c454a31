/* core/deaths.c -- see deaths.h.  deaths_add() runs in a signal handler: no memory is asked for there. */
#include "core/deaths.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATH_MOST = 4096 };

static char path[PATH_MOST];         /* set once, before threads start */

void deaths_begin(const char *folder)
{
    snprintf(path, sizeof path, "%s/deaths", folder);
}

/* In one line, without what would end it or its quotes. */
static void words_clean(char *words)
{
    for (; *words != '\0'; words++)
        if ((unsigned char)*words < ' ' || *words == '"' || *words == 0x7f)
            *words = ' ';
}

void deaths_add(void)
{
    struct thread_input input;
    if (path[0] == '\0' || !thread_input_noted(&input))
        return;
    char line[3 * DEATH_WORD_SIZE];
    words_clean(input.words);
    int length = snprintf(line, sizeof line, "zone=%s input=%s words=\"%s\"\n", input.zone, input.kind, input.words);
    int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return;
    ssize_t written = write(fd, line, (size_t)length);  /* nothing is to be done if it fails */
    (void)written;
    fsync(fd);
    close(fd);
}

static bool line_read(const char *line, struct death *death)
{
    *death = (struct death){ .times = 1 };
    return sscanf(line, "zone=%63s input=%63s words=\"%63[^\"]\"", death->zone, death->input, death->words) >= 2;
}

static bool same(const struct death *left, const struct death *right)
{
    return strcmp(left->zone, right->zone) == 0 && strcmp(left->input, right->input) == 0
        && strcmp(left->words, right->words) == 0;
}

static int more_often(const void *left, const void *right)
{
    unsigned a = ((const struct death *)left)->times, b = ((const struct death *)right)->times;
    return (a < b) - (a > b);
}

unsigned deaths_read(struct death *deaths, unsigned most)
{
    FILE *file = fopen(path, "re");
    char line[4 * DEATH_WORD_SIZE];
    struct death death;
    unsigned count = 0;
    if (file == NULL)
        return 0;
    while (fgets(line, sizeof line, file) != NULL) {
        unsigned at = 0;
        if (!line_read(line, &death))
            continue;
        while (at < count && !same(&deaths[at], &death))
            at++;
        if (at < count)
            deaths[at].times++;
        else if (count < most)
            deaths[count++] = death;
    }
    fclose(file);
    qsort(deaths, count, sizeof *deaths, more_often);
    return count;
}
