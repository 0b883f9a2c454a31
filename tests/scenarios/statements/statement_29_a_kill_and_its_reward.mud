# Statement 29: the kill, two blanks before R.I.P., and directly after it the reward.
connect ada at 4406
ada>    kill rat
ada<    You attack a cellar rat!
wait    25000
ada<    "A cellar rat is dead!  R.I.P.\r\nYou receive your reward for the kill, "
ada<    experience points.
