# A network thread that is too many ends at once, another one goes on with its connections, and everything that counts threads says so.
server  --threads.zone 2 --threads.net 3
connect kim keeper
connect ada at 3001
connect bob at 3001
connect cid at 3001
connect dan at 3001
kim>    stats
kim<    2 workers run zones, 3 threads serve the network.
kim>    threads net 1
kim<    1 thread serves the network now.
log     event=nets_changed from=3 to=1
kim>    stats
kim<    2 workers run zones, 1 thread serves the network.
kim>    threads
kim<    2 workers run zones, 1 thread serves the network.
ada>    say as before
bob<    Ada says, 'as before'
dan<    Ada says, 'as before'
kim>    help threads
kim<    one that is too many ends at once
kim>    threads net 2
kim<    2 threads serve the network now.
log     event=nets_changed from=1 to=2
