/* zones/grow/main.c -- build/grow: the world's grower, for builders and for `make world`. */
#include "zones/grow/grow.h"

#include <stdio.h>
#include <string.h>

static const struct { const char *word; int (*run)(int count, char **words); const char *usage; } commands[] = {
    { "lint", grow_lint, "lint THEME.yaml ...               what is wrong with themes, and what they say too often" },
    { "show", grow_show, "show THEME.yaml [SEED [COUNT]]    rooms, people and things as they would be" },
    { "continent", grow_continent, "continent [--seed N] [--areas FOLDER:FOLDER] [--out FILE]    the Wilderness" },
    { "map", grow_map, "map [the same] [--scale N]        a picture of it, as PPM" },
    { "world", grow_world, "world [--seed N] [--scale N] [--threads N] [--out FOLDER] [--areas FOLDER] [--data FOLDER] [--themes FOLDER]" },
    { "plan", grow_plan, "plan [--areas N]                  the table of areas, with rows for new themes" },
    { "judge", grow_judge, "judge FOLDER ...                  area files as writing; exits with 1 if they are not good enough" },
    { "wilds", grow_wilds, "wilds [FOLDERS]                  the Wilderness as writing: does any cell share a sentence with one near it?" },
    { "sample", grow_sample, "sample SEED COUNT FOLDER ...      so many rooms, mobiles, things and quests, drawn by a seed, as they are" },
    { "layouts", grow_layouts, "layouts [SEED [ROOMS]]            which there are, what they can be told, how they look" },
};
enum { COMMANDS = sizeof commands / sizeof *commands };

int main(int count, char **words)
{
    for (unsigned n = 0; count > 1 && n < COMMANDS; n++)
        if (strcmp(commands[n].word, words[1]) == 0)
            return commands[n].run(count - 2, words + 2);
    for (unsigned n = 0; n < COMMANDS; n++)
        fprintf(stderr, "build/grow %s\n", commands[n].usage);
    return 2;
}
