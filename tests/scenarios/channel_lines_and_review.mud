# A channel is heard by all who listen, wherever they stand; its lines are numbered without a gap and can be read again.
connect ada at 3005
connect bob at 3100
connect cyd at 3300
ada>    gossip
ada<    Nothing has been said on gossip lately.
ada>    gossip one
ada<    <Gossip: Ada> 'one'
bob<    <Gossip: Ada> 'one'
cyd<    <Gossip: Ada> 'one'
ada>    "gossip two\r\ngossip three\r\ngossip four\r\nlook\r\n"
bob<    <Gossip: Ada> 'two'
bob<    <Gossip: Ada> 'three'
bob<    <Gossip: Ada> 'four'
ada<    'two'
ada<    'three'
ada<    'four'
bob>    gos five
bob<    <Gossip: Bob> 'five'
ada<    <Gossip: Bob> 'five'
cyd>    review gossip
cyd<    1: <Gossip: Ada> 'one'
cyd<    2: <Gossip: Ada> 'two'
cyd<    3: <Gossip: Ada> 'three'
cyd<    4: <Gossip: Ada> 'four'
cyd<    5: <Gossip: Bob> 'five'
cyd>    review gossip 2
cyd<    4: <Gossip: Ada> 'four'
cyd<    5: <Gossip: Bob> 'five'
cyd!<   3: <Gossip
cyd>    review
cyd<    Review which channel?
cyd>    review nothing
cyd<    There is no channel named 'nothing'.
cyd>    review gossip some
cyd<    Review how many lines?
# Each channel counts for itself, and has its own shape.
ada>    roleplay hark {name}
ada<    {Roleplay: Ada} 'hark {name}'
bob<    {Roleplay: Ada} 'hark {name}'
ada>    roleplay
ada<    1: {Roleplay: Ada}
ada>    market cheese
ada<    Nobody speaks on market; it is for listening.
ada>    hero me
ada<    You may speak on hero from level 51 on.
ada>    immortal me
ada<    Only keepers speak on immortal.
# One who sleeps does not speak, but the line is not lost.
ada>    sleep
ada<    fall asleep
ada>    gossip zzz
ada<    In your dreams, perhaps. Wake up first.
