# A mage without a book could not cast the one spell he has: newcomers have what their path begins with, once.
server  --newcomer.kit 1
connect ada
ada>    equipment
ada<    wielded: a plain sword.
ada>    drop sword
ada>    remove sword
ada>    drop sword
ada>    save
ada<    Ada is saved.
crash
connect ada
ada>    equipment
ada<    nothing.
raw     bob
bob<    Account name:
bob>    "bob\r\nyes\r\nopen sesame\r\nopen sesame\r\n"
bob<    Your account is made.
bob>    "2\r\nno\r\nbob\r\nhe\r\nelf\r\nmage\r\n"
bob<    Bob is ready to enter the game.
bob>    1
bob<    < Bob |
bob>    inventory
bob<    a spell book
bob>    skills
bob<    zap
bob>    cast zap
bob!<   You need a spell book
