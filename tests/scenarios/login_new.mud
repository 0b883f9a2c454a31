# A stranger makes an account, a character, and stands in the temple; the second time only the password is asked,
# and the news are shown.
raw     ada
ada<    Account name:
ada>    ada
ada<    There is no account named Ada yet.
ada<    yes or no?
ada>    perhaps
ada<    Please answer yes or no.
ada>    yes
ada<    Choose a password
ada>    tiny
ada<    too short or too long
ada>    open sesame
ada<    Type it once more:
ada>    open sesames
ada<    The two were not the same.
ada<    Choose a password
ada>    open sesame
ada<    Type it once more:
ada>    open sesame
ada<    Your account is made.
ada<    Active Character: none yet
ada>    1
ada<    There is no character to play yet
ada>    2
ada<    Do you use a screen reader
ada>    no
ada<    Name of the character
ada>    ada
ada<    he, she or they?
ada>    it
ada<    Please answer he, she or they.
ada>    she
ada<    A name with a ? behind it
ada<    Born to which people (ENTER: human)?
ada>    ogre
ada<    You can be born as one of these: human,
ada<    Born to which people
ada>    elf ?
ada<    Elves have steady hands
ada<    Born to which people
ada>    elf
ada<    Five paths begin here
ada<    Which path (ENTER: fighter)?
ada>    wizard
ada<    Which path
ada>    mage ?
ada<    Which path
ada>    mage
ada<    Ada is ready to enter the game.
ada<    Active Character: Ada
ada>    1
ada<    Welcome to the legendary lands of Kallisti.
ada<    The Temple of the Kept Lamp [ S (E) W ]
ada<    < Ada | 96h 101m 118s >
ada>    quit
closed  ada
raw     again
again<  Account name:
again>  ADA
again<  Please enter your account password
again>  open sesame
again<  Have fun, and tell a friend about us!
again<  *** PRESS ENTER ***
again>  "\r\n"
again<  Active Character: Ada
again>  1
again<  The Temple of the Kept Lamp
again>  score
again<  You are Ada, level 1.
