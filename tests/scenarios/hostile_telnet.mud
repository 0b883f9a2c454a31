# Half commands, loops, floods of subnegotiations: none of it stops the connection, or anybody else.
connect ada
raw     eve
eve<    Account name:
eve>    "\xff"
wait    20
eve>    "\xfa\x18"
wait    20
eve>    "\x00XTERM\xff"
wait    20
eve>    "\xf0"
eve>    "\xff\xfd\x01\xff\xfe\x01" x 500
eve>    "\xff\xfb\x22\xff\xfc\x22" x 500
eve>    "\xff\xfa\x1f\x00\x00\x00\x00\xff\xf0" x 500
eve>    "\xff\xfa\x1f\xff\xff\xff\xff\xff\xff\xff\xff\xff\xf0"
eve>    "\xff\xfa\x18\x00AAAAAAAA\xff\xf0" x 2000
eve>    "\xff\xfa\x27\x00\x01\x01\x01\xff\xf0" x 300
eve>    "\xff\xf6\xff\xf1\xff\xf9\xff\xf7\xff\xf8"
eve>    "eve\r\n"
eve<    There is no account named Eve yet.
raw     fay
fay<    Account name:
fay>    "\xff\xfa\x45"
fay>    "A" x 200000
fay>    "\xff\xf0"
fay>    "fay\r\n"
fay<    There is no account named Fay yet.
ada>    say fine
ada<    You say, 'fine'
