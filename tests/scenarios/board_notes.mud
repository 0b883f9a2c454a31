# Two people write at once; both notes are there, in one order, and survive a kill -9 after the cut.
server  --boxes.letters_max 3 --checkpoint.interval_ms 200
connect ada at 3063
connect bob at 3063
connect kim keeper
ada>    look
ada<    A notice board stands here.
ada>    look board
ada<    The board is bare.
ada>    write
ada<    About what?
ada>    write lost cat
ada<    Write, line by line.
bob>    write found cat
bob<    Write, line by line.
ada>    .
ada<    There is nothing to send yet
ada>    Grey, answers to nothing.
bob>    say is that your cat
bob>    It sits on my roof.
bob>    .
bob<    Your note hangs on the board as number 1.
ada<    Bob pins a note to the board.
ada>    ~q now
ada>    .
ada<    Your note hangs on the board as number 2.
bob<    Ada pins a note to the board.
ada>    board
ada<    1: 1 Thaw,
ada<    Bob: found cat
ada<    2: 1 Thaw,
ada<    Ada: lost cat
ada>    read 1
ada<    Note 1, 1 Thaw,
ada<    Bob writes: found cat
ada<    say is that your cat
ada<    It sits on my roof.
ada>    remove 1
ada<    Note 1 is not yours to take down.
ada>    read 9
ada<    There is no note 9.
ada>    read board
ada<    Bob: found cat
ada>    "write three\r\nx\r\n.\r\n"
ada<    as number 3.
ada>    write four
ada<    The board is full
ada>    save
ada<    Ada is saved.
crash
connect ada
connect kim keeper
connect bob
ada>    board
ada<    Bob: found cat
ada<    Ada: lost cat
ada<    Ada: three
ada>    remove 2
ada<    You take note 2 down.
kim>    goto 3063
kim<    Shipwall Market
kim>    remove 1
kim<    You take note 1 down.
ada>    ignore ada
ada<    You would miss yourself.
bob>    ignore ada
bob<    You hear nothing more of Ada.
bob>    board
bob<    The board is bare.
ada>    "write five\r\nx\r\n.\r\n"
ada<    as number 4.
ada>    save
ada<    Ada is saved.
crash
connect ada
ada>    board
ada<    3: 1 Thaw,
ada<    4: 1 Thaw,
ada!<   1: 1 Thaw
ada!<   2: 1 Thaw
ada>    north
ada<    Scale Street
ada>    board
ada<    There is no notice board here.
ada>    write x
ada<    There is no notice board here.
ada>    mail
ada<    This is no post office.
