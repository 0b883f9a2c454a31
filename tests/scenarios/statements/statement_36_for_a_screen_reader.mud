# Statement 36: what is for clients and for the eyes is apart from the text.
connect ada at 3001
connect bob at 3001
ada>    toggle screenreader
ada<    The world is written to be read aloud
ada>    look
ada<    "The Temple of the Kept Lamp\r\n"
ada<    Exits: south, east by the closed vestry door, west.
ada<    "\r\nBob is standing here.\r\n"
ada!<   "\x1b["
ada!<   "[ S"
ada!<   < Ada |
ada>    "\xff\xfd\x45\xff\xfa\x45\x01REPORT\x02POSITION\x02SOUND\xff\xf0"
ada<    "\x01POSITION\x02Standing"
ada>    sit
ada!<   POSITION
ada!<   SOUND
