/* zones/world/draft.h -- a letter while it is written: every line typed is text, until a lone `.`.
 *
 *        write, mail who            BOX_TRY said yes             .               BOX_WRITE said yes
 *   (no draft) -------- asks the box ----------------> WRITING ------> SENT -----------------------> (no draft)
 *                                                  ~q  |   ^             | refused: nothing is lost
 *   (no draft) <---------------------------------------+   +-------------+
 *
 * Part of his player struct; the worker of his zone alone uses it.  It travels with him in his parcel, and is
 * no part of any record: a lost connection keeps it as long as his body stands, leaving the game drops it. */
#ifndef ZONES_WORLD_DRAFT_H
#define ZONES_WORLD_DRAFT_H

#include "core/message.h"
#include "zones/boxes.h"

struct character;

struct draft {
    char     box[BOX_KEY_SIZE];
    char     subject[SUBJECT_MOST + 1];
    struct bytes_writer words;      /* whole lines, a "\n" behind each */
    unsigned lines;
    bool     sent;                  /* the box has it, and has not answered yet */
};

void draft_free(struct draft **draft);
/* NULL is written too. */
void draft_put(struct bytes_writer *writer, const struct draft *draft);
struct draft *draft_take(struct bytes_reader *reader);

/* A line of the dialogue, by somebody who may just have no draft any more. */
ZONE_THREAD void draft_line(struct character *who, const char *line);
/* What a box has answered, to whatever he asked: said, and heeded. */
ZONE_THREAD void draft_answered(struct character *who, const struct msg_box_answer *answer);

/* Asks a box, with his command in hand if he has one; subject, words: references, taken over. */
ZONE_THREAD void box_ask(struct character *who, enum box_request request, const char *box, uint32_t number,
                         struct text *subject, struct text *words);
/* He has just entered the world: his unread letters are counted. */
ZONE_THREAD void box_count_unread(struct character *who);

#endif
