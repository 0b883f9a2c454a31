# Statement 8: what has changed is sent again, before the prompt that follows.
connect ada at 3001
ada>    "\xff\xfd\x45\xff\xfa\x45\x01REPORT\x02POSITION\x02ROOM_VNUM\xff\xf0"
ada<    "\xff\xfa\x45\x01ROOM_VNUM\x023001\xff\xf0"
ada>    sit
ada=<   "\xff\xfa\x45\x01POSITION\x02Sitting\xff\xf0"
ada=<   "\xff\xf9"
ada=!<  "ROOM_VNUM"
ada>    stand
ada=<   "\xff\xfa\x45\x01POSITION\x02Standing\xff\xf0"
ada=<   "\xff\xf9"
ada>    south
ada=<   "\xff\xfa\x45\x01ROOM_VNUM\x023002\xff\xf0"
ada=<   "\xff\xf9"
ada=!<  "POSITION"
