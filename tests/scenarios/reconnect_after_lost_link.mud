# A lost link leaves the body; who comes back finds it where it stood, with what it holds.
connect ada at 3001
connect bob at 3001
ada>    get leaf
ada<    You get a folded leaf of paper.
hangup  ada
bob<    Ada stares at nothing all of a sudden.
bob>    look
bob<    Ada is standing here, staring at nothing.
bob>    tell ada are you there
bob<    Ada stares at nothing and does not hear you.
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
ada<    The Temple of the Kept Lamp
bob<    Ada is all there again.
ada>    inventory
ada<    a folded leaf of paper.
