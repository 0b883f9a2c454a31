# For trying things out: newcomers begin at a level, with what their path can know there; and what was killed is soon back.
server  --newcomer.level 20 --area.reset_s 3
connect ada at 4406
ada>    experience
ada<    of level 20.
ada>    bash
ada!<   You have not learned
ada>    skills
ada<    bash
ada>    kill rat
ada<    A cellar rat is dead!  R.I.P.
ada>    kill rat
ada<    A cellar rat is dead!  R.I.P.
ada>    kill rat
ada<    A cellar rat is dead!  R.I.P.
wait    4000
ada>    look
ada<    cellar rat
ada>    kill rat
ada<    A cellar rat is dead!  R.I.P.
