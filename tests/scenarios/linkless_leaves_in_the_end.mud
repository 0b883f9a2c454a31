# A body nobody comes back for is put away, and is found again at the next login.
server  --character.linkless_s 1
connect ada at 3005
connect bob at 3005
hangup  ada
bob<    Ada stares at nothing all of a sudden.
bob<    Ada leaves the world.
bob>    tell ada hello
bob<    Nobody by that name is in the world.
connect ada
expect  ada in 3005
