# A channel that is off is not heard, nor spoken on; the choice survives a crash.
connect ada at 3005
connect bob at 3100
ada>    channels
ada<    gossip, on: Talk of the day
ada<    market, on, for listening: News
ada<    obscene, off: Coarser
bob>    channel gossip off
bob<    You no longer listen to gossip.
bob>    channel gossip off
bob<    gossip is off already.
bob>    channel gossip
bob<    gossip, off: Talk
bob>    channel gossip maybe
bob<    Channel gossip on, or channel gossip off?
bob>    channel nothing off
bob<    There is no channel named 'nothing'.
ada>    gossip quietly
ada<    <Gossip: Ada> 'quietly'
bob!<   quietly
bob>    gossip hello
bob<    You have gossip switched off
ada!<   hello
bob>    newbie where is everybody
bob<    <Newbie: Bob> 'where is everybody'
ada<    <Newbie: Bob> 'where is everybody'
bob>    save
bob<    Bob is saved.
crash
connect bob
connect ada
ada>    gossip after the crash
ada<    <Gossip: Ada> 'after the crash'
bob!<   after the crash
bob>    channel gossip on
bob<    You listen to gossip now.
ada>    gossip again
bob<    <Gossip: Ada> 'again'
# History is not durable: after the crash it began again.
bob>    review gossip
bob<    1: <Gossip: Ada> 'after the crash'
bob<    2: <Gossip: Ada> 'again'
