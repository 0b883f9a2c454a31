# Two of four fit on the plank: the first two walk, the others come back to where they stood and read why.
connect eve at 3101
connect ada at 3020
connect bob at 3020
connect cyd at 3020
connect dan at 3020
bob>    follow ada
bob<    You now follow Ada.
cyd>    follow ada
cyd<    You now follow Ada.
dan>    follow ada
dan<    You now follow Ada.
ada>    south
ada<    The Ropemakers' Plank
eve<    Ada arrives from the north.
eve<    Bob arrives from the north.
cyd<    It is too crowded there.
dan<    too crowded there.
expect  bob in 3101
expect  cyd in 3020
expect  dan in 3020
eve!<   Cyd arrives
cyd>    say still here
dan<    Cyd says, 'still here'
