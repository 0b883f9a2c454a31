# breakout overtakes what waits, and drops it.
connect ada at 3005
ada>    breakout
ada<    You drop everything you were about to do.
ada>    "say a\r\nsay b\r\nbreakout\r\n"
ada<    You drop everything you were about to do.
ada>    say clear
ada<    You say, 'clear'
