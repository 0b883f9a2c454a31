# What nobody understands is said back; help knows every command.
connect ada
ada>    xyzzy plugh
ada<    There is no such command as 'xyzzy'. Try help.
ada>    containers
ada<    There is no such command as 'containers'. Help containers says more.
ada>    help death
ada<    When your last hit point is gone you fall
ada>    commands
ada<    north: walk north.
ada<    quit: leave the world.
ada!<   transfer
ada>    help say
ada<    say words: speak to the room
ada>    help xyzzy
ada<    There is no help on 'xyzzy'.
ada>    look at lamp
ada!<   You do not see
ada>    look zzz
ada<    You do not see that here.
ada>    look in
ada<    Look in what?
ada>    n
ada<    Alas, you cannot go north...
ada>    time
ada<    o'clock
ada>    exits
ada<    south: The Temple Steps.
ada>    title the Brave
ada<    Your title is now <the Brave>.
ada>    score
ada<    You are Ada the Brave, level 1.
ada>    who
ada<    Ada
ada<    1 player is in the world.
