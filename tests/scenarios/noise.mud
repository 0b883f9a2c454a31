# Random bytes before login and in the game: others play on, and the server is there afterwards.
connect ada at 3005
raw     eve
noise   eve 300000
connect mad at 3005
noise   mad 100000
ada>    say still here
ada<    You say, 'still here'
raw     fay
fay<    Account name:
hangup  eve mad
ada>    say and now
ada<    You say, 'and now'
