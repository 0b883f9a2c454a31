# A client that says it reads aloud gets no colours and no drawings from the first line on; a player's own word comes first,
# and his account remembers it for the menu.
server  --net.greeting_wait_ms 5000
raw     ada
ada>    "\xff\xfb\x18\xff\xfa\x18\x00READER\xff\xf0\xff\xfa\x18\x00READER-TERM\xff\xf0\xff\xfa\x18\x00MTTS 69\xff\xf0"
ada<    Enter your account name.
ada<    Account name:
ada!<   K  K
ada!<   "\x1b["
ada>    ada
ada<    yes or no?
ada>    "yes\r\nopen sesame\r\nopen sesame\r\n"
ada<    1: enter the game.
ada>    2
ada<    Name of the character
ada>    "ada\r\nshe\r\nhuman\r\nfighter\r\n"
ada<    Ada is ready to enter the game.
ada>    1
ada<    The Temple of the Kept Lamp
ada<    Exits: south, east by the closed vestry door, west.
ada<    100h 100m 120s >
ada!<   "\x1b["
ada!<   "[ S"
ada!<   < Ada |
ada>    gossip good evening
ada<    Ok.
ada>    south
ada<    Exits:
ada!<   "\x1b["
ada>    toggle screenreader
ada<    The world is written for the eyes.
ada<    < Ada |
ada>    look
ada<    "\x1b[1;35m"
ada>    toggle screenreader
ada<    The world is written to be read aloud
ada>    score
ada<    You are Ada, level 1.
ada!<   "\x1b["
ada>    quit
closed  ada

# Another client, which says nothing: the account does.
raw     two
two<    Account name:
two>    ada
two<    (ENTER aborts):
two>    open sesame
two<    PRESS ENTER
two!<   ***
two>    "\r\n"
two<    1: enter the game.
two>    1
two<    100h 100m 1
two>    toggle screenreader
two<    The world is written for the eyes.
two>    save
two<    Ada is saved.
crash
raw     three
three<  Account name:
three>  ada
three<  (ENTER aborts):
three>  open sesame
three<  *** PRESS ENTER ***
three>  "\r\n"
three<  "  1         enter the game"
three>  1
three<  < Ada |

# By the question.
raw     bob
bob<    Account name:
bob>    bob
bob<    yes or no?
bob>    "yes\r\nopen sesame\r\nopen sesame\r\n"
bob<    "  1         enter the game"
bob>    2
bob<    Do you use a screen reader
bob>    yes
bob<    Name of the character
bob>    "bob\r\nthey\r\nhuman\r\nfighter\r\n"
bob<    1: enter the game.
bob>    1
bob<    100h 100m 120s >
bob!<   "\x1b["
