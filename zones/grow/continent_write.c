/* zones/grow/continent_write.c -- the area file of the Wilderness, as continent_parts.h has it.
 *
 * A file that would be the same is not written again, so that nothing that depends on it is made anew.  One thread. */
#include "zones/grow/continent_parts.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

void write_text(FILE *out, const char *text)
{
    fputc('"', out);
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\')
            fputc('\\', out);
        fputc(*text == '\n' ? ' ' : *text, out);
    }
    fputc('"', out);
}

typedef char layer_symbol(const struct continent *continent, int cell);

static char digit(int64_t value, int least, int most)
{
    static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyz";
    return digits[value < least ? least : value > most ? most : value];
}

static char ground_symbol(const struct continent *continent, int cell)
{
    return grounds[continent->under[cell]].symbol;
}

/* 0 to 4 below the sea, 5 the shore, z the highest.  Of `fill` and not of `height`: rivers run down it. */
static char height_symbol(const struct continent *continent, int cell)
{
    enum { SHORE = 5, HIGHEST = 35, STEP = 1500 };
    if (continent->land[cell] == 0)
        return digit(SHORE - 1 - continent->coast[cell] / 3, 0, SHORE - 1);
    return digit(SHORE + continent->fill[cell] / STEP, SHORE, HIGHEST);
}

static char rain_symbol(const struct continent *continent, int cell)
{
    return digit((int64_t)continent->rain[cell] * 10 / ONE, 0, 9);
}

static char warmth_symbol(const struct continent *continent, int cell)
{
    return digit((int64_t)continent->warmth[cell] * 10 / ONE, 0, 9);
}

static char water_symbol(const struct continent *continent, int cell)
{
    return continent->water[cell] == 0 ? '.' : continent->water[cell] == LAKE ? 'L' : digit(continent->water[cell], 1, 9);
}

static char flow_symbol(const struct continent *continent, int cell)
{
    bool river = continent->water[cell] != 0 && continent->water[cell] != LAKE && continent->flow[cell] < WAYS;
    return river ? "nesw"[continent->flow[cell]] : '.';
}

/* Gates, places and quays keep the land they asked for, so the road ends beside them. */
static char road_symbol(const struct continent *continent, int cell)
{
    if (continent->taken[cell] != 0)
        return '.';
    return ".--="[continent->road[cell]];
}

static char growth_symbol(const struct continent *continent, int cell)
{
    return digit(continent->growth[cell], 0, 9);
}

static char region_letter(unsigned index)
{
    return (char)(index < 26 ? 'a' + (char)index : 'A' + (char)(index - 26));
}

static char region_symbol(const struct continent *continent, int cell)
{
    return continent->region[cell] == 0 ? '.' : region_letter(continent->region[cell] - 1u);
}

static const struct { const char *key; layer_symbol *symbol; } layers[] = {
    { "ground", ground_symbol }, { "height", height_symbol }, { "rain", rain_symbol },     { "warmth", warmth_symbol },
    { "water", water_symbol },   { "flow", flow_symbol },     { "road", road_symbol },     { "growth", growth_symbol },
    { "region", region_symbol },
};

static void write_grid(const struct continent *continent, FILE *out)
{
    fputs("grid:\n  tile: [27, 21]\n  legend: {", out);
    for (unsigned ground = 0; ground < GROUND_KINDS; ground++)
        fprintf(out, "%s\"%c\": %s", ground > 0 ? ", " : "", grounds[ground].symbol, grounds[ground].word);
    fputs("}\n", out);
    for (unsigned n = 0; n < sizeof layers / sizeof *layers; n++) {
        fprintf(out, "  %s: |", layers[n].key);
        for (int cell = 0; cell < CELLS; cell++) {
            if (cell_x(cell) == 0)
                fputs("\n    ", out);
            fputc(layers[n].symbol(continent, cell), out);
        }
        fputc('\n', out);
    }
}

static void write_regions(const struct continent *continent, FILE *out)
{
    fputs("regions:\n", out);
    for (unsigned n = 0; n < continent->region_count; n++) {
        const struct region *region = &continent->regions[n];
        fprintf(out, "  %c: {name: ", region_letter(n));
        write_text(out, region->name);
        if (region->people != NULL) {
            fputs(", people: ", out);
            write_text(out, region->people);
        }
        fputs(", text: ", out);
        write_text(out, region->text);
        fputs("}\n", out);
    }
}

static void write_extras(const struct yaml_node *extras, FILE *out)
{
    if (extras == NULL || extras->count == 0)
        return;
    fputs("    extras:\n", out);
    for (const struct yaml_node *extra = extras->first; extra != NULL; extra = extra->next) {
        fputs("      - {keys: [", out);
        for (const struct yaml_node *key = yaml_member(extra, "keys")->first; key != NULL; key = key->next)
            fprintf(out, "%s%s", key->word, key->next != NULL ? ", " : "");
        fputs("], text: ", out);
        write_text(out, word_of(extra, "text"));
        fputs("}\n", out);
    }
}

static void write_places(const struct continent *continent, FILE *out)
{
    fputs("places:\n", out);
    for (unsigned n = 0; n < continent->place_count; n++) {
        const struct place *place = &continent->places[n];
        fprintf(out, "  - at: [%d, %d]\n    name: ", cell_x(place->cell), cell_y(place->cell));
        write_text(out, place->name);
        fprintf(out, "\n    terrain: %s\n    text: ", grounds[continent->under[place->cell]].word);
        write_text(out, place->text);
        fputc('\n', out);
        write_extras(place->extras, out);
        if (place->cell == HERMIT)
            fputs("    exits_only: [west]\n", out);
    }
}

static void write_ways(const struct continent *continent, FILE *out)
{
    if (continent->gate_count > 0)
        fputs("gates:\n", out);
    for (unsigned n = 0; n < continent->gate_count; n++)
        fprintf(out, "  %s: %u\n", continent->gates[n].area, (unsigned)cell_room(continent->gates[n].cell));
    if (continent->ferry_count > 0)
        fputs("ferries:\n", out);
    for (unsigned n = 0; n < continent->ferry_count; n++) {
        const struct ferry *ferry = &continent->ferries[n];
        fprintf(out, "  - {key: ferry_%u, name: ", n + 1);
        write_text(out, ferry->name);
        fprintf(out, ", stops: [%u, %u], hours: [%u, %u, %u]}\n", (unsigned)cell_room(ferry->stops[0]),
                (unsigned)cell_room(ferry->stops[1]), ferry->hours[0], ferry->hours[1], ferry->hours[2]);
    }
}

static bool same_file(const char *path, const char *text, size_t length)
{
    struct stat about;
    FILE *file = fopen(path, "rb");
    bool same = file != NULL && fstat(fileno(file), &about) == 0 && about.st_size == (off_t)length;
    if (same) {
        char *there = memory_get(length + 1);
        same = fread(there, 1, length, file) == length && memcmp(there, text, length) == 0;
        memory_free(there);
    }
    if (file != NULL)
        fclose(file);
    return same;
}

/* Beside it first, then in its place: a reader sees the old one or the new one. */
static bool write_file(const struct continent *continent, const char *path, const char *text, size_t length)
{
    char beside[512];
    snprintf(beside, sizeof beside, "%s.new", path);
    FILE *file = fopen(beside, "wb");
    bool good = file != NULL && fwrite(text, 1, length, file) == length;
    if (file != NULL)
        good = fclose(file) == 0 && good;
    good = good && rename(beside, path) == 0;
    if (!good)
        fprintf(continent->complaints, "%s: cannot be written\n", path);
    return good;
}

bool continent_write(const struct continent *continent, const char *path)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    fprintf(out, "# Grown by build/grow continent --seed %llu; made anew with the world, so do not edit it.\n",
            (unsigned long long)continent->seed);
    fprintf(out, "area: The Wilderness\nlevels: 1-%d\n", LEVEL_MOST);
    write_grid(continent, out);
    write_regions(continent, out);
    write_places(continent, out);
    write_ways(continent, out);
    wild_write(continent, out);
    fclose(out);
    bool good = same_file(path, text, length) || write_file(continent, path, text, length);
    free(text);
    return good;
}
