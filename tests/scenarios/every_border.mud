# Where lands touch: what those who stay behind and those who wait there read, then every border there and back.
# tests/zones/world/test_world.c looks whether a border of the area files is missing here.
connect bob at 3019
connect cyd at 3100
connect ada at 3019
ada>    south
bob<    Ada leaves south.
cyd<    Ada arrives from the north.
ada<    Before the South Gate [ N S ]
ada>    north
cyd<    Ada leaves north.
bob<    Ada arrives from the south.
ada<    The South Gate [
connect gus at 3020
gus>    s
gus<    The Ropemakers' Plank [ N S ]
gus>    n
gus<    The Ropewalk [
connect kim keeper
kim>    goto 3800
kim<    The Mud Road [
kim>    north
kim<    The Tail of the Moorings [
kim>    south
kim<    The Mud Road [
kim>    goto 3814
kim<    The Organ Loft [
kim>    east
kim<    The Bridge-Head [
kim>    west
kim<    The Organ Loft [
kim>    goto 3500
kim<    Where the Other Street Was Not Built [
kim>    east
kim<    The Top of Guild Lane [
kim>    west
kim<    Where the Other Street Was Not Built [
kim>    goto 3514
kim<    The Foot of the Last Pier [
kim>    south
kim<    The Hazel Coppice [
kim>    north
kim<    The Foot of the Last Pier [
kim>    goto 3700
kim<    The Arm That Went into the River [
kim>    open west
kim<    You open the hurdle
kim>    look
kim<    The Arm That Went into the River [
kim>    west
kim<    The Blind Crossroads [
kim>    east
kim<    The Arm That Went into the River [
kim>    goto 4300
kim<    The Chalk Door [
kim>    east
kim<    The Sunken Lane [
kim>    west
kim<    The Chalk Door [
kim>    goto 4313
kim<    The Turning Gallery [
kim>    north
kim<    The Slow Shaft [
kim>    south
kim<    The Turning Gallery [
kim>    goto 4200
kim<    The Windlass [
kim>    west
kim<    The Edge of the Down [
kim>    east
kim<    The Windlass [
kim>    goto 3100
kim<    Before the South Gate [
kim>    north
kim<    The South Gate [
kim>    south
kim<    Before the South Gate [
kim>    goto 3101
kim<    The Ropemakers' Plank [
kim>    north
kim<    The Ropewalk [
kim>    south
kim<    The Ropemakers' Plank [
kim>    goto 3103
kim<    The Road among Gardens [
kim>    west
kim<    Orchard Lane [
kim>    east
kim<    The Road among Gardens [
kim>    goto 3108
kim<    The Leaning Milestone [
kim>    west
kim<    The Edge of Hartswood [
kim>    east
kim<    The Leaning Milestone [
kim>    goto 3109
kim<    The Drovers' Camp [
kim>    west
kim<    The Hog Ride [
kim>    east
kim<    The Drovers' Camp [
kim>    goto 3109
kim<    The Drovers' Camp [
kim>    east
kim<    The Lane of Painted Boards [
kim>    west
kim<    The Drovers' Camp [
kim>    goto 3110
kim<    The Blind Crossroads [
kim>    west
kim<    The Two Judges [
kim>    east
kim<    The Blind Crossroads [
kim>    goto 3111
kim<    The Tin Wharf [
kim>    west
kim<    The Pithead [
kim>    east
kim<    The Tin Wharf [
kim>    goto 3111
kim<    The Tin Wharf [
kim>    south
kim<    The Foot of the Pass [
kim>    north
kim<    The Tin Wharf [
kim>    goto 4100
kim<    The Down Road [
kim>    west
kim<    The Saddle [
kim>    east
kim<    The Down Road [
kim>    goto 3300
kim<    The Pithead [
kim>    north
kim<    The Two Judges [
kim>    south
kim<    The Pithead [
kim>    goto 3300
kim<    The Pithead [
kim>    south
kim<    The Rim [
kim>    north
kim<    The Pithead [
kim>    goto 3301
kim<    The Adit Mouth [
kim>    north
kim<    The Bracken Slope [
kim>    south
kim<    The Adit Mouth [
kim>    goto 3913
kim<    The Saddle [
kim>    west
kim<    The Rim [
kim>    east
kim<    The Saddle [
kim>    goto 3001
kim<    The Temple of the Kept Lamp [
kim>    west
kim<    The Porter's Lodge [
kim>    east
kim<    The Temple of the Kept Lamp [
