# Who sleeps hears nothing of the room, and does little; what is told to sleepers waits.
connect ada at 3013
connect bob at 3013
ada>    sleep
ada<    fall asleep
bob<    Ada falls asleep.
bob>    say anyone?
bob<    You say
ada!<   anyone
ada>    look
ada<    In your dreams, perhaps. Wake up first.
ada>    north
ada<    Wake up first.
ada>    sleep
ada<    Wake up first.
ada>    score
ada<    You are Ada
bob>    look
bob<    Ada is sleeping here.
bob>    tell ada wake up
bob<    Ada is asleep. Your words will wait.
ada!<   wake up
ada>    wake
ada<    You wake and get up.
bob<    Ada wakes and gets up.
ada>    rest
ada<    You lie down to rest.
ada>    north
ada<    You had better stand up first.
ada>    stand
ada<    You stop resting and stand up.
ada>    sit
ada<    You sit down.
ada>    stand
ada<    You stand up.
ada>    stand
ada<    You are standing already.
bob>    follow ada
ada>    rest
ada<    You lie down
bob>    rest
bob<    You lie down
ada>    stand
ada<    You stop resting
ada>    north
ada<    Under the Awnings
expect  bob in 3013
