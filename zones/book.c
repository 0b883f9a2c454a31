/* zones/book.c -- help topics, socials and channels: reading them, finding them, filling in their blanks.
 *
 * book_load() and book_free() are main's, before workers start and after they ended; everything else is any
 * thread's, since a book never changes.  Who may read or say what is left to the commands. */
#include "zones/book.h"
#include "zones/sorted.h"
#include "zones/world/wild.h"

#include "config/yaml.h"
#include "core/bytes.h"
#include "core/markup.h"
#include "core/memory.h"

#include <dirent.h>
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { SOCIALS_MOST = 1000, TOPICS_MOST = 5000, KEYWORDS_MOST = 20, ABOUT_MOST = 200, TEXT_MOST = 8000, TITLE_MOST = 80 };

static const char *const blank_words[BLANKS] = {
#define BLANK(member, word) [BLANK_##member] = word,
    BOOK_BLANKS(BLANK)
#undef BLANK
};

const char *const channel_marks[] = {
#define STYLE(NAME, letter, sgr, marks) M_##NAME,
    MARKUP_STYLES(STYLE)
#undef STYLE
};

static const char *const colour_words[] = {
#define STYLE(NAME, letter, sgr, marks) #NAME,
    MARKUP_STYLES(STYLE)
#undef STYLE
};
enum { COLOURS = sizeof colour_words / sizeof *colour_words };

static const char *const speak_words[SPEAK_KINDS] = {
    [SPEAK_EVERYBODY] = "everybody", [SPEAK_KEEPERS] = "keepers", [SPEAK_NOBODY] = "nobody",
};

/* What is needed only while reading. */
struct loading {
    struct book  *book;
    struct arena *scratch;         /* the trees */
    FILE         *out;
    unsigned      count;           /* mistakes of files that are done */
    unsigned      topic_room, keyword_room;
};

/* -- blanks ------------------------------------------------------------------------------------------ */

/* The piece of a line that begins at `at`: a blank, a brace written double, or one byte, and then *blank is BLANKS.
 * Gives its length; 0 for a brace that is none of these. */
static size_t piece_at(const char *at, enum blank *blank)
{
    *blank = BLANKS;
    if (*at != '{' && *at != '}')
        return 1;
    if (at[1] == *at)
        return 2;
    size_t length = *at == '{' ? strcspn(at + 1, "{}") : 0;
    for (unsigned known = 0; known < BLANKS && at[length + 1] == '}'; known++)
        if (strlen(blank_words[known]) == length && memcmp(blank_words[known], at + 1, length) == 0) {
            *blank = (enum blank)known;
            return length + 2;
        }
    return 0;
}

static void capital(struct bytes_writer *writer)
{
    if (writer->length > 0 && writer->bytes[0] >= 'a' && writer->bytes[0] <= 'z')
        writer->bytes[0] = (uint8_t)(writer->bytes[0] - 'a' + 'A');
}

struct text *book_fill(const char *line, const char *const values[BLANKS])
{
    struct bytes_writer writer = {0};
    enum blank blank;
    while (*line != '\0') {
        size_t length = piece_at(line, &blank);
        if (blank == BLANKS)
            put_bytes(&writer, line, 1);
        else if (values[blank] != NULL)
            put_bytes(&writer, values[blank], strlen(values[blank]));
        line += length == 0 ? 1 : length;
    }
    capital(&writer);
    struct text *text = bytes_text(&writer);
    bytes_free(&writer);
    return text;
}

/* A line whose blanks are all known, and of the allowed ones: bits of `most`, 1 << blank. */
void book_read_line(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    const struct yaml_field line = { .key = field->key, .most = YAML_LINE_MAX };
    const char *words = NULL;
    yaml_line(reader, &line, node, &words);
    for (const char *at = words; at != NULL && *at != '\0';) {
        enum blank blank;
        size_t length = piece_at(at, &blank);
        if (length == 0) {
            length = strcspn(at, "}");
            length += at[length] == '}';
            mistake_at(reader->mistakes, node, "%s: '%.*s' is no blank that can be filled in", field->key, (int)length, at);
        } else if (blank < BLANKS && (field->most & (int64_t)1 << blank) == 0)
            mistake_at(reader->mistakes, node, "%s: {%s} means nothing here", field->key, blank_words[blank]);
        at += length;
    }
    if (words != NULL)
        *(const char **)value = words;
}

/* -- names ------------------------------------------------------------------------------------------- */

/* A verb of one word that fits where net keeps what was typed. */
static bool name_sound(struct mistakes *mistakes, const struct yaml_node *key, const char *what)
{
    size_t length = strlen(key->word);
    if (length >= 2 && length < BOOK_NAME_SIZE && key->word[strspn(key->word, "abcdefghijklmnopqrstuvwxyz")] == '\0')
        return true;
    mistake_at(mistakes, key, "the name of %s is 2 to %d small letters, not '%.40s'", what, BOOK_NAME_SIZE - 1, key->word);
    return false;
}

/* The map behind the one key of a file. */
static const struct yaml_node *map_of(struct mistakes *mistakes, const struct yaml_node *root, const char *key)
{
    if (root == NULL)
        return NULL;
    if (root->kind != YAML_MAP || root->count != 1 || strcmp(root->first->key->word, key) != 0) {
        mistake_at(mistakes, root, "the file holds '%s:' and nothing else", key);
        return NULL;
    }
    if (root->first->kind == YAML_MAP)
        return root->first;
    mistake_at(mistakes, root->first, "%s: must be `name: ...` pairs", key);
    return NULL;
}

static char *path_join(struct arena *arena, const char *folder, const char *name)
{
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = arena_get(arena, size);
    snprintf(path, size, "%s/%s", folder, name);
    return path;
}

/* -- channels ---------------------------------------------------------------------------------------- */

enum { CHANNEL_BLANKS = 1 << BLANK_NAME | 1 << BLANK_TEXT };

static const struct yaml_field channel_fields[] = {
    { "number",    true,  yaml_number, offsetof(struct channel_proto, number),    0, CHANNELS_MOST - 1, NULL },
    { "line",      true,  book_read_line, offsetof(struct channel_proto, line), 0, CHANNEL_BLANKS,    NULL },
    { "colour",    true,  yaml_choice, offsetof(struct channel_proto, colour),    0, COLOURS,           colour_words },
    { "speak",     true,  yaml_choice, offsetof(struct channel_proto, speak),     0, SPEAK_KINDS,       speak_words },
    { "level_min", false, yaml_number, offsetof(struct channel_proto, level_min), 1, 1000,              NULL },
    { "level_max", false, yaml_number, offsetof(struct channel_proto, level_max), 1, 1000,              NULL },
    { "off",       false, yaml_yes_no, offsetof(struct channel_proto, off),       0, 0,                 NULL },
    { "about",     true,  yaml_line,   offsetof(struct channel_proto, about),     0, ABOUT_MOST,        NULL },
    { 0 },
};

static void read_channel(struct yaml_reader *reader, struct book *book, const struct yaml_node *node)
{
    struct channel_proto channel = { .at_line = node->key->line, .at_column = node->key->column };
    unsigned before = reader->mistakes->count;
    name_sound(reader->mistakes, node->key, "a channel");
    yaml_record(reader, node, "a channel", channel_fields, &channel);
    if (channel.line != NULL && strstr(channel.line, "{text}") == NULL)
        mistake_at(reader->mistakes, yaml_member(node, "line"), "line: without {text} nothing is heard");
    if (reader->mistakes->count > before)
        return;
    const struct channel_proto *other = book_channel_number(book, channel.number);
    if (other != NULL) {
        mistake_at(reader->mistakes, yaml_member(node, "number"), "number: %u is that of '%s'", channel.number, other->name);
        return;
    }
    channel.name = arena_string(reader->arena, node->key->word);
    book->channels[book->channel_count++] = channel;
    if (channel.off)
        book->channels_off |= 1u << channel.number;
}

static void load_channels(struct loading *loading)
{
    struct book *book = loading->book;
    struct mistakes mistakes = { .file = book->channels_file, .out = loading->out };
    struct yaml_reader reader = { .arena = book->arena, .mistakes = &mistakes };
    const struct yaml_node *map = map_of(&mistakes, yaml_read_file(mistakes.file, loading->scratch, &mistakes), "channels");
    if (map != NULL && map->count > CHANNELS_MOST) {
        mistake_at(&mistakes, map, "channels: %u of them, the most is %d", map->count, CHANNELS_MOST);
    } else if (map != NULL) {
        book->channels = arena_get(book->arena, (map->count + 1) * sizeof *book->channels);
        for (const struct yaml_node *node = map->first; node != NULL; node = node->next)
            read_channel(&reader, book, node);
    }
    loading->count += mistakes.count;
}

/* -- socials ----------------------------------------------------------------------------------------- */

enum {
    ALONE_BLANKS = 1 << BLANK_NAME | 1 << BLANK_THEY | 1 << BLANK_THEM | 1 << BLANK_THEIR | 1 << BLANK_THEMSELF,
    AT_BLANKS = ALONE_BLANKS | 1 << BLANK_TARGET | 1 << BLANK_TARGET_THEY | 1 << BLANK_TARGET_THEM
              | 1 << BLANK_TARGET_THEIR | 1 << BLANK_TARGET_THEMSELF,
    NO_BLANKS = 0,
};

#define FORM(form) offsetof(struct social_proto, lines[form])
static const struct yaml_field alone_fields[] = {
    { "you",    true, book_read_line, FORM(SOCIAL_ALONE),      0, NO_BLANKS,    NULL },
    { "room",   true, book_read_line, FORM(SOCIAL_ALONE_ROOM), 0, ALONE_BLANKS, NULL },
    { 0 },
};
static const struct yaml_field at_fields[] = {
    { "you",    true, book_read_line, FORM(SOCIAL_AT),         0, AT_BLANKS,    NULL },
    { "target", true, book_read_line, FORM(SOCIAL_AT_TARGET),  0, AT_BLANKS,    NULL },
    { "room",   true, book_read_line, FORM(SOCIAL_AT_ROOM),    0, AT_BLANKS,    NULL },
    { 0 },
};
static const struct yaml_field self_fields[] = {
    { "you",    true, book_read_line, FORM(SOCIAL_SELF),       0, NO_BLANKS,    NULL },
    { "room",   true, book_read_line, FORM(SOCIAL_SELF_ROOM),  0, ALONE_BLANKS, NULL },
    { 0 },
};

/* value: the social. */
static void read_alone(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    yaml_record(reader, node, field->key, alone_fields, value);
}

static void read_at(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    yaml_record(reader, node, field->key, at_fields, value);
}

static void read_self(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    yaml_record(reader, node, field->key, self_fields, value);
}

static const struct yaml_field social_fields[] = {
    { "alone",  true, read_alone, 0,                   0, 0,         NULL },
    { "at",     true, read_at,    0,                   0, 0,         NULL },
    { "self",   true, read_self,  0,                   0, 0,         NULL },
    { "absent", true, book_read_line,  FORM(SOCIAL_ABSENT), 0, NO_BLANKS, NULL },
    { 0 },
};
#undef FORM

static void read_social(struct yaml_reader *reader, struct book *book, const struct yaml_node *node)
{
    struct social_proto social = { .at_line = node->key->line, .at_column = node->key->column };
    unsigned before = reader->mistakes->count;
    name_sound(reader->mistakes, node->key, "a social");
    const struct channel_proto *channel = book_channel(book, node->key->word);
    if (channel != NULL)
        mistake_at(reader->mistakes, node->key, "'%s' can never be typed: it means the channel '%s'", node->key->word,
                   channel->name);
    yaml_record(reader, node, "a social", social_fields, &social);
    if (reader->mistakes->count > before)
        return;
    social.name = arena_string(reader->arena, node->key->word);
    book->socials[book->social_count++] = social;
}

static int social_order(const void *left, const void *right)
{
    return strcmp(((const struct social_proto *)left)->name, ((const struct social_proto *)right)->name);
}

static void load_socials(struct loading *loading)
{
    struct book *book = loading->book;
    struct mistakes mistakes = { .file = book->socials_file, .out = loading->out };
    struct yaml_reader reader = { .arena = book->arena, .mistakes = &mistakes };
    const struct yaml_node *map = map_of(&mistakes, yaml_read_file(mistakes.file, loading->scratch, &mistakes), "socials");
    if (map != NULL && map->count > SOCIALS_MOST) {
        mistake_at(&mistakes, map, "socials: %u of them, the most is %d", map->count, SOCIALS_MOST);
    } else if (map != NULL) {
        book->socials = arena_get(book->arena, (map->count + 1) * sizeof *book->socials);
        for (const struct yaml_node *node = map->first; node != NULL; node = node->next)
            read_social(&reader, book, node);
        qsort(book->socials, book->social_count, sizeof *book->socials, social_order);
    }
    loading->count += mistakes.count;
}

/* -- help -------------------------------------------------------------------------------------------- */

static const struct yaml_field topic_fields[] = {
    { "title",    true,  yaml_line,     offsetof(struct topic, title),    0, TITLE_MOST,    NULL },
    { "keywords", true,  yaml_lines,    offsetof(struct topic, keywords), 1, KEYWORDS_MOST, NULL },
    { "text",     true,  yaml_text,     offsetof(struct topic, text),     0, TEXT_MOST,     NULL },
    { "see",      false, yaml_lines,    offsetof(struct topic, see),      1, KEYWORDS_MOST, NULL },
    { "keepers",  false, yaml_yes_no,   offsetof(struct topic, keepers),  0, 0,             NULL },
    { 0 },
};

static unsigned keyword_place(const struct book *book, const char *keyword)
{
    return sorted_begins(book->keywords, book->keyword_count, sizeof *book->keywords, offsetof(struct keyword, word), keyword,
                         strlen(keyword));
}

static const struct topic *topic_find(const struct book *book, const char *keyword)
{
    unsigned at = keyword_place(book, keyword);
    bool found = at < book->keyword_count && strcasecmp(book->keywords[at].word, keyword) == 0;
    return found ? &book->topics[book->keywords[at].topic] : NULL;
}

/* The table with more room behind it. */
static void *grown(struct book *book, const void *rows, unsigned count, size_t size, unsigned *room)
{
    *room = *room * 2 + 64;
    void *table = arena_get(book->arena, *room * size);
    if (count > 0)
        memcpy(table, rows, count * size);
    return table;
}

/* A chapter while it is read: the owner of its reader. */
struct chapter {
    struct loading *loading;
    const char     *name;
};

/* Of the topic that is put behind the others next. */
static void keep_keyword(struct loading *loading, const char *word)
{
    struct book *book = loading->book;
    if (book->keyword_count == loading->keyword_room)
        book->keywords = grown(book, book->keywords, book->keyword_count, sizeof *book->keywords, &loading->keyword_room);
    struct keyword *place = book->keywords + keyword_place(book, word);
    memmove(place + 1, place, (size_t)(book->keywords + book->keyword_count - place) * sizeof *place);
    *place = (struct keyword){ word, book->topic_count };
    book->keyword_count++;
}

static void read_topic(struct yaml_reader *reader, const struct chapter *chapter, const struct yaml_node *node)
{
    struct loading *loading = chapter->loading;
    struct book *book = loading->book;
    struct topic topic = { .chapter = chapter->name, .file = reader->mistakes->file, .at_line = node->line,
                           .at_column = node->column };
    unsigned before = reader->mistakes->count;
    yaml_record(reader, node, "a topic", topic_fields, &topic);
    for (const char **keyword = topic.keywords; keyword != NULL && *keyword != NULL; keyword++) {
        const struct topic *other = topic_find(book, *keyword);
        if (other != NULL)
            mistake_at(reader->mistakes, yaml_member(node, "keywords"), "keywords: '%s' is one of '%s' too (%s:%u)", *keyword,
                       other->title, other->file, other->at_line);
    }
    if (reader->mistakes->count > before)
        return;
    if (book->topic_count == loading->topic_room)
        book->topics = grown(book, book->topics, book->topic_count, sizeof *book->topics, &loading->topic_room);
    for (const char **keyword = topic.keywords; *keyword != NULL; keyword++)
        keep_keyword(loading, *keyword);
    book->topics[book->topic_count++] = topic;
}

static void read_topics(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    (void)value;
    if (node->kind != YAML_LIST || node->count == 0 || node->count > (unsigned)field->most) {
        mistake_at(reader->mistakes, node, "%s: must be a list of 1 to %lld topics", field->key, (long long)field->most);
        return;
    }
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next)
        read_topic(reader, reader->owner, member);
}

static const struct yaml_field chapter_fields[] = {
    { "chapter", true, yaml_line,   offsetof(struct chapter, name), 0, TITLE_MOST,  NULL },
    { "topics",  true, read_topics, 0,                              1, TOPICS_MOST, NULL },
    { 0 },
};

static void load_chapter(struct loading *loading, const char *path)
{
    struct mistakes mistakes = { .file = path, .out = loading->out };
    struct chapter chapter = { .loading = loading, .name = "" };
    struct yaml_reader reader = { .arena = loading->book->arena, .mistakes = &mistakes, .owner = &chapter };
    const struct yaml_node *root = yaml_read_file(path, loading->scratch, &mistakes);
    if (root != NULL)
        yaml_record(&reader, root, "a chapter", chapter_fields, &chapter);
    loading->count += mistakes.count;
}

static int is_chapter(const struct dirent *entry)
{
    const char *dot = strrchr(entry->d_name, '.');
    return entry->d_name[0] != '.' && dot != NULL && strcmp(dot, ".yaml") == 0;
}

/* The order of names is by their bytes, whatever the machine's language. */
static int chapter_order(const struct dirent **left, const struct dirent **right)
{
    return strcmp((*left)->d_name, (*right)->d_name);
}

static void load_help(struct loading *loading)
{
    struct book *book = loading->book;
    struct dirent **entries;
    int count = scandir(book->help_folder, &entries, is_chapter, chapter_order);
    if (count < 0) {
        struct mistakes mistakes = { .file = book->help_folder, .out = loading->out };
        mistake_at(&mistakes, NULL, "%s", strerror(errno));
        loading->count += mistakes.count;
        return;
    }
    for (int at = 0; at < count; at++) {
        load_chapter(loading, path_join(book->arena, book->help_folder, entries[at]->d_name));
        free(entries[at]);
    }
    free(entries);
}

static bool book_names(const struct book *book, const char *word)
{
    if (topic_find(book, word) != NULL)
        return true;
    for (unsigned at = 0; at < book->channel_count; at++)
        if (strcasecmp(book->channels[at].name, word) == 0)
            return true;
    for (unsigned at = 0; at < book->social_count; at++)
        if (strcasecmp(book->socials[at].name, word) == 0)
            return true;
    return false;
}

/* `see` may name what stands in a later file, so this comes last.  A reference that leads nowhere is taken out. */
static void check_see(struct loading *loading, struct topic *topic)
{
    const char **kept = topic->see;
    for (const char **see = topic->see; see != NULL && *see != NULL; see++) {
        if (book_names(loading->book, *see)) {
            *kept++ = *see;
            continue;
        }
        struct mistakes mistakes = { .file = topic->file, .out = loading->out };
        struct yaml_node place = { .line = topic->at_line, .column = topic->at_column };
        mistake_at(&mistakes, &place, "see: '%s', of the topic '%s', is no keyword of any topic", *see, topic->title);
        loading->count += mistakes.count;
    }
    if (kept != NULL)
        *kept = NULL;
}

/* -- the book ---------------------------------------------------------------------------------------- */

struct book *book_load(const char *folder, FILE *mistakes, unsigned *mistake_count)
{
    struct arena *arena = arena_new();
    struct book *book = arena_get(arena, sizeof *book);
    book->arena = arena;
    book->channels_file = path_join(arena, folder, "channels.yaml");
    book->socials_file = path_join(arena, folder, "socials.yaml");
    book->help_folder = path_join(arena, folder, "help");
    struct loading loading = { .book = book, .scratch = arena_new(), .out = mistakes };
    load_channels(&loading);
    load_socials(&loading);
    load_help(&loading);
    for (unsigned at = 0; at < book->topic_count; at++)
        check_see(&loading, &book->topics[at]);
    arena_free(&loading.scratch);
    book->wild = wild_load(folder, mistakes, &loading.count);
    *mistake_count += loading.count;
    return book;
}

void book_free(struct book **book_at)
{
    struct book *book = *book_at;
    if (book == NULL)
        return;
    struct arena *arena = book->arena;
    wild_free(&book->wild);
    arena_free(&arena);
    *book_at = NULL;
}

/* -- finding ----------------------------------------------------------------------------------------- */

const struct channel_proto *book_channel(const struct book *book, const char *word)
{
    const struct channel_proto *first = NULL;
    size_t length = strlen(word);
    for (unsigned at = 0; book != NULL && length > 0 && at < book->channel_count; at++) {
        if (strncasecmp(book->channels[at].name, word, length) != 0)
            continue;
        if (book->channels[at].name[length] == '\0')
            return &book->channels[at];
        if (first == NULL)
            first = &book->channels[at];
    }
    return first;
}

const struct channel_proto *book_channel_number(const struct book *book, uint32_t number)
{
    for (unsigned at = 0; book != NULL && at < book->channel_count; at++)
        if (book->channels[at].number == number)
            return &book->channels[at];
    return NULL;
}

/* Sorted, so a whole name stands before everything it is a prefix of. */
const struct social_proto *book_social(const struct book *book, const char *word)
{
    size_t length = strlen(word);
    if (book == NULL || length == 0)
        return NULL;
    unsigned at = sorted_begins(book->socials, book->social_count, sizeof *book->socials, offsetof(struct social_proto, name), word,
                                length);
    return at < book->social_count && strncasecmp(book->socials[at].name, word, length) == 0 ? &book->socials[at] : NULL;
}

uint32_t book_channels_off(const struct book *book)
{
    return book == NULL ? 0 : book->channels_off;
}

const struct topic *book_topic(const struct book *book, const char *keyword, bool keepers)
{
    const struct topic *topic = book == NULL ? NULL : topic_find(book, keyword);
    return topic != NULL && topic->keepers && !keepers ? NULL : topic;
}
