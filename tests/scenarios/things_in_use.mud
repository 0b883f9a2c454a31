# Things ask something of who uses them, go where there is a place, are used up and looked at; and a crash gives no arrow back.
server  --game.areas tests/scenarios/butts --newcomer.coins 500 --newcomer.kit 0
connect ada at 3001
ada>    list
ada<    A fletcher repairs what is worn down. Repair says for how much.
ada<    A fletcher tells for coins what a thing is. Identify and its name asks for that.
ada>    buy sword
ada<    You buy a king's sword for 60 coins.
ada>    wield sword
ada<    You have to be of level 30 to use a king's sword.
ada>    buy maul
ada>    buy shield
ada>    wield maul
ada<    You wield a maul.
ada>    wear shield
ada<    You need both hands for a maul.
ada>    compare sword
ada<    A king's sword strikes
ada>    remove maul
ada>    buy 3 ring
ada>    wear ring
ada>    wear ring
ada<    You wear a brass ring.
ada>    wear ring
ada<    You already use a brass ring there.
ada>    equipment
ada<    worn on finger: a brass ring.
ada<    worn on another finger: a brass ring.
ada>    buy sling
ada>    wield sling
ada>    shoot north man
ada<    You have no sling stones for a sling.
ada>    buy stones
ada<    You buy a pouch of stones for 30 coins.
ada>    value stones
ada<    A fletcher would give you 30 coins for a pouch of stones.
ada>    shoot north man
ada<    You shoot north.
ada<    Your missile
ada>    look stones
ada<    Round.
ada<    There are 29 left.
ada>    value stones
ada<    A fletcher would give you 29 coins for a pouch of stones.
ada>    identify stones
ada<    A fletcher takes 20 coins, turns the thing over twice, and knows it.
ada<    There are 29 left of 30
ada>    repair all
ada<    A fletcher sees nothing about you that needs repair.
ada>    save
ada<    Ada is saved.
crash
connect ada
ada>    look stones
ada<    There are 29 left.
ada>    equipment condition
ada<    worn on another finger: a brass ring, as good as new.
ada<    wielded: a sling, a
