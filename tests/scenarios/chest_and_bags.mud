# Things in things: a closed chest, capacity, a bag in a bag, and everything at once.
connect ada at 3003
connect bob at 3003
ada>    get cap chest
ada<    A cedar chest is closed.
ada>    get chest
ada<    A cedar chest stays where it is.
ada>    open chest
ada<    You open a cedar chest.
bob<    Ada opens a cedar chest.
ada>    look in chest
ada<    a knitted cap (2).
ada<    a canvas smock (2).
ada<    a pair of clogs (2).
ada>    get all.cap from chest
ada<    You get a knitted cap from a cedar chest.
ada<    You get a knitted cap from a cedar chest.
bob<    Ada gets a knitted cap from a cedar chest.
ada>    get 2.clogs chest
ada<    You get a pair of clogs from a cedar chest.
ada>    get 2.clogs chest
ada<    You do not see that in there.
ada>    get all chest
ada<    You get a canvas smock
ada<    You get a canvas smock
ada>    put all.cap in chest
ada<    You put a knitted cap in a cedar chest.
ada<    You put a knitted cap in a cedar chest.
ada>    put sword in chest
ada<    You carry no such thing.
ada>    put smock in bob
ada<    You do not see bob here.
ada>    put smock in clogs
ada<    is no container.
ada>    close chest
ada<    You close a cedar chest.
bob>    open cedar
bob<    You open a cedar chest.
bob>    get 5.cap chest
bob<    You do not see that in there.
bob>    get 0.cap chest
bob<    You get a knitted cap
