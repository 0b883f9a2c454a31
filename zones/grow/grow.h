/* zones/grow/grow.h -- what build/grow can do; each gets the words behind its own and returns the program's exit status. */
#ifndef ZONES_GROW_GROW_H
#define ZONES_GROW_GROW_H

#define GROW_FOLDER "zones/grow"       /* themes and common.yaml are in here */

int grow_lint(int count, char **words);
int grow_show(int count, char **words);
int grow_continent(int count, char **words);
int grow_map(int count, char **words);
int grow_world(int count, char **words);
int grow_plan(int count, char **words);
int grow_wilds(int count, char **words);
int grow_judge(int count, char **words);
int grow_sample(int count, char **words);
int grow_layouts(int count, char **words);

#endif
