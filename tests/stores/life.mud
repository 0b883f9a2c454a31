# The lives behind the stores that are kept: see test_stores.c.  Somewhat of everything that reaches a record.
server  --checkpoint.interval_ms 100 --newcomer.coins 100
connect ada at 3003
ada>    open chest
ada<    You open a cedar chest.
ada>    get all.cap from chest
ada<    You get a knitted cap from a cedar chest.
ada>    get smock chest
ada<    You get a canvas smock from a cedar chest.
ada>    wear cap
ada>    drop smock
ada<    You drop a canvas smock.
ada>    put cap in chest
ada<    You put a knitted cap in a cedar chest.
ada>    alias greet say hello
ada>    toggle brief
ada>    brief
connect bob at 3016
bob>    get all
bob<    You get a wicker buckler.
bob>    wield sword
bob<    You wield a wooden sword.
bob>    ignore ada
bob<    You hear nothing more of Ada.
connect kim at 3063
kim>    write lost cat
kim<    Write, line by line.
kim>    Grey, answers to nothing.
kim>    .
kim<    Your note hangs on the board as number 1.
connect lee at 3080
lee>    mail bob the sword
lee<    Write, line by line.
lee>    It is yours now.
lee>    .
lee<    Your letter is handed over.
lee>    quit
closed  lee
connect gil keeper
gil>    quit
closed  gil
raw     hea
hea<    Account name:
hea>    gil
hea<    (ENTER aborts):
hea>    open sesame
hea<    *** PRESS ENTER ***
hea>    "\r\n"
hea<    Your choice:
hea>    2
hea<    Do you use a screen reader
hea>    no
hea<    Name of the character
hea>    hea
hea<    he, she or they?
hea>    she
hea<    Born to which people
hea>    "\r\n"
hea<    Which path
hea>    "\r\n"
hea<    Active Character: Hea
hangup  hea
raw     gil
gil<    Account name:
gil>    gil
gil<    (ENTER aborts):
gil>    open sesame
gil<    *** PRESS ENTER ***
gil>    "\r\n"
gil<    Your choice:
gil>    3 gil
gil<    Active Character: Gil
gil>    1
gil<    < Gil |
gil>    bloodline heir hea
gil<    You name Hea your heir.
gil>    quit
closed  gil
raw     hea
hea<    Account name:
hea>    gil
hea<    (ENTER aborts):
hea>    open sesame
hea<    *** PRESS ENTER ***
hea>    "\r\n"
hea<    Your choice:
hea>    3 hea
hea<    Active Character: Hea
hea>    1
hea<    < Hea |
hea>    bloodline accept gil
hea<    You take up the blood of Gil.
hea>    goto 4406
hea<    The Cellar of the Otter
hea>    kill rat
hea<    You attack a cellar rat!
wait    30000
hea<    You receive your reward for the kill
connect ivy at 3401
ivy>    quest accept third_party
ivy<    You take it on: The Third Party.
connect joe at 3401
joe>    quest accept third_party
joe<    You take it on: The Third Party.
hea>    save
hea<    Hea is saved.
ada>    save
ada<    Ada is saved.
bob>    save
bob<    Bob is saved.
kim>    save
kim<    Kim is saved.
ivy>    save
ivy<    Ivy is saved.
joe>    save
joe<    Joe is saved.
