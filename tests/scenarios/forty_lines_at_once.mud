# Lines are answered one by one, in the order they came, and none is lost.
connect ada at 3005
ada>    "say 1\r\nsay 2\r\nsay 3\r\nsay 4\r\nsay 5\r\nsay 6\r\nsay 7\r\nsay 8\r\nsay 9\r\nsay 10\r\nsay 11\r\nsay 12\r\nsay 13\r\nsay 14\r\nsay 15\r\nsay 16\r\nsay 17\r\nsay 18\r\nsay 19\r\nsay 20\r\nsay 21\r\nsay 22\r\nsay 23\r\nsay 24\r\nsay 25\r\nsay 26\r\nsay 27\r\nsay 28\r\nsay 29\r\nsay 30\r\nsay 31\r\nsay 32\r\nsay 33\r\nsay 34\r\nsay 35\r\nsay 36\r\nsay 37\r\nsay 38\r\nsay 39\r\nsay 40\r\n"
ada<    '1'
ada<    '2'
ada<    '3'
ada<    '9'
ada<    '10'
ada<    '11'
ada<    '20'
ada<    '30'
ada<    '31'
ada<    '32'
ada<    '33'
ada<    '34'
ada<    '35'
ada<    '39'
ada<    '40'
ada>    "say again\r\n" x 2000
ada>    say the end
ada<    the end
