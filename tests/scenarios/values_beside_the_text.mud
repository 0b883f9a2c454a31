# A client with MSDP is told at once what it asks for, and then what changed before each prompt, over borders too, and when others come
# and go.
connect bob at 3005
connect ada at 3002
ada>    "\xff\xfd\x45\xff\xfa\x45\x01REPORT\x02ROOM_VNUM\x02PC_IN_ROOM\x02POSITION\xff\xf0"
ada<    "\xff\xfa\x45\x01SERVER_ID\x02KallistiMUD\xff\xf0"
ada<    "\xff\xfa\x45\x01POSITION\x02Standing\xff\xf0"
ada<    "\xff\xfa\x45\x01ROOM_VNUM\x023002\xff\xf0"
ada<    "\xff\xfa\x45\x01PC_IN_ROOM\x021\xff\xf0"
ada>    sit
ada<    "\xff\xfa\x45\x01POSITION\x02Sitting\xff\xf0"
ada>    stand
bob>    north
bob<    Temple Steps
ada<    "\xff\xfa\x45\x01PC_IN_ROOM\x022\xff\xf0"
bob>    south
ada<    "\xff\xfa\x45\x01PC_IN_ROOM\x021\xff\xf0"
ada>    south
ada<    "\xff\xfa\x45\x01ROOM_VNUM\x023005\xff\xf0"

# Nobody is told what he did not ask for, and asking in vain harms nobody.
bob!<   PC_IN_ROOM
ada>    "\xff\xfa\x45\x01SEND\x02NO_SUCH_THING\x01SEND\x03\x03\x03\x03\x03\x03\x03\x03\x03\x03\xff\xf0"
ada>    say here still
ada<    You say, 'here still'
