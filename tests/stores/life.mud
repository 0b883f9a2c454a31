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
ada>    save
ada<    Ada is saved.
bob>    save
bob<    Bob is saved.
kim>    save
kim<    Kim is saved.
