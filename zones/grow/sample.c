/* zones/grow/sample.c -- `build/grow sample SEED COUNT FOLDER ...`: rooms, mobiles, things and quests of area files, drawn by a
 * seed and printed as they are, for who wants to read them aloud. */
#include "zones/grow/grow.h"

#include "config/yaml.h"
#include "core/dice.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILES_MOST = 3000, COUNT_MOST = 1000 };

struct entry { const struct yaml_node *node; const char *area; };
struct entries { struct entry *list; unsigned count, room; };

static void entry_add(struct entries *entries, const struct yaml_node *node, const char *area)
{
    if (entries->count == entries->room) {
        entries->room = entries->room * 2 + 1024;
        entries->list = memory_resize(entries->list, entries->room * sizeof *entries->list);
    }
    entries->list[entries->count++] = (struct entry){ node, area };
}

static void read_part(struct entries *entries, const struct yaml_node *root, const char *part, const char *area)
{
    const struct yaml_node *map = yaml_member(root, part);
    for (const struct yaml_node *node = map == NULL || map->kind != YAML_MAP ? NULL : map->first; node != NULL; node = node->next)
        if (node->kind == YAML_MAP)
            entry_add(entries, node, area);
}

static const char *word_at(const struct yaml_node *map, const char *key)
{
    const struct yaml_node *node = yaml_member(map, key);
    return node != NULL && node->kind == YAML_WORD ? node->word : NULL;
}

static void print_words(const char *before, const struct yaml_node *node)
{
    for (const struct yaml_node *word = node == NULL || node->kind != YAML_LIST ? NULL : node->first; word != NULL; word = word->next)
        if (word->kind == YAML_WORD)
            printf("%s%s\n", before, word->word);
}

static void print_extras(const struct yaml_node *entry)
{
    const struct yaml_node *extras = yaml_member(entry, "extras");
    for (const struct yaml_node *extra = extras == NULL || extras->kind != YAML_LIST ? NULL : extras->first; extra != NULL; extra = extra->next) {
        const struct yaml_node *keys = yaml_member(extra, "keys");
        printf("    [");
        for (const struct yaml_node *key = keys == NULL ? NULL : keys->first; key != NULL; key = key->next)
            printf("%s%s", key == keys->first ? "" : " ", key->word);
        printf("] %s\n", word_at(extra, "text"));
    }
}

static void print_steps(const struct yaml_node *quest)
{
    const struct yaml_node *steps = yaml_member(quest, "steps");
    for (const struct yaml_node *step = steps == NULL || steps->kind != YAML_LIST ? NULL : steps->first; step != NULL; step = step->next) {
        printf("    - %s\n", word_at(step, "journal"));
        if (word_at(step, "says") != NULL)
            printf("      %s\n", word_at(step, "says"));
    }
}

static void print_entry(const struct entry *entry)
{
    static const char *const read[] = { "line", "text", "by_day", "by_night", "in_rain", "offer" };
    const struct yaml_node *node = entry->node;
    printf("\n%s (%s.%s)\n", word_at(node, "name"), entry->area, node->key->word);
    for (unsigned n = 0; n < sizeof read / sizeof *read; n++)
        if (word_at(node, read[n]) != NULL)
            printf("  %s\n", word_at(node, read[n]));
    print_words("    says: ", yaml_member(node, "says"));
    print_extras(node);
    print_steps(node);
    if (word_at(node, "done") != NULL)
        printf("  %s\n", word_at(node, "done"));
}

static int name_order(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The files of a folder, by name, into the arena. */
static void read_folder(struct arena *arena, const char *folder, struct entries parts[4], const char *const *part_words)
{
    char **names = arena_get(arena, FILES_MOST * sizeof *names);
    unsigned count = 0;
    DIR *directory = opendir(folder);
    for (struct dirent *entry; directory != NULL && (entry = readdir(directory)) != NULL && count < FILES_MOST;) {
        const char *dot = strrchr(entry->d_name, '.');
        if (entry->d_name[0] != '.' && dot != NULL && strcmp(dot, ".yaml") == 0)
            names[count++] = arena_string(arena, entry->d_name);
    }
    if (directory != NULL)
        closedir(directory);
    if (count > 1)
        qsort(names, count, sizeof *names, name_order);
    for (unsigned n = 0; n < count; n++) {
        char path[600];
        snprintf(path, sizeof path, "%.300s/%.250s", folder, names[n]);
        struct mistakes mistakes = { .file = path, .out = stderr };
        const struct yaml_node *root = yaml_read_file(path, arena, &mistakes);
        *strrchr(names[n], '.') = '\0';
        for (unsigned part = 0; part < 4 && root != NULL && root->kind == YAML_MAP; part++)
            read_part(&parts[part], root, part_words[part], names[n]);
    }
}

int grow_sample(int count, char **words)
{
    static const char *const part_words[4] = { "rooms", "mobiles", "objects", "quests" };
    struct entries parts[4] = { { NULL, 0, 0 } };
    struct arena *arena = arena_new();
    struct dice dice;
    int shown = count > 1 ? atoi(words[1]) : 0;
    if (count < 3 || shown < 1 || shown > COUNT_MOST) {
        fprintf(stderr, "build/grow sample SEED COUNT FOLDER ...\n");
        arena_free(&arena);
        return 2;
    }
    dice_seed(&dice, strtoull(words[0], NULL, 10));
    for (int n = 2; n < count; n++)
        read_folder(arena, words[n], parts, part_words);
    for (unsigned part = 0; part < 4; part++) {
        printf("%s%d %s of %u, drawn by seed %s\n", part == 0 ? "" : "\n", shown, part_words[part], parts[part].count, words[0]);
        for (int n = 0; n < shown && parts[part].count > 0; n++)
            print_entry(&parts[part].list[dice_below(&dice, parts[part].count)]);
        memory_free(parts[part].list);
    }
    arena_free(&arena);
    return 0;
}
