/* zones/book.h -- what the game says about itself and lets people say: help topics, socials, channels.
 *
 * Read once at the start from a folder of text files and then immutable: every zone of every worker reads the
 * same one without a lock, by way of its setting.
 *
 *   channels.yaml    the channels; each has a number, which characters' records keep, so it is never used again
 *   socials.yaml     the socials
 *   help/(any).yaml  a chapter of help topics each
 *
 * A line of a social or channel has blanks, {name} and its kin, filled in when it is said. */
#ifndef ZONES_BOOK_H
#define ZONES_BOOK_H

#include "core/text.h"

#include <stdio.h>

enum { CHANNELS_MOST = 32, BOOK_NAME_SIZE = 16 };

/* BLANK( member, word ): name is who does it, target whom it is done to. */
#define BOOK_BLANKS(B)                                                                                         \
    B( NAME,        "name" )        B( THEY,        "they" )        B( THEM,         "them" )                  \
    B( THEIR,       "their" )       B( THEMSELF,    "themself" )                                               \
    B( TARGET,      "target" )      B( TARGET_THEY, "target_they" ) B( TARGET_THEM,  "target_them" )           \
    B( TARGET_THEIR, "target_their" ) B( TARGET_THEMSELF, "target_themself" ) B( TEXT, "text" )
enum blank {
#define BLANK(member, word) BLANK_##member,
    BOOK_BLANKS(BLANK)
#undef BLANK
    BLANKS
};

enum channel_speakers { SPEAK_EVERYBODY, SPEAK_KEEPERS, SPEAK_NOBODY, SPEAK_KINDS };

struct channel_proto {
    const char *name;              /* "gossip": the verb too */
    uint32_t    number;            /* below CHANNELS_MOST, and for ever this channel's */
    const char *line;              /* "<Gossip: {name}> '{text}'" */
    uint8_t     colour;            /* index into channel_marks */
    uint8_t     speak;             /* enum channel_speakers */
    uint32_t    level_min, level_max; /* of who may speak; 0: no bound */
    bool        off;               /* for characters who have not switched it */
    const char *about;             /* one line */
    unsigned    at_line, at_column; /* where it is written, for later checks */
};
/* The marks of core/markup.h in the order of its table. */
extern const char *const channel_marks[];

/* The forms of a social, each a line with blanks. */
enum social_form {
    SOCIAL_ALONE, SOCIAL_ALONE_ROOM,                 /* by itself: who does it reads the first */
    SOCIAL_AT, SOCIAL_AT_TARGET, SOCIAL_AT_ROOM,     /* at somebody here */
    SOCIAL_SELF, SOCIAL_SELF_ROOM,                   /* at oneself */
    SOCIAL_ABSENT,                                   /* at somebody who is not here */
    SOCIAL_FORMS
};
struct social_proto {
    const char *name;
    const char *lines[SOCIAL_FORMS];
    unsigned    at_line, at_column;
};

struct topic {
    const char  *title;
    const char  *chapter;
    const char **keywords;         /* NULL-terminated, at least one; the first names the topic in lists */
    const char  *text;             /* paragraphs, "\n" between them */
    const char **see;              /* keywords of other topics; NULL-terminated, may be NULL */
    bool         keepers;          /* for keepers only: to others it is not there */
    const char  *file;             /* where it is written */
    unsigned     at_line, at_column;
};

struct keyword {
    const char *word;
    unsigned    topic;             /* its place among the topics */
};

struct book {
    struct channel_proto *channels;
    unsigned              channel_count;
    uint32_t              channels_off;   /* bit n: the channel of number n is off until switched on */
    struct social_proto  *socials;        /* by name */
    unsigned              social_count;
    struct topic         *topics;         /* in the order of the files */
    unsigned              topic_count;
    struct keyword       *keywords;       /* of all topics, in order, compared without case */
    unsigned              keyword_count;
    struct wild          *wild;           /* what is said of the wilderness (zones/world/wild.h); NULL: nothing */
    const char           *channels_file, *socials_file, *help_folder;
    struct arena         *arena;
};

/* Every mistake becomes one line on `mistakes` ("file:line:column: reason"), added to *mistake_count; what
 * has one is left out.  Never NULL: a folder without files gives an empty book. */
struct book *book_load(const char *folder, FILE *mistakes, unsigned *mistake_count);
void book_free(struct book **book);

/* All of these take a NULL book, and give NULL or nothing then. */
/* By its name or any prefix; a whole name wins, then the earlier. */
const struct channel_proto *book_channel(const struct book *book, const char *word);
const struct channel_proto *book_channel_number(const struct book *book, uint32_t number);
const struct social_proto *book_social(const struct book *book, const char *word);
uint32_t book_channels_off(const struct book *book);
/* By a whole keyword, compared without case; topics for keepers only when asked for. */
const struct topic *book_topic(const struct book *book, const char *keyword, bool keepers);

/* The line with its blanks filled from `values`, in one pass, and a capital in front; a new text. A blank
 * whose value is NULL stays empty. */
struct text *book_fill(const char *line, const char *const values[BLANKS]);
/* For `read` of a field: const char *, a line whose blanks are known and among those of field->most, bits 1 << blank. */
struct yaml_reader;
struct yaml_field;
struct yaml_node;
void book_read_line(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value);

#endif
