# A newcomer, who has not read anything: from the account prompt to the first purchase, in the words one tries.
server  --game.first_hour 9
raw     ada
ada<    Account name:
ada>    new
ada<    Just type the name you would like your account to have.
ada<    Account name:
ada>    adalove
ada<    There is no account named Adalove yet.
ada>    y
ada<    Choose a password
ada>    open sesame
ada<    Type it once more:
ada>    open sesame
ada<    Your account is made. Now create a character: 2.
ada>    play
ada<    There is no character to play yet: create one with 2.
ada>    help
ada<    That is none of the choices. Type the number in front of one.
ada>    create
ada<    Do you use a screen reader
ada>    n
ada<    Name of the character
ada>    look
ada<    That word means something else here
ada>    ada
ada<    he, she or they?
ada>    "\r\n"
ada<    Name of the character
ada>    ada
ada<    he, she or they?
ada>    she
ada<    Born to which people
ada>    ogre
ada<    Born to which people
ada>    human
ada<    Which path
ada>    fighter
ada<    Ada is ready to enter the game.
ada>    play
ada<    The Temple of the Kept Lamp [
ada>    help me
ada<    Your first quarter of an hour
ada>    help where is the bakery?
ada<    The shops of Midgaard
ada>    help guilds
ada<    The guilds of Midgaard
ada>    examine the lamp
ada!<   You do not see that here.
ada>    s
ada>    s
ada<    Heronwell Square [
ada>    look at the well
ada<    The rope has cut eight grooves
ada>    drink from well
ada<    You drink from the well.
ada>    drink well
ada<    You drink from the well.
ada>    e
ada<    Market Street by the Bakehouse [
ada>    buy bun
ada<    There is nobody here to trade with.
ada>    open the bakehouse door
ada>    n
ada<    Bettris's Bakehouse [ Shop ]
ada>    purchase a bun
ada<    There is no such command as 'purchase'. Help purchase says more.
ada>    buy
ada<    Buy what? List shows what there is.
ada>    list swords
ada<    Bettris the baker sells nothing like that.
ada>    buy sword
ada<    Bettris the baker has nothing like that. List shows what there is.
ada>    list
ada<    a caraway bun, 3 coins.
ada>    buy a bun
ada<    You buy a caraway bun for 3 coins.
ada>    buy 2 buns
ada<    You buy a caraway bun (2) for 6 coins.
ada>    eat the bun
ada<    You eat a caraway bun.
ada>    inventory
ada<    a caraway bun (2).
ada<    You have 91 coins.
ada>    quit
closed  ada
