# goto and transfer, by number, area and name, over borders and within; others may not.
connect ada at 3005
connect kim keeper
ada>    goto 3300
ada<    There is no such command as 'goto'.
ada>    shutdown now
ada<    There is no such command as 'shutdown'.
kim>    goto 3300
kim<    The Pithead
kim>    goto ada
kim<    Heronwell Square
ada<    Kim appears out of nowhere.
kim>    goto wood
kim<    The Edge of Hartswood
ada<    Kim disappears.
kim>    goto nowhere
kim<    There is no such room, area or player.
kim>    transfer ada
kim<    You call Ada.
kim<    Ada appears out of nowhere.
ada<    Kim calls you.
ada<    The Edge of Hartswood
expect  ada in 3200
kim>    transfer zoe
kim<    Nobody by that name is in the world.
kim>    transfer kim
kim<    Kim
kim>    say well
kim<    You say, 'well'
