# A server lives in a Redis that is not its own. What is for a stopped server is refused there as in its data folder, and it plays on.
connect ada at 3001
ada>    get leaf
ada<    You get
ada>    quit
ada<    Until the next time
connect ada
ada>    save
ada<    Ada is saved.
exits   1 --restore ada:1 --store.redis $store
told    in use by a living server (kallisti-1)
exits   1 --mend --store.redis $store
told    in use by a living server (kallisti-1)
ada>    drop leaf
ada<    You drop
ada>    save
ada<    Ada is saved.
# After its Redis has died and come back it is found again.
kill-store
log     store_back
exits   1 --restore ada:1 --store.redis $store
told    in use by a living server (kallisti-1)
# A Redis that does not say who is connected keeps nobody from anything.
ada>    quit
ada<    Until the next time
connect bob
bob>    save
bob<    Bob is saved.
tell-store ACL SETUSER default -client
exits   0 --restore ada:1 --store.redis $store
told    event=store_clients_unknown
told    ada is as in version 1 again.
bob>    get leaf
log     server_fenced
ends    3
