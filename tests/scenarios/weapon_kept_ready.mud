# A weapon kept ready is drawn whatever one waits for, its client is told, and it is there after a crash.
server  --game.areas tests/scenarios/butts --newcomer.coins 500 --newcomer.kit 0
connect ada at 3001
connect bob at 3001
ada>    "\xff\xfd\x45\xff\xfa\x45\x01REPORT\x02WIELD\x02QUICKDRAW\x02EQUIPMENT\xff\xf0"
ada<    "\xff\xfa\x45\x01EQUIPMENT\x02\xff\xf0"
ada>    buy maul
ada>    buy sling
ada>    buy ring
ada>    wear ring
ada<    "\xff\xfa\x45\x01EQUIPMENT\x02\x03\x01finger\x02a brass ring\x04\xff\xf0"
ada>    wield maul
ada<    "\xff\xfa\x45\x01WIELD\x02a maul\xff\xf0"
ada>    quickdraw sling
ada<    You keep a sling ready to draw.
ada>    look me
ada<    ready to draw: a sling.
bob<    Ada keeps a sling ready to draw.
ada>    save
ada<    Ada is saved.
crash
connect ada
connect zoe keeper
connect bob
ada>    "\xff\xfd\x45\xff\xfa\x45\x01REPORT\x02WIELD\x02QUICKDRAW\x02EQUIPMENT\xff\xf0"
ada<    "\xff\xfa\x45\x01WIELD\x02a maul\xff\xf0"
ada<    "\xff\xfa\x45\x01QUICKDRAW\x02a sling\xff\xf0"
ada<    "\xff\xfa\x45\x01EQUIPMENT\x02\x03\x01finger\x02a brass ring\x01wield\x02a maul\x01quickdraw\x02a sling\x04\xff\xf0"
zoe> stun ada 60
zoe< Ada is stunned.
ada<    you cannot stir
ada>    say this waits
ada>    quickdraw
ada<    You draw a sling, and put a maul in its place.
ada<    "\xff\xfa\x45\x01WIELD\x02a sling\xff\xf0"
ada<    "\xff\xfa\x45\x01QUICKDRAW\x02a maul\xff\xf0"
bob<    Ada draws a sling, and puts a maul in its place.
