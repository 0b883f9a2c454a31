# Statement 33: cast with the name in quotes and at whom; and every known blessing by its own short command.
raw     ada
ada<    Account name:
ada>    ada
ada<    yes or no?
ada>    "yes\r\nopen sesame\r\nopen sesame\r\n"
ada<    Your choice:
ada>    2
ada<    Do you use a screen reader
ada>    "no\r\nada\r\nshe\r\nhuman\r\npriest\r\n"
ada<    Ada is ready to enter the game.
ada>    1
ada<    < Ada |
ada>    cast 'heal' ada
ada<    You begin to pray for 'heal'.
wait    4000
ada>    cast 'heal'
ada<    You begin to pray for 'heal'.
wait    4000
ada>    heal
ada<    You begin to pray for 'heal'.
wait    4000
ada>    cast 'no such thing'
ada<    You have no knowledge of that spell.
ada>    bless group
ada<    "\r\n"
ada!<   There is no such command
ada>    truesee
ada<    "\r\n"
ada!<   There is no such command
ada>    vigor group
ada<    "\r\n"
ada!<   There is no such command
ada>    darmor
ada<    "\r\n"
ada!<   There is no such command
ada>    sanctuary group
ada<    "\r\n"
ada!<   There is no such command
ada>    spirit
ada<    "\r\n"
ada!<   There is no such command
ada>    blade
ada<    "\r\n"
ada!<   There is no such command
ada>    dshield
ada<    "\r\n"
ada!<   There is no such command
ada>    pfd
ada<    "\r\n"
ada!<   There is no such command
ada>    barkskin group
ada<    "\r\n"
ada!<   There is no such command
ada>    ffire group
ada<    "\r\n"
ada!<   There is no such command
ada>    strength
ada<    "\r\n"
ada!<   There is no such command
ada>    haste group
ada<    "\r\n"
ada!<   There is no such command
ada>    iceshield
ada<    "\r\n"
ada!<   There is no such command
ada>    alacrity
ada<    "\r\n"
ada!<   There is no such command
ada>    vivify
ada<    "\r\n"
ada!<   There is no such command
ada>    ceyes
ada<    "\r\n"
ada!<   There is no such command
ada>    mshield
ada<    "\r\n"
ada!<   There is no such command
ada>    blur
ada<    "\r\n"
ada!<   There is no such command
ada>    shroud
ada<    "\r\n"
ada!<   There is no such command
ada>    invisibility
ada<    "\r\n"
ada!<   There is no such command
ada>    fireshield
ada<    "\r\n"
ada!<   There is no such command
ada>    acidshield
ada<    "\r\n"
ada!<   There is no such command
ada>    uinvis
ada<    "\r\n"
ada!<   There is no such command
ada>    cvisage
ada<    "\r\n"
ada!<   There is no such command
ada>    grimward
ada<    "\r\n"
ada!<   There is no such command
ada>    deadeyes
ada<    "\r\n"
ada!<   There is no such command
ada>    pfg
ada<    "\r\n"
ada!<   There is no such command
ada>    bloodlust
ada<    "\r\n"
ada!<   There is no such command
ada>    warcry
ada<    "\r\n"
ada!<   There is no such command
ada>    prayer
ada<    "\r\n"
ada!<   There is no such command
ada>    aura
ada<    "\r\n"
ada!<   There is no such command
ada>    wraithform
ada<    "\r\n"
ada!<   There is no such command
ada>    focus str
ada<    "\r\n"
ada!<   There is no such command
ada>    bushido
ada<    "\r\n"
ada!<   There is no such command
ada>    valmeyjar
ada<    "\r\n"
ada!<   There is no such command
ada>    endurance
ada<    "\r\n"
ada!<   There is no such command
