/* zones/grow/continent_wild_data.c -- wild.yaml: beasts and people, what marks one of them out, what they leave, what lies about.
 * One thread. */
#include "zones/grow/continent_wild.h"

#include <string.h>

unsigned list_count(const struct yaml_node *list)
{
    return list == NULL ? 0 : list->kind == YAML_LIST ? list->count : 1;
}

const struct yaml_node *list_pick(const struct yaml_node *list, uint32_t index)
{
    if (list == NULL || list->kind != YAML_LIST || list->count == 0)
        return list;
    const struct yaml_node *member = list->first;
    for (index %= list->count; index > 0; index--)
        member = member->next;
    return member;
}

static void read_loot(struct mistakes *mistakes, const struct yaml_node *node, const struct yaml_node *all, struct beast *beast)
{
    const struct yaml_node *loot = yaml_member(node, "loot");
    for (unsigned n = 0; n < list_count(loot); n++) {
        const struct yaml_node *word = list_pick(loot, n);
        const struct yaml_node *entry = word->kind == YAML_WORD && all != NULL ? yaml_member(all, word->word) : NULL;
        if (entry == NULL)
            mistake_at(mistakes, word, "loot: there is no such entry under 'loot'");
        else if (beast->loot_count < LOOTS_MOST)
            beast->loot[beast->loot_count++] = entry;
    }
}

static void read_levels(struct mistakes *mistakes, const struct yaml_node *node, struct beast *beast)
{
    const char *levels = word_of(node, "levels");
    unsigned least = 0, most = 0;
    if (levels == NULL || sscanf(levels, "%u-%u", &least, &most) != 2 || least < 1 || most < least || most > LEVEL_MOST)
        mistake_at(mistakes, node, "needs 'levels', like 3-40");
    beast->level_least = least;
    beast->level_most = most;
}

static void read_beast(struct continent *continent, struct mistakes *mistakes, const struct yaml_node *data,
                       const struct yaml_node *node, bool people)
{
    struct wild *wild = continent->wild;
    if (wild->beast_count == BEASTS_MOST) {
        mistake_at(mistakes, node, "more than %d beasts", BEASTS_MOST);
        return;
    }
    struct beast *beast = &wild->beasts[wild->beast_count++];
    const char *noun = word_of(node, "noun"), *rooted = word_of(node, "rooted");
    *beast = (struct beast){ .key = node->key->word, .noun = noun != NULL ? noun : node->key->word, .people = people };
    beast->coat = people ? "people" : word_of(node, "coat");
    beast->rooted = rooted != NULL && strcmp(rooted, "yes") == 0;
    beast->races = yaml_member(node, "race");
    beast->roles = yaml_member(node, "roles");
    beast->builds = yaml_member(node, "builds");
    beast->lines = yaml_member(node, "lines");
    beast->texts = yaml_member(node, "texts");
    beast->lands = grounds_read(continent, mistakes, yaml_member(node, "lands"));
    read_levels(mistakes, node, beast);
    read_loot(mistakes, node, yaml_member(data, "loot"), beast);
    if (beast->coat == NULL || yaml_member(wild->traits, beast->coat) == NULL)
        mistake_at(mistakes, node, "needs 'coat', one of 'traits'");
    if (beast->lands == 0 || list_count(beast->races) == 0 || list_count(beast->roles) == 0 || list_count(beast->builds) == 0
        || list_count(beast->lines) == 0 || list_count(beast->texts) == 0)
        mistake_at(mistakes, node, "needs 'lands', 'race', 'roles', 'builds', 'lines' and 'texts'");
}

static void read_list(const struct yaml_node *list, const struct yaml_node **entries, unsigned most, unsigned *count,
                      struct mistakes *mistakes)
{
    for (const struct yaml_node *entry = list != NULL ? list->first : NULL; entry != NULL; entry = entry->next) {
        if (word_of(entry, "name") == NULL || yaml_member(entry, "text") == NULL || *count == most)
            mistake_at(mistakes, entry, "needs 'name' and 'text'; at most %u of these", most);
        else
            entries[(*count)++] = entry;
    }
}

bool wild_read(struct continent *continent, const struct yaml_node *data, struct mistakes *mistakes)
{
    struct wild *wild = continent->wild;
    static const char *const sorts[] = { "beasts", "people" };
    wild->traits = yaml_member(data, "traits");
    wild->metals = yaml_member(data, "materials");
    const struct yaml_node *marks = yaml_member(data, "marks");
    if (marks != NULL && marks->kind == YAML_MAP) {
        wild->loot_marks = yaml_member(marks, "loot");
        wild->gear_marks = yaml_member(marks, "gear");
    }
    if (wild->traits == NULL || wild->traits->kind != YAML_MAP || wild->metals == NULL || wild->metals->kind != YAML_MAP) {
        mistake_at(mistakes, data, "needs 'traits' and 'materials', maps of lists");
        return false;
    }
    for (unsigned sort = 0; sort < 2; sort++) {
        const struct yaml_node *all = yaml_member(data, sorts[sort]);
        for (const struct yaml_node *node = all != NULL ? all->first : NULL; node != NULL; node = node->next)
            if (all->kind == YAML_MAP && node->kind == YAML_MAP)
                read_beast(continent, mistakes, data, node, sort == 1);
    }
    read_list(yaml_member(data, "finds"), wild->finds, FINDS_MOST, &wild->find_count, mistakes);
    read_list(yaml_member(data, "gear"), wild->gear, GEAR_MOST, &wild->gear_count, mistakes);
    return mistakes->count == 0;
}
