/* persist/record.h -- the envelope around every value in the store.
 *
 *   offset  bytes
 *   0       4      "KREC"
 *   4       2      how the content stands in it: 1 as it is, 2 packed
 *   6       2      length of the name
 *   8       8      epoch of the commit that wrote it
 *   16      8      version of the content's owner (see zones/travel.h)
 *   24      4      length of what stands there as the content
 *   28             the name, then the content
 *   end-8   8      XXH3 (64 bits) of everything before
 *
 * Packed, a content is the u32 of its length and one block of LZ4 (liblz4, "LZ4 Block Format Description").  It is packed where that
 * makes it shorter: what is written of a player is numbers, most of which are small, and names that come again.
 *
 * Reading validates: a record under a wrong name, of a wrong length or checksum is "damaged", never an assert. */
#ifndef PERSIST_RECORD_H
#define PERSIST_RECORD_H

#include "core/text.h"

#include <stdbool.h>
#include <stdint.h>

ANY_THREAD struct text *record_seal(const char *name, uint64_t epoch, uint64_t version, const struct text *content);
/* The content, or NULL with a reason. epoch and version may be NULL. */
ANY_THREAD struct text *record_open(const char *name, const struct text *value, uint64_t *epoch, uint64_t *version,
                                    const char **reason);

/* For people who look at what does not check: what can be read of an envelope, and why it was not opened. */
struct record_seen {
    uint64_t    epoch, version;        /* 0: not to be read */
    bool        checksum;              /* is right */
    const char *reason;                /* why record_open() does not take it, or NULL */
};
/* The content, as far as it could be had, or NULL. */
ANY_THREAD struct text *record_look(const char *name, const struct text *value, struct record_seen *seen);

#endif
