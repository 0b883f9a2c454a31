# One thing changes hands; who stands by reads each step, and nobody ever has it twice.
connect ada at 3001
connect bob at 3001
connect cyd at 3001
ada>    get all.leaf
ada<    You get a folded leaf of paper.
ada<    You get a folded leaf of paper.
ada<    You get a folded leaf of paper.
cyd<    Ada gets a folded leaf of paper.
ada>    get leaf
ada<    You do not see that here.
ada>    drop 2.leaf
ada<    You drop a folded leaf of paper.
bob<    Ada drops a folded leaf of paper.
bob>    get leaf
bob<    You get a folded leaf of paper.
cyd<    Bob gets a folded leaf of paper.
bob>    give leaf to cyd
bob<    You give a folded leaf of paper to Cyd.
cyd<    Bob gives you a folded leaf of paper.
ada<    Bob gives a folded leaf of paper to Cyd.
bob>    give leaf to cyd
bob<    You carry no such thing.
cyd>    give leaf wenna
cyd<    hands it back.
cyd>    give leaf to me
cyd<    from one hand to the other.
cyd>    give leaf to zoe
cyd<    There is nobody here by that name.
cyd>    drop all
cyd<    You drop a folded leaf of paper.
cyd>    drop all
cyd<    You carry no such thing.
ada>    get
ada<    Get what?
ada>    get wenna
ada<    You do not see that here.
ada>    inventory
ada<    a folded leaf of paper (2).
ada>    score
ada<    You carry 2 things.
