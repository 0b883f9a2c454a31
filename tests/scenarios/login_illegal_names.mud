# What may not be a name, as an account or as a character.
raw     eve
eve<    Account name:
eve>    x
eve<    Illegal account name.
eve>    abcdefghijklm
eve<    Illegal account name.
eve>    ../../etc
eve<    Illegal account name.
eve>    "a\xc3\xa9b\r\n"
eve<    Illegal account name.
eve>    floor:3001
eve<    Illegal account name.
eve>    eve
eve<    yes or no?
eve>    yes
eve<    Choose a password
eve>    open sesame
eve<    Type it once more:
eve>    open sesame
eve<    Your choice:
eve>    2
eve<    Do you use a screen reader
eve>    no
eve<    Name of the character
eve>    self
eve<    That word means something else here
eve>    All
eve<    That word means something else here
eve>    2.eve
eve<    nothing but letters
eve>    e
eve<    3 to 12 letters
eve>    "\r\n"
eve<    Your choice:
eve>    9
eve<    That is none of the choices.
eve>    3 nobody
eve<    You have no character of that name.
eve>    0
eve<    Until the next time.
closed  eve
