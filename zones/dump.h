/* zones/dump.h -- a record of the store as JSON, for people to look at.
 *
 *     { "record": "place:ada", "epoch": 17, "version": 4, "checksum": true, "room": 3001, "position": "standing", ... }
 *
 * What can be read of a damaged one is shown, and "damaged" says what is wrong.  Hashes of passwords and tokens are
 * secrets and stay hidden.  Like the ledger it reads the formats by itself: the decoders that ship make things and
 * people out of them, which takes a zone and a world, and give up where this goes on showing.
 *
 * Whoever opened the envelope says what it told.  Any thread. */
#ifndef ZONES_DUMP_H
#define ZONES_DUMP_H

#include "core/message.h"

#include <stdio.h>

struct dump_record {
    const char *name;
    uint64_t    epoch, version;        /* of the envelope */
    bool        checksum;              /* it is right */
    const char *damaged;               /* what is wrong with the envelope, or NULL */
    const struct text *content;        /* as far as it could be had; NULL: not at all */
    const struct dump_record *within;  /* the record that was set aside in this one, or NULL */
};

/* One JSON object and a line's end.  True: nothing is wrong with it. */
ANY_THREAD bool dump_print(FILE *out, const struct dump_record *record);

/* Which records somebody means by "holdings:ada", "floor:*" or "character:ada", which is all there is of her.  A pattern is a
 * name, or a beginning with a star behind it.  Gives how many; 0: no record can have such a name. */
enum { DUMP_PATTERNS_MOST = 8 };
ANY_THREAD unsigned dump_patterns(const char *wanted, char patterns[DUMP_PATTERNS_MOST][KEY_SIZE]);
ANY_THREAD bool dump_fits(const char *pattern, const char *name);

#endif
