/* zones/world/area_ways.c -- ways that an area file says half of: gates to the wilderness, and ferries.
 *
 * An area says by which of its rooms one gets out of it, the wilderness file at which cell that is; world.c joins the two.
 * Entered by the thread that reads the file. */
#include "zones/world/area_parts.h"

#include <string.h>

/* -- the gate of an area ----------------------------------------------------------------------------- */

struct gate_reading {
    uint32_t    room;
    uint8_t     leaves;
    const char *near;
};

/* Which ground suits is the grower's business; here it must be ground at all. */
static void read_land(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    const struct yaml_field row = { field->key, true, yaml_choice, 0, 0, TERRAIN_KINDS, terrain_words };
    uint8_t terrain;
    (void)value;
    if (!list_fits(reader, field, node, TERRAIN_KINDS))
        return;
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next)
        yaml_choice(reader, &row, member, &terrain);
}

static const struct yaml_field gate_fields[] = {
    { "room",   true,  yaml_number, offsetof(struct gate_reading, room),   1, AREA_ROOM_NUMBER_MAX, NULL },
    { "leaves", true,  yaml_choice, offsetof(struct gate_reading, leaves), 0, DIRECTIONS,           direction_names },
    { "land",   false, read_land,   0,                                     0, 0,                    NULL },
    { "near",   false, yaml_line,   offsetof(struct gate_reading, near),   0, AREA_KEY_MOST,        NULL },
    { 0 },
};

void read_gate(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct area_file *file = value;
    struct gate_reading gate = { .leaves = NO_DIRECTION };
    (void)field;
    yaml_record(reader, node, "a gate", gate_fields, &gate);
    if (gate.room == 0 || gate.leaves == NO_DIRECTION)
        return;
    file->area.gate = (room_id){ gate.room };
    file->gate = (struct gate_source){ .node = node, .room = { gate.room }, .leaves = gate.leaves };
}

void check_gate(struct area_file *file)
{
    const struct gate_source *gate = &file->gate;
    const struct room_proto *room = gate->node == NULL ? NULL : file_room(file, gate->room);
    if (gate->node != NULL && room == NULL)
        mistake_at(&file->mistakes, yaml_member(gate->node, "room"), "room: there is no room %u in this area",
                   (unsigned)gate->room.number);
    else if (room != NULL && !room_same(room->exits[gate->leaves].to, NO_ROOM))
        mistake_at(&file->mistakes, yaml_member(gate->node, "leaves"), "leaves: room %u has a way %s already",
                   (unsigned)gate->room.number, direction_names[gate->leaves]);
}

/* -- gates of the wilderness ------------------------------------------------------------------------- */

static bool cell_fits(struct yaml_reader *reader, const struct grid *grid, const struct yaml_node *node, const char *key, uint32_t number)
{
    unsigned x, y;
    if (grid_place(grid, (room_id){ number }, &x, &y))
        return true;
    mistake_at(reader->mistakes, node, "%s: %u is no cell of the grid", key, (unsigned)number);
    return false;
}

void read_gates(struct yaml_reader *reader, struct area_file *file)
{
    const struct yaml_field row = { "gates", true, yaml_number, 0, 1, AREA_ROOM_NUMBER_MAX, NULL };
    const struct yaml_node *node = file->gates_node;
    if (node == NULL)
        return;
    if (node->kind != YAML_MAP) {
        mistake_at(reader->mistakes, node, "gates: must be `area: cell` pairs");
        return;
    }
    file->gates = arena_get(file->scratch, node->count * sizeof *file->gates);
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next) {
        uint32_t cell = 0;
        yaml_number(reader, &row, member, &cell);
        if (cell != 0 && cell_fits(reader, file->area.grid, member, "gates", cell))
            file->gates[file->gate_count++] = (struct gate_link){ .node = member, .area = arena_string(file->scratch, member->key->word), .cell = { cell } };
    }
}

/* -- ferries ----------------------------------------------------------------------------------------- */

struct ferry_reading {
    struct ferry            ferry;
    uint32_t                room;
    const struct yaml_node *stops, *hours;
};

static void keep_node(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    (void)reader;
    (void)field;
    *(const struct yaml_node **)value = node;
}

static const struct yaml_field ferry_fields[] = {
    { "key",   true,  yaml_line,   offsetof(struct ferry_reading, ferry.key),  0, AREA_KEY_MOST,        NULL },
    { "name",  true,  yaml_line,   offsetof(struct ferry_reading, ferry.name), 0, GRID_TITLE_MOST,      NULL },
    { "text",  false, yaml_text,   offsetof(struct ferry_reading, ferry.text), 0, TEXT_MOST,            NULL },
    { "room",  false, yaml_number, offsetof(struct ferry_reading, room),       1, AREA_ROOM_NUMBER_MAX, NULL },
    { "stops", true,  keep_node,   offsetof(struct ferry_reading, stops),      0, 0,                    NULL },
    { "hours", true,  keep_node,   offsetof(struct ferry_reading, hours),      0, 0,                    NULL },
    { 0 },
};

static bool read_stops(struct yaml_reader *reader, const struct area_file *file, const struct yaml_node *node, struct ferry *ferry)
{
    uint32_t stops[FERRY_STOPS_MOST];
    bool fit = read_numbers(reader, "stops", node, 2, FERRY_STOPS_MOST, AREA_ROOM_NUMBER_MAX, stops, &ferry->stop_count);
    const struct yaml_node *member = node->kind == YAML_LIST ? node->first : NULL;
    for (unsigned at = 0; fit && at < ferry->stop_count; at++, member = member->next) {
        fit = cell_fits(reader, file->area.grid, member, "stops", stops[at]);
        ferry->stops[at] = (room_id){ stops[at] };
    }
    return fit;
}

/* A ship that cast off every hour would never lie anywhere. */
static bool read_hours(struct yaml_reader *reader, const struct yaml_node *node, struct ferry *ferry)
{
    enum { DAY_HOURS = 24 };
    uint32_t hours[DAY_HOURS];
    unsigned count, before = reader->mistakes->count;
    if (!read_numbers(reader, "hours", node, 1, DAY_HOURS / 2, DAY_HOURS - 1, hours, &count))
        return false;
    for (unsigned at = 0; at < count; at++)
        ferry->hours |= UINT32_C(1) << hours[at];
    ferry->hour_count = count;
    for (unsigned at = 0; at < count; at++)
        for (unsigned other = 0; other < at; other++)
            if (hours[at] == hours[other] || (hours[at] + 1) % DAY_HOURS == hours[other] || (hours[other] + 1) % DAY_HOURS == hours[at])
                mistake_at(reader->mistakes, node, "hours: %u and %u: it sails for an hour and then has to land", hours[other], hours[at]);
    return reader->mistakes->count == before;
}

static const char *plain_deck(struct arena *arena, const char *name)
{
    static const char words[] = "This is the deck of %s. Ropes lie coiled along the rail, and everything that is not tied down "
                                "slides a little, and slides back.";
    size_t size = sizeof words + strlen(name);
    char *text = arena_get(arena, size);
    snprintf(text, size, words, name);
    return text;
}

/* Decks of their own are numbered behind the last cell, in the order of the file. */
static void read_ferry(struct yaml_reader *reader, struct area_file *file, const struct yaml_node *node)
{
    const struct grid *grid = file->area.grid;
    struct ferry_reading reading = { 0 };
    unsigned x, y;
    yaml_record(reader, node, "a ferry", ferry_fields, &reading);
    struct ferry_source *source = &file->ferries[file->ferry_count];
    *source = (struct ferry_source){ .ferry = reading.ferry, .node = node, .room_node = yaml_member(node, "room"), .own_deck = reading.room == 0 };
    if (reading.stops == NULL || reading.hours == NULL || reading.ferry.key == NULL || reading.ferry.name == NULL)
        return;
    if (!read_stops(reader, file, reading.stops, &source->ferry) || !read_hours(reader, reading.hours, &source->ferry))
        return;
    grid_place(grid, source->ferry.stops[0], &x, &y);
    source->tile = y / grid->tile_height * grid->columns + x / grid->tile_width;
    source->ferry.deck.number = source->own_deck ? grid->first.number + grid_rooms(grid) + file->deck_count++ : reading.room;
    if (source->ferry.text == NULL)
        source->ferry.text = plain_deck(reader->arena, source->ferry.name);
    file->ferry_count++;
}

void read_ferries(struct yaml_reader *reader, struct area_file *file)
{
    const struct yaml_node *node = file->ferries_node;
    const struct yaml_field row = { .key = "ferries" };
    if (node == NULL || !list_fits(reader, &row, node, FERRIES_MAX))
        return;
    file->ferries = arena_get(file->scratch, node->count * sizeof *file->ferries);
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next)
        read_ferry(reader, file, member);
}
