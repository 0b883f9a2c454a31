# Statement 14: when the fight ends, OPPONENT_NUMBER is 0 and OPPONENT_NAME empty.
connect ada at 4406
ada>    "\xff\xfd\x45\xff\xfa\x45\x01REPORT\x02OPPONENT_NAME\x02OPPONENT_NUMBER\x02OPPONENT_HEALTH\x02OPPONENT_HEALTH_MAX\xff\xf0"
ada<    "\xff\xfa\x45\x01OPPONENT_NUMBER\x020\xff\xf0"
ada>    kill rat
ada<    "\xff\xfa\x45\x01OPPONENT_NAME\x02a cellar rat\xff\xf0"
ada<    "\xff\xfa\x45\x01OPPONENT_NUMBER\x021\xff\xf0"
ada<    "\xff\xfa\x45\x01OPPONENT_HEALTH_MAX\x02100\xff\xf0"
wait    25000
ada<    "\xff\xfa\x45\x01OPPONENT_NAME\x02\xff\xf0"
ada<    "\xff\xfa\x45\x01OPPONENT_NUMBER\x020\xff\xf0"
