/* zones/box.h -- boxes of letters as data: what stands in them, as records, and as bytes of the state.
 * Private to zones/box*.c; entered by the worker that runs the boxes zone. */
#ifndef ZONES_BOX_H
#define ZONES_BOX_H

#include "core/message.h"
#include "zones/boxes.h"
#include "zones/sorted.h"
#include "zones/tries.h"
#include "zones/zone.h"

struct letter {
    uint32_t     number;
    bool         read;
    bool         dirty;              /* its record is not written yet */
    char         author[NAME_SIZE];
    char         account[NAME_SIZE];
    struct text *subject, *words;    /* a reference each; NULL while only the number is known */
    int64_t      when;               /* world ms */
};

enum box_state { BOX_ASKED, BOX_LETTERS_ASKED, BOX_KNOWN, BOX_STATES };
enum box_owner { OWNER_UNASKED, OWNER_ASKED, OWNER_THERE, BOX_OWNERS };

struct box {
    char           key[BOX_KEY_SIZE];
    uint8_t        state;            /* enum box_state */
    uint8_t        owner;            /* enum box_owner: of mail, does the character exist? */
    bool           frozen;           /* its owner is just being deleted */
    uint8_t        withheld;         /* frozen: what a cut must write once it thaws */
    struct holder  holder;           /* in a zone's list while a cut must write it: bit 0, for all its records that changed */
    entity_id      who;              /* OWNER_THERE: the owner */
    uint64_t       request;          /* the LOAD under way */
    uint64_t       used;             /* the number of the latest question */
    uint32_t       last;             /* the last number given out */
    unsigned       count;
    struct letter *letters;          /* numbers ascending */
    unsigned       gone_count;
    uint32_t      *gone;             /* removed letters whose tombstones the next cut writes */
    struct message_list waiting;     /* questions, the oldest first */
};

/* What a boxes zone holds. */
struct boxes {
    struct sorted list;              /* by key */
    struct tries  written;           /* letters of late, by account */
    uint64_t      requests;          /* the last number given out, of a LOAD */
    uint64_t      asked;             /* questions so far: what was used when */
};

struct box *box_new(const char *key);
void box_free(struct box *box);
/* For zones/sorted.h. */
int box_order(const void *box, const void *key);

struct letter *box_letter(const struct box *box, uint32_t number);   /* NULL: there is none */
unsigned box_unread(const struct box *box);
/* Before anything of it changes. */
ZONE_THREAD void box_touch(struct zone *zone, struct box *box);
/* Behind all others, with the next number; texts are referenced. */
void box_add(struct box *box, const struct msg_box_ask *ask, int64_t now);
void box_remove(struct box *box, struct letter *letter);
/* No cut writes it from here on: the open one has what it needs.  And the way back. */
ZONE_THREAD void box_freeze(struct zone *zone, struct box *box);
ZONE_THREAD void box_thaw(struct zone *zone, struct box *box);

/* -- records -- */

void box_record(char name[KEY_SIZE], const char *key);
void letter_record(char name[KEY_SIZE], const char *key, uint32_t number);
/* Numbers and flags; false if that does not read. */
bool box_take_record(struct box *box, const struct text *content);
bool letter_take_record(struct letter *letter, const struct text *content);
/* Of all its records, a NUL behind each; letters_only: without the box's own. */
struct text *box_record_names(const struct box *box, bool letters_only);

/* -- the state -- */

void box_encode(const struct box *box, struct bytes_writer *writer);
struct box *box_decode(struct zone *zone, struct bytes_reader *reader);   /* NULL if it does not read */

#endif
