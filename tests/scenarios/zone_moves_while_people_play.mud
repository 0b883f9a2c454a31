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
kim<    , gate_road is run by worker 1 now.
log     event=zone_moved zone=midgaard number=
kim>    zones
kim<    , midgaard: worker 1,
kim<    , login.1: worker
kim>    move-zone midgaard 99
kim<    The worker must be a number from 0 to 1, not '99'.
kim>    move-zone nowhere 1
kim<    There is no zone 'nowhere'. Say its name or its number.
kim>    move-zone
kim<    There is no zone ''. Say its name or its number.
kim>    "move-zone login.1 0\r\nmove-zone Login.1 1\r\n"
kim<    , login.1 is run by worker 1 now.
log     event=zone_moved zone=login.1 number=
kim>    threads
kim<    zones
