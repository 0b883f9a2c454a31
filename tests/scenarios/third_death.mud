# What has killed the server three times is not tried again: the area stays closed, the character outside. Twice is bad luck.
connect ada
hangup  ada
data    deaths zone=mine input=TICK words=""
data    deaths zone=mine input=TICK words=""
data    deaths zone=midgaard input=ARRIVE words="Ada"
data    deaths zone=midgaard input=ARRIVE words="Ada"
restart
connect ada
ada>    quit
ada<    Until the next time
hangup  ada
data    deaths zone=mine input=TICK words=""
data    deaths zone=midgaard input=ARRIVE words="Ada"
restart
log     quarantined zone=mine
log     quarantined character=Ada
raw     eve
eve<    Account name:
eve>    ada
eve<    password
eve>    open sesame
eve<    PRESS ENTER
eve>    
eve<    Active Character
eve>    1
eve<    A keeper must look into that first
connect bob
expect  bob in 3001
