# Whoever cannot be read is not let in, and nothing of what is written down about him is touched; everybody else plays.
connect kim keeper
connect ada at 3001
connect bob at 3001
ada>    quit
ada<    Until the next time
spoil   holdings:ada
raw     ada
ada<    Account name:
ada>    ada
ada<    password
ada>    open sesame
ada<    PRESS ENTER
ada>    
ada<    Active Character
ada>    1
ada<    Something of what was written down about Ada is missing. Please tell a keeper.
connect bob
bob>    look
connect kim keeper
kim>    shutdown now
ends
exits   1 --dump holdings:ada --data $data
told    wrong checksum
spoil   holdings:ada
# That bit turned back: she is as she was.
connect ada
ada>    score
ada<    You have 100 coins with you
