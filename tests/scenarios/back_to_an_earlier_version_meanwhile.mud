# Somebody is brought back to an earlier version while others play: what was eaten since is there again, what was given away stays
# with whoever has it, no coin is without a book, and it can be undone. While the character plays nothing happens.
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
kim>    restore ada
kim<    Restore whom, and to which version?
kim>    restore ada first
kim<    Restore whom, and to which version?
kim>    restore ada 1
kim<    You turn the leaves of the book of names back.
kim<    Ada is in the game, and must leave it first.
ada>    quit
ada<    Until the next time
kim>    save
kim<    Kim is saved.
kim>    restore zoe 1
kim<    There is no character of that name.
kim>    restore ada 9
kim<    Ada: there is no such version.
kim>    restore ada 1
kim<    Ada is as in version 1 again.
kim<    Left out: a flour sack, which Bob has now.
kim<    Put away: a loaf of bread.
kim<    Coins: 36 coins more.
kim<    How it was just before is version 3.
connect ada
ada>    inventory
ada<    a loaf of bread
ada>    score
ada<    You carry 1 thing
ada<    You have 88 coins with you
bob>    inventory
bob<    a flour sack
kim>    versions ada
kim<    Version 3 of Ada
kim<    Level 1, 52 coins, 1 thing.
ada>    quit
ada<    Until the next time
kim>    save
kim<    Kim is saved.
kim>    restore ada 3
kim<    Coins: 36 coins fewer.
kim>    shutdown now
ends
exits   0 --fsck --data $data
told    0 damaged, 0 mistakes.
connect ada
ada>    score
ada<    You have 52 coins with you
