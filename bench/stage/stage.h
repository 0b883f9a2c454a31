/* bench/stage/stage.h -- the microscope: what the path of a keystroke is made of, a small program for each part.
 *
 *   read  parse  post  |  take  look up  apply  |  wake  render  write
 *   network thread        worker                   network thread
 *
 * All of it is the shipping code, called as the server calls it; what a stage needs is made before it is looked at, and what it
 * leaves is taken away afterwards.  One thread has all roles here, but for what crew.h measures. */
#ifndef BENCH_STAGE_STAGE_H
#define BENCH_STAGE_STAGE_H

#include "core/thread.h"

#include <stdio.h>

/* In front of everything that calls into zones, net or main's parts. */
#define STAGE_THREAD MAIN_THREAD ZONE_THREAD NET_THREAD

struct stage {
    const char *name, *what;
    const char *line;           /* of `apply`: what is typed; NULL: a step into the next room and, the next time, back.  Of `render`:
                                 * what is shown */
    void (*prepare)(const struct stage *stage, unsigned times);
    void (*run)(const struct stage *stage, unsigned times);     /* this alone is measured */
    void (*clean)(const struct stage *stage, unsigned times);
};
enum { STAGE_TIMES = 64 };      /* at once: the most a stage is asked for */

extern const struct stage stage_rows[];
extern const unsigned stage_count;

/* town.c: a world, and STAGE_TIMES players in it who stand in a few rooms.  False, with reasons on stderr: the areas or tables
 * cannot be read. */
STAGE_THREAD bool town_begin(const char *areas);
STAGE_THREAD void town_end(void);
STAGE_THREAD void town_prepare(const struct stage *stage, unsigned times);
STAGE_THREAD void town_prepare_lookup(const struct stage *stage, unsigned times);
STAGE_THREAD void town_apply(const struct stage *stage, unsigned times);
STAGE_THREAD void town_look_up(const struct stage *stage, unsigned times);
STAGE_THREAD void town_clean(const struct stage *stage, unsigned times);
/* What `look` answers, a reference of the caller's. */
STAGE_THREAD struct text *town_view(void);

/* mail.c: mailboxes. */
STAGE_THREAD void mail_post_prepare(const struct stage *stage, unsigned times);
STAGE_THREAD void mail_post(const struct stage *stage, unsigned times);
STAGE_THREAD void mail_post_clean(const struct stage *stage, unsigned times);
STAGE_THREAD void mail_take_prepare(const struct stage *stage, unsigned times);
STAGE_THREAD void mail_take(const struct stage *stage, unsigned times);
STAGE_THREAD void mail_take_clean(const struct stage *stage, unsigned times);
STAGE_THREAD void mail_wake(const struct stage *stage, unsigned times);

/* wire.c: sockets, telnet, rendering.  False: there is no socket to be had. */
STAGE_THREAD bool wire_begin(void);
STAGE_THREAD void wire_end(void);
STAGE_THREAD void wire_read_prepare(const struct stage *stage, unsigned times);
STAGE_THREAD void wire_read(const struct stage *stage, unsigned times);
STAGE_THREAD void wire_poll_prepare(const struct stage *stage, unsigned times);
STAGE_THREAD void wire_poll_clean(const struct stage *stage, unsigned times);
STAGE_THREAD void wire_poll(const struct stage *stage, unsigned times);
STAGE_THREAD void wire_parse(const struct stage *stage, unsigned times);
STAGE_THREAD void wire_render(const struct stage *stage, unsigned times);
STAGE_THREAD void wire_write(const struct stage *stage, unsigned times);
STAGE_THREAD void wire_write_clean(const struct stage *stage, unsigned times);
STAGE_THREAD void nothing(const struct stage *stage, unsigned times);

#endif
