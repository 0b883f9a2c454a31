# Something knocks behind a wall that has a way in it; who knocks is spoken to, and what he kept is brought up.
server  --newcomer.level 25
connect ada keeper at 3300
ada>    talk lowen
ada<    I never went down.
ada>    quest accept
ada<    You take it on: Three, and a Pause.
ada>    west
ada>    south
ada<    The Adit
ada>    west
ada<    Alas, you cannot go west...
ada>    search
ada<    You find a way west that is easily missed.
ada>    west
ada<    The Knockers' Crosscut
ada<    Three, and a Pause: that is done.
ada>    talk hendy
ada<    I know who I am.
ada>    get tally
ada<    You get a brass tally, number seven.
ada>    "east\r\nnorth\r\neast\r\n"
ada<    The Pithead
ada>    talk lowen
ada<    I had thought that it was seven.
ada<    You have done it: Three, and a Pause.
