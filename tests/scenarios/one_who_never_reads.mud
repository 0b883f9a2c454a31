# A client that does not read is cut off in the end; the others do not wait for it.
server  --net.output_bytes_max 16384
connect ada at 3001
connect deaf at 3001
deaf    deaf
deaf>   "look\r\n" x 4000
ada>    say as quick as ever
ada<    You say, 'as quick as ever'
connect bob at 3001
bob>    look
bob<    Ada is standing here.
ada>    gossip hear me
bob<    <Gossip: Ada> 'hear me'
