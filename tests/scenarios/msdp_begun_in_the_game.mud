# Whoever switches MSDP on in the middle of the game is told what is true, without doing anything.
connect ada at 3002
ada>    "\xff\xfd\x45\xff\xfa\x45\x01REPORT\x02ROOM_VNUM\x02CHARACTER_NAME\xff\xf0"
ada<    "\x01CHARACTER_NAME\x02Ada"
ada<    "\x01ROOM_VNUM\x023002"

# Once over the border the same holds of what changes there.
ada>    south
ada<    "\x01ROOM_VNUM\x023005"
