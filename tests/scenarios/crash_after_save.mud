# After `is saved` a kill -9 takes nothing: not what is carried, not what was dropped, not where one stood.
connect ada at 3001
connect bob at 3005
ada>    get all.leaf
ada<    You get a folded leaf of paper.
ada>    drop leaf
ada<    You drop
ada>    south
ada<    The Temple Steps
ada>    drop leaf
ada<    You drop
bob>    get dipper
bob<    You get a dipper
bob>    hold dipper
bob<    You hold a dipper
bob>    title of the Well
bob<    Your title is now
bob>    save
bob<    Bob is saved.
ada>    save
ada<    Ada is saved.
crash
connect ada
expect  ada in 3002
ada>    inventory
ada<    a folded leaf of paper.
ada>    get leaf
ada<    You get a folded leaf of paper.
ada>    get leaf
ada<    You do not see that here.
ada>    north
ada<    The Temple of the Kept Lamp
ada>    score
ada<    You carry 2 things.
connect bob
expect  bob in 3005
bob>    equipment
bob<    held: a dipper of well water.
bob>    score
bob<    You are Bob of the Well
