/* zones/recording.h -- everything that went into zones, for playing it again.
 *
 * A folder with a file of the setting, one of starts, one a worker.  All numbers little endian.
 *
 *   setting.rec  u32 version 3, u32 incarnation, u64 seed, u32 login, registry, groups, channels and boxes zones, then
 *                every option in the order of options.def: i64, or put_string
 *   starts.rec    per zone: u32 zone, put_text(zone_encode at its start)
 *   worker-N.rec  per input: u32 length, then: u32 zone, u64 the zone's input number, i64 T, the message,
 *                 the look-up, u64 hash of everything emitted, u8 1 if a state hash follows, u64 state hash
 *   ends.rec     per zone of a server that was stopped, not killed: u32 zone, u64 inputs, u64 state hash
 *
 * A zone that moved between workers has its inputs in several files; zone and number put them in order.
 * The state hash stands behind every RECORDING_HASH_EVERY-th input of a zone. */
#ifndef ZONES_RECORDING_H
#define ZONES_RECORDING_H

#include "zones/zone.h"

struct recording;
enum { RECORDING_HASH_EVERY = 1000 };

/* The first of a recording: fails if the folder holds one already. */
MAIN_THREAD bool recording_setting(const char *folder, const struct setting *setting);
/* Fills all but setting->world, ->book, ->rules and ->zones; options are written into *options, which setting borrows. */
bool recording_setting_read(struct bytes_reader *reader, struct setting *setting, struct options *options);
/* NULL with errno when the file cannot be made. */
MAIN_THREAD struct recording *recording_open(const char *folder, unsigned worker);
MAIN_THREAD bool recording_start(const char *folder, const struct zone *zone); /* appends to starts.rec */
ZONE_THREAD void recording_input(struct recording *recording, const struct zone *zone, const struct input *input);
/* After zone_apply, before zone->out is taken. */
ZONE_THREAD void recording_emitted(struct recording *recording, const struct zone *zone);
MAIN_THREAD bool recording_end(const char *folder, const struct zone *zone);   /* appends to ends.rec */
MAIN_THREAD void recording_close(struct recording **recording);
/* The hash of what a zone has just emitted. */
uint64_t emissions_hash(const struct zone *zone);

#endif
