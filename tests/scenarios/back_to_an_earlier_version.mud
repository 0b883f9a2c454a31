# Somebody is brought back to an earlier version: what was eaten and sold since is there again, what was given away stays where it
# is, and no coin is without a book. How it was just before is a version too, so that it can be undone.
server  --game.areas tests/scenarios/market
connect kim keeper
connect ada at 3001
connect bob at 3001
ada>    buy 2 loaf
ada<    You buy
ada>    get sack
ada<    You get
ada>    put loaf in sack
ada>    quit
ada<    Until the next time
kim>    save
kim<    Kim is saved.
connect ada
ada>    eat loaf
ada<    You eat
ada>    give sack to bob
ada<    You give
ada>    give 30 coins to bob
ada<    You give 30 coins to Bob.
ada>    buy loaf
ada<    You buy
ada>    quit
ada<    Until the next time
exits   1 --restore ada:1 --data $data
told    locked by a living server
kim>    shutdown now
ends
exits   1 --restore ada:9 --data $data
told    there is no such version
exits   1 --restore zoe:1 --data $data
told    there is no such character
exits   1 --restore ada --data $data
told    that is no name:number
exits   0 --restore ada:1 --data $data
told    Left out: a flour sack, which Bob has now.
told    Put away: a loaf of bread.
told    Coins: 36 coins more.
told    just before is version 3.
exits   0 --fsck --data $data
told    0 damaged, 0 mistakes.
connect ada
ada>    inventory
ada<    a loaf of bread
ada>    score
ada<    You carry 1 thing
ada<    You have 88 coins with you
connect bob
bob>    inventory
bob<    a flour sack
bob>    quit
bob<    Until the next time
connect kim keeper
kim>    versions ada
kim<    Version 3 of Ada
kim<    Level 1, 52 coins, 1 thing.
kim>    shutdown now
ends
exits   0 --restore ada:3 --data $data
told    Coins: 36 coins fewer.
connect ada
ada>    score
ada<    You have 52 coins with you
