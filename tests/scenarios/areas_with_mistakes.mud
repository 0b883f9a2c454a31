# A bad area stays closed and every mistake in it is told with its line; the others open.
server  --game.areas tests/scenarios/areas
connect ada
log     event=mistake words="tests/scenarios/areas/broken.yaml:
log     mistakes=
expect  ada in 3001
ada>    north
ada<    Alas, you cannot go north
ada>    east
ada<    The Good Side [
exits   1 --check --game.areas tests/scenarios/areas
told    broken.yaml:
exits   0 --check
told    0 mistakes.
