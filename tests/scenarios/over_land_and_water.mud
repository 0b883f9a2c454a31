# Ground asks what it asks: a boat for deep water, wings for the ocean, hands for a cliff; a ferry goes from tile to tile.
server  --game.areas tests/scenarios/wilds
connect ada at 3002
connect bob at 3001
ada>    west
ada>    south
ada>    south
ada<    Beach [
ada>    south
ada<    There is water south of you. You would have to swim, to have a boat with you, or to fly.
ada>    west
ada>    west
ada>    west
ada<    The Patient Heron lies here, and casts off for the open shore at twelve o'clock, noon. Board takes you aboard.
ada>    board gull
ada<    No ship of that name lies here.
ada>    board heron
ada<    You go aboard The Patient Heron.
ada<    The Patient Heron [ No exits! ]
ada<    The ship lies at the open shore, and casts off for the open shore at twelve o'clock, noon. Disembark takes you ashore.
restart
connect ada
ada>    look
ada<    The ship lies at the open shore
ada>    disembark
ada<    You go ashore.
ada<    Beach [
ada>    orienteering
ada<    You are 1 east and 2 north
connect bob
bob>    get coracle
bob<    You get a wicker coracle.
bob>    west
bob>    west
bob>    south
bob>    south
bob>    south
bob<    Water [
bob>    south
bob<    Nobody goes south from here but a bird
bob>    west
bob>    south
bob<    Deep Water [
bob>    drop coracle
bob>    north
bob<    Water [
