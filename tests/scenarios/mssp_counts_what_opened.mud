# Lists of games are told what is open: of an area with mistakes nothing is counted, nor a topic that cannot be read.
server  --game.areas tests/scenarios/areas --game.texts tests/scenarios/texts
raw     list
list<   Account name:
list>   MSSP-REQUEST
list<   MSSP-REPLY-START
list<   "PLAYERS\t0\r\n"
list<   "AREAS\t1\r\n"
list<   "HELPFILES\t637\r\n"
list<   "MOBILES\t0\r\n"
list<   "OBJECTS\t0\r\n"
list<   "ROOMS\t2\r\n"
list<   "DBSIZE\t4\r\n"
list<   "EXITS\t2\r\n"
list<   "EXTRA DESCRIPTIONS\t0\r\n"
list<   "RESETS\t0\r\n"
list<   MSSP-REPLY-END
list<   Account name:

# A player more is one more of all that is there.
connect ada
list>   MSSP-REQUEST
list<   "PLAYERS\t1\r\n"
list<   "DBSIZE\t5\r\n"
