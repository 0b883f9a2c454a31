# Statement 24: titles bold magenta, objects grey, creatures bold white, players bold yellow, how many in (n) and [n].
connect bob at 3001
connect ada at 3001
ada>    look
ada<    "\x1b[1;35mThe Temple of the Kept Lamp"
ada<    "\r\n\x1b[0;37m"
ada<    "(3)"
ada<    "\r\n\x1b[1;37m"
ada<    "\x1b[1;33mBob \x1b[0m"
connect cid at 4406
cid>    look
cid<    "\r\n\x1b[1;37mA cellar rat looks out of the straw, stouter than it ought to be and not quite steady. ["
cid<    "]\x1b[0m\r\n"
