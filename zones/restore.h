/* zones/restore.h -- bringing a character back to an earlier version: while the server is stopped (--restore), or while all play
 * but the one in question (zones/registry_restore.c).
 *
 * What stood in the version and is now with somebody else, or on a floor, stays there and is left out; what was in it moves up.
 * Coins are those of the version; the difference goes through the books like every coin that comes or goes, as a flow of
 * its own in books of its own.  How the character is just before becomes its newest version, so that whatever it has
 * now is not lost, and all of it can be undone.
 *
 * It asks for all records, in any order, and gives those that must be written, at once or not at all.  While others play all
 * records are of no one moment: then each version of each that there is from the first to the last will do, as a thing that is
 * met anywhere is left out.  The formats are read without a zone.  A restore belongs to whoever made it. */
#ifndef ZONES_RESTORE_H
#define ZONES_RESTORE_H

#include "core/bytes.h"
#include "core/message.h"

#include <stdio.h>

#define RESTORE_BOOKS "books:restore.offline"   /* of no zone there could be */

enum { RESTORE_RECORDS_MOST = 8 };

struct restored {
    char         name[KEY_SIZE];
    struct text *content;                       /* the restore's */
};

struct restore;
ANY_THREAD struct restore *restore_new(const char *character, uint32_t number);
ANY_THREAD void restore_free(struct restore **restore);
/* content: out of its envelope, referenced; NULL: it is damaged. */
OWNER_ONLY void restore_add(struct restore *restore, const char *record, struct text *content);
/* The character's own records and versions are in: from here on only what stood in that version is looked for, and the coins of
 * others do not count, so that what is kept stays small.  books: what the difference in coins goes into instead of
 * RESTORE_BOOKS, and what they are called.  False with a reason when it cannot be. */
OWNER_ONLY bool restore_narrow(struct restore *restore, const char *books_name, struct text *books, char reason[200]);
/* Those books as they are by now: a deletion may have been written in them while others' records were looked through. */
OWNER_ONLY void restore_books(struct restore *restore, struct text *books);
/* One that was narrowed, as part of a state. */
void restore_encode(const struct restore *restore, struct bytes_writer *writer);
struct restore *restore_decode(struct bytes_reader *reader);      /* NULL, and the reader has failed, when it does not read */
/* When all are in: says on `report` what is left out and what is put away.  slots: character.versions_kept.  False with a reason
 * when it cannot be; then nothing may be written. */
OWNER_ONLY bool restore_work(struct restore *restore, int64_t now, unsigned slots, FILE *report, char reason[200]);
OWNER_ONLY const struct restored *restore_records(const struct restore *restore, unsigned *count);

#endif
