# Asked for on a barge, answered in an abbey, ended on the barge: what is brought is gone, what was earned is there once.
server  --newcomer.level 15
connect ada at 3705
ada>    ask deb what is in the tank?
ada<    says to you, 'You going down to the abbey?
ada>    quest accept basin
ada<    You take it on: A Basin for the Brothers.
ada>    get basin
ada<    You get a basin of jellied eel.
ada>    give basin to deb
ada<    hands it back.
ada>    "east\r\neast\r\nsouth\r\nsouth\r\nsouth\r\nsouth\r\nsouth\r\n"
ada<    The North Walk
ada>    inventory
ada<    a basin of jellied eel.
ada>    give basin to osric
ada<    You hand a basin of jellied eel to Brother Osric.
ada<    Brother Osric says to you, 'Thursday
ada<    A Basin for the Brothers: that is done. Tell Deb
ada>    inventory
ada<    nothing.
ada>    save
ada<    Ada is saved.
crash
connect ada
ada>    journal basin
ada<    A Basin for the Brothers.
ada<    Deb the eel girl, in The Moored Market, said:
ada<    Done: Take a basin
ada<    Now: Tell Deb
ada>    "north\r\nnorth\r\nnorth\r\nnorth\r\nnorth\r\nwest\r\nwest\r\n"
ada<    The Barge Slippery Deborah
ada<    Deb the eel girl holds a sack
ada>    talk to deb
ada<    A piece of river. In my tank.
ada<    You have done it: A Basin for the Brothers.
ada>    inventory
ada<    an eel-leather strap.
ada>    talk deb
ada<    Deb the eel girl has nothing to say to you just now.
ada>    quest accept basin
ada<    Nobody here has such a quest for you.
ada>    save
ada<    Ada is saved.
