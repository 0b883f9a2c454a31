/* zones/boxes.h -- notice boards and mail: pseudo-zones that keep boxes, ordered lists of letters.
 *
 *   board.market   a notice board: everybody reads it, who wrote a note (and a keeper) takes it down
 *   mail.ada       a player's letters: only she reads and removes them
 *
 * A box lives in the one boxes zone its key hashes to, so its letters have one order, whoever writes at the
 * same time.  It is read from the store when it is first asked for, and what is asked meanwhile waits; a
 * few are kept in memory (boxes.kept_max), so the start of the world does not depend on how many there are.
 *
 *   land                          boxes                          registry of the name
 *   BOX_ASK, with the slot ---->  in memory? else LOAD
 *                                 mail, and is there     ---- REGISTRY_KNOW_NAME ---->  LOAD name:<name>
 *                                 such a character?      <--- ANSWER, his id     -----
 *   he goes on       <----------  BOX_ANSWER, with the slot, to him, wherever he is by now
 *
 * Letters reach the store with the cut:
 *
 *   record               content
 *   box:<key>            u8 version 1, u32 the last number given out, u32 count, then per letter, the numbers
 *                        ascending: u32 number, u8 1 if it was read
 *   letter:<key>.<n>     u8 version 1, author's name, account, subject, text, i64 world ms when it was written
 *
 * So a new letter writes itself and a few bytes more, not the whole box.
 *
 * Who is deleted leaves no mail behind.  His registry freezes the box, is told the names of its records, writes
 * tombstones for them together with his other ones, and then ends the box; a frozen box is not cut. */
#ifndef ZONES_BOXES_H
#define ZONES_BOXES_H

#include "core/id.h"

#include <stdbool.h>

enum {
    BOX_KEY_SIZE = 40,          /* of a box's key, with its NUL: "letter:", key, "." and a number fit a record's name */
    BOARD_KEY_MOST = 30,        /* letters of a board's own key */
    SUBJECT_MOST = 60,          /* bytes of a subject */
    BOX_LETTERS_MOST = 1000,    /* of any box; boxes.letters_max is at most this */
    LETTER_BYTES_MOST = 16000,  /* of any letter; boxes.letter_bytes is at most this */
};

/* BOX_ASK.request.  `box` is its key; asker, name, account, keeper are who asks; slot is his command. */
enum box_request {
    BOX_LIST = 1,   /* one line a letter; words: folded names whose notes are left out, as in the directory */
    BOX_READ,       /* letter `number` */
    BOX_TRY,        /* may I write to that box?  The answer's subject is the question's */
    BOX_WRITE,      /* subject, words */
    BOX_REMOVE,     /* letter `number` */
    BOX_COUNT,      /* without a slot: tell me how many letters I have not read; no answer when there are none */
    BOX_COURIER,    /* only as an answer: a letter has come */
    BOX_FREEZE,     /* of a registry, as are the next two: give the names of your records, a NUL behind each, then wait */
    BOX_END,        /* they are gone */
    BOX_THAW,       /* they are not */
};
enum box_verdict {
    BOX_YES,
    BOX_NO,         /* the answer's words say why */
    BOX_AWAY,       /* the store does not answer; words say so */
};

/* "board.<key>", "mail.<folded name>": does it have that shape? */
bool box_key_fits(const char *key);
bool box_key_is_mail(const char *key);
void box_key_of_mail(char key[BOX_KEY_SIZE], const char *name);
void box_key_of_board(char key[BOX_KEY_SIZE], const char *board);

#endif
