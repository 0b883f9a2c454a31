# A wait that comes later: lines wait, are counted, can be looked at and dropped; no border and no new connection ends it.
connect cid keeper at 3005
connect ada at 3005
ada>    "\xff\xfd\x45\xff\xfa\x45\x01REPORT\x02QUEUE\xff\xf0"
ada<    "\xff\xfa\x45\x01QUEUE\x020\xff\xf0"
cid>    stun ada 0
cid<    Stun whom, and for how many seconds?
cid>    stun nobody 3
cid<    Nobody by that name
cid>    stun ada 60
cid<    Ada is stunned.
ada<    Cid looks at you, and you cannot stir.
ada>    "say one\r\nsay two\r\nsay three\r\n"
ada<    "\xff\xfa\x45\x01QUEUE\x023\xff\xf0"
ada>    queue
ada<    What waits:
ada<    1  say one
ada<    2  say two
ada<    3  say three
ada>    breakout
ada<    You drop everything you were about to do.
ada<    "\xff\xfa\x45\x01QUEUE\x020\xff\xf0"
ada>    queue
ada<    Nothing.
# She is carried over a border and connects again: it is still on her.
cid>    goto 3111
cid>    transfer ada
ada<    Cid calls you.
ada>    say four
ada>    queue
ada<    1  say four
connect twin as ada
closed  ada
twin>   say five
twin>   queue
twin<   1  say five

# In the end it is over, and what waited is done in order.
connect bob at 3005
cid>    stun bob 2
bob<    you cannot stir.
bob>    "say one\r\nnorth\r\nsay two\r\n"
bob>    queue
bob<    2  north
bob<    You say, 'one'
bob<    Temple Steps
bob<    You say, 'two'
