# The store does not answer for a while, and is cut off now and then: people play on, newcomers are told to
# wait, and what was done meanwhile is safe in the end.
server  --store.timeout_ms 300 --checkpoint.interval_ms 50 --checkpoint.waiting_max 2
connect ada at 3001
ada>    save
ada<    Ada is saved.
freeze-store
ada>    get leaf
ada<    You get a folded leaf of paper.
log     store_away reason="no answer in time"
ada>    say who holds the clock?
ada<    You say, 'who holds the clock?'
raw     bob
bob<    Account name:
bob>    bob
bob<    The book of names does not open just now, and nothing was changed.
wait    300
ada>    drop leaf
ada<    You drop a folded leaf of paper.
ada>    get leaf
ada<    You get a folded leaf of paper.
thaw-store
log     store_back
tell-store CLIENT KILL TYPE normal
ada>    save
ada<    Ada is saved.
connect bob
tell-store CLIENT KILL TYPE normal
ada>    say again
ada<    You say, 'again'
ada>    save
ada<    Ada is saved.
crash
connect ada
ada>    inventory
ada<    a folded leaf of paper.
connect bob
