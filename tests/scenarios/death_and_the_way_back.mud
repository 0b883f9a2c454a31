# Who dies wakes in the temple; what was carried waits where it lay, for its owner alone, over a crash too.
connect una keeper at 3079
connect ada at 3001
connect bob at 3079
ada>    get 2.leaf
ada<    You get a folded leaf of paper.
ada>    get leaf
ada<    You get a folded leaf of paper.
una>    transfer ada
una<    Ada is on
ada>    kill counter
ada<    You attack the Under-Counter!
ada<    You are dead!  Better luck next time...
ada<    You are young, and it costs you nothing this time.
expect  ada in 3001
bob<    Ada is dead!  R.I.P.
bob>    look
bob<    It is too dark to make out anything here.
una>    look
una<    The corpse of Ada is lying here.
bob>    get all corpse
bob<    What lies there is not yours to touch, unless its owner consents.
ada>    inventory
ada<    nothing.
ada>    consent bob
ada<    Bob may take things from what is left of you here.
bob>    get leaf corpse
bob<    You get a folded leaf of paper from the corpse of Ada.
bob>    save
bob<    Bob is saved.
crash
connect ada
connect bob
connect una keeper
bob>    get leaf ada
bob<    You get a folded leaf of paper from the corpse of Ada.
bob>    get leaf corpse
bob<    is empty.
una>    goto bob
una<    The corpse of Ada is lying here.
expect  ada in 3001
