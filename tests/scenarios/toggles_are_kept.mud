# What is switched stays switched: for another connection, over a border, after a crash.
connect ada at 3001
ada>    toggle
ada<    sound: off. Sounds are played, where your client can.
ada<    colour: auto.
ada>    toggle sound
ada<    Audible sound is ON.
ada>    brief
ada<    Rooms are shown without their text while you walk.
ada>    toggle compass
ada<    Rooms are headed by a compass.
ada>    prompt %h of %H
ada<    < Ada | 100 of 100 >
ada>    prompt <%h>
ada<    cannot stand in it
ada>    colour off
ada<    You are sent no colours.
ada>    toggle melee
ada<    Of a fight you read what you do and suffer yourself.
ada>    look
ada<    The Temple of the Kept Lamp, 8am
ada<    Inside, unknown
ada!<   "\x1b["
ada>    save
ada<    Ada is saved.

# Another connection takes over.
connect ada
ada>    toggle
ada<    sound: on.
ada<    melee: on.
ada<    compass: on.
ada<    colour: off.
ada<    < Ada | 100 of 100 >

# South gate and the road beyond: another area.
connect bob keeper at 3311
bob>    transfer ada
ada<    Bob calls you.
ada>    toggle
ada<    compass: on.
ada<    colour: off.

crash
connect ada
ada>    toggle
ada<    sound: on.
ada<    brief: on.
ada<    melee: on.
ada<    compass: on.
ada<    colour: off.
ada<    < Ada | 100 of 100 >
ada>    toggle sound
ada<    Audible sound is OFF.
ada>    colour 16
ada>    toggle compass
ada>    look
ada<    "\x1b[1;35m"
ada>    prompt default
ada<    "\x1b[0m\x1b[0;32m< Ada | 100h 100m "
