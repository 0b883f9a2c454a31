# A second server on the same port is turned away: it must not get a share of the first one's players.
connect ada
exits   1 --net.port $port --password.passes 1
told    port
told    in use
ada>    say alone
ada<    You say, 'alone'
