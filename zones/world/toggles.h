/* zones/world/toggles.h -- how a player wants the game to be shown: what he has switched, colours, prompt.
 *
 * Part of his player struct; the worker of his zone alone uses it.  All of it but `reader` is written into his
 * body record.  Net learns of it as wishes (core/slot.h), with every answer. */
#ifndef ZONES_WORLD_TOGGLES_H
#define ZONES_WORLD_TOGGLES_H

#include "core/bytes.h"

#include <stdbool.h>

enum toggle {
#define TOGGLE(NAME, word, plain, aloud, on, off, about) TOGGLE_##NAME,
#include "zones/world/toggles.def"
#undef TOGGLE
    TOGGLE_COUNT
};

struct toggle_row {
    const char *word;
    bool        plain, aloud;      /* how it stands for who has never switched it */
    const char *on, *off;          /* what is answered */
    const char *about;
};
extern const struct toggle_row toggle_rows[TOGGLE_COUNT];

/* How many colours: what the client says, or his own word.  PAINT( NAME, word ) */
#define PAINTS(P) P( AUTO, "auto" ) P( OFF, "off" ) P( 16, "16" ) P( 256, "256" ) P( TRUE, "true" )
enum paint {
#define PAINT(NAME, word) PAINT_##NAME,
    PAINTS(PAINT)
#undef PAINT
    PAINT_COUNT
};
extern const char *const paint_words[PAINT_COUNT];

enum { PROMPT_MOST = 60 };         /* bytes of a prompt of one's own */

struct toggles {
    uint32_t set;                  /* bit n: he has switched toggle n himself */
    uint32_t on;                   /* ... and that is how it stands; a subset of `set` */
    uint8_t  paint;                /* enum paint */
    bool     reader;               /* his client says, or his account, that all is read aloud */
    char     prompt[PROMPT_MOST + 1]; /* his own; empty: the usual one */
};

bool toggle_is(const struct toggles *toggles, enum toggle which);
void toggle_set(struct toggles *toggles, enum toggle which, bool on);
/* By its word or any beginning, a whole word first; TOGGLE_COUNT: there is none. */
enum toggle toggle_find(const char *word);
/* For net: enum slot_wish, bits. */
uint8_t toggles_wishes(const struct toggles *toggles);

/* The durable half. Taking validates. */
void toggles_put(struct bytes_writer *writer, const struct toggles *toggles);
void toggles_take(struct bytes_reader *reader, struct toggles *toggles);

/* -- prompt.c: a prompt of one's own, with blanks like %h in it -------------------------------------- */

struct character;

/* NULL: it may be a prompt; else why not. */
const char *prompt_refuse(const char *words);
/* The blanks there are: letter, meaning, and what stands there, a number or words; until a letter is 0. */
struct prompt_blank {
    char         letter;
    const char  *about;
    int64_t    (*number)(const struct character *who);
    const char *(*words)(const struct character *who);
};
extern const struct prompt_blank prompt_blanks[];

#endif
