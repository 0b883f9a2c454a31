/* zones/grow/area.h -- one area being grown: from an order (theme, numbers, names, how much of everything) to its file.
 *
 * Everything in it is said with dice of its own, seeded by the world's seed, the area's key, what it is and its ordinal, so
 * that one more room or creature does not change the others.  What was said already in areas of the same theme is known to the
 * theme's register, which makes the areas of a theme depend on their order; areas of different themes may be grown by
 * different threads. */
#ifndef ZONES_GROW_AREA_H
#define ZONES_GROW_AREA_H

#include "zones/grow/layout.h"
#include "zones/grow/register.h"
#include "zones/grow/say.h"
#include "zones/rules/rules.h"

enum {
    AREA_NAMED_MOST = 8, AREA_SHOPS_MOST = 3, AREA_KIT_MOST = 8, AREA_PLACES_MOST = 8, AREA_QUESTS_MOST = 2,
    AREA_SAYS_MOST = 4, AREA_STEPS_MOST = 8, AREA_KEY_SIZE = 48, AREA_WORDS_MOST = 12,
    ALIKE_MOST = 2,                    /* prototypes of a theme that share noun, behaviour and kit: themes may have a noun in common, ... */
    ALIKE_BARE = 1,                    /* ... and of those who have nothing, rats and the like, many do */
};

/* What is said once a theme, in the order of its areas. */
struct theme_memory {
    struct sayings *rooms;             /* texts of rooms */
    struct tally   *closer;            /* what looking closer shows, and texts of people and things */
    struct tally   *alike;             /* mobiles by noun, behaviour and kit; objects by noun and make */
    unsigned        faults;            /* of the theme, told on stderr */
};
void memory_begin(struct theme_memory *memory);
void memory_end(struct theme_memory *memory);

struct area_order {
    const char                *key;
    const struct theme        *theme;
    const struct theme_common *common;
    const struct rules        *rules;
    uint64_t                   seed;
    uint32_t                   first_room, level_least, level_most;
    unsigned                   rooms, mobiles, objects, extras;
    const char                *name, *boss;            /* drawn for the whole world: no two are the same */
    const char                *named[AREA_NAMED_MOST], *shops[AREA_SHOPS_MOST];
    bool                       coarse;                 /* of a stress world: one draw of everything */
};

struct grown_room {
    const struct place *place;
    struct said         said;
    char               *called;
    unsigned            part;          /* which faction's */
};

enum folk_sort { SORT_BOSS, SORT_NAMED, SORT_SHOP, SORT_FOLK };
struct grown_mobile {
    char                 key[AREA_KEY_SIZE];
    uint8_t              sort;         /* enum folk_sort */
    const struct folk   *folk;         /* of SORT_FOLK ... */
    const struct person *person;       /* ... or of the others */
    struct said          said;
    unsigned             ordinal, attempt, marks;      /* how many marks it should have */
    uint32_t             level;
    const char          *role, *build, *race, *behaves[AREA_WORDS_MOST];
    unsigned             behave_count;
    unsigned             rooms[AREA_PLACES_MOST], counts[AREA_PLACES_MOST], room_count;
    unsigned             kit[AREA_KIT_MOST], kit_count;        /* objects */
    bool                 worn[AREA_KIT_MOST];
    unsigned             sells[32], sell_count;
    char                *says[AREA_SAYS_MOST];
    unsigned             say_count;
};

enum good_sort { GOOD_KEY, GOOD_BOSS, GOOD_SECRET, GOOD_COMMON };
struct grown_object {
    char               key[AREA_KEY_SIZE];
    uint8_t            sort;           /* enum good_sort */
    const struct good *good;
    struct said        said;
    unsigned           ordinal, attempt, details;
    uint32_t           level, weight, value;
    const char        *family, *material, *quality;            /* or NULL */
    const char        *gives;          /* a figure it gives one of, or NULL */
    unsigned           used;           /* by how many it is carried, sold, or lies about */
    int                room, inside;   /* where it lies: a room, or in an object; -1 */
};

struct grown_step { const char *does; char target[AREA_KEY_SIZE]; unsigned count; char *says, *journal; };
struct grown_quest {
    const char       *key;
    char              giver[AREA_KEY_SIZE], object[AREA_KEY_SIZE];
    char             *name, *offer, *done;
    struct grown_step steps[AREA_STEPS_MOST];
    unsigned          step_count;
    uint32_t          coins, experience;
};

struct area_made {
    const struct area_order *order;
    struct theme_memory     *memory;
    struct layout            layout;
    struct dice              dice;
    struct prose             prose;
    struct grown_room        rooms[LAYOUT_ROOMS_MOST];
    const char              *door_names[LAYOUT_ROOMS_MOST][DIRECTIONS];
    struct grown_mobile     *mobiles;
    struct grown_object     *objects;
    struct grown_quest       quests[AREA_QUESTS_MOST];
    unsigned                 picks[AREA_QUESTS_MOST];  /* numbers of the theme's quests */
    unsigned                 quest_count;
    unsigned                 parts;    /* of factions */
};

/* The layout alone: room 0 is the gate. */
void     area_layout(const struct area_order *order, struct layout *layout);
/* What the area's file begins with, its gate among it, and which terrain its rooms are: what a continent asks. */
char    *area_gate(const struct area_order *order, size_t *length);
/* The whole area as its file's text; memory of the caller's, *length without the NUL. */
char    *area_grow(const struct area_order *order, struct theme_memory *memory, size_t *length);

/* -- for the parts of it: area_rooms.c, area_goods.c, area_folk.c, area_quests.c, area_write.c -- */
void     area_dice(struct area_made *area, const char *what, unsigned ordinal, unsigned attempt);
void     area_fault(struct area_made *area, const char *what);      /* tells what stands in prose.fault, and forgets it */
char    *area_say(struct area_made *area, const struct wording *wording, size_t most);   /* of at most so many bytes */
bool     place_is(const struct picks *picks, const struct theme *theme, const struct place *place);
const char *pick_word(struct dice *dice, const struct words *words);  /* NULL of none */
unsigned area_extras(const struct area_made *area);                 /* that it has by now */
unsigned closer_knows(void *area, const char *text);                 /* sentences of it that were said on looking closer */
void     closer_remember(struct area_made *area, const char *text);
unsigned said_repeats(struct area_made *area, const struct said *said);  /* sentences of people and things that were said before */
void     said_remember(struct area_made *area, const struct said *said);
void     rooms_place(struct area_made *area);          /* which place each is, and what it is called */
void     rooms_make(struct area_made *area);           /* that, and all that is said of them */
void     objects_make(struct area_made *area);
void     object_say_more(struct area_made *area, unsigned number);  /* the same, with one more detail, if there is one */
void     mobiles_make(struct area_made *area);
void     mobile_say_more(struct area_made *area, unsigned number);
void     objects_place(struct area_made *area);        /* what nobody has yet */
int      object_of(const struct area_made *area, unsigned good, unsigned sort);   /* the one used least; -1 */
void     quests_choose(struct area_made *area);
void     quests_make(struct area_made *area);
int      mobile_named(const struct area_made *area, const struct person *person);  /* its number; -1 */
char    *area_write(const struct area_made *area, size_t *length);

#endif
