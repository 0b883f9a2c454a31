/* config/yaml.h -- data files that people write, as trees in which every node knows its line and column.
 *
 * One run reports every mistake of a file: reading goes on after a mistake wherever the tree still makes
 * sense, and checks that come later (references, other files) can say where as well.
 *
 * Refused: anchors, aliases, tags, a second document, keys that are not words, control characters, and
 * whatever is over the caps below.  Any thread; a tree and its sink belong to one thread at a time. */
#ifndef CONFIG_YAML_H
#define CONFIG_YAML_H

#include "core/memory.h"

#include <stdarg.h>
#include <stdio.h>

enum {
    YAML_FILE_BYTES_MAX = 16 << 20,
    YAML_DEPTH_MAX = 16,
    YAML_NODES_MAX = 2000000,
    YAML_LINE_MAX = 400,           /* characters of a line in a list */
    MISTAKES_SHOWN_MAX = 1000,     /* of one sink; the rest is counted */
};

enum yaml_kind { YAML_WORD, YAML_LIST, YAML_MAP };

struct yaml_node {
    uint8_t           kind;           /* enum yaml_kind */
    bool              literal;        /* a word written as a `|` block: its line breaks are still the file's */
    unsigned          line, column;   /* from 1 */
    unsigned          count;          /* of a list or map: its members */
    const char       *word;           /* of a word; holds no NUL and no control character but newline */
    struct yaml_node *first;          /* of a list or map: members in the order of the file, no key twice */
    struct yaml_node *next;           /* the member behind this one */
    struct yaml_node *key;            /* of a map's member: its key, a word */
};

/* Where mistakes go.  `file` is what a line begins with. */
struct mistakes {
    const char *file;
    FILE       *out;
    unsigned    count;
};
/* "file:line:column: reason", or "file: reason" without a node. */
ANY_THREAD void mistake_at(struct mistakes *mistakes, const struct yaml_node *node, const char *format, ...)
    PRINTF_LIKE(3, 4);

/* The tree in the arena, NULL when the text is no YAML or over a cap.  Anything wrong is reported, so a
 * tree may come with mistakes. */
ANY_THREAD struct yaml_node *yaml_read_file(const char *path, struct arena *arena, struct mistakes *mistakes);
ANY_THREAD struct yaml_node *yaml_read_bytes(const void *bytes, size_t length, struct arena *arena,
                                             struct mistakes *mistakes);
/* The bytes of a file, to be freed with memory_free(), at most one more than the cap; NULL, reported, when it cannot be read. */
ANY_THREAD char *yaml_file_bytes(const char *path, size_t *length, struct mistakes *mistakes);
/* The member of a map with that key, or NULL. */
ANY_THREAD const struct yaml_node *yaml_member(const struct yaml_node *map, const char *key);

/* A record: a map with known keys, read into a struct by a table with one row for each key. */
struct yaml_reader {
    struct arena    *arena;        /* for what is read; strings are copied */
    struct mistakes *mistakes;
    void            *owner;        /* for read functions of the caller's own */
};
struct yaml_field {
    const char *key;
    bool        required;
    /* Puts the node's value into the struct; on a mistake reports it and leaves the value alone. */
    void      (*read)(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value);
    size_t      offset;            /* of the value in the struct */
    int64_t     least, most;       /* of a number; of a string's characters; of a list's entries; of `words` */
    const char *const *words;      /* yaml_choice: `most` of them */
};
/* Reports what is no map, unknown keys, missing keys, and what the rows' functions find.  `what` is for
 * mistakes: "a room". `fields` ends with a row whose key is NULL. */
ANY_THREAD void yaml_record(struct yaml_reader *reader, const struct yaml_node *node, const char *what,
                            const struct yaml_field *fields, void *record);

/* For `read` of a field; the type is that of the value. */
typedef void yaml_field_reader(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node,
                               void *value);
yaml_field_reader yaml_number;     /* uint32_t */
yaml_field_reader yaml_yes_no;     /* bool */
yaml_field_reader yaml_choice;     /* uint8_t: index into words, in any case */
yaml_field_reader yaml_line;       /* const char *: one line */
yaml_field_reader yaml_text;       /* const char *: paragraphs with "\n" between them, blanks tidied */
yaml_field_reader yaml_lines;      /* const char **: a list of lines, NULL-terminated */
yaml_field_reader yaml_keywords;   /* the same, of words without blanks */

#endif
