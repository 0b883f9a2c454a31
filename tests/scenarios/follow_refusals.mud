# No circles, no mobiles, nobody who is not here.
connect ada at 3005
connect bob at 3005
ada>    follow
ada<    Follow whom?
ada>    follow nobody
ada<    There is nobody here by that name.
ada>    follow self
ada<    You follow nobody.
ada>    follow bob
ada<    You now follow Bob.
ada>    follow bob
ada<    You follow Bob already.
bob>    follow ada
bob<    You would walk in circles: Ada follows you.
bob>    north
ada<    You follow Bob north.
ada<    The Temple Steps [
