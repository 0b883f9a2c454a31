/* zones/travel.h -- moving a person, with all he carries, from one zone to another.
 *
 *   sender                                          receiver
 *   character leaves the room, becomes a parcel
 *   (bytes) and a stub       ---- ARRIVE ---->      refuse? no: admit, publish the place, greet
 *   mail for him: behind it  ---- ...    ---->      yes: from the first refusal on, all stay outside
 *   stub dies after a while, <--- ADMITTED ---      (so many came in; why the next did not)
 *   or he is settled back
 *
 * A parcel is in exactly one place: until ADMITTED came back the sender's stub keeps the same bytes and
 * records them in a cut; the receiver's copy has a higher version and wins where a cut has both.  Quitting
 * is travel to the registry, entering the game is travel from it.
 *
 * Mail for a traveller is sent on behind the parcel, on the same path.  When he was refused it comes
 * back; the stub counts it, and until all of it is back newer mail is parked, so that it stays in order. */
#ifndef ZONES_TRAVEL_H
#define ZONES_TRAVEL_H

#include "core/bytes.h"
#include "core/message.h"
#include "core/slot.h"
#include "zones/holder.h"

struct zone;
struct timer;
struct lookup;

enum arrive_flags {
    ARRIVE_FORCED  = 1,   /* whatever the crowd and the doors: entering the game, a keeper's will */
    ARRIVE_LOGIN   = 2,   /* from the registry */
    ARRIVE_QUIT    = 4,   /* to the registry */
    ARRIVE_SUDDEN  = 8,   /* not through an exit: appears out of nowhere */
    ARRIVE_ABOARD  = 32,  /* over the gangplank of a ferry ... */
    ARRIVE_ASHORE  = 64,  /* ... and back */
    ARRIVE_RETURN  = 16,  /* somebody whose destination is gone: room falls back to the temple */
};

/* A person as bytes: what all zones must know, and three records they need not look into. */
enum parcel_part { PART_PLACE, PART_BODY, PART_HOLDINGS, PARCEL_PARTS };
/* One more bit of `dirty`: a version of him is to be kept, which is a record of all three (zones/version.h). */
enum { PARCEL_WAS = PARCEL_PARTS, PARCEL_RECORDS };
struct parcel {
    entity_id  who;
    char       name[NAME_SIZE];
    char       account[NAME_SIZE];
    session_id session;
    uint32_t   generation;      /* of presence: raised by the registry at every grant */
    uint64_t   version;         /* of ownership: raised by every zone that admits him */
    uint8_t    dirty;           /* bit n: part n is newer than the store; bit PARCEL_WAS */
    uint8_t    quitting;        /* enum quit_reason below */
    entity_id  leader;          /* whom he follows, or none */
    entity_id  group, group_leader;
    uint32_t   group_version;
    bool       group_subleader;
    bool       saving;          /* asked for `save`, waits for the next cut */
    uint64_t   saved_epoch;     /* ... and now for this epoch to be durable */
    bool       watched;         /* his client shows facts */
    bool       reader;          /* ... or reads aloud */
    int64_t    linkless_since;  /* world ms, 0 with a connection */
    int64_t    waits_until;     /* world ms: his commands are not done before */
    uint32_t   kept;            /* bit PARCEL_WAS: the number of that version ... */
    int64_t    kept_at;         /* ... and world ms of when he was so */
    const uint8_t *part[PARCEL_PARTS];  /* borrowed from the bytes they were read from */
    uint32_t   length[PARCEL_PARTS];
    const uint8_t *told;        /* what he was told lately, and what he is writing, borrowed too; no record */
    uint32_t   told_length;
};
enum quit_reason { QUIT_NOT, QUIT_ASKED, QUIT_LINKLESS };

void parcel_put(struct bytes_writer *writer, const struct parcel *parcel);  /* u32 length, then its bytes */
bool parcel_take(struct bytes_reader *reader, struct parcel *parcel);
/* "place:ada" and its kin. */
void parcel_record_name(char name[KEY_SIZE], enum parcel_part part, const char *character);
/* Emits a RECORD for every dirty part. */
ZONE_THREAD void parcel_cut(struct zone *zone, const struct parcel *parcel);

enum stub_state { STUB_TRAVELLING, STUB_GONE, STUB_RETURNED };
struct stub {
    struct stub *next;
    entity_id    who;
    uint64_t     convoy;
    uint32_t     position;      /* in the convoy, from 0 */
    uint8_t      state;         /* enum stub_state */
    struct holder holder;       /* what a cut must still write while he travels */
    zone_id      to;
    room_id      old_room;
    uint32_t     forwarded;     /* mail sent behind him that has not come back (STUB_RETURNED waits for it) */
    struct text *parcel;        /* his bytes */
    struct message_list parked;
};

struct travel {
    struct stub *stubs;         /* oldest first */
    uint32_t     under_way;     /* how many of them are in state STUB_TRAVELLING */
    uint64_t     convoys;
};

/* One who sets out: travel_send() makes the stub, the caller has already taken him out of the room. */
struct setting_out {
    struct text *parcel;        /* as parcel_put() wrote it; one reference, taken over */
    room_id      old_room;
};
/* Sends a convoy, first in the array first.  slot: of the first one's command in flight, or NULL.  Gives the
 * ARRIVE it emitted, for the caller to add where exactly he wants to be. */
ZONE_THREAD struct message *travel_send(struct zone *zone, struct setting_out *travellers, unsigned count, zone_id to, room_id room,
                            unsigned direction, unsigned flags, struct slot *slot);
/* These take the message over. */
ZONE_THREAD void travel_arrive(struct zone *zone, struct message *message);
ZONE_THREAD void travel_admitted(struct zone *zone, struct message *message);
/* Personal mail for somebody who is here: applied, or parked behind mail that is still coming back. */
ZONE_THREAD void travel_deliver(struct zone *zone, struct message *message, const struct lookup *lookup);
/* Personal mail for somebody who is not: behind him, or on to wherever he is now. */
ZONE_THREAD void travel_mail(struct zone *zone, struct message *message);
/* Is he on his way out of this zone, not yet admitted elsewhere? */
bool travel_under_way(const struct zone *zone, entity_id who);
ZONE_THREAD void travel_fire(struct zone *zone, const struct timer *timer);  /* TIMER_STUB */
void travel_encode(const struct travel *travel, struct bytes_writer *writer);
bool travel_decode(struct zone *zone, struct bytes_reader *reader);
void travel_free(struct travel *travel);

enum { TIMER_STUB = 1, TIMER_KINDS_FIRST = 16 };  /* kinds below 16 belong to every zone */

#endif
