# The smallest server there is.
server  --threads.zone 1 --threads.net 1
connect ada at 3019
connect bob at 3100
ada>    south
bob<    Ada arrives from the north.
ada>    tell bob hello
bob<    Ada tells you, 'hello'
ada>    save
ada<    Ada is saved.
