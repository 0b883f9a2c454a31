# A server stands still, and another takes its store; when it wakes up it finds that, and stops serving.
server  --checkpoint.interval_ms 50
connect ada at 3001
ada>    save
ada<    Ada is saved.
ada>    get leaf
freeze
rival
thaw
ada>    drop leaf
log     another server owns the store
log     server_fenced
ends    3
connect ada
