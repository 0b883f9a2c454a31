/* zones/world/land.h -- the live side of an area: rooms, the people in them, the things lying about.
 *
 * A land is the state of one zone and belongs to the zone's worker.  The prototypes it was made from are
 * the world's and never change.  Characters are in exactly one room; an item is in exactly one place: on a
 * floor, with a character (carried or worn), or inside another item. */
#ifndef ZONES_WORLD_LAND_H
#define ZONES_WORLD_LAND_H

#include "core/habits.h"
#include "zones/body/body.h"
#include "zones/quests/log.h"
#include "zones/world/draft.h"
#include "zones/world/ears.h"
#include "zones/world/toggles.h"
#include "zones/zone.h"

#include <stddef.h>

enum position { SLEEPING, RESTING, SITTING, STANDING, POSITIONS };

struct item {
    uint32_t      type;            /* ITEM_TYPE while it lives */
    entity_id     id;
    proto_id      proto;           /* PROTO_GONE: the prototype is not in the world any more */
    const struct object_proto *object; /* of that prototype, or the relic below */
    struct object_proto *relic;    /* owned: what a record told of a thing whose prototype is gone */
    struct corpse *corpse;         /* owned: what is left of somebody (zones/fight/corpse.h), or NULL */
    struct works *works;           /* owned: what has been done to it (zones/skills/works.h), or NULL */
    bool          durable;         /* a player has owned it: it is written in cuts */
    uint8_t       door;            /* a container's lid: enum door_state */
    uint8_t       worn;            /* enum wear_slot, or WEAR_NOWHERE */
    int32_t       reset;           /* which reset of the area made it; -1: none */
    /* Where it is: exactly one of these. */
    struct room      *room;
    struct character *bearer;
    struct item      *inside;
    struct item      *next, **back; /* in the list of that place */
    struct item      *contents;
};
enum { ITEM_TYPE = 0x4954454d };
#define PROTO_GONE ((proto_id){UINT32_MAX})

/* What can change in a usual prompt: one that the player has not worded himself, shown while he writes nothing. */
struct prompt_key {
    int32_t health, mana, stamina;
    uint8_t position;
    bool    stunned, aloud;
    bool    usual;                 /* else this says nothing */
};

/* What only people who are played have.  First what is looked at for every command, and whenever he is shown something: it is in the
 * first two cache lines. */
struct player {
    session_id session;            /* NO_SESSION: linkless */
    bool       prompt_stale;       /* his pools have changed since he was shown a prompt */
    bool       idle;               /* in the void */
    bool       watched;            /* his client shows facts */
    bool       behind;             /* stands in the back row of his group (zones/fight/formation.c) */
    uint32_t   level;              /* 1 to 100; what else he has become is `growth` */
    struct text *prompt;           /* the one he was shown, for the next is mostly the same; NULL: none by this zone */
    struct prompt_key prompt_key;  /* ... and what is in it, if it is a usual one */
    int64_t    heard;              /* world ms of his last line, or of his coming to this land */
    int64_t    waits_until;        /* world ms: his commands are not done before */
    int64_t    linkless_since;     /* world ms; 0 with a connection */

    struct text *habits;           /* core/habits.h: aliases and pages; NULL: none */
    uint64_t   habits_mark;        /* habits_mark() of that */
    struct draft *draft;           /* the letter he is just writing, or NULL */
    int64_t    hazard_due;         /* world ms, of the TIMER_HAZARD that counts; 0: none */
    entity_id  group;

    struct toggles toggles;        /* what is set comes first in it */
    struct ears ears;
    char       title[PLAYER_TITLE_SIZE];
    char       account[NAME_SIZE];
    uint32_t   generation;
    uint32_t   kept;               /* versions of him that have been kept (zones/version.h) */
    uint64_t   version;
    uint8_t    quitting;           /* enum quit_reason */
    bool       saving;             /* asked for `save`, waits for the next cut */
    bool       group_subleader;    /* he takes others in and sends them away, and may lead next (zones/groups.h) */
    bool       newcomer;           /* has not had his first coins */
    uint8_t    pronoun;
    uint64_t   saved_epoch;        /* `saving`: for this epoch to be durable */
    entity_id  group_leader;
    uint32_t   group_version;
    unsigned   afar_count;
    struct afar *afar;             /* members of it who are elsewhere, by their numbers (company.h); NULL: none */
    int64_t    vitals_sent;        /* world ms of the last VITALS */
    uint64_t   company_told;       /* hash of how his group was told he is; 0: it does not know */
    struct growth growth;
    struct quest_log quests;       /* what he is about, and has done */
    int64_t    played_ms;          /* until `counted` */
    int64_t    counted;            /* world ms: when his time in the game was last added up */
    int64_t    coins[PURSES];      /* changed by purse.c alone */
    int64_t    kept_at;            /* world ms: the newest of those that have been kept */
    session_id facts_session;      /* which client shows facts, if one does */
    uint64_t   facts_told;         /* hash of what it was told last; 0: nothing yet */
    int64_t    slept;              /* world ms: since when he has been asleep in an inn; 0: he is not */
    entity_id  challenged;         /* whom he has asked for a duel, in this room ... */
    entity_id  duels;              /* ... and with whom he has one, if that one says the same */
};
_Static_assert(offsetof(struct player, habits) == 64 && offsetof(struct player, toggles) == 112, "two cache lines");

/* A pool refills by itself; its value is computed when somebody asks (zones/body/pools.c). */
struct pool {
    int32_t value;
    int64_t since;                 /* world ms at which `value` was true */
};

/* What somebody is concentrating on (zones/skills). */
struct casting {
    uint16_t  skill;
    int64_t   due;                 /* world ms, of the TIMER_SPELL that counts */
    entity_id target;
    zone_id   zone;                /* in which the target is; NO_ZONE: in this one */
    uint8_t   direction;           /* enum direction: where it was seen */
    bool      grouped;
    char      words[128];
};

/* What somebody plays, until he stops (zones/skills/song.c). */
struct song {
    uint16_t skill;
    int64_t  due;                  /* world ms, of the TIMER_SPELL that counts: he goes on then */
};

/* A spell upon a room: upon whoever stands there (zones/skills/ground.h). */
struct room_spell;
/* What has been done to a thing (zones/skills/works.h). */
struct works;

/* What a mobile has in mind beyond its prototype (zones/fight/mind.h). */
struct mind;
/* What is seen over borders (zones/world/sight.h). */
struct sights;
/* In whose land it is, and who is away from here (zones/fight/abroad.h). */
struct visit;
struct abroad;

/* Whether others may overlook somebody: follows from his figures. */
enum veil { VEIL_UNKNOWN, VEIL_NONE, VEIL_WORN };

/* First what is looked at of everybody in a room whenever something happens there or somebody looks: all of it in the first
 * cache line, so that a crowd costs one miss each.  Two more have what every command asks of whoever gave it. */
struct character {
    uint32_t      type;            /* CHARACTER_TYPE while it lives */
    uint8_t       position;
    uint8_t       veil;            /* enum veil: invisible, or hidden */
    bool          ranged : 1;      /* keeps his distance */
    bool          hunted : 1;      /* somebody in this land hunts him, or did */
    bool          upright : 1;     /* is_down() has found him up, and nothing was taken since */
    entity_id     id;
    struct character *chain;       /* in the land's table */
    struct character *next;        /* in the room, in the order of coming in */
    struct player *player;         /* NULL for a mobile */
    const struct mobile_proto *mobile; /* NULL for a player */
    struct character *opponent;    /* whom he fights, in the same room; NULL: nobody */

    char          name[NAME_SIZE]; /* a player's; a mobile's prototype names it */
    struct zone  *zone;            /* he is in; his room's, when he is in one */
    struct room  *room;
    int32_t      *figures;         /* FIGURES of them, or NULL: stale */
    struct affect *affects;        /* upon him, in the order in which they were laid */
    int64_t       stunned_until;   /* world ms: neither rounds nor commands before */
    struct casting *casting;       /* or NULL */

    struct pool   pools[POOLS];    /* read and changed by zones/body alone */
    struct song  *song;            /* or NULL */
    struct item  *items;           /* carried and worn */

    entity_id     mount, rider;    /* whom he rides, who rides him; in the same room */
    entity_id     leader;          /* whom he follows, or none */
    int64_t       round_due;       /* world ms, of the TIMER_ROUND that counts; 0: none */
    int64_t       affect_due;      /* ... of the TIMER_AFFECT */
    struct character **back;       /* what points at him in the room */
    struct holder holder;          /* a player's: bit n is part n of his parcel, bit PARCEL_WAS a version of him */
    proto_id      proto;
    int32_t       reset;
    int64_t       day_due;         /* a mobile with a day: world ms when it goes on; 0: not placed yet */
    bool          day_walking;     /* ... is on the way, or has not said its words */
    struct mobile_proto *called;   /* owned: of a creature that was called (zones/skills/called.h), or NULL */
    struct mind  *mind;            /* a mobile's, or NULL */
    struct visit *visit;           /* a mobile's of another land, or NULL */
};
_Static_assert(offsetof(struct character, name) == 64 && offsetof(struct character, pools) == 128, "two cache lines");
enum { CHARACTER_TYPE = 0x43484152 };

struct room {
    const struct room_proto *proto;
    struct zone      *zone;
    uint8_t           doors[DIRECTIONS]; /* enum door_state */
    uint8_t           ways;        /* bit n: a way leads there, known or not */
    uint8_t           hidden;      /* ... which nobody knows of before it is found */
    uint8_t           found;       /* bit n: the hidden way n; FOUND_THINGS: hidden things.  Until the next reset */
    struct character *people;
    struct item      *items;
    unsigned          players;
    struct room_spell *grounds;    /* spells upon it */
    struct holder     floor;       /* of the durable things that lie on it */
};

enum { FOUND_THINGS = 1 << DIRECTIONS, FOUND_ALL = (FOUND_THINGS << 1) - 1 };

struct land {
    struct room      *rooms;       /* in the order of the area's */
    unsigned          players;
    unsigned          watchers;    /* players whose clients show facts */
    int64_t           facts_due;   /* world ms: when they are looked at next; 0: no alarm is set */
    bool              overdue;     /* a reset came due while it slept */
    int64_t           idle_due;    /* of the one TIMER_IDLE under way, or 0 */
    int64_t           day_due;     /* of the TIMER_DAY that counts, or 0 */
    struct abroad    *abroad;      /* mobiles of this land in others */
    struct sights    *sights;      /* what is seen over its borders, and who looks in; NULL: nothing yet (sight.h) */
    struct character **chains;     /* everybody here, by id: chain_count of them, a power of two, no more people than that */
    unsigned          chain_count, people;
    char            **composed;    /* of a tile: what has been read of each cell (wild_text.c), or NULL; no part of the state */
};

static inline struct land *land_of(const struct zone *zone)
{
    assert(zone->kind == &zone_land);
    return zone->state;
}

enum land_timer { TIMER_RESET = TIMER_KINDS_FIRST, TIMER_WANDER, TIMER_REMARK, TIMER_LINKLESS, TIMER_FACTS, TIMER_IDLE, TIMER_HOUR,
                  TIMER_DAY, TIMER_ROUND, TIMER_AFFECT, TIMER_SPELL, TIMER_MIND, TIMER_DECAY, TIMER_GROUND, TIMER_HAZARD, TIMER_SIGHT };

/* -- rooms and people -------------------------------------------------------------------------------- */

struct room *land_room(const struct zone *zone, room_id room);           /* NULL if this land has none such */
/* Where that person is, else the room, else the land's first one: never NULL. */
struct room *land_room_beside(const struct zone *zone, room_id room, entity_id beside);
struct character *land_character(const struct zone *zone, entity_id id); /* NULL if he is not here */
/* Who comes after him of all who stand in rooms here, by room and the order of coming in; NULL: the first.  NULL after the last. */
struct character *land_next(const struct zone *zone, const struct character *who);
/* Who stands behind him in the room, for what is done with a whole crowd: who comes then is fetched meanwhile. */
static inline struct character *crowd_next(const struct character *who)
{
    const struct character *behind = who->next == NULL ? NULL : who->next->next;
    if (behind != NULL) {
        __builtin_prefetch(behind->next);
        __builtin_prefetch(behind->player);
        __builtin_prefetch(behind->name);
    }
    return who->next;
}
struct character *character_new(struct zone *zone, entity_id id);        /* in no room yet */
/* Takes him, and all he carries, out of the world; he must be in no room. Leaves NULL. */
ZONE_THREAD void character_free(struct character **character);
ZONE_THREAD void room_enter(struct room *room, struct character *who);
ZONE_THREAD void room_leave(struct character *who);
/* A player's idle time begins anew; idle_heard() also brings him back from the void, and says so. */
void idle_watch(struct character *who);
ZONE_THREAD void idle_heard(struct character *who);
ZONE_THREAD void idle_fire(struct zone *zone);  /* TIMER_IDLE */
/* Players come and go: the land wakes up and falls asleep. */
ZONE_THREAD void land_rouse(struct zone *zone);
/* Of a mobile that has come into an awake land: it wanders, it makes its remarks. */
void mobile_enliven(struct zone *zone, const struct character *who);

const char *character_name(const struct character *who);
const char *pronoun_subject(const struct character *who);   /* he, she, they, it */
const char *pronoun_object(const struct character *who);    /* him, her, them, it */
const char *pronoun_possessive(const struct character *who); /* his, her, their, its */
const char *pronoun_reflexive(const struct character *who); /* himself, herself, themself, itself */
bool character_answers_to(const struct character *who, const char *word);
bool character_is_keeper(const struct zone *zone, const struct character *who);
/* What his prompt flags: "-Knees- >BASH<", or nothing. */
const char *prompt_flags(const struct character *who);
/* The prompt of a player, as net shows it; the caller's reference. */
struct text *character_prompt(struct character *who);

/* -- his lines: waits, aliases, pages ---------------------------------------------------------------- */

bool character_waits(const struct character *who);
/* None of his commands is done before that time, but immediate ones; a wait is never made shorter. */
ZONE_THREAD void character_wait(struct character *who, int64_t until);
/* What net must know of both, with the answer being given to him. */
ZONE_THREAD void habits_answer(const struct character *who, struct slot *slot);
/* The reference is taken over. */
void habits_set(struct character *who, struct text *habits);
void habits_put(struct bytes_writer *writer, const struct player *player);
void habits_take(struct bytes_reader *reader, struct character *who);

/* -- what is hidden (hidden.c) ------------------------------------------------------------------------ */

void room_ways(struct room *room);              /* notes which there are, when the land begins */
/* Is there a way, for whoever does not know more than can be seen? */
bool room_shows(const struct room *room, unsigned direction);
bool item_is_hidden(const struct item *item);   /* it lies there, and nobody has found it */
ZONE_THREAD void room_hide(struct room *room);  /* all of it again */

/* -- things ------------------------------------------------------------------------------------------ */

struct item *item_new(struct zone *zone, proto_id proto, entity_id id);
ZONE_THREAD void item_free(struct item **item);            /* with its contents; it must be nowhere */
/* The only two that move things; both touch the root holder whose records change. */
ZONE_THREAD void item_leave(struct item *item);
ZONE_THREAD void item_enter_room(struct item *item, struct room *room);
ZONE_THREAD void item_enter_bearer(struct item *item, struct character *bearer, enum wear_slot worn);
ZONE_THREAD void item_enter_item(struct item *item, struct item *container);
/* It is eaten, or otherwise no more, with what is in it: told to the books, as far as it was durable.  Leaves NULL. */
ZONE_THREAD void item_use_up(struct zone *zone, struct item **item);
/* Before the lid of a container moves. */
ZONE_THREAD void item_touch(struct item *item);
unsigned items_count(const struct item *first);   /* with what is inside */
unsigned items_depth(const struct item *first);   /* 0: nothing; 2: things in things */
const struct item *item_root(const struct item *item);
/* Carries, or wears, what "area.key" names. */
bool character_has_key(const struct character *who, const char *key);
/* Before anything changes that this part of a player's says; nothing for a mobile. */
ZONE_THREAD void character_touch(struct character *who, enum parcel_part part);
/* The next cut keeps a version of him as he will be then: nothing more may change, unless that is meant too. */
ZONE_THREAD void character_keep(struct character *who);
/* The same, unless there has been one of late. */
ZONE_THREAD void character_keep_seldom(struct character *who);
/* How long he has played, ms. */
int64_t character_played(const struct character *who);

/* -- as bytes ---------------------------------------------------------------------------------------- */

/* A player as a parcel: the parts are written into `writer`, which must outlive the parcel. */
void character_pack(const struct character *who, struct bytes_writer *writer, struct parcel *parcel);
/* The other way: NULL when a part cannot be read (nothing is left behind then). In no room yet. */
ZONE_THREAD struct character *character_unpack(struct zone *zone, const struct parcel *parcel);
void items_put(struct bytes_writer *writer, const struct item *first);  /* all of them */
ZONE_THREAD bool items_take_bearer(struct zone *zone, struct bytes_reader *reader, struct character *bearer);
ZONE_THREAD bool items_take_room(struct zone *zone, struct bytes_reader *reader, struct room *room);
/* A room's floor record: what lies there that players own.  floor_restore() puts it back at boot; false when it does not
 * read to its end: then what could be read lies there. */
void floor_put(struct bytes_writer *writer, const struct room *room);
ZONE_THREAD bool floor_restore(struct zone *zone, struct room *room, const struct text *content);
bool floor_has_durable(const struct room *room);
extern const struct holder_kind player_holder, floor_holder;

/* What others are shown of him: enum directory_flags. */
uint32_t character_seen(const struct character *who);
/* Where the directory and the clients learn of him. */
ZONE_THREAD void character_publish(const struct character *who);

/* -- what people notice ------------------------------------------------------------------------------ */

/* Text for one: into his command's answer if he is just being answered, else sent.  Mobiles hear nothing. */
ZONE_THREAD void tell(struct character *who, const char *format, ...) PRINTF_LIKE(2, 3);
ZONE_THREAD void tell_text(struct character *who, struct text *text);
/* The same for what may begin with the name of a thing or a mobile: a sentence begins with a capital. */
ZONE_THREAD void tell_sentence(struct character *who, const char *format, ...) PRINTF_LIKE(2, 3);
/* Everybody in the room who is awake, save one or two. Formatted once, as a sentence. */
ZONE_THREAD void tell_room(struct room *room, const struct character *save, const struct character *and_save, const char *format, ...)
    PRINTF_LIKE(4, 5);
ZONE_THREAD void tell_land(struct zone *zone, const struct character *save, const char *format, ...) PRINTF_LIKE(3, 4);

/* -- doing ------------------------------------------------------------------------------------------- */

enum walked { WALKED, NO_EXIT, DOOR_SHUT, TOO_TIRED, TOO_LOW, NO_PASSAGE, SLIPPED, ROOM_FULL, LEFT_ZONE };
/* One step of one character within the land; LEFT_ZONE means the exit leads over the border and nothing
 * has happened yet.  *exit is the exit tried, or NULL. */
ZONE_THREAD enum walked character_walk(struct character *who, enum direction direction, const struct exit_proto **exit);
/* The whole of going: the step or the border, what everybody sees of it, and who follows. */
ZONE_THREAD void character_go(struct character *who, enum direction direction);
const char *room_refuses(const struct room *room);  /* NULL, or why no player more fits */
ZONE_THREAD void look_at_room(struct character *who);
ZONE_THREAD void glance_at_room(struct character *who);  /* without its text */
/* The same on the way: without the room's text, if that is how he wants it. */
ZONE_THREAD void look_in_passing(struct character *who);
/* A door, both sides of it, wherever the other side is. */
ZONE_THREAD void door_set(struct room *room, enum direction direction, enum door_state state);
/* Sends players on their way to another zone, in this order.  If the command being answered is the first
 * one's, its slot goes along and is answered over there. */
ZONE_THREAD struct message *depart(struct zone *zone, struct character **leaving, unsigned count, zone_id to, room_id room,
                       enum direction direction, unsigned flags);
/* Moves one player to a room anywhere, or to where somebody is (`beside`, if he is in that zone), as a keeper's will. */
ZONE_THREAD void character_teleport(struct character *who, zone_id zone, room_id room, entity_id beside);
/* With the players who follow him, to a room that no exit leads to; `leaves` is what the others see, flags: ARRIVE_ABOARD
 * or ARRIVE_ASHORE. */
ZONE_THREAD void character_cross(struct character *who, zone_id zone, room_id room, const char *leaves, unsigned flags);
/* Leaves the game: travels to his registry. */
ZONE_THREAD void character_quit(struct character *who, enum quit_reason reason);

/* -- the land's own bytes (zone_encode) ------------------------------------------------------------- */

/* A mobile by itself: with all that is upon it and all it carries.  land_person_take() puts it into the room; NULL when the
 * bytes are no mobile's, and nothing is left behind then. */
struct text *land_person_text(const struct character *who);
ZONE_THREAD struct character *land_person_take(struct zone *zone, const struct text *bytes, struct room *room);
ZONE_THREAD void land_begin(struct zone *zone);
ZONE_THREAD void land_end(struct zone *zone);
ZONE_THREAD void land_reset(struct zone *zone);
void land_encode(const struct zone *zone, struct bytes_writer *writer);
ZONE_THREAD bool land_decode(struct zone *zone, struct bytes_reader *reader);

#endif
