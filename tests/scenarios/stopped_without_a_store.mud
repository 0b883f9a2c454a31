# The server has to stop while its store refuses: it says that not everything is saved, and what was saved is there.
server  --store.timeout_ms 500 --checkpoint.interval_ms 50
connect ada at 3001
ada>    save
ada<    Ada is saved.
tell-store CONFIG SET maxmemory 1
ada>    get leaf
log     commit_refused
stops   4
connect ada
