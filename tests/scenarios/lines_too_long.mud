# A line longer than a line may be is refused as a whole, and the next one counts again.
connect ada at 3005
connect bob at 3005
ada>    "x" x 5000
ada>    "\r\nsay short again\r\n"
ada<    That line is too long.
ada<    You say, 'short again'
bob!<   xxxx
ada>    "y" x 300000
ada>    "\r\nsay and again\r\n"
ada<    That line is too long.
ada<    You say, 'and again'
raw     eve
eve<    Account name:
eve>    "z" x 100000
eve>    "\r\n"
eve<    That line is too long.
