# Killed in the middle of walking to and fro: everybody is somewhere, once, with all they had.
connect ada at 3019
ada>    save
ada<    Ada is saved.
ada>    "south\r\nnorth\r\n" x 20
crash
connect ada
ada>    score
ada<    You carry 0 things.
ada>    where
ada<    Ada,
