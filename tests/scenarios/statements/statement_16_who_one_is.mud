# Statement 16: CHARACTER_NAME with every change of character, ACCOUNT_NAME at login.
connect ada
ada>    quit
closed  ada
raw     ada
ada<    Account name:
ada>    "\xff\xfd\x45\xff\xfa\x45\x01REPORT\x02ACCOUNT_NAME\x02CHARACTER_NAME\xff\xf0"
ada<    "\xff\xfa\x45\x01ACCOUNT_NAME\x02\xff\xf0"
ada>    ada
ada<    Please enter your account password
ada>    open sesame
ada<    *** PRESS ENTER ***
ada>    "\r\n"
ada<    "\xff\xfa\x45\x01ACCOUNT_NAME\x02ada\xff\xf0"
ada<    Your choice:
ada>    2
ada<    Do you use a screen reader
ada>    no
ada<    Name of the character
ada>    "zoe\r\nshe\r\nhuman\r\nfighter\r\n"
ada<    Zoe is ready to enter the game.
ada>    3 zoe
ada<    Your choice:
ada>    1
ada<    "\xff\xfa\x45\x01CHARACTER_NAME\x02Zoe\xff\xf0"
