# An heir earns something for an ancestor who is not in the game. A kill -9 in the middle leaves it with the heir, from whom it
# comes when the other enters; after the next kill -9 it is there once. The check of the store would find it twice as well.
# (Ada is a keeper, so that she need not reach level 20 first.)
connect ada keeper
ada>    bloodline
ada<    You are the first and the last of your blood.
ada>    bloodline heir ada
ada<    You have no other character called Ada.
ada>    bloodline heir bea
ada<    You have no other character called Bea.
ada>    quit
closed  ada
raw     bea
bea<    Account name:
bea>    ada
bea<    (ENTER aborts):
bea>    open sesame
bea<    *** PRESS ENTER ***
bea>    "\r\n"
bea<    Your choice:
bea>    2
bea<    Do you use a screen reader
bea>    no
bea<    Name of the character
bea>    bea
bea<    he, she or they?
bea>    she
bea<    Born to which people
bea>    "\r\n"
bea<    Which path
bea>    "\r\n"
bea<    Your choice:
bea>    1
bea<    < Bea |
bea>    bloodline accept ada
bea<    Ada has not named you as heir.
bea>    quit
closed  bea
raw     ada
ada<    Account name:
ada>    ada
ada<    (ENTER aborts):
ada>    open sesame
ada<    *** PRESS ENTER ***
ada>    "\r\n"
ada<    Your choice:
ada>    3 ada
ada<    Active Character: Ada
ada>    1
ada<    Welcome to the legendary lands
ada>    bloodline heir BEA
ada<    You name Bea your heir. It is so as soon as Bea says: bloodline accept Ada.
ada>    quit
closed  ada
raw     bea
bea<    Account name:
bea>    ada
bea<    (ENTER aborts):
bea>    open sesame
bea<    *** PRESS ENTER ***
bea>    "\r\n"
bea<    Your choice:
bea>    3 bea
bea<    Active Character: Bea
bea>    1
bea<    Welcome to the legendary lands
bea>    bloodline accept ada
bea<    You take up the blood of Ada.
bea>    score
bea<    You are of Ada's blood.
bea>    goto 4406
bea<    The Cellar of the Otter
bea>    kill rat
bea<    You attack a cellar rat!
wait    30000
bea<    A cellar rat is dead!  R.I.P.
bea<    You receive your reward for the kill
bea>    bloodline
bea<    Since you entered the world that is
bea!<   that is 0 experience
bea>    save
bea<    Bea is saved.
crash
raw     ada
ada<    Account name:
ada>    ada
ada<    (ENTER aborts):
ada>    open sesame
ada<    *** PRESS ENTER ***
ada>    "\r\n"
ada<    Your choice:
ada>    3 ada
ada<    Active Character: Ada
ada>    1
ada<    Welcome to the legendary lands
ada<    While you were away, your heir Bea earned you
ada>    save
ada<    Ada is saved.
ada>    quit
closed  ada
crash
raw     bea
bea<    Account name:
bea>    ada
bea<    (ENTER aborts):
bea>    open sesame
bea<    *** PRESS ENTER ***
bea>    "\r\n"
bea<    Your choice:
bea>    3 bea
bea<    Active Character: Bea
bea>    1
bea<    Welcome to the legendary lands
bea>    bloodline
bea<    You are of Ada's blood.
bea<    Since you entered the world that is 0 experience.
bea>    quit
closed  bea
raw     ada
ada<    Account name:
ada>    ada
ada<    (ENTER aborts):
ada>    open sesame
ada<    *** PRESS ENTER ***
ada>    "\r\n"
ada<    Your choice:
ada>    3 ada
ada<    Active Character: Ada
ada>    1
ada<    Welcome to the legendary lands
ada>    bloodline
ada<    You have named Bea your heir.
ada!<   While you were away
ada>    score
ada<    You have named Bea your heir.
ada!<   with 0 experience
ada>    bloodline disown
ada<    Bea is your heir no more.
ada>    quit
closed  ada
raw     bea
bea<    Account name:
bea>    ada
bea<    (ENTER aborts):
bea>    open sesame
bea<    *** PRESS ENTER ***
bea>    "\r\n"
bea<    Your choice:
bea>    3 bea
bea<    Active Character: Bea
bea>    1
bea<    Welcome to the legendary lands
bea<    You are of Ada's blood no more: that line has ended, or found another heir.
bea>    bloodline
bea<    You are the first and the last of your blood.
