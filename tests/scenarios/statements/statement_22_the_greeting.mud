# Statement 22: the welcome line on a fresh entry, Reconnecting. on a take-over.
connect ada
raw     two
two<    Account name:
two>    ada
two<    (ENTER aborts):
two>    open sesame
two<    *** PRESS ENTER ***
two>    "\r\n"
two<    Your choice:
two>    1
two<    "Reconnecting.\r\n"
two!<   Welcome to the legendary lands
closed  ada
two>    quit
closed  two
raw     ada
ada<    Account name:
ada>    ada
ada<    (ENTER aborts):
ada>    open sesame
ada<    *** PRESS ENTER ***
ada>    "\r\n"
ada<    Your choice:
ada>    1
ada<    "Welcome to the legendary lands of Kallisti.\r\n"
ada!<   Reconnecting.
