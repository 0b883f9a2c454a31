/* zones/world/area_grid.c -- the grid of an area file: its layers become cells, the cells rooms; named places among them.
 *
 * Rooms come tile by tile, in each row by row, so that the tiles are runs of one table (tiles.c cuts it there).
 * Entered by the thread that reads the file. */
#include "zones/world/area_parts.h"

#include "config/value.h"

#include <string.h>

enum { SYMBOLS = 128, REPORTED_MOST = 40 };

struct grid_source {
    const struct yaml_node *tile, *legend, *layers[GRID_LAYERS];
    uint32_t                first;
    uint8_t                 terrains[SYMBOLS];       /* by symbol; TERRAIN_KINDS: none */
};

/* -- layers ------------------------------------------------------------------------------------------ */

typedef bool symbol_reader(const struct grid_source *source, char symbol, uint8_t *value);

static bool read_ground(const struct grid_source *source, char symbol, uint8_t *value)
{
    *value = (unsigned char)symbol < SYMBOLS ? source->terrains[(unsigned char)symbol] : (uint8_t)TERRAIN_KINDS;
    return *value != TERRAIN_KINDS;
}

static bool read_digit(const struct grid_source *source, char symbol, uint8_t *value)
{
    (void)source;
    *value = (uint8_t)(symbol - '0');
    return symbol >= '0' && symbol <= '9';
}

static bool read_height(const struct grid_source *source, char symbol, uint8_t *value)
{
    bool letter = symbol >= 'a' && symbol <= 'z';
    if (!letter)
        return read_digit(source, symbol, value);
    *value = (uint8_t)(symbol - 'a' + 10);
    return true;
}

static bool read_river(const struct grid_source *source, char symbol, uint8_t *value)
{
    if (symbol != '.' && symbol != 'L')
        return symbol != '0' && read_digit(source, symbol, value);
    *value = symbol == 'L' ? GRID_LAKE : 0;
    return true;
}

static bool read_flow(const struct grid_source *source, char symbol, uint8_t *value)
{
    static const char ways[] = { [NORTH] = 'n', [EAST] = 'e', [SOUTH] = 's', [WEST] = 'w' };
    const char *at = symbol == '.' ? NULL : memchr(ways, symbol, sizeof ways);
    (void)source;
    *value = at == NULL ? NO_DIRECTION : (uint8_t)(at - ways);
    return symbol == '.' || at != NULL;
}

static bool read_road(const struct grid_source *source, char symbol, uint8_t *value)
{
    (void)source;
    *value = (uint8_t)symbol;
    return symbol == '.' || symbol == '-' || symbol == '=';
}

static bool read_region(const struct grid_source *source, char symbol, uint8_t *value)
{
    (void)source;
    *value = (uint8_t)grid_region_number(symbol);
    return symbol == '.' || *value != 0;
}

/* In the order of the rows of grid_fields. */
static const struct {
    symbol_reader *read;
    size_t         offset;         /* in struct grid_cell */
    uint8_t        otherwise;      /* in every cell, when the layer is not there */
    const char    *means;
} layers[GRID_LAYERS] = {
    { read_ground, offsetof(struct grid_cell, ground), 0,            "a symbol of the legend" },
    { read_height, offsetof(struct grid_cell, height), GRID_SHORE,   "0 to 9 or a to z" },
    { read_digit,  offsetof(struct grid_cell, rain),   5,            "0 to 9" },
    { read_digit,  offsetof(struct grid_cell, warmth), 5,            "0 to 9" },
    { read_river,  offsetof(struct grid_cell, water),  0,            "., 1 to 9 or L" },
    { read_flow,   offsetof(struct grid_cell, flow),   NO_DIRECTION, "., n, e, s or w" },
    { read_road,   offsetof(struct grid_cell, road),   '.',          "., - or =" },
    { read_digit,  offsetof(struct grid_cell, growth), 5,            "0 to 9" },
    { read_region, offsetof(struct grid_cell, region), 0,            ". or a letter" },
};

static void keep_node(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    (void)reader;
    (void)field;
    *(const struct yaml_node **)value = node;
}

#define LAYER(number, name, needed) \
    { name, needed, keep_node, offsetof(struct grid_source, layers) + number * sizeof(struct yaml_node *), 0, 0, NULL }
static const struct yaml_field grid_fields[] = {
    LAYER(0, "ground", true), LAYER(1, "height", false), LAYER(2, "rain", false), LAYER(3, "warmth", false),
    LAYER(4, "water", false), LAYER(5, "flow", false), LAYER(6, "road", false), LAYER(7, "growth", false),
    LAYER(8, "region", false),
    { "tile",   true,  keep_node,   offsetof(struct grid_source, tile),   0, 0, NULL },
    { "legend", true,  keep_node,   offsetof(struct grid_source, legend), 0, 0, NULL },
    { "first",  false, yaml_number, offsetof(struct grid_source, first),  1, AREA_ROOM_NUMBER_MAX / 2, NULL },
    { 0 },
};
#undef LAYER

/* Where a symbol of a `|` block stands: its lines begin two blanks deeper than its key. */
static struct yaml_node symbol_node(const struct yaml_node *layer, unsigned x, unsigned y)
{
    return (struct yaml_node){ .line = layer->line + 1 + y, .column = layer->key->column + 2 + x };
}

static unsigned row_length(const char *row)
{
    return (unsigned)strcspn(row, "\n");
}

/* How large the grid is, from its ground. */
static bool measure(struct yaml_reader *reader, const struct yaml_node *ground, struct grid *grid)
{
    const char *row = ground->kind == YAML_WORD && ground->literal ? ground->word : "";
    grid->width = row_length(row);
    while (*row != '\0') {
        grid->height++;
        row += row_length(row);
        row += *row == '\n';
    }
    if (grid->width == 0)
        mistake_at(reader->mistakes, ground, "ground: must be a `|` block of rows of symbols");
    else if (grid->width > GRID_SIDE_MAX || grid->height > GRID_SIDE_MAX)
        mistake_at(reader->mistakes, ground, "ground: %u by %u cells, the most is %d each way", grid->width, grid->height,
                   GRID_SIDE_MAX);
    else
        return true;
    return false;
}

/* Every row is as long as the first, and there are as many; a layer that is quite wrong is not told to its end. */
static void read_layer(struct yaml_reader *reader, const struct grid_source *source, unsigned number, struct grid *grid)
{
    const struct yaml_node *node = source->layers[number];
    const char *key = grid_fields[number].key;
    if (node->kind != YAML_WORD || !node->literal) {
        mistake_at(reader->mistakes, node, "%s: must be a `|` block of rows of symbols", key);
        return;
    }
    const char *row = node->word;
    unsigned y = 0, told = 0;
    for (; *row != '\0' && told < REPORTED_MOST; y++) {
        unsigned length = row_length(row);
        struct yaml_node at = symbol_node(node, length < grid->width ? length : grid->width, y);
        if (y == grid->height) {
            mistake_at(reader->mistakes, &at, "%s: more rows than the %u of ground", key, grid->height);
            return;
        }
        if (length != grid->width && ++told > 0)
            mistake_at(reader->mistakes, &at, "%s: this row has %u symbols, not %u", key, length, grid->width);
        for (unsigned x = 0; x < length && x < grid->width && told < REPORTED_MOST; x++) {
            uint8_t *value = (uint8_t *)&grid->cells[y * grid->width + x] + layers[number].offset;
            at = symbol_node(node, x, y);
            if (layers[number].read(source, row[x], value))
                continue;
            mistake_at(reader->mistakes, &at, "%s: '%c' is not %s", key, row[x], layers[number].means);
            told++;
        }
        row += length;
        row += *row == '\n';
    }
    struct yaml_node end = symbol_node(node, 0, y);
    if (told < REPORTED_MOST && y < grid->height)
        mistake_at(reader->mistakes, &end, "%s: %u rows, not the %u of ground", key, y, grid->height);
}

static void read_layers(struct yaml_reader *reader, const struct grid_source *source, struct grid *grid)
{
    for (unsigned number = 0; number < GRID_LAYERS; number++) {
        if (source->layers[number] != NULL) {
            read_layer(reader, source, number, grid);
            continue;
        }
        for (unsigned at = 0; at < grid->width * grid->height; at++)
            *((uint8_t *)&grid->cells[at] + layers[number].offset) = layers[number].otherwise;
    }
}

/* -- what else the grid says ------------------------------------------------------------------------- */

static void read_legend(struct yaml_reader *reader, struct grid_source *source)
{
    const struct yaml_field row = { "legend", true, yaml_choice, 0, 0, TERRAIN_KINDS, terrain_words };
    memset(source->terrains, TERRAIN_KINDS, sizeof source->terrains);
    if (source->legend->kind != YAML_MAP) {
        mistake_at(reader->mistakes, source->legend, "legend: must be `symbol: terrain` pairs");
        return;
    }
    for (const struct yaml_node *member = source->legend->first; member != NULL; member = member->next) {
        unsigned char symbol = (unsigned char)member->key->word[0];
        if (symbol <= ' ' || symbol >= SYMBOLS || member->key->word[1] != '\0')
            mistake_at(reader->mistakes, member->key, "legend: '%.20s' is not one symbol", member->key->word);
        else
            yaml_choice(reader, &row, member, &source->terrains[symbol]);
    }
}

bool read_numbers(struct yaml_reader *reader, const char *key, const struct yaml_node *node, unsigned least, unsigned most,
                  int64_t bound, uint32_t *numbers, unsigned *count)
{
    const struct yaml_field row = { key, true, yaml_number, 0, 0, bound, NULL };
    unsigned before = reader->mistakes->count;
    *count = 0;
    if (node->kind != YAML_LIST || node->count < least || node->count > most) {
        if (least == most)
            mistake_at(reader->mistakes, node, "%s: must be a list of %u numbers", key, most);
        else
            mistake_at(reader->mistakes, node, "%s: must be a list of %u to %u numbers", key, least, most);
        return false;
    }
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next)
        yaml_number(reader, &row, member, &numbers[(*count)++]);
    return reader->mistakes->count == before;
}

static bool read_tile(struct yaml_reader *reader, const struct yaml_node *node, struct grid *grid)
{
    uint32_t sides[2];
    unsigned count;
    if (!read_numbers(reader, "tile", node, 2, 2, GRID_SIDE_MAX, sides, &count))
        return false;
    if (sides[0] == 0 || sides[1] == 0 || sides[0] * sides[1] > GRID_TILE_CELLS_MAX) {
        mistake_at(reader->mistakes, node, "tile: a tile has 1 to %d cells", GRID_TILE_CELLS_MAX);
        return false;
    }
    grid->tile_width = sides[0];
    grid->tile_height = sides[1];
    grid->columns = (grid->width + sides[0] - 1) / sides[0];
    grid->rows = (grid->height + sides[1] - 1) / sides[1];
    if (grid->columns * grid->rows <= GRID_TILES_MAX)
        return true;
    mistake_at(reader->mistakes, node, "tile: that makes %u tiles, the most is %d", grid->columns * grid->rows, GRID_TILES_MAX);
    return false;
}

static const struct yaml_field region_fields[] = {
    { "name",   true,  yaml_line, offsetof(struct grid_region, name),   0, NAME_MOST, NULL },
    { "people", false, yaml_line, offsetof(struct grid_region, people), 0, LINE_MOST, NULL },
    { "text",   false, yaml_text, offsetof(struct grid_region, text),   0, TEXT_MOST, NULL },
    { 0 },
};

static void read_regions(struct yaml_reader *reader, const struct yaml_node *node, struct grid *grid)
{
    if (node != NULL && node->kind != YAML_MAP)
        mistake_at(reader->mistakes, node, "regions: must be `letter: ...` pairs");
    for (const struct yaml_node *member = node == NULL || node->kind != YAML_MAP ? NULL : node->first; member != NULL;
         member = member->next) {
        unsigned number = member->key->word[0] == '\0' || member->key->word[1] != '\0' ? 0 : grid_region_number(member->key->word[0]);
        if (number == 0)
            mistake_at(reader->mistakes, member->key, "regions: '%.20s' is not one letter", member->key->word);
        else
            yaml_record(reader, member, "a region", region_fields, &grid->regions[number]);
    }
}

/* A letter that is on the map must have a name; told once each. */
static void check_regions(struct yaml_reader *reader, const struct yaml_node *layer, const struct grid *grid)
{
    bool told[GRID_REGIONS_MAX + 1] = { false };
    for (unsigned y = 0; layer != NULL && y < grid->height; y++)
        for (unsigned x = 0; x < grid->width; x++) {
            unsigned region = grid->cells[y * grid->width + x].region;
            struct yaml_node at = symbol_node(layer, x, y);
            if (region != 0 && !told[region] && grid->regions[region].name == NULL)
                mistake_at(reader->mistakes, &at, "region: this letter is not among the regions");
            told[region] = true;
        }
}

/* -- rooms ------------------------------------------------------------------------------------------- */

static void make_room(struct grid *grid, struct room_proto *room, unsigned x, unsigned y)
{
    room->id = grid_room(grid, (int)x, (int)y);
    room->terrain = (uint8_t)grid_terrain(grid_cell(grid, (int)x, (int)y));
    room->name = terrain_rows[room->terrain].title;
    for (unsigned direction = NORTH; direction <= WEST; direction++) {
        int to_x = (int)x, to_y = (int)y;
        grid_step((enum direction)direction, &to_x, &to_y);
        room->exits[direction].to = grid_room(grid, to_x, to_y);
    }
}

/* Numbers in which cell's tile each deck lies come from ferries.c's reader. */
static void make_rooms(struct area_file *file, struct grid *grid, const struct yaml_node *node)
{
    unsigned count = 0, decks = 0;
    for (unsigned at = 0; at < file->ferry_count; at++)
        decks += file->ferries[at].own_deck;
    file->area.rooms = arena_get(file->area.arena, (grid_rooms(grid) + decks) * sizeof *file->area.rooms);
    file->room_nodes = arena_get(file->scratch, (grid_rooms(grid) + decks) * sizeof *file->room_nodes);
    file->cell_rooms = arena_get(file->scratch, (grid_rooms(grid) + decks) * sizeof *file->cell_rooms);
    file->tile_rooms = arena_get(file->scratch, (grid->columns * grid->rows + 1) * sizeof *file->tile_rooms);
    for (unsigned tile = 0; tile < grid->columns * grid->rows; tile++) {
        unsigned left = tile % grid->columns * grid->tile_width, top = tile / grid->columns * grid->tile_height;
        for (unsigned y = top; y < top + grid->tile_height && y < grid->height; y++)
            for (unsigned x = left; x < left + grid->tile_width && x < grid->width; x++) {
                if (room_same(grid_room(grid, (int)x, (int)y), NO_ROOM))
                    continue;
                make_room(grid, &file->area.rooms[count], x, y);
                file->cell_rooms[file->area.rooms[count].id.number - grid->first.number] = count;
                file->room_nodes[count++] = node;
            }
        for (unsigned at = 0; at < file->ferry_count; at++)
            if (file->ferries[at].own_deck && file->ferries[at].tile == tile) {
                ferry_deck(&file->ferries[at].ferry, &file->area.rooms[count]);
                file->cell_rooms[file->area.rooms[count].id.number - grid->first.number] = count;
                file->room_nodes[count++] = file->ferries[at].node;
            }
        file->tile_rooms[tile + 1] = count;
    }
    file->area.room_count = count;
}

struct room_proto *grid_file_room(const struct area_file *file, room_id room)
{
    unsigned first = file->area.grid->first.number;
    if (room.number < first || room.number - first >= file->area.room_count)
        return NULL;
    return &file->area.rooms[file->cell_rooms[room.number - first]];
}

/* -- places ------------------------------------------------------------------------------------------ */

struct place_source {
    struct room_proto       room;  /* what it says of itself */
    const struct yaml_node *at, *only;
};
static const struct yaml_field place_fields[] = {
    { "at",         true,  keep_node,   offsetof(struct place_source, at),             0, 0,         NULL },
    { "exits_only", false, keep_node,   offsetof(struct place_source, only),           0, 0,         NULL },
    { "name",       true,  yaml_line,   offsetof(struct place_source, room.name),      0, GRID_TITLE_MOST, NULL },
    { "terrain",    false, yaml_choice, offsetof(struct place_source, room.terrain),   0, TERRAIN_KINDS, terrain_words },
    { "flags",      false, read_flags,  offsetof(struct place_source, room),           0, 0,         NULL },
    { "text",       false, yaml_text,   offsetof(struct place_source, room.text),      0, TEXT_MOST, NULL },
    { "by_day",     false, yaml_text,   offsetof(struct place_source, room.by_day),    0, TEXT_MOST, NULL },
    { "by_night",   false, yaml_text,   offsetof(struct place_source, room.by_night),  0, TEXT_MOST, NULL },
    { "in_rain",    false, yaml_text,   offsetof(struct place_source, room.in_rain),   0, TEXT_MOST, NULL },
    { "extras",     false, read_extras, offsetof(struct place_source, room),           0, 0,         NULL },
    { 0 },
};

/* The cell's ways are these alone, for those who come as for those who go. */
static void keep_exits(const struct area_file *file, struct room_proto *room, const bool kept[DIRECTIONS])
{
    for (unsigned direction = NORTH; direction <= WEST; direction++) {
        struct room_proto *beside = room_same(room->exits[direction].to, NO_ROOM) ? NULL
            : grid_file_room(file, room->exits[direction].to);
        if (kept[direction] || beside == NULL)
            continue;
        room->exits[direction].to = NO_ROOM;
        beside->exits[direction_back((enum direction)direction)].to = NO_ROOM;
    }
}

static void read_only(struct yaml_reader *reader, const struct area_file *file, const struct yaml_node *node, struct room_proto *room)
{
    bool kept[DIRECTIONS] = { false };
    if (!list_fits(reader, &place_fields[1], node, DIRECTIONS))
        return;
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next) {
        enum direction direction = member->kind == YAML_WORD ? direction_find(member->word) : NO_DIRECTION;
        if (direction > WEST || strcmp(direction_names[direction], member->word) != 0)
            mistake_at(reader->mistakes, member, "exits_only: north, east, south or west");
        else
            kept[direction] = true;
    }
    keep_exits(file, room, kept);
}

static void read_place(struct yaml_reader *reader, struct area_file *file, const struct yaml_node *node)
{
    struct place_source source = { .room.terrain = TERRAIN_KINDS };
    uint32_t at[2];
    unsigned count;
    yaml_record(reader, node, "a place", place_fields, &source);
    if (source.at == NULL || !read_numbers(reader, "at", source.at, 2, 2, GRID_SIDE_MAX, at, &count))
        return;
    room_id id = grid_room(file->area.grid, (int)at[0], (int)at[1]);
    struct room_proto *room = room_same(id, NO_ROOM) ? NULL : grid_file_room(file, id);
    if (room == NULL) {
        mistake_at(reader->mistakes, source.at, "at: there is no cell %u, %u", (unsigned)at[0], (unsigned)at[1]);
        return;
    }
    struct room_proto cell = *room;
    *room = source.room;
    room->id = id;
    memcpy(room->exits, cell.exits, sizeof room->exits);
    if (room->terrain == TERRAIN_KINDS)
        room->terrain = cell.terrain;
    file->room_nodes[room - file->area.rooms] = node;
    check_extras(reader, node, room);
    if (source.only != NULL)
        read_only(reader, file, source.only, room);
}

/* -- the whole --------------------------------------------------------------------------------------- */

/* The live game's grid has a hole, and one cell that can be entered from the west alone: clients count on both. */
enum { LIVE_WIDTH = 351, LIVE_HEIGHT = 166, LIVE_HOLE_X = 325, LIVE_HOLE_Y = 49, LIVE_NOOK = 94388 };

static bool is_live(const struct grid *grid)
{
    return grid->width == LIVE_WIDTH && grid->height == LIVE_HEIGHT && grid->first.number == GRID_FIRST_ROOM;
}

static struct grid *read_grid_itself(struct yaml_reader *reader, struct area_file *file)
{
    struct grid_source source = { .first = GRID_FIRST_ROOM };
    struct grid *grid = arena_get(reader->arena, sizeof *grid);
    unsigned before = reader->mistakes->count;
    yaml_record(reader, file->grid_node, "a grid", grid_fields, &source);
    if (source.tile == NULL || source.legend == NULL || source.layers[0] == NULL)
        return NULL;
    read_legend(reader, &source);
    if (!measure(reader, source.layers[0], grid) || !read_tile(reader, source.tile, grid))
        return NULL;
    grid->first = (room_id){ source.first };
    grid->has_hole = is_live(grid);
    grid->hole_x = grid->has_hole ? LIVE_HOLE_X : 0;
    grid->hole_y = grid->has_hole ? LIVE_HOLE_Y : 0;
    grid->cells = arena_get(reader->arena, grid->width * grid->height * sizeof *grid->cells);
    read_layers(reader, &source, grid);
    read_regions(reader, file->regions_node, grid);
    if (reader->mistakes->count == before)
        check_regions(reader, source.layers[8], grid);
    return reader->mistakes->count == before ? grid : NULL;
}

void read_grid(struct yaml_reader *reader, struct area_file *file)
{
    struct grid *grid = read_grid_itself(reader, file);
    if (grid == NULL) {
        file->no_grid = true;          /* nobody can say any more which rooms there are */
        return;
    }
    file->area.grid = grid;
    read_ferries(reader, file);
    make_rooms(file, grid, file->grid_node->key);
    if (is_live(grid)) {
        static const bool west_alone[DIRECTIONS] = { [WEST] = true };
        keep_exits(file, grid_file_room(file, (room_id){ LIVE_NOOK }), west_alone);
    }
    const struct yaml_node *places = file->places_node;
    if (places != NULL && places->kind != YAML_LIST)
        mistake_at(reader->mistakes, places, "places: must be a list");
    for (const struct yaml_node *member = places == NULL || places->kind != YAML_LIST ? NULL : places->first; member != NULL;
         member = member->next)
        read_place(reader, file, member);
    read_gates(reader, file);
}
