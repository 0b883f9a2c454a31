# Statement 30: toggle sound says how it is now, and sounds are played only when it is on.
connect ada at 3001
ada>    open vestry
ada<    You open the vestry door
ada!<   !!SOUND
ada>    "\xff\xfd\x5a"
ada>    toggle sound
ada<    "Audible sound is ON.\r\n"
ada>    close vestry
ada<    You close the vestry door
ada>    open vestry
ada<    "!!SOUND(door1.wav)\r\n"
ada<    You open the vestry door
ada>    toggle sound
ada<    "Audible sound is OFF.\r\n"
ada>    close vestry
ada<    You close the vestry door
ada>    open vestry
ada<    You open the vestry door
ada!<   !!SOUND
