# The plank takes three.  The fourth reads why, and stays where he was.
connect ada at 3101
connect bob at 3101
connect cyd at 3101
connect dan at 3020
dan>    south
dan<    It is too crowded there.
expect  dan in 3020
ada!<   Dan arrives
ada>    south
ada<    The Ditch Bank
dan>    south
dan<    The Ropemakers' Plank
bob<    Dan arrives from the north.
