/* zones/grow/continent_wild_write.c -- words put together, and the lines of the file.  One thread. */
#include "zones/grow/continent_wild.h"

#include "zones/prose/english.h"
#include "zones/world/world.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { SAID_MOST = 2000, ARTICLE = 1, CAPITAL_ARTICLE = 2 };

/* What a word in braces stands for; NULL when nobody knows. */
static const char *stands_for(const struct wild_words *words, const char *token)
{
    const struct { const char *token, *he, *she; } people[] = {
        { "he", "he", "she" }, { "him", "him", "her" }, { "his", "his", "her" },
        { "He", "He", "She" }, { "Him", "Him", "Her" }, { "His", "His", "Her" },
    };
    const struct { const char *token, *word; } plain[] = {
        { "a", words->name }, { "A", words->name }, { "noun", words->noun }, { "of", words->of }, { "material", words->material },
        { "an", "\001" }, { "An", "\002" },
    };
    for (unsigned n = 0; n < sizeof people / sizeof *people; n++)
        if (strcmp(token, people[n].token) == 0)
            return words->she ? people[n].she : people[n].he;
    for (unsigned n = 0; n < sizeof plain / sizeof *plain; n++)
        if (strcmp(token, plain[n].token) == 0)
            return plain[n].word;
    return NULL;
}

/* The marks of articles become words, now that what follows them is known. */
static const char *put_articles(struct continent *continent, const char *marked)
{
    char said[SAID_MOST * 2];
    size_t length = 0;
    for (; *marked != '\0' && length + 4 < sizeof said; marked++) {
        if (*marked != ARTICLE && *marked != CAPITAL_ARTICLE) {
            said[length++] = *marked;
            continue;
        }
        const char *word = article(marked[1] == ' ' ? marked + 2 : marked + 1);
        said[length++] = *marked == CAPITAL_ARTICLE ? 'A' : 'a';
        if (word[1] != '\0')
            said[length++] = 'n';
    }
    said[length] = '\0';
    return arena_string(continent->arena, said);
}

const char *wild_say(struct continent *continent, const char *text, const struct wild_words *words)
{
    char said[SAID_MOST];
    size_t length = 0;
    while (*text != '\0' && length + 1 < sizeof said) {
        const char *close = *text == '{' ? strchr(text, '}') : NULL;
        char token[16];
        if (close == NULL || (size_t)(close - text) > sizeof token) {
            said[length++] = *text++;
            continue;
        }
        snprintf(token, sizeof token, "%.*s", (int)(close - text - 1), text + 1);
        const char *word = stands_for(words, token);
        if (word == NULL)
            word = token;
        size_t room = sizeof said - 1 - length, size = strlen(word) < room ? strlen(word) : room;
        memcpy(said + length, word, size);
        if (size > 0 && token[0] == 'A' && token[1] == '\0')
            said[length] = (char)toupper((unsigned char)said[length]);
        length += size;
        text = close + 1;
    }
    said[length] = '\0';
    return put_articles(continent, said);
}

const char *wild_keys(struct continent *continent, const char *name)
{
    static const char *const small[] = { "a", "an", "the", "of", "some", "and", "with", "in", "who", "from", "for", "on" };
    char lower[200], keys[400] = "";
    snprintf(lower, sizeof lower, "%s", name);
    for (char *letter = lower; *letter != '\0'; letter++)
        *letter = *letter == '\'' ? ' ' : (char)tolower((unsigned char)*letter);
    char *rest = lower;
    for (char *word = strsep(&rest, " ,"); word != NULL; word = strsep(&rest, " ,")) {
        bool dull = strlen(word) < 2;
        for (unsigned n = 0; !dull && n < sizeof small / sizeof *small; n++)
            dull = strcmp(word, small[n]) == 0;
        if (dull)
            continue;
        char longer[sizeof keys];
        snprintf(longer, sizeof longer, "%.80s%s%.300s", word, keys[0] != '\0' ? ", " : "", keys);
        memcpy(keys, longer, sizeof keys);
    }
    return arena_string(continent->arena, keys);
}

/* -- lines of the file -- */

static void write_word(FILE *out, const char *key, const char *word)
{
    if (word == NULL)
        return;
    fprintf(out, ", %s: ", key);
    write_text(out, word);
}

static void write_mobile(FILE *out, const struct wild_mobile *mobile)
{
    fprintf(out, "  %s: {name: ", mobile->key);
    write_text(out, mobile->name);
    write_word(out, "line", mobile->line);
    fprintf(out, ", keys: [%s]", mobile->keys);
    write_word(out, "text", mobile->text);
    fprintf(out, ", level: %u, race: %s, role: %s, build: %s, is: %s%s}\n", (unsigned)mobile->level, mobile->race, mobile->role,
            mobile->build, mobile->is, mobile->wanders ? ", wanders: yes" : "");
}

static void write_object(FILE *out, const struct wild_object *object)
{
    fprintf(out, "  %s: {name: ", object->key);
    write_text(out, object->name);
    write_word(out, "line", object->line);
    fprintf(out, ", keys: [%s]", object->keys);
    write_word(out, "text", object->text);
    fprintf(out, ", kind: %s", object->kind);
    const char *const words[][2] = { { "wear", object->wear }, { "family", object->family }, { "material", object->material },
                                     { "quality", object->quality } };
    for (unsigned n = 0; n < sizeof words / sizeof *words; n++)
        if (words[n][1] != NULL)
            fprintf(out, ", %s: %s", words[n][0], words[n][1]);
    const struct { const char *key; uint32_t value; } numbers[] = {
        { "level", object->level }, { "weight", object->weight }, { "value", object->value },
        { "capacity", object->capacity } };
    for (unsigned n = 0; n < sizeof numbers / sizeof *numbers; n++)
        if (numbers[n].value != 0)
            fprintf(out, ", %s: %u", numbers[n].key, (unsigned)numbers[n].value);
    fputs("}\n", out);
}

void wild_write(const struct continent *continent, FILE *out)
{
    const struct wild *wild = continent->wild;
    if (wild->mobile_count > 0)
        fputs("mobiles:\n", out);
    for (unsigned n = 0; n < wild->mobile_count; n++)
        write_mobile(out, &wild->mobiles[n]);
    if (wild->object_count > 0)
        fputs("objects:\n", out);
    for (unsigned n = 0; n < wild->object_count; n++)
        write_object(out, &wild->objects[n]);
    if (wild->reset_count > 0)
        fputs("resets:\n", out);
    for (unsigned n = 0; n < wild->reset_count; n++) {
        const struct wild_reset *reset = &wild->resets[n];
        fprintf(out, "  - {%s: %s", reset->kind, reset->key);
        if (reset->room != 0)
            fprintf(out, ", room: %u", (unsigned)reset->room);
        fputs("}\n", out);
    }
}
