# Words of one's own: each command an alias stands for is a line of its own, over a border too.
connect ada at 3005
ada>    alias
ada<    You have no aliases.
ada>    alias out south;south;south;say $1 and $2 of $*
ada<    From now on out is short for: south;south;south;say $1 and $2 of $*
ada>    alias hi say hello
ada<    From now on hi is short for: say hello
ada>    hi to all
ada<    You say, 'hello to all'
ada>    alias loop loop;say once
ada<    From now on
ada>    loop
ada<    There is no such command as 'loop'
ada<    You say, 'once'
# Some words go on meaning what they mean, others may be had.
ada>    alias quit say never
ada<    That word has to go on meaning what it means.
ada>    alias look say I look $*
ada<    From now on look is short for
ada>    look up
ada<    You say, 'I look up'
ada>    unalias look
ada<    You forget that alias.
ada>    look
ada<    [
ada>    alias
ada<    hi is short for: say hello
ada<    loop is short for
ada<    out is short for
ada>    out one two
ada<    You say, 'one and two of one two'
# On the other side, after a take-over, and after a crash they are there.
ada>    hi there
ada<    You say, 'hello there'
connect twin as ada
twin>   hi again
twin<   You say, 'hello again'
twin>   save
twin<   Ada is saved.
crash
connect ada
ada>    hi after all
ada<    You say, 'hello after all'
ada>    quit
closed  ada
connect ada
ada>    hi once more
ada<    You say, 'hello once more'
