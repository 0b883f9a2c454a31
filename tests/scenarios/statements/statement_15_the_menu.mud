# Statement 15: before the game is entered POSITION is Menu, and CHARACTER_NAME says nothing.
raw     ada
ada<    Account name:
ada>    "\xff\xfd\x45\xff\xfa\x45\x01REPORT\x02CHARACTER_NAME\x02POSITION\xff\xf0"
ada<    "\xff\xfa\x45\x01CHARACTER_NAME\x02\xff\xf0"
ada<    "\xff\xfa\x45\x01POSITION\x02Menu\xff\xf0"
ada>    ada
ada<    yes or no?
ada>    "yes\r\nopen sesame\r\nopen sesame\r\n"
ada<    Your choice:
ada>    2
ada<    Do you use a screen reader
ada>    "no\r\nada\r\nshe\r\nhuman\r\nfighter\r\n"
ada<    Ada is ready to enter the game.
ada!<   "\x01POSITION\x02Standing"
ada!<   "\x01CHARACTER_NAME\x02Ada"
ada>    1
ada<    "\xff\xfa\x45\x01CHARACTER_NAME\x02Ada\xff\xf0"
ada<    "\xff\xfa\x45\x01POSITION\x02Standing\xff\xf0"
