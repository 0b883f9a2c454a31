# Whoever asks for sounds by MSDP hears a door, on whichever side of the opening he stands; nobody else notices, and no
# player's words are a sound.
connect ada at 3001
connect bob at 3001
connect cyd at 3001
ada>    "\xff\xfd\x45\xff\xfa\x45\x01SOUND\x021\xff\xf0"
ada<    "\xff\xfa\x45\x01SERVER_ID\x02KallistiMUD\xff\xf0"
bob>    open vestry
bob<    You open the vestry door to the east.
ada<    "\xff\xfa\x45\x01PLAY_SOUND\x02door1.wav\xff\xf0"
ada<    Bob opens the vestry door to the east.
cyd<    Bob opens the vestry door to the east.
cyd!<   door1
bob!<   door1
bob>    close vestry
ada<    Bob closes the vestry door to the east.
ada>    open vestry
ada<    "\xff\xfa\x45\x01PLAY_SOUND\x02door1.wav\xff\xf0"
ada<    You open the vestry door to the east.
bob>    "say \x01!bang.wav\x01.\r\n"
ada<    Bob says,
ada!<   PLAY_SOUND
