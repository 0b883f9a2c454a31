# What was deposited, given and paid before `is saved` is so after a kill -9, in every purse; no coin is there twice, which
# the check of the store would find as well.
server  --game.areas tests/scenarios/market --newcomer.coins 100
connect ada at 3002
connect bob at 3002
ada>    deposit 60
ada<    You deposit 60 coins.
ada<    The bank keeps 60 coins for you.
ada>    give 15 coins to bob
ada<    You give 15 coins to Bob.
ada>    save
ada<    Ada is saved.
bob>    save
bob<    Bob is saved.
crash
connect ada
connect bob
ada>    balance
ada<    The bank keeps 60 coins for you.
ada>    score
ada<    You have 25 coins with you, and 60 coins in the bank.
bob>    score
bob<    You have 115 coins with you, and 0 coins in the bank.
bob>    south
bob>    buy 2 loaf
bob<    You buy a loaf of bread (2) for 12 coins.
crash
connect bob
bob>    score
bob<    with you, and 0 coins in the bank.
