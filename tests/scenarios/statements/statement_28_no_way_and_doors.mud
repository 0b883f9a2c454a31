# Statement 28: no way, a closed door, a locked one, with its name and where it is.
connect ada at 3001
connect bob at 3017
ada>    north
ada<    "Alas, you cannot go north...\r\n"
ada>    east
ada<    "The vestry door to the east seems to be closed.\r\n"
bob>    down
bob<    The iron grille below seems to be locked.
bob>    up
bob<    Alas, you cannot go up...
