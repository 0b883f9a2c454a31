# Statement 23: the prompt is one line in green, with no other angle brackets.
connect ada
ada>    sit
ada=<   "\r\n\x1b[0m\x1b[0;32m< Ada | 100h 100m 120s Sitting > \x1b[0m\xff\xf9"
ada>    prompt <%h>
ada<    cannot stand in it
