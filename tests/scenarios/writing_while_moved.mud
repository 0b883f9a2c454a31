# Whoever writes can be moved, over a border too, lose the link and come back: the sheet stays in hand.
connect ada at 3063
connect kim keeper
kim>    goto 3300
kim<    The Pithead
ada>    write a long story
ada<    Write, line by line.
ada>    It began in the market.
ada<    < Ada | writing line 2
kim>    tell ada hello
ada<    Kim tells you, 'hello'
kim>    transfer ada
kim<    Ada appears out of nowhere.
ada<    The Pithead
ada>    north
ada<    < Ada | writing line 3
hangup  ada
kim<    Ada stares at nothing
raw     ada
ada<    Account name:
ada>    ada
ada<    (ENTER aborts):
ada>    open sesame
ada<    *** PRESS ENTER ***
ada>    "\r\n"
ada<    Your choice:
ada>    1
ada<    Reconnecting.
ada<    < Ada | writing line 3
ada>    It ended here.
ada>    ~l
ada<    a long story
ada<    It began in the market.
ada<    north
ada<    It ended here.
ada>    .
ada<    Your note hangs on the board as number 1.
ada<    < Ada | 100h
ada>    board
ada<    There is no notice board here.
kim>    goto 3063
kim<    Shipwall Market
kim>    read 1
kim<    Ada writes: a long story
kim<    north
expect  ada in 3300
