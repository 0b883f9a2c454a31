/* bench/bot/stretch.h -- what one stretch of time was like for bots and server: measured by each process of bots for itself, added up,
 * told as a table, as JSON and as columns to draw.
 *
 * Plain memory, as its tally is.  One owner at a time. */
#ifndef BENCH_BOT_STRETCH_H
#define BENCH_BOT_STRETCH_H

#include "bench/bot/tally.h"

#include <stdbool.h>
#include <stdio.h>

struct stretch {
    struct tally  tally;
    double        seconds;
    double        cpu_s, cpu_share;         /* of the bots: of all their processes, and of the busiest one in shares of a core */
    double        machine_s;                /* of everything that ran on this machine */
    double        server_cpu_s;             /* of the server's process; its memory at the end, and before the first bot came */
    unsigned long server_rss_kib, server_rss_before_kib;
    unsigned      processes;
};

/* Everything that another process measured of the same time.  What is the server's and the machine's was measured by one of them alone. */
void stretch_merge(struct stretch *stretch, const struct stretch *other);
/* A generator that used up a core measured itself. */
bool stretch_void(const struct stretch *stretch);

void stretch_table(const struct stretch *stretch, unsigned bots, bool open_loop, bool server);
void stretch_table_latency(const char *what, const struct histogram *histogram);
/* Members of an object, without braces around them. */
void stretch_json(const struct stretch *stretch, bool open_loop, bool server);
void stretch_json_latency(const char *prefix, const struct histogram *histogram);
/* Two files: BEFORE.latency, a line for each step of the histogram (us, how many took so long, the share that took no longer, us it is wide), and
 * BEFORE.seconds, one for each second (which, orders answered, us in the mean, us at most).  False with errno. */
bool stretch_plot(const struct stretch *stretch, const char *before);

double stretch_latency_us(const struct histogram *histogram, double share);

#endif
