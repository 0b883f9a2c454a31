/* config/yaml.c -- libyaml's events become a tree; tables read records from it.  Any thread: nothing is
 * shared.  What the records mean, and what they refer to, is left to whoever reads them. */
#include "config/yaml.h"
#include "config/value.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yaml.h>

static void mistake_write(struct mistakes *mistakes, unsigned line, unsigned column, const char *format, va_list arguments)
    PRINTF_LIKE(4, 0);
static void mistake_write(struct mistakes *mistakes, unsigned line, unsigned column, const char *format, va_list arguments)
{
    mistakes->count++;
    if (mistakes->count > MISTAKES_SHOWN_MAX + 1)
        return;
    if (mistakes->count == MISTAKES_SHOWN_MAX + 1) {
        fprintf(mistakes->out, "%s: and more mistakes, which are only counted\n", mistakes->file);
        return;
    }
    fprintf(mistakes->out, "%s:", mistakes->file);
    if (line > 0)
        fprintf(mistakes->out, "%u:%u:", line, column);
    fputc(' ', mistakes->out);
    vfprintf(mistakes->out, format, arguments);
    fputc('\n', mistakes->out);
}

void mistake_at(struct mistakes *mistakes, const struct yaml_node *node, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    mistake_write(mistakes, node != NULL ? node->line : 0, node != NULL ? node->column : 0, format, arguments);
    va_end(arguments);
}

static void mistake_mark(struct mistakes *mistakes, yaml_mark_t mark, const char *format, ...) PRINTF_LIKE(3, 4);
static void mistake_mark(struct mistakes *mistakes, yaml_mark_t mark, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    mistake_write(mistakes, (unsigned)mark.line + 1, (unsigned)mark.column + 1, format, arguments);
    va_end(arguments);
}

/* A list or map whose end has not been met. */
struct open_node {
    struct yaml_node  *node;
    struct yaml_node **tail;       /* where the next member is hung */
    struct yaml_node  *key;        /* of a map: read, and waiting for its value */
    bool               lone_value; /* of a map: the key was refused, so its value goes nowhere */
};

/* Building one tree. */
struct builder {
    yaml_parser_t    parser;
    const char      *bytes;
    size_t           length;
    struct arena    *arena;
    struct mistakes *mistakes;
    struct yaml_node *root;
    struct open_node open[YAML_DEPTH_MAX];
    unsigned         depth;
    unsigned         nodes;
    unsigned         documents;
    bool             failed;
};

static struct yaml_node *node_new(struct builder *builder, enum yaml_kind kind, yaml_mark_t mark)
{
    struct yaml_node *node = arena_get(builder->arena, sizeof *node);
    node->kind = (uint8_t)kind;
    node->line = (unsigned)mark.line + 1;
    node->column = (unsigned)mark.column + 1;
    if (++builder->nodes > YAML_NODES_MAX) {
        mistake_at(builder->mistakes, node, "more than %d values in one file", YAML_NODES_MAX);
        builder->failed = true;
    }
    return node;
}

/* A key that is no word has no name under which its value could be found: both are dropped. */
static void hang_key(struct builder *builder, struct open_node *open, struct yaml_node *node)
{
    if (node->kind == YAML_WORD) {
        open->key = node;
        return;
    }
    mistake_at(builder->mistakes, node, "a key must be a word");
    open->lone_value = true;
}

static void hang(struct builder *builder, struct yaml_node *node)
{
    if (builder->depth == 0) {
        builder->root = node;
        return;
    }
    struct open_node *open = &builder->open[builder->depth - 1];
    bool map = open->node->kind == YAML_MAP;
    if (map && open->lone_value) {
        open->lone_value = false;
        return;
    }
    if (map && open->key == NULL) {
        hang_key(builder, open, node);
        return;
    }
    node->key = open->key;
    open->key = NULL;
    *open->tail = node;
    open->tail = &node->next;
    open->node->count++;
}

static void open_push(struct builder *builder, struct yaml_node *node)
{
    if (builder->depth == YAML_DEPTH_MAX) {
        mistake_at(builder->mistakes, node, "nested more than %d deep", YAML_DEPTH_MAX);
        builder->failed = true;
        return;
    }
    builder->open[builder->depth++] = (struct open_node){ .node = node, .tail = &node->first };
}

static int key_order(const void *a, const void *b)
{
    const struct yaml_node *one = *(struct yaml_node *const *)a, *other = *(struct yaml_node *const *)b;
    int order = strcmp(one->key->word, other->key->word);
    if (order != 0)
        return order;
    if (one->key->line != other->key->line)
        return one->key->line < other->key->line ? -1 : 1;
    return one->key->column < other->key->column ? -1 : one->key->column > other->key->column;
}

/* Takes out members whose key came before.  They are marked by pointing at themselves first, so that the
 * list is walked once, however many there are. */
static void drop_repeated(struct builder *builder, struct yaml_node *map)
{
    if (map->count < 2)
        return;
    struct yaml_node **members = memory_get(map->count * sizeof *members);
    unsigned count = 0;
    for (struct yaml_node *member = map->first; member != NULL; member = member->next)
        members[count++] = member;
    qsort(members, count, sizeof *members, key_order);
    const struct yaml_node *kept = members[0];
    for (unsigned n = 1; n < count; n++) {
        if (strcmp(members[n]->key->word, kept->key->word) != 0) {
            kept = members[n];
            continue;
        }
        mistake_at(builder->mistakes, members[n]->key, "'%.60s' is here twice; the first is in line %u",
                   kept->key->word, kept->key->line);
        members[n]->key->key = members[n];
    }
    memory_free(members);
    struct yaml_node **link = &map->first;
    while (*link != NULL) {
        bool repeated = (*link)->key->key != NULL;
        map->count -= repeated;
        if (repeated)
            *link = (*link)->next;
        else
            link = &(*link)->next;
    }
}

static void open_pop(struct builder *builder)
{
    assert(builder->depth > 0);
    struct yaml_node *node = builder->open[--builder->depth].node;
    if (node->kind == YAML_MAP)
        drop_repeated(builder, node);
}

/* Control characters, also those of U+0080 to U+009F: telnet and terminals would act on them. */
static bool has_control(const unsigned char *bytes, size_t length)
{
    for (size_t n = 0; n < length; n++) {
        bool low = bytes[n] < ' ' && bytes[n] != '\n';
        bool high = bytes[n] == 0xc2 && n + 1 < length && bytes[n + 1] < 0xa0;
        if (low || high || bytes[n] == 127)
            return true;
    }
    return false;
}

static void refuse_marks(struct builder *builder, const yaml_char_t *anchor, const yaml_char_t *tag, yaml_mark_t mark)
{
    if (anchor != NULL)
        mistake_mark(builder->mistakes, mark, "anchors (&%.40s) are not used here", (const char *)anchor);
    if (tag != NULL)
        mistake_mark(builder->mistakes, mark, "tags (%.40s) are not used here", (const char *)tag);
}

static void take_word(struct builder *builder, const yaml_event_t *event)
{
    const unsigned char *bytes = event->data.scalar.value;
    size_t length = event->data.scalar.length;
    refuse_marks(builder, event->data.scalar.anchor, event->data.scalar.tag, event->start_mark);
    struct yaml_node *node = node_new(builder, YAML_WORD, event->start_mark);
    node->literal = event->data.scalar.style == YAML_LITERAL_SCALAR_STYLE;
    if (has_control(bytes, length)) {
        mistake_at(builder->mistakes, node, "holds a control character");
        length = 0;
    }
    node->word = arena_string_length(builder->arena, (const char *)bytes, length);
    hang(builder, node);
}

static void take_alias(struct builder *builder, const yaml_event_t *event)
{
    mistake_mark(builder->mistakes, event->start_mark, "aliases (*%.40s) are not used here",
                 (const char *)event->data.alias.anchor);
    struct yaml_node *node = node_new(builder, YAML_WORD, event->start_mark);
    node->word = "";
    hang(builder, node);
}

static void take_begin(struct builder *builder, const yaml_event_t *event)
{
    bool map = event->type == YAML_MAPPING_START_EVENT;
    refuse_marks(builder, map ? event->data.mapping_start.anchor : event->data.sequence_start.anchor,
                 map ? event->data.mapping_start.tag : event->data.sequence_start.tag, event->start_mark);
    struct yaml_node *node = node_new(builder, map ? YAML_MAP : YAML_LIST, event->start_mark);
    hang(builder, node);
    open_push(builder, node);
}

static void take_document(struct builder *builder, const yaml_event_t *event)
{
    if (++builder->documents == 1)
        return;
    mistake_mark(builder->mistakes, event->start_mark, "a second document in one file");
    builder->failed = true;
}

static void take(struct builder *builder, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_SCALAR_EVENT:         take_word(builder, event);     break;
    case YAML_ALIAS_EVENT:          take_alias(builder, event);    break;
    case YAML_MAPPING_START_EVENT:
    case YAML_SEQUENCE_START_EVENT: take_begin(builder, event);    break;
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:   open_pop(builder);             break;
    case YAML_DOCUMENT_START_EVENT: take_document(builder, event); break;
    default:                                                       break;
    }
}

/* The reader of bytes knows only an offset. */
static yaml_mark_t mark_of_offset(const struct builder *builder, size_t offset)
{
    yaml_mark_t mark = { 0 };
    for (size_t n = 0; n < offset && n < builder->length; n++) {
        bool begins = (builder->bytes[n] & 0xc0) != 0x80;
        mark.column = builder->bytes[n] == '\n' ? 0 : mark.column + begins;
        mark.line += builder->bytes[n] == '\n';
    }
    return mark;
}

static void report_parser(struct builder *builder)
{
    const yaml_parser_t *parser = &builder->parser;
    const char *problem = parser->problem != NULL ? parser->problem : "cannot be read";
    builder->failed = true;
    if (parser->error == YAML_READER_ERROR)
        mistake_mark(builder->mistakes, mark_of_offset(builder, parser->problem_offset), "%s", problem);
    else if (parser->error == YAML_MEMORY_ERROR)
        mistake_at(builder->mistakes, NULL, "there was not enough memory to read it");
    else if (parser->context != NULL && parser->context_mark.line != parser->problem_mark.line)
        mistake_mark(builder->mistakes, parser->problem_mark, "%s (%s that begins in line %u)", problem, parser->context,
                     (unsigned)parser->context_mark.line + 1);
    else
        mistake_mark(builder->mistakes, parser->problem_mark, "%s", problem);
}

/* Events come one at a time and the scanner looks at most some 1,000 characters ahead, so stopping at
 * the cap on depth also stops it from choking on a deep file. */
static void build(struct builder *builder)
{
    bool ended = false;
    while (!ended && !builder->failed) {
        yaml_event_t event;
        if (!yaml_parser_parse(&builder->parser, &event)) {
            report_parser(builder);
            return;
        }
        take(builder, &event);
        ended = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
}

struct yaml_node *yaml_read_bytes(const void *bytes, size_t length, struct arena *arena, struct mistakes *mistakes)
{
    struct builder builder = { .bytes = bytes, .length = length, .arena = arena, .mistakes = mistakes };
    if (length > YAML_FILE_BYTES_MAX) {
        mistake_at(mistakes, NULL, "longer than %d bytes", YAML_FILE_BYTES_MAX);
        return NULL;
    }
    if (!yaml_parser_initialize(&builder.parser)) {
        mistake_at(mistakes, NULL, "there was not enough memory to read it");
        return NULL;
    }
    yaml_parser_set_encoding(&builder.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&builder.parser, bytes, length);
    build(&builder);
    yaml_parser_delete(&builder.parser);
    if (builder.failed)
        return NULL;
    if (builder.root == NULL)
        mistake_at(mistakes, NULL, "is empty");
    return builder.root;
}

/* All bytes of an open file, at most one more than the cap.  NULL: errno says why. */
static char *bytes_of(int file, size_t *length)
{
    size_t room = 1 << 16;
    char *bytes = memory_get(room);
    *length = 0;
    while (*length <= YAML_FILE_BYTES_MAX) {
        if (*length == room)
            bytes = memory_resize(bytes, room = room * 2 > YAML_FILE_BYTES_MAX ? YAML_FILE_BYTES_MAX + 1 : room * 2);
        ssize_t count = read(file, bytes + *length, room - *length);
        if (count == 0)
            break;
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0) {
            memory_free(bytes);
            return NULL;
        }
        *length += (size_t)count;
    }
    return bytes;
}

char *yaml_file_bytes(const char *path, size_t *length, struct mistakes *mistakes)
{
    /* Not blocking: a pipe under that name must not hold up the start. */
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    char *bytes = file >= 0 ? bytes_of(file, length) : NULL;
    if (bytes == NULL)
        mistake_at(mistakes, NULL, "%s", strerror(errno));
    if (file >= 0)
        close(file);
    return bytes;
}

struct yaml_node *yaml_read_file(const char *path, struct arena *arena, struct mistakes *mistakes)
{
    size_t length;
    char *bytes = yaml_file_bytes(path, &length, mistakes);
    struct yaml_node *root = bytes == NULL ? NULL : yaml_read_bytes(bytes, length, arena, mistakes);
    memory_free(bytes);
    return root;
}

const struct yaml_node *yaml_member(const struct yaml_node *map, const char *key)
{
    if (map == NULL || map->kind != YAML_MAP)
        return NULL;
    for (const struct yaml_node *member = map->first; member != NULL; member = member->next)
        if (strcmp(member->key->word, key) == 0)
            return member;
    return NULL;
}

static void report_unknown(struct yaml_reader *reader, const struct yaml_node *key, const char *what,
                           const struct yaml_field *fields)
{
    const char *nearest = NULL;
    for (const struct yaml_field *field = fields; field->key != NULL; field++)
        value_nearer(key->word, field->key, &nearest);
    mistake_at(reader->mistakes, key, "%s has no '%.60s'%s%s%s", what, key->word, nearest != NULL ? "; did you mean '" : "",
               nearest != NULL ? nearest : "", nearest != NULL ? "'?" : "");
}

void yaml_record(struct yaml_reader *reader, const struct yaml_node *node, const char *what,
                 const struct yaml_field *fields, void *record)
{
    if (node->kind != YAML_MAP) {
        mistake_at(reader->mistakes, node, "%s is written as `key: value` pairs", what);
        return;
    }
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next) {
        const struct yaml_field *field = fields;
        while (field->key != NULL && strcmp(field->key, member->key->word) != 0)
            field++;
        if (field->key != NULL)
            field->read(reader, field, member, (char *)record + field->offset);
        else
            report_unknown(reader, member->key, what, fields);
    }
    for (const struct yaml_field *field = fields; field->key != NULL; field++)
        if (field->required && yaml_member(node, field->key) == NULL)
            mistake_at(reader->mistakes, node->key != NULL ? node->key : node, "%s needs '%s'", what, field->key);
}

static bool is_word(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node)
{
    if (node->kind != YAML_WORD)
        mistake_at(reader->mistakes, node, "%s: must be a single value", field->key);
    else if (node->word[strspn(node->word, " \n")] == '\0')
        mistake_at(reader->mistakes, node, "%s: is empty", field->key);
    else
        return true;
    return false;
}

void yaml_number(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    char reason[VALUE_REASON_SIZE];
    int64_t number;
    if (!is_word(reader, field, node))
        return;
    assert(field->least >= 0 && field->most <= UINT32_MAX);
    if (value_number(node->word, field->least, field->most, &number, reason))
        *(uint32_t *)value = (uint32_t)number;
    else
        mistake_at(reader->mistakes, node, "%s: %s", field->key, reason);
}

void yaml_yes_no(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    char reason[VALUE_REASON_SIZE];
    if (is_word(reader, field, node) && !value_flag(node->word, value, reason))
        mistake_at(reader->mistakes, node, "%s: %s", field->key, reason);
}

void yaml_choice(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    if (!is_word(reader, field, node))
        return;
    for (unsigned n = 0; n < (unsigned)field->most; n++)
        if (strcasecmp(field->words[n], node->word) == 0) {
            *(uint8_t *)value = (uint8_t)n;
            return;
        }
    const char *nearest = NULL;
    for (unsigned n = 0; n < (unsigned)field->most; n++)
        value_nearer(node->word, field->words[n], &nearest);
    mistake_at(reader->mistakes, node, "%s: '%.40s' is not known%s%s%s", field->key, node->word,
               nearest != NULL ? "; did you mean '" : "", nearest != NULL ? nearest : "", nearest != NULL ? "'?" : "");
}

static bool length_fits(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node,
                        const char *string)
{
    int64_t characters = 0;
    if (field->most == 0 || strlen(string) <= (size_t)field->most)   /* no more characters than bytes */
        return true;
    for (const char *at = string; *at != '\0'; at++)
        characters += ((unsigned char)*at & 0xc0) != 0x80;
    if (characters <= field->most)
        return true;
    mistake_at(reader->mistakes, node, "%s: has %lld characters, the most is %lld", field->key, (long long)characters,
               (long long)field->most);
    return false;
}

/* Copies text with its blanks and line breaks tidied: none at either end, runs of them made one blank, or
 * one "\n" where a paragraph ends.  In a `|` block that takes an empty line; elsewhere YAML has already
 * joined the lines of a paragraph. */
static char *tidy(struct arena *arena, const struct yaml_node *node)
{
    const char *from = node->word + strspn(node->word, " \n");
    size_t length = strlen(from);
    while (length > 0 && (from[length - 1] == ' ' || from[length - 1] == '\n'))
        length--;
    char *text = arena_string_length(arena, from, length);
    if (memchr(from, '\n', length) == NULL)   /* one line, as most: nothing within it is to be tidied */
        return text;
    char *to = text;
    while (*from != '\0') {
        if (*from != ' ' && *from != '\n') {
            *to++ = *from++;
            continue;
        }
        unsigned breaks = 0;
        const char *gap = from;
        for (; *from == ' ' || *from == '\n'; from++)
            breaks += *from == '\n';
        bool paragraph = breaks > (node->literal ? 1 : 0);
        if (*from == '\0')
            break;
        /* Blanks within a line are the writer's: two after a full stop stay two. */
        if (breaks == 0) {
            memcpy(to, gap, (size_t)(from - gap));
            to += from - gap;
        } else
            *to++ = paragraph ? '\n' : ' ';
    }
    *to = '\0';
    return text;
}

void yaml_text(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    if (!is_word(reader, field, node))
        return;
    const char *text = tidy(reader->arena, node);
    if (length_fits(reader, field, node, text))
        *(const char **)value = text;
}

void yaml_line(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    if (!is_word(reader, field, node))
        return;
    const char *line = tidy(reader->arena, node);
    if (strchr(line, '\n') != NULL)
        mistake_at(reader->mistakes, node, "%s: must be one line", field->key);
    else if (length_fits(reader, field, node, line))
        *(const char **)value = line;
}

static bool is_list(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node)
{
    if (node->kind != YAML_LIST)
        mistake_at(reader->mistakes, node, "%s: must be a list, [one, two]", field->key);
    else if ((int64_t)node->count < field->least)
        mistake_at(reader->mistakes, node, "%s: the list is empty", field->key);
    else if ((int64_t)node->count > field->most)
        mistake_at(reader->mistakes, node, "%s: %u entries, the most is %lld", field->key, node->count,
                   (long long)field->most);
    else
        return true;
    return false;
}

void yaml_lines(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    if (!is_list(reader, field, node))
        return;
    const struct yaml_field line = { .key = field->key, .most = YAML_LINE_MAX };
    const char **lines = arena_get(reader->arena, (node->count + 1) * sizeof *lines);
    const char **next = lines;
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next) {
        yaml_line(reader, &line, member, next);
        next += *next != NULL;
    }
    *(const char ***)value = lines;
}

void yaml_keywords(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    if (!is_list(reader, field, node))
        return;
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next)
        if (member->kind == YAML_WORD && strpbrk(member->word, " \n") != NULL)
            mistake_at(reader->mistakes, member, "%s: '%.40s' is more than one word", field->key, member->word);
    yaml_lines(reader, field, node, value);
}
