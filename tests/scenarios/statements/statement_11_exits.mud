# Statement 11: exits by the full words for directions, with a number, C or L.
connect ada at 3001
connect bob at 3017
ada>    "\xff\xfd\x45\xff\xfa\x45\x01REPORT\x02ROOM_EXITS\xff\xf0"
ada<    "\xff\xfa\x45\x01ROOM_EXITS\x02\x03\x01east\x02C\x01south\x023002\x01west\x024500\x04\xff\xf0"
ada>    open vestry
ada<    "\x01east\x023003\x01"
bob>    "\xff\xfd\x45\xff\xfa\x45\x01REPORT\x02ROOM_EXITS\xff\xf0"
bob<    "\x01down\x02L\x04\xff\xf0"
