# Where things go on a body, one in each place.
connect ada at 3016
connect bob at 3016
ada>    get all
ada<    You get a wooden sword.
ada<    You get a wicker buckler.
ada>    wear sword
ada<    You cannot wear a wooden sword.
ada>    wield sword
ada<    You wield a wooden sword.
bob<    Ada wields a wooden sword.
ada>    wield sword
ada<    You already use a wooden sword there.
ada>    wield buckler
ada<    You cannot wield a wicker buckler.
ada>    wear all
ada<    You wear a wicker buckler.
ada>    equipment
ada<    worn as shield: a wicker buckler.
ada<    wielded: a wooden sword.
ada>    inventory
ada<    a wooden sword.
ada<    a wicker buckler.
bob>    look ada
bob<    Ada uses:
bob<    a wooden sword.
ada<    Bob looks at you.
ada>    give 2.sword to bob
ada<    You carry no such thing.
ada>    remove sword
ada<    You stop using a wooden sword.
bob<    Ada stops using a wooden sword.
ada>    remove sword
ada<    You use no such thing.
ada>    hold buckler
ada<    You cannot hold
ada>    drop all
ada<    You drop a wooden sword.
ada>    equipment
ada<    worn as shield
ada!<   wielded
