/* zones/registry_state.h -- what a registry zone holds; private to zones/registry*.c.
 *
 *   registry.c            the zone kind, who hears what, requests to the store, the state as bytes
 *   registry_account.c    accounts in memory, the questions about them
 *   registry_change.c     what changes an account: committed first, then true, then told
 *   registry_delete.c     the end of a character, with all he leaves behind
 *   registry_restore.c    a character as he was earlier
 *   registry_record.c     accounts as records, and as bytes of the state
 *   registry_name.c       names: reserving one for a new character
 *   registry_presence.c   who plays: entering, take-over, coming to rest
 *   registry_kin.c        bloodlines: what an heir has earned gets to his ancestor */
#ifndef ZONES_REGISTRY_STATE_H
#define ZONES_REGISTRY_STATE_H

#include "zones/registry.h"
#include "zones/sorted.h"
#include "zones/tries.h"
#include "zones/zone.h"

enum {
    ACCOUNT_WAITING_MAX = 16,       /* questions behind one load; the next is told BUSY */
    RECORD_BYTES_MOST = 1 << 24,    /* of one record from the store */
    CHARACTERS_MOST = 256,          /* of one account, in a record; more is damage */
    TOKENS_MAX = 4,                 /* of one account: a further one makes the oldest void */
    TOKEN_HASH_SIZE = 72,           /* 64 hex digits with their NUL */
};

struct account_character {
    char      name[NAME_SIZE];      /* as shown: Ada */
    entity_id id;
};

struct account_token {
    char    hash[TOKEN_HASH_SIZE];
    int64_t expires;                /* world ms */
};

enum account_state {
    ACCOUNT_LOADING,                /* its record was asked for */
    ACCOUNT_ABSENT,                 /* there is none; only while questions are being answered */
    ACCOUNT_MAKING,                 /* its first record is on its way to the store */
    ACCOUNT_KNOWN,
    ACCOUNT_STATES,
};
enum presence { PRESENCE_OFFLINE, PRESENCE_LOADING, PRESENCE_PLAYING, PRESENCES };

struct account {
    char         name[NAME_SIZE];   /* folded */
    uint8_t      state;             /* enum account_state */
    struct text *hash;              /* of the password */
    int64_t      created;           /* seconds of world time */
    struct account_character *characters;   /* in the order they were made */
    unsigned     count;
    char         active[NAME_SIZE]; /* the one who played last, as shown; empty for none */
    struct account_token tokens[TOKENS_MAX];   /* the oldest first */
    unsigned     token_count;
    bool         aloud;             /* a screen reader reads: the menu too is plain */
    uint8_t      presence;          /* enum presence */
    entity_id    who;               /* PLAYING: the character */
    uint32_t     generation;        /* of the latest grant */
    struct message *making;         /* the question, while the account is made or changed */
    entity_id    making_id;         /* of a new character, once its name is reserved */
    int64_t      making_at;         /* world ms at which the change was sent to the store */
    bool         unnoted;           /* `active` or `aloud` is newer than the record, which could not be written just then */
    struct message *entering;       /* LOADING: the question */
    bool         settling;          /* the bloodline of `kin` is looked at; nobody enters the game meanwhile */
    char         kin[NAME_SIZE];    /* folded, as the next two */
    char         kin_loading[NAME_SIZE];    /* whose records the store was asked for; empty: nobody's */
    char         kin_next[NAME_SIZE];       /* came to rest meanwhile: his line comes next; empty: nobody's */
    struct message *kin_asking;     /* KIN_ASK of him who waits for that; NULL: nobody */
    struct message_list waiting;    /* questions behind the load of the account, or its making */
};

/* A name that somebody is just taking. */
struct claim {
    char            name[NAME_SIZE];   /* folded */
    struct message *ask;
};

/* A character who left the game and may not yet be in the store. */
struct resting {
    entity_id    who;
    char         account[NAME_SIZE];
    struct text *parcel;
    struct holder holder;           /* what a cut must still write; the parcel's own `dirty` is not used */
    uint64_t     epoch;             /* nothing is dirty: the cut that wrote him */
};

enum pending_kind {
    PENDING_ACCOUNT_LOAD, PENDING_ACCOUNT_SAVE, PENDING_CHANGE_SAVE, PENDING_NOTE_SAVE, PENDING_PARTS_LOAD, PENDING_NAME_LOAD,
    PENDING_NAME_SAVE, PENDING_KNOW_LOAD, PENDING_FAREWELL_LOAD, PENDING_OWNER_LOAD, PENDING_RESTORE_LOAD,
    PENDING_KIN_LOAD, PENDING_KINDS,
};
/* What the store was asked.  Numbers only grow, so the list is in their order. */
struct pending {
    uint64_t request;
    uint8_t  kind;                  /* enum pending_kind */
    char     name[NAME_SIZE];       /* the account's or the claim's */
};

struct registry {
    struct sorted accounts;         /* by name */
    struct sorted claims;           /* by name */
    struct sorted resting;          /* by id */
    struct sorted pending;          /* by request */
    struct tries  tries;            /* of passwords, by account */
    struct message_list naming;     /* keepers' questions about a name whose owner is just being looked up */
    struct restore *restoring;      /* NULL: none, or all is known; zones/restore.h */
    char          restored[NAME_SIZE];  /* the account that is of */
    uint64_t      walk;             /* the WALK under way, not yet ended; 0: none */
    bool          parting;          /* a deletion, or a restore, is on its way to the store, and with it ... */
    struct books  parted;           /* ... the zone's books as they will be then */
    uint64_t      requests;         /* the last number given out */
    uint32_t      grants;           /* the last generation given out */
    uint64_t      durable;          /* the last epoch told to be in the store */
};

/* -- registry.c -- */
/* Asks the store; what it says comes back by the kind's row of a table: `failed` when it did not answer, and `records` that
 * have failed when one of them is damaged.  names, records: references, taken over. */
ZONE_THREAD void registry_load(struct zone *zone, enum pending_kind kind, const char *name, struct text *names);
ZONE_THREAD void registry_save(struct zone *zone, enum pending_kind kind, const char *name, struct text *records);
/* Answers a question (taken over), giving back its slot if it still has one.  value: a reference, taken over. */
ZONE_THREAD void registry_answer(struct zone *zone, struct message *ask, enum registry_verdict verdict, struct text *value);
ZONE_THREAD void registry_close(struct zone *zone, struct slot *slot, const char *words);

/* -- registry_account.c -- */
bool account_take(struct zone *zone, struct bytes_reader *reader);  /* as account_encode() wrote it */
ZONE_THREAD void account_asked(struct zone *zone, struct message *ask);     /* takes the question over */
ZONE_THREAD void account_loaded(struct zone *zone, const char *name, bool failed, struct bytes_reader *records);
ZONE_THREAD void account_saved(struct zone *zone, const char *name, bool failed, struct bytes_reader *records);
struct account *account_find(const struct zone *zone, const char *name);
struct account_character *account_character(const struct account *account, const char *name);
struct account_character *account_character_id(const struct account *account, entity_id who);
void account_add_character(struct account *account, const char *name, entity_id id);
struct text *account_names(const struct account *account);                  /* one a line */
/* Forgets it when nobody asks and nobody plays.  The account may be gone afterwards. */
void account_settle(struct zone *zone, struct account *account);
void account_free(struct account *account);

/* -- registry_change.c -- */
/* Why a change is not made. */
struct refusal {
    bool                  refused;
    enum registry_verdict verdict;
    struct text          *words;
};
struct refusal refuse(enum registry_verdict verdict, struct text *words);
/* A question that changes the account, whose `making` is free and which takes it over: asks the store.  Gone when refused. */
ZONE_THREAD void change_asked(struct zone *zone, struct account *account, struct message *ask);
/* `making` is set, and all that must be known for it is known. */
ZONE_THREAD void change_save(struct zone *zone, struct account *account);
/* The change is not to be: its question is answered. */
ZONE_THREAD void change_give_up(struct zone *zone, struct account *account, enum registry_verdict verdict, struct text *words);
ZONE_THREAD void change_saved(struct zone *zone, const char *name, bool failed, struct bytes_reader *records);
/* Is that character being deleted just now? */
bool change_deletes(const struct account *account, const char *name);
/* Who plays, and whether all is read aloud, is remembered, without anybody waiting for it. */
ZONE_THREAD void account_note_active(struct zone *zone, struct account *account, const char *name);
ZONE_THREAD void account_note_reader(struct zone *zone, struct account *account, bool aloud);
ZONE_THREAD void account_noted(struct zone *zone, const char *name, bool failed, struct bytes_reader *records);

/* -- registry_delete.c: the row of that change, and what comes back on the way -- */
struct refusal delete_refuse(const struct zone *zone, const struct account *account, const struct message *ask);
ZONE_THREAD void delete_begin(struct zone *zone, struct account *account);
void delete_apply(struct account *account, const struct message *ask, const struct options *options);
ZONE_THREAD void delete_put(struct zone *zone, const struct account *account, struct bytes_writer *records);
ZONE_THREAD void delete_saved(struct zone *zone, const struct account *account, const struct message *making, bool failed);
/* His mail stands still: its records go with the others. */
ZONE_THREAD void delete_box_answered(struct zone *zone, const struct msg_box_answer *answer);
ZONE_THREAD void farewell_loaded(struct zone *zone, const char *name, bool failed, struct bytes_reader *records);

/* -- registry_restore.c: likewise -- */
ZONE_THREAD void restore_asked(struct zone *zone, struct message *ask);     /* takes the question over */
ZONE_THREAD void restore_owner_loaded(struct zone *zone, const char *name, bool failed, struct bytes_reader *records);
struct refusal restore_refuse(const struct zone *zone, const struct account *account, const struct message *ask);
ZONE_THREAD void restore_begin(struct zone *zone, struct account *account);
ZONE_THREAD void restore_loaded(struct zone *zone, const char *name, bool failed, struct bytes_reader *records);
ZONE_THREAD void restore_walked(struct zone *zone, struct message *message);    /* takes it over */
void restore_apply(struct account *account, const struct message *ask, const struct options *options);
void restore_put(struct zone *zone, const struct account *account, struct bytes_writer *records);
ZONE_THREAD void restore_saved(struct zone *zone, const struct account *account, const struct message *making, bool failed);
/* Nobody waits at a menu for it: the keeper is told.  Takes over both. */
ZONE_THREAD void restore_answer(struct zone *zone, struct message *ask, enum registry_verdict verdict, struct text *words);
/* Is that character being brought back just now? */
bool change_restores(const struct account *account, const char *name);

/* -- registry_record.c -- */
/* Appends its record to a SAVE. */
void account_put_record(struct bytes_writer *records, const struct account *account);
/* Fills an account, of which only the name is known, from its record; false if that does not read. */
bool account_take_record(struct account *account, const struct text *content);
void account_encode(const struct account *account, struct bytes_writer *writer);
/* All but the name. */
void account_decode(struct account *account, struct bytes_reader *reader);

/* -- registry_name.c -- */
/* Asks for the name of the new character; when it is reserved the account's change is saved. */
ZONE_THREAD void character_reserve(struct zone *zone, struct account *account);
ZONE_THREAD void character_name_answered(struct zone *zone, struct message *answer);
ZONE_THREAD void name_asked(struct zone *zone, struct message *ask);        /* takes the question over */
ZONE_THREAD void name_loaded(struct zone *zone, const char *name, bool failed, struct bytes_reader *records);
ZONE_THREAD void know_asked(struct zone *zone, struct message *ask);        /* takes the question over */
ZONE_THREAD void know_loaded(struct zone *zone, const char *name, bool failed, struct bytes_reader *records);
ZONE_THREAD void name_saved(struct zone *zone, const char *name, bool failed, struct bytes_reader *records);
/* Whose the name is, by its record; false if that does not read. */
bool name_take_record(const struct text *content, char account[NAME_SIZE], entity_id *id);
void claim_free(struct claim *claim);
void claim_encode(const struct claim *claim, struct bytes_writer *writer);
bool claim_decode(struct zone *zone, struct bytes_reader *reader);

/* -- registry_presence.c -- */
ZONE_THREAD void presence_asked(struct zone *zone, struct account *account, struct message *ask);
ZONE_THREAD void presence_loaded(struct zone *zone, const char *name, bool failed, struct bytes_reader *records);
ZONE_THREAD void presence_takeover(struct zone *zone, struct message *message);   /* of one who rests here */
ZONE_THREAD void presence_admit(struct zone *zone, const struct parcel *parcel, const struct message *arrive, struct slot *slot);
ZONE_THREAD void presence_settle(struct zone *zone, const struct parcel *parcel, const struct stub *stub, const char *reason,
                                 struct slot *slot);
ZONE_THREAD void presence_durable(struct zone *zone, uint64_t epoch);
bool presence_holds(const struct zone *zone, entity_id who);
struct resting *resting_find(const struct zone *zone, entity_id who);      /* NULL: he is not in memory here */
/* The parcel's parts stay borrowed from the resting one; what of it is dirty, its holder knows. */
void resting_read(const struct resting *resting, struct parcel *parcel);
ZONE_THREAD void resting_add(struct zone *zone, const struct parcel *parcel);
/* He has another body record from now on. */
ZONE_THREAD void resting_change(struct zone *zone, struct resting *resting, const struct text *body);
/* As `parts` of the store say: the parcel borrows from them. */
void parcel_of_parts(struct parcel *parcel, const struct account *account, const struct account_character *character,
                     struct text *const parts[PARCEL_PARTS]);
/* The parts as LOADED brought them, a reference each, to be given back; false when one is missing. */
bool parts_take(struct bytes_reader *records, struct text *parts[PARCEL_PARTS]);
ZONE_THREAD void parts_load(struct zone *zone, enum pending_kind kind, const struct account *account, const char *name);
/* Those of the account that the store has all of are not kept in memory any more. */
ZONE_THREAD void presence_forget(struct zone *zone, const struct account *account);
void resting_free(struct resting *resting);
void resting_encode(const struct resting *resting, struct bytes_writer *writer);
bool resting_decode(struct zone *zone, struct bytes_reader *reader);

/* -- registry_kin.c -- */
/* Is there a bloodline in that body record? */
bool kin_there(const void *body, size_t length);
/* Everything that is due in the line of that character of the account gets to whom it is due; then who is `entering` enters. */
ZONE_THREAD void kin_settle(struct zone *zone, struct account *account, const char *name);
/* He has just come to rest: the same, if there is anything. */
ZONE_THREAD void kin_rests(struct zone *zone, struct account *account, const struct parcel *parcel);
ZONE_THREAD void kin_loaded(struct zone *zone, const char *name, bool failed, struct bytes_reader *records);
ZONE_THREAD void kin_asked(struct zone *zone, struct message *message);    /* takes it over */

#endif
