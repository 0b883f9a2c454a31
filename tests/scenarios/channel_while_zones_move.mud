# The zone of a channel, and those of the speakers, go from worker to worker while people talk: no line is lost, none
# comes twice, the numbers have no gap.
connect kim keeper
connect ada at 3005
connect bob at 3100
kim>    zones
kim<    channels.2: worker
ada>    "gossip a1\r\ngossip a2\r\ngossip a3\r\n"
kim>    "move-zone channels.1 0\r\nmove-zone channels.2 1\r\nmove-zone midgaard 1\r\n"
bob>    "gossip b1\r\ngossip b2\r\ngossip b3\r\n"
bob<    'b3'
kim>    "move-zone channels.1 1\r\nmove-zone channels.2 0\r\nmove-zone midgaard 0\r\n"
ada>    "gossip a4\r\ngossip a5\r\ngossip a6\r\n"
ada<    'a6'
kim>    review gossip
kim<    1: <Gossip:
kim<    2: <Gossip:
kim<    3: <Gossip:
kim<    4: <Gossip:
kim<    5: <Gossip:
kim<    6: <Gossip:
kim<    7: <Gossip: Ada> 'a4'
kim<    8: <Gossip: Ada> 'a5'
kim<    9: <Gossip: Ada> 'a6'
kim!<   10: <Gossip:
