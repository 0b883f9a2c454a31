# Whoever leaves the game is kept as he was then; `save` keeps a version too, but not many. Keepers see them listed.
server  --game.areas tests/scenarios/market --character.versions_kept 2 --character.versions_apart_s 3600
connect kim keeper
connect ada at 3001
kim>    versions ada
kim<    Of that name no versions are kept.
ada>    save
ada<    Ada is saved.
ada>    buy 2 loaf
ada<    You buy
ada>    quit
ada<    Until the next time
kim>    save
kim<    Kim is saved.
connect ada
ada>    eat loaf
ada<    You eat
ada>    quit
ada<    Until the next time
connect ada
ada>    save
ada<    Ada is saved.
kim>    versions ada
kim<    Version 2 of Ada: year 1, Thaw 1
kim<    Level 1, 88 coins, 2 things.
kim<    Version 3 of Ada
kim<    Level 1, 88 coins, 1 thing.
kim<    Restore, the name and a number
kim>    versions zoe
kim<    Of that name no versions are kept.
kim>    versions
kim<    Versions of whom?
kim>    shutdown now
ends
exits   0 --dump was:ada:* --data $data
told    "number": 2
told    "number": 3
told    "name": "a loaf of bread"
spoil   was:ada:1
connect kim keeper
kim>    versions ada
kim<    cannot be read. The log says what.
spoil   was:ada:1
connect ada
connect kim keeper
kim>    versions ada
kim<    Version 3 of Ada
