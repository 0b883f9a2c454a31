# Beyond the limit the next one is turned away; when one goes there is room again.
server  --net.sessions_max 3
connect ada
raw     bob
bob<    Account name:
raw     cyd
cyd<    Account name:
raw     dan
closed  dan
ada>    say inside
ada<    You say, 'inside'
hangup  cyd
wait    200
raw     eve
eve<    Account name:
