# A newcomer's first fight: begun, told, won; what it brings, and what is left lying.
connect ada at 4406
connect bob at 4406
connect cyd at 4406
ada>    consider rat
ada<    That would be an even fight.
ada<    A cellar rat is unhurt.
ada>    toggle briefcombat on
ada<    The blows of a round are told in one line.
bob>    kill ada
bob<    You have not chosen to fight other players.
ada>    kill dragon
ada<    There is nobody here by that name.
ada>    kill rat
ada<    You attack a cellar rat!
bob<    Ada attacks a cellar rat!
ada>    up
ada<    You are fighting! You would have to flee.
ada>    quit
ada<    Not in the middle of a fight! Flee first.
bob>    assist
bob<    Nobody of your company is in a fight here.
bob>    join ada
bob<    You join the fight with a cellar rat.
cyd>    join bob
cyd<    You join the fight with a cellar rat.
ada<    attack(s) for
wait    10000
ada<    A cellar rat is dead!  R.I.P.
bob<    A cellar rat is dead!  R.I.P.
ada>    look
ada<    The corpse of a cellar rat is lying here.
ada>    get corpse
ada<    The corpse of a cellar rat stays where it is.
ada>    quit
ada<    Until the next time, Ada.
