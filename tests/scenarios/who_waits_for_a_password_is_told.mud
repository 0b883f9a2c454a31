# A password costs a second or more here, and the first has shown how long.  Of three who come in at one time, the one at the end reads
# how long it will be, and nobody is sent away.
server  --password.memory_kib 262144 --password.passes 16 --threads.secret_idle 0
raw     ada
ada<    Account name:
ada>    "ada\r\nyes\r\nopen sesame\r\n"
ada<    Type it once more
raw     bob
raw     cat
raw     dan
bob<    Account name:
cat<    Account name:
dan<    Account name:
bob>    "bobby\r\nyes\r\nopen sesame\r\n"
bob<    Choose a password for it
cat>    "cathy\r\nyes\r\nopen sesame\r\n"
cat<    Choose a password for it
dan>    "danny\r\nyes\r\nopen sesame\r\n"
dan<    Many people are coming in just now; your turn is in about
bob<    Type it once more
cat<    Type it once more
dan<    Type it once more
