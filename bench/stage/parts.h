/* bench/stage/parts.h -- what the stages share: a world, its mailboxes, its players.  For the files of bench/stage only. */
#ifndef BENCH_STAGE_PARTS_H
#define BENCH_STAGE_PARTS_H

#include "bench/stage/stage.h"
#include "core/directory.h"
#include "core/route.h"
#include "core/slot.h"
#include "core/verbs.h"
#include "zones/worker.h"

struct stage_player {
    struct slot slot;
    entity_id   who;
    char        name[NAME_SIZE];
};

struct stage_town {
    struct options    options;
    struct setting    setting;
    struct verbs     *verbs;
    struct route     *route;
    struct directory *directory;
    struct mailbox   *net_inbox, *worker_inbox, *other_inbox;
    struct pen        net_pen;
    struct zone     **zones;             /* by number; all NULL once they are a worker's */
    struct zone      *zone;              /* where the players are */
    struct stage_player players[STAGE_TIMES];
    const char       *there, *back;      /* directions of the step */
    bool              away;              /* they have taken it */
    struct input      inputs[STAGE_TIMES];
    struct message_list out;
};
extern struct stage_town stage_town;

/* What a player types becomes a question in his slot, addressed to his zone: not posted yet. */
STAGE_THREAD struct message *town_ask(unsigned player, const char *line);
/* What he is answered is read, and forgotten. */
STAGE_THREAD void town_read(struct slot *slot);

#endif
