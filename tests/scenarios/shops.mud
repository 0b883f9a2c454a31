# Buying and selling: prices, several at once, what is resold, and who trades at which hour.
server  --game.areas tests/scenarios/market --newcomer.coins 50
connect ada at 3001
connect bob at 3001
ada>    list
ada<    A baker sells:
ada<    a loaf of bread, 6 coins.
ada<    a sweet bun, 3 coins.
ada<    a horn lantern, 30 coins.
ada<    A baker buys: food.
ada>    buy loaf
ada<    You buy a loaf of bread for 6 coins.
bob<    Ada buys a loaf of bread.
ada>    buy 3 bun
ada<    You buy a sweet bun (3) for 9 coins.
ada>    buy 2 lantern
ada<    That would cost 60 coins, and you have 35 coins.
ada>    value bun
ada<    A baker would give you 1 coin for a sweet bun.
ada>    sell all.bun
ada<    You sell a sweet bun for 1 coin.
ada<    You sell a sweet bun for 1 coin.
ada<    You sell a sweet bun for 1 coin.
bob<    Ada sells a sweet bun.
ada>    eat bread
ada<    You eat a loaf of bread.
bob<    Ada eats a loaf of bread.
ada>    drink well
ada<    You drink from a well.
ada>    inventory
ada<    nothing.
ada<    You have 38 coins.
ada>    give 10 coins to bob
ada<    You give 10 coins to Bob.
bob<    Ada gives you 10 coins.
ada>    get sack
ada<    You get a flour sack.
ada>    east
ada<    The Sign of the Kettle [ Shop Inn ] [ W ]
ada>    sell sack
ada<    You sell a flour sack for 3 coins.
bob>    east
bob>    list
bob<    A dealer in old things sells:
bob<    a tin cup, 20 coins.
bob<    a flour sack, 10 coins.
bob>    buy sack
bob<    You buy a flour sack for 10 coins.
bob>    list
bob<    a tin cup, 20 coins.
bob!<   a flour sack
bob>    score
bob<    You have 50 coins with you, and 0 coins in the bank.
connect cid at 3002
cid>    buy loaf
cid<    A watchman does not trade now, but from 8 in the evening to midnight.
cid>    south
cid<    The Market Square [
cid>    buy loaf
cid<    You buy a loaf of bread for 6 coins.
cid>    save
cid<    Cid is saved.
bob>    save
bob<    Bob is saved.
ada>    save
ada<    Ada is saved.
restart
connect bob
bob>    inventory
bob<    a flour sack.
bob<    You have 50 coins.
bob>    list
bob<    a tin cup, 20 coins.
