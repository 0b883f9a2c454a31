# Each way of talking, as read by who speaks, who is meant, who stands by, and who is far away.
connect ada at 3005
connect bob at 3005
connect cyd at 3015
connect dan at 3300
ada>    say good day
ada<    You say, 'good day'
bob<    Ada says, 'good day'
cyd!<   good day
ada>    'short
ada<    You say, 'short'
bob<    Ada says, 'short'
ada>    emote bows.
ada<    Ada bows.
bob<    Ada bows.
ada>    :laughs.
ada<    Ada laughs.
cyd!<   laughs
ada>    tell dan psst
ada<    You tell Dan, 'psst'
dan<    Ada tells you, 'psst'
bob!<   psst
dan>    reply what
dan<    You tell Ada, 'what'
ada<    Dan tells you, 'what'
bob>    reply hm
bob<    Nobody has told you anything yet.
ada>    shout fish
ada<    You shout, 'fish'
bob<    Ada shouts, 'fish'
cyd<    Ada shouts, 'fish'
dan!<   fish
ada>    gossip news
ada<    <Gossip: Ada> 'news'
bob<    <Gossip: Ada> 'news'
cyd<    <Gossip: Ada> 'news'
dan<    <Gossip: Ada> 'news'
ada>    tell zoe hello
ada<    Nobody by that name is in the world.
ada>    tell ada hello
ada<    You talk to yourself
ada>    tell dan
ada<    Tell Dan what?
ada>    tell
ada<    Tell whom what?
ada>    say
ada<    Say what?
ada>    gossip
ada<    1: <Gossip: Ada> 'news'
