/* zones/rules/rules_parts.h -- what the readers of tables share, area files among them.  Entered by whoever reads. */
#ifndef ZONES_RULES_RULES_PARTS_H
#define ZONES_RULES_RULES_PARTS_H

#include "config/yaml.h"
#include "zones/rules/rules.h"

enum { NAME_MOST = 60, TEXT_MOST = 8000, KEYS_MOST = 20, GIVES_MOST = 40 };

/* folder/name, in the arena. */
const char *path_in(struct arena *arena, const char *folder, const char *name);
/* Is it `key: ...` pairs, or a list, and not too many?  Else that is a mistake. */
bool map_fits(struct yaml_reader *reader, const char *what, const struct yaml_node *node, unsigned most);
bool list_of(struct yaml_reader *reader, const char *what, const struct yaml_node *node, unsigned most);
/* A whole number that may be less than 0; false, and a mistake, when it is none or out of bounds. */
bool read_integer(struct yaml_reader *reader, const char *what, const struct yaml_node *node, int64_t least, int64_t most,
                  int32_t *value);
/* A list of words, as bits. */
void read_set(struct yaml_reader *reader, const char *what, const struct yaml_node *node, const char *const *words, unsigned count,
              uint32_t *set);
/* {str: 1, dodge: 5}: figures and amounts. */
void read_gives(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, struct modifier **gives,
                unsigned *count);
/* For `read` of a field. */
struct gives { struct modifier *list; unsigned count; };
yaml_field_reader read_byte;       /* uint8_t: a number */
yaml_field_reader read_small;      /* int32_t, bounds of either sign */
yaml_field_reader read_long;       /* int64_t, likewise */
yaml_field_reader field_set;       /* uint32_t: bits of `words`, `most` of them; a list */
yaml_field_reader field_gives;     /* struct gives */

#endif
