# The same prompt again and again, and then not: net keeps how it was drawn, and must notice each change of the player or his screen.
connect ada at 3001
ada>    sit
ada=<   "\r\n\x1b[0m\x1b[0;32m< Ada | 100h 100m 120s Sitting > \x1b[0m\xff\xf9"
ada>    sit
ada=<   "\r\n\x1b[0m\x1b[0;32m< Ada | 100h 100m 120s Sitting > \x1b[0m\xff\xf9"
ada>    sit
ada=<   "\r\n\x1b[0m\x1b[0;32m< Ada | 100h 100m 120s Sitting > \x1b[0m\xff\xf9"
ada>    colour off
ada=<   "You are sent no colours.\r\n< Ada | 100h 100m 120s Sitting > \xff\xf9"
ada>    sit
ada=<   "\r\n< Ada | 100h 100m 120s Sitting > \xff\xf9"
ada>    stand
ada=<   "\r\n< Ada | 100h 100m 120s > \xff\xf9"
ada>    stand
ada=<   "\r\n< Ada | 100h 100m 120s > \xff\xf9"
ada>    stand
ada=<   "\r\n< Ada | 100h 100m 120s > \xff\xf9"
ada>    sit
ada=<   "\r\n< Ada | 100h 100m 120s Sitting > \xff\xf9"
ada>    colour 16
ada=<   "\r\n\x1b[0m\x1b[0;32m< Ada | 100h 100m 120s Sitting > \x1b[0m\xff\xf9"

# Below what somebody else says it is drawn once more.
connect bob at 3001
bob>    say Now
ada=<   "Bob says, 'Now'\r\n\x1b[0m\x1b[0;32m< Ada | 100h 100m 120s Sitting > \x1b[0m\xff\xf9"
bob>    say Again
ada=<   "Bob says, 'Again'\r\n\x1b[0m\x1b[0;32m< Ada | 100h 100m 120s Sitting > \x1b[0m\xff\xf9"
