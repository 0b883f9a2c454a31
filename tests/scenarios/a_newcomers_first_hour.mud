# The school next to the temple, in the words its notices tell one to type: made, dressed, fed, taught, a first kill and what it
# leaves, in company, a level, a death and the way back to what was lost by it.
server  --newcomer.kit 1
raw     ada
ada<    Account name:
ada>    ada
ada<    There is no account named Ada yet.
ada>    "yes\r\nopen sesame\r\nopen sesame\r\n"
ada<    Your account is made. Now create a character: 2.
ada>    "2\r\nno\r\nada\r\nshe\r\nhuman\r\nfighter\r\n"
ada<    Ada is ready to enter the game.
ada>    1
ada<    West, under an arch, the old hospital has become a school
ada>    look board
ada<    West is the Mending School.
ada>    west
ada<    The Porter's Lodge [
ada>    look notice
ada<    Begin now: west.
ada>    w
ada<    The Long Ward [ (N)
ada>    look notice
ada<    A door that is shut is opened by its name or by its way
ada>    n
ada<    The linen door to the north seems to be closed.
ada>    open door
ada<    You open the linen door to the north.
ada>    north
ada<    The Linen Room [

# Something to wear and to hold.
ada>    look notice
ada<    Open press. Look in press. Get all from press.
ada>    get all from press
ada<    A linen press is closed.
ada>    open press
ada>    look in press
ada<    a practice sword.
ada>    get all from press
ada<    You get a ward lantern from a linen press.
ada>    wear all
ada<    You wear a quilted coat.
ada>    remove sword
ada<    You stop using a plain sword.
ada>    wield practice
ada<    You wield a practice sword.
ada>    equipment
ada<    worn as shield: a pan lid.
ada<    used as light: a ward lantern.

# Somebody who came the same way, and is taught.
raw     bob
bob<    Account name:
bob>    "bob\r\nyes\r\nopen sesame\r\nopen sesame\r\n"
bob<    Your account is made.
bob>    "2\r\nno\r\nbob\r\nhe\r\nelf\r\nmage\r\n"
bob<    Bob is ready to enter the game.
bob>    1
bob<    The Temple of the Kept Lamp [
bob>    w
bob>    w
bob>    w
bob>    w
bob<    The Dispensary [
bob>    look notice
bob<    practice zap
bob>    practice
bob<    You have 5 sessions of practice.
bob>    practice zap
bob<    You practise zap. You know it to 50 percent now.
bob>    practice zap
bob>    practice zap
bob<    You practise zap. You know it to 75 percent now.
bob>    cast zap figure
bob<    You begin to cast 'zap'.
bob>    "flee east\r\n" x 6
bob<    The Herb Walk [
bob>    north
bob<    The Straw Yard [

# Eat and drink.
ada>    s
ada>    s
ada<    The Kitchen [ Shop ]
ada>    get porridge
ada>    eat porridge
ada<    You eat a bowl of porridge.
ada>    drink pump
ada<    You drink from an iron pump.
ada>    buy roll
ada<    You buy a penny roll for 2 coins.

# The straw does not mind; who teaches does.
ada>    n
ada>    w
ada>    n
ada<    The Straw Yard [
ada>    practice kick
ada<    You practise kick. You know it to 50 percent now.
ada>    consider figure
ada<    A straw figure is unhurt.
ada>    kill figure
ada<    You attack a straw figure!
ada>    south
ada<    You are fighting! You would have to flee.
ada>    "flee south\r\n" x 6
ada<    The Herb Walk [
ada>    south
ada<    The Quiet Ward [ Inn ]
ada>    rest
ada<    You lie down
ada>    stand
ada>    north
ada>    east
ada>    south
ada>    south
ada<    The Back Court [
ada>    down
ada<    The Coal Hole [

# The first kill, and what is in it.
ada>    kill beetle
ada<    You attack a coal beetle!
ada>    "kick\r\n" x 3
wait    45000
ada<    A coal beetle is dead!  R.I.P.
ada<    You receive your reward for the kill
ada>    look in corpse
ada<    a black wing case.
ada>    get all corpse
ada<    You get a black wing case from the corpse of a coal beetle.
ada>    west
ada<    The Root Cellar [
ada>    east
ada>    up
ada<    Noll Oddy
ada>    value case
ada<    Noll Oddy the rag-and-bone man would give you 3 coins
ada>    sell case
ada<    You sell a black wing case for 3 coins.
ada>    experience
ada<    The next level asks 100 experience.
ada>    gain
ada<    Nobody here can teach you.

# In company, against what one should not meet alone.
ada>    recall
ada<    The Temple of the Kept Lamp [
ada>    w
ada>    w
ada>    w
ada>    n
ada<    The Straw Yard [
bob>    follow ada
bob<    You now follow Ada.
ada>    group bob
bob<    Ada
ada>    n
ada<    The Goose Green [
bob<    The Goose Green [
ada>    remove practice
ada>    wield plain
ada<    You wield a plain sword.
ada>    wimpy 8
ada<    You will flee by yourself when you have less than 8 hit points left.
ada>    kill gander
ada<    the gander
bob>    cast zap gander
bob>    cast zap gander
bob>    cast zap gander
bob>    cast zap gander
bob>    cast zap gander
bob>    cast zap gander
bob>    cast zap gander
bob>    cast zap gander
bob>    cast zap gander
bob>    cast zap gander
bob>    cast zap gander
bob>    cast zap gander
wait    60000
ada<    The gander is dead!  R.I.P.
ada<    You receive your reward for the kill
ada>    get all corpse
ada<    You get a gander's quill from the corpse of the gander.
ada>    get coins
ada>    group leave
ada>    recall
ada<    The Temple of the Kept Lamp [
ada>    w
ada>    w
ada>    u
ada>    e
ada<    The Matron's Office [
ada>    gain
ada<    Congratulations, you are now level 2!
ada>    specialise
ada<    Your path leads to:
ada<    Barbarian, from level 10.

# Dying is done once, and nothing is lost that one walks back for.
ada>    w
ada>    d
ada>    w
ada>    n
ada<    The Straw Yard [
ada>    kill corrie
ada<    Dame Corrie Flint
ada<    You are dead!  Better luck next time...
ada<    You are young, and it costs you nothing this time.
ada<    The Temple of the Kept Lamp [
expect  ada in 3001
ada>    equipment
ada<    nothing.
ada>    w
ada>    w
ada>    w
ada>    n
ada<    The corpse of Ada is lying here.
ada>    get all corpse
ada<    You get a practice sword from the corpse of Ada.
ada>    wear all
ada>    wield practice
ada<    You wield a practice sword.

# What remains to be earned up to the tenth level a keeper gives; then the path forks.
connect una keeper
una>    goto ada
una<    Ada
una>    grant ada 1000000 experience
una<    experience more.
ada>    gain
ada<    Congratulations, you are now level 3!
ada>    gain
ada<    Congratulations, you are now level 4!
ada>    gain
ada<    Congratulations, you are now level 5!
ada>    gain
ada<    Congratulations, you are now level 6!
ada>    gain
ada<    Congratulations, you are now level 7!
ada>    gain
ada<    Congratulations, you are now level 8!
ada>    gain
ada<    Congratulations, you are now level 9!
ada>    gain
ada<    Congratulations, you are now level 10!
ada>    specialise wizard
ada<    That class is not of your path.
ada>    specialise barbarian
ada<    arbarian
ada>    score
ada<    Barbarian
ada>    save
ada<    Ada is saved.
ada>    quit
closed  ada
