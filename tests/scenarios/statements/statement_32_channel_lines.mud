# Statement 32: the shapes of what is said; a keeper is shown whose character speaks, and nobody else is.
connect ada at 3001
connect bob at 3001
connect zoe keeper at 3001
ada>    gossip good day
ada<    "\x1b[1;35m<Gossip: Ada> 'good day'"
bob<    "\x1b[1;35m<Gossip: Ada> 'good day'"
zoe<    "\x1b[1;35m<Gossip: Ada (ada)> 'good day'"
ada>    tell zoe psst
zoe<    "\x1b[1;36mAda (ada) tells you, 'psst'"
zoe>    gossip good morning
ada<    "\x1b[1;35m<Gossip: Zoe> 'good morning'"
zoe>    tell ada hush
ada<    "\x1b[1;36mZoe tells you, 'hush'"
bob>    follow ada
bob<    You now follow Ada.
ada>    group bob
bob<    You join Ada's group.
ada>    gt to arms
ada<    "\x1b[1;36mYou grouptell: to arms"
bob<    "\x1b[1;36m**Ada: 'to arms'"
ada>    tell bob psst
ada<    "\x1b[1;36mYou tell Bob, 'psst'"
bob<    "\x1b[1;36mAda tells you, 'psst'"
ada>    say hello
ada<    "You say, 'hello'"
bob<    Ada says, 'hello'
ada>    shout hear me
bob<    Ada shouts, 'hear me'
ada>    whisper bob softly
ada<    You whisper to Bob, 'softly'
bob<    "Ada whispers to you, 'softly'\r\n"
ada>    yell hey
ada<    You yell 'hey'
bob<    Ada yells, 'hey'
ada>    ask bob why
bob<    Ada asks you, 'why'
ada>    exclaim aha
bob<    Ada exclaims, 'aha'
ada>    grunt hm
bob<    Ada grunts, 'hm'
ada>    roleplay hark
bob<    {Roleplay: Ada} 'hark'
ada>    advice look twice
bob<    "\x1b[0;36m<Advice: Ada> 'look twice'"
