# Who guesses must wait, whichever connection he comes by; who has a token need not.
server  --login.tries_per_account 4 --login.tries_per_address 100 --login.tries_refill_s 3600
connect ada
raw     two
two<    Account name:
two>    ada
two<    (ENTER aborts):
two>    open sesame
two<    *** PRESS ENTER ***
two>    "\r\n6\r\n\r\n"
two<    Press ENTER to be shown
two<    ada-
two<    *** PRESS ENTER ***
keep    two ada-
hangup  two
raw     eve
eve<    Account name:
eve>    ada
eve<    (ENTER aborts):
eve>    one guess
eve<    Wrong password.
eve<    (ENTER aborts):
eve>    "\r\n"
eve<    Account name:
eve>    ada
eve<    (ENTER aborts):
eve>    two guesses
eve<    Wrong password.
eve<    (ENTER aborts):
eve>    three guesses
eve<    That was one time too many.
closed  eve
raw     mal
mal<    Account name:
mal>    ada
mal<    (ENTER aborts):
mal>    four guesses
mal<    Wrong password.
mal<    Too many wrong passwords were tried for that account. Please wait
mal<    Account name:
raw     two
two<    Account name:
two>    ada
two<    Too many wrong passwords were tried for that account. Please wait
two<    Account name:
two>    resume $kept
two<    Reconnecting.
