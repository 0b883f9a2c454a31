# Another password: the old one is asked for first, the new one twice, and from then on only the new one is right.
connect ada
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
two<    ada-
two<    *** PRESS ENTER ***
keep    two ada-
two>    "\r\n"
two<    Your choice:
two>    5
two<    The password as it is now
two>    a guess
two<    Wrong password.
two<    The password as it is now
two>    open sesame
two<    The new password
two>    tiny
two<    too short or too long
two>    shut parsley
two<    Type it once more:
two>    shut sesame
two<    The two were not the same.
two<    The new password
two>    shut parsley
two<    Type it once more:
two>    shut parsley
two<    From now on the new password is asked for.
two<    Your choice:
two>    0
closed  two
crash
raw     ada
ada<    Account name:
ada>    resume $kept
ada<    That token is not good, or is no longer.
ada>    ada
ada<    (ENTER aborts):
ada>    open sesame
ada<    Wrong password.
ada<    (ENTER aborts):
ada>    shut parsley
ada<    Have fun, and tell a friend about us!
