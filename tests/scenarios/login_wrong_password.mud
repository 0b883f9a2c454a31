# Three wrong passwords and the door shuts, for every connection alike; the right one still works on the next.
connect ada
hangup  ada
raw     eve
eve<    Account name:
eve>    ada
eve<    (ENTER aborts):
eve>    open sesam
eve<    Wrong password.
eve>    guess again
eve<    Wrong password.
eve>    and again
eve<    That was one time too many.
closed  eve
raw     eve
eve<    Account name:
eve>    ada
eve<    (ENTER aborts):
eve>    ""
eve>    "\r\n"
eve<    Account name:
connect ada
ada>    score
ada<    You are Ada
