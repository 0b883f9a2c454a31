# store.kind memory: a world that forgets.
server  --store.kind memory
connect ada at 3005
ada>    save
ada<    Ada is saved.
restart
raw     ada
ada<    Account name:
ada>    ada
ada<    There is no account named Ada yet.
