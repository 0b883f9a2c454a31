# A letter to somebody offline waits for her, over a crash; who is deleted leaves no letters to her successor.
server  --checkpoint.interval_ms 200
connect ada at 3080
ada>    mail
ada<    There are no letters for you.
ada>    mail bob the lamp
ada<    Nobody of that name lives in this world.
connect bob at 3080
bob>    quit
closed  bob
ada>    mail bob
ada<    About what?
ada>    mail bob the lamp you lent me
ada<    Write, line by line.
ada<    < Ada | writing line 1
ada>    Dear Bob,
ada<    < Ada | writing line 2
ada>    quit
ada>    say this is text
ada>    ~d
ada<    You cross out: say this is text
ada>    ~l
ada<    the lamp you lent me
ada<    Dear Bob,
ada<    quit
ada>    .
ada<    Your letter is handed over.
ada<    < Ada | 100h
ada>    mail ada to myself
ada<    Write, line by line.
ada>    one
ada>    .
ada<    A courier finds you, out of breath: a letter from Ada waits at the post office.
ada>    mail
ada<    1: 1 Thaw,
ada<    Ada, unread: to myself
ada>    mail read 1
ada<    Letter 1, 1 Thaw,
ada<    Ada writes: to myself
ada<    one
ada>    save
ada<    Ada is saved.
crash
# By hand, as the notice may come before the first prompt, for which `connect` waits.
raw     bob
bob<    Account name:
bob>    bob
bob<    (ENTER aborts):
bob>    open sesame
bob<    *** PRESS ENTER ***
bob>    "\r\n"
bob<    Active Character: Bob
bob>    1
bob<    Welcome to the legendary lands of Kallisti.
bob<    1 unread letter waits for you at the post office.
expect  bob in 3080
bob>    mail
bob<    Ada, unread: the lamp you lent me
bob>    mail read 1
bob<    Ada writes: the lamp you lent me
bob<    Dear Bob,
bob<    quit
bob!<   this is text
bob>    mail
bob<    Ada: the lamp you lent me
bob>    mail read 2
bob<    There is no letter 2.
bob>    mail remove 1
bob<    You throw letter 1 away.
bob>    mail
bob<    There are no letters for you.
connect ada
ada>    mail bob again
ada<    Write, line by line.
ada>    I forgot.
ada>    .
ada<    Your letter is handed over.
bob<    A courier finds you
bob>    quit
closed  bob
wait    1000
raw     two
two<    Account name:
two>    bob
two<    (ENTER aborts):
two>    open sesame
two<    *** PRESS ENTER ***
two>    "\r\n"
two<    Your choice:
two>    4 bob
two<    Type the name once more
two>    bob
two<    Bob is no more.
ada>    mail bob once more
ada<    Nobody of that name lives in this world.
two>    "2\r\nno\r\nbob\r\nhe\r\nhuman\r\nfighter\r\n"
two<    Bob is ready to enter the game.
ada>    mail bob welcome
ada<    Write, line by line.
ada>    "Hello.\r\n.\r\n"
ada<    Your letter is handed over.
two>    1
two<    1 unread letter waits
restart
connect bob at 3080
bob>    mail
bob<    1: 1 Thaw
bob<    Ada, unread: welcome
