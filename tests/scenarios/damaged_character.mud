# Whoever cannot be read is not let in, and nothing of what is written down about him is touched; everybody else plays.
connect kim keeper
connect ada at 3001
connect bob at 3001
ada>    quit
ada<    Until the next time
kim>    save
kim<    Kim is saved.
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
exits   0 --mend --data $data
told    there was nothing to mend.
told    Damaged by themselves, as before: 1 of them.
spoil   holdings:ada
# That bit turned back: she is as she was.
connect ada
ada>    score
ada<    You have 100 coins with you
spoil   holdings:ada
# An earlier version is another way back; what was found is set aside.
exits   0 --restore ada:1 --data $data
told    What there is now does not read; by the books it is 100 coins.
exits   0 --fsck --data $data
told    1 set aside, 0 damaged, 0 mistakes.
connect ada
ada>    score
ada<    You have 100 coins with you
