# Old clients obey a line that begins with !!SOUND or !!MUSIC.  No player can make another's line begin so.
connect ada at 3005
connect bob at 3005
ada>    emote \n!!SOUND(x)
ada<    !!SOUND(x)
bob<    Ada \n!!SOUND(x)
ada>    "say a\n!!SOUND(y)\r\n"
ada<    You have typed no line like that.
bob<    Ada says, 'a'
bob!<   "\n!!SOUND"
ada>    "gossip !!SOUND(z)\r\n"
bob<    <Gossip: Ada> '!!SOUND(z)'
bob!<   "\n!!"
