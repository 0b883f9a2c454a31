/* zones/version.h -- earlier versions of a character: how he was each time he came to rest, or saved.
 *
 *   was:<name>:<slot>    u8 1, u32 number, i64 world ms, then place, body and holdings as their records have them, each with
 *                        a u32 length
 *
 * Versions are numbered from 1 on and go round: number n is in slot n modulo character.versions_kept, so the newest few are
 * there and nobody has to read anything to write one.  How many there have been stands in the holdings, which are part of
 * what is kept.  The same cut writes the version and what it is a version of (character_keep(), parcel_cut()).
 *
 * A version is a copy: what stands in it counts nowhere (zones/ledger.h).  Bringing one back is zones/restore.h. */
#ifndef ZONES_VERSION_H
#define ZONES_VERSION_H

#include "zones/travel.h"

enum { VERSIONS_MOST = 20 };       /* slots of one character: what character.versions_kept can be */

struct version {
    uint32_t       number;
    int64_t        when;           /* world ms */
    const uint8_t *part[PARCEL_PARTS];  /* borrowed from the bytes they were read from */
    uint32_t       length[PARCEL_PARTS];
};

/* "was:ada:3" */
void version_record_name(char name[KEY_SIZE], const char *character, unsigned slot);
/* Of all slots there can be, a NUL behind each: for a LOAD. */
struct text *version_record_names(const char *character);
/* The parcel as its `kept` says. */
void version_put(struct bytes_writer *writer, const struct parcel *parcel);
bool version_take(struct bytes_reader *reader, struct version *version);
/* What a LOAD of those names found, in words, the oldest first.  NULL when there is none. */
struct text *versions_words(struct bytes_reader *loaded);

#endif
