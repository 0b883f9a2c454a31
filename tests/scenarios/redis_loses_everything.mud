# The folder of the store is gone: a store that is empty is not taken for the one that was, neither by the server that
# runs nor by the next one, until somebody says so.
connect ada at 3001
ada>    save
ada<    Ada is saved.
lose-store
ada>    get leaf
ada<    You get a folded leaf of paper.
log     the store has lost what it had confirmed
log     server_fenced
ends    3
exits   1 --data $data
told    LOST
exits   1 --fsck --data $data
told    the store lacks what it confirmed
exits   0 --mend --data $data
told    the store lacks what it confirmed
told    0 records were read; they are the world from now on, as they are.
exits   0 --mend --data $data
told    0 records were read; there was nothing to mend.
exits   0 --fsck --data $data
connect ada
