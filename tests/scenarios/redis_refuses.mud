# The store answers that it cannot: full, without the replicas it wants, a replica itself.  Nothing is lost.
server  --checkpoint.interval_ms 50 --checkpoint.waiting_max 2
connect ada at 3001
ada>    save
ada<    Ada is saved.
tell-store CONFIG SET maxmemory 1
ada>    get leaf
ada<    You get a folded leaf of paper.
log     commit_refused
raw     bob
bob<    Account name:
bob>    bob
bob<    The book of names does not open just now, and nothing was changed.
ada>    say it is full!
ada<    You say, 'it is full!'
tell-store CONFIG SET maxmemory 0
tell-store CONFIG SET min-replicas-to-write 1
ada>    save
ada<    Saving Ada.
log     NOREPLICAS
ada>    say it wants company!
ada<    You say, 'it wants company!'
tell-store REPLICAOF 127.0.0.1 1
tell-store CONFIG SET min-replicas-to-write 0
log     READONLY
ada!<   Ada is saved.
tell-store REPLICAOF NO ONE
ada<    Ada is saved.
connect bob
crash
connect ada
ada>    inventory
ada<    a folded leaf of paper.
