# Statement 37: what MSDP tells is told in words to those who do not have it.
connect bob at 3001
connect ada at 3001
ada>    score
ada<    You are Ada, level 1.
ada<    Hit points: 100 of 100.
ada<    Mana: 100 of 100.
ada<    Stamina: 120 of 120.
ada>    affects
ada<    upon you
ada>    follow bob
ada<    You now follow Bob.
bob>    group ada
ada<    You join Bob's group.
wait    1500
ada>    group
ada<    Your group:
ada<    "Bob           100% health  100% mana  100% stamina  (leader)"
ada<    "Ada           100% health  100% mana  100% stamina"
ada>    exits
ada<    east: the vestry door, closed.
ada<    south: The Temple Steps.
ada>    time
ada<    o'clock
ada>    equipment
ada<    You use:
