# Nothing an ignored player tells, beckons, does or says on a channel arrives; the list survives a crash.
connect ada at 3005
connect bob at 3005
ada>    gossip before
bob<    <Gossip: Ada> 'before'
bob>    ignore
bob<    You ignore nobody.
bob>    ignore ada
bob<    You hear nothing more of Ada.
bob>    ignore bob
bob<    You would miss yourself.
bob>    ignore x9
bob<    'x9' is nobody's name.
bob>    ignore
bob<    You ignore Ada.
ada>    tell bob psst
ada<    Bob does not listen to you.
ada>    beckon bob
ada<    Bob does not listen to you.
ada>    smile bob
ada<    You smile at Bob.
ada>    gossip secret
ada<    <Gossip: Ada> 'secret'
bob!<   psst
bob>    time
bob<    o'clock
bob!<   Ada
bob>    review gossip
bob<    Nothing has been said
bob!<   secret
ada>    say aloud
bob<    Ada says, 'aloud'
bob>    tell ada hm
ada<    Bob tells you, 'hm'
ada>    reply hm
ada<    Bob does not listen to you.
bob>    save
bob<    Bob is saved.
crash
connect ada
connect bob
ada>    tell bob psst
ada<    Bob does not listen to you.
bob>    ignore ada
bob<    You listen to Ada again.
ada>    tell bob psst
bob<    Ada tells you, 'psst'
ada>    gossip open
bob<    <Gossip: Ada> 'open'
