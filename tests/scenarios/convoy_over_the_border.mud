# A leader walks, two follow, over the border and back, in that order.
connect ada at 3019
connect bob at 3019
connect cyd at 3019
connect dan at 3100
bob>    follow ada
bob<    You now follow Ada.
ada<    Bob starts following you.
cyd>    follow bob
cyd<    You now follow Bob.
ada>    south
bob<    You follow Ada south.
bob<    Before the South Gate
cyd<    You follow
cyd<    Before the South Gate
dan<    Ada arrives from the north.
dan<    Bob arrives from the north.
dan<    Cyd arrives from the north.
ada>    north
ada<    The South Gate
expect  bob in 3019
expect  cyd in 3019
bob>    follow self
bob<    You stop following Ada.
ada<    Bob stops following you.
ada>    south
ada<    Before the South Gate
expect  bob in 3019
