# An address that guesses is stopped, over all accounts and connections; other accounts keep their tries.
server  --login.tries_per_address 2 --login.tries_refill_s 3600 --login.tries 20 --login.zones 1
connect ada
connect bob
raw     eve
eve<    Account name:
eve>    ada
eve<    (ENTER aborts):
eve>    one guess
eve<    Wrong password.
eve<    (ENTER aborts):
eve>    two guesses
eve<    Wrong password.
eve<    Too many wrong passwords came from your address. Please wait
eve<    Account name:
eve>    bob
eve<    Too many wrong passwords came from your address. Please wait
raw     mal
mal<    Account name:
mal>    bob
mal<    Too many wrong passwords came from your address. Please wait
