# A zone that does not come to an end is named, and those who stand on another worker's play on meanwhile.
server  --test.hang_ms 3000 --watch.slow_ms 300 --threads.zone 2 --balance.every_ms 0
connect kim keeper at 3100
connect ada at 3001
connect bob at 3100
kim>    zone-pin midgaard 0
kim<    midgaard
kim>    zone-pin gate_road 1
kim<    gate_road
ada>    say before
ada<    You say, 'before'
ada>    hang
wait    700
log     slow_turn zone=midgaard verb="hang"
bob>    say quick as ever
bob<    You say, 'quick as ever'
kim<    Bob says, 'quick as ever'
ada<    There is no such command
ada>    say after
ada<    You say, 'after'
wait    300
log     slow_turn_over zone=midgaard verb="hang"
kim>    threads
kim<    slow_turns: 1
kim>    threads zone 0
kim<    Workers must be a number from 1 to 64, not '0'.
kim>    threads zone 1000000000
kim<    Workers must be a number from 1 to 64, not '1000000000'.
kim>    threads plan 4
kim<    With 4 workers
kim>    zone-unpin midgaard
kim<    midgaard may move again.
kim>    threads dance
kim<    'dance' is none of them.
