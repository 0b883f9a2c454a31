# A door that is shut, one that is locked, and its key in a jackdaws' nest.
connect ada at 3001
connect bob at 3003
ada>    east
ada<    The vestry door to the east seems to be closed.
ada>    open door
ada<    You open the vestry door to the east.
ada>    open vestry
ada<    It is open already.
ada>    lock door
ada<    It must be closed first.
ada>    close door east
ada<    You close the vestry door to the east.
ada>    unlock door
ada<    It is not locked.
ada>    lock door
ada<    It has no lock.
ada>    open east
ada<    You open the vestry door
ada>    east
ada<    The Vestry [ <W> U ]
ada>    up
ada<    The Bell Loft
ada>    get key nest
ada<    You get a bright brass key from a jackdaws' nest.
connect cyd at 3017
cyd>    down
cyd<    The iron grille below seems to be locked.
cyd>    unlock grille
cyd<    You do not have the key.
cyd>    open grille
cyd<    It seems to be locked.
ada>    d
ada<    The Vestry
connect dan keeper
dan>    goto 3017
dan<    The Hall of Records
dan>    transfer ada
ada<    The Hall of Records
ada>    unlock grille
ada<    You unlock the iron grille below.
cyd<    Ada unlocks the iron grille below.
ada>    open grille
cyd<    Ada opens the iron grille below.
cyd>    down
cyd<    The Deed Room [ <U> ]
cyd>    close up
cyd<    You close the iron grille above.
ada>    look
ada<    (D)
ada>    lock down
ada<    You lock the iron grille below.
cyd>    up
cyd<    The iron grille above seems to be locked.
