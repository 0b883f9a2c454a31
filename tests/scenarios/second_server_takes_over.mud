# A second server opens the store of one that runs: only the second writes from then on, and the first stops serving.
connect ada at 3001
ada>    save
ada<    Ada is saved.
rival
ada>    get leaf
log     another server owns the store
log     server_fenced
ends    3
connect ada
ada>    look
ada<    folded leaf of paper
