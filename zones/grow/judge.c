/* zones/grow/judge.c -- `build/grow judge FOLDER ...`: area files as writing.
 *
 * Of the rooms (not those of the wilderness, which has its own measure): how many sentences are said once only, with names,
 * numbers, directions and colours masked; which six-word phrases are in most of them; which rooms have more than half of their
 * three-word runs in common.  Of everything: slips of grammar.  And how many prototypes are alike. */
#include "zones/grow/grow.h"
#include "zones/grow/register.h"
#include "zones/prose/english.h"

#include "config/yaml.h"
#include "core/bytes.h"
#include "zones/world/world.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILES_MOST = 3000, LISTED = 10, PAIRS_LISTED = 40, SLIPS_LISTED = 40, SENTENCES_PERCENT = 90, PHRASE_PERMILLE = 10, OVERLAP_PERMILLE = 500, ALIKE_WORLD = 12 };

struct judged_room { char *where; struct marks marks; char *text, *masked; };
struct judging {
    struct sayings     *rooms;
    struct tally       *sentences, *closer_sentences, *alike;
    struct judged_room *list;
    unsigned            count, room;
    unsigned            sentence_count, distinct, closer_count, closer_distinct;
    unsigned            pairs, slips, worst_alike, same_names;
};

static const char *text_of(const struct yaml_node *map, const char *key)
{
    const struct yaml_node *node = map->kind == YAML_MAP ? yaml_member(map, key) : NULL;
    return node != NULL && node->kind == YAML_WORD ? node->word : NULL;
}

static void look_for_slips(struct judging *judging, const char *where, const char *text)
{
    const char *at = NULL, *slip = text == NULL ? NULL : slip_of(text, &at);
    if (slip == NULL)
        return;
    if (judging->slips++ < SLIPS_LISTED) {
        const char *from = at - text > 25 ? at - 25 : text;
        printf("slip: %s: %s: ...%.60s...\n", where, slip, from);
    }
}

/* -- rooms -------------------------------------------------------------------------------------------- */

static void judge_room(struct judging *judging, const char *path, const struct yaml_node *node)
{
    char where[300];
    const char *text = text_of(node, "text");
    unsigned with = 0;
    if (text == NULL)
        return;
    if (judging->count == judging->room) {
        judging->room = judging->room * 2 + 1024;
        judging->list = memory_resize(judging->list, judging->room * sizeof *judging->list);
    }
    snprintf(where, sizeof where, "%.200s:%u", path, node->line);
    struct judged_room *room = &judging->list[judging->count++];
    room->where = memory_string(where);
    room->text = memory_string(text);
    room->masked = masked(text);
    marks_of(text, &room->marks);
    unsigned overlap = sayings_overlap(judging->rooms, &room->marks, &with);
    if (overlap > OVERLAP_PERMILLE && judging->pairs++ < PAIRS_LISTED)
        printf("alike: %s and %s share %u.%u %% of their three-word runs\n", where, judging->list[with].where, overlap / 10, overlap % 10);
    sayings_add(judging->rooms, &room->marks);
    for (unsigned n = 0; n < room->marks.sentence_count; n++) {
        judging->sentence_count++;
        judging->distinct += tally_add(judging->sentences, room->marks.sentences[n]) == 1;
    }
}

/* -- everything --------------------------------------------------------------------------------------- */

static void judge_closer(struct judging *judging, const char *text)
{
    struct marks marks;
    marks_of(text, &marks);
    for (unsigned n = 0; n < marks.sentence_count; n++) {
        judging->closer_count++;
        judging->closer_distinct += tally_add(judging->closer_sentences, marks.sentences[n]) == 1;
    }
    marks_free(&marks);
}

/* All words under the keys that are read aloud. */
static void judge_texts(struct judging *judging, const char *path, const struct yaml_node *node, bool in_room)
{
    static const char *const read[] = { "text", "line", "by_day", "by_night", "in_rain", "says", "offer", "done", "journal", "name", NULL };
    for (const struct yaml_node *member = node->kind == YAML_WORD ? NULL : node->first; member != NULL; member = member->next) {
        const struct yaml_node *key = member->key != NULL ? member->key : node->key;
        bool aloud = false;
        for (unsigned n = 0; key != NULL && read[n] != NULL; n++)
            aloud = aloud || strcmp(read[n], key->word) == 0;
        if (member->kind == YAML_WORD && aloud) {
            char where[300];
            snprintf(where, sizeof where, "%.200s:%u", path, member->line);
            look_for_slips(judging, where, member->word);
            bool texts = member->key != NULL && strcmp(member->key->word, "text") == 0;
            if (texts && !in_room)
                judge_closer(judging, member->word);
        } else if (member->kind != YAML_WORD) {
            judge_texts(judging, path, member, false);
        }
    }
}

/* The last word of a name is its noun, near enough. */
static void judge_alike(struct judging *judging, const struct yaml_node *mobiles, const struct yaml_node *resets)
{
    for (const struct yaml_node *mobile = mobiles == NULL ? NULL : mobiles->first; mobile != NULL; mobile = mobile->next) {
        const char *name = text_of(mobile, "name"), *role = text_of(mobile, "role"), *noun = name == NULL ? NULL : strrchr(name, ' ');
        struct bytes_writer writer = { 0 };
        if (noun == NULL)
            continue;
        put_string(&writer, noun);
        put_string(&writer, role == NULL ? "" : role);
        const struct yaml_node *behaves = yaml_member(mobile, "behaves");
        for (const struct yaml_node *word = behaves == NULL || behaves->kind != YAML_LIST ? NULL : behaves->first; word != NULL; word = word->next)
            put_string(&writer, word->word);
        const struct yaml_node *reset = resets == NULL ? NULL : resets->first;
        for (; reset != NULL; reset = reset->next)
            if (text_of(reset, "mobile") != NULL && strcmp(text_of(reset, "mobile"), mobile->key->word) == 0)
                break;
        for (reset = reset == NULL ? NULL : reset->next; reset != NULL; reset = reset->next) {
            const char *kit = text_of(reset, "wears") != NULL ? text_of(reset, "wears") : text_of(reset, "carries");
            if (kit == NULL)
                break;
            size_t length = strcspn(kit, "0123456789");
            put_bytes(&writer, kit, length);
        }
        unsigned alike = tally_add(judging->alike, bytes_hash(writer.bytes, writer.length));
        if (alike > judging->worst_alike)
            judging->worst_alike = alike;
        bytes_free(&writer);
    }
}

static void judge_names(struct judging *judging, const char *path, const struct yaml_node *map)
{
    struct tally *own = tally_new();
    for (const struct yaml_node *member = map == NULL || map->kind != YAML_MAP ? NULL : map->first; member != NULL; member = member->next) {
        const char *name = text_of(member, "name");
        if (name == NULL || tally_add(own, bytes_hash(name, strlen(name))) == 1)
            continue;
        if (judging->same_names++ < LISTED)
            printf("same name: %s:%u: %s\n", path, member->line, name);
    }
    tally_free(&own);
}

static void judge_file(struct judging *judging, const char *path)
{
    struct arena *arena = arena_new();
    struct mistakes mistakes = { .file = path, .out = stderr };
    const struct yaml_node *root = yaml_read_file(path, arena, &mistakes);
    if (root != NULL && root->kind == YAML_MAP) {
        const struct yaml_node *rooms = yaml_member(root, "rooms");
        for (const struct yaml_node *room = rooms == NULL || rooms->kind != YAML_MAP ? NULL : rooms->first; room != NULL; room = room->next) {
            judge_room(judging, path, room);
            judge_texts(judging, path, room, true);
        }
        for (const struct yaml_node *part = root->first; part != NULL; part = part->next)
            if (part != rooms && part->kind != YAML_WORD)
                judge_texts(judging, path, part, false);
        judge_names(judging, path, yaml_member(root, "mobiles"));
        judge_names(judging, path, yaml_member(root, "objects"));
        judge_alike(judging, yaml_member(root, "mobiles"), yaml_member(root, "resets"));
    }
    arena_free(&arena);
}

/* -- what comes of it --------------------------------------------------------------------------------- */

/* The words of a six-word run, from a room that has it. */
static void print_phrase(const struct judging *judging, uint64_t six, unsigned count)
{
    for (unsigned n = 0; n < judging->count; n++) {
        const struct judged_room *room = &judging->list[n];
        for (const char *at = room->masked; at != NULL; at = strchr(at, ' ') == NULL ? NULL : strchr(at, ' ') + 1) {
            const char *end = at;
            for (unsigned words = 0; words < 6 && end != NULL; words++)
                end = strchr(end + (words > 0), ' ');
            size_t length = end == NULL ? strlen(at) : (size_t)(end - at);
            char *phrase = memory_get(length + 1);
            memcpy(phrase, at, length);
            uint64_t hash = masked_six(phrase);
            if (hash == six) {
                printf("phrase in %u rooms: %s\n", count, phrase);
                memory_free(phrase);
                return;
            }
            memory_free(phrase);
        }
    }
}

/* The sentence of a room, as it is written, that masks to a hash. */
static void print_sentence(const struct judged_room *room, uint64_t hash, unsigned count)
{
    for (const char *from = room->text; *from != '\0';) {
        const char *end = from;
        while (*end != '\0' && !(strchr(".!?", *end) != NULL && (end[1] == ' ' || end[1] == '\0' || end[1] == '"')))
            end++;
        end += *end != '\0';
        char *sentence = memory_get((size_t)(end - from) + 1);
        memcpy(sentence, from, (size_t)(end - from));
        struct marks marks;
        sentences_of(sentence, &marks);
        bool found = marks.sentence_count > 0 && marks.sentences[0] == hash;
        marks_free(&marks);
        if (found)
            printf("said %u times: %s: %s\n", count, room->where, sentence);
        memory_free(sentence);
        if (found)
            return;
        from = end + strspn(end, " \n\"");
    }
}

/* Those said most often, each once. */
static void print_sentences(struct judging *judging)
{
    struct { uint64_t hash; unsigned count, room; } top[LISTED] = { { 0, 0, 0 } };
    for (unsigned n = 0; n < judging->count; n++)
        for (unsigned at = 0; at < judging->list[n].marks.sentence_count; at++) {
            uint64_t hash = judging->list[n].marks.sentences[at];
            unsigned count = tally_of(judging->sentences, hash), place = LISTED - 1;
            bool known = count <= top[LISTED - 1].count;
            for (unsigned t = 0; t < LISTED; t++)
                known = known || top[t].hash == hash;
            for (; !known && place > 0 && top[place - 1].count < count; place--)
                top[place] = top[place - 1];
            if (!known) {
                top[place].hash = hash;
                top[place].count = count;
                top[place].room = n;
            }
        }
    for (unsigned n = 0; n < LISTED && top[n].count > 1; n++)
        print_sentence(&judging->list[top[n].room], top[n].hash, top[n].count);
}

struct top { uint64_t six; unsigned count; };

static void find_phrases(const struct judging *judging, struct top top[LISTED])
{
    for (unsigned n = 0; n < judging->count; n++)
        for (unsigned at = 0; at < judging->list[n].marks.six_count; at++) {
            struct top here = { judging->list[n].marks.sixes[at], 0 };
            here.count = sayings_of_six(judging->rooms, here.six);
            bool known = here.count <= top[LISTED - 1].count;
            for (unsigned t = 0; t < LISTED; t++)
                known = known || top[t].six == here.six;
            unsigned place = LISTED - 1;
            for (; !known && place > 0 && top[place - 1].count < here.count; place--)
                top[place] = top[place - 1];
            if (!known)
                top[place] = here;
        }
}

static int verdict(struct judging *judging)
{
    struct top top[LISTED] = { { 0, 0 } };
    find_phrases(judging, top);
    print_sentences(judging);
    for (unsigned n = 0; n < LISTED && top[n].count > 1; n++)
        print_phrase(judging, top[n].six, top[n].count);
    unsigned sentences = judging->sentence_count == 0 ? 1000 : (unsigned)((uint64_t)judging->distinct * 1000 / judging->sentence_count);
    unsigned closer = judging->closer_count == 0 ? 1000 : (unsigned)((uint64_t)judging->closer_distinct * 1000 / judging->closer_count);
    unsigned phrase = judging->count == 0 ? 0 : top[0].count * 10000 / judging->count;
    printf("%u rooms, %u sentences, %u.%u %% of them distinct; the commonest six words are in %u.%02u %% of the rooms; %u pairs share more than half "
           "of their three-word runs\n", judging->count, judging->sentence_count, sentences / 10, sentences % 10, phrase / 100, phrase % 100,
           judging->pairs);
    printf("%u sentences on looking closer, at people and at things, %u.%u %% of them distinct; %u slips; %u names twice in an area; at most %u "
           "mobiles alike\n", judging->closer_count, closer / 10, closer % 10, judging->slips, judging->same_names, judging->worst_alike);
    bool good = sentences >= SENTENCES_PERCENT * 10 && (phrase <= PHRASE_PERMILLE * 10 || top[0].count <= 1) && judging->pairs == 0 && judging->slips == 0
        && judging->same_names == 0 && judging->worst_alike <= ALIKE_WORLD;
    return good ? 0 : 1;
}

static int name_order(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void judge_folder(struct judging *judging, const char *folder)
{
    char **names = memory_get(FILES_MOST * sizeof *names);
    unsigned count = 0;
    DIR *directory = opendir(folder);
    for (struct dirent *entry; directory != NULL && (entry = readdir(directory)) != NULL && count < FILES_MOST;) {
        const char *dot = strrchr(entry->d_name, '.');
        if (entry->d_name[0] != '.' && dot != NULL && strcmp(dot, ".yaml") == 0)
            names[count++] = memory_string(entry->d_name);
    }
    if (directory != NULL)
        closedir(directory);
    if (count > 1)
        qsort(names, count, sizeof *names, name_order);
    for (unsigned n = 0; n < count; n++) {
        char path[600];
        snprintf(path, sizeof path, "%.300s/%.250s", folder, names[n]);
        judge_file(judging, path);
        memory_free(names[n]);
    }
    memory_free(names);
}

int grow_judge(int count, char **words)
{
    struct judging judging = { .rooms = sayings_new(), .sentences = tally_new(), .closer_sentences = tally_new(), .alike = tally_new() };
    for (int n = 0; n < count; n++)
        judge_folder(&judging, words[n]);
    int status = verdict(&judging);
    for (unsigned n = 0; n < judging.count; n++) {
        memory_free(judging.list[n].where);
        memory_free(judging.list[n].text);
        memory_free(judging.list[n].masked);
        marks_free(&judging.list[n].marks);
    }
    memory_free(judging.list);
    sayings_free(&judging.rooms);
    tally_free(&judging.sentences);
    tally_free(&judging.closer_sentences);
    tally_free(&judging.alike);
    return status;
}
