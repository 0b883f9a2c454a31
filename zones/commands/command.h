/* zones/commands/command.h -- commands: a table row and a function each.
 *
 * To add one: a row in commands.def, a function `do_...` in the file of its family, declared by the row.
 * A function gets the actor, his words, and what was looked up for it; it says what happens with tell()
 * and tell_room().  The answer and the prompt are sent by whoever called it. */
#ifndef ZONES_COMMANDS_COMMAND_H
#define ZONES_COMMANDS_COMMAND_H

#include "core/verbs.h"
#include "zones/world/land.h"

/* What a command may touch, besides the actor: seen at once in the table, and checked in one place. */
enum reach {
    SELF,            /* the actor alone */
    OWN_ROOM,        /* who and what is in his room */
    OWN_LAND,        /* everybody in his zone */
    OWN_AREA,        /* everybody in his area, though it be many zones */
    NEXT_ROOM,       /* the room next door, over the border too */
    OTHER_PLAYER,    /* the player named by the first word, wherever he is */
    SKILL_TARGET,    /* whoever the skill named in the line is aimed at, wherever he is */
    LAST_SPEAKER,    /* the player who spoke to him last */
    EVERYBODY,       /* the list of who is online */
    SHARDS,          /* the table of zones and workers */
    THREADS,         /* the threads and their figures */
};

enum command_flags {
    IMMEDIATE = 1,   /* overtakes waiting lines */
    KEEPERS   = 2,   /* for keepers only: to others it is not there */
    ALWAYS    = 4,   /* no alias may take its name */
    SKILLED   = 8,   /* who has learned the skill of that name does that instead */
};

struct command {
    struct zone         *zone;
    struct character    *actor;
    const char          *words;   /* what follows the verb, blanks trimmed */
    const struct lookup *lookup;
    const struct slot   *slot;
    unsigned             argument; /* the row's */
};

typedef void command_function(struct command *command);

struct command_row {
    const char       *name;
    command_function *function;
    unsigned          argument;
    enum position     least;      /* position */
    enum reach        reach;
    unsigned          flags;
    const char       *help;       /* "words   what it does" */
};
extern const struct command_row command_rows[];
extern const unsigned command_count;

#define COMMAND(name, function, argument, least, reach, flags, help) ZONE_THREAD command_function function;
#include "zones/commands/commands.def"
#undef COMMAND

/* Main: fills the index net finds verbs in, in the order of the table. */
MAIN_THREAD void commands_index(struct verbs *verbs);
/* What the worker must look up before the command of this slot runs. */
enum lookup_kind command_lookup(const struct zone *zone, const struct slot *slot);
/* Is it done though its actor has to wait? */
bool command_immediate(const struct slot *slot);
/* Is that the name of a command that no alias may take? */
bool command_always(const char *name);
/* Runs the command of a slot whose answer has begun; the caller ends the answer unless it was handed on. */
ZONE_THREAD void command_run(struct zone *zone, struct character *actor, const struct slot *slot, const struct lookup *lookup);

/* -- verbs that are no commands: what the book knows -------------------------------------------------- */

ZONE_THREAD void channel_speak(struct command *command, const struct channel_proto *channel);
ZONE_THREAD void social_do(struct command *command, const struct social_proto *social);
/* Says who follows him here; how many. */
ZONE_THREAD unsigned followers_list(struct character *who);
/* The notes on the board of his room. */
ZONE_THREAD void board_list(struct character *who);
/* `remove 3` speaks of a note; false: of no number, so of something else. */
ZONE_THREAD bool board_removes(struct command *command);
/* What only the book and the table together tell: a command without a topic, a name hidden by a command. Every
 * mistake becomes a line; gives their number. */
MAIN_THREAD unsigned commands_check(const struct book *book, FILE *out);
/* The same of skills: one whose command is hidden by one of the table. */
MAIN_THREAD unsigned commands_check_skills(const struct rules *rules, FILE *out);

/* -- for the commands: words ------------------------------------------------------------------------- */

/* Copies the first word (a "quoted one" may hold blanks) and gives the rest, blanks skipped. */
const char *word_take(const char *words, char *word, size_t size);
/* The same for what somebody calls a thing or a person: of "the bun" it takes "bun". */
const char *name_take(const char *words, char *word, size_t size);
/* "2.sword" means the second sword: cuts the number off, 1 if there is none. all.x: *all true. */
unsigned word_number(char *word, bool *all);
bool word_is_name(const char *const *keys, const char *word); /* any key begins so */
struct item *item_find(struct item *first, const char *word, unsigned *number);
struct item *item_carried(struct character *who, const char *word);  /* not worn */
struct item *item_worn(struct character *who, const char *word);
struct item *item_here(struct character *who, const char *word);     /* carried, worn, on the floor */
/* That he carries nothing by that name, or that he uses it. */
ZONE_THREAD void tell_not_carried(struct character *who, const char *word);
struct character *person_here(struct character *who, const char *word);
/* Some commands take several things at once: "all", "all.coin".  Each is tried by itself; false from one ends it.  Gives
 * how many things, not worn, were named so. */
typedef bool thing_function(struct command *command, struct item *item, void *data);
ZONE_THREAD unsigned for_each_named(struct command *command, struct item *first, char *word, thing_function *function, void *data);
ZONE_THREAD unsigned for_each_worn(struct command *command, char *word, thing_function *function, void *data);    /* of the actor's */
/* "12 coins", "all coins": how many, 0 for a number that is none, and what follows.  False when no coins are meant. */
bool coins_named(const struct character *who, const char *words, int64_t *coins, const char **rest);
bool word_is_coins(const char *word);
ZONE_THREAD void coins_give(struct character *who, struct character *other, int64_t coins);
/* shop.c: who trades here and now; NULL, and told why, if nobody does. */
ZONE_THREAD struct character *keeper_here(struct character *who);
/* The direction of a door named so, or of that direction; NO_DIRECTION. */
enum direction door_find(struct character *who, const char *words);

#endif
