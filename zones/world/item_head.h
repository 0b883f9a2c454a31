/* zones/world/item_head.h -- a recorded thing without the things in it: for whoever reads things without making them.
 *
 * The format is told in item_record.c.  Any thread. */
#ifndef ZONES_WORLD_ITEM_HEAD_H
#define ZONES_WORLD_ITEM_HEAD_H

#include "core/bytes.h"
#include "zones/skills/works.h"

enum { ITEM_DEPTH_MOST = 16, ITEM_LIST_MOST = 100000, ITEM_WORDS_SIZE = 201 };

/* Of a corpse (zones/fight/corpse.h). */
enum { CORPSE_RACE_SIZE = 32 };
struct corpse_head {
    char     whose[NAME_SIZE];         /* a player's name; "": a mobile's */
    char     consents[NAME_SIZE];      /* who else may take from it; "": nobody */
    char     race[CORPSE_RACE_SIZE];   /* its key; "": none was known */
    uint32_t level;
    uint8_t  used;                     /* bits of corpse_use */
    int64_t  made;                     /* world ms */
    int64_t  coins;                    /* a mobile's: not in any purse yet */
};

struct item_head {
    entity_id id;
    char      key[ITEM_WORDS_SIZE];    /* of its prototype */
    char      name[ITEM_WORDS_SIZE];
    bool      durable;
    uint8_t   door, worn, kind, wear;  /* enum door_state, wear_slot, item_kind, wear_slot */
    int64_t   reset;
    uint32_t  weight, value, capacity;
    bool      is_corpse;
    struct corpse_head corpse;
    bool      is_worked;
    struct works works;                /* then: what has been done to it */
};

/* Behind it comes the list of its contents.  False, and the reader has failed, when it does not read. */
bool item_head_take(struct bytes_reader *reader, struct item_head *head);
/* The count in front of a list; 0, and the reader has failed, when there can be no such list at that depth. */
uint32_t item_list_take(struct bytes_reader *reader, unsigned depth);

#endif
