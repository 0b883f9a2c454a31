# What `kallisti ctl stats` tells machines, keepers are told in a dozen lines, wherever they are; nobody else is.
connect ada
connect kim keeper
kim>    stats
kim<    2 players
kim<    since the start: half were answered within
kim<    is in the store
kim<    Worker 0 is busy for
kim<    Worker 1 is busy for
kim<    The busiest zones; each may take 50 percent of a worker:
ada>    stats
ada<    no such command
