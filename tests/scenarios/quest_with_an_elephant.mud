# A sock, and somebody to be led past three wagons, whom nobody else may lead meanwhile.
server  --newcomer.level 12
connect ada at 3608
connect bob at 3603
ada>    greet bunt
ada<    You greet Signor Bunt
ada<    Softly. It's the dark
ada>    quest accept
ada<    You take it on: Something Warm to Lean On.
ada>    "north\r\nnorth\r\n"
ada<    The Strong Man's Wagon
ada>    get sock
ada<    You get an elephant's sock.
ada>    east
ada<    The Elephant's Lines
ada>    talk tiffin
ada<    You hand an elephant's sock to Mrs Tiffin the elephant.
ada<    that is done. Speak to Mrs Tiffin
bob<    Ada hands an elephant's sock to Mrs Tiffin the elephant.
bob>    talk tiffin
bob<    Mrs Tiffin the elephant has nothing to say to you just now.
ada>    talk tiffin
ada<    Mrs Tiffin the elephant will come along with you.
bob<    Mrs Tiffin the elephant sets out with Ada.
ada>    west
bob<    Mrs Tiffin the elephant leaves west.
ada>    look
ada<    Mrs Tiffin the elephant rocks
ada>    south
ada>    south
ada<    The Lion's Winter Room
ada<    Something Warm to Lean On: that is done. It is done; tell Signor Bunt the lion tamer of it.
ada<    Mrs Tiffin the elephant
ada>    look
ada!<   Mrs Tiffin
ada>    greet bunt
ada<    Over on his side like a kitten
ada<    You have done it: Something Warm to Lean On.
ada>    save
ada<    Ada is saved.
