# An account and a name are told to be made only once the store has them.
raw     ada
ada<    Account name:
ada>    "ada\r\nyes\r\nopen sesame\r\nopen sesame\r\n"
ada<    Your account is made.
ada>    "2\r\nno\r\nada\r\nshe\r\nhuman\r\nfighter\r\n"
ada<    Ada is ready to enter the game.
crash
raw     ada
ada<    Account name:
ada>    ada
ada<    (ENTER aborts):
ada>    open sesame
ada<    *** PRESS ENTER ***
ada>    "\r\n"
ada<    Active Character: Ada
