# Who was played last is who `1` plays next, even after a crash; an account has one body in the game at a time.
connect ada
ada>    quit
closed  ada
raw     two
two<    Account name:
two>    ada
two<    (ENTER aborts):
two>    open sesame
two<    Have fun, and tell a friend about us!
two<    *** PRESS ENTER ***
two>    "\r\n"
two<    Active Character: Ada
two>    2
two<    Do you use a screen reader
two>    no
two<    Name of the character
two>    bob
two<    he, she or they?
two>    he
two<    Born to which people
two>    "\r\n"
two<    Which path
two>    "\r\n"
two<    Active Character: Bob
two<    Your characters: Ada, Bob
two>    3 ada
two<    Active Character: Ada
two>    1
two<    < Ada |
two>    save
two<    Ada is saved.
crash
raw     ada
ada<    Account name:
ada>    ada
ada<    (ENTER aborts):
ada>    open sesame
ada<    *** PRESS ENTER ***
ada>    "\r\n"
ada<    Active Character: Ada
ada>    3 bob
ada<    Active Character: Bob
ada>    1
ada<    < Bob |
raw     two
two<    Account name:
two>    ada
two<    (ENTER aborts):
two>    open sesame
two<    *** PRESS ENTER ***
two>    "\r\n"
two<    Active Character: Bob
two>    3 ada
two<    Active Character: Ada
two>    1
two<    Bob is in the game already
