# Statement 25: a title ends in its exits, with the flags before them; or the compass takes its place, in three lines.
connect ada at 3001
connect bob at 3078
ada>    look
ada<    "The Temple of the Kept Lamp [ S (E) W ]\x1b[0m\r\n"
bob>    look
bob<    "The Banking Hall [ Bank ] [ <S>"
bob<    " ]\x1b[0m\r\n"
ada>    toggle compass
ada<    Rooms are headed by a compass.
ada>    look
ada<    "The Temple of the Kept Lamp, 8am"
ada<    "|"
ada<    "Inside, unknown"
ada<    "|"
ada<    "(E)"
ada<    "|"
ada<    " S "
