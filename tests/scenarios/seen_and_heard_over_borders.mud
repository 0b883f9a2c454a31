# What is over a border is seen as if there were none: from tile to tile, and through the gate of an area.
server  --game.areas tests/scenarios/wilds
connect ada at 3002
connect bob at 3002
bob>    west
wait    1200
bob>    scan
bob<    East - a gate warden, Ada.
wait    1200
ada>    scan
ada<    West - Bob.
ada>    look west
ada<    That way lies Field.
ada<    You see there: Bob.
bob>    south
bob>    east
bob<    Field [
ada>    west
wait    1200
ada>    survey
ada<    "\x1b[1;33mP"
ada>    scan
ada!<   Bob
ada>    south
wait    1200
ada>    scan
ada<    East - Bob.
ada>    where
ada<    In The Wilderness:
ada<    Ada, Field.
ada<    Bob, further off.
ada>    shout Is it far?
bob<    Ada shouts, 'Is it far?'
ada>    toggle screenreader
ada>    survey
ada<    About you: Bob, one east
