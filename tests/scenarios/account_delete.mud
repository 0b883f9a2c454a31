# Deleting: asked for twice, refused while she plays or is not written down yet, and then the name is anybody's.
server  --checkpoint.interval_ms 1000
connect ada at 3001
ada>    get leaf
ada<    You get a folded leaf of paper.
raw     two
two<    Account name:
two>    ada
two<    (ENTER aborts):
two>    open sesame
two<    *** PRESS ENTER ***
two>    "\r\n"
two<    Your choice:
two>    4
two<    Delete whom?
two>    4 nobody
two<    You have no character of that name.
two>    4 ada
two<    Ada would be gone for good
two<    Type the name once more
two>    "\r\n"
two<    Ada stays.
two<    Your choice:
two>    4 ada
two<    Type the name once more
two>    ada
two<    Ada is in the game.
ada>    quit
closed  ada
wait    4000
two>    4 ada
two<    Type the name once more
two>    ADA
two<    Ada is no more.
two<    Active Character: none yet
two>    1
two<    There is no character to play yet
crash
raw     two
two<    Account name:
two>    ada
two<    (ENTER aborts):
two>    open sesame
two<    *** PRESS ENTER ***
two>    "\r\n"
two<    Active Character: none yet
raw     bob
bob<    Account name:
bob>    "bob\r\nyes\r\nopen sesame\r\nopen sesame\r\n"
bob<    Your account is made.
bob>    "2\r\nno\r\nada\r\nshe\r\nhuman\r\nfighter\r\n"
bob<    Ada is ready to enter the game.
bob>    1
bob<    < Ada |
bob>    inventory
bob!<   leaf
