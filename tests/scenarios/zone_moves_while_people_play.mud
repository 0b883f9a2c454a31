# A land goes from worker to worker under the feet of those who talk, walk in and walk out.
connect kim keeper
connect ada at 3019
connect bob at 3100
kim>    move-zone midgaard 0
kim<    Asked.
ada>    "south\r\nnorth\r\nsay one\r\n"
ada<    You say, 'one'
kim>    move-zone midgaard 1
ada>    "south\r\nnorth\r\nsay two\r\n"
ada<    You say, 'two'
kim>    move-zone gate_road 0
bob>    "north\r\nsouth\r\nsay three\r\n"
bob<    You say, 'three'
kim>    move-zone gate_road 1
ada>    "south\r\nsay four\r\n"
ada<    You say, 'four'
bob<    Ada says, 'four'
kim>    zones
kim<    midgaard
kim>    move-zone midgaard 99
kim<    Asked.
kim>    move-zone nowhere 1
kim<    Move which zone to which worker?
kim>    move-zone
kim<    Move which zone to which worker?
kim>    threads
kim<    zones
