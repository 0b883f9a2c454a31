# Statement 27: the wilderness is one area by its name, numbered row by row from 69999 in the north-west.
server  --game.areas tests/scenarios/wilds
connect ada at 3002
ada>    "\xff\xfd\x45\xff\xfa\x45\x01REPORT\x02AREA_NAME\x02ROOM_VNUM\x02ROOM_NAME\x02ROOM_TERRAIN\x02ROOM_EXITS\xff\xf0"
ada>    west
ada<    "\xff\xfa\x45\x01AREA_NAME\x02The Wilderness\xff\xf0"
ada<    "\xff\xfa\x45\x01ROOM_NAME\x02Field\xff\xf0"
ada<    "\xff\xfa\x45\x01ROOM_VNUM\x0270038\xff\xf0"
ada<    "\xff\xfa\x45\x01ROOM_TERRAIN\x02Field\xff\xf0"
ada<    "\xff\xfa\x45\x01ROOM_EXITS\x02\x03\x01north\x0270026\x01east\x023002\x01south\x0270050\x01west\x0270037\x04\xff\xf0"
ada>    south
ada>    east
ada<    "\xff\xfa\x45\x01ROOM_VNUM\x0270051\xff\xf0"
ada>    north
ada<    "\xff\xfa\x45\x01ROOM_NAME\x02Trail\xff\xf0"
ada<    "\xff\xfa\x45\x01ROOM_VNUM\x0270039\xff\xf0"
ada<    "\x01ROOM_EXITS\x02\x03\x01north\x0270027\x01east\x0270040\x01south\x0270051\x04\xff\xf0"
ada>    orienteering
ada<    You are 5 east and 4 north of the south-western corner of The Wilderness.
ada>    where
ada<    In The Wilderness:
ada>    exits
ada<    south: Field.
