# Statement 31: what can be toggled.
connect ada
ada>    toggle
ada<    brief: off.
ada<    compass: off.
ada>    toggle briefcombat
ada<    The blows of a round are told in one line.
ada>    toggle melee
ada<    Of a fight you read what you do and suffer yourself.
ada>    toggle brief
ada<    Rooms are shown without their text while you walk.
ada>    toggle channelconfirm
ada!<   There is nothing
ada>    toggle compass
ada<    Rooms are headed by a compass.
ada>    toggle
ada<    brief: on.
ada<    compass: on.
