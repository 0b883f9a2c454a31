# The forms of a social: alone, at somebody, at a mobile, at oneself, at somebody who is not here.
connect ada at 3005
connect bob at 3005
connect cyd at 3005
ada>    smile
ada<    You smile.
bob<    Ada smiles.
ada>    smile bob
ada<    You smile at Bob.
bob<    Ada smiles at you.
cyd<    Ada smiles at Bob.
ada>    smile at bob
ada<    You smile at Bob.
bob<    Ada smiles at you.
ada>    smil self
ada<    You smile to yourself.
bob<    Ada smiles to herself.
ada>    panic bob
cyd<    Ada grabs Bob and shakes her.
ada>    smile dan
ada<    The one you smile for is not here.
bob!<   dan
ada>    po
ada<    You point at nothing in particular.
cyd>    sleep
cyd<    fall asleep
cyd>    smile
cyd<    In your dreams
ada>    wave cyd
bob<    Ada waves to Cyd.
cyd!<   waves
ada>    socials
ada<    accuse, agree
ada<    , wave,
ada>    xyzzy
ada<    There is no such command as 'xyzzy'. Try help.
ada>    shutdow
ada<    There is no such command
