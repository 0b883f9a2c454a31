/* zones/recording.h -- everything that went into zones, for playing it again.
 *
 * A folder with a file of the setting, one of starts, one a worker.  All numbers little endian.
 *
 *   setting.rec  u32 version 4, u32 incarnation, u64 seed, u32 login, registry, groups, channels and boxes zones, then
 *                every option in the order of options.def: i64, or put_string
 *   starts.rec    per zone: u32 zone, put_text(zone_encode at its start)
 *   worker-N.rec  per input: u32 length, then: u32 zone, u64 the zone's input number, i64 T, the message,
 *                 the look-up, u64 hash of everything emitted, u8 1 if a state hash follows, u64 state hash; then the
 *                 worker's times (struct recording_times)
 *   ends.rec     per zone of a server that was stopped, not killed: u32 zone, u64 inputs, u64 state hash
 *
 * A zone that moved between workers has its inputs in several files; zone and number put them in order.
 * The state hash stands behind every RECORDING_HASH_EVERY-th input of a zone. */
#ifndef ZONES_RECORDING_H
#define ZONES_RECORDING_H

#include "zones/zone.h"

struct recording;
enum { RECORDING_HASH_EVERY = 1000 };

/* What an input cost: for whoever wants to know what the same run would be on other machines (bench/model.c).  No zone knows of it, and
 * a replay need not look at it.  ns; what recording takes is in none of them but the last.  The thread's own clock is dear to look at: it says
 * when the worker began and ended with an input; the wall clock says how that was divided, and it counts too when the thread did not run. */
struct recording_times {
    uint64_t turn;             /* of the worker, counted */
    uint64_t began, ended_before; /* CPU time of the worker's thread: it takes the input; it was done with the one before, 0: there was none */
    uint32_t looked_up;        /* wall: from then until the input was ready to be applied */
    uint32_t applied;          /* wall: zone_apply() */
    uint32_t posted_before;    /* wall, of the input before: all it led to was posted and counted */
    uint32_t all_before;       /* wall, of the input before: from beginning to end, its recording too */
};
void recording_times_take(struct recording_times *times, struct bytes_reader *reader);

/* The first of a recording: fails if the folder holds one already. */
MAIN_THREAD bool recording_setting(const char *folder, const struct setting *setting);
/* Fills all but setting->world, ->book, ->rules and ->zones; options are written into *options, which setting borrows. */
bool recording_setting_read(struct bytes_reader *reader, struct setting *setting, struct options *options);
/* NULL with errno when the file cannot be made. */
MAIN_THREAD struct recording *recording_open(const char *folder, unsigned worker);
MAIN_THREAD bool recording_start(const char *folder, const struct zone *zone); /* appends to starts.rec */
/* A turn of the worker begins; an input is looked at; all it led to is done.  NULL is nobody who records. */
ZONE_THREAD void recording_turn(struct recording *recording);
ZONE_THREAD void recording_taken(struct recording *recording);
ZONE_THREAD void recording_done(struct recording *recording);
ZONE_THREAD void recording_input(struct recording *recording, const struct zone *zone, const struct input *input);
/* After zone_apply, before zone->out is taken. */
ZONE_THREAD void recording_emitted(struct recording *recording, const struct zone *zone);
MAIN_THREAD bool recording_end(const char *folder, const struct zone *zone);   /* appends to ends.rec */
MAIN_THREAD void recording_close(struct recording **recording);
/* The hash of what a zone has just emitted. */
uint64_t emissions_hash(const struct zone *zone);

#endif
