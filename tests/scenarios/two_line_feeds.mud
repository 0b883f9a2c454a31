# Some clients end every line with two bare LFs: the second is no line. Two Enters, one after the other, are two.
raw     ada
ada<    Account name:
ada>    "lovelace\n\n"
ada<    yes
ada>    "yes\n\n"
ada<    Choose a password
ada>    "open sesame\n\n"
ada<    Type it once more:
ada>    "open sesame\n\n"
ada<    Your choice:
ada>    "2\n\n"
ada<    screen reader
ada>    "no\n\n"
ada<    Name of the character
ada>    "ada\n\n"
ada<    she
ada>    "she\n\n"
ada<    Born to which people
ada>    "elf\n\n"
ada<    Which path
ada>    "mage\n\n"
ada<    Ada is ready to enter the game.
ada>    "1\n\n"
ada<    < Ada |
ada>    "say one\n\nsay two\n\n"
ada<    You say, 'one'
ada<    You say, 'two'
hangup  ada
raw     bob
bob<    Account name:
bob>    "lovelace\n\n"
bob<    password
bob>    "\n"
bob<    Account name:
