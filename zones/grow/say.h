/* zones/grow/say.h -- a room, a creature, a thing of a theme, in words.
 *
 * Each function says one, with the dice of the prose, which must be begun with the theme's grammar; what it binds is
 * forgotten again.  {area} and what else the grower knows must be bound before.  All strings are memory of the caller's;
 * said_free() frees them.  A fault of the theme stands in prose->fault. */
#ifndef ZONES_GROW_SAY_H
#define ZONES_GROW_SAY_H

#include "zones/grow/theme.h"

enum { SAID_EXTRAS_MOST = 8, SAID_KEYS_MOST = 8 };

struct said_extra {
    char *keys[SAID_KEYS_MOST + 1];    /* NULL-terminated; each occurs in the text it belongs to */
    char *text;
};
struct said {
    char *name;                        /* "The Gun Deck", "a sour warder" */
    char *noun, *nouns, *trait;        /* of folk and goods: "warder", "warders", "sour"; else NULL */
    char *line;                        /* of folk and goods: how it stands or lies in the room */
    char *text;
    char *by_day, *by_night, *in_rain; /* of a room, or NULL */
    char *keys[SAID_KEYS_MOST + 1];    /* of folk and goods */
    struct said_extra extras[SAID_EXTRAS_MOST];
    unsigned extra_count;
    const char *is;                    /* of folk: he, she, they or it */
};

/* What was said elsewhere already: how many sentences of a text were.  NULL: nothing was. */
struct said_before { unsigned (*known)(void *memory, const char *text); void *memory; };

/* A way out that the text may speak of: "north" ... "up", and what the neighbour is called. */
struct said_way { const char *direction, *next; };

/* Each sentence is drawn again, some times, as long as it was said before.
 *
 * `sights` of them are named, none twice and none whose bit is set in `avoid` (by number; NULL: none), as long as there are. */
void say_room(struct prose *prose, const struct theme *theme, const struct place *place, unsigned sights, const bool *avoid,
              const struct said_way *ways, unsigned way_count, const struct said_before *before, struct said *said);
/* What neighbours call it; memory of the caller's. */
char *say_called(struct prose *prose, const struct place *place);
void say_folk(struct prose *prose, const struct theme *theme, const struct theme_common *common, const struct folk *folk, unsigned marks,
              const struct said_before *before, struct said *said);
void say_good(struct prose *prose, const struct theme *theme, const struct theme_common *common, const struct good *good, unsigned details,
              const struct said_before *before, struct said *said);
/* What he is called: a man's or a woman's name, if he is one.  Memory of the caller's. */
char *say_name(struct prose *prose, const struct wording *name, const char *is);
/* `name` is what he is called, given by the caller or, when NULL, said here. */
void say_person(struct prose *prose, const struct theme *theme, const struct person *person, const char *name, struct said *said);
void said_free(struct said *said);

#endif
