# The disk of the store is full in the middle of a commit: Redis ends there, is started again, and has all or nothing of it.
server  --checkpoint.interval_ms 50
connect ada at 3001
ada>    save
ada<    Ada is saved.
fill-store
ada>    get leaf
ada<    You get a folded leaf of paper.
log     store_child_died
ada>    say where did it all go?
ada<    You say, 'where did it all go?'
log     store_back
ada>    save
ada<    Ada is saved.
crash
connect ada
ada>    inventory
ada<    a folded leaf of paper.
