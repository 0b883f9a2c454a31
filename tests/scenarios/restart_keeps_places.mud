# An orderly stop keeps everything, saved or not.
connect ada at 3205
connect bob at 3001
ada>    title of the Slope
ada<    Your title is now
bob>    get leaf
bob<    You get
bob>    south
bob<    The Temple Steps
bob>    drop leaf
bob<    You drop
restart
connect ada
expect  ada in 3205
connect bob
expect  bob in 3002
bob>    get leaf
bob<    You get a folded leaf of paper.
restart
connect bob
bob>    inventory
bob<    a folded leaf of paper.
