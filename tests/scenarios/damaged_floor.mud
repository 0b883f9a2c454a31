# Half of a floor's record is gone: what can be read lies there, what was found is set aside before anything is written over it,
# and the next cut writes the floor whole. A record that does not check at all leaves an empty floor, and is set aside as well.
server  --game.areas tests/scenarios/market
connect kim keeper
connect ada at 3001
ada>    buy 3 loaf
ada<    You buy a loaf of bread (3)
ada>    drop all.loaf
ada<    You drop a loaf of bread.
ada<    You drop a loaf of bread.
ada<    You drop a loaf of bread.
ada>    save
ada<    Ada is saved.
halve   floor:3001
connect ada
log     event=record_damaged name=floor:3001 reason="its things cannot be read" kept_as=aside:
ada>    get loaf
ada<    You get a loaf of bread.
ada>    get loaf
ada<    You do not see that here.
ada>    drop loaf
ada<    You drop a loaf of bread.
ada>    save
ada<    Ada is saved.
connect kim keeper
kim>    shutdown now
ends
exits   0 --fsck --data $data
told    1 set aside, 0 damaged, 0 mistakes.
told    :floor:3001: set aside when it was found damaged
exits   0 --dump aside:* --data $data
told    "holds": {
told    "record": "floor:3001"
told    "damaged": "the content ends early
exits   0 --dump floor:3001 --data $data
told    "name": "a loaf of bread"
spoil   floor:3001
connect ada
log     reason="wrong checksum"
ada>    get loaf
ada<    You do not see that here.
connect kim keeper
kim>    shutdown now
ends
exits   1 --dump floor:3001 --data $data
told    there is no such record
exits   0 --fsck --data $data
told    2 set aside, 0 damaged, 0 mistakes.
