# Of one character --fsck says one.
connect ada
ada>    quit
ada<    Until the next time
stops   0
exits   0 --fsck --data $data
told    , 1 character,
