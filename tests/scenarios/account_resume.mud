# A token logs in once, straight into the game, also after a crash and over somebody else's connection; then it is void.
connect ada at 3005
raw     two
two<    Account name:
two>    ada
two<    (ENTER aborts):
two>    open sesame
two<    *** PRESS ENTER ***
two>    "\r\n"
two<    Your choice:
two>    6
two<    Press ENTER to be shown a new token:
two>    "\r\n"
two<    type `resume` and this token
two<    ada-
two<    *** PRESS ENTER ***
keep    two ada-
ada>    save
ada<    Ada is saved.
crash
raw     ada
ada<    Account name:
ada>    resume
ada<    There is no account named Resume yet.
ada>    no
ada<    Account name:
ada>    resume ada-0123456789abcdef
ada<    That token is not good, or is no longer.
ada<    Account name:
ada>    resume $kept
ada<    Welcome to the legendary lands of Kallisti.
ada<    < Ada |
raw     two
two<    Account name:
two>    resume $kept
two<    That token is not good, or is no longer.
two>    resume ../etc
two<    That is no token.
two>    resume nobody-00
two<    That was one time too many.
closed  two
raw     two
two<    Account name:
two>    ada
two<    (ENTER aborts):
two>    open sesame
two<    *** PRESS ENTER ***
two>    "\r\n"
two<    Your choice:
two>    6
two<    Press ENTER
two>    "\r\n"
two<    *** PRESS ENTER ***
keep    two ada-
hangup  two
raw     two
two<    Account name:
two>    RESUME $kept
two<    Reconnecting.
two<    < Ada |
closed  ada
