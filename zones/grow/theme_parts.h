/* zones/grow/theme_parts.h -- what the readers of a theme share; private to theme*.c.
 *
 *   theme.c         the records of a theme, and what names what
 *   theme_fields.c  values that many records have
 *   theme_quests.c  quests, which name everything else, and finding it */
#ifndef ZONES_GROW_THEME_PARTS_H
#define ZONES_GROW_THEME_PARTS_H

#include "zones/grow/theme.h"

enum { THEME_ENTRIES_MOST = 200, THEME_LIST_MOST = 40, THEME_LINE_MOST = 200, THEME_LEVEL_MOST = 200 };

/* The reader's owner. */
struct reading {
    struct theme   *theme;             /* NULL while the common file is read */
    struct grammar *grammar;
};

/* -- theme_fields.c -- */
yaml_field_reader read_wording;        /* struct wording * */
yaml_field_reader read_words;          /* struct words: a word, or a list of words */
yaml_field_reader read_bounds;         /* two uint32_t side by side, levels: [from, to] ... */
yaml_field_reader read_count;          /* ... and from 3, or 3-5 */
/* `[[cudgel, coat], [pike]]`: lists of words. */
void kits_read(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, struct words **kits, unsigned *count);
/* A map's members into a table; NULL, reported, when it is no map or too long. */
void *table_begin(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, size_t size);

/* -- theme_quests.c -- */
yaml_field_reader theme_quests;         /* struct theme, of which all else has been read */
/* The number of what has that key, or -1. */
typedef int finder(const struct theme *theme, const char *key);
finder folk_named, good_named, place_named, person_named, sight_named;

#endif
