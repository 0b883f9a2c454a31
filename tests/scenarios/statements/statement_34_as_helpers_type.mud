# Statement 34: what helpers type is understood as they type it.
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
connect bob at 3078
ada>    heal
ada<    You begin to pray for 'heal'.
wait    4000
ada>    refresh
ada!<   There is no such command
ada>    rescue bob
ada!<   There is no such command
ada>    join bob
ada<    There is nobody here by that name.
ada>    follow ada
ada!<   There is no such command
ada>    order followers kill rat
ada<    Nobody here by that name does what you say.
ada>    range
ada!<   There is no such command
ada>    breakout
ada<    You drop everything you were about to do.
ada>    viscera corpse
ada!<   There is no such command
ada>    vdrain corpse
ada!<   There is no such command
ada>    edrain corpse
ada!<   There is no such command
bob>    deposit all
bob!<   There is no
bob<    deposit
