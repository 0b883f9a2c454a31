/* zones/grow/register.c -- see register.h. */
#include "zones/grow/register.h"

#include "core/bytes.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORD_MOST = 40, THREE = 3, SIX = 6 };

/* -- masking ------------------------------------------------------------------------------------------ */

/* Numbers, colours and directions, sorted, with what stands for them. */
static const struct { const char *word, *mask; } maskings[] = {
    { "black", "C" }, { "blue", "C" }, { "bottle-green", "C" }, { "brown", "C" }, { "crimson", "C" }, { "down", "D" }, { "dozen", "#" },
    { "east", "D" }, { "eastern", "D" }, { "eastward", "D" }, { "eight", "#" }, { "eighteen", "#" }, { "eleven", "#" },
    { "fifteen", "#" }, { "five", "#" }, { "four", "#" }, { "fourteen", "#" }, { "golden", "C" }, { "green", "C" }, { "grey", "C" },
    { "hundred", "#" }, { "nine", "#" }, { "nineteen", "#" }, { "no", "#" }, { "north", "D" }, { "north-east", "D" }, { "north-west", "D" }, { "northern", "D" }, { "northward", "D" },
    { "ochre", "C" }, { "one", "#" }, { "orange", "C" }, { "pink", "C" }, { "plum", "C" }, { "purple", "C" }, { "red", "C" },
    { "rust-red", "C" }, { "scarlet", "C" }, { "seven", "#" }, { "seventeen", "#" }, { "six", "#" }, { "sixteen", "#" }, { "south", "D" },
    { "south-east", "D" }, { "south-west", "D" }, { "southern", "D" }, { "southward", "D" }, { "ten", "#" }, { "thirteen", "#" }, { "thousand", "#" }, { "three", "#" },
    { "twelve", "#" }, { "two", "#" }, { "up", "D" }, { "violet", "C" }, { "west", "D" }, { "western", "D" }, { "westward", "D" },
    { "white", "C" }, { "yellow", "C" },
};
enum { MASKINGS = sizeof maskings / sizeof *maskings };

/* Digits; twenty to ninety-nine. */
static bool is_large_number(const char *word)
{
    static const char *const tens[] = { "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", NULL };
    if (isdigit((unsigned char)word[0]))
        return true;
    for (const char *const *ten = strchr("tfsen", word[0]) == NULL ? tens + 8 : tens; *ten != NULL; ten++)
        if (strncmp(word, *ten, strlen(*ten)) == 0 && (word[strlen(*ten)] == '\0' || word[strlen(*ten)] == '-'))
            return true;
    return false;
}

/* What a word is masked by, or NULL. */
static const char *mask_of(const char *word)
{
    unsigned from = 0, to = MASKINGS;
    while (from < to) {
        unsigned middle = from + (to - from) / 2;
        int order = strcmp(maskings[middle].word, word);
        if (order == 0)
            return maskings[middle].mask;
        if (order < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return is_large_number(word) ? "#" : NULL;
}

/* Runs of words, one after the other. */
struct reading { const char *at; bool begins; bool ended; };   /* ended: a sentence ended before this word */

static bool in_word(const char *at)
{
    return isalnum((unsigned char)*at) || (unsigned char)*at >= 0x80
        || ((*at == '\'' || *at == '-') && isalnum((unsigned char)at[1]));
}

/* The next word, masked; false at the end. */
static bool next_word(struct reading *reading, char word[WORD_MOST + 1])
{
    unsigned length = 0;
    reading->ended = false;
    for (; *reading->at != '\0' && !in_word(reading->at); reading->at++)
        if (strchr(".!?", *reading->at) != NULL && reading->at[1] != '.' && !isalnum((unsigned char)reading->at[1]))
            reading->begins = reading->ended = true;
    if (*reading->at == '\0')
        return false;
    bool name = isupper((unsigned char)*reading->at) && !reading->begins;
    for (; in_word(reading->at); reading->at++)
        if (length < WORD_MOST)
            word[length++] = (char)tolower((unsigned char)*reading->at);
    word[length] = '\0';
    reading->begins = false;
    const char *mask = name ? "N" : mask_of(word);
    if (mask != NULL)
        strcpy(word, mask);
    return true;
}

char *masked(const char *text)
{
    struct reading reading = { text, true, false };
    char word[WORD_MOST + 1], *all = memory_get(strlen(text) * 2 + 2);
    size_t length = 0;
    while (next_word(&reading, word))
        length += (size_t)sprintf(all + length, "%s%s", length == 0 ? "" : " ", word);
    return all;
}

/* -- marks -------------------------------------------------------------------------------------------- */

static int hash_order(const void *a, const void *b)
{
    uint64_t one = *(const uint64_t *)a, other = *(const uint64_t *)b;
    return one < other ? -1 : one > other;
}

static unsigned sort_once(uint64_t *hashes, unsigned count)
{
    unsigned kept = 0;
    if (count > 1)
        qsort(hashes, count, sizeof *hashes, hash_order);
    for (unsigned n = 0; n < count; n++)
        if (n == 0 || hashes[n] != hashes[n - 1])
            hashes[kept++] = hashes[n];
    return kept;
}

static unsigned runs(const uint64_t *words, unsigned count, unsigned length, uint64_t **out)
{
    unsigned made = count >= length ? count - length + 1 : 0;
    *out = memory_get((made + 1) * sizeof **out);
    for (unsigned n = 0; n < made; n++)
        (*out)[n] = bytes_hash(words + n, length * sizeof *words);
    return sort_once(*out, made);
}

static unsigned read_words(const char *text, struct marks *marks, uint64_t **words_at)
{
    size_t most = strlen(text) / 2 + 2;
    uint64_t *words = memory_get(most * sizeof *words);
    unsigned count = 0, first = 0;
    struct reading reading = { text, true, false };
    char word[WORD_MOST + 1];
    *marks = (struct marks){ .sentences = memory_get(most * sizeof *words) };
    bool more = true;
    while (more) {
        more = next_word(&reading, word);
        if ((reading.ended || !more) && count > first) {
            marks->sentences[marks->sentence_count++] = bytes_hash(words + first, (count - first) * sizeof *words);
            first = count;
        }
        if (more)
            words[count++] = bytes_hash(word, strlen(word));
    }
    *words_at = words;
    return count;
}

void sentences_of(const char *text, struct marks *marks)
{
    uint64_t *words;
    read_words(text, marks, &words);
    memory_free(words);
}

void marks_of(const char *text, struct marks *marks)
{
    uint64_t *words;
    unsigned count = read_words(text, marks, &words);
    marks->three_count = runs(words, count, THREE, &marks->threes);
    marks->three_twice = count < THREE ? 0 : count - THREE + 1 - marks->three_count;
    marks->six_count = runs(words, count, SIX, &marks->sixes);
    memory_free(words);
}

void marks_free(struct marks *marks)
{
    memory_free(marks->sentences);
    memory_free(marks->threes);
    memory_free(marks->sixes);
    *marks = (struct marks){ 0 };
}

uint64_t masked_six(const char *words)
{
    uint64_t hashes[SIX] = { 0 };
    unsigned count = 0;
    while (*words != '\0' && count < SIX) {
        size_t length = strcspn(words, " ");
        hashes[count++] = bytes_hash(words, length);
        words += length + (words[length] == ' ');
    }
    return count < SIX ? 0 : bytes_hash(hashes, sizeof hashes);
}

/* -- a table of hashes -------------------------------------------------------------------------------- */

struct where { struct where *next; unsigned text; };
struct entry { uint64_t hash; unsigned count; struct where *where; };   /* count 0: free */
struct table { struct entry *entries; unsigned room, used; };

static struct entry *table_find(const struct table *table, uint64_t hash)
{
    if (table->room == 0)
        return NULL;
    unsigned at = (unsigned)(hash & (table->room - 1));
    while (table->entries[at].count != 0 && table->entries[at].hash != hash)
        at = (at + 1) & (table->room - 1);
    return &table->entries[at];
}

static void table_grow(struct table *table)
{
    struct table bigger = { .room = table->room == 0 ? 1024 : table->room * 2 };
    bigger.entries = memory_get(bigger.room * sizeof *bigger.entries);
    bigger.used = table->used;
    for (unsigned n = 0; n < table->room; n++)
        if (table->entries[n].count != 0)
            *table_find(&bigger, table->entries[n].hash) = table->entries[n];
    memory_free(table->entries);
    *table = bigger;
}

static struct entry *table_count(struct table *table, uint64_t hash)
{
    if (table->used * 2 >= table->room)
        table_grow(table);
    struct entry *entry = table_find(table, hash);
    table->used += entry->count == 0;
    entry->hash = hash;
    entry->count++;
    return entry;
}

/* -- the register ------------------------------------------------------------------------------------- */

struct sayings {
    struct table  sentences, threes, sixes;
    struct arena *arena;
    unsigned     *three_counts;        /* by text */
    unsigned     *shared;              /* by text; all 0 but while overlaps are counted */
    unsigned      texts, room;
};

struct sayings *sayings_new(void)
{
    struct sayings *sayings = memory_get(sizeof *sayings);
    sayings->arena = arena_new();
    return sayings;
}

void sayings_free(struct sayings **sayings_at)
{
    struct sayings *sayings = *sayings_at;
    if (sayings == NULL)
        return;
    memory_free(sayings->sentences.entries);
    memory_free(sayings->threes.entries);
    memory_free(sayings->sixes.entries);
    memory_free(sayings->three_counts);
    memory_free(sayings->shared);
    arena_free(&sayings->arena);
    memory_free(sayings);
    *sayings_at = NULL;
}

void sayings_add(struct sayings *sayings, const struct marks *marks)
{
    if (sayings->texts == sayings->room) {
        sayings->room = sayings->room * 2 + 64;
        sayings->three_counts = memory_resize(sayings->three_counts, sayings->room * sizeof *sayings->three_counts);
        sayings->shared = memory_resize(sayings->shared, sayings->room * sizeof *sayings->shared);
    }
    for (unsigned n = 0; n < marks->sentence_count; n++)
        table_count(&sayings->sentences, marks->sentences[n]);
    for (unsigned n = 0; n < marks->six_count; n++)
        table_count(&sayings->sixes, marks->sixes[n]);
    for (unsigned n = 0; n < marks->three_count; n++) {
        struct entry *entry = table_count(&sayings->threes, marks->threes[n]);
        struct where *where = arena_get(sayings->arena, sizeof *where);
        *where = (struct where){ entry->where, sayings->texts };
        entry->where = where;
    }
    sayings->three_counts[sayings->texts] = marks->three_count;
    sayings->shared[sayings->texts++] = 0;
}

unsigned sayings_texts(const struct sayings *sayings)
{
    return sayings->texts;
}

static unsigned count_of(const struct table *table, uint64_t hash)
{
    const struct entry *entry = table_find(table, hash);
    return entry == NULL ? 0 : entry->count;
}

unsigned sayings_repeats(const struct sayings *sayings, const struct marks *marks)
{
    unsigned known = 0;
    for (unsigned n = 0; n < marks->sentence_count; n++)
        known += count_of(&sayings->sentences, marks->sentences[n]) > 0;
    return known;
}

unsigned sayings_overlap(struct sayings *sayings, const struct marks *marks, unsigned *with)
{
    unsigned most = 0;
    for (unsigned n = 0; n < marks->three_count; n++) {
        const struct entry *entry = table_find(&sayings->threes, marks->threes[n]);
        for (const struct where *where = entry == NULL || entry->count == 0 ? NULL : entry->where; where != NULL; where = where->next)
            sayings->shared[where->text]++;
    }
    for (unsigned text = 0; text < sayings->texts; text++) {
        unsigned shorter = sayings->three_counts[text] < marks->three_count ? sayings->three_counts[text] : marks->three_count;
        unsigned share = shorter == 0 ? 0 : sayings->shared[text] * 1000 / shorter;
        if (share > most && with != NULL)
            *with = text;
        most = share > most ? share : most;
        sayings->shared[text] = 0;
    }
    return most;
}

unsigned sayings_of_six(const struct sayings *sayings, uint64_t six)
{
    return count_of(&sayings->sixes, six);
}

unsigned sayings_phrase(const struct sayings *sayings, const struct marks *marks)
{
    unsigned most = 0;
    for (unsigned n = 0; n < marks->six_count; n++) {
        unsigned count = count_of(&sayings->sixes, marks->sixes[n]);
        most = count > most ? count : most;
    }
    return most;
}

/* -- tallies ------------------------------------------------------------------------------------------ */

struct tally { struct table table; };

struct tally *tally_new(void)
{
    return memory_get(sizeof(struct tally));
}

void tally_free(struct tally **tally_at)
{
    if (*tally_at == NULL)
        return;
    memory_free((*tally_at)->table.entries);
    memory_free(*tally_at);
    *tally_at = NULL;
}

unsigned tally_of(const struct tally *tally, uint64_t hash)
{
    return count_of(&tally->table, hash);
}

unsigned tally_add(struct tally *tally, uint64_t hash)
{
    return table_count(&tally->table, hash)->count;
}
