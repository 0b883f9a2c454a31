# Statement 21: *** PRESS ENTER *** goes on with an empty line; 1 enters, 3 and a name chooses.
connect ada
ada>    quit
closed  ada
raw     two
two<    Account name:
two>    ada
two<    (ENTER aborts):
two>    open sesame
two<    "                             *** PRESS ENTER ***"
two>    "\r\n"
two<    Your choice:
two>    2
two<    Do you use a screen reader
two>    no
two<    Name of the character
two>    "zoe\r\nshe\r\nhuman\r\nfighter\r\n"
two<    Zoe is ready to enter the game.
two>    3 ada
two<    Active Character: Ada
two>    3 zoe
two<    Active Character: Zoe
two>    1
two<    < Zoe |
