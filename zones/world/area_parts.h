/* zones/world/area_parts.h -- what the readers of an area file share; private to zones/world/area_*.c.
 *
 *   area_read.c     the file itself, references, what only the whole file can answer
 *   area_rooms.c    rooms: exits, extras, flags
 *   area_things.c   mobiles with their shops and days, objects
 *   area_make.c     what mobiles and objects are by the rules: roles, materials, figures
 *   area_resets.c   resets
 *   area_grid.c     the layers of a grid, its cells and places
 *   area_ways.c     gates and ferries
 *
 * Entered by the thread that reads the file. */
#ifndef ZONES_WORLD_AREA_PARTS_H
#define ZONES_WORLD_AREA_PARTS_H

#include "zones/rules/rules_parts.h"
#include "zones/world/area_read.h"

enum { GRID_LAYERS = 9, GRID_TITLE_MOST = 40 };   /* a title over a map is no longer: clients count */
enum { LINE_MOST = 200, KEYWORDS_MOST = 20, EXTRAS_MOST = 40, SAYS_MOST = 40 };
enum { DOOR_STATES = 3, STATE_NONE = UINT8_MAX };   /* STATE_NONE: none was written */
extern const char *const door_states[DOOR_STATES];

/* -- area_read.c -- */
bool key_letters(const char *key, const char *letters);        /* made of nothing else, and not empty */
struct area_link *link_add(struct area_file *file, enum area_link_kind kind, const struct yaml_node *node);
const char *full_key(const struct area_file *file, const char *key);   /* "area.key" */
bool has_room(const struct area_file *file, room_id room);
/* For tables of fields: `key` or `area.key`, always kept as the latter. */
yaml_field_reader read_reference;
/* Whether the node is `key: ...` pairs, or a list, and not too many; else that is a mistake. */
bool pairs_fit(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node);
bool list_fits(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, unsigned most);
/* Of an index into door_states. */
uint8_t door_state_of(uint8_t state, enum door_state otherwise);

/* -- the parts, as rows of the area's table -- */
yaml_field_reader read_rooms;          /* area_rooms.c */
yaml_field_reader read_flags, read_extras;                     /* value is the room */
void check_extras(struct yaml_reader *reader, const struct yaml_node *node, const struct room_proto *room);
yaml_field_reader read_gate;           /* area_ways.c */
void check_gate(struct area_file *file);
/* area_grid.c, once all else is read but the resets; the next two are its parts in area_ways.c. */
void read_grid(struct yaml_reader *reader, struct area_file *file);
void read_ferries(struct yaml_reader *reader, struct area_file *file);
void read_gates(struct yaml_reader *reader, struct area_file *file);
struct room_proto *grid_file_room(const struct area_file *file, room_id room);
/* A list of so many numbers from 0 to bound; false, reported, when it is none. */
bool read_numbers(struct yaml_reader *reader, const char *key, const struct yaml_node *node, unsigned least, unsigned most,
                  int64_t bound, uint32_t *numbers, unsigned *count);
yaml_field_reader read_mobiles;        /* area_things.c */
yaml_field_reader read_objects;
/* area_make.c: value is the whole prototype */
yaml_field_reader read_race, read_role, read_build, read_alignment, read_behaves, read_teaches;
yaml_field_reader read_family, read_material, read_quality, read_classes, read_given, read_casts, read_wear, read_set_of;
void make_mobile(struct mobile_proto *mobile, const struct rules *rules);   /* before its fields are read */
void make_object(struct object_proto *object);
/* Afterwards: the numbers that follow from them. */
void finish_object(struct yaml_reader *reader, const struct yaml_node *node, struct object_proto *object);
yaml_field_reader keep_resets;         /* area_resets.c: resets speak of everything else, and are read last */
void read_resets(struct yaml_reader *reader, struct area_file *file);

#endif
