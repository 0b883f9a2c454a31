# A character's name belongs to one account, whatever case it is written in.
connect ada
raw     bob
bob<    Account name:
bob>    bob
bob<    yes or no?
bob>    yes
bob<    Choose a password
bob>    open sesame
bob<    Type it once more:
bob>    open sesame
bob<    Your choice:
bob>    2
bob<    Do you use a screen reader
bob>    no
bob<    Name of the character
bob>    aDA
bob<    he, she or they?
bob>    he
bob<    Born to which people
bob>    "\r\n"
bob<    Which path
bob>    "\r\n"
bob<    Name of the character
bob>    bobbin
bob<    he, she or they?
bob>    he
bob<    Born to which people
bob>    troll
bob<    Which path
bob>    rogue
bob<    Bobbin is ready to enter the game.
bob>    1
bob<    < Bobbin |
