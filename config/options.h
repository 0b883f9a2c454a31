/* config/options.h -- the option table as values, and how they are read.
 *
 * Options come, later over earlier, from options.def, from a file (--config FILE: lines `name value`,
 * `#` begins a comment) and from the command line (--name value; --port and --data are short for
 * net.port and the data folder).  All mistakes of a run are reported, not just the first.
 *
 * Main fills the struct before threads start; afterwards everybody reads it and nobody writes. */
#ifndef CONFIG_OPTIONS_H
#define CONFIG_OPTIONS_H

#include "core/thread.h"

#include <stdint.h>
#include <stdio.h>

enum { SETTING_SIZE = 256 };

struct options {
#define OPTION(member, name, initial, least, most, unit, decides) int64_t member;
#define SETTING(member, name, initial, decides) char member[SETTING_SIZE];
#include "config/options.def"
#undef OPTION
#undef SETTING
    char data[SETTING_SIZE];   /* --data DIR: where the store, the lock and the socket live; "var" */
    bool fsck;                 /* --fsck: check every record of the store, exit 0 or 1 */
    bool mend;                 /* --mend: take a damaged store for whole, exit 0 or 1 */
    bool check;                /* --check: read everything, report every mistake, exit 0 or 1 */
    char restore[SETTING_SIZE]; /* --restore NAME:N: bring a character back to that version; empty: was not asked */
    char dump[SETTING_SIZE];   /* --dump NAME: print that record, exit 0 or 1; empty: was not asked */
    bool help;                 /* --help: print the table */
};

/* The initial values of the table. threads.net and threads.zone of 0 stay 0 here. */
MAIN_THREAD void options_begin(struct options *options);
/* Reads a command line and the file it names.  Every mistake becomes one line on `mistakes`
 * (where: reason); gives their number. */
MAIN_THREAD unsigned options_read(struct options *options, int count, char **words, FILE *mistakes);
/* The table for people: name, initial value, bounds, unit, what it decides; and as a file to start from. */
MAIN_THREAD void options_help(FILE *out);
MAIN_THREAD void options_sample(FILE *out);
/* Sets one option by name; false with a reason when the name or the value is wrong. */
MAIN_THREAD bool options_set(struct options *options, const char *name, const char *value, char reason[200]);
/* A file read again may change the option of that name. */
ANY_THREAD bool options_at_run_time(const char *name);
/* What a file read again may change while the server runs goes from `fresh` into `live`; `differs` is told of every option
 * in which they differ, and whether it is changed now or would need a restart. */
MAIN_THREAD void options_adopt(struct options *live, const struct options *fresh,
                               void (*differs)(void *who, const char *name, const char *was, const char *is, bool now), void *who);
/* Thread counts with 0 resolved to what this machine should have. */
ANY_THREAD unsigned options_net_threads(const struct options *options);
ANY_THREAD unsigned options_zone_threads(const struct options *options);

#endif
