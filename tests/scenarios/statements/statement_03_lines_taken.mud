# Statement 3: LF, CR LF and CR NUL end a line; an empty line does nothing.
connect ada
ada>    "say one\n"
ada<    You say, 'one'
ada>    "say two\r\n"
ada<    You say, 'two'
ada>    "say three\r\x00"
ada<    You say, 'three'
ada>    "\n\r\n\r\x00"
ada!<   There is no such command
ada>    "say four\n\nsay five\n\n"
ada<    You say, 'four'
ada<    You say, 'five'
