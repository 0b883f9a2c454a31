# Connections that never log in cost nobody else anything.
crowd   300
connect ada
ada>    say room for one more
ada<    You say, 'room for one more'
