# Statement 17: WORLD_TIME goes from 0 to 23, a step each game hour of 75 seconds; this one goes over midnight.
server  --game.first_hour 23
connect ada at 3001
ada>    "\xff\xfd\x45\xff\xfa\x45\x01REPORT\x02WORLD_TIME\xff\xf0"
ada<    "\xff\xfa\x45\x01WORLD_TIME\x0223\xff\xf0"
wait    68000
ada<    "\xff\xfa\x45\x01WORLD_TIME\x020\xff\xf0"
