# Who has not logged in within the time given is told to come back; who plays may be as silent as he likes.
server  --login.idle_s 5 --threads.net 1
connect ada
raw     eve
eve<    Account name:
closed  eve
ada>    say still in
ada<    You say, 'still in'
