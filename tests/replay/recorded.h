/* tests/replay/recorded.h -- a recording, read back: the setting, the zones as they stood at the start, and every input.
 *
 * A recording is what zones/recording.h draws.  It may come from anywhere: whatever does not fit is refused. */
#ifndef TESTS_REPLAY_RECORDED_H
#define TESTS_REPLAY_RECORDED_H

#include "core/route.h"
#include "zones/recording.h"

/* Here one thread is both main, which makes zones, and the worker of all of them. */
#define ONE_THREAD MAIN_THREAD ZONE_THREAD

/* One recorded input, still as bytes: what follows T in the file. */
struct entry {
    uint32_t       zone;
    uint32_t       worker;        /* in whose file it stands */
    uint64_t       number;        /* of the zone's inputs, from 0 */
    int64_t        now;           /* T */
    const uint8_t *bytes;
    size_t         length;
};

struct recorded {
    struct options  options;
    struct setting  setting;
    const char     *folder;
    struct entry   *entries;      /* file after file, each in order of application */
    size_t          count, room;
    unsigned        workers;
    char           *files[ROUTE_WORKERS_MAX]; /* the entries' bytes */
    struct zone   **zones;        /* by number; NULL: was not there */
    struct slot   **slots;        /* decoded and not yet answered */
    size_t          slot_count;
};

/* Tables and areas are read from where the recorded server had them; areas: a folder that stands for its game.areas, or NULL.
 * False, with a word on stderr: it is no recording, or of another world.  recorded_free() in either case. */
ONE_THREAD bool recorded_open(struct recorded *recorded, const char *folder, const char *areas);
ONE_THREAD void recorded_free(struct recorded *recorded);
/* All zones once more as they stood at the start. */
ONE_THREAD bool recorded_begin_again(struct recorded *recorded);

/* By zone, then in order: whatever is missing, all else of a zone can be played. */
void recorded_sort_by_zone(struct recorded *recorded);
/* As one worker would have applied them: by T, each file and each zone in its own order. */
void recorded_sort_by_time(struct recorded *recorded);

/* The file's bytes, the caller's to free; NULL: cannot be read. */
char *recorded_file(const char *folder, const char *name, size_t *length);

/* The message and the look-up of an entry, whose zone is there; the reader stands at the hash of what it emitted.  False: cannot be
 * decoded, or is older than its zone; then nothing is to be freed.  A slot that comes with it is kept until it is answered or recorded_free(). */
ONE_THREAD bool recorded_input(struct recorded *recorded, const struct entry *entry, struct input *input, struct bytes_reader *reader);
/* Frees what a zone emitted, and the slots that were answered or handed on with it. */
ONE_THREAD void recorded_emissions_free(struct recorded *recorded, struct message_list *emissions);
/* The slot that travels with a message, or NULL. */
struct slot *recorded_slot(const struct message *message);

#endif
