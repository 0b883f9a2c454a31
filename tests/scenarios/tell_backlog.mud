# What one is told asleep, or while the link is lost, waits; the last tells can be read again, over a border too.
connect ada at 3005
connect bob at 3100
bob>    tells
bob<    Nobody has told you anything yet.
ada>    tell bob first
ada<    You tell Bob, 'first'
bob<    Ada tells you, 'first'
bob>    sleep
bob<    fall asleep
ada>    tell bob second
ada<    Bob is asleep. Your words will wait.
ada>    tell bob third
ada<    Your words will wait.
bob!<   second
bob>    wake
bob<    You wake and get up.
bob<    2 tells wait; type tells.
bob>    tells
bob<    Ada told you, 'first'
bob<    Ada told you, 'second'
bob<    Ada told you, 'third'
bob>    sleep
bob<    fall asleep
bob>    wake
bob<    You wake
bob!<   wait; type tells
bob>    south
bob<    [
bob>    tells
bob<    Ada told you, 'third'
hangup  bob
ada>    look
ada>    tell bob fourth
wait    300
ada>    tell bob fifth
ada<    Bob stares at nothing and does not hear you. Your words will wait.
raw     bob
bob<    Account name:
bob>    bob
bob<    (ENTER aborts):
bob>    open sesame
bob<    *** PRESS ENTER ***
bob>    "\r\n"
bob<    Your choice:
bob>    1
bob<    Reconnecting.
bob<    type tells.
bob>    tells
bob<    Ada told you, 'fourth'
bob<    Ada told you, 'fifth'
bob>    reply I am back
bob<    You tell Ada, 'I am back'
ada<    Bob tells you, 'I am back'
