# Statement 26: maps of an area stand above the title, those of the wilderness below it; all their lines begin with a blank.
server  --game.areas tests/scenarios/wilds
connect ada at 3002
ada>    toggle minimap
ada<    Above a room's name you are shown the rooms around it.
ada>    look
ada<    "     \x1b[1;31m@\x1b[0;37m-o-\x1b[0;32m)\x1b[0m\r\n\x1b[1;35mThe Hamlet Gate"
ada>    toggle minimap
ada>    west
ada<    "\x1b[1;35mField [ N S E W ]\x1b[0m\r\n "
ada<    " \x1b[0;32m"
ada<    "\x1b[1;31m@"
ada<    Grass lies before the hamlet
ada>    toggle compass
ada>    look
ada<    Field, 8am
ada<    "\r\n "
ada<    "\x1b[1;31m@"
ada>    toggle compass
ada>    toggle map
ada<    you are not shown what lies around you
ada>    look
ada<    Field [
ada<    Grass lies before the hamlet
ada!<   @
ada>    toggle map
ada>    toggle widemap
ada<    as wide as a survey
ada>    look
ada<    "\x1b[0m\r\n        \x1b[0;32m....******\x1b[0;33m^^\x1b[0m\r\n"
ada>    toggle widemap
ada<    of the usual width
ada>    west
ada>    west
ada>    west
ada<    "\x1b[1;35mA Leaning Stone By The Long Old Road\x1b[0m\r\n "
ada>    east
ada>    east
ada>    east
ada>    toggle screenreader
ada<    The world is written to be read aloud
ada>    look
ada<    To the north fields; to the south fields, then a beach, then water; to the west fields, then A Leaning Stone By The Long Old Road.
ada<    A road leads west.
ada<    To the east lies The Hamlet.
ada<    About you: a grey wolf, two west
ada!<   @
