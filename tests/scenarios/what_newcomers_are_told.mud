# Every command that `help newbie` names does what it says there.
connect ada
ada>    help newbie
ada<    Your first quarter of an hour
ada>    look lamp
ada!<   You do not see
ada>    look board
ada!<   You do not see
ada>    look warden
ada!<   You do not see
ada>    look south
ada!<   You do not see
ada>    exits
ada<    south: The Temple Steps.
ada>    open door
ada<    You open the vestry door
ada>    east
ada<    The Vestry
ada>    open chest
ada<    You open
ada>    get all from chest
ada<    You get
ada>    wear all
ada<    You wear
ada>    inventory
ada<    coins
ada>    west
ada>    west
ada<    The Porter's Lodge
ada>    look notice
ada<    Begin now: west.
ada>    east
ada>    south
ada>    south
ada<    Heronwell Square
ada>    east
ada<    Market Street
ada>    newbie is anybody here?
ada<    is anybody here?
ada>    help races
ada<    These are the peoples one can be born to: human, half-elf,
ada<    See also: classes, attributes, remort.
ada>    help elf
ada<    Elves have steady hands
ada>    help ranger
ada<    It is a class of the path of the fighter, from level 10 on.
ada>    help classes
ada<    Fighter: barbarian, ranger,
ada>    help map
ada<    Maps of the land
ada>    worth
ada<    There is no such command as 'worth'. Help worth says more.
ada>    ?
ada<    Type help and a word
ada>    ? flee
ada<    flee [direction]: run away from a fight.
ada>    say one
ada<    You say, 'one'
ada>    !!
ada<    say one
ada<    You say, 'one'
