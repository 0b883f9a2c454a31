# What is no UTF-8 becomes something that is; others never get the bytes.
connect ada at 3005
connect bob at 3005
ada>    "say caf\xc3\xa9 ok\r\n"
bob<    Ada says, 'caf
bob<    ok'
ada>    "say \xc3\x28 \xed\xa0\x80 \xf8\x88\x80\x80\x80 \xc0\xaf tail\r\n"
bob<    tail'
bob!<   "\xed\xa0\x80"
bob!<   "\xc0\xaf"
bob!<   "\xf8"
ada>    "say \xe2\x80\xae sdrawkcab tail\r\n"
bob<    tail'
