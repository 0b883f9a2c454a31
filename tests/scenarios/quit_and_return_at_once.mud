# Out and in again before anything was written: what was carried is carried still.
connect ada at 3001
ada>    get leaf
ada<    You get a folded leaf of paper.
ada>    south
ada<    The Temple Steps
ada>    quit
ada<    You lie down at the edge of the world
closed  ada
connect ada
expect  ada in 3002
ada>    inventory
ada<    a folded leaf of paper.
ada>    quit
closed  ada
connect ada
ada>    score
ada<    You carry 1 thing.
