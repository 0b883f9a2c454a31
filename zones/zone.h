/* zones/zone.h -- a zone is a state machine.
 *
 * Everything that can change lives in exactly one zone, and changes only inside zone_apply(zone, input).
 * In there nothing reads the real clock, real dice, a socket, a file or anything RCU: look-ups happen
 * before, on the worker, and their results travel in the input.  Same state, same inputs: same state and
 * same emissions, whatever the thread, the compiler or the machine.
 *
 *                 +---------------------------- zone ----------------------------+
 *    input  --->  |  timers due at or before T fire, in order of (due, creation) |  ---> emissions, in order:
 *   (T, message,  |  then the message is applied by the zone's kind              |       mail, replies, text,
 *    what was     |  land, login, registry, groups, channels, boxes              |       records of a cut
 *    looked up)   +--------------------------------------------------------------+
 *
 * A zone belongs to one worker at a time; only that worker may call anything here (zone_new, zone_free,
 * zone_decode: main, before workers start or after they ended).  It can be handed to another worker, or
 * another process, as it stands. */
#ifndef ZONES_ZONE_H
#define ZONES_ZONE_H

#include "config/options.h"
#include "core/dice.h"
#include "core/directory.h"
#include "core/message.h"
#include "core/rules.h"
#include "core/slot.h"
#include "zones/book.h"
#include "zones/holder.h"
#include "zones/timers.h"
#include "zones/travel.h"
#include "zones/world/purse.h"
#include "zones/world/world.h"

enum zone_kind { ZONE_LAND, ZONE_LOGIN, ZONE_REGISTRY, ZONE_GROUPS, ZONE_CHANNELS, ZONE_BOXES, ZONE_KINDS };

/* What a worker looks up for a message before it is applied. */
enum lookup_kind {
    LOOKUP_NOTHING,
    LOOKUP_PLAYER,   /* the player named by the first word of the line: `sighting` */
    LOOKUP_TARGET,   /* the player named by the last word of the line: `sighting` */
    LOOKUP_REPLY,    /* the player who spoke to this session last: `sighting` */
    LOOKUP_WHO,      /* everybody online: `text`, lines for `who` */
    LOOKUP_SESSIONS, /* whoever listens to the channel and does not ignore the speaker: `hearers` */
    LOOKUP_ZONES,    /* which worker runs what: `text` */
    LOOKUP_THREADS,  /* the threads and their figures: `text` */
    LOOKUP_AREA,     /* who is in the other tiles of the area: `text`, a line each; NULL in an area that is one zone */
};

struct lookup {
    uint8_t         kind;     /* enum lookup_kind */
    bool            found;
    bool            ignored;  /* whoever was found wants to hear nothing of who asks */
    struct sighting sighting;
    struct text    *text;     /* one reference, the input's */
    struct hearer  *hearers;  /* memory of the input's */
    unsigned        hearer_count;
};

struct input {
    int64_t         now;      /* T, world ms; never less than that of the input before */
    struct message *message;  /* the zone's once applied: it frees it or emits it again */
    struct lookup   lookup;
};

/* What everybody shares and nobody changes; given to every zone at its birth. */
struct setting {
    const struct world   *world;
    const struct options *options;
    const struct book    *book;          /* help, socials, channels; NULL: none of them */
    const struct rules   *rules;         /* races, classes, skills and their kin */
    uint32_t              incarnation;   /* of ids made from now on */
    uint64_t              seed;          /* of all dice; a zone adds its number */
    unsigned              zones;         /* zones are numbered 1 .. zones: lands, then pseudo-zones */
    zone_id               login_first, registry_first, groups_first, channels_first, boxes_first;
    unsigned              login_count, registry_count, groups_count;
    unsigned              channels_count; /* 0: nobody can speak on a channel */
    const char *const    *barred;        /* characters not to be let in, NULL-terminated; NULL: nobody (core/deaths.h) */
    unsigned              broken;        /* enum cut_rule: 0 but in the simulator */
    unsigned              boxes_count;    /* 0: there is no post, and no board can be read */
};

/* Numbers the zones of a setting whose world and counts are filled: lands, login, registry, groups, channels, boxes. */
void setting_number(struct setting *setting);

struct zone;
struct zone_kind_table {
    const char *name;
    void (*begin)(struct zone *zone);                                  /* makes zone->state */
    void (*end)(struct zone *zone);
    void (*apply)(struct zone *zone, struct message *message, const struct lookup *lookup);
    void (*fire)(struct zone *zone, const struct timer *timer);
    enum lookup_kind (*lookup)(const struct zone *zone, const struct message *message);
    /* Travel: may this traveller come in?  NULL, or why not.  Then he is in: `admit` takes his parcel, and the
     * slot, if there is one and he owns it, to answer.  `settle` is `admit` for one of our own who was turned back. */
    const char *(*refuse)(struct zone *zone, const struct parcel *parcel, const struct message *arrive);
    void (*admit)(struct zone *zone, const struct parcel *parcel, const struct message *arrive, struct slot *slot);
    void (*settle)(struct zone *zone, const struct parcel *parcel, const struct stub *stub, const char *reason, struct slot *slot);
    /* Personal mail for somebody who is here (holds() said so). */
    bool (*holds)(const struct zone *zone, entity_id who);
    void (*encode)(const struct zone *zone, struct bytes_writer *writer);
    bool (*decode)(struct zone *zone, struct bytes_reader *reader);
};
extern const struct zone_kind_table zone_land, zone_login, zone_registry, zone_groups, zone_channels, zone_boxes;

struct zone {
    uint32_t              type;          /* ZONE_TYPE while it lives */
    zone_id               id;
    const struct setting *setting;
    const struct zone_kind_table *kind;
    const struct area    *area;          /* of a land; NULL else */
    char                  key[32];       /* "midgaard", "registry.2": for logs and keepers */

    /* The state: encoded, hashed, handed over. */
    int64_t       now;
    uint64_t      inputs;                /* applied so far */
    uint64_t      ids;                   /* the last counter given out */
    struct dice   dice;
    struct timers timers;
    struct travel travel;                /* stubs, the convoy counter */
    struct books  books;                 /* of coins that came into being or ended here */
    struct holder books_holder;          /* of their record */
    struct holders holders;              /* what the next cut must write, and what the open one still has to */
    bool          awake;                 /* timers are worth a worker's alarm */
    bool          has_savers;            /* somebody waits to hear that an epoch is durable */
    void         *state;                 /* the kind's */

    /* Only while an input is applied. */
    struct slot        *slot;            /* the command being answered, or NULL */
    struct bytes_writer said;            /* what has been said to its session so far */
    struct bytes_writer phrase;          /* where a sentence or a prompt is put together before it is a text */
    struct message_list out;             /* emissions, for the worker to take afterwards */
    struct text        *telling;         /* what hearers are being told, one after the other; NULL: nothing */
    session_id         *hearers;         /* who has been, and is not in `out` yet */
    unsigned            hearer_count, hearer_room;
    int64_t            *rounds_due;      /* of the fighters' rounds that came with it: when each was due, for the worker's figures */
    unsigned            rounds, rounds_room;

    /* The worker's notes; no game code reads them. */
    struct zone *next_in_shard;
    uint64_t     recorded;               /* entries written to a recording */
};
enum { ZONE_TYPE = 0x5a4f4e45 };

MAIN_THREAD struct zone *zone_new(const struct setting *setting, zone_id id);
MAIN_THREAD void zone_free(struct zone **zone);
ANY_THREAD enum zone_kind zone_kind_of(const struct setting *setting, zone_id id);
/* An area's key, or what a pseudo-zone is and which of them: registry.2. */
ANY_THREAD void zone_words(const struct setting *setting, zone_id id, char *words, size_t size);

/* Applies one input.  Afterwards zone->out holds what it emitted; the caller takes it. */
ZONE_THREAD void zone_apply(struct zone *zone, struct input *input);
ZONE_THREAD enum lookup_kind zone_lookup(const struct zone *zone, const struct message *message);
/* When the worker must apply a TICK though nothing comes in; INT64_MAX: not needed (asleep, or no timers). */
ZONE_THREAD int64_t zone_due(const struct zone *zone);

/* The whole state, canonical: equal states give equal bytes. zone_decode() fills a fresh zone; false (and
 * a zone fit only for zone_free) when the bytes do not check. */
void zone_encode(const struct zone *zone, struct bytes_writer *writer);
bool zone_decode(struct zone *zone, struct bytes_reader *reader);
uint64_t zone_hash(const struct zone *zone);

/* -- for the kinds and the commands, inside zone_apply only ------------------------------------------ */

ZONE_THREAD entity_id zone_new_id(struct zone *zone);
/* Hands a message to the worker, which posts it after the input, in order.  Mail with `about` and no
 * `to` is addressed to a person: the worker asks the directory where he is. */
ZONE_THREAD void zone_emit(struct zone *zone, struct message *message);
/* Who is being told something is in `out` from now on: at the end of each input by itself. */
ZONE_THREAD void zone_hearers_told(struct zone *zone);
ZONE_THREAD struct message *zone_mail(struct zone *zone, enum message_type type, zone_id to, entity_id about);
/* Sends personal mail on to wherever its person is, or, after too many hops, back to its sender. */
ZONE_THREAD void zone_send_on(struct zone *zone, struct message *message, zone_id to);
/* Personal mail that nobody can be found for: its sender is told, a slot is answered. Takes the message. */
ZONE_THREAD void zone_mail_lost(struct zone *zone, struct message *message);

/* Answering the slot: zone_answer_begin, any number of zone_say, zone_answer_end.  What a slot brought
 * along in ->reply (said by the zone it came from) stays in front. */
ZONE_THREAD void zone_answer_begin(struct zone *zone, struct slot *slot);
ZONE_THREAD void zone_say(struct zone *zone, const char *format, ...) PRINTF_LIKE(2, 3);
ZONE_THREAD void zone_vsay(struct zone *zone, const char *format, va_list arguments) PRINTF_LIKE(2, 0);
ZONE_THREAD void zone_say_bytes(struct zone *zone, const char *bytes, size_t length);
/* Sends it: prompt (a reference of the caller's is taken over; NULL leaves it), what comes next, where the session is now. */
ZONE_THREAD void zone_answer_end(struct zone *zone, struct text *prompt, enum slot_next next, zone_id place, entity_id who);
/* Gives the slot away unanswered, with what has been said so far in it (travel does that). */
ZONE_THREAD struct slot *zone_answer_detach(struct zone *zone);
/* Text for a session that did not ask. Takes over neither. NO_SESSION is fine and does nothing. */
/* The same text for one after the other, without a prompt, goes out as one message for each net (TELLS). */
ZONE_THREAD void zone_tell(struct zone *zone, session_id session, struct text *text, struct text *prompt);

/* A record of the cut. content: one reference, taken over; NULL is a tombstone. */
ZONE_THREAD void zone_record(struct zone *zone, const char *name, uint64_t version, struct text *content);

/* Which pseudo-zone keeps an account or a name, and which a group. */
zone_id setting_registry(const struct setting *setting, const char *name);
zone_id setting_groups(const struct setting *setting, entity_id group_or_leader);
/* Which pseudo-zone numbers the lines of a channel; NO_ZONE if there are none. */
zone_id setting_channels(const struct setting *setting, const char *channel);
/* Which pseudo-zone keeps a box, see zones/boxes.h; NO_ZONE if there are none. */
zone_id setting_boxes(const struct setting *setting, const char *box);
/* Names compare folded: ASCII letters to lower case. */
void name_fold(char folded[NAME_SIZE], const char *name);
/* ASCII letters, NAME_LENGTH_MIN to NAME_LENGTH_MAX. */
bool name_fits(const char *name);

#endif
