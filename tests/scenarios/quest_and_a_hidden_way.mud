# What the quest asks to be found is behind a way that is no way before a search has found it; then it is one for all.
server  --newcomer.level 20
connect ada keeper at 4104
connect bob at 4110
ada>    talk pim
ada<    You have eyes, and don't mind stairs.
ada>    quest accept
ada<    You take it on: How Far It Has to Come.
ada>    down
ada<    The Low Ear [ [E] U ]
ada>    down
ada<    Alas, you cannot go down...
bob>    down
bob<    Alas, you cannot go down...
ada>    search
bob<    Ada searches the place.
ada<    You find a way down that is easily missed.
bob<    Ada has found something.
ada>    exits
ada<    down: The Foot of the Screw.
bob>    look
bob<    The Low Ear [ [E] U D ]
ada>    down
ada<    The Foot of the Screw
ada<    How Far It Has to Come: that is done. Tell Ansel Voe
ada>    "up\r\nup\r\nup\r\nup\r\nup\r\n"
ada<    The Listening Chair
ada>    say eleven
ada<    Somebody down there is making up his mind to knock.
ada>    inventory
ada<    a jar of May wind.
ada>    save
ada<    Ada is saved.
