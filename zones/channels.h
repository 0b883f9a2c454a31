/* zones/channels.h -- channels: pseudo-zones that number what is said on a channel, keep it for review, and
 * send it to whoever listens.
 *
 * A channel lives in the one channels zone its name hashes to, so its lines have one order, and numbers without
 * a gap, whichever zones and workers the speakers are on.  A speaker hands over his command with his words:
 * it is answered here, so his lines stay in the order in which he typed them.  Who listens is looked up in
 * the directory for each line.
 *
 * History is not durable: after a restart of the world every channel begins again at line 1. */
#ifndef ZONES_CHANNELS_H
#define ZONES_CHANNELS_H

/* CHANNEL_ASK.request.  `channel` is its number; `slot` is the asker's command (NULL: nobody's, as for news of
 * the world's own), `speaker` and `name` are his, and `quiet` that he does not want to read his own words again. */
enum channel_request {
    CHANNEL_SPEAK = 1,     /* words: what is said */
    CHANNEL_REVIEW,        /* the last `count` lines; words: folded names whose lines are left out, as in the directory */
};

#endif
