# What time it is, what the sky does, and who is about: in words, line by line.
server  --game.first_hour 0
connect kim keeper at 3001
connect ada at 3002
connect bob at 3005
ada>    time
ada<    o'clock
ada<    It is night, on the 1st day of Thaw, in the spring of year 1.
ada<    This is the 1st day of the world.
ada>    weather
ada<    The sky is clear
ada>    look sky
ada<    The sky is clear
kim>    weather
kim<    You cannot see the sky from here.
ada>    title of the Steps
ada>    who
ada<    Players in the world:
ada<    Ada of the Steps, level 1.
ada<    Bob, level 1.
ada<    Kim, level 1, keeper.
ada<    4 players are in the world.
ada>    who keepers
ada<    Keepers in the world:
ada<    Kim, level 1, keeper.
ada<    2 of 4 who are in the world.
ada!<   Bob
ada>    who zo
ada<    Nobody whose name begins with 'zo' is in the world.
kim>    goto 3005
kim<    Bob is standing here.
hangup  bob
kim<    Bob stares at nothing all of a sudden.
ada>    who b
ada<    Bob, level 1, linkless.
ada>    scan
ada<    South - 
ada<    Kim
ada>    scan
ada<    Bob
kim>    glance bob
kim<    Bob is unhurt, and standing.
ada>    where
ada<    In Midgaard City:
exits   0 --check
told    0 mistakes.
