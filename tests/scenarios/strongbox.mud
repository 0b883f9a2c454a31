# The key from under the bridge opens the strongbox in the toll booth, and nothing else does.
connect ada at 3105
connect bob at 3107
ada>    open strongbox
ada<    It seems to be locked.
ada>    unlock strongbox
ada<    You do not have the key.
bob>    get key
bob<    You get a small rusty key.
bob>    up
bob<    Halfpenny Bridge
bob>    north
bob<    The Toll Bar
bob>    open door
bob<    You open the booth door to the east.
bob>    east
bob<    The Toll Booth
bob>    give key to ada
bob<    You give a small rusty key to Ada.
ada<    Bob gives you a small rusty key.
ada>    unlock box
ada<    You unlock an iron strongbox.
ada>    open box
ada<    You open an iron strongbox.
ada>    get all box
ada<    You get a brass toll penny from an iron strongbox.
ada<    You get a brass toll penny from an iron strongbox.
ada<    You get a brass toll penny from an iron strongbox.
ada<    You get a brass toll penny from an iron strongbox.
ada>    get all box
ada<    is empty.
